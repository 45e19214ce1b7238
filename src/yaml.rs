//! YAML text → a tree that knows where every key and value was written. The only module that names a YAML
//! crate: `granit-parser` reads (YAML 1.2.2, with spans), `serde_yaml` writes values that need quoting.
//!
//! Entry points: [`parse`] and [`quote`]. Scalars stay text: `no`, `1.10` and `2020-04` are what was typed.

use std::collections::BTreeMap;

use granit_parser::{Event, Parser, ScalarStyle};

use crate::diag::Span;

/// A value with its place, in bytes of the text it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where the value stands; for a collection, from its first to its last part.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing: `key:` with no value, `~` or `null`.
    Null,
    /// Text as typed, quotes and escapes resolved.
    Scalar(String),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in the order written.
    Mapping(Vec<(Key, Node)>),
}

/// A key of a mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Where the key stands.
    pub span: Span,
    /// The key.
    pub name: String,
}

/// Why a text is not usable YAML.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What sort of fault.
    pub kind: FaultKind,
    /// Where, in bytes.
    pub span: Span,
    /// In plain words.
    pub message: String,
    /// What to type instead, where that can be told.
    pub hint: Option<String>,
}

/// The sorts of [`Fault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Not YAML at all.
    Syntax,
    /// A key that stands twice in one mapping.
    DuplicateKey,
    /// Nested too deep or grown too large.
    Limit,
    /// A `#word` that YAML drops as a comment; the tree is usable.
    LostComment,
}

/// Deepest nesting; content is two or three deep.
const DEPTH_LIMIT: usize = 24;
/// Most nodes of one document, aliases counted each time they are used.
const NODE_LIMIT: usize = 100_000;

/// Reads one document. Faults that leave a usable tree (a lost comment, a doubled key) come beside it.
pub fn parse(text: &str) -> (Option<Node>, Vec<Fault>) {
    let mut builder = Builder::new(text);
    for event in Parser::new_from_str_with_options(text, options()) {
        let step = match event {
            Ok((event, span)) => builder.take(event, span.byte_range().unwrap_or(0..0)),
            Err(error) => Err(syntax_fault(text, &error)),
        };
        if let Err(fault) = step {
            builder.faults.push(fault);
            return (None, builder.faults);
        }
    }
    let root = builder.root.take().unwrap_or(Node {
        span: 0..0,
        value: Value::Null,
    });
    (Some(root), builder.faults)
}

fn options() -> granit_parser::Options {
    granit_parser::options! { flow_nesting_limit: DEPTH_LIMIT, block_nesting_limit: DEPTH_LIMIT }
}

/// A collection that is still open.
enum Open {
    Sequence {
        start: usize,
        anchor: usize,
        items: Vec<Node>,
    },
    Mapping {
        start: usize,
        anchor: usize,
        pairs: Vec<(Key, Node)>,
        key: Option<Key>,
    },
}

struct Builder<'a> {
    text: &'a str,
    open: Vec<Open>,
    root: Option<Node>,
    anchors: BTreeMap<usize, (Node, usize)>,
    nodes: usize,
    faults: Vec<Fault>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            open: Vec::new(),
            root: None,
            anchors: BTreeMap::new(),
            nodes: 0,
            faults: Vec::new(),
        }
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Fault> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                let null = plain && matches!(&*text, "" | "~" | "null");
                let value = if null {
                    Value::Null
                } else {
                    Value::Scalar(text.into_owned())
                };
                self.add(Node { span, value }, anchor, 1)
            }
            Event::SequenceStart(_, anchor, _) => {
                self.open.push(Open::Sequence {
                    start: span.start,
                    anchor,
                    items: Vec::new(),
                });
                Ok(())
            }
            Event::MappingStart(_, anchor, _) => {
                self.open.push(Open::Mapping {
                    start: span.start,
                    anchor,
                    pairs: Vec::new(),
                    key: None,
                });
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::Sequence { start, anchor, items }) => {
                    let end = items.last().map_or(span.end, |item| item.span.end.max(start));
                    self.add(
                        Node {
                            span: start..end,
                            value: Value::Sequence(items),
                        },
                        anchor,
                        1,
                    )
                }
                Some(Open::Mapping {
                    start, anchor, pairs, ..
                }) => {
                    let end = pairs
                        .last()
                        .map_or(span.end, |(_, value)| value.span.end.max(start));
                    self.add(
                        Node {
                            span: start..end,
                            value: Value::Mapping(pairs),
                        },
                        anchor,
                        1,
                    )
                }
                None => Ok(()),
            },
            Event::Alias(id) => match self.anchors.get(&id).cloned() {
                Some((node, size)) => self.add(
                    Node {
                        span,
                        value: node.value,
                    },
                    0,
                    size,
                ),
                None => Ok(()),
            },
            Event::Comment(text, _) => {
                self.check_comment(&text, &span);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Puts a finished node where it belongs. `size` counts the nodes it brings, so that aliases cannot
    /// multiply without end.
    fn add(&mut self, node: Node, anchor: usize, size: usize) -> Result<(), Fault> {
        self.nodes += size;
        if self.nodes > NODE_LIMIT || self.open.len() > DEPTH_LIMIT {
            return Err(Fault {
                kind: FaultKind::Limit,
                span: node.span,
                message: "this is nested too deep or repeated too often by aliases (`*name`)".to_owned(),
                hint: Some("write the values out plainly".to_owned()),
            });
        }
        if anchor != 0 {
            let size = count(&node);
            self.anchors.insert(anchor, (node.clone(), size));
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Sequence { items, .. }) => items.push(node),
            Some(Open::Mapping { pairs, key, .. }) => match key.take() {
                Some(name) => {
                    if let Some((first, _)) = pairs.iter().find(|(other, _)| other.name == name.name) {
                        let line = self.text[..first.span.start].matches('\n').count() + 1;
                        self.faults.push(Fault {
                            kind: FaultKind::DuplicateKey,
                            span: name.span.clone(),
                            message: format!("the key `{}` stands twice", name.name),
                            hint: Some(format!(
                                "keep one of them; the first is {} line(s) above",
                                (self.text[..name.span.start].matches('\n').count() + 1) - line
                            )),
                        });
                    } else {
                        pairs.push((name, node));
                    }
                }
                None => *key = Some(key_of(node)?),
            },
        }
        Ok(())
    }

    /// `Sala #3` loses its end without a word; a comment meant as one has a space after its `#`.
    fn check_comment(&mut self, text: &str, span: &Span) {
        let line_start = self.text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let before = self.text[line_start..span.start].trim();
        let after_value = !before.is_empty() && !before.ends_with(':') && before != "-";
        if text.starts_with(|c: char| c.is_alphanumeric())
            && (after_value || before.ends_with(':') || before == "-")
        {
            let line = self.text[line_start..].lines().next().unwrap_or_default();
            self.faults.push(Fault {
                kind: FaultKind::LostComment,
                span: span.clone(),
                message: format!("`#{}` is taken for a comment and would be lost", text.trim_end()),
                hint: quoted_value(line).or(Some("put the whole value in quotes".to_owned())),
            });
        }
    }
}

fn key_of(node: Node) -> Result<Key, Fault> {
    match node.value {
        Value::Scalar(name) => Ok(Key {
            span: node.span,
            name,
        }),
        Value::Null => Ok(Key {
            span: node.span,
            name: String::new(),
        }),
        _ => Err(Fault {
            kind: FaultKind::Syntax,
            span: node.span,
            message: "a list or a group of values cannot be a key".to_owned(),
            hint: Some("put the value in quotes if it begins with `[` or `{`".to_owned()),
        }),
    }
}

fn count(node: &Node) -> usize {
    match &node.value {
        Value::Null | Value::Scalar(_) => 1,
        Value::Sequence(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Mapping(pairs) => 1 + pairs.iter().map(|(_, value)| 1 + count(value)).sum::<usize>(),
    }
}

/// Turns the parser's error into a fault whose hint fits the slip that most likely caused it.
fn syntax_fault(text: &str, error: &granit_parser::ScanError) -> Fault {
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let at = crate::diag::floor_char_boundary(text, at);
    let (line_start, line) = guilty_line(text, at);
    let span = if at >= line_start && at < line_start + line.len() {
        at..at + text[at..].chars().next().map_or(0, char::len_utf8)
    } else {
        let indent = line.len() - line.trim_start().len();
        line_start + indent..line_start + line.trim_end().len()
    };
    let (message, hint) = explain(line, &error.info());
    Fault {
        kind: FaultKind::Syntax,
        span,
        message,
        hint,
    }
}

/// The line to blame. When that of the error looks sound, it is one before (the parser notices an open quote
/// only where the next key begins), or the next one where that begins with a tab.
fn guilty_line(text: &str, at: usize) -> (usize, &str) {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    if suspicious(line) {
        return (start, line);
    }
    let after = text[start..].find('\n').map_or(text.len(), |newline| start + newline + 1);
    let next = text[after..].lines().next().unwrap_or_default();
    if next.starts_with('\t') {
        return (after, next);
    }
    let mut end = start;
    while end > 0 {
        let previous = text[..end - 1].rfind('\n').map_or(0, |newline| newline + 1);
        let candidate = text[previous..end - 1].trim_end_matches('\r');
        if suspicious(candidate) {
            return (previous, candidate);
        }
        end = previous;
    }
    (start, line)
}

/// True for a line that holds one of the slips [`explain`] knows.
fn suspicious(line: &str) -> bool {
    line.starts_with('\t')
        || value_of(line).is_some_and(|(_, value)| {
            let unclosed = |quote: char| value.starts_with(quote) && !closes(value, quote);
            unclosed('"')
                || unclosed('\'')
                || value.contains(": ") && !value.starts_with(['"', '\'', '{', '['])
                || value.starts_with(['@', '`', '%', '*', '&', '!'])
        })
}

/// True when the quoted value ends with its own closing quote and nothing after it.
fn closes(value: &str, quote: char) -> bool {
    let inner = &value[1..];
    match inner.find(quote) {
        Some(at) => {
            let rest = inner[at + 1..].trim_start();
            rest.is_empty() || rest.starts_with('#') || rest.starts_with([',', '}', ']'])
        }
        None => false,
    }
}

fn explain(line: &str, parser_says: &str) -> (String, Option<String>) {
    let value = value_of(line).map(|(_, value)| value).unwrap_or_default();
    if line.trim_start_matches(' ').starts_with('\t') {
        return (
            "a tab is not allowed at the start of a line here".to_owned(),
            Some("indent with spaces, two for each step".to_owned()),
        );
    }
    if value.starts_with('"') && !closes(value, '"') {
        let message = if value[1..].contains('"') {
            "a quotation mark inside the value ends it too early"
        } else {
            "the quotation mark that opens this value is never closed"
        };
        return (message.to_owned(), quoted_value(line));
    }
    if value.starts_with('\'') && !closes(value, '\'') {
        return (
            "the quotation mark that opens this value is never closed".to_owned(),
            quoted_value(line),
        );
    }
    if value.contains(": ") && !value.starts_with(['{', '[']) {
        return (
            "a colon followed by a space must stand in quotes".to_owned(),
            quoted_value(line),
        );
    }
    if value.starts_with(['@', '`', '%', '*', '&', '!']) {
        return (
            "a value that begins with this sign must stand in quotes".to_owned(),
            quoted_value(line),
        );
    }
    if !line.trim().is_empty() && !line.contains(':') && !line.trim_start().starts_with('-') {
        return (
            "this line is neither `key: value` nor part of a list".to_owned(),
            Some("write `key: value`; text that goes on over several lines begins with `key: >` and is indented".to_owned()),
        );
    }
    (
        format!("this cannot be read ({parser_says})"),
        Some("check the indentation and the quotes of this line and the one above".to_owned()),
    )
}

/// Key and value of a `key: value` or `- key: value` line.
fn value_of(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let bare = key.trim_start().trim_start_matches("- ").trim();
    let plausible = !bare.is_empty() && bare.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    (plausible && (value.is_empty() || value.starts_with(' '))).then(|| (key, value.trim()))
}

/// The line with its value in quotes, to paste.
fn quoted_value(line: &str) -> Option<String> {
    let (key, value) = value_of(line)?;
    let value = value
        .strip_prefix('"')
        .map_or(value, |rest| rest.strip_suffix('"').unwrap_or(rest));
    let value = value
        .strip_prefix('\'')
        .map_or(value, |rest| rest.strip_suffix('\'').unwrap_or(rest));
    Some(format!("write `{}: {}`", key.trim(), quote(value, true)))
}

/// A scalar as it must be written to be read back as the same text. With `always`, it is quoted even where
/// YAML would not ask for it.
pub fn quote(text: &str, always: bool) -> String {
    if always {
        return if text.contains('"') && !text.contains('\\') {
            format!("'{}'", text.replace('\'', "''"))
        } else {
            format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
        };
    }
    match serde_yaml::to_string(text) {
        Ok(written) if written.trim_end().contains('\n') => quote(&text.replace('\n', " "), true),
        Ok(written) => written.trim_end().to_owned(),
        Err(_) => quote(text, true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Fault {
        let (_, faults) = parse(text);
        faults.into_iter().next().expect("a fault")
    }

    #[test]
    fn scalars_stay_text_with_their_places() {
        let text = "title: Łódź\ndraft: no\nversion: 1.10\nempty:\ntags: [a, \"b c\"]\n";
        let (Some(node), faults) = parse(text) else {
            panic!("a tree")
        };
        assert!(faults.is_empty());
        let Value::Mapping(pairs) = node.value else {
            panic!("a mapping")
        };
        let scalar = |ix: usize| match &pairs[ix].1.value {
            Value::Scalar(text) => text.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!([scalar(0), scalar(1), scalar(2)], ["Łódź", "no", "1.10"]);
        assert_eq!(&text[pairs[0].1.span.clone()], "Łódź");
        assert_eq!(&text[pairs[1].0.span.clone()], "draft");
        assert_eq!(pairs[3].1.value, Value::Null);
        assert_eq!(&text[pairs[4].1.span.clone()], "[a, \"b c\"");
    }

    #[test]
    fn slips_get_a_line_to_paste() {
        let cases = [
            (
                "title: Dzień 3: Gospodarka\n",
                "write `title: \"Dzień 3: Gospodarka\"`",
                1,
            ),
            (
                "a: b\ntitle: \"W sprawie \"Rozwój\" miasta\"\nx: y\n",
                "write `title: 'W sprawie \"Rozwój\" miasta'`",
                2,
            ),
            (
                "title: \"Nigdy niezamknięty\nwhen: 2020\n",
                "write `title: \"Nigdy niezamknięty\"`",
                1,
            ),
            ("title: @miasto\n", "write `title: \"@miasto\"`", 1),
            ("a: b\n\ttitle: x\n", "indent with spaces, two for each step", 2),
        ];
        for (text, hint, line) in cases {
            let fault = fault(text);
            assert_eq!(fault.hint.as_deref(), Some(hint), "{text}");
            assert_eq!(text[..fault.span.start].matches('\n').count() + 1, line, "{text}");
        }
    }

    #[test]
    fn doubled_keys_and_lost_comments_are_found() {
        assert_eq!(fault("a: 1\na: 2\n").kind, FaultKind::DuplicateKey);
        let lost = fault("title: Sala #3\n");
        assert_eq!(lost.kind, FaultKind::LostComment);
        assert_eq!(lost.hint.as_deref(), Some("write `title: \"Sala #3\"`"));
        assert!(parse("title: Sala # uwaga\n# cały wiersz\n").1.is_empty());
    }

    #[test]
    fn aliases_cannot_multiply_without_end() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..9 {
            let previous = format!("*a{}", level - 1);
            text += &format!("a{level}: &a{level} [{}]\n", vec![previous; 10].join(", "));
        }
        assert_eq!(fault(&text).kind, FaultKind::Limit);
        assert!(matches!(
            fault(&"[".repeat(10_000)).kind,
            FaultKind::Syntax | FaultKind::Limit
        ));
    }

    #[test]
    fn quoting_is_read_back_as_the_same_text() {
        for text in [
            "Dzień 3: Gospodarka",
            "no",
            "2020-04",
            "„Cytat”",
            "a \"b\" c",
            "it's",
            "# x",
            "",
            "a\\b",
        ] {
            for always in [false, true] {
                let yaml = format!("k: {}\n", quote(text, always));
                let (
                    Some(Node {
                        value: Value::Mapping(pairs),
                        ..
                    }),
                    _,
                ) = parse(&yaml)
                else {
                    panic!("{yaml}")
                };
                assert_eq!(pairs[0].1.value, Value::Scalar(text.to_owned()), "{yaml}");
            }
        }
    }
}
