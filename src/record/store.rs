//! [`Store`]: the file of a record. Those of the output folders a site was last built into are kept.

#![allow(clippy::disallowed_methods, reason = "records that nobody needs are removed here")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::clock;
use crate::fingerprint::Fingerprint;
use crate::keep::{Folder, PART};

/// Largest record that is read, in bytes: that of some millions of files.
const LIMIT: u64 = 1 << 30;

/// Most records that are kept.
const MOST: usize = 8;

/// How long what a killed program has left stays.
const LEFT: Duration = Duration::from_secs(24 * 3600);

/// The file of a record.
pub(super) struct Store {
    folder: Folder,
    place: PathBuf,
}

impl Store {
    /// Of a site and an output folder. One within the site's is known by where it lies there, so that it is found in a copy.
    pub(super) fn new(root: &Path, output: &Path) -> Self {
        let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let (root_now, output) = (whole(root), whole(output));
        let known = output.strip_prefix(&root_now).unwrap_or(&output);
        let folder = Folder::new(root, "build");
        let Fingerprint(name, _) = Fingerprint::of(known.as_os_str().as_encoded_bytes());
        let place = folder.place().join(format!("{name:016x}"));
        Self { folder, place }
    }

    /// What it holds.
    pub(super) fn read(&self) -> Option<Vec<u8>> {
        crate::source::read_small(&self.place, LIMIT)
    }

    /// Writes it, where it can be written.
    pub(super) fn write(&self, bytes: &[u8]) {
        if self.folder.write(&self.place, bytes).is_ok() {
            self.prune();
        } else {
            // A record that cannot be replaced is harmless, but it will hardly be of use again.
            let _ = fs::remove_file(&self.place);
        }
    }

    /// Removes all but the newest.
    fn prune(&self) {
        let items =
            walkdir::WalkDir::new(self.folder.place()).min_depth(1).max_depth(1).into_iter().flatten();
        let mut records: Vec<(SystemTime, PathBuf)> = Vec::new();
        for item in items.filter(|item| item.file_type().is_file()) {
            let Ok(modified) = item.metadata().map_err(drop).and_then(|data| data.modified().map_err(drop))
            else {
                continue;
            };
            let is_part = item.path().extension().is_some_and(|ending| ending == PART);
            match is_part {
                true if clock::age(modified) > LEFT => drop(fs::remove_file(item.path())),
                true => {}
                false => records.push((modified, item.into_path())),
            }
        }
        records.sort();
        records.reverse();
        for (_, place) in records.into_iter().skip(MOST).filter(|(_, place)| *place != self.place) {
            let _ = fs::remove_file(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_found_in_a_copy_of_the_site_and_told_apart_by_its_output() {
        let at = |root: &str, output: &str| {
            let place = Store::new(Path::new(root), Path::new(output)).place;
            place.strip_prefix(root).unwrap().to_owned()
        };
        assert_eq!(at("/a", "/a/output"), at("/b/c", "/b/c/output"));
        assert_ne!(at("/a", "/a/output"), at("/a", "/a/other"));
        assert_ne!(at("/a", "/x/output"), at("/b", "/y/output"));
        assert_eq!(at("/a", "/x/output"), at("/b", "/x/output"));
    }

    #[test]
    fn the_records_last_written_stay() {
        let root = tempfile::tempdir().unwrap();
        let store = |name: usize| Store::new(root.path(), &root.path().join(name.to_string()));
        for name in 0..MOST + 3 {
            store(name).write(b"record");
            let file = fs::File::options().append(true).open(store(name).place).unwrap();
            let second = Duration::from_secs(name as u64);
            file.set_modified(SystemTime::UNIX_EPOCH + second).unwrap();
        }
        store(0).write(b"again");
        let kept: Vec<usize> = (0..MOST + 3).filter(|name| store(*name).read().is_some()).collect();
        assert_eq!(kept, [0, 4, 5, 6, 7, 8, 9, 10]);
        assert_eq!(store(0).read().as_deref(), Some(&b"again"[..]));
    }

    #[test]
    fn where_nothing_can_be_kept_nothing_is_and_nothing_fails() {
        let root = tempfile::tempdir().unwrap();
        let store = Store::new(root.path(), &root.path().join("output"));
        fs::create_dir_all(&store.place).unwrap();
        store.write(b"record");
        assert_eq!(store.read(), None, "a folder in its place");
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(".kronika"), "a file").unwrap();
        let store = Store::new(root.path(), &root.path().join("output"));
        store.write(b"record");
        assert_eq!(store.read(), None);
    }
}
