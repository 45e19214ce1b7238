//! Whose turn it is: a host is asked one thing at a time, with a rest between, and not before the moment it asked for.
//! Moments are told as time since the start.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clock::Stopwatch;

/// The turns of all hosts.
pub(super) struct Turns {
    watch: Stopwatch,
    /// When everything must be over.
    end: Duration,
    pause: Duration,
    hosts: Mutex<BTreeMap<String, State>>,
    changed: Condvar,
}

/// How it is with a host.
#[derive(Clone, Copy, Default)]
struct State {
    busy: bool,
    not_before: Duration,
}

/// A host's turn, over when dropped.
pub(super) struct Turn<'a> {
    turns: &'a Turns,
    host: String,
}

impl Turns {
    /// From now on.
    pub(super) fn new(pause: Duration, total: Duration) -> Self {
        let (hosts, changed) = (Mutex::new(BTreeMap::new()), Condvar::new());
        Self { watch: Stopwatch::start(), end: total, pause, hosts, changed }
    }

    /// How much time there is left for everything.
    pub(super) fn left(&self) -> Duration {
        self.end.saturating_sub(self.watch.elapsed())
    }

    /// Waits until the host may be asked. None where that is after the end.
    pub(super) fn take(&self, host: &str) -> Option<Turn<'_>> {
        let mut hosts = self.lock();
        loop {
            let now = self.watch.elapsed();
            let state = hosts.entry(host.to_owned()).or_default();
            if now >= self.end || state.not_before >= self.end {
                return None;
            }
            if !state.busy && state.not_before <= now {
                state.busy = true;
                return Some(Turn { turns: self, host: host.to_owned() });
            }
            let until = if state.busy { self.end } else { state.not_before };
            let waited = self.changed.wait_timeout(hosts, until.saturating_sub(now));
            hosts = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Has the host left in peace for a while.
    pub(super) fn put_off(&self, host: &str, rest: Duration) {
        let until = self.watch.elapsed().saturating_add(rest);
        let mut hosts = self.lock();
        let state = hosts.entry(host.to_owned()).or_default();
        state.not_before = state.not_before.max(until);
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, State>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.turns.put_off(&self.host, self.turns.pause);
        if let Some(state) = self.turns.lock().get_mut(&self.host) {
            state.busy = false;
        }
        self.turns.changed.notify_all();
    }
}
