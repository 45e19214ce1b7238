//! Numbers, plural categories and lists.

use icu_decimal::input::Decimal;
use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences};
use icu_list::options::ListFormatterOptions;
use icu_list::{ListFormatter, ListFormatterPreferences};
use icu_locale_core::Locale as LanguageTag;
use icu_plurals::{PluralCategory, PluralOperands, PluralRules, PluralRulesOptions, PluralRulesPreferences};

use super::Locale;
use crate::words;
use crate::words::{Phrase, Words, phrase};

/// The longest text [`Locale::decimal_text`] reads as a number.
const MOST_DIGITS: usize = 60;

pub(super) fn decimals(tag: &LanguageTag) -> Result<DecimalFormatter, Words> {
    DecimalFormatter::try_new(DecimalFormatterPreferences::from(tag), Default::default())
        .map_err(|error| no_data(tag, phrase("number format", "zapisu liczb"), error))
}

pub(super) fn plurals(tag: &LanguageTag) -> Result<PluralRules, Words> {
    PluralRules::try_new(PluralRulesPreferences::from(tag), PluralRulesOptions::default())
        .map_err(|error| no_data(tag, phrase("plural rules", "zasad liczby mnogiej"), error))
}

pub(super) fn lists(tag: &LanguageTag) -> Result<ListFormatter, Words> {
    ListFormatter::try_new_and(ListFormatterPreferences::from(tag), ListFormatterOptions::default())
        .map_err(|error| no_data(tag, phrase("list format", "zapisu list"), error))
}

/// The error for a language that CLDR lacks something for.
pub(super) fn no_data(tag: &LanguageTag, what: Phrase, error: impl std::fmt::Display) -> Words {
    words!(
        "there is no {what} for the language `{tag}` ({error})",
        "nie ma {what} dla języka `{tag}` ({error})",
        what
    )
}

impl Locale {
    /// A whole number with the language's grouping: Polish `5855`, `12 345` (with non-breaking spaces).
    pub fn integer(&self, value: i64) -> String {
        self.decimals.format(&Decimal::from(value)).to_string()
    }

    /// A number with as many decimals as it has: Polish `1234,5`. What is not a number is written as Rust does.
    pub fn decimal(&self, value: f64) -> String {
        let text = value.to_string();
        Decimal::try_from_str(&text).map_or(text, |decimal| self.decimals.format(&decimal).to_string())
    }

    /// A number from its written form (`1234.50`), so that closing zeros stay: Polish `1234,50`. `None` if the text is
    /// not a plain decimal number.
    pub fn decimal_text(&self, text: &str) -> Option<String> {
        // An exponent would let six characters ask for thousands of digits.
        let plain =
            text.len() <= MOST_DIGITS && text.bytes().all(|b| b.is_ascii_digit() || b"+-.".contains(&b));
        let decimal = plain.then(|| Decimal::try_from_str(text).ok())??;
        Some(self.decimals.format(&decimal).to_string())
    }

    /// The plural category of a count, by its CLDR name (UTS #35 part 3 §5): Polish 1 `one`, 2 `few`, 5 `many`.
    pub fn plural(&self, count: u64) -> &'static str {
        category_name(self.plurals.category_for(count))
    }

    /// The plural category of a number that may have decimals: Polish 1.5 `other`.
    pub fn plural_decimal(&self, value: f64) -> &'static str {
        let decimal = Decimal::try_from_str(&value.to_string());
        decimal.map_or("other", |d| category_name(self.plurals.category_for(PluralOperands::from(&d))))
    }

    /// A list in words: `Konin, Kielce i Kraków`.
    pub fn list_and(&self, items: &[String]) -> String {
        self.lists.format(items.iter()).to_string()
    }
}

fn category_name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}
