//! The site's folder as it was last seen: what has changed in it is found here, and nothing unchanged is read twice.

#![allow(clippy::disallowed_methods, reason = "the states of files are looked at here")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use super::Dirty;
use crate::config;
use crate::content::FileState;
use crate::diag::{Diagnostics, Source};
use crate::path::SourcePath;
use crate::source::{Remembered, SourceTree};
use crate::statement;
use crate::theme::LAYERS;

/// Files of the root that are read.
const SINGLE: [&str; 2] = [config::FILE, statement::FILE];

/// The site's folder as it was last seen.
#[derive(Debug, Default)]
pub(super) struct Disk {
    root: PathBuf,
    /// The root with links resolved, as those who watch it name it.
    real_root: PathBuf,
    /// The content folder.
    pub(super) tree: SourceTree,
    /// What was wrong when it was walked.
    pub(super) faults: Diagnostics,
    remembered: Remembered,
    /// The states of the files of themes and of the site's own layer, by path.
    layers: States,
    /// The states of single files.
    single: States,
    /// How often the layers have changed.
    pub(super) layers_seen: u64,
}

/// Files with their states; none of a file that is not there.
type States = Vec<(PathBuf, Option<FileState>)>;

impl Disk {
    /// Nothing seen yet.
    pub(super) fn new(root: &Path) -> Self {
        let real_root = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        Self { root: root.to_owned(), real_root, ..Self::default() }
    }

    /// Looks again at what may have changed. False when nothing has.
    pub(super) fn look(&mut self, dirty: &Dirty) -> bool {
        let paths = match dirty {
            Dirty::Everything => Vec::new(),
            Dirty::Paths(paths) => paths.iter().filter_map(|path| self.below(path)).collect(),
        };
        let only_texts = *dirty != Dirty::Everything && paths.iter().all(|path| self.is_text(path));
        let before = (self.tree.texts.clone(), self.tree.captions.clone());
        if only_texts && paths.iter().all(|path| self.tree.reread(&self.root, path, &mut self.remembered)) {
            return !self.has_texts(&before);
        }
        for path in &paths {
            self.remembered.doubt(path.clone());
        }
        let files = std::mem::take(&mut self.tree.files);
        let faults = self.faults.counts();
        self.faults = Diagnostics::new();
        self.tree = SourceTree::read_again(&self.root, &mut self.remembered, &mut self.faults);
        let layers = self.layers_now();
        let named = |path: &SourcePath| LAYERS.iter().any(|layer| path.as_str().starts_with(layer));
        let layers_changed = paths.iter().any(named) || layers != self.layers;
        if layers_changed {
            self.layers = layers;
            self.layers_seen += 1;
        }
        let single: States = SINGLE.iter().map(|name| state(self.root.join(name))).collect();
        let single_changed = single != self.single;
        self.single = single;
        let named_single = paths.iter().any(|path| SINGLE.contains(&path.as_str()));
        let faulty = faults != (0, 0) || self.faults.counts() != (0, 0);
        let texts_changed = files != self.tree.files || !self.has_texts(&before);
        layers_changed || single_changed || named_single || faulty || texts_changed
    }

    /// A path below the root, by either of its names.
    fn below(&self, path: &Path) -> Option<SourcePath> {
        SourcePath::below(&self.root, path).or_else(|| SourcePath::below(&self.real_root, path))
    }

    /// True for a text of the tree: where all dirty paths are, nothing else needs to be looked at.
    fn is_text(&self, path: &SourcePath) -> bool {
        self.tree.holds(path)
    }

    /// True when entries and captions are these.
    fn has_texts(&self, (entries, captions): &(Vec<Arc<Source>>, Vec<Arc<Source>>)) -> bool {
        same_texts(entries, &self.tree.texts) && same_texts(captions, &self.tree.captions)
    }

    /// What cannot be read here is told of by those who read the layers.
    fn layers_now(&self) -> States {
        let mut found = Vec::new();
        for layer in LAYERS {
            let walk = WalkDir::new(self.root.join(layer)).follow_links(true).sort_by_file_name();
            let files = walk.into_iter().filter_map(Result::ok).filter(|item| !item.file_type().is_dir());
            found.extend(files.map(|item| state(item.into_path())));
        }
        found
    }
}

fn state(path: PathBuf) -> (PathBuf, Option<FileState>) {
    let state = std::fs::metadata(&path).ok().map(|metadata| FileState::new(&metadata));
    (path, state)
}

fn same_texts(a: &[Arc<Source>], b: &[Arc<Source>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b))
}
