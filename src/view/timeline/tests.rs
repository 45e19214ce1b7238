//! Lanes, places on an axis and the mark of today, by properties over many made-up lists.

use jiff::civil::{Date, date};

use super::axis::{Axis, classes};
use super::extent::{Edge, Extent};
use super::rails::{LANES, Rail, Row, lanes, rails};
use super::today::{Spot, spot};
use crate::locale::{DateWords, Locale};

/// Numbers that look random and are the same each time (a linear congruential generator, Knuth's MMIX constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % limit
    }
}

fn plus(day: Date, days: i64) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap()
}

fn extent(first: Date, last: Option<Date>, lasts: bool) -> Extent {
    let end = if last.is_some() { Edge::Sure } else { Edge::Open };
    Extent { first: Some(first), last, start: Edge::Sure, end, separate: false, lasts }
}

fn row(first: Date, last: Option<Date>, lasts: bool) -> Row {
    Row { extent: Some(extent(first, last, lasts)), wide: false }
}

const TODAY: Date = date(2021, 6, 15);

/// A list in the order of time: spans, days, some open, an undated row at the end.
fn list(seed: u64, newest_first: bool) -> Vec<Row> {
    let mut numbers = Numbers(seed);
    let mut rows: Vec<Row> = (0..numbers.below(40) + 2)
        .map(|_| {
            let first = plus(date(2020, 1, 1), numbers.below(700));
            let lasts = numbers.below(2) == 0;
            let length = if lasts { numbers.below(200) } else { 0 };
            let open = lasts && numbers.below(8) == 0;
            row(first, (!open).then(|| plus(first, length)), lasts)
        })
        .collect();
    rows.sort_by_key(|row| row.extent.and_then(|extent| extent.first));
    if newest_first {
        rows.reverse();
    }
    rows.push(Row { extent: None, wide: false });
    rows
}

fn lists() -> impl Iterator<Item = Vec<Row>> {
    (0..300).flat_map(|seed| [list(seed, false), list(seed, true)])
}

#[test]
fn no_two_rails_of_a_lane_overlap() {
    for rows in lists() {
        let rails = rails(&rows, TODAY);
        let drawn: Vec<&Rail> = rails.iter().filter(|rail| !rail.folded).collect();
        for (at, one) in drawn.iter().enumerate() {
            for other in &drawn[at + 1..] {
                let apart = one.last < other.first || other.last < one.first;
                assert!(one.lane != other.lane || apart, "{one:?} and {other:?}");
            }
        }
    }
}

#[test]
fn every_span_has_one_rail_that_holds_its_row() {
    for rows in lists() {
        let rails = rails(&rows, TODAY);
        let mut own: Vec<usize> = rails.iter().map(|rail| rail.row).collect();
        own.sort_unstable();
        let spans: Vec<usize> =
            (0..rows.len()).filter(|at| rows[*at].extent.is_some_and(|extent| extent.lasts)).collect();
        assert_eq!(own, spans);
        assert!(rails.iter().all(|rail| (rail.first..=rail.last).contains(&rail.row)));
        assert!(rails.windows(2).all(|pair| pair[0].first <= pair[1].first), "in the order of the page");
        assert!(lanes(&rails) <= LANES);
    }
}

#[test]
fn a_rail_runs_beside_what_happens_meanwhile() {
    for rows in lists() {
        for rail in rails(&rows, TODAY) {
            let own = rows[rail.row].extent.unwrap();
            let (from, to) = (own.first.unwrap(), own.last.unwrap_or(own.first.unwrap().max(TODAY)));
            for (at, row) in rows.iter().enumerate() {
                let Some(day) = row.extent.and_then(|extent| extent.day()) else {
                    assert!(!(rail.first..=rail.last).contains(&at), "an undated row is beside nothing");
                    continue;
                };
                let beside = (rail.first..=rail.last).contains(&at);
                // Of rows of the span's own first day only those on its further side are beside it.
                let meanwhile = from < day && day <= to;
                assert!(beside == meanwhile || day == from, "{day} and {from}/{to}");
            }
        }
    }
}

#[test]
fn more_than_four_at_once_share_the_last_lane() {
    let day = date(2020, 1, 1);
    let rows: Vec<Row> = (0..6).map(|at| row(plus(day, at), Some(plus(day, 30)), true)).collect();
    let rails = rails(&rows, TODAY);
    let seen: Vec<(usize, bool)> = rails.iter().map(|rail| (rail.lane, rail.folded)).collect();
    assert_eq!(seen, [(0, false), (1, false), (2, false), (3, false), (3, true), (3, true)]);
    let classes = super::rails::classes(&rows, &rails);
    assert!(classes.iter().all(|(own, _)| own.contains("node-")), "each still has its node");
}

#[test]
fn lanes_are_said_in_classes() {
    let day = date(2020, 1, 1);
    let rows = [
        row(day, Some(plus(day, 9)), true),
        row(plus(day, 1), Some(plus(day, 1)), false),
        row(plus(day, 20), Some(plus(day, 20)), false),
    ];
    let said = super::rails::classes(&rows, &rails(&rows, TODAY));
    let said: Vec<(&str, &str)> = said.iter().map(|(own, above)| (own.as_str(), above.as_str())).collect();
    assert_eq!(said, [("node-a a a-from", ""), ("a a-bottom", "a"), ("", "")]);
}

#[test]
fn places_stay_on_the_axis_and_keep_their_order() {
    let mut numbers = Numbers(7);
    for _ in 0..2000 {
        let from = plus(date(1990, 1, 1), numbers.below(9000));
        let axis = Axis::new(from, plus(from, numbers.below(20_000)));
        let (first, last) = axis.days();
        let days = i64::from(first.until(last).unwrap().get_days());
        let (a, b) = (plus(first, numbers.below(days + 1)), plus(first, numbers.below(days + 1)));
        let (early, late) = (a.min(b), a.max(b));
        let (start, length) = axis.place(&extent(early, Some(late), true));
        assert!(start >= 0 && length >= 1 && start + length <= 1000, "{start}+{length} on {axis:?}");
        assert!(start <= axis.place(&extent(late, Some(late), true)).0);
        let (open_start, open_length) = axis.place(&extent(early, None, true));
        assert_eq!(open_start + open_length, 1000, "an open end reaches the end");
    }
}

#[test]
fn an_axis_has_a_tick_at_its_start_and_few_enough_of_them() {
    let locale = Locale::new("pl", DateWords::default()).unwrap();
    let mut numbers = Numbers(11);
    for limit in [1, 14, 100, 1000, 10_000, 400_000] {
        for _ in 0..200 {
            let from = plus(date(1600, 1, 1), numbers.below(100_000));
            let to = plus(from, numbers.below(limit));
            let axis = Axis::new(from, to);
            let ticks = axis.ticks(&locale);
            assert!(axis.days().0 <= from && to <= axis.days().1, "{from}/{to} on {axis:?}");
            assert_eq!(ticks[0].place, "", "the first tick is at 0");
            assert!(ticks.len() <= 14, "{} ticks for {from}/{to}", ticks.len());
            let crowded = ticks.windows(2).any(|pair| pair[0].within.is_some() && pair[1].within.is_some());
            assert!(!crowded, "words of {from}/{to} stand apart");
        }
    }
}

#[test]
fn the_longest_axis_there_can_be() {
    let locale = Locale::new("pl", DateWords::default()).unwrap();
    let axis = Axis::new(date(0, 1, 1), date(9999, 12, 31));
    assert!(!axis.ticks(&locale).is_empty());
    assert_eq!(axis.place(&extent(date(0, 1, 1), Some(date(9999, 12, 31)), true)).0, 0);
}

#[test]
fn a_year_in_months_and_days_in_a_month() {
    let locale = Locale::new("pl", DateWords::default()).unwrap();
    let said = |first, last| {
        let ticks = Axis::new(first, last).ticks(&locale);
        let words = ticks.iter().map(|tick| match &tick.within {
            Some(within) => format!("[{within}] {}", tick.label),
            None => tick.label.clone(),
        });
        words.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(said(date(2019, 11, 5), date(2020, 2, 1)), "[2019] lis gru [2020] sty lut");
    assert_eq!(said(date(2019, 12, 5), date(2020, 3, 31)), "gru [2020] sty lut mar");
    assert_eq!(said(date(2021, 11, 29), date(2021, 12, 2)), "[lis 2021] 29 30 [gru] 1 2");
    assert_eq!(said(date(2021, 2, 3), date(2022, 8, 1)), "[2021] sty kwi lip paź [2022] sty kwi lip");
    assert_eq!(said(date(2010, 2, 3), date(2017, 8, 1)), "2010 2011 2012 2013 2014 2015 2016 2017");
}

#[test]
fn places_are_said_digit_by_digit() {
    assert_eq!(classes("from", 345), "from-t3 from-u4 from-d5");
    assert_eq!(classes("len", 1000), "len-t10");
    assert_eq!(classes("len", 7), "len-d7");
    assert_eq!(classes("from", 0), "");
}

#[test]
fn today_stands_between_what_has_begun_and_what_is_to_come() {
    for rows in lists() {
        let newest_first = super::rails::runs_backwards(&rows);
        let days: Vec<Date> = rows.iter().filter_map(|row| row.extent?.first).collect();
        let above = match spot(&rows, TODAY).unwrap() {
            Spot::Top => 0,
            Spot::Before(row) => row,
            Spot::After(row) => row + 1,
        };
        assert!(days[..above].iter().all(|day| (*day <= TODAY) != newest_first));
        assert!(days[above..].iter().all(|day| (*day <= TODAY) == newest_first));
    }
}

#[test]
fn today_does_not_stand_under_the_heading_of_a_later_month() {
    let days = [date(2021, 5, 1), date(2021, 8, 1)].map(|day| row(day, Some(day), false));
    assert_eq!(spot(&days, TODAY), Some(Spot::After(0)));
    let days = [date(2021, 8, 1), date(2021, 5, 1)].map(|day| row(day, Some(day), false));
    assert_eq!(spot(&days, TODAY), Some(Spot::After(0)));
    let days = [date(2021, 8, 1), date(2021, 6, 1)].map(|day| row(day, Some(day), false));
    assert_eq!(spot(&days, TODAY), Some(Spot::Before(1)), "under the heading of its own month");
    assert_eq!(spot(&days[1..], TODAY), Some(Spot::After(0)), "a single row has begun before it");
    assert_eq!(spot(&[row(date(2030, 1, 1), None, false)], TODAY), Some(Spot::Top));
    assert_eq!(spot(&[], TODAY), None);
}
