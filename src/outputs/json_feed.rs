//! `feed.json`: the same as `atom.xml` by JSON Feed 1.1, where the site asks for it (`feeds: {json: true}`).

use super::feeds::{self, Format};
use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::feed::json;
use crate::site::Site;
use crate::theme::Theme;
use crate::words::phrase;

/// How it is planned and announced.
static FORMAT: Format = Format {
    file: "feed.json",
    media_type: json::MEDIA_TYPE,
    title: "feeds.json",
    words: phrase("the JSON feed", "kanał JSON Feed"),
};

/// The output.
pub(super) struct JsonFeed;

impl Output for JsonFeed {
    fn name(&self) -> &'static str {
        "json-feed"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        if site.config.feeds.json {
            feeds::plan(&FORMAT, site, plan);
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let feed = feeds::feed(subject, &FORMAT, cx)?;
        Ok(feed.map(|feed| json::write(&feed)).unwrap_or_default().into())
    }

    fn is_late(&self) -> bool {
        true
    }
}
