//! The site's timeline: everything that has a time, by year and month; a page a year when it is long, and of a year
//! that is long itself a page a month.

use serde::Serialize;

use super::{LIST_LIMIT, Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::path::Url;
use crate::site::{EntryIx, Site};
use crate::theme::Theme;
use crate::view::{LinkView, TimelineView};
use crate::words;

/// The name of its segment and text.
const SECTION: &str = "timeline";

/// The output.
pub(super) struct Timeline;

/// A year or month to choose.
#[derive(Serialize)]
pub(super) struct Choice {
    /// In words.
    pub(super) heading: String,
    /// Its address.
    pub(super) url: String,
    /// How many entries.
    pub(super) count: usize,
    /// True for the page's own.
    pub(super) current: bool,
}

/// What the template sees as `chronology`.
#[derive(Serialize)]
struct ChronologyView {
    /// The entries of the page.
    timeline: TimelineView,
    /// Years to choose, when years have pages of their own.
    years: Vec<Choice>,
    /// Months of the year to choose, when they have pages of their own.
    months: Vec<Choice>,
    /// The year or month before in the order of the page.
    previous: Option<LinkView>,
    /// The year or month after in the order of the page.
    next: Option<LinkView>,
    /// The address of the site's timeline from the site's root; the filter goes along to pages below it.
    section: String,
    /// True when the timeline runs from the oldest to the newest.
    oldest_first: bool,
}

impl Output for Timeline {
    fn name(&self) -> &'static str {
        "timeline"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        if site.dated(SECTION).next().is_none() {
            return;
        }
        plan.section(SECTION, &site.section(SECTION), Subject::Site);
        for (year, count) in own_pages(site) {
            let months = months_of(site, year, count);
            for month in std::iter::once(None).chain(months.iter().map(|(month, _)| Some(*month))) {
                plan.page(
                    &url_of(site, year, month),
                    Subject::Period(year, month),
                    words!("the timeline of {year}", "oś czasu roku {year}"),
                );
            }
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let (year, month) = match subject {
            Subject::Period(year, month) => (Some(*year), *month),
            _ => (None, None),
        };
        let split = own_pages(cx.site);
        let months = match split.iter().find(|(own, _)| Some(*own) == year) {
            Some((year, count)) => months_of(cx.site, *year, *count),
            None => Vec::new(),
        };
        let of_month = |ix: EntryIx| months.is_empty() || cx.site.month_of(ix) == month;
        let shown: Vec<EntryIx> = match year {
            None if split.is_empty() => in_order(cx.site).map(|(ix, _)| ix).collect(),
            _ => of_year(cx.site, year).filter(|ix| of_month(*ix)).collect(),
        };
        let view = ChronologyView {
            timeline: TimelineView::with_filters(&shown, cx.site, cx.views),
            section: cx.site.section(SECTION).as_str().to_owned(),
            years: split
                .iter()
                .map(|(own, count)| choice(cx, (*own, None), *count, Some(*own) == year))
                .collect(),
            months: (months.iter().zip(std::iter::repeat(year)))
                .filter_map(|((own, count), year)| {
                    Some(choice(cx, (year?, Some(*own)), *count, Some(*own) == month))
                })
                .collect(),
            previous: near(cx, (year, month), &split, &months, -1),
            next: near(cx, (year, month), &split, &months, 1),
            oldest_first: cx.site.config.timeline_oldest_first,
        };
        let mut crumbs = vec![cx.home_crumb()];
        crumbs.extend(year.map(|_| cx.section_crumb(SECTION)));
        crumbs.extend(year.filter(|_| month.is_some()).map(|year| link(cx, year, None)));
        let (title, url) = match (year, month) {
            (None, _) => (cx.text("sections.timeline", &[]), cx.site.section(SECTION)),
            (Some(year), None) => {
                (cx.text("titles.timeline_year", &[("year", &year.to_string())]), url_of(cx.site, year, None))
            }
            (Some(year), Some(month)) => (
                cx.text("titles.timeline_month", &[("month", &cx.site.locale.month_heading(year, month))]),
                url_of(cx.site, year, Some(month)),
            ),
        };
        cx.page("timeline.html", cx.page_view("timeline", title, &url, crumbs), "chronology", &view)
    }
}

/// What leads to the page of a year or a month.
fn choice(cx: &RenderCx<'_>, (year, month): (i16, Option<i8>), count: usize, current: bool) -> Choice {
    let LinkView { title, url } = link(cx, year, month);
    Choice { heading: title, url: url.unwrap_or_default(), count, current }
}

fn link(cx: &RenderCx<'_>, year: i16, month: Option<i8>) -> LinkView {
    let title = month.map_or_else(|| year.to_string(), |month| cx.site.locale.month_heading(year, month));
    LinkView { title, url: Some(url_of(cx.site, year, month).as_str().to_owned()) }
}

/// The page so many steps on: of a month the next month of its year, or else the next year.
fn near(
    cx: &RenderCx<'_>,
    (year, month): (Option<i16>, Option<i8>),
    years: &[(i16, usize)],
    months: &[(i8, usize)],
    step: isize,
) -> Option<LinkView> {
    let year = year?;
    let of_year = month.and_then(|month| months.iter().position(|(own, _)| *own == month));
    let next = of_year.and_then(|at| at.checked_add_signed(step)).and_then(|at| months.get(at));
    if let Some((month, _)) = next {
        return Some(link(cx, year, Some(*month)));
    }
    let at = years.iter().position(|(own, _)| *own == year)?.checked_add_signed(step)?;
    years.get(at).map(|(year, _)| link(cx, *year, None))
}

/// Everything with a time and the year it is filed under, in the order the site wants.
fn in_order<'s>(site: &'s Site) -> Box<dyn Iterator<Item = (EntryIx, Option<i16>)> + 's> {
    let entries = site.dated_by_year(SECTION);
    if site.config.timeline_oldest_first { Box::new(entries) } else { Box::new(entries.rev()) }
}

/// What is filed under a year, in the order of the page.
fn of_year(site: &Site, year: Option<i16>) -> impl Iterator<Item = EntryIx> + '_ {
    in_order(site).filter(move |(_, of)| *of == year).map(|(ix, _)| ix)
}

fn url_of(site: &Site, year: i16, month: Option<i8>) -> Url {
    let url = site.section(SECTION).child(&year.to_string());
    month.map_or(url.clone(), |month| url.child(&format!("{month:02}")))
}

/// Months with how many entries, in order, when a year of so many entries is too long for one page.
fn months_of(site: &Site, year: i16, count: usize) -> Vec<(i8, usize)> {
    let mut months: Vec<(i8, usize)> = Vec::new();
    if count <= LIST_LIMIT {
        return months;
    }
    for month in of_year(site, Some(year)).filter_map(|ix| site.month_of(ix)) {
        match months.iter_mut().find(|(own, _)| *own == month) {
            Some((_, count)) => *count += 1,
            None => months.push((month, 1)),
        }
    }
    months
}

/// Years with how many entries, in order, when the timeline is too long for one page.
fn own_pages(site: &Site) -> Vec<(i16, usize)> {
    if site.dated(SECTION).count() <= LIST_LIMIT {
        return Vec::new();
    }
    let mut years: Vec<(i16, usize)> = Vec::new();
    for year in in_order(site).filter_map(|(_, year)| year) {
        match years.last_mut() {
            Some((last, count)) if *last == year => *count += 1,
            _ => years.push((year, 1)),
        }
    }
    years
}
