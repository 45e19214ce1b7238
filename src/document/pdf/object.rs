//! Objects of a PDF (ISO 32000-1 §7.3): [`Lexer`] reads one from bytes that may hold anything.

use std::collections::BTreeMap;

/// How deep arrays and dictionaries may lie in one another.
const DEEPEST: usize = 32;

/// An object, as far as counting pages needs it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Number(i64),
    Name(Vec<u8>),
    /// The number of another object.
    Reference(u32),
    Array(Vec<Object>),
    Dict(Dict),
    /// A string, a fraction, true, false or null.
    Other,
}

/// A dictionary.
pub(super) type Dict = BTreeMap<Vec<u8>, Object>;

impl Object {
    pub(super) fn number(&self) -> Option<i64> {
        if let Object::Number(number) = self { Some(*number) } else { None }
    }

    pub(super) fn dict(self) -> Option<Dict> {
        if let Object::Dict(dict) = self { Some(dict) } else { None }
    }
}

/// Reads objects one after another.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// White space and comments.
    pub(super) fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ' => self.at += 1,
                b'%' => {
                    while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                        self.at += 1;
                    }
                }
                _ => return,
            }
        }
    }

    /// True, and behind it, where this word stands next.
    pub(super) fn word(&mut self, word: &[u8]) -> bool {
        self.skip();
        let stands = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        if stands {
            self.at += word.len();
        }
        stands
    }

    /// A whole number without a sign.
    pub(super) fn count(&mut self) -> Option<u64> {
        self.skip();
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        std::str::from_utf8(self.bytes.get(start..self.at)?).ok()?.parse().ok()
    }

    /// `12 0 obj`.
    pub(super) fn header(&mut self) -> Option<u32> {
        let number = u32::try_from(self.count()?).ok()?;
        self.count()?;
        self.word(b"obj").then_some(number)
    }

    /// The next object; none where there is no whole one.
    pub(super) fn object(&mut self) -> Option<Object> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Option<Object> {
        if depth > DEEPEST {
            return None;
        }
        self.skip();
        match self.peek()? {
            b'/' => Some(Object::Name(self.name())),
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                while !self.word(b"]") {
                    items.push(self.nested(depth + 1)?);
                }
                Some(Object::Array(items))
            }
            b'<' if self.word(b"<<") => {
                let mut dict = Dict::new();
                while !self.word(b">>") {
                    if self.peek()? != b'/' {
                        return None;
                    }
                    let key = self.name();
                    dict.insert(key, self.nested(depth + 1)?);
                }
                Some(Object::Dict(dict))
            }
            b'<' => {
                let end = self.bytes.get(self.at..)?.iter().position(|byte| *byte == b'>')?;
                self.at += end + 1;
                Some(Object::Other)
            }
            b'(' => self.string(),
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number(),
            byte if byte.is_ascii_alphabetic() => {
                while self.peek().is_some_and(|byte| byte.is_ascii_alphabetic()) {
                    self.at += 1;
                }
                Some(Object::Other)
            }
            _ => None,
        }
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_graphic() && !b"()<>[]{}/%".contains(&byte)) {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default().to_vec()
    }

    fn string(&mut self) -> Option<Object> {
        let mut open = 0usize;
        loop {
            match self.peek()? {
                b'\\' => self.at += 1,
                b'(' => open += 1,
                b')' => open = open.checked_sub(1)?,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return Some(Object::Other);
            }
        }
    }

    /// A number, or with two more words a reference: `12 0 R`.
    fn number(&mut self) -> Option<Object> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte)) {
            self.at += 1;
        }
        let text = std::str::from_utf8(self.bytes.get(start..self.at)?).ok()?;
        let Ok(number) = text.parse::<i64>() else { return Some(Object::Other) };
        let behind = self.at;
        if self.count().is_some() && self.word(b"R") {
            return u32::try_from(number).ok().map(Object::Reference);
        }
        self.at = behind;
        Some(Object::Number(number))
    }
}
