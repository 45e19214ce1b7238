//! [`Files`] → [`Changes`]: the only writer of an output folder.
//!
//! - Each file is written in a folder of its own and renamed into its place: there is never half a file.
//! - A file that has the same bytes is left alone with its time stamp.
//! - Only paths in the manifest of the last build are removed; what others put there stays.
//! - The manifest is the union of old and new while files change, so a killed build is completed by the next.

#![allow(clippy::disallowed_methods, reason = "this module is the only writer")]

mod bytes;
mod manifest;
mod place;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::content::Content;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::path::OutPath;
use crate::render::Files;
use crate::source::plain_io;
use crate::words;
use crate::words::{Phrase, Words, phrase};
use bytes::holds;

pub(crate) use bytes::put;
pub use place::check;

/// The list of files of the last build, within the output folder.
pub const MANIFEST: &str = ".kronika-manifest";

/// Where files are while they are written, within the output folder. It is there only during a build, and what a killed
/// one has left in it is removed by the next.
const PARTS: &str = ".kronika-parts";

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

/// Writes the files to the output folder. Nothing is written when a file of somebody else stands in the way.
pub fn write(files: &Files, output: &Path, diagnostics: &mut Diagnostics) -> Changes {
    match Writer::new(files, output).and_then(|writer| writer.run()) {
        Ok(changes) => changes,
        Err(faults) => {
            for fault in faults {
                diagnostics.push(fault);
            }
            Changes::default()
        }
    }
}

struct Writer<'a> {
    files: &'a Files,
    output: &'a Path,
    /// Paths of the last build.
    old: BTreeSet<OutPath>,
}

type Faults = Vec<Diagnostic>;

impl<'a> Writer<'a> {
    fn new(files: &'a Files, output: &'a Path) -> Result<Self, Faults> {
        std::fs::create_dir_all(output).map_err(|error| vec![unwritable(output, &error)])?;
        let old = manifest::read(output)?;
        Ok(Self { files, output, old })
    }

    fn run(&self) -> Result<Changes, Faults> {
        let differing = self.compare()?;
        let stale: Vec<&OutPath> = self.old.iter().filter(|path| !self.files.contains_key(path)).collect();
        let changes =
            Changes { written: differing.len(), unchanged: self.files.len() - differing.len(), removed: 0 };
        if differing.is_empty() && stale.is_empty() && self.old.len() == self.files.len() {
            self.clear_parts()?;
            return Ok(changes);
        }
        self.check_links(differing.iter().chain(&stale).copied())?;
        self.make_parts()?;
        let done = self.change(changes, &differing, stale);
        // What cannot be removed now is removed by the next build.
        let _ = std::fs::remove_dir_all(self.output.join(PARTS));
        done
    }

    /// The changes themselves, once it is known that nothing is in their way.
    fn change(
        &self,
        mut changes: Changes,
        differing: &[&OutPath],
        stale: Vec<&OutPath>,
    ) -> Result<Changes, Faults> {
        let both: BTreeSet<&OutPath> = self.old.iter().chain(self.files.keys()).collect();
        self.write_manifest(&both)?;
        // New files come before old ones go, but for those in the way: on a full disk the old site stays.
        let new_folders: BTreeSet<&str> =
            self.files.keys().flat_map(|path| folders_above(path.as_str())).collect();
        let (blocking, rest): (Vec<&OutPath>, Vec<&OutPath>) =
            stale.into_iter().partition(|path| self.is_in_the_way(path, &new_folders));
        for path in &blocking {
            changes.removed += usize::from(self.remove(path)?);
        }
        self.make_folders(differing)?;
        let faults: Faults = differing
            .par_iter()
            .enumerate()
            .filter_map(|(at, path)| {
                let place = path.under(self.output);
                let content = self.files.get(path)?;
                self.put(&place, content, at).err().map(|error| unwritable(&place, &error))
            })
            .collect();
        if let Some(fault) = once(faults) {
            return Err(vec![fault]);
        }
        for path in &rest {
            changes.removed += usize::from(self.remove(path)?);
        }
        self.write_manifest(&self.files.keys().collect())?;
        Ok(changes)
    }

    /// True for an old file where a new folder belongs, or in a folder where a new file belongs.
    fn is_in_the_way(&self, old: &OutPath, new_folders: &BTreeSet<&str>) -> bool {
        let below_file =
            folders_above(old.as_str()).any(|folder| self.files.contains_key(&OutPath::new(folder)));
        below_file || new_folders.contains(old.as_str())
    }

    /// Refuses to write or remove through a folder that is a link: what it leads to is somebody's.
    fn check_links<'p>(&self, paths: impl Iterator<Item = &'p OutPath>) -> Result<(), Faults> {
        let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
        for path in paths {
            let place = path.under(self.output);
            let above = place.ancestors().skip(1).take_while(|folder| *folder != self.output);
            for folder in above {
                if !folders.insert(folder.to_owned()) {
                    break;
                }
            }
        }
        let is_link =
            |folder: &&PathBuf| std::fs::symlink_metadata(folder).is_ok_and(|data| data.is_symlink());
        let faults: Faults = folders
            .iter()
            .filter(is_link)
            .map(|folder| in_the_way(folder, phrase("a link", "dowiązanie")))
            .collect();
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// The paths whose bytes differ from what is there. A differing file or a folder that is not ours is a
    /// fault: it is somebody's.
    fn compare(&self) -> Result<Vec<&'a OutPath>, Faults> {
        let verdicts: Vec<Result<Option<&OutPath>, Box<Diagnostic>>> = self
            .files
            .par_iter()
            .map(|(path, content)| {
                let place = path.under(self.output);
                let metadata = match std::fs::symlink_metadata(&place) {
                    Ok(metadata) => metadata,
                    Err(_) => return Ok(Some(path)),
                };
                let same = metadata.is_file() && holds(&place, metadata.len(), content);
                match same {
                    true => Ok(None),
                    false if metadata.is_dir() && self.will_vanish(&place) => Ok(Some(path)),
                    false if metadata.is_dir() => {
                        Err(Box::new(in_the_way(&place, phrase("a folder", "katalog"))))
                    }
                    false if !self.old.contains(path) => {
                        Err(Box::new(in_the_way(&place, phrase("a file", "plik"))))
                    }
                    false => Ok(Some(path)),
                }
            })
            .collect();
        let mut differing = Vec::new();
        let mut faults = Vec::new();
        for verdict in verdicts {
            match verdict {
                Ok(path) => differing.extend(path),
                Err(fault) => faults.push(*fault),
            }
        }
        if faults.is_empty() { Ok(differing) } else { Err(faults) }
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

    fn make_folders(&self, paths: &[&OutPath]) -> Result<(), Faults> {
        let folders: BTreeSet<PathBuf> =
            paths.iter().filter_map(|path| path.under(self.output).parent().map(Path::to_owned)).collect();
        for folder in folders {
            std::fs::create_dir_all(&folder).map_err(|error| vec![unwritable(&folder, &error)])?;
        }
        Ok(())
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
        let mut text = format!("{}\n", manifest::HEADER);
        for path in paths {
            text.push_str(path.as_str());
            text.push('\n');
        }
        let place = self.output.join(MANIFEST);
        let number = self.files.len();
        self.put(&place, &Content::from(text), number).map_err(|error| vec![unwritable(&place, &error)])
    }

    /// Removes what a killed build has left.
    fn clear_parts(&self) -> Result<(), Faults> {
        let parts = self.output.join(PARTS);
        match std::fs::symlink_metadata(&parts) {
            Err(_) => Ok(()),
            Ok(data) if data.is_dir() => {
                std::fs::remove_dir_all(&parts).map_err(|error| vec![unwritable(&parts, &error)])
            }
            Ok(_) => Err(vec![in_the_way(&parts, phrase("a file", "plik"))]),
        }
    }

    fn make_parts(&self) -> Result<(), Faults> {
        self.clear_parts()?;
        let parts = self.output.join(PARTS);
        std::fs::create_dir(&parts).map_err(|error| vec![unwritable(&parts, &error)])
    }

    /// Writes under a number and renames: whole or not at all.
    fn put(&self, place: &Path, content: &Content, number: usize) -> io::Result<()> {
        bytes::put_by(&self.output.join(PARTS).join(number.to_string()), place, content)
    }
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
