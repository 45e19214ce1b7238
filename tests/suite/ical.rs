//! Calendars for other programs: which there are, what stays the same over rebuilds, and what is left out. What every value
//! must be is checked by independent readers in `tests/readers/ical`.

use std::path::Path;

use jiff::civil::{Date, date};
use kronika::config::Options;
use kronika::render::Files;

use super::common::{TODAY, build_clean, in_memory, options, page};

const CONFIG: &str = "title: Próba\nbase_url: https://example.org/a/\n";

/// A site of the given files below `content/`, as of a day.
fn site(config: &str, files: &[(&str, &str)], today: Date) -> Files {
    let site = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let place = site.path().join(path);
        std::fs::create_dir_all(place.parent().unwrap_or(Path::new("."))).unwrap();
        std::fs::write(place, text).unwrap();
    };
    write("kronika.yaml", config);
    for (path, front) in files {
        write(&format!("content/{path}.md"), &format!("---\n{front}\n---\n"));
    }
    in_memory(build_clean(&Options { today: Some(today), ..options(site.path()) }))
}

/// The addresses of all calendars.
fn calendars(files: &Files) -> Vec<&str> {
    files.keys().map(|path| path.as_str()).filter(|path| path.ends_with(".ics")).collect()
}

/// The values of a property, unfolded, in order.
fn values(file: &str, name: &str) -> Vec<String> {
    let whole = file.replace("\r\n ", "");
    let events = whole.split_once("BEGIN:VEVENT").map_or("", |(_, events)| events);
    let lines = events.lines().filter_map(|line| line.strip_prefix(name));
    lines.filter(|rest| rest.starts_with([':', ';'])).map(|rest| rest[1..].to_owned()).collect()
}

fn value(file: &str, name: &str) -> String {
    values(file, name).into_iter().next().unwrap_or_else(|| panic!("no {name} in {file}"))
}

const ARCHIVE: &str = "kalendarz/kalendarz-archiwum.ics";
const CURRENT: &str = "kalendarz/kalendarz.ics";

#[test]
fn whatever_has_a_date_known_to_the_day_has_a_calendar() {
    let files = site(
        CONFIG,
        &[
            ("programmes/pusty/index", "title: Pusty"),
            ("programmes/program/index", "title: Program"),
            ("programmes/program/events/dzien", "title: Dzień\nwhen: 2024-06-07"),
            ("programmes/program/events/miesiac", "title: Miesiąc\nwhen: 2024-06"),
            ("events/okolo", "title: Około\nwhen: 2024-06-07~"),
            ("events/otwarte", "title: Otwarte\nwhen: 2024-06-07/.."),
            ("events/slowa", "title: Słowa\nwhen: {from: 2024-06-01, to: 2024-06-09, label: w czerwcu}"),
            ("forums/rama", "title: Rama\nwhen: 2024-06-07/2024-06-08"),
            ("forums/pelne/index", "title: Pełne\nwhen: 2024-07-07/2024-07-08"),
            ("forums/pelne/events/pierwszy", "title: Pierwszy\nwhen: 2024-07-07/2024-07-08"),
            ("events/nigdy", "title: Nigdy\nwhen: 9999-12-31T23:59"),
            ("reports/raport", "title: Raport\nprogramme: program\nperiod: 2024-06"),
        ],
        TODAY,
    );
    let expected = [
        "fora/pelne/pelne.ics",
        "fora/rama/rama.ics",
        ARCHIVE,
        CURRENT,
        "programy/program/program.ics",
        "wydarzenia/dzien/dzien.ics",
        "wydarzenia/pierwszy/pierwszy.ics",
    ];
    assert_eq!(calendars(&files), expected);
    let uids = |path: &str| values(page(&files, path), "UID");
    assert_eq!(uids("programy/program/program.ics"), ["event-dzien@example.org.a"]);
    assert_eq!(uids("fora/pelne/pelne.ics"), ["event-pierwszy@example.org.a"], "the forum is its days");
    assert_eq!(uids("fora/rama/rama.ics"), ["forum-rama@example.org.a"], "a forum with no days yet");
    let all = ["forum-rama@example.org.a", "event-dzien@example.org.a", "event-pierwszy@example.org.a"];
    assert_eq!(uids(ARCHIVE), all, "in the order of time");
    let html = page(&files, "wydarzenia/dzien/index.html");
    assert!(html.contains("type=\"text/calendar\""), "the page says so");
}

#[test]
fn a_forum_is_a_date_unless_its_shown_events_fill_its_days() {
    let uids = |second: &str| {
        let events = [
            ("forums/f/index", "title: F\nwhen: 2025-07-07/2025-07-08"),
            ("forums/f/events/a", "title: A\nwhen: 2025-07-07"),
            ("forums/f/events/b", second),
        ];
        let files = site(CONFIG, &events, TODAY);
        values(page(&files, CURRENT), "UID").iter().any(|uid| uid.starts_with("forum-f@"))
    };
    assert!(!uids("title: B\nwhen: 2025-07-08"));
    assert!(uids("title: B\nwhen: 2025-07-07"), "a day is left");
    assert!(uids("title: B\nwhen: 2025-07-08\nhidden_from: calendar"), "nobody sees the other day");
}

#[test]
fn dates_keep_their_names_when_the_site_moves() {
    let event = [("events/a", "title: A\nwhen: 2025-06-07")];
    let uid = |config: &str| value(page(&site(config, &event, TODAY), ARCHIVE), "UID");
    let moved = "title: Próba\nbase_url: https://nowa.example/\nfeeds: {tag: example.org/a}\n";
    assert_eq!(uid(moved), uid(CONFIG));
    let own = "title: Próba\nbase_url: https://nowa.example/\nfeeds: {tag: \"example.org,2019\"}\n";
    assert_eq!(uid(own), "event-a@example.org");
}

#[test]
fn the_calendar_to_subscribe_to_begins_a_year_ago() {
    let events = [
        ("events/a", "title: A\nwhen: 2024-12-31"),
        ("events/b", "title: B\nwhen: 2024-12-30/2025-01-01"),
        ("events/c", "title: C\nwhen: 2031-01-01"),
        ("events/d", "title: D\nwhen: 2025-06-01\nhidden_from: calendar"),
    ];
    let files = site(CONFIG, &events, date(2026, 1, 1));
    assert_eq!(values(page(&files, CURRENT), "SUMMARY"), ["B", "C"]);
    assert_eq!(values(page(&files, ARCHIVE), "SUMMARY"), ["B", "A", "C"]);
    assert!(calendars(&files).contains(&"wydarzenia/d/d.ics"), "on its own page it is not hidden");
}

#[test]
fn what_names_a_date_is_the_same_over_rebuilds_and_revisions_count_up() {
    let one = |front: &str, today: Date| -> (String, u32, String, String) {
        let files = site(CONFIG, &[("events/a", front)], today);
        let path = calendars(&files)[2].to_owned();
        let file = page(&files, &path);
        let number = value(file, "SEQUENCE").parse().unwrap();
        (value(file, "UID"), number, value(file, "DTSTAMP"), file.to_owned())
    };
    let plain = "title: A\nwhen: 2024-06-07";
    let first = one(plain, date(2026, 1, 1));
    assert_eq!(first, one(plain, date(2026, 7, 1)), "whenever it is built");
    assert_eq!((first.1, first.2.as_str()), (0, "19700101T000000Z"), "else a constant");
    let published = one(&format!("{plain}\npublished: 2024-05-01T12:00"), date(2026, 1, 1));
    assert_eq!((published.1, published.2.as_str()), (0, "20240501T100000Z"));
    let moved = "title: B\nslug: b\nwhen: 2024-06-09\nstatus: rescheduled\nprevious_when: 2024-06-07";
    let second = one(&format!("{moved}\nupdated: 2024-06-01T10:00"), date(2026, 1, 1));
    let third = one(&format!("{moved}\nupdated: 2024-06-01T10:01"), date(2026, 1, 1));
    assert_eq!((&first.0, &second.0), (&second.0, &third.0), "a date keeps its name");
    assert!(first.1 < second.1 && second.1 < third.1);
    assert_eq!(third.2, "20240601T080100Z");
}

#[test]
fn what_does_not_take_place_says_so() {
    let state = |front: &str| {
        let files = site(CONFIG, &[("events/a", &format!("title: A\nwhen: 2026-06-07\n{front}"))], TODAY);
        let file = page(&files, ARCHIVE);
        (value(file, "STATUS"), value(file, "SUMMARY"))
    };
    let (cancelled, confirmed) = ("CANCELLED".to_owned(), "CONFIRMED".to_owned());
    assert_eq!(state("status: cancelled"), (cancelled.clone(), "ODWOŁANE: A".to_owned()));
    assert_eq!(state("status: postponed"), (cancelled, "ODŁOŻONE: A".to_owned()));
    let dated = "previous_when: 2026-05-07";
    assert_eq!(state(&format!("status: postponed\n{dated}")), (confirmed.clone(), "A".to_owned()));
    assert_eq!(state("status: moved_online"), (confirmed, "A".to_owned()));
}

#[test]
fn where_to_join_is_told_as_long_as_the_page_tells_it() {
    let events =
        [("events/a", "title: A\nwhen: 2026-01-05T10:00\nonline: {url: \"https://meet.example/x\"}")];
    let told = |today: Date| {
        let files = site(CONFIG, &events, today);
        let on_page = page(&files, "wydarzenia/a/index.html").contains("Dołącz przez internet");
        let told = |path: &str| page(&files, path).contains("meet.example");
        (on_page, told("wydarzenia/a/a.ics"), told("entries.json"))
    };
    assert_eq!(told(date(2026, 1, 4)), (true, true, true));
    assert_eq!(told(date(2026, 1, 6)), (false, false, false));
}

#[test]
fn separate_days_are_separate_dates() {
    let events = [("events/a", "title: A\nwhen: [2024-06-07, 2024-06-09]")];
    let files = site(CONFIG, &events, TODAY);
    let file = page(&files, "wydarzenia/a/a.ics");
    let uids = ["event-a+20240607@example.org.a", "event-a+20240609@example.org.a"];
    assert_eq!(values(file, "UID"), uids);
    assert_eq!(values(file, "DTSTART"), ["VALUE=DATE:20240607", "VALUE=DATE:20240609"]);
    assert_eq!(values(file, "DTEND"), ["VALUE=DATE:20240608", "VALUE=DATE:20240610"]);
}

#[test]
fn a_day_at_one_end_and_a_time_at_the_other_are_whole_days() {
    let events = [("events/a", "title: A\nwhen: 2024-06-07T10:00/2024-06-08")];
    let files = site(CONFIG, &events, TODAY);
    let file = page(&files, "wydarzenia/a/a.ics");
    assert_eq!(
        (value(file, "DTSTART"), value(file, "DTEND")),
        ("VALUE=DATE:20240607".into(), "VALUE=DATE:20240609".into())
    );
    assert!(value(file, "DESCRIPTION").contains("10:00"), "the time is told in words");
}

#[test]
fn a_site_that_does_not_know_its_address_has_calendars_too() {
    let files = site("title: Kronika Łodzi\n", &[("events/a", "title: A\nwhen: 2024-06-07T10:00")], TODAY);
    let file = page(&files, CURRENT);
    assert_eq!(values(file, "UID"), Vec::<String>::new());
    let file = page(&files, ARCHIVE);
    assert_eq!(value(file, "UID"), "event-a@kronika-lodzi.invalid");
    assert!(!file.contains("URL:") && !file.contains("SOURCE"));
    let html = page(&files, "kalendarz/index.html");
    assert!(html.contains("href=\"../kalendarz/kalendarz.ics\"") && !html.contains("webcal:"));
    let html =
        page(&site(CONFIG, &[("events/a", "title: A\nwhen: 2024-06-07")], TODAY), "kalendarz/index.html")
            .to_owned();
    assert!(html.contains("<code>https://example.org/a/kalendarz/kalendarz.ics</code>"));
    assert!(html.contains("href=\"webcal://example.org/a/kalendarz/kalendarz.ics\""));
}

#[test]
fn an_event_to_come_can_be_added_to_a_calendar() {
    let events = [("events/a", "title: A\nwhen: 2026-06-07"), ("events/b", "title: B\nwhen: 2025-06-07")];
    let files = site(CONFIG, &events, TODAY);
    let offers = |path: &str| page(&files, path).contains("Dodaj do kalendarza");
    assert!(offers("wydarzenia/a/index.html"));
    assert!(!offers("wydarzenia/b/index.html"));
}
