//! Pictures by which pages are shared: whose they are, where they lie, and what becomes of photos that cannot be used.

use kronika::content::Content;
use kronika::path::OutPath;
use kronika::render::Files;

use super::common::{TODAY, build_clean, in_memory, options, page, site_with};

/// The content of a `<meta property>`.
fn meta<'h>(html: &'h str, property: &str) -> Option<&'h str> {
    let rest = html.split_once(&format!("<meta property=\"{property}\" content=\""))?.1;
    rest.split_once('"').map(|(content, _)| content)
}

fn bytes(files: &Files, path: &str) -> Vec<u8> {
    let content = files.get(&OutPath::new(path)).unwrap_or_else(|| panic!("there is no {path}"));
    assert!(matches!(content, Content::Made(_)), "{path} is made");
    content.read().unwrap().into_owned()
}

/// Width and height of a PNG (PNG §11.2.1).
fn size(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

const EVENT: (&str, &str) = (
    "events/a.md",
    "---\ntitle: Zażółć gęślą jaźń\nwhen: 2025-05-06\norganisers: [Koło Gospodyń]\nplace: ratusz\n---\n",
);
const PLACE: (&str, &str) = ("places/ratusz.md", "---\nname: Ratusz\n---\n");

#[test]
fn entries_have_a_card_and_all_else_that_of_the_site() {
    let files = site_with("base_url: https://x.pl/k/\n", &[EVENT, PLACE], TODAY);
    let card = bytes(&files, "share/event/a.png");
    assert!(card.starts_with(b"\x89PNG\r\n\x1a\n") && size(&card) == (1200, 630));
    let html = page(&files, "wydarzenia/a/index.html");
    let told = |property: &str| meta(html, property);
    assert_eq!(told("og:image"), Some("https://x.pl/k/share/event/a.png"));
    assert_eq!((told("og:image:width"), told("og:image:height")), (Some("1200"), Some("630")));
    assert_eq!((told("og:image:type"), told("og:image:alt")), (Some("image/png"), Some("Zażółć gęślą jaźń")));
    assert!(html.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"));
    for path in [
        "index.html",
        "miejsca/ratusz/index.html",
        "organizacje/kolo-gospodyn/index.html",
        "kalendarz/index.html",
    ] {
        assert_eq!(meta(page(&files, path), "og:image"), Some("https://x.pl/k/share/site.png"), "{path}");
    }
    let made: Vec<&str> =
        files.keys().map(OutPath::as_str).filter(|path| path.starts_with("share/")).collect();
    assert_eq!(made, ["share/event/a.png", "share/site.png"]);
    assert!(!page(&files, "sitemap.xml").contains("share"));
}

#[test]
fn cards_are_drawn_alike_in_the_colours_of_the_site() {
    let draw = |look: &str| {
        bytes(
            &site_with(&format!("base_url: https://x.pl/\n{look}"), &[EVENT, PLACE], TODAY),
            "share/event/a.png",
        )
    };
    let green = draw("look: {colours: {primary: \"#14532d\"}}\n");
    assert_eq!(green, draw("look: {colours: {primary: \"#14532d\"}}\n"));
    let palette = green.windows(4).position(|part| part == b"PLTE").unwrap() + 4;
    assert_eq!(green[palette..palette + 3], [0x14, 0x53, 0x2d]);
    assert_ne!(green, draw("look: {colours: {primary: \"#7f1d1d\"}}\n"));
}

#[test]
fn photos_are_cropped_and_their_words_kept() {
    let shared = |width: u32| {
        let folder = tempfile::tempdir().unwrap();
        let event = folder.path().join("content/events/a");
        std::fs::create_dir_all(&event).unwrap();
        std::fs::write(folder.path().join("kronika.yaml"), "title: P\nbase_url: https://x.pl/\n").unwrap();
        let text = "---\ntitle: A\nwhen: 2025-05-06\nimage: {src: s.png, alt: Sala}\n---\n";
        std::fs::write(event.join("index.md"), text).unwrap();
        image::RgbImage::new(width, width).save(event.join("s.png")).unwrap();
        let files = in_memory(build_clean(&options(folder.path())));
        let html = page(&files, "wydarzenia/a/index.html");
        let address = meta(html, "og:image").unwrap().strip_prefix("https://x.pl/").unwrap();
        let start = bytes(&files, address)[..4].to_vec();
        (
            start,
            meta(html, "og:image:type").unwrap().to_owned(),
            meta(html, "og:image:alt").unwrap().to_owned(),
        )
    };
    let (start, sort, alt) = shared(800);
    assert_eq!(
        (&start[..2], sort.as_str(), alt.as_str()),
        (&b"\xff\xd8"[..], "image/jpeg", "Sala"),
        "the author's words"
    );
    let (start, sort, alt) = shared(300);
    assert_eq!(
        (&start[..], sort.as_str(), alt.as_str()),
        (&b"\x89PNG"[..], "image/png", "A"),
        "too small: a card"
    );
}

#[test]
fn a_title_without_letters_of_the_font_has_the_card_of_the_site() {
    let event = ("events/a.md", "---\ntitle: שלום עולם\nwhen: 2025-05-06\n---\n");
    let files = site_with("base_url: https://x.pl/\n", &[event], TODAY);
    let html = page(&files, "wydarzenia/a/index.html");
    assert_eq!(meta(html, "og:image"), Some("https://x.pl/share/site.png"));
    assert_ne!(meta(html, "og:image:alt"), Some("שלום עולם"));
    assert!(!files.contains_key(&OutPath::new("share/event/a.png")));
}

#[test]
fn a_card_says_that_an_event_does_not_take_place() {
    let card = |status: &str| {
        let text = format!("---\ntitle: A\nwhen: 2025-05-06\n{status}---\n");
        bytes(&site_with("base_url: https://x.pl/\n", &[("events/a.md", &text)], TODAY), "share/event/a.png")
    };
    let (plain, cancelled, postponed) = (card(""), card("status: cancelled\n"), card("status: postponed\n"));
    assert_ne!(plain, cancelled);
    assert_ne!(cancelled, postponed);
}

#[test]
fn a_site_may_do_without() {
    for lines in ["base_url: https://x.pl/\nshare_images: false\n", ""] {
        let files = site_with(lines, &[EVENT, PLACE], TODAY);
        assert!(!files.keys().any(|path| path.as_str().starts_with("share/")), "{lines}");
        assert_eq!(meta(page(&files, "wydarzenia/a/index.html"), "og:image"), None);
    }
}
