//! Feeds: who is in them, since when, under which id. That they are valid, and that other programs read them as meant, is told by
//! `tests/readers/feeds/`.

use jiff::civil::date;
use kronika::path::OutPath;
use kronika::render::Files;

use super::common::{TODAY, page, site, site_with};

const BASE: &str = "base_url: https://proba.example/kronika/\n";

/// Each id of a feed with when it was published and updated.
fn items(files: &Files, path: &str) -> Vec<(String, Option<String>, String)> {
    let part = |entry: &str, name: &str| {
        let (_, rest) = entry.split_once(&format!("<{name}>"))?;
        Some(rest.split_once(&format!("</{name}>"))?.0.to_owned())
    };
    let entries = page(files, path).split("<entry>").skip(1);
    let short = |id: String| id.replace("tag:proba.example,2026-01-01:/kronika/", "");
    entries
        .map(|entry| {
            let id = part(entry, "id").map(short).unwrap();
            (id, part(entry, "published"), part(entry, "updated").unwrap())
        })
        .collect()
}

fn ids(files: &Files, path: &str) -> Vec<String> {
    items(files, path).into_iter().map(|(id, ..)| id).collect()
}

#[test]
fn an_entry_changed_when_it_last_became_something_else() {
    let files = site(
        &[
            ("events/over.md", "---\ntitle: A\nwhen: 2025-11-03T10:00/2025-11-03T12:30\n---\n"),
            ("events/announced.md", "---\ntitle: B\nwhen: 2025-10-01\npublished: 2025-09-01T08:00\n---\n"),
            ("events/put-right.md", "---\ntitle: C\nwhen: 2025-07-01\nupdated: 2025-07-20\n---\n"),
            ("events/too-early.md", "---\ntitle: K\nwhen: 2025-02-01\nupdated: 2027-01-01\n---\n"),
            ("events/to-come.md", "---\ntitle: D\nwhen: 2026-05-01\n---\n"),
            ("events/called.md", "---\ntitle: E\nwhen: 2026-05-01\npublished: 2025-12-24\n---\n"),
            (
                "events/void.md",
                "---\ntitle: F\nwhen: 2025-12-30\nstatus: cancelled\npublished: 2025-06-01\n---\n",
            ),
            ("events/month.md", "---\ntitle: G\nwhen: 2025-05\n---\n"),
            ("programmes/goes-on.md", "---\ntitle: H\nwhen: 2025-04-01/..\n---\n"),
            ("posts/undated.md", "---\ntitle: I\n---\n"),
            ("reports/half.md", "---\ntitle: J\nperiod: 2025-01/2025-03\n---\n"),
        ],
        TODAY,
    );
    let row = |id: &str, published: Option<&str>, updated: &str| {
        (id.to_owned(), published.map(str::to_owned), updated.to_owned())
    };
    assert_eq!(
        items(&files, "atom.xml"),
        [
            row("event/called", Some("2025-12-24T12:00:00+01:00"), "2025-12-24T12:00:00+01:00"),
            row("event/over", None, "2025-11-03T12:30:00+01:00"),
            row("event/announced", Some("2025-09-01T08:00:00+02:00"), "2025-10-01T12:00:00+02:00"),
            row("event/put-right", None, "2025-07-20T12:00:00+02:00"),
            row("event/void", Some("2025-06-01T12:00:00+02:00"), "2025-06-01T12:00:00+02:00"),
            row("event/month", None, "2025-05-31T12:00:00+02:00"),
            row("programme/goes-on", None, "2025-04-01T12:00:00+02:00"),
            row("report/half", None, "2025-03-31T12:00:00+02:00"),
            row("event/too-early", None, "2025-02-01T12:00:00+01:00"),
        ]
    );
    assert!(
        page(&files, "atom.xml").contains("<updated>2025-12-24T12:00:00+01:00</updated>\n<link rel=\"self\"")
    );
}

#[test]
fn feeds_are_the_same_until_something_happens() {
    let content = [
        ("events/over.md", "---\ntitle: A\nwhen: 2025-11-03\n---\n"),
        ("events/to-come.md", "---\ntitle: B\nwhen: 2026-05-01\n---\n"),
        ("programmes/p.md", "---\ntitle: C\nwhen: 2025-01/..\n---\n"),
    ];
    let feed = |day| page(&site(&content, day), "atom.xml").to_owned();
    assert_eq!(feed(TODAY), feed(date(2026, 4, 30)));
    assert_ne!(feed(TODAY), feed(date(2026, 5, 1)), "then it takes place");
}

#[test]
fn ids_stay_when_words_and_addresses_change() {
    let feed = |event: &str, lines: &str| {
        let event = format!("---\n{event}\nwhen: 2025-11-03\ntags: [Woda]\n---\n");
        let files = site_with(&format!("{BASE}{lines}"), &[("events/zebranie.md", &event)], TODAY);
        let path = files.keys().find(|path| path.as_str().ends_with("woda/atom.xml")).unwrap().clone();
        let whole = page(&files, path.as_str()).to_owned();
        let of_feed = whole.split("<id>").nth(1).unwrap().split("</id>").next().unwrap().to_owned();
        (of_feed, ids(&files, "atom.xml"))
    };
    let first = feed("title: Zebranie", "");
    assert_eq!(first.0, "tag:proba.example,2026-01-01:/kronika/feed/tag/woda");
    assert_eq!(first.1, ["event/zebranie"]);
    assert_eq!(feed("title: Inny tytuł", ""), first);
    assert_eq!(feed("title: Zebranie\nslug: inny-adres", ""), first);
    assert_eq!(feed("title: Zebranie", "urls: {events: spotkania, topics: hasla}\n"), first);
    assert_eq!(feed("title: Zebranie", "theme: gazeta\n"), first);
}

#[test]
fn a_feed_of_a_tag_keeps_its_id_when_a_similar_tag_comes() {
    let ids = |tags: &str| {
        let event = format!("---\ntitle: A\nwhen: 2025-11-03\ntags: [{tags}]\n---\n");
        let files = site_with(BASE, &[("events/a.md", &event)], TODAY);
        let feeds = files.keys().filter(|path| path.as_str().ends_with("atom.xml"));
        let id = |path: &OutPath| {
            let rest = page(&files, path.as_str()).split("<id>").nth(1).unwrap();
            rest.split("</id>").next().unwrap().to_owned()
        };
        feeds.map(id).filter(|id| id.contains("/feed/tag/")).collect::<std::collections::BTreeSet<_>>()
    };
    let (one, both) = (ids("woda!"), ids("\"woda\", \"woda!\", \"a/b 5%\""));
    assert_eq!(one.len(), 1);
    assert!(both.len() == 3 && both.is_superset(&one), "{one:?} {both:?}");
    assert!(both.contains("tag:proba.example,2026-01-01:/kronika/feed/tag/a%2Fb%205%25"), "{both:?}");
}

#[test]
fn a_site_that_moves_may_keep_its_ids() {
    let event = [("events/a.md", "---\ntitle: A\nwhen: 2025-11-03\n---\n")];
    let lines = "base_url: https://nowa.example/\nfeeds: {tag: \"konin.example,2019\"}\n";
    assert_eq!(ids(&site_with(lines, &event, TODAY), "atom.xml"), ["tag:konin.example,2019:/event/a"]);
    let lines = "base_url: https://nowa.example/\nfeeds: {tag: proba.example/kronika}\n";
    let moved = ids(&site_with(lines, &event, TODAY), "atom.xml");
    assert_eq!(moved, ids(&site_with(BASE, &event, TODAY), "atom.xml"));
}

#[test]
fn a_title_says_that_an_event_does_not_take_place() {
    let event = [("events/a.md", "---\ntitle: Zebranie\nwhen: 2025-11-03\nstatus: cancelled\n---\n")];
    let files = site_with(BASE, &event, TODAY);
    assert!(page(&files, "atom.xml").contains(">ODWOŁANE: Zebranie<"), "{}", page(&files, "atom.xml"));
}

#[test]
fn what_is_hidden_or_withheld_is_in_no_feed() {
    let files = site(
        &[
            ("programmes/p/index.md", "---\ntitle: P\nwhen: 2025\n---\n"),
            ("programmes/p/a.md", "---\nkind: post\ntitle: A\npublished: 2025-03-01\n---\n"),
            (
                "programmes/p/b.md",
                "---\nkind: post\ntitle: B\npublished: 2025-03-01\nhidden_from: feeds\n---\n",
            ),
            ("programmes/p/c.md", "---\nkind: post\ntitle: C\npublished: 2025-03-01\ndraft: true\n---\n"),
            ("programmes/p/d.md", "---\nkind: post\ntitle: D\npublished: 2027-03-01\n---\n"),
            ("programmes/p/e.md", "---\nkind: stage\ntitle: E\nwhen: 2025-02\n---\n"),
            ("posts/about.md", "---\ntitle: F\npublished: 2025-04-01\nabout: stage:p/e\n---\n"),
        ],
        TODAY,
    );
    assert_eq!(ids(&files, "atom.xml"), ["programme/p", "post/about", "post/a"]);
    let of_programme = ids(&files, "programy/p/atom.xml");
    assert_eq!(of_programme, ["programme/p", "post/about", "post/a", "stage/p/e"]);
    assert_eq!(ids(&files, "aktualnosci/atom.xml"), ["post/about", "post/a"]);
}

#[test]
fn settings_say_how_much_there_is() {
    let content = [
        ("events/a.md", "---\ntitle: A\nwhen: 2025-11-03\nplace: Ratusz\n---\nPierwszy akapit.\n\nDrugi.\n"),
        ("events/b.md", "---\ntitle: B\nwhen: 2025-11-02\n---\n"),
    ];
    let with = |lines: &str| site_with(&format!("{BASE}{lines}"), &content, TODAY);
    let has = |files: &Files, path: &str| files.contains_key(&OutPath::new(path));

    let full = with("feeds: full\n");
    assert!(page(&full, "atom.xml").contains("Drugi."));
    assert!(!has(&full, "feed.json"));
    assert!(page(&full, "index.html").contains("href=\"./atom.xml\""));

    let summary = with("");
    let text = page(&summary, "atom.xml");
    assert!(text.contains("<summary>3 listopada 2025 · Ratusz. Pierwszy akapit.</summary>"), "{text}");
    assert!(!text.contains("<content") && !text.contains("Drugi."));

    assert_eq!(ids(&with("feeds: {items: 1, json: true}\n"), "atom.xml"), ["event/a"]);
    assert!(has(&with("feeds: {json: true}\n"), "wydarzenia/feed.json"));

    for without in [with("feeds: {items: 0, json: true}\n"), site_with("", &content, TODAY)] {
        assert!(without.keys().all(|path| !path.as_str().ends_with("atom.xml")));
        assert!(!page(&without, "index.html").contains("atom"));
    }
}

#[test]
fn a_page_with_nothing_dated_has_an_empty_feed() {
    let files = site(&[("posts/a.md", "---\ntitle: A\ntags: [Woda]\n---\n")], TODAY);
    assert!(page(&files, "tematy/woda/atom.xml").contains("<updated>1970-01-01T00:00:00Z</updated>"));
    assert_eq!(ids(&files, "tematy/woda/atom.xml"), Vec::<String>::new());
}

#[test]
fn nothing_in_a_feed_depends_on_where_it_is_read() {
    let body = "[inny](b.md) [niżej](#nizej) [plik](/plik.pdf)[^1]\n\n## Niżej\n\n<a href=\"b/\">x</a><script>x()</script>\n\n[^1]: Przypis.\n";
    let a = format!("---\ntitle: A & „B”\nwhen: 2025-11-03\n---\n{body}");
    let files = site_with(
        &format!("{BASE}html: allow\nfeeds: full\n"),
        &[("events/a.md", &a), ("events/b.md", "---\ntitle: B\nwhen: 2025-11-02\n---\n"), ("plik.pdf", "x")],
        TODAY,
    );
    let feed = page(&files, "atom.xml");
    assert!(feed.contains("&amp; „B”</title>"));
    for address in ["wydarzenia/b/", "wydarzenia/a/#nizej", "plik.pdf", "wydarzenia/a/b/"] {
        let whole = format!("href=\"https://proba.example/kronika/{address}\"");
        assert!(feed.contains(&whole), "{address} is not whole in {feed}");
    }
    assert!(!feed.contains("script") && !feed.contains("href=\"#"), "{feed}");
}

#[test]
fn people_have_a_feed_once_one_of_them_says_when() {
    let event = ("events/e.md", "---\ntitle: A\nwhen: 2025-05-01\n---\n");
    let plain = ("people/a.md", "---\nname: Anna Nowak\n---\n");
    let dated = ("people/b.md", "---\nname: Jan Kowal\nupdated: 2025-06-01\n---\n");
    let without = site_with(BASE, &[event, plain], TODAY);
    assert!(!without.contains_key(&OutPath::new("osoby/atom.xml")));
    let with = site_with(BASE, &[event, plain, dated], TODAY);
    assert_eq!(ids(&with, "osoby/atom.xml"), ["person/b"]);
    assert_eq!(ids(&with, "atom.xml"), ["event/e"], "the site's feed is of what happens");
}
