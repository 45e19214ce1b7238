//! Data for others: what is in it and what not. That it fits its schema, and that spreadsheets open its tables right, is
//! told by `tests/readers/`.

use kronika::path::OutPath;
use serde_json::Value;

use super::common::{TODAY, page, project, site, site_with};

fn entries(json: &str) -> Vec<Value> {
    let whole: Value = serde_json::from_str(json).unwrap();
    assert_eq!(whole["format"], 1);
    whole["entries"].as_array().unwrap().clone()
}

#[test]
fn an_entry_tells_what_its_page_shows_in_its_authors_words() {
    let event = "---\ntitle: 'Spotkanie \"A\" w Koninie'\nwhen: 2025-11-03T10:00/2025-11-03T12:30\nplace: Ratusz\n\
                 people: [{person: Anna Nowak, role: speaker, as: Burmistrz, org: Gmina}]\n\
                 agenda: [{title: Otwarcie, people: Anna Nowak, start: 9.05}]\n\
                 attendance: {total: 42}\nfigures: [{label: firmy, value: 5855}]\n---\nTekst.\n";
    let files = site(&[("events/a.md", event)], TODAY);
    let entries = entries(page(&files, "entries.json"));
    let event = entries.iter().find(|entry| entry["kind"] == "event").unwrap();
    assert_eq!(event["title"], "Spotkanie \"A\" w Koninie", "quotes are set for pages");
    assert_eq!(event["when"]["start"], "2025-11-03T10:00+01:00");
    assert_eq!(event["when"]["edtf"], "2025-11-03T10:00/2025-11-03T12:30");
    assert_eq!(event["status"]["stated"], false);
    assert_eq!(event["attendance"]["total"], 42);
    assert_eq!(event["figures"][0]["value"].to_string(), "5855");
    assert_eq!(event["agenda"][0]["start"], "09:05");
    let speakers: Vec<&Value> =
        event["involved"].as_array().unwrap().iter().filter(|one| one["rel"] == "person").collect();
    assert_eq!(speakers.len(), 1, "listed and in the agenda, she is there once: {speakers:?}");
    assert_eq!(speakers[0]["org"]["title"], "Gmina");
    assert!(!event.to_string().contains("Tekst"), "bodies stand on pages");
    let place = entries.iter().find(|entry| entry["kind"] == "place").unwrap();
    assert_eq!((&place["title"], &place["written"]), (&"Ratusz".into(), &false.into()));
}

#[test]
fn what_is_hidden_from_machines_or_withheld_is_not_told() {
    let files = site(
        &[
            ("programmes/p/index.md", "---\ntitle: P\n---\n"),
            ("programmes/p/a.md", "---\nkind: event\ntitle: A\nwhen: 2025-11-03\n---\n"),
            (
                "programmes/p/b.md",
                "---\nkind: event\ntitle: B\nwhen: 2025-11-03\nhidden_from: sitemap\n---\n",
            ),
            ("programmes/p/c.md", "---\nkind: event\ntitle: C\nwhen: 2025-11-03\ndraft: true\n---\n"),
            ("posts/d.md", "---\ntitle: D\nabout: event:a\n---\n"),
        ],
        TODAY,
    );
    let entries = entries(page(&files, "entries.json"));
    let ids: Vec<&str> = entries.iter().filter_map(|entry| entry["id"].as_str()).collect();
    assert_eq!(ids, ["d", "a", "p"]);
    assert_eq!(entries[0]["about"].as_array().unwrap().len(), 1);
    let table = page(&files, "programy/p/p-wydarzenia.csv");
    assert_eq!(table.lines().count(), 2, "{table}");
}

#[test]
fn a_table_suits_the_spreadsheets_of_its_readers() {
    let content = [
        ("programmes/p.md", "---\ntitle: P\n---\n"),
        ("events/a.md", "---\ntitle: '=A, b'\nwhen: 2025-11-03T10:00\nprogramme: p\nplace: Świetlica\n---\n"),
    ];
    let polish = site(&content, TODAY);
    let table = page(&polish, "programy/p/p-wydarzenia.csv");
    let start = "\u{feff}Od;Początek;Do;Koniec;Termin;Wydarzenie;";
    assert!(table.starts_with(start), "{table}");
    let row =
        "\r\n2025-11-03;10:00;2025-11-03;;\"3\u{a0}listopada 2025, 10:00\";\"'=A, b\";odbyło się;Świetlica;";
    assert!(table.replace("3 listopada", "3\u{a0}listopada").contains(row), "{table}");
    assert!(page(&polish, "programy/p/index.html").contains("href=\"../../programy/p/p-wydarzenia.csv\""));

    let bare = site_with("", &content[..1], TODAY);
    assert!(bare.keys().all(|path| !path.as_str().ends_with(".csv")), "no events, no table");
    assert!(bare.contains_key(&OutPath::new("entries.json")), "it needs no address");
}

#[test]
fn the_documents_describe_every_field() {
    let schema = std::fs::read_to_string(project().join("docs/entries.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    for document in ["docs/data.md", "docs/dane.md"] {
        let text = std::fs::read_to_string(project().join(document)).unwrap();
        for of in [&schema["$defs"]["entry"], &schema["$defs"]["when"], &schema["properties"]["site"]] {
            for field in of["properties"].as_object().unwrap().keys() {
                assert!(text.contains(&format!("`{field}`")), "{document} says nothing of `{field}`");
            }
        }
    }
}
