//! The calendar page: what is coming, and what is under way.

use serde::Serialize;

use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::diag::Diagnostic;
use crate::kinds::TimelineShape;
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
    /// Cards of programmes and stages under way.
    running: Vec<Card>,
    /// Where the past is to be found.
    past: Option<LinkView>,
}

impl Output for Calendar {
    fn name(&self) -> &'static str {
        "calendar"
    }

    fn plan(&self, site: &Site<'_>, _: &Theme, plan: &mut PlanBuilder) {
        plan.section(SECTION, &site.section(SECTION), Subject::Site);
    }

    fn render(&self, _: &Subject, cx: &RenderCx<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        let site = cx.site;
        let is_bar = |ix: &EntryIx| site.entry(*ix).kind.timeline == TimelineShape::Bar;
        let upcoming: Vec<EntryIx> =
            site.dated(SECTION).filter(|ix| !is_bar(ix) && site.phase(*ix) != Phase::After).collect();
        let running: Vec<EntryIx> =
            site.dated(SECTION).filter(|ix| is_bar(ix) && site.is_under_way(*ix)).collect();
        let view = CalendarView {
            upcoming: TimelineView::of(&upcoming, site, cx.views),
            running: cx.views.cards(&running),
            past: (!site.years().is_empty()).then(|| cx.section_crumb("archive")),
        };
        let url = site.section(SECTION);
        let page = cx.page_view("calendar", cx.text("sections.calendar", &[]), &url, vec![cx.home_crumb()]);
        cx.page("calendar.html", page, "calendar", &view)
    }
}
