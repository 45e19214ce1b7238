//! What the head of a page says to machines beyond its title: how it shows where somebody shares it (Open Graph),
//! and its data as JSON-LD. [`RenderCx`] puts both into every page.

use super::RenderCx;
use crate::site::EntryIx;
use crate::theme::look::HeaderLook;
use crate::view::linked::{self, LinkedCx};
use crate::view::{Html, PageView, ShareView};

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
        image: site_image(cx).map(|(path, _)| format!("{base}{path}")),
        image_alt: site_image(cx).and_then(|(_, alt)| alt),
        locale,
        published: None,
        updated: None,
    };
    let Some(ix) = ix else { return Some(share) };
    let head = &cx.site.entry(ix).head;
    let view = cx.view_cx(ix);
    let linked = LinkedCx::new(view, "");
    if let Some(image) = head.image.as_ref().and_then(|image| view.image(image)) {
        share.image = Some(format!("{base}{}", image.url));
        share.image_alt = Some(image.alt).filter(|alt| !alt.is_empty());
    }
    share.published = head.published.map(|stamp| linked.stamp(stamp));
    share.updated = head.updated.filter(|_| head.published.is_some()).map(|stamp| linked.stamp(stamp));
    share.sort = if head.published.is_some() { "article" } else { "website" };
    Some(share)
}

/// The picture that stands for the site, with what it shows: the header's photo, else the logo; drawings (SVG) are
/// not understood where pages are shared.
fn site_image(cx: &RenderCx<'_>) -> Option<(String, Option<String>)> {
    let look = &cx.theme.look;
    let header = match &look.header {
        Some(HeaderLook::Image(path)) => Some((path, None)),
        _ => None,
    };
    let logo = look.logo.as_ref().map(|(path, alt)| (path, Some(alt.clone()).filter(|alt| !alt.is_empty())));
    let is_photo = |path: &str| !path.to_ascii_lowercase().ends_with(".svg");
    let (path, alt) = header.into_iter().chain(logo).find(|(path, _)| is_photo(path))?;
    Some((crate::path::Url::file(&format!("assets/{path}")).href(), alt))
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
