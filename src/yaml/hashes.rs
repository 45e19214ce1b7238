//! A `#` within a value: to YAML it begins a comment where a space or a bracket stands before it.
//! Entry points: [`kept_hash`] and [`quoted_hashes`].

use super::explain::{Rewritten, in_quotes, in_single_quotes, quoted_value, value_at};
use crate::words;
use crate::words::Words;

/// What to type so that the `#word` at this byte of a line is kept.
pub(super) fn kept_hash(line: &str, at: usize) -> Words {
    let before = line[..at].trim_end();
    let value = value_at(before);
    let rest = &before[value..];
    let whole_quote =
        ['"', '\''].iter().any(|quote| rest.starts_with(*quote) && rest.len() > 1 && rest.ends_with(*quote));
    if rest.starts_with(['[', '{']) && !is_balanced(rest) {
        return quoted_hashes(line).map_or_else(in_quotes, |rewritten| rewritten.hint());
    }
    if rest.starts_with(['[', '{']) || whole_quote {
        let comment = line[at + 1..].trim();
        return words!(
            "if it is a comment, put a space after `#`: `# {comment}`; if it belongs to the value, move it into the brackets or quotes",
            "jeśli to komentarz, wstaw spację po `#`: `# {comment}`; jeśli należy do wartości, przenieś to do wnętrza nawiasu lub cudzysłowu",
        );
    }
    match quoted_value(line) {
        Some(rewritten) if !line.contains('\\') => rewritten.hint(),
        Some(_) => in_single_quotes(),
        None => in_quotes(),
    }
}

/// True when every bracket of a text is closed in it.
fn is_balanced(text: &str) -> bool {
    text.matches(['[', '{']).count() <= text.matches([']', '}']).count()
}

/// A value that begins with a bracket: the line with each part that begins with `#` in quotes, so that it is no comment.
pub(super) fn quoted_hashes(line: &str) -> Option<Rewritten> {
    let open = value_at(line);
    let inside = line[open..].trim_end();
    if !inside.starts_with(['[', '{']) {
        return None;
    }
    let mut fixed = String::new();
    let mut rest = inside;
    while let Some(at) = rest.find('#') {
        let (head, tail) = rest.split_at(at);
        let end = tail.find([',', ']', '}']).unwrap_or(tail.len());
        let part = tail[..end].trim_end();
        let is_word = part[1..].starts_with(char::is_alphanumeric) && !part.contains(['"', '\\']);
        fixed.push_str(head);
        if is_word && head.trim_end().ends_with(['[', '{', ',', ':']) {
            fixed.push_str(&format!("\"{part}\""));
        } else if head.ends_with([' ', '[', '{', ',']) {
            return None;
        } else {
            fixed.push_str(part);
        }
        rest = &tail[part.len()..];
    }
    fixed.push_str(rest);
    (fixed != inside).then(|| Rewritten::tight(line, open..open + inside.len(), &fixed))
}
