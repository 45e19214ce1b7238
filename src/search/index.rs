//! [`Index`]: which page has which words, and what is shown of each page that is found.
//!
//! [`Index::new`] reads in the order of its steps: the pages, newest first; their words, in parallel, some hundred pages
//! with one lexicon; the forms of all lexicons, each with the pages that have it; the families of forms with one stem.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::lexicon::{Lexicon, Weight};
use super::pages::{About, Facets, Page, page, subjects};
use super::postings::Postings;
use super::says::{Place, Says, says};
use super::stem::Stems;
use crate::site::Site;
use crate::view::Views;

/// Pages read with one lexicon.
const TOGETHER: usize = 256;

/// A family of forms with one stem.
pub(super) type Family = BTreeMap<Box<str>, Postings>;

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

/// Some pages with their words.
struct Read {
    pages: Vec<Page>,
    /// The words of each page.
    weights: Vec<Vec<Weight>>,
    forms: Vec<Box<str>>,
}

impl Index {
    /// The index of a site.
    pub(super) fn new(site: &Site, views: &Views) -> Self {
        let facets = Facets::new(site, views);
        let stems = Stems::of(&site.config.language);
        let subjects = subjects(site);
        let some: Vec<Read> = subjects
            .par_chunks(TOGETHER)
            .map(|subjects| read(subjects, &facets, stems, site, views))
            .collect();
        let mut index = Self {
            kinds: facets.kinds,
            programmes: facets.programmes,
            places: facets.places,
            ..Self::default()
        };
        let mut numbers: BTreeMap<Box<str>, usize> = BTreeMap::new();
        let mut postings: Vec<Postings> = Vec::new();
        for Read { pages, weights, forms } in some {
            let numbers: Vec<usize> = forms
                .into_iter()
                .map(|form| {
                    *numbers.entry(form).or_insert_with(|| {
                        postings.push(Postings::default());
                        postings.len() - 1
                    })
                })
                .collect();
            for (page, weights) in (index.pages.len()..).zip(weights) {
                weights
                    .into_iter()
                    .for_each(|(form, weight)| postings[numbers[form as usize]].push(page, weight));
            }
            index.pages.extend(pages);
        }
        // A lexicon has words that say nothing too, which stand on no page.
        for (form, number) in numbers {
            let postings = std::mem::take(&mut postings[number]);
            if postings.is_empty() {
                continue;
            }
            index.families.entry(stems.stem(&form)).or_default().insert(form, postings);
        }
        index
    }
}

fn read(subjects: &[About<'_>], facets: &Facets, stems: &'static Stems, site: &Site, views: &Views) -> Read {
    let mut lexicon = Lexicon::new(stems);
    let one = |subject: &About<'_>| {
        let Says { texts, running } = match subject {
            About::Entry(ix) => says(site, *ix),
            About::Term(_, _, term) => {
                Says { texts: vec![(Place::Title, term.name.clone())], running: String::new() }
            }
        };
        let weights = lexicon.weigh(&texts, &running);
        (page(subject, &running, facets, site, views), weights)
    };
    let (pages, weights) = subjects.iter().map(one).unzip();
    Read { pages, weights, forms: lexicon.into_forms() }
}
