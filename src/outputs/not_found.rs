//! `404.html`. It is shown at any depth, so its links begin at the host's root.

use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::path::Url;
use crate::site::Site;
use crate::theme::Theme;
use crate::words;

/// The file hosts look for.
const FILE: &str = "404.html";

/// The output.
pub(super) struct NotFound;

impl Output for NotFound {
    fn name(&self) -> &'static str {
        "not-found"
    }

    fn plan(&self, _: &Site, _: &Theme, plan: &mut PlanBuilder) {
        plan.page(
            &Url::file(FILE),
            Subject::Site,
            words!("the page for what is not found", "strona dla brakujących adresów"),
        );
    }

    fn render(&self, _: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let mut page = cx.page_view(
            "not-found",
            cx.text("sections.not_found", &[]),
            &Url::file(FILE),
            vec![cx.home_crumb()],
        );
        page = super::head::left_out(page);
        let root = cx.site.config.base_url.as_ref().map_or("/", |base| base.path());
        cx.page_from(root, FILE, page, "not_found", &())
    }
}
