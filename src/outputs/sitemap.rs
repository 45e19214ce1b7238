//! `sitemap.xml` (sitemaps.org protocol 0.9): the address of every page, for search engines. Only for a site that
//! knows its address. Beyond 50 000 addresses it is an index of `sitemap-1.xml` and so on.
//!
//! Left out are the page for what is not found, pages that only lead on, files, and entries that their authors
//! hide (`hidden_from: sitemap`). When a page last changed is said by the word of authors alone: of an entry its own day, of
//! a list that of its newest entry; a page of neither says nothing.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Job, Output, Plan, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::kinds::{KINDS, KindId};
use crate::path::Url;
use crate::site::{EntryIx, Site};
use crate::theme::Theme;
use crate::words;
use crate::xml;

/// Its name.
pub(super) const FILE: &str = "sitemap.xml";
/// Most addresses a file may hold, by the protocol.
const LIMIT: usize = 50_000;
/// The namespace of the protocol.
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The output.
pub(super) struct Sitemap;

impl Output for Sitemap {
    fn name(&self) -> &'static str {
        "sitemap"
    }

    fn is_late(&self) -> bool {
        true
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        if site.config.base_url.is_none() {
            return;
        }
        let parts = parts(pages(plan.so_far(), site).count());
        plan.page(&Url::file(FILE), Subject::Site, words!("the sitemap", "mapa witryny"));
        for part in 0..parts {
            plan.page(
                &part_url(part),
                Subject::Part(part),
                words!("a part of the sitemap", "część mapy witryny"),
            );
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let whole = |url: &str| cx.canonical(&Url::file(url)).unwrap_or_default();
        let site = cx.site;
        let of_kinds = OfKinds::new(site);
        let told = |(address, job): (String, &Job)| {
            // The base is closed by `/`, the address of a page too.
            (format!("{}{address}", whole("")), last_change(job, site, &of_kinds).map(|day| day.to_string()))
        };
        let all = || pages(cx.plan(), site);
        let text = match subject {
            Subject::Part(part) => urls(all().skip(part * LIMIT).take(LIMIT).map(told)),
            _ => match parts(all().count()) {
                0 => urls(all().map(told)),
                count => index((0..count).map(|part| whole(part_url(part).as_str()))),
            },
        };
        Ok(text.into())
    }
}

/// In how many parts it is told; 0 when it is whole.
fn parts(pages: usize) -> usize {
    if pages > LIMIT { pages.div_ceil(LIMIT) } else { 0 }
}

fn part_url(part: usize) -> Url {
    Url::file(&format!("sitemap-{}.xml", part + 1))
}

/// Pages for search engines, in the order of their address.
fn pages<'a>(plan: &'a Plan, site: &'a Site) -> impl Iterator<Item = (String, &'a Job)> + 'a {
    plan.jobs.iter().filter_map(|(path, job)| {
        let address = path.as_str().strip_suffix("index.html")?;
        let entry = match &job.subject {
            Subject::File(_) | Subject::Alias(..) | Subject::Part(_) => return None,
            Subject::Entry(ix) => Some(*ix),
            _ => site.home().filter(|_| address.is_empty()),
        };
        let hidden = entry.is_some_and(|ix| !site.is_listed(ix, "sitemap"));
        (!hidden && (address.is_empty() || address.ends_with('/')))
            .then(|| (Url::page([address]).href(), job))
    })
}

/// The day on which the newest entry of a kind was changed: of all, of a year, of a month of it.
struct OfKinds(BTreeMap<(KindId, Option<i16>, Option<i8>), Date>);

impl OfKinds {
    fn new(site: &Site) -> Self {
        let mut newest = BTreeMap::new();
        for kind in KINDS {
            for (ix, year) in site.of_kind_by_year(kind) {
                let Some(day) = changed(ix, site) else { continue };
                let month = site.month_of(ix);
                for (year, month) in [(None, None), (year, None), (year, month)] {
                    let known = newest.entry((kind.id, year, month)).or_insert(day);
                    *known = day.max(*known);
                }
            }
        }
        Self(newest)
    }
}

/// The day a page was last changed: an entry by its author's word, a list by that of its newest entry.
fn last_change(job: &Job, site: &Site, of_kinds: &OfKinds) -> Option<Date> {
    match &job.subject {
        Subject::Entry(ix) => changed(*ix, site),
        Subject::Kind(kind, year) => of_kinds.0.get(&(*kind, *year, None)).copied(),
        Subject::KindMonth(kind, year, month) => of_kinds.0.get(&(*kind, Some(*year), Some(*month))).copied(),
        Subject::Period(year, month) => {
            let index = site.years().get(year)?;
            let entries = month.map_or(Some(&index.entries), |month| index.months.get(&month))?;
            newest(entries.iter().copied(), site)
        }
        Subject::Tag(at) => newest(site.tags().get(*at)?.entries.iter().copied(), site),
        Subject::Series(at) => newest(site.series().get(*at)?.entries.iter().copied(), site),
        _ => None,
    }
}

/// The day an entry was last changed or published; a day still to come does not count.
fn changed(ix: EntryIx, site: &Site) -> Option<Date> {
    let head = &site.entry(ix).head;
    let updated = head.updated.filter(|stamp| site.has_come(*stamp));
    updated.max(head.published).map(|stamp| stamp.date())
}

fn newest(entries: impl Iterator<Item = EntryIx>, site: &Site) -> Option<Date> {
    entries.filter_map(|ix| changed(ix, site)).max()
}

fn urls(pages: impl Iterator<Item = (String, Option<String>)>) -> String {
    let mut xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"{NAMESPACE}\">\n");
    for (address, changed) in pages {
        let changed = changed.map(|day| format!("<lastmod>{day}</lastmod>")).unwrap_or_default();
        xml.push_str(&format!("<url><loc>{}</loc>{changed}</url>\n", escaped(&address)));
    }
    xml.push_str("</urlset>\n");
    xml
}

fn index(parts: impl Iterator<Item = String>) -> String {
    let mut xml =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    for part in parts {
        xml.push_str(&format!("<sitemap><loc>{}</loc></sitemap>\n", escaped(&part)));
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

/// An address within XML; letters beyond ASCII are percent-encoded, as the protocol asks (RFC 3986).
fn escaped(address: &str) -> String {
    let mut ascii = String::with_capacity(address.len());
    let mut bytes = [0; 4];
    for c in address.chars() {
        if c.is_ascii() {
            ascii.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut bytes).bytes() {
            ascii.push_str(&format!("%{byte:02X}"));
        }
    }
    xml::attribute(&ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ones_are_told_in_parts() {
        assert_eq!((parts(0), parts(50_000), parts(50_001), parts(100_001)), (0, 0, 2, 3));
        assert_eq!(part_url(0).as_str(), "sitemap-1.xml");
        let xml = index(["https://x.pl/sitemap-1.xml".to_owned()].into_iter());
        assert!(xml.contains("<sitemap><loc>https://x.pl/sitemap-1.xml</loc></sitemap>"));
    }

    #[test]
    fn addresses_are_escaped_for_xml_and_for_the_web() {
        let pages = [("https://x.pl/łą/?a&b".to_owned(), Some("2026-01-01".to_owned()))];
        let xml = urls(pages.into_iter());
        let line = "<url><loc>https://x.pl/%C5%82%C4%85/?a&amp;b</loc><lastmod>2026-01-01</lastmod></url>";
        assert!(xml.contains(line), "{xml}");
    }
}
