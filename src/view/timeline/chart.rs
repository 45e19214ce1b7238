//! [`ChartView`]: an entry and its members on a horizontal axis, a row each, in the order of time.

use jiff::civil::Date;
use serde::Serialize;

use super::axis::{Axis, TickView, classes};
use super::extent::{Edge, Extent};
use super::today::{Spot, spot};
use super::{MomentView, Row, TodayView, moments};
use crate::kinds::TimelineShape;
use crate::site::{EntryIx, Site};
use crate::view::{Card, Views};

/// Most rows of a chart; where there are more, only what lasts has a row, and a list beside the chart has all.
const ROWS: usize = 60;

/// A chart: an ordered list whose rows carry their places as classes.
#[derive(Debug, Serialize)]
pub struct ChartView {
    /// The first day of the axis, ISO 8601.
    pub first: String,
    /// The last day of the axis, ISO 8601.
    pub last: String,
    /// Marks of the axis, in order.
    pub ticks: Vec<TickView>,
    /// The whole entry's own time as classes of place and ends; none where its time is not known.
    pub period: Option<String>,
    /// How many lanes run beside the rows where there is no room for an axis, 0 to 4.
    pub lanes: usize,
    /// Its members with a time.
    pub entries: Vec<MomentView>,
    /// Cards of members that have no time yet but would stand on the axis.
    pub undated: Vec<Card>,
    /// The mark of today; none where the whole axis is past.
    pub today: Option<TodayView>,
    /// False when members that do not last were left out, for there are too many.
    pub whole: bool,
}

impl ChartView {
    /// The chart of an entry's members, which are in the order of time; `None` when fewer than two of them have one,
    /// or all is on one day.
    pub fn of(ix: EntryIx, members: &[EntryIx], site: &Site, views: &Views) -> Option<Self> {
        let dated: Vec<EntryIx> =
            members.iter().copied().filter(|member| site.is_on_timeline(*member)).collect();
        if dated.len() < 2 {
            return None;
        }
        let own = site.entry(ix).facets.when.as_ref().and_then(|_| Extent::of(site.entry(ix)));
        let chart = Self::new(dated, own, site, views)?;
        Some(Self { undated: undated(members, site, views), ..chart })
    }

    /// The chart of entries in the order given; `None` when there are none.
    pub fn of_entries(entries: &[EntryIx], site: &Site, views: &Views) -> Option<Self> {
        Self::new(entries.to_vec(), None, site, views)
    }

    fn new(mut dated: Vec<EntryIx>, own: Option<Extent>, site: &Site, views: &Views) -> Option<Self> {
        let whole = dated.len() <= ROWS;
        if !whole {
            dated.retain(|member| site.entry(*member).kind.timeline != TimelineShape::Point);
            dated.truncate(ROWS);
        }
        let (rows, mut entries, lanes) = moments(&dated, site, views);
        let extents: Vec<Extent> = rows.iter().filter_map(|row| row.extent).collect();
        if extents.is_empty() {
            return None;
        }
        let axis = axis(extents.iter().chain(own.as_ref()), site.today())?;
        let (first, last) = axis.days();
        if first == last {
            return None;
        }
        // Without headings the top of the list is its first row.
        if let Some(first) = entries.first_mut().filter(|_| spot(&rows, site.today()) == Some(Spot::Top)) {
            first.today = Some("before");
        }
        for (moment, extent) in entries.iter_mut().zip(&extents) {
            let place = place(&axis, extent);
            let day = if extent.is_a_day() { "is-day" } else { "" };
            let marks = [place.as_str(), day, moment.marks.as_str()];
            moment.marks = marks.into_iter().filter(|mark| !mark.is_empty()).collect::<Vec<_>>().join(" ");
        }
        let today = site.today();
        let of_own = || TodayView::of(&[Row { extent: own, wide: false }], site);
        let today_view = TodayView::of(&rows, site).or_else(of_own).map(|view| TodayView {
            first: first.to_string(),
            last: Some(last.to_string()),
            shown: (first..=last).contains(&today),
            place: Some(classes("from", axis.at(today).clamp(0, 1000))),
            ..view
        });
        Some(Self {
            first: first.to_string(),
            last: last.to_string(),
            ticks: axis.ticks(&site.locale),
            period: own.map(|own| {
                let ends = own.classes();
                std::iter::once(place(&axis, &own).as_str()).chain(ends).collect::<Vec<_>>().join(" ")
            }),
            lanes: lanes.lanes,
            entries,
            undated: Vec::new(),
            today: today_view,
            whole,
        })
    }
}

/// An axis on which everything has its place. What is open and has begun reaches the day of the build.
fn axis<'e>(extents: impl Iterator<Item = &'e Extent>, today: Date) -> Option<Axis> {
    let mut days: Option<(Date, Date)> = None;
    for extent in extents {
        let known =
            [extent.first, extent.last, extent.last_as_of(today).filter(|_| extent.end == Edge::Open)];
        for day in known.into_iter().flatten() {
            let (first, last) = days.unwrap_or((day, day));
            days = Some((first.min(day), last.max(day)));
        }
    }
    days.map(|(first, last)| Axis::new(first, last))
}

/// A place on the axis as classes.
fn place(axis: &Axis, extent: &Extent) -> String {
    let (start, length) = axis.place(extent);
    let parts = [classes("from", start), classes("len", length)];
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}

/// Cards of members of kinds with a place on timelines that have no time yet, in the author's order.
fn undated(members: &[EntryIx], site: &Site, views: &Views) -> Vec<Card> {
    let lacks = |ix: &&EntryIx| {
        let entry = site.entry(**ix);
        let has_shape = entry.kind.timeline != TimelineShape::None;
        has_shape && entry.facets.when.is_none() && site.is_listed(**ix, "timeline")
    };
    let mut found: Vec<EntryIx> = members.iter().filter(lacks).copied().collect();
    found.sort_by_key(|ix| site.entry(*ix).facets.order.unwrap_or(i64::MAX));
    views.cards(&found, site)
}
