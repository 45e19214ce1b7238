//! [`Pixels`]: a decoded picture, made smaller, upright and in sRGB.

use std::borrow::Cow;
use std::collections::BTreeSet;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::facts::{decoder, is_on_its_side, unfit};
use super::{CARD_HEIGHT, CARD_WIDTH, Unfit};

/// Most colours of a picture that was drawn by a program.
const COLOURS_OF_A_DRAWING: usize = 2_000;

/// How many pixels are looked at to know.
const LOOKED_AT: usize = 100_000;

/// A picture, row by row from the top, 8 bits a part.
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Red, green and blue; with alpha where [`Pixels::alpha`].
    pub(super) parts: Vec<u8>,
    pub(super) alpha: bool,
}

/// A picture as it lies in its file.
pub(super) struct Decoded {
    pixels: Pixels,
    orientation: Orientation,
    profile: Option<Vec<u8>>,
}

impl Decoded {
    /// Decodes a JPEG, PNG or WebP.
    ///
    /// # Errors
    /// Why it cannot be decoded.
    pub(super) fn new(bytes: &[u8]) -> Result<Self, Unfit> {
        let mut decoder = decoder(bytes)?;
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let profile = decoder.icc_profile().ok().flatten();
        let image = DynamicImage::from_decoder(decoder).map_err(|error| unfit(&error))?;
        let (width, height, alpha) = (image.width(), image.height(), image.color().has_alpha());
        let parts = if alpha { image.into_rgba8().into_raw() } else { image.into_rgb8().into_raw() };
        Ok(Self { pixels: Pixels { width, height, parts, alpha }, orientation, profile })
    }

    /// True for a screenshot or diagram, as far as its colours tell.
    pub(super) fn is_drawing(&self) -> bool {
        let pixels = &self.pixels;
        let every = (pixels.parts.len() / pixels.depth() / LOOKED_AT).max(1);
        let mut colours = BTreeSet::new();
        pixels
            .parts
            .chunks_exact(pixels.depth())
            .step_by(every)
            .all(|colour| !colours.insert(colour) || colours.len() <= COLOURS_OF_A_DRAWING)
    }

    /// True where the file already is as readers shall get it, but for metadata.
    pub(super) fn is_upright_srgb(&self) -> bool {
        self.orientation == Orientation::NoTransforms && self.profile.is_none()
    }

    /// The picture in a size, in pixels upright, no larger than it is.
    ///
    /// # Errors
    /// [`Unfit::Broken`] where it cannot be made smaller.
    pub(super) fn upright(self, width: u32, height: u32) -> Result<Pixels, Unfit> {
        let Self { pixels, orientation, profile } = self;
        let (wide, high) = if is_on_its_side(orientation) { (height, width) } else { (width, height) };
        let smaller = pixels.resized(wide, high)?;
        drop(pixels);
        Ok(smaller.turned(orientation)?.in_srgb(profile.as_deref()))
    }
}

impl Pixels {
    /// Bytes of a pixel.
    fn depth(&self) -> usize {
        if self.alpha { 4 } else { 3 }
    }

    /// The same in another size.
    ///
    /// # Errors
    /// [`Unfit::Broken`] where the measures do not fit the bytes.
    pub(super) fn resized(&self, width: u32, height: u32) -> Result<Pixels, Unfit> {
        let kind = if self.alpha { PixelType::U8x4 } else { PixelType::U8x3 };
        let from = ImageRef::new(self.width, self.height, &self.parts, kind).map_err(|_| Unfit::Broken)?;
        let mut to = Image::new(width, height, kind);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new().resize(&from, &mut to, &options).map_err(|_| Unfit::Broken)?;
        Ok(Pixels { width, height, parts: to.into_vec(), alpha: self.alpha })
    }

    /// Turned as the camera was held.
    fn turned(self, orientation: Orientation) -> Result<Self, Unfit> {
        if orientation == Orientation::NoTransforms {
            return Ok(self);
        }
        let Pixels { width, height, parts, alpha } = self;
        let image = match alpha {
            true => RgbaImage::from_raw(width, height, parts).map(DynamicImage::from),
            false => RgbImage::from_raw(width, height, parts).map(DynamicImage::from),
        };
        let mut image = image.ok_or(Unfit::Broken)?;
        image.apply_orientation(orientation);
        let (width, height) = (image.width(), image.height());
        let parts = if alpha { image.into_rgba8().into_raw() } else { image.into_rgb8().into_raw() };
        Ok(Pixels { width, height, parts, alpha })
    }

    /// In sRGB (IEC 61966-2-1) by the profile of the file (ICC.1:2022); as it is where there is none, or one of inks, which
    /// decoding has left behind.
    fn in_srgb(self, profile: Option<&[u8]>) -> Self {
        match profile.and_then(|profile| self.converted(profile)) {
            Some(parts) => Pixels { parts, ..self },
            None => self,
        }
    }

    fn converted(&self, profile: &[u8]) -> Option<Vec<u8>> {
        let from = ColorProfile::new_from_slice(profile).ok()?;
        let (input, layout): (Cow<'_, [u8]>, Layout) = match (from.color_space, self.alpha) {
            (DataColorSpace::Rgb, true) => (Cow::Borrowed(&self.parts), Layout::Rgba),
            (DataColorSpace::Rgb, false) => (Cow::Borrowed(&self.parts), Layout::Rgb),
            (DataColorSpace::Gray, false) => (self.parts.iter().step_by(3).copied().collect(), Layout::Gray),
            _ => return None,
        };
        let to = if self.alpha { Layout::Rgba } else { Layout::Rgb };
        let srgb = ColorProfile::new_srgb();
        let transform = from.create_transform_8bit(layout, &srgb, to, TransformOptions::default()).ok()?;
        let mut parts = vec![0; self.parts.len()];
        transform.transform(&input, &mut parts).ok()?;
        Some(parts)
    }

    /// Red, green and blue on white; JPEG knows no transparency.
    pub(super) fn on_white(&self) -> Cow<'_, [u8]> {
        if !self.alpha {
            return Cow::Borrowed(&self.parts);
        }
        let over = |part: u8, alpha: u8| {
            let (part, alpha) = (u32::from(part), u32::from(alpha));
            u8::try_from((part * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
        };
        let solid = |colour: &[u8]| [0, 1, 2].map(|at| over(colour[at], colour[3]));
        Cow::Owned(self.parts.chunks_exact(4).flat_map(solid).collect())
    }

    /// The largest part that has the shape of a card, in its size: of a wide picture the middle; of a high one a third of the
    /// rest is left out above and two thirds below. None for one that would have to be blown up to more than twice its size.
    pub(super) fn card(&self) -> Option<Result<Pixels, Unfit>> {
        let share = |of: u32, part: u32, whole: u32| {
            u32::try_from(u64::from(of) * u64::from(part) / u64::from(whole.max(1)))
                .unwrap_or(u32::MAX)
                .max(1)
        };
        let width = self.width.min(share(self.height, CARD_WIDTH, CARD_HEIGHT));
        let height = self.height.min(share(self.width, CARD_HEIGHT, CARD_WIDTH));
        if width * 2 < CARD_WIDTH {
            return None;
        }
        let (left, top) = ((self.width - width) / 2, (self.height - height) / 3);
        let depth = self.depth();
        let row = self.width as usize * depth;
        let (from, length) = (left as usize * depth, width as usize * depth);
        let rows = self.parts.chunks_exact(row).skip(top as usize).take(height as usize);
        let parts = rows.flat_map(|row| &row[from..from + length]).copied().collect();
        let part = Pixels { width, height, parts, alpha: self.alpha };
        Some(part.resized(CARD_WIDTH, CARD_HEIGHT))
    }
}
