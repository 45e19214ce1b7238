//! Names and patterns of dates: taken out of ICU4X once, as tables of strings, and filled in by hand afterwards.
//!
//! Filling CLDR's patterns ourselves is what makes ranges possible: "23–24" goes where the pattern has the day.

use std::array;

use icu_calendar::{Date as IcuDate, Gregorian};
use icu_datetime::fieldsets::{E, M, MD, T, YM, YMD};
use icu_datetime::input::Time as IcuTime;
use icu_datetime::preferences::HourCycle;
use icu_datetime::{
    DateTimeFormatterLoadError, DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter,
    NoCalendarFormatter,
};
use icu_locale_core::Locale as LanguageTag;
use jiff::civil::{Date, DateTime, Time};

use super::Locale;
use super::numbers::no_data;
use super::pattern::{Fields, Pattern};
use crate::words;
use crate::words::{Words, phrase};

/// In January 2001 the 1st is a Monday, so day numbers are also weekday numbers.
const SAMPLE_YEAR: i32 = 2001;
/// A day whose number is no month's, to find month names in formatted samples by.
const SAMPLE_DAY: u8 = 25;

/// One language's names and patterns.
#[derive(Debug)]
pub(super) struct DateForms {
    /// As they stand in a date: "kwietnia".
    months: [String; 12],
    /// As they stand alone: "kwiecień".
    months_alone: [String; 12],
    months_short: [String; 12],
    /// Monday first.
    weekdays: [String; 7],
    weekdays_short: [String; 7],
    pub(super) year_month_day: Pattern,
    pub(super) month_day: Pattern,
    year_month: Pattern,
    hour_minute: Pattern,
}

impl DateForms {
    /// Formats a sample of every month and weekday and keeps the names.
    pub(super) fn new(tag: &LanguageTag) -> Result<DateForms, Words> {
        let preferences = preferences(tag)?;
        let failed =
            |error: DateTimeFormatterLoadError| no_data(tag, phrase("date format", "zapisu dat"), error);
        macro_rules! formatter {
            ($fields:expr) => {
                FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(preferences, $fields)
                    .map_err(failed)?
            };
        }
        let months = samples::<12>(|at| (at, SAMPLE_DAY)).ok_or_else(no_samples)?;
        let week = samples::<7>(|at| (1, at)).ok_or_else(no_samples)?;
        let first = &months[0];

        let (alone, short) = (formatter!(M::long()), formatter!(M::medium()));
        let months_alone = months.each_ref().map(|date| alone.format(date).to_string());
        if months_alone[0].starts_with("M0") {
            return Err(words!(
                "the names of the months in the language `{tag}` are not known",
                "nie są znane nazwy miesięcy w języku `{tag}`",
            ));
        }
        let day = formatter!(MD::long());
        let month_day = Pattern::read(&day.format(first).pattern().to_string());
        let in_dates = months.each_ref().map(|date| day.format(date).to_string());
        let in_dates = array::from_fn(|at| {
            let name = month_day.month_in(&in_dates[at], &SAMPLE_DAY.to_string());
            name.unwrap_or(&months_alone[at]).to_owned()
        });
        let (weekday, weekday_short) = (formatter!(E::long()), formatter!(E::short()));
        let clock = NoCalendarFormatter::try_new(preferences, T::hm()).map_err(failed)?;
        Ok(DateForms {
            months: in_dates,
            months_short: months.each_ref().map(|date| short.format(date).to_string()),
            weekdays: week.each_ref().map(|date| weekday.format(date).to_string()),
            weekdays_short: week.each_ref().map(|date| weekday_short.format(date).to_string()),
            year_month_day: Pattern::read(&formatter!(YMD::long()).format(first).pattern().to_string()),
            year_month: Pattern::read(&formatter!(YM::long()).format(first).pattern().to_string()),
            hour_minute: Pattern::read(&clock.format(&IcuTime::start_of_day()).pattern().to_string()),
            month_day,
            months_alone,
        })
    }

    /// The month as it stands in a date; empty for a month that does not exist.
    pub(super) fn month(&self, month: i8) -> &str {
        nth(&self.months, month)
    }

    /// The month as it stands alone; empty for a month that does not exist.
    pub(super) fn month_alone(&self, month: i8) -> &str {
        nth(&self.months_alone, month)
    }

    /// A month and year within a phrase: "około września 2019".
    pub(super) fn month_in_phrase(&self, year: i16, month: i8) -> String {
        self.month_heading_named(year, self.month(month))
    }

    /// A month and year, with this text where the month's name goes.
    pub(super) fn month_heading_named(&self, year: i16, name: &str) -> String {
        let year = year.to_string();
        self.year_month.date(Fields { year: &year, month: name, month_alone: name, day: "" })
    }

    /// A pattern with a month, a day's text (maybe "23–24") and a year in place.
    pub(super) fn fill(&self, pattern: &Pattern, year: i16, month: i8, day: &str) -> String {
        let (year, alone) = (year.to_string(), self.month_alone(month));
        pattern.date(Fields { year: &year, month: self.month(month), month_alone: alone, day })
    }
}

impl Locale {
    /// A day: `7 czerwca 2024`.
    pub fn date(&self, day: Date) -> String {
        let number = day.day().to_string();
        self.dates.fill(&self.dates.year_month_day, day.year(), day.month(), &number)
    }

    /// A clock time, always of 24 hours: `10:00`. Seconds are left out.
    pub fn time(&self, time: Time) -> String {
        self.dates.hour_minute.time(time.hour(), time.minute())
    }

    /// A day and a clock time: `7 czerwca 2024, 10:00`.
    pub fn stamp(&self, moment: DateTime) -> String {
        format!("{}, {}", self.date(moment.date()), self.time(moment.time()))
    }

    /// The weekday's name: `piątek`.
    pub fn weekday(&self, day: Date) -> String {
        nth(&self.dates.weekdays, day.weekday().to_monday_one_offset()).to_owned()
    }

    /// The weekday's name, shortened: `pt.`.
    pub fn weekday_short(&self, day: Date) -> String {
        nth(&self.dates.weekdays_short, day.weekday().to_monday_one_offset()).to_owned()
    }

    /// A month as a heading: `kwiecień 2020`. Empty month name if `month` is not 1 to 12.
    pub fn month_heading(&self, year: i16, month: i8) -> String {
        self.dates.fill(&self.dates.year_month, year, month, "")
    }

    /// A month's name standing alone: `kwiecień`; empty if `month` is not 1 to 12.
    pub fn month_name(&self, month: i8) -> String {
        self.dates.month_alone(month).to_owned()
    }

    /// A month's name shortened, for a date block: `kwi`; empty if `month` is not 1 to 12.
    pub fn month_short(&self, month: i8) -> String {
        nth(&self.dates.months_short, month).to_owned()
    }
}

fn no_samples() -> Words {
    words!("the sample dates do not exist", "przykładowe daty nie istnieją")
}

/// The language as a formatter wants it: Gregorian years, ASCII digits, 24 hours.
fn preferences(tag: &LanguageTag) -> Result<DateTimeFormatterPreferences, Words> {
    let tag = tag.to_string();
    let separator = if tag.contains("-u-") { "-" } else { "-u-" };
    let latin = LanguageTag::try_from_str(&format!("{tag}{separator}nu-latn"))
        .or_else(|_| LanguageTag::try_from_str(&tag))
        .map_err(|_| words!("`{tag}` is not a language tag", "`{tag}` to nie kod języka"))?;
    let mut preferences = DateTimeFormatterPreferences::from(&latin);
    preferences.hour_cycle = Some(HourCycle::H23);
    Ok(preferences)
}

/// Dates of the sample year, from month and day numbers that are made from 1, 2, 3, …
fn samples<const N: usize>(month_and_day: impl Fn(u8) -> (u8, u8)) -> Option<[IcuDate<Gregorian>; N]> {
    let date = |at: u8| {
        let (month, day) = month_and_day(at);
        IcuDate::try_new_gregorian(SAMPLE_YEAR, month, day).ok()
    };
    (1u8..).take(N).map(date).collect::<Option<Vec<_>>>()?.try_into().ok()
}

/// The name of number 1, 2, 3, …
fn nth(names: &[String], number: i8) -> &str {
    let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    at.and_then(|at| names.get(at)).map_or("", String::as_str)
}
