//! [`Titles`]: what pages are called, and how all texts are set.

use std::collections::BTreeMap;

use crate::locale::typography::Typography;
use crate::reads::{Column, note};
use crate::site::{EntryIx, Site};

/// What the entries' pages are called, and how texts are set.
#[derive(Clone, Debug)]
pub struct Titles {
    /// The page title of each entry, unique across the site.
    titles: Vec<String>,
    typography: Typography,
}

impl Titles {
    /// The titles of a site.
    pub fn new(site: &Site) -> Self {
        let typography = Typography::for_language(&site.config.language);
        Self { titles: unique(site, &typography), typography }
    }

    /// The entry's title, unique across the site.
    pub fn title(&self, ix: EntryIx) -> &str {
        note(Column::Title, ix.0);
        self.titles.get(ix.0).map_or("", String::as_str)
    }

    /// Text with quotes and spaces set by the language's rules.
    pub fn text(&self, text: &str) -> String {
        self.typography.apply(text).into_owned()
    }

    /// The rules themselves, for running text.
    pub fn typography(&self) -> &Typography {
        &self.typography
    }
}

/// A title for each entry's page that no other entry has: with its time, its kind or its id where it needs one.
fn unique(site: &Site, typography: &Typography) -> Vec<String> {
    let mut titles: Vec<String> =
        site.all().map(|ix| typography.apply(&site.entry(ix).head.title).into_owned()).collect();
    let distinctions: [&dyn Fn(EntryIx) -> Option<String>; 3] = [
        &|ix| site.entry(ix).facets.when.as_ref().map(|when| site.locale.when(&when.value)),
        &|ix| Some(site.texts.pattern(&format!("kinds.{}.single", site.entry(ix).kind.id.0))),
        &|ix| Some(site.id(ix).to_owned()),
    ];
    for distinction in distinctions {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for title in &titles {
            *counts.entry(title.clone()).or_default() += 1;
        }
        for ix in site.all() {
            if counts.get(&titles[ix.0]).is_some_and(|count| *count > 1)
                && let Some(distinction) = distinction(ix)
            {
                titles[ix.0] = format!("{} ({distinction})", titles[ix.0]);
            }
        }
    }
    titles
}
