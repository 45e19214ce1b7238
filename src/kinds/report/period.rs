//! What belongs to the period of a report: [`Period`] says of any time whether it touches the period, may do so, or
//! does not; [`Members`] sorts the stages, forums and events of the programmes by it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::kinds::{event, forum, stage};
use crate::site::{EntryIx, Site};
use crate::when::When;

/// The days a report covers, both included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Period {
    from: Date,
    to: Date,
}

/// How a time stands to a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Standing {
    /// Some of it lies in the period.
    Within,
    /// Some of it may: it is not known well enough.
    Perhaps,
    /// Nothing is known of it.
    Undated,
    /// None of it does.
    Outside,
}

impl Period {
    /// The period of a report; open ends are open, and without a period everything lies within.
    pub(super) fn new(when: Option<&When>) -> Self {
        let from = when.and_then(When::first_day).unwrap_or(Date::MIN);
        Self { from, to: when.and_then(When::last_day).unwrap_or(Date::MAX) }
    }

    /// How a time stands to it. "About" widens nothing.
    pub(super) fn standing(&self, when: Option<&When>) -> Standing {
        let Some(when) = when else { return Standing::Undated };
        if !when.overlaps(self.from, self.to) {
            return Standing::Outside;
        }
        let (start, end) = when.bounds();
        let latest_start = match (when, start) {
            (When::Vague { to, .. }, _) => Some(*to),
            (_, Some(start)) => Some(start.point.last_day()),
            (_, None) => when.last_day(),
        };
        let earliest_end = match (when, end) {
            (When::Vague { from, .. }, _) => *from,
            (_, Some(end)) => end.point.first_day(),
            (_, None) => Date::MAX,
        };
        let sure = matches!(when, When::Days(_))
            || latest_start.is_some_and(|start| start <= self.to) && earliest_end >= self.from;
        if sure { Standing::Within } else { Standing::Perhaps }
    }

    /// True for a time that lies in the period as a whole.
    pub(super) fn covers(&self, when: &When) -> bool {
        when.first_day().is_some_and(|first| first >= self.from)
            && when.last_day().is_some_and(|last| last <= self.to)
    }
}

/// What of the programmes a report tells of, in the order of time.
pub(super) struct Members {
    /// Stages that touch the period or have no date: a planned stage is part of the account.
    pub(super) stages: Vec<EntryIx>,
    /// How many stages do not.
    pub(super) other_stages: usize,
    /// Forums that touch the period.
    pub(super) forums: Vec<EntryIx>,
    /// Events that touch the period.
    pub(super) events: Vec<EntryIx>,
}

impl Members {
    /// Members of the programmes and of what is in them, each once.
    pub(super) fn new(site: &Site, programmes: &[EntryIx], period: &Period) -> Self {
        let members = programmes.iter().flat_map(|programme| site.all_members_of(*programme));
        let by_time: BTreeMap<usize, EntryIx> = members.map(|ix| (site.time_order(*ix), *ix)).collect();
        let mut found = Self { stages: Vec::new(), other_stages: 0, forums: Vec::new(), events: Vec::new() };
        for ix in by_time.into_values() {
            let entry = site.entry(ix);
            let outside = standing(site, ix, period) == Standing::Outside;
            if entry.is(stage::ID) && outside {
                found.other_stages += 1;
            } else if entry.is(stage::ID) {
                found.stages.push(ix);
            } else if entry.is(forum::ID) && !outside {
                found.forums.push(ix);
            } else if entry.is(event::ID) && !outside {
                found.events.push(ix);
            }
        }
        found
            .stages
            .sort_by_key(|ix| (site.entry(*ix).facets.order.unwrap_or(i64::MAX), site.time_order(*ix)));
        found
    }
}

/// How an entry's time stands to the period.
pub(super) fn standing(site: &Site, ix: EntryIx, period: &Period) -> Standing {
    period.standing(site.entry(ix).facets.when.as_ref().map(|when| &when.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vague_time_only_may_lie_in_the_period() {
        let parse = |text: &str| When::parse(text).expect(text);
        let period = Period::new(Some(&parse("2019-07/2019-09")));
        let standing = |text: &str| period.standing(Some(&parse(text)));
        for within in [
            "2019-07-09",
            "2019-09",
            "2019-07",
            "2018/..",
            "../2019-08",
            "2018/2021",
            "2019-06-30/2019-07-01",
        ] {
            assert_eq!(standing(within), Standing::Within, "{within}");
        }
        for perhaps in ["2019", "2019/2020", "../2020", "2018/2019"] {
            assert_eq!(standing(perhaps), Standing::Perhaps, "{perhaps}");
        }
        for outside in ["2019-06-30", "2019-10/..", "2018", "2020"] {
            assert_eq!(standing(outside), Standing::Outside, "{outside}");
        }
        let day = |day| jiff::civil::date(2019, 9, day);
        let late = When::vague(day(21), day(30), "pod koniec września").expect("vague");
        assert_eq!(period.standing(Some(&late)), Standing::Within);
        let days = When::from_days(&[day(30), jiff::civil::date(2019, 10, 2)]).expect("days");
        assert_eq!(period.standing(Some(&days)), Standing::Within);
        assert!(!period.covers(&days));
        assert_eq!(period.standing(None), Standing::Undated);
    }
}
