//! [`LineView`]: figures over time. Figures of one label are one trace; each stands where its `as_of` lies on an axis
//! of true time. One known to the month or year alone stands in the middle of it, with a stroke as long as it may be;
//! where a value between two others is not known, they are not joined.

use jiff::civil::Date;
use serde::Serialize;

use super::percent;
use super::scale::Scale;
use crate::entry::Figure;
use crate::view::timeline::{Axis, Mark};
use crate::view::{ViewCx, WhenView};
use crate::when::When;

/// The part of the width that is left free on each side, for marks and words at the ends.
const MARGIN: f64 = 0.05;
/// More ticks than this have no room for their words on a phone.
const MANY: usize = 6;
/// Words by two points of a line are no nearer to each other, as a share of the width.
const APART: f64 = 0.17;
/// Where the values' axis begins and ends, in pixels from the top.
const FLOOR: f64 = 210.0;
const CEILING: f64 = 34.0;

/// Figures over time.
#[derive(Debug, Serialize)]
pub struct LineView {
    /// The ticks of the values, the lowest first.
    pub values: Vec<StepView>,
    /// How much room their numbers take: short, medium or long.
    pub gutter: &'static str,
    /// The ticks of time, the earliest first.
    pub times: Vec<StepView>,
    /// The lines.
    pub traces: Vec<TraceView>,
    /// True where the axis of the values does not begin with nothing: readers must be told.
    pub cut: bool,
    /// True where a figure is known to the month, to the year or only about.
    pub vague: bool,
}

/// A tick of an axis.
#[derive(Debug, Serialize)]
pub struct StepView {
    /// Its place: of a value in pixels from the top, of a time in percent from the left.
    pub at: String,
    /// The number, or the day, month or year.
    pub label: String,
    /// What the time is within, where that begins: the year of a month.
    pub within: Option<String>,
    /// True for every second of many, whose label may be left off where there is little room.
    pub minor: bool,
}

/// A line.
#[derive(Debug, Serialize)]
pub struct TraceView {
    /// What is counted.
    pub label: String,
    /// 1 to 6: each has a mark and a stroke of its own.
    pub number: usize,
    /// Its points, the earliest first.
    pub points: Vec<PointView>,
    /// What joins them.
    pub joins: Vec<JoinView>,
}

/// A figure on a line.
#[derive(Debug, Serialize)]
pub struct PointView {
    /// From the left, in percent.
    pub x: String,
    /// From the top, in pixels.
    pub y: String,
    /// From where to where it may lie, in percent; none where the day is known.
    pub from: Option<String>,
    /// The end of that.
    pub to: Option<String>,
    /// True where its time is known only about.
    pub approximate: bool,
    /// The number in the language's notation, where there is room for it.
    pub value: Option<String>,
    /// True where the number stands below the point, for the line is above it.
    pub below: bool,
    /// How its words stand to it: start, middle or end.
    pub anchor: &'static str,
    /// When it was counted.
    pub as_of: WhenView,
}

/// What joins two points.
#[derive(Debug, Serialize)]
pub struct JoinView {
    /// From the left, in percent.
    pub x1: String,
    /// From the top, in pixels.
    pub y1: String,
    /// Its other end.
    pub x2: String,
    /// Its other end.
    pub y2: String,
}

/// A figure in its place.
struct Placed<'a> {
    when: &'a When,
    value: Option<f64>,
    from: f64,
    to: f64,
}

impl Placed<'_> {
    fn middle(&self) -> f64 {
        (self.from + self.to) / 2.0
    }
}

impl LineView {
    /// The lines of some figures; none where no value has a time.
    pub fn of(figures: &[Figure], cx: &ViewCx<'_>) -> Option<Self> {
        let dated = || figures.iter().filter_map(|figure| Some((figure, figure.as_of.as_ref()?)));
        let known = || dated().filter(|(figure, _)| figure.value.is_some());
        let reach = || known().filter_map(|(_, when)| days(when));
        let axis = Axis::new(reach().map(|(first, _)| first).min()?, reach().map(|(_, last)| last).max()?);
        let scale = Scale::new(known().filter_map(|(figure, _)| figure.value));
        let mut labels: Vec<&str> = Vec::new();
        for (figure, _) in known() {
            if !labels.contains(&figure.label.as_str()) {
                labels.push(&figure.label);
            }
        }
        let alone = labels.len() == 1;
        let traces = labels.iter().zip(1..).map(|(label, number)| {
            let own = dated().filter(|(figure, _)| figure.label == *label);
            let mut placed: Vec<Placed<'_>> = own
                .filter_map(|(figure, when)| {
                    let (first, last) = days(when)?;
                    let (from, to) = along(&axis, first, last);
                    Some(Placed { when, value: figure.value, from, to })
                })
                .collect();
            placed.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
            trace(cx.text(label), number, &placed, &scale, alone, cx)
        });
        let traces: Vec<TraceView> = traces.collect();
        let values: Vec<StepView> = scale.ticks().into_iter().map(|value| step(value, &scale, cx)).collect();
        Some(Self {
            gutter: match values.iter().map(|step| step.label.chars().count()).max() {
                None | Some(..=5) => "short",
                Some(..=8) => "medium",
                _ => "long",
            },
            values,
            times: times(&axis, cx),
            cut: !scale.has_zero(),
            vague: traces.iter().flat_map(|one| &one.points).any(|point| point.from.is_some()),
            traces,
        })
    }
}

fn step(value: f64, scale: &Scale, cx: &ViewCx<'_>) -> StepView {
    StepView { at: y(scale, value), label: cx.number(value), within: None, minor: false }
}

fn times(axis: &Axis, cx: &ViewCx<'_>) -> Vec<StepView> {
    let marks = axis.marks(&cx.site.locale);
    let many = marks.len() > MANY;
    let step = |(count, mark): (usize, Mark)| StepView {
        at: x(thousandths(mark.at)),
        label: mark.label,
        within: mark.within,
        minor: many && count % 2 == 1,
    };
    marks.into_iter().enumerate().map(step).collect()
}

fn trace(
    label: String,
    number: usize,
    placed: &[Placed<'_>],
    scale: &Scale,
    alone: bool,
    cx: &ViewCx<'_>,
) -> TraceView {
    let labelled = if alone { with_room(placed) } else { Vec::new() };
    let point = |(at, one): (usize, &Placed<'_>)| {
        let value = one.value?;
        let vague = one.when.exact_days().is_none_or(|days| days.len() != 1);
        let stretch = |share: f64| vague.then(|| x(share));
        let share = within(one.middle());
        Some(PointView {
            x: x(one.middle()),
            y: y(scale, value),
            from: stretch(one.from),
            to: stretch(one.to),
            approximate: one.when.is_approximate() || one.when.is_open(),
            value: labelled.contains(&at).then(|| cx.number(value)),
            below: is_valley(placed, at) && scale.at(value) > 0.15,
            anchor: if share < 0.12 {
                "start"
            } else if share > 0.88 {
                "end"
            } else {
                "middle"
            },
            as_of: WhenView::new(one.when, cx.site),
        })
    };
    let join = |pair: &[Placed<'_>]| {
        let [a, b] = pair else { return None };
        Some(JoinView {
            x1: x(a.middle()),
            y1: y(scale, a.value?),
            x2: x(b.middle()),
            y2: y(scale, b.value?),
        })
    };
    TraceView {
        label,
        number,
        points: placed.iter().enumerate().filter_map(point).collect(),
        joins: placed.windows(2).filter_map(join).collect(),
    }
}

/// True for a point from which the line rises on both sides, or on the one it has.
fn is_valley(placed: &[Placed<'_>], at: usize) -> bool {
    let value = |at: Option<usize>| placed.get(at?)?.value;
    let own = value(Some(at)).unwrap_or_default();
    let sides = [value(at.checked_sub(1)), value(at.checked_add(1))];
    sides.iter().any(Option::is_some) && sides.iter().flatten().all(|side| *side > own)
}

/// The points whose numbers have room, from the last, which is read first.
fn with_room(placed: &[Placed<'_>]) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    let mut free = f64::INFINITY;
    for (at, one) in placed.iter().enumerate().rev().filter(|(_, one)| one.value.is_some()) {
        if free - within(one.middle()) >= APART {
            chosen.push(at);
            free = within(one.middle());
        }
    }
    chosen
}

/// The first and last day that a time may mean; of an open one the end that is known.
pub(super) fn days(when: &When) -> Option<(Date, Date)> {
    let (first, last) = (when.first_day(), when.last_day());
    match when.is_open() {
        true => first.or(last).map(|day| (day, day)),
        false => first.zip(last),
    }
}

/// Where a stretch of days begins and ends on the axis, as shares of it.
fn along(axis: &Axis, first: Date, last: Date) -> (f64, f64) {
    let after = last.tomorrow().unwrap_or(last);
    (thousandths(axis.at(first)), thousandths(axis.at(after)))
}

fn thousandths(count: i64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "counts up to a thousand")]
    let share = count as f64 / 1000.0;
    share
}

/// A share of the axis as one of the width.
fn within(share: f64) -> f64 {
    MARGIN + share * (1.0 - 2.0 * MARGIN)
}

fn x(share: f64) -> String {
    percent(within(share))
}

fn y(scale: &Scale, value: f64) -> String {
    format!("{:.1}", FLOOR - scale.at(value) * (FLOOR - CEILING))
}
