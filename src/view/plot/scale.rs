//! [`Scale`]: an axis of values whose ends and steps are round numbers: 1, 2 or 5, times a power of ten.

/// How many steps there are at most.
const MOST_STEPS: f64 = 5.0;

/// Values whose spread is at least this share of the largest are drawn from nothing upwards.
const WIDE: f64 = 0.25;

/// An axis of values.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Scale {
    /// The step: this many …
    count: f64,
    /// … of this power of ten.
    power: i32,
    /// The first and the last tick, in steps.
    low: f64,
    high: f64,
}

impl Scale {
    /// The axis that holds all the values. It begins with nothing, but where they lie so close together far from it
    /// that their differences could not be seen.
    pub(super) fn new(values: impl Iterator<Item = f64>) -> Self {
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values {
            (least, most) = (least.min(value), most.max(value));
        }
        if !(least.is_finite() && most.is_finite()) {
            (least, most) = (0.0, 1.0);
        }
        if most - least >= WIDE * least.abs().max(most.abs()) || least == most {
            (least, most) = (least.min(0.0), most.max(0.0));
        }
        if least == most {
            most = 1.0;
        }
        let (count, power) = step((most - least) / MOST_STEPS);
        let scale = Self { count, power, low: 0.0, high: 0.0 };
        let unit = scale.value(1.0);
        let (low, high) = ((least / unit).floor(), (most / unit).ceil());
        Self { low, high: high.max(low + 1.0), ..scale }
    }

    /// The ticks, the lowest first.
    pub(super) fn ticks(&self) -> Vec<f64> {
        let all = (self.high - self.low).clamp(1.0, 2.0 * MOST_STEPS);
        std::iter::successors(Some(0.0), |at| Some(at + 1.0))
            .take_while(|at| *at <= all)
            .map(|at| self.value(self.low + at))
            .collect()
    }

    /// Where a value lies: 0 at the lower end, 1 at the upper one.
    pub(super) fn at(&self, value: f64) -> f64 {
        let (low, high) = (self.value(self.low), self.value(self.high));
        ((value - low) / (high - low)).clamp(0.0, 1.0)
    }

    /// True where it begins or ends with nothing, or goes through it.
    pub(super) fn has_zero(&self) -> bool {
        self.low <= 0.0 && self.high >= 0.0
    }

    /// The value of a number of steps. Powers below one are divided by, so that 3 steps of 0.1 are 0.3.
    fn value(&self, steps: f64) -> f64 {
        let whole = steps * self.count;
        if self.power < 0 { whole / 10_f64.powi(-self.power) } else { whole * 10_f64.powi(self.power) }
    }
}

/// The smallest round step that is no less than this: 1, 2 or 5 and a power of ten.
fn step(least: f64) -> (f64, i32) {
    #[allow(clippy::cast_possible_truncation, reason = "exponents of f64 lie within ±324")]
    let power = least.max(1e-300).log10().floor() as i32;
    let share = least / 10_f64.powi(power);
    // A hair above a round number is that number: 0.6 / 3 is not quite 0.2.
    let fits = |count: &f64| share <= count * (1.0 + 1e-9);
    match [1.0, 2.0, 5.0].into_iter().find(fits) {
        Some(count) => (count, power),
        None => (1.0, power + 1),
    }
}
