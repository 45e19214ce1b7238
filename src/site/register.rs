//! The register of ids and names: what a reference is looked up in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::EntryIx;
use super::membership::Folders;
use crate::diag::{Diagnostic, Diagnostics, codes, nearest};
use crate::entry::Entry;
use crate::kinds::{Broken, KindId};
use crate::path::{SourcePath, slug};
use crate::words;

/// Most searches for a nearest id.
const SEARCH_LIMIT: usize = 200;

/// Ids and names of every entry.
#[derive(Debug)]
pub(super) struct Register {
    /// The full id of each entry; of a stage, with its programme's.
    pub(super) ids: Vec<String>,
    by_id: BTreeMap<(String, KindId), EntryIx>,
    by_name: BTreeMap<String, Vec<(KindId, EntryIx)>>,
    /// Scoped entries by the last part of their id.
    by_local_id: BTreeMap<String, Vec<(KindId, EntryIx)>>,
    broken: BTreeSet<String>,
    /// Files that could not be read as entries.
    pub(super) broken_paths: BTreeSet<SourcePath>,
    /// How many times a nearest id was searched for.
    searches: AtomicUsize,
    /// Entries whose id another one had first.
    pub(super) duplicates: BTreeSet<EntryIx>,
}

/// A name without what does not tell names apart: case, the width of spaces, the shape of quotes and dashes.
pub(super) fn folded(name: &str) -> String {
    let plain = |c: char| match c {
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        '„' | '”' | '“' | '«' | '»' => '"',
        '–' | '—' | '‑' => '-',
        c => c,
    };
    let folded: String = name.chars().map(plain).collect::<String>().to_lowercase();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Register {
    /// Enters every entry. Ids within a scope (stages) are completed after the ids they need are known.
    pub(super) fn new(
        entries: &[Arc<Entry>],
        folders: &Folders,
        broken: Vec<Broken>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut register = Self {
            ids: entries.iter().map(|entry| entry.local_id.clone()).collect(),
            by_id: BTreeMap::new(),
            by_name: BTreeMap::new(),
            by_local_id: BTreeMap::new(),
            broken_paths: broken.iter().map(|broken| broken.path.clone()).collect(),
            broken: broken.into_iter().map(|broken| broken.id).collect(),
            searches: AtomicUsize::new(0),
            duplicates: BTreeSet::new(),
        };
        let scoped = |at: &usize| entries[*at].kind.scope.is_some();
        for at in (0..entries.len()).filter(|at| !scoped(at)) {
            register.enter(EntryIx(at), entries, diagnostics);
        }
        for at in (0..entries.len()).filter(scoped) {
            let scope = register.scope_of(&entries[at], folders, entries);
            match scope {
                Some(scope) => register.ids[at] = format!("{scope}/{}", entries[at].local_id),
                None => diagnostics.push(no_scope(&entries[at])),
            }
            register.enter(EntryIx(at), entries, diagnostics);
        }
        register
    }

    fn enter(&mut self, ix: EntryIx, entries: &[Arc<Entry>], diagnostics: &mut Diagnostics) {
        let entry = &entries[ix.0];
        let key = (self.ids[ix.0].clone(), entry.kind.id);
        match self.by_id.get(&key) {
            Some(first) => {
                diagnostics.push(duplicate(entry, &entries[first.0], &key.0));
                self.duplicates.insert(ix);
            }
            None => {
                self.by_id.insert(key, ix);
            }
        }
        let names = std::iter::once(&entry.head.title).chain(&entry.facets.names);
        let folded: BTreeSet<String> = names.map(|name| folded(name)).collect();
        for name in folded {
            self.by_name.entry(name).or_default().push((entry.kind.id, ix));
        }
        if entry.kind.scope.is_some() {
            self.by_local_id.entry(entry.local_id.clone()).or_default().push((entry.kind.id, ix));
        }
    }

    /// The id of the entry that a scoped entry belongs to: named in its front matter, else by its folder.
    fn scope_of(&self, entry: &Entry, folders: &Folders, entries: &[Arc<Entry>]) -> Option<String> {
        let rel = entry.kind.scope?;
        if let Some(relation) = entry.relations.iter().find(|relation| relation.rel == rel) {
            let found = self.find(&relation.text, rel.accepts());
            return Some(found.first().map_or_else(|| relation.text.clone(), |ix| self.ids[ix.0].clone()));
        }
        let (_, ix) = super::membership::by_folder(entry, folders, entries)?;
        Some(self.ids[ix.0].clone())
    }

    /// The entries that a text names, by id first and by name second, of the kinds accepted (none: of any).
    pub(super) fn find(&self, text: &str, accepts: &[KindId]) -> Vec<EntryIx> {
        let fits = |kind: KindId| accepts.is_empty() || accepts.contains(&kind);
        let by_id = self
            .by_id
            .range((text.to_owned(), KindId(""))..)
            .take_while(|((id, _), _)| id == text)
            .filter(|((_, kind), _)| fits(*kind))
            .map(|(_, ix)| *ix);
        let by_id: Vec<EntryIx> = by_id.collect();
        if !by_id.is_empty() {
            return by_id;
        }
        let among = |places: &BTreeMap<String, Vec<(KindId, EntryIx)>>, key: &str| -> Vec<EntryIx> {
            let found = places.get(key).map_or(&[][..], Vec::as_slice);
            found.iter().filter(|(kind, _)| fits(*kind)).map(|(_, ix)| *ix).collect()
        };
        let by_local_id = among(&self.by_local_id, text);
        if by_local_id.is_empty() { among(&self.by_name, &folded(text)) } else { by_local_id }
    }

    /// The ids nearest to a text among the kinds accepted. A site with hundreds of dangling references has
    /// another trouble than spelling; searching for each of them would only take long.
    pub(super) fn nearest(&self, text: &str, accepts: &[KindId]) -> Vec<&str> {
        if !self.may_search() {
            return Vec::new();
        }
        let fits = |kind: &KindId| accepts.is_empty() || accepts.contains(kind);
        let near = nearest(text, self.by_id.keys().filter(|(_, kind)| fits(kind)).map(|(id, _)| id.as_str()));
        if near.is_empty() { self.nearly_named(text, fits) } else { near }
    }

    /// The ids of entries with the name that a text has among other words, or nearly has: `Program Zielone podwórka`.
    fn nearly_named(&self, text: &str, fits: impl Fn(&KindId) -> bool) -> Vec<&str> {
        let wanted = slug(text);
        let named = self.by_name.iter().flat_map(|(name, places)| {
            places.iter().filter(|(kind, _)| fits(kind)).map(|(_, ix)| (slug(name), *ix))
        });
        let of_id =
            self.by_id.iter().filter(|((_, kind), _)| fits(kind)).map(|((id, _), ix)| (slug(id), *ix));
        let mut known: Vec<(String, EntryIx)> = named.chain(of_id).collect();
        known.sort();
        known.dedup();
        let within: Vec<EntryIx> =
            known.iter().filter(|(name, _)| is_among(name, &wanted)).map(|(_, ix)| *ix).collect();
        let found = if within.is_empty() {
            let near = nearest(&wanted, known.iter().map(|(name, _)| name.as_str()));
            let of = |near: &&str| {
                known.iter().filter(|(name, _)| name == near).map(|(_, ix)| *ix).collect::<Vec<_>>()
            };
            near.iter().flat_map(of).collect()
        } else {
            within
        };
        let mut told: BTreeSet<EntryIx> = BTreeSet::new();
        let first = found.into_iter().filter(|ix| told.insert(*ix)).take(3);
        first.filter_map(|ix| self.ids.get(ix.0).map(String::as_str)).collect()
    }

    /// True as long as there were not too many searches for what is nearest; counts one more.
    pub(super) fn may_search(&self) -> bool {
        self.searches.fetch_add(1, Ordering::Relaxed) < SEARCH_LIMIT
    }

    /// Lets nearest ids be searched for again, as in a build that begins anew.
    pub(super) fn forget_searches(&self) {
        self.searches.store(0, Ordering::Relaxed);
    }

    /// Enters the names and ids of those who are only named, so that bodies can link to them.
    pub(super) fn enter_named(&mut self, entries: &[Arc<Entry>], ids: &[String], from: usize) {
        for (at, entry) in entries.iter().enumerate().skip(from) {
            self.by_id.entry((ids[at].clone(), entry.kind.id)).or_insert(EntryIx(at));
            self.by_name.entry(folded(&entry.head.title)).or_default().push((entry.kind.id, EntryIx(at)));
        }
    }

    /// True for the id of a file that could not be read.
    pub(super) fn is_broken(&self, id: &str) -> bool {
        self.broken.contains(id) || id.split_once('/').is_some_and(|(scope, _)| self.broken.contains(scope))
    }
}

/// True when the words of one name stand in the other and make up much of it.
fn is_among(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.len() >= 5 && short.len() * 2 >= long.len() && format!("-{long}-").contains(&format!("-{short}-"))
}

fn duplicate(entry: &Entry, first: &Entry, id: &str) -> Diagnostic {
    let (noun, other) = (entry.kind.noun, &first.source.path);
    let message = words!(
        "{noun} with the id `{id}` exists already: {other}",
        "{noun} o identyfikatorze `{id}` już istnieje: {other}",
        noun
    );
    let span = entry.front_span.start..entry.front_span.start;
    Diagnostic::error(codes::DUPLICATE_ID, &entry.source, span, message).hint(words!(
        "rename one of the two files, or give this one its own `id: {id}-2`",
        "zmień nazwę jednego z tych plików albo nadaj temu własne `id: {id}-2`",
    ))
}

fn no_scope(entry: &Entry) -> Diagnostic {
    let rel = entry.kind.scope.map_or("", crate::kinds::Rel::as_str);
    let noun = entry.kind.noun;
    let message = words!(
        "{noun} must say which {rel} it belongs to",
        "{noun} musi mówić, do czego należy: brakuje `{rel}`",
        noun
    );
    let span = entry.front_span.start..entry.front_span.start;
    Diagnostic::error(codes::MISSING_KEY, &entry.source, span, message)
        .hint(words!("add a line `{rel}: id-of-the-{rel}`", "dodaj wiersz `{rel}: identyfikator`"))
        .hint(words!(
            "or put the file into the {rel}'s folder",
            "albo włóż plik do katalogu tego, do czego należy",
        ))
}
