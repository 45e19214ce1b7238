//! A VEVENT at every sort of time, and every property as it stands in the file.

use jiff::civil::date;
use jiff::tz::TimeZone;

use super::*;

fn event(time: Occasion) -> VEvent {
    VEvent {
        uid: "event-a@example.org".to_owned(),
        sequence: 0,
        stamp: Timestamp::UNIX_EPOCH,
        created: None,
        modified: None,
        time,
        cancelled: false,
        summary: "A".to_owned(),
        description: Vec::new(),
        url: None,
        location: None,
        geo: None,
        organizer: None,
        categories: Vec::new(),
        conference: None,
    }
}

fn written(zone: &str, event: VEvent) -> String {
    let calendar = Calendar { name: "A".to_owned(), events: vec![event], ..Calendar::default() };
    calendar.write(&Zone::new(&TimeZone::get(zone).unwrap()))
}

/// Start and end as written.
fn times(zone: &str, time: Occasion) -> (String, Option<String>) {
    let text = written(zone, event(time));
    let event = text.split("BEGIN:VEVENT").nth(1).unwrap();
    let line = |name| event.lines().find_map(|line| line.strip_prefix(name).map(str::to_owned));
    (line("DTSTART").unwrap(), line("DTEND"))
}

fn clock(start: DateTime, end: Option<DateTime>) -> Occasion {
    Occasion::Clock { start, end }
}

#[test]
fn whole_days_end_on_the_day_after() {
    let days = |first, last| times("Europe/Warsaw", Occasion::Days { first, last });
    let (start, end) = days(date(2024, 2, 28), date(2024, 2, 29));
    assert_eq!(start, ";VALUE=DATE:20240228");
    assert_eq!(end.as_deref(), Some(";VALUE=DATE:20240301"));
    assert_eq!(days(date(2024, 6, 7), date(2024, 6, 7)).1.as_deref(), Some(";VALUE=DATE:20240608"));
    assert!(
        !written("Europe/Warsaw", event(Occasion::Days { first: date(2024, 6, 7), last: date(2024, 6, 7) }))
            .contains("VTIMEZONE")
    );
}

#[test]
fn behind_the_last_day_there_is_no_end() {
    let (start, end) = times("Europe/Warsaw", Occasion::Days { first: Date::MAX, last: Date::MAX });
    assert_eq!((start.as_str(), end), (";VALUE=DATE:99991231", None));
}

#[test]
fn a_calendar_without_dates_tells_its_zone() {
    let empty = |zone: &str, events| {
        Calendar { events, ..Calendar::default() }.write(&Zone::new(&TimeZone::get(zone).unwrap()))
    };
    let text = empty("Europe/Warsaw", Vec::new());
    assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 1);
    assert_eq!(
        (text.matches("BEGIN:DAYLIGHT").count(), text.matches("BEGIN:STANDARD").count()),
        (1, 1),
        "{text}"
    );
    let untold = event(clock(DateTime::MAX, None));
    assert!(empty("America/New_York", vec![untold]).contains("BEGIN:VTIMEZONE"));
    assert!(!empty("UTC", Vec::new()).contains("BEGIN:VTIMEZONE"));
}

#[test]
fn times_are_those_of_the_zone_s_clock() {
    let (day, zone) = (date(2024, 6, 7), "Europe/Warsaw");
    let (start, end) = times(zone, clock(day.at(10, 0, 0, 0), Some(day.at(14, 30, 0, 0))));
    assert_eq!(start, ";TZID=Europe/Warsaw:20240607T100000");
    assert_eq!(end.as_deref(), Some(";TZID=Europe/Warsaw:20240607T143000"));
    assert_eq!(times(zone, clock(day.at(10, 0, 0, 0), None)).1, None, "RFC 5545 §3.6.1");
    assert_eq!(times("UTC", clock(day.at(10, 0, 0, 0), None)).0, ":20240607T100000Z");
    let text = written(zone, event(clock(day.at(10, 0, 0, 0), None)));
    assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 1);
    assert!(text.find("VTIMEZONE") < text.find("VEVENT"));
}

#[test]
fn times_that_the_clock_skips_or_shows_twice() {
    let zone = "Europe/Warsaw";
    let spring = date(2024, 3, 31);
    let (start, end) = times(zone, clock(spring.at(2, 30, 0, 0), Some(spring.at(5, 0, 0, 0))));
    assert_eq!(
        (start.as_str(), end.as_deref()),
        (";TZID=Europe/Warsaw:20240331T033000", Some(";TZID=Europe/Warsaw:20240331T050000"))
    );
    let (start, end) = times(zone, clock(spring.at(2, 30, 0, 0), Some(spring.at(3, 15, 0, 0))));
    assert_eq!((start.as_str(), end), (";TZID=Europe/Warsaw:20240331T033000", None), "the end is before it");
    let autumn = date(2024, 10, 27);
    let (start, _) = times(zone, clock(autumn.at(2, 30, 0, 0), None));
    assert_eq!(start, ":20241027T003000Z", "the first of the two, so that nobody takes the other");
    let (start, end) = times(zone, clock(autumn.at(1, 0, 0, 0), Some(autumn.at(2, 30, 0, 0))));
    assert_eq!(
        (start.as_str(), end.as_deref()),
        (":20241026T230000Z", Some(":20241027T003000Z")),
        "both alike"
    );
    let same = autumn.at(10, 0, 0, 0);
    assert_eq!(times(zone, clock(same, Some(same))).1, None, "an end has to be later");
}

#[test]
fn what_does_not_take_place_stays_and_blocks_nothing() {
    let day = date(2024, 6, 7);
    let cancelled = VEvent { cancelled: true, ..event(clock(day.at(10, 0, 0, 0), None)) };
    let text = written("Europe/Warsaw", cancelled);
    assert!(text.contains("\r\nSTATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\n"));
    let text = written("Europe/Warsaw", event(clock(day.at(10, 0, 0, 0), None)));
    assert!(text.contains("\r\nSTATUS:CONFIRMED\r\n") && !text.contains("TRANSP"));
}

#[test]
fn the_rest_stands_as_the_standard_has_it() {
    let day = date(2024, 6, 7);
    let text = written(
        "Europe/Warsaw",
        VEvent {
            description: vec!["Raz, dwa; trzy".to_owned(), "https://example.org/a/".to_owned()],
            url: Some("https://example.org/a;b,c/".to_owned()),
            location: Some("Ratusz, Konin".to_owned()),
            geo: Some([52.223, -0.000_000_1]),
            organizer: Some(Organizer { name: "Fundacja \"Razem\", Konin".to_owned(), email: None }),
            categories: vec!["a,b".to_owned(), "c".to_owned()],
            conference: Some(Conference {
                url: "https://meet.example/a".to_owned(),
                label: Some("Zoom".to_owned()),
            }),
            ..event(Occasion::Days { first: day, last: day })
        },
    );
    for line in [
        "DESCRIPTION:Raz\\, dwa\\; trzy\\n\\nhttps://example.org/a/",
        "URL:https://example.org/a;b,c/",
        "LOCATION:Ratusz\\, Konin",
        "GEO:52.223;0",
        "ORGANIZER;CN=\"Fundacja ^'Razem^', Konin\":invalid:nomail",
        "CATEGORIES:a\\,b,c",
        "CONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL=Zoom:https://meet.example/a",
    ] {
        assert!(text.replace("\r\n ", "").contains(&format!("\r\n{line}\r\n")), "{line} in {text}");
    }
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    assert!(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}
