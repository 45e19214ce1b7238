//! The layers of a theme: whatever a layer has replaces one template, one asset or one text, and all the rest is
//! inherited to the byte.

use std::path::Path;

use super::common::{build_clean, in_memory, options, page};
use kronika::path::OutPath;
use kronika::render::Files;

const EVENT: &str = "wydarzenia/spotkanie/index.html";

/// A small site with these files beside its own.
fn site(files: &[(&str, &str)]) -> Files {
    let root = tempfile::tempdir().unwrap();
    let own = [
        ("kronika.yaml", "title: Próba\n"),
        (
            "content/events/spotkanie.md",
            "---\ntitle: Spotkanie\nwhen: 2025-05-06\nplace: [Ratusz]\n---\nTekst.\n",
        ),
        ("content/pages/o-nas.md", "---\ntitle: O nas\n---\nTekst.\n"),
    ];
    for (path, text) in own.iter().chain(files) {
        write(&root.path().join(path), text);
    }
    in_memory(build_clean(&options(root.path())))
}

fn write(place: &Path, text: &str) {
    std::fs::create_dir_all(place.parent().unwrap()).unwrap();
    std::fs::write(place, text).unwrap();
}

/// Paths whose bytes differ, or that only one of the two sites has.
fn differences(a: &Files, b: &Files) -> Vec<String> {
    let paths = a.keys().chain(b.keys().filter(|path| !a.contains_key(*path)));
    paths.filter(|path| a.get(*path) != b.get(*path)).map(OutPath::to_string).collect()
}

#[test]
fn a_template_of_the_site_replaces_that_template_alone() {
    let template = r#"{% extends "default/page.html" %}{% block kicker %}<p>BANER</p>{% endblock kicker %}"#;
    let changed = site(&[("templates/page.html", template)]);
    assert_eq!(differences(&site(&[]), &changed), ["o-nas/index.html"]);
    assert!(page(&changed, "o-nas/index.html").contains("BANER"));
}

#[test]
fn an_asset_of_the_site_replaces_that_asset_alone() {
    let changed = site(&[("assets/print.css", "/* inny druk */")]);
    assert_eq!(differences(&site(&[]), &changed), ["assets/print.css"]);
}

#[test]
fn a_text_of_the_site_replaces_that_text_alone() {
    let changed = site(&[("i18n/pl.yaml", "entry:\n  when: Dzień spotkania\n")]);
    assert_eq!(differences(&site(&[]), &changed), [EVENT]);
    assert!(page(&changed, EVENT).contains("Dzień spotkania"));
}

#[test]
fn a_site_adds_a_style_sheet_without_replacing_one() {
    let added = site(&[("assets/site.css", "h1 { color: green; }")]);
    let home = page(&added, "index.html");
    let place = |name: &str| home.find(&format!("assets/{name}\"")).unwrap_or_else(|| panic!("{name}"));
    assert!(place("style.css") < place("site.css") && place("site.css") < place("print.css"));
    assert!(!page(&site(&[]), "index.html").contains("site.css"));
}

#[test]
fn a_theme_of_the_program_is_known_by_its_name_and_inherits_the_rest() {
    let (plain, gazeta) = (site(&[]), site(&[("kronika.yaml", "title: Próba\ntheme: gazeta\n")]));
    let assets = differences(&plain, &gazeta).into_iter().filter(|path| path.starts_with("assets/"));
    assert_eq!(assets.collect::<Vec<_>>(), ["assets/theme.css"]);
    // A template of its own, one that is inherited, a text of its own.
    assert!(page(&gazeta, EVENT).contains("class=\"kicker dateline\""));
    assert!(page(&gazeta, EVENT).contains("<dl class=\"facts\">"));
    let plain_page = page(&plain, "o-nas/index.html").lines();
    let linked = |line: &&str| line.contains("assets/theme.css");
    let other = page(&gazeta, "o-nas/index.html").lines().filter(|line| !linked(line));
    assert!(plain_page.eq(other), "the page of a kind the theme does not change");
}

#[test]
fn a_site_lies_over_its_theme_and_its_theme_over_the_default() {
    let over = site(&[
        ("kronika.yaml", "title: Próba\ntheme: miasto\n"),
        (
            "themes/miasto/templates/page.html",
            "{% extends \"default/page.html\" %}{% block kicker %}MOTYW{% endblock kicker %}",
        ),
        (
            "themes/miasto/templates/event.html",
            "{% extends \"default/event.html\" %}{% block kicker %}MOTYW{% endblock kicker %}",
        ),
        (
            "templates/page.html",
            "{% extends \"theme/page.html\" %}{% block notice %}STRONA{% endblock notice %}",
        ),
        ("themes/miasto/i18n/pl.yaml", "entry:\n  when: Termin motywu\n"),
        ("themes/miasto/assets/print.css", "motyw"),
        ("assets/print.css", "strona"),
    ]);
    let own_page = page(&over, "o-nas/index.html");
    assert!(own_page.contains("MOTYW") && own_page.contains("STRONA"));
    assert!(page(&over, EVENT).contains("MOTYW") && page(&over, EVENT).contains("Termin motywu"));
    assert_eq!(over[&OutPath::new("assets/print.css")].read().unwrap().as_ref(), b"strona");
}

#[test]
fn a_folder_of_the_site_is_laid_over_the_programs_theme_of_that_name() {
    let config = ("kronika.yaml", "title: Próba\ntheme: gazeta\n");
    let changed = site(&[config, ("themes/gazeta/assets/print.css", "własny druk")]);
    assert_eq!(differences(&site(&[config]), &changed), ["assets/print.css"]);
}
