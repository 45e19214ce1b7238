//! What the moment of the build makes of an entry: its state, and how its time stands to the clock.

use jiff::civil::{Date, DateTime};

use super::{EntryIx, Graph, publication};
use crate::entry::{Stamp, Status};
use crate::when::Phase;

impl Graph {
    /// Its state: the author's word, else by its dates; `None` where nothing can be said.
    pub fn status(&self, ix: EntryIx) -> Option<Status> {
        let entry = self.entry(ix);
        let by_dates = || match &entry.facets.when {
            Some(_) => entry.kind.status_at(self.phase(ix)),
            None => entry.kind.undated,
        };
        entry.facets.status.or_else(by_dates)
    }

    /// Before, during or after its time; undated things are still to come.
    pub fn phase(&self, ix: EntryIx) -> Phase {
        let now = self.config.today.now;
        self.entry(ix).facets.when.as_ref().map_or(Phase::Before, |when| when.value.phase_at(now))
    }

    /// True when it has been done or held.
    pub fn is_over(&self, ix: EntryIx) -> bool {
        matches!(self.status(ix), Some(Status::Done | Status::Held))
    }

    /// True when it goes on now: by its author's word, else by its dates.
    pub fn is_under_way(&self, ix: EntryIx) -> bool {
        self.status(ix) == Some(Status::Active)
    }

    /// True when it does not take place at its time: cancelled, or put off with no new date.
    pub fn is_void(&self, ix: EntryIx) -> bool {
        match self.status(ix) {
            Some(Status::Cancelled) => true,
            Some(Status::Postponed) => self.entry(ix).facets.previous_when.is_none(),
            _ => false,
        }
    }

    /// True when its time is over and nobody says that it came to nothing: neither cancelled nor put off, and
    /// not still announced by its author's own word.
    pub fn took_place(&self, ix: EntryIx) -> bool {
        let unsure = [Status::Cancelled, Status::Postponed, Status::Scheduled, Status::Planned];
        self.phase(ix) == Phase::After && !self.status(ix).is_some_and(|status| unsure.contains(&status))
    }

    /// True when its time is over and nobody has said what became of it: its author's word still announces it.
    pub fn is_unconfirmed(&self, ix: EntryIx) -> bool {
        self.phase(ix) == Phase::After && !self.took_place(ix) && !self.is_void(ix)
    }

    /// The next moment at which time alone changes what is said of an entry.
    pub fn next_moment(&self) -> DateTime {
        publication::next_moment(&self.entries, self.config.today.now)
    }

    /// True for a day that has begun, or a moment that is not still to come.
    pub fn has_come(&self, stamp: Stamp) -> bool {
        stamp.at <= self.config.today.now
    }

    /// The day of the build.
    pub fn today(&self) -> Date {
        self.config.today.date()
    }
}
