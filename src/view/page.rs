//! What every page sees beside its own data: the site, the page itself, menus.

use std::collections::BTreeMap;

use serde::Serialize;

use super::linked::Thing;
use super::{Html, LinkView, LookView, Views};
use crate::config::Publisher;
use crate::kinds::{KINDS, Listing};
use crate::site::{Site, Term};
use crate::theme::Theme;

/// Style sheets that a theme or a site adds, in the order they are loaded.
const STYLES: [&str; 2] = ["theme.css", "site.css"];

/// The site, as `site`; the same value on every page.
#[derive(Debug, Serialize)]
pub struct SiteView {
    /// Its title.
    pub title: String,
    /// One or two sentences on it.
    pub description: Option<String>,
    /// BCP 47 language tag, for `lang`.
    pub language: String,
    /// Where it is published, closed by `/`.
    pub base_url: Option<String>,
    /// Who publishes it.
    pub publisher: Option<Publisher>,
    /// Menus by name: `main`, `footer`.
    pub menus: Menus,
    /// Addresses of the site's own pages and of kinds' indices that exist, by name.
    pub sections: BTreeMap<String, String>,
    /// Kinds that have an index, with how many entries each.
    pub kinds: Vec<KindView>,
    /// Kinds' indices and the site's own pages that no menu leads to.
    pub more: Vec<LinkView>,
    /// Its own look: logo, icon, what adorns the header.
    pub look: LookView,
    /// Style sheets to load after the default theme's: `theme.css` of a theme, `site.css` of the site, where
    /// they are among the assets.
    pub styles: Vec<&'static str>,
    /// The day of the build, ISO 8601.
    pub today: String,
    /// The program's version.
    pub version: &'static str,
}

/// Menus by name.
pub type Menus = BTreeMap<&'static str, Vec<MenuLink>>;

/// An item of a menu.
#[derive(Clone, Debug, Serialize)]
pub struct MenuLink {
    /// Its words.
    pub label: String,
    /// Its address, from the site's root or whole.
    pub url: String,
    /// True when the address leads out of the site.
    pub external: bool,
}

/// A kind that has an index.
#[derive(Debug, Serialize)]
pub struct KindView {
    /// Its name.
    pub kind: &'static str,
    /// The title of its index.
    pub title: String,
    /// The address of its index from the site's root.
    pub url: String,
}

/// The page, as `page`.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// What sort of page, for `data-page`: a kind, or home, index, timeline …
    pub sort: String,
    /// Its title, unique across the site; empty for home.
    pub title: String,
    /// For search engines and previews.
    pub description: Option<String>,
    /// Its address from the site's root.
    pub url: String,
    /// Its whole address, where the site has one.
    pub canonical: Option<String>,
    /// The way from home, this page left out.
    pub breadcrumbs: Vec<LinkView>,
    /// Other forms of the page, for other programs.
    pub alternates: Vec<AlternateView>,
    /// False for a page that search engines are to leave out.
    pub indexed: bool,
    /// How it shows where somebody shares it; none where the site does not know its address.
    pub share: Option<ShareView>,
    /// JSON-LD for `<script type="application/ld+json">`, safe to stand there as it is.
    pub data: Option<Html>,
    /// What `data` is made of beside the breadcrumbs.
    #[serde(skip)]
    pub things: Vec<Thing>,
}

/// Another form of the page, for other programs.
#[derive(Debug, Serialize)]
pub struct AlternateView {
    /// What it is for: `feed`, `calendar` or `data`.
    pub sort: &'static str,
    /// Its media type, for `type`.
    pub media_type: &'static str,
    /// Its address from the site's root.
    pub url: String,
    /// What it is called.
    pub title: String,
}

/// What the Open Graph protocol (ogp.me) wants beyond title, description and address of a page.
#[derive(Debug, Serialize)]
pub struct ShareView {
    /// `article` for what has a day of publication, else `website`.
    pub sort: &'static str,
    /// Its picture: the entry's, else the site's.
    pub image: Option<ShareImage>,
    /// How large the picture is shown (cards of X): `summary_large_image`, or `summary` for a mere sign or none.
    pub card: &'static str,
    /// Language and country: `pl_PL`.
    pub locale: String,
    /// When it was published, ISO 8601.
    pub published: Option<String>,
    /// When it was last changed, ISO 8601.
    pub updated: Option<String>,
    /// The whole address of its author's page; of an article alone, as are the next two.
    pub author: Option<String>,
    /// The kind in the plural.
    pub section: Option<String>,
    /// Its topics.
    pub tags: Vec<String>,
}

/// The picture of a page that is shared.
#[derive(Clone, Debug, Serialize)]
pub struct ShareImage {
    /// Its whole address.
    pub url: String,
    /// What it shows; none for one that only adorns.
    pub alt: Option<String>,
    /// Its media type.
    pub media_type: Option<&'static str>,
    /// Its width in pixels, where it is known; its height then too.
    pub width: Option<u32>,
    /// Its height in pixels.
    pub height: Option<u32>,
}

/// A tag or series with its entries.
#[derive(Debug, Serialize)]
pub struct TermView {
    /// Its words.
    pub title: String,
    /// Its address from the site's root.
    pub url: String,
    /// How many entries.
    pub count: usize,
}

impl TermView {
    /// The view of a term.
    pub fn new(term: &Term, views: &Views) -> Self {
        Self { title: views.text(&term.name), url: term.url.as_str().to_owned(), count: term.entries.len() }
    }
}

impl SiteView {
    /// The view of the site, with the menus and sections that its outputs have made.
    pub fn new(
        site: &Site,
        views: &Views,
        theme: &Theme,
        menus: Menus,
        sections: BTreeMap<String, String>,
    ) -> Self {
        let config = &site.config;
        let kinds: Vec<KindView> = KINDS
            .iter()
            .filter(|kind| kind.listing != Listing::None && site.has_kind(kind))
            .map(|kind| KindView {
                kind: kind.id.0,
                title: site.texts.pattern(&format!("kinds.{}.plural", kind.id.0)),
                url: site.section(kind.id.0).as_str().to_owned(),
            })
            .collect();
        Self {
            styles: STYLES.into_iter().filter(|name| theme.assets.contains_key(*name)).collect(),
            title: views.text(&config.title),
            description: config.description.as_deref().map(|text| views.text(text)),
            language: config.language.clone(),
            base_url: config.base_url.as_ref().map(|url| url.as_str().to_owned()),
            publisher: config.publisher.clone(),
            more: more(site, &kinds, &menus, &sections),
            menus,
            kinds,
            sections,
            look: LookView::new(&theme.look),
            today: site.today().to_string(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// The site's own pages that are worth a link from every page, in order.
const PAGES: [&str; 7] = ["timeline", "calendar", "archive", "topics", "series", "search", "site-map"];

fn more(
    site: &Site,
    kinds: &[KindView],
    menus: &Menus,
    sections: &BTreeMap<String, String>,
) -> Vec<LinkView> {
    let is_linked = |url: &str| menus.values().flatten().any(|item| item.url == url);
    let indices = kinds.iter().map(|kind| (kind.title.clone(), &kind.url));
    let pages = PAGES
        .iter()
        .filter_map(|name| Some((site.texts.pattern(&format!("sections.{name}")), sections.get(*name)?)));
    indices
        .chain(pages)
        .filter(|(_, url)| !is_linked(url))
        .map(|(title, url)| LinkView { title, url: Some(url.clone()) })
        .collect()
}
