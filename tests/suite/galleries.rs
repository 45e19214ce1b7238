//! Galleries: which pictures, in which order, with whose words; what becomes of captions.yaml.

use kronika::path::OutPath;

use super::common::{TODAY, page, site, stand_in};

const EVENT: &str = "---\ntitle: Warsztat\nwhen: 2024-03-02\n---\n";
const PAGE: &str = "wydarzenia/warsztat/index.html";

/// The pictures of each gallery of a page: the name of the file, and the text for those who cannot see it.
fn galleries(html: &str) -> Vec<Vec<(String, String)>> {
    let after = |text: &str, key: &str| {
        let rest = text.split_once(key).unwrap().1;
        rest.split_once('"').unwrap().0.to_owned()
    };
    let pictures = |gallery: &str| {
        let cells = gallery.split("</ul>").next().unwrap().split("<li>").skip(1);
        let picture = |cell: &str| {
            let address = after(cell, "href=\"");
            (address.rsplit('/').next().unwrap().to_owned(), after(cell, "alt=\""))
        };
        cells.map(picture).collect()
    };
    html.split("<ul class=\"gallery\"").skip(1).map(pictures).collect()
}

/// Pictures and words as they are compared.
fn pairs(gallery: &[(String, String)]) -> Vec<(&str, &str)> {
    gallery.iter().map(|(name, alt)| (name.as_str(), alt.as_str())).collect()
}

#[test]
fn a_folder_is_shown_by_name_and_a_list_as_it_stands() {
    let folder = format!("{EVENT}```gallery\nfolder: f\nalt: Sala\n```\n");
    let lists = "```gallery\nalt: Sala\nimages: [f/żuk.jpg, f/IMG_10.jpg, f/IMG_2.jpg]\n```\n\
                 ```gallery\norder: name\nalt: Sala\nimages: [f/żuk.jpg, f/IMG_10.jpg, f/IMG_2.jpg]\n```\n";
    let files = site(
        &[
            ("events/warsztat/index.md", &(folder + lists)),
            ("events/warsztat/f/IMG_10.jpg", ""),
            ("events/warsztat/f/IMG_2.jpg", ""),
            ("events/warsztat/f/IMG_1.JPG", ""),
            ("events/warsztat/f/żuk.jpg", ""),
            ("events/warsztat/f/zupa.png", ""),
            ("events/warsztat/f/program.txt", ""),
            ("events/warsztat/f/inne/dalej.jpg", ""),
        ],
        TODAY,
    );
    let galleries = galleries(page(&files, PAGE));
    let names: Vec<Vec<&str>> =
        galleries.iter().map(|pictures| pictures.iter().map(|(name, _)| name.as_str()).collect()).collect();
    let beetle = "żuk.jpg";
    assert_eq!(
        names,
        [
            vec!["IMG_1.JPG", "IMG_2.jpg", "IMG_10.jpg", "zupa.png", beetle],
            vec![beetle, "IMG_10.jpg", "IMG_2.jpg"],
            vec!["IMG_2.jpg", "IMG_10.jpg", beetle],
        ]
    );
    assert_eq!(galleries[0][1].1, "Sala – zdjęcie 2 z 5");
}

#[test]
fn the_nearest_words_win() {
    let text = format!(
        "{EVENT}```gallery\nalt: Galeria\ncredit: Urząd\nimages:\n  - {{src: a.jpg, alt: Lista}}\n  - b.jpg\n  - c.jpg\n  - d.jpg\n```\n\
         ```gallery\nalt: Jedno\nimages: [d.jpg]\n```\n"
    );
    let captions = "a.jpg: {alt: Obok, caption: Podpis pierwszy, credit: Anna}\nb.jpg: {alt: Obok B}\nc.jpg: {decorative: true}\nd.jpg: Podpis D\n";
    let files = site(
        &[
            ("events/warsztat/index.md", &text),
            ("events/warsztat/captions.yaml", captions),
            ("events/warsztat/a.jpg", ""),
            ("events/warsztat/b.jpg", ""),
            ("events/warsztat/c.jpg", ""),
            ("events/warsztat/d.jpg", ""),
        ],
        TODAY,
    );
    let html = page(&files, PAGE);
    let found = galleries(html);
    assert_eq!(
        pairs(&found[0]),
        [("a.jpg", "Lista"), ("b.jpg", "Obok B"), ("c.jpg", ""), ("d.jpg", "Galeria – zdjęcie 4 z 4")]
    );
    assert_eq!(pairs(&found[1]), [("d.jpg", "Jedno")]);
    assert!(html.contains("Podpis pierwszy <span class=\"note\">Fot. Anna</span>"), "{html}");
    assert_eq!(html.matches("Fot. Urząd").count(), 3);
    // A link needs words, also where its picture has none.
    assert!(html.contains("aria-label=\"Zdjęcie 3 z\u{a0}4\""), "{html}");
}

#[test]
fn loose_pictures_are_published_and_captions_never() {
    let text = format!("{EVENT}```gallery\nfolder: ../../zdjecia\n```\n");
    let files = site(
        &[
            ("events/warsztat/index.md", &text),
            ("zdjecia/captions.yaml", "a.jpg: {alt: Sala}\nżółw.jpg: {alt: Żółw}\n"),
            ("zdjecia/a.jpg", ""),
            // The name as macOS writes it, letter and mark apart.
            ("zdjecia/z\u{307}o\u{301}łw.jpg", ""),
            ("inne/b.jpg", ""),
            ("inne/Captions.yaml", ""),
        ],
        TODAY,
    );
    assert!(files.contains_key(&OutPath::new("zdjecia/a.jpg")));
    assert!(!files.contains_key(&OutPath::new("inne/b.jpg")));
    assert!(!files.keys().any(|path| path.as_str().to_lowercase().contains("captions")));
    assert_eq!(galleries(page(&files, PAGE))[0][1].1, "Żółw");
}

#[test]
fn words_of_pictures_are_found_by_the_search() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let place = folder.path().join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, stand_in(path, text)).unwrap();
    };
    write("kronika.yaml", "title: Próba\n");
    let block = "Przed.\n\n```gallery\nfolder: f\nalt: Sala\ncredit: Urząd\n```\n\nPo.\n";
    write("content/events/warsztat/index.md", &format!("{EVENT}{block}"));
    write("content/events/warsztat/f/captions.yaml", "a.jpg: {caption: Burmistrz przemawia}\n");
    write("content/events/warsztat/f/a.jpg", "");
    let mut faults = kronika::diag::Diagnostics::new();
    let config = kronika::config::load(&super::common::options(folder.path()), &mut faults).unwrap();
    let site = kronika::load(&config, &mut faults).unwrap().site;
    let ix = site.find_entry("warsztat").unwrap();
    let path = &site.entry(ix).source.path;
    let text = kronika::markdown::plain(site.body(ix), |_| None, |block| block.words(path, &site));
    assert_eq!(text, "Przed. Sala Urząd Burmistrz przemawia Po.");
}

#[test]
fn five_hundred_pictures_are_one_error_or_one_page() {
    let text = |alt: &str| format!("{EVENT}```gallery\nfolder: .\n{alt}```\n");
    let names: Vec<String> = (1..=500).map(|number| format!("events/warsztat/IMG_{number}.jpg")).collect();
    let with = |text: &str| {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("content/events/warsztat");
        std::fs::create_dir_all(&root).unwrap();
        std::fs::write(folder.path().join("kronika.yaml"), "title: Próba\n").unwrap();
        std::fs::write(root.join("index.md"), text).unwrap();
        for name in &names {
            std::fs::write(folder.path().join("content").join(name), stand_in(name, "")).unwrap();
        }
        let (files, faults) = super::common::build(&super::common::options(folder.path()));
        (files.map(super::common::in_memory), faults)
    };
    let (files, faults) = with(&text(""));
    assert!(files.is_none() && faults.counts().0 == 1);
    let hints: String =
        faults.iter().flat_map(|fault| fault.hints.iter().map(|hint| hint.pl.as_str())).collect();
    assert!(hints.contains("IMG_2.jpg: {alt: ") && hints.contains("jeszcze 497"), "{hints}");
    let (files, _) = with(&text("alt: Ludzie\n"));
    assert_eq!(galleries(page(&files.unwrap(), PAGE))[0].len(), 500);
}
