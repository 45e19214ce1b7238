//! DEFLATE (RFC 1951) for pictures whose rows are much like those above them: of a picture is told which bytes are new,
//! and how many repeat the byte before them or the row above. All is in one block with one Huffman code, which is made
//! once from what is usual ([`Code::new`]), so that a picture is written in one go ([`Deflate`]).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Shortest and longest repetition that can be told (§3.2.5).
pub(super) const SHORTEST: usize = 3;
const LONGEST: usize = 258;
/// Bytes, the end of the block, lengths of repetitions.
const SYMBOLS: usize = 286;
/// The symbol of the end.
const END: usize = 256;
/// Most bits of a code (§3.2.7), and of the code that tells the lengths of codes.
const MOST_BITS: u8 = 15;
const MOST_BITS_OF_LENGTHS: u8 = 7;
/// The order in which the lengths of that code are told (§3.2.7).
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// What a repetition repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The byte before.
    Before,
    /// The row above: what lies [`super::ROW`] bytes back.
    Above,
}

/// Takes a picture part by part.
pub(super) trait Tokens {
    /// Bytes that are new.
    fn bytes(&mut self, bytes: &[u8]);
    /// A repetition of at least [`SHORTEST`] bytes.
    fn copy(&mut self, source: Source, length: usize);
}

/// How often each symbol is used.
pub(super) struct Uses([u32; SYMBOLS]);

impl Default for Uses {
    /// Each but for the end as good as never, so that anything can be told.
    fn default() -> Self {
        Self([1; SYMBOLS])
    }
}

impl Tokens for Uses {
    fn bytes(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0[usize::from(*byte)] += 64);
    }

    fn copy(&mut self, _: Source, length: usize) {
        parts(length, |length| self.0[symbol(length).0] += 64);
    }
}

/// Bits in the order in which they are written, the first one lowest.
#[derive(Clone, Copy, Debug, Default)]
struct Bits {
    bits: u32,
    count: u32,
}

impl Bits {
    fn then(self, bits: u32, count: u32) -> Self {
        Self { bits: self.bits | bits << self.count, count: self.count + count }
    }
}

/// What stands for bytes and repetitions, and the beginning of a block that says so.
pub(super) struct Code {
    head: Vec<Bits>,
    bytes: [Bits; END],
    /// By length, with the distance behind it.
    before: [Bits; LONGEST + 1],
    above: [Bits; LONGEST + 1],
    end: Bits,
}

impl Code {
    /// The code that is best for these uses.
    pub(super) fn new(uses: &Uses) -> Self {
        let lengths = lengths(&uses.0, MOST_BITS);
        let codes = codes(&lengths);
        let repetition = |length: usize, distance: Bits| match length {
            SHORTEST.. => {
                let (symbol, extra) = symbol(length);
                codes[symbol].then(extra.bits, extra.count).then(distance.bits, distance.count)
            }
            _ => Bits::default(),
        };
        // Two distances (§3.2.5), a bit each: 1, and one from 257 to 384, which is told by seven more bits.
        let before = Bits { bits: 0, count: 1 };
        let above = Bits { bits: 1, count: 1 }.then(super::ROW as u32 - 257, 7);
        Self {
            head: head(&lengths),
            before: std::array::from_fn(|length| repetition(length, before)),
            above: std::array::from_fn(|length| repetition(length, above)),
            end: codes[END],
            bytes: std::array::from_fn(|byte| codes[byte]),
        }
    }
}

/// Writes a picture behind what is written already.
pub(super) struct Deflate<'c> {
    code: &'c Code,
    out: Vec<u8>,
    /// Where in `out` the next whole byte goes; what lies behind is not written yet.
    at: usize,
    /// Bits that are no whole bytes yet.
    held: u64,
    count: u32,
}

impl<'c> Deflate<'c> {
    /// Begins the only block.
    pub(super) fn new(code: &'c Code, out: Vec<u8>) -> Self {
        let mut deflate = Self { code, at: out.len(), out, held: 0, count: 0 };
        code.head.iter().for_each(|bits| deflate.put(*bits));
        deflate
    }

    /// Everything, with the end of the block.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.put(self.code.end);
        self.out.truncate(self.at + self.count.div_ceil(8) as usize);
        self.out
    }

    fn put(&mut self, bits: Bits) {
        self.hold(bits);
        self.flush();
    }

    /// At most three codes of bytes, or one of a repetition, until [`Self::flush`].
    #[inline]
    fn hold(&mut self, Bits { bits, count }: Bits) {
        self.held |= u64::from(bits) << self.count;
        self.count += count;
    }

    /// Writes what is held; of it remain less than eight bits. All eight bytes are stored each time, for that is faster
    /// than to ask how many there are.
    #[inline]
    fn flush(&mut self) {
        if self.out.len() < self.at + size_of::<u64>() {
            self.out.resize(self.out.capacity().max(self.at + 1024), 0);
        }
        if let Some(place) = self.out.get_mut(self.at..).and_then(<[u8]>::first_chunk_mut) {
            *place = self.held.to_le_bytes();
        }
        let whole = self.count / 8;
        self.at += whole as usize;
        self.held >>= whole * 8;
        self.count %= 8;
    }
}

impl Tokens for Deflate<'_> {
    #[inline]
    fn bytes(&mut self, bytes: &[u8]) {
        for bytes in bytes.chunks(3) {
            bytes.iter().for_each(|byte| self.hold(self.code.bytes[usize::from(*byte)]));
            self.flush();
        }
    }

    #[inline]
    fn copy(&mut self, source: Source, length: usize) {
        let code = self.code;
        let codes = match source {
            Source::Before => &code.before,
            Source::Above => &code.above,
        };
        parts(length, |length| self.put(codes[length]));
    }
}

/// A repetition in parts that are neither too long nor too short.
#[inline]
fn parts(mut length: usize, mut part: impl FnMut(usize)) {
    while length > LONGEST {
        let own = LONGEST.min(length - SHORTEST);
        part(own);
        length -= own;
    }
    part(length);
}

/// The symbol of a length, and the bits behind it that tell which of several lengths it is (§3.2.5).
fn symbol(length: usize) -> (usize, Bits) {
    match length {
        LONGEST.. => (285, Bits::default()),
        _ => {
            // Four symbols for each doubling, from 4 over the shortest on.
            let from = length - SHORTEST;
            let extra = from.max(4).ilog2() - 2;
            let symbol = 257 + 4 * extra as usize + (from >> extra);
            (symbol, Bits { bits: (from & ((1 << extra) - 1)) as u32, count: extra })
        }
    }
}

/// The lengths of the best code for these uses (Huffman), where none is longer than `most` bits; what is never used has
/// none.
fn lengths(uses: &[u32], most: u8) -> Vec<u8> {
    let mut weights = uses.to_vec();
    loop {
        let lengths = unlimited(&weights);
        if lengths.iter().all(|length| *length <= most) {
            return lengths;
        }
        // The more alike the weights, the shorter the longest code.
        weights.iter_mut().for_each(|weight| *weight = weight.div_ceil(2));
    }
}

fn unlimited(weights: &[u32]) -> Vec<u8> {
    // The two lightest become one, until one is left; the code of each is as long as it has been joined.
    let leaves = weights.iter().enumerate().filter(|(_, weight)| **weight > 0);
    let mut open: BinaryHeap<_> = leaves.map(|(at, weight)| Reverse((*weight, at))).collect();
    let mut parents = vec![0; weights.len()];
    while let (Some(Reverse((one, first))), Some(Reverse((other, second)))) = (open.pop(), open.pop()) {
        (parents[first], parents[second]) = (parents.len(), parents.len());
        open.push(Reverse((one + other, parents.len())));
        parents.push(0);
    }
    // Parents come behind their children, the root last.
    let mut depths = vec![0; parents.len()];
    for at in (0..parents.len()).rev().filter(|at| parents[*at] > 0) {
        depths[at] = depths[parents[at]] + 1;
    }
    depths.truncate(weights.len());
    depths
}

/// The codes that have these lengths (§3.2.2), the first bit lowest, as codes are written (§3.1.1).
fn codes(lengths: &[u8]) -> Vec<Bits> {
    let mut codes = vec![Bits::default(); lengths.len()];
    let mut next = 0_u32;
    for length in 1..=MOST_BITS {
        next <<= 1;
        for (code, _) in codes.iter_mut().zip(lengths).filter(|(_, own)| **own == length) {
            let count = u32::from(length);
            *code = Bits { bits: next.reverse_bits() >> (32 - count), count };
            next += 1;
        }
    }
    codes
}

/// The beginning of the last block with its own codes (§3.2.7).
fn head(lengths: &[u8]) -> Vec<Bits> {
    // Distances 1 and those from 257 on are the symbols 0 and 16.
    let distances: Vec<u8> = (0..=16).map(|symbol| u8::from(symbol % 16 == 0)).collect();
    let mut told: Vec<(usize, Bits)> = Vec::new();
    for same in [lengths, &distances].concat().chunk_by(|one, other| one == other) {
        let (own, mut more) = (usize::from(same[0]), same.len());
        while more > 0 {
            // 16 to 18 tell how often a length is repeated, or how many are 0.
            let (symbol, least, count, taken) = match (own, more) {
                (0, 11..) => (18, 11, 7, more.min(138)),
                (0, 3..) => (17, 3, 3, more),
                (_, 3..) if more < same.len() => (16, 3, 2, more.min(6)),
                _ => (own, 1, 0, 1),
            };
            told.push((symbol, Bits { bits: (taken - least) as u32, count }));
            more -= taken;
        }
    }
    let mut uses = [0; ORDER.len()];
    told.iter().for_each(|(symbol, _)| uses[*symbol] += 1);
    let own = self::lengths(&uses, MOST_BITS_OF_LENGTHS);
    let codes = codes(&own);
    let number = |number: usize, count| Bits { bits: number as u32, count };
    let mut head = vec![number(1, 1), number(2, 2)];
    head.extend([number(SYMBOLS - 257, 5), number(distances.len() - 1, 5), number(ORDER.len() - 4, 4)]);
    head.extend(ORDER.map(|symbol| number(usize::from(own[symbol]), 3)));
    head.extend(told.into_iter().map(|(symbol, extra)| codes[symbol].then(extra.bits, extra.count)));
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_the_symbols_of_the_standard() {
        // §3.2.5: the first length of some symbols, and their extra bits.
        for (length, expected, extra) in [
            (3, 257, 0),
            (10, 264, 0),
            (11, 265, 1),
            (18, 268, 1),
            (19, 269, 2),
            (35, 273, 3),
            (67, 277, 4),
            (114, 279, 4),
            (115, 280, 4),
            (130, 280, 4),
            (131, 281, 5),
            (227, 284, 5),
            (257, 284, 5),
            (258, 285, 0),
        ] {
            let (found, bits) = symbol(length);
            assert_eq!((found, bits.count), (expected, extra), "{length}");
        }
        assert_eq!(symbol(257).1.bits, 30);
    }

    #[test]
    fn repetitions_are_told_in_parts_that_can_be_told() {
        for length in SHORTEST..2_000 {
            let mut told = Vec::new();
            parts(length, |part| told.push(part));
            assert_eq!(told.iter().sum::<usize>(), length);
            assert!(told.iter().all(|part| (SHORTEST..=LONGEST).contains(part)), "{length}: {told:?}");
        }
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // The example of §3.2.2, the first bit lowest.
        let codes = codes(&[3, 3, 3, 3, 3, 2, 4, 4]);
        let bits: Vec<u32> = codes.iter().map(|code| code.bits).collect();
        assert_eq!(bits, [0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111]);
    }

    #[test]
    fn no_code_is_too_long_and_all_bits_are_used() {
        // Weights by which the longest code would have 39 bits.
        let steep: Vec<u32> = (0..40).map(|at| 1_u32.checked_shl(at).unwrap_or(u32::MAX >> 8)).collect();
        for weights in [&steep[..20], &[1; 286], &[5, 0, 1, 1, 9]] {
            let lengths = lengths(weights, MOST_BITS);
            assert!(lengths.iter().zip(weights).all(|(length, weight)| (*length == 0) == (*weight == 0)));
            assert!(lengths.iter().all(|length| *length <= MOST_BITS));
            // Kraft's sum is 1.
            let sum: u32 =
                lengths.iter().filter(|length| **length > 0).map(|length| 1 << (15 - length)).sum();
            assert_eq!(sum, 1 << 15);
        }
    }
}
