//! [`Record`] ↔ bytes: a mark, a checksum of all that follows, the program that wrote it, and what it says. Numbers have eight
//! bytes, the lowest first; before texts and lists stands their length.

use super::season::Season;
use super::{Item, PROGRAM, VERSION};
use crate::fingerprint::Fingerprint;

/// What a record begins with.
const MARK: &[u8; 8] = b"kronikaR";

/// Where what the checksum is of begins.
const BODY: usize = MARK.len() + 16;

/// What a build was made from and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Record<'a> {
    /// What the command asked for.
    pub(super) options: Fingerprint,
    /// When it is true.
    pub(super) season: Season,
    /// Every file that a build may read, sorted.
    pub(super) inputs: Vec<Item<'a>>,
    /// Every file of the output folder that is the build's, the list of them among these.
    pub(super) outputs: Vec<Item<'a>>,
    /// What was told, as `told` writes it.
    pub(super) told: Vec<u8>,
}

impl<'a> Record<'a> {
    /// As bytes.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut out = Sink(Vec::with_capacity(BODY + 128 * (self.inputs.len() + self.outputs.len())));
        out.0.extend(MARK);
        out.0.extend([0; 16]);
        out.number(VERSION.into());
        out.text(PROGRAM);
        out.fingerprint(self.options);
        self.season.encode(&mut out);
        out.items(&self.inputs);
        out.items(&self.outputs);
        out.bytes(&self.told);
        let sum = Fingerprint::of(&out.0[BODY..]);
        out.0[MARK.len()..][..8].copy_from_slice(&sum.0.to_le_bytes());
        out.0[MARK.len() + 8..][..8].copy_from_slice(&sum.1.to_le_bytes());
        out.0
    }

    /// From bytes; none from those that no program like this one has written just so.
    pub(super) fn decode(bytes: &'a [u8]) -> Option<Self> {
        let mut from = Bytes(bytes);
        (from.take(MARK.len())? == MARK).then_some(())?;
        let sum = from.fingerprint()?;
        // Of another program's record nothing needs to be read but this.
        let mut start = Bytes(from.0);
        (start.number()? == u64::from(VERSION) && start.text()? == PROGRAM).then_some(())?;
        (Fingerprint::of(from.0) == sum).then_some(())?;
        let mut from = start;
        let record = Self {
            options: from.fingerprint()?,
            season: Season::decode(&mut from)?,
            inputs: from.items()?,
            outputs: from.items()?,
            told: from.bytes()?.to_vec(),
        };
        from.0.is_empty().then_some(record)
    }
}

/// What is written.
#[derive(Default)]
pub(super) struct Sink(pub(super) Vec<u8>);

impl Sink {
    pub(super) fn number(&mut self, number: u64) {
        self.0.extend(number.to_le_bytes());
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend(bytes);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub(super) fn fingerprint(&mut self, fingerprint: Fingerprint) {
        self.number(fingerprint.0);
        self.number(fingerprint.1);
    }

    fn items(&mut self, items: &[Item<'_>]) {
        self.number(items.len() as u64);
        for item in items {
            self.text(item.path);
            self.number(item.size);
            self.number(item.state.unwrap_or_default());
            self.fingerprint(item.content);
        }
    }
}

/// What is read, and not yet read of it.
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        self.take(8)?.try_into().ok().map(u64::from_le_bytes)
    }

    /// A place in something.
    pub(super) fn place(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    /// A number of things that are still to come: no more than there are bytes.
    fn count(&mut self) -> Option<usize> {
        self.place().filter(|count| *count <= self.0.len())
    }

    /// Things, with their number before them.
    pub(super) fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.count()?;
        (0..count).map(|_| one(self)).collect()
    }

    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.count()?;
        self.take(length)
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    pub(super) fn fingerprint(&mut self) -> Option<Fingerprint> {
        Some(Fingerprint(self.number()?, self.number()?))
    }

    fn items(&mut self) -> Option<Vec<Item<'a>>> {
        self.list(|from| {
            let path = from.text()?;
            let (size, state) = (from.number()?, from.number()?);
            let content = from.fingerprint()?;
            Some(Item { path, size, state: (state != 0).then_some(state), content })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Record<'static> {
        let item = |path, state| Item { path, size: 7, state, content: Fingerprint::of(b"content") };
        Record {
            options: Fingerprint::of(b"options"),
            season: Season::sample(),
            inputs: vec![item("content/", None), item("content/żółw.md", Some(9))],
            outputs: vec![item("index.html", Some(u64::MAX)), item("a/b.css", None)],
            told: b"told".to_vec(),
        }
    }

    /// The bytes with a checksum that is right again.
    fn summed(mut bytes: Vec<u8>) -> Vec<u8> {
        let sum = Fingerprint::of(&bytes[BODY..]);
        bytes[8..16].copy_from_slice(&sum.0.to_le_bytes());
        bytes[16..24].copy_from_slice(&sum.1.to_le_bytes());
        bytes
    }

    #[test]
    fn what_is_written_is_read() {
        let record = sample();
        let bytes = record.encode();
        assert_eq!(Record::decode(&bytes), Some(record));
        assert_eq!(summed(bytes.clone()), bytes);
    }

    #[test]
    fn what_was_cut_short_lengthened_or_changed_in_one_bit_is_no_record() {
        let bytes = sample().encode();
        for length in 0..bytes.len() {
            assert_eq!(Record::decode(&bytes[..length]), None, "cut to {length}");
        }
        assert_eq!(Record::decode(&[&bytes[..], b"\0"].concat()), None);
        for bit in 0..bytes.len() * 8 {
            let mut other = bytes.clone();
            other[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(Record::decode(&other), None, "bit {bit}");
        }
    }

    #[test]
    fn whatever_the_bytes_with_a_right_checksum_reading_ends_without_harm() {
        let bytes = sample().encode();
        let (mut read, mut refused) = (0, 0);
        for at in BODY..bytes.len() {
            for byte in [0, 1, 0x7f, 0x80, 0xff] {
                let mut other = bytes.clone();
                other[at] = byte;
                match Record::decode(&summed(other)) {
                    Some(_) => read += 1,
                    None => refused += 1,
                }
            }
            assert_eq!(Record::decode(&summed(bytes[..at].to_vec())), None);
        }
        assert!(read > 100 && refused > 100, "{read} {refused}");
    }

    #[test]
    fn another_program_s_record_is_none() {
        let bytes = sample().encode();
        let mut newer = bytes.clone();
        newer[BODY] += 1;
        assert_eq!(Record::decode(&summed(newer)), None);
        let mut other = bytes;
        other[BODY + 16] ^= 1;
        assert_eq!(Record::decode(&summed(other)), None, "the same version, made from something else");
    }
}
