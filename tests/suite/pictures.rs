//! Pictures: what becomes of photos as phones take them, and of files that only seem to be pictures.

use std::io::Cursor;
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageEncoder, ImageFormat, Rgb, RgbImage};
use kronika::config::Options;
use kronika::preview::{Dirty, Preview};
use kronika::render::Files;

use super::common::{build, build_clean, describe, in_memory, options, page};

const PAGE: &str = "wydarzenia/a/index.html";

/// A site of one event in a folder, with these files beside its text.
fn site(text: &str, files: &[(&str, Vec<u8>)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let event = folder.path().join("content/events/a");
    std::fs::create_dir_all(&event).unwrap();
    std::fs::write(folder.path().join("kronika.yaml"), "title: P\nbase_url: https://x.pl/\n").unwrap();
    std::fs::write(event.join("index.md"), format!("---\ntitle: A\nwhen: 2025-05-06\n{text}")).unwrap();
    for (name, bytes) in files {
        std::fs::write(event.join(name), bytes).unwrap();
    }
    folder
}

fn built(folder: &Path) -> Files {
    in_memory(build_clean(&options(folder)))
}

fn bytes(files: &Files, name: &str) -> Vec<u8> {
    let path = kronika::path::OutPath::new(format!("wydarzenia/a/{name}"));
    let content = files.get(&path).unwrap_or_else(|| panic!("no {name} among {:?}", files.keys()));
    content.read().unwrap().into_owned()
}

fn names(files: &Files) -> Vec<&str> {
    files.keys().filter_map(|path| path.as_str().strip_prefix("wydarzenia/a/foto")).collect()
}

/// A photo, red on the left and blue on the right.
fn photo(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(
        width,
        height,
        |x, _| if x < width / 2 { Rgb([220, 30, 30]) } else { Rgb([30, 30, 220]) },
    )
}

fn jpeg(photo: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 92).encode_image(photo).unwrap();
    bytes
}

fn encoded(photo: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(photo.clone()).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// What a phone held upright tells beside the photo (Exif 3.0): orientation 6, a moment, a place.
fn told_by_a_phone(photo: Vec<u8>, moment: &str) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    let at = |place: u32| place.to_be_bytes();
    // The first directory at 8, that of Exif at 50, that of the place at 68, values from 86.
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    tiff.extend([0, 3]);
    tiff.extend(entry(0x0112, 3, 1, [0, 6, 0, 0]));
    tiff.extend(entry(0x8769, 4, 1, at(50)));
    tiff.extend(entry(0x8825, 4, 1, at(68)));
    tiff.extend(at(0));
    tiff.extend([0, 1]);
    tiff.extend(entry(0x9003, 2, 20, at(86)));
    tiff.extend(at(0));
    tiff.extend([0, 1]);
    tiff.extend(entry(0x0002, 5, 3, at(106)));
    tiff.extend(at(0));
    tiff.extend(moment.as_bytes());
    tiff.push(0);
    tiff.extend([51_u32, 1, 30, 1, 0, 1].iter().flat_map(|number| number.to_be_bytes()));
    assert_eq!(tiff.len(), 130);
    let length = u16::try_from(tiff.len() + 8).unwrap().to_be_bytes();
    [&photo[..2], &[0xff, 0xe1], &length, b"Exif\0\0", &tiff, &photo[2..]].concat()
}

/// PNG 3, annex D.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

fn decoded(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).unwrap().into_rgb8()
}

#[test]
fn a_photo_of_a_phone_comes_out_upright_in_sizes_and_silent() {
    let phone = told_by_a_phone(jpeg(&photo(1000, 600)), "2025:05:06 10:11:12");
    let site = site("---\n![Sala](foto.jpg \"Podpis\")\n", &[("foto.jpg", phone.clone())]);
    let files = built(site.path());
    assert_eq!(names(&files), [".jpg", ".jpg.480.webp", ".jpg.600.webp"], "nothing is enlarged");
    for (name, size) in
        [("foto.jpg", (600, 1000)), ("foto.jpg.480.webp", (480, 800)), ("foto.jpg.600.webp", (600, 1000))]
    {
        let bytes = bytes(&files, name);
        for word in [&b"Exif"[..], b"2025:05:06", b"ICC_PROFILE", b"EXIF", b"ICCP"] {
            assert!(!bytes.windows(word.len()).any(|part| part == word), "{word:?} in {name}");
        }
        let shown = decoded(&bytes);
        assert_eq!(shown.dimensions(), size, "{name}");
        let (top, bottom) = (shown.get_pixel(240, 20), shown.get_pixel(240, size.1 - 20));
        assert!(top[0] > 180 && bottom[2] > 180, "{name}: {top:?} above {bottom:?}");
    }
    let html = page(&files, PAGE);
    for part in [
        "<figure class=\"picture\">",
        "srcset=\"../../wydarzenia/a/foto.jpg.480.webp 480w, ../../wydarzenia/a/foto.jpg.600.webp 600w\"",
        "<img src=\"../../wydarzenia/a/foto.jpg\" alt=\"Sala\" width=\"600\" height=\"1000\" class=\"tone ",
        "<figcaption>Podpis</figcaption>",
    ] {
        assert!(html.contains(part), "{part} not in {html}");
    }
}

#[test]
fn a_photo_given_for_download_stays_as_it_is_and_its_place_is_told() {
    let phone = told_by_a_phone(jpeg(&photo(400, 300)), "2025:05:06 10:11:12");
    let text = "attachments: [foto.jpg]\nimage: {src: foto.jpg, alt: Sala}\n---\n";
    let folder = site(text, &[("foto.jpg", phone.clone())]);
    let (files, told) = build(&options(folder.path()));
    let told: Vec<String> = told.iter().map(describe).collect();
    assert!(told.len() == 1 && told[0].contains("index.md:4:15 K0441"), "{told:?}");
    let files = in_memory(files.unwrap());
    assert_eq!(bytes(&files, "foto.jpg"), phone);
    assert_eq!(
        decoded(&bytes(&files, "foto.jpg.300.jpg")).dimensions(),
        (300, 400),
        "what is shown is another file"
    );
    assert!(page(&files, PAGE).contains("<img src=\"../../wydarzenia/a/foto.jpg.300.jpg\""));
}

#[test]
fn colours_of_a_wide_profile_come_out_in_srgb() {
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let mut bytes_of_p3 = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes_of_p3, 95);
    encoder.set_icc_profile(profile).unwrap();
    encoder.encode_image(&RgbImage::from_pixel(64, 64, Rgb([200, 100, 100]))).unwrap();
    let folder = site("image: {src: foto.jpg, alt: Sala}\n---\n", &[("foto.jpg", bytes_of_p3)]);
    let files = built(folder.path());
    for name in ["foto.jpg", "foto.jpg.64.webp"] {
        let Rgb([red, green, blue]) = *decoded(&bytes(&files, name)).get_pixel(32, 32);
        // Display P3 (200, 100, 100) is sRGB (213, 94, 98) by CSS Color 4 §10.
        let near = |part: u8, wanted: u8| part.abs_diff(wanted) <= 4;
        assert!(near(red, 213) && near(green, 94) && near(blue, 98), "{name}: {red} {green} {blue}");
    }
}

#[test]
fn what_cannot_be_shown_is_told_with_what_to_do() {
    let whole = jpeg(&photo(600, 400));
    let mut huge = encoded(&photo(2, 2), ImageFormat::Png);
    huge[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let sum = crc(&huge[12..29]).to_be_bytes();
    huge[29..33].copy_from_slice(&sum);
    let cases: [(&str, Vec<u8>, &str); 9] = [
        ("foto.jpg", whole[..whole.len() / 2].to_vec(), "K0438 `foto.jpg` ends too early"),
        ("foto.jpg", Vec::new(), "K0438 `foto.jpg` is empty"),
        ("foto.jpg", b"nic tu nie ma".to_vec(), "K0438 `foto.jpg` is no picture"),
        ("foto.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "export it as JPEG"),
        ("foto.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "export it as JPEG"),
        ("foto.jpg", b"<!doctype html><title>Zaloguj</title>".to_vec(), "a web page that was saved"),
        ("foto.png", huge, "too large"),
        (
            "foto.png",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
            "K0438 the picture `foto.png` is really SVG",
        ),
        ("foto.jpg", encoded(&photo(20, 20), ImageFormat::Png), "K0440 the picture `foto.jpg` is really PNG"),
    ];
    for (name, bytes, wanted) in cases {
        let folder = site(&format!("image: {{src: {name}, alt: Sala}}\n---\n"), &[(name, bytes)]);
        let (files, told) = build(&options(folder.path()));
        let told: Vec<String> = told.iter().map(describe).collect();
        assert!(told.len() == 1 && told[0].contains(wanted), "{wanted}: {told:?}");
        assert!(told[0].starts_with("content/events/a/index.md:4:14 "), "{told:?}");
        assert_eq!(files.is_some(), told[0].contains("K0440"), "a warning alone lets the site be made");
    }
}

#[test]
fn what_was_made_is_made_once_whatever_becomes_of_the_text() {
    let folder = site("---\n![Sala](foto.jpg)\n", &[("foto.jpg", jpeg(&photo(900, 600)))]);
    let place = |name: &str| folder.path().join(name);
    let first = built(folder.path());
    // What lies in the cache is used as it is: the mark shows whether it was made again.
    let cached: Vec<_> = walkdir::WalkDir::new(place(".kronika")).into_iter().flatten().collect();
    let is_small = |path: &Path| image::image_dimensions(path).is_ok_and(|size| size == (480, 320));
    let small = cached.iter().map(walkdir::DirEntry::path).find(|path| is_small(path)).unwrap();
    std::fs::write(small, b"a mark").unwrap();
    let text = std::fs::read_to_string(place("content/events/a/index.md")).unwrap();
    std::fs::write(place("content/events/a/index.md"), text + "\nWięcej słów.\n").unwrap();
    assert_eq!(bytes(&built(folder.path()), "foto.jpg.480.webp"), b"a mark");
    // It may be deleted, and the index may be damaged.
    for harm in ["delete", "garbage", "half"] {
        let index = place(".kronika/cache/pictures/index.json");
        match harm {
            "delete" => std::fs::remove_dir_all(place(".kronika")).unwrap(),
            "garbage" => std::fs::write(index, "{\"version\":1,\"pictures\":{\"a\":").unwrap(),
            _ => {
                let whole = std::fs::read(&index).unwrap();
                std::fs::write(&index, &whole[..whole.len() / 2]).unwrap();
            }
        }
        assert_eq!(
            bytes(&built(folder.path()), "foto.jpg.480.webp"),
            bytes(&first, "foto.jpg.480.webp"),
            "{harm}"
        );
    }
    // Another photo by the same name.
    std::fs::write(place("content/events/a/foto.jpg"), jpeg(&photo(500, 300))).unwrap();
    assert_eq!(names(&built(folder.path())), [".jpg", ".jpg.500.webp"]);
}

#[test]
fn a_site_that_cannot_keep_anything_is_made_all_the_same() {
    let folder = site("---\n![Sala](foto.jpg)\n", &[("foto.jpg", jpeg(&photo(900, 600)))]);
    let first = built(folder.path());
    std::fs::remove_dir_all(folder.path().join(".kronika")).unwrap();
    std::fs::write(folder.path().join(".kronika"), "in the way").unwrap();
    assert_eq!(built(folder.path()), first);
}

#[test]
fn a_preview_serves_the_photo_itself_until_the_sizes_are_made() {
    let original = jpeg(&photo(900, 600));
    let folder = site("---\n![Sala](foto.jpg)\n", &[("foto.jpg", original.clone())]);
    let options = Options { preview: true, ..options(folder.path()) };
    let mut preview = Preview::new(options.clone());
    assert_eq!(preview.update(&Dirty::Everything).diagnostics.counts(), (0, 0));
    let path = kronika::path::OutPath::new("wydarzenia/a/foto.jpg.480.webp");
    let shown = |preview: &Preview| preview.shown().file(&path).unwrap().read().unwrap().into_owned();
    assert_eq!(shown(&preview), original);
    preview.waiting().unwrap().make();
    preview.update(&Dirty::Paths(Default::default()));
    assert_eq!(decoded(&shown(&preview)).dimensions(), (480, 320));
    assert!(preview.waiting().is_none(), "nothing is left to make");
    let html = preview.shown().file(&kronika::path::OutPath::new(PAGE)).unwrap();
    assert!(String::from_utf8_lossy(&html.read().unwrap()).contains("class=\"tone "));
}

#[test]
fn galleries_stand_in_the_order_in_which_photos_were_taken() {
    let taken = |moment: &str| told_by_a_phone(jpeg(&photo(60, 40)), moment);
    let text = "---\n```gallery\nfolder: .\nalt: Sala\norder: taken\n```\n";
    let files = [
        ("foto-1.jpg", taken("2025:05:06 12:00:00")),
        ("foto-2.jpg", jpeg(&photo(60, 40))),
        ("foto-3.jpg", taken("2025:05:06 09:00:00")),
        ("foto-4.jpg", taken("    :  :     :  :  ")),
    ];
    let files = built(site(text, &files).path());
    let html = page(&files, PAGE);
    let order: Vec<&str> =
        html.split("<img src=\"../../wydarzenia/a/").skip(1).map(|part| &part[..10]).collect();
    assert_eq!(order, ["foto-3.jpg", "foto-1.jpg", "foto-2.jpg", "foto-4.jpg"]);
}

#[test]
fn pictures_of_every_format_are_shown_whatever_their_names_say() {
    let shown = photo(900, 600);
    let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
    for name in ["foto.jpg", "foto.png", "foto.webp", "foto.gif"] {
        for format in formats {
            let folder = site(&format!("---\n![Sala]({name})\n"), &[(name, encoded(&shown, format))]);
            let (files, told) = build(&options(folder.path()));
            let faults: Vec<String> = told.iter().map(describe).collect();
            assert!(!told.has_errors(), "{format:?} named {name}: {faults:?}");
            let files = in_memory(files.unwrap());
            assert_eq!(decoded(&bytes(&files, name)).dimensions(), (900, 600));
            assert_eq!(decoded(&bytes(&files, &format!("{name}.480.webp"))).dimensions(), (480, 320));
        }
    }
}

#[test]
fn nothing_of_a_site_tells_where_its_photos_were_taken() {
    let mark = b"2031:05:06 10:11:12";
    let phone = || told_by_a_phone(jpeg(&photo(700, 500)), "2031:05:06 10:11:12");
    let has_mark = |bytes: &[u8]| bytes.windows(mark.len()).any(|part| part == mark);
    assert!(has_mark(&phone()));
    let text = "image: {src: foto-1.jpg, alt: Sala}\n---\n![Sala](foto-2.jpg)\n\n[duże](foto-3.jpg)\n\n\
                ```gallery\nimages: [{src: foto-4.jpg, alt: Sala}]\n```\n";
    let names =
        ["foto-1.jpg", "foto-2.jpg", "foto-3.jpg", "foto-4.jpg", "unused.jpg", "unused.heic", "unused.tif"];
    let files: Vec<_> = names.iter().map(|name| (*name, phone())).collect();
    for (path, content) in built(site(text, &files).path()) {
        assert!(!has_mark(&content.read().unwrap()), "{path}");
    }
}

#[test]
fn photos_that_were_copied_or_renamed_are_not_made_again() {
    let folder = site("---\n![Sala](foto.jpg)\n", &[("foto.jpg", jpeg(&photo(900, 600)))]);
    built(folder.path());
    let cache = folder.path().join(".kronika/cache/pictures");
    let made = |cache: &Path| {
        let files = walkdir::WalkDir::new(cache).min_depth(2).into_iter().flatten();
        let state =
            |file: walkdir::DirEntry| (file.path().to_owned(), file.metadata().unwrap().modified().unwrap());
        files.map(state).collect::<Vec<_>>()
    };
    let before = made(&cache);
    let event = folder.path().join("content/events/a");
    std::fs::rename(event.join("foto.jpg"), event.join("inne.jpg")).unwrap();
    let text = std::fs::read_to_string(event.join("index.md")).unwrap();
    std::fs::write(event.join("index.md"), text.replace("foto.jpg", "inne.jpg")).unwrap();
    built(folder.path());
    assert_eq!(made(&cache), before);
}
