//! What was probably meant: the candidates [`nearest`] to what was written, and the hints that name them.

use crate::words;
use crate::words::Words;

/// The candidates nearest to what was written, best first, at most three: for "did you mean".
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let fold = |text: &str| deunicode::deunicode(text).to_lowercase();
    let wanted = fold(written);
    // In a word of three letters, two slips leave nothing to tell it by.
    let limit = match wanted.chars().count() {
        0..=3 => 1,
        4..=8 => 2,
        length => length / 3,
    };
    let mut scored: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let folded = fold(candidate);
            let distance = edit_distance(&wanted, &folded, limit);
            let related = wanted.len() >= 4
                && (folded.contains(&wanted) || wanted.contains(&folded))
                && folded.len() >= 3;
            match distance {
                Some(distance) => Some((distance, candidate)),
                None if related => Some((limit + 1, candidate)),
                None => None,
            }
        })
        .collect();
    scored.sort();
    scored.dedup();
    scored.into_iter().take(3).map(|(_, candidate)| candidate).collect()
}

/// True when one text is a slip of the pen for the other: capitals and Polish marks apart, a letter differs, or two of a
/// longer word.
pub fn is_slip(written: &str, meant: &str) -> bool {
    let fold = |text: &str| deunicode::deunicode(text).to_lowercase();
    let (written, meant) = (fold(written), fold(meant));
    let shorter = written.chars().count().min(meant.chars().count());
    let limit = match shorter {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    edit_distance(&written, &meant, limit).is_some()
}

/// Edits (insert, delete, replace, swap of neighbours: optimal string alignment) between two texts; `None`
/// above `limit`.
fn edit_distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|distance| *distance <= limit)
}

/// `a`, `b` or `c`, each in backticks: for hints.
pub fn quoted_list<'a>(items: impl IntoIterator<Item = &'a str>) -> Words {
    let items: Vec<String> = items.into_iter().map(|item| format!("`{item}`")).collect();
    match items.as_slice() {
        [] => Words::same(""),
        [one] => Words::same(one),
        [head @ .., last] => {
            let head = head.join(", ");
            words!("{head} or {last}", "{head} lub {last}")
        }
    }
}

/// The hint that something else was meant, `None` where nothing is near.
pub fn did_you_mean<'a>(near: impl IntoIterator<Item = &'a str>) -> Option<Words> {
    let list = quoted_list(near);
    (!list.is_empty()).then(|| words!("did you mean {list}?", "czy chodziło o {list}?", list))
}

/// The hint that names everything possible.
pub fn possible<'a>(all: impl IntoIterator<Item = &'a str>) -> Words {
    let list = quoted_list(all);
    words!("possible are {list}", "możliwe są: {list}", list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_slips_and_nothing_far() {
        assert_eq!(nearest("tilte", ["title", "tags", "when"]), ["title"]);
        assert_eq!(nearest("kielce-2042", ["kielce-2024", "konin"]), ["kielce-2024"]);
        assert_eq!(nearest("Lodz", ["Łódź", "Konin"]), ["Łódź"]);
        assert!(nearest("qwertyuiop", ["title", "when"]).is_empty());
        assert!(nearest("k0", ["id", "day"]).is_empty(), "what has no letter in common is not near");
        assert_eq!(nearest("dya", ["id", "day"]), ["day"]);
    }
}
