//! Colours: a [`Colour`] of a screen, how well two of them can be told apart ([`Colour::contrast`]), and the same
//! hue lighter or darker.
//!
//! Contrast is that of WCAG 2.2 (“relative luminance”, “contrast ratio”). Lighter and darker are meant as the eye
//! sees them: in Oklch (Björn Ottosson's Oklab, CSS Color 4 §9.4), where a step in lightness looks the same in
//! every hue. Nothing here knows of the site.

use std::fmt;

/// A colour of a screen, sRGB, opaque. Written as `#0a5265`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// A colour as the eye sees it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Oklch {
    /// Lightness, 0 (black) to 1 (white).
    pub lightness: f64,
    /// Chroma: 0 is grey, the brightest screen colours have about 0.3.
    pub chroma: f64,
    /// Hue, in radians.
    pub hue: f64,
}

/// What text needs against its background: WCAG 2.2 §1.4.3, level AA.
pub const TEXT_CONTRAST: f64 = 4.5;
/// What ornaments and borders that matter need: WCAG 2.2 §1.4.11.
pub const SHAPE_CONTRAST: f64 = 3.0;

impl Colour {
    /// Red, green and blue.
    pub fn rgb(self) -> [u8; 3] {
        [self.red, self.green, self.blue]
    }

    /// White.
    pub const WHITE: Self = Self { red: 255, green: 255, blue: 255 };
    /// Black.
    pub const BLACK: Self = Self { red: 0, green: 0, blue: 0 };

    /// From `#0a5265` or `#abc`, with or without `#`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().trim_start_matches('#');
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let long: String = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            6 => digits.to_owned(),
            _ => return None,
        };
        let part = |at: usize| u8::from_str_radix(long.get(at..at + 2)?, 16).ok();
        Some(Self { red: part(0)?, green: part(2)?, blue: part(4)? })
    }

    /// WCAG's relative luminance: 0 for black, 1 for white.
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// WCAG's contrast ratio, 1 to 21; the order does not matter.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour as the eye sees it.
    pub fn oklch(self) -> Oklch {
        let [r, g, b] = self.linear();
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        let lightness = 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s;
        let a = 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s;
        let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s;
        Oklch { lightness, chroma: a.hypot(b), hue: b.atan2(a) }
    }

    /// The same hue at another lightness, with no more chroma than `most`.
    #[must_use]
    pub fn at(self, lightness: f64, most: f64) -> Self {
        let own = self.oklch();
        Oklch { lightness: lightness.clamp(0.0, 1.0), chroma: own.chroma.min(most), ..own }.colour()
    }

    /// The nearest lightness of the same hue at which it can be read on all the grounds; itself where it can be
    /// already. It grows darker on light grounds and lighter on dark ones, at worst to black or white.
    #[must_use]
    pub fn readable_on(self, grounds: &[Self], ratio: f64) -> Self {
        let fits = |colour: Self| grounds.iter().all(|ground| colour.contrast(*ground) >= ratio);
        if fits(self) {
            return self;
        }
        let light = grounds.iter().filter(|ground| ground.luminance() > 0.18).count() * 2 >= grounds.len();
        let own = self.oklch();
        let step = if light { -0.002 } else { 0.002 };
        let shades = (1..=500).map(|count| own.lightness + step * f64::from(count));
        let found = shades
            .take_while(|lightness| (0.0..=1.0).contains(lightness))
            .map(|lightness| Oklch { lightness, ..own }.colour())
            .find(|shade| fits(*shade));
        found.unwrap_or(if light { Self::BLACK } else { Self::WHITE })
    }

    /// The part of this colour, 0 to 1, that must lie over a picture for `text` to be readable on both, whatever
    /// the picture shows: its worst spot is white below light text, black below dark text. Blended as browsers do,
    /// in sRGB.
    pub fn veil(self, text: Self, ratio: f64) -> f64 {
        let worst = text.better_of(Self::BLACK, Self::WHITE);
        let worst = if worst == Self::BLACK { Self::WHITE } else { Self::BLACK };
        let parts = (0..=100).map(|part| f64::from(part) / 100.0);
        let mut enough = parts.filter(|part| self.over(worst, *part).contrast(text) >= ratio);
        enough.next().unwrap_or(1.0)
    }

    /// This colour at an opacity over another.
    fn over(self, below: Self, opacity: f64) -> Self {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
        let blend = |a: u8, b: u8| (f64::from(a) * opacity + f64::from(b) * (1.0 - opacity)).round() as u8;
        Self {
            red: blend(self.red, below.red),
            green: blend(self.green, below.green),
            blue: blend(self.blue, below.blue),
        }
    }

    /// The colour at an opacity, as CSS has it: `rgb(10 82 101 / 70%)` (CSS Color 4 §5.1).
    pub fn at_opacity(self, opacity: f64) -> String {
        format!("rgb({} {} {} / {:.0}%)", self.red, self.green, self.blue, opacity * 100.0)
    }

    /// Whichever of the two can be read on it the better.
    #[must_use]
    pub fn better_of(self, first: Self, second: Self) -> Self {
        if self.contrast(first) >= self.contrast(second) { first } else { second }
    }

    /// Red, green and blue as amounts of light, 0 to 1 (IEC 61966-2-1, as WCAG 2.2 has it).
    fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }
}

impl Oklch {
    /// The colour of a screen; where a screen cannot show it, the same with less chroma.
    pub fn colour(self) -> Colour {
        let (mut low, mut high) = (0.0, self.chroma);
        if within(self.light(high)) {
            low = high;
        }
        for _ in 0..24 {
            let middle = f64::midpoint(low, high);
            if within(self.light(middle)) { low = middle } else { high = middle }
        }
        let [red, green, blue] = self.light(low).map(|part| {
            let part = part.clamp(0.0, 1.0);
            let part = if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
            let part = (part * 255.0).round() as u8;
            part
        });
        Colour { red, green, blue }
    }

    /// Red, green and blue as amounts of light, at another chroma; out of 0 to 1 where no screen can show it.
    fn light(self, chroma: f64) -> [f64; 3] {
        let (a, b) = (chroma * self.hue.cos(), chroma * self.hue.sin());
        let l = (self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (self.lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ]
    }
}

/// True for amounts of light that a screen can show.
fn within(light: [f64; 3]) -> bool {
    light.iter().all(|part| (-0.000_5..=1.000_5).contains(part))
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(colour("#0A5265").to_string(), "#0a5265");
        assert_eq!(colour("abc").to_string(), "#aabbcc");
        for wrong in ["red", "#12345", "#12345g", "", "rgb(1,2,3)", "#ąąą"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let on_white = |text: &str| (colour(text).contrast(Colour::WHITE) * 100.0).floor() / 100.0;
        assert_eq!(on_white("#767676"), 4.54, "the lightest grey that passes");
        assert_eq!(on_white("#777777"), 4.47, "the next one, which does not");
        assert_eq!(on_white("#000000"), 21.0);
        assert_eq!(on_white("#ffffff"), 1.0);
        assert_eq!(on_white("#ff0000"), 3.99);
        assert_eq!(on_white("#0000ff"), 8.59);
        assert_eq!(Colour::WHITE.contrast(colour("#767676")), colour("#767676").contrast(Colour::WHITE));
    }

    #[test]
    fn oklch_there_and_back_is_the_same_colour() {
        let red = colour("#ff0000").oklch();
        // CSS Color 4 §9.4: oklch(0.628 0.2577 29.23deg) is red.
        assert!((red.lightness - 0.628).abs() < 1e-3 && (red.chroma - 0.2577).abs() < 1e-3);
        assert!((red.hue.to_degrees() - 29.23).abs() < 0.05);
        for text in ["#000000", "#ffffff", "#0a5265", "#b35900", "#ffcc00", "#0000ff", "#123456"] {
            assert_eq!(colour(text).oklch().colour().to_string(), text);
        }
    }

    #[test]
    fn a_veil_makes_text_readable_on_any_picture() {
        for (hero, text) in [("#0a4a5c", "#ffffff"), ("#ffe58a", "#16211f"), ("#000000", "#ffffff")] {
            let (hero, text) = (colour(hero), colour(text));
            let veil = hero.veil(text, TEXT_CONTRAST);
            assert!((0.1..0.95).contains(&veil), "{hero}: {veil}");
            for spot in [Colour::WHITE, Colour::BLACK, colour("#808080"), colour("#ff0000")] {
                let ratio = hero.over(spot, veil).contrast(text);
                assert!(ratio >= TEXT_CONTRAST, "{hero} at {veil} over {spot}: {ratio}");
            }
        }
    }

    #[test]
    fn the_nearest_readable_shade_is_near_and_readable() {
        let paper = colour("#fcfcfa");
        assert_eq!(colour("#0a5265").readable_on(&[paper], TEXT_CONTRAST), colour("#0a5265"), "as it is");
        for text in ["#ffcc00", "#ff5030", "#00a3e0", "#7ab800", "#cccccc"] {
            let shade = colour(text).readable_on(&[paper], TEXT_CONTRAST);
            let ratio = shade.contrast(paper);
            assert!((TEXT_CONTRAST..4.7).contains(&ratio), "{text}: {shade} has {ratio}");
        }
        let night = colour("#13191b");
        for text in ["#000000", "#0a5265", "#00007f"] {
            let shade = colour(text).readable_on(&[night], TEXT_CONTRAST);
            assert!((TEXT_CONTRAST..4.7).contains(&shade.contrast(night)), "{text}: {shade}");
        }
    }
}
