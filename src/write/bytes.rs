//! Bytes of files: copied, and compared with what is there.

#![allow(clippy::disallowed_methods, reason = "part of the only writer")]

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use crate::content::Content;

/// How much of a copied file is compared at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// The bytes alone: permissions that keep others from a file at home must not keep readers from the published one.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    io::copy(&mut File::open(from)?, &mut File::create(to)?).map(|_| ())
}

/// True when the file of this length holds just this.
pub(super) fn holds(place: &Path, length: u64, content: &Content) -> bool {
    match content {
        Content::Made(bytes) => {
            length == bytes.len() as u64 && std::fs::read(place).is_ok_and(|there| there == **bytes)
        }
        Content::Copied(from, _) => {
            std::fs::metadata(from).is_ok_and(|source| source.len() == length)
                && equal(place, from).unwrap_or(false)
        }
    }
}

/// True for two files with the same bytes, read a piece at a time.
fn equal(a: &Path, b: &Path) -> io::Result<bool> {
    let (mut a, mut b) =
        (BufReader::with_capacity(PIECE, File::open(a)?), BufReader::with_capacity(PIECE, File::open(b)?));
    loop {
        let (left, right) = (a.fill_buf()?, b.fill_buf()?);
        let length = left.len().min(right.len());
        if left[..length] != right[..length] || (length == 0 && left.len() != right.len()) {
            return Ok(false);
        }
        if length == 0 {
            return Ok(true);
        }
        a.consume(length);
        b.consume(length);
    }
}

/// Writes a file that is no part of an output folder beside its place and renames: whole or not at all.
pub(crate) fn put(place: &Path, content: &Content) -> io::Result<()> {
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(".kronika-part");
    put_by(&place.with_file_name(name), place, content)
}

/// Writes `part` and renames it to its place; nothing is left of it where that fails.
fn put_by(part: &Path, place: &Path, content: &Content) -> io::Result<()> {
    let written = write(part, content).and_then(|()| std::fs::rename(part, place));
    if written.is_err() {
        let _ = std::fs::remove_file(part);
    }
    written
}

/// Writes a file where it is.
pub(super) fn write(place: &Path, content: &Content) -> io::Result<()> {
    match content {
        Content::Made(bytes) => std::fs::write(place, bytes.as_slice()),
        Content::Copied(from, _) => copy(from, place),
    }
}
