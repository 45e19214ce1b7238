//! [`Fields`]: how a kind asks a mapping for what it knows. Each question names a key and a type; a value that
//! does not fit becomes a diagnostic and the answer is "nothing", so reading goes on. Keys that nobody asked
//! for are errors when the reader is done ([`Fields::finish`]).

use std::sync::Arc;

use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::diag::{Code, Diagnostic, Diagnostics, Source, Span, codes, nearest, quoted_list};
use crate::entry::{Capacity, FileRef, RefIx, Relation, Spanned, Stamp, Status};
use crate::kinds::Rel;
use crate::when::{Point, When, WhenError, parse_day, parse_point};
use crate::yaml::{Key, Node, Value, quote};

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
        }
    }

    /// Notes an error at a place of the file.
    pub fn error(&mut self, code: Code, span: &Span, message: impl Into<String>, hint: Option<String>) {
        let diagnostic = Diagnostic::error(code, &self.source, span.clone(), message).hint_if(hint);
        self.diagnostics.push(diagnostic);
    }
}

/// A mapping being read.
pub struct Fields<'a> {
    sink: &'a mut Sink,
    pairs: &'a [(Key, Node)],
    span: Span,
    /// What has these keys, for messages: "an event".
    owner: String,
    asked: Vec<&'static str>,
    /// Keys that are known to mean something else, with what to do instead.
    misused: &'static [(&'static str, &'static str)],
}

impl<'a> Fields<'a> {
    /// A reader of the pairs, which stand at `span` and belong to `owner` ("an event").
    pub fn new(sink: &'a mut Sink, pairs: &'a [(Key, Node)], span: Span, owner: impl Into<String>) -> Self {
        Self {
            sink,
            pairs,
            span,
            owner: owner.into(),
            asked: Vec::new(),
            misused: &[],
        }
    }

    /// Keys whose presence is a known misunderstanding, each with the way out.
    pub fn misused(&mut self, misused: &'static [(&'static str, &'static str)]) {
        self.misused = misused;
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

    fn find(&self, key: &str) -> Option<&'a Node> {
        let (_, node) = self.pairs.iter().find(|(name, _)| name.name == key)?;
        (node.value != Value::Null).then_some(node)
    }

    fn ask(&mut self, key: &'static str) -> Option<&'a Node> {
        self.asked.push(key);
        self.find(key)
    }

    fn wrong(&mut self, key: &str, node: &Node, wanted: &str, hint: Option<String>) {
        let message = format!("`{key}` must be {wanted}");
        self.sink.error(codes::WRONG_TYPE, &node.span, message, hint);
    }

    /// Notes that a required key is missing.
    pub fn missing(&mut self, key: &str, example: &str) {
        let (message, hint) = (
            format!("{} needs `{key}`", self.owner),
            format!("add a line `{key}: {example}`"),
        );
        let span = self.span.clone();
        self.sink.error(codes::MISSING_KEY, &span, message, Some(hint));
    }

    /// Text on one key; trimmed; empty counts as absent.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        self.spanned_text(key).map(|text| text.value)
    }

    /// As [`Fields::text`], with its place.
    pub fn spanned_text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.ask(key)?;
        self.scalar(key, node)
    }

    /// Text that must be there; `example` shows how to write it.
    pub fn required_text(&mut self, key: &'static str, example: &str) -> String {
        let given = self.has(key);
        match self.text(key) {
            Some(text) => text,
            None => {
                if !given
                    || self
                        .find(key)
                        .is_some_and(|node| matches!(&node.value, Value::Scalar(_)))
                {
                    self.missing(key, example);
                }
                String::new()
            }
        }
    }

    fn scalar(&mut self, key: &str, node: &Node) -> Option<Spanned<String>> {
        match &node.value {
            Value::Scalar(text) => {
                let text = text.trim();
                (!text.is_empty()).then(|| Spanned {
                    value: text.to_owned(),
                    span: node.span.clone(),
                })
            }
            _ => {
                self.wrong(
                    key,
                    node,
                    "text",
                    Some(format!("write `{key}: …` with one value on the line")),
                );
                None
            }
        }
    }

    /// One text or a list of texts.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.spanned_texts(key)
            .into_iter()
            .map(|text| text.value)
            .collect()
    }

    /// As [`Fields::texts`], with places.
    pub fn spanned_texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(node) = self.ask(key) else {
            return Vec::new();
        };
        items(node)
            .iter()
            .filter(|item| item.value != Value::Null)
            .filter_map(|item| self.scalar(key, item))
            .collect()
    }

    /// `true` or `false`; `tak`, `nie`, `yes`, `no` are understood.
    pub fn flag(&mut self, key: &'static str) -> bool {
        let Some(node) = self.ask(key) else { return false };
        let Some(text) = self.scalar(key, node) else {
            return false;
        };
        match text.value.to_lowercase().as_str() {
            "true" | "yes" | "tak" => true,
            "false" | "no" | "nie" => false,
            _ => {
                self.wrong(
                    key,
                    node,
                    "`true` or `false`",
                    Some(format!("write `{key}: true`")),
                );
                false
            }
        }
    }

    /// A whole number.
    pub fn integer(&mut self, key: &'static str) -> Option<i64> {
        let span = self.span_of(key);
        let value = self.number(key)?;
        if value.fract() != 0.0 || value.abs() > 1e15 {
            let message = format!("`{key}` must be a whole number");
            self.sink.error(
                codes::WRONG_TYPE,
                &span,
                message,
                Some(format!("write for example `{key}: 3`")),
            );
            return None;
        }
        #[allow(
            clippy::cast_possible_truncation,
            reason = "checked to be whole and within 10^15"
        )]
        Some(value as i64)
    }

    /// A number; `5 855`, `12,5` and `12.5` are understood.
    pub fn number(&mut self, key: &'static str) -> Option<f64> {
        let node = self.ask(key)?;
        let text = self.scalar(key, node)?.value;
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| if c == ',' { '.' } else { c })
            .collect();
        let numeric = plain.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '-');
        match plain.parse::<f64>() {
            Ok(number) if numeric && number.is_finite() => Some(number),
            _ => {
                let hint =
                    format!("write the digits alone, for example `{key}: 5855`; a unit goes under `unit:`");
                self.wrong(key, node, "a number", Some(hint));
                None
            }
        }
    }

    /// One of the allowed words.
    pub fn choice(&mut self, key: &'static str, allowed: &[&'static str]) -> Option<&'static str> {
        let node = self.ask(key)?;
        let text = self.scalar(key, node)?;
        self.chosen(key, &text, allowed)
    }

    /// Any of the allowed words, one or a list.
    pub fn choices(&mut self, key: &'static str, allowed: &[&'static str]) -> Vec<&'static str> {
        let texts = self.spanned_texts(key);
        texts
            .iter()
            .filter_map(|text| self.chosen(key, text, allowed))
            .collect()
    }

    fn chosen(
        &mut self,
        key: &str,
        text: &Spanned<String>,
        allowed: &[&'static str],
    ) -> Option<&'static str> {
        if let Some(word) = allowed.iter().find(|word| **word == text.value.to_lowercase()) {
            return Some(word);
        }
        let near = nearest(&text.value, allowed.iter().copied());
        let hint = match near.first() {
            Some(word) => format!(
                "did you mean `{key}: {word}`? Possible are {}",
                quoted_list(allowed.iter().copied())
            ),
            None => format!("possible are {}", quoted_list(allowed.iter().copied())),
        };
        let message = format!("`{}` is not a value of `{key}`", text.value);
        self.sink
            .error(codes::UNKNOWN_VALUE, &text.span, message, Some(hint));
        None
    }

    /// The author's word on a state, of those the kind has.
    pub fn status(&mut self, allowed: &[Status]) -> Option<Status> {
        let words: Vec<&'static str> = allowed.iter().map(|status| status.as_str()).collect();
        let word = self.choice("status", &words)?;
        allowed.iter().copied().find(|status| status.as_str() == word)
    }

    /// A time in any of the model's forms.
    pub fn when(&mut self, key: &'static str) -> Option<Spanned<When>> {
        let node = self.ask(key)?;
        let result = match &node.value {
            Value::Scalar(text) => When::parse(text),
            Value::Sequence(items) => self.day_list(key, items)?,
            Value::Mapping(pairs) => return self.vague(key, pairs, node),
            Value::Null => return None,
        };
        match result {
            Ok(when) => Some(Spanned {
                value: when,
                span: node.span.clone(),
            }),
            Err(error) => {
                self.bad_when(key, &node.span, error);
                None
            }
        }
    }

    /// A list of separate days. Faults of single items are noted here; `None` when there were any.
    fn day_list(&mut self, key: &str, items: &[Node]) -> Option<Result<When, WhenError>> {
        let mut days = Vec::new();
        for item in items {
            let Some(text) = self.scalar(key, item) else {
                continue;
            };
            match parse_day(&text.value) {
                Ok(day) => days.push(day),
                Err(error) => self.bad_when(key, &item.span, error),
            }
        }
        (days.len() == items.len()).then(|| When::from_days(&days))
    }

    /// `{from:, to:, label:}`.
    fn vague(&mut self, key: &'static str, pairs: &[(Key, Node)], node: &Node) -> Option<Spanned<When>> {
        let mut fields = Fields::new(self.sink, pairs, node.span.clone(), format!("a vague `{key}`"));
        let from = fields.bound("from", false);
        let to = fields.bound("to", true);
        let label = fields.required_text("label", "\"pod koniec września\"");
        fields.finish();
        let (Some(from), Some(to), false) = (from, to, label.is_empty()) else {
            return None;
        };
        match When::vague(from, to, &label) {
            Ok(when) => Some(Spanned {
                value: when,
                span: node.span.clone(),
            }),
            Err(error) => {
                self.bad_when(key, &node.span, error);
                None
            }
        }
    }

    fn bound(&mut self, key: &'static str, last: bool) -> Option<jiff::civil::Date> {
        let Some(text) = self.spanned_text(key) else {
            self.missing(key, "2019-09-21");
            return None;
        };
        match parse_point(&text.value) {
            Ok(point) if last => Some(point.last_day()),
            Ok(point) => Some(point.first_day()),
            Err(error) => {
                self.bad_when(key, &text.span, error);
                None
            }
        }
    }

    fn bad_when(&mut self, key: &str, span: &Span, error: WhenError) {
        let paste = error.suggestion.map(|form| format!("write `{key}: {form}`"));
        let forms =
            "write a day as `2024-06-07`, several days as `2024-06-07/2024-06-09`, a month as `2024-06`";
        let fallback = paste.is_none() && error.hint.is_none();
        let diagnostic = Diagnostic::error(codes::BAD_WHEN, &self.sink.source, span.clone(), error.message)
            .hint_if(paste)
            .hint_if(error.hint)
            .hint_if(fallback.then_some(forms));
        self.sink.diagnostics.push(diagnostic);
    }

    /// A day or a moment, in the site's timezone unless it has an offset of its own.
    pub fn stamp(&mut self, key: &'static str) -> Option<Stamp> {
        let text = self.spanned_text(key)?;
        if let Ok(timestamp) = text.value.parse::<jiff::Timestamp>() {
            let at = timestamp.to_zoned(self.sink.timezone.clone()).datetime();
            return Some(Stamp { at, day_only: false });
        }
        match parse_point(&text.value) {
            Ok(Point::Instant(at)) => Some(Stamp { at, day_only: false }),
            Ok(Point::Day(day)) => Some(Stamp {
                at: day.to_datetime(Time::midnight()),
                day_only: true,
            }),
            Ok(_) => {
                let message = format!("`{key}` must be a day");
                let hint = format!("write the day too, for example `{key}: 2024-06-07`");
                self.sink.error(codes::BAD_WHEN, &text.span, message, Some(hint));
                None
            }
            Err(error) => {
                self.bad_when(key, &text.span, error);
                None
            }
        }
    }

    /// A reference to another entry.
    pub fn reference(&mut self, key: &'static str, rel: Rel) -> Option<RefIx> {
        let text = self.spanned_text(key)?;
        Some(self.relate(rel, text, Capacity::default()))
    }

    /// One reference or a list of them.
    pub fn references(&mut self, key: &'static str, rel: Rel) -> Vec<RefIx> {
        let texts = self.spanned_texts(key);
        texts
            .into_iter()
            .map(|text| self.relate(rel, text, Capacity::default()))
            .collect()
    }

    /// Notes a reference that was read by other means.
    pub fn relate(&mut self, rel: Rel, text: Spanned<String>, capacity: Capacity) -> RefIx {
        self.sink.relations.push(Relation {
            rel,
            text: text.value,
            span: text.span,
            capacity,
        });
        RefIx(self.sink.relations.len() - 1)
    }

    /// A file beside the entry.
    pub fn file(&mut self, key: &'static str) -> Option<FileRef> {
        let text = self.spanned_text(key)?;
        let file = FileRef {
            path: text.value,
            span: text.span,
        };
        self.sink.files.push(file.clone());
        Some(file)
    }

    /// A mapping on one key.
    pub fn group<T>(
        &mut self,
        key: &'static str,
        owner: &str,
        shorthand: Option<&'static str>,
        read: impl FnMut(&mut Fields<'_>) -> T,
    ) -> Option<T> {
        let span = self.span_of(key);
        let mut groups = self.groups(key, owner, shorthand, read);
        if groups.len() > 1 {
            let message = format!("`{key}` takes one value, not a list");
            self.sink.error(
                codes::WRONG_TYPE,
                &span,
                message,
                Some("keep one of them".to_owned()),
            );
        }
        (!groups.is_empty()).then(|| groups.swap_remove(0))
    }

    /// One mapping or a list of them. Where `shorthand` names a key, a plain text stands for a mapping with
    /// that key alone.
    pub fn groups<T>(
        &mut self,
        key: &'static str,
        owner: &str,
        shorthand: Option<&'static str>,
        mut read: impl FnMut(&mut Fields<'_>) -> T,
    ) -> Vec<T> {
        let Some(node) = self.ask(key) else {
            return Vec::new();
        };
        let mut groups = Vec::new();
        for item in items(node) {
            let made;
            let pairs = match (&item.value, shorthand) {
                (Value::Mapping(pairs), _) => pairs,
                (Value::Scalar(_), Some(name)) => {
                    made = vec![(
                        Key {
                            span: item.span.clone(),
                            name: name.to_owned(),
                        },
                        item.clone(),
                    )];
                    &made
                }
                (Value::Null, _) => continue,
                _ => {
                    let message = format!("each item of `{key}` must be `key: value` lines");
                    let hint = format!(
                        "write `{key}:` and below it, indented, `- {}: …`",
                        shorthand.unwrap_or("title")
                    );
                    self.sink
                        .error(codes::NOT_A_MAPPING, &item.span, message, Some(hint));
                    continue;
                }
            };
            let mut fields = Fields::new(self.sink, pairs, item.span.clone(), owner);
            groups.push(read(&mut fields));
            fields.finish();
        }
        groups
    }

    /// Text values under keys of the writer's own, such as the address segments of `urls:`.
    pub fn table(&mut self, key: &'static str) -> Vec<(String, Spanned<String>)> {
        let Some(node) = self.ask(key) else {
            return Vec::new();
        };
        let Value::Mapping(pairs) = &node.value else {
            self.wrong(key, node, "`key: value` lines", None);
            return Vec::new();
        };
        let mut table = Vec::new();
        for (name, value) in pairs {
            let text = match &value.value {
                Value::Null => Some(Spanned {
                    value: String::new(),
                    span: value.span.clone(),
                }),
                _ => self.scalar(key, value),
            };
            table.extend(text.map(|text| (name.name.clone(), text)));
        }
        table
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self) {
        for (key, node) in self
            .pairs
            .iter()
            .filter(|(key, _)| !self.asked.contains(&key.name.as_str()))
        {
            if let Some((_, way_out)) = self.misused.iter().find(|(name, _)| *name == key.name) {
                let message = format!("{} has no `{}`", self.owner, key.name);
                self.sink.error(
                    codes::KEY_MISUSED,
                    &key.span,
                    message,
                    Some((*way_out).to_owned()),
                );
                continue;
            }
            let near = nearest(&key.name, self.asked.iter().copied());
            let hint = match near.first() {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("{} may have {}", self.owner, known_keys(&self.asked)),
            };
            let elsewhere = crate::kinds::kinds_with_key(&key.name);
            let other = (!elsewhere.is_empty() && near.is_empty()).then(|| {
                let value = match &node.value {
                    Value::Scalar(text) if text.len() < 40 => quote(text, false),
                    _ => "…".to_owned(),
                };
                format!(
                    "`{}: {value}` belongs to {}; if this is one, add `kind: {}`",
                    key.name,
                    quoted_list(elsewhere.iter().copied()),
                    elsewhere[0]
                )
            });
            let message = format!("{} has no key `{}`", self.owner, key.name);
            let diagnostic =
                Diagnostic::error(codes::UNKNOWN_KEY, &self.sink.source, key.span.clone(), message)
                    .hint_if(other)
                    .hint(hint);
            self.sink.diagnostics.push(diagnostic);
        }
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
