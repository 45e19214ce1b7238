//! The pages to be found, and what is shown of each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::says::void_mark;
use crate::kinds::{KINDS, Rel};
use crate::site::{EntryIx, Site, Term};
use crate::view::{StampView, Titles};

/// The place that entries are hidden from with `hidden_from: search`.
const PLACE: &str = "search";
/// Most bytes of a text that excerpts are taken from.
const MOST_TEXT: usize = 12_000;

/// A page as it stands among what is found.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its kind, by its place in [`Index::kinds`].
    pub(super) kind: usize,
    pub(super) year: Option<i16>,
    /// The programmes it belongs to, by their place in [`Index::programmes`].
    pub(super) programmes: Vec<usize>,
    /// Where it takes place, by the place in [`Index::places`].
    pub(super) places: Vec<usize>,
}

/// What is shown of a page.
#[derive(Serialize)]
struct Shown<'a> {
    title: &'a str,
    url: &'a str,
    kind: usize,
    #[serde(skip_serializing_if = "str::is_empty")]
    date: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
}

impl Shown<'_> {
    fn json(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// What a page of the site is about.
pub(super) enum About<'a> {
    Entry(EntryIx),
    /// A tag or series: the key of its kind in words and of its title.
    Term(&'static str, &'static str, &'a Term),
}

/// How many pages there are to be found.
pub(super) fn count(site: &Site) -> usize {
    entries(site).count() + site.tags().len() + site.series().len()
}

/// Entries that may be found.
fn entries(site: &Site) -> impl Iterator<Item = EntryIx> + '_ {
    site.published_all().filter(|ix| site.is_listed(*ix, PLACE))
}

/// The pages to be found, newest first; those without a day after them, tags and series last.
pub(super) fn subjects(site: &Site) -> Vec<About<'_>> {
    let mut entries: Vec<EntryIx> = entries(site).collect();
    let day = |ix: EntryIx| site.entry(ix).first_day();
    entries.sort_by_key(|ix| (std::cmp::Reverse(day(*ix)), site.time_order(*ix)));
    let tags = site.tags().iter().map(|term| About::Term("search.topic", "titles.topic", term));
    let series = site.series().iter().map(|term| About::Term("search.series", "titles.series", term));
    entries.into_iter().map(About::Entry).chain(tags).chain(series).collect()
}

/// What pages can be narrowed down to.
pub(super) struct Facets {
    /// Kinds of pages in words.
    pub(super) kinds: Vec<String>,
    kind_keys: Vec<&'static str>,
    /// Titles of programmes, in the order of their index.
    pub(super) programmes: Vec<String>,
    programme_at: BTreeMap<EntryIx, usize>,
    /// Names of places, A to Z.
    pub(super) places: Vec<String>,
    place_at: BTreeMap<EntryIx, usize>,
}

impl Facets {
    pub(super) fn new(site: &Site, titles: &Titles) -> Self {
        let kind_keys: Vec<&'static str> =
            KINDS.iter().map(|kind| kind.id.0).chain(["search.topic", "search.series"]).collect();
        let word = |key: &&str| match key.contains('.') {
            true => site.texts.pattern(key),
            false => site.texts.pattern(&format!("kinds.{key}.single")),
        };
        // Titles of pages are unique: two halls of one name are told apart.
        let title = |ix: &EntryIx| titles.title(*ix).to_owned();
        let is_found = |ix: &EntryIx| site.is_listed(*ix, PLACE);
        let places_of = |key: &[EntryIx]| key.iter().enumerate().map(|(at, ix)| (*ix, at)).collect();
        let undertakings = KINDS.iter().filter(|kind| kind.is_undertaking());
        let programmes: Vec<EntryIx> =
            undertakings.flat_map(|kind| site.of_kind(kind).iter().copied()).filter(is_found).collect();
        let places: BTreeSet<EntryIx> =
            entries(site).flat_map(|ix| places_of_entry(site, ix)).filter(is_found).collect();
        let mut places: Vec<EntryIx> = places.into_iter().collect();
        places.sort_by(|one, other| site.locale.compare(&title(one), &title(other)).then(one.cmp(other)));
        Self {
            kinds: kind_keys.iter().map(word).collect(),
            kind_keys,
            programme_at: places_of(&programmes),
            programmes: programmes.iter().map(title).collect(),
            place_at: places_of(&places),
            places: places.iter().map(title).collect(),
        }
    }
}

/// Where an entry takes place.
fn places_of_entry(site: &Site, ix: EntryIx) -> impl Iterator<Item = EntryIx> + '_ {
    let involved = site.involved_in(ix).iter();
    involved.filter(|one| one.rel == Rel::Place).map(|one| one.other)
}

/// The programmes that an entry is or belongs to, the nearest first.
fn programmes_of_entry(site: &Site, ix: EntryIx) -> Vec<EntryIx> {
    let mut found = Vec::new();
    let mut open = vec![ix];
    let mut seen = BTreeSet::new();
    while let Some(next) = open.pop().filter(|_| seen.len() < 1_000) {
        if seen.insert(next) {
            found.extend(Some(next).filter(|next| site.entry(*next).kind.is_undertaking()));
            open.extend(site.containers_of(next).iter().map(|(_, other)| *other));
        }
    }
    found
}

/// A page as it stands among what is found, and what is shown of it, as JSON.
pub(super) fn page(
    subject: &About<'_>,
    running: &str,
    facets: &Facets,
    site: &Site,
    titles: &Titles,
) -> (Page, Vec<u8>) {
    let kind = |key: &str| facets.kind_keys.iter().position(|known| *known == key).unwrap_or_default();
    match subject {
        About::Term(key, title, term) => {
            let name = titles.text(&term.name);
            let title = site.texts.get(title, &[("name", name.as_str())]).unwrap_or(name);
            let (kind, url) = (kind(key), term.url.href());
            let shown = Shown { title: &title, url: &url, kind, date: "", summary: "", text: "" };
            (Page { kind, ..Page::default() }, shown.json())
        }
        About::Entry(ix) => {
            let entry = site.entry(*ix);
            let home = site.home() == Some(*ix);
            let when = entry.facets.when.as_ref().map(|when| site.locale.when(&when.value));
            let date = when.or_else(|| entry.head.published.map(|stamp| StampView::new(stamp, site).text));
            let at = |known: &BTreeMap<EntryIx, usize>, entries: &mut dyn Iterator<Item = EntryIx>| {
                let found: BTreeSet<usize> = entries.filter_map(|ix| known.get(&ix).copied()).collect();
                found.into_iter().collect::<Vec<usize>>()
            };
            let kind = kind(entry.kind.id.0);
            let shown = Shown {
                title: if home { &titles.text(&site.config.title) } else { titles.title(*ix) },
                url: if home { "" } else { &site.url(*ix).href() },
                kind,
                // When it takes place or was published, in words.
                date: &void_mark(site, *ix).into_iter().chain(date).collect::<Vec<_>>().join(" · "),
                summary: &entry.head.summary.as_deref().map(|text| titles.text(text)).unwrap_or_default(),
                text: &titles.text(cut(running)),
            };
            let page = Page {
                kind,
                year: site.year_of(*ix),
                programmes: at(&facets.programme_at, &mut programmes_of_entry(site, *ix).into_iter()),
                places: at(&facets.place_at, &mut places_of_entry(site, *ix)),
            };
            (page, shown.json())
        }
    }
}

/// The beginning of a text, to the end of a word.
fn cut(text: &str) -> &str {
    if text.len() <= MOST_TEXT {
        return text;
    }
    let end = (0..=MOST_TEXT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text[..end].rsplit_once(' ').map_or(&text[..end], |(start, _)| start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words() {
        let text = "żółw ".repeat(5_000);
        let short = cut(&text);
        assert!(short.len() <= MOST_TEXT && short.ends_with("żółw"));
        assert_eq!(cut("krótki"), "krótki");
    }
}
