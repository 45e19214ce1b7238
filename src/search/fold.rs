//! Text → folded words: small letters without marks, so that „Łódź”, „łódź” and „lodz” are one. A word is a run of
//! letters and digits (Unicode `Alphabetic` and `N`); the browser folds what is typed by the same rules
//! (`assets/search.js`).

use std::borrow::Cow;

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Letters that no decomposition takes apart (Unicode 16, UnicodeData), with what people type instead.
pub(super) const LETTERS: [(char, &str); 9] = [
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('ø', "o"),
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('þ', "th"),
    ('ı', "i"),
];

/// Calls `word` with each word of a text as it is written.
pub(super) fn words<'t>(text: &'t str, mut word: impl FnMut(&'t str)) {
    for part in text.split(|c: char| !is_of_word(c)) {
        if part.chars().any(char::is_alphanumeric) {
            word(part);
        }
    }
}

/// A word in small letters without marks.
pub(super) fn folded(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match plain(c) {
            Some(plain) => out.push(plain),
            None => return Cow::Owned(rare(word)),
        }
    }
    Cow::Owned(out)
}

/// The letters of Polish and English, which nearly all words are made of.
fn plain(c: char) -> Option<char> {
    Some(match c {
        'a'..='z' | '0'..='9' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        'ą' | 'Ą' => 'a',
        'ć' | 'Ć' => 'c',
        'ę' | 'Ę' => 'e',
        'ł' | 'Ł' => 'l',
        'ń' | 'Ń' => 'n',
        'ó' | 'Ó' => 'o',
        'ś' | 'Ś' => 's',
        'ź' | 'Ź' | 'ż' | 'Ż' => 'z',
        _ => return None,
    })
}

/// Any other word: small letters, compatibility decomposition (UAX #15, NFKD), marks dropped, [`LETTERS`] replaced.
fn rare(word: &str) -> String {
    let small = word.to_lowercase();
    let mut out = String::with_capacity(small.len());
    for c in DecomposingNormalizerBorrowed::new_nfkd().normalize(&small).chars().filter(|c| !is_mark(*c)) {
        match LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, plain)) => out.push_str(plain),
            None => out.push(c),
        }
    }
    out
}

fn is_of_word(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        // All letters of Latin but for the two signs.
        '\u{c0}'..='\u{24f}' => !matches!(c, '×' | '÷'),
        _ => c.is_alphanumeric() || is_mark(c),
    }
}

/// Marks above and below letters, and the soft hyphen, which only shows at the end of a line.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        for (word, expected) in [
            ("Łódź", "lodz"),
            ("ŁÓDŹ", "lodz"),
            ("Lo\u{301}dz\u{301}", "lodz"),
            ("Gdańsk", "gdansk"),
            ("Straße", "strasse"),
            ("SMØRREBRØD", "smorrebrod"),
            ("Ærø", "aero"),
            ("ﬁnał", "final"),
            ("Київ", "киів"),
            ("na\u{ad}uka", "nauka"),
            ("PROO4", "proo4"),
        ] {
            assert_eq!(folded(word), expected, "{word}");
        }
    }

    #[test]
    fn letters_told_at_once_are_those_of_unicode() {
        for c in '\0'..='\u{2ff}' {
            assert_eq!(is_of_word(c), c.is_alphanumeric() || is_mark(c), "{c:?}");
        }
    }

    #[test]
    fn a_text_is_cut_into_words() {
        let mut found = Vec::new();
        words("„SWOT_SRGG” – 23–24 kwietnia, NIW-CRSO’s e-urząd…", |word| found.push(word));
        assert_eq!(found, ["SWOT", "SRGG", "23", "24", "kwietnia", "NIW", "CRSO", "s", "e", "urząd"]);
    }
}
