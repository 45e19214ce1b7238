//! `robots.txt` (RFC 9309): everything may be read, and where the sitemap is. A site that wants it otherwise puts a
//! file `assets/robots.txt`, which is published in its place, in the root of the site.
//!
//! Robots read it in the root of a host only; on a site in a folder of a host it does nothing.

use super::{Output, PlanBuilder, RenderCx, Subject, sitemap};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::path::Url;
use crate::reads::{Question, ask};
use crate::site::Site;
use crate::theme::Theme;
use crate::words;

/// Its name, in the root of the site and among the assets.
pub(super) const FILE: &str = "robots.txt";

/// The output.
pub(super) struct Robots;

impl Output for Robots {
    fn name(&self) -> &'static str {
        "robots"
    }

    fn plan(&self, _: &Site, _: &Theme, plan: &mut PlanBuilder) {
        plan.page(&Url::file(FILE), Subject::Site, words!("what robots may read", "plik dla robotów"));
    }

    fn render(&self, _: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        ask(|| Question::Asset(FILE.to_owned()));
        if let Some(own) = cx.theme.assets.get(FILE) {
            return own.content(&cx.site.config.root);
        }
        let sitemap = cx.canonical(&Url::file(sitemap::FILE));
        let sitemap = sitemap.map(|address| format!("\nSitemap: {address}\n")).unwrap_or_default();
        Ok(format!("User-agent: *\nAllow: /\n{sitemap}").into())
    }
}
