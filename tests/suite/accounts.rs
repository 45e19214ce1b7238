//! What pages make of time and of who took part: pages before and after an event, changed dates, long lists of a
//! person.

use jiff::civil::date;

use super::common::{TODAY, page, site, words};

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
    let files = site(&events, TODAY);
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
    let files = site(&files, TODAY);
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
