//! What pages make of time and of who took part: reports and their periods, pages before and after an event, changed
//! dates, long lists of a person.

use std::path::Path;

use jiff::civil::{Date, date};
use kronika::config::Options;
use kronika::render::Files;
use tempfile::TempDir;

use super::common::{build_clean, options, page, project, words};

/// A site of a few files as it is on a day.
fn site(files: &[(&str, &str)], today: Date) -> Files {
    site_with("base_url: https://proba.example/kronika/\n", files, today)
}

/// The same with these lines in its settings.
fn site_with(lines: &str, files: &[(&str, &str)], today: Date) -> Files {
    let folder = TempDir::new().unwrap();
    let write = |path: &Path, text: &str| {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let config = format!("title: Próba\nlanguage: pl\ntimezone: Europe/Warsaw\n{lines}");
    write(&folder.path().join("kronika.yaml"), &config);
    for (path, text) in files {
        write(&folder.path().join("content").join(path), text);
    }
    build_clean(&Options { today: Some(today), ..options(folder.path()) })
}

const LATER: Date = date(2026, 1, 1);

const REPORT: [(&str, &str); 9] = [
    (
        "programmes/p/index.md",
        "---\ntitle: Program\nwhen: 2023/2025\nfigures:\n  - {label: dawna, value: 1, as_of: 2019}\n  - {label: obecna, value: 2, as_of: 2024-05}\n  - {label: niedatowana, value: 3}\nindicators:\n  - {label: warsztaty, target: 5, actual: 2, as_of: 2024-05}\n---\n",
    ),
    ("programmes/p/plan.md", "---\nkind: stage\ntitle: Plan bez daty\n---\n"),
    ("programmes/p/old.md", "---\nkind: stage\ntitle: Dawny etap\nwhen: 2023-01\n---\n"),
    (
        "events/a.md",
        "---\ntitle: Pierwsze\nwhen: 2024-03-05\nprogramme: p\nattendance: {total: 30}\noutcomes: [ustalono A]\n---\n",
    ),
    ("events/b.md", "---\ntitle: Drugie\nwhen: 2024-04-05\nprogramme: p\n---\n"),
    ("events/c.md", "---\ntitle: Kiedyś w roku\nwhen: 2024\nprogramme: p\nattendance: {total: 12}\n---\n"),
    ("events/d.md", "---\ntitle: Jesienne\nwhen: 2024-10-05\nprogramme: p\nattendance: {total: 500}\n---\n"),
    ("events/e.md", "---\ntitle: Odwołany piknik\nwhen: 2024-06-01\nprogramme: p\nstatus: cancelled\n---\n"),
    (
        "reports/r.md",
        "---\ntitle: Sprawozdanie\nprogramme: p\nperiod: 2024-03/2024-06\n---\n## Wstęp\n\nSłowa.\n",
    ),
];

#[test]
fn a_report_is_of_its_period_and_says_what_it_does_not_know() {
    let files = site(&REPORT, LATER);
    let text = words(page(&files, "sprawozdania/r/index.html"));
    let has = |what: &str| assert!(text.contains(what), "no “{what}” in:\n{text}");
    assert!(!text.contains("Jesienne"), "an event outside the period:\n{text}");
    assert!(!text.contains("Dawny etap") && !text.contains("dawna"), "{text}");
    has("poza okresem, nieuwzględnione: 1");
    has("bez daty: 1");
    has("odwołane lub odłożone: 1");
    has("o przybliżonym terminie, możliwe że poza okresem: 1");
    has("(termin przybliżony, możliwe że poza okresem)");
    has("Łączna frekwencja\n42\ndane o 2 z 3 wydarzeń");
    has("Pominięto 1 liczbę spoza okresu, podaną na stronie: Program.");
    has("Poniższych liczb źródła nie datują");
    has("Wydarzenia: dane o 1 z 3 wydarzeń.");
    has("Nagrania: dane o 0 z 3 wydarzeń.");
}

#[test]
fn a_report_has_the_addresses_of_its_lists_for_paper() {
    let mut written = REPORT.to_vec();
    let people = "---\ntitle: Narada\nwhen: 2024-03-07\nprogramme: p\nforum: f\nplace: Ratusz\npeople:\n  - {person: Zofia Żak, role: speaker}\noutcomes: [ustalono]\nlinks:\n  - {label: Opis, url: \"https://x.example/\"}\n---\n";
    written.push(("events/z.md", people));
    written.push(("forums/f.md", "---\ntitle: Forum\nwhen: 2024-03-07\nprogramme: p\n---\n"));
    let files = site(&written, LATER);
    let html = page(&files, "sprawozdania/r/index.html");
    let (_, article) = html.split_once("<article>").unwrap();
    let own = |html: &str| html.matches("href=\"../../").count();
    let addresses = |html: &str| html.matches(" data-address=\"").count();
    let parts = |open: &str, close: &str| -> Vec<String> {
        article.split(open).skip(1).map(|part| part.split_once(close).unwrap().0.to_owned()).collect()
    };
    let rows = parts("<tr><th scope=\"row\">", "</tr>").into_iter().filter(|row| own(row) > 0);
    let lists = parts("<h3>", "</h3>").into_iter().filter(|heading| own(heading) > 0);
    let people = parts("<span class=\"person-name\">", "</span>");
    assert!(people.len() >= 2, "{people:?}");
    let mut seen = 0;
    for part in rows.chain(lists).chain(people) {
        assert_eq!(addresses(&part), 1, "{part}");
        // It is the whole address of what the link leads to.
        let (_, rest) = part.split_once("href=\"../../").unwrap();
        let (place, rest) = rest.split_once('"').unwrap();
        let whole = format!(" data-address=\"https://proba.example/kronika/{place}\"");
        assert!(rest.starts_with(&whole), "{part}");
        seen += 1;
    }
    assert!(seen >= 12, "{seen}");
    let files = site_with("", &written, LATER);
    let html = page(&files, "sprawozdania/r/index.html");
    assert!(!html.contains("data-address") && !html.contains("proba.example"));
}

const UNSURE: [(&str, &str); 7] = [
    ("programmes/p/index.md", "---\ntitle: Program\nwhen: 2024\n---\n"),
    ("forums/f.md", "---\ntitle: Forum\nwhen: 2024-03-05/2024-03-06\nprogramme: p\n---\n"),
    (
        "events/a.md",
        "---\ntitle: Pierwsze\nwhen: 2024-03-05\nforum: f\nattendance: {total: 30}\noutcomes: [ustalono A]\n---\n",
    ),
    ("events/b.md", "---\ntitle: Drugie\nwhen: 2024-03-06\nforum: f\nstatus: scheduled\n---\n"),
    (
        "events/c.md",
        "---\ntitle: Trzecie\nwhen: 2024-05-05\nprevious_when: 2024-04-05\nprogramme: p\nstatus: postponed\n---\n",
    ),
    ("events/d.md", "---\ntitle: Czwarte\nwhen: 2024-12-05\nprogramme: p\n---\n"),
    ("reports/r.md", "---\ntitle: Sprawozdanie\nprogramme: p\nperiod: 2024\n---\n"),
];

#[test]
fn sums_say_that_they_leave_out_what_nobody_confirmed() {
    let day = date(2024, 9, 1);
    let files = site(&UNSURE, day);
    let text = words(page(&files, "sprawozdania/r/index.html"));
    let has = |what: &str| assert!(text.contains(what), "no “{what}” in:\n{text}");
    assert!(!text.contains("dane pełne"), "{text}");
    has("odbyły się: 1\npo terminie, bez potwierdzenia: 2\ntrwające lub zapowiedziane: 1");
    has("Łączna frekwencja\n30\ndane o 1 z 1 wydarzenia; 2 niepotwierdzone, niewliczone");
    has("30 (dane o 1 z 1 wydarzenia; 1 niepotwierdzone, niewliczone)");
    has("Wydarzenia: dane o 1 z 1 wydarzenia; 2 niepotwierdzone, niewliczone.");
    let forum = words(page(&files, "fora/f/index.html"));
    assert!(forum.contains("30 (dane o 1 z 1 wydarzenia; 1 niepotwierdzone, niewliczone)"), "{forum}");

    // Where none is known to have taken place, and where all are.
    let unheld = UNSURE.map(|(path, text)| {
        (
            path,
            if path == "events/a.md" {
                "---\ntitle: Pierwsze\nwhen: 2024-03-05\nforum: f\nstatus: scheduled\n---\n"
            } else {
                text
            },
        )
    });
    let text = words(page(&site(&unheld, day), "sprawozdania/r/index.html"));
    assert!(text.contains("brak danych\n3 wydarzenia niepotwierdzone, niewliczone"), "{text}");
    let sure: Vec<(&str, &str)> =
        UNSURE.into_iter().filter(|(path, _)| !["events/b.md", "events/c.md"].contains(path)).collect();
    let text = words(page(&site(&sure, day), "sprawozdania/r/index.html"));
    assert!(text.contains("30 (dane pełne)") && !text.contains("potwierdz"), "{text}");
}

#[test]
fn the_contents_of_a_report_are_its_headings() {
    let sample = build_clean(&options(&project()));
    let english = build_clean(&options(&project().join("tests/sites/english")));
    let mut seen = 0;
    for files in [&sample, &english, &site(&REPORT, LATER)] {
        for path in files.keys().filter(|path| path.as_str().ends_with(".html")) {
            let html = page(files, path.as_str());
            let Some((_, rest)) = html.split_once("report-contents") else { continue };
            let (contents, _) = rest.split_once("</nav>").unwrap();
            let (article, _) = rest.split_once("</article>").unwrap();
            let text = |html: &str| words(&format!("<main>{html}</main>"));
            let listed: Vec<String> = contents.split("<li>").skip(1).map(text).collect();
            let headings = article.split("<h2").skip(1).map(|part| part.split_once("</h2>").unwrap().0);
            let headings: Vec<String> =
                headings.map(|heading| text(heading.split_once('>').unwrap().1)).collect();
            assert_eq!(listed, headings, "{path}");
            for link in contents.split("href=\"#").skip(1) {
                let id = link.split('"').next().unwrap();
                assert!(article.contains(&format!("id=\"{id}\"")), "{path}: no #{id}");
            }
            seen += 1;
        }
    }
    assert!(seen >= 7, "{seen}");
}

const EVENT: [(&str, &str); 2] = [
    (
        "events/a.md",
        "---\ntitle: Spotkanie\nwhen: 2025-07-05T10:00/2025-07-05T12:00\nonline: {url: \"https://x.example/sala\"}\nlinks:\n  - {label: Formularz, url: \"https://x.example/zapisy\", type: register}\npeople:\n  - {person: Zofia Żak, role: speaker}\n  - {person: Adam Ćma, role: speaker}\noutcomes: [ustalono]\n---\n",
    ),
    ("events/b.md", "---\ntitle: Kiedyś latem\nwhen: 2025-07\n---\n"),
];

#[test]
fn an_announcement_becomes_a_summary_at_the_same_address() {
    let before = site(&EVENT, date(2025, 7, 1));
    let after = site(&EVENT, date(2025, 7, 6));
    let (before, after) = (page(&before, "wydarzenia/a/index.html"), page(&after, "wydarzenia/a/index.html"));
    for (html, shown, hidden) in [
        (before, ["Dołącz przez internet", "Formularz", "Wezmą udział"], "odbyło się</span></span>\n"),
        (after, ["odbyło się", "<h2>Prowadzący", "ustalono"], "Formularz"),
    ] {
        assert!(!html.contains(hidden), "{hidden}");
        for word in shown {
            assert!(html.contains(word), "no {word}");
        }
    }
    assert!(!after.contains("Dołącz") && !after.contains("data-starts"));
    let people = |html: &str| html.find("Zofia").unwrap() < html.find("Adam").unwrap();
    assert!(people(before) && people(after), "people stand in the order written");
    // Warsaw is two hours ahead of UTC in July.
    let clock = r#"data-starts="2025-07-05T10:00:00+02:00" data-ends="2025-07-05T12:00:00+02:00" data-built="before""#;
    assert!(before.contains(clock));
}

#[test]
fn a_vague_date_has_no_clock() {
    let files = site(&EVENT, date(2025, 6, 1));
    assert!(!page(&files, "wydarzenia/b/index.html").contains("data-starts"));
}

#[test]
fn what_does_not_take_place_is_listed_with_its_date_struck_out() {
    let files = site(
        &[
            ("events/a.md", "---\ntitle: Piknik\nwhen: 2025-07-05\nstatus: cancelled\n---\n"),
            ("events/b.md", "---\ntitle: Debata\nwhen: 2025-07-06\nstatus: postponed\n---\n"),
            ("events/c.md", "---\ntitle: Wykład\nwhen: 2025-05-06\nstatus: postponed\n---\n"),
            (
                "events/d.md",
                "---\ntitle: Narada\nwhen: 2025-07-08\nprevious_when: 2025-06-08\nstatus: rescheduled\n---\n",
            ),
        ],
        date(2025, 7, 1),
    );
    let struck = |html: &str, iso: &str| html.contains(&format!("<s><time datetime=\"{iso}\">"));
    for path in ["index.html", "kalendarz/index.html"] {
        let html = page(&files, path);
        for iso in ["2025-07-05", "2025-07-06", "2025-06-08"] {
            assert!(struck(html, iso), "{path}: {iso}");
        }
        assert!(!struck(html, "2025-07-08"), "{path}: the new date holds");
    }
    let calendar = words(page(&files, "kalendarz/index.html"));
    let waiting = calendar.split_once("Odłożone, bez nowego terminu").expect("a section").1;
    assert!(waiting.contains("Wykład") && !waiting.contains("Debata"), "{waiting}");
    let title = words(page(&files, "wydarzenia/a/index.html"));
    assert!(title.contains("Odwołane: Piknik"), "{title}");
    assert!(struck(page(&files, "wydarzenia/a/index.html"), "2025-07-05"));
}

#[test]
fn date_blocks_say_months_and_years_of_what_is_long() {
    let events = [
        ("events/a.md", "---\ntitle: A\nwhen: 2021\n---\n"),
        ("events/b.md", "---\ntitle: B\nwhen: 2021-03/2021-06\n---\n"),
        ("events/c.md", "---\ntitle: C\nwhen: 2019-05-01/2020-06-02\n---\n"),
        ("events/d.md", "---\ntitle: D\nwhen: 2021-04-30/2021-05-02\n---\n"),
    ];
    let files = site(&events, LATER);
    let html = page(&files, "wydarzenia/index.html");
    let block = |of: &str| {
        let end = html.find(&format!(">{of}</a>")).unwrap();
        let start = html[..end].rfind("class=\"date\"").unwrap();
        words(&format!("<main><p {}</main>", html[start..end].split_once("</p>").unwrap().0))
    };
    assert_eq!(block("A"), "2021");
    assert_eq!(block("B"), "mar–cze 2021");
    assert_eq!(block("C"), "2019–2020");
    assert_eq!(block("D"), "30 kwi 2021");
}

#[test]
fn a_very_long_list_of_a_person_has_a_page_a_year() {
    let mut files: Vec<(String, String)> = Vec::new();
    for number in 0..402 {
        let year = 2020 + number % 3;
        let text = format!(
            "---\ntitle: Dyżur {number}\nwhen: {year}-05-06\npeople:\n  - {{person: Łucja Łaska, role: host, as: Radna}}\n---\n"
        );
        files.push((format!("events/e{number}.md"), text));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let files = site(&files, LATER);
    let person = page(&files, "osoby/lucja-laska/index.html");
    assert!(person.len() < 20_000, "{}", person.len());
    let text = words(person);
    assert!(text.contains("402 wpisy") && text.contains("gospodarz spotkania: 402"), "{text}");
    let year = words(page(&files, "osoby/lucja-laska/2021/index.html"));
    assert_eq!(year.matches("Radna").count(), 134, "the post held then stands with each");
    assert!(
        page(&files, "osoby/index.html").contains(">Ł</h2>")
            || words(page(&files, "osoby/index.html")).contains("Ł\n")
    );
}

#[test]
fn only_an_event_of_one_day_is_a_point_of_a_chart() {
    let files = site(
        &[
            ("programmes/p/index.md", "---\ntitle: Program\nwhen: 2024-03-01/2024-03-10\n---\n"),
            ("programmes/p/etap.md", "---\nkind: stage\ntitle: Etap\nwhen: 2024-03-02\n---\n"),
            ("forums/f.md", "---\ntitle: Forum\nwhen: 2024-03-03\nprogramme: p\n---\n"),
            (
                "events/a.md",
                "---\ntitle: Dzień\nwhen: 2024-03-04T10:00/2024-03-04T12:00\nprogramme: p\n---\n",
            ),
            ("events/b.md", "---\ntitle: Trzy dni\nwhen: 2024-03-05/2024-03-07\nprogramme: p\n---\n"),
        ],
        LATER,
    );
    let (_, chart) = page(&files, "programy/p/index.html").split_once("chart-rows").unwrap();
    let rows: Vec<(String, bool)> = chart
        .split("<li class=\"moment ")
        .skip(1)
        .filter_map(|row| row.split_once("\">"))
        .map(|(classes, rest)| {
            let title = rest.split_once("</a>").unwrap().0.rsplit('>').next().unwrap();
            (title.to_owned(), classes.split(' ').any(|class| class == "is-day"))
        })
        .collect();
    let rows: Vec<(&str, bool)> = rows.iter().map(|(title, day)| (title.as_str(), *day)).collect();
    assert_eq!(rows, [("Etap", false), ("Forum", false), ("Dzień", true), ("Trzy dni", false)]);
}
