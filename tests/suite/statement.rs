//! The accessibility statement: what „Warunki techniczne publikacji i struktura dokumentu elektronicznego deklaracji
//! dostępności”, version 2.0, wants on the page is there; what the file does not say is not.

use super::common::{build_clean, options, page, words};

/// Ids that every statement has.
const REQUIRED: [&str; 14] = [
    "a11y-wstep",
    "a11y-podmiot",
    "a11y-zakres",
    "a11y-url",
    "a11y-data-publikacja",
    "a11y-data-aktualizacja",
    "a11y-status",
    "a11y-data-sporzadzenie",
    "a11y-kontakt",
    "a11y-email",
    "a11y-telefon",
    "a11y-procedura",
    "a11y-architektura",
    "a11y-komunikacja",
];
/// Ids of what there may be.
const OPTIONAL: [&str; 4] = ["a11y-ocena", "a11y-data-przeglad", "a11y-aplikacje", "a11y-architektura-url"];

/// The statement of an invented body that says the least it may.
const LEAST: &str = r#"
entity: Urząd Miasta Przykładowo
site: {name: Kronika Przykładowa, url: "https://www.example.pl/kronika/"}
published: 2024-02-01
updated: 2025-11-03
status: full
prepared: 2025-11-10
assessment: self
contact: {name: Anna Przykładowska, email: dostepnosc@example.pl, phone: 12 345 67 89}
complaints: Burmistrz Przykładowa, Rynek 1, 00-000 Przykładowo
building: Do budynku prowadzi wejście bez schodów.
communication: Tłumacz języka migowego jest dostępny online w godzinach pracy urzędu.
"#;

fn statement(file: &str) -> String {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(root.path().join("content/pages")).unwrap();
    let entry = "---\ntitle: Deklaracja dostępności\ntemplate: deklaracja\n---\n";
    let files = [
        ("kronika.yaml", "title: Kronika\n"),
        ("content/pages/deklaracja.md", entry),
        ("deklaracja.yaml", file),
    ];
    for (path, text) in files {
        std::fs::write(root.path().join(path), text).unwrap();
    }
    page(&build_clean(&options(root.path())), "deklaracja/index.html").to_owned()
}

fn count(html: &str, id: &str) -> usize {
    html.matches(&format!(" id=\"{id}\"")).count()
}

#[test]
fn a_statement_has_every_required_id_once_and_nothing_the_file_does_not_say() {
    let html = statement(LEAST);
    for id in REQUIRED {
        assert_eq!(count(&html, id), 1, "{id}");
    }
    for id in OPTIONAL {
        assert_eq!(count(&html, id), 0, "{id}");
    }
    assert!(html.contains(r#"<time id="a11y-data-publikacja" datetime="2024-02-01">1 lutego 2024</time>"#));
    assert!(html.contains(r#"href="tel:123456789">12 345 67 89<"#));
    assert!(!words(&html).contains("Niedostępne treści"));
}

#[test]
fn a_full_file_has_the_optional_ids_too() {
    let more = "reviewed: 2026-01-01\napps: [{name: Apka, url: \"https://example.pl/apka\"}]\nnot_accessible: [Mapa.]\n\
                burden: {content: [Zdjęcia.], analysis: \"https://example.pl/analiza\"}\n";
    let file = LEAST
        .replace("status: full", "status: none")
        .replace("building: Do", "building: {url: \"https://example.pl/budynek\"}\nfacilities: Do")
        + more;
    let html = statement(&file);
    for id in REQUIRED.iter().chain(&OPTIONAL) {
        assert_eq!(count(&html, id), 1, "{id}");
    }
}

#[test]
fn headings_and_wording_are_those_of_the_terms_in_their_order() {
    let file =
        LEAST.replace("status: full", "status: partial\nnot_accessible: [Stare nagrania nie mają napisów.]");
    let text = words(&statement(&file)).replace('\u{a0}', " ");
    let wanted = [
        "Deklaracja dostępności",
        "Urząd Miasta Przykładowo zobowiązuje się zapewnić dostępność swojej strony internetowej zgodnie z przepisami ustawy z dnia 4 kwietnia 2019 r. o dostępności cyfrowej stron internetowych i aplikacji mobilnych podmiotów publicznych.",
        "Deklaracja dostępności dotyczy strony internetowej Kronika Przykładowa.",
        "Data publikacji strony internetowej:",
        "Data ostatniej istotnej aktualizacji:",
        "Stan dostępności cyfrowej",
        "Strona internetowa jest częściowo zgodna z załącznikiem do ustawy z dnia 4 kwietnia 2019 r.",
        "Niedostępne treści",
        "Niezgodność z załącznikiem",
        "Przygotowanie deklaracji dostępności i jej aktualizacja",
        "Informacje zwrotne i dane kontaktowe",
        "Obsługa wniosków i skarg związanych z dostępnością",
        "Pozostałe informacje",
        "Dostępność architektoniczna",
        "Dostępność komunikacyjno-informacyjna",
    ];
    let mut rest = text.as_str();
    for words in wanted {
        let at =
            rest.find(words).unwrap_or_else(|| panic!("`{words}` is missing or out of order in:\n{text}"));
        rest = &rest[at + words.len()..];
    }
}
