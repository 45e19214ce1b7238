//! Bad input: each case in `tests/faults/` is a small site with its faults written below the lines they are in.
//!
//! ```text
//! ### content/events/a.md
//! ---
//! title: Spotkanie
//! wen: 2020-04-23
//! #> 1 K0106 did you mean `when`?
//! ```
//!
//! `#> column code words` belongs to the line above it; the words must be part of the message or a hint.
//! `#> - code words` below a `###` line is a fault of the file as a whole. `warning` before the code makes it a
//! warning. A case fails when a fault is missing, elsewhere, or more than those written. A file
//! `kronika.yaml` is supplied where a case has none. `\t` is written ⇥, and a closing space ␠, to be seen.

use std::path::Path;

use super::common::{build, describe, options, project, stand_in};
use kronika::config::Options;
use kronika::diag::codes::Weight;
use kronika::diag::{Diagnostic, Diagnostics, Place, Severity};

/// What only the parsers say, in English; a message in Polish holds none of it.
const PARSER_WORDS: [&str; 5] = ["while parsing", "did not find", "expected", "mapping values", "illegal"];

#[derive(Debug, Clone)]
struct Expected {
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    severity: Severity,
    code: String,
    words: String,
}

#[test]
fn every_fault_is_found_where_it_is_and_nothing_else() {
    let by_build = |options: &Options| {
        let (files, diagnostics) = build(options);
        (files.is_some(), diagnostics)
    };
    every_case_holds("tests/faults", 12, by_build);
}

/// Runs the cases of a folder, of which there are more than so many; `run` says whether there were pages, and what is wrong.
pub(crate) fn every_case_holds(
    folder: &str,
    more_than: usize,
    run: impl Fn(&Options) -> (bool, Diagnostics),
) {
    let items = std::fs::read_dir(project().join(folder)).unwrap();
    let mut cases: Vec<_> = items.map(|item| item.unwrap().path()).collect();
    cases.sort();
    cases.retain(|path| path.extension().is_some_and(|ending| ending == "case"));
    assert!(cases.len() > more_than, "the cases are there");
    let failures: Vec<String> = cases.iter().filter_map(|case| check(case, &run).err()).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
}

fn check(case: &Path, run: impl Fn(&Options) -> (bool, Diagnostics)) -> Result<(), String> {
    let name = case.file_stem().unwrap().to_string_lossy().into_owned();
    let text = std::fs::read_to_string(case).unwrap();
    let site = tempfile::tempdir().unwrap();
    let expected = write(&text, site.path());
    if expected.is_empty() {
        return Err(format!("{name}: the case expects nothing"));
    }
    let (went_on, diagnostics) = run(&options(site.path()));
    let mut found: Vec<&Diagnostic> = diagnostics.iter().collect();
    let mut problems = Vec::new();
    for diagnostic in &found {
        let weight = match diagnostic.severity {
            Severity::Error => Weight::Error,
            Severity::Warning => Weight::Warning,
        };
        if ![weight, Weight::Either].contains(&diagnostic.code.weight) {
            problems.push(format!("  {} is {weight:?}, against its register", diagnostic.code.id));
        }
        if diagnostic.message.en == diagnostic.message.pl || diagnostic.hints.is_empty() {
            problems.push(format!("  not said in Polish, or without a way out: {}", describe(diagnostic)));
        }
    }
    for diagnostic in &found {
        let templates = ["K0501", "K0502"].contains(&diagnostic.code.id);
        let said = std::iter::once(&diagnostic.message).chain(&diagnostic.hints);
        let left = said.filter(|text| PARSER_WORDS.iter().any(|words| text.pl.contains(words))).count();
        if left > 0 && !templates {
            problems.push(format!("  a parser's words in Polish: {}", describe(diagnostic)));
        }
    }
    for wanted in &expected {
        match found.iter().position(|diagnostic| fits(diagnostic, wanted)) {
            Some(at) => {
                found.remove(at);
            }
            None => problems.push(format!("  not found: {wanted:?}")),
        }
    }
    problems.extend(found.iter().map(|diagnostic| format!("  unexpected: {}", describe(diagnostic))));
    let fatal = expected.iter().any(|wanted| wanted.severity == Severity::Error);
    if fatal == went_on {
        problems.push(format!("  the build {}", if fatal { "went on" } else { "stopped" }));
    }
    if problems.is_empty() { Ok(()) } else { Err(format!("{name}:\n{}", problems.join("\n"))) }
}

/// Writes the files of a case; gives the faults written in it.
fn write(text: &str, root: &Path) -> Vec<Expected> {
    let mut files: Vec<(String, Vec<String>)> = Vec::new();
    let mut expected = Vec::new();
    for line in text.lines() {
        if let Some(path) = line.strip_prefix("### ") {
            files.push((path.trim().to_owned(), Vec::new()));
            continue;
        }
        let Some((file, lines)) = files.last_mut() else {
            continue;
        };
        match line.strip_prefix("#> ") {
            Some(note) => expected.push(annotation(note, file, lines.len())),
            None => lines.push(line.replace('⇥', "\t").replace('␠', " ")),
        }
    }
    if !files.iter().any(|(path, _)| path == "kronika.yaml") {
        files.push(("kronika.yaml".to_owned(), vec!["title: Próba".to_owned()]));
    }
    for (path, lines) in files {
        let place = root.join(&path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, stand_in(&path, &(lines.join("\n") + "\n"))).unwrap();
    }
    std::fs::create_dir_all(root.join("content")).unwrap();
    expected
}

fn annotation(note: &str, file: &str, line: usize) -> Expected {
    let mut parts = note.splitn(2, ' ');
    let column = parts.next().unwrap();
    let rest = parts.next().unwrap_or_else(|| panic!("a code in `{note}`"));
    let (severity, rest) = match rest.strip_prefix("warning ") {
        Some(rest) => (Severity::Warning, rest),
        None => (Severity::Error, rest),
    };
    let (code, words) = rest.split_once(' ').unwrap_or((rest, ""));
    assert!(code.starts_with('K'), "a code in `{note}`");
    Expected {
        file: file.to_owned(),
        line: (column != "-").then_some(line),
        column: column.parse().ok(),
        severity,
        code: code.to_owned(),
        words: words.to_owned(),
    }
}

fn fits(diagnostic: &Diagnostic, wanted: &Expected) -> bool {
    let place = match &diagnostic.place {
        Place::Text(source, span) => {
            let (line, column) = source.line_column(span.start);
            source.path.as_str() == wanted.file
                && wanted.line.is_none_or(|wanted| wanted == line)
                && wanted.column.is_none_or(|wanted| wanted == column)
        }
        Place::File(path) => path.as_str() == wanted.file && wanted.line.is_none(),
        Place::Environment(_) => false,
    };
    let said = std::iter::once(&diagnostic.message)
        .chain(&diagnostic.hints)
        .any(|text| text.en.contains(&wanted.words));
    place && diagnostic.severity == wanted.severity && diagnostic.code.id == wanted.code && said
}
