//! [`Folder`]: what is kept between two runs, in `.kronika/cache` of the site's folder. It may be deleted at any time; where
//! it cannot be written to, nothing is kept.

#![allow(clippy::disallowed_methods, reason = "the only writer of what is kept")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// How the names of files end that are being written.
pub(crate) const PART: &str = "part";

/// A folder in `.kronika/cache`.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// The folder of this name of a site; nothing is made on the disk yet.
    pub(crate) fn new(root: &Path, name: &str) -> Self {
        Self(root.join(".kronika").join("cache").join(name))
    }

    /// Where it lies.
    pub(crate) fn place(&self) -> &Path {
        &self.0
    }

    /// Writes a file whole or not at all, whoever else writes it at the same time.
    ///
    /// # Errors
    /// When the disk is full or may not be written to.
    pub(crate) fn write(&self, place: &Path, bytes: &[u8]) -> io::Result<()> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        fs::create_dir_all(place.parent().unwrap_or(&self.0))?;
        self.hide()?;
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let part = self.0.join(format!("{}-{number}.{PART}", std::process::id()));
        let written = fs::write(&part, bytes).and_then(|()| fs::rename(&part, place));
        if written.is_err() {
            let _ = fs::remove_file(&part);
        }
        written
    }

    /// Keeps it out of version control.
    fn hide(&self) -> io::Result<()> {
        let Some(kronika) = self.0.ancestors().nth(2) else { return Ok(()) };
        let place = kronika.join(".gitignore");
        if place.exists() { Ok(()) } else { fs::write(place, "*\n") }
    }
}
