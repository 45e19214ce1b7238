//! CLDR date and time patterns (UTS #35 part 4 §8), cut into pieces that can be filled with any text.

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Day,
    /// The month as it stands in a date: Polish genitive.
    Month,
    /// The month on its own: Polish nominative.
    MonthAlone,
    Year,
    Hour {
        padded: bool,
    },
    Minute,
}

/// A pattern in pieces, such as day, " ", month, " ", year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Piece>);

/// The texts that go into a date pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a> {
    pub(super) year: &'a str,
    pub(super) month: &'a str,
    pub(super) month_alone: &'a str,
    pub(super) day: &'a str,
}

impl Pattern {
    /// Reads pattern syntax: letters are fields, text between apostrophes is literal. A field that dates and times
    /// here do not have (an era, a weekday) is left out.
    pub(super) fn read(pattern: &str) -> Pattern {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut chars = pattern.chars().peekable();
        let mut quoted = false;
        while let Some(c) = chars.next() {
            if c == '\'' {
                // Two apostrophes are one, inside quotes and out.
                if chars.next_if_eq(&'\'').is_some() {
                    push_text(&mut pieces, '\'');
                } else {
                    quoted = !quoted;
                }
            } else if !quoted && c.is_ascii_alphabetic() {
                let mut length = 1;
                while chars.next_if_eq(&c).is_some() {
                    length += 1;
                }
                pieces.extend(field(c, length));
            } else {
                push_text(&mut pieces, c);
            }
        }
        Pattern(pieces)
    }

    /// The pattern with a date's texts in place.
    pub(super) fn date(&self, fields: Fields) -> String {
        let mut out = String::new();
        for piece in &self.0 {
            out.push_str(match piece {
                Piece::Text(text) => text,
                Piece::Day => fields.day,
                Piece::Month => fields.month,
                Piece::MonthAlone => fields.month_alone,
                Piece::Year => fields.year,
                Piece::Hour { .. } | Piece::Minute => "",
            });
        }
        out
    }

    /// The pattern with a time in place.
    pub(super) fn time(&self, hour: i8, minute: i8) -> String {
        let mut out = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Hour { padded: true } => out.push_str(&format!("{hour:02}")),
                Piece::Hour { padded: false } => out.push_str(&hour.to_string()),
                Piece::Minute => out.push_str(&format!("{minute:02}")),
                Piece::Day | Piece::Month | Piece::MonthAlone | Piece::Year => {}
            }
        }
        out.trim().to_owned()
    }

    /// Whether the year stands before the day, as in Hungarian and Lithuanian.
    pub(super) fn is_year_first(&self) -> bool {
        let place = |wanted: Piece| self.0.iter().position(|piece| *piece == wanted);
        matches!((place(Piece::Year), place(Piece::Day)), (Some(year), Some(day)) if year < day)
    }

    /// The month's name out of a date that this pattern, without a year, gave: "25 kwietnia" → "kwietnia".
    pub(super) fn month_in<'t>(&self, formatted: &'t str, day: &str) -> Option<&'t str> {
        let at = self.0.iter().position(|piece| matches!(piece, Piece::Month | Piece::MonthAlone))?;
        let around = |pieces: &[Piece]| {
            let fields = Fields { year: "", month: "", month_alone: "", day };
            Pattern(pieces.to_vec()).date(fields)
        };
        let (before, after) = (around(self.0.get(..at)?), around(self.0.get(at + 1..)?));
        formatted.strip_prefix(before.as_str())?.strip_suffix(after.as_str())
    }
}

fn push_text(pieces: &mut Vec<Piece>, c: char) {
    // ICU's narrow no-break spaces would make "7 czerwca" and "7 czerwca" differ for no visible reason.
    let c = if matches!(c, '\u{202f}' | '\u{2009}') { ' ' } else { c };
    match pieces.last_mut() {
        Some(Piece::Text(text)) => text.push(c),
        _ => pieces.push(Piece::Text(c.to_string())),
    }
}

fn field(letter: char, length: usize) -> Option<Piece> {
    match letter {
        'd' => Some(Piece::Day),
        'M' => Some(Piece::Month),
        'L' => Some(Piece::MonthAlone),
        'y' | 'u' | 'r' => Some(Piece::Year),
        'H' | 'h' | 'K' | 'k' => Some(Piece::Hour { padded: length > 1 }),
        'm' => Some(Piece::Minute),
        _ => None,
    }
}
