//! Files → [`Changes`]: the only writer of an output folder.
//!
//! [`Writer::open`], then [`Writer::take`] for each file in whatever order and on whatever thread it is made, then
//! [`Writer::finish`].
//!
//! - What differs from the folder is written below `.kronika-parts/` as it comes, so that no more than a few files are
//!   in memory. Nothing else in the folder changes before all are there: then they are renamed into their places, whole
//!   folders at once where there were none. There is never half a file, and of a build that fails nothing is left.
//! - A file that has the same bytes is left alone with its time stamp.
//! - Only paths in the manifest of the last build are removed; what others put there stays.
//! - The manifest is the union of old and new while files change, so a killed build is completed by the next.

#![allow(clippy::disallowed_methods, reason = "this module is the only writer")]

mod bytes;
mod manifest;
mod place;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::content::{Content, FileState};
use crate::diag::{Diagnostic, codes};
use crate::path::OutPath;
use crate::source::plain_io;
use crate::words;
use crate::words::{Phrase, Words, phrase};
use bytes::holds;

pub(crate) use bytes::put;
pub(crate) use manifest::text as list_of;
pub use place::check;

/// The list of files of the last build, within the output folder.
pub const MANIFEST: &str = ".kronika-manifest";

/// Where files are until all are there, within the output folder, under the paths they will have. It is there only
/// during a build, and what a killed one has left in it is removed by the next.
pub(crate) const PARTS: &str = ".kronika-parts";

/// What a write has changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Written anew or changed.
    pub written: usize,
    /// The same as before.
    pub unchanged: usize,
    /// Removed, since no longer made.
    pub removed: usize,
}

/// An output folder that files are brought to. One that is dropped before [`Writer::finish`] has changed nothing.
pub struct Writer<'a> {
    output: &'a Path,
    /// [`PARTS`] in this folder.
    parts: PathBuf,
    /// Paths of the last build.
    old: BTreeSet<OutPath>,
    taken: Mutex<Taken>,
}

/// What has been brought so far.
#[derive(Default)]
struct Taken {
    same: Vec<OutPath>,
    differing: Vec<OutPath>,
    /// Files of somebody else that stand in the way.
    in_the_way: BTreeMap<OutPath, Diagnostic>,
    /// What could not be written.
    failed: BTreeMap<OutPath, Diagnostic>,
}

type Faults = Vec<Diagnostic>;

impl<'a> Writer<'a> {
    /// Makes the folder where there is none, and removes what a killed build has left in it.
    ///
    /// # Errors
    /// Diagnostics that say what keeps files from being written there.
    pub fn open(output: &'a Path) -> Result<Self, Vec<Diagnostic>> {
        std::fs::create_dir_all(output).map_err(|error| vec![unwritable(output, &error)])?;
        let old = manifest::read(output)?;
        let writer = Self { output, parts: output.join(PARTS), old, taken: Mutex::default() };
        writer.clear_parts()?;
        Ok(writer)
    }

    /// Takes a file of the finished site: compares it with what is in its place and keeps it where it differs. What
    /// goes wrong is told by [`Writer::finish`]. Gives the state of the file when the last byte had been written, or before
    /// it was compared.
    pub fn take(&self, path: &OutPath, content: &Content) -> Option<FileState> {
        let place = path.under(self.output);
        let verdict = self.compare(path, &place, content);
        let (state, kept) = match verdict {
            Verdict::Differs => {
                let kept = self.keep(path, content);
                let written = std::fs::symlink_metadata(path.under(&self.parts));
                (written.ok().map(|metadata| FileState::new(&metadata)), kept)
            }
            Verdict::Same(state) => (Some(state), Ok(())),
            Verdict::Foreign(_) => (None, Ok(())),
        };
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        match (verdict, kept) {
            (Verdict::Same(_), _) => taken.same.push(path.clone()),
            (Verdict::Differs, Ok(())) => taken.differing.push(path.clone()),
            (Verdict::Differs, Err(error)) => {
                taken.failed.insert(path.clone(), unwritable(&place, &error));
            }
            (Verdict::Foreign(what), _) => {
                taken.in_the_way.insert(path.clone(), in_the_way(&place, what));
            }
        }
        state
    }

    /// Puts all that was taken in its place and removes what is no longer made. Nothing is changed where a file of
    /// somebody else stands in the way.
    ///
    /// # Errors
    /// Diagnostics that say what is in the way or what could not be written.
    pub fn finish(mut self) -> Result<Changes, Vec<Diagnostic>> {
        let taken = std::mem::take(&mut self.taken).into_inner().unwrap_or_else(PoisonError::into_inner);
        let Taken { same, differing, in_the_way, failed } = taken;
        if !in_the_way.is_empty() {
            return Err(in_the_way.into_values().collect());
        }
        if let Some(fault) = once(failed.into_values().collect()) {
            return Err(vec![fault]);
        }
        let changes = Changes { written: differing.len(), unchanged: same.len(), removed: 0 };
        let new: BTreeSet<&OutPath> = same.iter().chain(&differing).collect();
        let differing: BTreeSet<&OutPath> = differing.iter().collect();
        let stale: Vec<&OutPath> = self.old.iter().filter(|path| !new.contains(path)).collect();
        if differing.is_empty() && stale.is_empty() && self.old.len() == new.len() {
            return Ok(changes);
        }
        self.check_links(differing.iter().chain(&stale).copied())?;
        self.change(changes, &new, &differing, stale)
    }

    /// The changes themselves, once it is known that nothing is in their way.
    fn change(
        &self,
        mut changes: Changes,
        new: &BTreeSet<&OutPath>,
        differing: &BTreeSet<&OutPath>,
        stale: Vec<&OutPath>,
    ) -> Result<Changes, Faults> {
        self.write_manifest(&self.old.iter().chain(new.iter().copied()).collect())?;
        // New files come before old ones go, but for those in the way: whatever fails, the old site stays.
        let new_folders: BTreeSet<&str> = new.iter().flat_map(|path| folders_above(path.as_str())).collect();
        let is_in_the_way = |old: &OutPath| {
            let below_file = folders_above(old.as_str()).any(|folder| new.contains(&OutPath::new(folder)));
            below_file || new_folders.contains(old.as_str())
        };
        let (blocking, rest): (Vec<&OutPath>, Vec<&OutPath>) =
            stale.into_iter().partition(|path| is_in_the_way(path));
        for path in &blocking {
            changes.removed += usize::from(self.remove(path)?);
        }
        let faults: Faults = self
            .moves(differing)
            .par_iter()
            .filter_map(|path| {
                let place = self.output.join(path);
                std::fs::rename(self.parts.join(path), &place).err().map(|error| unwritable(&place, &error))
            })
            .collect();
        if let Some(fault) = once(faults) {
            return Err(vec![fault]);
        }
        for path in &rest {
            changes.removed += usize::from(self.remove(path)?);
        }
        self.write_manifest(new)?;
        Ok(changes)
    }

    /// What is to be renamed from the parts to the output folder: of each path the outermost folder that is not there
    /// yet, else the file itself.
    fn moves<'p>(&self, paths: &BTreeSet<&'p OutPath>) -> BTreeSet<&'p str> {
        let mut there: BTreeSet<&str> = BTreeSet::new();
        let mut moves: BTreeSet<&str> = BTreeSet::new();
        for path in paths {
            let mut folders: Vec<&str> = folders_above(path.as_str()).collect();
            folders.reverse();
            let missing = folders.into_iter().find(|folder| {
                if there.contains(folder) {
                    return false;
                }
                let is_missing = moves.contains(folder) || !self.output.join(folder).is_dir();
                if !is_missing {
                    there.insert(folder);
                }
                is_missing
            });
            moves.insert(missing.unwrap_or(path.as_str()));
        }
        moves
    }

    /// Refuses to write or remove through a folder that is a link: what it leads to is somebody's.
    fn check_links<'p>(&self, paths: impl Iterator<Item = &'p OutPath>) -> Result<(), Faults> {
        let folders: BTreeSet<&str> = paths.flat_map(|path| folders_above(path.as_str())).collect();
        let is_link =
            |folder: &PathBuf| std::fs::symlink_metadata(folder).is_ok_and(|data| data.is_symlink());
        let faults: Faults = folders
            .into_iter()
            .map(|folder| self.output.join(folder))
            .filter(is_link)
            .map(|folder| in_the_way(&folder, phrase("a link", "dowiązanie")))
            .collect();
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// What is in a file's place. A differing file or a folder that is not ours is somebody's.
    fn compare(&self, path: &OutPath, place: &Path, content: &Content) -> Verdict {
        let Ok(metadata) = std::fs::symlink_metadata(place) else {
            return Verdict::Differs;
        };
        if metadata.is_file() && holds(place, metadata.len(), content) {
            return Verdict::Same(FileState::new(&metadata));
        }
        match metadata.is_dir() {
            true if self.will_vanish(place) => Verdict::Differs,
            true => Verdict::Foreign(phrase("a folder", "katalog")),
            false if self.old.contains(path) => Verdict::Differs,
            false => Verdict::Foreign(phrase("a file", "plik")),
        }
    }

    /// True for a folder that holds nothing but files of the last build, which go before new ones come.
    fn will_vanish(&self, folder: &Path) -> bool {
        walkdir::WalkDir::new(folder).into_iter().all(|item| {
            item.is_ok_and(|item| {
                let path =
                    item.path().strip_prefix(self.output).ok().and_then(Path::to_str).map(OutPath::new);
                item.file_type().is_dir() || path.is_some_and(|path| self.old.contains(&path))
            })
        })
    }

    /// Writes a file below the parts.
    fn keep(&self, path: &OutPath, content: &Content) -> io::Result<()> {
        let part = path.under(&self.parts);
        match bytes::write(&part, content) {
            // Its folder is made only then: most files lie in one that is there already.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                std::fs::create_dir_all(part.parent().unwrap_or(&self.parts))?;
                bytes::write(&part, content)
            }
            written => written,
        }
    }

    /// Removes a file of the last build and the folders it leaves empty. False when it was gone already.
    fn remove(&self, path: &OutPath) -> Result<bool, Faults> {
        let place = path.under(self.output);
        match std::fs::remove_file(&place) {
            Ok(()) => {}
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(false);
            }
            Err(error) => return Err(vec![unwritable(&place, &error)]),
        }
        let mut folder = place.parent();
        while let Some(empty) = folder.filter(|folder| *folder != self.output) {
            if std::fs::remove_dir(empty).is_err() {
                break;
            }
            folder = empty.parent();
        }
        Ok(true)
    }

    fn write_manifest(&self, paths: &BTreeSet<&OutPath>) -> Result<(), Faults> {
        let text = manifest::text(paths.iter().copied());
        let place = OutPath::new(MANIFEST);
        let written = self.keep(&place, &Content::from(text));
        let written =
            written.and_then(|()| std::fs::rename(place.under(&self.parts), place.under(self.output)));
        written.map_err(|error| vec![unwritable(&place.under(self.output), &error)])
    }

    /// Removes what a killed build has left.
    fn clear_parts(&self) -> Result<(), Faults> {
        match std::fs::symlink_metadata(&self.parts) {
            Err(_) => Ok(()),
            Ok(data) if data.is_dir() => {
                std::fs::remove_dir_all(&self.parts).map_err(|error| vec![unwritable(&self.parts, &error)])
            }
            Ok(_) => Err(vec![in_the_way(&self.parts, phrase("a file", "plik"))]),
        }
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build.
        let _ = self.clear_parts();
    }
}

/// What a file is beside that in its place.
enum Verdict {
    /// It has the same bytes; its state before it was read.
    Same(FileState),
    /// It is new, or another than that of the last build.
    Differs,
    /// Something of somebody else is in its place.
    Foreign(Phrase),
}

/// A full disk is told of once, not for each of ten thousand pages.
fn once(faults: Faults) -> Option<Diagnostic> {
    let more = faults.len().saturating_sub(1);
    let first = faults.into_iter().next()?;
    let hint = words!("the same happens to {more} more files", "to samo spotyka dalsze pliki: {more}");
    Some(first.hint_if((more > 0).then_some(hint)))
}

/// The folders a path lies in, the nearest first: `a/b` and `a` for `a/b/c`.
fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/'), |(above, _)| above.rsplit_once('/')).map(|(above, _)| above)
}

fn in_the_way(place: &Path, what: Phrase) -> Diagnostic {
    let message = words!(
        "{what} that kronika did not write stands where a page belongs",
        "{what} nie od kroniki stoi w miejscu jednej ze stron",
        what
    );
    Diagnostic::environment(codes::UNWRITABLE, place, message).hint(move_away())
}

fn move_away() -> Words {
    words!(
        "move it away, or name another output folder with `--output DIR`",
        "przenieś to gdzie indziej albo wskaż inny katalog przez `--output KATALOG`",
    )
}

fn unwritable(place: &Path, error: &io::Error) -> Diagnostic {
    let reason = plain_io(error);
    let message = words!("this cannot be written: {reason}", "nie da się tego zapisać: {reason}", reason);
    Diagnostic::environment(codes::UNWRITABLE, place, message).hint(words!(
        "check the disk and your permissions, or name another folder with `--output DIR`",
        "sprawdź dysk i swoje uprawnienia albo wskaż inny katalog przez `--output KATALOG`",
    ))
}

#[cfg(test)]
mod tests;
