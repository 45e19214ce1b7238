//! [`Canvas`]: 1200 × 630 pixels of four colours, four pixels a byte as PNG stores them (PNG §7.2), so that what is drawn
//! is compressed as it stands: [`Canvas::png`]. One colour between ground and ink is enough for smooth letters of this size,
//! and a site of ten thousand cards stays small.

use super::{HEIGHT, WIDTH};

/// Levels between ground and ink: 0 is the ground, this is ink.
pub const INK: u8 = 2;
/// The colour of marks.
pub const MARK: u8 = 3;
/// Bytes of a row.
const ROW: usize = WIDTH as usize / 4;

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
    /// The colour of each level, and of marks.
    fn palette(&self) -> [[u8; 3]; 4] {
        std::array::from_fn(|at| match u8::try_from(at).unwrap_or(MARK) {
            level @ 0..=INK => std::array::from_fn(|part| {
                let (ground, ink) = (u32::from(self.ground[part]), u32::from(self.ink[part]));
                let (level, whole) = (u32::from(level), u32::from(INK));
                let mixed = (ground * (whole - level) + ink * level + whole / 2) / whole;
                u8::try_from(mixed).unwrap_or(u8::MAX)
            }),
            _ => self.mark,
        })
    }
}

/// Pixels of one level beside one another.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// From the top.
    pub row: u16,
    /// From the left.
    pub column: u16,
    /// How many pixels.
    pub length: u16,
    /// Not 0, up to [`INK`].
    pub level: u8,
}

/// Pixel by pixel, where there is less ink.
fn dots(row: &mut [u8], columns: std::ops::Range<usize>, level: u8) {
    for column in columns {
        let shift = 6 - column % 4 * 2;
        if let Some(four) = row.get_mut(column / 4)
            && *four >> shift & 3 < level
        {
            *four = *four & !(3 << shift) | level << shift;
        }
    }
}

/// A picture in the making.
pub struct Canvas {
    colours: Colours,
    pixels: Vec<u8>,
}

impl Canvas {
    /// All ground.
    pub fn new(colours: Colours) -> Self {
        Self { colours, pixels: vec![0; ROW * HEIGHT as usize] }
    }

    /// A rectangle in the colour of marks; `x` and `width` are multiples of four.
    pub fn mark(&mut self, x: usize, y: usize, width: usize, height: usize) {
        for row in self.pixels.chunks_exact_mut(ROW).skip(y).take(height) {
            let end = ((x + width) / 4).min(ROW);
            row[(x / 4).min(end)..end].fill(MARK * 0b0101_0101);
        }
    }

    /// Lays runs of ink over what is there, the darker one wins; what lies outside is cut off. `x` and `y` are where the
    /// runs begin to count.
    pub fn ink(&mut self, x: i32, y: i32, runs: &[Run]) {
        for run in runs {
            let row = usize::try_from(y + i32::from(run.row)).ok().filter(|row| *row < HEIGHT as usize);
            let start = usize::try_from(x + i32::from(run.column)).ok();
            let (Some(row), Some(start)) = (row, start) else { continue };
            let end = (start + usize::from(run.length)).min(WIDTH as usize);
            let row = &mut self.pixels[row * ROW..(row + 1) * ROW];
            // Whole bytes of full ink at once, the rest pixel by pixel.
            let (first, last) = (start.div_ceil(4), end / 4);
            if run.level == INK && first < last {
                row[first..last].fill(INK * 0b0101_0101);
                dots(row, start..first * 4, INK);
                dots(row, last * 4..end, INK);
            } else {
                dots(row, start..end, run.level);
            }
        }
    }

    /// As PNG with a palette; empty only if memory runs out.
    pub fn png(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(16 * 1024);
        let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Two);
        encoder.set_palette(self.colours.palette().concat());
        encoder.set_compression(png::Compression::Fast);
        encoder.set_filter(png::Filter::Up);
        let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&self.pixels));
        if written.is_err() {
            bytes.clear();
        }
        bytes
    }
}
