//! The words and signs people write dates with, Polish and English: [`read`] turns a text into [`Token`]s for `suggest`.
//!
//! Case, Polish diacritics, the kind of dash and words without meaning for the date ("dnia", "r.", weekdays) are gone
//! afterwards. A word that is not known makes the whole text unknown: no guess is better than a wrong one.

use jiff::civil::Time;

/// Longer texts are prose, not dates.
const MOST_CHARS: usize = 80;

/// A part of a written date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A number and how many digits it was written with, at most eight.
    Number {
        value: u32,
        digits: usize,
    },
    /// A month by name or Roman numeral.
    Month(i8),
    /// Several months by name, both ends included: a quarter, a half-year, a season.
    Months(i8, i8),
    /// A clock time.
    Clock(Time),
    Dot,
    Dash,
    Slash,
    /// "od", "from"
    From,
    /// "do", "to"
    To,
    /// "i", "and"
    And,
    /// "około", "~"
    About,
    /// Signs that `read` itself uses up.
    Colon,
    ClockWord,
    Quarter,
    Half,
    Roman(i8),
}

const MONTHS: [&str; 12] = [
    "styczen stycznia styczniu stycz sty january jan",
    "luty lutego lutym lut february feb",
    "marzec marca marcu marz mar march",
    "kwiecien kwietnia kwietniu kwiec kwie kwi april apr",
    "maj maja maju may",
    "czerwiec czerwca czerwcu czerw cze june jun",
    "lipiec lipca lipcu lip july jul",
    "sierpien sierpnia sierpniu sierp sie august aug",
    "wrzesien wrzesnia wrzesniu wrzes wrz september sept sep",
    "pazdziernik pazdziernika pazdzierniku pazdz paz october oct",
    "listopad listopada listopadzie list lis november nov",
    "grudzien grudnia grudniu grudz gru december dec",
];

const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

const NO_MEANING: &str = "r rok roku lata latach w we na pod dnia dniu dni dniach miesiac miesiaca miesiacu o the of \
    in on at st nd rd th go t year years \
    poniedzialek wtorek sroda czwartek piatek sobota niedziela pon wt sr czw pt sob niedz \
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun";

const WORDS: [(&str, Token); 10] = [
    ("od since from poczawszy", Token::From),
    ("do to until till through", Token::To),
    ("i oraz and", Token::And),
    (
        "ok okolo circa ca about around approximately poczatek poczatku polowa polowie koniec early mid late",
        Token::About,
    ),
    ("godz godzina godzinie godziny g", Token::ClockWord),
    ("kwartal kwartale kwartalu kw quarter q", Token::Quarter),
    ("polrocze polroczu polrocza half h", Token::Half),
    ("wiosna wiosny spring", Token::Months(3, 5)),
    ("lato latem summer", Token::Months(6, 8)),
    ("jesien jesieni jesienia autumn", Token::Months(9, 11)),
];

/// The tokens of a text; `None` if it holds anything that has no place in a date.
pub(super) fn read(text: &str) -> Option<Vec<Token>> {
    if text.chars().nth(MOST_CHARS).is_some() {
        return None;
    }
    let folded: Vec<char> = text.chars().map(fold).collect();
    let mut tokens = Vec::new();
    for run in folded.chunk_by(|a, b| kind(*a) == kind(*b) && kind(*a) != Kind::Sign) {
        let piece: String = run.iter().collect();
        match run.first().map(|c| kind(*c))? {
            Kind::Digit if piece.len() <= 8 => {
                tokens.push(Token::Number { value: piece.parse().ok()?, digits: piece.len() });
            }
            Kind::Digit => return None,
            Kind::Letter => tokens.extend(word(&piece)?),
            Kind::Sign => tokens.extend(sign(&piece)?),
        }
    }
    joined(&tokens)
}

#[derive(PartialEq, Eq)]
enum Kind {
    Digit,
    Letter,
    Sign,
}

fn kind(c: char) -> Kind {
    match c {
        _ if c.is_ascii_digit() => Kind::Digit,
        _ if c.is_alphabetic() => Kind::Letter,
        _ => Kind::Sign,
    }
}

/// Polish letters without diacritics, every dash as a hyphen, every space as a space; case stays.
fn fold(c: char) -> char {
    match c {
        'ą' => 'a',
        'ć' => 'c',
        'ę' => 'e',
        'ł' => 'l',
        'ń' => 'n',
        'ó' => 'o',
        'ś' => 's',
        'ź' | 'ż' => 'z',
        'Ą' => 'A',
        'Ć' => 'C',
        'Ę' => 'E',
        'Ł' => 'L',
        'Ń' => 'N',
        'Ó' => 'O',
        'Ś' => 'S',
        'Ź' | 'Ż' => 'Z',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// A word's meaning: `Some(None)` for a word that has none, `None` for an unknown one.
fn word(word: &str) -> Option<Option<Token>> {
    let lower = word.to_ascii_lowercase();
    let among = |list: &str| list.split_ascii_whitespace().any(|known| known == lower);
    // "i" is "and", "I" is January; longer numerals are clear in either case.
    let roman = if word.len() > 1 { word.to_ascii_uppercase() } else { word.to_owned() };
    if let Some(at) = ROMAN.iter().position(|numeral| *numeral == roman) {
        return Some(Some(Token::Roman(i8::try_from(at + 1).ok()?)));
    }
    if let Some(at) = MONTHS.iter().position(|names| among(names)) {
        return Some(Some(Token::Month(i8::try_from(at + 1).ok()?)));
    }
    if among(NO_MEANING) {
        return Some(None);
    }
    WORDS.iter().find(|(words, _)| among(words)).map(|(_, token)| Some(*token))
}

/// A sign's meaning, like [`word`].
fn sign(sign: &str) -> Option<Option<Token>> {
    match sign {
        " " | "," | ";" | "(" | ")" => Some(None),
        "." => Some(Some(Token::Dot)),
        "-" => Some(Some(Token::Dash)),
        "/" => Some(Some(Token::Slash)),
        ":" => Some(Some(Token::Colon)),
        "&" => Some(Some(Token::And)),
        "~" | "?" => Some(Some(Token::About)),
        _ => None,
    }
}

/// Joins what belongs together: clock times, quarters and half-years; dots after words go. `None` if there is no such
/// time or quarter.
fn joined(tokens: &[Token]) -> Option<Vec<Token>> {
    use Token::{Clock, ClockWord, Colon, Dash, Dot, Half, Month, Number, Quarter, Roman, To};
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    // Whether "godz." was just read, so that "10" and "10.00" are times.
    let mut clock_expected = false;
    while let [first, after @ ..] = rest {
        rest = after;
        let (token, used) = match (*first, rest) {
            (
                Number { value: h, .. },
                [Colon, Number { value: m, .. }, Colon, Number { value: s, .. }, ..],
            ) => (clock(h, *m, *s), 4),
            (Number { value: h, .. }, [Colon, Number { value: m, .. }, ..]) => (clock(h, *m, 0), 2),
            (Number { value: h, .. }, [Dot, Number { value: m, digits: 2 }, ..]) if clock_expected => {
                (clock(h, *m, 0), 2)
            }
            (Number { value: h, digits: 1..=2 }, _) if clock_expected => (clock(h, 0, 0), 0),
            (Number { value: n, digits: 1 }, [Dot, Quarter, ..]) => (part(n, 3), 2),
            (Number { value: n, digits: 1 }, [Quarter, ..]) => (part(n, 3), 1),
            (Number { value: n, digits: 1 }, [Dot, Half, ..]) => (part(n, 6), 2),
            (Number { value: n, digits: 1 }, [Half, ..]) => (part(n, 6), 1),
            (Roman(n), [Quarter, ..]) => (part(n.unsigned_abs().into(), 3), 1),
            (Roman(n), [Half, ..]) => (part(n.unsigned_abs().into(), 6), 1),
            (Quarter, [Number { value: n, digits: 1 }, ..]) => (part(*n, 3), 1),
            (Half, [Number { value: n, digits: 1 }, ..]) => (part(*n, 6), 1),
            (Roman(n), _) => (Some(Month(n)), 0),
            (other, _) => (Some(other), 0),
        };
        let token = token?;
        rest = rest.get(used..).unwrap_or_default();
        let is_clock = matches!(token, Clock(_));
        clock_expected = match token {
            ClockWord => true,
            Dot => clock_expected,
            Dash | To => matches!(out.last(), Some(Clock(_))) && tokens.contains(&ClockWord),
            _ => false,
        };
        // A dot separates numbers, or ends an abbreviation or a sentence and means nothing.
        let separates = matches!(out.last(), Some(Number { .. } | Month(_))) && !is_clock;
        if token != ClockWord && (token != Dot || separates) {
            out.push(token);
        }
    }
    while out.last() == Some(&Dot) {
        out.pop();
    }
    Some(out)
}

fn clock(hour: u32, minute: u32, second: u32) -> Option<Token> {
    let small = |n: u32| i8::try_from(n).ok();
    Time::new(small(hour)?, small(minute)?, small(second)?, 0).ok().map(Token::Clock)
}

/// The nth stretch of so many months in a year.
fn part(n: u32, months: u32) -> Option<Token> {
    let last = n.checked_mul(months).filter(|last| (1..=12).contains(last))?;
    Some(Token::Months(i8::try_from(last + 1 - months).ok()?, i8::try_from(last).ok()?))
}
