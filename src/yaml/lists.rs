//! Slips of lists that show only beside their neighbours: keys of one item that do not begin below each other, items
//! indented unevenly, items in braces without a dash. Entry point: [`seen`].

use super::Fault;
use super::explain::{Rewritten, Slip, value_of};
use super::slips::indent;
use crate::words;
use crate::words::Words;

/// The slip of the line that begins at `start`, where the parser stopped.
pub(super) fn seen(text: &str, start: usize) -> Option<Fault> {
    let line = text[start..].lines().next().unwrap_or_default();
    let above: Vec<&str> = text[..start].lines().rev().filter(|line| !is_empty(line)).collect();
    let slip =
        askew(line, &above).or_else(|| uneven(line, &above)).or_else(|| comma(line)).or_else(|| round(line));
    if let Some(slip) = slip {
        let place = start + indent(line);
        return Some(slip.fault(place..start + line.trim_end().len(), start));
    }
    without_dash(text, start)
}

fn is_empty(line: &str) -> bool {
    line.trim().is_empty() || line.trim_start().starts_with('#')
}

fn is_item(line: &str) -> bool {
    line.trim_start().starts_with("- ")
}

/// `role:` that does not begin below the `person:` of its item.
fn askew(line: &str, above: &[&str]) -> Option<Slip> {
    let (key, _) = value_of(line.trim_end()).filter(|_| !is_item(line))?;
    let here = indent(line);
    let at = above.iter().position(|line| is_item(line))?;
    let item = above[at];
    let dash = indent(item);
    let (first, value) = value_of(item.trim_end())?;
    let column = first.len() - first.trim_start_matches([' ', '-']).len();
    let between = &above[..at];
    let parent = above[at..].iter().find(|line| !is_item(line) && indent(line) <= dash);
    let too_left = here >= dash && here < column && parent.is_some_and(|parent| indent(parent) < here);
    // Further in, a line may belong to a key that has no value of its own.
    let last = between.first().and_then(|line| value_of(line.trim_end())).map_or(value, |(_, value)| value);
    let too_right = here > column && !last.is_empty() && between.iter().all(|line| indent(line) == column);
    (too_left || too_right).then(|| {
        let (key, first) = (key.trim(), first.trim_start_matches([' ', '-']));
        let message = words!(
            "`{key}` does not begin right below `{first}`, though it belongs to the same item",
            "`{key}` nie zaczyna się równo pod `{first}`, choć należy do tej samej pozycji listy",
        );
        let hint = words!(
            "line up `{key}` with `{first}`: spaces before `{key}`: {column}",
            "wyrównaj `{key}` do `{first}`: liczba spacji przed `{key}` to {column}",
        );
        Slip::told(message, hint)
    })
}

/// ` - x` below `  - y`.
fn uneven(line: &str, above: &[&str]) -> Option<Slip> {
    let here = indent(line);
    let list: Vec<&&str> = above.iter().take_while(|line| is_item(line) || indent(line) > 0).collect();
    let there = list.iter().find(|line| is_item(line)).map(|line| indent(line))?;
    let fits = list.iter().any(|line| is_item(line) && indent(line) == here);
    (is_item(line) && here < there && !fits).then(|| Slip::told(unevenly(), alike(there)))
}

pub(super) fn unevenly() -> Words {
    words!(
        "this item of the list is not indented like the one above",
        "ta pozycja listy ma inne wcięcie niż poprzednia",
    )
}

pub(super) fn alike(spaces: usize) -> Words {
    words!(
        "indent all items alike: spaces before each `-`: {spaces}",
        "daj wszystkim pozycjom takie samo wcięcie: liczba spacji przed każdym `-` to {spaces}",
    )
}

/// `- {person: Jan},`
fn comma(line: &str) -> Option<Slip> {
    let bare = line.trim_end();
    let ends = ["},", "],", "\",", "',"].iter().any(|end| bare.ends_with(end));
    (is_item(line) && ends).then(|| {
        let message =
            words!("an item of the list ends with a comma", "pozycja listy kończy się przecinkiem",);
        Slip::rewritten(message, Rewritten::new(line, bare.len() - 1..bare.len(), String::new()))
    })
}

/// `- (person: Jan, role: speaker)`
fn round(line: &str) -> Option<Slip> {
    let bare = line.trim();
    let inner = bare.strip_prefix("- (")?.strip_suffix(')')?;
    inner.contains(": ").then(|| {
        let message = words!(
            "the keys of an item stand in braces `{{ }}`, not in round brackets",
            "pola jednej pozycji stoją w nawiasach klamrowych `{{ }}`, nie okrągłych",
        );
        let open = indent(line) + 2;
        let text = format!("{{{inner}}}");
        Slip::rewritten(message, Rewritten::new(line, open..open + inner.len() + 2, text))
    })
}

/// Lines of `{…}` below each other: the place is that of the first.
fn without_dash(text: &str, start: usize) -> Option<Fault> {
    let in_braces = |line: &str| line.trim_start().starts_with('{');
    let line = text[start..].lines().next().unwrap_or_default();
    if !in_braces(line) {
        return None;
    }
    let mut first = start;
    for line in text[..start].split_inclusive('\n').rev().take_while(|line| in_braces(line)) {
        first -= line.len();
    }
    let line = text[first..].lines().next().unwrap_or_default();
    let message = words!("an item of a list begins with `-`", "pozycja listy zaczyna się od `-`");
    let hint = words!("put `- ` before each `{{`", "wstaw `- ` przed każdym `{{`");
    let place = first + indent(line);
    (first < start).then(|| Slip::told(message, hint).fault(place..first + line.trim_end().len(), first))
}
