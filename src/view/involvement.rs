//! Who took part in what, seen from both sides.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Card, LinkView, ViewCx};
use crate::kinds::{Listing, Rel};
use crate::path::Url;
use crate::site::{EntryIx, Involvement, LIST_LIMIT, Site};

/// Somebody or something that took part.
#[derive(Debug, Serialize)]
pub struct InvolvementView {
    /// The person, organisation or place.
    pub who: LinkView,
    /// Its kind.
    pub kind: &'static str,
    /// True for a person.
    #[serde(skip)]
    pub is_person: bool,
    /// As what: owner, partner, organiser, person, affiliation, place, funder, byline.
    pub rels: Vec<&'static str>,
    /// Roles of a person: opening, speaker, moderator, panellist, host, guest.
    pub roles: Vec<&'static str>,
    /// The post held at the time.
    pub position: Option<String>,
    /// The organisation spoken for.
    pub org: Option<LinkView>,
    /// In how many of the entries.
    pub count: usize,
}

/// What somebody took part in, in one year.
#[derive(Debug, Serialize)]
pub struct InvolvementYear {
    /// The year; none for what has no time.
    pub year: Option<i16>,
    /// How many things.
    pub count: usize,
    /// The address of the year's own page, where there are too many things for one page.
    pub url: Option<String>,
    /// What it took part in, newest first; empty where the year has a page of its own.
    pub items: Vec<TookPart>,
}

/// In what role somebody took part, and how often.
#[derive(Debug, Serialize)]
pub struct RoleCount {
    /// A role of a person (speaker …) or what it is to the other (organiser, place …).
    pub role: &'static str,
    /// True for a role of a person.
    pub personal: bool,
    /// In how many things.
    pub count: usize,
}

/// One thing somebody took part in.
#[derive(Debug, Serialize)]
pub struct TookPart {
    /// Its card.
    pub card: Card,
    /// As what.
    pub rels: Vec<&'static str>,
    /// Roles of a person.
    pub roles: Vec<&'static str>,
    /// The post held then.
    pub position: Option<String>,
    /// The organisation spoken for then.
    pub org: Option<LinkView>,
}

/// Everyone and everything that took part in any of the entries, each once: people and organisations in the
/// language's order within their kind.
pub(super) fn involved(cx: &ViewCx<'_>, entries: &[EntryIx]) -> Vec<InvolvementView> {
    let mut by_other: BTreeMap<EntryIx, (InvolvementView, Vec<EntryIx>)> = BTreeMap::new();
    let took_part = |involvement: &&Involvement| involvement.rel != Rel::Byline;
    for involvement in entries.iter().flat_map(|ix| cx.site.involved_in(*ix)).filter(took_part) {
        let entry = cx.site.entry(involvement.other);
        let (view, holders) = by_other.entry(involvement.other).or_insert_with(|| {
            let view = InvolvementView {
                who: cx.entry_link(involvement.other),
                kind: entry.kind.id.0,
                is_person: involvement.rel == Rel::Person,
                rels: Vec::new(),
                roles: Vec::new(),
                position: None,
                org: None,
                count: 0,
            };
            (view, Vec::new())
        });
        view.is_person |= involvement.rel == Rel::Person;
        note(&mut view.rels, Some(involvement.rel.as_str()));
        note(&mut view.roles, cx.site.capacity_of(involvement).role);
        fill_in(cx, involvement, &mut view.position, &mut view.org);
        note(holders, Some(involvement.holder));
    }
    let name = |ix: &EntryIx| cx.site.locale.sort_key(&cx.site.entry(*ix).index_name());
    let mut views: Vec<(EntryIx, InvolvementView)> = by_other
        .into_iter()
        .map(|(ix, (view, holders))| (ix, InvolvementView { count: holders.len(), ..view }))
        .collect();
    views.sort_by_cached_key(|(ix, _)| (name(ix), *ix));
    views.into_iter().map(|(_, view)| view).collect()
}

/// What the entry took part in, by year, newest first, each thing once; where that is too much for a page, years
/// have pages of their own.
pub(super) fn took_part(cx: &ViewCx<'_>) -> Vec<InvolvementYear> {
    let mut years = by_year(cx, cx.site.involvements_of(cx.ix));
    for year in split_years(cx.site, cx.ix) {
        for own in years.iter_mut().filter(|own| own.year == Some(year)) {
            own.items = Vec::new();
            own.url = Some(year_url(cx.site, cx.ix, year).as_str().to_owned());
        }
    }
    years
}

/// What the entry took part in, in one year.
pub fn took_part_in(cx: &ViewCx<'_>, year: i16) -> Vec<InvolvementYear> {
    let all = cx.site.involvements_of(cx.ix).iter();
    by_year(cx, all.filter(|one| cx.site.year_of(one.other) == Some(year)))
}

/// Years of what an entry took part in that have pages of their own, newest first.
pub fn split_years(site: &Site, ix: EntryIx) -> Vec<i16> {
    let involvements = site.involvements_of(ix);
    if involvements.len() <= LIST_LIMIT {
        return Vec::new();
    }
    let years = involvements.iter().filter_map(|one| site.year_of(one.other));
    let years: BTreeSet<i16> = years.collect();
    years.into_iter().rev().collect()
}

/// The address of a year of what an entry took part in.
pub fn year_url(site: &Site, ix: EntryIx, year: i16) -> Url {
    site.url(ix).child(&year.to_string())
}

/// How often in which role, the most frequent first. That people belong to an organisation is no role in anything.
pub(super) fn roles(cx: &ViewCx<'_>) -> Vec<RoleCount> {
    let mut counts: BTreeMap<(bool, &'static str), BTreeSet<EntryIx>> = BTreeMap::new();
    let in_things =
        |involvement: &&Involvement| cx.site.entry(involvement.other).kind.listing != Listing::Alphabetical;
    for involvement in cx.site.involvements_of(cx.ix).iter().filter(in_things) {
        let role = cx.site.capacity_of(involvement).role.map(|role| (true, role));
        let rel = (involvement.rel != Rel::Person).then(|| (false, involvement.rel.as_str()));
        for key in [role, rel].into_iter().flatten() {
            counts.entry(key).or_default().insert(involvement.other);
        }
    }
    let count = |((personal, role), entries): (_, BTreeSet<EntryIx>)| RoleCount {
        role,
        personal,
        count: entries.len(),
    };
    let mut roles: Vec<RoleCount> = counts.into_iter().map(count).collect();
    roles.sort_by_key(|role| std::cmp::Reverse(role.count));
    roles
}

fn by_year<'i>(
    cx: &ViewCx<'_>,
    involvements: impl IntoIterator<Item = &'i Involvement>,
) -> Vec<InvolvementYear> {
    let mut years: Vec<InvolvementYear> = Vec::new();
    let mut last: Option<EntryIx> = None;
    for involvement in involvements {
        let year = cx.site.year_of(involvement.other);
        if years.last().is_none_or(|last| last.year != year) {
            years.push(InvolvementYear { year, count: 0, url: None, items: Vec::new() });
        }
        let Some(current) = years.last_mut() else { continue };
        if last != Some(involvement.other) {
            current.items.push(TookPart {
                card: cx.card(involvement.other),
                rels: Vec::new(),
                roles: Vec::new(),
                position: None,
                org: None,
            });
            current.count += 1;
            last = Some(involvement.other);
        }
        if let Some(item) = current.items.last_mut() {
            note(&mut item.rels, Some(involvement.rel.as_str()));
            note(&mut item.roles, cx.site.capacity_of(involvement).role);
            fill_in(cx, involvement, &mut item.position, &mut item.org);
        }
    }
    years
}

/// Fills in the post held and the organisation spoken for, where they are not known yet.
fn fill_in(
    cx: &ViewCx<'_>,
    involvement: &Involvement,
    position: &mut Option<String>,
    org: &mut Option<LinkView>,
) {
    let capacity = cx.site.capacity_of(involvement);
    if position.is_none() {
        *position = cx.text_of(&capacity.position);
    }
    if org.is_none() {
        *org = cx.of(involvement.holder).link_of(capacity.org);
    }
}

/// Adds what is not there yet.
fn note<T: PartialEq>(list: &mut Vec<T>, item: Option<T>) {
    if let Some(item) = item.filter(|item| !list.contains(item)) {
        list.push(item);
    }
}
