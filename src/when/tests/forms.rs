//! The regular expressions against the parser: whatever it reads, they match.

use regex::Regex;

use super::super::{day_pattern, parse_day, parse_point, point_pattern, stamp_pattern, when_pattern};
use super::*;

fn whole(form: &str) -> Regex {
    Regex::new(&format!(r"^\s*(?:{form})\s*$")).unwrap()
}

#[test]
fn every_accepted_form_matches() {
    let when = whole(&when_pattern());
    for text in ACCEPTED.into_iter().chain(SHORT.into_iter().map(|(short, _)| short)) {
        assert!(when.is_match(text), "{text}");
        assert!(when.is_match(&format!(" \t{text}\u{a0}\n")), "{text}");
    }
    for wrong in [
        "23-24.04.2020",
        "7 czerwca 2024",
        "2021-02-30",
        "2024-06-31",
        "2020-13",
        "2020-00-10",
        "2024-06-07T24:00",
        "2024-06-07T10:00+02:00",
        "2024-06-07T10:00~",
        "2024-06T10:00",
        "2019-09/",
        "../..",
        "2019-07/09",
        "2019-07/2019-09/2019-10",
        "-2024-06-07",
        "",
    ] {
        assert!(!when.is_match(wrong), "{wrong}");
    }
}

#[test]
fn whatever_is_put_together_and_read_matches() {
    let [when, point, day] = [when_pattern(), point_pattern(), day_pattern()].map(|form| whole(&form));
    let sides = [
        "2024",
        "0000",
        "9999",
        "2024-06",
        "2024-12~",
        "2024 ~",
        "2024-06-07",
        "2024-06-30",
        "2024-02-29",
        "2023-02-29",
        "2024-10-31",
        "2024-11-31",
        "2024-06-07~",
        "2024-06-07T00:00",
        "2024-06-07T23:59:59",
        "2024-06-07T9:00",
        "..",
        "...",
        "07",
        "31",
        "06-08",
        "12-31",
        "14:30",
        "14:30:01",
        "",
        "24",
        "~",
    ];
    let mut read = 0;
    let mut check = |text: &str| {
        let answers = [When::parse(text).is_ok(), parse_point(text).is_ok(), parse_day(text).is_ok()];
        for (accepted, pattern) in answers.into_iter().zip([&when, &point, &day]) {
            read += usize::from(accepted);
            assert!(!accepted || pattern.is_match(text), "{text}");
        }
    };
    for first in sides {
        check(first);
        for last in sides {
            check(&format!("{first}/{last}"));
            check(&format!("{first} / {last} "));
        }
    }
    assert!(read > 200, "{read}");
}

#[test]
fn stamps_match_with_and_without_an_offset() {
    let stamp = whole(&stamp_pattern());
    for text in [
        "2024-06-07T10:00Z",
        "2024-06-07T10:00:00z",
        "2024-06-07t10:00:00.123+02:00",
        "2024-06-07 10:00+02",
        "2024-06-07T10:00:00-0530",
        "20240607T100000Z",
        "2024-06-07T10:00:00+02:00[Europe/Warsaw]",
    ] {
        assert!(text.parse::<jiff::Timestamp>().is_ok(), "{text}");
        assert!(stamp.is_match(text), "{text}");
    }
    for text in ["2024-06-07", "2024-06-07T10:00", " 2024-06-07T10:00:30 "] {
        assert!(parse_point(text).is_ok() && stamp.is_match(text), "{text}");
    }
    for wrong in
        ["2024", "2024-06", "30.03.2020", "7 czerwca 2024", "2024-06-31", "2024-06-07T25:00", "jutro"]
    {
        assert!(!stamp.is_match(wrong), "{wrong}");
    }
}
