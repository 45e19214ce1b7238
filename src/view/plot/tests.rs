//! What a chart must be true to: round ticks, values in their place, times in theirs.

use super::scale::Scale;
use super::{percent, units};
use crate::entry::Figure;
use crate::when::When;

fn ticks(values: &[f64]) -> Vec<f64> {
    Scale::new(values.iter().copied()).ticks()
}

#[test]
fn ticks_are_round_numbers_that_hold_every_value() {
    assert_eq!(ticks(&[7410.0, 3100.0]), [0.0, 2000.0, 4000.0, 6000.0, 8000.0]);
    assert_eq!(ticks(&[12.5, -4.0]), [-5.0, 0.0, 5.0, 10.0, 15.0]);
    assert_eq!(ticks(&[0.3, 0.1]), [0.0, 0.1, 0.2, 0.3]);
    assert_eq!(ticks(&[-30.0, -10.0]), [-30.0, -20.0, -10.0, 0.0]);
    assert_eq!(ticks(&[100.0]), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
}

#[test]
fn ticks_of_decimals_are_written_as_people_write_them() {
    let written = |values: &[f64]| ticks(values).iter().map(f64::to_string).collect::<Vec<_>>();
    assert_eq!(written(&[0.6, 0.1]), ["0", "0.2", "0.4", "0.6"]);
    assert_eq!(written(&[0.07, 0.01]), ["0", "0.02", "0.04", "0.06", "0.08"]);
    assert_eq!(written(&[3e12, 1e12]), ["0", "1000000000000", "2000000000000", "3000000000000"]);
}

#[test]
fn an_axis_begins_with_nothing_unless_the_values_lie_far_from_it() {
    let far = Scale::new([5855.0, 5790.0, 5802.0].into_iter());
    assert!(!far.has_zero());
    assert_eq!(far.ticks(), [5780.0, 5800.0, 5820.0, 5840.0, 5860.0]);
    assert!(Scale::new([100.0, 75.0].into_iter()).has_zero());
    assert!(Scale::new([100.0, 100.0].into_iter()).has_zero(), "one value alone is no difference");
}

#[test]
fn places_are_true_to_values_whatever_their_size() {
    let scale = Scale::new([0.0, 200.0].into_iter());
    assert_eq!([0.0, 50.0, 200.0].map(|value| scale.at(value)), [0.0, 0.25, 1.0]);
    for values in [vec![], vec![0.0], vec![1e-9], vec![1e300, -1e300], vec![-5.0], vec![0.0, 1e18]] {
        let scale = Scale::new(values.iter().copied());
        let ticks = scale.ticks();
        assert!(ticks.len() >= 2 && ticks.windows(2).all(|pair| pair[0] < pair[1]), "{values:?}: {ticks:?}");
        assert!(values.iter().all(|value| (0.0..=1.0).contains(&scale.at(*value))), "{values:?}");
        assert!(
            values.iter().all(|value| ticks[0] <= *value && *value <= ticks[ticks.len() - 1]),
            "{values:?}"
        );
    }
}

#[test]
fn shares_are_written_for_svg() {
    assert_eq!([0.0, 0.3333, 1.0, 1.5, -1.0].map(percent), ["0.0%", "33.3%", "100.0%", "100.0%", "0.0%"]);
}

#[test]
fn a_time_reaches_as_far_as_it_is_known() {
    let days = |text: &str| {
        let when = When::parse(text).unwrap();
        super::line::days(&when).map(|(first, last)| format!("{first} {last}"))
    };
    assert_eq!(days("2021").as_deref(), Some("2021-01-01 2021-12-31"));
    assert_eq!(days("2022-06~").as_deref(), Some("2022-06-01 2022-06-30"));
    assert_eq!(days("2024-06-11").as_deref(), Some("2024-06-11 2024-06-11"));
    assert_eq!(days("2019-09/..").as_deref(), Some("2019-09-01 2019-09-01"));
}

#[test]
fn units_count_where_there_are_values() {
    let figure = |value: Option<f64>, unit: Option<&str>| Figure {
        label: "a".to_owned(),
        value,
        unit: unit.map(str::to_owned),
        as_of: None,
        source: None,
        part_of: None,
    };
    let one = [figure(Some(1.0), Some("zł")), figure(None, None), figure(Some(2.0), Some("zł"))];
    assert_eq!(units(&one), [Some("zł")]);
    let two = [figure(Some(1.0), Some("zł")), figure(Some(2.0), None)];
    assert_eq!(units(&two), [Some("zł"), None]);
}
