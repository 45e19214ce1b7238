//! Cross-reference tables (ISO 32000-1 §7.5.4) and streams (§7.5.8): where objects lie in the file.

use super::object::{Dict, Lexer, Object};
use super::{Reader, inflated};

/// The length of a line of a table.
const LINE: u64 = 20;

/// Where an object lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At a byte of the file.
    At(u64),
    /// In the stream of objects with this number.
    Within(u32),
}

/// A part of the cross-references.
#[derive(Debug)]
pub(super) enum Section {
    /// Lines of a table: the number of the first object, how many, and where the lines begin.
    Lines(u64, u64, u64),
    /// Rows of a stream: the number of the first object, the widths of the three fields, the rows.
    Rows(u64, [usize; 3], Vec<u8>),
}

/// The sections that begin at a byte of the file, and their trailer.
pub(super) fn sections(at: u64, reader: &mut Reader<'_>) -> Option<(Vec<Section>, Dict)> {
    let start = reader.read(at, 64)?;
    if Lexer::new(&start, 0).word(b"xref") { table(at, reader) } else { stream(at, reader) }
}

fn table(at: u64, reader: &mut Reader<'_>) -> Option<(Vec<Section>, Dict)> {
    let mut found = Vec::new();
    let mut at = at;
    loop {
        let bytes = reader.read(at, 2048)?;
        let mut lexer = Lexer::new(&bytes, 0);
        lexer.word(b"xref");
        if lexer.word(b"trailer") {
            let behind = at + lexer.at as u64;
            let bytes = reader.read(behind, 16 * 1024)?;
            return Some((found, Lexer::new(&bytes, 0).object()?.dict()?));
        }
        let (first, count) = (lexer.count()?, lexer.count()?);
        lexer.skip();
        let lines = at + lexer.at as u64;
        found.push(Section::Lines(first, count, lines));
        if found.len() > 64 {
            return None;
        }
        at = lines.checked_add(count.checked_mul(LINE)?)?;
    }
}

fn stream(at: u64, reader: &mut Reader<'_>) -> Option<(Vec<Section>, Dict)> {
    let (_, dict, data) = reader.stream(at)?;
    let rows = inflated(&dict, &data)?;
    let Some(Object::Array(widths)) = dict.get(&b"W"[..]) else { return None };
    let width = |at: usize| widths.get(at)?.number().and_then(|width| usize::try_from(width).ok());
    let widths = [width(0)?, width(1)?, width(2)?];
    if widths.iter().any(|width| *width > 8) {
        return None;
    }
    let size = u64::try_from(dict.get(&b"Size"[..])?.number()?).ok()?;
    let index: Vec<u64> = match dict.get(&b"Index"[..]) {
        Some(Object::Array(index)) => {
            index.iter().filter_map(|one| u64::try_from(one.number()?).ok()).collect()
        }
        _ => vec![0, size],
    };
    let row = widths.iter().sum::<usize>();
    let mut found = Vec::new();
    let mut rest = rows.as_slice();
    for pair in index.chunks_exact(2) {
        let length = usize::try_from(pair[1]).ok()?.checked_mul(row)?.min(rest.len());
        let (own, behind) = rest.split_at(length);
        found.push(Section::Rows(pair[0], widths, own.to_vec()));
        rest = behind;
    }
    Some((found, dict))
}

impl Section {
    /// Where an object lies; none where this part does not tell.
    pub(super) fn find(&self, object: u32, reader: &mut Reader<'_>) -> Option<Place> {
        match self {
            Section::Lines(first, count, lines) => {
                let at = u64::from(object).checked_sub(*first).filter(|at| at < count)?;
                let line = reader.read(lines.checked_add(at * LINE)?, LINE)?;
                let is_line = line.get(10) == Some(&b' ') && line.get(17) == Some(&b'n');
                let digits = std::str::from_utf8(line.get(..10)?).ok()?;
                is_line.then(|| digits.parse().ok().map(Place::At)).flatten()
            }
            Section::Rows(first, widths, rows) => {
                let length: usize = widths.iter().sum();
                let at = usize::try_from(u64::from(object).checked_sub(*first)?).ok()?.checked_mul(length)?;
                let row = rows.get(at..at.checked_add(length)?)?;
                let (sort, rest) = row.split_at(widths[0]);
                let (second, _) = rest.split_at(widths[1]);
                let value = |bytes: &[u8]| bytes.iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
                match if widths[0] == 0 { 1 } else { value(sort) } {
                    1 => Some(Place::At(value(second))),
                    2 => u32::try_from(value(second)).ok().map(Place::Within),
                    _ => None,
                }
            }
        }
    }
}
