//! Rails: what lasts, drawn beside the rows of a list that fall into its time, in lanes where it overlaps.
//!
//! [`rails`] takes the rows in the order of the page and gives each span its lane: the lowest that is free from its
//! first row to its last (greedy colouring of intervals). Of more than [`LANES`] at once, the further ones share the
//! last lane; the words of a row always say its dates. [`classes`] says it to the style sheet, row by row.

use jiff::civil::Date;

use super::extent::{Edge, Extent};

/// Most lanes drawn.
pub(super) const LANES: usize = 4;

/// The letters of lanes in classes.
const LETTERS: [char; LANES] = ['a', 'b', 'c', 'd'];

/// A row of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// Its time; none for an undated row.
    pub(super) extent: Option<Extent>,
    /// True for a wide rail.
    pub(super) wide: bool,
}

/// A span beside rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Rail {
    /// Its own row.
    pub(super) row: usize,
    /// The first row beside it.
    pub(super) first: usize,
    /// The last row beside it.
    pub(super) last: usize,
    /// Its lane, from 0.
    pub(super) lane: usize,
    /// True when it shares the last lane for want of a free one.
    pub(super) folded: bool,
}

/// The rails of a list, in the order of their first rows. `today` ends what is open.
pub(super) fn rails(rows: &[Row], today: Date) -> Vec<Rail> {
    let day = |row: usize| rows.get(row).and_then(|row| row.extent).and_then(|extent| extent.day());
    let newest_first = runs_backwards(rows);
    let mut rails: Vec<Rail> = Vec::new();
    for (row, extent) in rows.iter().enumerate().filter_map(|(at, row)| Some((at, row.extent?))) {
        if !extent.lasts {
            continue;
        }
        let (from, to) = (extent.day(), extent.last_as_of(today));
        let inside = |at: &usize| day(*at).is_some_and(|day| Some(day) >= from && Some(day) <= to);
        let (first, last) = if newest_first {
            ((0..row).rev().take_while(inside).last().unwrap_or(row), row)
        } else {
            (row, (row + 1..rows.len()).take_while(inside).last().unwrap_or(row))
        };
        rails.push(Rail { row, first, last, lane: 0, folded: false });
    }
    rails.sort_by_key(|rail| (rail.first, std::cmp::Reverse(rail.last), rail.row));
    let mut ends: [Option<usize>; LANES] = [None; LANES];
    for rail in &mut rails {
        let free = ends.iter().position(|end| end.is_none_or(|end| end < rail.first));
        rail.folded = free.is_none();
        rail.lane = free.unwrap_or(LANES - 1);
        ends[rail.lane] = ends[rail.lane].max(Some(rail.last));
    }
    rails
}

/// True for rows that run from the newest to the oldest.
pub(super) fn runs_backwards(rows: &[Row]) -> bool {
    let mut days = rows.iter().filter_map(|row| row.extent).filter_map(|extent| extent.day());
    let first = days.next();
    first.is_some_and(|first| days.next_back().is_some_and(|last| last < first))
}

/// How many lanes a list needs.
pub(super) fn lanes(rails: &[Rail]) -> usize {
    rails.iter().map(|rail| rail.lane + 1).max().unwrap_or(0)
}

/// For each row the classes that draw the lanes beside it, and those that pass from the row above into it.
///
/// For lane `a`: `a` where a rail passes; with it `a-from` in its own row when the others follow, `a-to` when they
/// come before, `a-one` when there are none, `a-top` and `a-bottom` in the outermost of the others;
/// `a-vague` and `a-wide` say how it looks. `node-a` stands at a span's own row.
pub(super) fn classes(rows: &[Row], rails: &[Rail]) -> Vec<(String, String)> {
    let mut own: Vec<Vec<String>> = vec![Vec::new(); rows.len()];
    let mut above: Vec<Vec<String>> = vec![Vec::new(); rows.len()];
    let mut drawn: Vec<[bool; LANES]> = vec![[false; LANES]; rows.len()];
    for rail in rails {
        let letter = LETTERS[rail.lane];
        own[rail.row].push(format!("node-{letter}"));
        let looks: Vec<String> = looks(rows, rail).iter().map(|look| format!("{letter}-{look}")).collect();
        for row in rail.first..=rail.last {
            // Of rails that share a lane the one that came first is drawn.
            if std::mem::replace(&mut drawn[row][rail.lane], true) {
                continue;
            }
            own[row].push(letter.to_string());
            own[row].extend(looks.iter().cloned());
            own[row].extend(ends(rail, row).iter().map(|end| format!("{letter}-{end}")));
            if row > rail.first {
                above[row].push(letter.to_string());
                above[row].extend(looks.iter().cloned());
            }
        }
    }
    own.into_iter().zip(above).map(|(own, above)| (own.join(" "), above.join(" "))).collect()
}

/// How a rail looks along its whole length.
fn looks(rows: &[Row], rail: &Rail) -> Vec<&'static str> {
    let row = rows.get(rail.row);
    let extent = row.and_then(|row| row.extent);
    let vague = extent.is_some_and(|extent| extent.start == Edge::Vague && extent.end == Edge::Vague);
    let wide = row.is_some_and(|row| row.wide);
    [vague.then_some("vague"), wide.then_some("wide")].into_iter().flatten().collect()
}

/// Which ends of a rail fall into a row.
fn ends(rail: &Rail, row: usize) -> Vec<&'static str> {
    let here = rail.row == row;
    let (begins, closes) = (row == rail.first, row == rail.last);
    match (here, begins, closes) {
        (true, true, true) => vec!["one"],
        (true, true, false) => vec!["from"],
        (true, false, true) => vec!["to"],
        _ => [begins.then_some("top"), closes.then_some("bottom")].into_iter().flatten().collect(),
    }
}
