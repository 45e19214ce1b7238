//! Where changes are gathered until they are asked for.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::clock::Stopwatch;
use crate::words::Words;

/// Above so many paths they are no longer kept one by one.
const PATHS: usize = 20_000;

/// Changes that nobody has asked for yet.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    waiting: Mutex<Raw>,
    arrived: Condvar,
}

/// Changes as they were reported.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Raw {
    /// Files and folders.
    pub(super) paths: BTreeSet<PathBuf>,
    /// True when some may have been missed.
    pub(super) everything: bool,
    /// True when the site's own folder has gone, or another has come in its place.
    pub(super) uprooted: bool,
    /// Why no more will come.
    pub(super) failure: Option<Words>,
}

impl Raw {
    fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.everything && !self.uprooted && self.failure.is_none()
    }

    /// Adds what came later.
    pub(super) fn extend(&mut self, later: Raw) {
        self.paths.extend(later.paths);
        self.everything |= later.everything;
        self.uprooted |= later.uprooted;
        self.failure = self.failure.take().or(later.failure);
        if self.paths.len() > PATHS {
            self.paths.clear();
            self.everything = true;
        }
    }
}

impl Inbox {
    /// Adds changes.
    pub(super) fn put(&self, changes: Raw) {
        if changes.is_empty() {
            return;
        }
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).extend(changes);
        self.arrived.notify_one();
    }

    /// All that is there, without waiting.
    pub(super) fn rest(&self) -> Raw {
        std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits until something is there, with a limit for at most so long, and takes all of it.
    pub(super) fn take(&self, limit: Option<Duration>) -> Option<Raw> {
        let watch = Stopwatch::start();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        while waiting.is_empty() {
            waiting = match limit {
                None => self.arrived.wait(waiting).unwrap_or_else(PoisonError::into_inner),
                Some(limit) => {
                    let left = limit.saturating_sub(watch.elapsed());
                    if left.is_zero() {
                        return None;
                    }
                    self.arrived.wait_timeout(waiting, left).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
        Some(std::mem::take(&mut *waiting))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_is_taken_together_and_once() {
        let inbox = Inbox::default();
        assert_eq!(inbox.take(Some(Duration::from_millis(1))), None);
        for name in ["a", "b", "a"] {
            inbox.put(Raw { paths: [PathBuf::from(name)].into(), ..Raw::default() });
        }
        let taken = inbox.take(None).unwrap();
        assert_eq!(taken.paths.len(), 2);
        assert_eq!(inbox.take(Some(Duration::ZERO)), None);
    }

    #[test]
    fn too_many_are_everything() {
        let inbox = Inbox::default();
        inbox.put(Raw {
            paths: (0..=PATHS).map(|n| PathBuf::from(n.to_string())).collect(),
            ..Raw::default()
        });
        let taken = inbox.take(None).unwrap();
        assert!(taken.everything && taken.paths.is_empty());
    }
}
