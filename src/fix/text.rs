//! Mends one text: applies a fix, reads the text again, and keeps it only where the slip is gone and nothing is worse.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Mended;
use crate::diag::{Diagnostic, Diagnostics, Fix, Place, Severity, Source};

/// How many slips of one file are mended at most in one go.
const LIMIT: usize = 10_000;

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
        let next = diagnostics.iter().find_map(|diagnostic| {
            let fix = diagnostic.fix.as_ref()?;
            let slip = Slip::of(diagnostic)?;
            (!refused.contains(&slip)).then(|| (slip, fix.clone()))
        });
        let Some((slip, fix)) = next else { break };
        let tried = applied(&now, &fix).map(|text| Source::new(now.path.clone(), text));
        let better = tried.map(|tried| (checked(&tried), tried));
        match better.filter(|(after, _)| helps(&slip, &diagnostics, after)) {
            Some((after, tried)) => {
                (now, diagnostics) = (tried, after);
                fixes += 1;
            }
            None => {
                refused.insert(slip);
            }
        }
    }
    (fixes > 0).then(|| Mended { source: source.clone(), text: now.text.clone(), fixes })
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

/// The text with the fix in it; `None` for one that does not stay within a line.
fn applied(source: &Source, fix: &Fix) -> Option<String> {
    let old = source.text.get(fix.span.clone())?;
    if old.contains(['\n', '\r']) || fix.text.contains(['\n', '\r']) {
        return None;
    }
    let (before, after) = (source.text.get(..fix.span.start)?, source.text.get(fix.span.end..)?);
    Some(format!("{before}{}{after}", fix.text))
}

/// True when the slip is gone and nothing else is worse. What it hid may show: on its own line where a key was misspelt,
/// anywhere where the text could not be read at all.
fn helps(slip: &Slip, before: &Diagnostics, after: &Diagnostics) -> bool {
    let slips =
        |diagnostics: &Diagnostics| -> BTreeSet<Slip> { diagnostics.iter().filter_map(Slip::of).collect() };
    let (old, new) = (slips(before), slips(after));
    let unreadable = before.iter().any(|diagnostic| {
        diagnostic.severity == Severity::Error && diagnostic.code == crate::diag::codes::YAML_SYNTAX
    });
    !new.contains(slip) && (unreadable || new.difference(&old).all(|other| other.line == slip.line))
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
        let wrong = "---\ntitle: Dzień 3: Gospodarka\nwen: 30.03.2020\nsummary: Sala #3\n---\n";
        let right = "---\ntitle: \"Dzień 3: Gospodarka\"\nwhen: 2020-03-30\nsummary: \"Sala #3\"\n---\n";
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
        // Two keys that would become one, a value near several, a day that does not exist.
        for text in [
            "---\ntitle: A\ntitel: B\nwhen: 2024-06-07\n---\n",
            "---\ntitle: A\nwhen: 2021-02-30\n---\n",
            "---\ntitle: A\nwhen: 2024-06-07\nxyzw: 1\n---\n",
        ] {
            assert_eq!(entry(text), "nothing", "{text}");
        }
    }
}
