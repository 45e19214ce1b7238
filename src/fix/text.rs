//! Mends one text: applies a fix, reads the text again, and keeps it only where the slip is gone and nothing is worse.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Mended;
use crate::diag::{Diagnostic, Diagnostics, Fix, Place, Source, codes};

/// How many slips of one file are mended at most in one go.
const LIMIT: usize = 10_000;

/// How many are tried at once.
const AT_ONCE: usize = 500;

/// What the text would become; `None` where nothing in it can be mended for sure. `check` finds what is wrong in it.
pub(super) fn mended(source: &Arc<Source>, check: impl Fn(&Arc<Source>, &mut Diagnostics)) -> Option<Mended> {
    let checked = |source: &Arc<Source>| {
        let mut diagnostics = Diagnostics::new();
        check(source, &mut diagnostics);
        diagnostics.sort();
        diagnostics
    };
    let mut now = source.clone();
    let mut diagnostics = checked(&now);
    let mut refused: BTreeSet<Slip> = BTreeSet::new();
    let mut fixes = 0;
    while fixes < LIMIT {
        let next = next(&diagnostics, &refused);
        if next.is_empty() {
            break;
        }
        // All of one reading at once; where that does no good, one at a time.
        let first = next.first().cloned().into_iter().collect::<Vec<_>>();
        let tries = if next.len() > 1 { vec![next, first] } else { vec![first] };
        let better = tries.into_iter().find_map(|tried| {
            let text = applied(&now, tried.iter().map(|(_, fix)| fix))?;
            let after = Source::new(now.path.clone(), text);
            let found = checked(&after);
            let slips: Vec<&Slip> = tried.iter().map(|(slip, _)| slip).collect();
            helps(&slips, &diagnostics, &found).then_some((after, found, tried.len()))
        });
        match better {
            Some((after, found, count)) => {
                (now, diagnostics) = (after, found);
                fixes += count;
            }
            None => {
                refused.extend(self::next(&diagnostics, &refused).into_iter().next().map(|(slip, _)| slip));
            }
        }
    }
    (fixes > 0).then(|| Mended { source: source.clone(), text: now.text.clone(), fixes })
}

/// What can be mended now, in the order of places, none over another.
fn next(diagnostics: &Diagnostics, refused: &BTreeSet<Slip>) -> Vec<(Slip, Fix)> {
    let mut all: Vec<(Slip, Fix)> = Vec::new();
    let found =
        diagnostics.iter().filter_map(|diagnostic| Some((Slip::of(diagnostic)?, diagnostic.fix.clone()?)));
    for (slip, fix) in found.filter(|(slip, _)| !refused.contains(slip)) {
        if all.iter().all(|(_, other)| fix.span.end <= other.span.start || other.span.end <= fix.span.start) {
            all.push((slip, fix));
        }
        if all.len() == AT_ONCE {
            break;
        }
    }
    all.sort_by_key(|(_, fix)| fix.span.start);
    all
}

/// What a diagnostic is about, apart from its place in the line.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Slip {
    line: usize,
    code: &'static str,
    message: String,
}

impl Slip {
    fn of(diagnostic: &Diagnostic) -> Option<Self> {
        let Place::Text(source, span) = &diagnostic.place else { return None };
        let (line, _) = source.line_column(span.start);
        Some(Self { line, code: diagnostic.code.id, message: diagnostic.message.en.clone() })
    }
}

/// The text with the fixes in it, which stand in order; `None` where one does not stay within a line.
fn applied<'f>(source: &Source, fixes: impl Iterator<Item = &'f Fix>) -> Option<String> {
    let mut text = String::new();
    let mut at = 0;
    for fix in fixes {
        let old = source.text.get(fix.span.clone())?;
        if old.contains(['\n', '\r']) || fix.text.contains(['\n', '\r']) {
            return None;
        }
        text.push_str(source.text.get(at..fix.span.start)?);
        text.push_str(&fix.text);
        at = fix.span.end;
    }
    text.push_str(source.text.get(at..)?);
    Some(text)
}

/// True when the slips are gone and nothing else is worse. What a slip hid may show: on its own line where a key was
/// misspelt; where the text could not be read at all, anywhere but as another line that cannot be read above it.
fn helps(mended: &[&Slip], before: &Diagnostics, after: &Diagnostics) -> bool {
    let slips =
        |diagnostics: &Diagnostics| -> BTreeSet<Slip> { diagnostics.iter().filter_map(Slip::of).collect() };
    let (old, new) = (slips(before), slips(after));
    let is_syntax = |slip: &Slip| slip.code == codes::YAML_SYNTAX.id;
    let unreadable = mended.iter().any(|slip| is_syntax(slip));
    let last = mended.iter().map(|slip| slip.line).max().unwrap_or_default();
    let renamed =
        |line: usize| mended.iter().any(|slip| slip.line == line && slip.code == codes::UNKNOWN_KEY.id);
    // Of very many of a sort only the first are told, and others come up behind those that are gone.
    let fewer = after.counts().0 < before.counts().0;
    let of_sort = |slip: &Slip| mended.iter().any(|other| other.code == slip.code);
    let many = |code: &str| old.iter().filter(|slip| slip.code == code).count() >= crate::diag::MOST;
    let allowed = |slip: &Slip| match unreadable {
        _ if fewer && of_sort(slip) && many(slip.code) => true,
        true => !is_syntax(slip) || slip.line > last,
        false => renamed(slip.line) && !is_syntax(slip),
    };
    mended.iter().all(|slip| !new.contains(*slip)) && new.difference(&old).all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{self, Options};
    use crate::kinds;
    use crate::path::SourcePath;

    fn entry(text: &str) -> String {
        let settings = Source::new(SourcePath::new("kronika.yaml"), "title: Próba\n".to_owned());
        let config = config::parse(&settings, &Options::default(), &mut Diagnostics::new()).unwrap();
        let source = Source::new(SourcePath::new("content/events/a.md"), text.to_owned());
        let mended = mended(&source, |source, diagnostics| {
            diagnostics.append(kinds::check(source, &config).diagnostics);
        });
        mended.map_or_else(|| "nothing".to_owned(), |mended| mended.text)
    }

    #[test]
    fn only_the_slip_changes() {
        let wrong = "---\r\n# Uwaga:  dwie spacje\r\ntytuł:   Spotkanie # komentarz\r\nwhen: '7 czerwca 2024'\r\nstatus:  odwołane\r\n---\r\n\r\nTreść \r\n";
        let right = "---\r\n# Uwaga:  dwie spacje\r\ntitle:   Spotkanie # komentarz\r\nwhen: 2024-06-07\r\nstatus:  cancelled\r\n---\r\n\r\nTreść \r\n";
        assert_eq!(entry(wrong), right);
        assert_eq!(entry(right), "nothing");
    }

    #[test]
    fn what_stops_the_reading_is_mended_and_then_what_it_hid() {
        let wrong = "---\ntitle: Dzień 3: Gospodarka\nwen: 30.03.2020\nsummary: @miasto\n---\n";
        let right = "---\ntitle: \"Dzień 3: Gospodarka\"\nwhen: 2020-03-30\nsummary: \"@miasto\"\n---\n";
        assert_eq!(entry(wrong), right);
    }

    #[test]
    fn quoted_lists_and_nested_values_keep_their_form() {
        let wrong = "---\ntitle: A\nwhen: [2021-11-29, \"1.12.2021\"]\npeople:\n  - {persn: Anna Nowak, role: prelegentka}\n---\n";
        let right = "---\ntitle: A\nwhen: [2021-11-29, 2021-12-01]\npeople:\n  - {person: Anna Nowak, role: speaker}\n---\n";
        assert_eq!(entry(wrong), right);
    }

    #[test]
    fn what_is_not_sure_stays() {
        let event = |lines: &str| format!("---\ntitle: A\nwhen: 2024-06-07\n{lines}\n---\n");
        let dated = |when: &str| format!("---\ntitle: A\nwhen: {when}\n---\n");
        // Two keys that would become one, values and keys that may mean several things, times that others read otherwise.
        let texts = [
            "---\ntitle: A\ntitel: B\nwhen: 2024-06-07\n---\n".to_owned(),
            event("sumary: x\nsummry: y"),
            event("program: zielone-podworka"),
            event("uid: 2024-7"),
            event("image_alt: Sala"),
            event("status: post"),
            event("xyzw: 1"),
            event("tags: [a] #b"),
            event("mode: online #x"),
            event("attendance: 40 #osób"),
            event("summary: Spotkanie w sprawie parku\n  place: przy moście"),
            event("summary: \"Pierwszy wiersz\n  drugi wiersz"),
            dated("2021-02-30"),
            dated("06/07/2024"),
            dated("sobota 2 maja 2027"),
            dated("II połowa 2027"),
            dated("koniec 2026"),
            dated("2026-12-09/2026-12-07"),
        ];
        for text in texts {
            assert_eq!(entry(&text), "nothing", "{text}");
        }
    }

    #[test]
    fn a_thousand_slips_are_mended_at_once() {
        let lines = |key: &str| format!("  - {key}: Wykład\n").repeat(1_000);
        let text = |key: &str| format!("---\ntitle: A\nwhen: 2024-06-07\nagenda:\n{}---\n", lines(key));
        assert_eq!(entry(&text("titel")), text("title"));
    }
}
