//! Tests of the calendar: accepted forms here, answers about a time in `questions`, wrong notations in `suggestions`.

mod forms;
mod questions;
mod suggestions;

use jiff::ToSpan;
use jiff::civil::date;

use super::*;

fn parsed(text: &str) -> When {
    When::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn fault(text: &str) -> WhenError {
    match When::parse(text) {
        Ok(when) => panic!("{text} was accepted as {when:?}"),
        Err(error) => error,
    }
}

/// Every accepted form, as it is written.
const ACCEPTED: [&str; 22] = [
    "2024-06-07",
    "2024-06-07T10:00",
    "2024-06-07T10:00:30",
    "2020-04-23/2020-04-24",
    "2024-06-07T10:00/2024-06-07T14:30",
    "2024-06-07/2024-06-08T12:00",
    "2024-06-07T10:00/2024-06-08",
    "2019-09",
    "2019",
    "0966",
    "2019-09~",
    "2019~",
    "2019-09-15~",
    "2019-09/..",
    "../2019-09",
    "2019-07/2019-09",
    "2019/2021",
    "2019-07~/2019-09",
    "2019/2020-03-01",
    "2019-09-15/2019-09",
    "2024-06-07T10:00/..",
    "2020-02-29",
];

#[test]
fn accepted_forms_come_back_as_written() {
    for text in ACCEPTED {
        assert_eq!(parsed(text).iso(), text);
        assert_eq!(parsed(&format!(" \t{text}\u{a0}\n")).iso(), text);
    }
}

#[test]
fn types_of_the_accepted_forms() {
    let day = Bound::exact(Point::Day(date(2024, 6, 7)));
    assert_eq!(parsed("2024-06-07"), When::At(day));
    assert_eq!(parsed("2024-06-07T10:00"), When::at(Point::Instant(date(2024, 6, 7).at(10, 0, 0, 0))));
    let month = Point::Month { year: 2019, month: 9 };
    assert_eq!(parsed("2019-09~"), When::At(Bound { point: month, approximate: true }));
    assert_eq!(parsed("2019-09/.."), When::Span { start: Some(Bound::exact(month)), end: None });
    assert_eq!(parsed("../2024-06-07"), When::Span { start: None, end: Some(day) });
    assert_eq!(parse_point("2019"), Ok(Point::Year(2019)));
    assert_eq!(parse_day(" 2024-06-07 "), Ok(date(2024, 6, 7)));
}

/// Short forms, with the whole ones.
const SHORT: [(&str, &str); 4] = [
    ("2020-04-23/24", "2020-04-23/2020-04-24"),
    ("2020-04-23/05-02", "2020-04-23/2020-05-02"),
    ("2024-06-07T10:00/14:30", "2024-06-07T10:00/2024-06-07T14:30"),
    ("2020-04-23 / 2020-04-24", "2020-04-23/2020-04-24"),
];

#[test]
fn an_end_may_leave_out_what_the_start_says() {
    for (short, full) in SHORT {
        assert_eq!(parsed(short).iso(), full);
    }
    assert!(When::parse("2019-07/09").is_err(), "the 9th of July, or September?");
    assert!(When::parse("2020-04-30/02").is_err());
}

#[test]
fn faults_are_said_in_plain_words() {
    for (text, message) in [
        ("2021-02-30", "30 February does not exist; February 2021 has 28 days"),
        ("2024-06-31", "31 June does not exist; June 2024 has 30 days"),
        ("2020-02-30/2020-03-01", "30 February does not exist; February 2020 has 29 days"),
        ("2020-13", "there is no month 13; months are 01 to 12"),
        ("2020-00-10", "there is no month 00; months are 01 to 12"),
        ("2020-04-24/2020-04-23", "the end (2020-04-23) is before the start (2020-04-24)"),
        ("2020-04-24/23", "the end (2020-04-23) is before the start (2020-04-24)"),
        ("2024-06-07T24:00", "there is no time 24:00; the day runs from 00:00 to 23:59"),
        ("2024-06-07T10:00+02:00", "the time has an offset from UTC, `+02:00`"),
        ("2024-06-07T10:00~", "a clock time cannot be approximate"),
        ("2024-06T10:00", "a clock time needs a full day before it"),
        ("2019-09/", "one end of the interval `2019-09/` is missing"),
        ("../..", "an interval needs at least one end"),
        ("30.03.2020", "`30.03.2020` is not a date in a form kronika reads"),
        ("2024-06-07T1:00", "`2024-06-07T1:00` is not a date in a form kronika reads"),
        ("-2024-06-07", "`-2024-06-07` is not a date in a form kronika reads"),
        ("", "the date is empty"),
    ] {
        assert_eq!(fault(text).message.en, message, "{text}");
    }
    assert!(fault("2024-06-07T10:00Z").hint.unwrap().en.contains("site's timezone"));
    assert!(fault("kiedyś").hint.unwrap().en.contains("2024-06-07"));
    assert_eq!(parse_day("2019-09").unwrap_err().message.en, "`2019-09` is not a day");
    let shown = fault("2019-09/").to_string();
    assert!(shown.ends_with("write `2019-09/..`"), "{shown}");
}

#[test]
fn lists_and_vague_times_hold_their_promises() {
    let [a, b] = [date(2021, 11, 29), date(2021, 12, 1)];
    assert_eq!(When::from_days(&[b, a, b]), Ok(When::Days(vec![a, b])));
    assert_eq!(When::from_days(&[a, a]), Ok(When::at(Point::Day(a))));
    assert_eq!(When::from_days(&[a, b]).unwrap().iso(), "[2021-11-29, 2021-12-01]");
    assert!(When::from_days(&[]).is_err());
    let many: Vec<_> = a.series(1.day()).take(3_661).collect();
    assert!(When::from_days(&many[1..]).is_ok() && When::from_days(&many).is_err());

    let vague = When::vague(a, b, " pod \"koniec\" ").unwrap();
    assert_eq!(vague.iso(), r#"{from: 2021-11-29, to: 2021-12-01, label: "pod \"koniec\""}"#);
    let words = When::vague(a, b, "koniec\nlata e\u{301}\\").unwrap().iso();
    assert!(words.ends_with("label: \"koniec lata e\u{301}\\\\\"}"), "{words}");
    assert!(When::vague(b, a, "wtedy").unwrap_err().message.en.contains("before"));
    assert!(When::vague(a, b, " ").is_err());
    assert!(When::span(None, None).is_err());
    assert_eq!(Point::month(2020, 13), None);
}
