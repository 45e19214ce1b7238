//! What a report compiles: its period, its sums and what they leave out, its contents and addresses.

use jiff::civil::date;

use super::common::{TODAY, build_clean, options, page, project, site, site_with, words};

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
    let files = site(&REPORT, TODAY);
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
    let files = site(&written, TODAY);
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
    written.retain(|(path, _)| *path != "reports/r.md");
    let text = "---\ntitle: Sprawozdanie\nprogramme: p\nperiod: 2024\n---\nPo [[event:z|naradzie]] i [u nas](#dalej) i [tam](https://x.example/).\n\n## Dalej\n\nKoniec.\n";
    written.push(("reports/r.md", text));
    let files = site(&written, TODAY);
    let html = page(&files, "sprawozdania/r/index.html");
    let link = r#"<a href="../../wydarzenia/z/" data-address="https://proba.example/kronika/wydarzenia/z/">naradzie</a>"#;
    assert!(html.contains(link));
    assert!(html.contains(r##"<a href="#dalej">"##) && html.contains(r#"<a href="https://x.example/">"#));
    let files = site_with("", &written, TODAY);
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
    for files in [&sample, &english, &site(&REPORT, TODAY)] {
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
