//! References → entries. A plain name that fits no entry gets one, so that everyone named has a page.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::register::{Register, folded};
use super::{EntryIx, Publication, Target};
use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics, codes, did_you_mean, quoted_list};
use crate::entry::{Entry, Relation};
use crate::kinds::{self, KINDS, Kind, KindId, PlainName, Rel};
use crate::path::slug;
use crate::words;
use crate::words::{Phrase, Words};

/// What became of all references.
pub(super) struct Resolved {
    /// The full id of each entry.
    pub(super) ids: Vec<String>,
    /// One target for each reference of each entry.
    pub(super) targets: Vec<Vec<Target>>,
}

/// What a text turns out to be.
#[derive(Clone)]
pub(super) enum Found {
    Entry(EntryIx),
    /// Nothing, and that is no fault: it stays text.
    Text,
    /// A name that gets a page.
    Name,
    Fault {
        code: crate::diag::Code,
        message: Words,
        hints: Vec<Words>,
    },
}

/// Resolves every reference; appends an entry for each name that is only mentioned.
pub(super) fn resolve(
    entries: &mut Vec<Arc<Entry>>,
    publications: &mut Vec<Publication>,
    register: &Register,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Resolved {
    let mut ids = register.ids.clone();
    let mut named: BTreeMap<(KindId, String), EntryIx> = BTreeMap::new();
    let mut taken: BTreeMap<(KindId, String), usize> = BTreeMap::new();
    for (entry, id) in entries.iter().zip(&ids) {
        taken.insert((entry.kind.id, slug(id)), 1);
    }
    let written = entries.len();
    // A site names the same people and places again and again.
    let mut doubtful: Vec<(usize, usize, Diagnostic)> = Vec::new();
    let mut found: BTreeMap<Rel, BTreeMap<String, Found>> = BTreeMap::new();
    let mut targets: Vec<Vec<Target>> = Vec::with_capacity(written);
    for at in 0..written {
        let entry = entries[at].clone();
        let mut row = Vec::with_capacity(entry.relations.len());
        for relation in &entry.relations {
            let known = found.entry(relation.rel).or_default();
            let target = match look_up_once(relation, known, register, entries) {
                Found::Entry(ix) if publications[ix.0].is_published() => Target::Entry(ix),
                Found::Entry(ix) => {
                    if publications[at].is_published() {
                        diagnostics.push(withheld(
                            &entries[at],
                            relation,
                            &entries[ix.0],
                            &publications[ix.0],
                        ));
                    }
                    Target::Withheld(ix)
                }
                Found::Text => Target::Text,
                Found::Name if !publications[at].is_published() => Target::Text,
                Found::Name => {
                    let kind = relation.rel.page_kind();
                    let key = (kind.id, folded(&relation.text));
                    let ix = *named.entry(key).or_insert_with(|| {
                        let id = free_id(&relation.text, kind.id, &mut taken);
                        let entry =
                            kinds::named(kind, &relation.text, id.clone(), &entries[at].source, config);
                        entries.push(Arc::new(entry));
                        publications.push(Publication::Published);
                        ids.push(id);
                        EntryIx(entries.len() - 1)
                    });
                    Target::Entry(ix)
                }
                Found::Fault { code, message, hints } => {
                    let mut fault =
                        Diagnostic::error(code, &entries[at].source, relation.span.clone(), message);
                    fault.hints = hints;
                    doubtful.push((at, row.len(), fault));
                    Target::Text
                }
            };
            row.push(target);
        }
        targets.push(row);
    }
    // Who is only named gets an id too, and whoever has seen it in a list may use it.
    let ids_of_named = ids.iter().enumerate().skip(written);
    let named: NamedIds<'_> =
        ids_of_named.map(|(at, id)| ((id.as_str(), entries[at].kind.id), EntryIx(at))).collect();
    for (at, place, fault) in doubtful {
        match named_by_id(&entries[at].relations[place], &named) {
            Some(ix) => targets[at][place] = Target::Entry(ix),
            None => diagnostics.push(fault),
        }
    }
    targets.resize(entries.len(), Vec::new());
    Resolved { ids, targets }
}

/// Those who are only named, by id and kind.
type NamedIds<'a> = BTreeMap<(&'a str, KindId), EntryIx>;

/// The entry that is only named and has the id that a reference gives, alone or behind its kind.
fn named_by_id(relation: &Relation, named: &NamedIds<'_>) -> Option<EntryIx> {
    let text = relation.text.trim();
    let (prefix, id) = match text.split_once(':') {
        Some((kind, id)) => (Some(kinds::by_name_or_folder(kind.trim())?.id), id.trim()),
        None => (None, text),
    };
    let accepts = relation.rel.accepts();
    let fits = |kind: KindId| {
        (accepts.is_empty() || accepts.contains(&kind)) && prefix.is_none_or(|prefix| prefix == kind)
    };
    let of_id = named.range((id, KindId(""))..).take_while(|((other, _), _)| *other == id);
    of_id.into_iter().find(|((_, kind), _)| fits(*kind)).map(|(_, ix)| *ix)
}

/// An id for a name that no other entry of the kind has: `jan-nowak`, `jan-nowak-2`.
fn free_id(name: &str, kind: KindId, taken: &mut BTreeMap<(KindId, String), usize>) -> String {
    let base = slug(name);
    let base = if base.is_empty() { kind.0.to_owned() } else { base };
    let last = taken.get(&(kind, base.clone())).copied().unwrap_or(0);
    let mut number = last + 1;
    let mut id = if number == 1 { base.clone() } else { format!("{base}-{number}") };
    while taken.contains_key(&(kind, id.clone())) {
        number += 1;
        id = format!("{base}-{number}");
    }
    taken.insert((kind, base), number);
    taken.entry((kind, id.clone())).or_insert(1);
    id
}

/// What a reference leads to; what is no fault is looked up once.
fn look_up_once(
    relation: &Relation,
    known: &mut BTreeMap<String, Found>,
    register: &Register,
    entries: &[Arc<Entry>],
) -> Found {
    if let Some(found) = known.get(&relation.text) {
        return found.clone();
    }
    let found = look_up(relation, register, entries);
    if !matches!(found, Found::Fault { .. }) {
        known.insert(relation.text.clone(), found.clone());
    }
    found
}

fn look_up(relation: &Relation, register: &Register, entries: &[Arc<Entry>]) -> Found {
    let rel = relation.rel;
    match find(&relation.text, rel.accepts(), register, entries) {
        Some(found) => found,
        None => match rel.plain_name() {
            PlainName::Text => Found::Text,
            PlainName::Page if !looks_like_id(&relation.text) => Found::Name,
            plain => dangling(&relation.text, rel.accepts(), plain == PlainName::Page, register),
        },
    }
}

/// Looks a text up: `kind:id`, id, name. `None` when nothing fits.
pub(super) fn find(
    text: &str,
    accepts: &[KindId],
    register: &Register,
    entries: &[Arc<Entry>],
) -> Option<Found> {
    let text = text.trim();
    let (text, prefix) = match text.split_once(':') {
        Some((kind, id)) if kinds::by_name_or_folder(kind.trim()).is_some() => {
            (id.trim(), kinds::by_name_or_folder(kind.trim()))
        }
        _ => (text, None),
    };
    if let Some(kind) = prefix {
        if text.is_empty() {
            return Some(without_id(kind.id.0));
        }
        if !accepts.is_empty() && !accepts.contains(&kind.id) {
            return Some(wrong_kind(text, kind.noun, accepts));
        }
        return match register.find(text, &[kind.id]).as_slice() {
            [] if register.is_broken(text) => Some(Found::Text),
            [] => Some(dangling(text, &[kind.id], false, register)),
            [ix, ..] => Some(Found::Entry(*ix)),
        };
    }
    match register.find(text, accepts).as_slice() {
        [ix] => Some(Found::Entry(*ix)),
        [] if register.is_broken(text) => Some(Found::Text),
        [] => {
            let other = register.find(text, &[]).first().copied().filter(|_| looks_like_id(text))?;
            Some(wrong_kind(text, entries[other.0].kind.noun, accepts))
        }
        several => {
            let forms: Vec<String> = several
                .iter()
                .map(|ix| format!("{}:{}", entries[ix.0].kind.id.0, register.ids[ix.0]))
                .collect();
            let forms = quoted_list(forms.iter().map(String::as_str));
            Some(Found::Fault {
                code: codes::AMBIGUOUS_REFERENCE,
                message: words!("`{text}` fits several entries", "`{text}` pasuje do kilku wpisów"),
                hints: vec![words!("write {forms}", "wpisz {forms}", forms)],
            })
        }
    }
}

fn looks_like_id(text: &str) -> bool {
    text.split('/').all(kinds::is_id)
}

/// `an event or a forum`.
fn nouns(accepts: &[KindId]) -> Words {
    let accepted = || KINDS.iter().filter(|kind| accepts.contains(&kind.id)).map(|kind| kind.noun);
    if accepts.is_empty() {
        return words!("an entry", "wpis");
    }
    Words {
        en: accepted().map(|noun| noun.en).collect::<Vec<_>>().join(" or "),
        pl: accepted().map(|noun| noun.pl).collect::<Vec<_>>().join(" lub "),
    }
}

fn wrong_kind(text: &str, is: Phrase, accepts: &[KindId]) -> Found {
    let wanted = nouns(accepts);
    Found::Fault {
        code: codes::WRONG_KIND_REFERENCE,
        message: words!(
            "`{text}` is {is}, but {wanted} is expected here",
            "`{text}` to {is}, a potrzebne jest tu: {wanted}",
            is,
            wanted
        ),
        hints: vec![words!(
            "name {wanted}, or move the reference to the key that fits",
            "podaj {wanted} albo przenieś odwołanie do właściwego pola",
            wanted
        )],
    }
}

/// The fault of `event:` with nothing behind it.
fn without_id(kind: &str) -> Found {
    Found::Fault {
        code: codes::DANGLING_REFERENCE,
        message: words!("the id is missing behind `{kind}:`", "po `{kind}:` brakuje identyfikatora wpisu"),
        hints: vec![words!(
            "write the id of the entry there, the name of its file without `.md`: `{kind}:id`",
            "wpisz tam identyfikator wpisu, czyli nazwę jego pliku bez `.md`: `{kind}:id`",
        )],
    }
}

/// What to make where nothing near an id is there: its file, for a kind with a scope within that of its holder.
fn make(text: &str, kind: &Kind) -> Vec<Words> {
    let holder = kind.scope.and_then(|rel| KINDS.iter().find(|kind| kind.id.0 == rel.as_str()));
    let (scope, name) = text.split_once('/').map_or((None, text), |(scope, name)| (Some(slug(scope)), name));
    let name = slug(name);
    if name.is_empty() {
        return Vec::new();
    }
    match (holder, scope) {
        (Some(holder), Some(scope)) => {
            let folder = holder.folder;
            vec![words!(
                "make the file `content/{folder}/{scope}/{name}.md`",
                "utwórz plik `content/{folder}/{scope}/{name}.md`"
            )]
        }
        (Some(holder), None) => {
            let (folder, id, noun) = (holder.folder, holder.id.0, holder.noun);
            vec![
                words!(
                    "write `{id}-id/{name}`, the id of {noun} first",
                    "wpisz `{id}-id/{name}`, gdzie `{id}-id` to identyfikator wpisu, w którym to jest ({noun})",
                    noun
                ),
                words!(
                    "if there is no such file yet, put it there: `content/{folder}/{id}-id/{name}.md`",
                    "jeśli takiego pliku jeszcze nie ma, utwórz go tam: `content/{folder}/{id}-id/{name}.md`"
                ),
            ]
        }
        _ => {
            let folder = kind.folder;
            vec![words!(
                "make the file `content/{folder}/{name}.md`",
                "utwórz plik `content/{folder}/{name}.md`"
            )]
        }
    }
}

/// The fault of a reference that leads nowhere; `may_be_name` where a plain name would have done.
pub(super) fn dangling(text: &str, accepts: &[KindId], may_be_name: bool, register: &Register) -> Found {
    let wanted = nouns(accepts);
    let near = register.nearest(text, accepts);
    let mut hints = Vec::new();
    if !near.is_empty() {
        hints.extend(did_you_mean(near));
    }
    if let ([only], true) = (accepts, hints.is_empty())
        && let Some(kind) = KINDS.iter().find(|kind| kind.id == *only)
    {
        hints.extend(make(text, kind));
    }
    if may_be_name {
        hints.push(words!(
            "if this is a name and not an id, write it with a capital letter",
            "jeśli to nazwa, a nie identyfikator, napisz ją wielką literą",
        ));
    }
    if hints.is_empty() {
        hints.push(words!(
            "the id is the name of the entry's file without `.md`; `kronika list` shows them all",
            "identyfikator to nazwa pliku wpisu bez `.md`; wszystkie pokazuje `kronika list`",
        ));
    }
    Found::Fault {
        code: codes::DANGLING_REFERENCE,
        message: Words {
            en: format!("there is no {} `{text}`", wanted.en.replace("an ", "").replace("a ", "")),
            pl: match accepts {
                [] => format!("nie ma wpisu `{text}`"),
                _ => format!("nie ma wpisu `{text}` (szukany rodzaj: {})", wanted.pl),
            },
        },
        hints,
    }
}

fn withheld(entry: &Entry, relation: &Relation, other: &Entry, publication: &Publication) -> Diagnostic {
    let (text, path, reason) = (&relation.text, &other.source.path, publication.reason());
    let message = words!(
        "`{text}` is not published, so this page shows no link to it",
        "`{text}` nie jest opublikowane, więc ta strona nie pokaże do niego odnośnika",
    );
    Diagnostic::warning(codes::WITHHELD_REFERENCE, &entry.source, relation.span.clone(), message)
        .hint(words!("{path}: {reason}", "{path}: {reason}", reason))
}
