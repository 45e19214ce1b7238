//! The site in memory, kept up to date with the disk: what a preview shows.
//!
//! [`Preview::update`] brings it up to date and tells in an [`Update`] what that took and what is wrong;
//! [`Preview::shown`] is the last site without errors, [`Shown`]. No HTTP and no watching here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::clock::Stopwatch;
use crate::config::{self, Options};
use crate::diag::Diagnostics;
use crate::path::{OutPath, SourcePath};
use crate::render::Files;

/// What may have changed on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dirty {
    /// These files or folders, and nothing else.
    Paths(BTreeSet<PathBuf>),
    /// Anything: at the start, and when changes may have been missed.
    Everything,
}

/// The last site that had no errors.
#[derive(Debug, Default)]
pub struct Shown {
    /// The path its addresses begin with, from `/` to `/`: that of `base_url:`, else `/`.
    pub base: String,
    /// Its files.
    pub files: Files,
    /// What a preview tells of the pages of entries, by the page.
    pub entries: BTreeMap<OutPath, EntryPage>,
}

/// What a preview tells of the page of an entry, and a reader of the finished site never sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryPage {
    /// The entry's file.
    pub source: SourcePath,
    /// Its title.
    pub title: String,
    /// Whether a build would publish it: `published`, `draft`, `embargoed`, `expired` or `withheld`.
    pub state: &'static str,
    /// Until when it is embargoed, or when it expired, in words of the site's language.
    pub moment: Option<String>,
    /// From which lists its author hides it: `home`, `index`, `timeline`, `archive`.
    pub hidden_from: Vec<String>,
}

/// What an update took, and what it found.
#[derive(Debug, Default)]
pub struct Update {
    /// Pages and files that are new or whose bytes differ.
    pub changed: BTreeSet<OutPath>,
    /// Those that are gone.
    pub removed: BTreeSet<OutPath>,
    /// Pages of entries that have another address now: from, to.
    pub moved: Vec<(OutPath, OutPath)>,
    /// Pages of the entries whose files were edited.
    pub edited: Vec<OutPath>,
    /// Everything that is wrong, sorted. With errors among it, the last good site stays.
    pub diagnostics: Diagnostics,
    /// How many files were read anew as entries.
    pub parsed: usize,
    /// How many files of the site were made anew.
    pub rendered: usize,
    /// How many there are.
    pub total: usize,
    /// How long it took.
    pub milliseconds: u128,
}

/// The site in memory.
#[derive(Debug)]
pub struct Preview {
    options: Options,
    shown: Arc<Shown>,
}

impl Preview {
    /// A preview that shows nothing yet.
    pub fn new(options: Options) -> Self {
        Self { options, shown: Arc::default() }
    }

    /// The last site that had no errors; empty before the first.
    pub fn shown(&self) -> Arc<Shown> {
        self.shown.clone()
    }

    /// Brings the site up to date with the disk.
    pub fn update(&mut self, _dirty: &Dirty) -> Update {
        let watch = Stopwatch::start();
        let mut diagnostics = Diagnostics::new();
        let config = config::load(&self.options, &mut diagnostics);
        let base = config.as_ref().and_then(|config| config.base_url.as_ref());
        let base = base.map_or("/", |base| base.path()).to_owned();
        let files = config.and_then(|config| crate::files(&config, &|_, _| {}, &mut diagnostics));
        diagnostics.sort();
        let mut update = Update { diagnostics, ..Update::default() };
        if let Some(files) = files {
            let old = &self.shown.files;
            update.changed = files
                .iter()
                .filter(|(path, made)| old.get(path) != Some(made))
                .map(|(path, _)| path.clone())
                .collect();
            update.removed = old.keys().filter(|path| !files.contains_key(path)).cloned().collect();
            update.rendered = files.len();
            update.total = files.len();
            self.shown = Arc::new(Shown { base, files, entries: BTreeMap::new() });
        }
        update.milliseconds = watch.milliseconds();
        update
    }
}
