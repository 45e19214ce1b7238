//! Where something is written: a title in its entry, an address in an entry, in `kronika.yaml` or in a template.

use std::ops::Range;

use rayon::prelude::*;

use super::Look;
use crate::Made;
use crate::diag::{Diagnostics, Place, Source, Span};
use crate::entry::{Entry, Origin};
use crate::front;
use crate::path::SourcePath;
use crate::theme::Asset;

/// The place of an entry's title; of one without, that of its front matter.
pub(super) fn title(entry: &Entry) -> Span {
    let raw = front::read(&entry.source, true, &mut Diagnostics::new());
    let pairs = raw.as_ref().map_or(&[][..], |raw| &raw.front);
    let title = pairs.iter().find(|(key, _)| key.name == "title").map(|(_, node)| node.span.clone());
    title.unwrap_or_else(|| entry.front_span.clone())
}

/// Where an address of the pages is written: in entries, else in the settings, else in the theme. None where it is put
/// together of parts.
pub(super) fn address(look: &Look<'_>, written: &str) -> Vec<Place> {
    let site = &look.made.loaded.site;
    let entries: Vec<_> = site.published_all().filter(|ix| site.entry(*ix).origin != Origin::Named).collect();
    let found: Vec<Place> = entries
        .par_iter()
        .filter_map(|ix| {
            let source = &site.entry(*ix).source;
            find(&source.text, written).map(|span| Place::Text(source.clone(), span))
        })
        .collect();
    if !found.is_empty() {
        return found;
    }
    let settings = &site.config.source;
    if let Some(span) = find(&settings.text, written) {
        return vec![Place::Text(settings.clone(), span)];
    }
    in_theme(look.made, written).into_iter().collect()
}

fn in_theme(made: &Made, written: &str) -> Option<Place> {
    // In a template, what leads to the root is a variable.
    let bare = written.trim_start_matches("../").trim_start_matches("./");
    let own = |source: &Source| !source.path.as_str().starts_with("themes/default/");
    let mut sources: Vec<_> = made.loaded.theme.sources().collect();
    sources.sort_by_key(|source| !own(source));
    sources.into_iter().find_map(|source| {
        let span = find(&source.text, written)
            .or_else(|| (bare.len() > 1).then(|| find(&source.text, bare)).flatten())?;
        Some(Place::Text(source.clone(), span))
    })
}

/// The place in a style sheet of the theme; none where it is part of the program.
pub(super) fn in_style_sheet(made: &Made, path: &str, written: &str) -> Option<Place> {
    let Asset::File(file) = made.loaded.theme.assets.get(path.strip_prefix("assets/")?)? else { return None };
    let source = crate::source::read_text(&made.loaded.site.config.root, file).ok()?;
    let at = source.text.find(written)?;
    Some(Place::Text(source, at..at + written.len()))
}

/// A file of the finished site, where nothing else is known.
pub(super) fn page(path: &str) -> Place {
    Place::File(SourcePath::new(path))
}

/// Where an address stands in a text as a whole, not as a part of a longer one.
fn find(text: &str, address: &str) -> Option<Range<usize>> {
    if address.is_empty() {
        return None;
    }
    let part =
        |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '%' | '#' | '?' | '&' | '=' | '~');
    let is_whole = |at: usize| {
        let (before, after) = (&text[..at], &text[at + address.len()..]);
        let mut next = after.chars();
        let ends = match next.next() {
            Some('.' | ',' | ';' | ':' | '!') => next.next().is_none_or(|c| !part(c)),
            Some(c) => !part(c),
            None => true,
        };
        ends && !before.ends_with(|c: char| part(c) || c == '.')
    };
    let at = text.match_indices(address).map(|(at, _)| at).find(|at| is_whole(*at))?;
    Some(at..at + address.len())
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn an_address_is_found_as_a_whole_only() {
        let text = "x https://a.pl/b/c, (https://a.pl/b). Dalej";
        assert_eq!(find(text, "https://a.pl/b"), Some(21..35));
        assert_eq!(find(text, "https://a.pl/b/c"), Some(2..18));
        assert_eq!(find(text, "https://a.pl"), None);
        assert_eq!(find("\"https://a.pl/\"", "https://a.pl/"), Some(1..14));
    }
}
