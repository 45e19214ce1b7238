//! The order of time, and who stands before and after whom.

use std::collections::BTreeMap;

use super::{EntryIx, Node};
use crate::entry::Entry;
use crate::kinds::KindId;
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

/// Gives every entry its place in the order of time: by first day, then time and end, the author's order,
/// the title in the language's order, the id. What has no time comes last.
pub(super) fn rank(entries: &[Entry], nodes: &mut [Node], locale: &Locale) {
    let keys: Vec<_> = entries
        .iter()
        .zip(nodes.iter())
        .map(|(entry, node)| {
            let day = entry.first_day();
            let when = entry.facets.when.as_ref().map(|when| when.value.sort_key());
            let published = entry.head.published.map(|stamp| stamp.at);
            let order = entry.facets.order.unwrap_or(i64::MAX);
            (
                day.is_none(),
                day,
                when,
                published,
                order,
                locale.sort_key(&entry.head.title),
                entry.kind.id,
                node.id.clone(),
            )
        })
        .collect();
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by(|a, b| keys[*a].cmp(&keys[*b]));
    for (rank, at) in order.into_iter().enumerate() {
        nodes[at].rank = rank;
    }
}

/// Previous and next among the published entries of a kind, within each container and over all.
pub(super) fn neighbours(entries: &[Entry], nodes: &mut [Node]) {
    let mut groups: BTreeMap<(Option<EntryIx>, KindId), Vec<EntryIx>> = BTreeMap::new();
    for at in (0..nodes.len()).filter(|at| nodes[*at].publication.is_published()) {
        let kind = entries[at].kind;
        if entries[at].first_day().is_some() && kind.scope.is_none() {
            groups.entry((None, kind.id)).or_default().push(EntryIx(at));
        }
        for member in &nodes[at].all_members {
            groups.entry((Some(EntryIx(at)), entries[member.0].kind.id)).or_default().push(*member);
        }
    }
    let mut found: Vec<Vec<Neighbours>> = vec![Vec::new(); nodes.len()];
    for ((within, _), mut members) in groups {
        members
            .sort_by_key(|ix| (entries[ix.0].kind.scope.and(entries[ix.0].facets.order), nodes[ix.0].rank));
        for (at, member) in members.iter().enumerate() {
            let previous = at.checked_sub(1).map(|before| members[before]);
            let next = members.get(at + 1).copied();
            if previous.is_some() || next.is_some() {
                found[member.0].push(Neighbours { within, previous, next });
            }
        }
    }
    for (node, neighbours) in nodes.iter_mut().zip(found) {
        node.neighbours = neighbours;
    }
}
