//! Pictures by which pages are shared, under `share/`: of an entry its photo cropped, else a drawn card; of the site, for
//! all other pages, a card with its title. People, organisations and places share that of the site, unless they have a photo.
//!
//! Made for sites that know their address, for Open Graph wants whole ones; `share_images: false` in `kronika.yaml` turns
//! them off. A photo that cannot be used is told, and the card takes its place. Where the font has no letters for a title,
//! the card of the site stands in.

use super::{Output, PlanBuilder, RenderCx, Subject, entries, prepared};
use crate::content::Content;
use crate::diag::{Diagnostic, codes};
use crate::entry::{Entry, Image, Origin, Status};
use crate::kinds::Listing;
use crate::path::Url;
use crate::share::card::can_show;
use crate::share::photo::{Unfit, crop, fits};
use crate::share::{self, Canvas, Card, Colours, HEIGHT, Letters, WIDTH};
use crate::site::{EntryIx, Site};
use crate::theme::Theme;
use crate::theme::look::HeaderLook;
use crate::view::ShareImage;
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
            let path = &site.entry(ix).source.path;
            plan.page(
                &url,
                Subject::Picture(ix),
                words!("the picture for sharing {path}", "obrazek do udostępniania wpisu {path}"),
            );
        }
    }

    fn prepare(&self, _: &RenderCx<'_>) -> Option<prepared::Shared> {
        Some(Box::new(share::card::letters()))
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let Subject::Picture(ix) = subject else {
            return Ok(site_card(cx).png().into());
        };
        let entry = cx.site.entry(*ix);
        match photo(entry, cx.site) {
            None => Ok(card(*ix, cx).png().into()),
            Some(image) => match cropped(image, entry, cx) {
                Ok(bytes) => Ok(bytes.into()),
                Err(why) => {
                    if let Some(warning) = unfit(image, entry, why) {
                        cx.tell(warning);
                    }
                    let has_card = can_show(&entry.head.title);
                    Ok(if has_card { card(*ix, cx) } else { site_card(cx) }.jpeg().into())
                }
            },
        }
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
    match photo(entry, cx.site).filter(|image| is_fit(image, entry, cx)) {
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
    let photo = photo(entry, site);
    let in_register = entry.kind.listing == Listing::Alphabetical;
    let has_card = !in_register && can_show(&entry.head.title);
    let has_own = entry.origin != Origin::Named && (photo.is_some() || has_card);
    if !are_made(site) || !has_own || !entries::has_page(ix, site) {
        return None;
    }
    let ending = if photo.is_some() { "jpg" } else { "png" };
    Some(Url::file(&format!("{FOLDER}/{}/{}.{ending}", entry.kind.id.0, site.id(ix))))
}

/// The entry's picture where its name is that of a photo.
fn photo<'s>(entry: &'s Entry, site: &Site) -> Option<&'s Image> {
    let image = entry.head.image.as_ref()?;
    let ending = image.src.path.rsplit_once('.')?.1.to_ascii_lowercase();
    let is_photo = matches!(ending.as_str(), "jpg" | "jpeg" | "png" | "webp");
    (is_photo && site.file(&entry.source.path.join(&image.src.path)?).is_some()).then_some(image)
}

/// The photo's file.
fn file(image: &Image, entry: &Entry, cx: &RenderCx<'_>) -> Option<Content> {
    let file = entry.source.path.join(&image.src.path).and_then(|path| cx.site.file(&path))?;
    Some(Content::Copied(file.source.under(&cx.site.config.root), file.state))
}

/// How much of a photo is read to know its measures: its header, behind what a camera tells of itself.
const START: usize = 256 * 1024;

/// True for a photo of which a picture is made; a look at its header, not at its pixels.
fn is_fit(image: &Image, entry: &Entry, cx: &RenderCx<'_>) -> bool {
    let Some(content) = file(image, entry, cx) else { return false };
    match content.read_start(START) {
        Ok(start) if start.len() == START && fits(&start) == Err(Unfit::Broken) => {
            content.read().is_ok_and(|all| fits(&all).is_ok())
        }
        Ok(start) => fits(&start).is_ok(),
        Err(_) => false,
    }
}

/// The photo's bytes, cropped.
fn cropped(image: &Image, entry: &Entry, cx: &RenderCx<'_>) -> Result<Vec<u8>, Unfit> {
    let content = file(image, entry, cx).ok_or(Unfit::Broken)?;
    crop(&content.read().map_err(|_| Unfit::Broken)?)
}

/// What is wrong with a photo; nothing where it is only small.
fn unfit(image: &Image, entry: &Entry, why: Unfit) -> Option<Diagnostic> {
    let path = &image.src.path;
    let message = match why {
        Unfit::TooSmall => return None,
        Unfit::Broken => {
            words!("`{path}` cannot be read as a photo", "`{path}` nie daje się odczytać jako zdjęcie",)
        }
        Unfit::TooLarge => words!(
            "`{path}` has more pixels than kronika takes (60 million)",
            "`{path}` ma więcej pikseli, niż przyjmuje kronika (60 milionów)",
        ),
    };
    let warning = Diagnostic::warning(codes::PHOTO_UNFIT, &entry.source, image.src.span.clone(), message);
    Some(warning.hint(words!(
        "open the file; save it anew as a JPEG, at most 4000 pixels wide",
        "otwórz ten plik i zapisz go od nowa jako JPEG, o szerokości najwyżej 4000 pikseli",
    )))
}

/// The card of an entry: its time, else the day it was published; that it does not take place comes first.
fn card(ix: EntryIx, cx: &RenderCx<'_>) -> Canvas {
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
fn site_card(cx: &RenderCx<'_>) -> Canvas {
    draw("", &cx.views.text(&cx.site.config.title), None, cx)
}

fn draw(site: &str, title: &str, date: Option<&str>, cx: &RenderCx<'_>) -> Canvas {
    let palette = &cx.theme.look.light;
    let colours =
        Colours { ground: palette.accent.rgb(), ink: palette.on_accent.rgb(), mark: palette.accent_2.rgb() };
    let card = Card { site, title, date };
    match cx.prepared::<Letters>(&SharePictures) {
        Some(letters) => card.draw(letters, colours),
        None => card.draw(&share::card::letters(), colours),
    }
}
