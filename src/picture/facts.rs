//! [`Facts`]: what a picture tells of itself before a pixel is decoded.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use exif::{Exif, In, Tag, Value};
use image::metadata::Orientation;
use image::{ImageDecoder, ImageReader, Limits};
use jiff::civil::DateTime;

use super::format::sniff;
use super::{Format, MOST_MEMORY, MOST_PIXELS, Unfit, vector};

/// What a picture tells of itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Facts {
    /// What it is, whatever its name.
    pub format: Format,
    /// In pixels, upright; 0 where a drawing does not tell.
    pub width: u32,
    /// In pixels, upright.
    pub height: u32,
    /// True for several pictures in one.
    pub moves: bool,
    /// When it was taken, by the clock of the camera (Exif 3.0 §4.6.6, `DateTimeOriginal`).
    pub taken: Option<DateTime>,
    /// True where it tells where it was taken (Exif, GPS IFD).
    pub tells_where: bool,
}

impl Facts {
    /// True for what is not decoded: it moves, or is drawn by lines.
    pub(super) fn is_kept(&self) -> bool {
        self.moves || matches!(self.format, Format::Gif | Format::Svg)
    }
}

/// Reads the facts; `bytes` may be the beginning of the file alone, unless it is a drawing.
///
/// # Errors
/// Why it cannot be shown. What [`Unfit::Broken`] says of a beginning may not hold of the whole.
pub(super) fn read(bytes: &[u8]) -> Result<Facts, Unfit> {
    // Decoders promise not to panic; a broken picture must not end a build if one does.
    catch_unwind(AssertUnwindSafe(|| examined(bytes))).unwrap_or(Err(Unfit::Broken))
}

fn examined(bytes: &[u8]) -> Result<Facts, Unfit> {
    if bytes.is_empty() {
        return Err(Unfit::Empty);
    }
    let format = sniff(&bytes[..bytes.len().min(4096)]).map_err(Unfit::Foreign)?;
    let plain = |width: u32, height: u32, moves| Facts {
        format,
        width,
        height,
        moves,
        taken: None,
        tells_where: false,
    };
    match format {
        Format::Svg => vector::measures(bytes).map(|(width, height)| plain(width, height, false)),
        Format::Gif => match bytes.get(6..10) {
            Some(&[w0, w1, h0, h1]) => {
                let side = |low, high| u32::from(u16::from_le_bytes([low, high]));
                bounded(plain(side(w0, w1), side(h0, h1), true))
            }
            _ => Err(Unfit::CutOff),
        },
        Format::Jpeg | Format::Png | Format::WebP => {
            let mut decoder = decoder(bytes)?;
            let (width, height) = decoder.dimensions();
            let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
            let (width, height) = if is_on_its_side(orientation) { (height, width) } else { (width, height) };
            let exif = decoder.exif_metadata().ok().flatten().and_then(read_exif);
            bounded(Facts {
                taken: exif.as_ref().and_then(taken),
                tells_where: exif.as_ref().is_some_and(tells_where) || names_place(bytes),
                ..plain(width, height, moves(bytes, format))
            })
        }
    }
}

fn bounded(facts: Facts) -> Result<Facts, Unfit> {
    match u64::from(facts.width) * u64::from(facts.height) {
        0 => Err(Unfit::Broken),
        1..=MOST_PIXELS => Ok(facts),
        _ => Err(Unfit::TooLarge),
    }
}

/// A decoder that keeps to the limits.
pub(super) fn decoder(bytes: &[u8]) -> Result<impl ImageDecoder + '_, Unfit> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Unfit::Broken)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| unfit(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(Unfit::TooLarge);
    }
    Ok(decoder)
}

/// What a decoder's fault means.
pub(super) fn unfit(error: &image::ImageError) -> Unfit {
    match error {
        image::ImageError::Limits(_) => Unfit::TooLarge,
        image::ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            Unfit::CutOff
        }
        _ => Unfit::Broken,
    }
}

pub(super) fn is_on_its_side(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

/// True where a PNG says that it is animated before its pixels begin (PNG 3 §11.3.6.1), or a WebP does in its flags
/// (RFC 9649 §2.7.1).
fn moves(bytes: &[u8], format: Format) -> bool {
    match format {
        Format::WebP => {
            bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & 2 != 0)
        }
        Format::Png => {
            let start = &bytes[..bytes.len().min(64 * 1024)];
            let find = |name: &[u8]| start.windows(4).position(|part| part == name);
            find(b"acTL").is_some_and(|at| find(b"IDAT").is_none_or(|pixels| at < pixels))
        }
        _ => false,
    }
}

fn read_exif(raw: Vec<u8>) -> Option<Exif> {
    exif::Reader::new().read_raw(raw).ok()
}

fn taken(exif: &Exif) -> Option<DateTime> {
    let field = exif.get_field(Tag::DateTimeOriginal, In::PRIMARY)?;
    let Value::Ascii(lines) = &field.value else { return None };
    let written = std::str::from_utf8(lines.first()?).ok()?.trim();
    // `2024:06:07 18:03:11`, blank or zero where the clock was never set.
    DateTime::strptime("%Y:%m:%d %H:%M:%S", written).ok()
}

/// True where the words of the picture (XMP, Part 2 §3.3) name a latitude.
fn names_place(bytes: &[u8]) -> bool {
    const NAME: &[u8] = b"exif:GPSLatitude";
    bytes.windows(NAME.len()).any(|part| part == NAME)
}

fn tells_where(exif: &Exif) -> bool {
    [Tag::GPSLatitude, Tag::GPSLongitude].iter().any(|tag| exif.get_field(*tag, In::PRIMARY).is_some())
}
