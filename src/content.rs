//! [`Content`]: what a file of the finished site holds, and [`FileState`], by which a file of the disk is known again.

#![allow(clippy::disallowed_methods, reason = "what is copied is read where it is asked for")]

use std::borrow::Cow;
use std::fs::Metadata;
use std::hash::{Hash, Hasher};
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use siphasher::sip::SipHasher13;

use crate::clock::COARSEST;

/// What a file of the site holds. Photos and recordings stay on the disk until somebody wants them, so that a site with
/// gigabytes of them needs no gigabytes of memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Bytes that were made.
    Made(Arc<Vec<u8>>),
    /// A file of the site that is copied as it is, in the state it was in.
    Copied(PathBuf, FileState),
}

/// What tells that a file of the disk has changed without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileState {
    /// Size in bytes.
    pub size: u64,
    /// When it was last written, as far as the system knows.
    pub modified: Option<SystemTime>,
    /// Which file it is and when anything about it changed, where the system tells: a file put in the place of another
    /// may have its size and time.
    identity: (u64, i64, i64),
}

/// A [`FileState`] in a form that can be kept between two runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct StateStamp {
    size: u64,
    /// Seconds and nanoseconds since 1970, where the system tells.
    modified: Option<(u64, u32)>,
    identity: (u64, i64, i64),
}

impl StateStamp {
    /// When the file was last written, as far as the system knows.
    pub fn modified(&self) -> Option<SystemTime> {
        self.modified.and_then(|(s, ns)| SystemTime::UNIX_EPOCH.checked_add(Duration::new(s, ns)))
    }
}

impl FileState {
    /// The state in a form that can be kept.
    pub fn stamp(&self) -> StateStamp {
        let since = |moment: SystemTime| moment.duration_since(SystemTime::UNIX_EPOCH).ok();
        let modified = self.modified.and_then(since).map(|age| (age.as_secs(), age.subsec_nanos()));
        StateStamp { size: self.size, modified, identity: self.identity }
    }

    /// What the state is known by between two runs; never nought.
    pub fn print(&self) -> u64 {
        let mut hasher = SipHasher13::new();
        self.stamp().hash(&mut hasher);
        hasher.finish().max(1)
    }

    /// True where the file's disk would tell any change from the moment `now` on by another state: when it last changed, as
    /// far back as the clock of a disk may be coarse.
    pub fn is_settled(&self, now: SystemTime) -> bool {
        let stamp = self.stamp();
        let (_, seconds, nanoseconds) = stamp.identity;
        let changed = (u64::try_from(seconds).ok()).zip(u32::try_from(nanoseconds).ok());
        let (Some(written), Some(changed)) = (stamp.modified, changed) else { return false };
        // Where the system does not tell when anything about a file changed, when it was written is all there is.
        let told = if stamp.identity == (0, 0, 0) { written } else { changed };
        let (seconds, nanoseconds) = written.max(changed);
        let last = SystemTime::UNIX_EPOCH.checked_add(Duration::new(seconds, nanoseconds));
        let coarse = if told.1.is_multiple_of(TICK) { COARSEST } else { FINE };
        last.is_some_and(|last| now.duration_since(last).is_ok_and(|age| age > coarse))
    }

    /// True for the state of the same bytes in the same file: it may have got another name or other permissions since.
    pub fn is_as_written(&self, written: &FileState) -> bool {
        self.size == written.size
            && self.modified == written.modified
            && self.identity.0 == written.identity.0
    }

    /// From what the system says of a file.
    pub fn new(metadata: &Metadata) -> Self {
        Self { size: metadata.len(), modified: metadata.modified().ok(), identity: identity(metadata) }
    }
}

/// A disk whose times are no multiples of this, in nanoseconds, has a clock finer than this.
const TICK: u32 = 10_000_000;

/// How long such a clock may stand still: some ticks of the system's.
const FINE: Duration = Duration::from_millis(50);

#[cfg(unix)]
fn identity(metadata: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

impl Content {
    /// Its first bytes, at most so many.
    ///
    /// # Errors
    /// When a copied file can no longer be read.
    pub fn read_start(&self, most: usize) -> io::Result<Cow<'_, [u8]>> {
        match self {
            Content::Made(bytes) => Ok(Cow::Borrowed(&bytes[..most.min(bytes.len())])),
            Content::Copied(place, _) => {
                let mut start = Vec::new();
                let file = std::fs::File::open(place)?;
                io::Read::take(file, most as u64).read_to_end(&mut start)?;
                Ok(Cow::Owned(start))
            }
        }
    }

    /// All its bytes.
    ///
    /// # Errors
    /// When a copied file can no longer be read.
    pub fn read(&self) -> io::Result<Cow<'_, [u8]>> {
        match self {
            Content::Made(bytes) => Ok(Cow::Borrowed(bytes.as_slice())),
            Content::Copied(place, _) => std::fs::read(place).map(Cow::Owned),
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
