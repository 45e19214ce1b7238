//! `atom.xml`: what is new, by the Atom Syndication Format (RFC 4287), beside each page that has a feed.

use std::sync::Arc;

use super::feeds::{self, Format, Items};
use super::{Output, PlanBuilder, RenderCx, Shared, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::feed::atom;
use crate::site::Site;
use crate::theme::Theme;
use crate::view::Titles;
use crate::words::phrase;

/// How it is planned and announced.
static FORMAT: Format = Format {
    file: "atom.xml",
    media_type: atom::MEDIA_TYPE,
    title: "feeds.atom",
    words: phrase("the Atom feed", "kanał Atom"),
};

/// The output.
pub(super) struct Atom;

impl Output for Atom {
    fn name(&self) -> &'static str {
        "atom"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        feeds::plan(&FORMAT, site, plan);
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let feed = feeds::feed(subject, &FORMAT, cx)?;
        Ok(feed.map(|feed| atom::write(&feed)).unwrap_or_default().into())
    }

    fn prepare(&self, site: &Site, _: &Titles) -> Option<Shared> {
        Some(Arc::new(Items::new(site)))
    }

    fn is_late(&self) -> bool {
        true
    }
}
