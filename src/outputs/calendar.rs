//! The calendar page: what is coming, what is under way, and how to have it in one's own calendar.

use serde::Serialize;

use super::{Output, PlanBuilder, RenderCx, Subject, ical};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::entry::Status;
use crate::kinds::{KINDS, TimelineShape};
use crate::path::Url;
use crate::site::{EntryIx, Site};
use crate::theme::Theme;
use crate::view::{Card, LinkView, TimelineView};
use crate::when::Phase;

/// The name of its segment and text.
const SECTION: &str = "calendar";

/// The output.
pub(super) struct Calendar;

/// What the template sees as `calendar`.
#[derive(Serialize)]
struct CalendarView {
    /// Events and forums that are not over, soonest first.
    upcoming: TimelineView,
    /// Cards of what was put off within the last year, has no new date, and whose old one is past.
    postponed: Vec<Card>,
    /// Cards of programmes and stages under way whose time is not over.
    running: Vec<Card>,
    /// Where the past is to be found.
    past: Option<LinkView>,
    /// The calendar to subscribe to.
    current: SubscriptionView,
    /// The calendar of all years.
    archive: SubscriptionView,
    /// Calendars of programmes, in the order of their index.
    programmes: Vec<SubscriptionView>,
}

/// A calendar for other programs.
#[derive(Serialize)]
struct SubscriptionView {
    /// What it is the calendar of; empty for those of the site.
    title: String,
    /// Its address from the site's root.
    url: String,
    /// Its whole address; none where the site does not know its own.
    address: Option<String>,
    /// The same for programs that subscribe when it is followed (`webcal:`).
    webcal: Option<String>,
}

impl SubscriptionView {
    fn new(title: String, url: &Url, cx: &RenderCx<'_>) -> Self {
        let address = cx.canonical_href(url);
        let bare = address.as_ref().and_then(|address| address.split_once("://"));
        let webcal = bare.map(|(_, rest)| format!("webcal://{rest}"));
        Self { title, url: url.href(), address, webcal }
    }
}

impl Output for Calendar {
    fn name(&self) -> &'static str {
        "calendar"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        plan.section(SECTION, &site.section(SECTION), Subject::Site);
    }

    fn render(&self, _: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let site = cx.site;
        let is_bar = |ix: &EntryIx| site.entry(*ix).kind.timeline == TimelineShape::Bar;
        let upcoming: Vec<EntryIx> =
            site.dated(SECTION).filter(|ix| !is_bar(ix) && site.phase(*ix) != Phase::After).collect();
        // A time that is over outweighs an author's word that nobody has changed since.
        let running: Vec<EntryIx> = site
            .dated(SECTION)
            .filter(|ix| is_bar(ix) && site.is_under_way(*ix) && site.phase(*ix) != Phase::After)
            .collect();
        let year_ago = site.today().checked_sub(jiff::Span::new().years(1)).unwrap_or(site.today());
        let waiting = |ix: &EntryIx| {
            let postponed = site.status(*ix) == Some(Status::Postponed) && site.is_void(*ix);
            let recent = site.entry(*ix).last_day().is_some_and(|day| day >= year_ago);
            postponed && recent && site.phase(*ix) == Phase::After
        };
        let postponed: Vec<EntryIx> = site.dated(SECTION).filter(waiting).collect();
        let view = CalendarView {
            postponed: cx.cards(&postponed),
            upcoming: TimelineView::of(&upcoming, site, cx.views),
            running: cx.cards(&running),
            past: (!site.years().is_empty()).then(|| cx.section_crumb("archive")),
            current: SubscriptionView::new(String::new(), &ical::current_url(site), cx),
            archive: SubscriptionView::new(String::new(), &ical::archive_url(site), cx),
            programmes: programmes(cx),
        };
        let url = site.section(SECTION);
        let page = cx.page_view("calendar", cx.text("sections.calendar", &[]), &url, vec![cx.home_crumb()]);
        cx.page("calendar.html", page, "calendar", &view)
    }
}

/// Calendars of what lasts and is not hidden from here.
fn programmes(cx: &RenderCx<'_>) -> Vec<SubscriptionView> {
    let site = cx.site;
    let undertakings = KINDS.into_iter().filter(|kind| kind.is_undertaking());
    let entries = undertakings.flat_map(|kind| site.of_kind(kind).iter().copied());
    entries
        .filter(|ix| site.is_listed(*ix, SECTION) && ical::has_calendar(*ix, site))
        .map(|ix| {
            let title = cx.views.text(&site.entry(ix).head.title);
            SubscriptionView::new(title, &ical::entry_url(ix, site), cx)
        })
        .collect()
}
