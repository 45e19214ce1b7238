//! Who belongs to what: by references (`programme:`, `stage:`, `forum:`, `parent:`) and by folders.

use std::collections::BTreeMap;

use super::{EntryIx, Node, Publication, Target};
use crate::entry::{Entry, Origin};
use crate::kinds::Rel;

/// Folders that are entries, and what their contents belong to.
#[derive(Debug)]
pub(super) struct Folders {
    bundles: BTreeMap<String, EntryIx>,
}

impl Folders {
    pub(super) fn new(entries: &[Entry]) -> Self {
        let bundles = entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.origin == Origin::Bundle)
            .map(|(at, entry)| (entry.source.path.folder().to_owned(), EntryIx(at)));
        Self { bundles: bundles.collect() }
    }

    /// The nearest folder above the entry that makes it a member of something, and as what.
    pub(super) fn container(&self, entry: &Entry, entries: &[Entry]) -> Option<(Rel, EntryIx)> {
        let mut folder = entry.source.path.folder();
        if entry.origin == Origin::Bundle {
            folder = parent(folder)?;
        }
        loop {
            if let Some(ix) = self.bundles.get(folder) {
                let kind = entries[ix.0].kind.id;
                if let Some((_, rel)) = entry.kind.inside.iter().find(|(container, _)| *container == kind) {
                    return Some((*rel, *ix));
                }
            }
            folder = parent(folder)?;
        }
    }

    /// The entry a file belongs to: the nearest folder above it that is an entry.
    pub(super) fn owner(&self, folder: &str) -> Option<(&str, EntryIx)> {
        let mut folder = folder;
        loop {
            if let Some((bundle, ix)) = self.bundles.get_key_value(folder) {
                return Some((bundle, *ix));
            }
            folder = parent(folder)?;
        }
    }
}

fn parent(folder: &str) -> Option<&str> {
    folder.rsplit_once('/').map(|(parent, _)| parent)
}

/// What each entry is directly a member of: by its references, else by its folder.
pub(super) fn containers(
    entries: &[Entry],
    targets: &[Vec<Target>],
    folders: &Folders,
    publications: &[Publication],
) -> Vec<Vec<(Rel, EntryIx)>> {
    let of = |(at, entry): (usize, &Entry)| {
        let mut containers: Vec<(Rel, EntryIx)> = Vec::new();
        for (relation, target) in entry.relations.iter().zip(&targets[at]) {
            if let (true, Target::Entry(ix)) = (relation.rel.is_membership(), target)
                && !containers.contains(&(relation.rel, *ix))
            {
                containers.push((relation.rel, *ix));
            }
        }
        if let Some((rel, ix)) = by_folder(entry, folders, entries)
            && publications[ix.0].is_published()
        {
            containers.push((rel, ix));
        }
        containers.retain(|(_, ix)| ix.0 != at);
        containers
    };
    entries.iter().enumerate().map(of).collect()
}

/// What the entry belongs to by its folder, unless it says otherwise itself.
pub(super) fn by_folder(entry: &Entry, folders: &Folders, entries: &[Entry]) -> Option<(Rel, EntryIx)> {
    if entry.origin == Origin::Named {
        return None;
    }
    let (rel, ix) = folders.container(entry, entries)?;
    let says_otherwise = entry.relations.iter().any(|relation| relation.rel == rel);
    (!says_otherwise).then_some((rel, ix))
}

/// Fills in members, direct and indirect, of every published entry.
pub(super) fn members(entries: &[Entry], nodes: &mut [Node]) {
    let mut direct: Vec<Vec<EntryIx>> = vec![Vec::new(); nodes.len()];
    let mut indirect: Vec<Vec<EntryIx>> = vec![Vec::new(); nodes.len()];
    for at in (0..nodes.len()).filter(|at| nodes[*at].publication.is_published()) {
        let ix = EntryIx(at);
        for (_, container) in &nodes[at].containers {
            if direct[container.0].last() != Some(&ix) {
                direct[container.0].push(ix);
            }
        }
        for container in closure(nodes, ix) {
            indirect[container.0].push(ix);
        }
    }
    for (at, (mut direct, mut indirect)) in direct.into_iter().zip(indirect).enumerate() {
        let order = |ix: &EntryIx| (entries[ix.0].facets.order.unwrap_or(i64::MAX), nodes[ix.0].rank);
        direct.sort_by_key(order);
        indirect.sort_by_key(|ix| nodes[ix.0].rank);
        nodes[at].members = direct;
        nodes[at].all_members = indirect;
    }
}

/// Everything an entry is in, directly or through another, each once.
fn closure(nodes: &[Node], ix: EntryIx) -> Vec<EntryIx> {
    let mut found: Vec<EntryIx> = Vec::new();
    let mut open = vec![ix];
    while let Some(next) = open.pop() {
        for (_, container) in &nodes[next.0].containers {
            if *container != ix && !found.contains(container) {
                found.push(*container);
                open.push(*container);
            }
        }
    }
    found
}
