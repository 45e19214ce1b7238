//! [`Axis`]: the horizontal axis of a chart: its first and last day, its ticks, and where a day stands on it.
//!
//! Pages set no inline styles, so a place is said in classes: `from-t3 from-u4 from-d5` is 34.5 % of the axis, each
//! class a digit; `len-…` likewise. The style sheet adds the digits up.

use jiff::Span;
use jiff::civil::Date;
use serde::Serialize;

use super::extent::{Edge, Extent};
use crate::locale::Locale;

/// The whole axis, in the tenths of a percent that places are counted in.
const WHOLE: i64 = 1000;

/// Most ticks of a chart.
const TICKS: i64 = 12;

/// A mark of an axis.
#[derive(Debug, Serialize)]
pub struct TickView {
    /// Its place, in classes: `from-t3 from-u4`.
    pub place: String,
    /// The day, month or year it marks, short.
    pub label: String,
    /// What it is within, where that begins: the year of a month, the month of a day.
    pub within: Option<String>,
}

/// A tick in its place.
#[derive(Debug)]
pub(in crate::view) struct Mark {
    /// In tenths of a percent of the axis.
    pub at: i64,
    /// The day, month or year, short.
    pub label: String,
    /// What it is within, where that begins.
    pub within: Option<String>,
}

/// What lies between two ticks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    Days(i64),
    Months(i64),
    Years(i64),
}

/// An axis.
#[derive(Clone, Copy, Debug)]
pub(in crate::view) struct Axis {
    first: Date,
    last: Date,
    step: Step,
}

impl Axis {
    /// An axis from the first to the last day, rounded out to whole steps.
    pub(in crate::view) fn new(first: Date, last: Date) -> Self {
        let days = length(first, last);
        let months = (i64::from(last.year()) - i64::from(first.year())) * 12 + i64::from(last.month())
            - i64::from(first.month())
            + 1;
        let step = match (days, months) {
            (..=TICKS, _) => Step::Days(1),
            (..=80, _) => Step::Days(7),
            (_, ..=TICKS) => Step::Months(1),
            (_, ..=34) => Step::Months(3),
            (_, ..=66) => Step::Months(6),
            _ => {
                let years = months / 12 + 1;
                let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
                Step::Years(steps.into_iter().find(|step| years / step < TICKS).unwrap_or(2000))
            }
        };
        let (from, to) = (step.floor(first), step.next(step.floor(last)));
        match (from, to.and_then(|to| to.yesterday().ok())) {
            (Some(first), Some(last)) => Self { first, last, step },
            _ => Self { first, last, step },
        }
    }

    /// Its first and last day.
    pub(super) fn days(&self) -> (Date, Date) {
        (self.first, self.last)
    }

    /// Where a stretch of time stands, as (start, length) in tenths of a percent: within the axis, at least 1 long.
    /// An open end reaches the end of the axis.
    pub(super) fn place(&self, extent: &Extent) -> (i64, i64) {
        let start = match (extent.start, extent.first) {
            (Edge::Open, _) | (_, None) => 0,
            (_, Some(first)) => self.at(first),
        };
        let end = match extent.last.and_then(|last| last.tomorrow().ok()) {
            Some(after) if extent.end != Edge::Open => self.at(after),
            _ => WHOLE,
        };
        let start = start.clamp(0, WHOLE - 1);
        (start, (end - start).clamp(1, WHOLE - start))
    }

    /// How far along the axis a day begins, in tenths of a percent; beyond 0 and 1000 for days outside it.
    pub(in crate::view) fn at(&self, day: Date) -> i64 {
        let before = length(self.first, day) - 1;
        let all = length(self.first, self.last).max(1);
        (before * WHOLE + all / 2).div_euclid(all)
    }

    /// Its ticks, in order.
    pub(super) fn ticks(&self, locale: &Locale) -> Vec<TickView> {
        let view =
            |mark: Mark| TickView { place: classes("from", mark.at), label: mark.label, within: mark.within };
        self.marks(locale).into_iter().map(view).collect()
    }

    /// Its ticks with their places, in order.
    pub(in crate::view) fn marks(&self, locale: &Locale) -> Vec<Mark> {
        let mut days = Vec::new();
        let mut next = Some(self.first);
        while let Some(day) = next.filter(|day| *day <= self.last && days.len() < 40) {
            days.push(day);
            next = self.step.next(Some(day));
        }
        let tick = |(at, day): (usize, &Date)| {
            let before = at.checked_sub(1).and_then(|at| days.get(at));
            Mark {
                at: self.at(*day),
                label: self.step.label(*day, locale),
                within: self.step.within(*day, before.copied(), locale),
            }
        };
        let mut ticks: Vec<Mark> = days.iter().enumerate().map(tick).collect();
        // Words that stand on one tick have no room for those of the next.
        if let [first, second, ..] = ticks.as_mut_slice()
            && second.within.is_some()
        {
            first.within = None;
            second.within = days.get(1).and_then(|day| self.step.within(*day, None, locale));
        }
        ticks
    }
}

impl Step {
    /// The last tick not after the day.
    fn floor(self, day: Date) -> Option<Date> {
        match self {
            Step::Days(7) => {
                let past = i64::from(day.weekday().to_monday_zero_offset());
                day.checked_sub(Span::new().try_days(past).ok()?).ok()
            }
            Step::Days(_) => Some(day),
            Step::Months(step) => {
                let month = i64::from(day.month()) - 1;
                Date::new(day.year(), i8::try_from(month - month % step + 1).ok()?, 1).ok()
            }
            Step::Years(step) => {
                let year = i64::from(day.year());
                Date::new(i16::try_from(year - year.rem_euclid(step)).ok()?, 1, 1).ok()
            }
        }
    }

    /// The tick after this one.
    fn next(self, tick: Option<Date>) -> Option<Date> {
        let span = match self {
            Step::Days(step) => Span::new().try_days(step),
            Step::Months(step) => Span::new().try_months(step),
            Step::Years(step) => Span::new().try_years(step),
        };
        tick?.checked_add(span.ok()?).ok()
    }

    /// What a tick is called.
    fn label(self, day: Date, locale: &Locale) -> String {
        match self {
            Step::Days(_) => day.day().to_string(),
            Step::Months(_) => locale.month_short(day.month()),
            Step::Years(_) => day.year().to_string(),
        }
    }

    /// What a tick is within, where it is the first tick or the first within it.
    fn within(self, day: Date, before: Option<Date>, locale: &Locale) -> Option<String> {
        let year_begins = before.is_none_or(|before| before.year() != day.year());
        let month_begins = year_begins || before.is_none_or(|before| before.month() != day.month());
        match self {
            Step::Days(_) if year_begins => {
                Some(format!("{} {}", locale.month_short(day.month()), day.year()))
            }
            Step::Days(_) => month_begins.then(|| locale.month_short(day.month())),
            Step::Months(_) => year_begins.then(|| day.year().to_string()),
            Step::Years(_) => None,
        }
    }
}

/// Days from one to the other, both included; 0 or less when the second comes first.
fn length(first: Date, last: Date) -> i64 {
    first.until(last).map_or(0, |span| i64::from(span.get_days())) + 1
}

/// Tenths of a percent as classes, a digit each, zeros left out: 345 → `from-t3 from-u4 from-d5`.
pub(super) fn classes(prefix: &str, tenths: i64) -> String {
    let digits = [("t", tenths / 100), ("u", tenths / 10 % 10), ("d", tenths % 10)];
    let said = digits.iter().filter(|(_, digit)| *digit != 0);
    said.map(|(place, digit)| format!("{prefix}-{place}{digit}")).collect::<Vec<_>>().join(" ")
}
