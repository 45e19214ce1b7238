//! YAML text → a tree that knows where every key and value was written. The only module that names a YAML
//! crate: `granit-parser` reads (YAML 1.2.2, with spans), `serde_yaml` writes values that need quoting.
//!
//! Entry points: [`parse`] and [`quote`]. Scalars stay text: `no`, `1.10` and `2020-04` are what was typed.

mod brackets;
mod explain;
mod hashes;
mod lists;
mod repair;
mod slips;

use std::collections::{BTreeMap, BTreeSet};

use granit_parser::{Event, Parser, ScalarStyle};

use crate::diag::{Fix, Span};
use crate::words;
use crate::words::Words;

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
    pub message: Words,
    /// What to type instead, where that can be told.
    pub hint: Option<Words>,
    /// What mends it for sure, where that can be told.
    pub fix: Option<Fix>,
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
/// So many bytes of text that an alias brings count as a node more.
const NODE_BYTES: usize = 64;

/// Reads one document. Faults that leave a usable tree come beside it: a lost comment, a doubled key, a slip that can be
/// mended for sure.
pub fn parse(text: &str) -> (Option<Node>, Vec<Fault>) {
    let (node, faults) = parse_once(text);
    let slipped = faults.iter().any(|fault| fault.kind == FaultKind::Syntax);
    if slipped { repair::parse(text) } else { (node, faults) }
}

/// Reads one document up to its first slip.
fn parse_once(text: &str) -> (Option<Node>, Vec<Fault>) {
    let mut builder = Builder::new(text);
    for event in Parser::new_from_str_with_options(text, options()) {
        let step = match event {
            Ok((event, span)) => builder.take(event, span.byte_range().unwrap_or(0..0)),
            Err(error) => Err(Box::new(explain::syntax_fault(text, &error))),
        };
        if let Err(fault) = step {
            builder.faults.push(*fault);
            return (None, builder.faults);
        }
    }
    let root = builder.root.take().unwrap_or(Node { span: 0..0, value: Value::Null });
    if let Value::Scalar(_) = root.value {
        builder.faults.extend(slips::no_key(text, &root.span));
    }
    let unused = builder.unused.values().filter_map(|place| slips::anchored(text, *place));
    builder.faults.extend(unused);
    (Some(root), builder.faults)
}

fn options() -> granit_parser::Options {
    granit_parser::options! { flow_nesting_limit: DEPTH_LIMIT, block_nesting_limit: DEPTH_LIMIT }
}

/// The fault of what is nested deeper or grown larger than the limits.
fn too_much(span: Span) -> Fault {
    Fault {
        kind: FaultKind::Limit,
        span,
        message: words!(
            "this is nested too deep or repeated too often by aliases (`*name`)",
            "to jest zagnieżdżone zbyt głęboko albo zbyt często powtórzone przez aliasy (`*nazwa`)",
        ),
        hint: Some(words!("write the values out plainly", "wypisz te wartości zwyczajnie, bez aliasów")),
        fix: None,
    }
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
        names: BTreeSet<String>,
        key: Option<Key>,
    },
}

struct Builder<'a> {
    text: &'a str,
    open: Vec<Open>,
    root: Option<Node>,
    anchors: BTreeMap<usize, (Node, usize)>,
    /// Where the anchors stand that no alias has used.
    unused: BTreeMap<usize, usize>,
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
            unused: BTreeMap::new(),
            nodes: 0,
            faults: Vec::new(),
        }
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Box<Fault>> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                let slip = match tag {
                    Some(tag) if tag.is_custom() => slips::tagged(self.text, &span),
                    _ if plain => slips::dash(self.text, &span).or_else(|| slips::run_on(self.text, &span)),
                    _ => None,
                };
                self.faults.extend(slip);
                let null = plain && matches!(&*text, "" | "~" | "null");
                let value = if null { Value::Null } else { Value::Scalar(text.into_owned()) };
                self.add(Node { span, value }, anchor, 1)
            }
            Event::SequenceStart(_, anchor, _) => {
                self.open.push(Open::Sequence { start: span.start, anchor, items: Vec::new() });
                Ok(())
            }
            Event::MappingStart(_, anchor, _) => {
                self.open.push(Open::Mapping {
                    start: span.start,
                    anchor,
                    pairs: Vec::new(),
                    names: BTreeSet::new(),
                    key: None,
                });
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::Sequence { start, anchor, items }) => {
                    let end = items.last().map_or(span.end, |item| item.span.end.max(start));
                    self.add(Node { span: start..end, value: Value::Sequence(items) }, anchor, 1)
                }
                Some(Open::Mapping { start, anchor, pairs, .. }) => {
                    let end = pairs.last().map_or(span.end, |(_, value)| value.span.end.max(start));
                    self.add(Node { span: start..end, value: Value::Mapping(pairs) }, anchor, 1)
                }
                None => Ok(()),
            },
            Event::Alias(id) => match self.anchors.get(&id).cloned() {
                Some((node, size)) => {
                    self.unused.remove(&id);
                    self.add(Node { span, value: node.value }, 0, size)
                }
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
    fn add(&mut self, node: Node, anchor: usize, size: usize) -> Result<(), Box<Fault>> {
        self.nodes += size;
        if self.nodes > NODE_LIMIT || self.open.len() > DEPTH_LIMIT {
            return Err(Box::new(too_much(node.span)));
        }
        if anchor != 0 {
            let size = count(&node);
            self.anchors.insert(anchor, (node.clone(), size));
            self.unused.insert(anchor, node.span.start);
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Sequence { items, .. }) => items.push(node),
            Some(Open::Mapping { pairs, names, key, .. }) => match key.take() {
                Some(name) => {
                    if !names.insert(name.name.clone()) {
                        let key = &name.name;
                        self.faults.push(Fault {
                            kind: FaultKind::DuplicateKey,
                            span: name.span.clone(),
                            message: words!(
                                "the key `{key}` stands twice",
                                "pole `{key}` występuje dwa razy"
                            ),
                            hint: Some(twice(&node)),
                            fix: None,
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
    fn check_comment(&mut self, comment: &str, span: &Span) {
        let start = self.text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let line = self.text[start..].lines().next().unwrap_or_default();
        let alone = self.text[start..span.start].trim().is_empty();
        if comment.starts_with(char::is_alphanumeric) && !alone {
            let comment = comment.trim_end();
            self.faults.push(Fault {
                kind: FaultKind::LostComment,
                span: span.clone(),
                message: words!(
                    "`#{comment}` is taken for a comment and would be lost",
                    "`#{comment}` zostanie wzięte za komentarz i przepadnie",
                ),
                hint: Some(hashes::kept_hash(line, span.start - start)),
                fix: None,
            });
        }
    }
}

/// The way out of a key that stands twice.
fn twice(second: &Node) -> Words {
    match second.value {
        Value::Sequence(_) | Value::Mapping(_) => words!(
            "move what stands below this one to the first one, and remove this line",
            "przenieś to, co stoi pod nim, do pierwszego, a ten wiersz usuń",
        ),
        _ => words!("keep one of the two lines", "zostaw jeden z tych dwóch wierszy"),
    }
}

fn key_of(node: Node) -> Result<Key, Box<Fault>> {
    match node.value {
        Value::Scalar(name) => Ok(Key { span: node.span, name }),
        Value::Null => Ok(Key { span: node.span, name: String::new() }),
        _ => Err(Box::new(Fault {
            kind: FaultKind::Syntax,
            span: node.span,
            message: words!(
                "a list or a group of values cannot be a key",
                "lista ani grupa wartości nie może być nazwą pola",
            ),
            hint: Some(words!(
                "put the value in quotes if it begins with `[` or `{{`",
                "jeśli wartość zaczyna się od `[` lub `{{`, ujmij ją w cudzysłów",
            )),
            fix: None,
        })),
    }
}

/// How many nodes an alias of this one brings, long texts counted as several.
fn count(node: &Node) -> usize {
    match &node.value {
        Value::Null => 1,
        Value::Scalar(text) => 1 + text.len() / NODE_BYTES,
        Value::Sequence(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Mapping(pairs) => 1 + pairs.iter().map(|(_, value)| 1 + count(value)).sum::<usize>(),
    }
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
mod tests;
