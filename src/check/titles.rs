//! Entries of one kind with the same title that nothing a reader sees tells apart. Gatherings that bear the same name
//! each year are told apart by their dates, stages by their programmes, places by their addresses.

use std::collections::BTreeMap;

use super::Look;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::entry::{Entry, Origin, RefIx};
use crate::front;
use crate::kinds::Rel;
use crate::site::{EntryIx, Site, Target};
use crate::words;

/// Keys of an address.
const ADDRESS: [&str; 4] = ["locality", "street", "postal", "region"];

/// Runs the check.
pub(super) fn run(look: &Look<'_>, found: &mut Diagnostics) {
    let site = &look.made.loaded.site;
    let mut titles: BTreeMap<(&str, String), Vec<EntryIx>> = BTreeMap::new();
    for ix in site.published_all().filter(|ix| site.entry(*ix).origin != Origin::Named) {
        let entry = site.entry(ix);
        titles.entry((entry.kind.id.0, folded(&entry.head.title))).or_default().push(ix);
    }
    for same in titles.values().filter(|same| same.len() > 1) {
        for (at, ix) in same.iter().enumerate() {
            let twin = same[..at].iter().find(|other| !are_told_apart(**other, *ix, site));
            if let Some(twin) = twin {
                found.push(twins(site.entry(*twin), site.entry(*ix)));
            }
        }
    }
}

fn twins(first: &Entry, second: &Entry) -> Diagnostic {
    let place = super::places::title(second);
    let (path, title) = (&first.source.path, &second.head.title);
    let message = match second.first_day() {
        Some(_) => words!(
            "two entries have the title “{title}” and the same date; the other is {path}",
            "dwa wpisy mają tytuł „{title}” i tę samą datę; drugi to {path}"
        ),
        None => words!(
            "two entries have the title “{title}”; the other is {path}",
            "dwa wpisy mają tytuł „{title}”; drugi to {path}"
        ),
    };
    Diagnostic::warning(codes::SAME_TITLE, &second.source, place, message)
        .hint(words!(
            "if both are about the same, delete one of the files",
            "jeśli oba mówią o tym samym, usuń jeden z plików"
        ))
        .hint(words!(
            "if not, add to the titles what tells them apart: the place, the number, the group",
            "jeśli nie, dopisz w tytułach to, co je różni: miejsce, numer, grupę"
        ))
}

/// True where a reader sees that two entries of one title are two things.
fn are_told_apart(a: EntryIx, b: EntryIx, site: &Site) -> bool {
    let (first, second) = (site.entry(a), site.entry(b));
    if (first.first_day(), first.last_day()) != (second.first_day(), second.last_day()) {
        return true;
    }
    let iso = |entry: &Entry| entry.facets.when.as_ref().map(|when| when.value.iso());
    if let (Some(one), Some(other)) = (iso(first), iso(second))
        && one.contains('T')
        && other.contains('T')
        && one != other
    {
        return true;
    }
    let holders = |ix| site.containers_of(ix).iter().map(|(_, holder)| *holder).collect::<Vec<_>>();
    are_apart(&holders(a), &holders(b))
        || [Rel::Place, Rel::Affiliation]
            .iter()
            .any(|rel| are_apart(&led_to(a, *rel, site), &led_to(b, *rel, site)))
        || ADDRESS.iter().any(|key| {
            let (one, other) = (written(first, key), written(second, key));
            one.is_some() && other.is_some() && one != other
        })
}

/// True for two lists that both say something and nothing in common.
fn are_apart(a: &[EntryIx], b: &[EntryIx]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|one| b.contains(one))
}

/// The entries that an entry's references of a sort lead to.
fn led_to(ix: EntryIx, rel: Rel, site: &Site) -> Vec<EntryIx> {
    let relations = site.entry(ix).relations.iter().enumerate().filter(|(_, relation)| relation.rel == rel);
    let targets = relations.map(|(at, _)| site.target(ix, RefIx(at)));
    targets.filter_map(|target| if let Target::Entry(other) = target { Some(other) } else { None }).collect()
}

/// What an entry's front matter says under a key, folded.
fn written(entry: &Entry, key: &str) -> Option<String> {
    let raw = front::read(&entry.source, true, &mut Diagnostics::new())?;
    let (_, node) = raw.front.iter().find(|(found, _)| found.name == key)?;
    entry.source.text.get(node.span.clone()).map(folded)
}

/// A title without what readers do not go by: case, spaces, quotes and full stops. Accents count, for `Laka` may be
/// another village than `Łąka`.
fn folded(title: &str) -> String {
    let bare: String = title.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    bare.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn titles_are_the_same_for_a_reader() {
        assert_eq!(folded("„Dzień  Otwarty”."), folded("dzień otwarty"));
        assert_ne!(folded("Łąka"), folded("Laka"));
    }
}
