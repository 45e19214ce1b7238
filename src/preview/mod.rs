//! The site in memory, kept up to date with the disk: what a preview shows.
//!
//! [`Preview::update`] brings it up to date and tells in an [`Update`] what that took and what is wrong;
//! [`Preview::shown`] is the last site without errors, [`Shown`]. No HTTP and no watching here.
//!
//! An update reads in the order of its steps, each of which skips what has not changed:
//!
//! - `disk`: which files are others than when they were last seen
//! - `draft`: configuration, theme, texts → the graph and the site; the graph only where facts have changed
//! - `good`: cards, plan and pages, kept from the last good site where nothing they asked is answered otherwise
//! - `stale` and `prints`: how that is told
//! - `news`: what the reader of the preview is told of it

mod answers;
mod disk;
mod draft;
mod good;
mod ground;
mod news;
mod pages;
mod pictures;
mod prints;
mod stale;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::clock::Stopwatch;
use crate::config::Options;
use crate::content::Content;
use crate::diag::Diagnostics;
use crate::path::{OutPath, SourcePath};
use crate::render::Files;

use disk::Disk;
use draft::Drafting;
use good::Good;
use ground::Ground;
pub use pictures::Waiting;

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
    /// Its files, but for those that are made when somebody asks for them.
    files: Files,
    /// What makes those.
    late: Option<Arc<Ground>>,
    /// What a preview tells of the pages of entries, by the page.
    pub entries: Arc<BTreeMap<OutPath, EntryPage>>,
}

impl Shown {
    /// With pages of entries that have no files.
    #[cfg(test)]
    pub(crate) fn with_entries(entries: BTreeMap<OutPath, EntryPage>) -> Self {
        Self { base: "/".to_owned(), entries: Arc::new(entries), ..Self::default() }
    }

    /// Every path of the site.
    pub fn paths(&self) -> impl Iterator<Item = &OutPath> {
        self.files.keys().chain(self.late.iter().flat_map(|ground| ground.late_paths()))
    }

    /// True where nothing has been shown yet.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// True for a path of the site.
    pub fn has(&self, path: &OutPath) -> bool {
        self.files.contains_key(path) || self.is_late(path)
    }

    /// True for a file that is made when somebody asks for it.
    pub fn is_late(&self, path: &OutPath) -> bool {
        self.late.as_ref().is_some_and(|ground| ground.is_late(path))
    }

    /// A file. A late one is made now, which may take a while.
    pub fn file(&self, path: &OutPath) -> Option<Content> {
        self.files.get(path).cloned().or_else(|| self.late.as_ref()?.late(path))
    }
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
    /// From which lists its author hides it; see [`crate::kinds::HIDING_PLACES`].
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
    /// The files of the site that were made anew.
    pub anew: Vec<OutPath>,
    /// How many there are.
    pub total: usize,
    /// How long it took.
    pub milliseconds: u128,
}

/// The site in memory.
pub struct Preview {
    disk: Disk,
    drafting: Drafting,
    /// The last site without errors.
    good: Option<Good>,
    shown: Arc<Shown>,
    /// What was wrong the last time; none before the first.
    told: Option<Diagnostics>,
    /// How much was known of pictures the last time.
    learnt: u64,
}

impl Preview {
    /// A preview that shows nothing yet.
    pub fn new(options: Options) -> Self {
        Self {
            disk: Disk::new(&options.root),
            drafting: Drafting::new(options),
            good: None,
            shown: Arc::default(),
            told: None,
            learnt: 0,
        }
    }

    /// The last site that had no errors; empty before the first.
    pub fn shown(&self) -> Arc<Shown> {
        self.shown.clone()
    }

    /// Pictures of the last site without errors that were not made yet. Once they are, an update shows what has come of them.
    pub fn waiting(&self) -> Option<Waiting> {
        Waiting::of(&self.good.as_ref()?.ground)
    }

    /// Brings the site up to date with the disk.
    pub fn update(&mut self, dirty: &Dirty) -> Update {
        let watch = Stopwatch::start();
        let mut update = Update::default();
        let changed = self.disk.look(dirty);
        let learnt = self.drafting.pictures.learnt();
        let changed = changed || self.learnt != learnt;
        self.learnt = learnt;
        if let (false, false, Some(told)) = (changed, self.drafting.is_time_over(), &self.told) {
            let (diagnostics, total) = (told.clone(), self.shown.paths().count());
            return Update { diagnostics, total, milliseconds: watch.milliseconds(), ..update };
        }
        if let Some(draft) = self.drafting.draft(&self.disk, &mut update)
            && let Some(good) = Good::new(draft, self.good.as_ref(), &mut update)
        {
            let shown = news::shown(&good, self.good.as_ref(), &self.shown);
            news::tell(&good, self.good.as_ref(), &mut update);
            // To let go of ten thousand pages takes time too.
            let old = (self.good.replace(good), std::mem::replace(&mut self.shown, Arc::new(shown)));
            rayon::spawn(move || drop(old));
        }
        update.total = self.shown.paths().count();
        update.diagnostics.sort();
        self.told = Some(update.diagnostics.clone());
        update.milliseconds = watch.milliseconds();
        update
    }
}
