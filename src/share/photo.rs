//! A photo cropped around its middle to 1200 × 630, upright, never stretched, without metadata: [`crop`].
//!
//! What a photo claims of itself is checked before it is decoded: a file of a few kilobytes may unfold to gigabytes.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};

use super::canvas::QUALITY;
use super::{HEIGHT, WIDTH};

/// Most pixels of a photo, and most memory for it while it is decoded, in bytes.
const MOST_PIXELS: u64 = 60_000_000;
const MOST_MEMORY: u64 = 512 << 20;

/// Why there is no picture of a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is no photo, or broken.
    Broken,
    /// It has more pixels than anybody can look at.
    TooLarge,
    /// It would have to be blown up to more than twice its size.
    TooSmall,
}

/// The picture of a photo (JPEG, PNG or WebP) as a JPEG.
///
/// # Errors
/// Why there is none.
pub fn crop(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    // Decoders promise not to panic; a broken photo must not end a build if one does.
    catch_unwind(AssertUnwindSafe(|| cropped(bytes))).unwrap_or(Err(Unfit::Broken))
}

/// Whether [`crop`] can make something of a photo, as far as its header tells; `bytes` may be its beginning alone.
///
/// # Errors
/// Why it cannot.
pub fn fits(bytes: &[u8]) -> Result<(), Unfit> {
    let examined = || examined(bytes).map(|_| ());
    catch_unwind(AssertUnwindSafe(examined)).unwrap_or(Err(Unfit::Broken))
}

/// A photo before it is decoded.
struct Examined<D> {
    decoder: D,
    orientation: Orientation,
    /// Width and height of the picture as the photo lies in its file, which may be on its side.
    shape: (u32, u32),
    /// What is cut out of it: left, top, width, height.
    part: (u32, u32, u32, u32),
}

fn examined(bytes: &[u8]) -> Result<Examined<impl ImageDecoder + '_>, Unfit> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Unfit::Broken)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) {
        return Err(Unfit::Broken);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Unfit::Broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(Unfit::TooLarge);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let shape = if is_on_its_side(orientation) { (HEIGHT, WIDTH) } else { (WIDTH, HEIGHT) };
    let part = cut((width, height), shape, orientation);
    if part.2 * 2 < shape.0 {
        return Err(Unfit::TooSmall);
    }
    Ok(Examined { decoder, orientation, shape, part })
}

fn cropped(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    let Examined { decoder, orientation, shape: (wide, high), part } = examined(bytes)?;
    let photo = DynamicImage::from_decoder(decoder).map_err(|_| Unfit::Broken)?;
    let photo = photo.crop_imm(part.0, part.1, part.2, part.3);
    let mut photo = match part.2 < wide {
        true => photo.resize_exact(wide, high, FilterType::Triangle),
        false => photo.thumbnail_exact(wide, high),
    };
    photo.apply_orientation(orientation);
    let photo = on_white(&photo);
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
    encoder.encode_image(&photo).map_err(|_| Unfit::Broken)?;
    Ok(out)
}

fn is_on_its_side(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// The largest part that has the shape of the picture: left, top, width, height. Of a wide photo it is the middle; of a high
/// one a third of the rest is left out above it as the photo is shown, and two thirds below.
fn cut(
    (width, height): (u32, u32),
    (wide, high): (u32, u32),
    orientation: Orientation,
) -> (u32, u32, u32, u32) {
    let share = |a: u32, b: u32, c: u32| {
        u32::try_from(u64::from(a) * u64::from(b) / u64::from(c.max(1))).unwrap_or(u32::MAX).max(1)
    };
    let part_width = width.min(share(height, wide, high));
    let part_height = height.min(share(width, high, wide));
    let (left, top) = (width - part_width, height - part_height);
    // Where the upper edge of the shown photo is in the file.
    let (left, top) = match orientation {
        Orientation::NoTransforms | Orientation::FlipHorizontal => (left / 2, top / 3),
        Orientation::Rotate180 | Orientation::FlipVertical => (left / 2, top - top / 3),
        Orientation::Rotate90 | Orientation::Rotate90FlipH => (left / 3, top / 2),
        Orientation::Rotate270 | Orientation::Rotate270FlipH => (left - left / 3, top / 2),
    };
    (left, top, part_width, part_height)
}

/// Without transparency: JPEG has none.
fn on_white(photo: &DynamicImage) -> RgbImage {
    if !photo.color().has_alpha() {
        return photo.to_rgb8();
    }
    let photo = photo.to_rgba8();
    RgbImage::from_fn(photo.width(), photo.height(), |x, y| {
        let [red, green, blue, alpha] = photo.get_pixel(x, y).0;
        let over = |part: u8| {
            let mixed = (u32::from(part) * u32::from(alpha) + 255 * (255 - u32::from(alpha)) + 127) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests;
