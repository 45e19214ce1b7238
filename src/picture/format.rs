//! What kind of file it is: by its name, and by its first bytes, which do not lie.

/// A format of pictures that browsers show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Format {
    /// ITU-T T.81.
    Jpeg,
    /// W3C PNG, also where it moves.
    Png,
    /// RFC 9649.
    WebP,
    /// GIF87a and GIF89a.
    Gif,
    /// W3C SVG.
    Svg,
}

/// Something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Foreign {
    /// What an iPhone takes (ISO/IEC 23008-12).
    Heic,
    /// AV1 in the same container.
    Avif,
    /// What scanners make.
    Tiff,
    /// What Windows Paint makes.
    Bmp,
    /// What is left of a camera's sensor.
    Raw,
    /// A document.
    Pdf,
    /// A film.
    Film,
    /// A page, such as a login form saved in place of the picture.
    Page,
    /// Nobody knows.
    Unknown,
}

impl Format {
    /// Its name, as people know it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Jpeg => "JPEG",
            Format::Png => "PNG",
            Format::WebP => "WebP",
            Format::Gif => "GIF",
            Format::Svg => "SVG",
        }
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Jpeg => "jpg",
            Format::Png => "png",
            Format::WebP => "webp",
            Format::Gif => "gif",
            Format::Svg => "svg",
        }
    }

    /// What a file is by its name.
    pub fn by_name(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        Some(match ending.as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Format::Jpeg,
            "png" | "apng" => Format::Png,
            "webp" => Format::WebP,
            "gif" => Format::Gif,
            "svg" => Format::Svg,
            _ => return None,
        })
    }
}

/// True for a name of a picture that browsers show.
pub fn is_picture(name: &str) -> bool {
    Format::by_name(name).is_some()
}

/// Endings of pictures that browsers do not show.
const UNSHOWN: [&str; 14] =
    ["heic", "heif", "hif", "avif", "tif", "tiff", "bmp", "dng", "cr2", "cr3", "nef", "arw", "raf", "orf"];

/// True for a name of a picture that browsers do not show, or kronika does not read.
pub fn is_unshown_picture(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| UNSHOWN.contains(&ending.as_str()))
}

/// What a file is by its first bytes, a few hundred.
pub(super) fn sniff(start: &[u8]) -> Result<Format, Foreign> {
    let text = || start.trim_ascii_start();
    Ok(match start {
        [0xff, 0xd8, 0xff, ..] => Format::Jpeg,
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Format::Png,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Format::WebP,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Format::Gif,
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => return Err(container(brand)),
        [b'I', b'I', b'*' | b'R' | b'U', 0, ..] | [b'M', b'M', 0, b'*', ..] => return Err(Foreign::Tiff),
        [b'B', b'M', ..] => return Err(Foreign::Bmp),
        [b'F', b'U', b'J', b'I', ..] | [0, b'M', b'R', b'M', ..] => return Err(Foreign::Raw),
        [b'%', b'P', b'D', b'F', ..] => return Err(Foreign::Pdf),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => return Err(Foreign::Film),
        _ if is_drawing(text()) => Format::Svg,
        _ if is_page(text()) => return Err(Foreign::Page),
        _ => return Err(Foreign::Unknown),
    })
}

/// By the brand of an ISO base media file (ISO/IEC 14496-12, §4.3).
fn container(brand: &[u8]) -> Foreign {
    match brand.get(..4) {
        Some(b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1") => Foreign::Heic,
        Some(b"avif" | b"avis") => Foreign::Avif,
        Some(b"crx ") => Foreign::Raw,
        _ => Foreign::Film,
    }
}

fn is_drawing(text: &[u8]) -> bool {
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    let begins =
        [&b"<svg"[..], b"<?xml", b"<!--", b"<!DOCTYPE svg"].iter().any(|start| text.starts_with(start));
    begins && text.windows(4).any(|part| part == b"<svg")
}

fn is_page(text: &[u8]) -> bool {
    let start = text.get(..14).unwrap_or(text).to_ascii_lowercase();
    start.starts_with(b"<!doctype html") || start.starts_with(b"<html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_what_a_file_is_whatever_its_name() {
        let cases: [(&[u8], Result<Format, Foreign>); 14] = [
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Ok(Format::Jpeg)),
            (b"\x89PNG\r\n\x1a\n\0\0", Ok(Format::Png)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Ok(Format::WebP)),
            (b"GIF89a\x01\0\x01\0", Ok(Format::Gif)),
            (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->\n<svg xmlns=''>", Ok(Format::Svg)),
            (b"  <svg viewBox='0 0 1 1'/>", Ok(Format::Svg)),
            (b"\0\0\0\x18ftypheic\0\0\0\0", Err(Foreign::Heic)),
            (b"\0\0\0\x1cftypavif\0\0\0\0", Err(Foreign::Avif)),
            (b"\0\0\0\x18ftypmp42\0\0\0\0", Err(Foreign::Film)),
            (b"II*\0\x08\0\0\0", Err(Foreign::Tiff)),
            (b"BM\x36\x10\0\0", Err(Foreign::Bmp)),
            (b"%PDF-1.7", Err(Foreign::Pdf)),
            (b"<!DOCTYPE html><title>Zaloguj</title>", Err(Foreign::Page)),
            (b"", Err(Foreign::Unknown)),
        ];
        for (bytes, expected) in cases {
            assert_eq!(sniff(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn names_are_read_whatever_their_case() {
        assert_eq!(Format::by_name("IMG_0001.JPG"), Some(Format::Jpeg));
        assert_eq!(Format::by_name("plan.miasta.Png"), Some(Format::Png));
        assert_eq!(Format::by_name("IMG_0001.HEIC"), None);
        assert_eq!(Format::by_name("jpg"), None);
    }
}
