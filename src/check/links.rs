//! Addresses of finished pages and style sheets that lead to no file of the site, or to a place that is not in it.
//! Told once for each address, where it is written, not once for each page it comes to stand on.

use std::collections::BTreeMap;

use super::web::Broken;
use super::{Look, places};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Severity, codes, did_you_mean, nearest};
use crate::words;
use crate::words::Words;

/// Runs the check.
pub(super) fn run(look: &Look<'_>, found: &mut Diagnostics) {
    // One mistake of a template gives `../x/` on some pages and `../../x/` on others.
    let mut groups: BTreeMap<(Option<&str>, Option<&str>), Vec<(&Broken, usize)>> = BTreeMap::new();
    for page in &look.web.pages {
        for broken in &page.broken {
            let key = (broken.file.as_deref(), broken.anchor.as_deref());
            groups.entry(key).or_default().push((broken, page.file));
        }
    }
    for ((file, anchor), on) in groups {
        let places = written_at(look, &on);
        let (code, message, near) = told(file, anchor, &on[0].0.written, look);
        let stands = stands_on(look, &on);
        for place in places {
            let mut diagnostic = Diagnostic::at(Severity::Warning, code, place, message.clone());
            diagnostic = diagnostic.hint_if(near.clone()).hint(stands.clone());
            found.push(diagnostic);
        }
    }
}

/// Where the addresses are written; where that is not known, the first page they stand on.
fn written_at(look: &Look<'_>, on: &[(&Broken, usize)]) -> Vec<Place> {
    let (broken, file) = on[0];
    let path = look.web.path(file).as_str();
    if path.ends_with(".css") {
        let place = places::in_style_sheet(look.made, path, &broken.written);
        return vec![place.unwrap_or_else(|| places::page(path))];
    }
    let mut forms: Vec<&str> = on.iter().map(|(broken, _)| broken.written.as_str()).collect();
    forms.sort_unstable();
    forms.dedup();
    let places = forms.iter().map(|form| places::address(look, form)).find(|places| !places.is_empty());
    places.unwrap_or_else(|| {
        let template = look.template(file).and_then(|template| {
            look.made.loaded.theme.chain(&template).first().map(|path| Place::File((*path).clone()))
        });
        vec![template.unwrap_or_else(|| places::page(path))]
    })
}

fn told(
    file: Option<&str>,
    anchor: Option<&str>,
    written: &str,
    look: &Look<'_>,
) -> (Code, Words, Option<Words>) {
    let address = super::address::shown(file.unwrap_or_default());
    if let Some(anchor) = anchor {
        let message = words!(
            "`{written}` leads to a place that is not there: the page `{address}` has no `#{anchor}`",
            "`{written}` prowadzi w miejsce, którego nie ma: na stronie `{address}` nie ma `#{anchor}`"
        );
        let ids = look.web.find(file.unwrap_or_default()).and_then(|file| look.web.page(file));
        let near = nearest(anchor, ids.map_or(&[][..], |page| page.ids()).iter().map(String::as_str));
        return (codes::BROKEN_ANCHOR, message, did_you_mean(near));
    }
    if file.is_none() {
        let message = words!(
            "`{written}` leads above the site's own folder",
            "`{written}` prowadzi ponad katalog witryny"
        );
        return (codes::BROKEN_LINK, message, None);
    }
    let message = words!(
        "`{written}` leads to nothing: the site has no `{address}`",
        "`{written}` prowadzi donikąd: w witrynie nie ma `{address}`"
    );
    let known: Vec<String> = look.web.files.iter().map(|file| super::address::shown(file.as_str())).collect();
    let near = nearest(&address, known.iter().map(String::as_str));
    (codes::BROKEN_LINK, message, did_you_mean(near))
}

/// On which pages the address is found.
fn stands_on(look: &Look<'_>, on: &[(&Broken, usize)]) -> Words {
    let mut pages: Vec<usize> = on.iter().map(|(_, file)| *file).collect();
    pages.dedup();
    let first = super::address::shown(look.web.path(pages[0]).as_str());
    match pages.len() - 1 {
        0 => words!("it is found on `{first}`", "jest na stronie `{first}`"),
        more => words!(
            "it is found on `{first}` and on {more} more",
            "jest na stronie `{first}`, a także na innych (jeszcze {more})"
        ),
    }
}
