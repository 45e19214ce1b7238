//! Collation: the order of names in a language, and the letter each stands under in an A–Z index.

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale as LanguageTag;

use super::Locale;
use super::numbers::no_data;
use crate::words::{Words, phrase};

const LATIN: &[&str] = &[
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U",
    "V", "W", "X", "Y", "Z",
];
const POLISH: &[&str] = &[
    "A", "Ą", "B", "C", "Ć", "D", "E", "Ę", "F", "G", "H", "I", "J", "K", "L", "Ł", "M", "N", "Ń", "O", "Ó",
    "P", "Q", "R", "S", "Ś", "T", "U", "V", "W", "X", "Y", "Z", "Ź", "Ż",
];

/// The collator that sorts: all differences count, numbers count by value ("Etap 2" before "Etap 10").
pub(super) fn collator(tag: &LanguageTag) -> Result<CollatorBorrowed<'static>, Words> {
    let mut preferences = CollatorPreferences::from(tag);
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    CollatorBorrowed::try_new(preferences, CollatorOptions::default())
        .map_err(|error| no_data(tag, phrase("sort order", "porządku sortowania"), error))
}

/// The collator that only tells letters apart, so that É is an E.
pub(super) fn letters(tag: &LanguageTag) -> Result<CollatorBorrowed<'static>, Words> {
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Primary);
    CollatorBorrowed::try_new(CollatorPreferences::from(tag), options)
        .map_err(|error| no_data(tag, phrase("sort order", "porządku sortowania"), error))
}

/// The letters an index has headings for, in order.
pub(super) fn alphabet(tag: &LanguageTag) -> &'static [&'static str] {
    match tag.id.language.as_str() {
        "pl" => POLISH,
        _ => LATIN,
    }
}

impl Locale {
    /// The order of two texts in this language. Total: texts the language does not tell apart are in code point order.
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        self.collator.compare(left, right).then_with(|| left.cmp(right))
    }

    /// Bytes that sort as [`Locale::compare`] does, for sorting many texts at once. Only good within one build.
    pub fn sort_key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(text.len() * 2 + 8);
        let Ok(()) = self.collator.write_sort_key_to(text, &mut key);
        key.push(0); // lower than any byte of a key, so a key that is another's beginning stays before it
        key.extend_from_slice(text.as_bytes());
        key
    }

    /// The heading of an A–Z index a name belongs under: a letter of the language's alphabet (Polish Ł, Ć, Ś, Ż, Ź on
    /// their own; É under E), `0–9`, or `#` for what has no letter. Leading quotation marks and brackets are skipped;
    /// a letter of another script is its own heading.
    pub fn initial(&self, name: &str) -> String {
        let Some(first) = name.chars().find(|c| c.is_alphanumeric()) else {
            return "#".to_owned();
        };
        if first.is_numeric() {
            return "0–9".to_owned();
        }
        let own = first.to_uppercase().next().unwrap_or(first).to_string();
        // As in an ICU alphabetic index: the last letter that does not sort after the name's own.
        let following = self.alphabet.partition_point(|letter| self.letters.compare(letter, &own).is_le());
        match following.checked_sub(1).and_then(|at| self.alphabet.get(at)) {
            Some(letter) if following < self.alphabet.len() || self.letters.compare(letter, &own).is_eq() => {
                (*letter).to_owned()
            }
            _ => own,
        }
    }
}
