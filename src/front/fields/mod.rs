//! [`Fields`]: how a kind asks a mapping for what it knows. Each question names a key and a type; a value that
//! does not fit becomes a diagnostic and the answer is "nothing", so reading goes on. Keys that nobody asked
//! for are errors when the reader is done ([`Fields::finish`]).

mod groups;
pub use groups::Said;
pub mod questions;
mod scalars;
pub(crate) mod synonyms;
mod times;

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::diag::{Code, Diagnostic, Diagnostics, Fix, Source, Span, codes, is_slip, nearest, quoted_list};
use crate::entry::{FileRef, Relation};
use crate::words;
use crate::words::{Phrase, Words};
use crate::yaml::{Key, Node, Value, quote};

use questions::Questions;

/// Most unknown keys of a mapping for which a known one that is nearly the same is looked for.
const SEARCH_LIMIT: usize = 100;

/// Where a reader's findings go.
#[derive(Debug)]
pub struct Sink {
    /// The file being read.
    pub source: Arc<Source>,
    /// The site's timezone, for moments with an offset of their own.
    pub timezone: TimeZone,
    /// Faults found so far.
    pub diagnostics: Diagnostics,
    /// References found so far.
    pub relations: Vec<Relation>,
    /// Files named so far.
    pub files: Vec<FileRef>,
    /// Where the players named so far come from.
    pub players: Vec<String>,
}

impl Sink {
    /// A sink with nothing in it.
    pub fn new(source: &Arc<Source>, timezone: &TimeZone) -> Self {
        Self {
            source: source.clone(),
            timezone: timezone.clone(),
            diagnostics: Diagnostics::new(),
            relations: Vec::new(),
            files: Vec::new(),
            players: Vec::new(),
        }
    }

    /// Notes an error at a place of the file.
    pub fn error(&mut self, code: Code, span: &Span, message: impl Into<Words>, hint: Option<Words>) {
        let diagnostic = Diagnostic::error(code, &self.source, span.clone(), message).hint_if(hint);
        self.diagnostics.push(diagnostic);
    }

    /// Notes a warning at a place of the file.
    pub fn warning(&mut self, code: Code, span: &Span, message: impl Into<Words>, hint: Words) {
        let diagnostic = Diagnostic::warning(code, &self.source, span.clone(), message).hint(hint);
        self.diagnostics.push(diagnostic);
    }
}

/// Keys that are part of addresses and ids: nobody changes them for a writer.
const LASTING: [&str; 3] = ["id", "slug", "kind"];

/// A mapping being read.
pub struct Fields<'a> {
    sink: &'a mut Sink,
    pairs: &'a [(Key, Node)],
    span: Span,
    /// What has these keys, for messages: "an event".
    owner: Phrase,
    asked: Vec<&'static str>,
    /// Required keys that are not there, each with an example.
    lacking: Vec<(&'static str, String)>,
    /// The key whose value stands for the whole mapping, and the key under which it was written.
    stands_for: Option<(&'static str, &'static str)>,
    /// Keys that are known to mean something else, with what to do instead.
    misused: &'static [(&'static str, Phrase)],
    /// The questions so far, where they are written down.
    noted: Option<Questions>,
}

impl<'a> Fields<'a> {
    /// A reader of the pairs, which stand at `span` and belong to `owner` ("an event").
    pub fn new(sink: &'a mut Sink, pairs: &'a [(Key, Node)], span: Span, owner: Phrase) -> Self {
        Self {
            sink,
            pairs,
            span,
            owner,
            asked: Vec::new(),
            lacking: Vec::new(),
            misused: &[],
            noted: None,
            stands_for: None,
        }
    }

    /// Keys whose presence is a known misunderstanding, each with the way out.
    pub fn misused(&mut self, misused: &'static [(&'static str, Phrase)]) {
        self.misused = misused;
    }

    /// The key as its writer has written it: that of the whole, where a value stands for a mapping.
    pub fn written<'k>(&self, key: &'k str) -> &'k str {
        self.stands_for.filter(|(inner, _)| *inner == key).map_or(key, |(_, outer)| outer)
    }

    /// Where findings go, for a reader with faults of its own.
    pub fn sink(&mut self) -> &mut Sink {
        self.sink
    }

    /// The place of a key's value, or of the whole mapping.
    pub fn span_of(&self, key: &str) -> Span {
        self.find(key).map_or(self.span.clone(), |node| node.span.clone())
    }

    /// True when the key has a value.
    pub fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// True when no key is written at all.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// True when a key is written that is none of these: a slip of the pen may stand for one that is missing.
    pub fn has_other_than(&self, keys: &[&str]) -> bool {
        self.pairs.iter().any(|(key, _)| !keys.contains(&key.name.as_str()))
    }

    pub(super) fn find(&self, key: &str) -> Option<&'a Node> {
        let (_, node) = self.pairs.iter().find(|(name, _)| name.name == key)?;
        (node.value != Value::Null).then_some(node)
    }

    pub(super) fn ask(&mut self, key: &'static str) -> Option<&'a Node> {
        self.asked.push(key);
        self.find(key)
    }

    pub(super) fn wrong(&mut self, key: &str, node: &Node, wanted: Phrase, hint: Option<Words>) {
        let key = self.written(key);
        let message = words!("`{key}` must be {wanted}", "`{key}` to ma być {wanted}", wanted);
        self.sink.error(codes::WRONG_TYPE, &node.span, message, hint);
    }

    /// Notes that a required key is missing. It is told at the end, unless a misspelt key turns out to be it.
    pub fn missing(&mut self, key: &'static str, example: &str) {
        self.lacking.push((key, example.to_owned()));
    }

    /// Where a fault of the mapping as a whole is told: its first key, or where it begins.
    fn place(&self) -> Span {
        let nested = self.sink.source.text[self.span.clone()].starts_with('{');
        match self.pairs.first() {
            Some((key, _)) if !nested => key.span.clone(),
            _ => self.span.clone(),
        }
    }

    /// Reports required keys that are not there, and every key that nobody asked for.
    pub fn finish(self) {
        let owner = self.owner;
        let mut found_misspelt: Vec<&str> = Vec::new();
        let mut told: Vec<(Diagnostic, Option<&str>)> = Vec::new();
        let unknown = self.pairs.iter().filter(|(key, _)| !self.asked.contains(&key.name.as_str()));
        for (at, (key, node)) in unknown.enumerate() {
            if let Some((_, way_out)) = self.misused.iter().find(|(name, _)| *name == key.name) {
                let meant =
                    self.lacking.iter().filter(|(lacking, _)| way_out.en.contains(&format!("`{lacking}:")));
                found_misspelt.extend(meant.map(|(lacking, _)| *lacking));
                let name = &key.name;
                let message = words!("{owner} has no `{name}`", "{owner} nie ma `{name}`", owner);
                self.sink.error(codes::KEY_MISUSED, &key.span, message, Some((*way_out).into()));
                continue;
            }
            // A thousand unknown keys are no slips of the pen.
            let candidates = if at < SEARCH_LIMIT { self.asked.as_slice() } else { &[] };
            let near = synonyms::key(&key.name, &self.asked)
                .or_else(|| nearest(&key.name, candidates.iter().copied()).first().copied());
            found_misspelt.extend(near);
            told.push((self.unknown(key, node, near), near));
        }
        let claims: Vec<&str> = told.iter().filter_map(|(_, near)| *near).collect();
        for (diagnostic, near) in told {
            // Of two that would become the same key, neither is sure.
            let alone = near.is_none_or(|near| claims.iter().filter(|claim| **claim == near).count() == 1);
            let fix = diagnostic.fix.clone().filter(|_| alone);
            self.sink.diagnostics.push(diagnostic.fix(fix));
        }
        let place = self.place();
        for (key, example) in self.lacking.iter().filter(|(key, _)| !found_misspelt.contains(key)) {
            if let Some((written, _)) = self.pairs.iter().find(|(written, _)| written.name == *key) {
                let message = words!("nothing stands behind `{key}:`", "po `{key}:` nic nie ma");
                let hint = words!(
                    "write it behind the colon, for example `{key}: {example}`",
                    "wpisz to po dwukropku, na przykład `{key}: {example}`",
                );
                self.sink.error(codes::MISSING_KEY, &written.span, message, Some(hint));
                continue;
            }
            let message = words!("{owner} needs `{key}`", "{owner} wymaga `{key}`", owner);
            let hint = words!(
                "add a line `{key}: …`, for example `{key}: {example}`",
                "dodaj wiersz `{key}: …`, na przykład `{key}: {example}`",
            );
            self.sink.error(codes::MISSING_KEY, &place, message, Some(hint));
        }
    }

    /// A key that nobody asked for: a slip, a key of another kind, or the end of a text that a comma cut off.
    fn unknown(&self, key: &Key, node: &Node, near: Option<&str>) -> Diagnostic {
        let before = self.sink.source.text[..key.span.start].trim_end();
        let cut_off = before.ends_with(',') && node.value == Value::Null;
        let elsewhere = crate::kinds::kinds_with_key(&key.name);
        let (owner, name) = (self.owner, &key.name);
        let mut fix = None;
        let hint = if cut_off {
            words!(
                "a comma ends a value here; if this belongs to the value before it, put that whole value in quotes",
                "przecinek kończy tu wartość; jeśli to jej dalszy ciąg, ujmij całą wartość w cudzysłów",
            )
        } else if let Some(near) = near {
            let there = self.pairs.iter().find(|(other, _)| other.name == near);
            let sure = !synonyms::is_unsure(name)
                && (synonyms::is_meant(name, near) || is_slip(name, near) && !LASTING.contains(&near));
            fix = (sure && there.is_none()).then(|| Fix { span: key.span.clone(), text: near.to_owned() });
            match there {
                Some((there, _)) => {
                    let (line, _) = self.sink.source.line_column(there.span.start);
                    words!(
                        "there is a `{near}` already, in line {line}; remove one of the two",
                        "pole `{near}` już tu jest, w wierszu {line}; usuń jedno z nich",
                    )
                }
                None => words!("did you mean `{near}`?", "czy chodziło o `{near}`?"),
            }
        } else if let Some(outer) = synonyms::within(name, &self.asked) {
            words!(
                "it stands within `{outer}`: write `{outer}: {{…, {name}: …}}`",
                "to pole stoi wewnątrz `{outer}`: wpisz `{outer}: {{…, {name}: …}}`",
            )
        } else if let Some(kind) = elsewhere.first() {
            let value = match &node.value {
                Value::Scalar(text) if text.len() < 40 => quote(text, false),
                _ => "…".to_owned(),
            };
            let kinds = quoted_list(elsewhere.iter().copied());
            words!(
                "`{name}: {value}` belongs to {kinds}; if this is one, add `kind: {kind}`, else remove the line",
                "`{name}: {value}` pasuje do rodzaju {kinds}; jeśli to on, dodaj `kind: {kind}`, a jeśli nie, usuń wiersz",
                kinds
            )
        } else {
            let keys = known_keys(&self.asked);
            words!("{owner} may have {keys}", "{owner} może mieć: {keys}", owner)
        };
        let message = words!("{owner} has no key `{name}`", "{owner} nie ma pola `{name}`", owner);
        let place = key.span.clone();
        Diagnostic::error(codes::UNKNOWN_KEY, &self.sink.source, place, message).hint(hint).fix(fix)
    }
}

fn known_keys(asked: &[&'static str]) -> String {
    let mut keys = asked.to_vec();
    keys.sort_unstable();
    keys.dedup();
    keys.join(", ")
}

/// A list's items; a single value counts as a list of one.
fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::Sequence(items) => items,
        _ => std::slice::from_ref(node),
    }
}
