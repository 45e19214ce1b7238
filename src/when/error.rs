//! [`WhenError`]: what is wrong with a written time, said to someone who does not program.

use std::fmt;

use jiff::civil::Date;

/// Why a text is not a time, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhenError {
    /// What is wrong, a sentence without a full stop.
    pub message: String,
    /// How to put it right, in general.
    pub hint: Option<String>,
    /// The exact text to paste in place of the wrong one. It always parses.
    pub suggestion: Option<String>,
}

impl WhenError {
    pub(super) fn new(message: impl Into<String>) -> WhenError {
        WhenError { message: message.into(), hint: None, suggestion: None }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> WhenError {
        self.hint = Some(hint.into());
        self
    }

    pub(super) fn suggest(mut self, suggestion: impl Into<String>) -> WhenError {
        self.suggestion = Some(suggestion.into());
        self
    }
}

impl fmt::Display for WhenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, "; {hint}")?;
        }
        match &self.suggestion {
            Some(suggestion) => write!(f, "; write `{suggestion}`"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for WhenError {}

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

/// The day, or an error that says which part of it does not exist. The year has at most four digits.
pub(super) fn checked_day(year: i16, month: i8, day: i8) -> Result<Date, WhenError> {
    checked_month(year, month)?;
    Date::new(year, month, day).map_err(|_| {
        let name = month_name(month);
        let length = Date::new(year, month, 1).map_or(31, |first| first.days_in_month());
        WhenError::new(format!("{day} {name} does not exist; {name} {year} has {length} days"))
    })
}

/// Fails unless there is such a month.
pub(super) fn checked_month(year: i16, month: i8) -> Result<(), WhenError> {
    match month {
        1..=12 if (0..=9999).contains(&year) => Ok(()),
        _ => Err(WhenError::new(format!("there is no month {month:02}; months are 01 to 12"))),
    }
}

fn month_name(month: i8) -> &'static str {
    usize::try_from(month).ok().and_then(|m| MONTHS.get(m.checked_sub(1)?)).copied().unwrap_or("that month")
}
