//! [`WhenError`]: what is wrong with a written time, said to someone who does not program.

use std::fmt;

use jiff::civil::Date;

use crate::words;
use crate::words::Words;

/// Why a text is not a time, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhenError {
    /// What is wrong, a sentence without a full stop.
    pub message: Words,
    /// How to put it right, in general.
    pub hint: Option<Box<Words>>,
    /// The exact text to paste in place of the wrong one. It always parses.
    pub suggestion: Option<String>,
    /// True when nothing else can have been meant than the suggestion.
    pub sure: bool,
}

impl WhenError {
    pub(super) fn new(message: impl Into<Words>) -> WhenError {
        WhenError { message: message.into(), hint: None, suggestion: None, sure: false }
    }

    pub(super) fn hint(mut self, hint: impl Into<Words>) -> WhenError {
        self.hint = Some(Box::new(hint.into()));
        self
    }

    pub(super) fn suggest(mut self, suggestion: impl Into<String>) -> WhenError {
        self.suggestion = Some(suggestion.into());
        self
    }
}

impl fmt::Display for WhenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told().en)
    }
}

impl std::error::Error for WhenError {}

impl WhenError {
    /// All of it in one sentence, for places that have no room for hints.
    pub fn told(&self) -> Words {
        let (message, hint) = (&self.message, &self.hint);
        let told = match hint {
            Some(hint) => words!("{message}; {hint}", "{message}; {hint}", message, hint),
            None => message.clone(),
        };
        match &self.suggestion {
            Some(form) => words!("{told}; write `{form}`", "{told}; wpisz `{form}`", told),
            None => told,
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const MIESIACE: [(&str, &str); 12] = [
    ("styczeń", "stycznia"),
    ("luty", "lutego"),
    ("marzec", "marca"),
    ("kwiecień", "kwietnia"),
    ("maj", "maja"),
    ("czerwiec", "czerwca"),
    ("lipiec", "lipca"),
    ("sierpień", "sierpnia"),
    ("wrzesień", "września"),
    ("październik", "października"),
    ("listopad", "listopada"),
    ("grudzień", "grudnia"),
];

/// The day, or an error that says which part of it does not exist. The year has at most four digits.
pub(super) fn checked_day(year: i16, month: i8, day: i8) -> Result<Date, WhenError> {
    checked_month(year, month)?;
    Date::new(year, month, day).map_err(|_| {
        let length = Date::new(year, month, 1).map_or(31, |first| first.days_in_month());
        // The month exists: it was checked above.
        let at = usize::try_from(month - 1).unwrap_or_default().min(11);
        let (name, (nazwa, nazwy)) = (MONTHS[at], MIESIACE[at]);
        WhenError::new(words!(
            "{day} {name} does not exist; {name} {year} has {length} days",
            "{day} {nazwy} nie istnieje; {nazwa} {year} ma {length} dni",
        ))
    })
}

/// Fails unless there is such a month.
pub(super) fn checked_month(year: i16, month: i8) -> Result<(), WhenError> {
    match month {
        1..=12 if (0..=9999).contains(&year) => Ok(()),
        _ => Err(WhenError::new(words!(
            "there is no month {month:02}; months are 01 to 12",
            "nie ma miesiąca {month:02}; miesiące to 01–12",
        ))),
    }
}
