//! What was made of pictures, in `.kronika/cache/pictures` of the site's folder, each file under a name that says from which
//! bytes and how it was made. It may be deleted at any time. What nobody has asked for in a month goes.

#![allow(clippy::disallowed_methods, reason = "the only writer of the cache")]

use std::fs::{self, File};
use std::hash::Hash;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use siphasher::sip128::SipHasher13;

use super::Variant;
use crate::clock;
use crate::content::{Content, FileState};
use crate::fingerprint::Fingerprint;
use crate::keep::{Folder, PART};

/// Changes whenever the same picture becomes other bytes.
const VERSION: u32 = 1;

/// How long a file stays that nobody asks for.
const KEPT: Duration = Duration::from_secs(31 * 24 * 3600);

/// How old the note of its last use may be.
const NOTED: Duration = Duration::from_secs(24 * 3600);

/// The name of what is made of a picture.
fn name(of: Fingerprint, variant: Variant) -> String {
    let mut hasher = SipHasher13::new();
    (VERSION, of.0, of.1, variant.encoding.ending(), variant).hash(&mut hasher);
    let made = Fingerprint::from(hasher);
    format!("{:016x}{:016x}.{}", made.0, made.1, variant.encoding.ending())
}

/// The folder.
#[derive(Debug)]
pub(super) struct Cache {
    folder: Folder,
}

impl Cache {
    /// The cache of a site; nothing is made on the disk yet.
    pub(super) fn new(root: &Path) -> Self {
        Self { folder: Folder::new(root, "pictures") }
    }

    /// Where a file of its own lies.
    pub(super) fn own(&self, name: &str) -> PathBuf {
        self.folder.place().join(name)
    }

    fn place(&self, of: Fingerprint, variant: Variant) -> PathBuf {
        let name = name(of, variant);
        self.folder.place().join(&name[..2]).join(name)
    }

    /// What was made, where it still lies there. Its use is noted, so that it stays.
    pub(super) fn get(&self, of: Fingerprint, variant: Variant) -> Option<Content> {
        let place = self.place(of, variant);
        let metadata =
            fs::metadata(&place).ok().filter(|metadata| metadata.is_file() && metadata.len() > 0)?;
        let unnoted = metadata.modified().is_ok_and(|then| clock::age(then) > NOTED);
        if unnoted && let Ok(file) = File::options().append(true).open(&place) {
            // Where it cannot be noted, it is made again some day.
            let _ = file.set_modified(SystemTime::now());
        }
        Some(Content::Copied(place, FileState::new(&metadata)))
    }

    /// Keeps what was made.
    ///
    /// # Errors
    /// When the disk is full or may not be written to.
    pub(super) fn put(&self, of: Fingerprint, variant: Variant, bytes: &[u8]) -> io::Result<Content> {
        let place = self.place(of, variant);
        self.write(&place, bytes)?;
        Ok(Content::Copied(place.clone(), FileState::new(&fs::metadata(&place)?)))
    }

    /// Writes a file whole or not at all, whoever else writes it at the same time.
    ///
    /// # Errors
    /// When the disk is full or may not be written to.
    pub(super) fn write(&self, place: &Path, bytes: &[u8]) -> io::Result<()> {
        self.folder.write(place, bytes)
    }

    /// Removes what nobody has asked for in a month, and what a killed program has left.
    pub(super) fn prune(&self) {
        let old = |metadata: &fs::Metadata| metadata.modified().is_ok_and(|then| clock::age(then) > KEPT);
        let files =
            walkdir::WalkDir::new(self.folder.place()).min_depth(1).max_depth(2).into_iter().flatten();
        for file in files.filter(|file| file.file_type().is_file()) {
            let is_part = file.path().extension().is_some_and(|ending| ending == PART);
            let limit = |metadata: &fs::Metadata| match is_part {
                true => metadata.modified().is_ok_and(|then| clock::age(then) > NOTED),
                false => old(metadata),
            };
            let is_made = file.depth() == 2 || is_part;
            if is_made && file.metadata().is_ok_and(|metadata| limit(&metadata)) {
                let _ = fs::remove_file(file.path());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Encoding;

    #[test]
    fn what_is_put_is_got_and_told_apart_by_bytes_and_measures() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::new(root.path());
        let of = Fingerprint::of(b"foto");
        let small = Variant { encoding: Encoding::WebP, width: 480, height: 320 };
        assert_eq!(cache.get(of, small), None);
        let put = cache.put(of, small, b"bytes").unwrap();
        assert_eq!(cache.get(of, small), Some(put));
        assert_eq!(cache.get(of, Variant { width: 481, ..small }), None);
        assert_eq!(cache.get(Fingerprint::of(b"fotos"), small), None);
        assert_eq!(fs::read_to_string(root.path().join(".kronika/.gitignore")).unwrap(), "*\n");
    }

    #[test]
    fn what_nobody_asks_for_goes_and_what_is_in_use_stays() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::new(root.path());
        let of = Fingerprint::of(b"foto");
        let [used, unused] = [480, 800].map(|width| Variant { encoding: Encoding::WebP, width, height: 320 });
        for variant in [used, unused] {
            cache.put(of, variant, b"bytes").unwrap();
            let file = File::options().append(true).open(cache.place(of, variant)).unwrap();
            file.set_modified(SystemTime::now() - 2 * KEPT).unwrap();
        }
        assert!(cache.get(of, used).is_some());
        cache.prune();
        assert!(cache.get(of, used).is_some());
        assert_eq!(cache.get(of, unused), None);
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_an_error_and_leaves_nothing() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(".kronika"), "a file").unwrap();
        let cache = Cache::new(root.path());
        let variant = Variant { encoding: Encoding::WebP, width: 480, height: 320 };
        assert!(cache.put(Fingerprint::of(b"foto"), variant, b"bytes").is_err());
        cache.prune();
    }
}
