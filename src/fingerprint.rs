//! [`Fingerprint`]: what bytes are known by between two runs.

#![allow(clippy::disallowed_methods, reason = "a file is read to be known")]

use std::fs::File;
use std::hash::Hasher;
use std::io::{self, Read};
use std::path::Path;

use siphasher::sip128::{Hasher128, SipHasher13};

/// How much of a file is read at a time, in bytes.
const PIECE: usize = 128 * 1024;

/// What bytes are known by: SipHash-1-3 of 128 bits, the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub(crate) struct Fingerprint(pub(crate) u64, pub(crate) u64);

impl Fingerprint {
    /// Of bytes.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut hasher = SipHasher13::new();
        hasher.write(bytes);
        Self::from(hasher)
    }

    /// Of what a file holds, with its size; read a piece at a time.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn of_file(place: &Path) -> io::Result<(Self, u64)> {
        let mut hasher = SipHasher13::new();
        let mut file = File::open(place)?;
        let (mut piece, mut size) = (vec![0; PIECE], 0);
        loop {
            match file.read(&mut piece) {
                Ok(0) => return Ok((Self::from(hasher), size)),
                Ok(length) => {
                    hasher.write(&piece[..length]);
                    size += length as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl From<SipHasher13> for Fingerprint {
    fn from(hasher: SipHasher13) -> Self {
        let hash = hasher.finish128();
        Self(hash.h1, hash.h2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_known_by_the_same_wherever_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a");
        for length in [0, 1, PIECE - 1, PIECE, 3 * PIECE + 7] {
            let bytes: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            std::fs::write(&place, &bytes).unwrap();
            let read = Fingerprint::of_file(&place).unwrap();
            assert_eq!(read, (Fingerprint::of(&bytes), length as u64));
        }
        assert_ne!(Fingerprint::of(b"a"), Fingerprint::of(b"b"));
        assert!(Fingerprint::of_file(folder.path()).is_err());
    }
}
