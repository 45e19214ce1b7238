//! When an entry was published and when it last changed, by its content alone: [`Moments`]; and the [`newest`] of many.
//!
//! An entry changes when its author says so (`published`, `updated`), and when its own time begins and ends: an
//! announcement becomes what goes on, that a summary. So it last changed at the latest of these that is not still to
//! come. The clock decides which of them is past, never what they are: a feed stays the same from one build to the
//! next while nothing has happened. What is still to come and has no `published` is not in feeds yet.

use std::cmp::Reverse;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use crate::entry::Stamp;
use crate::kinds::TimelineShape;
use crate::site::{EntryIx, Site};
use crate::when::{Bound, Phase, Point};

/// A day without a time is told as its noon: it is that day in nearly every time zone that readers have.
const NOON: Time = Time::constant(12, 0, 0, 0);

/// When an entry was published and when it last changed, on the site's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moments {
    /// By its author's word.
    pub(super) published: Option<DateTime>,
    /// The latest of all that is known; never before it was published.
    pub(super) updated: DateTime,
}

/// Of these entries the newest, the newest first; what has no moment yet is left out.
pub(super) fn newest(entries: &[EntryIx], site: &Site, most: usize) -> Vec<(EntryIx, Moments)> {
    let mut dated: Vec<(EntryIx, Moments)> =
        entries.iter().filter_map(|ix| Some((*ix, moments(*ix, site)?))).collect();
    dated.sort_by_key(|(ix, moments)| Reverse((moments.updated, site.time_order(*ix))));
    dated.truncate(most);
    dated
}

fn moments(ix: EntryIx, site: &Site) -> Option<Moments> {
    let entry = site.entry(ix);
    let published = entry.head.published.map(of_stamp);
    let updated = entry.head.updated.filter(|stamp| site.has_come(*stamp));
    let stated = published.max(updated.map(of_stamp));
    // What tells of other things does not change with their time, what is cancelled not with its own.
    let lives = entry.kind.timeline != TimelineShape::None && !site.is_void(ix);
    let updated = if lives { stated.max(own(ix, site)) } else { stated.or_else(|| own(ix, site)) };
    updated.map(|updated| Moments { published, updated })
}

/// When its own time began, or ended if that is past; none for what is still to come.
fn own(ix: EntryIx, site: &Site) -> Option<DateTime> {
    let (start, end) = site.entry(ix).facets.when.as_ref()?.value.bounds();
    let began = start.map(|bound| of_bound(bound, bound.point.first_day()));
    match site.phase(ix) {
        Phase::Before => None,
        Phase::During => began,
        Phase::After => end.map(|bound| of_bound(bound, bound.point.last_day())).or(began),
    }
}

fn of_bound(bound: Bound, day: Date) -> DateTime {
    match bound.point {
        Point::Instant(at) => at,
        _ => day.to_datetime(NOON),
    }
}

fn of_stamp(stamp: Stamp) -> DateTime {
    if stamp.day_only { stamp.date().to_datetime(NOON) } else { stamp.at }
}

/// A moment of the site's clock with its offset, as RFC 3339 wants it. Where the offset is no whole number of minutes,
/// as of local mean time before about 1920, the same moment in UTC.
pub(super) fn rfc3339(at: DateTime, timezone: &TimeZone) -> String {
    const PLAIN: &str = "%Y-%m-%dT%H:%M:%S";
    match at.to_zoned(timezone.clone()) {
        Ok(zoned) if zoned.offset().seconds() % 60 == 0 => zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        Ok(zoned) => format!("{}Z", zoned.with_time_zone(TimeZone::UTC).strftime(PLAIN)),
        Err(_) => format!("{}Z", at.strftime(PLAIN)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};

    use super::*;

    #[test]
    fn offsets_are_those_of_the_season() {
        let warsaw = TimeZone::get("Europe/Warsaw").unwrap();
        let at = |at: DateTime| rfc3339(at, &warsaw);
        assert_eq!(at(datetime(2024, 1, 15, 12, 0, 0, 0)), "2024-01-15T12:00:00+01:00");
        assert_eq!(at(datetime(2024, 7, 15, 8, 5, 0, 0)), "2024-07-15T08:05:00+02:00");
        // The hour that is left out in spring.
        assert_eq!(at(datetime(2024, 3, 31, 2, 30, 0, 0)), "2024-03-31T03:30:00+02:00");
        let new_york = TimeZone::get("America/New_York").unwrap();
        assert_eq!(rfc3339(datetime(1880, 1, 1, 12, 0, 0, 0), &new_york), "1880-01-01T16:56:02Z");
    }

    #[test]
    fn days_are_told_as_their_noon() {
        let day = |day_only| Stamp { at: datetime(2024, 6, 7, 0, 0, 0, 0), day_only };
        assert_eq!(of_stamp(day(true)), datetime(2024, 6, 7, 12, 0, 0, 0));
        assert_eq!(of_stamp(day(false)), datetime(2024, 6, 7, 0, 0, 0, 0));
        let month = Bound::exact(Point::Month { year: 2024, month: 6 });
        assert_eq!(of_bound(month, date(2024, 6, 30)), datetime(2024, 6, 30, 12, 0, 0, 0));
    }
}
