//! [`Index`]: which page has which words, and what is shown of each page that is found.
//!
//! [`Index::new`] reads in the order of its steps: the pages, newest first; their words, in parallel; the families of
//! forms with one stem, each form with the pages that have it.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::fold::{folded, words};
use super::says::{Place, Says, says};
use super::stem::Stems;
use crate::kinds::{KINDS, Rel};
use crate::site::{EntryIx, Site, Term};
use crate::view::{StampView, Views};

/// The place that entries are hidden from with `hidden_from: search`.
pub(super) const PLACE: &str = "search";

/// Words of a text of usual length.
const USUAL_LENGTH: f32 = 300.0;
/// How fast more occurrences of a word count less (BM25, `k1`).
const SATURATION: f32 = 1.2;
/// Most bytes of a text that excerpts are taken from.
const MOST_TEXT: usize = 12_000;
/// Steps of a weight in each doubling of it.
const STEPS: f32 = 3.0;

/// A page as it stands among what is found.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: String,
    pub(super) url: String,
    /// Its kind, by its place in [`Index::kinds`].
    pub(super) kind: usize,
    /// When it takes place or was published, in words.
    pub(super) date: String,
    pub(super) year: Option<i16>,
    /// The programmes it belongs to, by their place in [`Index::programmes`].
    pub(super) programmes: Vec<usize>,
    /// Where it takes place, by the place in [`Index::places`].
    pub(super) places: Vec<usize>,
    pub(super) summary: String,
    pub(super) text: String,
}

/// Where a form stands: the page and how much it counts there, 1 to 15.
pub(super) type Posting = (usize, u8);

/// A family of forms with one stem.
pub(super) type Family = BTreeMap<String, Vec<Posting>>;

/// Which page has which words.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The pages, newest first.
    pub(super) pages: Vec<Page>,
    /// Kinds of pages in words.
    pub(super) kinds: Vec<String>,
    /// Titles of programmes, in the order of their index.
    pub(super) programmes: Vec<String>,
    /// Names of places, A to Z.
    pub(super) places: Vec<String>,
    /// Forms of words by their stem.
    pub(super) families: BTreeMap<String, Family>,
}

/// What a page of the site is about.
enum Subject<'a> {
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

impl Index {
    /// The index of a site.
    pub(super) fn new(site: &Site, views: &Views) -> Self {
        let facets = Facets::new(site);
        let subjects = subjects(site);
        let stems = Stems::of(&site.config.language);
        let read: Vec<(Page, Vec<(String, u8)>)> = subjects
            .par_iter()
            .map(|subject| {
                let says = match subject {
                    Subject::Entry(ix) => says(site, *ix),
                    Subject::Term(_, _, term) => {
                        Says { texts: vec![(Place::Title, term.name.clone())], running: String::new() }
                    }
                };
                let weights = weights(&says.texts, stems);
                (page(subject, says.running, &facets, site, views), weights)
            })
            .collect();
        let mut index = Self {
            kinds: facets.kinds,
            programmes: facets.programmes,
            places: facets.places,
            ..Self::default()
        };
        let mut forms: BTreeMap<String, Vec<Posting>> = BTreeMap::new();
        for (at, (page, weights)) in read.into_iter().enumerate() {
            index.pages.push(page);
            for (form, weight) in weights {
                match forms.get_mut(&form) {
                    Some(postings) => postings.push((at, weight)),
                    None => {
                        forms.insert(form, vec![(at, weight)]);
                    }
                }
            }
        }
        for (form, postings) in forms {
            index.families.entry(stems.stem(&form)).or_default().insert(form, postings);
        }
        index
    }
}

/// The pages to be found, newest first; those without a day after them, tags and series last.
fn subjects(site: &Site) -> Vec<Subject<'_>> {
    let mut entries: Vec<EntryIx> = entries(site).collect();
    let day = |ix: EntryIx| site.entry(ix).first_day();
    entries.sort_by_key(|ix| (std::cmp::Reverse(day(*ix)), site.time_order(*ix)));
    let tags = site.tags().iter().map(|term| Subject::Term("sections.topics", "titles.topic", term));
    let series = site.series().iter().map(|term| Subject::Term("sections.series", "titles.series", term));
    entries.into_iter().map(Subject::Entry).chain(tags).chain(series).collect()
}

/// What pages can be narrowed down to.
struct Facets {
    kinds: Vec<String>,
    kind_keys: Vec<&'static str>,
    programmes: Vec<String>,
    programme_at: BTreeMap<EntryIx, usize>,
    places: Vec<String>,
    place_at: BTreeMap<EntryIx, usize>,
}

impl Facets {
    fn new(site: &Site) -> Self {
        let kind_keys: Vec<&'static str> =
            KINDS.iter().map(|kind| kind.id.0).chain(["sections.topics", "sections.series"]).collect();
        let word = |key: &&str| match key.contains('.') {
            true => site.texts.pattern(key),
            false => site.texts.pattern(&format!("kinds.{key}.plural")),
        };
        let title = |ix: &EntryIx| site.entry(*ix).head.title.clone();
        let places_of = |key: &[EntryIx]| key.iter().enumerate().map(|(at, ix)| (*ix, at)).collect();
        let undertakings = KINDS.iter().filter(|kind| kind.is_undertaking());
        let programmes: Vec<EntryIx> =
            undertakings.flat_map(|kind| site.of_kind(kind).iter().copied()).collect();
        let places: BTreeSet<EntryIx> = entries(site).flat_map(|ix| places_of_entry(site, ix)).collect();
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

/// What is shown of a page that is found.
fn page(subject: &Subject<'_>, running: String, facets: &Facets, site: &Site, views: &Views) -> Page {
    let kind = |key: &str| facets.kind_keys.iter().position(|known| *known == key).unwrap_or_default();
    match subject {
        Subject::Term(key, title, term) => {
            let name = views.text(&term.name);
            let title = site.texts.get(title, &[("name", name.as_str())]).unwrap_or(name);
            Page { title, url: term.url.href(), kind: kind(key), ..Page::default() }
        }
        Subject::Entry(ix) => {
            let entry = site.entry(*ix);
            let home = site.home() == Some(*ix);
            let when = entry.facets.when.as_ref().map(|when| site.locale.when(&when.value));
            let date = when.or_else(|| entry.head.published.map(|stamp| StampView::new(stamp, site).text));
            let at = |known: &BTreeMap<EntryIx, usize>, entries: &mut dyn Iterator<Item = EntryIx>| {
                let found: BTreeSet<usize> = entries.filter_map(|ix| known.get(&ix).copied()).collect();
                found.into_iter().collect::<Vec<usize>>()
            };
            Page {
                title: if home { views.text(&site.config.title) } else { views.title(*ix).to_owned() },
                url: if home { String::new() } else { site.url(*ix).href() },
                kind: kind(entry.kind.id.0),
                date: date.unwrap_or_default(),
                year: entry.first_day().map(|day| day.year()),
                programmes: at(&facets.programme_at, &mut programmes_of_entry(site, *ix).into_iter()),
                places: at(&facets.place_at, &mut places_of_entry(site, *ix)),
                summary: entry.head.summary.as_deref().map(|text| views.text(text)).unwrap_or_default(),
                text: views.text(cut(&running)),
            }
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

/// The words of a page, each once, with how much it counts, in steps from 1 to 15.
fn weights(texts: &[(Place, String)], stems: &Stems) -> Vec<(String, u8)> {
    let mut found: BTreeMap<String, f32> = BTreeMap::new();
    let mut body: BTreeMap<String, f32> = BTreeMap::new();
    let mut length = 0.0;
    for (place, text) in texts {
        let count = match place {
            Place::Title => {
                let mut count = 0_u8;
                words(text, |_| count = count.saturating_add(1));
                f32::from(count)
            }
            _ => 0.0,
        };
        words(text, |word| {
            let word = folded(word);
            if stems.is_stop(&word) && *place != Place::Name {
                return;
            }
            let into = if *place == Place::Body { &mut body } else { &mut found };
            let weight = match place {
                Place::Title => place.weight() / (1.0 + count / 8.0),
                Place::Body => {
                    length += 1.0;
                    place.weight()
                }
                _ => place.weight(),
            };
            match into.get_mut(word.as_ref()) {
                // A word that stands there again counts, but less and less.
                Some(sum) if *place == Place::Body => *sum += weight,
                Some(sum) => *sum = sum.max(weight) + weight.min(*sum) / 4.0,
                None => {
                    into.insert(word.into_owned(), weight);
                }
            }
        });
    }
    for (word, times) in body {
        // BM25 with b = 3/4.
        let relative = 0.25 + 0.75 * length / USUAL_LENGTH;
        *found.entry(word).or_default() += times * (SATURATION + 1.0) / (times + SATURATION * relative);
    }
    found.into_iter().map(|(word, weight)| (word, step(weight))).collect()
}

/// A weight as a step: each is 2^(1/3) times the one below.
fn step(weight: f32) -> u8 {
    let step = (1.0 + weight).log2() * STEPS;
    // In range: between 1 and 15, and no fraction.
    step.round().clamp(1.0, 15.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(texts: &[(Place, &str)], word: &str) -> u8 {
        let texts: Vec<(Place, String)> =
            texts.iter().map(|(place, text)| (*place, (*text).to_owned())).collect();
        let found = weights(&texts, Stems::of("pl"));
        found.iter().find(|(form, _)| form == word).map_or(0, |(_, weight)| *weight)
    }

    #[test]
    fn a_word_counts_by_where_it_stands() {
        let title = weight(&[(Place::Title, "Szkoły w Koninie")], "szkoly");
        let long = weight(
            &[(Place::Title, "Szkoły i wszystkie inne placówki oświatowe gminy i miasta Konina")],
            "szkoly",
        );
        let summary = weight(&[(Place::Summary, "Szkoły w Koninie")], "szkoly");
        let body = weight(&[(Place::Body, "Szkoły w Koninie")], "szkoly");
        let often = weight(&[(Place::Body, "Szkoły, szkoły i szkoły")], "szkoly");
        assert!(
            title > long && long > summary && summary > body && often > body,
            "{title} {long} {summary} {often} {body}"
        );
        assert_eq!(weight(&[(Place::Body, "w i z")], "w"), 0);
        assert_eq!(step(1_000_000.0), 15);
        assert_eq!(step(0.0), 1);
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        let text = "żółw ".repeat(5_000);
        let short = cut(&text);
        assert!(short.len() <= MOST_TEXT && short.ends_with("żółw"));
        assert_eq!(cut("krótki"), "krótki");
    }
}
