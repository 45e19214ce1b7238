//! `figures`: key figures as tiles, as bars or as a line over time, with their date and source; the block's own or
//! another entry's. Below a chart, the same figures stand in a table.
//!
//! ````text
//! ```figures
//! title: Mieszkańcy
//! show: line
//! items:
//!   - {label: ogółem, value: 8017, unit: osób, as_of: 2018-12-31}
//!   - {label: ogółem, value: 7990, unit: osób, as_of: 2019-12-31}
//! ```
//! ````
//!
//! or `from: programme:konin` instead of `items`.

use std::sync::Arc;

use serde::Serialize;

use super::{Block, Row};
use crate::diag::{Diagnostic, Diagnostics, Source, Span, Spanned, codes};
use crate::entry::{Figure, RefIx};
use crate::kinds::{FigureFields, Rel};
use crate::site::Graph;
use crate::view::plot::units;
use crate::view::{BarsView, FigureView, LineView, LinkView, ViewCx};
use crate::words;
use crate::words::phrase;

/// How figures are shown: the first where the author does not say.
const SHOWN: [&str; 3] = ["tiles", "bars", "line"];

/// As many lines as there are marks and strokes to tell them apart.
const MOST_LINES: usize = 6;

/// Its row in the register.
pub(super) static ROW: Row = Row {
    name: "figures",
    noun: phrase("a `figures` block", "blok `figures`"),
    read: |fields| {
        let title = fields.text("title");
        let chart = fields.choice("show", &SHOWN).and_then(Chart::of);
        let show = fields.span_of("show");
        let source = fields.spanned_text("from");
        let from = fields.reference("from", Rel::Shown);
        let items = fields.figures("items");
        if from.is_none() && items.is_empty() {
            let span = fields.span_of("items");
            let hint = words!(
                "add `items:` with lines `- {{label: \"uczestnicy\", value: 42}}`, or `from: programme:id`",
                "dodaj `items:` z wierszami `- {{label: \"uczestnicy\", value: 42}}` albo `from: programme:id`",
            );
            let message = words!(
                "a `figures` block needs `items` or `from`",
                "blok `figures` wymaga `items` albo `from`",
            );
            fields.sink().error(codes::BLOCK_INVALID, &span, message, Some(hint));
        }
        Box::new(Figures { title, chart, show, source, from, items })
    },
};

/// What is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Chart {
    Bars,
    Line,
}

impl Chart {
    /// None for tiles, which are no chart.
    fn of(word: &str) -> Option<Self> {
        match word {
            "bars" => Some(Chart::Bars),
            "line" => Some(Chart::Line),
            _ => None,
        }
    }
}

#[derive(Debug)]
struct Figures {
    title: Option<String>,
    chart: Option<Chart>,
    /// Where it says what to show.
    show: Span,
    /// The entry the figures are taken from, as written.
    source: Option<Spanned<String>>,
    from: Option<RefIx>,
    items: Vec<Figure>,
}

/// What the template sees as `block`.
#[derive(Serialize)]
struct FiguresView {
    /// Its title.
    title: Option<String>,
    /// The entry the figures are taken from.
    from: Option<LinkView>,
    /// The figures, for tiles and for the table below a chart.
    figures: Vec<FigureView>,
    /// The figures as bars, where that was wanted.
    bars: Option<BarsView>,
    /// The figures as lines over time, where that was wanted.
    line: Option<LineView>,
    /// The unit that all figures of a chart share.
    unit: Option<String>,
}

impl Block for Figures {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        let mut figures = self.items.clone();
        if let Some(ix) = self.from.and_then(|from| cx.target(from)) {
            figures.extend_from_slice(&cx.site.entry(ix).facets.figures);
        }
        let unit = match units(&figures).as_slice() {
            [Some(unit)] if self.chart.is_some() => Some(cx.text(unit)),
            _ => None,
        };
        let bars = self.chart.filter(|chart| *chart == Chart::Bars).and_then(|_| BarsView::of(&figures, cx));
        let line = self.chart.filter(|chart| *chart == Chart::Line).and_then(|_| LineView::of(&figures, cx));
        cx.value(&FiguresView {
            title: cx.text_of(&self.title),
            from: cx.link_of(self.from),
            figures: cx.figures(&figures),
            bars,
            line,
            unit,
        })
    }

    fn template(&self) -> &'static str {
        "blocks/figures.html"
    }

    fn check(&self, site: &Graph, source: &Arc<Source>, diagnostics: &mut Diagnostics) {
        let Some(chart) = self.chart else { return };
        let named = self.source.as_ref().and_then(|from| site.find_entry(&from.value));
        if self.source.is_some() && named.is_none() {
            return;
        }
        let mut figures = self.items.clone();
        figures.extend(named.into_iter().flat_map(|ix| site.entry(ix).facets.figures.iter().cloned()));
        if figures.is_empty() && named.is_none() {
            return;
        }
        let mut tell = |fault: Diagnostic| diagnostics.push(fault);
        let error = |code, message| Diagnostic::error(code, source, self.show.clone(), message);
        if let [first, second, ..] = units(&figures).as_slice() {
            let named = |unit: &Option<&str>| match unit {
                Some(unit) => words!("“{unit}”", "„{unit}”"),
                None => words!("none", "brak jednostki"),
            };
            let (first, second) = (named(first), named(second));
            tell(
                error(
                    codes::FIGURES_UNITS,
                    words!(
                        "these figures are in several units ({first} and {second}); one chart can show only one",
                        "te liczby mają różne jednostki ({first} i {second}), a wykres pokaże tylko jedną",
                        first,
                        second
                    ),
                )
                .hint(words!(
                    "write a block for each unit, or `show: tiles`",
                    "zrób osobny blok dla każdej jednostki albo wpisz `show: tiles`",
                )),
            );
        }
        match chart {
            Chart::Bars if figures.iter().all(|figure| figure.value.is_none()) => tell(
                error(
                    codes::FIGURES_TOO_FEW,
                    words!(
                        "no figure has a value, so there is nothing to draw",
                        "żadna liczba nie ma wartości, więc nie ma czego narysować",
                    ),
                )
                .hint(words!(
                    "add for example `value: 42` to a figure, or write `show: tiles`",
                    "dopisz przy liczbie na przykład `value: 42` albo wpisz `show: tiles`",
                )),
            ),
            Chart::Bars => {}
            Chart::Line => lines(&figures, &error, &mut tell, source, self),
        }
    }
}

/// What a line over time asks of its figures.
fn lines(
    figures: &[Figure],
    error: &dyn Fn(codes::Code, words::Words) -> Diagnostic,
    tell: &mut dyn FnMut(Diagnostic),
    source: &Arc<Source>,
    block: &Figures,
) {
    let drawn = |figure: &&Figure| figure.value.is_some() && figure.as_of.is_some();
    let mut labels: Vec<(&str, usize)> = Vec::new();
    for figure in figures.iter().filter(drawn) {
        match labels.iter_mut().find(|(label, _)| *label == figure.label) {
            Some((_, count)) => *count += 1,
            None => labels.push((&figure.label, 1)),
        }
    }
    if labels.iter().all(|(_, count)| *count < 2) {
        let example = figures.first().map_or("uczestnicy", |figure| figure.label.as_str());
        tell(
            error(
                codes::FIGURES_TOO_FEW,
                words!(
                    "a line needs at least two figures with the same `label` and different `as_of`",
                    "linia wymaga co najmniej dwóch liczb z tym samym `label` i różnym `as_of`",
                ),
            )
            .hint(words!(
                "add for example `- {{label: \"{example}\", value: 42, as_of: 2023}}` and another of a different year, or write `show: bars`",
                "dodaj na przykład `- {{label: \"{example}\", value: 42, as_of: 2023}}` i drugą z innego roku albo wpisz `show: bars`",
            )),
        );
        return;
    }
    if labels.len() > MOST_LINES {
        let count = labels.len();
        tell(
            error(
                codes::FIGURES_TOO_MANY,
                words!(
                    "this chart would have {count} lines; no more than {MOST_LINES} can be told apart",
                    "ten wykres miałby {count} linii, a da się odróżnić najwyżej {MOST_LINES}",
                ),
            )
            .hint(words!("spread them over several blocks", "rozłóż je na kilka bloków")),
        );
    }
    for figure in figures.iter().filter(|figure| figure.value.is_some() && figure.as_of.is_none()) {
        let label = &figure.label;
        let message = words!(
            "“{label}” has no `as_of`, so the line cannot show it; it stands in the table only",
            "„{label}” nie ma `as_of`, więc nie będzie jej na wykresie, tylko w tabeli",
        );
        let warning = Diagnostic::warning(codes::FIGURE_UNDATED, source, block.show.clone(), message);
        tell(warning.hint(words!(
            "add when it was counted, for example `as_of: 2023-12`",
            "dopisz, na kiedy jest ta liczba, na przykład `as_of: 2023-12`",
        )));
    }
}
