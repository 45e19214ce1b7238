//! What can be mended for sure, is: slips whose diagnostics carry a [`Fix`](crate::diag::Fix) (a misspelt key, a date in
//! another notation, a value that wants quotes). Nothing else of a file changes, byte for byte.
//!
//! - [`propose`] reads the site and says what each file would become; nothing is written
//! - `text` mends one text, a fix at a time, and keeps only those that help
//! - [`write()`] puts a mended file in the place of the old one, whole or not at all

mod text;
mod write;

use std::sync::Arc;

use jiff::tz::TimeZone;
use rayon::prelude::*;

use crate::captions;
use crate::config::{self, Config, Options};
use crate::diag::{Diagnostics, Source};
use crate::kinds;
use crate::path::SourcePath;
use crate::source::{self, SourceTree};
use crate::statement;

pub use write::write;

/// What a file would become.
#[derive(Debug)]
pub struct Mended {
    /// The file as it is.
    pub source: Arc<Source>,
    /// Its text as it would be.
    pub text: String,
    /// How many slips that mends.
    pub fixes: usize,
}

/// A line that differs.
#[derive(Debug, PartialEq, Eq)]
pub struct ChangedLine<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// As it is, without its end.
    pub before: &'a str,
    /// As it would be.
    pub after: &'a str,
}

impl Mended {
    /// The lines that differ. A fix replaces a part of a line by text without line ends, so lines stay side by side.
    pub fn changed_lines(&self) -> Vec<ChangedLine<'_>> {
        let pairs = self.source.text.lines().zip(self.text.lines());
        (1..)
            .zip(pairs)
            .filter(|(_, (before, after))| before != after)
            .map(|(number, (before, after))| ChangedLine { number, before, after })
            .collect()
    }
}

/// What can be mended for sure in the site's settings, its statement, its entries and the captions of its pictures, each
/// in the order of files.
pub fn propose(options: &Options) -> Vec<Mended> {
    let mut all = Vec::new();
    let settings = read(options, config::FILE).map(|source| {
        let mended = text::mended(&source, |source, diagnostics| {
            config::parse(source, options, diagnostics);
        });
        (
            mended
                .as_ref()
                .map_or(source.clone(), |mended| Source::new(source.path.clone(), mended.text.clone())),
            mended,
        )
    });
    // Entries are read by the settings as they would be; by those of a site of which nothing is known where they fail.
    let config =
        settings.as_ref().and_then(|(source, _)| config::parse(source, options, &mut Diagnostics::new()));
    let config = config.or_else(|| plain(options));
    all.extend(settings.and_then(|(_, mended)| mended));
    let timezone = config.as_ref().map_or(TimeZone::UTC, |config| config.timezone.clone());
    all.extend(read(options, statement::FILE).and_then(|source| {
        text::mended(&source, |source, diagnostics| {
            statement::parse(source, &timezone, diagnostics);
        })
    }));
    let Some(config) = config else { return all };
    let tree = SourceTree::read(&options.root, &mut Diagnostics::new());
    let entries: Vec<Option<Mended>> = tree
        .texts
        .par_iter()
        .map(|source| {
            text::mended(source, |source, diagnostics| {
                diagnostics.append(kinds::check(source, &config).diagnostics);
            })
        })
        .collect();
    all.extend(entries.into_iter().flatten());
    let of_pictures = tree.captions.iter().filter_map(|source| {
        text::mended(source, |source, diagnostics| {
            diagnostics.append(captions::check(source, &config).diagnostics);
        })
    });
    all.extend(of_pictures);
    all
}

fn read(options: &Options, name: &str) -> Option<Arc<Source>> {
    let path = SourcePath::new(name);
    path.under(&options.root).is_file().then(|| source::read_text(&options.root, &path).ok())?
}

/// Settings that say nothing, for a site whose own cannot be read.
fn plain(options: &Options) -> Option<Arc<Config>> {
    let source = Source::new(SourcePath::new(config::FILE), "title: -\n".to_owned());
    config::parse(&source, options, &mut Diagnostics::new())
}
