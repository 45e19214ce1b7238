//! Menus from `kronika.yaml`, or a sensible one where it has none. An item names a kind, one of the site's
//! own pages, an entry, or an address.

use super::Plan;
use crate::config::MenuItem;
use crate::diag::{Diagnostic, Diagnostics, codes, nearest};
use crate::kinds::{self, KINDS, Listing};
use crate::site::Site;
use crate::view::{MenuLink, Menus, Views};
use crate::words;

/// Pages of the site that a site without menus of its own shows in its main menu, after the kinds.
const BY_DEFAULT: [&str; 2] = ["timeline", "topics"];

/// Resolves all menus.
pub(super) fn resolve(site: &Site, views: &Views, plan: &Plan, diagnostics: &mut Diagnostics) -> Menus {
    let mut menus: Menus = [("main", Vec::new()), ("footer", Vec::new())].into();
    if !site.config.menus.contains_key("main") {
        menus.insert("main", by_default(site, plan));
    }
    for (name, items) in &site.config.menus {
        let links = items.iter().filter_map(|item| link(item, site, views, plan, diagnostics));
        menus.insert(name, links.collect());
    }
    menus
}

fn by_default(site: &Site, plan: &Plan) -> Vec<MenuLink> {
    let kinds = KINDS.iter().filter(|kind| kind.listing == Listing::ByDate).map(|kind| kind.id.0);
    kinds.chain(BY_DEFAULT).filter_map(|name| section(name, None, site, plan)).collect()
}

fn label_of(name: &str, site: &Site) -> String {
    let key = match kinds::by_name(name) {
        Some(_) => format!("kinds.{name}.plural"),
        None => format!("sections.{name}"),
    };
    site.texts.pattern(&key)
}

fn section(name: &str, label: Option<&str>, site: &Site, plan: &Plan) -> Option<MenuLink> {
    let url = plan.sections.get(name)?;
    let label = label.map_or_else(|| label_of(name, site), str::to_owned);
    Some(MenuLink { label, url: url.clone(), external: false })
}

/// The link of an item; none for what is not there yet: a kind without entries, an entry not published.
fn link(
    item: &MenuItem,
    site: &Site,
    views: &Views,
    plan: &Plan,
    diagnostics: &mut Diagnostics,
) -> Option<MenuLink> {
    let to = item.to.value.as_str();
    let label = item.label.as_deref().map(|label| views.text(label));
    if kinds::is_address(to) {
        return Some(MenuLink {
            label: label.unwrap_or_else(|| to.to_owned()),
            url: to.to_owned(),
            external: true,
        });
    }
    let kind = kinds::by_name_or_folder(to);
    let name = kind.map_or(to, |kind| kind.id.0);
    if kind.is_some() || site.texts.find(&format!("sections.{name}")).is_some() {
        return section(name, label.as_deref(), site, plan);
    }
    match site.find_entry(to) {
        Some(ix) if site.publication(ix).is_published() => Some(MenuLink {
            label: label.unwrap_or_else(|| views.text(&site.entry(ix).head.title)),
            url: site.url(ix).as_str().to_owned(),
            external: false,
        }),
        Some(ix) => {
            let message = words!(
                "`{to}` is not published, so the menu leaves it out",
                "`{to}` nie jest opublikowane, więc menu to pomija",
            );
            let (path, reason) = (&site.entry(ix).source.path, site.publication(ix).reason());
            let hint = words!("{path}: {reason}", "{path}: {reason}", reason);
            let place = item.to.span.clone();
            diagnostics.push(
                Diagnostic::warning(codes::WITHHELD_REFERENCE, &site.config.source, place, message)
                    .hint(hint),
            );
            None
        }
        None => {
            diagnostics.push(unknown(item, site, plan));
            None
        }
    }
}

fn unknown(item: &MenuItem, site: &Site, plan: &Plan) -> Diagnostic {
    let to = &item.to.value;
    let sections = plan.sections.keys().cloned().chain(KINDS.iter().map(|kind| kind.folder.to_owned()));
    let with_kind = to.contains(':');
    let ids = site.published_all().map(|ix| match with_kind {
        true => format!("{}:{}", site.entry(ix).kind.id.0, site.id(ix)),
        false => site.id(ix).to_owned(),
    });
    let candidates: Vec<String> = sections.chain(ids).collect();
    let near = nearest(to, candidates.iter().map(String::as_str))
        .first()
        .map(|near| words!("did you mean `to: {near}`?", "czy chodziło o `to: {near}`?"));
    let forms = words!(
        "write a folder (`events`), a page of the site (`timeline`, `archive`, `topics`), an entry (`page:kontakt`) or an address (`https://…`)",
        "wpisz katalog (`events`), stronę witryny (`timeline`, `archive`, `topics`), wpis (`page:kontakt`) albo adres (`https://…`)",
    );
    let message = words!(
        "the menu leads to `{to}`, which is not there",
        "menu prowadzi do `{to}`, a niczego takiego nie ma"
    );
    Diagnostic::error(codes::CONFIG_INVALID, &site.config.source, item.to.span.clone(), message)
        .hint_if(near)
        .hint(forms)
}
