//! The files of the search, in which a browser finds with few and small downloads what is asked for.
//!
//! Every file is `KS1`, four bytes that stamp the index it is of, and data compressed by DEFLATE (RFC 1951). A file with
//! another stamp than the plan's is an old one, kept by the browser.
//!
//! - `plan`: JSON with the rules of the language, the words for facets, and where each word and page is found
//! - `facets`: of each page its kind, year, programmes and places, column by column
//! - `words-N`: families of forms in the order of their stems, with the pages each form stands on
//! - `texts-N`: JSON with what is shown of each page: title, address, date, summary, text
//!
//! Numbers in `facets` and `words` are written seven bits a byte, the lowest first, the highest bit saying that more
//! follow (LEB128, unsigned). Texts are their length in bytes and UTF-8. The stamp's numbers are big-endian.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;
use serde_json::json;
use zlib_rs::{Deflate, DeflateFlush, Status};

use super::fold::LETTERS;
use super::index::{Family, Index};
use super::pages::Page;
use super::postings::number;
use super::stem::Stems;

/// The version of these files: a script that reads another does not read these.
const FORMAT: &[u8; 3] = b"KS1";
/// Bytes before the data: the version and the stamp.
const HEAD: usize = 7;
/// How much DEFLATE tries: one more gains three bytes in a hundred and takes a third longer, all others nothing.
const LEVEL: i32 = 2;
/// DEFLATE without the frame of zlib, looking back 2^15 bytes, the most there is.
const WINDOW: u8 = 15;
/// Pages in a file of texts, on average.
pub(super) const PAGES_A_FILE: usize = 5;
/// Pages for each file of words.
const PAGES_A_FILE_OF_WORDS: usize = 40;

/// How many files of words and of texts an index of so many pages has.
pub fn parts(pages: usize) -> (usize, usize) {
    (pages.div_ceil(PAGES_A_FILE_OF_WORDS).max(1), pages.div_ceil(PAGES_A_FILE))
}

/// What is shown of some pages, packed.
#[derive(Debug)]
pub(super) struct TextFile {
    /// The first of them.
    pub(super) first: usize,
    pub(super) packed: Vec<u8>,
}

/// The files of what is shown of pages, in JSON, as long as one another as can be.
pub(super) fn text_files(shown: &[Vec<u8>]) -> Vec<TextFile> {
    let mut press = Press::new();
    let cuts = cuts(shown.iter().map(Vec::len), parts(shown.len()).1);
    let file =
        |range: Range<usize>| TextFile { first: range.start, packed: press.compressed(&list(&shown[range])) };
    cuts.into_iter().map(file).collect()
}

/// The files of a search.
#[derive(Debug, Default)]
pub struct Files {
    /// What a browser reads first.
    pub plan: Vec<u8>,
    /// What pages can be narrowed down to.
    pub facets: Vec<u8>,
    /// Words, by their stems.
    pub words: Vec<Vec<u8>>,
    /// What is shown of pages.
    pub texts: Vec<Vec<u8>>,
}

/// The files of an index.
pub(super) fn pack(index: Index, language: &str) -> Files {
    let (word_parts, _) = parts(index.pages.len());
    let families: Vec<(&String, Vec<u8>)> =
        index.families.par_iter().map(|(stem, family)| (stem, packed_family(stem, family))).collect();
    let word_cuts = cuts(families.iter().map(|(_, bytes)| bytes.len()), word_parts);
    let words_of = |press: &mut Press, range: &Range<usize>| {
        let families: Vec<&[u8]> = families[range.clone()].iter().map(|(_, bytes)| &bytes[..]).collect();
        press.compressed(&families.concat())
    };
    let words: Vec<Vec<u8>> = word_cuts.par_iter().map_init(Press::new, words_of).collect();
    let first_stems: Vec<(&str, usize)> = word_cuts
        .iter()
        .zip(&words)
        .map(|(range, bytes)| {
            let stem = families.get(range.start).map_or("", |(stem, _)| stem.as_str());
            (stem, bytes.len())
        })
        .collect();
    let letters: BTreeMap<char, &str> = LETTERS.into_iter().collect();
    let plan = json!({
        "pages": index.pages.len(),
        "kinds": index.kinds,
        "programmes": index.programmes,
        "places": index.places,
        "stems": Stems::of(language),
        "letters": letters,
        "words": first_stems,
        "texts": index.texts.iter().map(|file| file.first).collect::<Vec<usize>>(),
    });
    let mut files = Files {
        plan: Press::new().compressed(plan.to_string().as_bytes()),
        facets: Press::new().compressed(&packed_facets(&index.pages)),
        words,
        texts: index.texts.into_iter().map(|file| file.packed).collect(),
    };
    files.seal();
    files
}

impl Files {
    fn all(&mut self) -> impl Iterator<Item = &mut Vec<u8>> {
        [&mut self.plan, &mut self.facets].into_iter().chain(&mut self.words).chain(&mut self.texts)
    }

    /// Puts before each file what it is, and the stamp of all of them.
    fn seal(&mut self) {
        let stamp = self.all().fold(FNV_START, |stamp, bytes| fnv(stamp, &bytes[HEAD..]));
        for bytes in self.all() {
            bytes[..FORMAT.len()].copy_from_slice(FORMAT);
            bytes[FORMAT.len()..HEAD].copy_from_slice(&stamp.to_be_bytes());
        }
    }
}

/// Where FNV-1a begins, 32 bits (RFC 9923 §2.2).
const FNV_START: u32 = 0x811c_9dc5;

/// Goes on with FNV-1a: a hash that is the same on every machine and in every version.
fn fnv(start: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(start, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// Cuts a row of lengths into as many ranges as there are parts, of about the same length each.
fn cuts(lengths: impl Iterator<Item = usize>, parts: usize) -> Vec<Range<usize>> {
    let lengths: Vec<usize> = lengths.collect();
    let whole: usize = lengths.iter().sum();
    let mut ranges = Vec::with_capacity(parts);
    let (mut start, mut at, mut sum) = (0, 0, 0);
    for part in 1..=parts {
        while at < lengths.len() && (part == parts || (sum + lengths[at] / 2) * parts <= whole * part) {
            sum += lengths[at];
            at += 1;
        }
        ranges.push(start..at);
        start = at;
    }
    ranges
}

/// What compresses one file after another: its tables are larger than most files.
struct Press {
    deflate: Deflate,
    /// Where a file is made, before it is known how long it is.
    room: Vec<u8>,
}

impl Press {
    fn new() -> Self {
        Self { deflate: Deflate::new(LEVEL, false, WINDOW), room: Vec::new() }
    }

    /// A file: room for what it is, then its data.
    fn compressed(&mut self, data: &[u8]) -> Vec<u8> {
        let Self { deflate, room } = self;
        deflate.reset();
        room.resize(room.len().max(HEAD + data.len() / 2 + 64), 0);
        loop {
            // It goes on where it stopped for want of room.
            let count = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
            let (read, written) = (count(deflate.total_in()), HEAD + count(deflate.total_out()));
            let done = deflate.compress(&data[read..], &mut room[written..], DeflateFlush::Finish);
            if !matches!(done, Ok(Status::Ok | Status::BufError)) {
                return room[..HEAD + count(deflate.total_out())].to_vec();
            }
            room.resize(room.len() * 2, 0);
        }
    }
}

/// `[a,b]` of what is shown of pages.
fn list(shown: &[Vec<u8>]) -> Vec<u8> {
    [&b"["[..], &shown.join(&b','), b"]"].concat()
}

/// The stem; how many forms; of each its text and its pages: how many, and for each how many pages further and the
/// weight, in the lowest four bits.
fn packed_family(stem: &str, family: &Family) -> Vec<u8> {
    let mut out = Vec::new();
    text(stem, &mut out);
    number(family.len(), &mut out);
    for (form, postings) in family {
        text(form, &mut out);
        postings.write(&mut out);
    }
    out
}

/// Kinds; years, one more than how many years before the page before, 0 for none; programmes and places: how many, and
/// which.
fn packed_facets(pages: &[Page]) -> Vec<u8> {
    let mut out = Vec::new();
    pages.iter().for_each(|page| number(page.kind, &mut out));
    // Pages are in order, the newest first.
    let mut last = pages.iter().find_map(|page| page.year).unwrap_or_default();
    number(usize::try_from(last).unwrap_or_default(), &mut out);
    for page in pages {
        match page.year {
            Some(year) => {
                number(usize::try_from(last - year).unwrap_or_default() + 1, &mut out);
                last = year;
            }
            None => number(0, &mut out),
        }
    }
    for facet in [|page: &Page| &page.programmes, |page: &Page| &page.places] as [fn(&Page) -> &Vec<usize>; 2]
    {
        for page in pages {
            number(facet(page).len(), &mut out);
            facet(page).iter().for_each(|at| number(*at, &mut out));
        }
    }
    out
}

fn text(text: &str, out: &mut Vec<u8>) {
    number(text.len(), out);
    out.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::super::postings::Postings;
    use super::*;

    #[test]
    fn the_stamp_is_that_of_the_standard() {
        // Test vectors of FNV-1a, 32 bits (RFC 9923, appendix C).
        assert_eq!(fnv(FNV_START, b""), 0x811c_9dc5);
        assert_eq!(fnv(FNV_START, b"a"), 0xe40c_292c);
        assert_eq!(fnv(FNV_START, b"foobar"), 0xbf9c_f968);
    }

    #[test]
    fn a_file_is_compressed_whole_whatever_its_size() {
        let noise: Vec<u8> =
            (0..100_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let mut press = Press::new();
        for data in [&b""[..], b"a", &noise[..70], &noise, &[7; 1_000_000], b"b"] {
            let file = press.compressed(data);
            assert_eq!(miniz_oxide::inflate::decompress_to_vec(&file[HEAD..]).unwrap(), data);
        }
    }

    #[test]
    fn a_row_is_cut_into_parts_of_like_length() {
        assert_eq!(cuts([5, 5, 5, 5].into_iter(), 2), [0..2, 2..4]);
        assert_eq!(cuts([100, 1, 1, 1].into_iter(), 2), [0..1, 1..4]);
        assert_eq!(cuts([1, 1].into_iter(), 4).len(), 4);
        assert_eq!(cuts(std::iter::empty(), 2), [0..0, 0..0]);
        for (lengths, parts) in [(vec![3, 1, 4, 1, 5, 9, 2, 6], 3), (vec![1; 100], 7), (vec![0, 0, 9], 5)] {
            let ranges = cuts(lengths.iter().copied(), parts);
            assert_eq!(ranges.len(), parts);
            assert!(ranges.windows(2).all(|pair| pair[0].end == pair[1].start));
            assert_eq!(ranges.last().map(|range| range.end), Some(lengths.len()));
        }
    }

    #[test]
    fn a_family_has_its_forms_with_their_pages() {
        let postings = |pages: &[(usize, u8)]| {
            let mut postings = Postings::default();
            pages.iter().for_each(|(page, weight)| postings.push(*page, *weight));
            postings
        };
        let family = Family::from([
            ("lodz".into(), postings(&[(0, 15), (20, 1)])),
            ("lodzi".into(), postings(&[(3, 2)])),
        ]);
        let expected = [&[3][..], b"lod", &[2], &[4], b"lodz", &[2, 15, 0xc1, 2], &[5], b"lodzi", &[1, 50]];
        assert_eq!(packed_family("lod", &family), expected.concat());
    }

    #[test]
    fn years_are_told_by_their_distance() {
        let page = |year| Page { year, programmes: vec![7], ..Page::default() };
        let pages = [page(Some(2024)), page(Some(2021)), page(None)];
        let expected = [0, 0, 0, 0xe8, 15, 1, 4, 0, 1, 7, 1, 7, 1, 7, 0, 0, 0];
        assert_eq!(packed_facets(&pages), expected);
    }
}
