//! The accepted notations, read strictly: [`When::parse`] for a whole value, [`parse_point`] and [`parse_day`] for
//! places that take less.
//!
//! Days, moments, months, years and intervals follow ISO 8601-1:2019; `~` and `..` are EDTF level 1 (ISO 8601-2:2019).
//! An end may leave out what it shares with a full day or moment at the start (`2020-04-23/24`,
//! `2024-06-07T10:00/14:30`). Anything else is an error; `suggest` then looks for the form that was meant.

use jiff::civil::{Date, Time};

use super::error::{checked_day, checked_month};
use super::suggest::{is_sure, suggest};
use super::{Bound, Point, When, WhenError};
use crate::words;
use crate::words::Words;

impl When {
    /// Reads a point or an interval, white space around it ignored.
    ///
    /// # Errors
    /// With the fault in plain words, and, where the text can be understood, the right form to paste.
    pub fn parse(text: &str) -> Result<When, WhenError> {
        strict(text).map_err(|error| suggested(error, text, |form| strict(form).is_ok()))
    }
}

/// Reads a single moment, day, month or year.
///
/// # Errors
/// As [`When::parse`]; also for an interval or an approximate point.
pub fn parse_point(text: &str) -> Result<Point, WhenError> {
    point(text.trim()).map_err(|error| suggested(error, text, |form| point(form).is_ok()))
}

/// Reads a single day, `2024-06-07`.
///
/// # Errors
/// As [`When::parse`]; also for anything that is not one whole day.
pub fn parse_day(text: &str) -> Result<Date, WhenError> {
    day(text).map_err(|error| suggested(error, text, |form| day(form).is_ok()))
}

/// Adds the form that was probably meant, if it would be accepted in this place.
fn suggested(mut error: WhenError, text: &str, accepted: impl Fn(&str) -> bool) -> WhenError {
    error.suggestion = error.suggestion.filter(|form| accepted(form));
    if error.suggestion.is_none() {
        error.suggestion = suggest(text).filter(|form| accepted(form));
        error.sure = error.suggestion.is_some() && is_sure(text);
    }
    error
}

fn day(text: &str) -> Result<Date, WhenError> {
    match point(text.trim())? {
        Point::Day(day) => Ok(day),
        other => {
            let other = other.iso();
            Err(WhenError::new(words!("`{other}` is not a day", "`{other}` to nie jest dzień"))
                .hint(words!("write a day as 2024-06-07", "dzień zapisz tak: 2024-06-07")))
        }
    }
}

/// [`When::parse`] without suggestions, so that `suggest` can check its own.
pub(super) fn strict(text: &str) -> Result<When, WhenError> {
    let text = text.trim();
    let Some((start, end)) = text.split_once('/') else {
        return bound(text).map(When::At);
    };
    let (start, end) = (start.trim(), end.trim());
    if start.is_empty() || end.is_empty() {
        let text = shown(text);
        let message = words!(
            "one end of the interval `{text}` is missing",
            "przedziałowi `{text}` brakuje jednego końca"
        );
        return Err(WhenError::new(message).hint(words!(
            "two dots stand for an open end: 2019-09/.. or ../2019-09",
            "dwie kropki oznaczają otwarty koniec: 2019-09/.. albo ../2019-09",
        )));
    }
    let first = interval_end(start)?;
    let last = match first.and_then(|first| completed(first, end)) {
        Some(full) => interval_end(&full)?,
        None => interval_end(end)?,
    };
    When::span(first, last)
}

/// One side of an interval: `..` is open.
fn interval_end(text: &str) -> Result<Option<Bound>, WhenError> {
    match text {
        ".." => Ok(None),
        _ => bound(text).map(Some),
    }
}

/// An end written short (ISO 8601-1:2019 §5.5.2.2), completed from the start. Only after a day or a moment, where it
/// has one meaning; `2019-07/09` could be July to September or the 9th of July.
fn completed(start: Bound, end: &str) -> Option<String> {
    let start = start.point.is_day_precise().then(|| start.point.iso())?;
    let (day, time) = start.split_once('T').map_or((start.as_str(), None), |(day, time)| (day, Some(time)));
    let shape: String = end.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    match (shape.as_str(), time) {
        ("99", None) => Some(format!("{}-{end}", day.get(..7)?)),
        ("99-99", None) => Some(format!("{}-{end}", day.get(..4)?)),
        ("99:99" | "99:99:99", Some(_)) => Some(format!("{day}T{end}")),
        _ => None,
    }
}

fn bound(text: &str) -> Result<Bound, WhenError> {
    let Some(plain) = text.strip_suffix('~') else {
        return point(text).map(Bound::exact);
    };
    match point(plain.trim_end())? {
        Point::Instant(_) => Err(WhenError::new(words!(
            "a clock time cannot be approximate",
            "godzina nie może być przybliżona",
        ))
        .hint(words!("leave out either the time or the ~", "usuń godzinę albo znak ~"))
        .suggest(plain.trim_end())),
        point => Ok(Bound { point, approximate: true }),
    }
}

fn point(text: &str) -> Result<Point, WhenError> {
    if text.is_empty() {
        return Err(WhenError::new(words!("the date is empty", "data jest pusta")).hint(forms()));
    }
    match text.split_once('T') {
        Some((day, time)) => {
            let Point::Day(day) = date(day).ok_or_else(|| unknown(text))?? else {
                let message =
                    words!("a clock time needs a full day before it", "przed godziną musi stać pełny dzień");
                return Err(WhenError::new(message).hint(forms()));
            };
            Ok(Point::Instant(day.to_datetime(clock(time).ok_or_else(|| unknown(text))??)))
        }
        None => date(text).ok_or_else(|| unknown(text))?,
    }
}

/// `2024-06-07`, `2024-06` or `2024`; `None` if the text has another shape.
fn date(text: &str) -> Option<Result<Point, WhenError>> {
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year] => Some(Ok(Point::Year(number(year, 4)?))),
        [year, month] => {
            let (year, month) = (number(year, 4)?, small(month)?);
            Some(checked_month(year, month).map(|()| Point::Month { year, month }))
        }
        [year, month, day] => {
            let (year, month, day) = (number(year, 4)?, small(month)?, small(day)?);
            Some(checked_day(year, month, day).map(Point::Day))
        }
        _ => None,
    }
}

/// `10:00` or `10:00:30`; `None` if the text has another shape.
fn clock(text: &str) -> Option<Result<Time, WhenError>> {
    if let Some((local, offset)) = split_offset(text) {
        clock(local)?.ok()?;
        let offset = shown(offset);
        let message = words!(
            "the time has an offset from UTC, `{offset}`",
            "godzina ma przesunięcie względem UTC, `{offset}`",
        );
        return Some(Err(WhenError::new(message).hint(words!(
            "leave the offset out: times are in the site's timezone",
            "usuń przesunięcie: godziny są w strefie czasowej witryny",
        ))));
    }
    let parts: Vec<&str> = text.split(':').collect();
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (small(hour)?, small(minute)?, 0),
        [hour, minute, second] => (small(hour)?, small(minute)?, small(second)?),
        _ => return None,
    };
    Some(Time::new(hour, minute, second, 0).map_err(|_| {
        let text = shown(text);
        WhenError::new(words!(
            "there is no time {text}; the day runs from 00:00 to 23:59",
            "nie ma godziny {text}; doba trwa od 00:00 do 23:59",
        ))
    }))
}

/// `10:00+02:00` → `10:00` and `+02:00`. No offset contains another, so this never nests.
pub(super) fn split_offset(time: &str) -> Option<(&str, &str)> {
    time.find(['Z', 'z', '+', '-', '−']).map(|at| time.split_at(at))
}

fn unknown(text: &str) -> WhenError {
    let text = shown(text);
    WhenError::new(words!(
        "`{text}` is not a date in a form kronika reads",
        "`{text}` nie jest datą w zapisie, który kronika rozumie",
    ))
    .hint(forms())
}

/// How times are written.
fn forms() -> Words {
    words!(
        "write a day as 2024-06-07, a moment as 2024-06-07T10:00, a month as 2024-06, a year as 2024, \
         an interval with a slash: 2024-06-07/2024-06-09",
        "dzień zapisz tak: 2024-06-07, godzinę: 2024-06-07T10:00, miesiąc: 2024-06, rok: 2024, \
         przedział z ukośnikiem: 2024-06-07/2024-06-09",
    )
}

/// Exactly `length` ASCII digits.
fn number(text: &str, length: usize) -> Option<i16> {
    (text.len() == length && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn small(text: &str) -> Option<i8> {
    number(text, 2).and_then(|n| i8::try_from(n).ok())
}

/// The text as an error quotes it: one line, not too long.
fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.replace(char::is_control, " ");
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default()),
        None => line,
    }
}
