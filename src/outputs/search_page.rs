//! The search page. Without a script it lists the indices; a script looks up what is typed in the files of
//! `search_index`.

use serde::Serialize;

use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::site::Site;
use crate::theme::Theme;

/// The name of its segment and text.
const SECTION: &str = "search";

/// The output.
pub(super) struct SearchPage;

/// What the template sees as `search`.
#[derive(Serialize)]
struct SearchView {
    /// The folder of the files that are searched, from the site's root.
    files: String,
    /// The facets by which results can be narrowed down: kind, year, programme, place.
    facets: Vec<&'static str>,
}

impl Output for SearchPage {
    fn name(&self) -> &'static str {
        "search-page"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        plan.section(SECTION, &site.section(SECTION), Subject::Site);
    }

    fn render(&self, _: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let view = SearchView { files: folder(cx.site), facets: vec!["kind", "year", "programme", "place"] };
        let url = cx.site.section(SECTION);
        let page = cx.page_view("search", cx.text("sections.search", &[]), &url, vec![cx.home_crumb()]);
        cx.page("search.html", page, "search", &view)
    }
}

/// The folder of the files that are searched.
pub(super) fn folder(site: &Site) -> String {
    format!("{}index/", site.section(SECTION).as_str())
}
