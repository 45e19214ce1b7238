//! [`Rows`]: a picture row by row → what DEFLATE is to say of it, with the checksum of zlib (Adler-32, RFC 1950 §8.2).
//!
//! Each row is compared with the one above and with itself a byte further: a bit a byte says which are alike. Where the bits say so for some bytes on end there is a repetition. One that reaches the end of a row goes
//! on in the next, so that empty rows and margins are a single one.

use simd_adler32::Adler32;

use super::deflate::{SHORTEST, Source, Tokens};
use super::{HEIGHT, ROW};

/// Numbers that hold the pixels of a row, 32 each, the first one highest.
pub(super) const WORDS: usize = ROW.div_ceil(8);
/// Pixels of a row. Behind the last one is the byte that begins the next row: its filter, which is none (PNG §9.2).
pub(super) type Row = [u64; WORDS];

/// Of each byte of a row a bit, the first one highest.
type Alike = [u64; WORDS.div_ceil(8)];

/// Takes the rows of a picture.
pub(super) struct Rows<T> {
    tokens: T,
    /// None before the first row.
    above: Option<Row>,
    /// A repetition that has reached the end of the row, and how long it is so far.
    open: (Source, usize),
    /// How many bytes the rows to come have.
    left: usize,
    checksum: u32,
}

impl<T: Tokens> Rows<T> {
    /// Before the first row.
    pub(super) fn new(mut tokens: T) -> Self {
        // The filter of the first row.
        tokens.bytes(&[0]);
        let left = ROW * HEIGHT as usize - 1;
        let mut checksum = Adler32::new();
        checksum.write(&[0]);
        Self { tokens, above: None, open: (Source::Before, 0), left, checksum: checksum.finish() }
    }

    /// So many rows of ground; the row above them is ground too.
    pub(super) fn ground(&mut self, rows: usize) {
        let bytes = (rows * ROW).min(self.left);
        if bytes == 0 {
            return;
        }
        self.left -= bytes;
        self.open.1 += bytes;
        self.above = Some([0; WORDS]);
        // Each 0 adds the sum of all bytes before it to the second sum, and nothing to the first.
        let (first, second) = (u64::from(self.checksum & 0xffff), u64::from(self.checksum >> 16));
        let second = (second + first * bytes as u64) % MODULUS;
        self.checksum = (second << 16 | first) as u32;
    }

    /// The next row.
    pub(super) fn row(&mut self, row: &Row) {
        let mut bytes = [[0; 8]; WORDS];
        for (bytes, word) in bytes.iter_mut().zip(row) {
            *bytes = word.to_be_bytes();
        }
        let width = ROW.min(self.left);
        let bytes = &bytes.as_flattened()[..width];
        let (before, above) = self.alike(row, width);
        self.above = Some(*row);
        self.left -= width;
        let mut checksum = Adler32::from_checksum(self.checksum);
        checksum.write(bytes);
        self.checksum = checksum.finish();

        let mut at = 0;
        if self.open.1 > 0 {
            let same = match self.open.0 {
                Source::Before => ones(&before, 0),
                Source::Above => ones(&above, 0),
            };
            self.open.1 += same;
            at = same;
            if at == width {
                return;
            }
            self.close();
        }
        let starts = starts(&before, &above);
        while at < width {
            let next = zeros(&starts, at).min(width);
            self.tokens.bytes(&bytes[at..next]);
            if next == width {
                break;
            }
            let longest = ones(&before, next);
            let copied = ones(&above, next);
            let (source, length) = match longest >= copied {
                true => (Source::Before, longest),
                false => (Source::Above, copied),
            };
            at = next + length;
            if at == width {
                self.open = (source, length);
            } else {
                self.tokens.copy(source, length);
            }
        }
    }

    /// What took the tokens, and the checksum.
    pub(super) fn finish(mut self) -> (T, u32) {
        self.close();
        (self.tokens, self.checksum)
    }

    fn close(&mut self) {
        let (source, length) = std::mem::replace(&mut self.open, (Source::Before, 0));
        if length > 0 {
            self.tokens.copy(source, length);
        }
    }

    /// Which of the first `width` bytes are as the one before, and which as the one above.
    fn alike(&self, row: &Row, width: usize) -> (Alike, Alike) {
        let (mut before, mut above) = (Alike::default(), Alike::default());
        let over = self.above.as_ref();
        let mut last = 0;
        for (at, word) in row.iter().enumerate() {
            let shift = 56 - at % 8 * 8;
            let over = over.map_or(!word, |over| over[at]);
            if word | last | over == 0 {
                before[at / 8] |= 0xff << shift;
                above[at / 8] |= 0xff << shift;
                continue;
            }
            before[at / 8] |= zero_bytes(word ^ (word >> 8 | last << 56)) << shift;
            above[at / 8] |= zero_bytes(word ^ over) << shift;
            last = *word;
        }
        for alike in [&mut before, &mut above] {
            alike[width / 64] &= !(u64::MAX >> (width % 64));
        }
        (before, above)
    }
}

/// What Adler-32 counts by (RFC 1950 §8.2).
const MODULUS: u64 = 65_521;

/// Of each byte that is 0 a bit, the first byte in the highest of eight.
#[inline]
fn zero_bytes(word: u64) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    // The highest bit of each byte is set where the byte is 0; the product brings them together.
    let highest = !(((word & LOW) + LOW) | word | LOW);
    (highest >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Where at least [`SHORTEST`] bytes on end are alike.
fn starts(before: &Alike, above: &Alike) -> Alike {
    let next = |bits: &Alike, at: usize, by: u32| {
        bits[at] << by | bits.get(at + 1).map_or(0, |next| next >> (64 - by))
    };
    let three =
        |bits: &Alike, at: usize| (1..SHORTEST as u32).fold(bits[at], |all, by| all & next(bits, at, by));
    std::array::from_fn(|at| three(before, at) | three(above, at))
}

/// How many bits from `at` on are set.
#[inline]
fn ones(bits: &Alike, at: usize) -> usize {
    zeros_of(|word| !bits[word], at) - at
}

/// The first bit from `at` on that is set.
#[inline]
fn zeros(bits: &Alike, at: usize) -> usize {
    zeros_of(|word| bits[word], at)
}

#[inline]
fn zeros_of(word: impl Fn(usize) -> u64, at: usize) -> usize {
    let first = word(at / 64) << (at % 64);
    if first != 0 {
        return at + first.leading_zeros() as usize;
    }
    let last = Alike::default().len();
    let found = (at / 64 + 1..last).find(|at| word(*at) != 0);
    found.map_or(last * 64, |at| at * 64 + word(at).leading_zeros() as usize)
}

#[cfg(test)]
mod tests {
    use miniz_oxide::inflate::decompress_to_vec_zlib;

    use super::super::deflate::{Code, Deflate, Uses};
    use super::*;

    /// A row after another: noise, few colours, the one before with a change, ground. `seed` says which.
    fn picture(seed: u64) -> Vec<Row> {
        let mut state = seed;
        let mut random = move || {
            // Numerical Recipes' linear congruential generator.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        };
        let mut rows: Vec<Row> = Vec::new();
        while rows.len() < HEIGHT as usize {
            let last = rows.last().copied().unwrap_or([0; WORDS]);
            let mut row: Row = match random() % 8 {
                0 => std::array::from_fn(|_| random() << 32 ^ random()),
                1 => [random() << 32 ^ random(); WORDS],
                2 => std::array::from_fn(|_| [0, u64::MAX, 0xff, 0x1234][random() as usize % 4]),
                3..6 => last,
                _ => [0; WORDS],
            };
            row[random() as usize % WORDS] ^= (random() % 3) << (random() % 64);
            row[WORDS - 1] &= !(u64::MAX >> 32);
            rows.extend(std::iter::repeat_n(row, 1 + random() as usize % 5));
        }
        rows.truncate(HEIGHT as usize);
        rows
    }

    #[test]
    fn whatever_is_told_is_read_again() {
        let code = Code::new(&Uses::default());
        for seed in 0..60 {
            let picture = picture(seed);
            let mut rows = Rows::new(Deflate::new(&code, vec![0x78, 0x01]));
            let mut last: Row = [0; WORDS];
            for row in &picture {
                // Both ways of telling ground, for either may be used.
                match *row == last && *row == [0; WORDS] && seed % 2 == 0 {
                    true => rows.ground(1),
                    false => rows.row(row),
                }
                last = *row;
            }
            let (deflate, checksum) = rows.finish();
            let mut stream = deflate.finish();
            stream.extend(checksum.to_be_bytes());
            let read = decompress_to_vec_zlib(&stream).unwrap();
            let line = |row: &Row| -> Vec<u8> {
                let pixels = row.iter().flat_map(|word| word.to_be_bytes());
                std::iter::once(0).chain(pixels.take(ROW - 1)).collect()
            };
            let expected: Vec<Vec<u8>> = picture.iter().map(line).collect();
            assert!(read.chunks(ROW).eq(expected.iter().map(Vec::as_slice)), "picture {seed}");
        }
    }
}
