//! Indices: by kind, year and month, tag and series; and who took part in what.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::register::folded;
use super::urls::Segments;
use super::{Columns, EntryIx, Involvement, Target};
use crate::entry::{Entry, RefIx};
use crate::fit::fitted;
use crate::kinds::{KINDS, KindId, Listing, TimelineShape};
use crate::locale::Locale;
use crate::path::{Url, slug};
use crate::when::When;

/// Most months an entry is filed under: each month of the first 20 years, then one of each year.
const MONTHS_LIMIT: usize = 480;

/// A word that several entries share: a tag, or the series of forums.
#[derive(Debug)]
pub struct Term {
    /// As most often written.
    pub name: String,
    /// Its address.
    pub url: Url,
    /// Its entries, newest first.
    pub entries: Vec<EntryIx>,
}

impl Term {
    /// What tells it from all others: its words, however their letters are cased.
    pub fn key(&self) -> String {
        folded(&self.name)
    }
}

/// A year of the archive.
#[derive(Debug, Default)]
pub struct Year {
    /// Everything of the year, oldest first.
    pub entries: Vec<EntryIx>,
    /// Everything of a month, oldest first; what is known by the year alone is in no month.
    pub months: BTreeMap<i8, Vec<EntryIx>>,
}

/// An entry of the timelines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    pub(super) ix: EntryIx,
    /// True where its author hides it from some place or other.
    pub(super) is_hidden: bool,
}

/// All indices.
#[derive(Debug, Default)]
pub(super) struct Indices {
    pub(super) by_kind: BTreeMap<KindId, Vec<EntryIx>>,
    pub(super) years: BTreeMap<i16, Year>,
    pub(super) tags: Vec<Term>,
    pub(super) tag_places: BTreeMap<String, usize>,
    pub(super) series: Vec<Term>,
    pub(super) on_timeline: Vec<Dated>,
}

impl Indices {
    /// Sorts every published entry into its indices.
    pub(super) fn new(known: &Columns<'_>, segments: &Segments, locale: &Locale) -> Self {
        let entries = known.entries;
        let in_time = known.in_time();
        let hidden =
            |ix: &EntryIx, place: &str| entries[ix.0].head.hidden_from.iter().any(|name| name == place);
        let mut indices = Self::default();
        for ix in &in_time {
            let entry = &entries[ix.0];
            if !hidden(ix, "index") {
                indices.by_kind.entry(entry.kind.id).or_default().push(*ix);
            }
            if !hidden(ix, "archive") {
                indices.file(*ix, entry);
            }
            if entry.kind.timeline != TimelineShape::None && entry.facets.when.is_some() {
                indices.on_timeline.push(Dated { ix: *ix, is_hidden: !entry.head.hidden_from.is_empty() });
            }
        }
        for kind in KINDS.iter().filter(|kind| kind.listing == Listing::Alphabetical) {
            if let Some(of_kind) = indices.by_kind.get_mut(&kind.id) {
                of_kind.sort_by_cached_key(|ix| (locale.sort_key(&entries[ix.0].index_name()), *ix));
            }
        }
        let newest_first = known.newest_first();
        let newest_first = || newest_first.iter().filter(|ix| !hidden(ix, "index"));
        let tags =
            newest_first().flat_map(|ix| entries[ix.0].head.tags.iter().map(move |tag| (tag.as_str(), *ix)));
        indices.tags = terms(tags, &segments.url("topics"), locale);
        indices.tag_places =
            indices.tags.iter().enumerate().map(|(at, term)| (folded(&term.name), at)).collect();
        let series = newest_first().filter_map(|ix| Some((entries[ix.0].facets.series.as_deref()?, *ix)));
        indices.series = terms(series, &segments.url("series"), locale);
        indices
    }

    /// Files an entry under every year and month its time touches.
    fn file(&mut self, ix: EntryIx, entry: &Entry) {
        let (Some(first), Some(last)) = (entry.first_day(), entry.last_day()) else { return };
        let separate = match &entry.facets.when {
            Some(when) if entry.kind.timeline != TimelineShape::None => match &when.value {
                When::Days(days) => Some(days),
                _ => None,
            },
            _ => None,
        };
        let months: Vec<Date> = match separate {
            Some(days) => days.iter().map(|day| day.first_of_month()).collect(),
            None => months_of(first, last),
        };
        for month in months {
            let year = self.years.entry(month.year()).or_default();
            note(&mut year.entries, ix);
            if entry.month_is_known() {
                note(year.months.entry(month.month()).or_default(), ix);
            }
        }
    }
}

/// The first of each month from one day to another; past [`MONTHS_LIMIT`] only the first of each year.
fn months_of(first: Date, last: Date) -> Vec<Date> {
    let mut months = Vec::new();
    let mut month = first.first_of_month();
    while month <= last && months.len() < MONTHS_LIMIT {
        months.push(month);
        let step = if months.len() < MONTHS_LIMIT / 2 {
            jiff::Span::new().months(1)
        } else {
            jiff::Span::new().years(1)
        };
        let Ok(next) = month.checked_add(step) else { break };
        month = next;
    }
    months
}

/// Adds an entry that was not the last one added.
fn note(list: &mut Vec<EntryIx>, ix: EntryIx) {
    if list.last() != Some(&ix) {
        list.push(ix);
    }
}

/// A name as it stands in an index: opening quotes and brackets do not count.
fn index_name(name: &str) -> &str {
    let bare = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() { name } else { bare }
}

/// Groups entries by a word, however its letters are cased; each group's address is unique.
fn terms<'a>(words: impl Iterator<Item = (&'a str, EntryIx)>, index: &Url, locale: &Locale) -> Vec<Term> {
    let mut groups: BTreeMap<String, (BTreeMap<&str, usize>, Vec<EntryIx>)> = BTreeMap::new();
    for (word, ix) in words {
        let (forms, entries) = groups.entry(folded(word)).or_default();
        *forms.entry(word).or_default() += 1;
        if entries.last() != Some(&ix) {
            entries.push(ix);
        }
    }
    let mut slugs: BTreeSet<String> = BTreeSet::new();
    let mut terms: Vec<Term> = groups
        .into_values()
        .map(|(forms, entries)| {
            let name = forms.iter().rev().max_by_key(|(_, count)| **count).map_or("", |(form, _)| *form);
            let base = slug(name);
            let base = if base.is_empty() { "x".to_owned() } else { base };
            let free = |number: &usize| !slugs.contains(&numbered(&base, *number));
            let slug = numbered(&base, (1..).find(free).unwrap_or(1));
            slugs.insert(slug.clone());
            Term { name: name.to_owned(), url: index.child(&slug), entries }
        })
        .collect();
    terms.sort_by_cached_key(|term| locale.sort_key(index_name(&term.name)));
    terms
}

/// `miasto`, `miasto-2`.
fn numbered(base: &str, number: usize) -> String {
    if number == 1 { base.to_owned() } else { format!("{base}-{number}") }
}

/// Who took part in what, and who mentions whom, from both sides; newest first.
#[derive(Debug, Default, Clone)]
pub(super) struct Ties {
    /// Who and what took part in it.
    pub(super) involved: Vec<Involvement>,
    /// What it took part in.
    pub(super) involvements: Vec<Involvement>,
    /// Entries that are about it or name it as related.
    pub(super) mentions: Vec<EntryIx>,
}

/// The ties of every entry.
pub(super) fn ties(known: &Columns<'_>) -> Vec<Ties> {
    let mut ties = vec![Ties::default(); known.entries.len()];
    for holder in known.newest_first() {
        let relations = known.entries[holder.0].relations.iter().zip(&known.targets[holder.0]);
        for (at, (relation, target)) in relations.enumerate() {
            let Target::Entry(other) = *target else { continue };
            if other == holder {
                continue;
            }
            if relation.rel.is_involvement() {
                let reference = RefIx(at);
                let seen_from = |other| Involvement { other, rel: relation.rel, holder, reference };
                ties[holder.0].involved.push(seen_from(other));
                ties[other.0].involvements.push(seen_from(holder));
            } else if relation.rel.is_mention() && ties[other.0].mentions.last() != Some(&holder) {
                ties[other.0].mentions.push(holder);
            }
        }
    }
    for ties in &mut ties {
        ties.involved = fitted(std::mem::take(&mut ties.involved));
        ties.involvements = fitted(std::mem::take(&mut ties.involvements));
        ties.mentions = fitted(std::mem::take(&mut ties.mentions));
    }
    ties
}
