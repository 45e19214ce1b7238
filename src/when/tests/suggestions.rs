//! What people write, and the form they are told to paste.

use super::super::{When, parse_day, parse_point};
use super::{fault, parsed};

const UNDERSTOOD: &[(&str, &str)] = &[
    ("23-24.04.2020", "2020-04-23/2020-04-24"),
    ("23–24.04.2020", "2020-04-23/2020-04-24"),
    ("23.04-02.05.2020", "2020-04-23/2020-05-02"),
    ("23.04.-02.05.2020 r.", "2020-04-23/2020-05-02"),
    ("30.12.2020-02.01.2021", "2020-12-30/2021-01-02"),
    ("30.12-02.01.2021", "2020-12-30/2021-01-02"),
    ("30.03.2020", "2020-03-30"),
    ("30. 3. 2020", "2020-03-30"),
    ("30.3.2020 r.", "2020-03-30"),
    ("30.03.2020r.", "2020-03-30"),
    ("30-03-2020", "2020-03-30"),
    ("30/03/2020", "2020-03-30"),
    ("04/05/2020", "2020-05-04"),
    ("03/30/2020", "2020-03-30"),
    ("7 czerwca 2024", "2024-06-07"),
    ("7 CZERWCA 2024", "2024-06-07"),
    ("piątek, 7 czerwca 2024 r.", "2024-06-07"),
    ("dnia 7 czerwca 2024 roku", "2024-06-07"),
    ("7 czerwca 2024 r., godz. 10:00", "2024-06-07T10:00"),
    ("7 czerwca 2024 r. o godz. 10.00", "2024-06-07T10:00"),
    ("7 czerwca 2024, godz. 10", "2024-06-07T10:00"),
    ("7 czerwca 2024, godz. 10.00–14.30", "2024-06-07T10:00/2024-06-07T14:30"),
    ("godz. 10:00, 7 czerwca 2024", "2024-06-07T10:00"),
    ("7 czerwca 2024 od 10:00 do 14:30", "2024-06-07T10:00/2024-06-07T14:30"),
    ("7.06.2024, 10:00-14:30", "2024-06-07T10:00/2024-06-07T14:30"),
    ("10:00–14:30, 7 czerwca 2024", "2024-06-07T10:00/2024-06-07T14:30"),
    ("23-24 kwietnia 2020", "2020-04-23/2020-04-24"),
    ("23 - 24 kwietnia 2020 r.", "2020-04-23/2020-04-24"),
    ("23 i 24 kwietnia 2020", "2020-04-23/2020-04-24"),
    ("od 23 do 24 kwietnia 2020", "2020-04-23/2020-04-24"),
    ("30 kwietnia – 2 maja 2020", "2020-04-30/2020-05-02"),
    ("30 grudnia – 2 stycznia 2021", "2020-12-30/2021-01-02"),
    ("30 grudnia 2020 – 2 stycznia", "2020-12-30/2021-01-02"),
    ("kwiecień 2020", "2020-04"),
    ("w kwietniu 2020 r.", "2020-04"),
    ("kwi. 2020", "2020-04"),
    ("7 kwi. 2020", "2020-04-07"),
    ("pazdziernik 2020", "2020-10"),
    ("23 April 2020", "2020-04-23"),
    ("April 23, 2020", "2020-04-23"),
    ("April 23rd, 2020", "2020-04-23"),
    ("Apr 23, 2020", "2020-04-23"),
    ("23–24 April 2020", "2020-04-23/2020-04-24"),
    ("April 23-24, 2020", "2020-04-23/2020-04-24"),
    ("from 23 to 24 April 2020", "2020-04-23/2020-04-24"),
    ("2020/04/23", "2020-04-23"),
    ("2020.04.23", "2020-04-23"),
    ("20200423", "2020-04-23"),
    ("23042020", "2020-04-23"),
    ("2020-4-3", "2020-04-03"),
    ("2019/09", "2019-09"),
    ("04.2020", "2020-04"),
    ("07-09.2019", "2019-07/2019-09"),
    ("2019-07/09", "2019-07/2019-09"),
    ("2024-06-07 10:00", "2024-06-07T10:00"),
    ("2024-06-07 9:05", "2024-06-07T09:05"),
    ("2024-06-07 10:00-14:30", "2024-06-07T10:00/2024-06-07T14:30"),
    ("2024-06-07T10:00-14:30", "2024-06-07T10:00/2024-06-07T14:30"),
    ("2020-04-23 - 2020-04-24", "2020-04-23/2020-04-24"),
    ("2020-04-23–2020-04-24", "2020-04-23/2020-04-24"),
    ("2020-04-23 do 2020-04-24", "2020-04-23/2020-04-24"),
    ("wrzesień 2019", "2019-09"),
    ("ok. września 2019", "2019-09~"),
    ("około września 2019 r.", "2019-09~"),
    ("~2019-09", "2019-09~"),
    ("2019-09?", "2019-09~"),
    ("około 2019–2020", "2019~/2020~"),
    ("2019 r.", "2019"),
    ("rok 2019", "2019"),
    ("2019-2021", "2019/2021"),
    ("w latach 2019–2021", "2019/2021"),
    ("od września 2019", "2019-09/.."),
    ("since September 2019", "2019-09/.."),
    ("2019-09/", "2019-09/.."),
    ("2024-06-07T10:00-", "2024-06-07T10:00/.."),
    ("do września 2019", "../2019-09"),
    ("/2019-09", "../2019-09"),
    ("lipiec–wrzesień 2019", "2019-07/2019-09"),
    ("listopad 2019 – luty 2020", "2019-11/2020-02"),
    ("I kwartał 2020", "2020-01/2020-03"),
    ("IV kwartał 2020 r.", "2020-10/2020-12"),
    ("2. kwartał 2020", "2020-04/2020-06"),
    ("Q1 2020", "2020-01/2020-03"),
    ("2020 Q4", "2020-10/2020-12"),
    ("II półrocze 2020", "2020-07/2020-12"),
    ("wiosna 2020", "2020-03/2020-05"),
    ("23 IV 2020", "2020-04-23"),
    ("23 i 24 IV 2020", "2020-04-23/2020-04-24"),
    ("23.IV.2020", "2020-04-23"),
    ("1 I 2020", "2020-01-01"),
    ("23–24 IV 2020", "2020-04-23/2020-04-24"),
    ("2020-04-24/2020-04-23", "2020-04-23/2020-04-24"),
    ("2024-06-07T14:00/2024-06-07T10:00", "2024-06-07T10:00/2024-06-07T14:00"),
    ("2024-06-07T10:00+02:00", "2024-06-07T10:00"),
    ("2024-06-07T10:00Z", "2024-06-07T10:00"),
    ("2024-06-07T10:00-05:00", "2024-06-07T10:00"),
    ("2024-06-07T10:00+02:00/2024-06-07T12:00+02:00", "2024-06-07T10:00/2024-06-07T12:00"),
    ("2019-09-XX", "2019-09"),
    ("2019-00-00", "2019"),
];

#[test]
fn notations_people_write_get_the_right_form() {
    for (written, right) in UNDERSTOOD {
        let suggestion = fault(written).suggestion;
        assert_eq!(suggestion.as_deref(), Some(*right), "{written}");
        assert_eq!(parsed(right).iso(), *right, "{written}");
    }
}

#[test]
fn what_is_not_understood_gets_no_guess() {
    for written in [
        "",
        "   ",
        "kiedyś",
        "wkrótce",
        "2021-02-30",
        "31.06.2020",
        "7 kwartał 2020",
        "7 czerwca",
        "23-24",
        "23 i 28 kwietnia 2020",
        "2024-06-07 25:99",
        "zima 2020",
        "1999-2000-2001",
        "99999999999999999999",
        "../..",
        "/",
        "2020-13",
        "5 6 7 8",
        "10:00",
        "od",
        "do",
        "do do do",
        "ok.",
        "~",
        "1.1.1",
        "kwiecień maj czerwiec 2020",
    ] {
        assert_eq!(fault(written).suggestion, None, "{written}");
    }
}

#[test]
fn a_suggestion_fits_its_place() {
    assert_eq!(parse_day("7 czerwca 2024").unwrap_err().suggestion.as_deref(), Some("2024-06-07"));
    assert_eq!(parse_day("kwiecień 2020").unwrap_err().suggestion, None);
    assert_eq!(parse_point("kwiecień 2020").unwrap_err().suggestion.as_deref(), Some("2020-04"));
    assert_eq!(parse_point("23-24.04.2020").unwrap_err().suggestion, None);
    assert_eq!(parse_point("ok. 2020").unwrap_err().suggestion, None);
}

/// A small generator (xorshift), so that the same texts are tried every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}

#[test]
fn garbage_never_panics_and_no_suggestion_fails_to_parse() {
    let pieces: Vec<&str> = "2020 04 4 31 23 99 0 00 0000 9999 12345678 99999999999 - – / . : ~ ? T Z + .. XX I IV kwartał \
        q h kwiecień kwi. may od do i ok. r. godz. 10:00 10.30 25:61 , ( ) ć 日 🎉 \u{301} \u{a0} „ \" \0 rd -00 -XX"
        .split(' ')
        .collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut suggested = 0;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..=random.below(9) {
            text.push_str(pieces[random.below(pieces.len())]);
            if random.below(3) == 0 {
                text.push(' ');
            }
        }
        match When::parse(&text) {
            Ok(when) => assert_eq!(parsed(&when.iso()), when, "{text:?}"),
            Err(error) => {
                if let Some(form) = error.suggestion {
                    suggested += 1;
                    assert_eq!(parsed(&form).iso(), form, "{text:?}");
                }
            }
        }
        for point in [parse_point(&text).err(), parse_day(&text).err()].into_iter().flatten() {
            if let Some(form) = point.suggestion {
                assert!(parse_point(&form).is_ok(), "{text:?}");
            }
        }
    }
    assert!(suggested > 100, "the generator makes too little sense: {suggested}");
}

#[test]
fn cut_and_mangled_notations_never_panic() {
    for (written, right) in UNDERSTOOD {
        for text in [written, right] {
            let chars: Vec<char> = text.chars().collect();
            for at in 0..=chars.len() {
                let (head, tail): (String, String) =
                    (chars[..at].iter().collect(), chars[at..].iter().collect());
                for mangled in [head.clone(), tail.clone(), format!("{tail}{head}"), format!("{head}ż{tail}")]
                {
                    if let Some(form) = When::parse(&mangled).err().and_then(|error| error.suggestion) {
                        assert!(When::parse(&form).is_ok(), "{mangled:?} gives {form:?}");
                    }
                }
            }
        }
    }
    let long = "2020-04-23 ".repeat(10_000);
    assert_eq!(fault(&long).suggestion, None);
    assert!(fault(&long).message.en.chars().count() < 150);
}
