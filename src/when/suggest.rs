//! Notations people write instead of ISO 8601, and the right form to paste: [`suggest`].
//!
//! The text becomes tokens (`words`). They are read as one date (`partial`), or cut in two at a dash, a slash or a word such as
//! "do"; each side may leave out what the other one says ("23–24 kwietnia 2020"). What comes out is checked by the
//! strict parser, so a suggestion always parses. The order of numbers is the European one, day before month.

use super::parse::{split_offset, strict};
use super::partial::{Partial, partials};
use super::tokens::{Token, read};
use super::{Bound, Point, When};

/// Words without which a date means another time: half of a year, the end of a month.
const VAGUE: [&str; 8] = ["polow", "konc", "koniec", "poczat", "half", "end", "begin", "early"];

/// Beginnings of the words of a date that can mean one thing only: months, and what stands around days and hours.
const SURE: [&str; 36] = [
    "stycz", "lut", "mar", "kwie", "maj", "czerw", "lip", "sierp", "wrze", "paz", "listopad", "grud", "jan",
    "feb", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "r", "rok", "roku", "dnia", "dni",
    "godz", "od", "do", "from", "to", "until", "t", "z",
];

/// True for a text that can mean one time only: no weekday that might not fit, nothing approximate, no day and month that
/// others read the other way round.
pub(super) fn is_sure(text: &str) -> bool {
    let folded = deunicode::deunicode(text).to_lowercase();
    let mut words = folded.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let american = folded.split('/').map(str::trim).filter(|part| !part.is_empty()).take(2);
    let american =
        american.filter(|part| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit())).count() == 2;
    let long = |begin: &&str| begin.len() > 2;
    words.all(|word| SURE.iter().any(|begin| word == *begin || long(begin) && word.starts_with(begin)))
        && !american
}

/// The right form of a text that is not in one, if it can be understood.
pub(super) fn suggest(text: &str) -> Option<String> {
    let text = text.trim_matches(['„', '”', '“', '"', '\'', '«', '»', ' ']);
    let folded = deunicode::deunicode(text).to_lowercase();
    if VAGUE
        .iter()
        .any(|word| folded.split(|c: char| !c.is_ascii_alphabetic()).any(|other| other.starts_with(word)))
    {
        return None;
    }
    let readings = [as_written, without_offset, without_unknown_parts];
    readings.iter().find_map(|reading| reading(text).filter(|form| strict(form).is_ok()))
}

/// `2024-06-07T10:00+02:00` → `2024-06-07T10:00`, in both ends of an interval.
fn without_offset(text: &str) -> Option<String> {
    let local = |end: &str| {
        let (day, time) = end.trim().split_once('T')?;
        Some(format!("{day}T{}", split_offset(time).map_or(time, |(local, _)| local)))
    };
    match text.split_once('/') {
        Some((start, end)) => Some(format!("{}/{}", local(start)?, local(end)?)),
        None => local(text),
    }
}

/// `2019-09-XX` and `2019-09-00` → `2019-09`.
fn without_unknown_parts(text: &str) -> Option<String> {
    let mut known = text.trim();
    while let Some(shorter) = ["-XX", "-xx", "-00", "-??"].iter().find_map(|part| known.strip_suffix(part)) {
        known = shorter.trim_end();
    }
    Some(known.to_owned())
}

fn as_written(text: &str) -> Option<String> {
    let mut tokens = read(text)?;
    let about = tokens.contains(&Token::About);
    tokens.retain(|token| *token != Token::About);
    let (start, end) = match tokens.as_slice() {
        [Token::From, rest @ ..] if !rest.contains(&Token::To) => open(rest, |point| (Some(point), None))?,
        [rest @ .., Token::Dash | Token::Slash] => open(rest, |point| (Some(point), None))?,
        [Token::To | Token::Slash, rest @ ..] => open(rest, |point| (None, Some(point)))?,
        _ => closed(&tokens)?,
    };
    let bound = |point: Point| Bound { point, approximate: about && point.time().is_none() };
    let (start, end) = (start.map(bound), end.map(bound));
    Some(match start {
        Some(bound) if start == end => bound.iso(),
        _ => match When::span(start, end) {
            Ok(when) => when.iso(),
            // Swapped ends: the error knows the right order.
            Err(error) => error.suggestion?,
        },
    })
}

type Ends = (Option<Point>, Option<Point>);

fn open(tokens: &[Token], ends: impl Fn(Point) -> Ends) -> Option<Ends> {
    whole(tokens).map(ends)
}

/// A single date, months of a year, or two ends.
fn closed(tokens: &[Token]) -> Option<Ends> {
    if let Some(point) = whole(tokens) {
        return Some((Some(point), Some(point)));
    }
    if let [Token::Months(first, last), Token::Number { value, digits: 4 }]
    | [Token::Number { value, digits: 4 }, Token::Months(first, last)] = *tokens
    {
        let year = i16::try_from(value).ok()?;
        return Some((Point::month(year, first), Point::month(year, last)));
    }
    // "od" after the beginning ("7 czerwca od 10:00 do 14:30") adds nothing to the "do" that follows.
    let tokens: Vec<Token> = tokens.iter().copied().filter(|token| *token != Token::From).collect();
    [Token::To, Token::And, Token::Slash, Token::Dash].into_iter().find_map(|separator| {
        let mut places = tokens.iter().enumerate().filter(|(_, token)| **token == separator);
        places.find_map(|(at, _)| {
            let (first, last) = two_ends(tokens.get(..at)?, tokens.get(at + 1..)?)?;
            // "23 i 24 kwietnia" is an interval, "23 i 28 kwietnia" is not.
            let apart = first.last_day().tomorrow().ok() != Some(last.first_day());
            (separator != Token::And || !apart).then_some((Some(first), Some(last)))
        })
    })
}

fn whole(tokens: &[Token]) -> Option<Point> {
    partials(tokens).iter().find_map(Partial::point)
}

/// Both ends, each completed from the other.
fn two_ends(left: &[Token], right: &[Token]) -> Option<(Point, Point)> {
    let (left, right) = (partials(left), partials(right));
    left.iter().find_map(|left| right.iter().find_map(|right| completed(*left, *right)))
}

fn completed(mut left: Partial, mut right: Partial) -> Option<(Point, Point)> {
    // "7 czerwca 2024, 10:00–14:30" and "10:00–14:30, 7 czerwca 2024"
    if !right.has_date() {
        right = Partial { time: right.time, ..left };
    } else if !left.has_date() {
        left = Partial { time: left.time, ..right };
    } else if (left.day.is_some(), left.month.is_some() || left.day.is_some())
        != (right.day.is_some(), right.month.is_some() || right.day.is_some())
    {
        return None;
    }
    let (written_left, written_right) = (left.year, right.year);
    left.month = left.month.or(right.month);
    right.month = right.month.or(left.month);
    left.year = left.year.or(right.year);
    right.year = right.year.or(left.year);
    let (first, last) = (left.point()?, right.point()?);
    if first.earliest() <= last.latest() {
        return Some((first, last));
    }
    match (written_left, written_right) {
        // "30 grudnia – 2 stycznia 2021" begins in the year before.
        (None, Some(year)) if left.month > right.month => left.year = year.checked_sub(1),
        (Some(year), None) if left.month > right.month => right.year = year.checked_add(1),
        // Two times of one day in the wrong order are no interval: "10:00-05:00" has an offset.
        _ if left.time.is_some() => return None,
        _ => {}
    }
    Some((left.point()?, right.point()?))
}
