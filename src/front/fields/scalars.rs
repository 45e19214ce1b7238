//! Single values: text, numbers, flags, words of a list.

use super::questions::Shape;
use super::{Fields, items, synonyms};
use crate::diag::{Diagnostic, Fix, Spanned, codes, is_slip, nearest, possible};
use crate::entry::Status;
use crate::words;
use crate::words::{Words, phrase};
use crate::yaml::{Node, Value};

impl Fields<'_> {
    /// Text on one key; trimmed; empty counts as absent.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        self.spanned_text(key).map(|text| text.value)
    }

    /// As [`Fields::text`], with its place.
    pub fn spanned_text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.note(key, || Shape::Text);
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
                    let hint = words!(
                        "delete the `\\u…` or `\\x…` that makes it",
                        "usuń `\\u…` lub `\\x…`, od którego on pochodzi",
                    );
                    let message = words!(
                        "`{key}` holds an invisible control character",
                        "w `{key}` jest niewidoczny znak sterujący",
                    );
                    self.sink.error(codes::CONTROL_CHARACTER, &node.span, message, Some(hint));
                    return None;
                }
                let text = text.trim();
                (!text.is_empty()).then(|| Spanned { value: text.to_owned(), span: node.span.clone() })
            }
            _ => {
                let line = self.sink.source.text.get(node.span.clone()).unwrap_or_default().trim();
                let sentence = matches!(&node.value, Value::Mapping(pairs) if pairs.len() == 1)
                    && !line.starts_with('{')
                    && !line.contains(['\n', '"', '\\']);
                let hint = match sentence {
                    // `- Ustalono: pięć podwórek` is a mapping to YAML.
                    true => words!(
                        "there is a colon in it, so it must stand in quotes: write `\"{line}\"`",
                        "jest w nim dwukropek, więc musi stać w cudzysłowie: wpisz `\"{line}\"`",
                    ),
                    false => words!(
                        "write `{key}: …` with one value on the line",
                        "wpisz `{key}: …` z jedną wartością w wierszu",
                    ),
                };
                self.wrong(key, node, phrase("text", "tekst"), Some(hint));
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
        self.note(key, || Shape::many(Shape::Text));
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
        self.note(key, || Shape::Flag);
        let Some(node) = self.ask(key) else { return false };
        let Some(text) = self.scalar(key, node) else {
            return false;
        };
        match text.value.to_lowercase().as_str() {
            "true" | "yes" | "tak" => true,
            "false" | "no" | "nie" => false,
            written => {
                let off = ["off", "n", "f", "0", "brak", "bez", "none", "never", "nigdy", "fałsz", "falsz"];
                let is_off =
                    off.contains(&written) || written.starts_with("wył") || written.starts_with("wyl");
                let meant = !is_off && !written.starts_with("disable");
                let hint = words!("write `{key}: {meant}`", "wpisz `{key}: {meant}`");
                self.wrong(key, node, phrase("`true` or `false`", "`true` albo `false`"), Some(hint));
                false
            }
        }
    }

    /// A whole number.
    pub fn integer(&mut self, key: &'static str) -> Option<i64> {
        let span = self.span_of(key);
        self.note(key, || Shape::Integer);
        let value = self.numeric(key, "20")?;
        if value.fract() != 0.0 || value.abs() > 1e15 {
            let message = words!("`{key}` must be a whole number", "`{key}` to ma być liczba całkowita");
            let hint = words!("write for example `{key}: 3`", "wpisz na przykład `{key}: 3`");
            self.sink.error(codes::WRONG_TYPE, &span, message, Some(hint));
            return None;
        }
        #[allow(clippy::cast_possible_truncation, reason = "checked to be whole and within 10^15")]
        Some(value as i64)
    }

    /// A whole number that counts something: not less than nothing.
    pub fn count(&mut self, key: &'static str) -> Option<i64> {
        let span = self.span_of(key);
        self.note(key, || Shape::Count);
        let count = self.integer(key)?;
        if count < 0 {
            let message = words!("`{key}` cannot be less than 0", "`{key}` nie może być mniejsze od 0");
            let hint = words!("write for example `{key}: 30`", "wpisz na przykład `{key}: 30`");
            self.sink.error(codes::WRONG_TYPE, &span, message, Some(hint));
            return None;
        }
        Some(count)
    }

    /// A number; `5 855`, `12,5` and `12.5` are understood.
    pub fn number(&mut self, key: &'static str) -> Option<f64> {
        self.numeric(key, "5855")
    }

    /// A number; `example` is one that may well stand there.
    fn numeric(&mut self, key: &'static str, example: &str) -> Option<f64> {
        self.note(key, || Shape::Number);
        let node = self.ask(key)?;
        let text = self.scalar(key, node)?.value;
        let plain: String =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == ',' { '.' } else { c }).collect();
        let numeric = plain.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '-');
        let key = self.written(key);
        match plain.parse::<f64>() {
            Ok(number) if numeric && number.is_finite() => Some(number),
            _ => {
                let digits: String = text.chars().filter(char::is_ascii_digit).take(12).collect();
                let example = if digits.is_empty() { example } else { &digits };
                let hint = words!(
                    "write the digits alone, for example `{key}: {example}`",
                    "wpisz same cyfry, na przykład `{key}: {example}`",
                );
                self.wrong(key, node, phrase("a number", "liczba"), Some(hint));
                None
            }
        }
    }

    /// One of the allowed words.
    pub fn choice(&mut self, key: &'static str, allowed: &[&'static str]) -> Option<&'static str> {
        self.note(key, || Shape::Choice(allowed.to_vec()));
        let node = self.ask(key)?;
        let text = self.scalar(key, node)?;
        self.chosen(key, &text, allowed, None)
    }

    /// As [`Fields::choice`]; `otherwise` is a way out for whoever wants none of them, told of a word that is none.
    pub fn choice_or(
        &mut self,
        key: &'static str,
        allowed: &[&'static str],
        otherwise: Words,
    ) -> Option<&'static str> {
        self.note(key, || Shape::Choice(allowed.to_vec()));
        let node = self.ask(key)?;
        let text = self.scalar(key, node)?;
        self.chosen(key, &text, allowed, Some(otherwise))
    }

    /// Any of the allowed words, one or a list.
    pub fn choices(&mut self, key: &'static str, allowed: &[&'static str]) -> Vec<&'static str> {
        self.note(key, || Shape::many(Shape::Choice(allowed.to_vec())));
        let texts = self.spanned_texts(key);
        texts.iter().filter_map(|text| self.chosen(key, text, allowed, None)).collect()
    }

    pub(super) fn chosen(
        &mut self,
        key: &str,
        text: &Spanned<String>,
        allowed: &[&'static str],
        otherwise: Option<Words>,
    ) -> Option<&'static str> {
        if let Some(word) = allowed.iter().find(|word| **word == text.value.to_lowercase()) {
            return Some(word);
        }
        let near = match synonyms::value(&text.value, allowed) {
            Some(word) => vec![word],
            None => nearest(&text.value, allowed.iter().copied()),
        };
        let all = possible(allowed.iter().copied());
        let hint = match near.first() {
            Some(word) => {
                words!("did you mean `{key}: {word}`? {all}", "czy chodziło o `{key}: {word}`? {all}", all)
            }
            None => all,
        };
        let written = &text.value;
        let message =
            words!("`{written}` is not a value of `{key}`", "`{written}` nie jest wartością pola `{key}`",);
        let diagnostic =
            Diagnostic::error(codes::UNKNOWN_VALUE, &self.sink.source, text.span.clone(), message);
        let near: Vec<&str> = match synonyms::value(&text.value, allowed) {
            Some(word) => vec![word],
            None => near.into_iter().filter(|word| is_slip(&text.value, word)).collect(),
        };
        let fix = match near.as_slice() {
            [word] => Some(Fix { span: text.span.clone(), text: (*word).to_owned() }),
            _ => None,
        };
        self.sink.diagnostics.push(diagnostic.hint(hint).hint_if(otherwise).fix(fix));
        None
    }

    /// The author's word on a state, of those the kind has.
    pub fn status(&mut self, allowed: &[Status]) -> Option<Status> {
        let words: Vec<&'static str> = allowed.iter().map(|status| status.as_str()).collect();
        let word = self.choice("status", &words)?;
        allowed.iter().copied().find(|status| status.as_str() == word)
    }
}
