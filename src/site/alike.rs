//! Names a letter apart. Whoever is merely named gets a page, so a slip of the pen makes two pages of one person. [`run`] looks
//! for such names among people, organisations and places and tells of each pair once.
//!
//! Many names differ by a letter and are right: `Anna` and `Hanna`, `Kowalski` and `Kowalska`, `Nowicki` and `Nowacki`, `Szkoła
//! nr 1` and `nr 2`, Lubin and Lublin. So a difference counts only where it looks like a slip ([`likeness`]):
//!
//! - only Polish letters, hyphens or quotes differ;
//! - two neighbouring letters are swapped, or one is doubled, within a word of five letters or more;
//! - one letter within a surname, or within another word of eight letters or more, is another, is missing or is too many.
//!   Of surnames there must be few in the site, or both must have spoken for the same organisation: among thousands,
//!   neighbours are to be expected.
//!
//! Never at the first or last letter, where genders, cases and other names differ, and never in figures. Two words in which
//! several pairs of names differ (`w Stargardzie`, `w Starogardzie`) are two words and no slip.

mod likeness;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{EntryIx, Graph, Target};
use crate::diag::{Diagnostic, Diagnostics, Span, codes};
use crate::entry::{Origin, RefIx};
use crate::kinds::{KINDS, Kind, Listing};
use crate::words;
use likeness::{Likeness, Name, difference, likeness};

/// Up to how many names of a kind two neighbours are hardly chance.
const FEW: usize = 500;

/// How many pairs of names that differ in the same two words make them two words.
const HABIT: usize = 3;

/// How many names with one piece in common are compared with each other.
const CROWD: usize = 24;

/// Tells of names that are nearly those of others.
pub(super) fn run(site: &Graph, diagnostics: &mut Diagnostics) {
    let mut pairs: BTreeSet<(EntryIx, EntryIx, Likeness)> = BTreeSet::new();
    for kind in KINDS.iter().filter(|kind| kind.listing == Listing::Alphabetical) {
        pairs.extend(alike(kind, site));
    }
    if pairs.is_empty() {
        return;
    }
    let uses = uses(site, pairs.iter().flat_map(|(a, b, _)| [*a, *b]).collect());
    let mut told: BTreeSet<EntryIx> = BTreeSet::new();
    for (a, b, likeness) in pairs {
        let (of_a, of_b) = (uses.get(&a), uses.get(&b));
        let (Some(of_a), Some(of_b)) = (of_a, of_b) else { continue };
        let few = site.of_kind(site.entry(a).kind).len() <= FEW;
        if likeness == Likeness::PerhapsASlip && !few && of_a.orgs.is_disjoint(&of_b.orgs) {
            continue;
        }
        let (wrong, right) = if is_more_likely_wrong(a, b, of_a, of_b, site) { (a, b) } else { (b, a) };
        if told.insert(wrong) {
            tell(wrong, right, &uses, site).into_iter().for_each(|warning| diagnostics.push(warning));
        }
    }
}

/// Pairs of a kind whose names are alike; at least one of each is only named.
fn alike(kind: &Kind, site: &Graph) -> Vec<(EntryIx, EntryIx, Likeness)> {
    let mut names: Vec<(EntryIx, Name)> = Vec::new();
    for ix in site.of_kind(kind).iter().copied() {
        let entry = site.entry(ix);
        let all = std::iter::once(&entry.head.title).chain(&entry.facets.names);
        names.extend(all.map(|name| (ix, Name::new(name, kind.sorts_by_last_word))));
    }
    let mut keys: Vec<(u64, usize)> = Vec::new();
    for (at, (_, name)) in names.iter().enumerate() {
        name.keys(|key| {
            let mut hasher = DefaultHasher::new();
            key.hash(&mut hasher);
            keys.push((hasher.finish(), at));
        });
    }
    keys.sort_unstable();
    keys.dedup();
    let is_named = |ix: &EntryIx| site.entry(*ix).origin == Origin::Named;
    let mut found: BTreeMap<(EntryIx, EntryIx), (Likeness, usize, usize)> = BTreeMap::new();
    for group in keys.chunk_by(|(a, _), (b, _)| a == b).filter(|group| (2..=CROWD).contains(&group.len())) {
        for (at, (_, first)) in group.iter().enumerate() {
            for (_, second) in &group[at + 1..] {
                let ((a, one), (b, other)) = (&names[*first], &names[*second]);
                if a != b
                    && (is_named(a) || is_named(b))
                    && let Some(likeness) = likeness(one, other)
                {
                    found.insert((*a.min(b), *a.max(b)), (likeness, *first, *second));
                }
            }
        }
    }
    let differing = |first: usize, second: usize| difference(&names[first].1, &names[second].1);
    let mut habits: BTreeMap<(&[u8], &[u8]), usize> = BTreeMap::new();
    for words in found.values().filter_map(|(_, first, second)| differing(*first, *second)) {
        *habits.entry(words).or_default() += 1;
    }
    let is_habit = |words| habits.get(&words).is_some_and(|count| *count >= HABIT);
    found
        .iter()
        .filter(|(_, (_, first, second))| !differing(*first, *second).is_some_and(is_habit))
        .map(|((a, b), (likeness, ..))| (*a, *b, *likeness))
        .collect()
}

/// How an entry is used.
#[derive(Debug, Default)]
struct Uses {
    /// Where it is named, in the order of files.
    places: Vec<(EntryIx, Span)>,
    /// The organisations it spoke for.
    orgs: BTreeSet<EntryIx>,
}

fn uses(site: &Graph, wanted: BTreeSet<EntryIx>) -> BTreeMap<EntryIx, Uses> {
    let mut uses: BTreeMap<EntryIx, Uses> = wanted.iter().map(|ix| (*ix, Uses::default())).collect();
    for ix in site.published_all() {
        for (at, relation) in site.entry(ix).relations.iter().enumerate() {
            let Target::Entry(target) = site.target(ix, RefIx(at)) else { continue };
            let Some(uses) = uses.get_mut(&target) else { continue };
            uses.places.push((ix, relation.span.clone()));
            if let Some(org) = relation.capacity.org
                && let Target::Entry(org) = site.target(ix, org)
            {
                uses.orgs.insert(org);
            }
        }
    }
    uses
}

/// Whether the first is rather the slip: it has no file, has more behind its name, is named in fewer entries, lacks Polish
/// letters, or comes later.
fn is_more_likely_wrong(a: EntryIx, b: EntryIx, of_a: &Uses, of_b: &Uses, site: &Graph) -> bool {
    let weight = |ix: EntryIx, uses: &Uses| {
        let entry = site.entry(ix);
        let title = &entry.head.title;
        let letters = title.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
        let holders: BTreeSet<EntryIx> = uses.places.iter().map(|(ix, _)| *ix).collect();
        (entry.origin != Origin::Named, !has_dash(title), holders.len(), letters)
    };
    // Of two alike in all of this, the one named later has the greater place.
    match weight(a, of_a).cmp(&weight(b, of_b)) {
        std::cmp::Ordering::Less => true,
        std::cmp::Ordering::Greater => false,
        std::cmp::Ordering::Equal => a > b,
    }
}

/// True for a name with a dash at the end of a word: `Jan Nowak –`, `Rada Miasta - Konin`, `Anna Nowak-`.
fn has_dash(name: &str) -> bool {
    name.split_whitespace().any(|word| word.ends_with(['-', '–', '—']) || word.starts_with(['-', '–', '—']))
}

fn tell(wrong: EntryIx, right: EntryIx, uses: &BTreeMap<EntryIx, Uses>, site: &Graph) -> Option<Diagnostic> {
    let places = &uses.get(&wrong)?.places;
    let others = &uses.get(&right)?.places;
    let allows = |ix: EntryIx| site.entry(ix).head.allow.iter().any(|code| code.value == codes::NAMES_ALIKE);
    // Where an author of either has said that it is well, it is told there, to be silenced.
    let own =
        (site.entry(right).origin != Origin::Named).then(|| (right, site.entry(right).front_span.clone()));
    let allowed = places.iter().chain(others).chain(&own).find(|(ix, _)| allows(*ix));
    let (holder, span) = allowed.or(places.first())?.clone();
    let (name, other) = (&site.entry(wrong).head.title, &site.entry(right).head.title);
    let elsewhere = own.as_ref().or(others.first()).map(|(ix, _)| site.entry(*ix).source.path.to_string())?;
    let message = words!(
        "“{name}” and “{other}” ({elsewhere}) are nearly one name; each has a page of its own",
        "„{name}” i „{other}” ({elsewhere}) to prawie ta sama nazwa; każda ma osobną stronę"
    );
    let diagnostic = Diagnostic::warning(codes::NAMES_ALIKE, &site.entry(holder).source, span, message)
        .hint(words!("if they are one, write `{other}` here", "jeśli chodzi o to samo, napisz tu `{other}`"));
    let diagnostic = diagnostic.hint_if(own.is_some().then(|| {
        words!(
            "or add `aka: [\"{name}\"]` to {elsewhere}",
            "albo dopisz `aka: [\"{name}\"]` w pliku {elsewhere}"
        )
    }));
    let two = match site.entry(wrong).kind.sorts_by_last_word {
        true => words!("two people", "dwie różne osoby"),
        false => words!("two organisations or places", "dwie różne organizacje lub dwa miejsca"),
    };
    Some(diagnostic.hint(words!(
        "if they are {two}, add `allow: [K0309]` to this file",
        "jeśli to {two}, dopisz w tym pliku `allow: [K0309]`",
        two
    )))
}
