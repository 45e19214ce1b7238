//! [`TimelineView`]: entries by year and month.

use serde::Serialize;

use super::{Card, Views};
use crate::site::{EntryIx, Site};

/// Entries by year and month, in the order given.
#[derive(Debug, Serialize)]
pub struct TimelineView {
    /// Years that have entries.
    pub years: Vec<TimelineYear>,
    /// Entries in all.
    pub count: usize,
}

/// A year of a timeline.
#[derive(Debug, Serialize)]
pub struct TimelineYear {
    /// The year; none for entries whose time has no known start or end.
    pub year: Option<i16>,
    /// Entries of the year.
    pub count: usize,
    /// Its months.
    pub months: Vec<TimelineMonth>,
}

/// A month of a timeline.
#[derive(Debug, Serialize)]
pub struct TimelineMonth {
    /// Its number; none for entries known by the year alone.
    pub month: Option<i8>,
    /// In words: „kwiecień 2020”.
    pub heading: Option<String>,
    /// Cards, in order.
    pub entries: Vec<Card>,
}

impl TimelineView {
    /// Groups entries that are already in order.
    pub fn of(entries: &[EntryIx], site: &Site<'_>, views: &Views) -> Self {
        let mut years: Vec<TimelineYear> = Vec::new();
        for ix in entries {
            let entry = site.entry(*ix);
            let first = entry.first_day();
            let year = first.map(|day| day.year());
            let month = first.map(|day| day.month()).filter(|_| entry.month_is_known());
            if years.last().is_none_or(|last| last.year != year) {
                years.push(TimelineYear { year, count: 0, months: Vec::new() });
            }
            let Some(current) = years.last_mut() else { continue };
            current.count += 1;
            if current.months.last().is_none_or(|last| last.month != month) {
                let heading = year.zip(month).map(|(year, month)| site.locale.month_heading(year, month));
                current.months.push(TimelineMonth { month, heading, entries: Vec::new() });
            }
            if let Some(month) = current.months.last_mut() {
                month.entries.push(views.card(*ix));
            }
        }
        Self { years, count: entries.len() }
    }
}
