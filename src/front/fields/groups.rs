//! What is more than a single value: references, files, nested mappings and lists of them.

use super::questions::{Questions, Shape};
use super::{Fields, items};
use crate::diag::{Spanned, codes};
use crate::entry::{Capacity, FileRef, Purpose, RefIx, Relation};
use crate::kinds::Rel;
use crate::words;
use crate::words::{Phrase, phrase};
use crate::yaml::{Key, Value};

/// What stands on a key that takes a flag as well as mappings.
#[derive(Debug)]
pub enum Said<T> {
    /// True or false.
    Flag(bool),
    /// One or several; none where nothing is said.
    Listed(Vec<T>),
}

impl Fields<'_> {
    /// A reference to another entry.
    pub fn reference(&mut self, key: &'static str, rel: Rel) -> Option<RefIx> {
        let text = self.spanned_text(key)?;
        Some(self.relate(rel, text, Capacity::default()))
    }

    /// One reference or a list of them.
    pub fn references(&mut self, key: &'static str, rel: Rel) -> Vec<RefIx> {
        let texts = self.spanned_texts(key);
        texts.into_iter().map(|text| self.relate(rel, text, Capacity::default())).collect()
    }

    /// Notes a reference that was read by other means.
    pub fn relate(&mut self, rel: Rel, text: Spanned<String>, capacity: Capacity) -> RefIx {
        self.sink.relations.push(Relation { rel, text: text.value, span: text.span, capacity });
        RefIx(self.sink.relations.len() - 1)
    }

    /// A file beside the entry that readers get as it is.
    pub fn file(&mut self, key: &'static str) -> Option<FileRef> {
        self.named_file(key, Purpose::Give)
    }

    /// A picture beside the entry.
    pub fn picture(&mut self, key: &'static str) -> Option<FileRef> {
        self.named_file(key, Purpose::Show)
    }

    fn named_file(&mut self, key: &'static str, purpose: Purpose) -> Option<FileRef> {
        let text = self.spanned_text(key)?;
        let file = FileRef { path: text.value, span: text.span, purpose };
        self.sink.files.push(file.clone());
        Some(file)
    }

    /// A mapping on one key.
    pub fn group<T>(
        &mut self,
        key: &'static str,
        owner: Phrase,
        shorthand: Option<&'static str>,
        mut read: impl FnMut(&mut Fields<'_>) -> T,
    ) -> Option<T> {
        if self.note_mapping(key, |questions| Shape::Group { questions, shorthand }, &mut read) {
            return None;
        }
        let span = self.span_of(key);
        let mut groups = self.groups(key, owner, shorthand, read);
        if groups.len() > 1 {
            let message =
                words!("`{key}` takes one value, not a list", "`{key}` ma jedną wartość, a nie listę");
            let hint = words!("keep one of them", "zostaw jedną z nich");
            self.sink.error(codes::WRONG_TYPE, &span, message, Some(hint));
        }
        (!groups.is_empty()).then(|| groups.swap_remove(0))
    }

    /// One mapping or a list of them. Where `shorthand` names a key, a plain text stands for a mapping with
    /// that key alone.
    pub fn groups<T>(
        &mut self,
        key: &'static str,
        owner: Phrase,
        shorthand: Option<&'static str>,
        mut read: impl FnMut(&mut Fields<'_>) -> T,
    ) -> Vec<T> {
        let many = |questions: Questions| Shape::many(Shape::Group { questions, shorthand });
        if self.note_mapping(key, many, &mut read) {
            return Vec::new();
        }
        let Some(node) = self.ask(key) else {
            return Vec::new();
        };
        let mut groups = Vec::new();
        for item in items(node) {
            let made;
            let pairs = match (&item.value, shorthand) {
                (Value::Mapping(pairs), _) => pairs,
                (Value::Scalar(_), Some(name)) => {
                    made = vec![(Key { span: item.span.clone(), name: name.to_owned() }, item.clone())];
                    &made
                }
                (Value::Null, _) => continue,
                _ => {
                    let inner = shorthand.unwrap_or("title");
                    let message = words!(
                        "each item of `{key}` must be `key: value` lines",
                        "każda pozycja `{key}` musi się składać z wierszy `pole: wartość`",
                    );
                    let hint = words!(
                        "write `{key}:` and below it, indented, `- {inner}: …`",
                        "wpisz `{key}:`, a pod spodem, z wcięciem, `- {inner}: …`",
                    );
                    self.sink.error(codes::NOT_A_MAPPING, &item.span, message, Some(hint));
                    continue;
                }
            };
            let alone = matches!(item.value, Value::Scalar(_));
            let mut fields = Fields::new(self.sink, pairs, item.span.clone(), owner);
            fields.stands_for = shorthand.filter(|_| alone).map(|inner| (inner, key));
            groups.push(read(&mut fields));
            fields.finish();
        }
        groups
    }

    /// As [`Fields::groups`] with the name of a file as shorthand, or `true` or `false` in place of all.
    pub fn flag_or_files<T>(
        &mut self,
        key: &'static str,
        owner: Phrase,
        shorthand: &'static str,
        read: impl FnMut(&mut Fields<'_>) -> T,
    ) -> Said<T> {
        match self.find(key).map(|node| &node.value) {
            Some(Value::Scalar(text)) if !text.contains('.') => Said::Flag(self.flag(key)),
            _ => Said::Listed(self.groups(key, owner, Some(shorthand), read)),
        }
    }

    /// Text values under keys of the writer's own, such as the address segments of `urls:`.
    pub fn table(&mut self, key: &'static str) -> Vec<(String, Spanned<String>)> {
        self.note(key, || Shape::Table);
        let Some(node) = self.ask(key) else {
            return Vec::new();
        };
        let Value::Mapping(pairs) = &node.value else {
            self.wrong(key, node, phrase("`key: value` lines", "wiersze `pole: wartość`"), None);
            return Vec::new();
        };
        let mut table = Vec::new();
        for (name, value) in pairs {
            let text = match &value.value {
                Value::Null => Some(Spanned { value: String::new(), span: value.span.clone() }),
                _ => self.scalar(key, value),
            };
            table.extend(text.map(|text| (name.name.clone(), text)));
        }
        table
    }
}
