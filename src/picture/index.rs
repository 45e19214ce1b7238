//! [`Index`]: what is known of pictures by their path and state, in `.kronika/cache/pictures/index.json`, so that an
//! unchanged photo is not even opened. One that cannot be read, or of another version, counts as none.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::cache::Cache;
use super::{Facts, Tone, Unfit, Variant};
use crate::clock::{self, Stopwatch};
use crate::content::{FileState, StateStamp};
use crate::fingerprint::Fingerprint;
use crate::path::SourcePath;

/// Changes whenever what is written means something else, or pictures are judged otherwise.
const VERSION: u32 = 1;

/// Its name.
const FILE: &str = "index.json";

/// Largest index that is read, in bytes.
const LIMIT: u64 = 256 << 20;

/// What is known of a picture in a state.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Known {
    /// The state.
    stamp: StateStamp,
    /// What its header tells.
    pub(super) facts: Result<Facts, Unfit>,
    /// What became of its pixels; none where they were not decoded yet.
    pub(super) made: Option<Result<Made, Unfit>>,
}

/// A picture whose pixels were decoded.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Made {
    pub(super) fingerprint: Fingerprint,
    pub(super) tone: Option<Tone>,
    /// What was made of it.
    pub(super) variants: BTreeSet<Variant>,
}

impl Known {
    pub(super) fn new(state: &FileState, facts: Result<Facts, Unfit>) -> Self {
        Self { stamp: state.stamp(), facts, made: None }
    }

    /// True where the file is in the state that it was in.
    pub(super) fn holds(&self, state: &FileState) -> bool {
        self.stamp == state.stamp()
    }
}

/// What is known of the pictures of a site.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) known: BTreeMap<SourcePath, Known>,
    /// The grounds of pictures by their bytes: those whose files lie in the cache need not be decoded.
    pub(super) tones: BTreeMap<Fingerprint, Option<Tone>>,
    /// True where the file on the disk says something else.
    pub(super) is_new: bool,
    /// When it was last written by this program.
    written: Option<Stopwatch>,
}

/// How often it is written while pictures are made, so that what ends the program loses little.
const EVERY: Duration = Duration::from_secs(5);

#[derive(Serialize, Deserialize)]
struct Written<'a> {
    version: u32,
    tones: Vec<(Fingerprint, Option<Tone>)>,
    #[serde(borrow)]
    pictures: BTreeMap<std::borrow::Cow<'a, str>, Known>,
}

impl Index {
    /// What is known from before.
    pub(super) fn read(cache: &Cache) -> Self {
        let bytes = crate::source::read_small(&cache.own(FILE), LIMIT).unwrap_or_default();
        let written = serde_json::from_slice::<Written<'_>>(&bytes).ok();
        let written = written.filter(|written| written.version == VERSION);
        let (tones, pictures) = written.map(|written| (written.tones, written.pictures)).unwrap_or_default();
        let known = pictures.into_iter().map(|(path, known)| (SourcePath::new(path), known)).collect();
        Self { known, tones: tones.into_iter().collect(), is_new: false, written: None }
    }

    /// Writes it, unless it was written a moment ago.
    pub(super) fn write_now_and_then(&mut self, cache: &Cache) {
        let written = self.written.get_or_insert_with(Stopwatch::start);
        if written.elapsed() > EVERY {
            self.write(cache);
        }
    }

    /// Writes what is known of pictures that are still there. What changed a moment ago is left out: the clock of a disk may
    /// not tell two writes apart. Where nothing can be written, everything is looked at again the next time.
    pub(super) fn write(&mut self, cache: &Cache) {
        if !self.is_new {
            return;
        }
        // A disk that could not be read a moment ago may be there again.
        let is_read = |known: &Known| {
            let unread = Some(Unfit::Unreadable);
            known.facts.as_ref().err() != unread.as_ref()
                && known.made.as_ref().and_then(|made| made.as_ref().err()) != unread.as_ref()
        };
        let is_settled = |known: &Known| !known.stamp.modified().is_none_or(clock::is_recent);
        let settled = self.known.iter().filter(|(_, known)| is_read(known) && is_settled(known));

        let pictures = settled.map(|(path, known)| (path.as_str().into(), known.clone())).collect();
        let of_known = |known: &Known| Some(known.made.as_ref()?.as_ref().ok()?.fingerprint);
        let in_use: BTreeSet<Fingerprint> = self.known.values().filter_map(of_known).collect();
        self.tones.retain(|fingerprint, _| in_use.contains(fingerprint));
        let tones = self.tones.iter().map(|(fingerprint, tone)| (*fingerprint, *tone)).collect();
        if let Ok(text) = serde_json::to_vec(&Written { version: VERSION, tones, pictures }) {
            let _ = cache.write(&cache.own(FILE), &text);
        }
        self.is_new = false;
        self.written = Some(Stopwatch::start());
    }
}
