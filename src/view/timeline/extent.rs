//! [`Extent`]: how far an entry reaches in time and how sure its ends are, as timelines draw it.
//!
//! An end is [`Edge::Vague`] where its author was not sure: about, in words, or some time in a month or year. The
//! months that bound an interval (`2019-07/2019-09`) are its ends and sure; [`Edge::Open`] is an end left open.

use jiff::civil::Date;

use crate::entry::Entry;
use crate::kinds::TimelineShape;
use crate::when::When;

/// How an end of a time is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Edge {
    /// A clean end.
    Sure,
    /// An end that fades.
    Vague,
    /// No end: an arrow.
    Open,
}

/// How far an entry reaches. At least one of the days is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Extent {
    /// The first day it may be; none for an open start.
    pub(super) first: Option<Date>,
    /// The last day it may be; none for an open end.
    pub(super) last: Option<Date>,
    /// How it starts.
    pub(super) start: Edge,
    /// How it ends.
    pub(super) end: Edge,
    /// True for separate days with other days between them.
    pub(super) separate: bool,
    /// True for what lasts: it is drawn beside what happens meanwhile.
    pub(super) lasts: bool,
}

impl Extent {
    /// The extent of an entry; `None` for one without any date. What tells of other things (posts, reports) has
    /// the day it is filed under.
    pub(super) fn of(entry: &Entry) -> Option<Self> {
        let shape = entry.kind.timeline;
        match &entry.facets.when {
            Some(when) if shape != TimelineShape::None => Some(Self {
                lasts: matches!(shape, TimelineShape::Bar | TimelineShape::Band),
                ..Self::of_time(&when.value)
            }),
            _ => entry.first_day().map(|day| Self {
                first: Some(day),
                last: Some(day),
                start: Edge::Sure,
                end: Edge::Sure,
                separate: false,
                lasts: false,
            }),
        }
    }

    fn of_time(when: &When) -> Self {
        let edge = |open: bool, approximate: bool| match (open, approximate) {
            (true, _) => Edge::Open,
            (false, true) => Edge::Vague,
            (false, false) => Edge::Sure,
        };
        let (start, end) = match when {
            When::At(bound) => {
                let vague = bound.approximate || !bound.point.is_day_precise();
                (edge(false, vague), edge(false, vague))
            }
            When::Span { start, end } => {
                let of = |end: &Option<crate::when::Bound>| {
                    edge(end.is_none(), end.is_some_and(|bound| bound.approximate))
                };
                (of(start), of(end))
            }
            When::Days(_) => (Edge::Sure, Edge::Sure),
            When::Vague { .. } => (Edge::Vague, Edge::Vague),
        };
        let separate = matches!(when, When::Days(_))
            && when.exact_days().is_some_and(|days| {
                days.windows(2).any(|pair| pair[0].tomorrow().is_ok_and(|next| next < pair[1]))
            });
        Self { first: when.first_day(), last: when.last_day(), start, end, separate, lasts: false }
    }

    /// The day it is filed under.
    pub(super) fn day(&self) -> Option<Date> {
        self.first.or(self.last)
    }

    /// Its last day as of a day: what has begun and is open reaches that day.
    pub(super) fn last_as_of(&self, today: Date) -> Option<Date> {
        self.last.or(self.first.map(|first| first.max(today)))
    }

    /// True for what does not last and is on one day: a point, however wide a day is drawn.
    pub(super) fn is_a_day(&self) -> bool {
        !self.lasts && self.first.is_some() && self.first == self.last
    }

    /// True when an end is not sure.
    pub(super) fn is_vague(&self) -> bool {
        self.start == Edge::Vague || self.end == Edge::Vague
    }

    /// Classes that tell a style how its ends are drawn, in order: `starts-vague ends-open is-separate`.
    pub(super) fn classes(&self) -> Vec<&'static str> {
        let ends = [(self.start, "starts-vague", "starts-open"), (self.end, "ends-vague", "ends-open")];
        let ends = ends.into_iter().filter_map(|(edge, vague, open)| match edge {
            Edge::Sure => None,
            Edge::Vague => Some(vague),
            Edge::Open => Some(open),
        });
        ends.chain(self.separate.then_some("is-separate")).collect()
    }
}
