//! How many pages a PDF has: [`pages`]. The way is that of every reader (ISO 32000-1 §7.5): from the end of the file to the
//! cross-references, from there to the catalogue and the root of the tree of pages, which tells. So of a file of any size
//! some pages are read. What is encrypted, damaged or odd has no count. All of it may have been made to harm: everything
//! read, unpacked and followed is bounded.

mod object;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io::{Read, Seek, SeekFrom};

use object::{Dict, Lexer, Object};
use table::{Place, Section};

/// Most bytes read of a file.
const READ_LIMIT: u64 = 8 << 20;
/// Most bytes of a stream, packed.
const PACKED: u64 = 2 << 20;
/// Most bytes of a stream, unpacked.
const UNPACKED: usize = 4 << 20;
/// Most sections of cross-references: a file has one more each time it is saved by being added to.
const SECTIONS: usize = 64;
/// A document of more pages is none.
const MOST_PAGES: i64 = 100_000;

/// A file that can be read at any place.
pub trait Bytes: Read + Seek {}
impl<T: Read + Seek> Bytes for T {}

/// The number of pages; none where it is not cheaply told.
pub fn pages(file: &mut dyn Bytes) -> Option<u32> {
    let size = file.seek(SeekFrom::End(0)).ok()?;
    let mut reader = Reader { file, size, left: READ_LIMIT };
    let document = Document::open(&mut reader)?;
    let root = document.dict(&document.root, &mut reader)?;
    let tree = document.dict(root.get(&b"Pages"[..])?, &mut reader)?;
    let count = match tree.get(&b"Count"[..])? {
        Object::Reference(number) => document.load(*number, &mut reader)?.number()?,
        count => count.number()?,
    };
    u32::try_from(count).ok().filter(|_| (1..=MOST_PAGES).contains(&count))
}

/// The file, read piece by piece.
pub(crate) struct Reader<'f> {
    file: &'f mut dyn Bytes,
    size: u64,
    /// How many bytes may still be read.
    left: u64,
}

impl Reader<'_> {
    /// The bytes from a place on, at most so many; none beyond the end, and when enough has been read.
    fn read(&mut self, at: u64, most: u64) -> Option<Vec<u8>> {
        let length = most.min(self.size.checked_sub(at)?);
        self.left = self.left.checked_sub(length.max(1))?;
        self.file.seek(SeekFrom::Start(at)).ok()?;
        let mut bytes = Vec::new();
        (&mut *self.file).take(length).read_to_end(&mut bytes).ok()?;
        (!bytes.is_empty()).then_some(bytes)
    }

    /// The object at a place of the file, with its number and where it ends.
    fn object(&mut self, at: u64) -> Option<(u32, Object, u64)> {
        [1 << 12, 1 << 16].into_iter().find_map(|most| {
            let bytes = self.read(at, most)?;
            let mut lexer = Lexer::new(&bytes, 0);
            let number = lexer.header()?;
            let object = lexer.object()?;
            Some((number, object, at + lexer.at as u64))
        })
    }

    /// The stream at a place of the file: its number, its dictionary and its bytes with what stands behind them.
    fn stream(&mut self, at: u64) -> Option<(u32, Dict, Vec<u8>)> {
        let (number, object, end) = self.object(at)?;
        let dict = object.dict()?;
        let told =
            dict.get(&b"Length"[..]).and_then(Object::number).and_then(|told| u64::try_from(told).ok());
        let mut bytes = self.read(end, told.map_or(PACKED, |told| told.saturating_add(64).min(PACKED)))?;
        let mut lexer = Lexer::new(&bytes, 0);
        if !lexer.word(b"stream") {
            return None;
        }
        // The end of the line is CR LF or LF (§7.3.8.1).
        let behind = lexer.at;
        let line = bytes.get(behind..).map_or(0, |rest| if rest.starts_with(b"\r\n") { 2 } else { 1 });
        bytes.drain(..(behind + line).min(bytes.len()));
        Some((number, dict, bytes))
    }
}

/// Where the objects of a document lie.
struct Document {
    /// The newest first.
    sections: Vec<Section>,
    root: Object,
}

impl Document {
    fn open(reader: &mut Reader<'_>) -> Option<Self> {
        let from = reader.size.saturating_sub(2048);
        let end = reader.read(from, 2048)?;
        let mark = b"startxref";
        let at = end.windows(mark.len()).rposition(|window| window == mark)?;
        let mut next = vec![Lexer::new(&end, at + mark.len()).count()?];
        let mut seen = BTreeSet::new();
        let mut sections = Vec::new();
        let mut root = None;
        while let Some(at) = next.pop() {
            if !seen.insert(at) || seen.len() > SECTIONS {
                continue;
            }
            let (found, trailer) = table::sections(at, reader)?;
            sections.extend(found);
            if trailer.contains_key(&b"Encrypt"[..]) {
                return None;
            }
            root = root.or_else(|| trailer.get(&b"Root"[..]).cloned());
            // What the stream beside a table tells is newer than what was before.
            for key in [&b"Prev"[..], &b"XRefStm"[..]] {
                let at = trailer.get(key).and_then(Object::number);
                next.extend(at.and_then(|at| u64::try_from(at).ok()));
            }
        }
        Some(Self { sections, root: root? })
    }

    /// An object by its number.
    fn load(&self, number: u32, reader: &mut Reader<'_>) -> Option<Object> {
        let (found, object) = match self.find(number, reader)? {
            Place::At(at) => {
                let (found, object, _) = reader.object(at)?;
                (found, object)
            }
            Place::Within(stream) => {
                let Place::At(at) = self.find(stream, reader)? else { return None };
                let (_, dict, data) = reader.stream(at)?;
                (number, packed(number, &dict, &data)?)
            }
        };
        (found == number).then_some(object)
    }

    fn find(&self, number: u32, reader: &mut Reader<'_>) -> Option<Place> {
        self.sections.iter().find_map(|section| section.find(number, reader))
    }

    fn dict(&self, object: &Object, reader: &mut Reader<'_>) -> Option<Dict> {
        match object {
            Object::Reference(number) => self.load(*number, reader)?.dict(),
            object => object.clone().dict(),
        }
    }
}

/// An object of a stream of objects (§7.5.7): pairs of number and place, then the objects.
fn packed(number: u32, dict: &Dict, data: &[u8]) -> Option<Object> {
    let bytes = inflated(dict, data)?;
    let count = usize::try_from(dict.get(&b"N"[..])?.number()?).ok()?;
    let first = usize::try_from(dict.get(&b"First"[..])?.number()?).ok()?;
    let mut pairs = Lexer::new(&bytes, 0);
    for _ in 0..count {
        let (own, at) = (pairs.count()?, pairs.count()?);
        if own == u64::from(number) {
            return Lexer::new(&bytes, first.checked_add(usize::try_from(at).ok()?)?).object();
        }
    }
    None
}

/// What a stream holds, unpacked (§7.4.4). Filters other than Flate are those of pictures.
fn inflated(dict: &Dict, data: &[u8]) -> Option<Vec<u8>> {
    let first = |object: &Object| match object {
        Object::Array(items) if items.len() == 1 => items.first().cloned(),
        Object::Array(_) => None,
        one => Some(one.clone()),
    };
    let is_flate = match dict.get(&b"Filter"[..]) {
        Some(filter) => first(filter)? == Object::Name(b"FlateDecode".to_vec()),
        None => return Some(data.to_vec()),
    };
    if !is_flate {
        return None;
    }
    let bytes = miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(data, UNPACKED).ok()?;
    let parameters = dict.get(&b"DecodeParms"[..]).and_then(first).and_then(Object::dict);
    let of = |key: &[u8]| parameters.as_ref()?.get(key)?.number();
    match of(b"Predictor").unwrap_or(1) {
        1 => Some(bytes),
        10..=15 => unpredicted(&bytes, usize::try_from(of(b"Columns").unwrap_or(1)).ok()?),
        _ => None,
    }
}

/// Rows as they were before a filter of PNG (W3C PNG §9.2), a byte a sample.
fn unpredicted(bytes: &[u8], columns: usize) -> Option<Vec<u8>> {
    if columns == 0 || columns > 64 {
        return None;
    }
    let mut rows: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0u8; columns];
    for line in bytes.chunks_exact(columns + 1) {
        let mut row = vec![0u8; columns];
        for at in 0..columns {
            let (left, corner) = if at == 0 { (0, 0) } else { (row[at - 1], above[at - 1]) };
            let up = above[at];
            let guess = match line[0] {
                0 => 0,
                1 => left,
                2 => up,
                3 => u8::midpoint(left, up),
                4 => paeth(left, up, corner),
                _ => return None,
            };
            row[at] = line[at + 1].wrapping_add(guess);
        }
        rows.extend_from_slice(&row);
        above = row;
    }
    Some(rows)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |byte: u8| (guess - i16::from(byte)).abs();
    if distance(left) <= distance(up) && distance(left) <= distance(corner) {
        left
    } else if distance(up) <= distance(corner) {
        up
    } else {
        corner
    }
}
