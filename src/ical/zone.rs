//! VTIMEZONE (RFC 5545 §3.6.5): [`Zone`] is a timezone as rules, told in the words of iCalendar.
//!
//! 1. Every change of the clock is asked of the timezone, from the first on record to [`HORIZON`].
//! 2. Changes that follow one rule in successive years (the last Sunday of March at 2:00) are one [`Run`].
//! 3. A file gets the runs that the times in it need. Those that still hold have no end.
//!
//! Outlook wants a STANDARD in every zone, reads `RRULE` with `BYMONTH` and `BYDAY` and no `RDATE`, and knows Polish
//! time as one DAYLIGHT and one STANDARD since years past. That is what comes out for the rules of today; what followed
//! no rule is told change by change. Times of years past, under other rules, still get theirs.

use jiff::civil::{Date, DateTime, Weekday, date};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

use super::line::Lines;

/// Changes are asked for up to the end of this year; a rule that holds until then holds for good.
const HORIZON: i16 = 2100;

/// Where a zone begins for files that know of nothing older.
const START: Date = date(1970, 1, 1);

/// A timezone as rules.
#[derive(Debug)]
pub struct Zone {
    timezone: TimeZone,
    /// Its name in the IANA database; none where times are told in UTC.
    name: Option<String>,
    /// Every change of the clock, oldest first.
    changes: Vec<Timestamp>,
    runs: Vec<Run>,
}

/// Changes of the clock that follow one rule, one a year.
#[derive(Debug)]
struct Run {
    first: Change,
    last: Timestamp,
    last_year: i16,
    rule: Rule,
}

/// A change of the clock.
#[derive(Debug, Clone, PartialEq)]
struct Change {
    at: Timestamp,
    /// What the clock showed just before.
    local: DateTime,
    from: Offset,
    to: Offset,
    daylight: bool,
    name: String,
}

/// On which of a month's weekdays of one name; what is still possible after all changes so far.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Rule {
    last: bool,
    nth: Option<i8>,
}

impl Zone {
    /// The rules of a timezone.
    pub fn new(timezone: &TimeZone) -> Self {
        let changes = changes(timezone);
        let in_utc = changes.is_empty() && timezone.to_offset(Timestamp::UNIX_EPOCH) == Offset::UTC;
        let name = timezone.iana_name().filter(|_| !in_utc).map(str::to_owned);
        let times = changes.iter().map(|change| change.at).collect();
        Self { timezone: timezone.clone(), name, changes: times, runs: runs(changes) }
    }

    /// Its name for calendars that show their timezone.
    pub(super) fn label(&self) -> &str {
        self.name.as_deref().unwrap_or("UTC")
    }

    /// A time of the zone's clock as a moment. One that the clock skips is as much later as the clock jumps, of one that
    /// comes twice the first is meant (RFC 5545 §3.3.5).
    pub fn moment(&self, at: DateTime) -> Option<Timestamp> {
        self.timezone.to_ambiguous_timestamp(at).compatible().ok()
    }

    /// Start and end as properties: times as the zone's clock shows them. In the hour that the clock shows twice they are
    /// told in UTC, both of them (RFC 5545 §3.8.2.2), for readers do not agree on which of the two is meant.
    pub(super) fn times(&self, lines: &mut Lines, start: Timestamp, end: Option<Timestamp>) {
        let clear = !self.comes_twice(start) && !end.is_some_and(|end| self.comes_twice(end));
        for (property, moment) in [("DTSTART", Some(start)), ("DTEND", end)] {
            let Some(moment) = moment else { continue };
            match self.name.as_ref().filter(|_| clear) {
                Some(zone) => {
                    lines.with(property, &[("TZID", zone)], &basic(self.timezone.to_datetime(moment)));
                }
                None => lines.plain(property, &utc(moment)),
            }
        }
    }

    /// True for a moment at which the clock shows what it shows at another one too.
    fn comes_twice(&self, moment: Timestamp) -> bool {
        let shown = self.timezone.to_ambiguous_timestamp(self.timezone.to_datetime(moment));
        matches!(shown.offset(), AmbiguousOffset::Fold { .. })
    }

    /// The VTIMEZONE for times between two moments.
    pub(super) fn write(&self, lines: &mut Lines, earliest: Timestamp, latest: Timestamp) {
        let Some(name) = &self.name else { return };
        lines.plain("BEGIN", "VTIMEZONE");
        lines.plain("TZID", name);
        // Of use to readers that do not read rules (Evolution, KOrganizer).
        lines.plain("X-LIC-LOCATION", name);
        let before = self.changes.partition_point(|change| *change <= earliest);
        let before = before.checked_sub(1).and_then(|at| self.changes.get(at));
        let start = START.to_zoned(TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |start| start.timestamp());
        // The change that made the time of the earliest; a beginning where it is out of sight.
        let since = before.copied().filter(|change| *change >= start || earliest < start);
        if since.is_none() {
            self.beginning(lines, earliest);
        }
        let needed = |run: &&Run| run.first.at <= latest && run.last >= since.unwrap_or(earliest);
        for run in self.runs.iter().filter(needed) {
            run.write(lines);
        }
        lines.plain("END", "VTIMEZONE");
    }

    /// The time of a zone before all changes that a file tells.
    fn beginning(&self, lines: &mut Lines, earliest: Timestamp) {
        let info = self.timezone.to_offset_info(earliest);
        let day = self.timezone.to_datetime(earliest).date();
        let day = day.yesterday().unwrap_or(day).min(START);
        let at = basic(day.at(0, 0, 0, 0));
        observance(lines, "STANDARD", &at, (info.offset(), info.offset()), info.abbreviation(), None);
    }
}

/// Every change of a timezone's clock, oldest first.
fn changes(timezone: &TimeZone) -> Vec<Change> {
    let info = timezone.to_offset_info(Timestamp::MIN);
    let (mut from, mut was_dst) = (info.offset(), info.dst().is_dst());
    let mut changes = Vec::new();
    for transition in timezone.following(Timestamp::MIN) {
        let (at, to, is_dst) = (transition.timestamp(), transition.offset(), transition.dst().is_dst());
        let local = from.to_datetime(at);
        if local.year() > HORIZON {
            break;
        }
        if from != to {
            // Irish law has winter time as the exception; for calendars the later clock is the one for daylight.
            let daylight = if was_dst == is_dst { is_dst } else { to > from };
            let name = transition.abbreviation().to_owned();
            changes.push(Change { at, local, from, to, daylight, name });
        }
        (from, was_dst) = (to, is_dst);
    }
    changes
}

/// Changes by the rules they follow.
fn runs(changes: Vec<Change>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for change in changes {
        let (year, rule) = (change.local.year(), Rule::of(change.local.date()));
        let follows = |run: &&mut Run| run.last_year + 1 == year && run.first.is_like(&change);
        let joined = runs.iter_mut().rev().find(follows).and_then(|run| {
            let rule = run.rule.and(rule)?;
            (run.rule, run.last, run.last_year) = (rule, change.at, year);
            Some(())
        });
        if joined.is_none() {
            runs.push(Run { last: change.at, last_year: year, rule, first: change });
        }
    }
    runs
}

impl Change {
    /// True for a change of another year that may follow the same rule.
    fn is_like(&self, other: &Change) -> bool {
        let rule = |change: &Change| {
            (change.local.month(), change.local.weekday(), change.local.time(), change.from, change.to)
        };
        rule(self) == rule(other) && self.daylight == other.daylight && self.name == other.name
    }
}

impl Rule {
    /// What a day may be.
    fn of(day: Date) -> Self {
        Self { last: day.day() + 7 > day.days_in_month(), nth: Some((day.day() - 1) / 7 + 1) }
    }

    /// What both may be; none where they have nothing in common.
    fn and(self, other: Self) -> Option<Self> {
        let nth = self.nth.filter(|nth| other.nth == Some(*nth));
        let last = self.last && other.last;
        (last || nth.is_some()).then_some(Self { last, nth })
    }

    /// `-1`, `2` …
    fn ordinal(self) -> i8 {
        self.nth.filter(|_| !self.last).unwrap_or(-1)
    }
}

impl Run {
    fn write(&self, lines: &mut Lines) {
        let first = &self.first;
        let sort = if first.daylight { "DAYLIGHT" } else { "STANDARD" };
        let rule = (self.last > first.at).then(|| {
            let (ordinal, day) = (self.rule.ordinal(), weekday(first.local.weekday()));
            let until = match self.last_year {
                HORIZON => String::new(),
                // A day more than needed: some readers (python-dateutil) take it for local time.
                _ => format!(";UNTIL={}", utc(self.last.saturating_add(24.hours()).unwrap_or(self.last))),
            };
            format!("FREQ=YEARLY;BYMONTH={};BYDAY={ordinal}{day}{until}", first.local.month())
        });
        observance(lines, sort, &basic(first.local), (first.from, first.to), &first.name, rule.as_deref());
    }
}

fn observance(
    lines: &mut Lines,
    sort: &str,
    start: &str,
    (from, to): (Offset, Offset),
    name: &str,
    rule: Option<&str>,
) {
    lines.plain("BEGIN", sort);
    lines.plain("DTSTART", start);
    lines.plain("TZOFFSETFROM", &offset(from));
    lines.plain("TZOFFSETTO", &offset(to));
    lines.plain("TZNAME", name);
    if let Some(rule) = rule {
        lines.plain("RRULE", rule);
    }
    lines.plain("END", sort);
}

/// RFC 5545 §3.3.10.
fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

/// `+0100`, with seconds only where there are any (RFC 5545 §3.3.14).
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes, rest) = (seconds.abs() / 3600, seconds.abs() / 60 % 60, seconds.abs() % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{hours:02}{minutes:02}{rest}")
}

/// `20240607T100000` (RFC 5545 §3.3.5, form 1).
fn basic(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}

/// `20240607T080000Z` (RFC 5545 §3.3.5, form 2).
pub(super) fn utc(moment: Timestamp) -> String {
    format!("{}Z", basic(Offset::UTC.to_datetime(moment)))
}

#[cfg(test)]
mod tests;
