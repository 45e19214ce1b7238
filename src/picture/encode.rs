//! Pixels → bytes: JPEG, PNG, WebP, AVIF.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use jpeg_encoder::{ColorType, SamplingFactor};
use webp::WebPConfig;

use super::pixels::Pixels;
use super::{Encoding, Unfit};

/// Quality of JPEG and WebP, of 100: differences are not seen at the size they are shown.
const JPEG: u8 = 82;
const WEBP: f32 = 78.0;
/// Quality of AVIF, of 100, as good to look at.
#[cfg(feature = "avif")]
const AVIF: f32 = 68.0;
/// Speed of AVIF, of 10.
#[cfg(feature = "avif")]
const AVIF_SPEED: u8 = 9;
/// Effort of WebP, of 6.
const EFFORT: i32 = 4;

/// Writes a picture. What was drawn keeps each of its colours in WebP.
///
/// # Errors
/// [`Unfit::Broken`] where the encoder refuses, and for an encoding that is not written from pixels.
pub(super) fn encode(pixels: &Pixels, encoding: Encoding, drawn: bool) -> Result<Vec<u8>, Unfit> {
    match encoding {
        Encoding::Jpeg | Encoding::Card => jpeg(pixels),
        Encoding::Png => png(pixels),
        Encoding::WebP => webp(pixels, drawn),
        Encoding::Avif => avif(pixels),
        Encoding::Clean => Err(Unfit::Broken),
    }
}

fn jpeg(pixels: &Pixels) -> Result<Vec<u8>, Unfit> {
    let side = |length: u32| u16::try_from(length).map_err(|_| Unfit::TooLarge);
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, JPEG);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    let written =
        encoder.encode(&pixels.on_white(), side(pixels.width)?, side(pixels.height)?, ColorType::Rgb);
    written.map(|()| bytes).map_err(|_| Unfit::Broken)
}

fn png(pixels: &Pixels) -> Result<Vec<u8>, Unfit> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    let color = if pixels.alpha { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 };
    let written = encoder.write_image(&pixels.parts, pixels.width, pixels.height, color);
    written.map(|()| bytes).map_err(|_| Unfit::Broken)
}

fn webp(pixels: &Pixels, drawn: bool) -> Result<Vec<u8>, Unfit> {
    let encoder = match pixels.alpha {
        true => webp::Encoder::from_rgba(&pixels.parts, pixels.width, pixels.height),
        false => webp::Encoder::from_rgb(&pixels.parts, pixels.width, pixels.height),
    };
    let mut config = WebPConfig::new().map_err(|()| Unfit::Broken)?;
    config.quality = WEBP;
    config.method = EFFORT;
    config.lossless = i32::from(drawn);
    let written = encoder.encode_advanced(&config);
    written.map(|memory| memory.to_vec()).map_err(|_| Unfit::Broken)
}

/// Settings do not let a program without the encoder come here.
#[cfg(not(feature = "avif"))]
fn avif(_: &Pixels) -> Result<Vec<u8>, Unfit> {
    Err(Unfit::Broken)
}

#[cfg(feature = "avif")]
fn avif(pixels: &Pixels) -> Result<Vec<u8>, Unfit> {
    let encoder = ravif::Encoder::new().with_quality(AVIF).with_speed(AVIF_SPEED).with_num_threads(Some(1));
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let written = match pixels.alpha {
        true => {
            let colours = pixels.parts.chunks_exact(4);
            let colours: Vec<ravif::RGBA8> =
                colours.map(|c| ravif::RGBA8::new(c[0], c[1], c[2], c[3])).collect();
            encoder.encode_rgba(ravif::Img::new(&colours, width, height))
        }
        false => {
            let colours = pixels.parts.chunks_exact(3);
            let colours: Vec<ravif::RGB8> = colours.map(|c| ravif::RGB8::new(c[0], c[1], c[2])).collect();
            encoder.encode_rgb(ravif::Img::new(&colours, width, height))
        }
    };
    written.map(|written| written.avif_file).map_err(|_| Unfit::Broken)
}
