//! [`Content`]: what a file of the finished site holds.

#![allow(clippy::disallowed_methods, reason = "what is copied is read where it is asked for")]

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// What a file of the site holds. Photos and recordings stay on the disk until somebody wants them, so that a site with
/// gigabytes of them needs no gigabytes of memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Bytes that were made.
    Made(Arc<Vec<u8>>),
    /// A file of the site that is copied as it is.
    Copied(PathBuf),
}

impl Content {
    /// All its bytes.
    ///
    /// # Errors
    /// When a copied file can no longer be read.
    pub fn read(&self) -> io::Result<Cow<'_, [u8]>> {
        match self {
            Content::Made(bytes) => Ok(Cow::Borrowed(bytes.as_slice())),
            Content::Copied(place) => std::fs::read(place).map(Cow::Owned),
        }
    }
}

impl Default for Content {
    fn default() -> Self {
        Content::Made(Arc::default())
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Content::Made(Arc::new(bytes))
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        text.into_bytes().into()
    }
}

impl From<&'static [u8]> for Content {
    fn from(bytes: &'static [u8]) -> Self {
        bytes.to_vec().into()
    }
}
