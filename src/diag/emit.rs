//! Draws diagnostics: rustc's look for people ([`human`]), one JSON object a line for programs ([`json`]), annotations for
//! GitHub Actions ([`github`]), a SARIF log for code scanners ([`sarif`]).

mod github;
mod names;
mod sarif;

pub use github::github;
pub use names::Names;
pub use sarif::sarif;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Place, Severity, Source, Span, floor_char_boundary};
use crate::words;
use crate::words::{Language, Words};

/// Longest excerpt drawn, in bytes; of a longer line only the place is told.
const EXCERPT_LIMIT: usize = 4_000;

/// An excerpt with carets, message and hints, ready for a terminal. Colours are ANSI codes; the caller's
/// stream strips them where they are not wanted.
pub fn human(diagnostic: &Diagnostic, language: Language) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let (name, help) = (severity(diagnostic.severity), help());
    let level = level.with_name(name.get(language));
    let title = level.primary_title(diagnostic.message.get(language)).id(diagnostic.code.id);
    let help = Level::HELP.with_name(help.get(language));
    let hints = diagnostic.hints.iter().map(|hint| help.clone().message(hint.get(language)));
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    match &diagnostic.place {
        Place::Text(source, span) => {
            let span_start = span.start;
            let (line_start, excerpt, span) = excerpt(source, span);
            if excerpt.len() > EXCERPT_LIMIT {
                let (line, column) = source.line_column(span_start);
                let origin = Origin::path(source.path.as_str()).line(line).char_column(column);
                return renderer.render(&[title.element(origin).elements(hints)]);
            }
            let snippet = Snippet::source(excerpt)
                .line_start(line_start)
                .path(source.path.as_str())
                .annotation(AnnotationKind::Primary.span(span));
            renderer.render(&[title.element(snippet).elements(hints)])
        }
        Place::File(path) => {
            let origin = Origin::path(path.as_str());
            renderer.render(&[title.element(origin).elements(hints)])
        }
        Place::Environment(path) => {
            let path = path.display().to_string();
            let origin = Origin::path(path.as_str());
            renderer.render(&[title.element(origin).elements(hints)])
        }
    }
}

/// The word before a message.
pub fn severity(severity: Severity) -> Words {
    match severity {
        Severity::Error => words!("error", "błąd"),
        Severity::Warning => words!("warning", "ostrzeżenie"),
    }
}

/// The word before a hint.
pub fn help() -> Words {
    words!("help", "rada")
}

/// The whole lines around a span (at most its first three), the number of the first, and the span within.
/// Drawing needs no more, and a large file need not be scanned again for each of its faults.
fn excerpt<'a>(source: &'a Source, span: &Span) -> (usize, &'a str, Span) {
    let text = &source.text;
    let start = floor_char_boundary(text, span.start);
    let end = floor_char_boundary(text, span.end).max(start);
    let line = source.line_column(start).0;
    let last = source.line_column(end).0.min(line + 2);
    let from = source.line_start(line).unwrap_or(start);
    let to = source.line_start(last + 1).map_or(text.len(), |next| next - 1);
    // What follows far behind the fault on a line of thousands of characters helps nobody.
    let to = to.min(floor_char_boundary(text, end + 200));
    (line, &text[from..to], start - from..end.min(to).max(start) - from)
}

/// One object on one line: severity, code, message, file, line, column, hint.
pub fn json(diagnostic: &Diagnostic, language: Language) -> String {
    #[derive(Serialize)]
    struct Row<'a> {
        severity: &'a str,
        code: &'a str,
        message: &'a str,
        file: String,
        line: Option<usize>,
        column: Option<usize>,
        hint: Option<String>,
    }
    let (file, position) = diagnostic.place.told();
    let hints: Vec<&str> = diagnostic.hints.iter().map(|hint| hint.get(language)).collect();
    let row = Row {
        severity: diagnostic.severity.as_str(),
        code: diagnostic.code.id,
        message: diagnostic.message.get(language),
        file,
        line: position.map(|(line, _)| line),
        column: position.map(|(_, column)| column),
        hint: (!hints.is_empty()).then(|| hints.join("; ")),
    };
    serde_json::to_string(&row).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::codes;
    use crate::path::SourcePath;

    fn sample() -> Diagnostic {
        let source = Source::new(SourcePath::new("content/a.md"), "---\ntilte: Żuk\n---\n".to_owned());
        Diagnostic::error(codes::UNKNOWN_KEY, &source, 4..9, Words::same("unknown key `tilte`"))
            .hint(Words::same("write `title`"))
    }

    #[test]
    fn human_shows_place_excerpt_and_hint() {
        let plain = anstream::adapter::strip_str(&human(&sample(), Language::English)).to_string();
        assert!(plain.contains("error[K0106]: unknown key `tilte`"), "{plain}");
        assert!(plain.contains("content/a.md:2:1"), "{plain}");
        assert!(plain.contains("2 | tilte: Żuk"), "{plain}");
        assert!(plain.contains("^^^^^"), "{plain}");
        assert!(plain.contains("help: write `title`"), "{plain}");
    }

    #[test]
    fn json_is_one_line_with_the_documented_keys() {
        let line = json(&sample(), Language::English);
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(value["line"], 2);
        assert_eq!(value["column"], 1);
        assert_eq!(value["file"], "content/a.md");
        assert_eq!(value["hint"], "write `title`");
        assert!(!line.contains('\n'));
    }
}
