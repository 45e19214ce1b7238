//! [`Remembered`]: texts as they were last read, so that what has not changed need not be read again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::clock;
use crate::content::FileState;
use crate::diag::Source;
use crate::path::SourcePath;

/// Texts as they were last read.
#[derive(Debug, Default)]
pub struct Remembered {
    texts: BTreeMap<SourcePath, (FileState, Arc<Source>)>,
    /// Texts to be read again whatever their state: the clock of the disk may be too coarse to tell two writes apart.
    doubted: BTreeSet<SourcePath>,
}

/// A text that is to be read, in the state it was found in.
pub(super) struct Found {
    pub(super) path: SourcePath,
    state: FileState,
    /// True where it was written so shortly before that a later write may leave the same state.
    is_recent: bool,
}

impl Found {
    /// A text that has just been found in this state.
    pub(super) fn new(path: SourcePath, state: FileState) -> Self {
        Self { path, state, is_recent: state.modified.is_none_or(clock::is_recent) }
    }
}

impl Remembered {
    /// Has a text read again whatever its state.
    pub fn doubt(&mut self, path: SourcePath) {
        self.doubted.insert(path);
    }

    /// The text of a file that is in the state it was in when it was read.
    pub(super) fn recall(&mut self, path: &SourcePath, state: &FileState) -> Option<Arc<Source>> {
        let (known, source) = self.texts.get(path)?;
        (known == state && !self.doubted.remove(path)).then(|| source.clone())
    }

    /// Keeps what was read; the text kept before, where nothing in it has changed.
    pub(super) fn keep(&mut self, found: Found, source: Arc<Source>) -> Arc<Source> {
        let Found { path, state, is_recent } = found;
        let source = match self.texts.remove(&path) {
            Some((_, before)) if before.text == source.text => before,
            _ => source,
        };
        if is_recent {
            self.doubt(path.clone());
        } else {
            self.doubted.remove(&path);
        }
        self.texts.insert(path, (state, source.clone()));
        source
    }

    /// Forgets all texts but these.
    pub(super) fn retain(&mut self, stays: impl Fn(&SourcePath) -> bool) {
        self.texts.retain(|path, _| stays(path));
    }
}
