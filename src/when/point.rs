//! A point on the calendar in the precision its author gave it: [`Point`], and [`Bound`] with the "about" mark.

use jiff::civil::{Date, DateTime, Time};

/// A moment, a day, a month or a year (ISO 8601-1:2019 §5.2 and §5.4, extended format).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Point {
    /// A moment in the site's timezone: `2024-06-07T10:00`.
    Instant(DateTime),
    /// A day: `2024-06-07`.
    Day(Date),
    /// Some time in a month: `2019-09`. [`Point::month`] builds it checked.
    Month {
        /// 0 to 9999.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// Some time in a year, 0 to 9999: `2019`.
    Year(i16),
}

impl Point {
    /// A month that exists, or `None`.
    pub fn month(year: i16, month: i8) -> Option<Point> {
        Date::new(year, month, 1).ok().filter(|_| year >= 0).map(|_| Point::Month { year, month })
    }

    /// The first day the point may mean.
    pub fn first_day(&self) -> Date {
        match *self {
            Point::Instant(moment) => moment.date(),
            Point::Day(day) => day,
            Point::Month { year, month } => Date::new(year, month, 1).unwrap_or(Date::MIN),
            Point::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::MIN),
        }
    }

    /// The last day the point may mean.
    pub fn last_day(&self) -> Date {
        match *self {
            Point::Instant(moment) => moment.date(),
            Point::Day(day) => day,
            Point::Month { .. } => self.first_day().last_of_month(),
            Point::Year(_) => self.first_day().last_of_year(),
        }
    }

    /// The first moment the point may mean.
    pub fn earliest(&self) -> DateTime {
        match *self {
            Point::Instant(moment) => moment,
            _ => self.first_day().to_datetime(Time::MIN),
        }
    }

    /// The last moment the point may mean.
    pub fn latest(&self) -> DateTime {
        match *self {
            Point::Instant(moment) => moment,
            _ => self.last_day().to_datetime(Time::MAX),
        }
    }

    /// The clock time, if one was given.
    pub fn time(&self) -> Option<Time> {
        match *self {
            Point::Instant(moment) => Some(moment.time()),
            _ => None,
        }
    }

    /// Whether the point names one day (with or without a time), not a month or year.
    pub fn is_day_precise(&self) -> bool {
        matches!(self, Point::Instant(_) | Point::Day(_))
    }

    /// The ISO 8601 form: `2024-06-07T10:00` (seconds only if there are any), `2024-06-07`, `2019-09`, `2019`.
    pub fn iso(&self) -> String {
        match *self {
            Point::Instant(moment) => {
                let (day, time) = (moment.date(), moment.time());
                let (hour, minute, second) = (time.hour(), time.minute(), time.second());
                match second {
                    0 => format!("{day}T{hour:02}:{minute:02}"),
                    _ => format!("{day}T{hour:02}:{minute:02}:{second:02}"),
                }
            }
            Point::Day(day) => day.to_string(),
            Point::Month { year, month } => format!("{year:04}-{month:02}"),
            Point::Year(year) => format!("{year:04}"),
        }
    }
}

/// A point that stands alone or ends an interval, and whether it is only about right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The point itself.
    pub point: Point,
    /// Written with `~`, "approximate" (EDTF level 1, ISO 8601-2:2019 §8).
    pub approximate: bool,
}

impl Bound {
    /// A bound known for certain.
    pub fn exact(point: Point) -> Bound {
        Bound { point, approximate: false }
    }

    /// The written form: the point's, with `~` if approximate.
    pub fn iso(&self) -> String {
        let mut text = self.point.iso();
        if self.approximate {
            text.push('~');
        }
        text
    }
}
