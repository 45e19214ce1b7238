//! The home page: its own text, what is next, the latest, programmes under way, the last years.

use serde::Serialize;

use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::kinds::{KINDS, Kind, Listing, TimelineShape};
use crate::path::Url;
use crate::site::{EntryIx, Site};
use crate::theme::Theme;
use crate::view::{Card, EntryView, PageView, TimelineView, linked};
use crate::when::Phase;

/// How many entries each list of the home page shows.
const SHORT_LIST: usize = 6;
/// How many entries its timeline shows.
const TIMELINE_LIST: usize = 12;

/// The output.
pub(super) struct Home;

/// What the template sees as `home`.
#[derive(Serialize)]
struct HomeView {
    /// The home page's own text; none without `content/index.md`.
    entry: Option<EntryView>,
    /// Cards of what comes next, soonest first.
    next: Vec<Card>,
    /// Cards of the latest posts, reports and past events, newest first.
    latest: Vec<Card>,
    /// Cards of programmes under way.
    active: Vec<Card>,
    /// The latest of the timeline.
    timeline: TimelineView,
    /// The kinds that have an index.
    kinds: Vec<KindCount>,
}

/// A kind with how many entries it has.
#[derive(Serialize)]
struct KindCount {
    /// The title of its index.
    title: String,
    /// The address of its index from the site's root.
    url: String,
    /// How many entries.
    count: usize,
}

impl Output for Home {
    fn name(&self) -> &'static str {
        "home"
    }

    fn plan(&self, _: &Site, _: &Theme, plan: &mut PlanBuilder) {
        plan.section("home", &Url::page([]), Subject::Site);
    }

    fn render(&self, _: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let site = cx.site;
        let url = Url::page([]);
        let home = site.home();
        let shown = |ix: &EntryIx| site.is_listed(*ix, "home");
        let points: Vec<EntryIx> = site
            .dated("home")
            .filter(|ix| matches!(site.entry(*ix).kind.timeline, TimelineShape::Point | TimelineShape::Band))
            .collect();
        let to_come = |ix: &&EntryIx| site.phase(**ix) != Phase::After;
        let next: Vec<EntryIx> = points.iter().filter(to_come).copied().take(SHORT_LIST).collect();
        let mut latest: Vec<EntryIx> = KINDS
            .iter()
            .filter(|kind| kind.listing == Listing::ByDate && kind.timeline == TimelineShape::None)
            .flat_map(|kind| site.of_kind(kind))
            .copied()
            .chain(points.iter().copied().filter(|ix| site.took_place(*ix)))
            .filter(shown)
            .filter(|ix| site.entry(*ix).first_day().is_some_and(|day| day <= site.today()))
            .collect();
        latest.sort_by_key(|ix| std::cmp::Reverse(site.time_order(*ix)));
        latest.truncate(SHORT_LIST);
        let active: Vec<EntryIx> = site
            .dated("home")
            .filter(|ix| {
                site.entry(*ix).kind.timeline == TimelineShape::Bar && site.entry(*ix).kind.scope.is_none()
            })
            .filter(|ix| site.is_under_way(*ix))
            .collect();
        let mut recent: Vec<EntryIx> = site.dated("timeline").filter(shown).collect();
        recent.reverse();
        recent.truncate(TIMELINE_LIST);
        if site.config.timeline_oldest_first {
            recent.reverse();
        }
        let view = HomeView {
            entry: home.map(|ix| EntryView::new(&cx.view_cx(ix), &url.to_root())).transpose()?,
            next: cx.cards(&next),
            latest: cx.cards(&latest),
            active: cx.cards(&active),
            timeline: TimelineView::of(&recent, site, cx.views),
            kinds: kinds(cx),
        };
        let description = site.config.description.as_deref().map(|text| cx.views.text(text));
        let description = description.or_else(|| home.and_then(|ix| super::entries::description(ix, cx)));
        let title = cx.views.text(&site.config.title);
        let logo = cx.theme.look.logo.as_ref();
        let logo = logo.map(|(path, _)| Url::file(&format!("assets/{path}")).href());
        let things = linked::website(&site.config, title, description.clone(), logo);
        let share = home.map_or_else(|| super::head::share(cx, None), |ix| super::head::share(cx, Some(ix)));
        let page = cx.page_view("home", String::new(), &url, Vec::new());
        let page = PageView { description: description.or(page.description), things, share, ..page };
        cx.page("home.html", page, "home", &view)
    }

    fn template(&self, _: &Subject, _: &Site, _: &Theme) -> Option<String> {
        Some("home.html".to_owned())
    }
}

fn kinds(cx: &RenderCx<'_>) -> Vec<KindCount> {
    let indexed = KINDS.iter().filter(|kind| kind.listing != Listing::None && cx.site.has_kind(kind));
    let view = |kind: &&Kind| KindCount {
        title: cx.text(&format!("kinds.{}.plural", kind.id.0), &[]),
        url: cx.site.section(kind.id.0).as_str().to_owned(),
        count: cx.site.of_kind(kind).len(),
    };
    indexed.map(view).collect()
}
