//! [`Letters`]: the shapes of letters in a few sizes, each drawn once and kept. The font is Ubuntu Light (Ubuntu Font
//! Licence), which has Latin, Greek and Cyrillic; letters that it lacks are left out.

use std::borrow::Cow;
use std::sync::OnceLock;

use ab_glyph::{Font, FontRef, ScaleFont};

use super::canvas::{Canvas, INK, Run};

/// Characters whose shapes are kept: Latin, then dashes and quotation marks.
const KEPT: [(u32, u32); 2] = [(0x20, 0x250), (0x2010, 0x2040)];

/// The font in a size.
pub struct Letters {
    font: Option<FontRef<'static>>,
    sizes: Vec<Size>,
}

/// Shapes of one size.
struct Size {
    /// Pixels an em.
    em: u16,
    shapes: Vec<OnceLock<Shape>>,
}

/// A letter as levels of ink.
#[derive(Clone, Default)]
struct Shape {
    /// From the start of this letter to that of the next, in pixels.
    advance: f32,
    /// From the start of the letter to the left edge of its ink.
    left: i32,
    /// From the baseline to the upper edge, upwards negative.
    top: i32,
    runs: Vec<Run>,
}

impl Letters {
    /// The font in these sizes, in pixels an em.
    pub fn new(sizes: &[u16]) -> Self {
        let kept: u32 = KEPT.iter().map(|(from, to)| to - from).sum();
        let shapes = || (0..kept).map(|_| OnceLock::new()).collect();
        let font = FontRef::try_from_slice(epaint_default_fonts::UBUNTU_LIGHT).ok();
        Self { font, sizes: sizes.iter().map(|em| Size { em: *em, shapes: shapes() }).collect() }
    }

    /// True for a letter that the font can draw.
    pub fn has(&self, letter: char) -> bool {
        self.font.as_ref().is_some_and(|font| font.glyph_id(letter).0 != 0)
    }

    /// How wide a text is in a size, in pixels.
    pub fn width(&self, text: &str, em: u16) -> f32 {
        text.chars().map(|letter| self.shape(letter, em).advance).sum()
    }

    /// Draws a text whose first letter begins at `x`, on the baseline `y`.
    pub fn draw(&self, canvas: &mut Canvas, text: &str, em: u16, x: u16, y: u16) {
        let mut pen = f32::from(x);
        for letter in text.chars() {
            let shape = self.shape(letter, em);
            canvas.ink(rounded(pen) + shape.left, i32::from(y) + shape.top, &shape.runs);
            pen += shape.advance;
        }
    }

    fn shape(&self, letter: char, em: u16) -> Cow<'_, Shape> {
        let kept =
            self.sizes.iter().find(|size| size.em == em).and_then(|size| size.shapes.get(place(letter)?));
        match kept {
            Some(kept) => Cow::Borrowed(kept.get_or_init(|| self.drawn(letter, em))),
            None => Cow::Owned(self.drawn(letter, em)),
        }
    }

    /// Draws a letter. The light strokes are made a little stronger, for pictures are often shown small.
    fn drawn(&self, letter: char, em: u16) -> Shape {
        let Some(font) = self.font.as_ref().filter(|_| self.has(letter)) else { return Shape::default() };
        // `PxScale` is the height of the line; an em is what designers measure by.
        let per_em = font.height_unscaled() / font.units_per_em().unwrap_or(1000.0);
        let scaled = font.as_scaled(f32::from(em) * per_em);
        let id = font.glyph_id(letter);
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
            let level = whole(covered * f32::from(INK) + 0.5).min(usize::from(INK));
            let level = u8::try_from(level).unwrap_or(INK);
            let start = y as usize * width + x as usize;
            for there in levels.iter_mut().skip(start).take(bold + 1) {
                *there = (*there).max(level);
            }
        });
        shape.runs = runs(&levels, width);
        shape
    }
}

/// The runs of ink of a shape, row by row.
fn runs(levels: &[u8], width: usize) -> Vec<Run> {
    let mut runs = Vec::new();
    for (row, line) in (0..).zip(levels.chunks_exact(width.max(1))) {
        let mut column = 0;
        for same in line.chunk_by(|a, b| a == b) {
            let length = u16::try_from(same.len()).unwrap_or(u16::MAX);
            if same[0] > 0 {
                runs.push(Run { row, column, length, level: same[0] });
            }
            column += length;
        }
    }
    runs
}

/// Where the shape of a letter is kept.
fn place(letter: char) -> Option<usize> {
    let code = u32::from(letter);
    let mut before = 0;
    for (from, to) in KEPT {
        if (from..to).contains(&code) {
            return usize::try_from(before + code - from).ok();
        }
        before += to - from;
    }
    None
}

/// Pixels are small numbers: nothing is lost.
#[allow(clippy::cast_possible_truncation, reason = "sizes of letters")]
fn rounded(pixels: f32) -> i32 {
    pixels.round() as i32
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
