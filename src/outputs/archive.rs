//! The archive: everything of a year, and of a month.

use serde::Serialize;

use super::timeline::Choice;
use super::{LIST_LIMIT, Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::path::Url;
use crate::site::{EntryIx, Site};
use crate::theme::Theme;
use crate::view::{Card, LinkView};
use crate::words;

/// The name of its segment and text.
const SECTION: &str = "archive";

/// The output.
pub(super) struct Archive;

/// What the template sees as `archive`.
#[derive(Serialize)]
struct ArchiveView {
    /// The title of the page.
    title: String,
    /// Years to choose.
    years: Vec<Choice>,
    /// On the page of all years, each with its months; elsewhere empty.
    overview: Vec<OverviewYear>,
    /// Months of the year to choose.
    months: Vec<Choice>,
    /// Cards of the year or month, oldest first; empty on the page of all years, and on that of a year whose
    /// months hold too many for one page.
    entries: Vec<Card>,
    /// The year or month before.
    previous: Option<LinkView>,
    /// The year or month after.
    next: Option<LinkView>,
    /// The year, on its page and those of its months.
    year: Option<i16>,
    /// The month, on its page.
    month: Option<i8>,
}

/// A year on the page of all years.
#[derive(Serialize)]
struct OverviewYear {
    /// The year.
    year: Choice,
    /// Its months that have entries.
    months: Vec<Choice>,
}

impl Output for Archive {
    fn name(&self) -> &'static str {
        "archive"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        if site.years().is_empty() {
            return;
        }
        plan.section(SECTION, &site.section(SECTION), Subject::Site);
        for (year, month) in periods(site) {
            let words = words!("the archive of {year}", "archiwum roku {year}");
            plan.page(&url_of(site, year, month), Subject::Period(year, month), words);
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let (year, month) = match subject {
            Subject::Period(year, month) => (Some(*year), *month),
            _ => (None, None),
        };
        let months = year.and_then(|year| cx.site.years().get(&year));
        let entries: &[EntryIx] = match (months, month) {
            (Some(index), Some(month)) => index.months.get(&month).map_or(&[], Vec::as_slice),
            (Some(index), None) if index.entries.len() <= LIST_LIMIT => &index.entries,
            _ => &[],
        };
        let title = title(year, month, cx);
        let view = ArchiveView {
            title: title.clone(),
            years: years(year, cx),
            overview: if year.is_none() { overview(cx) } else { Vec::new() },
            months: year.map(|year| months_of(year, month, cx)).unwrap_or_default(),
            entries: cx.cards(entries),
            previous: year.and_then(|year| near(year, month, -1, cx)),
            next: year.and_then(|year| near(year, month, 1, cx)),
            year,
            month,
        };
        let mut crumbs = vec![cx.home_crumb()];
        if year.is_some() {
            crumbs.push(cx.section_crumb(SECTION));
        }
        if let (Some(year), Some(_)) = (year, month) {
            crumbs.push(link(year, None, cx));
        }
        let url = year.map_or_else(|| cx.site.section(SECTION), |year| url_of(cx.site, year, month));
        cx.page("archive.html", cx.page_view("archive", title, &url, crumbs), "archive", &view)
    }
}

/// Every year and month with a page, oldest first, each year before its months.
fn periods(site: &Site) -> Vec<(i16, Option<i8>)> {
    let months = |year: i16, index: &crate::site::Year| -> Vec<(i16, Option<i8>)> {
        index.months.keys().map(|month| (year, Some(*month))).collect()
    };
    site.years()
        .iter()
        .flat_map(|(year, index)| std::iter::once((*year, None)).chain(months(*year, index)))
        .collect()
}

pub(super) fn url_of(site: &Site, year: i16, month: Option<i8>) -> Url {
    let url = site.section(SECTION).child(&format!("{year:04}"));
    month.map_or(url.clone(), |month| url.child(&format!("{month:02}")))
}

fn title(year: Option<i16>, month: Option<i8>, cx: &RenderCx<'_>) -> String {
    match (year, month) {
        (Some(year), Some(month)) => {
            cx.text("titles.archive_month", &[("month", &cx.site.locale.month_heading(year, month))])
        }
        (Some(year), None) => cx.text("titles.archive_year", &[("year", &year.to_string())]),
        _ => cx.text("sections.archive", &[]),
    }
}

fn link(year: i16, month: Option<i8>, cx: &RenderCx<'_>) -> LinkView {
    let title = month.map_or_else(|| year.to_string(), |month| cx.site.locale.month_heading(year, month));
    LinkView { title, url: Some(url_of(cx.site, year, month).as_str().to_owned()) }
}

/// The year or month before or after, among those that have entries.
fn near(year: i16, month: Option<i8>, step: isize, cx: &RenderCx<'_>) -> Option<LinkView> {
    let same_sort: Vec<(i16, Option<i8>)> =
        periods(cx.site).into_iter().filter(|(_, other)| other.is_some() == month.is_some()).collect();
    let at = same_sort.iter().position(|period| *period == (year, month))?.checked_add_signed(step)?;
    same_sort.get(at).map(|(year, month)| link(*year, *month, cx))
}

fn years(current: Option<i16>, cx: &RenderCx<'_>) -> Vec<Choice> {
    let choice = |(year, index): (&i16, &crate::site::Year)| Choice {
        heading: year.to_string(),
        url: url_of(cx.site, *year, None).as_str().to_owned(),
        count: index.entries.len(),
        current: Some(*year) == current,
    };
    cx.site.years().iter().rev().map(choice).collect()
}

fn overview(cx: &RenderCx<'_>) -> Vec<OverviewYear> {
    let of_year =
        |(choice, year): (Choice, &i16)| OverviewYear { year: choice, months: months_of(*year, None, cx) };
    years(None, cx).into_iter().zip(cx.site.years().keys().rev()).map(of_year).collect()
}

fn months_of(year: i16, current: Option<i8>, cx: &RenderCx<'_>) -> Vec<Choice> {
    let Some(index) = cx.site.years().get(&year) else {
        return Vec::new();
    };
    let choice = |(month, entries): (&i8, &Vec<EntryIx>)| Choice {
        heading: cx.site.locale.month_heading(year, *month),
        url: url_of(cx.site, year, Some(*month)).as_str().to_owned(),
        count: entries.len(),
        current: Some(*month) == current,
    };
    index.months.iter().map(choice).collect()
}
