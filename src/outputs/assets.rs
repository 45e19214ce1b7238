//! The theme's assets, copied to `assets/`.

use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::path::Url;
use crate::reads::{Question, ask};
use crate::site::Site;
use crate::theme::Theme;
use crate::words;

/// The output.
pub(super) struct Assets;

impl Output for Assets {
    fn name(&self) -> &'static str {
        "assets"
    }

    fn plan(&self, _: &Site, theme: &Theme, plan: &mut PlanBuilder) {
        for path in theme.assets.keys().filter(|path| !super::IN_ROOT.contains(&path.as_str())) {
            let url = Url::file(&format!("assets/{path}"));
            plan.page(
                &url,
                Subject::File(path.clone()),
                words!("the theme's file `{path}`", "plik motywu `{path}`"),
            );
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let Subject::File(path) = subject else {
            return Ok(Content::default());
        };
        ask(|| Question::Asset(path.clone()));
        match cx.theme.assets.get(path) {
            Some(asset) => asset.content(&cx.site.config.root),
            None => Ok(Content::default()),
        }
    }
}
