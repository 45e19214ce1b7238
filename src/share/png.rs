//! A canvas → PNG (Portable Network Graphics, third edition): [`write`]. Two bits a pixel, a palette of four colours, no
//! filters; the pixels are one stream of zlib (RFC 1950) in one chunk.

use super::canvas::{Canvas, Colours};
use super::deflate::{Code, Deflate};
use super::rows::Rows;
use super::{HEIGHT, WIDTH};

/// What every PNG begins with (§5.2).
const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
/// Bits a pixel, the colour type of palettes, and the only methods of compression, filtering and no interlacing (§11.2.1).
const KIND: [u8; 5] = [2, 3, 0, 0, 0];
/// DEFLATE with a window of 32 KB (RFC 1950 §2.2).
const ZLIB: [u8; 2] = [0x78, 0x01];
/// Bytes that most cards fit into.
const USUAL: usize = 8 * 1024;

/// The picture as PNG.
pub(super) fn write(canvas: &Canvas<'_>, colours: Colours, code: &Code) -> Vec<u8> {
    let mut png = Vec::with_capacity(USUAL);
    png.extend(SIGNATURE);
    chunk(&mut png, b"IHDR", |png| {
        png.extend([&WIDTH.to_be_bytes()[..], &HEIGHT.to_be_bytes(), &KIND].concat())
    });
    chunk(&mut png, b"PLTE", |png| png.extend(colours.palette().as_flattened()));
    chunk(&mut png, b"IDAT", |png| {
        png.extend(ZLIB);
        let mut rows = Rows::new(Deflate::new(code, std::mem::take(png)));
        canvas.rows(&mut rows);
        let (deflate, checksum) = rows.finish();
        *png = deflate.finish();
        png.extend(checksum.to_be_bytes());
    });
    chunk(&mut png, b"IEND", |_| {});
    png
}

/// A chunk: the length of its data, its type, its data, and a checksum of both (§5.3).
fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], data: impl FnOnce(&mut Vec<u8>)) {
    let start = png.len();
    png.extend([0; 4]);
    png.extend(kind);
    data(png);
    let length = u32::try_from(png.len() - start - 8).unwrap_or(u32::MAX);
    png[start..start + 4].copy_from_slice(&length.to_be_bytes());
    png.extend(crc32fast::hash(&png[start + 4..]).to_be_bytes());
}
