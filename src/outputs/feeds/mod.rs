//! What all feeds share, whatever they are written as: which pages have one ([`plan`]) and what it says ([`feed`]).
//! Only for a site that knows its address, for a feed is read far from it.
//!
//! - `scope` – the pages that have a feed, and the entries of each
//! - `moments` – when an entry was published and last changed, by its content
//! - `item` – what is said of an entry
//! - `html` – its content without anything that works on its own page alone

mod html;
mod item;
mod moments;
mod scope;

use std::sync::{Arc, OnceLock};

use super::{Alternate, PlanBuilder, RenderCx, Subject};
use crate::config::BaseUrl;
use crate::diag::Diagnostic;
use crate::feed::tag::Authority;
use crate::feed::{Feed, Item, Person};
use crate::locale::typography::Typography;
use crate::path::Url;
use crate::site::{EntryIx, Site};
use crate::words;
use crate::words::Phrase;

use scope::Scope;

/// When a feed without anything in it changed last: never.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// A way of writing feeds.
pub(super) struct Format {
    /// The name of the file, beside its page.
    pub(super) file: &'static str,
    /// Its media type.
    pub(super) media_type: &'static str,
    /// The key of what it is called where a page announces it.
    pub(super) title: &'static str,
    /// What it is, for faults.
    pub(super) words: Phrase,
}

impl Format {
    /// The address of the feed of a page.
    fn url(&self, page: &Url) -> Url {
        Url::file(&format!("{page}{}", self.file))
    }
}

/// Plans a feed beside each page that has one, and tells the page of it.
pub(super) fn plan(format: &Format, site: &Site, plan: &mut PlanBuilder) {
    if site.config.base_url.is_none() || site.config.feeds.items == 0 {
        return;
    }
    for scope in scope::all(site) {
        let (what, page) = (format.words, scope.page.as_str());
        let words = words!("{what} of the page `/{page}`", "{what} strony `/{page}`", what);
        let url = format.url(&scope.page);
        plan.page(&url, scope.subject, words);
        let title = site.texts.pattern(format.title);
        plan.alternate(
            &scope.page,
            Alternate { sort: "feed", media_type: format.media_type, url, title: title.into() },
        );
    }
}

/// The feed about a subject; none where there is no such feed.
///
/// # Errors
/// The first fault of a template of one of the bodies' blocks.
pub(super) fn feed(
    subject: &Subject,
    format: &Format,
    cx: &RenderCx<'_>,
) -> Result<Option<Feed>, Box<Diagnostic>> {
    let site = cx.site;
    let (Some(base), Some(scope)) = (&site.config.base_url, Scope::of(subject, site)) else {
        return Ok(None);
    };
    let authority = match &site.config.feeds.tag {
        Some(tag) => Authority::of_tag(tag),
        None => Authority::of_address(base.as_str()),
    };
    let newest = moments::newest(&scope.entries(site), site, site.config.feeds.items);
    let made = cx.prepared::<Items>(&super::atom::Atom);
    let made = made.as_deref().unwrap_or(&NOTHING);
    let items: Result<Vec<_>, _> = newest
        .iter()
        .map(|(ix, moments)| made.of(*ix, || item::item(*ix, moments, base, &authority, cx)))
        .collect();
    let items = items?;
    let whole = |url: &Url| format!("{}{}", base.as_str(), url.href());
    let typography = Typography::for_language(&site.config.language);
    let text = |text: &str| typography.apply(text).into_owned();
    let title = text(&site.config.title);
    Ok(Some(Feed {
        id: scope.id(&authority, site),
        title: match scope.name(site) {
            Some(name) => format!("{} – {title}", text(&name)),
            None => title,
        },
        subtitle: scope.summary(site).map(|summary| text(&summary)),
        language: site.config.language.clone(),
        page: whole(&scope.page),
        address: whole(&format.url(&scope.page)),
        updated: items.first().map_or(NEVER.to_owned(), |item| item.updated.clone()),
        author: publisher(site),
        items,
    }))
}

/// Items that have been made, by entry: most stand in several feeds.
pub(super) struct Items(Vec<OnceLock<Arc<Item>>>);

static NOTHING: Items = Items(Vec::new());

impl Items {
    /// None yet.
    pub(super) fn new(site: &Site) -> Self {
        Self(site.all().map(|_| OnceLock::new()).collect())
    }

    /// The item of an entry, made where nobody has made it yet.
    fn of(
        &self,
        ix: EntryIx,
        make: impl FnOnce() -> Result<Item, Box<Diagnostic>>,
    ) -> Result<Arc<Item>, Box<Diagnostic>> {
        let place = self.0.get(ix.0);
        if let Some(item) = place.and_then(OnceLock::get) {
            return Ok(item.clone());
        }
        let item = Arc::new(make()?);
        Ok(place.map_or(item.clone(), |place| place.get_or_init(|| item).clone()))
    }
}

/// Who publishes the site; where that is not said, the site itself.
fn publisher(site: &Site) -> Person {
    match &site.config.publisher {
        Some(publisher) => Person {
            name: publisher.name.clone(),
            url: publisher.url.clone(),
            email: publisher.email.clone(),
        },
        None => Person {
            name: site.config.title.clone(),
            url: site.config.base_url.as_ref().map(|base| base.as_str().to_owned()),
            email: None,
        },
    }
}

/// The whole address of an address within the site.
fn whole(base: &BaseUrl, url: &str) -> String {
    format!("{}{url}", base.as_str())
}
