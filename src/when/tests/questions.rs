//! What the site asks of a time.

use jiff::civil::{Date, date};

use super::super::{Phase, When};
use super::parsed;

fn days(list: &[Date]) -> When {
    When::from_days(list).unwrap()
}

#[test]
fn days_have_numbers() {
    let forum = When::parse("2020-02-28/2020-03-02").unwrap();
    assert_eq!(forum.day_number(date(2020, 2, 29)), Some(2));
    assert_eq!(forum.day_number(date(2020, 3, 3)), None);
    assert_eq!(forum.day(4), Some(date(2020, 3, 2)));
    assert_eq!((forum.day(0), forum.day(5), forum.day(usize::MAX)), (None, None, None));
    let days = When::from_days(&[date(2021, 11, 29), date(2021, 12, 1)]).unwrap();
    assert_eq!((days.day_number(date(2021, 12, 1)), days.day(2)), (Some(2), Some(date(2021, 12, 1))));
    assert_eq!(days.day_number(date(2021, 11, 30)), None);
    assert_eq!(When::parse("2020-02").unwrap().day_number(date(2020, 2, 1)), None);
}

#[test]
fn first_and_last_day() {
    for (text, first, last) in [
        ("2024-06-07", Some(date(2024, 6, 7)), Some(date(2024, 6, 7))),
        ("2024-06-07T10:00", Some(date(2024, 6, 7)), Some(date(2024, 6, 7))),
        ("2020-02", Some(date(2020, 2, 1)), Some(date(2020, 2, 29))),
        ("2019~", Some(date(2019, 1, 1)), Some(date(2019, 12, 31))),
        ("2019-07/2019-09", Some(date(2019, 7, 1)), Some(date(2019, 9, 30))),
        ("2019-07/..", Some(date(2019, 7, 1)), None),
        ("../2019-07", None, Some(date(2019, 7, 31))),
    ] {
        assert_eq!((parsed(text).first_day(), parsed(text).last_day()), (first, last), "{text}");
    }
    let vague = When::vague(date(2019, 9, 21), date(2019, 9, 30), "pod koniec").unwrap();
    assert_eq!((vague.first_day(), vague.last_day()), (Some(date(2019, 9, 21)), Some(date(2019, 9, 30))));
}

#[test]
fn written_ends_for_data() {
    for (text, start, end) in [
        ("2024-06-07", Some("2024-06-07"), None),
        ("2019-09~", Some("2019-09"), None),
        ("2024-06-07T10:00/14:30", Some("2024-06-07T10:00"), Some("2024-06-07T14:30")),
        ("2019-09/..", Some("2019-09"), None),
        ("../2019-09", None, Some("2019-09")),
    ] {
        let when = parsed(text);
        assert_eq!((when.start_iso().as_deref(), when.end_iso().as_deref()), (start, end), "{text}");
    }
    let list = days(&[date(2021, 11, 29), date(2021, 12, 1)]);
    assert_eq!(list.start_iso().as_deref(), Some("2021-11-29"));
    assert_eq!(list.end_iso().as_deref(), Some("2021-12-01"));
}

#[test]
fn chronological_order() {
    let in_order = [
        "../2019-06",
        "2019-07",
        "2019-07/2019-09",
        "2019-07/..",
        "2019-07-01T08:00",
        "2019-07-01T08:00/09:00",
        "2019-07-01T10:00",
        "2019-07-02",
        "2019-08~",
        "2020",
    ];
    for pair in in_order.windows(2) {
        let [earlier, later] = [pair[0], pair[1]].map(|text| parsed(text).sort_key());
        assert!(earlier < later, "{pair:?}");
    }
    assert_eq!(parsed("2019-07").sort_key().day(), date(2019, 7, 1));
}

#[test]
fn exact_days_only_where_all_are_known() {
    assert_eq!(parsed("2024-06-07T10:00").exact_days(), Some(vec![date(2024, 6, 7)]));
    let run = vec![date(2020, 4, 30), date(2020, 5, 1), date(2020, 5, 2)];
    assert_eq!(parsed("2020-04-30/2020-05-02").exact_days(), Some(run));
    let list = [date(2021, 11, 29), date(2021, 12, 1)];
    assert_eq!(days(&list).exact_days(), Some(list.to_vec()));
    for text in ["2019-09", "2019", "2019-09-15~", "2019-09-01/..", "../2019-09-01", "2019-09/2019-10-02"] {
        assert_eq!(parsed(text).exact_days(), None, "{text}");
        assert!(parsed(text).is_vague(), "{text}");
    }
    assert_eq!(parsed("2000-01-01/2009-12-31").exact_days().map(|days| days.len()), Some(3653));
    assert_eq!(parsed("0000-01-01/9999-12-31").exact_days(), None);
    assert_eq!(parsed("9999-12-30/9999-12-31").exact_days().map(|days| days.len()), Some(2));
}

#[test]
fn finer_questions() {
    assert!(parsed("2019-09/..").is_open() && !parsed("2019-09").is_open());
    assert!(parsed("2019~/2020").is_approximate() && !parsed("2019/2020").is_approximate());
    assert!(parsed("2024-06-07/2024-06-08T12:00").has_time() && !parsed("2024-06-07").has_time());
    assert!(!parsed("2024-06-07T10:00").is_vague());
}

#[test]
fn phase_by_the_day() {
    let today = date(2020, 4, 23);
    for (text, phase) in [
        ("2020-04-24", Phase::Before),
        ("2020-04-23", Phase::During),
        ("2020-04-23T00:01", Phase::During),
        ("2020-04-22", Phase::After),
        ("2020-04-22/2020-04-24", Phase::During),
        ("2020-04", Phase::During),
        ("2020", Phase::During),
        ("2020-05", Phase::Before),
        ("2020-03~", Phase::After),
        ("2019-09/..", Phase::During),
        ("2021/..", Phase::Before),
        ("../2019", Phase::After),
        ("../2021", Phase::During),
    ] {
        assert_eq!(parsed(text).phase(today), phase, "{text}");
    }
    assert_eq!(days(&[date(2020, 4, 20), date(2020, 4, 30)]).phase(today), Phase::During);
}

#[test]
fn phase_by_the_clock() {
    let now = date(2020, 4, 23).at(14, 30, 0, 0);
    for (text, phase) in [
        ("2020-04-23", Phase::During),
        ("2020-04-23T14:31", Phase::Before),
        ("2020-04-23T14:30", Phase::During),
        ("2020-04-23T08:00", Phase::During),
        ("2020-04-22T18:00", Phase::After),
        ("2020-04-23T10:00/14:30", Phase::After),
        ("2020-04-23T10:00/14:31", Phase::During),
        ("2020-04-23T15:00/16:00", Phase::Before),
        ("2020-04-23T10:00/..", Phase::During),
        ("2020-04-22/2020-04-23", Phase::During),
    ] {
        assert_eq!(parsed(text).phase_at(now), phase, "{text}");
    }
}

#[test]
fn overlaps_a_stretch_of_days() {
    let april = |text: &str| parsed(text).overlaps(date(2020, 4, 1), date(2020, 4, 30));
    for text in
        ["2020-04-01", "2020-04-30T23:59", "2020", "2020-03-31/2020-04-01", "2019/..", "../2020-04-01"]
    {
        assert!(april(text), "{text}");
    }
    for text in ["2020-03-31", "2020-05", "2020-05/..", "../2020-03-31"] {
        assert!(!april(text), "{text}");
    }
    let around = days(&[date(2020, 3, 31), date(2020, 5, 1)]);
    assert!(!around.overlaps(date(2020, 4, 1), date(2020, 4, 30)));
    assert!(
        !parsed("2020").overlaps(date(2020, 4, 30), date(2020, 4, 1)),
        "a stretch that ends before it begins"
    );
}
