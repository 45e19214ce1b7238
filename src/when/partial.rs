//! One date as people write it, or the part of one that a side of a range says: [`partials`] reads the tokens of
//! `words`, [`Partial::point`] makes a point of what is complete.

use jiff::civil::{Date, Time};

use super::Point;
use super::tokens::Token;

/// What one side of a notation says.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Partial {
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    pub(super) time: Option<Time>,
}

impl Partial {
    pub(super) fn has_date(&self) -> bool {
        self.year.is_some() || self.month.is_some() || self.day.is_some()
    }

    /// The point, if everything it needs is there and exists.
    pub(super) fn point(&self) -> Option<Point> {
        // `0000-00-00` is what a machine writes for nothing.
        let year = self.year.filter(|year| *year != 0)?;
        match (self.month, self.day, self.time) {
            (Some(month), Some(day), time) => {
                let day = Date::new(year, month, day).ok()?;
                Some(time.map_or(Point::Day(day), |time| Point::Instant(day.to_datetime(time))))
            }
            (Some(month), None, None) => Point::month(year, month),
            (None, None, None) => Some(Point::Year(year)),
            _ => None,
        }
    }
}

/// The ways to read tokens as (part of) one date, the likelier first.
pub(super) fn partials(tokens: &[Token]) -> Vec<Partial> {
    let times: Vec<Time> =
        tokens.iter().filter_map(|t| if let Token::Clock(t) = t { Some(*t) } else { None }).collect();
    let rest: Vec<Token> = tokens.iter().copied().filter(|token| !matches!(token, Token::Clock(_))).collect();
    let time = match times.as_slice() {
        [] => None,
        [time] => Some(*time),
        _ => return Vec::new(),
    };
    if rest.is_empty() {
        return time.map(|_| Partial { time, ..Partial::default() }).into_iter().collect();
    }
    let mut partials = items(&rest).map(|items| dates(&items)).unwrap_or_default();
    for partial in &mut partials {
        partial.time = time;
    }
    partials
}

/// Numbers and months, if whatever separates them is the same throughout.
fn items(tokens: &[Token]) -> Option<Vec<Token>> {
    let mut items: Vec<Token> = Vec::new();
    let mut separators: Vec<Option<Token>> = Vec::new();
    let mut pending = None;
    for &token in tokens {
        match token {
            Token::Number { .. } | Token::Month(_) => {
                if !items.is_empty() {
                    // "23. kwietnia 2020": a dot is as good as a space.
                    separators.push(pending.take().filter(|separator| *separator != Token::Dot));
                }
                items.push(token);
            }
            Token::Dot | Token::Dash | Token::Slash if pending.is_none() && !items.is_empty() => {
                pending = Some(token);
            }
            _ => return None,
        }
    }
    let uniform = separators.windows(2).all(|pair| pair.first() == pair.last());
    (uniform && matches!(pending, None | Some(Token::Dot)) && items.len() <= 3).then_some(items)
}

/// The dates that numbers and months may stand for; a number of four digits is a year.
fn dates(items: &[Token]) -> Vec<Partial> {
    use Token::{Month, Number};
    let small = |n: u32| i8::try_from(n).ok();
    let date = |year: Option<u32>, month: Option<i8>, day: Option<u32>| Partial {
        year: year.and_then(|year| i16::try_from(year).ok()),
        month,
        day: day.and_then(small),
        time: None,
    };
    match *items {
        [Number { value: y, digits: 4 }] => vec![date(Some(y), None, None)],
        [Number { value: n, digits: 8 }] => vec![
            date(Some(n / 10_000), small(n / 100 % 100), Some(n % 100)),
            date(Some(n % 10_000), small(n / 10_000 % 100), Some(n / 1_000_000)),
        ],
        [Number { value: n, digits: 1..=2 }] => vec![date(None, None, Some(n)), date(None, small(n), None)],
        [Month(m)] => vec![date(None, Some(m), None)],
        [Number { value: d, digits: 1..=2 }, Month(m)] | [Month(m), Number { value: d, digits: 1..=2 }] => {
            vec![date(None, Some(m), Some(d))]
        }
        [Number { value: y, digits: 4 }, Month(m)] | [Month(m), Number { value: y, digits: 4 }] => {
            vec![date(Some(y), Some(m), None)]
        }
        [Number { value: y, digits: 4 }, Number { value: m, digits: 1..=2 }] => {
            vec![date(Some(y), small(m), None)]
        }
        // "04.2020"; in "April 23-24, 2020" the right side is a day.
        [Number { value: n, digits: 1..=2 }, Number { value: y, digits: 4 }] => {
            vec![date(Some(y), small(n), None), date(Some(y), None, Some(n))]
        }
        [Number { value: d, digits: 1..=2 }, Number { value: m, digits: 1..=2 }] => {
            vec![date(None, small(m), Some(d))]
        }
        [
            Number { value: y, digits: 4 },
            Number { value: m, digits: 1..=2 },
            Number { value: d, digits: 1..=2 },
        ] => {
            vec![date(Some(y), small(m), Some(d))]
        }
        // Month first is tried only where day first cannot be.
        [
            Number { value: a, digits: 1..=2 },
            Number { value: b, digits: 1..=2 },
            Number { value: y, digits: 4 },
        ] => {
            vec![date(Some(y), small(b), Some(a)), date(Some(y), small(a), Some(b))]
        }
        [Number { value: d, digits: 1..=2 }, Month(m), Number { value: y, digits: 4 }]
        | [Month(m), Number { value: d, digits: 1..=2 }, Number { value: y, digits: 4 }]
        | [Number { value: y, digits: 4 }, Month(m), Number { value: d, digits: 1..=2 }] => {
            vec![date(Some(y), Some(m), Some(d))]
        }
        _ => Vec::new(),
    }
}
