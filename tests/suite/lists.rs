//! How entries stand in lists and charts: what is listed where, once, and with which state and mark.

use jiff::civil::date;

use super::common::{TODAY, page, site, words};

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
        TODAY,
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

#[test]
fn what_was_only_announced_says_that_its_date_has_passed() {
    let event = [("events/a.md", "---\ntitle: Piknik\nwhen: 2025-07-05\nstatus: scheduled\n---\n")];
    let state = |today| {
        let files = site(&event, today);
        words(page(&files, "wydarzenia/index.html"))
    };
    assert!(state(date(2025, 7, 1)).contains("zapowiedziane"));
    // The same words as those of the script that keeps the page true.
    let after = state(date(2025, 7, 6));
    assert!(after.contains("termin minął") && !after.contains("zapowiedziane"), "{after}");
}

#[test]
fn the_calendar_has_nothing_under_way_whose_time_is_over() {
    let files = site(
        &[
            ("programmes/p/index.md", "---\ntitle: Program\nwhen: 2024/2027\n---\n"),
            ("programmes/p/a.md", "---\nkind: stage\ntitle: Dawny etap\nwhen: 2024\nstatus: active\n---\n"),
            (
                "programmes/p/b.md",
                "---\nkind: stage\ntitle: Obecny etap\nwhen: 2024/2026\nstatus: active\n---\n",
            ),
        ],
        TODAY,
    );
    let text = words(page(&files, "kalendarz/index.html"));
    assert!(text.contains("Program") && text.contains("Obecny etap"), "{text}");
    assert!(!text.contains("Dawny etap"), "{text}");
}

#[test]
fn a_list_says_that_only_dates_end_a_programme() {
    let files = site(
        &[
            ("programmes/p/index.md", "---\ntitle: Dawny\nwhen: 2020\n---\n"),
            ("programmes/q/index.md", "---\ntitle: Zamknięty\nwhen: 2020\nstatus: done\n---\n"),
        ],
        TODAY,
    );
    let text = words(page(&files, "programy/index.html"));
    assert_eq!(text.matches("zakończony").count(), 2, "{text}");
    assert_eq!(text.matches("(według dat)").count(), 1, "{text}");
    // On its own page beside its state in the head and among the facts, once each.
    let own = words(page(&files, "programy/p/index.html"));
    assert_eq!((own.matches("zakończony").count(), own.matches("(według dat)").count()), (2, 2), "{own}");
}

#[test]
fn a_card_says_a_year_once() {
    let files = site(
        &[
            ("reports/a.md", "---\ntitle: Roczne\nperiod: 2024\n---\n"),
            ("reports/b.md", "---\ntitle: Letnie\nperiod: 2024-06/2024-08\n---\n"),
        ],
        TODAY,
    );
    let html = page(&files, "sprawozdania/index.html");
    assert!(html.contains(r#"<p class="card-when visually-hidden"><time datetime="2024">2024</time></p>"#));
    assert!(html.contains(r#"<p class="card-when"><time datetime="2024-06">"#));
}

#[test]
fn what_a_page_lists_among_its_members_is_not_listed_as_related() {
    let programme = "---\ntitle: Program\nrelated: [event:a, event:b]\n---\n";
    let files = site(
        &[
            ("programmes/p/index.md", programme),
            (
                "events/a.md",
                "---\ntitle: Własne\nwhen: 2024-03-05\nprogramme: p\nrelated: [programme:p]\n---\n",
            ),
            ("events/b.md", "---\ntitle: Obce\nwhen: 2024-03-06\n---\n"),
            ("posts/c.md", "---\ntitle: Wieść\npublished: 2024-03-07\nabout: p\n---\n"),
        ],
        TODAY,
    );
    let html = page(&files, "programy/p/index.html");
    let (own, after) = html.split_once("page-after").unwrap();
    assert!(own.contains("Własne") && !after.contains("Własne"), "{after}");
    assert!(after.contains("Obce") && after.contains("Wieść"), "what is no member stays");
}

#[test]
fn who_is_only_named_may_be_meant_by_id() {
    let files = site(
        &[
            ("events/a.md", "---\ntitle: A\nwhen: 2025-07-05\npeople: [Maria Próbna]\n---\n"),
            (
                "events/b.md",
                "---\ntitle: B\nwhen: 2025-07-06\npeople: [{person: maria-probna, role: speaker}]\n---\nMówi [[maria-probna]].\n",
            ),
        ],
        TODAY,
    );
    let text = page(&files, "wydarzenia/b/index.html").split_once("<p>Mówi ").unwrap().1;
    assert!(text.starts_with("<a href=\"../../osoby/maria-probna/\""), "by id in a text: {text}");
    let person = page(&files, "osoby/maria-probna/index.html");
    assert!(
        person.contains("wydarzenia/a/") && person.contains("wydarzenia/b/"),
        "by id in the front matter"
    );
}

/// Events on consecutive days from the first of 2024, round and round through that year.
fn many(count: usize, lines: &str) -> Vec<(String, String)> {
    let event = |number: usize| {
        let (month, day) = (number % 12 + 1, number / 12 % 28 + 1);
        let text = format!("---\ntitle: Spotkanie {number}\nwhen: 2024-{month:02}-{day:02}\n{lines}---\n");
        (format!("events/e{number}.md"), text)
    };
    (0..count).map(event).collect()
}

#[test]
fn a_year_that_is_too_long_for_a_page_has_a_page_a_month() {
    let entries = many(480, "");
    let mut entries: Vec<(&str, &str)> =
        entries.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    entries.push(("events/kiedys.md", "---\ntitle: Kiedyś\nwhen: 2024\n---\n"));
    entries.push(("events/dawniej.md", "---\ntitle: Dawniej\nwhen: 2020-03-01\n---\n"));
    let files = site(&entries, TODAY);
    for (section, months) in [("os-czasu", "moment-title"), ("wydarzenia", "card-title")] {
        let year = page(&files, &format!("{section}/2024/index.html"));
        assert!(year.contains(&format!("href=\"../../{section}/2024/03/\"")), "{section}: months to choose");
        // What is known by the year alone has no month to stand in.
        assert_eq!(year.matches(months).count(), 1, "{section}");
        assert!(year.contains("Kiedyś"), "{section}");
        let mut listed = 0;
        for month in 1..=12 {
            let html = page(&files, &format!("{section}/2024/{month:02}/index.html"));
            listed += html.matches(months).count();
            assert!(html.len() < 100_000, "{section}, {month}: {} bytes", html.len());
        }
        assert_eq!(listed, 480, "{section}: each once");
        // A short year needs no pages of months.
        assert!(page(&files, &format!("{section}/2020/index.html")).contains("Dawniej"));
        assert!(!files.keys().any(|path| path.as_str().contains(&format!("{section}/2020/03"))), "{section}");
    }
    let march = page(&files, "os-czasu/2024/03/index.html");
    let pager = march.split_once("class=\"pager\"").unwrap().1;
    assert!(pager.contains("os-czasu/2024/04/") && pager.contains("os-czasu/2024/02/"), "{pager}");
}

#[test]
fn the_days_of_a_forum_of_many_events_are_folded() {
    let folded = |count: usize| {
        let entries = many(count, "forum: f\noutcomes: [Ustalenie]\n");
        let mut entries: Vec<(&str, &str)> =
            entries.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        entries.push(("forums/f.md", "---\ntitle: Forum\nwhen: 2024\n---\n"));
        let files = site(&entries, TODAY);
        let html = page(&files, "fora/f/index.html");
        assert_eq!(html.matches("card-event").count(), count, "each once");
        html.matches("<details").count()
    };
    assert_eq!(folded(40), 0);
    assert!(folded(401) > 300, "a fold a day");
}

#[test]
fn long_contents_are_folded() {
    let folded = |count: usize| {
        let text: String = (0..count).map(|number| format!("## Rozdział {number}\n\nTekst.\n\n")).collect();
        let files = site(&[("pages/a.md", &format!("---\ntitle: A\n---\n{text}"))], TODAY);
        page(&files, "a/index.html").contains("<summary class=\"contents-title\">")
    };
    assert!(!folded(40) && folded(41));
}
