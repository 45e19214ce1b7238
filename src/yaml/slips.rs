//! Slips that are seen on a line and the one above it: a bullet that is no dash, a key without its colon, brackets that
//! begin a sentence, an item of a list or a second line of text that stands too far in or out.

use super::explain::{Rewritten, Slip, glued, glued_colon, value_of};
use super::{Fault, lists};
use crate::diag::Span;
use crate::words;

/// Signs that writers take for the dash of a list.
const BULLETS: [char; 6] = ['*', '•', '·', '–', '—', '+'];

/// The slip of the line that begins at `start`, where it holds one of these.
pub(super) fn seen(text: &str, start: usize, line: &str) -> Option<Slip> {
    let above = text[..start]
        .lines()
        .rev()
        .find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    hard_space(line)
        .or_else(|| bullet(line))
        .or_else(|| glued_dash(line))
        .or_else(|| bracketed(line))
        .or_else(|| question(line))
        .or_else(|| above.and_then(|above| item(line, above)))
        .or_else(|| without_colon(line).filter(|_| line.contains('=')))
        .or_else(|| above.and_then(|above| continued(line, above)))
        .or_else(|| without_colon(line))
}

/// True for a line that is to blame by itself, whichever line the parser stopped at.
pub(super) fn is_slip(line: &str) -> bool {
    [hard_space, bullet, glued_dash, bracketed, without_colon].iter().any(|slip| slip(line).is_some())
}

/// `-park`: without a space the dash is part of the text, and a list becomes one long text.
pub(super) fn dash(text: &str, span: &Span) -> Option<Fault> {
    let end = span.end.min(text.len());
    let mut start = text[..span.start.min(end)].rfind('\n').map_or(0, |at| at + 1);
    for line in text[start..end].split_inclusive('\n') {
        let whole = text[start..].lines().next().unwrap_or_default();
        if let Some(slip) = hard_space(whole).or_else(|| glued_dash(whole)) {
            let place = start + indent(whole);
            return Some(slip.fault(place..place + 1, start));
        }
        start += line.len();
    }
    None
}

fn glued_dash(line: &str) -> Option<Slip> {
    let at = indent(line);
    line[at..].strip_prefix('-')?.starts_with(|c: char| c.is_alphabetic() || "{[\"'„".contains(c)).then(
        || {
            let message = words!("a dash needs a space after it", "po myślniku musi być spacja");
            Slip::rewritten(message, Rewritten::new(line, at + 1..at + 1, " ".to_owned()))
        },
    )
}

/// A hard space in the indentation, behind the dash of a list or behind the colon of a key: to YAML it is no space.
fn hard_space(line: &str) -> Option<Slip> {
    let at = line.find('\u{a0}')?;
    let (before, rest) = line.split_at(at);
    let bare = before.trim_start();
    let is_key = bare
        .trim_start_matches("- ")
        .strip_suffix(':')
        .is_some_and(|key| !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
    let length = rest.len() - rest.trim_start_matches(['\u{a0}', ' ']).len();
    (bare.is_empty() || bare == "-" || is_key).then(|| {
        let message = words!(
            "there is a hard space (of fixed width) where a plain one must be",
            "stoi tu twarda (nierozdzielająca) spacja, a musi być zwykła",
        );
        let spaces =
            if bare.is_empty() { " ".repeat(rest[..length].chars().count()) } else { " ".to_owned() };
        Slip::rewritten(message, Rewritten::new(line, at..at + length, spaces))
    })
}

/// `title = Spotkanie` from the first line on: to YAML all of it is one text.
pub(super) fn no_key(text: &str, span: &Span) -> Option<Fault> {
    let start = text[..span.start.min(text.len())].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    Some(without_colon(line).or_else(|| glued_colon(line))?.fault(start..start + line.len(), start))
}

/// `title: !Uwaga`: to YAML the word is the type of a value that is not there.
pub(super) fn tagged(text: &str, span: &Span) -> Option<Fault> {
    let at = span.start.min(text.len());
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let (_, value) = value_of(line).filter(|(_, value)| value.starts_with('!'))?;
    let place = start + line.find(value)?;
    Some(Slip::sign(line).fault(place..place + 1, start))
}

/// `title: &Co`: to YAML the word is a name for a value that nothing uses. `at` is where that value begins.
pub(super) fn anchored(text: &str, at: usize) -> Option<Fault> {
    let after = text.len().min(at + usize::from(text[at.min(text.len())..].starts_with('&')));
    let place = text[..after].rfind('&')?;
    let start = text[..place].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    Some(Slip::sign(line).fault(place..place + 1, start))
}

/// `tags: park` with `  - rzeka` below it: to YAML all of it is one text.
pub(super) fn run_on(text: &str, span: &Span) -> Option<Fault> {
    let end = span.end.min(text.len());
    let first = text[..span.start.min(end)].rfind('\n').map_or(0, |at| at + 1);
    let mut start = first;
    for line in text[first..end].split_inclusive('\n') {
        if start > first && line.trim_start().starts_with("- ") {
            let above = text[first..].lines().next().unwrap_or_default();
            let slip = match value_of(above).filter(|_| !above.trim_start().starts_with("- ")) {
                None => Slip::told(lists::unevenly(), lists::alike(indent(above))),
                Some((key, value)) => {
                    let key = key.trim();
                    Slip::told(
                        words!(
                            "this line is taken for a part of the text of `{key}`, not for an item of a list",
                            "ten wiersz zostanie wzięty za dalszy ciąg tekstu w `{key}`, a nie za pozycję listy",
                        ),
                        words!(
                            "leave `{key}:` alone on its line, and write `- {value}` below it, above this line; if it is no list, put the text of `{key}` in quotes",
                            "zostaw `{key}:` samo w wierszu, a pod nim, nad tym wierszem, wpisz `- {value}`; jeśli to nie lista, ujmij tekst w `{key}` w cudzysłów",
                        ),
                    )
                }
            };
            let place = start + indent(line);
            return Some(slip.fault(place..place + 1, start));
        }
        start += line.len();
    }
    None
}

/// `* park`
fn bullet(line: &str) -> Option<Slip> {
    let indent = indent(line);
    let sign = line[indent..].chars().next().filter(|sign| BULLETS.contains(sign))?;
    let rest = &line[indent + sign.len_utf8()..];
    rest.starts_with([' ', '\u{a0}']).then(|| {
        let message = words!("an item of a list begins with `-`", "pozycja listy zaczyna się od `-`");
        let after = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
        let span = indent..indent + sign.len_utf8() + after;
        Slip::rewritten(message, Rewritten::new(line, span, "- ".to_owned()))
    })
}

/// `title: [Pilne] Spotkanie`
fn bracketed(line: &str) -> Option<Slip> {
    let (_, value) = value_of(line)?;
    let close = match value.chars().next()? {
        '[' => ']',
        '{' => '}',
        _ => return None,
    };
    let (_, after) = value.split_once(close)?;
    after.trim_start().starts_with(char::is_alphanumeric).then(|| {
        let message = words!(
            "a value that begins with a bracket must stand in quotes",
            "wartość, która zaczyna się od nawiasu, musi stać w cudzysłowie",
        );
        Slip::quoted(message, line)
    })
}

/// `title: ? co dalej`
fn question(line: &str) -> Option<Slip> {
    let (_, value) = value_of(line)?;
    value.starts_with("? ").then(|| Slip::sign(line))
}

/// `   - x` below `  - y` or below a line of that item.
fn item(line: &str, above: &str) -> Option<Slip> {
    let (here, there) = (indent(line), indent(above));
    let is_item = line[here..].starts_with("- ");
    let inner = if above[there..].starts_with("- ") { there } else { there.checked_sub(2)? };
    (is_item && here > inner && here < inner + 2).then(|| {
        let surplus = here - inner;
        let message = words!(
            "this item of the list stands further in than the one above",
            "ta pozycja listy stoi głębiej niż poprzednia",
        );
        let hint = words!(
            "remove {surplus} of the spaces before `-`",
            "usuń zbędne spacje przed `-` (tyle: {surplus})",
        );
        Slip { message, hint: Some(hint), rewritten: Some(Rewritten::new(line, 0..surplus, String::new())) }
    })
}

/// A second line of text that is not indented below its key.
fn continued(line: &str, above: &str) -> Option<Slip> {
    let (key, value) = value_of(above)?;
    let bare = line.trim();
    let is_text = glued(line).is_none()
        && !bare.contains(": ")
        && !bare.ends_with(':')
        && !bare.starts_with(['-', '*', '#', '=']);
    let is_sentence = bare.contains(' ') || value.starts_with(['|', '>']);
    let inset = indent(line) > indent(above);
    (is_text && is_sentence && !inset && !value.is_empty()).then(|| {
        let key = key.trim().trim_start_matches("- ");
        let message = words!(
            "this line is neither `key: value` nor part of the text of `{key}`",
            "ten wiersz nie jest ani parą `pole: wartość`, ani dalszym ciągiem tekstu w `{key}`",
        );
        let hint = match value.starts_with(['|', '>']) {
            true => words!(
                "put two spaces before each line of the text of `{key}`",
                "przed każdym wierszem tekstu w `{key}` wstaw dwie spacje",
            ),
            false => words!(
                "if it is part of `{key}`, write `{key}: >`, and below it the whole text, each line behind two spaces",
                "jeśli to dalszy ciąg `{key}`, wpisz `{key}: >`, a pod spodem cały tekst, każdy wiersz po dwóch spacjach",
            ),
        };
        Slip::told(message, hint)
    })
}

/// `title Spotkanie` and `title = Spotkanie`
fn without_colon(line: &str) -> Option<Slip> {
    let (key, rest) = line.split_once([' ', '='])?;
    let value = rest.trim_start_matches([' ', '=']);
    let is_key = key.len() > 1 && key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    (is_key && !value.is_empty() && !line.contains(':')).then(|| {
        let message = words!("a key has a colon behind it", "po nazwie pola musi stać dwukropek");
        let span = key.len()..line.len() - value.len();
        Slip::rewritten(message, Rewritten::new(line, span, ": ".to_owned()))
    })
}

pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
