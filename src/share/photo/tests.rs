//! Photos as they come: upright and on their side, small, broken, and not what they claim to be.

#![allow(clippy::unwrap_used, reason = "a test says by panicking")]

use super::*;

/// A photo with a red upper half and a blue lower one.
fn photo(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |_, y| {
        image::Rgb(if y < height / 2 { [255, 0, 0] } else { [0, 0, 255] })
    })
}

fn file(photo: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(photo.clone()).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG that says in Exif (2.3, §4.6.4, tag 0x0112) how it lies.
fn lying(photo: &RgbImage, orientation: u8) -> Vec<u8> {
    let head = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0";
    let exif = [b"Exif\0\0".as_slice(), head, &[orientation], b"\0\0\0\0\0\0"].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let plain = file(photo, ImageFormat::Jpeg);
    [&plain[..2], b"\xff\xe1", &length, &exif, &plain[2..]].concat()
}

fn made(bytes: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap().to_rgb8()
}

fn is_red(pixel: &image::Rgb<u8>) -> bool {
    pixel.0[0] > 200 && pixel.0[2] < 60
}

#[test]
fn photos_keep_more_of_their_top_and_are_never_stretched() {
    let flat = |orientation| cut((4000, 3000), (1200, 630), orientation);
    assert_eq!(flat(Orientation::NoTransforms), (0, 300, 4000, 2100));
    assert_eq!(flat(Orientation::FlipHorizontal), (0, 300, 4000, 2100));
    assert_eq!(flat(Orientation::Rotate180), (0, 600, 4000, 2100));
    assert_eq!(flat(Orientation::FlipVertical), (0, 600, 4000, 2100));
    let on_its_side = |orientation| cut((3000, 4000), (630, 1200), orientation);
    assert_eq!(on_its_side(Orientation::Rotate90), (300, 0, 2100, 4000));
    assert_eq!(on_its_side(Orientation::Rotate90FlipH), (300, 0, 2100, 4000));
    assert_eq!(on_its_side(Orientation::Rotate270), (600, 0, 2100, 4000));
    assert_eq!(on_its_side(Orientation::Rotate270FlipH), (600, 0, 2100, 4000));
    assert_eq!(cut((4000, 1000), (1200, 630), Orientation::NoTransforms), (1048, 0, 1904, 1000));
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let picture = made(&crop(&file(&photo(1600, 1200), format)).unwrap());
        assert_eq!(picture.dimensions(), (1200, 630), "{format:?}");
        assert!(is_red(picture.get_pixel(600, 10)) && !is_red(picture.get_pixel(600, 620)));
    }
    assert_eq!(made(&crop(&file(&photo(800, 600), ImageFormat::Jpeg)).unwrap()).dimensions(), (1200, 630));
}

#[test]
fn photos_stand_upright_and_tell_nothing_of_the_camera() {
    // Turned by a quarter to the right when shown: what is on the left of the file comes to the top.
    let on_its_side =
        RgbImage::from_fn(1200, 1600, |x, _| image::Rgb(if x < 600 { [255, 0, 0] } else { [0, 0, 255] }));
    let bytes = crop(&lying(&on_its_side, 6)).unwrap();
    let picture = made(&bytes);
    assert_eq!(picture.dimensions(), (1200, 630));
    assert!(is_red(picture.get_pixel(600, 10)) && !is_red(picture.get_pixel(600, 620)));
    assert!(!bytes.windows(4).any(|part| part == b"Exif"));
    let upside_down = made(&crop(&lying(&photo(1600, 1200), 3)).unwrap());
    assert!(!is_red(upside_down.get_pixel(600, 10)));
}

/// Orientations 1 to 8 of Exif: whichever way a portrait lies in its file, the same part of it is shown.
#[test]
fn faces_stay_in_the_picture() {
    // Shown 1200 × 2400; a face between a quarter and a third of the height.
    let upright = RgbImage::from_fn(1200, 2400, |_, y| {
        image::Rgb(if (600..800).contains(&y) { [255, 0, 0] } else { [0, 0, 255] })
    });
    for exif in 1..=8 {
        let orientation = Orientation::from_exif(exif).unwrap();
        // What the camera wrote is what the orientation turns back.
        let back = match orientation {
            Orientation::Rotate90 => Orientation::Rotate270,
            Orientation::Rotate270 => Orientation::Rotate90,
            same => same,
        };
        let mut lies = DynamicImage::ImageRgb8(upright.clone());
        lies.apply_orientation(back);
        let picture = made(&crop(&lying(&lies.to_rgb8(), exif)).unwrap());
        assert!(is_red(picture.get_pixel(600, 110)), "{exif}");
        assert!(!is_red(picture.get_pixel(600, 500)), "{exif}");
    }
}

#[test]
fn the_beginning_of_a_photo_tells_whether_it_fits() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        let whole = file(&photo(1600, 1200), format);
        assert_eq!(fits(&whole[..whole.len() / 2]), Ok(()), "{format:?}");
        assert_eq!(fits(&file(&photo(300, 200), format)), Err(Unfit::TooSmall), "{format:?}");
    }
    assert_eq!(fits(b"to nie jest"), Err(Unfit::Broken));
}

#[test]
fn what_is_no_photo_is_refused() {
    let whole = file(&photo(1600, 1200), ImageFormat::Png);
    for bytes in [&b""[..], b"x", b"<svg/>", &whole[..40], &whole[..whole.len() / 2]] {
        assert_eq!(crop(bytes), Err(Unfit::Broken), "{} bytes", bytes.len());
    }
    assert_eq!(crop(&file(&photo(300, 200), ImageFormat::Jpeg)), Err(Unfit::TooSmall));
    // A PNG that claims to be 60,000 pixels wide and high: its header alone is read.
    let mut bomb = whole;
    bomb[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let crc = crc(&bomb[12..29]).to_be_bytes();
    bomb[29..33].copy_from_slice(&crc);
    assert_eq!(crop(&bomb), Err(Unfit::TooLarge));
}

/// CRC-32 of a PNG's chunk (PNG §5.5).
fn crc(bytes: &[u8]) -> u32 {
    let fold = |crc: u32, byte: &u8| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 },
        )
    };
    !bytes.iter().fold(u32::MAX, fold)
}

#[test]
fn what_is_transparent_becomes_white() {
    let clear = image::RgbaImage::from_pixel(1600, 1200, image::Rgba([0, 0, 0, 0]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(clear).write_to(&mut bytes, ImageFormat::Png).unwrap();
    assert_eq!(made(&crop(&bytes.into_inner()).unwrap()).get_pixel(5, 5).0, [255, 255, 255]);
}
