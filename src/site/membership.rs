//! Who belongs to what: by references (`programme:`, `stage:`, `forum:`, `parent:`) and by folders.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Columns, EntryIx, Publication, Target};
use crate::entry::{Entry, Origin};
use crate::kinds::Rel;

/// Folders that are entries, and what their contents belong to.
#[derive(Debug)]
pub(super) struct Folders {
    bundles: BTreeMap<String, EntryIx>,
}

impl Folders {
    pub(super) fn new(entries: &[Arc<Entry>]) -> Self {
        let bundles = entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.origin == Origin::Bundle)
            .map(|(at, entry)| (entry.source.path.folder().to_owned(), EntryIx(at)));
        Self { bundles: bundles.collect() }
    }

    /// The nearest folder above the entry that makes it a member of something, and as what.
    pub(super) fn container(&self, entry: &Entry, entries: &[Arc<Entry>]) -> Option<(Rel, EntryIx)> {
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
    entries: &[Arc<Entry>],
    targets: &[Vec<Target>],
    folders: &Folders,
    publications: &[Publication],
) -> Vec<Vec<(Rel, EntryIx)>> {
    let of = |(at, entry): (usize, &Arc<Entry>)| {
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
pub(super) fn by_folder(entry: &Entry, folders: &Folders, entries: &[Arc<Entry>]) -> Option<(Rel, EntryIx)> {
    if entry.origin == Origin::Named {
        return None;
    }
    let (rel, ix) = folders.container(entry, entries)?;
    let says_otherwise = entry.relations.iter().any(|relation| relation.rel == rel);
    (!says_otherwise).then_some((rel, ix))
}

/// The members of an entry.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Members {
    /// Its direct members, in the author's order, then in that of time.
    pub(super) direct: Vec<EntryIx>,
    /// Its members and theirs, in the order of time.
    pub(super) all: Vec<EntryIx>,
}

/// The published members of every entry.
pub(super) fn members(known: &Columns<'_>) -> Vec<Members> {
    let mut members = vec![Members::default(); known.entries.len()];
    for ix in known.published() {
        for (_, container) in &known.containers[ix.0] {
            if members[container.0].direct.last() != Some(&ix) {
                members[container.0].direct.push(ix);
            }
        }
        for container in closure(known, ix) {
            members[container.0].all.push(ix);
        }
    }
    let by_author = |ix: &EntryIx| known.entries[ix.0].facets.order.unwrap_or(i64::MAX);
    for members in &mut members {
        members.direct.sort_by_key(|ix| (by_author(ix), known.ranks[ix.0]));
        members.all.sort_by_key(|ix| known.ranks[ix.0]);
    }
    members
}

/// Most programmes that may lie one in another.
pub(super) const DEEPEST: usize = 32;

/// Everything an entry is in, directly or through another, each once, up to the limit; what is beyond it is a fault of
/// its own.
fn closure(known: &Columns<'_>, ix: EntryIx) -> BTreeSet<EntryIx> {
    let mut found: BTreeSet<EntryIx> = BTreeSet::new();
    let mut level = vec![ix];
    for _ in 0..DEEPEST {
        let above = level.iter().flat_map(|next| &known.containers[next.0]).map(|(_, container)| *container);
        level = above.filter(|container| *container != ix && found.insert(*container)).collect();
    }
    found
}
