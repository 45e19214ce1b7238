//! Menus from `kronika.yaml`, or a sensible one where it has none. An item names a kind, one of the site's
//! own pages, an entry, or an address.

use super::Plan;
use crate::config::MenuItem;
use crate::diag::{Diagnostic, Diagnostics, codes, nearest};
use crate::kinds::{self, KINDS, Listing};
use crate::site::Site;
use crate::view::{MenuLink, Menus, Views};

/// Pages of the site that a site without menus of its own shows in its main menu, after the kinds.
const BY_DEFAULT: [&str; 2] = ["timeline", "topics"];

/// Resolves all menus.
pub(super) fn resolve(site: &Site<'_>, views: &Views, plan: &Plan, diagnostics: &mut Diagnostics) -> Menus {
    let mut menus: Menus = [("main", Vec::new()), ("footer", Vec::new())].into();
    if !site.config.menus.contains_key("main") {
        menus.insert("main", by_default(site, plan));
    }
    for (name, items) in &site.config.menus {
        let links = items.iter().filter_map(|item| match link(item, site, views, plan) {
            Ok(link) => Some(link),
            Err(fault) => {
                diagnostics.push(*fault);
                None
            }
        });
        menus.insert(name, links.collect());
    }
    menus
}

fn by_default(site: &Site<'_>, plan: &Plan) -> Vec<MenuLink> {
    let kinds = KINDS.iter().filter(|kind| kind.listing == Listing::ByDate).map(|kind| kind.id.0);
    kinds.chain(BY_DEFAULT).filter_map(|name| section(name, None, site, plan)).collect()
}

fn label_of(name: &str, site: &Site<'_>) -> String {
    let key = match kinds::by_name(name) {
        Some(_) => format!("kinds.{name}.plural"),
        None => format!("sections.{name}"),
    };
    site.texts.pattern(&key)
}

fn section(name: &str, label: Option<&str>, site: &Site<'_>, plan: &Plan) -> Option<MenuLink> {
    let url = plan.sections.get(name)?;
    let label = label.map_or_else(|| label_of(name, site), str::to_owned);
    Some(MenuLink { label, url: url.clone(), external: false })
}

fn link(item: &MenuItem, site: &Site<'_>, views: &Views, plan: &Plan) -> Result<MenuLink, Box<Diagnostic>> {
    let to = item.to.value.as_str();
    let label = item.label.as_deref().map(|label| views.text(label));
    if kinds::is_address(to) {
        return Ok(MenuLink {
            label: label.unwrap_or_else(|| to.to_owned()),
            url: to.to_owned(),
            external: true,
        });
    }
    let name = kinds::by_name_or_folder(to).map_or(to, |kind| kind.id.0);
    if let Some(link) = section(name, label.as_deref(), site, plan) {
        return Ok(link);
    }
    match site.find_entry(to) {
        Some(ix) if site.publication(ix).is_published() => Ok(MenuLink {
            label: label.unwrap_or_else(|| views.text(&site.entry(ix).head.title)),
            url: site.url(ix).as_str().to_owned(),
            external: false,
        }),
        Some(ix) => {
            let message = format!("the menu leads to `{to}`, which is not published");
            let source = &site.config.source;
            let hint = format!("{}: {}", site.entry(ix).source.path, site.publication(ix).reason());
            Err(Box::new(
                Diagnostic::error(codes::WITHHELD_REFERENCE, source, item.to.span.clone(), message)
                    .hint(hint),
            ))
        }
        None => Err(Box::new(unknown(item, site, plan))),
    }
}

fn unknown(item: &MenuItem, site: &Site<'_>, plan: &Plan) -> Diagnostic {
    let to = &item.to.value;
    let source = &site.config.source;
    let kind = kinds::by_name_or_folder(to);
    let empty = kind.map(|kind| {
        format!("there is nothing in `content/{}/` yet; remove the item until there is", kind.folder)
    });
    let sections = plan.sections.keys().map(String::as_str).chain(KINDS.iter().map(|kind| kind.folder));
    let ids = site.published_all().map(|ix| site.id(ix));
    let near = nearest(to, sections.chain(ids)).first().map(|near| format!("did you mean `to: {near}`?"));
    let forms = "write a folder (`events`), a page of the site (`timeline`, `archive`, `topics`), an entry (`page:kontakt`) or an address (`https://…`)";
    Diagnostic::error(
        codes::CONFIG_INVALID,
        source,
        item.to.span.clone(),
        format!("the menu leads to `{to}`, which is not there"),
    )
    .hint_if(empty.or(near))
    .hint(forms)
}
