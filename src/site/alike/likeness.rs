//! Whether two names differ as one name and a slip of it do.

/// How sure it is that one is a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// The same but for Polish letters and signs, or letters swapped or doubled.
    Slip,
    /// A letter of a surname differs: a slip, or another family.
    PerhapsASlip,
}

/// A name ready to be compared.
#[derive(Debug)]
pub(super) struct Name {
    written: String,
    /// Its words in small ASCII letters.
    words: Vec<Word>,
    /// True for a person's: given names first, then the surname.
    is_persons: bool,
}

#[derive(Debug, PartialEq, Eq)]
struct Word {
    letters: Vec<u8>,
    /// True for figures, Roman numerals and abbreviations, of which another letter makes another thing.
    is_fixed: bool,
}

/// Letters a word must have for a swap within it to be a slip.
const SHORT: usize = 5;

/// Letters a word that is no surname must have for another letter within it to be a slip.
const LONG: usize = 8;

impl Name {
    pub(super) fn new(name: &str, is_persons: bool) -> Self {
        let is_end = |c: char| !c.is_alphanumeric();
        let words = name.split(is_end).filter(|word| !word.is_empty()).map(Word::new).collect();
        Self { written: name.to_owned(), words, is_persons }
    }

    /// Gives keys of which two names that are alike have one in common: the words, and the words without one letter.
    pub(super) fn keys(&self, mut give: impl FnMut(&[u8])) {
        let plain: Vec<&[u8]> = self.words.iter().map(|word| word.letters.as_slice()).collect();
        give(&plain.join(&b' '));
        for (at, word) in self.words.iter().enumerate().filter(|(_, word)| word.may_slip()) {
            for letter in 0..word.letters.len() {
                let without: Vec<u8> = [&word.letters[..letter], &word.letters[letter + 1..]].concat();
                let mut words = plain.clone();
                words[at] = &without;
                give(&words.join(&b' '));
            }
        }
    }
}

impl Word {
    fn new(word: &str) -> Self {
        let plain = deunicode::deunicode(word);
        let has_figures = word.chars().any(char::is_numeric);
        let is_abbreviation = !word.chars().any(char::is_lowercase);
        Self { letters: plain.to_ascii_lowercase().into_bytes(), is_fixed: has_figures || is_abbreviation }
    }

    fn may_slip(&self) -> bool {
        !self.is_fixed && self.letters.len() + 1 >= SHORT
    }
}

/// The word in which two names differ, in both; the first in the alphabet first.
pub(super) fn difference<'n>(a: &'n Name, b: &'n Name) -> Option<(&'n [u8], &'n [u8])> {
    let (one, other) = a.words.iter().zip(&b.words).find(|(one, other)| one.letters != other.letters)?;
    Some((one.letters.as_slice().min(&other.letters), one.letters.as_slice().max(&other.letters)))
}

/// How sure it is that one of two names is a slip of the other; none where they are well apart.
pub(super) fn likeness(a: &Name, b: &Name) -> Option<Likeness> {
    if a.words.len() != b.words.len() || a.words.is_empty() {
        return None;
    }
    let mut differing = a.words.iter().zip(&b.words).enumerate().filter(|(_, (a, b))| a.letters != b.letters);
    let Some((at, (one, other))) = differing.next() else {
        return (plainly(&a.written) != plainly(&b.written)).then_some(Likeness::Slip);
    };
    if differing.next().is_some() || one.is_fixed || other.is_fixed {
        return None;
    }
    let (short, long) = if one.letters.len() <= other.letters.len() {
        (&one.letters, &other.letters)
    } else {
        (&other.letters, &one.letters)
    };
    let start = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let end = short[start..].iter().rev().zip(long[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (of_short, of_long) = (&short[start..short.len() - end], &long[start..long.len() - end]);
    let slip = match (of_short, of_long) {
        ([a, b], [c, d]) if a == d && b == c => Slip::Swapped,
        ([], [letter]) if start > 0 && long[start - 1] == *letter => Slip::Doubled,
        ([], [_]) | ([_], [_]) => Slip::Another,
        _ => return None,
    };
    let is_surname = a.is_persons && at + 1 == a.words.len() && at > 0;
    let within = start > 0 && end > 0;
    match slip {
        Slip::Swapped | Slip::Doubled if long.len() >= SHORT && start > 0 => Some(Likeness::Slip),
        Slip::Another if is_surname && within && short.len() >= SHORT => Some(Likeness::PerhapsASlip),
        Slip::Another if !a.is_persons && within && short.len() >= LONG => Some(Likeness::Slip),
        _ => None,
    }
}

enum Slip {
    Swapped,
    Doubled,
    Another,
}

/// As names are compared when they are looked up: what is the same here is one name already.
fn plainly(name: &str) -> String {
    super::super::register::folded(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: &str, b: &str, is_persons: bool) -> Option<Likeness> {
        let (a, b) = (Name::new(a, is_persons), Name::new(b, is_persons));
        let found = likeness(&a, &b);
        assert_eq!(found, likeness(&b, &a), "either way round");
        if found.is_some() {
            let keys = |name: &Name| {
                let mut keys = Vec::new();
                name.keys(|key| keys.push(key.to_vec()));
                keys
            };
            assert!(keys(&a).iter().any(|key| keys(&b).contains(key)), "{a:?} and {b:?} would not meet");
        }
        found
    }

    #[test]
    fn slips_are_found() {
        for (a, b) in [
            ("Maria Probna", "Maria Próbna"),
            ("Anna Nowak-Kowalska", "Anna Nowak Kowalska"),
            ("Jan Kowalski", "Jan Kowlaski"),
            ("Zbigniew Lis", "Zbigneiw Lis"),
            ("Jan Wiśniewski", "Jan Wiśniewsski"),
        ] {
            assert_eq!(of(a, b, true), Some(Likeness::Slip), "{a}, {b}");
        }
        for (a, b) in [
            ("Urząd Miasta Konin", "Urzad Miasta Konin"),
            ("Stowarzyszenie Przedsiębiorców", "Stowarzyszenie Przedsiębiorcow"),
            ("Stowarzyszenie Razem", "Stowarzyszneie Razem"),
            ("Stowarzyszenie Razem", "Stowarzyszene Razem"),
            ("Fundacja „Nasz Rynek”", "Fundacja Nasz Rynek"),
        ] {
            assert_eq!(of(a, b, false), Some(Likeness::Slip), "{a}, {b}");
        }
        assert_eq!(of("Janusz Szewczuk", "Janusz Szewczyk", true), Some(Likeness::PerhapsASlip));
        assert_eq!(of("Jan Borkowski", "Jan Borowski", true), Some(Likeness::PerhapsASlip));
    }

    #[test]
    fn names_that_are_two_are_left_alone() {
        for (a, b) in [
            ("Anna Nowak", "Hanna Nowak"),
            ("Jan Kowalski", "Jan Kowalska"),
            ("Marta Lis", "Maria Lis"),
            ("Marian Nowak", "Maria Nowak"),
            ("Jan Lis", "Jan Las"),
            ("Jan Nowak", "Jan Nowaka"),
            ("Jan Nowak", "jan  nowak"),
            ("Anna Nowak", "Anna Maria Nowak"),
            ("Julia Wójcik", "Julita Wójcik"),
        ] {
            assert_eq!(of(a, b, true), None, "{a}, {b}");
        }
        for (a, b) in [
            ("Szkoła Podstawowa nr 1", "Szkoła Podstawowa nr 2"),
            ("Szkoła Podstawowa nr 11", "Szkoła Podstawowa nr 1"),
            ("Forum IV", "Forum V"),
            ("LO XII w Krakowie", "LO XIII w Krakowie"),
            ("Sala A", "Sala B"),
            ("Urząd Miasta Lubin", "Urząd Miasta Lublin"),
            ("Urząd Gminy Miejskiej", "Urząd Gminy Wiejskiej"),
            ("Szkoła Publiczna", "Szkoły Publiczna"),
            ("Rada 2023", "Rada 2024"),
            ("ZMPUK", "ZMPKU"),
            ("Powiat Koniński", "Powiat Konińska"),
            ("Konin", "Kolin"),
        ] {
            assert_eq!(of(a, b, false), None, "{a}, {b}");
        }
    }
}
