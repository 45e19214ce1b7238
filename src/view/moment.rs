//! Moments of the site's clock for programs: [`iso`], and whether an end [`is_later`] than its start.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::when::{Bound, Point};

/// A moment with its offset, `2024-06-07T10:00+02:00` (ISO 8601); none for one that no clock can tell. Offsets are
/// whole minutes, as RFC 3339 (§5.6) wants; local mean times of before about 1920 are rounded to them.
pub(super) fn iso(at: DateTime, timezone: &TimeZone) -> Option<String> {
    let zoned = at.to_zoned(timezone.clone()).ok()?;
    let seconds = zoned.offset().seconds();
    let minutes = (seconds.abs() + 30) / 60;
    let sign = if seconds < 0 && minutes > 0 { '-' } else { '+' };
    let offset = format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60);
    Some(format!("{}{offset}", zoned.strftime("%Y-%m-%dT%H:%M")))
}

/// False for an end that is a moment not after the start: where the clock is put forward two times may become one, or
/// change places. Of anything less precise it is true.
pub(super) fn is_later(end: Bound, start: Option<Bound>, timezone: &TimeZone) -> bool {
    let (Some(Point::Instant(start)), Point::Instant(end)) = (start.map(|start| start.point), end.point)
    else {
        return true;
    };
    match (start.to_zoned(timezone.clone()), end.to_zoned(timezone.clone())) {
        (Ok(start), Ok(end)) => end.timestamp() > start.timestamp(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};

    use super::*;

    #[test]
    fn offsets_are_whole_minutes() {
        let told = |at: DateTime, zone: &str| iso(at, &TimeZone::get(zone).unwrap());
        let told = |at, zone| told(at, zone).unwrap_or_default();
        assert_eq!(told(datetime(2024, 6, 7, 10, 0, 0, 0), "Europe/Warsaw"), "2024-06-07T10:00+02:00");
        assert_eq!(told(datetime(1880, 1, 1, 12, 0, 0, 0), "America/New_York"), "1880-01-01T12:00-04:56");
        assert_eq!(told(datetime(2024, 6, 7, 10, 0, 0, 0), "UTC"), "2024-06-07T10:00+00:00");
        assert_eq!(told(DateTime::MAX, "America/New_York"), "", "no clock can tell it");
    }

    #[test]
    fn an_end_is_after_its_start() {
        let warsaw = TimeZone::get("Europe/Warsaw").unwrap();
        let at = |hour, minute| Bound::exact(Point::Instant(date(2024, 3, 31).at(hour, minute, 0, 0)));
        assert!(is_later(at(5, 0), Some(at(2, 30)), &warsaw));
        assert!(!is_later(at(3, 15), Some(at(2, 30)), &warsaw), "2:30 is 3:30 that day");
        let day = Bound::exact(Point::Day(date(2024, 3, 31)));
        assert!(is_later(day, Some(at(2, 30)), &warsaw) && is_later(day, None, &warsaw));
    }
}
