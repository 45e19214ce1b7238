//! The site map for readers: the whole site on one page, by its own pages, programmes with their stages and forums, series,
//! topics, years and single pages. Events are found by year, so that the page stays short however many there are.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{LIST_LIMIT, Output, PlanBuilder, RenderCx, Subject, archive};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::kinds::{KINDS, Kind, Listing, TimelineShape};
use crate::site::{EntryIx, Site, Term};
use crate::theme::Theme;
use crate::view::{LinkView, TermView};

/// The name of its segment and text.
pub(super) const SECTION: &str = "site-map";

/// The output.
pub(super) struct SiteMap;

/// What the template sees as `map`.
#[derive(Serialize)]
struct SiteMapView {
    /// The site's own pages, home first.
    sections: Vec<LinkView>,
    /// Indices of kinds.
    kinds: Vec<Counted>,
    /// What lasts (programmes, forums …), by kind; left out where it would be too long for this page.
    branches: Vec<Branches>,
    /// Series of forums; left out where they are too many.
    series: Vec<TermView>,
    /// Topics; left out where they are too many.
    topics: Vec<TermView>,
    /// Years of the archive, newest first.
    years: Vec<Counted>,
    /// Pages of a kind without an index, A to Z.
    pages: Vec<LinkView>,
}

/// A list of the site, with how long it is.
#[derive(Serialize)]
struct Counted {
    /// Its words.
    title: String,
    /// Its address from the site's root.
    url: String,
    /// How many entries.
    count: usize,
}

/// Entries of a kind with what belongs to them.
#[derive(Serialize)]
struct Branches {
    /// The kind in the plural.
    title: String,
    /// Its entries, newest first.
    entries: Vec<Branch>,
}

/// An entry with what belongs to it.
#[derive(Serialize)]
struct Branch {
    /// The entry.
    link: LinkView,
    /// Its stages, forums and the like, in order.
    parts: Vec<LinkView>,
}

impl Output for SiteMap {
    fn name(&self) -> &'static str {
        SECTION
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        plan.section(SECTION, &site.section(SECTION), Subject::Site);
    }

    fn render(&self, _: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let view = SiteMapView {
            sections: sections(cx),
            kinds: kinds(cx),
            branches: branches(cx),
            series: terms(cx.site.series(), cx),
            topics: terms(cx.site.tags(), cx),
            years: years(cx),
            pages: pages(cx),
        };
        let title = cx.text("sections.site-map", &[]);
        let page = cx.page_view(SECTION, title, &cx.site.section(SECTION), vec![cx.home_crumb()]);
        cx.page("site-map.html", page, "map", &view)
    }
}

/// Pages of the site itself, but for indices of kinds and this one.
fn sections(cx: &RenderCx<'_>) -> Vec<LinkView> {
    let elsewhere = [SECTION, "home"];
    let is_own =
        |name: &&String| !elsewhere.contains(&name.as_str()) && KINDS.iter().all(|kind| kind.id.0 != *name);
    let names = cx.plan().sections.keys().filter(is_own);
    let mut links: Vec<LinkView> = names.map(|name| cx.section_crumb(name)).collect();
    links.sort_by_cached_key(|link| cx.site.locale.sort_key(&link.title));
    links.insert(0, cx.home_crumb());
    links
}

fn kinds(cx: &RenderCx<'_>) -> Vec<Counted> {
    let with_index = KINDS.iter().filter(|kind| kind.listing != Listing::None);
    let counted = |kind: &&Kind| Counted {
        title: cx.site.texts.pattern(&format!("kinds.{}.plural", kind.id.0)),
        url: cx.site.section(kind.id.0).as_str().to_owned(),
        count: cx.site.of_kind(kind).len(),
    };
    with_index.map(counted).filter(|kind| kind.count > 0).collect()
}

/// True for what lasts, so that other things belong to it or it to them.
fn lasts(kind: &Kind) -> bool {
    matches!(kind.timeline, TimelineShape::Bar | TimelineShape::Band)
}

/// Each entry that lasts stands once: with what it belongs to, else under its own kind.
fn branches(cx: &RenderCx<'_>) -> Vec<Branches> {
    let site = cx.site;
    let of_kinds = || KINDS.iter().filter(|kind| lasts(kind));
    let in_full = of_kinds().map(|kind| site.of_kind(kind).len()).sum::<usize>() <= LIST_LIMIT;
    let told = |ix: &EntryIx| site.is_listed(*ix, "index") && site.is_listed(*ix, "sitemap");
    let mut seen: BTreeSet<EntryIx> = BTreeSet::new();
    let mut all = Vec::new();
    for kind in of_kinds().filter(|kind| kind.listing != Listing::None) {
        let of_kind = site.of_kind(kind);
        if of_kind.len() > LIST_LIMIT {
            continue;
        }
        let mut entries = Vec::new();
        for ix in of_kind.iter().rev().filter(|ix| told(ix)) {
            if seen.contains(ix) {
                continue;
            }
            let members = site.members_of(*ix).iter().copied().filter(|_| in_full);
            let other = |part: &EntryIx| lasts(site.entry(*part).kind) && !site.entry(*part).is(kind.id);
            let parts: Vec<EntryIx> =
                members.filter(other).filter(|part| told(part) && seen.insert(*part)).collect();
            entries.push(Branch {
                link: link(*ix, cx),
                parts: parts.iter().map(|part| link(*part, cx)).collect(),
            });
        }
        if !entries.is_empty() {
            all.push(Branches { title: site.texts.pattern(&format!("kinds.{}.plural", kind.id.0)), entries });
        }
    }
    all
}

fn link(ix: EntryIx, cx: &RenderCx<'_>) -> LinkView {
    cx.view_cx(ix).entry_link(ix)
}

fn terms(terms: &[Term], cx: &RenderCx<'_>) -> Vec<TermView> {
    let few = terms.iter().filter(|_| terms.len() <= LIST_LIMIT);
    few.map(|term| TermView::new(term, cx.views)).collect()
}

fn years(cx: &RenderCx<'_>) -> Vec<Counted> {
    let counted = |(year, index): (&i16, &crate::site::Year)| Counted {
        title: year.to_string(),
        url: archive::url_of(cx.site, *year, None).as_str().to_owned(),
        count: index.entries.len(),
    };
    cx.site.years().iter().rev().map(counted).collect()
}

/// Pages that no list shows.
fn pages(cx: &RenderCx<'_>) -> Vec<LinkView> {
    let site = cx.site;
    let unlisted = KINDS.iter().filter(|kind| kind.listing == Listing::None && kind.scope.is_none());
    let entries = unlisted.flat_map(|kind| site.of_kind(kind)).copied();
    let told = |ix: &EntryIx| Some(*ix) != site.home() && site.is_listed(*ix, "sitemap");
    let mut links: Vec<LinkView> = entries.filter(told).map(|ix| link(ix, cx)).collect();
    links.sort_by_cached_key(|link| site.locale.sort_key(&link.title));
    links
}
