//! Series of forums: an index, and a page for each with its editions side by side.

use serde::Serialize;

use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::site::{Site, Term};
use crate::theme::Theme;
use crate::view::linked::{self, LinkedCx, Thing};
use crate::view::{Card, PageView};
use crate::words;

/// The name of its segment and text.
const SECTION: &str = "series";

/// Most editions that the series tells machines of.
const MOST_EDITIONS: usize = 50;

/// The output.
pub(super) struct Series;

/// What the template sees as `series`.
#[derive(Serialize)]
struct SeriesView {
    /// The title of the page.
    title: String,
    /// The series.
    name: String,
    /// Cards of its editions, newest first.
    editions: Vec<Card>,
}

impl Output for Series {
    fn name(&self) -> &'static str {
        "series"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        if site.series().is_empty() {
            return;
        }
        plan.section(SECTION, &site.section(SECTION), Subject::Site);
        for (at, term) in site.series().iter().enumerate() {
            let name = &term.name;
            plan.page(
                &term.url,
                Subject::Series(at),
                words!("the page of the series “{name}”", "strona serii „{name}”"),
            );
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let term = match subject {
            Subject::Series(at) => cx.site.series().get(*at),
            _ => None,
        };
        let Some(term) = term else {
            return super::topics::index(SECTION, cx.site.series(), cx);
        };
        let name = cx.views.text(&term.name);
        let title = cx.text("titles.series", &[("name", &name)]);
        let view = SeriesView { title: title.clone(), name, editions: cx.cards(&term.entries) };
        let crumbs = vec![cx.home_crumb(), cx.section_crumb(SECTION)];
        let things = vec![thing(term, view.name.clone(), cx)];
        let page = PageView { things, ..cx.page_view("edition-series", title, &term.url, crumbs) };
        cx.page("series.html", page, "series", &view)
    }
}

/// The series with its newest editions, for machines.
fn thing(term: &Term, name: String, cx: &RenderCx<'_>) -> Thing {
    let root = term.url.to_root();
    let mut series = linked::series(name, linked::address(&cx.site.config, &root, &term.url.href()));
    let editions = term.entries.iter().take(MOST_EDITIONS);
    series.set_all("subEvent", editions.filter_map(|ix| LinkedCx::new(cx.view_cx(*ix), &root).dated(*ix)));
    series
}
