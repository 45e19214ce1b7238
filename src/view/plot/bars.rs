//! [`BarsView`]: figures side by side, a bar each. All begin at nothing; lengths are true to the values, so that bars
//! may be compared.

use serde::Serialize;

use super::percent;
use crate::entry::Figure;
use crate::view::{ViewCx, WhenView};

/// What is not nothing is to be seen: the least length of a bar.
const LEAST: f64 = 0.003;

/// Figures as bars.
#[derive(Debug, Serialize)]
pub struct BarsView {
    /// Where nothing lies, from the left: `0.0%`, or further right where values are below it.
    pub zero: String,
    /// A bar a figure, in the author's order.
    pub rows: Vec<BarView>,
}

/// A figure as a bar.
#[derive(Debug, Serialize)]
pub struct BarView {
    /// What is counted.
    pub label: String,
    /// When it was counted, where other bars have the same label.
    pub as_of: Option<WhenView>,
    /// The figure it may be a part of, where that one has a bar.
    pub part_of: Option<String>,
    /// The number in the language's notation; none when it is not known, and then there is no bar.
    pub value: Option<String>,
    /// In what.
    pub unit: Option<String>,
    /// Where the bar begins, from the left.
    pub start: String,
    /// How long it is.
    pub length: String,
    /// True for a value below nothing.
    pub negative: bool,
}

impl BarsView {
    /// The bars of some figures; none where no value is known.
    pub fn of(figures: &[Figure], cx: &ViewCx<'_>) -> Option<Self> {
        let values = || figures.iter().filter_map(|figure| figure.value);
        values().next()?;
        let least = values().fold(0.0, f64::min);
        let most = values().fold(0.0, f64::max);
        let whole = if most > least { most - least } else { 1.0 };
        let place = |value: f64| (value - least) / whole;
        let has = |label: &str| figures.iter().filter(|figure| figure.label == label).count();
        let row = |figure: &Figure| {
            let value = figure.value.unwrap_or_default();
            let length = (value.abs() / whole).max(if value == 0.0 { 0.0 } else { LEAST });
            let start = if value < 0.0 { place(0.0) - length } else { place(0.0) };
            BarView {
                label: cx.text(&figure.label),
                as_of: cx.when(figure.as_of.as_ref().filter(|_| has(&figure.label) > 1)),
                part_of: figure.part_of.as_deref().filter(|whole| has(whole) > 0).map(|whole| cx.text(whole)),
                value: figure.value.map(|value| cx.number(value)),
                unit: cx.text_of(&figure.unit),
                start: percent(start.clamp(0.0, 1.0 - length)),
                length: percent(length),
                negative: value < 0.0,
            }
        };
        Some(Self { zero: percent(place(0.0)), rows: figures.iter().map(row).collect() })
    }
}
