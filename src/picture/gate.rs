//! [`Gate`]: lets as much work in at once as memory allows, so that a folder of large photos takes no more than a few of them.

use std::sync::{Condvar, Mutex, PoisonError};

/// Lets work in by how much memory it needs.
#[derive(Debug)]
pub(super) struct Gate {
    room: u64,
    taken: Mutex<u64>,
    left: Condvar,
}

/// Memory that is taken until this is dropped.
pub(super) struct Pass<'a> {
    gate: &'a Gate,
    bytes: u64,
}

impl Gate {
    /// A gate to so many bytes.
    pub(super) fn new(room: u64) -> Self {
        Self { room, taken: Mutex::new(0), left: Condvar::new() }
    }

    /// Waits until there is room for so many bytes. What needs more than all of it goes in alone.
    pub(super) fn enter(&self, bytes: u64) -> Pass<'_> {
        let bytes = bytes.min(self.room);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        while *taken + bytes > self.room {
            taken = self.left.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        *taken += bytes;
        Pass { gate: self, bytes }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let mut taken = self.gate.taken.lock().unwrap_or_else(PoisonError::into_inner);
        *taken -= self.bytes;
        self.gate.left.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn no_more_is_let_in_than_there_is_room_for() {
        let gate = Gate::new(10);
        let (now, most) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let _pass = gate.enter(4);
                        let inside = now.fetch_add(4, Ordering::SeqCst) + 4;
                        most.fetch_max(inside, Ordering::SeqCst);
                        std::thread::yield_now();
                        now.fetch_sub(4, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(most.load(Ordering::SeqCst) <= 10);
        assert_eq!(*gate.taken.lock().unwrap(), 0);
    }

    #[test]
    fn what_needs_more_than_all_goes_in_alone() {
        let gate = Gate::new(10);
        drop(gate.enter(1000));
        let _small = gate.enter(1);
    }
}
