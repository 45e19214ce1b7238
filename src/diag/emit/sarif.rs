//! SARIF 2.1.0 (OASIS Standard, with Errata 01): one log with one run, its rules from the catalogue. Sections are named
//! where they say what is to be written.

use serde_json::{Value, json};

use super::help;
use super::names::Names;
use crate::diag::catalogue;
use crate::diag::codes::{self, Code, Weight};
use crate::diag::{Diagnostic, Diagnostics, Place, Severity};
use crate::words::Language;

/// Where the schema of a log is kept for editors.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The whole log, as JSON over several lines. A run without faults has no results.
pub fn sarif(diagnostics: &Diagnostics, names: &Names, language: Language) -> String {
    let results: Vec<Value> =
        diagnostics.iter().map(|diagnostic| result(diagnostic, names, language)).collect();
    let rules: Vec<Value> = codes::ALL.iter().map(|code| rule(*code, language)).collect();
    let version = env!("CARGO_PKG_VERSION");
    let driver = json!({
        "name": "kronika",
        "version": version,
        "semanticVersion": version,
        "language": match language {
            Language::English => "en",
            Language::Polish => "pl",
        },
        "rules": rules,
    });
    let run = json!({ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results });
    let log = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] });
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

/// A code as a `reportingDescriptor` (3.49).
fn rule(code: Code, language: Language) -> Value {
    let story = catalogue::story(code.id, language);
    let (title, text) = story.map_or(("", ""), |story| (story.title, story.text));
    let level = if code.weight == Weight::Warning { Severity::Warning } else { Severity::Error };
    json!({
        "id": code.id,
        "shortDescription": { "text": message(title) },
        "fullDescription": { "text": message(text) },
        "help": { "text": format!("kronika explain {}", code.id) },
        "defaultConfiguration": { "level": level.as_str() },
    })
}

/// A diagnostic as a `result` (3.27).
fn result(diagnostic: &Diagnostic, names: &Names, language: Language) -> Value {
    let help = help();
    let hints =
        diagnostic.hints.iter().map(|hint| format!("\n{}: {}", help.get(language), hint.get(language)));
    let said = std::iter::once(diagnostic.message.get(language).to_owned()).chain(hints);
    let text = message(&said.collect::<String>());
    let mut physical = json!({ "artifactLocation": { "uri": uri(&names.of(&diagnostic.place)) } });
    if let Place::Text(source, span) = &diagnostic.place {
        let (line, column) = source.line_column(span.start);
        let (end_line, end_column) = source.line_column(span.end.max(span.start));
        // The end is the column after the last character (3.30.8).
        physical["region"] =
            json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column });
    }
    json!({
        "ruleId": diagnostic.code.id,
        "ruleIndex": codes::ALL.iter().position(|code| *code == diagnostic.code),
        "level": diagnostic.severity.as_str(),
        "message": { "text": text },
        "locations": [{ "physicalLocation": physical }],
    })
}

/// Braces are doubled (3.11.5); what would be taken for an embedded link has its brackets escaped (3.11.6).
fn message(text: &str) -> String {
    let text = text.replace('{', "{{").replace('}', "}}");
    if text.contains("](") {
        return text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    }
    text
}

/// A path as a URI reference (RFC 3986): relative, or `file:` for an absolute path.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    let drive = path.as_bytes().get(1) == Some(&b':');
    match (path.starts_with('/'), drive) {
        (true, _) => format!("file://{out}"),
        (_, true) => format!("file:///{}", out.replacen("%3A", ":", 1)),
        _ => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_hold_no_placeholders_and_no_links() {
        assert_eq!(message("write `{src: a}`"), "write `{{src: a}}`");
        assert_eq!(message("allow: [K0210]"), "allow: [K0210]");
        assert_eq!(message("write [a](b) or \\"), "write \\[a\\](b) or \\\\");
    }

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("content/łąka 1.md"), "content/%C5%82%C4%85ka%201.md");
        assert_eq!(uri("/w/a:b.md"), "file:///w/a%3Ab.md");
        assert_eq!(uri("C:/w/a.md"), "file:///C:/w/a.md");
    }
}
