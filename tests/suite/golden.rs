//! Golden sites: what they become is compared with what was read and accepted before.
//!
//! - `tests/sites/english` → every page in full, in `tests/golden/english/`.
//! - the sample archive in `content/` → the words of every page, in `tests/golden/sample.txt`.
//! - `tests/sites/awkward`, what a theme could stumble over, and `tests/sites/single`, one event and nothing else → the
//!   words of every page, in `tests/golden/awkward.txt` and `single.txt`.
//!
//! And what must hold of both: the same bytes whatever the order of input, every link and anchor resolves.

use std::collections::{BTreeMap, BTreeSet};

use kronika::config::{self, Options};
use kronika::content::Content;
use kronika::diag::Diagnostics;
use kronika::outputs::{self, Prepared, RenderCx};
use kronika::path::OutPath;
use kronika::render::{self, Files};
use kronika::source::SourceTree;
use kronika::view::{Titles, Views};

use super::common::{assert_golden, build_clean, options, page, project, words};
use super::search;

fn sample() -> Files {
    build_clean(&options(&project()))
}

fn english() -> Files {
    build_clean(&options(&project().join("tests/sites/english")))
}

fn awkward() -> Files {
    build_clean(&options(&project().join("tests/sites/awkward")))
}

fn single() -> Files {
    build_clean(&options(&project().join("tests/sites/single")))
}

/// What a file says: of the search's, what is in them.
fn readable(path: &OutPath, content: &Content) -> Vec<u8> {
    let bytes = content.read().expect("bytes");
    match path.as_str().ends_with(".bin") {
        true => search::readable(path.as_str(), &bytes).into_bytes(),
        false => bytes.into_owned(),
    }
}

fn is_html(path: &OutPath) -> bool {
    path.as_str().ends_with(".html")
}

#[test]
fn the_english_site_is_as_accepted() {
    let files = english();
    let golden = project().join("tests/golden/english");
    let list: Vec<&str> = files.keys().map(OutPath::as_str).collect();
    assert_golden(&golden.join("FILES"), (list.join("\n") + "\n").as_bytes());
    // What is copied is no news; what is made is compared.
    let assets = ["assets/look.css", "assets/look-header.svg", "assets/icon.svg"];
    let pictures = ["share/event/council-june.png", "share/site.png"];
    let is_made = |path: &OutPath, content: &Content| {
        matches!(content, Content::Made(_))
            && (!path.as_str().starts_with("assets/") || assets.contains(&path.as_str()))
            // Of the pictures two stand for all: a card of an entry, and that of the site.
            && (!path.as_str().starts_with("share/") || pictures.contains(&path.as_str()))
    };
    for (path, content) in files.iter().filter(|(path, content)| is_made(path, content)) {
        assert_golden(&golden.join(path.as_str()), &readable(path, content));
    }
}

#[test]
fn the_sample_says_what_was_accepted() {
    assert_words("sample", &sample());
}

#[test]
fn the_awkward_site_says_what_was_accepted() {
    let files = awkward();
    assert_words("awkward", &files);
    let html = page(&files, "wydarzenia/skrypt-w-tytule/index.html");
    assert!(html.contains("&lt;script&gt;alert"), "the title is shown as written");
    for markup in ["<script>alert", "<img src=x", "<em>Prezes", "<i>ukośny", "Jan </title>"] {
        let found = files.keys().find(|path| is_html(path) && page(&files, path.as_str()).contains(markup));
        assert_eq!(found, None, "{markup} became markup");
    }
}

#[test]
fn a_site_of_one_event_says_what_was_accepted() {
    assert_words("single", &single());
}

/// Compares the words of every page with `tests/golden/NAME.txt`.
fn assert_words(name: &str, files: &Files) {
    let mut text = String::new();
    for path in files.keys() {
        text.push_str(&format!("\n=== {path}\n"));
        if path.as_str().starts_with('_') {
            text.push_str(page(files, path.as_str()));
        } else if is_html(path) {
            text.push_str(&words(page(files, path.as_str())));
            text.push('\n');
        }
    }
    assert_golden(&project().join(format!("tests/golden/{name}.txt")), text.as_bytes());
}

#[test]
fn the_order_of_input_changes_nothing() {
    for root in [project(), project().join("tests/sites/english")] {
        let straight = build_clean(&options(&root));
        let mut diagnostics = Diagnostics::new();
        let config = config::load(&options(&root), &mut diagnostics).unwrap();
        let (theme, locale) = kronika::theme::load(&config, &mut diagnostics).unwrap();
        let mut tree = SourceTree::read(&root, &mut diagnostics);
        tree.texts.reverse();
        tree.files.reverse();
        let material = kronika::check(tree, &config, &mut diagnostics);
        let site =
            kronika::site::build(material, config.clone(), locale, theme.texts.clone(), &mut diagnostics);
        let plan = outputs::plan(&site, &theme, &mut diagnostics);
        let (titles, prepared) = (Titles::new(&site), Prepared::default());
        prepared.fill(&site, &titles);
        let views = Views::new(&site, titles);
        let cx = RenderCx::new(&site, &views, &theme, &plan, &prepared, &mut diagnostics);
        let reversed = render::render(&plan, &cx, &|_, _, _| {}, &mut diagnostics);
        assert!(!diagnostics.has_errors());
        assert_eq!(straight.len(), reversed.len());
        for (path, bytes) in &straight {
            assert_eq!(Some(bytes), reversed.get(path), "{path}");
        }
    }
}

/// The values of an attribute in a page.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let needle = format!(" {name}=\"");
    html.split(&needle).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_internal_link_and_anchor_resolves() {
    for (files, least) in [(sample(), 500), (english(), 500), (awkward(), 500), (single(), 10)] {
        let ids: BTreeMap<&str, BTreeSet<&str>> = files
            .keys()
            .filter(|path| is_html(path))
            .map(|path| (path.as_str(), attributes(page(&files, path.as_str()), "id").into_iter().collect()))
            .collect();
        let mut checked = 0;
        for path in files.keys().filter(|path| is_html(path) && path.as_str() != "404.html") {
            let html = page(&files, path.as_str());
            for link in attributes(html, "href").into_iter().chain(attributes(html, "src")) {
                if link.contains(':') {
                    continue;
                }
                assert!(!link.starts_with('/'), "{path}: {link} works in the root of a host only");
                let (address, anchor) = link.split_once('#').unwrap_or((link, ""));
                let target = resolve(path.as_str(), address);
                assert!(files.contains_key(&OutPath::new(&target)), "{path}: {link} leads to no file");
                if !anchor.is_empty() {
                    assert!(ids[target.as_str()].contains(anchor), "{path}: {link} leads to no anchor");
                }
                checked += 1;
            }
        }
        assert!(checked > least, "links were checked");
    }
}

/// The file a relative address leads to from a page.
fn resolve(from: &str, address: &str) -> String {
    if address.is_empty() {
        return from.to_owned();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop().expect("within the site");
            }
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    match (address.ends_with('/') || address.ends_with('.'), path.is_empty()) {
        (_, true) => "index.html".to_owned(),
        (true, false) => format!("{path}/index.html"),
        (false, false) => path,
    }
}

#[test]
fn polish_dates_plurals_and_order_are_right() {
    let files = sample();
    let nisko = page(&files, "wydarzenia/nisko-2020/index.html");
    assert!(nisko.contains("23–24 kwietnia 2020"));
    let month = page(&files, "archiwum/2020/04/index.html");
    assert!(month.contains("kwiecień 2020"));
    let people = words(page(&files, "osoby/index.html"));
    let places: Vec<usize> = ["Ewa Sobkiewicz", "Łukasz Syska", "Janusz Szewczuk"]
        .iter()
        .map(|name| people.find(name).unwrap())
        .collect();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "sorted by surname: {places:?}");
}

#[test]
fn polish_plurals_agree_with_their_numbers() {
    let mut diagnostics = Diagnostics::new();
    let config = config::load(&options(&project()), &mut diagnostics).unwrap();
    let (theme, locale) = kronika::theme::load(&config, &mut diagnostics).unwrap();
    let counted =
        |n: u64| theme.texts.plural("count.meetings", locale.plural(n), &[("n", &n.to_string())]).unwrap();
    let found: Vec<String> = [1, 2, 5, 12, 22, 25].into_iter().map(counted).collect();
    assert_eq!(
        found,
        ["1 spotkanie", "2 spotkania", "5 spotkań", "12 spotkań", "22 spotkania", "25 spotkań"]
    );
}

#[test]
fn nothing_withheld_is_anywhere() {
    // Everything of the English site that is not to be published has this word in it.
    let shows = |files: &Files| -> Vec<String> {
        let says = |path: &OutPath, content: &Content| {
            String::from_utf8_lossy(&readable(path, content)).to_uppercase().contains("SECRET")
        };
        let made = files.iter().filter(|(_, content)| matches!(content, Content::Made(_)));
        made.filter(|(path, content)| says(path, content)).map(|(path, _)| path.to_string()).collect()
    };
    assert_eq!(shows(&english()), Vec::<String>::new());
    let let_in = Options { drafts: true, future: true, ..options(&project().join("tests/sites/english")) };
    let shown = shows(&build_clean(&let_in));
    assert!(shown.len() >= 4, "asked for, they are there: {shown:?}");
    for data in ["atom.xml", "feed.json", "entries.json"] {
        assert!(shown.iter().any(|path| path == data), "{data} would tell it: {shown:?}");
    }
}
