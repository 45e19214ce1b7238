//! The calendar: when something happens, as people write it and as the site needs it.
//!
//! [`When`] is the one type for the `when` field of an entry, for the `period` of a report and for an `as_of`. It is
//! made by [`When::parse`] (text), [`When::from_days`] (a list) or [`When::vague`] (bounds and a label), and it
//! keeps what the author knew: a day stays a day, "about September" never turns into the 1st of September.
//!
//! - `point` – a moment, day, month or year, and its written form
//! - `parse` – the accepted notations: ISO 8601-1 and the parts of EDTF level 1 (ISO 8601-2:2019) people need
//! - `forms` – the same notations as regular expressions
//! - `suggest`, `partial`, `tokens` – the notations people write instead, turned into text to paste
//! - `span` – what the rest of the site asks: first and last day, order, before/during/after
//!
//! Nothing here reads a clock or knows a time zone: all values are civil times of the site's `timezone`, and "today"
//! is an argument.

mod error;
mod forms;
mod parse;
mod partial;
mod point;
mod span;
mod suggest;
#[cfg(test)]
mod tests;
mod tokens;

pub use error::WhenError;
pub use forms::{day_pattern, point_pattern, stamp_pattern, when_pattern};
pub use parse::{parse_day, parse_point};
pub use point::{Bound, Point};
use span::MOST_DAYS;
pub use span::{Phase, SortKey};

use jiff::civil::Date;

use crate::words;
use crate::words::Words;

/// The time something happens, as precisely as its author knew it.
///
/// Build it with [`When::parse`], [`When::at`], [`When::span`], [`When::from_days`] or [`When::vague`], which hold the
/// promises stated at each variant; the variants are public for matching.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum When {
    /// At one point: that day, that moment, some time in that month or year.
    At(Bound),
    /// An interval, both ends included. At least one end is known; the start is never after the end.
    Span {
        /// `None`: open, it began some time before (EDTF level 1, `../2019-09`).
        start: Option<Bound>,
        /// `None`: open, it goes on (EDTF level 1, `2019-09/..`).
        end: Option<Bound>,
    },
    /// Separate days: at least one, ascending, none twice.
    Days(Vec<Date>),
    /// Words for a stretch of time that no notation states, such as "pod koniec września".
    Vague {
        /// The earliest day meant, for sorting and drawing.
        from: Date,
        /// The latest day meant, never before `from`.
        to: Date,
        /// What readers see.
        label: String,
    },
}

impl When {
    /// A single point, known for certain.
    pub fn at(point: Point) -> When {
        When::At(Bound::exact(point))
    }

    /// An interval; `None` is an open end.
    ///
    /// # Errors
    /// When both ends are open, or when the end is before the start; the suggestion then has them swapped.
    pub fn span(start: Option<Bound>, end: Option<Bound>) -> Result<When, WhenError> {
        match (start, end) {
            (None, None) => {
                let message =
                    words!("an interval needs at least one end", "przedział musi mieć choć jeden koniec");
                Err(WhenError::new(message).hint(words!(
                    "write 2019-09/.. for “since September 2019”, ../2019-09 for “until September 2019”",
                    "wpisz 2019-09/.., czyli „od września 2019”, albo ../2019-09, czyli „do września 2019”",
                )))
            }
            (Some(first), Some(last)) if first.point.earliest() > last.point.latest() => {
                let (first, last) = (first.iso(), last.iso());
                let message = words!(
                    "the end ({last}) is before the start ({first})",
                    "koniec ({last}) jest przed początkiem ({first})",
                );
                Err(WhenError::new(message).suggest(format!("{last}/{first}")))
            }
            _ => Ok(When::Span { start, end }),
        }
    }

    /// Separate days, in any order; doubles are dropped. A single day becomes [`When::At`].
    ///
    /// # Errors
    /// When there is no day at all, or more of them than ten years have.
    pub fn from_days(days: &[Date]) -> Result<When, WhenError> {
        let mut days = days.to_vec();
        days.sort_unstable();
        days.dedup();
        match days.as_slice() {
            [] => Err(WhenError::new(words!("the list of days is empty", "lista dni jest pusta"))
                .hint(words!("write [2021-11-29, 2021-12-01]", "wpisz [2021-11-29, 2021-12-01]"))),
            [day] => Ok(When::at(Point::Day(*day))),
            [first, .., last] if days.len() > MOST_DAYS as usize => {
                let count = days.len();
                let message = words!(
                    "this list has {count} days; there may be {MOST_DAYS}",
                    "ta lista ma {count} dni; może być {MOST_DAYS}"
                );
                let hint = words!(
                    "write the first and the last: {first}/{last}",
                    "wpisz pierwszy i ostatni: {first}/{last}"
                );
                Err(WhenError::new(message).hint(hint))
            }
            _ => Ok(When::Days(days)),
        }
    }

    /// A vague time: sorted and drawn by its bounds, shown as its label.
    ///
    /// # Errors
    /// When `to` is before `from`, or when the label is blank.
    pub fn vague(from: Date, to: Date, label: &str) -> Result<When, WhenError> {
        let label = label.trim();
        if label.is_empty() {
            let message = words!(
                "a vague time needs a label, the words that readers see",
                "przybliżony czas wymaga `label:`, czyli słów, które zobaczą czytelnicy",
            );
            return Err(WhenError::new(message)
                .hint(Words::same("{from: 2019-09-21, to: 2019-09-30, label: \"pod koniec września\"}"))
                .suggest(format!("{from}/{to}")));
        }
        if to < from {
            return Err(WhenError::new(words!(
                "`to` ({to}) is before `from` ({from})",
                "`to` ({to}) jest przed `from` ({from})",
            )));
        }
        Ok(When::Vague { from, to, label: label.to_owned() })
    }

    /// The written form, as it would stand in front matter: what [`When::parse`] reads for points and intervals, the
    /// YAML list for days, the YAML map for a vague time.
    pub fn iso(&self) -> String {
        match self {
            When::At(bound) => bound.iso(),
            When::Span { start, end } => {
                let side = |bound: &Option<Bound>| bound.map_or_else(|| "..".to_owned(), |b| b.iso());
                format!("{}/{}", side(start), side(end))
            }
            When::Days(days) => {
                let days: Vec<String> = days.iter().map(Date::to_string).collect();
                format!("[{}]", days.join(", "))
            }
            When::Vague { from, to, label } => {
                // YAML 1.2 §5.7: in double quotes these need a backslash; a label is one line.
                let label = label.replace('\\', "\\\\").replace('"', "\\\"").replace(char::is_control, " ");
                format!("{{from: {from}, to: {to}, label: \"{label}\"}}")
            }
        }
    }

    /// The beginning for `<time datetime>` and data: `2019-09`, `2024-06-07T10:00`; `None` for an open start.
    ///
    /// Approximation marks are left out, since HTML (§4.5.14, the `time` element) has none.
    pub fn start_iso(&self) -> Option<String> {
        self.bounds().0.map(|bound| bound.point.iso())
    }

    /// The end, in the form of [`When::start_iso`]; `None` for a single point, which has no end of its own, and for an
    /// open end.
    pub fn end_iso(&self) -> Option<String> {
        match self {
            When::At(_) => None,
            _ => self.bounds().1.map(|bound| bound.point.iso()),
        }
    }
}
