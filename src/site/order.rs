//! The order of time, and who stands before and after whom.

use std::collections::BTreeMap;

use super::{EntryIx, Node};
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

/// Gives every entry its place in the order of time: by first day, then kind (what
/// holds others comes before them), time and end, the author's order,
/// the title in the language's order, the id. What has no time comes last.
pub(super) fn rank(entries: &[Entry], nodes: &mut [Node], locale: &Locale) {
    let keys: Vec<_> = entries
        .iter()
        .zip(nodes.iter())
        .map(|(entry, node)| {
            let day = entry.first_day();
            let when = entry.facets.when.as_ref().map(|when| when.value.sort_key());
            let published = entry.head.published.map(|stamp| stamp.at);
            let kind = KINDS.iter().position(|kind| kind.id == entry.kind.id);
            let order = entry.facets.order.unwrap_or(i64::MAX);
            (
                day.is_none(),
                day,
                kind,
                when,
                published,
                order,
                locale.sort_key(&entry.head.title),
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

/// Previous and next among the published entries of a kind: within each container and over all. A programme
/// within a programme counts only for its direct members, so that nobody gets the same links four times.
pub(super) fn neighbours(entries: &[Entry], nodes: &mut [Node]) {
    let mut groups: BTreeMap<(Option<EntryIx>, KindId), Vec<EntryIx>> = BTreeMap::new();
    let hidden = |entry: &Entry| entry.head.hidden_from.iter().any(|place| place == "index");
    for at in (0..nodes.len()).filter(|at| nodes[*at].publication.is_published() && !hidden(&entries[*at])) {
        let kind = entries[at].kind;
        for container in containers(nodes, EntryIx(at)) {
            groups.entry((Some(container), kind.id)).or_default().push(EntryIx(at));
        }
        if entries[at].first_day().is_some() && kind.scope.is_none() {
            groups.entry((None, kind.id)).or_default().push(EntryIx(at));
        }
    }
    let mut found: Vec<Vec<Neighbours>> = vec![Vec::new(); nodes.len()];
    let in_containers_first = groups.into_iter().rev();
    for ((within, _), mut members) in in_containers_first {
        members
            .sort_by_key(|ix| (entries[ix.0].kind.scope.and(entries[ix.0].facets.order), nodes[ix.0].rank));
        for (at, member) in members.iter().enumerate() {
            let previous = at.checked_sub(1).map(|before| members[before]);
            let next = members.get(at + 1).copied();
            let same = |other: &Neighbours| (other.previous, other.next) == (previous, next);
            if (previous.is_some() || next.is_some()) && !found[member.0].iter().any(same) {
                found[member.0].push(Neighbours { within, previous, next });
            }
        }
    }
    for (node, neighbours) in nodes.iter_mut().zip(found) {
        node.neighbours = neighbours;
    }
}

/// What an entry stands in a row within: its direct containers and theirs, but not a programme's parent.
fn containers(nodes: &[Node], ix: EntryIx) -> Vec<EntryIx> {
    let mut found: Vec<EntryIx> = Vec::new();
    let mut open: Vec<EntryIx> = nodes[ix.0].containers.iter().map(|(_, container)| *container).collect();
    while let Some(next) = open.pop() {
        if next == ix || found.contains(&next) {
            continue;
        }
        found.push(next);
        let above = nodes[next.0].containers.iter().filter(|(rel, _)| *rel != Rel::Parent);
        open.extend(above.map(|(_, container)| *container));
    }
    found
}
