//! What each key is for, in Polish and in English. The texts are data (`descriptions/*.txt`), so that translators need no
//! Rust:
//!
//! ```text
//! agenda.title
//! pl Tytuł punktu programu.
//! en What the item is called.
//! ```
//!
//! A key is described under its path, or under any end of it: `links.url` holds for all links, unless
//! `agenda.links.url` is there too. `= event` is the title of a schema,
//! `== event` what it says of itself.

use std::collections::BTreeMap;

use crate::words::Language;

/// The texts, in no order that matters.
const TEXTS: [&str; 3] = [
    include_str!("descriptions/entries.txt"),
    include_str!("descriptions/site.txt"),
    include_str!("descriptions/statement.txt"),
];

/// The descriptions in one language.
#[derive(Debug)]
pub struct Descriptions {
    texts: BTreeMap<&'static str, &'static str>,
}

impl Descriptions {
    /// The descriptions in a language.
    pub fn read(language: Language) -> Self {
        let tag = match language {
            Language::Polish => "pl ",
            Language::English => "en ",
        };
        let mut texts = BTreeMap::new();
        let mut name = "";
        for line in TEXTS.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with('#')) {
            if let Some(text) = line.strip_prefix(tag) {
                texts.insert(name, text);
            } else if !line.starts_with("pl ") && !line.starts_with("en ") && !line.is_empty() {
                name = line;
            }
        }
        Self { texts }
    }

    /// What the key at a path is for: by the longest end of the path that is described.
    pub fn of(&self, path: &[&str]) -> Option<&'static str> {
        self.texts.get(self.name_of(path)?.as_str()).copied()
    }

    /// Under which name the key at a path is described.
    pub fn name_of(&self, path: &[&str]) -> Option<String> {
        (0..path.len()).map(|from| path[from..].join(".")).find(|name| self.texts.contains_key(name.as_str()))
    }

    /// The title of a schema.
    pub fn title(&self, subject: &str) -> &'static str {
        self.texts.get(format!("= {subject}").as_str()).copied().unwrap_or_default()
    }

    /// What a schema is of.
    pub fn about(&self, subject: &str) -> &'static str {
        self.texts.get(format!("== {subject}").as_str()).copied().unwrap_or_default()
    }

    /// All names that something is said of.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.texts.keys().copied()
    }
}
