//! What kronika says to people, in every [`Language`] it speaks. [`Words`] are written once, in all languages side by
//! side, by [`words!`](crate::words!), where the thing to be said is known; whoever shows them chooses the language.
//!
//! Forgetting a language does not compile. What is the same in all (a line to paste, a path) is [`Words::same`].

/// A language kronika speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    /// Polish.
    Polish,
    /// English.
    English,
}

impl Language {
    /// By a language tag or the name of a locale: `pl`, `pl-PL`, `pl_PL.UTF-8`. Polish or, for all others, English.
    pub fn of(name: &str) -> Self {
        let primary = name.split(['-', '_', '.', '@']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("pl") { Language::Polish } else { Language::English }
    }
}

/// The same thing said in every language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Words {
    /// In English.
    pub en: String,
    /// In Polish.
    pub pl: String,
}

impl Words {
    /// What is the same in every language.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { en: text.clone(), pl: text }
    }

    /// In one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Polish => &self.pl,
        }
    }

    /// True when every language has nothing to say.
    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.pl.is_empty()
    }
}

/// Words that never change, for tables.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Phrase {
    /// In English.
    pub en: &'static str,
    /// In Polish.
    pub pl: &'static str,
}

/// A [`Phrase`] in English and in Polish.
pub const fn phrase(en: &'static str, pl: &'static str) -> Phrase {
    Phrase { en, pl }
}

impl Phrase {
    /// In one language.
    pub fn get(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Polish => self.pl,
        }
    }
}

impl From<Phrase> for Words {
    fn from(phrase: Phrase) -> Self {
        Self { en: phrase.en.to_owned(), pl: phrase.pl.to_owned() }
    }
}

/// Says something in English and in Polish: `words!("no key `{key}`", "nie ma pola `{key}`")`. Both are formats with the
/// names in scope. Names of [`Words`] and of [`Phrase`]s used in them are listed behind: `words!("one of {list}", "jedno z {list}", list)`.
#[macro_export]
macro_rules! words {
    ($en:literal, $pl:literal $(, $nested:ident)* $(,)?) => {
        $crate::words::Words {
            en: { $(let $nested = &$nested.en;)* format!($en) },
            pl: { $(let $nested = &$nested.pl;)* format!($pl) },
        }
    };
}

/// For Polish: the form of a noun that goes with a number (CLDR plural rules of `pl`): `1 błąd`, `2 błędy`, `5 błędów`.
pub fn polish_plural<'a>(count: usize, one: &'a str, few: &'a str, many: &'a str) -> &'a str {
    match (count, count % 10, count % 100) {
        (1, ..) => one,
        (_, 2..=4, tens) if !(12..=14).contains(&tens) => few,
        _ => many,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_tells_the_language() {
        for name in ["pl", "PL", "pl-PL", "pl_PL.UTF-8", "pl_PL@euro"] {
            assert_eq!(Language::of(name), Language::Polish, "{name}");
        }
        for name in ["", "C", "en_GB.UTF-8", "plt", "de"] {
            assert_eq!(Language::of(name), Language::English, "{name}");
        }
    }

    #[test]
    fn words_nest() {
        let list = words!("a or b", "a lub b");
        let key = "when";
        let said = words!("`{key}` is {list}", "`{key}` to {list}", list);
        assert_eq!(said.get(Language::English), "`when` is a or b");
        assert_eq!(said.get(Language::Polish), "`when` to a lub b");
    }

    #[test]
    fn polish_numbers_take_three_forms() {
        let form = |count| polish_plural(count, "błąd", "błędy", "błędów");
        assert_eq!([0, 1, 2, 4, 5].map(form), ["błędów", "błąd", "błędy", "błędy", "błędów"]);
        assert_eq!(
            [12, 14, 21, 22, 112, 122].map(form),
            ["błędów", "błędów", "błędów", "błędy", "błędów", "błędy"]
        );
    }
}
