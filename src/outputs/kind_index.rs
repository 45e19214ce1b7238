//! The index of each kind: by year, newest first, or A to Z. An index by year that would be too long for a
//! page has a page a year.

use std::collections::BTreeMap;

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
    /// The year, on the page of one.
    year: Option<i16>,
    /// From the page of a year, the whole index.
    up: Option<LinkView>,
}

/// A year, a month of a year with a page of its own, or a letter.
#[derive(Serialize)]
struct Group {
    /// The year, month or letter; empty for entries without a date.
    heading: String,
    /// Its anchor.
    anchor: String,
    /// The address of the year's own page, where it has one.
    url: Option<String>,
    /// How many entries.
    count: usize,
    /// Cards; empty where the year has a page of its own.
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
            for (year, _) in own_pages(kind, site) {
                let folder = kind.folder;
                let words = words!("the index of {year} in `{folder}`", "spis roku {year} w `{folder}`");
                plan.page(&year_url(&url, year), Subject::Kind(kind.id, Some(year)), words);
            }
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let Subject::Kind(id, year) = subject else {
            return Ok(Content::default());
        };
        let Some(kind) = crate::kinds::by_name(id.0) else {
            return Ok(Content::default());
        };
        let index = cx.site.section(kind.id.0);
        let title = cx.text(&format!("kinds.{}.plural", kind.id.0), &[]);
        let up = LinkView { title: title.clone(), url: Some(index.as_str().to_owned()) };
        let (title, url, up, crumbs) = match year {
            None => (title, index, None, vec![cx.home_crumb()]),
            Some(year) => {
                let values = [("kind", title.as_str()), ("year", &year.to_string())];
                let url = year_url(&index, *year);
                (cx.text("titles.kind_year", &values), url, Some(up.clone()), vec![cx.home_crumb(), up])
            }
        };
        let groups = match kind.listing {
            Listing::Alphabetical => by_letter(kind, cx),
            _ => year.map_or_else(|| by_year(kind, cx), |year| by_month(kind, year, cx)),
        };
        let view = IndexView {
            kind: kind.id.0,
            title: title.clone(),
            alphabetical: kind.listing == Listing::Alphabetical,
            groups,
            year: *year,
            up,
        };
        cx.page("kind-index.html", cx.page_view("index", title, &url, crumbs), "index", &view)
    }
}

fn year_url(index: &Url, year: i16) -> Url {
    index.child(&year.to_string())
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
            None => undated.insert(0, ix),
            Some(year) if years.last().is_some_and(|(last, _)| *last == Some(year)) => {
                if let Some((_, entries)) = years.last_mut() {
                    entries.push(ix);
                }
            }
            Some(year) => years.push((Some(year), vec![ix])),
        }
    }
    if !undated.is_empty() {
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
                entries: if own_page.is_some() { Vec::new() } else { cx.views.cards(&entries) },
                url: own_page,
            }
        })
        .collect()
}

/// The entries of a year by month, newest first; those known by the year alone under the year.
fn by_month(kind: &Kind, year: i16, cx: &RenderCx<'_>) -> Vec<Group> {
    let of_year = years(kind, cx.site).into_iter().filter(|(other, _)| *other == Some(year));
    let mut months: BTreeMap<Option<i8>, Vec<EntryIx>> = BTreeMap::new();
    for ix in of_year.flat_map(|(_, entries)| entries) {
        let entry = cx.site.entry(ix);
        let month = entry.first_day().filter(|_| entry.month_is_known()).map(|day| day.month());
        months.entry(month).or_default().push(ix);
    }
    let group = |(month, entries): (Option<i8>, Vec<EntryIx>)| Group {
        heading: month.map_or_else(|| year.to_string(), |month| cx.site.locale.month_heading(year, month)),
        anchor: month.map_or_else(|| format!("y{year}"), |month| format!("m{month}")),
        url: None,
        count: entries.len(),
        entries: cx.views.cards(&entries),
    };
    months.into_iter().rev().map(group).collect()
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
            group.entries.push(cx.views.card(*ix));
        }
    }
    groups
}

/// An anchor for a letter: `l-12` for Ł, so that it differs from that for L.
pub(super) fn letter_anchor(letter: &str, place: usize) -> String {
    let base = slug(letter);
    format!("{}-{}", if base.is_empty() { "x" } else { &base }, place + 1)
}
