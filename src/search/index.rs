//! [`Index`]: which page has which words, and what is shown of each page that is found.
//!
//! [`Index::new`] reads the pages in groups, newest first, so that no more than two groups of them are in memory at once: their
//! words, in parallel, some hundred pages with one lexicon; then the forms of all lexicons, each with the pages that have
//! it. In the end come the families of forms with one stem.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::lexicon::{Lexicon, Weight};
use super::pack::{PAGES_A_FILE, TextFile, text_files};
use super::pages::{About, Facets, Page, page, subjects};
use super::postings::Postings;
use super::says::{Place, Says, says};
use super::stem::Stems;
use crate::site::Site;
use crate::view::Titles;

/// Pages read with one lexicon: their texts fill whole files.
const TOGETHER: usize = 50 * PAGES_A_FILE;

/// Lexicons in a group for each thread, so that none ends much before the others.
const A_THREAD: usize = 4;

/// A family of forms with one stem.
pub(super) type Family = BTreeMap<Box<str>, Postings>;

/// Which page has which words.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The pages, newest first.
    pub(super) pages: Vec<Page>,
    /// What is shown of them, in their order.
    pub(super) texts: Vec<TextFile>,
    /// Kinds of pages in words.
    pub(super) kinds: Vec<String>,
    /// Titles of programmes, in the order of their index.
    pub(super) programmes: Vec<String>,
    /// Names of places, A to Z.
    pub(super) places: Vec<String>,
    /// Forms of words by their stem.
    pub(super) families: BTreeMap<String, Family>,
}

/// Some pages with their words.
struct Read {
    pages: Vec<Page>,
    texts: Vec<TextFile>,
    /// The words of each page.
    weights: Vec<Vec<Weight>>,
    forms: Vec<Box<str>>,
}

/// The pages and words of all that has been read so far.
#[derive(Default)]
struct Gathered {
    pages: Vec<Page>,
    texts: Vec<TextFile>,
    /// The place of each form's postings.
    places: BTreeMap<Box<str>, usize>,
    postings: Vec<Postings>,
}

impl Index {
    /// The index of a site.
    pub(super) fn new(site: &Site, titles: &Titles) -> Self {
        let facets = Facets::new(site, titles);
        let stems = Stems::of(&site.config.language);
        let subjects = subjects(site);
        let read_group = |group: &[About<'_>]| -> Vec<Read> {
            let some = group.par_chunks(TOGETHER);
            some.map(|subjects| read(subjects, &facets, stems, site, titles)).collect()
        };
        let mut gathered = Gathered::default();
        let mut last = Vec::new();
        for group in subjects.chunks(TOGETHER * A_THREAD * rayon::current_num_threads()) {
            (_, last) = rayon::join(|| gathered.add(last), || read_group(group));
        }
        gathered.add(last);
        let families = gathered.families(stems);
        let Gathered { pages, texts, .. } = gathered;
        let Facets { kinds, programmes, places, .. } = facets;
        Self { pages, texts, kinds, programmes, places, families }
    }
}

impl Gathered {
    /// Adds pages after those there are.
    fn add(&mut self, group: Vec<Read>) {
        for Read { pages, texts, weights, forms } in group {
            let places: Vec<usize> = forms.into_iter().map(|form| self.place(form)).collect();
            for (page, weights) in (self.pages.len()..).zip(weights) {
                for (form, weight) in weights {
                    self.postings[places[form as usize]].push(page, weight);
                }
            }
            let first = self.pages.len();
            self.texts.extend(texts.into_iter().map(|file| TextFile { first: first + file.first, ..file }));
            self.pages.extend(pages);
        }
    }

    fn place(&mut self, form: Box<str>) -> usize {
        *self.places.entry(form).or_insert_with(|| {
            self.postings.push(Postings::default());
            self.postings.len() - 1
        })
    }

    /// Takes the forms out, by their stems.
    fn families(&mut self, stems: &Stems) -> BTreeMap<String, Family> {
        let mut families: BTreeMap<String, Family> = BTreeMap::new();
        for (form, place) in std::mem::take(&mut self.places) {
            let postings = std::mem::take(&mut self.postings[place]);
            // A lexicon has words that say nothing too, which stand on no page.
            if !postings.is_empty() {
                families.entry(stems.stem(&form)).or_default().insert(form, postings);
            }
        }
        families
    }
}

fn read(
    subjects: &[About<'_>],
    facets: &Facets,
    stems: &'static Stems,
    site: &Site,
    titles: &Titles,
) -> Read {
    let mut lexicon = Lexicon::new(stems);
    let (mut pages, mut shown, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for subject in subjects {
        let Says { texts, running } = match subject {
            About::Entry(ix) => says(site, *ix),
            About::Term(_, _, term) => {
                Says { texts: vec![(Place::Title, term.name.clone())], running: String::new() }
            }
        };
        weights.push(lexicon.weigh(&texts, &running));
        let (page, seen) = page(subject, &running, facets, site, titles);
        pages.push(page);
        shown.push(seen);
    }
    Read { pages, texts: text_files(&shown), weights, forms: lexicon.into_forms() }
}
