//! The search: what visitors type is looked up in the browser, in files that lie beside the pages, so that any host will
//! do. [`files`] makes them; `assets/search.js` of the theme reads them.
//!
//! - `fold` – letters without marks, so that „lodz” finds „Łódź”
//! - `stem` – forms of a word have one stem, so that „Łodzi” does too
//! - `says` – what an entry says, by where it says it
//! - `lexicon` – how much each word counts on a page
//! - `pages` – what is shown of a page that is found, and what it can be narrowed down by
//! - `index` – which page has which words
//! - `pack` – the files

mod fold;
mod index;
mod lexicon;
mod pack;
mod pages;
mod postings;
mod says;
mod stem;

pub use pack::{Files, parts};

use crate::site::Site;
use crate::view::Titles;

/// How many pages of a site there are to be found.
pub fn count(site: &Site) -> usize {
    pages::count(site)
}

/// The files of a site's search.
pub fn files(site: &Site, titles: &Titles) -> Files {
    pack::pack(index::Index::new(site, titles), &site.config.language)
}
