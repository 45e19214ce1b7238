//! Brackets that are opened and not closed. The parser notices one only where a later line does not fit; the writer has
//! to be sent to the line that holds it. Entry point: [`unclosed`].

use super::explain::{Slip, value_at, value_of};
use super::{Fault, slips::indent};
use crate::words;

/// The first bracket above the place of an error, or on its line, that begins a value and is not closed.
pub(super) fn unclosed(text: &str, error: usize) -> Option<Fault> {
    let mut start = 0;
    let mut block: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        if start > error {
            return None;
        }
        let bare = line.trim();
        let in_block = block.is_some_and(|key| bare.is_empty() || indent(line) > key);
        if !in_block {
            block = None;
            let begins = value_at(line.trim_end());
            let value = line[begins..].trim();
            if value.starts_with(['|', '>']) && value_of(line.trim_end()).is_some() {
                block = Some(indent(line));
            }
            if value.starts_with(['[', '{']) {
                let place = start + begins;
                if let Some(slip) = closing(&text[place..], indent(line)) {
                    return Some(slip.fault(place..place + 1, start));
                }
            }
        }
        start += line.len();
    }
    None
}

/// Why the bracket that this text begins with is not closed, if it is not. A line that stands no deeper than that of the
/// bracket (`depth` spaces) and is a `key:` or an item of a list is outside of it.
fn closing(text: &str, depth: usize) -> Option<Slip> {
    let mut open = Vec::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let outside = value_of(line.trim_end()).is_some() || line.trim_start().starts_with("- ");
        if number > 0 && outside && indent(line) <= depth {
            break;
        }
        let mut quote: Option<char> = None;
        let mut before = ' ';
        for sign in line.chars() {
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
                        return None;
                    }
                }
                _ => {}
            }
            before = sign;
        }
        if quote.is_some() {
            return Some(Slip::told(
                words!(
                    "a quotation mark within these brackets is opened and not closed",
                    "w tym nawiasie otwarto cudzysłów i nie zamknięto go",
                ),
                words!(
                    "put the closing quotation mark where the quoted text ends",
                    "wstaw cudzysłów zamykający tam, gdzie kończy się ujęty w niego tekst",
                ),
            ));
        }
    }
    let mark = if open.last() == Some(&'{') { '}' } else { ']' };
    Some(Slip::told(
        words!(
            "a bracket is opened on this line and not closed",
            "w tym wierszu otwarto nawias i nie zamknięto go",
        ),
        words!(
            "close the bracket with `{mark}`; if it is part of a text, put the whole value in quotes",
            "zamknij nawias znakiem `{mark}`; jeśli należy do tekstu, ujmij całą wartość w cudzysłów",
        ),
    ))
}
