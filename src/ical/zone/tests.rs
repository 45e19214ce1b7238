//! What a VTIMEZONE says, by a reader of its rules, against what the clock showed.

use super::*;

fn zone(name: &str) -> Zone {
    Zone::new(&TimeZone::get(name).unwrap())
}

fn at(zone: &Zone, day: Date) -> Timestamp {
    zone.moment(day.at(12, 0, 0, 0)).unwrap()
}

/// The VTIMEZONE for noon of two days.
fn written(zone: &Zone, first: Date, last: Date) -> String {
    let mut lines = Lines::default();
    zone.write(&mut lines, at(zone, first), at(zone, last));
    lines.finish()
}

#[test]
fn polish_time_is_one_rule_for_summer_and_one_for_winter() {
    let expected = "BEGIN:VTIMEZONE\r\nTZID:Europe/Warsaw\r\nX-LIC-LOCATION:Europe/Warsaw\r\n\
        BEGIN:DAYLIGHT\r\nDTSTART:19880327T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\n\
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n\
        BEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\n\
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    let warsaw = zone("Europe/Warsaw");
    assert_eq!(written(&warsaw, date(2019, 7, 9), date(2026, 1, 1)), expected);
    assert_eq!(written(&warsaw, date(2024, 6, 7), date(2024, 6, 7)), expected, "whatever the file holds");
    assert_eq!(written(&warsaw, date(2090, 6, 7), date(2130, 6, 7)), expected, "for good");
}

#[test]
fn a_zone_that_keeps_its_clock_is_one_standard() {
    let expected = "BEGIN:VTIMEZONE\r\nTZID:Asia/Kolkata\r\nX-LIC-LOCATION:Asia/Kolkata\r\n\
        BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nTZNAME:IST\r\n\
        END:STANDARD\r\nEND:VTIMEZONE\r\n";
    assert_eq!(written(&zone("Asia/Kolkata"), date(2024, 1, 1), date(2024, 6, 7)), expected);
}

#[test]
fn utc_needs_no_zone() {
    for name in ["UTC", "Etc/UTC"] {
        let zone = zone(name);
        assert_eq!(written(&zone, date(2024, 1, 1), date(2024, 6, 7)), "");
        let mut lines = Lines::default();
        zone.times(&mut lines, at(&zone, date(2024, 6, 7)), None);
        assert_eq!(lines.finish(), "DTSTART:20240607T120000Z\r\n");
    }
}

#[test]
fn rules_of_years_past_end() {
    let text = written(&zone("Europe/Warsaw"), date(1990, 1, 1), date(2020, 1, 1));
    assert!(text.contains("BYMONTH=9;BYDAY=-1SU;UNTIL=19950925T010000Z"), "{text}");
    assert!(!text.contains("RDATE"), "Outlook reads none");
}

/// What a reader makes of a VTIMEZONE: the onsets of its observances in UTC with the offset from then on.
fn onsets(text: &str) -> Vec<(Timestamp, i32)> {
    let mut onsets = Vec::new();
    for part in text.split("BEGIN:").skip(2) {
        let value = |name: &str| {
            let line = part.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
            line.map(|line| line.trim().to_owned())
        };
        let seconds = |text: String| {
            let digits = |at: usize| text.get(at..at + 2).map_or(0, |two| two.parse::<i32>().unwrap());
            let size = digits(1) * 3600 + digits(3) * 60 + digits(5);
            if text.starts_with('-') { -size } else { size }
        };
        let start = DateTime::strptime("%Y%m%dT%H%M%S", value("DTSTART").unwrap()).unwrap();
        let (from, to) = (seconds(value("TZOFFSETFROM").unwrap()), seconds(value("TZOFFSETTO").unwrap()));
        let utc = |local: DateTime| Offset::from_seconds(from).unwrap().to_timestamp(local).unwrap();
        onsets.push((utc(start), to));
        let Some(rule) = value("RRULE") else { continue };
        let part = |name: &str| {
            rule.split(';').find_map(|part| part.strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
        };
        let (month, by_day) = (part("BYMONTH").unwrap().parse().unwrap(), part("BYDAY").unwrap());
        let (ordinal, day) = by_day.split_at(by_day.len() - 2);
        let days = [Weekday::Sunday, Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday];
        let days = days.into_iter().chain([Weekday::Thursday, Weekday::Friday, Weekday::Saturday]);
        let day = days.into_iter().find(|one| weekday(*one) == day).unwrap();
        let until = part("UNTIL").map(|until| {
            let civil = DateTime::strptime("%Y%m%dT%H%M%SZ", until).unwrap();
            Offset::UTC.to_timestamp(civil).unwrap()
        });
        let first = Date::new(start.year(), month, 1).unwrap();
        let first = first.nth_weekday_of_month(ordinal.parse().unwrap(), day).unwrap();
        assert_eq!(
            first,
            start.date(),
            "the first onset follows the rule (RFC 5545 §3.8.5.3): {part}",
            part = rule
        );
        for year in start.year() + 1..=2120 {
            let month = Date::new(year, month, 1).unwrap();
            let Ok(day) = month.nth_weekday_of_month(ordinal.parse().unwrap(), day) else { continue };
            let onset = utc(day.to_datetime(start.time()));
            if until.is_none_or(|until| onset <= until) {
                onsets.push((onset, to));
            }
        }
    }
    onsets.sort_unstable();
    onsets
}

#[test]
fn what_is_written_is_what_the_clock_showed() {
    // Irregular ones among them: Ramadan, Iranian and Israeli calendars, half an hour, double summer time, a day left out.
    let names = [
        "Europe/Warsaw",
        "Europe/London",
        "Europe/Dublin",
        "Europe/Kyiv",
        "Europe/Moscow",
        "America/New_York",
        "America/Sao_Paulo",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Asia/Tehran",
        "Asia/Jerusalem",
        "Pacific/Apia",
        "Antarctica/Troll",
        "Asia/Kolkata",
    ];
    let mut asked = 0;
    for name in names {
        let timezone = TimeZone::get(name).unwrap();
        let zone = Zone::new(&timezone);
        for (first, last) in
            [(1860, 1950), (1939, 1947), (1957, 1996), (1996, 1997), (2011, 2012), (2019, 2031), (2024, 2099)]
        {
            let (first, last) = (at(&zone, date(first, 1, 15)), at(&zone, date(last, 11, 15)));
            let mut lines = Lines::default();
            zone.write(&mut lines, first, last);
            let text = lines.finish();
            let onsets = onsets(&text);
            let mut moment = first;
            while moment <= last {
                let said = onsets.iter().rev().find(|(onset, _)| *onset <= moment);
                let real = timezone.to_offset(moment).seconds();
                assert_eq!(said.map(|(_, to)| *to), Some(real), "{name} at {moment}:\n{text}");
                moment += 61.hours();
                asked += 1;
            }
        }
    }
    assert!(asked > 100_000);
}
