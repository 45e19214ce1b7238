//! Which files are made of a picture: [`variants`].

use super::{Facts, Format};

/// Most pixels of the largest size: 2120 × 1413 of a usual photo; a wide panorama becomes wider, a high poster higher.
const AREA: u64 = 3_000_000;

/// Most pixels of a side.
const SIDE: u32 = 5_000;

/// Widths below the largest, in pixels: phones, columns of text, large screens.
const WIDTHS: [u32; 4] = [480, 800, 1200, 1600];

/// Width of the picture by which a page is shared, in pixels (ogp.me).
pub const CARD_WIDTH: u32 = 1200;
/// Its height.
pub const CARD_HEIGHT: u32 = 630;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Encoding {
    /// AV1 (AVIF 1.1).
    Avif,
    /// WebP, without loss for what is drawn.
    WebP,
    /// JPEG, on white.
    Jpeg,
    /// PNG.
    Png,
    /// The same bytes without metadata and scripts.
    Clean,
    /// JPEG, cropped to what is shown where a page is shared.
    Card,
}

impl Encoding {
    /// The media type of its files.
    pub fn media_type(self) -> &'static str {
        match self {
            Encoding::Avif => "image/avif",
            Encoding::WebP => "image/webp",
            Encoding::Jpeg | Encoding::Card => "image/jpeg",
            Encoding::Png => "image/png",
            Encoding::Clean => "application/octet-stream",
        }
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Encoding::Avif => "avif",
            Encoding::WebP => "webp",
            Encoding::Jpeg | Encoding::Card => "jpg",
            Encoding::Png => "png",
            Encoding::Clean => "bin",
        }
    }
}

/// A file that is made of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Variant {
    /// How it is written.
    pub encoding: Encoding,
    /// In pixels; those of the picture itself where it is only cleaned.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl Variant {
    /// What is shown where a page is shared.
    pub const CARD: Self = Self { encoding: Encoding::Card, width: CARD_WIDTH, height: CARD_HEIGHT };
}

/// The files of a picture: first the one that every browser shows, in the format that its name promises, then the others
/// by encoding, the best first, each from the smallest to the largest. Nothing is enlarged.
pub fn variants(facts: &Facts, name: &str, avif: bool) -> Vec<Variant> {
    let (width, height) = (facts.width, facts.height);
    // Where the name promises what cannot be written, the format that it is.
    let named = Format::by_name(name).filter(|named| !matches!(named, Format::Gif | Format::Svg));
    let main = match named.unwrap_or(facts.format) {
        _ if facts.is_kept() => Encoding::Clean,
        Format::Png => Encoding::Png,
        Format::WebP => Encoding::WebP,
        Format::Jpeg | Format::Gif | Format::Svg => Encoding::Jpeg,
    };
    if main == Encoding::Clean {
        return vec![Variant { encoding: main, width, height }];
    }
    let (width, height) = largest(width, height);
    let mut variants = vec![Variant { encoding: main, width, height }];
    let smaller = WIDTHS.into_iter().filter(|less| u64::from(*less) * 20 < u64::from(width) * 17);
    let widths: Vec<u32> = smaller.chain([width]).collect();
    for encoding in [Encoding::Avif, Encoding::WebP] {
        let is_wanted = encoding == Encoding::WebP || avif;
        for less in widths.iter().filter(|_| is_wanted) {
            let variant = Variant { encoding, width: *less, height: share(height, *less, width) };
            if variant != variants[0] {
                variants.push(variant);
            }
        }
    }
    variants
}

/// True for a picture that a page can be shared by: one of pixels, that need not be blown up to more than twice its size.
pub fn has_card(facts: &Facts) -> bool {
    let (width, height) = largest(facts.width, facts.height);
    let part = width.min(share(height, CARD_WIDTH, CARD_HEIGHT));
    !facts.is_kept() && part * 2 >= CARD_WIDTH
}

/// The measures of the largest size.
pub(super) fn largest(width: u32, height: u32) -> (u32, u32) {
    let (w, h) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let by_area = if w * h > AREA { (AREA * w / h).isqrt() } else { w };
    let side = w.max(h);
    let by_side = if side > u64::from(SIDE) { w * u64::from(SIDE) / side } else { w };
    let fit = u32::try_from(by_area.min(by_side)).unwrap_or(width).max(1);
    (fit, share(height, fit, width))
}

/// `of × part ÷ whole`, rounded, at least 1.
fn share(of: u32, part: u32, whole: u32) -> u32 {
    let whole = u64::from(whole.max(1));
    u32::try_from((u64::from(of) * u64::from(part) + whole / 2) / whole).unwrap_or(of).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(format: Format, width: u32, height: u32) -> Facts {
        Facts { format, width, height, moves: false, taken: None, tells_where: false }
    }

    fn of(width: u32, height: u32) -> Vec<(Encoding, u32, u32)> {
        let all = variants(&facts(Format::Jpeg, width, height), "foto.jpg", false);
        all.into_iter().map(|one| (one.encoding, one.width, one.height)).collect()
    }

    #[test]
    fn a_photo_comes_in_several_widths_and_never_larger_than_it_is() {
        use Encoding::{Jpeg, WebP};
        let expected = vec![
            (Jpeg, 2121, 1414),
            (WebP, 480, 320),
            (WebP, 800, 533),
            (WebP, 1200, 800),
            (WebP, 1600, 1067),
            (WebP, 2121, 1414),
        ];
        assert_eq!(of(6000, 4000), expected);
        assert_eq!(of(500, 300), [(Jpeg, 500, 300), (WebP, 500, 300)], "480 would save next to nothing");
        assert_eq!(of(1, 1), [(Jpeg, 1, 1), (WebP, 1, 1)]);
    }

    #[test]
    fn panoramas_stay_wide_and_posters_high() {
        assert_eq!(of(16_000, 3_000)[0], (Encoding::Jpeg, 4000, 750));
        assert_eq!(of(1_000, 6_000)[0], (Encoding::Jpeg, 707, 4242));
        assert_eq!(of(65_000, 20)[0], (Encoding::Jpeg, 5000, 2));
    }

    #[test]
    fn the_first_is_of_the_format_that_the_name_promises() {
        let first = |format, name| variants(&facts(format, 900, 600), name, false)[0].encoding;
        assert_eq!(first(Format::Png, "ekran.png"), Encoding::Png);
        assert_eq!(first(Format::Png, "ekran.jpg"), Encoding::Jpeg);
        assert_eq!(first(Format::WebP, "foto.webp"), Encoding::WebP);
        assert_eq!(first(Format::Svg, "znak.svg"), Encoding::Clean);
        assert_eq!(first(Format::Gif, "ruch.gif"), Encoding::Clean);
        assert_eq!(first(Format::Jpeg, "foto.gif"), Encoding::Jpeg);
        for name in ["a.jpg", "a.png", "a.webp", "a.gif", "a.svg", "a"] {
            for format in [Format::Jpeg, Format::Png, Format::WebP, Format::Gif, Format::Svg] {
                let all = variants(&facts(format, 900, 600), name, true);
                let different: std::collections::BTreeSet<_> = all.iter().collect();
                assert_eq!(different.len(), all.len(), "{format:?} named {name}");
            }
        }
    }

    #[test]
    fn avif_comes_before_webp_where_it_is_wanted() {
        let all = variants(&facts(Format::Jpeg, 900, 600), "foto.jpg", true);
        let encodings: Vec<Encoding> = all.iter().map(|one| one.encoding).collect();
        assert_eq!(
            encodings,
            [Encoding::Jpeg, Encoding::Avif, Encoding::Avif, Encoding::WebP, Encoding::WebP]
        );
    }
}
