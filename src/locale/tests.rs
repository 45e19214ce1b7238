//! Tests of the language's own ways: dates, numbers, order, headings.

use std::cmp::Ordering;

use jiff::civil::date;

use super::*;
use crate::when::When;

fn polish() -> Locale {
    let [from, until, about] = ["od {date}", "do {date}", "około {date}"].map(str::to_owned);
    Locale::new("pl", DateWords { from, until, about }).unwrap()
}

fn english() -> Locale {
    Locale::new("en", DateWords::default()).unwrap()
}

#[track_caller]
fn says(locale: &Locale, written: &str, expected: &str) {
    assert_eq!(locale.when(&When::parse(written).unwrap()), expected, "{written}");
}

#[test]
fn times_in_polish() {
    let pl = polish();
    for (written, expected) in [
        ("2020-04-23", "23 kwietnia 2020"),
        ("2020-04-23/2020-04-24", "23–24 kwietnia 2020"),
        ("2020-04-30/2020-05-02", "30 kwietnia – 2 maja 2020"),
        ("2020-12-30/2021-01-02", "30 grudnia 2020 – 2 stycznia 2021"),
        ("2020-04-23/2020-04-23", "23 kwietnia 2020"),
        ("2020-04", "kwiecień 2020"),
        ("2020", "2020"),
        ("2024-06-07T10:00", "7 czerwca 2024, 10:00"),
        ("2024-06-07T09:05", "7 czerwca 2024, 09:05"),
        ("2024-06-07T10:00/2024-06-07T14:30", "7 czerwca 2024, 10:00–14:30"),
        ("2024-06-07T10:00/2024-06-08T14:30", "7 czerwca 2024, 10:00 – 8 czerwca 2024, 14:30"),
        ("2019-09~", "około września 2019"),
        ("2019~", "około 2019"),
        ("2019-09/..", "od września 2019"),
        ("../2019-09", "do września 2019"),
        ("2019-07/2019-09", "lipiec–wrzesień 2019"),
        ("2019-07/2019-07", "lipiec 2019"),
        ("2019-11/2020-02", "listopad 2019 – luty 2020"),
        ("2019/2021", "2019–2021"),
        ("2019-07~/2019-09", "około lipca 2019 – wrzesień 2019"),
        ("2019-07/2019-09-15", "lipiec 2019 – 15 września 2019"),
    ] {
        says(&pl, written, expected);
    }
}

#[test]
fn times_in_english() {
    let en = english();
    for (written, expected) in [
        ("2020-04-23/2020-04-24", "23–24 April 2020"),
        ("2020-04-30/2020-05-02", "30 April – 2 May 2020"),
        ("2020-04", "April 2020"),
        ("2024-06-07T10:00", "7 June 2024, 10:00"),
        ("2024-06-07T14:30", "7 June 2024, 14:30"),
        ("2019-09~", "around September 2019"),
        ("2019-09/..", "from September 2019"),
        ("../2019-09-30", "until 30 September 2019"),
        ("2019-07/2019-09", "July–September 2019"),
    ] {
        says(&en, written, expected);
    }
}

#[test]
fn separate_days() {
    let (pl, en) = (polish(), english());
    let days = |text: &str| {
        let days: Vec<_> = text.split(' ').map(|day| day.parse().unwrap()).collect();
        When::from_days(&days).unwrap()
    };
    for (written, polish, english) in [
        (
            "2021-11-29 2021-11-30 2021-12-01",
            "29 listopada – 1 grudnia 2021",
            "29 November – 1 December 2021",
        ),
        ("2021-11-29 2021-12-03", "29 listopada i 3 grudnia 2021", "29 November and 3 December 2021"),
        ("2021-12-03 2021-12-06", "3 i 6 grudnia 2021", "3 and 6 December 2021"),
        (
            "2021-11-29 2021-11-30 2021-12-03 2021-12-06",
            "29–30 listopada, 3 i 6 grudnia 2021",
            "29–30 November, 3 and 6 December 2021",
        ),
        ("2020-12-31 2021-01-02", "31 grudnia 2020 i 2 stycznia 2021", "31 December 2020 and 2 January 2021"),
        ("2021-02-01 2021-02-03 2021-02-05", "1, 3 i 5 lutego 2021", "1, 3 and 5 February 2021"),
        (
            "2020-12-31 2021-01-01 2021-01-05",
            "31 grudnia 2020 – 1 stycznia 2021 i 5 stycznia 2021",
            "31 December 2020 – 1 January 2021 and 5 January 2021",
        ),
    ] {
        assert_eq!(pl.when(&days(written)), polish);
        assert_eq!(en.when(&days(written)), english);
    }
}

#[test]
fn names_and_headings() {
    let (pl, en) = (polish(), english());
    let friday = date(2024, 6, 7);
    assert_eq!(pl.date(friday), "7 czerwca 2024");
    assert_eq!(pl.weekday(friday), "piątek");
    assert_eq!(pl.weekday(date(2024, 6, 9)), "niedziela");
    assert_eq!(pl.weekday_short(friday), "pt.");
    assert_eq!(pl.month_heading(2020, 4), "kwiecień 2020");
    assert_eq!(pl.month_name(4), "kwiecień");
    assert_eq!(pl.month_short(4), "kwi");
    assert_eq!(pl.time(friday.at(9, 5, 59, 0).time()), "09:05");
    assert_eq!(pl.stamp(friday.at(10, 0, 0, 0)), "7 czerwca 2024, 10:00");
    assert_eq!(en.weekday(friday), "Friday");
    assert_eq!(en.weekday_short(friday), "Fri");
    assert_eq!(en.month_heading(2020, 4), "April 2020");
    assert_eq!(en.time(friday.at(14, 30, 0, 0).time()), "14:30");
    for month in [0, 13, -1, i8::MAX, i8::MIN] {
        assert_eq!(pl.month_name(month), "");
        assert_eq!(pl.month_heading(2020, month).trim(), "2020");
    }
    let all: Vec<String> = (1..=12).map(|month| pl.month_name(month)).collect();
    assert_eq!(all[8..], ["wrzesień", "październik", "listopad", "grudzień"]);
}

#[test]
fn other_languages_follow_cldr() {
    let says = |language: &str, written: &str| {
        Locale::new(language, DateWords::default()).unwrap().when(&When::parse(written).unwrap())
    };
    assert_eq!(says("en-US", "2020-04-23/2020-04-24"), "April 23–24, 2020");
    assert_eq!(says("en-US", "2020-04-30/2020-05-02"), "April 30 – May 2, 2020");
    assert_eq!(says("de", "2020-04-30/2020-05-02"), "30. April – 2. Mai 2020");
    assert_eq!(says("es", "2020-04-23"), "23 de abril de 2020");
    assert_eq!(says("hu", "2020-04-30/2020-05-02"), "2020. április 30. – május 2.");
    assert_eq!(says("cs", "2020-04/2020-05"), "duben–květen 2020");
    assert_eq!(says("uk", "2020-04-23"), "23 квітня 2020 р.");
    assert_eq!(says("ar-EG", "2020-04-23"), "23 أبريل 2020");
    assert_eq!(says("fi", "2024-06-07T09:05"), "7. kesäkuuta 2024, 9.05");
}

#[test]
fn a_language_must_be_known() {
    for language in ["", "polski język", "xx", "p"] {
        let error = Locale::new(language, DateWords::default()).unwrap_err();
        assert!(error.en.contains("language"), "{}", error.en);
    }
    for language in ["pl", "pl-PL", "en", "en-GB", "de", "uk", "th-u-ca-buddhist"] {
        assert!(Locale::new(language, DateWords::default()).is_ok(), "{language}");
    }
}

#[test]
fn one_locale_serves_all_threads() {
    // Takes the `sync` feature of `icu_provider`; without it ICU4X holds its data in an `Rc`.
    fn shared<T: Send + Sync>() {}
    shared::<Locale>();
}

#[test]
fn numbers_in_both_languages() {
    let (pl, en) = (polish(), english());
    assert_eq!(pl.integer(5855), "5855");
    assert_eq!(pl.integer(12_345), "12\u{a0}345");
    assert_eq!(pl.integer(-1_234_567), "-1\u{a0}234\u{a0}567");
    assert_eq!(en.integer(5855), "5,855");
    assert_eq!(pl.decimal(1234.5), "1234,5");
    assert_eq!(pl.decimal(f64::NAN), "NaN");
    assert!(!pl.decimal(f64::MAX).is_empty() && !pl.decimal(f64::MIN_POSITIVE).is_empty());
    assert_eq!(pl.decimal_text("12345.50").as_deref(), Some("12\u{a0}345,50"));
    for text in ["", "1e9", "1,5", "abc", "--1", &"9".repeat(1000)] {
        assert_eq!(pl.decimal_text(text), None, "{text}");
    }
}

#[test]
fn plural_categories() {
    let (pl, en) = (polish(), english());
    for (count, polish, english) in [
        (0, "many", "other"),
        (1, "one", "one"),
        (2, "few", "other"),
        (5, "many", "other"),
        (12, "many", "other"),
        (22, "few", "other"),
        (u64::MAX, "many", "other"),
    ] {
        assert_eq!((pl.plural(count), en.plural(count)), (polish, english), "{count}");
    }
    assert_eq!(pl.plural_decimal(1.5), "other");
    assert_eq!(pl.plural_decimal(2.0), "few");
    assert_eq!(pl.plural_decimal(f64::INFINITY), "other");
}

#[test]
fn lists() {
    let names = ["Konin", "Kielce", "Kraków"].map(str::to_owned);
    assert_eq!(polish().list_and(&names), "Konin, Kielce i Kraków");
    assert_eq!(english().list_and(&names), "Konin, Kielce and Kraków");
    assert_eq!(polish().list_and(&names[..2]), "Konin i Kielce");
    assert_eq!(polish().list_and(&names[..1]), "Konin");
    assert_eq!(polish().list_and(&[]), "");
}

const IN_ORDER: [&str; 20] = [
    "",
    "2 etapy",
    "10 etapów",
    "Adam",
    "adamaszek",
    "Ądam",
    "cebula",
    "cytryna",
    "ćma",
    "dom",
    "Etap 2",
    "Etap 10",
    "lato",
    "Łódź",
    "mama",
    "sam",
    "śam",
    "zebra",
    "źrebak",
    "żaba",
];

#[test]
fn order_of_names() {
    let pl = polish();
    for pair in IN_ORDER.windows(2) {
        assert_eq!(pl.compare(pair[0], pair[1]), Ordering::Less, "{pair:?}");
    }
    assert_eq!(
        pl.compare("a\u{200b}", "a"),
        Ordering::Greater,
        "what collation ignores still gives an order"
    );
    assert_eq!(pl.compare("Łódź", "Łódź"), Ordering::Equal);
}

#[test]
fn sort_keys_agree_with_comparison() {
    let pl = polish();
    let texts = [
        &IN_ORDER[..],
        &["a", "ab", "a b", "A", "á", "a\u{200b}", "Etap 02", "Etap 2.1", "日本", "a\0b", "a\0"],
    ]
    .concat();
    for left in &texts {
        for right in &texts {
            let by_key = pl.sort_key(left).cmp(&pl.sort_key(right));
            assert_eq!(by_key, pl.compare(left, right), "{left:?} {right:?}");
        }
    }
}

#[test]
fn headings_of_an_index() {
    let (pl, en) = (polish(), english());
    for (name, heading) in [
        ("Łódź", "Ł"),
        ("łan", "Ł"),
        ("Ćwikła", "Ć"),
        ("środa", "Ś"),
        ("Źródło", "Ź"),
        ("Żory", "Ż"),
        ("Zgierz", "Z"),
        ("Óbidos", "Ó"),
        ("Éluard", "E"),
        ("Ägypten", "A"),
        ("E\u{301}luard", "E"),
        ("Quebec", "Q"),
        ("„Solidarność”", "S"),
        ("\"(nawias)", "N"),
        ("  dom", "D"),
        ("3 etapy", "0–9"),
        ("½ etatu", "0–9"),
        ("", "#"),
        ("…!?", "#"),
        ("🎉", "#"),
        ("жаба", "Ж"),
        ("ßtraße", "S"),
    ] {
        assert_eq!(pl.initial(name), heading, "{name}");
    }
    assert_eq!(en.initial("Łódź"), "L");
    assert_eq!(en.initial("Żory"), "Z");
    assert_eq!(en.initial("Ångström"), "A");
}
