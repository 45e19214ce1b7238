//! Files that readers get as they are: what sort of document each is by its name ([`Sort`]), and what a look into one tells
//! ([`look`]): whether it is what its name says, and how many pages a PDF has.
//!
//! A file is looked into once in the state it is in; a preview that asks again is told what was seen then.

#![allow(clippy::disallowed_methods, reason = "files that are given are looked into here")]

pub mod pdf;
mod sort;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::content::FileState;
pub use sort::{Sort, ending_of};

/// How many bytes of the start are looked at. Readers of PDF let its mark stand within so many.
const START: u64 = 1024;

/// What a look into a file tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// False where its first bytes are not those of the format that its name tells.
    pub is_as_named: bool,
    /// How many pages a PDF has, where that is cheap to tell.
    pub pages: Option<u32>,
}

/// What was seen, by place.
static SEEN: Mutex<BTreeMap<PathBuf, (FileState, Arc<Look>)>> = Mutex::new(BTreeMap::new());

/// Looks into a file that is in this state; one that cannot be read now tells nothing, and is as it should be: whoever copies
/// it tells the fault.
pub fn look(place: &Path, state: FileState) -> Arc<Look> {
    let known = SEEN.lock().ok().and_then(|seen| seen.get(place).cloned());
    if let Some((_, look)) = known.filter(|(then, _)| *then == state) {
        return look;
    }
    let found = Arc::new(look_into(place));
    if let Ok(mut seen) = SEEN.lock() {
        seen.insert(place.to_owned(), (state, found.clone()));
    }
    found
}

fn look_into(place: &Path) -> Look {
    let mut start = Vec::new();
    let opened = File::open(place).and_then(|file| {
        (&file).take(START).read_to_end(&mut start)?;
        Ok(file)
    });
    let Ok(mut file) = opened else { return Look { is_as_named: true, pages: None } };
    let ending = ending_of(&place.to_string_lossy());
    let is_as_named = sort::fits(&ending, &start);
    let pages = if ending == "pdf" && is_as_named { pdf::pages(&mut file) } else { None };
    Look { is_as_named, pages }
}
