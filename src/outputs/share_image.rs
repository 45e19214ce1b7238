//! Pictures by which pages are shared, under `share/`: of an entry its photo cropped, else a drawn card; of the site, for
//! all other pages, a card with its title. People, organisations and places share that of the site, unless they have a photo.
//!
//! Made for sites that know their address, for Open Graph wants whole ones; `share_images: false` in `kronika.yaml` turns
//! them off. A photo too small to be shared by leaves its place to the card. Where the font has no letters for a title,
//! the card of the site stands in.

use std::sync::Arc;

use super::{Output, PlanBuilder, RenderCx, Subject, entries, prepared};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::entry::{Origin, Status};
use crate::kinds::Listing;
use crate::path::{SourcePath, Url};
use crate::picture::{Variant, has_card};
use crate::share::card::can_show;
use crate::share::{Card, Colours, HEIGHT, Press, WIDTH};
use crate::site::{EntryIx, Site};
use crate::theme::Theme;
use crate::theme::look::HeaderLook;
use crate::view::{ShareImage, Titles};
use crate::words;

/// Where pictures lie.
const FOLDER: &str = "share";

/// The output.
pub(super) struct SharePictures;

impl Output for SharePictures {
    fn name(&self) -> &'static str {
        "share"
    }

    fn is_late(&self) -> bool {
        true
    }

    fn plan(&self, site: &Site, theme: &Theme, plan: &mut PlanBuilder) {
        if let Some(url) = of_site(site, theme) {
            plan.page(&url, Subject::Site, words!("the picture of the site", "obrazek witryny"));
        }
        for ix in site.published_all() {
            let Some(url) = of_entry(ix, site) else { continue };
            let words = |path: &SourcePath| {
                words!("the picture for sharing {path}", "obrazek do udostępniania wpisu {path}")
            };
            plan.page_about(&url, Subject::Picture(ix), &site.entry(ix).source, words);
        }
    }

    fn prepare(&self, _: &Site, _: &Titles) -> Option<prepared::Shared> {
        Some(Arc::new(Press::new()))
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let Subject::Picture(ix) = subject else {
            return Ok(site_card(cx).into());
        };
        match photo(*ix, cx.site) {
            None => Ok(card(*ix, cx).into()),
            Some(path) => super::pictures::made(&path, Variant::CARD, cx),
        }
    }

    fn variant(&self, subject: &Subject, site: &Site) -> Option<(SourcePath, Variant)> {
        let Subject::Picture(ix) = subject else { return None };
        Some((photo(*ix, site)?, Variant::CARD))
    }
}

/// The picture of an entry's page, else that of the site.
pub(super) fn of(cx: &RenderCx<'_>, ix: Option<EntryIx>) -> Option<ShareImage> {
    let base = cx.site.config.base_url.as_ref()?.as_str();
    let own = ix.and_then(|ix| Some((of_entry(ix, cx.site)?, ix)));
    let (url, alt) = match own {
        Some((url, what)) => (url, shown(what, cx)),
        None => (of_site(cx.site, cx.theme)?, cx.views.text(&cx.site.config.title)),
    };
    let media_type = if url.as_str().ends_with(".jpg") { "image/jpeg" } else { "image/png" };
    Some(ShareImage {
        url: format!("{base}{}", url.href()),
        alt: Some(alt).filter(|alt| !alt.is_empty()),
        media_type: Some(media_type),
        width: Some(WIDTH),
        height: Some(HEIGHT),
    })
}

/// What a picture shows, in words: a photo has those of its author, a card its title.
fn shown(ix: EntryIx, cx: &RenderCx<'_>) -> String {
    let entry = cx.site.entry(ix);
    let title = &entry.head.title;
    match entry.head.image.as_ref().filter(|_| photo(ix, cx.site).is_some()) {
        Some(image) => cx.views.text(&image.alt),
        None if can_show(title) => cx.views.text(title),
        None => cx.views.text(&cx.site.config.title),
    }
}

/// True for a site whose pages have pictures made for them.
fn are_made(site: &Site) -> bool {
    site.config.share_images && site.config.base_url.is_some()
}

/// The address of the site's picture; a site with a photo in its header is known by that.
fn of_site(site: &Site, theme: &Theme) -> Option<Url> {
    let has_photo = matches!(theme.look.header, Some(HeaderLook::Image(_)));
    (are_made(site) && !has_photo && can_show(&site.config.title))
        .then(|| Url::file(&format!("{FOLDER}/site.png")))
}

/// The address of an entry's picture.
fn of_entry(ix: EntryIx, site: &Site) -> Option<Url> {
    let entry = site.entry(ix);
    let photo = photo(ix, site);
    let in_register = entry.kind.listing == Listing::Alphabetical;
    let has_card = !in_register && can_show(&entry.head.title);
    let has_own = entry.origin != Origin::Named && (photo.is_some() || has_card);
    if !are_made(site) || !has_own || !entries::has_page(ix, site) {
        return None;
    }
    let ending = if photo.is_some() { "jpg" } else { "png" };
    Some(Url::file(&format!("{FOLDER}/{}/{}.{ending}", entry.kind.id.0, site.id(ix))))
}

/// The file of the entry's picture, where the page can be shared by it.
fn photo(ix: EntryIx, site: &Site) -> Option<SourcePath> {
    let entry = site.entry(ix);
    let path = entry.source.path.join(&entry.head.image.as_ref()?.src.path)?;
    let fits = site.picture(&path)?.facts.is_ok_and(|facts| has_card(&facts));
    fits.then_some(path)
}

/// The card of an entry: its time, else the day it was published; that it does not take place comes first.
fn card(ix: EntryIx, cx: &RenderCx<'_>) -> Vec<u8> {
    let entry = cx.site.entry(ix);
    let when = entry.facets.when.as_ref().and_then(|when| cx.view_cx(ix).when(Some(&when.value)));
    let published = || entry.head.published.map(|stamp| cx.site.locale.date(stamp.date()));
    let date = when.map(|when| when.text).or_else(published);
    let void = cx.site.is_void(ix).then(|| match cx.site.status(ix) {
        Some(Status::Cancelled) => cx.text("event.mark_cancelled", &[]),
        _ => cx.text("event.mark_postponed", &[]),
    });
    let date =
        Some(void.into_iter().chain(date).collect::<Vec<_>>().join(" · ")).filter(|line| !line.is_empty());
    draw(&cx.views.text(&cx.site.config.title), &cx.views.text(&entry.head.title), date.as_deref(), cx)
}

/// The card of the site.
fn site_card(cx: &RenderCx<'_>) -> Vec<u8> {
    draw("", &cx.views.text(&cx.site.config.title), None, cx)
}

fn draw(site: &str, title: &str, date: Option<&str>, cx: &RenderCx<'_>) -> Vec<u8> {
    let palette = &cx.theme.look.light;
    let colours =
        Colours { ground: palette.accent.rgb(), ink: palette.on_accent.rgb(), mark: palette.accent_2.rgb() };
    let card = Card { site, title, date };
    match cx.prepared::<Press>(&SharePictures) {
        Some(press) => press.print(&card, colours),
        None => Press::new().print(&card, colours),
    }
}
