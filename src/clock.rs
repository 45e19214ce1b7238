//! Today: the one place where the clock and the environment are read. Everything later gets a [`Today`] as
//! a value, so the same input gives the same bytes.

#![allow(clippy::disallowed_methods, reason = "this module exists to read the clock")]

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// The moment a build is true for, on the site's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Today {
    /// The moment up to which something counts as published.
    pub now: DateTime,
}

impl Today {
    /// A whole day, as `--today` gives it: everything of that day is already published.
    pub fn on(date: Date) -> Self {
        Self { now: date.to_datetime(Time::constant(23, 59, 59, 0)) }
    }

    /// `SOURCE_DATE_EPOCH` (reproducible-builds.org, seconds since 1970) where it is set, else the clock.
    pub fn read(timezone: &TimeZone) -> Self {
        let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.trim().parse::<i64>().ok());
        let timestamp = epoch
            .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
            .unwrap_or_else(jiff::Timestamp::now);
        Self { now: timestamp.to_zoned(timezone.clone()).datetime() }
    }

    /// The day.
    pub fn date(&self) -> Date {
        self.now.date()
    }
}

/// How coarse the clock of a disk may be: two seconds (FAT).
pub(crate) const COARSEST: std::time::Duration = std::time::Duration::from_secs(2);

/// True for a moment so near to now that another may bear the same time stamp; also for one in the future.
pub fn is_recent(moment: std::time::SystemTime) -> bool {
    std::time::SystemTime::now().duration_since(moment).map_or(true, |age| age < COARSEST)
}

/// The moment by the clock, to compare the time stamps of files with; never for what a page says.
pub fn moment() -> std::time::SystemTime {
    std::time::SystemTime::now()
}

/// How long ago a moment was; nothing for one in the future.
pub fn age(moment: std::time::SystemTime) -> std::time::Duration {
    std::time::SystemTime::now().duration_since(moment).unwrap_or_default()
}

/// Seconds since 1970 by the clock; for what is kept between two runs, never for what a page says.
pub fn seconds() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

/// Measures how long a command took; used for messages only.
#[derive(Debug)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts now.
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// The time since the start.
    pub fn elapsed(&self) -> std::time::Duration {
        self.0.elapsed()
    }

    /// Milliseconds since the start.
    pub fn milliseconds(&self) -> u128 {
        self.0.elapsed().as_millis()
    }
}
