//! Addresses of finished pages and style sheets that lead to no file of the site, or to a place that is not in it.
//! Told once for each address, where it is written, not once for each page it comes to stand on.

use std::collections::BTreeMap;

use super::address::shown;
use super::places::Written;
use super::web::Broken;
use super::{Look, places};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Severity, codes, did_you_mean, nearest};
use crate::words;
use crate::words::Words;

/// Up to so many mistakes it is looked for what was meant; more are no slips of the pen, and looking takes long.
const SLIPS: usize = 30;

/// Where an address would lead: a file, none above the site's root, and a place in it.
type Goal<'a> = (Option<&'a str>, Option<&'a str>);

/// Runs the check.
pub(super) fn run(look: &Look<'_>, found: &mut Diagnostics) {
    // One mistake of a template gives `../x/` on some pages and `../../x/` on others.
    let mut groups: BTreeMap<Goal<'_>, Vec<(&Broken, usize)>> = BTreeMap::new();
    for page in &look.web.pages {
        for broken in &page.broken {
            let key = (broken.file.as_deref(), broken.anchor.as_deref());
            groups.entry(key).or_default().push((broken, page.file));
        }
    }
    if groups.is_empty() {
        return;
    }
    let written = Written::new(look.made);
    for (at, ((file, anchor), on)) in groups.into_iter().enumerate() {
        let places = written_at(look, &written, &on);
        let (code, message) = told(file, anchor, &on[0].0.written);
        let near = if at < SLIPS { meant(file, anchor, look) } else { None };
        let stands = stands_on(look, &on);
        for place in places {
            let mut diagnostic = Diagnostic::at(Severity::Warning, code, place, message.clone());
            diagnostic = diagnostic.hint_if(near.clone()).hint(stands.clone());
            found.push(diagnostic);
        }
    }
}

/// Where the addresses are written; where that is not known, the first page they stand on.
fn written_at(look: &Look<'_>, written: &Written<'_>, on: &[(&Broken, usize)]) -> Vec<Place> {
    let (broken, file) = on[0];
    let path = look.web.path(file).as_str();
    if path.ends_with(".css") {
        let place = places::in_style_sheet(look.made, path, &broken.written);
        return vec![place.unwrap_or_else(|| places::page(path))];
    }
    let mut forms: Vec<&str> = on.iter().map(|(broken, _)| broken.written.as_str()).collect();
    forms.sort_unstable();
    forms.dedup();
    let places: Vec<Place> = forms.iter().flat_map(|form| written.at(form)).collect();
    if !places.is_empty() {
        return places;
    }
    let template = look.template(file).and_then(|template| {
        look.made.loaded.theme.chain(&template).first().map(|path| Place::File((*path).clone()))
    });
    vec![template.unwrap_or_else(|| places::page(path))]
}

fn told(file: Option<&str>, anchor: Option<&str>, written: &str) -> (Code, Words) {
    let address = shown(file.unwrap_or_default());
    match (file, anchor) {
        (_, Some(anchor)) => (
            codes::BROKEN_ANCHOR,
            words!(
                "`{written}` leads to a place that is not there: the page `{address}` has no `#{anchor}`",
                "`{written}` prowadzi w miejsce, którego nie ma: na stronie `{address}` nie ma `#{anchor}`"
            ),
        ),
        (None, None) => (
            codes::BROKEN_LINK,
            words!(
                "`{written}` leads above the site's own folder",
                "`{written}` prowadzi ponad katalog witryny"
            ),
        ),
        (Some(_), None) => (
            codes::BROKEN_LINK,
            words!(
                "`{written}` leads to nothing: the site has no `{address}`",
                "`{written}` prowadzi donikąd: w witrynie nie ma `{address}`"
            ),
        ),
    }
}

/// What was likely meant.
fn meant(file: Option<&str>, anchor: Option<&str>, look: &Look<'_>) -> Option<Words> {
    let file = file?;
    if let Some(anchor) = anchor {
        let page = look.web.find(file).and_then(|file| look.web.page(file))?;
        return did_you_mean(nearest(anchor, page.ids().iter().map(String::as_str)));
    }
    let known: Vec<String> = look.web.files.iter().map(|file| shown(file.as_str())).collect();
    did_you_mean(nearest(&shown(file), known.iter().map(String::as_str)))
}

/// On which pages the address is found.
fn stands_on(look: &Look<'_>, on: &[(&Broken, usize)]) -> Words {
    let mut pages: Vec<usize> = on.iter().map(|(_, file)| *file).collect();
    pages.dedup();
    let first = shown(look.web.path(pages[0]).as_str());
    match pages.len() - 1 {
        0 => words!("it is found on `{first}`", "jest na stronie `{first}`"),
        more => words!(
            "it is found on `{first}` and on {more} more",
            "jest na stronie `{first}`, a także na innych (jeszcze {more})"
        ),
    }
}
