//! Times: `when` in every form of the content model, and moments of publication.

use jiff::civil::{Date, Time};

use super::Fields;
use super::questions::Shape;
use crate::diag::{Diagnostic, Fix, Span, Spanned, codes};
use crate::entry::Stamp;
use crate::when::{Point, When, WhenError, parse_day, parse_point};
use crate::words;
use crate::words::{Phrase, phrase};
use crate::yaml::{Key, Node, Value};

const VAGUE: Phrase = phrase("a vague time", "przybliżony czas");

impl Fields<'_> {
    /// A time in any of the model's forms.
    pub fn when(&mut self, key: &'static str) -> Option<Spanned<When>> {
        if self.note_mapping(key, Shape::When, vague_parts) {
            return None;
        }
        let node = self.ask(key)?;
        let result = match &node.value {
            Value::Scalar(text) => When::parse(text),
            Value::Sequence(items) => self.day_list(key, items)?,
            Value::Mapping(pairs) => return self.vague(key, pairs, node),
            Value::Null => return None,
        };
        match result {
            Ok(when) => Some(Spanned { value: when, span: node.span.clone() }),
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
            let Value::Scalar(text) = &item.value else {
                let _ = self.scalar(key, item);
                continue;
            };
            match parse_day(text) {
                Ok(day) => days.push(day),
                Err(error) => self.bad_when(key, &item.span, error),
            }
        }
        (days.len() == items.len()).then(|| When::from_days(&days))
    }

    /// `{from:, to:, label:}`.
    fn vague(&mut self, key: &'static str, pairs: &[(Key, Node)], node: &Node) -> Option<Spanned<When>> {
        let mut fields = Fields::new(self.sink, pairs, node.span.clone(), VAGUE);
        let (from, to, label) = vague_parts(&mut fields);
        fields.finish();
        let (Some(from), Some(to), false) = (from, to, label.is_empty()) else {
            return None;
        };
        match When::vague(from, to, &label) {
            Ok(when) => Some(Spanned { value: when, span: node.span.clone() }),
            Err(error) => {
                self.bad_when(key, &node.span, error);
                None
            }
        }
    }

    fn bound(&mut self, key: &'static str, last: bool) -> Option<Date> {
        self.note(key, || Shape::Point);
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
        let form = error.suggestion.as_ref().filter(|_| error.sure);
        let fix = form.map(|form| Fix { span: span.clone(), text: form.clone() });
        // Of a list, one item is to be pasted.
        let whole = self.find(key).is_none_or(|node| node.span == *span);
        let paste = error.suggestion.map(|form| match whole {
            true => words!("write `{key}: {form}`", "wpisz `{key}: {form}`"),
            false => words!("write `{form}`", "wpisz `{form}`"),
        });
        let hint = error.hint.map(|hint| *hint).filter(|_| paste.is_none());
        let fallback = (paste.is_none() && hint.is_none()).then(|| {
            words!(
                "write a day as `2024-06-07`, several days as `2024-06-07/2024-06-09`, a month as `2024-06`",
                "dzień zapisz tak: `2024-06-07`, kilka dni: `2024-06-07/2024-06-09`, miesiąc: `2024-06`",
            )
        });
        let diagnostic = Diagnostic::error(codes::BAD_WHEN, &self.sink.source, span.clone(), error.message)
            .hint_if(paste)
            .hint_if(hint)
            .hint_if(fallback)
            .fix(fix);
        self.sink.diagnostics.push(diagnostic);
    }

    /// A day or a moment, in the site's timezone unless it has an offset of its own.
    pub fn stamp(&mut self, key: &'static str) -> Option<Stamp> {
        self.note(key, || Shape::Stamp);
        let text = self.spanned_text(key)?;
        if let Ok(timestamp) = text.value.parse::<jiff::Timestamp>() {
            let at = timestamp.to_zoned(self.sink.timezone.clone()).datetime();
            return Some(Stamp { at, day_only: false });
        }
        match parse_point(&text.value) {
            Ok(Point::Instant(at)) => Some(Stamp { at, day_only: false }),
            Ok(Point::Day(day)) => Some(Stamp { at: day.to_datetime(Time::midnight()), day_only: true }),
            Ok(_) => {
                let message = words!("`{key}` must be a day", "`{key}` to ma być dzień");
                let hint = words!(
                    "write the day too, for example `{key}: 2024-06-07`",
                    "podaj też dzień, na przykład `{key}: 2024-06-07`",
                );
                self.sink.error(codes::BAD_WHEN, &text.span, message, Some(hint));
                None
            }
            Err(error) => {
                self.bad_when(key, &text.span, error);
                None
            }
        }
    }
}

/// What a vague time is made of: its bounds and the words for it.
fn vague_parts(fields: &mut Fields<'_>) -> (Option<Date>, Option<Date>, String) {
    let (from, to) = (fields.bound("from", false), fields.bound("to", true));
    (from, to, fields.required_text("label", "\"pod koniec września\""))
}
