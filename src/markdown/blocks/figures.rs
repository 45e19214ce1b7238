//! `figures`: key figures as tiles, with their date and source; the block's own or another entry's.
//!
//! ````text
//! ```figures
//! title: Podmioty gospodarcze
//! items:
//!   - {label: ogółem, value: 8017, as_of: 2018-12~}
//! ```
//! ````
//!
//! or `from: programme:konin` instead of `items`.

use serde::Serialize;

use super::{Block, Row};
use crate::diag::codes;
use crate::entry::{Figure, RefIx};
use crate::kinds::{FigureFields, Rel};
use crate::view::{FigureView, LinkView, ViewCx};
use crate::words;
use crate::words::phrase;

/// Its row in the register.
pub(super) static ROW: Row = Row {
    name: "figures",
    noun: phrase("a `figures` block", "blok `figures`"),
    read: |fields| {
        let title = fields.text("title");
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
        Box::new(Figures { title, from, items })
    },
};

#[derive(Debug)]
struct Figures {
    title: Option<String>,
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
    /// The figures.
    figures: Vec<FigureView>,
}

impl Block for Figures {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        let mut figures = cx.figures(&self.items);
        if let Some(ix) = self.from.and_then(|from| cx.target(from)) {
            figures.extend(cx.figures(&cx.site.entry(ix).facets.figures));
        }
        cx.value(&FiguresView { title: cx.text_of(&self.title), from: cx.link_of(self.from), figures })
    }

    fn template(&self) -> &'static str {
        "blocks/figures.html"
    }
}
