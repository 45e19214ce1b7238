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
    if let Some(fault) = misplaced(text, at) {
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
    let slip = slip.unwrap_or_else(|| explain(line, &error.info()));
    slip.fault(span, line_start)
}

/// A `key: value` line that stands further in than the finished `key: value` line above it.
fn misplaced(text: &str, at: usize) -> Option<Fault> {
    let mut start = 0;
    let mut above: Option<usize> = None;
    for line in text.split_inclusive('\n').take(text[..at].matches('\n').count() + 2) {
        let bare = line.trim();
        let indent = line.len() - line.trim_start_matches(' ').len();
        let is_key = value_of(line.trim_end()).is_some() && !bare.starts_with(['#', '-']);
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
                    "remove {surplus} of the spaces before `{key}`",
                    "usuń zbędne spacje przed `{key}` (tyle: {surplus})",
                )),
                fix: Some(Fix { span: start..start + surplus, text: String::new() }),
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
    if suspicious(line) {
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
        if suspicious(candidate) {
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
    fn tight(line: &str, span: Span, text: &str) -> Self {
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

/// Within braces or brackets: the line with each `#word` in quotes, so that it is no comment.
pub(super) fn quoted_hashes(line: &str) -> Option<Rewritten> {
    let open = line.find(['{', '['])?;
    let inside = line[open..].trim_end();
    let mut fixed = String::new();
    let mut rest = inside;
    while let Some(at) = rest.find('#') {
        let (head, tail) = rest.split_at(at);
        let end = tail[1..].find(|c: char| !c.is_alphanumeric()).map_or(tail.len(), |end| end + 1);
        let bare = end > 1 && head.ends_with([' ', '[', '{', ',']);
        fixed.push_str(head);
        fixed.push_str(&if bare { format!("\"{}\"", &tail[..end]) } else { tail[..end].to_owned() });
        rest = &tail[end..];
    }
    fixed.push_str(rest);
    (fixed != inside).then(|| Rewritten::tight(line, open..open + inside.len(), &fixed))
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

    pub(super) fn rewritten(message: Words, rewritten: Option<Rewritten>) -> Self {
        Self { message, hint: None, rewritten }
    }
}

fn explain(line: &str, parser_says: &str) -> Slip {
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
        return Slip::rewritten(message, quoted_value(line));
    }
    if ['"', '\''].iter().any(|quote| value.starts_with(*quote) && !closes(value, *quote)) {
        let message = words!(
            "the quotation mark that opens this value is never closed",
            "cudzysłów, który otwiera tę wartość, nie jest zamknięty",
        );
        return Slip::rewritten(message, quoted_value(line));
    }
    if let Some(quoted) = quoted_hashes(line) {
        let message = words!(
            "what begins with `#` inside braces must stand in quotes",
            "to, co w nawiasie zaczyna się od `#`, musi stać w cudzysłowie",
        );
        return Slip::rewritten(message, Some(quoted));
    }
    if (value.contains(": ") || value.ends_with(':')) && !value.starts_with(['{', '[']) {
        let message = words!(
            "a colon followed by a space, or at the end, must stand in quotes",
            "wartość z dwukropkiem i spacją po nim albo z dwukropkiem na końcu musi stać w cudzysłowie",
        );
        return Slip::rewritten(message, quoted_value(line));
    }
    if value.starts_with(['@', '`', '%', '*', '&', '!']) {
        let message = words!(
            "a value that begins with this sign must stand in quotes",
            "wartość, która zaczyna się od tego znaku, musi stać w cudzysłowie",
        );
        return Slip::rewritten(message, quoted_value(line));
    }
    if let Some((key, rest)) = glued(line) {
        let colon = line.find(':').map_or(0, |at| at + 1);
        return Slip {
            message: words!("a colon needs a space after it", "po dwukropku musi być spacja"),
            hint: Some(words!(
                "put a space after the colon: `{key}: {rest}`",
                "wstaw spację po dwukropku: `{key}: {rest}`",
            )),
            rewritten: Some(Rewritten::new(line, colon..colon, " ".to_owned())),
        };
    }
    if line.matches('{').count() > line.matches('}').count() {
        return Slip::told(
            words!(
                "a brace is opened on this line and not closed",
                "w tym wierszu otwarto nawias klamrowy i nie zamknięto go",
            ),
            words!("add `}}` at the end of the line", "dodaj `}}` na końcu wiersza"),
        );
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
        words!("this cannot be read ({parser_says})", "tego nie da się odczytać ({parser_says})"),
        words!(
            "check the indentation and the quotes of this line and the one above",
            "sprawdź wcięcia i cudzysłowy w tym wierszu i w wierszu nad nim",
        ),
    )
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
        return match rest.strip_suffix(mark) {
            Some(inner) => inner,
            None if rest.contains(mark) => value,
            None => rest,
        };
    }
    value
}
