//! [`Canvas`]: what stands on a picture of four colours, and where: letters and marks. [`Canvas::rows`] tells its pixels
//! row by row, two bits each as PNG stores them (PNG §7.2), so that no picture ever lies in memory as a whole. One colour
//! between ground and ink is enough for smooth letters of this size, and a site of ten thousand cards stays small.

use std::ops::Range;

use super::deflate::Tokens;
use super::letters::Shape;
use super::rows::{Row, Rows, WORDS};
use super::{HEIGHT, WIDTH};

/// Pixels of ground, of half ink, of ink, and of marks. The bits of ink hold those of half ink, so that letters are laid
/// over one another by „or”.
pub(super) const HALF: u8 = 1;
pub(super) const INK: u8 = 3;
const MARK: u8 = 2;
/// A number full of them.
const MARKS: u64 = MARK as u64 * (u64::MAX / 3);
/// Pixels in a number.
pub(super) const PIXELS: usize = 32;
/// Numbers before a row, in which what stands over the left edge is lost.
const MARGIN: usize = 1;

/// Three colours, red, green and blue each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// What is drawn on.
    pub ground: [u8; 3],
    /// Letters.
    pub ink: [u8; 3],
    /// What adorns.
    pub mark: [u8; 3],
}

impl Colours {
    /// The colours of pixels, by their bits.
    pub(super) fn palette(&self) -> [[u8; 3]; 4] {
        let mixed = |part: usize| {
            let sum = u16::from(self.ground[part]) + u16::from(self.ink[part]);
            u8::try_from(sum.div_ceil(2)).unwrap_or(u8::MAX)
        };
        let mut palette = [self.ground; 4];
        palette[usize::from(HALF)] = std::array::from_fn(mixed);
        palette[usize::from(INK)] = self.ink;
        palette[usize::from(MARK)] = self.mark;
        palette
    }
}

/// What stands on a picture.
#[derive(Default)]
pub(super) struct Canvas<'l> {
    lines: Vec<Line<'l>>,
    marks: Vec<Mark>,
}

/// Letters beside one another.
#[derive(Default)]
struct Line<'l> {
    letters: Vec<Placed<'l>>,
    /// From the first row that has any of them to behind the last.
    rows: Range<i32>,
}

/// A letter in its place.
struct Placed<'l> {
    shape: &'l Shape,
    top: i32,
    /// The number of the row in which it begins, and its bits before that.
    word: usize,
    shift: usize,
}

/// A rectangle in the colour of marks.
struct Mark {
    columns: Range<u16>,
    rows: Range<i32>,
}

impl<'l> Canvas<'l> {
    /// A rectangle in the colour of marks, over all else.
    pub(super) fn mark(&mut self, columns: Range<u16>, rows: Range<u16>) {
        self.marks.push(Mark { columns, rows: i32::from(rows.start)..i32::from(rows.end) });
    }

    /// Letters beside one another, the first of which begins at `x`, on the baseline `y`.
    pub(super) fn write(&mut self, shapes: impl Iterator<Item = &'l Shape>, x: u16, y: u16) {
        let mut pen = f32::from(x);
        let mut letters = Vec::new();
        for shape in shapes {
            let left = usize::try_from(rounded(pen) + shape.left + (MARGIN * PIXELS) as i32);
            pen += shape.advance;
            if let Ok(left) = left
                && shape.has_ink()
            {
                let top = i32::from(y) + shape.top;
                letters.push(Placed { shape, top, word: left / PIXELS, shift: left % PIXELS * 2 });
            }
        }
        let top = letters.iter().map(|letter| letter.top).min();
        let bottom = letters.iter().map(|letter| letter.top + letter.shape.height()).max();
        self.lines.push(Line { letters, rows: top.unwrap_or_default()..bottom.unwrap_or_default() });
    }

    /// Tells the pixels, from the first row to the last.
    pub(super) fn rows<T: Tokens>(&self, rows: &mut Rows<T>) {
        // Rows of ground below one another.
        let (mut ground, mut is_ground) = (0, true);
        for y in 0..HEIGHT as i32 {
            let mut row = [0; WORDS];
            let was_ground = std::mem::replace(&mut is_ground, !self.draw(y, &mut row));
            if was_ground && is_ground {
                ground += 1;
            } else {
                rows.ground(std::mem::take(&mut ground));
                rows.row(&row);
            }
        }
        rows.ground(ground);
    }

    /// Draws what stands in a row; false where that is nothing.
    fn draw(&self, y: i32, row: &mut Row) -> bool {
        let mut is_ground = true;
        for line in self.lines.iter().filter(|line| line.rows.contains(&y)) {
            is_ground = false;
            for Placed { shape, top, word, shift } in &line.letters {
                for (at, bits) in (*word..).zip(shape.row(y - top)) {
                    if let Some(own) = at.checked_sub(MARGIN).and_then(|at| row.get_mut(at)) {
                        *own |= bits >> shift;
                    }
                    if let Some(next) = row.get_mut(at + 1 - MARGIN) {
                        *next |= bits << 1 << (63 - shift);
                    }
                }
            }
        }
        for mark in self.marks.iter().filter(|mark| mark.rows.contains(&y)) {
            is_ground = false;
            for (at, word) in row.iter_mut().enumerate() {
                // Bits from one pixel on.
                let from = |pixel: u16| {
                    let bits = usize::from(pixel).saturating_sub(at * PIXELS) * 2;
                    u64::MAX.checked_shr(bits as u32).unwrap_or(0)
                };
                let own = from(mark.columns.start) & !from(mark.columns.end);
                *word = *word & !own | MARKS & own;
            }
        }
        row[WORDS - 1] &= !(u64::MAX >> (WIDTH as usize % PIXELS * 2));
        !is_ground
    }
}

/// Pixels are small numbers: nothing is lost.
#[allow(clippy::cast_possible_truncation, reason = "sizes of letters")]
pub(super) fn rounded(pixels: f32) -> i32 {
    pixels.round() as i32
}

#[cfg(test)]
mod tests {
    use super::super::card::{Card, Press};
    use super::*;

    /// The colours of all pixels, drawn the plain way.
    fn painted(canvas: &Canvas<'_>, colours: Colours) -> Vec<u8> {
        let (width, height) = (WIDTH as usize, HEIGHT as usize);
        let mut pixels = vec![0; width * height];
        for letter in canvas.lines.iter().flat_map(|line| &line.letters) {
            let left = letter.word * PIXELS + letter.shift / 2 - MARGIN * PIXELS;
            for row in 0..letter.shape.height() {
                for (at, word) in letter.shape.row(row).iter().enumerate() {
                    for pixel in 0..PIXELS {
                        let level = (word >> (62 - 2 * pixel) & 3) as u8;
                        let (x, y) = (left + at * PIXELS + pixel, (letter.top + row) as usize);
                        if level > 0 && x < width && y < height {
                            pixels[y * width + x] = level.max(pixels[y * width + x]);
                        }
                    }
                }
            }
        }
        for mark in &canvas.marks {
            for y in mark.rows.clone() {
                for x in mark.columns.clone() {
                    pixels[y as usize * width + usize::from(x)] = MARK;
                }
            }
        }
        let palette = colours.palette();
        pixels.into_iter().flat_map(|pixel| palette[usize::from(pixel)]).collect()
    }

    /// The colours of all pixels, as another program reads them.
    fn read(png: &[u8]) -> Vec<u8> {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        assert_eq!((reader.info().width, reader.info().height), (WIDTH, HEIGHT));
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut pixels).unwrap();
        reader.finish().unwrap();
        pixels.truncate(frame.buffer_size());
        pixels
    }

    #[test]
    fn other_programs_see_what_was_drawn() {
        let press = Press::new();
        let colours = Colours { ground: [11, 74, 102], ink: [255, 254, 253], mark: [168, 67, 15] };
        let words =
            ["Zażółć", "gęślą", "jaźń", "of", "WWW", "Ярмарок", "„2026–27”", "…", "ÅÇ", "ffi.", "漢", "Ł"];
        let titles: Vec<String> = (0..60)
            .map(|seed| {
                (0..seed % 17).map(move |at| words[(seed * 7 + at * at * 5) % words.len()].to_owned() + " ")
            })
            .map(Iterator::collect)
            .chain(["W".repeat(90), "ĄĘJ|ĄĘJ| ".repeat(30)])
            .collect();
        for (at, title) in titles.iter().enumerate() {
            let site =
                ["", "Kronika", "Długa nazwa towarzystwa, która nie mieści się w jednym wierszu karty"]
                    [at % 3];
            let card = Card { site, title, date: [None, Some("7 czerwca 2024")][at % 2] };
            let png = press.print(&card, colours);
            assert!(read(&png) == painted(&press.draw(&card), colours), "{title}");
        }
    }

    #[test]
    fn what_stands_over_the_edge_is_cut_off() {
        let press = Press::new();
        let colours = Colours { ground: [0; 3], ink: [255; 3], mark: [9; 3] };
        let wide = "W".repeat(400);
        let mut canvas = Canvas::default();
        for y in [0, 20, 300, 629, 660] {
            canvas.write(press.shapes(&wide), 0, y);
        }
        assert!(read(&press.png(&canvas, colours)) == painted(&canvas, colours));
    }
}
