//! The site's folder as it was last seen: what has changed in it is found here, and nothing unchanged is read twice.

#![allow(clippy::disallowed_methods, reason = "the states of files are looked at here")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::Dirty;
use crate::content::FileState;
use crate::diag::Diagnostics;
use crate::path::SourcePath;
use crate::source::{CONTENT, Remembered, SourceTree};

/// What a theme and a site's own layer are made of.
const LAYERS: [&str; 4] = ["themes", "templates", "assets", "i18n"];

/// The site's folder as it was last seen.
#[derive(Debug, Default)]
pub(super) struct Disk {
    root: PathBuf,
    /// The content folder.
    pub(super) tree: SourceTree,
    /// What was wrong when it was walked.
    pub(super) faults: Diagnostics,
    remembered: Remembered,
    /// The states of the files of themes and of the site's own layer, by path.
    layers: Vec<(PathBuf, Option<FileState>)>,
    /// How often those have changed.
    pub(super) layers_seen: u64,
}

impl Disk {
    /// Nothing seen yet.
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), ..Self::default() }
    }

    /// Looks again at what may have changed.
    pub(super) fn look(&mut self, dirty: &Dirty) {
        if let Some(texts) = self.only_texts(dirty)
            && texts.iter().all(|path| self.tree.reread(&self.root, path, &mut self.remembered))
        {
            return;
        }
        for path in paths(dirty).filter_map(|path| SourcePath::below(&self.root, path)) {
            self.remembered.doubt(path);
        }
        self.faults = Diagnostics::new();
        self.tree = SourceTree::read_again(&self.root, &mut self.remembered, &mut self.faults);
        let layers = self.layers_now();
        let named =
            paths(dirty).any(|path| LAYERS.iter().any(|layer| path.starts_with(self.root.join(layer))));
        if named || layers != self.layers {
            self.layers = layers;
            self.layers_seen += 1;
        }
    }

    /// The dirty paths, where all are texts of the tree: then nothing else needs to be looked at.
    fn only_texts(&self, dirty: &Dirty) -> Option<BTreeSet<SourcePath>> {
        let Dirty::Paths(paths) = dirty else { return None };
        let text = |path: &PathBuf| {
            let path = SourcePath::below(&self.root, path)?;
            let known = self.tree.texts.binary_search_by(|text| text.path.cmp(&path)).is_ok();
            (known && path.as_str().starts_with(CONTENT)).then_some(path)
        };
        paths.iter().map(text).collect()
    }

    fn layers_now(&self) -> Vec<(PathBuf, Option<FileState>)> {
        let mut found = Vec::new();
        for layer in LAYERS {
            let walk = WalkDir::new(self.root.join(layer)).follow_links(true).sort_by_file_name();
            for item in walk.into_iter().filter_map(Result::ok).filter(|item| !item.file_type().is_dir()) {
                let state = item.metadata().ok().map(|metadata| FileState::new(&metadata));
                found.push((item.into_path(), state));
            }
        }
        found
    }
}

fn paths(dirty: &Dirty) -> impl Iterator<Item = &PathBuf> {
    match dirty {
        Dirty::Paths(paths) => Some(paths.iter()),
        Dirty::Everything => None,
    }
    .into_iter()
    .flatten()
}
