//! The index of each kind: by year, newest first, or A to Z. An index by year that would be too long for a
//! page has a page a year, and of a year that is too long itself a page a month.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{LIST_LIMIT, Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::kinds::{KINDS, Kind, Listing};
use crate::path::{Url, slug};
use crate::site::{EntryIx, Site};
use crate::theme::Theme;
use crate::view::{Card, LinkView};
use crate::words;

/// The output.
pub(super) struct KindIndex;

/// What the template sees as `index`.
#[derive(Serialize)]
struct IndexView {
    /// The kind.
    kind: &'static str,
    /// The title of the page.
    title: String,
    /// True for A to Z, false for by year.
    alphabetical: bool,
    /// Years, or months on the page of a year, or letters.
    groups: Vec<Group>,
    /// The year, on the page of one or of one of its months.
    year: Option<i16>,
    /// From the page of a year, the whole index; from that of a month, its year.
    up: Option<LinkView>,
}

/// A year, a month of a year with a page of its own, or a letter.
#[derive(Serialize)]
struct Group {
    /// The year, month or letter; empty for entries without a date.
    heading: String,
    /// Its anchor.
    anchor: String,
    /// The address of the year's or month's own page, where it has one.
    url: Option<String>,
    /// How many entries.
    count: usize,
    /// Cards; empty where the year or month has a page of its own.
    entries: Vec<Card>,
}

impl Output for KindIndex {
    fn name(&self) -> &'static str {
        "kind-index"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        for kind in KINDS.iter().filter(|kind| kind.listing != Listing::None) {
            if site.of_kind(kind).is_empty() {
                continue;
            }
            let url = site.section(kind.id.0);
            plan.section(kind.id.0, &url, Subject::Kind(kind.id, None));
            for (year, entries) in own_pages(kind, site) {
                let folder = kind.folder;
                let words = || words!("the index of {year} in `{folder}`", "spis roku {year} w `{folder}`");
                plan.page(&year_url(&url, year), Subject::Kind(kind.id, Some(year)), words());
                for month in own_months(site, &entries) {
                    let subject = Subject::KindMonth(kind.id, year, month);
                    plan.page(&month_url(&url, year, month), subject, words());
                }
            }
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let (id, year, month) = match subject {
            Subject::Kind(id, year) => (id, *year, None),
            Subject::KindMonth(id, year, month) => (id, Some(*year), Some(*month)),
            _ => return Ok(Content::default()),
        };
        let Some(kind) = crate::kinds::by_name(id.0) else {
            return Ok(Content::default());
        };
        let index = cx.site.section(kind.id.0);
        let title = cx.text(&format!("kinds.{}.plural", kind.id.0), &[]);
        let up = LinkView { title: title.clone(), url: Some(index.as_str().to_owned()) };
        let year_link = |year: i16| LinkView {
            title: cx.text("titles.kind_year", &[("kind", title.as_str()), ("year", &year.to_string())]),
            url: Some(year_url(&index, year).as_str().to_owned()),
        };
        let (title, url, up, crumbs) = match (year, month) {
            (None, _) => (title, index, None, vec![cx.home_crumb()]),
            (Some(year), None) => {
                let url = year_url(&index, year);
                (year_link(year).title, url, Some(up.clone()), vec![cx.home_crumb(), up])
            }
            (Some(year), Some(month)) => {
                let heading = cx.site.locale.month_heading(year, month);
                let url = month_url(&index, year, month);
                let crumbs = vec![cx.home_crumb(), up, year_link(year)];
                let values = [("kind", title.as_str()), ("month", heading.as_str())];
                (cx.text("titles.kind_month", &values), url, Some(year_link(year)), crumbs)
            }
        };
        let groups = match kind.listing {
            Listing::Alphabetical => by_letter(kind, cx),
            _ => year.map_or_else(|| by_year(kind, cx), |year| by_month(kind, year, month, cx)),
        };
        let view = IndexView {
            kind: kind.id.0,
            title: title.clone(),
            alphabetical: kind.listing == Listing::Alphabetical,
            groups,
            year,
            up,
        };
        cx.page("kind-index.html", cx.page_view("index", title, &url, crumbs), "index", &view)
    }
}

fn year_url(index: &Url, year: i16) -> Url {
    index.child(&year.to_string())
}

fn month_url(index: &Url, year: i16, month: i8) -> Url {
    year_url(index, year).child(&format!("{month:02}"))
}

/// Months of a year's entries that have a page of their own.
fn own_months(site: &Site, entries: &[EntryIx]) -> BTreeSet<i8> {
    if entries.len() <= LIST_LIMIT {
        return BTreeSet::new();
    }
    entries.iter().filter_map(|ix| site.month_of(*ix)).collect()
}

/// Years that have a page of their own.
fn own_pages(kind: &Kind, site: &Site) -> Vec<(i16, Vec<EntryIx>)> {
    if kind.listing != Listing::ByDate || site.of_kind(kind).len() <= LIST_LIMIT {
        return Vec::new();
    }
    years(kind, site).into_iter().filter_map(|(year, entries)| Some((year?, entries))).collect()
}

/// Entries of a kind by year, newest first; those without a date last.
fn years(kind: &Kind, site: &Site) -> Vec<(Option<i16>, Vec<EntryIx>)> {
    let mut years: Vec<(Option<i16>, Vec<EntryIx>)> = Vec::new();
    let mut undated = Vec::new();
    for (ix, year) in site.of_kind_by_year(kind).rev() {
        match year {
            None => undated.push(ix),
            Some(year) if years.last().is_some_and(|(last, _)| *last == Some(year)) => {
                if let Some((_, entries)) = years.last_mut() {
                    entries.push(ix);
                }
            }
            Some(year) => years.push((Some(year), vec![ix])),
        }
    }
    if !undated.is_empty() {
        undated.reverse();
        years.push((None, undated));
    }
    years
}

fn by_year(kind: &Kind, cx: &RenderCx<'_>) -> Vec<Group> {
    let index = cx.site.section(kind.id.0);
    let split = !own_pages(kind, cx.site).is_empty();
    years(kind, cx.site)
        .into_iter()
        .map(|(year, entries)| {
            let own_page = year.filter(|_| split).map(|year| year_url(&index, year).as_str().to_owned());
            let heading = year.map(|year| year.to_string()).unwrap_or_default();
            Group {
                anchor: if heading.is_empty() { "undated".to_owned() } else { format!("y{heading}") },
                heading,
                count: entries.len(),
                entries: if own_page.is_some() { Vec::new() } else { cx.cards(&entries) },
                url: own_page,
            }
        })
        .collect()
}

/// The entries of a year by month, newest first; those known by the year alone under the year. Of a year whose months have
/// pages of their own, the months to choose; on the page of one, its entries alone.
fn by_month(kind: &Kind, year: i16, only: Option<i8>, cx: &RenderCx<'_>) -> Vec<Group> {
    let index = cx.site.section(kind.id.0);
    let newest_first = cx.site.of_kind_by_year(kind).rev();
    let of_year: Vec<EntryIx> =
        newest_first.filter(|(_, other)| *other == Some(year)).map(|(ix, _)| ix).collect();
    let own = own_months(cx.site, &of_year);
    let mut months: BTreeMap<Option<i8>, Vec<EntryIx>> = BTreeMap::new();
    for ix in of_year {
        months.entry(cx.site.month_of(ix)).or_default().push(ix);
    }
    let group = |(month, entries): (Option<i8>, Vec<EntryIx>)| {
        let own = month.filter(|month| only.is_none() && own.contains(month));
        Group {
            heading: month
                .map_or_else(|| year.to_string(), |month| cx.site.locale.month_heading(year, month)),
            anchor: month.map_or_else(|| format!("y{year}"), |month| format!("m{month}")),
            url: own.map(|month| month_url(&index, year, month).as_str().to_owned()),
            count: entries.len(),
            entries: if own.is_some() { Vec::new() } else { cx.cards(&entries) },
        }
    };
    let wanted = |(month, _): &(Option<i8>, Vec<EntryIx>)| only.is_none() || *month == only;
    months.into_iter().rev().filter(wanted).map(group).collect()
}

fn by_letter(kind: &Kind, cx: &RenderCx<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for ix in cx.site.of_kind(kind) {
        let entry = cx.site.entry(*ix);
        let letter = cx.site.locale.initial(&entry.index_name());
        if groups.last().is_none_or(|last| last.heading != letter) {
            groups.push(Group {
                anchor: letter_anchor(&letter, groups.len()),
                heading: letter,
                url: None,
                count: 0,
                entries: Vec::new(),
            });
        }
        if let Some(group) = groups.last_mut() {
            group.count += 1;
            group.entries.push(cx.card(*ix));
        }
    }
    groups
}

/// An anchor for a letter: `l-12` for Ł, so that it differs from that for L.
pub(super) fn letter_anchor(letter: &str, place: usize) -> String {
    let base = slug(letter);
    format!("{}-{}", if base.is_empty() { "x" } else { &base }, place + 1)
}
