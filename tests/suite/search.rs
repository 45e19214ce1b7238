//! The files of the search: what is in them, read as a browser reads them, and what must be found in a site made for it.

use kronika::path::OutPath;
use kronika::render::Files;

use super::common::{TODAY, build_clean, options, project, site};

/// Takes numbers and texts from a file of the search.
struct Reader<'b>(&'b [u8]);

impl Reader<'_> {
    fn number(&mut self) -> usize {
        let length = self.0.iter().position(|byte| *byte < 0x80).expect("a whole number") + 1;
        let (number, rest) = self.0.split_at(length);
        self.0 = rest;
        number.iter().rev().fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f))
    }

    fn text(&mut self) -> String {
        let length = self.number();
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        String::from_utf8(text.to_vec()).expect("UTF-8")
    }
}

/// The data of a file of the search.
pub(crate) fn data(bytes: &[u8]) -> Vec<u8> {
    assert_eq!(&bytes[..3], b"KS1");
    miniz_oxide::inflate::decompress_to_vec(&bytes[7..]).expect("DEFLATE")
}

/// A file of the search as text: JSON by lines, families of words as `stem: form page/weight …`.
pub(crate) fn readable(name: &str, bytes: &[u8]) -> String {
    let data = data(bytes);
    if name.contains("words-") {
        let mut reader = Reader(&data);
        let mut lines = Vec::new();
        while !reader.0.is_empty() {
            let mut line = format!("{}:", reader.text());
            for _ in 0..reader.number() {
                line.push_str(&format!(" {}", reader.text()));
                let mut page = 0;
                for _ in 0..reader.number() {
                    let number = reader.number();
                    page += number >> 4;
                    line.push_str(&format!(" {page}/{}", number & 15));
                }
            }
            lines.push(line);
        }
        return lines.join("\n") + "\n";
    }
    if name.contains("facets") {
        return format!("{data:?}\n");
    }
    let json: serde_json::Value = serde_json::from_slice(&data).expect("JSON");
    serde_json::to_string_pretty(&json).expect("JSON") + "\n"
}

fn search_files(files: &Files) -> Vec<(&OutPath, Vec<u8>)> {
    let of_search = files.iter().filter(|(path, _)| path.as_str().ends_with(".bin"));
    of_search.map(|(path, content)| (path, content.read().unwrap().into_owned())).collect()
}

#[test]
fn every_file_has_the_stamp_of_its_index() {
    let english = build_clean(&options(&project().join("tests/sites/english")));
    let sample = build_clean(&options(&project()));
    let stamps = |files: &Files| {
        let mut stamps: Vec<Vec<u8>> =
            search_files(files).into_iter().map(|(_, bytes)| bytes[3..7].to_vec()).collect();
        assert!(stamps.len() > 5);
        stamps.dedup();
        assert_eq!(stamps.len(), 1, "the files have one stamp");
        stamps.remove(0)
    };
    assert_ne!(stamps(&english), stamps(&sample));
}

#[test]
fn words_stand_in_the_order_of_their_stems_and_the_plan_knows_where() {
    let files = build_clean(&options(&project()));
    let files = search_files(&files);
    let of = |name: &str| {
        let file = files.iter().find(|(path, _)| path.as_str().ends_with(&format!("/{name}.bin")));
        file.map(|(_, bytes)| bytes)
    };
    let plan: serde_json::Value = serde_json::from_slice(&data(of("plan").unwrap())).unwrap();
    let mut stems: Vec<String> = Vec::new();
    for (at, row) in plan["words"].as_array().unwrap().iter().enumerate() {
        let bytes = of(&format!("words-{at}")).unwrap();
        assert_eq!(row[1], bytes.len());
        let own: Vec<String> = readable("words-", bytes)
            .lines()
            .map(|line| line.split_once(':').unwrap().0.to_owned())
            .collect();
        assert_eq!(row[0].as_str(), own.first().map(String::as_str));
        stems.extend(own);
    }
    assert!(stems.len() > 500, "{}", stems.len());
    let wrong = stems.windows(2).find(|pair| pair[0] >= pair[1]);
    assert_eq!(wrong, None);
    let mut pages = 0;
    for (at, first) in plan["texts"].as_array().unwrap().iter().enumerate() {
        assert_eq!(*first, pages);
        let texts: serde_json::Value =
            serde_json::from_slice(&data(of(&format!("texts-{at}")).unwrap())).unwrap();
        pages += texts.as_array().unwrap().len();
    }
    assert_eq!(plan["pages"], pages);
}

/// Everything that the files of a search say.
fn all_text(files: &Files) -> String {
    search_files(files).iter().map(|(path, bytes)| readable(path.as_str(), bytes)).collect()
}

#[test]
fn what_is_not_published_or_hidden_is_neither_found_nor_a_facet() {
    let files = site(
        &[
            ("programmes/p.md", "---\ntitle: Tajnyprogram\nwhen: 2025\ndraft: true\n---\n"),
            ("forums/f.md", "---\ntitle: Tajneforum\nwhen: 2026-05-01\npublished: 2030-01-01\n---\n"),
            ("programmes/q.md", "---\ntitle: Ukrytyprogram\nwhen: 2025\nhidden_from: search\n---\n"),
            ("places/m.md", "---\nname: Ukrytemiejsce\nhidden_from: search\n---\n"),
            ("people/o.md", "---\nname: Tajna Osoba\ndraft: true\n---\n"),
            (
                "events/e.md",
                "---\ntitle: Spotkanie\nwhen: 2025-05-01\nprogramme: [p, q]\nforum: f\nplace: m\npeople: [o]\nallow: [K0305]\n---\n",
            ),
        ],
        TODAY,
    );
    let text = all_text(&files).to_lowercase();
    assert!(text.contains("spotkanie"));
    for word in ["tajnyprogram", "tajneforum", "tajna", "\"ukrytyprogram", "\"ukrytemiejsce"] {
        assert!(!text.contains(word), "{word} stands in the files of the search");
    }
}

#[test]
fn places_of_one_name_are_told_apart() {
    let files = site(
        &[
            ("places/ratusz-konin.md", "---\nname: Ratusz\nlocality: Konin\n---\n"),
            ("places/ratusz-nisko.md", "---\nname: Ratusz\nlocality: Nisko\n---\n"),
            ("events/a.md", "---\ntitle: A\nwhen: 2025-05-01\nplace: ratusz-konin\n---\n"),
            ("events/b.md", "---\ntitle: B\nwhen: 2025-05-02\nplace: ratusz-nisko\nstatus: cancelled\n---\n"),
        ],
        TODAY,
    );
    let plan =
        search_files(&files).into_iter().find(|(path, _)| path.as_str().ends_with("plan.bin")).unwrap().1;
    let plan: serde_json::Value = serde_json::from_slice(&data(&plan)).unwrap();
    let places = plan["places"].as_array().unwrap();
    assert_eq!(places.len(), 2);
    assert_ne!(places[0], places[1]);
    assert!(all_text(&files).contains("Odwołane · 2 maja 2025"), "what does not take place says so");
}
