//! Annotations for GitHub Actions: one workflow command a diagnostic (docs.github.com, “Workflow commands for GitHub
//! Actions”: `error` and `warning`). The escapes are those of its toolkit, `@actions/core`, `command.ts`.

use super::help;
use super::names::Names;
use crate::diag::catalogue;
use crate::diag::{Diagnostic, Place};
use crate::words::Language;

/// `::error file=…,line=…,col=…,title=…::message`, on one line, without a line end.
pub fn github(diagnostic: &Diagnostic, names: &Names, language: Language) -> String {
    let code = diagnostic.code.id;
    let title = catalogue::story(code, language).map_or("", |story| story.title);
    let mut properties = vec![("file", names.of(&diagnostic.place))];
    if let Place::Text(source, span) = &diagnostic.place {
        let (line, column) = source.line_column(span.start);
        let (end_line, end_column) = source.line_column(span.end);
        properties.extend([("line", line.to_string()), ("col", column.to_string())]);
        // Columns count only within one line; the end is the last character, not the one after it.
        if end_line == line && end_column > column + 1 {
            properties.push(("endColumn", (end_column - 1).to_string()));
        }
    }
    properties.push(("title", format!("{code} {title}").trim_end().to_owned()));
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    let help = help();
    let hints = diagnostic.hints.iter().map(|hint| format!("{}: {}", help.get(language), hint.get(language)));
    let lines = std::iter::once(diagnostic.message.get(language).to_owned()).chain(hints);
    let message = data(&lines.collect::<Vec<_>>().join("\n"));
    format!("::{} {}::{message}", diagnostic.severity.as_str(), properties.join(","))
}

/// A message: what would end the line, and the escape itself.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property: also what would end it or all of them.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use crate::words::Words;
    use std::path::Path;

    use super::*;
    use crate::diag::{Source, codes};
    use crate::path::SourcePath;

    fn names() -> Names {
        Names::new(Path::new("/w"), Path::new("/w"), Path::new("site"))
    }

    #[test]
    fn a_command_has_place_title_and_hints() {
        let source = Source::new(SourcePath::new("content/a.md"), "---\ntilte: Żuk\n---\n".to_owned());
        let fault = Diagnostic::error(codes::UNKNOWN_KEY, &source, 4..9, Words::same("no key `tilte`"))
            .hint(Words::same("`title`"));
        assert_eq!(
            github(&fault, &names(), Language::English),
            "::error file=site/content/a.md,line=2,col=1,endColumn=5,title=K0106 An unknown key::no key `tilte`%0Ahelp: `title`"
        );
    }

    #[test]
    fn nothing_in_it_ends_it_early() {
        let path = SourcePath::new("content/a,b:c%0A.md");
        let fault = Diagnostic::file(codes::ENCODING, &path, Words::same("100%\r\n::error::x"))
            .hint(Words::same("a, b: c"));
        assert_eq!(
            github(&fault, &names(), Language::English),
            "::error file=site/content/a%2Cb%3Ac%250A.md,title=K0901 The file is not in UTF-8::100%25%0D%0A::error::x%0Ahelp: a, b: c"
        );
    }
}
