//! The catalogue: what each code means, at length, for people who do not program; in Polish and in English, with a wrong
//! and a right example. The texts are data (`pl.md`, `en.md`, `examples.txt`), so that translators need no Rust; the
//! tests hold them against the register of codes and build each example.
//!
//! [`story`] and [`example`] look a code up; [`page`] writes it for a terminal, [`document`] the page of all.

mod document;
mod example;

pub use document::{document, page};
pub use example::{Example, ExampleFile, Shown, example};

use crate::words::Language;

fn texts(language: Language) -> &'static str {
    match language {
        Language::Polish => include_str!("pl.md"),
        Language::English => include_str!("en.md"),
    }
}

/// What a code means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Story {
    /// In one line, without a full stop.
    pub title: &'static str,
    /// At length, in Markdown: paragraphs with `code` in them and nothing else.
    pub text: &'static str,
}

/// The story of a code such as `K0103`. None for what is no code; the tests see to it that every code has one.
pub fn story(id: &str, language: Language) -> Option<Story> {
    stories(language).find(|(code, _)| *code == id).map(|(_, story)| story)
}

/// Every story of a language with its code, in the order of the file.
pub fn stories(language: Language) -> impl Iterator<Item = (&'static str, Story)> {
    // Each begins with `# K0103 The title`, on a line of its own.
    let parts = texts(language).split("\n# ").map(|part| part.trim_start_matches("# "));
    parts.filter_map(|part| {
        let (head, text) = part.split_once('\n')?;
        let (code, title) = head.split_once(' ')?;
        Some((code, Story { title: title.trim(), text: text.trim() }))
    })
}
