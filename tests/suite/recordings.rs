//! Recordings and files to download: what pages say of them, what they may load, and that no byte of a file changes.

use std::path::Path;

use kronika::content::Content;
use kronika::path::OutPath;
use kronika::render::Files;
use tempfile::TempDir;

use super::common::{build_clean, options, page, words};

const EVENT: &str = "wydarzenia/sesja/index.html";

/// A site with the event `sesja` that has this front matter and body, with these files beside it.
fn site(front: &str, body: &str, beside: &[(&str, &[u8])], folder: &TempDir) -> Files {
    let entry = format!("---\ntitle: Sesja\nwhen: 2024-06-07\n{front}---\n{body}");
    let own: [(&str, &[u8]); 2] = [
        ("kronika.yaml", b"title: P\nlanguage: pl\nhost: netlify\nbase_url: https://x.example/\n"),
        ("content/events/sesja/index.md", entry.as_bytes()),
    ];
    let beside = beside.iter().map(|(name, bytes)| (format!("content/events/sesja/{name}"), *bytes));
    for (path, bytes) in own.map(|(path, bytes)| (path.to_owned(), bytes)).into_iter().chain(beside) {
        let place = folder.path().join(Path::new(&path));
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, bytes).unwrap();
    }
    build_clean(&options(folder.path()))
}

fn policy(files: &Files) -> &str {
    let line = page(files, "_headers").lines().find(|line| line.contains("Content-Security-Policy")).unwrap();
    line.trim()
}

#[test]
fn the_policy_names_the_players_of_the_site_and_no_others() {
    let folder = TempDir::new().unwrap();
    let front = "recordings:\n- https://youtu.be/aB3_dE-gH1j\n- https://www.youtube.com/watch?v=aB3_dE-gH1j\n\
                 - https://x.example/film\n";
    let body = "```video\nurl: https://tube.miasto.example:8443/w/kkGMgK9ZtnKfYAgnEtQxbv\n```\n";
    let files = site(front, body, &[], &folder);
    assert!(
        policy(&files).ends_with(
            "frame-ancestors 'none'; frame-src https://tube.miasto.example:8443 https://www.youtube-nocookie.com"
        ),
        "{}",
        policy(&files)
    );
    let folder = TempDir::new().unwrap();
    let files = site("recordings: https://x.example/film\n", "", &[], &folder);
    assert!(!policy(&files).contains("frame-src") && policy(&files).contains("default-src 'none'"));
    let folder = TempDir::new().unwrap();
    let files = site("recordings: https://youtu.be/aB3_dE-gH1j\ndraft: true\n", "", &[], &folder);
    assert!(!policy(&files).contains("frame-src"), "of what is not published nothing plays");
}

#[test]
fn a_page_loads_nothing_of_a_service_and_has_its_link() {
    let folder = TempDir::new().unwrap();
    let front = "recordings:\n- {url: 'https://vimeo.com/123456789', title: Obrady, duration: 1:02:03, language: en}\n";
    let files = site(front, "", &[], &folder);
    let html = page(&files, EVENT);
    assert!(html.contains("data-player=\"https://player.vimeo.com/video/123456789?dnt=1&amp;autoplay=1\""));
    assert!(html.contains("<a href=\"https://vimeo.com/123456789\" hreflang=\"en\">Zobacz"));
    assert!(!html.contains("<iframe") && !html.contains("src=\"https://player"), "{html}");
    assert!(words(html).contains("Obrady (1 godz. 2 min, po angielsku)"), "{}", words(html));
    let entries = page(&files, "entries.json");
    assert!(
        entries.contains("\"duration\":\"PT1H2M3S\"") && entries.contains("\"language\":\"en\""),
        "{entries}"
    );
    assert!(html.contains("\"embedUrl\":\"https://player.vimeo.com/video/123456789?dnt=1\""), "{html}");
}

#[test]
fn own_recordings_play_from_the_site_with_their_captions() {
    let folder = TempDir::new().unwrap();
    let front = "recordings:\n- {file: obrady.mp4, captions: [{file: napisy.vtt}, {file: uk.vtt, language: uk}]}\n\
                 - {file: rozmowa.mp3, transcript: zapis.txt}\n";
    let beside: [(&str, &[u8]); 5] = [
        ("obrady.mp4", b"\0\0\0\x18ftypmp42"),
        ("napisy.vtt", b"WEBVTT\n"),
        ("uk.vtt", b"\xef\xbb\xbfWEBVTT\r\n"),
        ("rozmowa.mp3", b"ID3"),
        ("zapis.txt", b"Otwieram.\n"),
    ];
    let files = site(front, "", &beside, &folder);
    let html = page(&files, EVENT);
    for part in [
        "<video controls preload=\"none\" playsinline src=\"../../wydarzenia/sesja/obrady.mp4\"",
        "<track kind=\"captions\" src=\"../../wydarzenia/sesja/napisy.vtt\" srclang=\"pl\" label=\"napisy po polsku\" default>",
        "srclang=\"uk\" label=\"napisy po ukraińsku\">",
        "<audio controls preload=\"none\" src=\"../../wydarzenia/sesja/rozmowa.mp3\"",
        "\"contentUrl\":\"https://x.example/wydarzenia/sesja/obrady.mp4\"",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert!(words(html).contains("Pobierz nagranie: Nagranie (film MP4, 12 B)"), "{}", words(html));
    assert!(
        page(&files, "entries.json").contains("\"url\":\"https://x.example/wydarzenia/sesja/obrady.mp4\"")
    );
    assert!(!policy(&files).contains("frame-src") && !html.contains("video.js"));
}

/// A PDF of so many pages.
fn pdf(pages: u32) -> Vec<u8> {
    let objects =
        ["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), format!("<< /Type /Pages /Count {pages} >>")];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut lines = "0000000000 65535 f \n".to_owned();
    for (at, object) in objects.iter().enumerate() {
        lines += &format!("{:010} 00000 n \n", text.len());
        text += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let at = text.len();
    text += &format!("xref\n0 3\n{lines}trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n");
    text.into_bytes()
}

#[test]
fn files_say_what_they_are_and_come_out_byte_for_byte() {
    let folder = TempDir::new().unwrap();
    let front = "attachments:\n- {file: 'Plan Łąki 2024 (v1).pdf', label: Plan, language: en}\n- umowa.docx\n\
                 - zdjęcie.jpg\n- {file: lista.xlsx, language: pl-PL}\n- {file: dane.zip, language: tlh}\n- LICENCJA\n";
    // Exif with a GPS IFD: latitude 52° 13′ N.
    let mut photo =
        b"\xff\xd8\xff\xe1\x00\x50Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a"
            .to_vec();
    photo.extend_from_slice(
        b"\0\0\0\0\0\x02\0\x01\0\x02\0\0\0\x02N\0\0\0\0\x02\0\x05\0\0\0\x03\0\0\0\x38\xff\xd9",
    );
    let (plan, other) = (pdf(22), b"PK\x03\x04 bytes \r\n\0\xff".as_slice());
    let beside: [(&str, &[u8]); 6] = [
        ("Plan Łąki 2024 (v1).pdf", &plan),
        ("umowa.docx", other),
        ("zdjęcie.jpg", &photo),
        ("lista.xlsx", other),
        ("dane.zip", other),
        ("LICENCJA", b"x"),
    ];
    let files = site(front, "", &beside, &folder);
    for (name, bytes) in beside {
        let found = &files[&OutPath::new(format!("wydarzenia/sesja/{name}"))];
        assert!(matches!(found, Content::Copied(..)), "{name} is copied");
        assert_eq!(&*found.read().unwrap(), bytes, "{name}");
    }
    let html = page(&files, EVENT);
    assert!(
        html.contains("<a href=\"../../wydarzenia/sesja/Plan%20Łąki%202024%20(v1).pdf\" hreflang=\"en\">"),
        "{html}"
    );
    let said = words(html);
    let size = plan.len();
    for note in [
        &format!("Plan (dokument PDF, {size} B, 22 strony, po angielsku)"),
        "umowa.docx (dokument DOCX, 15 B)",
        "zdjęcie.jpg (obraz JPG,",
        "lista.xlsx (arkusz kalkulacyjny XLSX, 15 B)",
        "dane.zip (archiwum ZIP, 15 B, język: tlh)",
        "LICENCJA (plik, 1 B)",
    ] {
        assert!(said.contains(note), "{note}\n{said}");
    }
}

#[test]
fn a_block_shows_the_files_of_another_entry() {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir_all(folder.path().join("content/posts")).unwrap();
    let post = "---\ntitle: Post\n---\n```attachments\ntitle: Z sesji\nfrom: event:sesja\n```\n";
    std::fs::write(folder.path().join("content/posts/a.md"), post).unwrap();
    let files = site("attachments: [protokol.pdf]\n", "", &[("protokol.pdf", &pdf(1))], &folder);
    let said = words(page(&files, "aktualnosci/a/index.html"));
    assert!(said.contains("Z sesji\nprotokol.pdf (dokument PDF, ") && said.contains("1 strona)"), "{said}");
}
