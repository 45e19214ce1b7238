//! Markdown file → [`RawEntry`]: the front matter as a tree of keys and values with their places, and the
//! stretch of the body. Nothing is checked here but that the front matter can be read at all;
//! [`fields`] is how kinds ask for what they know.

mod fences;
pub mod fields;

use std::sync::Arc;

pub(crate) use fields::synonyms;
pub use fields::{Fields, Sink};

use fences::Split;

use crate::diag::{Code, Diagnostic, Diagnostics, Fix, Source, Span, codes};
use crate::words;
use crate::words::{Phrase, phrase};
use crate::yaml::{self, FaultKind, Key, Node, Value};

/// A file split into front matter and body; knows where everything was written.
#[derive(Debug)]
pub struct RawEntry {
    /// The file.
    pub source: Arc<Source>,
    /// Keys and values of the front matter, with places in the file.
    pub front: Vec<(Key, Node)>,
    /// The first key, for faults of the entry as a whole.
    pub front_span: Span,
    /// The Markdown below the front matter.
    pub body: Span,
}

const FRONT_MATTER: Phrase = phrase("the front matter", "nagłówek (front matter)");

/// Splits and reads one file. `None` when the front matter cannot be used; the reason is in `diagnostics`.
/// The home page's text needs no front matter: with `optional`, a file without one is all body.
pub fn read(source: &Arc<Source>, optional: bool, diagnostics: &mut Diagnostics) -> Option<RawEntry> {
    let (front_span, body) = match fences::split(&source.text) {
        Split::Found { front, body } => (front, body),
        Split::Missing if optional => (0..0, 0..source.text.len()),
        Split::Missing => {
            diagnostics.push(fences::missing(source));
            return None;
        }
        Split::Unclosed => {
            diagnostics.push(fences::unclosed(source));
            return None;
        }
    };
    let front = mapping(source, front_span.clone(), FRONT_MATTER, diagnostics)?;
    let front_span = match front.first() {
        Some((key, _)) => key.span.clone(),
        None => front_span.start..front_span.start,
    };
    Some(RawEntry { source: source.clone(), front, front_span, body })
}

/// Reads a stretch of a file as a YAML mapping. `what` names it in messages.
pub fn mapping(
    source: &Arc<Source>,
    span: Span,
    what: Phrase,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<(Key, Node)>> {
    let (node, faults) = yaml::parse(&source.text[span.clone()]);
    for fault in faults {
        let place = moved(fault.span, span.start);
        let diagnostic = Diagnostic::error(code_of(fault.kind), source, place, fault.message);
        let fix = fault.fix.map(|fix| Fix { span: moved(fix.span, span.start), ..fix });
        diagnostics.push(diagnostic.hint_if(fault.hint).fix(fix));
    }
    let node = shifted(node?, span.start);
    match node.value {
        Value::Mapping(pairs) => Some(pairs),
        Value::Null => Some(Vec::new()),
        _ => {
            let message = words!(
                "{what} must be `key: value` lines",
                "{what} musi się składać z wierszy `pole: wartość`",
                what
            );
            let example = match source.path.name() {
                crate::config::FILE => "title: Kronika miasta",
                name if crate::captions::is_captions(name) => "sala.jpg: {alt: Uczestnicy przy stołach}",
                _ => "title: Spotkanie otwierające",
            };
            let hint = words!("write for example `{example}`", "wpisz na przykład `{example}`");
            diagnostics.push(Diagnostic::error(codes::NOT_A_MAPPING, source, node.span, message).hint(hint));
            None
        }
    }
}

fn code_of(kind: FaultKind) -> Code {
    match kind {
        FaultKind::Syntax => codes::YAML_SYNTAX,
        FaultKind::DuplicateKey => codes::DUPLICATE_KEY,
        FaultKind::Limit => codes::YAML_LIMIT,
        FaultKind::LostComment => codes::LOST_COMMENT,
    }
}

/// The same tree with every place moved on by `by` bytes.
fn shifted(node: Node, by: usize) -> Node {
    let value = match node.value {
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(|item| shifted(item, by)).collect()),
        Value::Mapping(pairs) => Value::Mapping(
            pairs
                .into_iter()
                .map(|(key, value)| (Key { span: moved(key.span, by), name: key.name }, shifted(value, by)))
                .collect(),
        ),
        scalar => scalar,
    };
    Node { span: moved(node.span, by), value }
}

fn moved(span: Span, by: usize) -> Span {
    span.start + by..span.end + by
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SourcePath;

    fn raw(text: &str) -> (Option<RawEntry>, Vec<&'static str>) {
        let mut diagnostics = Diagnostics::new();
        let source = Source::new(SourcePath::new("content/a.md"), text.to_owned());
        let entry = read(&source, false, &mut diagnostics);
        (entry, diagnostics.iter().map(|d| d.code.id).collect())
    }

    #[test]
    fn front_matter_and_body_are_found_with_their_places() {
        for end in ["\n", "\r\n"] {
            let text = ["", "--- ", "title: Żuk", "---", "Treść"].join(end);
            let (entry, codes) = raw(&text);
            let entry = entry.expect("an entry");
            assert!(codes.is_empty());
            assert_eq!(&text[entry.front[0].1.span.clone()], "Żuk");
            assert_eq!(&text[entry.body], "Treść");
        }
    }

    #[test]
    fn missing_unclosed_and_empty_front_matter() {
        assert_eq!(raw("Treść\n").1, ["K0101"]);
        assert_eq!(raw("").1, ["K0101"]);
        assert_eq!(raw("---\ntitle: x\n").1, ["K0102"]);
        assert_eq!(raw("---\n- a\n- b\n---\n").1, ["K0104"]);
        assert!(raw("---\n---\n").0.is_some_and(|entry| entry.front.is_empty()));
    }
}
