//! [`Letters`]: the shapes of letters in a few sizes, each drawn once and kept. The font is Ubuntu Light (Ubuntu Font
//! Licence), which has Latin, Greek and Cyrillic; letters that it lacks are left out.

use std::sync::OnceLock;

use ab_glyph::{Font, FontRef, GlyphId, ScaleFont};

use super::canvas::{HALF, INK, PIXELS, rounded};

/// The numbers of letters below this are kept in a table: Latin, Greek and Cyrillic.
const KEPT: u32 = 0x530;

/// The font in a few sizes.
pub(super) struct Letters {
    font: Option<FontRef<'static>>,
    /// Numbers of the first letters' glyphs; 0 for those that the font lacks.
    glyphs: Vec<GlyphId>,
    sizes: Vec<Size>,
}

/// Shapes of one size, by the number of the glyph.
struct Size {
    /// Pixels an em.
    em: u16,
    shapes: Vec<OnceLock<Shape>>,
}

/// A letter as pixels.
#[derive(Default)]
pub(super) struct Shape {
    /// From the start of this letter to that of the next, in pixels.
    pub(super) advance: f32,
    /// From the start of the letter to the left edge of its ink.
    pub(super) left: i32,
    /// From the baseline to the upper edge, upwards negative.
    pub(super) top: i32,
    /// Numbers of a row, and those of all rows, two bits a pixel.
    words: usize,
    bits: Vec<u64>,
}

impl Letters {
    /// The font in these sizes, in pixels an em.
    pub(super) fn new(sizes: &[u16]) -> Self {
        let font = FontRef::try_from_slice(epaint_default_fonts::UBUNTU_LIGHT).ok();
        let glyph = |code: u32| Some(font.as_ref()?.glyph_id(char::from_u32(code)?));
        let glyphs = (0..KEPT).map(|code| glyph(code).unwrap_or_default()).collect();
        let count = font.as_ref().map_or(0, Font::glyph_count);
        let shapes = || (0..count).map(|_| OnceLock::new()).collect();
        let sizes = sizes.iter().map(|em| Size { em: *em, shapes: shapes() }).collect();
        Self { font, glyphs, sizes }
    }

    /// True for a letter that the font can draw.
    pub(super) fn has(&self, letter: char) -> bool {
        self.glyph(letter).0 != 0
    }

    /// How wide a text is in a size, in pixels.
    pub(super) fn width(&self, text: &str, em: u16) -> f32 {
        self.shapes(text, em).map(|shape| shape.advance).sum()
    }

    /// The shapes of a text in one of the sizes, without what the font lacks.
    pub(super) fn shapes<'l>(&'l self, text: &str, em: u16) -> impl Iterator<Item = &'l Shape> {
        let size = self.sizes.iter().find(|size| size.em == em);
        text.chars().filter_map(move |letter| {
            let glyph = self.glyph(letter);
            let shape = size?.shapes.get(usize::from(glyph.0)).filter(|_| glyph.0 != 0)?;
            Some(shape.get_or_init(|| self.drawn(glyph, em)))
        })
    }

    fn glyph(&self, letter: char) -> GlyphId {
        let beyond = || self.font.as_ref().map_or(GlyphId(0), |font| font.glyph_id(letter));
        self.glyphs.get(letter as usize).copied().unwrap_or_else(beyond)
    }

    /// Draws a letter. The light strokes are made a little stronger, for pictures are often shown small.
    fn drawn(&self, id: GlyphId, em: u16) -> Shape {
        let Some(font) = &self.font else { return Shape::default() };
        // `PxScale` is the height of the line; an em is what designers measure by.
        let per_em = font.height_unscaled() / font.units_per_em().unwrap_or(1000.0);
        let scaled = font.as_scaled(f32::from(em) * per_em);
        let mut shape = Shape { advance: scaled.h_advance(id), ..Shape::default() };
        let glyph = id.with_scale_and_position(scaled.scale(), ab_glyph::point(0.0, 0.0));
        let Some(outline) = scaled.outline_glyph(glyph) else { return shape };
        let bounds = outline.px_bounds();
        let bold = usize::from(em / 30);
        let width = whole(bounds.width()) + bold;
        let mut levels = vec![0; width * whole(bounds.height())];
        shape.left = rounded(bounds.min.x);
        shape.top = rounded(bounds.min.y);
        outline.draw(|x, y, covered| {
            let level = [0, HALF, INK][whole(covered * 2.0 + 0.5).min(2)];
            let start = y as usize * width + x as usize;
            for there in levels.iter_mut().skip(start).take(bold + 1) {
                *there = level.max(*there);
            }
        });
        shape.words = width.div_ceil(PIXELS);
        for row in levels.chunks_exact(width.max(1)) {
            let word = |pixels: &[u8]| {
                let bits = pixels.iter().fold(0, |bits, level| bits << 2 | u64::from(*level));
                bits << (2 * (PIXELS - pixels.len()))
            };
            shape.bits.extend(row.chunks(PIXELS).map(word));
        }
        shape
    }
}

impl Shape {
    /// True where there is something to see.
    pub(super) fn has_ink(&self) -> bool {
        self.words > 0
    }

    /// How many rows it has.
    pub(super) fn height(&self) -> i32 {
        i32::try_from(self.bits.len() / self.words.max(1)).unwrap_or_default()
    }

    /// The pixels of a row, counted from its upper edge; none for any other row.
    #[inline]
    pub(super) fn row(&self, row: i32) -> &[u64] {
        let start = usize::try_from(row).ok().map(|row| row * self.words);
        start.and_then(|start| self.bits.get(start..start + self.words)).unwrap_or_default()
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of letters, not below 0")]
fn whole(pixels: f32) -> usize {
    pixels.max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_every_letter_of_polish_and_of_its_neighbours() {
        let letters = Letters::new(&[40]);
        for letter in "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”–—…’•äöüßčěřšžéèñçѣжщґї€§°½".chars().filter(|c| *c != 'ѣ')
        {
            assert!(letters.has(letter), "{letter}");
        }
        assert!(!letters.has('漢'));
        assert_eq!(letters.width("漢", 40), 0.0, "left out");
        assert!(letters.width("Łódź", 40) > letters.width("Łód", 40));
    }
}
