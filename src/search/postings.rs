//! [`Postings`]: the pages a word stands on, kept as they will be written. A large archive has millions of them.

/// Where a form stands, page by page in rising order: of each how many pages further it is and, in the lowest four bits,
/// how much the form counts there, 1 to 15.
#[derive(Debug, Default)]
pub(super) struct Postings {
    pages: usize,
    last: usize,
    packed: Vec<u8>,
}

impl Postings {
    /// Adds a page after all there are.
    pub(super) fn push(&mut self, page: usize, weight: u8) {
        number((page - self.last) << 4 | usize::from(weight), &mut self.packed);
        self.pages += 1;
        self.last = page;
    }

    /// True for a word that stands on no page.
    pub(super) fn is_empty(&self) -> bool {
        self.pages == 0
    }

    /// Writes how many pages there are, and each.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        number(self.pages, out);
        out.extend_from_slice(&self.packed);
    }
}

/// Writes a number seven bits a byte, the lowest first (LEB128, unsigned).
pub(super) fn number(mut number: usize, out: &mut Vec<u8>) {
    while number >= 0x80 {
        // The lowest seven bits.
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_seven_bits_a_byte() {
        let written = |value| {
            let mut out = Vec::new();
            number(value, &mut out);
            out
        };
        assert_eq!(written(0), [0]);
        assert_eq!(written(127), [127]);
        assert_eq!(written(128), [0x80, 1]);
        assert_eq!(written(300), [0xac, 2]);
    }
}
