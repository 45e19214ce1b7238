//! Series of forums: an index, and a page for each with its editions side by side.

use serde::Serialize;

use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::site::Site;
use crate::theme::Theme;
use crate::view::Card;
use crate::words;

/// The name of its segment and text.
const SECTION: &str = "series";

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
        let view = SeriesView { title: title.clone(), name, editions: cx.views.cards(&term.entries) };
        let crumbs = vec![cx.home_crumb(), cx.section_crumb(SECTION)];
        cx.page("series.html", cx.page_view("edition-series", title, &term.url, crumbs), "series", &view)
    }
}
