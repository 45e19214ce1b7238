//! How a language writes dates, numbers and lists, and how it sorts: [`Locale`], made once per build and shared.
//!
//! The knowledge is CLDR's, by way of ICU4X; ranges, open ends and separate days, for which ICU4X has nothing stable,
//! are put together here from CLDR's month names and patterns. Polish and English are tested word for word, other
//! languages follow from the data.
//!
//! - `dates`, `pattern` – month and weekday names, date patterns, a date, a time
//! - `when` – [`Locale::when`], a whole [`crate::when::When`] in words
//! - `numbers` – numbers, plural categories, lists
//! - `sorting` – collation and the letters of an A–Z index
//! - [`typography`] – quotation marks and non-breaking spaces in running text

use crate::words;
use crate::words::Words;
mod dates;
mod numbers;
mod pattern;
mod sorting;
#[cfg(test)]
mod tests;
pub mod typography;
mod when;

use icu_collator::CollatorBorrowed;
use icu_decimal::DecimalFormatter;
use icu_list::ListFormatter;
use icu_locale_core::Locale as LanguageTag;
use icu_plurals::PluralRules;

use dates::DateForms;

/// The words around a date that a language needs and CLDR does not have, each with `{date}` where the date goes.
///
/// They come from the theme's text tables, so that a town can prefer "ok." to "około". [`Default`] is English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateWords {
    /// Since then, with an open end: `od {date}`.
    pub from: String,
    /// Until then, with an open start: `do {date}`.
    pub until: String,
    /// About then: `około {date}`. Month names stand in the form they have in a date (Polish: genitive).
    pub about: String,
}

impl Default for DateWords {
    fn default() -> DateWords {
        let [from, until, about] = ["from {date}", "until {date}", "around {date}"].map(str::to_owned);
        DateWords { from, until, about }
    }
}

/// One language's way of writing things. All tables and formatters are built in [`Locale::new`]; calls are cheap, and
/// threads can share it.
#[derive(Debug)]
pub struct Locale {
    words: DateWords,
    dates: DateForms,
    decimals: DecimalFormatter,
    plurals: PluralRules,
    lists: ListFormatter,
    collator: CollatorBorrowed<'static>,
    letters: CollatorBorrowed<'static>,
    alphabet: &'static [&'static str],
}

impl Locale {
    /// True when both have the same words around dates.
    pub fn has_words_of(&self, other: &Locale) -> bool {
        self.words == other.words
    }

    /// The locale of a BCP 47 language tag such as `pl` or `en-US`. Plain `en` writes dates as Britain does, day first.
    ///
    /// # Errors
    /// A plain sentence, when `language` is not a language tag or CLDR knows no month names for it.
    pub fn new(language: &str, words: DateWords) -> Result<Locale, Words> {
        // CLDR's plain `en` is American; "23 April 2020" is what readers of a European site expect.
        let british = if language.trim() == "en" { "en-GB" } else { language.trim() };
        let tag = LanguageTag::try_from_str(british)
            .map_err(|_| words!("`{language}` is not a language tag", "`{language}` to nie kod języka"))?;
        Ok(Locale {
            words,
            dates: DateForms::new(&tag)?,
            decimals: numbers::decimals(&tag)?,
            plurals: numbers::plurals(&tag)?,
            lists: numbers::lists(&tag)?,
            collator: sorting::collator(&tag)?,
            letters: sorting::letters(&tag)?,
            alphabet: sorting::alphabet(&tag),
        })
    }
}
