//! The same picture without what it tells of itself: for what moves, and is therefore not decoded.

use super::{Format, Unfit};

/// Takes comments, Exif, XMP and the like out of a GIF, PNG or WebP; what is needed to show it stays as it is.
///
/// # Errors
/// [`Unfit::CutOff`] where a part is shorter than it says; [`Unfit::Broken`] for another format.
pub(super) fn clean(bytes: &[u8], format: Format) -> Result<Vec<u8>, Unfit> {
    match format {
        Format::Gif => gif(bytes),
        Format::Png => png(bytes),
        Format::WebP => webp(bytes),
        Format::Jpeg | Format::Svg => Err(Unfit::Broken),
    }
}

fn take<'b>(bytes: &mut &'b [u8], count: usize) -> Result<&'b [u8], Unfit> {
    let (taken, rest) = bytes.split_at_checked(count).ok_or(Unfit::CutOff)?;
    *bytes = rest;
    Ok(taken)
}

/// GIF89a §§17–27.
fn gif(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    let mut rest = bytes;
    let mut out = Vec::with_capacity(bytes.len());
    let head = take(&mut rest, 13)?;
    out.extend(head);
    out.extend(take(&mut rest, colour_table(head[10]))?);
    loop {
        match take(&mut rest, 1)? {
            [0x2c] => {
                let descriptor = take(&mut rest, 9)?;
                out.push(0x2c);
                out.extend(descriptor);
                out.extend(take(&mut rest, colour_table(descriptor[8]))?);
                out.extend(take(&mut rest, 1)?);
                out.extend(blocks(&mut rest)?);
            }
            [0x21] => {
                let label = take(&mut rest, 1)?[0];
                let all = blocks(&mut rest)?;
                // How it moves, and how often; all other extensions are words.
                let moves = label == 0xff
                    && [&b"NETSCAPE2.0"[..], b"ANIMEXTS1.0"].contains(&all.get(1..12).unwrap_or_default());
                if matches!(label, 0xf9 | 0x01) || moves {
                    out.extend([0x21, label]);
                    out.extend(all);
                }
            }
            [0x3b] => {
                out.push(0x3b);
                return Ok(out);
            }
            _ => return Err(Unfit::Broken),
        }
    }
}

/// Bytes of a colour table, by the flags before it.
fn colour_table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Sub-blocks up to the empty one.
fn blocks<'b>(rest: &mut &'b [u8]) -> Result<&'b [u8], Unfit> {
    let all = *rest;
    let mut length = 0;
    loop {
        let size = usize::from(take(rest, 1)?[0]);
        length += 1 + size;
        if size == 0 {
            return Ok(&all[..length]);
        }
        take(rest, size)?;
    }
}

/// PNG 3 §§5, 11: what is critical, transparency, colour and movement stay.
fn png(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    const KEPT: [&[u8; 4]; 9] =
        [b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"acTL", b"fcTL", b"fdAT", b"pHYs"];
    let mut rest = bytes;
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(take(&mut rest, 8)?);
    loop {
        let all = rest;
        let head = take(&mut rest, 8)?;
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        take(&mut rest, length.checked_add(4).ok_or(Unfit::CutOff)?)?;
        let name = &head[4..8];
        let is_critical = name[0].is_ascii_uppercase();
        if is_critical || KEPT.iter().any(|kept| *kept == name) {
            out.extend(&all[..length + 12]);
        }
        if name == b"IEND" {
            return Ok(out);
        }
    }
}

/// RFC 9649 §2.7: chunks but those of metadata, whose flags are cleared.
fn webp(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    let mut rest = bytes;
    take(&mut rest, 12)?;
    let mut chunks: Vec<u8> = Vec::with_capacity(bytes.len());
    while !rest.is_empty() {
        let all = rest;
        let head = take(&mut rest, 8)?;
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let padded = length.checked_add(length % 2).ok_or(Unfit::CutOff)?;
        // The last one may lack its padding.
        let there = rest.len();
        take(&mut rest, if padded > there { length } else { padded })?;
        let chunk = &all[..all.len() - rest.len()];
        match &head[..4] {
            b"EXIF" | b"XMP " => {}
            b"VP8X" => {
                let start = chunks.len();
                chunks.extend(chunk);
                if let Some(flags) = chunks.get_mut(start + 8) {
                    *flags &= !0b0000_1100;
                }
            }
            _ => chunks.extend(chunk),
        }
    }
    let mut out = Vec::with_capacity(chunks.len() + 12);
    out.extend(b"RIFF");
    out.extend(u32::try_from(chunks.len() + 4).map_err(|_| Unfit::TooLarge)?.to_le_bytes());
    out.extend(b"WEBP");
    out.extend(chunks);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
        [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], name, data, &[0; 4]].concat()
    }

    #[test]
    fn a_png_loses_its_words_and_keeps_its_movement() {
        let head = b"\x89PNG\r\n\x1a\n";
        let parts = |with: bool| {
            let mut all = head.to_vec();
            all.extend(chunk(b"IHDR", &[0; 13]));
            if with {
                all.extend(chunk(b"tEXt", b"Author\0Anna"));
                all.extend(chunk(b"eXIf", b"II*\0"));
            }
            all.extend(chunk(b"acTL", &[0; 8]));
            all.extend(chunk(b"IDAT", &[1, 2, 3]));
            all.extend(chunk(b"IEND", &[]));
            all
        };
        assert_eq!(clean(&parts(true), Format::Png), Ok(parts(false)));
        let cut = parts(true).len() - 3;
        assert_eq!(clean(&parts(true)[..cut], Format::Png), Err(Unfit::CutOff));
    }

    #[test]
    fn a_gif_loses_comments_and_xmp_and_keeps_how_often_it_moves() {
        let parts = |with: bool| {
            let mut all = b"GIF89a\x01\0\x01\0\x80\0\0".to_vec();
            all.extend([0; 6]);
            all.extend(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0");
            if with {
                all.extend(b"\x21\xfe\x04Anna\0");
                all.extend(b"\x21\xff\x0bXMP DataXMP\x02<x\0");
            }
            all.extend(b"\x21\xf9\x04\0\x0a\0\0\0");
            all.extend(b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0\x3b");
            all
        };
        assert_eq!(clean(&parts(true), Format::Gif), Ok(parts(false)));
        assert_eq!(clean(&parts(true)[..60], Format::Gif), Err(Unfit::CutOff));
    }

    #[test]
    fn a_webp_loses_exif_and_says_so_in_its_flags() {
        let riff = |flags: u8, exif: bool| {
            let mut chunks = [&b"VP8X\x0a\0\0\0"[..], &[flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]].concat();
            chunks.extend(b"ANIM\x06\0\0\0\0\0\0\0\0\0");
            if exif {
                chunks.extend(b"EXIF\x03\0\0\0abc\0");
            }
            let size = u32::try_from(chunks.len() + 4).unwrap().to_le_bytes();
            [&b"RIFF"[..], &size, b"WEBP", &chunks].concat()
        };
        assert_eq!(clean(&riff(0b1010, true), Format::WebP), Ok(riff(0b0010, false)));
    }
}
