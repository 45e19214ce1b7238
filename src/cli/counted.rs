//! Numbers of things in words: `3 errors`, `3 błędy`.

use crate::words::{Words, polish_plural};

/// `1 error`, `3 errors`.
pub(super) fn errors(count: usize) -> Words {
    Words {
        en: format!("{count} error{}", plural(count)),
        pl: format!("{count} {}", polish_plural(count, "błąd", "błędy", "błędów")),
    }
}

/// `1 warning`, `3 warnings`.
pub(super) fn warnings(count: usize) -> Words {
    Words {
        en: format!("{count} warning{}", plural(count)),
        pl: format!("{count} {}", polish_plural(count, "ostrzeżenie", "ostrzeżenia", "ostrzeżeń")),
    }
}

/// `1 page`, `11,412 pages`.
pub(super) fn pages(count: usize) -> Words {
    let Words { en, pl } = grouped(count);
    Words {
        en: format!("{en} page{}", plural(count)),
        pl: format!("{pl} {}", polish_plural(count, "strona", "strony", "stron")),
    }
}

/// `1 file`, `11,412 files`.
pub(super) fn files(count: usize) -> Words {
    let Words { en, pl } = grouped(count);
    Words {
        en: format!("{en} file{}", plural(count)),
        pl: format!("{pl} {}", polish_plural(count, "plik", "pliki", "plików")),
    }
}

/// The same behind `of`: `of 73 files`, in Polish `z 73 plików`.
pub(super) fn of_files(count: usize) -> Words {
    let Words { en, .. } = files(count);
    let noun = if count == 1 { "pliku" } else { "plików" };
    Words { en, pl: format!("{} {noun}", grouped(count).pl) }
}

/// With marks between thousands: `11,412`, in Polish a non-breaking space from five digits on (CLDR `pl`).
pub(super) fn grouped(count: usize) -> Words {
    let digits = count.to_string();
    let joined = |mark: char| {
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(mark);
            }
            out.push(digit);
        }
        out
    };
    Words { en: joined(','), pl: if digits.len() > 4 { joined('\u{a0}') } else { digits.clone() } }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        let both = |count| {
            let Words { en, pl } = grouped(count);
            (en, pl)
        };
        assert_eq!(both(999), ("999".to_owned(), "999".to_owned()));
        assert_eq!(both(1_234), ("1,234".to_owned(), "1234".to_owned()));
        assert_eq!(both(1_234_567), ("1,234,567".to_owned(), "1\u{a0}234\u{a0}567".to_owned()));
        assert_eq!(pages(22), Words { en: "22 pages".to_owned(), pl: "22 strony".to_owned() });
        assert_eq!([1, 22, 73].map(|count| of_files(count).pl), ["1 pliku", "22 plików", "73 plików"]);
        assert_eq!(files(22), Words { en: "22 files".to_owned(), pl: "22 pliki".to_owned() });
    }
}
