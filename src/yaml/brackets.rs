//! Brackets that are opened and not closed. The parser notices one only where a later line does not fit; the writer has
//! to be sent to the line that holds it. Entry point: [`unclosed`].

use std::collections::BTreeSet;

use super::explain::{Slip, value_at, value_of};
use super::{Fault, slips::indent};
use crate::words;

/// The first bracket above the place of an error, or on its line, that begins a value and is not closed.
pub(super) fn unclosed(text: &str, error: usize) -> Option<Fault> {
    let blocks = block_lines(text);
    let mut start = 0;
    let mut closed = 0;
    for line in text.split_inclusive('\n') {
        if start > error {
            return None;
        }
        if start >= closed && !blocks.contains(&start) {
            let begins = value_at(line.trim_end());
            if line[begins..].starts_with(['[', '{']) {
                let place = start + begins;
                match closing(&text[place..], indent(line)) {
                    Err(slip) => return Some(slip.fault(place..place + 1, start)),
                    Ok(length) => closed = place + length,
                }
            }
        }
        start += line.len();
    }
    None
}

/// Where the lines begin that are text below `key: |` or `key: >`.
pub(super) fn block_lines(text: &str) -> BTreeSet<usize> {
    let mut lines = BTreeSet::new();
    let mut block: Option<usize> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if block.is_some_and(|key| line.trim().is_empty() || indent(line) > key) {
            lines.insert(start);
        } else {
            let opens = value_of(line.trim_end()).is_some_and(|(_, value)| value.starts_with(['|', '>']));
            block = opens.then(|| indent(line));
        }
        start += line.len();
    }
    lines
}

/// How far the bracket reaches that this text begins with, or why it is not closed. A line that stands no deeper than that of the
/// bracket (`depth` spaces) and is a `key:` or an item of a list is outside of it.
fn closing(text: &str, depth: usize) -> Result<usize, Box<Slip>> {
    let mut length = 0;
    let mut quote: Option<char> = None;
    let mut open = Vec::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let outside = value_of(line.trim_end()).is_some() || line.trim_start().starts_with("- ");
        if number > 0 && outside && indent(line) <= depth {
            break;
        }
        let mut before = ' ';
        for sign in line.chars() {
            length += sign.len_utf8();
            match (quote, sign) {
                (Some(mark), _) if mark == sign && before != '\\' => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',') => quote = Some(sign),
                (None, '[' | '{') => open.push(sign),
                (None, ']' | '}') => {
                    let opened = if sign == ']' { '[' } else { '{' };
                    if open.last() == Some(&opened) {
                        open.pop();
                    }
                    if open.is_empty() {
                        return Ok(length);
                    }
                }
                _ => {}
            }
            before = sign;
        }
    }
    if quote.is_some() {
        return Err(Box::new(Slip::told(
            words!(
                "a quotation mark within these brackets is opened and not closed",
                "w tym nawiasie otwarto cudzysłów i nie zamknięto go",
            ),
            words!(
                "put the closing quotation mark where the quoted text ends",
                "wstaw cudzysłów zamykający tam, gdzie kończy się ujęty w niego tekst",
            ),
        )));
    }
    let mark = if open.last() == Some(&'{') { '}' } else { ']' };
    Err(Box::new(Slip::told(
        words!(
            "a bracket is opened on this line and not closed",
            "w tym wierszu otwarto nawias i nie zamknięto go",
        ),
        words!(
            "close the bracket with `{mark}`; if it is part of a text, put the whole value in quotes",
            "zamknij nawias znakiem `{mark}`; jeśli należy do tekstu, ujmij całą wartość w cudzysłów",
        ),
    )))
}
