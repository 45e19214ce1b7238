//! Where something is written: a title in its entry, an address in an entry, in `kronika.yaml` or in a template.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::Made;
use crate::diag::{Diagnostics, Place, Source, Span};
use crate::entry::{Entry, Origin};
use crate::front;
use crate::path::SourcePath;
use crate::site::EntryIx;
use crate::theme::Asset;

/// The place of an entry's title; of one without, that of its front matter.
pub(super) fn title(entry: &Entry) -> Span {
    let raw = front::read(&entry.source, true, &mut Diagnostics::new());
    let pairs = raw.as_ref().map_or(&[][..], |raw| &raw.front);
    let title = pairs.iter().find(|(key, _)| matches!(key.name.as_str(), "title" | "name"));
    let title = title.map(|(_, node)| node.span.clone());
    title.unwrap_or_else(|| entry.front_span.clone())
}

/// Where the addresses of a site are written, each text read once.
pub(super) struct Written<'a> {
    made: &'a Made,
    /// Whole addresses in entries and in the settings, in the order of files.
    whole: BTreeMap<&'a str, Vec<(&'a Arc<Source>, Span)>>,
}

impl<'a> Written<'a> {
    /// Reads the texts of all published entries and `kronika.yaml`.
    pub(super) fn new(made: &'a Made) -> Self {
        let site = &made.loaded.site;
        let named = |ix: &EntryIx| site.entry(*ix).origin == Origin::Named;
        let entries = site.published_all().filter(|ix| !named(ix)).map(|ix| &site.entry(ix).source);
        let sources: Vec<&Arc<Source>> = entries.chain([&site.config.source]).collect();
        let found: Vec<Vec<(&str, Span)>> = sources.par_iter().map(|source| whole(&source.text)).collect();
        let mut all: BTreeMap<&str, Vec<(&Arc<Source>, Span)>> = BTreeMap::new();
        for (source, found) in sources.into_iter().zip(found) {
            for (address, span) in found {
                all.entry(address).or_default().push((source, span));
            }
        }
        Self { made, whole: all }
    }

    /// Where an address of the pages is written: in entries and the settings, else in the theme. Nowhere where it is put
    /// together of parts.
    pub(super) fn at(&self, address: &str) -> Vec<Place> {
        match self.whole.get(address) {
            Some(found) => {
                found.iter().map(|(source, span)| Place::Text((*source).clone(), span.clone())).collect()
            }
            None => in_theme(self.made, address).into_iter().collect(),
        }
    }
}

/// The whole addresses of other hosts in a text, of Markdown or YAML, each with its place.
fn whole(text: &str) -> Vec<(&str, Span)> {
    let mut found = Vec::new();
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '|' | '`' | ']' | '}');
    for (at, _) in text.match_indices("://") {
        let head = &text[..at];
        let scheme = head.len() - head.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
        let start = at - scheme;
        let rest = &text[start..];
        let rest = &rest[..rest.find(ends).unwrap_or(rest.len())];
        // A bracket is part of an address only where it was opened in it; `,` and `'` end one in YAML.
        let mut depth = 0;
        let closed = rest.find(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth < 0
        });
        let longest = &rest[..closed.unwrap_or(rest.len())];
        found.push((longest, start..start + longest.len()));
        // What closes a sentence, a quotation or an item of a list is likely no part of it, but may be.
        let mut shorter = longest;
        while let Some(cut) = shorter.strip_suffix(['.', ',', ';', ':', '!', '?', '\'', '*', '_']) {
            shorter = cut;
            found.push((shorter, start..start + shorter.len()));
        }
    }
    found
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
    use super::{find, whole};

    #[test]
    fn whole_addresses_are_found_as_markdown_and_yaml_end_them() {
        let addresses = |text| whole(text).into_iter().map(|(address, _)| address).collect::<Vec<_>>();
        assert_eq!(
            addresses("[x](https://a.pl/b_(c)) i <http://b.pl>"),
            ["https://a.pl/b_(c)", "http://b.pl"]
        );
        assert!(addresses("links: [{url: https://a.pl/b, label: x}]").contains(&"https://a.pl/b"));
        assert!(addresses("url: 'https://a.pl/b'").contains(&"https://a.pl/b"));
        assert!(addresses("Zob. https://a.pl/b.").contains(&"https://a.pl/b"));
        assert_eq!(addresses("x://")[0], "x://");
        assert_eq!(whole("url: https://a.pl/")[0].1, 5..18);
    }

    #[test]
    fn an_address_is_found_as_a_whole_only() {
        let text = "x https://a.pl/b/c, (https://a.pl/b). Dalej";
        assert_eq!(find(text, "https://a.pl/b"), Some(21..35));
        assert_eq!(find(text, "https://a.pl/b/c"), Some(2..18));
        assert_eq!(find(text, "https://a.pl"), None);
        assert_eq!(find("\"https://a.pl/\"", "https://a.pl/"), Some(1..14));
    }
}
