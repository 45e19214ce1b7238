//! The order of time, and who stands before and after whom.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Columns, EntryIx};
use crate::entry::Entry;
use crate::kinds::{KINDS, KindId, Rel};
use crate::locale::Locale;

/// Previous and next of an entry among its own kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbours {
    /// Within what; `None` for all of the kind.
    pub within: Option<EntryIx>,
    /// The one before.
    pub previous: Option<EntryIx>,
    /// The one after.
    pub next: Option<EntryIx>,
}

/// The place of every entry in the order of time: by first day, then kind (what
/// holds others comes before them), time and end, the author's order,
/// the title in the language's order, the id. What has no time comes last.
pub(super) fn ranks(entries: &[Arc<Entry>], ids: &[String], locale: &Locale) -> Vec<usize> {
    let keys: Vec<_> = entries
        .par_iter()
        .zip(ids)
        .map(|(entry, id)| {
            let day = entry.first_day();
            let when = entry.facets.when.as_ref().map(|when| when.value.sort_key());
            let published = entry.head.published.map(|stamp| stamp.at);
            let kind = KINDS.iter().position(|kind| kind.id == entry.kind.id);
            let order = entry.facets.order.unwrap_or(i64::MAX);
            (day.is_none(), day, kind, when, published, order, locale.sort_key(&entry.head.title), id.clone())
        })
        .collect();
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.par_sort_by(|a, b| keys[*a].cmp(&keys[*b]));
    let mut ranks = vec![0; entries.len()];
    for (rank, at) in order.into_iter().enumerate() {
        ranks[at] = rank;
    }
    ranks
}

/// Previous and next among the published entries of a kind: within each container and over all. A programme
/// within a programme counts only for its direct members, so that nobody gets the same links four times.
pub(super) fn neighbours(known: &Columns<'_>) -> Vec<Vec<Neighbours>> {
    let entries = known.entries;
    let mut groups: BTreeMap<(Option<EntryIx>, KindId), Vec<EntryIx>> = BTreeMap::new();
    let hidden = |entry: &Entry| entry.head.hidden_from.iter().any(|place| place == "index");
    for ix in known.published().filter(|ix| !hidden(&entries[ix.0])) {
        let kind = entries[ix.0].kind;
        for container in containers(known, ix) {
            groups.entry((Some(container), kind.id)).or_default().push(ix);
        }
        if entries[ix.0].first_day().is_some() && kind.scope.is_none() {
            groups.entry((None, kind.id)).or_default().push(ix);
        }
    }
    let mut found: Vec<Vec<Neighbours>> = vec![Vec::new(); entries.len()];
    let in_containers_first = groups.into_iter().rev();
    for ((within, _), mut members) in in_containers_first {
        members
            .sort_by_key(|ix| (entries[ix.0].kind.scope.and(entries[ix.0].facets.order), known.ranks[ix.0]));
        for (at, member) in members.iter().enumerate() {
            let previous = at.checked_sub(1).map(|before| members[before]);
            let next = members.get(at + 1).copied();
            let same = |other: &Neighbours| (other.previous, other.next) == (previous, next);
            if (previous.is_some() || next.is_some()) && !found[member.0].iter().any(same) {
                found[member.0].push(Neighbours { within, previous, next });
            }
        }
    }
    found
}

/// What an entry stands in a row within: its direct containers and theirs, but not a programme's parent.
fn containers(known: &Columns<'_>, ix: EntryIx) -> Vec<EntryIx> {
    let mut found: Vec<EntryIx> = Vec::new();
    let mut open: Vec<EntryIx> = known.containers[ix.0].iter().map(|(_, container)| *container).collect();
    while let Some(next) = open.pop() {
        if next == ix || found.contains(&next) {
            continue;
        }
        found.push(next);
        let above = known.containers[next.0].iter().filter(|(rel, _)| *rel != Rel::Parent);
        open.extend(above.map(|(_, container)| *container));
    }
    found
}
