//! What a reader asks, written down: [`questions`] lets it read from nothing and gives every key it asked for, in
//! the order asked, with the shape of the answer. So whatever describes keys to others (the JSON Schema) is made
//! from the readers themselves and cannot fall out of step with them.
//!
//! While questions are noted, each one is answered by "nothing is there"; a group is entered once, so that its
//! questions are noted too. A key keeps the shape it was first asked in: [`Fields::integer`] asks as an integer
//! before it asks as a number.

use jiff::tz::TimeZone;

use super::{Fields, Sink};
use crate::diag::Source;
use crate::path::SourcePath;
use crate::words::{Phrase, phrase};

/// The keys of a mapping.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Questions {
    /// Every key, in the order asked.
    pub keys: Vec<Question>,
    /// Of each of these, one key must be there.
    pub one_of: Vec<&'static [&'static str]>,
}

/// A key, asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The key.
    pub key: &'static str,
    /// What may stand there.
    pub shape: Shape,
    /// True where something must stand there.
    pub required: bool,
}

/// What may stand on a key. Text, flags and numbers may be left blank, which counts as absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text. What YAML takes for a number or a flag is text too.
    Text,
    /// Text that fits a regular expression (ECMA-262, of the sort that all engines share), or blank.
    Like(&'static str),
    /// The same, and what fits may look like a number to YAML.
    LikeNumber(&'static str),
    /// True or false.
    Flag,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// A whole number, not less than nothing.
    Count,
    /// One of these words, in capitals or not.
    Choice(Vec<&'static str>),
    /// One of these words, as they are.
    Name(Vec<&'static str>),
    /// Latitude and longitude in degrees.
    Coordinates,
    /// A time in any form, or a vague one with these keys.
    When(Questions),
    /// A day, month, year or moment.
    Point,
    /// A day or a moment, which may have an offset.
    Stamp,
    /// Texts under keys of the writer's own.
    Table,
    /// A mapping. Where `shorthand` names a key, its value may stand alone.
    Group {
        /// Its keys.
        questions: Questions,
        /// The key whose value may stand for the whole.
        shorthand: Option<&'static str>,
    },
    /// One of what is named, or a list.
    Many(Box<Shape>),
}

impl Shape {
    /// What stands there, be it alone or in a list.
    pub fn one(&self) -> &Shape {
        match self {
            Shape::Many(one) => one.one(),
            one => one,
        }
    }

    /// One of them, or a list.
    pub(super) fn many(one: Shape) -> Shape {
        Shape::Many(Box::new(one))
    }
}

/// Whose keys they are is said in messages only.
const NOBODY: Phrase = phrase("nobody", "nikt");

/// The questions of a reader of mappings.
pub fn questions<T>(read: impl FnOnce(&mut Fields<'_>) -> T) -> Questions {
    let source = Source::new(SourcePath::new("questions"), String::new());
    let mut sink = Sink::new(&source, &TimeZone::UTC);
    asked(&mut sink, read)
}

/// The questions of a reader, its findings put where nobody looks.
fn asked<T>(sink: &mut Sink, read: impl FnOnce(&mut Fields<'_>) -> T) -> Questions {
    let mut fields = Fields::new(sink, &[], 0..0, NOBODY);
    fields.noted = Some(Questions::default());
    let _ = read(&mut fields);
    let mut noted = fields.noted.take().unwrap_or_default();
    let alone = |key: &str| noted.one_of.iter().all(|keys| !keys.contains(&key));
    let lacking: Vec<&str> = fields.lacking.iter().map(|(key, _)| *key).filter(|key| alone(key)).collect();
    for question in &mut noted.keys {
        question.required = lacking.contains(&question.key);
    }
    noted
}

impl Fields<'_> {
    /// Says what may stand on a key that the reader is about to ask for, where it is more than the question tells:
    /// an address, a time of day.
    pub fn expect(&mut self, key: &'static str, shape: Shape) {
        self.note(key, || shape);
    }

    /// Says that one of these keys must be there, where the reader tells so by a fault of its own.
    pub fn expect_one_of(&mut self, keys: &'static [&'static str]) {
        if let Some(noted) = &mut self.noted {
            noted.one_of.push(keys);
        }
    }

    /// Notes a question, unless nobody takes notes.
    pub(super) fn note(&mut self, key: &'static str, shape: impl FnOnce() -> Shape) {
        if let Some(noted) = &mut self.noted
            && noted.keys.iter().all(|question| question.key != key)
        {
            noted.keys.push(Question { key, shape: shape(), required: false });
        }
    }

    /// Notes a question for a mapping with all that its reader asks. True when notes are taken: there is nothing
    /// to read then.
    pub(super) fn note_mapping<T>(
        &mut self,
        key: &'static str,
        shape: impl FnOnce(Questions) -> Shape,
        read: impl FnOnce(&mut Fields<'_>) -> T,
    ) -> bool {
        if self.noted.is_none() {
            return false;
        }
        let questions = asked(self.sink, read);
        self.note(key, || shape(questions));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_tells_what_it_asks() {
        let asked = questions(|fields| {
            let _ = fields.required_text("title", "Spotkanie");
            let _ = fields.count("total");
            let _ = fields.groups("agenda", phrase("an item", "punkt"), Some("title"), |fields| {
                fields.expect("url", Shape::Like("^https:"));
                let _ = (fields.required_text("title", "Otwarcie"), fields.text("url"));
            });
            fields.expect_one_of(&["total", "agenda"]);
        });
        let keys: Vec<(&str, bool)> = asked.keys.iter().map(|q| (q.key, q.required)).collect();
        assert_eq!(keys, [("title", true), ("total", false), ("agenda", false)]);
        assert_eq!(asked.keys[1].shape, Shape::Count);
        assert_eq!(asked.one_of, [["total", "agenda"]]);
        let Shape::Many(group) = &asked.keys[2].shape else { panic!("{asked:?}") };
        let Shape::Group { questions, shorthand: Some("title") } = &**group else { panic!("{group:?}") };
        assert_eq!(questions.keys[0].key, "url");
        assert_eq!(questions.keys[0].shape, Shape::Like("^https:"));
        assert!(questions.keys[1].required);
    }
}
