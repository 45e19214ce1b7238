//! Timelines: [`TimelineView`], a list by year and month, and [`ChartView`], an axis with bars. Both are one ordered
//! list of [`MomentView`]s, drawn by classes alone.
//!
//! - `extent` – how far an entry reaches and how sure its ends are
//! - `rails` – lanes beside a list for what lasts
//! - `axis`, `chart` – ticks and places of a chart
//! - `today` – the mark of today
//! - `filters` – what a timeline can be narrowed down to

mod axis;
mod chart;
mod extent;
mod filters;
mod rails;
#[cfg(test)]
mod tests;
mod today;

use serde::Serialize;

use super::{Card, Shared, Views};
use crate::kinds::TimelineShape;
use crate::site::{EntryIx, Site};

pub use axis::TickView;
pub(super) use axis::{Axis, Mark};
pub use chart::ChartView;
pub use filters::{FiltersView, MatchView, OptionView};
pub use today::TodayView;

use extent::Extent;
use rails::Row;
use today::{Spot, spot};

/// Entries by year and month, in the order given.
#[derive(Debug, Serialize)]
pub struct TimelineView {
    /// Years that have entries.
    pub years: Vec<TimelineYear>,
    /// Entries in all.
    pub count: usize,
    /// How many lanes run beside the list, 0 to 4.
    pub lanes: usize,
    /// The mark of today; none where all entries are past.
    pub today: Option<TodayView>,
    /// True when the mark stands above the first heading.
    pub today_on_top: bool,
    /// What it can be narrowed down to; none where it cannot.
    pub filters: Option<Shared<FiltersView>>,
}

/// A year of a timeline.
#[derive(Debug, Serialize)]
pub struct TimelineYear {
    /// The year; none for entries whose time has no known start or end.
    pub year: Option<i16>,
    /// Entries of the year.
    pub count: usize,
    /// Classes for the lanes that pass from the year before.
    pub rails: String,
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
    /// Classes for the lanes that pass from the month before.
    pub rails: String,
    /// Entries, in order.
    pub entries: Vec<MomentView>,
}

/// An entry on a timeline.
#[derive(Debug, Serialize)]
pub struct MomentView {
    /// Its card.
    pub card: Card,
    /// The day it is filed under, ISO 8601; none for an undated one.
    pub day: Option<String>,
    /// True when an end of its time is not sure.
    pub vague: bool,
    /// Classes: how its ends are drawn (`starts-vague`, `ends-open` …), the lanes beside it, its place in a chart and
    /// there `is-day` for a point.
    pub marks: String,
    /// The words filters find it by; none where there are no filters.
    pub matches: Option<MatchView>,
    /// Where the mark of today stands beside it: before or after; none elsewhere.
    pub today: Option<&'static str>,
}

impl TimelineView {
    /// Groups entries that are already in order.
    pub fn of(entries: &[EntryIx], site: &Site, views: &Views) -> Self {
        let (rows, moments, rails) = moments(entries, site, views);
        let mut years: Vec<TimelineYear> = Vec::new();
        for ((ix, moment), (_, above)) in entries.iter().zip(moments).zip(rails.classes) {
            let entry = site.entry(*ix);
            let first = entry.first_day();
            let year = first.map(|day| day.year());
            let month = first.map(|day| day.month()).filter(|_| entry.month_is_known());
            if years.last().is_none_or(|last| last.year != year) {
                years.push(TimelineYear { year, count: 0, rails: above.clone(), months: Vec::new() });
            }
            let Some(current) = years.last_mut() else { continue };
            current.count += 1;
            if current.months.last().is_none_or(|last| last.month != month) {
                let heading = year.zip(month).map(|(year, month)| site.locale.month_heading(year, month));
                current.months.push(TimelineMonth { month, heading, rails: above, entries: Vec::new() });
            }
            if let Some(month) = current.months.last_mut() {
                month.entries.push(moment);
            }
        }
        Self {
            years,
            count: entries.len(),
            lanes: rails.lanes,
            today: TodayView::of(&rows, site),
            today_on_top: spot(&rows, site.today()) == Some(Spot::Top),
            filters: None,
        }
    }

    /// The same for entries of the site's timeline, with what it can be narrowed down to.
    pub fn with_filters(entries: &[EntryIx], site: &Site, views: &Views) -> Self {
        let mut view = Self::of(entries, site, views);
        let moments =
            view.years.iter_mut().flat_map(|year| &mut year.months).flat_map(|month| &mut month.entries);
        for (moment, ix) in moments.zip(entries) {
            moment.matches = Some(MatchView::of(*ix, site));
        }
        Self { filters: Some(views.filters()), ..view }
    }
}

/// The lanes beside the rows of a list.
struct Lanes {
    /// How many.
    lanes: usize,
    /// Classes of each row, and of what stands above it.
    classes: Vec<(String, String)>,
}

/// Entries as rows, as views with the mark of today in its place, and their lanes.
fn moments(entries: &[EntryIx], site: &Site, views: &Views) -> (Vec<Row>, Vec<MomentView>, Lanes) {
    let row = |ix: &EntryIx| {
        let entry = site.entry(*ix);
        Row { extent: Extent::of(entry), wide: entry.kind.timeline == TimelineShape::Band }
    };
    let rows: Vec<Row> = entries.iter().map(row).collect();
    let rails = rails::rails(&rows, site.today());
    let classes = rails::classes(&rows, &rails);
    let spot = spot(&rows, site.today());
    let moment = |(at, ix): (usize, &EntryIx)| {
        let extent = rows.get(at).and_then(|row| row.extent);
        let ends = extent.map(|extent| extent.classes()).unwrap_or_default();
        let lanes = classes.get(at).map(|(own, _)| own.as_str()).filter(|own| !own.is_empty());
        MomentView {
            card: views.card(*ix, site),
            day: extent.and_then(|extent| extent.day()).map(|day| day.to_string()),
            vague: extent.is_some_and(|extent| extent.is_vague()),
            marks: ends.into_iter().chain(lanes).collect::<Vec<_>>().join(" "),
            matches: None,
            today: match spot {
                Some(Spot::Before(row)) if row == at => Some("before"),
                Some(Spot::After(row)) if row == at => Some("after"),
                _ => None,
            },
        }
    };
    let moments = entries.iter().enumerate().map(moment).collect();
    let lanes = Lanes { lanes: rails::lanes(&rails), classes };
    (rows, moments, lanes)
}
