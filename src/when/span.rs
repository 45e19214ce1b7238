//! What the site asks of a [`When`]: its first and last day, its place in an order, its days, and whether it is past.

use jiff::civil::{Date, DateTime, Time};

use super::{Bound, Point, When};

/// The most days [`When::exact_days`] lists, and the most a list may have: ten years.
pub(super) const MOST_DAYS: i32 = 3_660;

/// Where a time lies, seen from a day or a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// Certainly still to come.
    Before,
    /// Going on, or possibly so.
    During,
    /// Certainly over.
    After,
}

/// The place of a [`When`] in chronological order; see [`When::sort_key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SortKey {
    day: Date,
    time: Option<Time>,
    last: DateTime,
}

impl SortKey {
    /// The first known day, to group by year or month what the key has sorted.
    pub fn day(&self) -> Date {
        self.day
    }
}

impl When {
    /// Both ends as written; twice the same for a single point, the outermost days for a list or a vague time.
    /// `None` is an open end.
    pub fn bounds(&self) -> (Option<Bound>, Option<Bound>) {
        let day = |day: Date| Some(Bound::exact(Point::Day(day)));
        match self {
            When::At(bound) => (Some(*bound), Some(*bound)),
            When::Span { start, end } => (*start, *end),
            When::Days(days) => (days.first().copied().and_then(day), days.last().copied().and_then(day)),
            When::Vague { from, to, .. } => (day(*from), day(*to)),
        }
    }

    /// The first day it may be; `None` for an open start. "About" widens nothing.
    pub fn first_day(&self) -> Option<Date> {
        self.bounds().0.map(|bound| bound.point.first_day())
    }

    /// The last day it may be; `None` for an open end.
    pub fn last_day(&self) -> Option<Date> {
        self.bounds().1.map(|bound| bound.point.last_day())
    }

    /// Chronological order: by the first known day, then the clock time (none comes first, as a whole day begins
    /// before any of its hours), then the end (open ends last). An open start is placed by its end.
    pub fn sort_key(&self) -> SortKey {
        let (start, end) = self.bounds();
        let last = end.map_or(DateTime::MAX, |bound| bound.point.latest());
        let (day, time) = match start {
            Some(bound) => (bound.point.first_day(), bound.point.time()),
            None => (last.date(), None),
        };
        SortKey { day, time, last }
    }

    /// The very days, ascending, if all of them are known: a day, a moment, a list, an interval of days. `None` for a
    /// month, a year, anything approximate, vague or open, and for an interval longer than ten years.
    pub fn exact_days(&self) -> Option<Vec<Date>> {
        if self.is_vague() {
            return None;
        }
        if let When::Days(days) = self {
            return Some(days.clone());
        }
        let (first, last) = (self.first_day()?, self.last_day()?);
        let length = first.until(last).ok()?.get_days();
        (0..MOST_DAYS)
            .contains(&length)
            .then(|| first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last).collect())
    }

    /// Which of its exact days a date is, from 1; `None` where [`When::exact_days`] is, and for other dates.
    pub fn day_number(&self, date: Date) -> Option<usize> {
        if let When::Days(days) = self {
            return days.iter().position(|day| *day == date).map(|at| at + 1);
        }
        let (first, last) = (self.first_day()?, self.last_day()?);
        let within = !self.is_vague() && (first..=last).contains(&date);
        let before = first.until(date).ok().filter(|_| within)?.get_days();
        usize::try_from(before).ok().map(|before| before + 1)
    }

    /// The exact day of that number, from 1; `None` where there is none.
    pub fn day(&self, number: usize) -> Option<Date> {
        let before = number.checked_sub(1)?;
        if let When::Days(days) = self {
            return days.get(before).copied();
        }
        let date = self
            .first_day()?
            .checked_add(jiff::Span::new().try_days(i64::try_from(before).ok()?).ok()?)
            .ok()?;
        self.day_number(date).map(|_| date)
    }

    /// Whether it is less than certain to the day: a month, a year, "about", words, or an open end.
    pub fn is_vague(&self) -> bool {
        match self {
            When::Days(_) => false,
            When::Vague { .. } => true,
            When::At(_) | When::Span { .. } => {
                let (start, end) = self.bounds();
                let sure =
                    |end: Option<Bound>| end.is_some_and(|b| !b.approximate && b.point.is_day_precise());
                !(sure(start) && sure(end))
            }
        }
    }

    /// Whether an end carries `~`, or the time is only words.
    pub fn is_approximate(&self) -> bool {
        let (start, end) = self.bounds();
        matches!(self, When::Vague { .. })
            || [start, end].into_iter().flatten().any(|bound| bound.approximate)
    }

    /// Whether the start or the end is open.
    pub fn is_open(&self) -> bool {
        matches!(self, When::Span { start: None, .. } | When::Span { end: None, .. })
    }

    /// Whether a clock time is given, at either end.
    pub fn has_time(&self) -> bool {
        let (start, end) = self.bounds();
        [start, end].into_iter().flatten().any(|bound| bound.point.time().is_some())
    }

    /// Where it lies seen from a whole day: [`Phase::Before`] only if the first possible day is still to come,
    /// [`Phase::After`] only if the last possible day is past. The days between two separate days count as
    /// [`Phase::During`].
    pub fn phase(&self, today: Date) -> Phase {
        if self.first_day().is_some_and(|first| today < first) {
            Phase::Before
        } else if self.last_day().is_some_and(|last| last < today) {
            Phase::After
        } else {
            Phase::During
        }
    }

    /// Where it lies seen from a moment of the site's clock. Like [`When::phase`], and on the day itself the clock
    /// times count: 14:30 is over at 14:30. A single moment has no stated end and lasts until the end of its day.
    pub fn phase_at(&self, now: DateTime) -> Phase {
        let (start, end) = self.bounds();
        if start.is_some_and(|bound| now < bound.point.earliest()) {
            return Phase::Before;
        }
        let over = match (self, end.map(|bound| bound.point)) {
            (When::Span { .. }, Some(Point::Instant(end))) => end <= now,
            (_, Some(end)) => end.last_day() < now.date(),
            (_, None) => false,
        };
        if over { Phase::After } else { Phase::During }
    }

    /// The first moment of [`Phase::During`] and the first of [`Phase::After`], as [`When::phase_at`] has them; `None`
    /// for what is less than certain to the day.
    pub fn window(&self) -> Option<(DateTime, DateTime)> {
        let (start, end) = self.bounds();
        let (start, end) = start.zip(end).filter(|_| !self.is_vague())?;
        let over = match (self, end.point) {
            (When::Span { .. }, Point::Instant(end)) => end,
            (_, end) => end.last_day().tomorrow().ok()?.to_datetime(Time::MIN),
        };
        Some((start.point.earliest(), over))
    }

    /// Whether any of it may fall between two days, both included. Of separate days, one of them must.
    pub fn overlaps(&self, from: Date, to: Date) -> bool {
        if let When::Days(days) = self {
            return days.iter().any(|day| (from..=to).contains(day));
        }
        let starts_in_time = self.first_day().is_none_or(|first| first <= to);
        let ends_in_time = self.last_day().is_none_or(|last| from <= last);
        from <= to && starts_in_time && ends_in_time
    }
}
