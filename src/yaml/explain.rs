//! Explains the parser's errors: which line is to blame, which slip it holds, and what to paste instead.

use super::{Fault, FaultKind, quote};
use crate::diag::{Fix, Span};
use crate::words;
use crate::words::Words;

/// Turns the parser's error into a fault whose hint fits the slip that most likely caused it.
pub(super) fn syntax_fault(text: &str, error: &granit_parser::ScanError) -> Fault {
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let at = crate::diag::floor_char_boundary(text, at);
    if error.info().contains("recursion limit") {
        let length = text[at..].chars().next().map_or(0, char::len_utf8);
        return super::too_much(at..at + length);
    }
    if let Some(fault) = super::brackets::unclosed(text, at).or_else(|| misplaced(text, at)) {
        return fault;
    }
    if let Some(fault) = escaped(text, at, &error.info()) {
        return fault;
    }
    let here = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    if let Some(fault) = super::lists::seen(text, here) {
        return fault;
    }
    let (line_start, line) = guilty_line(text, at);
    let tab = line.trim_start_matches(' ').starts_with('\t');
    let span = if !tab && at >= line_start && at < line_start + line.len() {
        at..at + text[at..].chars().next().map_or(0, char::len_utf8)
    } else {
        let indent = if tab { line.find('\t').unwrap_or(0) } else { line.len() - line.trim_start().len() };
        line_start + indent..line_start + line.trim_end().len()
    };
    let slip = super::slips::seen(text, line_start, line);
    let next = text[line_start + line.len()..].lines().nth(1);
    slip.unwrap_or_else(|| explain(line)).unless_it_goes_on(line, next).fault(span, line_start)
}

/// `"C:\Users\x"`: within double quotes a backslash and what follows it stand for another sign.
fn escaped(text: &str, at: usize, parser_says: &str) -> Option<Fault> {
    let is_escape = ["escape", "hexadecimal"].iter().any(|word| parser_says.contains(word));
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let backslash = line.find('\\').filter(|_| is_escape)?;
    let text = value_of(line).and_then(|(_, value)| value.strip_prefix('"')?.strip_suffix('"'));
    let message = words!(
        "a backslash has a special meaning in double quotes",
        "ukośnik wsteczny (`\\`) ma w zwykłym cudzysłowie specjalne znaczenie",
    );
    let hint = match text.filter(|text| !text.contains(['\'', '"'])) {
        Some(text) => words!("write it in single quotes: `'{text}'`", "wpisz to w apostrofach: `'{text}'`"),
        None => in_single_quotes(),
    };
    Some(Slip::told(message, hint).fault(start + backslash..start + backslash + 1, start))
}

/// A `key: value` line that stands further in than the finished `key: value` line above it.
fn misplaced(text: &str, at: usize) -> Option<Fault> {
    let mut start = 0;
    let blocks = super::brackets::block_lines(text);
    let mut above: Option<usize> = None;
    for line in text.split_inclusive('\n').take(text[..at].matches('\n').count() + 2) {
        let bare = line.trim();
        let indent = line.len() - line.trim_start_matches(' ').len();
        let is_key =
            value_of(line.trim_end()).is_some() && !blocks.contains(&start) && !bare.starts_with(['#', '-']);
        if is_key && above.is_some_and(|above| indent > above) {
            let surplus = indent - above.unwrap_or(0);
            let key = bare.split(':').next().unwrap_or(bare);
            return Some(Fault {
                kind: FaultKind::Syntax,
                span: start..start + line.trim_end().len(),
                message: words!(
                    "this line begins with more spaces than the one it follows",
                    "ten wiersz zaczyna się większą liczbą spacji niż poprzedni",
                ),
                hint: Some(words!(
                    "remove {surplus} of the spaces before `{key}`; if the line belongs to the text above it, put that whole text in quotes",
                    "usuń zbędne spacje przed `{key}` (tyle: {surplus}); jeśli ten wiersz to dalszy ciąg tekstu, ujmij cały ten tekst w cudzysłów",
                )),
                fix: None,
            });
        }
        if !bare.is_empty() && !bare.starts_with('#') {
            let finished = value_of(line.trim_end()).is_some_and(|(_, value)| {
                !value.is_empty() && !value.starts_with(['|', '>', '[', '{', '&', '"', '\''])
            });
            above = (is_key && finished).then_some(indent);
        }
        start += line.len();
    }
    None
}

/// The line to blame. When that of the error looks sound, it is one before (the parser notices an open quote
/// only where the next key begins), or the next one where that begins with a tab.
fn guilty_line(text: &str, at: usize) -> (usize, &str) {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let blocks = super::brackets::block_lines(text);
    if suspicious(line) && !blocks.contains(&start) {
        return (start, line);
    }
    let after = text[start..].find('\n').map_or(text.len(), |newline| start + newline + 1);
    let next = text[after..].lines().next().unwrap_or_default();
    if next.starts_with('\t') {
        return (after, next);
    }
    let mut end = start;
    while end > 0 {
        let previous = text[..end - 1].rfind('\n').map_or(0, |newline| newline + 1);
        let candidate = text[previous..end - 1].trim_end_matches('\r');
        if suspicious(candidate) && !blocks.contains(&previous) {
            return (previous, candidate);
        }
        end = previous;
    }
    (start, line)
}

/// True for a line that holds one of the slips [`explain`] knows.
fn suspicious(line: &str) -> bool {
    line.starts_with('\t')
        || super::slips::is_slip(line)
        || glued(line).is_some()
        || value_of(line).is_some_and(|(_, value)| {
            let unclosed = |quote: char| value.starts_with(quote) && !closes(value, quote);
            unclosed('"')
                || unclosed('\'')
                || (value.contains(": ") || value.ends_with(':')) && !value.starts_with(['"', '\'', '{', '['])
                || value.starts_with(['@', '`', '%', '*', '&', '!'])
        })
}

/// True when the quoted value ends with its own closing quote and nothing after it.
fn closes(value: &str, quote: char) -> bool {
    let inner = &value[1..];
    match inner.find(quote) {
        Some(at) => {
            let rest = inner[at + 1..].trim_start();
            rest.is_empty() || rest.starts_with('#') || rest.starts_with([',', '}', ']'])
        }
        None => false,
    }
}

/// A line as it should be, by a change of one stretch of it.
pub(super) struct Rewritten {
    line: String,
    /// What is replaced, in bytes of the line as it was.
    span: Span,
    text: String,
}

impl Rewritten {
    pub(super) fn new(line: &str, span: Span, text: String) -> Self {
        Self { line: format!("{}{text}{}", &line[..span.start], &line[span.end..]), span, text }
    }

    /// The same, replacing no more than what differs.
    pub(super) fn tight(line: &str, span: Span, text: &str) -> Self {
        let old = &line[span.clone()];
        let same = |(a, b): &(char, char)| a == b;
        let head: usize = old.chars().zip(text.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let ends = old[head..].chars().rev().zip(text[head..].chars().rev());
        let tail: usize = ends.take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let text = text[head..text.len() - tail].to_owned();
        Self::new(line, span.start + head..span.end - tail, text)
    }

    /// What to type.
    pub(super) fn hint(&self) -> Words {
        let line = self.line.trim();
        words!("write `{line}`", "wpisz `{line}`")
    }

    /// The change, of a text in which the line begins at `start`.
    pub(super) fn fix(self, start: usize) -> Fix {
        Fix { span: self.span.start + start..self.span.end + start, text: self.text }
    }
}

/// Where the value of a `key: value`, `- value` or `- key: value` line begins.
pub(super) fn value_at(line: &str) -> usize {
    if let Some((key, _)) = value_of(line) {
        let after = key.len() + 1;
        return after + line[after..].len() - line[after..].trim_start().len();
    }
    line.len() - line.trim_start_matches(['-', ' ']).len()
}

pub(super) fn in_quotes() -> Words {
    words!("put the whole value in quotes", "ujmij całą wartość w cudzysłów")
}

pub(super) fn in_single_quotes() -> Words {
    words!(
        "put the whole value in single quotes: `'…'`",
        "ujmij całą wartość w pojedyncze cudzysłowy (apostrofy): `'…'`",
    )
}

/// What is wrong with a line, and the way out: in words, or as the line should be.
pub(super) struct Slip {
    pub(super) message: Words,
    pub(super) hint: Option<Words>,
    pub(super) rewritten: Option<Rewritten>,
}

impl Slip {
    /// The fault, at a place of a text in which the line begins at `start`.
    pub(super) fn fault(self, span: Span, start: usize) -> Fault {
        let Self { message, hint, rewritten } = self;
        let hint = hint.or_else(|| rewritten.as_ref().map(Rewritten::hint));
        let fix = rewritten.map(|rewritten| rewritten.fix(start));
        Fault { kind: FaultKind::Syntax, span, message, hint, fix }
    }

    pub(super) fn told(message: Words, hint: Words) -> Self {
        Self { message, hint: Some(hint), rewritten: None }
    }

    pub(super) fn rewritten(message: Words, rewritten: Rewritten) -> Self {
        Self { message, hint: None, rewritten: Some(rewritten) }
    }

    /// A slip whose way out is quotes around the value of the line. Backslashes are left to the writer.
    pub(super) fn quoted(message: Words, line: &str) -> Self {
        match quoted_value(line) {
            Some(_) if line.contains('\\') => Self::told(message, in_single_quotes()),
            Some(rewritten) => Self::rewritten(message, rewritten),
            None => Self::told(message, in_quotes()),
        }
    }

    /// A value that begins with a sign that means something to YAML.
    pub(super) fn sign(line: &str) -> Self {
        let message = words!(
            "a value that begins with this sign must stand in quotes",
            "wartość, która zaczyna się od tego znaku, musi stać w cudzysłowie",
        );
        Self::quoted(message, line)
    }

    /// Told in words only where the value goes on in the next lines: where it ends, only the writer knows.
    fn unless_it_goes_on(self, line: &str, next: Option<&str>) -> Self {
        let opened = value_of(line).is_some_and(|(_, value)| value.starts_with(['"', '\'']));
        let column = line.len() - line.trim_start_matches([' ', '-']).len();
        let goes_on = next.is_some_and(|next| {
            let inset = next.len() - next.trim_start_matches(' ').len();
            let other = value_of(next).is_some() || next.trim_start().starts_with("- ");
            if next.trim().is_empty() { opened } else { inset > column || opened && !other }
        });
        let quotes = self.rewritten.as_ref().is_some_and(|rewritten| {
            rewritten.span.start == value_at(line) && rewritten.text.ends_with(['"', '\''])
        });
        if !(goes_on && quotes) {
            return self;
        }
        let hint = match opened {
            true => words!(
                "put the closing quotation mark where the value ends",
                "wstaw cudzysłów zamykający tam, gdzie kończy się wartość",
            ),
            false => words!(
                "put the whole value, all of its lines, in quotes",
                "ujmij w cudzysłów całą wartość, ze wszystkimi jej wierszami",
            ),
        };
        Self::told(self.message, hint)
    }
}

fn explain(line: &str) -> Slip {
    let value = value_of(line).map(|(_, value)| value).unwrap_or_default();
    if line.trim_start_matches(' ').starts_with('\t') {
        return Slip::told(
            words!(
                "a tab is not allowed at the start of a line here",
                "na początku wiersza nie może tu stać tabulator",
            ),
            words!("indent with spaces, two for each step", "rób wcięcia spacjami, po dwie na każdy poziom"),
        );
    }
    if value.starts_with('"') && !closes(value, '"') && value[1..].contains('"') {
        let message = words!(
            "a quotation mark inside the value ends it too early",
            "cudzysłów wewnątrz wartości kończy ją za wcześnie",
        );
        return Slip::quoted(message, line);
    }
    if ['"', '\''].iter().any(|quote| value.starts_with(*quote) && !closes(value, *quote)) {
        let message = words!(
            "the quotation mark that opens this value is never closed",
            "cudzysłów, który otwiera tę wartość, nie jest zamknięty",
        );
        return Slip::quoted(message, line);
    }
    if let Some(quoted) = super::hashes::quoted_hashes(line) {
        let message = words!(
            "what begins with `#` inside braces must stand in quotes",
            "to, co w nawiasie zaczyna się od `#`, musi stać w cudzysłowie",
        );
        return Slip::rewritten(message, quoted);
    }
    if (value.contains(": ") || value.ends_with(':')) && !value.starts_with(['{', '[']) {
        let message = words!(
            "a colon followed by a space, or at the end, must stand in quotes",
            "wartość z dwukropkiem i spacją po nim albo z dwukropkiem na końcu musi stać w cudzysłowie",
        );
        return Slip::quoted(message, line);
    }
    if value.starts_with(['@', '`', '%', '*', '&', '!']) {
        return Slip::sign(line);
    }
    if let Some(slip) = glued_colon(line) {
        return slip;
    }
    if line.contains('{') && line.matches(": ").count() > line.matches(", ").count() + 1 {
        return Slip::told(
            words!(
                "a colon inside braces must stand in quotes",
                "wartość z dwukropkiem w nawiasach klamrowych musi stać w cudzysłowie",
            ),
            words!(
                "put the value that has a colon in quotes: `{{title: \"Warsztat: plac\", …}}`",
                "ujmij wartość z dwukropkiem w cudzysłów: `{{title: \"Warsztat: plac\", …}}`",
            ),
        );
    }
    if !line.trim().is_empty() && !line.contains(':') && !line.trim_start().starts_with('-') {
        return Slip::told(
            words!(
                "this line is neither `key: value` nor part of a list",
                "ten wiersz nie jest ani parą `pole: wartość`, ani częścią listy",
            ),
            words!(
                "write `key: value`; text that goes on over several lines begins with `key: >` and is indented",
                "wpisz `pole: wartość`; tekst na kilka wierszy zacznij od `pole: >` i daj wcięcie",
            ),
        );
    }
    Slip::told(
        words!("this line cannot be read", "tego wiersza nie da się odczytać"),
        words!(
            "check this line and the one above: each begins with as many spaces as its neighbours, each quotation mark and bracket is closed, a colon has a space after it",
            "sprawdź ten wiersz i wiersz nad nim: czy mają takie wcięcia jak sąsiednie, czy każdy cudzysłów i nawias jest zamknięty i czy po dwukropku jest spacja",
        ),
    )
}

/// `when:2024-06-07`
pub(super) fn glued_colon(line: &str) -> Option<Slip> {
    let (key, rest) = glued(line)?;
    let colon = line.find(':')? + 1;
    Some(Slip {
        message: words!("a colon needs a space after it", "po dwukropku musi być spacja"),
        hint: Some(words!(
            "put a space after the colon: `{key}: {rest}`",
            "wstaw spację po dwukropku: `{key}: {rest}`",
        )),
        rewritten: Some(Rewritten::new(line, colon..colon, " ".to_owned())),
    })
}

/// Key and value of a line whose colon has no space after it.
pub(super) fn glued(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = line.trim().split_once(':')?;
    let plausible = !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    (plausible && !rest.is_empty() && !rest.starts_with([' ', '/'])).then_some((key, rest.trim()))
}

/// Key and value of a `key: value` or `- key: value` line.
pub(super) fn value_of(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let bare = key.trim_start().trim_start_matches("- ").trim();
    let plausible = !bare.is_empty() && bare.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    let value_alone = value.split_once(" # ").map_or(value, |(value, _)| value);
    (plausible && (value.is_empty() || value.starts_with(' '))).then(|| (key, value_alone.trim()))
}

/// The line with its value in quotes.
pub(super) fn quoted_value(line: &str) -> Option<Rewritten> {
    let (key, value) = value_of(line)?;
    let start = key.len() + 1 + line[key.len() + 1..].find(value)?;
    Some(Rewritten::new(line, start..start + value.len(), quote(bare(value), true)))
}

/// A value without the quotes around it: both, or one whose other half is missing.
fn bare(value: &str) -> &str {
    for mark in ['"', '\''] {
        let Some(rest) = value.strip_prefix(mark) else { continue };
        // `"Anna" i "Jan"`: what the first mark opens, the second one closes.
        let mut after = rest.split_once(mark).map_or("", |(_, after)| after).chars();
        let closed =
            rest.find(mark).is_some_and(|at| !rest[..at].ends_with(' ') && after.next() == Some(' '));
        return match rest.strip_suffix(mark).filter(|_| !closed) {
            Some(inner) => inner,
            None if rest.contains(mark) => value,
            None => rest,
        };
    }
    value
}
