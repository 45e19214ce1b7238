//! Gives a file that is just being written the time it takes to be whole.
//!
//! Editors empty a file and fill it, or put it aside and write it anew; for an instant it is empty, half, or not there.
//! What is looked at is the file itself: how large it is and when it was written. That is the same on every system.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::inbox::{Inbox, Raw};

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(2);

/// For how many looks an empty file, or one that still grows, is waited for.
const FILLING: usize = 30;

/// For how many looks one that has vanished is waited for.
const RETURNING: usize = 12;

/// More files than this are no save of an editor's; what is half then comes again.
const FEW: usize = 64;

/// What can be seen of a file without reading it; none where there is no file.
type Look = Option<(u64, Option<SystemTime>)>;

/// Waits until nothing changes any more, but not for long, and takes in what comes meanwhile.
pub(super) fn settle(raw: Raw, inbox: &Inbox) -> Raw {
    settle_with(raw, inbox, &mut || std::thread::sleep(PAUSE))
}

fn settle_with(mut raw: Raw, inbox: &Inbox, pause: &mut dyn FnMut()) -> Raw {
    let mut before = looks(&raw.paths);
    for round in 0..FILLING {
        if raw.everything || raw.paths.len() > FEW {
            break;
        }
        pause();
        raw.extend(inbox.rest());
        let now = looks(&raw.paths);
        let still = now == before;
        let vanished = round < RETURNING && now.keys().any(|path| has_vanished(path, &now));
        let empty = now.values().any(|look| look.is_some_and(|(size, _)| size == 0));
        if still && !vanished && !empty {
            break;
        }
        before = now;
    }
    raw
}

fn looks(paths: &BTreeSet<PathBuf>) -> BTreeMap<PathBuf, Look> {
    let look = |path: &PathBuf| {
        let data = std::fs::metadata(path).ok()?;
        let size = if data.is_file() { data.len() } else { u64::MAX };
        Some((size, data.modified().ok()))
    };
    paths.iter().take(FEW).map(|path| (path.clone(), look(path))).collect()
}

/// True for a file that is gone and may be coming back. One beside which another has changed was renamed, or served to
/// write that other.
fn has_vanished(path: &Path, now: &BTreeMap<PathBuf, Look>) -> bool {
    let gone = |path: &Path| now.get(path).is_some_and(Option::is_none);
    let beside = |other: &PathBuf| other != path && other.parent() == path.parent() && !gone(other);
    gone(path) && !now.keys().any(beside)
}

#[cfg(test)]
mod tests;
