//! The site's timeline: everything that has a time, by year and month; a page a year when it is long.

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
    /// The year before in the order of the page.
    previous: Option<LinkView>,
    /// The year after in the order of the page.
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
        for (year, _) in own_pages(site) {
            plan.page(
                &year_url(site, year),
                Subject::Period(year, None),
                words!("the timeline of {year}", "oś czasu roku {year}"),
            );
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let only = match subject {
            Subject::Period(year, _) => Some(*year),
            _ => None,
        };
        let split = own_pages(cx.site);
        let shown: Vec<EntryIx> = match only {
            None if split.is_empty() => in_order(cx.site).map(|(ix, _)| ix).collect(),
            _ => in_order(cx.site).filter(|(_, year)| *year == only).map(|(ix, _)| ix).collect(),
        };
        let link = |year: i16| LinkView {
            title: year.to_string(),
            url: Some(year_url(cx.site, year).as_str().to_owned()),
        };
        let place = split.iter().position(|(year, _)| Some(*year) == only);
        let near = |step: isize| {
            let at = place?.checked_add_signed(step)?;
            split.get(at).map(|(year, _)| link(*year))
        };
        let view = ChronologyView {
            timeline: TimelineView::with_filters(&shown, cx.site, cx.views),
            section: cx.site.section(SECTION).as_str().to_owned(),
            years: split
                .iter()
                .map(|(year, count)| Choice {
                    heading: year.to_string(),
                    url: year_url(cx.site, *year).as_str().to_owned(),
                    count: *count,
                    current: Some(*year) == only,
                })
                .collect(),
            previous: near(-1),
            next: near(1),
            oldest_first: cx.site.config.timeline_oldest_first,
        };
        let title = cx.text("sections.timeline", &[]);
        let (title, url, crumbs) = match only {
            None => (title, cx.site.section(SECTION), vec![cx.home_crumb()]),
            Some(year) => (
                cx.text("titles.timeline_year", &[("year", &year.to_string())]),
                year_url(cx.site, year),
                vec![cx.home_crumb(), cx.section_crumb(SECTION)],
            ),
        };
        cx.page("timeline.html", cx.page_view("timeline", title, &url, crumbs), "chronology", &view)
    }
}

/// Everything with a time and the year it is filed under, in the order the site wants.
fn in_order<'s>(site: &'s Site) -> Box<dyn Iterator<Item = (EntryIx, Option<i16>)> + 's> {
    let entries = site.dated_by_year(SECTION);
    if site.config.timeline_oldest_first { Box::new(entries) } else { Box::new(entries.rev()) }
}

fn year_url(site: &Site, year: i16) -> Url {
    site.section(SECTION).child(&year.to_string())
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
