//! Single values: text, numbers, flags, words of a list.

use super::{Fields, items};
use crate::diag::{Spanned, codes, nearest, quoted_list};
use crate::entry::Status;
use crate::yaml::{Node, Value};

impl Fields<'_> {
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
        let blank = match self.find(key).map(|node| &node.value) {
            None => true,
            Some(Value::Scalar(text)) => text.trim().is_empty(),
            Some(_) => false,
        };
        if blank {
            self.missing(key, example);
        }
        self.text(key).unwrap_or_default()
    }

    pub(super) fn scalar(&mut self, key: &str, node: &Node) -> Option<Spanned<String>> {
        match &node.value {
            Value::Scalar(text) => {
                if text.contains(|c: char| c.is_control() && !c.is_whitespace()) {
                    let hint = "delete the `\\u…` or `\\x…` that makes it".to_owned();
                    let message = format!("`{key}` holds an invisible control character");
                    self.sink.error(codes::CONTROL_CHARACTER, &node.span, message, Some(hint));
                    return None;
                }
                let text = text.trim();
                (!text.is_empty()).then(|| Spanned { value: text.to_owned(), span: node.span.clone() })
            }
            _ => {
                self.wrong(key, node, "text", Some(format!("write `{key}: …` with one value on the line")));
                None
            }
        }
    }

    /// One text or a list of texts.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.spanned_texts(key).into_iter().map(|text| text.value).collect()
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
                self.wrong(key, node, "`true` or `false`", Some(format!("write `{key}: true`")));
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
            self.sink.error(codes::WRONG_TYPE, &span, message, Some(format!("write for example `{key}: 3`")));
            return None;
        }
        #[allow(clippy::cast_possible_truncation, reason = "checked to be whole and within 10^15")]
        Some(value as i64)
    }

    /// A whole number that counts something: not less than nothing.
    pub fn count(&mut self, key: &'static str) -> Option<i64> {
        let span = self.span_of(key);
        let count = self.integer(key)?;
        if count < 0 {
            let hint = format!("write for example `{key}: 30`");
            self.sink.error(codes::WRONG_TYPE, &span, format!("`{key}` cannot be less than 0"), Some(hint));
            return None;
        }
        Some(count)
    }

    /// A number; `5 855`, `12,5` and `12.5` are understood.
    pub fn number(&mut self, key: &'static str) -> Option<f64> {
        let node = self.ask(key)?;
        let text = self.scalar(key, node)?.value;
        let plain: String =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == ',' { '.' } else { c }).collect();
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
        texts.iter().filter_map(|text| self.chosen(key, text, allowed)).collect()
    }

    pub(super) fn chosen(
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
            Some(word) => {
                format!("did you mean `{key}: {word}`? Possible are {}", quoted_list(allowed.iter().copied()))
            }
            None => format!("possible are {}", quoted_list(allowed.iter().copied())),
        };
        let message = format!("`{}` is not a value of `{key}`", text.value);
        self.sink.error(codes::UNKNOWN_VALUE, &text.span, message, Some(hint));
        None
    }

    /// The author's word on a state, of those the kind has.
    pub fn status(&mut self, allowed: &[Status]) -> Option<Status> {
        let words: Vec<&'static str> = allowed.iter().map(|status| status.as_str()).collect();
        let word = self.choice("status", &words)?;
        allowed.iter().copied().find(|status| status.as_str() == word)
    }
}
