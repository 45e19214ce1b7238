//! Key figures as drawings: [`BarsView`] for figures side by side, [`LineView`] for figures over time. What is drawn is
//! told in numbers and words; templates put them into SVG. Places are shares of the width, so that a drawing fits any
//! screen and its words keep their size.
//!
//! - `bars` – a bar a figure, from nothing to its value
//! - `line` – points on an axis of true time, joined where they follow on each other
//! - `scale` – round numbers for an axis of values

mod bars;
mod line;
mod scale;
#[cfg(test)]
mod tests;

pub use bars::{BarView, BarsView};
pub use line::{JoinView, LineView, PointView, StepView, TraceView};

use crate::entry::Figure;

/// A share of the width in tenths of a percent, as SVG takes it.
fn percent(share: f64) -> String {
    format!("{:.1}%", share.clamp(0.0, 1.0) * 100.0)
}

/// The units of the figures that have a value, each once, in order; of figures without a unit, none.
pub fn units(figures: &[Figure]) -> Vec<Option<&str>> {
    let mut units = Vec::new();
    for figure in figures.iter().filter(|figure| figure.value.is_some()) {
        let unit = figure.unit.as_deref();
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    units
}
