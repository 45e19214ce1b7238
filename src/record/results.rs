//! The files of the output folder: [`look`] at them when they have been written, [`compare`] them with a record.

#![allow(clippy::disallowed_methods, reason = "the states of files are looked at here")]

use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use rayon::prelude::*;

use super::Item;
use crate::clock;
use crate::content::{Content, FileState};
use crate::fingerprint::Fingerprint;
use crate::path::OutPath;
use crate::write::{MANIFEST, PARTS, list_of};

/// A file of a finished build.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    /// Where it lies in the output folder.
    pub(crate) path: OutPath,
    /// In bytes.
    pub(crate) size: u64,
    /// What was written, or was found there.
    pub(crate) content: Fingerprint,
    /// Its state when the last byte had been written, or before it was found to be as it should. Without it, the file will
    /// have to be read the next time.
    pub(crate) state: Option<FileState>,
}

/// A file of a finished build with the state by which it will be known.
pub(super) struct Seen<'a> {
    written: &'a Written,
    state: Option<u64>,
}

impl Seen<'_> {
    pub(super) fn item(&self) -> Item<'_> {
        let Written { path, size, content, .. } = self.written;
        Item { path: path.as_str(), size: *size, state: self.state, content: *content }
    }
}

/// The files of a build, noted as each is taken by the writer, in any order.
#[derive(Default)]
pub(crate) struct Notes(Mutex<Vec<Option<Written>>>);

impl Notes {
    /// Notes a file with the state that the writer tells.
    pub(crate) fn note(&self, path: &OutPath, content: &Content, state: Option<FileState>) {
        let held = match content {
            Content::Made(bytes) => Some((Fingerprint::of(bytes), bytes.len() as u64)),
            Content::Copied(place, _) => Fingerprint::of_file(place).ok(),
        };
        let written = held.map(|(content, size)| Written { path: path.clone(), size, content, state });
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(written);
    }

    /// All of them and the list of them, sorted; none where it is not known what one holds.
    pub(crate) fn files(self) -> Option<Vec<Written>> {
        let files = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut files = files.into_iter().collect::<Option<Vec<Written>>>()?;
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let list = list_of(files.iter().map(|file| &file.path));
        let (size, content) = (list.len() as u64, Fingerprint::of(list.as_bytes()));
        files.push(Written { path: OutPath::new(MANIFEST), size, content, state: None });
        Some(files)
    }
}

/// The files of a finished build as they lie there; none where one is not.
pub(super) fn look<'a>(written: &'a [Written], output: &Path) -> Option<Vec<Seen<'a>>> {
    let now = clock::moment();
    let seen = written.par_iter().map(|one| {
        let (state, print) = known(&one.path.under(output), now)?;
        let is_ours = one.state.is_some_and(|written| state.is_as_written(&written));
        (state.size == one.size).then_some(Seen { written: one, state: print.filter(|_| is_ours) })
    });
    seen.collect()
}

/// The files of a record as they lie there now; none where one is not what it was, or a build was broken off.
pub(super) fn compare<'a>(items: &[Item<'a>], output: &Path) -> Option<Vec<Item<'a>>> {
    let now = clock::moment();
    fs::symlink_metadata(output.join(PARTS)).is_err().then_some(())?;
    let seen = items.par_iter().map(|item| {
        let place = output.join(item.path);
        let (state, print) = known(&place, now)?;
        (state.size == item.size).then_some(())?;
        if item.state == Some(state.print()) {
            return Some(*item);
        }
        let (content, _) = Fingerprint::of_file(&place).ok()?;
        (content == item.content).then_some(Item { state: print, ..*item })
    });
    seen.collect()
}

/// The state of a file, and its fingerprint where the file is known by it; none of what is no plain file.
fn known(place: &Path, now: SystemTime) -> Option<(FileState, Option<u64>)> {
    let metadata = fs::symlink_metadata(place).ok().filter(fs::Metadata::is_file)?;
    let state = FileState::new(&metadata);
    Some((state, state.is_settled(now).then(|| state.print())))
}
