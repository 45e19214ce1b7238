//! What the head of a page says to machines beyond its title: how it shows where somebody shares it (Open Graph),
//! and its data as JSON-LD. [`RenderCx`] puts both into every page.

use super::{RenderCx, share_image};
use crate::site::EntryIx;
use crate::theme::look::HeaderLook;
use crate::view::linked::{self, LinkedCx};
use crate::view::{Html, PageView, ShareImage, ShareView};

/// How a page shows where it is shared: an entry's with its own picture, others with the site's. `None` where the
/// site does not know its address, for Open Graph wants whole ones.
pub(super) fn share(cx: &RenderCx<'_>, ix: Option<EntryIx>) -> Option<ShareView> {
    let config = &cx.site.config;
    let base = config.base_url.as_ref()?.as_str();
    let texts = &cx.site.texts;
    let locale = match config.language.split_once('-') {
        Some((language, country)) => format!("{language}_{}", country.to_uppercase()),
        None => texts.pattern("ui.locale"),
    };
    let mut share = ShareView {
        sort: "website",
        card: card(cx),
        image: share_image::of(cx, ix).or_else(|| site_image(cx, base)),
        locale,
        published: None,
        updated: None,
        author: None,
        section: None,
        tags: Vec::new(),
    };
    let Some(ix) = ix else { return Some(share) };
    let entry = cx.site.entry(ix);
    let head = &entry.head;
    let view = cx.view_cx(ix);
    let linked = LinkedCx::new(view, "");
    let made = share.image.as_ref().is_some_and(|image| image.width.is_some());
    if made {
        share.card = LARGE;
    } else if let Some(image) = head.image.as_ref().and_then(|image| view.image(image)) {
        let alt = Some(image.alt).filter(|alt| !alt.is_empty());
        let url = format!("{base}{}", image.url);
        share.image =
            Some(ShareImage { media_type: media_type(&image.url), url, alt, width: None, height: None });
        share.card = LARGE;
    }
    share.published = head.published.and_then(|stamp| linked.stamp(stamp));
    share.updated = head.updated.filter(|_| head.published.is_some()).and_then(|stamp| linked.stamp(stamp));
    if head.published.is_some() {
        share.sort = "article";
        share.author = head.byline.and_then(|author| Some(format!("{base}{}", view.link(author).url?)));
        share.section = Some(texts.pattern(&format!("kinds.{}.plural", entry.kind.id.0)));
        share.tags = view.texts(&head.tags);
    }
    Some(share)
}

/// Shown over the whole width.
const LARGE: &str = "summary_large_image";

/// How large the site's own picture is shown: a photo large, a logo small.
fn card(cx: &RenderCx<'_>) -> &'static str {
    let header = match &cx.theme.look.header {
        Some(HeaderLook::Image(path)) => media_type(path),
        _ => None,
    };
    if header.is_some() { LARGE } else { "summary" }
}

/// The media type of a picture that is understood where pages are shared; drawings (SVG) are not.
fn media_type(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" => Some("image/jpeg"),
        "png" => Some("image/png"),
        "webp" => Some("image/webp"),
        "gif" => Some("image/gif"),
        _ => None,
    }
}

/// The picture that stands for the site: the header's photo, else the logo.
fn site_image(cx: &RenderCx<'_>, base: &str) -> Option<ShareImage> {
    let look = &cx.theme.look;
    let header = match &look.header {
        Some(HeaderLook::Image(path)) => Some((path, None)),
        _ => None,
    };
    let logo = look.logo.as_ref().map(|(path, alt)| (path, Some(alt.clone()).filter(|alt| !alt.is_empty())));
    header.into_iter().chain(logo).find_map(|(path, alt)| {
        let media_type = Some(media_type(path)?);
        let url = format!("{base}{}", crate::path::Url::file(&format!("assets/{path}")).href());
        Some(ShareImage { url, alt, media_type, width: None, height: None })
    })
}

/// The page's data: its things and the way to it. None for pages that search engines leave out.
pub(super) fn data(cx: &RenderCx<'_>, root: &str, page: &mut PageView) -> Option<Html> {
    if !page.indexed {
        return None;
    }
    let mut things = std::mem::take(&mut page.things);
    let config = &cx.site.config;
    if !page.breadcrumbs.is_empty() {
        let crumbs = page.breadcrumbs.iter().filter_map(|crumb| Some((&crumb.title, crumb.url.as_ref()?)));
        let way: Vec<(String, String)> = crumbs
            .chain([(&page.title, &page.url)])
            .map(|(title, url)| (title.clone(), linked::address(config, root, url)))
            .collect();
        things.push(linked::breadcrumbs(&way));
    }
    linked::graph(things).map(|text| Html::new(&text))
}

/// The same page for those that search engines are to leave out.
pub(super) fn left_out(page: PageView) -> PageView {
    PageView { indexed: false, share: None, canonical: None, alternates: Vec::new(), ..page }
}
