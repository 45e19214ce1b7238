//! Typography of running text: quotation marks, apostrophes, and spaces that must not break.
//!
//! [`Typography::apply`] treats a complete string, such as a title. A paragraph arrives in pieces (text, a link,
//! emphasis, a line break); for that, [`Typography::flow`] gives a [`Flow`] that remembers where the text stands.
//! Only ever feed it text that readers see: never URLs, code or data.
//!
//! Polish: „ and ” for straight quotes, ’ for a straight apostrophe, and a non-breaking space after one-letter words
//! and between a number and its unit. English: “ ” and ‘ ’. Other languages: untouched.

use std::borrow::Cow;

const NBSP: char = '\u{a0}';
const NBSP_TEXT: &str = "\u{a0}";

/// What follows a number in Polish without ever starting a line.
const UNITS: [&str; 7] = ["r.", "zł", "tys.", "mln", "mld", "%", "proc."];

/// The rules of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typography {
    rules: Option<Rules>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rules {
    open: char,
    close: char,
    open_single: char,
    close_single: char,
    /// Whether one-letter words and units hold on to their neighbour.
    binds: bool,
}

impl Typography {
    /// The rules for a BCP 47 language tag; only its language part counts. Never fails: unknown languages have none.
    pub fn for_language(language: &str) -> Typography {
        let rules = match language.trim().split(['-', '_']).next().unwrap_or_default() {
            // A single straight quote in Polish text is an apostrophe wherever it stands.
            "pl" => Some(Rules {
                open: '„', close: '”', open_single: '’', close_single: '’', binds: true
            }),
            "en" => Some(Rules {
                open: '“', close: '”', open_single: '‘', close_single: '’', binds: false
            }),
            _ => None,
        };
        Typography { rules }
    }

    /// A complete text. Borrowed if there is nothing to change; applying it twice changes nothing more.
    pub fn apply<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.flow().push(text)
    }

    /// The start of a text that comes in pieces: one flow for each paragraph, heading, list item or table cell.
    pub fn flow(&self) -> Flow {
        Flow { rules: self.rules, before: Before::Gap, after_digit: false, quotes: 0 }
    }
}

/// The state of a text between two of its pieces.
///
/// ```text
/// piece.text        → flow.push(text)
/// soft line break   → flow.soft_break()
/// hard line break   → flow.hard_break()
/// code, image, …    → flow.skip()
/// start or end of emphasis, a link → nothing
/// ```
#[derive(Debug, Clone)]
pub struct Flow {
    rules: Option<Rules>,
    before: Before,
    after_digit: bool,
    /// Double quotation marks opened and not closed.
    quotes: usize,
}

/// What stands before the next character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// The start, a space, an opening bracket or quote, a dash, a slash: a word or quotation may begin.
    Gap,
    /// A one-letter word that holds on to the next.
    OneLetter,
    /// Anything else: a word or punctuation.
    Word,
}

impl Flow {
    /// The next piece of text. Borrowed if there is nothing to change.
    ///
    /// A piece is only looked ahead in to its own end, so a number and its unit are bound only within one.
    pub fn push<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let Some(rules) = self.rules else {
            return Cow::Borrowed(text);
        };
        // Quotation marks made of two commas and two apostrophes, as on a typewriter.
        if rules.binds && (text.contains(",,") || text.contains("''")) {
            let text = text.replace(",,", "„").replace("''", "”");
            return Cow::Owned(self.set(rules, &text).into_owned());
        }
        self.set(rules, text)
    }

    fn set<'t>(&mut self, rules: Rules, text: &'t str) -> Cow<'t, str> {
        // Nothing is copied up to the first change, and then in stretches: `kept` is where the one in hand begins.
        let mut changed = String::new();
        let mut kept = 0;
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let letters = letters_at_start(rest);
            if letters > 0 {
                (self.before, self.after_digit) = (Before::Word, false);
                at += letters;
                continue;
            }
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            let new = self.next(rules, c, chars.as_str());
            if new != c {
                changed.push_str(text.get(kept..at).unwrap_or_default());
                changed.push(new);
                kept = at + c.len_utf8();
            }
            at += c.len_utf8();
        }
        if kept == 0 {
            return Cow::Borrowed(text);
        }
        changed.push_str(text.get(kept..).unwrap_or_default());
        Cow::Owned(changed)
    }

    /// A line break in the source that readers see as a space: what to write for it.
    pub fn soft_break(&mut self) -> &'static str {
        let binds = self.before == Before::OneLetter;
        self.hard_break();
        if binds { NBSP_TEXT } else { "\n" }
    }

    /// A line break that readers see: a word or quotation may begin after it.
    pub fn hard_break(&mut self) {
        self.before = Before::Gap;
        self.after_digit = false;
    }

    /// Something that is not text stands here, such as code or an image: it counts as a word.
    pub fn skip(&mut self) {
        self.before = Before::Word;
        self.after_digit = false;
    }

    /// What to write for a character, and the step past it.
    fn next(&mut self, rules: Rules, c: char, rest: &str) -> char {
        let new = match c {
            '"' if self.opens(rest) => rules.open,
            '"' => rules.close,
            // 'tis the season of the '90s: a number is never quoted alone.
            '\'' if self.opens(rest) && !rest.starts_with(|c: char| c.is_ascii_digit()) => rules.open_single,
            '\'' => rules.close_single,
            ' ' if rules.binds && self.binds(rest) => NBSP,
            _ => c,
        };
        if new == rules.open {
            self.quotes += 1;
        } else if new == rules.close {
            self.quotes = self.quotes.saturating_sub(1);
        }
        self.before = match (self.before, new) {
            (Before::Gap, 'a' | 'i' | 'o' | 'u' | 'w' | 'z' | 'A' | 'I' | 'O' | 'U' | 'W' | 'Z')
                if rules.binds =>
            {
                Before::OneLetter
            }
            _ if is_gap(new, rules) => Before::Gap,
            _ => Before::Word,
        };
        self.after_digit = new.is_ascii_digit();
        new
    }

    /// Whether a straight quote here opens: nothing but a gap before it, and not the end of an open quotation.
    fn opens(&self, rest: &str) -> bool {
        let closes =
            self.quotes > 0 && rest.starts_with(|c: char| c.is_whitespace() || ".,;:!?)]".contains(c));
        self.before == Before::Gap && !closes
    }

    /// Whether a space here must not break. Two spaces in a row are left to their author.
    fn binds(&self, rest: &str) -> bool {
        match self.before {
            Before::OneLetter => !rest.starts_with(char::is_whitespace),
            _ if self.after_digit => UNITS.iter().any(|unit| {
                let after = rest.strip_prefix(unit);
                after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
            }),
            _ => false,
        }
    }
}

/// The length in bytes of two or more letters in a row at the start of a text, as nearly all of it is: none of them is
/// ever changed, and whatever came before, what stands after them is a word. A single letter may be a word that holds on
/// to the next, so it counts for nothing here.
fn letters_at_start(text: &str) -> usize {
    // U+00C0 to U+017F, the letters of Latin-1 and Latin Extended-A, begin with these bytes in UTF-8 (RFC 3629, 3), and
    // those that follow them are below 0xC0.
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, 0x80..=0xBF | 0xC3..=0xC5);
    let length = text.bytes().take_while(|byte| is_letter(byte)).count();
    let single = text.chars().next().map_or(0, char::len_utf8);
    if length > single { length } else { 0 }
}

/// Whether a word or a quotation may begin after this character.
fn is_gap(c: char, rules: Rules) -> bool {
    let opening_single = c == rules.open_single && rules.open_single != rules.close_single;
    c.is_whitespace() || c == rules.open || opening_single || "([{«‚–—/".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn sets(language: &str, plain: &str, expected: &str) {
        let typography = Typography::for_language(language);
        // "_" stands for the non-breaking space, which cannot be told apart on screen.
        let set = typography.apply(plain).replace(NBSP, "_");
        assert_eq!(set, expected, "{plain}");
        let again = set.replace('_', NBSP_TEXT);
        assert_eq!(typography.apply(&again), again, "applied twice");
    }

    #[test]
    fn typewriter_quotes_are_quotes_in_polish() {
        let set = |text| Typography::for_language("pl").apply(text).into_owned();
        assert_eq!(set("Projekt ,,Rozwój Lokalny'' trwa"), "Projekt „Rozwój Lokalny” trwa");
        assert_eq!(set("tak, nie"), "tak, nie");
    }

    #[test]
    fn polish_quotes() {
        for (plain, expected) in [
            ("\"Dzień dobry\"", "„Dzień dobry”"),
            ("program \"Rozwój lokalny\".", "program „Rozwój lokalny”."),
            ("(\"Rozwój\")", "(„Rozwój”)"),
            ("Lato – \"Rozwój\"", "Lato – „Rozwój”"),
            ("Lato—\"Rozwój\"/\"Spadek\"", "Lato—„Rozwój”/„Spadek”"),
            ("tak\u{a0}\"tak\"", "tak_„tak”"),
            ("„Rozwój\" trwa", "„Rozwój” trwa"),
            ("„Rozwój” i «lato»", "„Rozwój” i_«lato»"),
            ("„Rozwój \" trwa", "„Rozwój ” trwa"),
            ("ekran 5\"", "ekran 5”"),
            ("d'Artagnan, 'tak'", "d’Artagnan, ’tak’"),
        ] {
            sets("pl", plain, expected);
        }
    }

    #[test]
    fn polish_one_letter_words() {
        for (plain, expected) in [
            ("a i w domu", "a_i_w_domu"),
            ("Jestem w domu", "Jestem w_domu"),
            ("W domu i O psie", "W_domu i_O_psie"),
            ("(w domu) „o psie”", "(w_domu) „o_psie”"),
            ("\"O psie\"", "„O_psie”"),
            ("dom – z cegły", "dom – z_cegły"),
            ("pula w", "pula w"),
            ("w  domu", "w  domu"),
            ("ew domu, kot-a pies, p. a. pies", "ew domu, kot-a pies, p. a. pies"),
            ("e mail x y", "e mail x y"),
        ] {
            sets("pl", plain, expected);
        }
    }

    #[test]
    fn polish_numbers_keep_their_unit() {
        for (plain, expected) in [
            ("w 2019 r. było", "w_2019_r. było"),
            ("120 tys. zł", "120_tys. zł"),
            ("5 zł, 3 mln, 2 mld, 7 %", "5_zł, 3_mln, 2_mld, 7_%"),
            ("5 złotych i 2 rzeczy", "5 złotych i_2 rzeczy"),
            ("zł 5", "zł 5"),
        ] {
            sets("pl", plain, expected);
        }
    }

    #[test]
    fn english_quotes_only() {
        for (plain, expected) in [
            ("\"Good morning\"", "“Good morning”"),
            ("it's 'so' (\"so\")", "it’s ‘so’ (“so”)"),
            ("\"'Nested' words\"", "“‘Nested’ words”"),
            ("the '90s", "the ’90s"),
            ("a house in I o", "a house in I o"),
        ] {
            sets("en", plain, expected);
        }
        sets("de", "\"so\" 'so' a b", "\"so\" 'so' a b");
        sets("en-GB", "\"so\"", "“so”");
        sets("pl-PL", "w \"so\"", "w_„so”");
    }

    #[test]
    fn letters_are_passed_in_stretches_up_to_the_next_other_character() {
        for (text, length) in [
            ("", 0),
            ("a", 0),
            ("a b", 0),
            ("ż b", 0),
            ("ab", 2),
            ("żó", 4),
            ("zażółć gęślą", 10),
            ("ab„c", 2),
            ("„ab", 0),
            ("5zł", 0),
            ("ab5", 2),
            ("ж", 0),
        ] {
            assert_eq!(letters_at_start(text), length, "{text}");
        }
    }

    #[test]
    fn nothing_to_change_is_borrowed() {
        let typography = Typography::for_language("pl");
        assert!(matches!(typography.apply("Zażółć gęślą jaźń"), Cow::Borrowed(_)));
        assert!(matches!(typography.apply(""), Cow::Borrowed("")));
    }

    #[test]
    fn pieces_are_set_like_the_whole() {
        let text = "(\"A i w domu\" – 'o psie', w 2019 \"x\")";
        for language in ["pl", "en", "de"] {
            let typography = Typography::for_language(language);
            let whole = typography.apply(text);
            for (at, _) in text.char_indices().filter(|(at, _)| !text[*at..].starts_with(' ')) {
                let mut flow = typography.flow();
                let pieces = [flow.push(&text[..at]).into_owned(), flow.push(&text[at..]).into_owned()];
                assert_eq!(pieces.concat(), whole, "cut at {at}");
            }
        }
    }

    #[test]
    fn what_stands_between_pieces() {
        let mut flow = Typography::for_language("pl").flow();
        assert_eq!(flow.push("Jestem w"), "Jestem w");
        assert_eq!(flow.soft_break(), NBSP_TEXT);
        assert_eq!(flow.push("\"domu\""), "„domu”");
        assert_eq!(flow.soft_break(), "\n");
        assert_eq!(flow.push("\"a"), "„a");
        flow.skip();
        assert_eq!(flow.push("\" w"), "” w");
        flow.hard_break();
        assert_eq!(flow.push(" \"dom\""), " „dom”");
        let mut english = Typography::for_language("en").flow();
        assert_eq!(english.push("a"), "a");
        assert_eq!(english.soft_break(), "\n");
    }
}
