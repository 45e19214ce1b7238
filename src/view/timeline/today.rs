//! [`TodayView`]: the mark of today. A build knows only its own day, so the page carries that day in words and a
//! script moves the mark to the reader's; where a timeline is wholly past there is none.

use jiff::civil::Date;
use serde::Serialize;

use super::rails::{Row, runs_backwards};
use crate::site::Site;

/// The mark of today in a list or chart.
#[derive(Debug, Serialize)]
pub struct TodayView {
    /// The day of the build, ISO 8601.
    pub date: String,
    /// The same in words.
    pub text: String,
    /// The first day of the timeline, ISO 8601.
    pub first: String,
    /// The last day of the timeline, ISO 8601; none when it is open, so that the mark always has a place.
    pub last: Option<String>,
    /// False when the day of the build lies before the timeline, so that only a script may come to show it.
    pub shown: bool,
    /// Its place on the axis of a chart, in classes; `None` in lists.
    pub place: Option<String>,
}

impl TodayView {
    /// The mark for rows; `None` where all of them are past.
    pub(super) fn of(rows: &[Row], site: &Site) -> Option<Self> {
        let today = site.today();
        let extents = || rows.iter().filter_map(|row| row.extent);
        let first = extents().filter_map(|extent| extent.day()).min()?;
        let last = extents().filter_map(|extent| extent.last_as_of(today)).max()?;
        let open = extents().any(|extent| extent.last.is_none());
        (last >= today).then(|| Self {
            date: today.to_string(),
            text: site.locale.date(today),
            first: first.to_string(),
            last: (!open).then(|| last.to_string()),
            shown: first <= today,
            place: None,
        })
    }
}

/// Which side of a row the mark stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Spot {
    /// Before the row.
    Before(usize),
    /// After the row.
    After(usize),
    /// Before the list and its headings.
    Top,
}

/// Where the mark stands among rows that run either way: between what has begun and what is to come. Where these
/// are of different months it closes the earlier part of the list, unless the part after it is of the month of
/// today. Undated rows stand last and count for nothing.
pub(super) fn spot(rows: &[Row], today: Date) -> Option<Spot> {
    let days: Vec<Date> = rows.iter().map_while(|row| row.extent.and_then(|extent| extent.day())).collect();
    let newest_first = runs_backwards(rows);
    let is_next = |day: &Date| if newest_first { *day <= today } else { *day > today };
    let next = days.iter().position(is_next).unwrap_or(days.len());
    let month = |day: &Date| (day.year(), day.month());
    let opens_month = days.get(next).map(month) == Some(month(&today));
    match next.checked_sub(1) {
        _ if opens_month => Some(Spot::Before(next)),
        Some(previous) => Some(Spot::After(previous)),
        None => (!days.is_empty()).then_some(Spot::Top),
    }
}
