//! `quote`: words set apart, with who said or wrote them.
//!
//! ````text
//! ```quote
//! text: Poukładajmy razem Metropolię
//! source: hasło II Forum Metropolii Krakowskiej
//! ```
//! ````

use serde::Serialize;

use super::{Block, Row};
use crate::entry::RefIx;
use crate::kinds::Rel;
use crate::view::{LinkView, ViewCx};
use crate::words::phrase;

/// Its row in the register.
pub(super) static ROW: Row = Row {
    name: "quote",
    noun: phrase("a `quote` block", "blok `quote`"),
    read: |fields| {
        Box::new(Quote {
            text: fields.required_text("text", "\"Słowa, które padły\""),
            person: fields.reference("person", Rel::Listed),
            source: fields.text("source"),
        })
    },
};

#[derive(Debug)]
struct Quote {
    text: String,
    person: Option<RefIx>,
    source: Option<String>,
}

/// What the template sees as `block`.
#[derive(Serialize)]
struct QuoteView {
    /// The words.
    text: String,
    /// Who said them.
    person: Option<LinkView>,
    /// Where they come from.
    source: Option<String>,
}

impl Block for Quote {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        cx.value(&QuoteView {
            text: cx.text(&self.text),
            person: cx.link_of(self.person),
            source: cx.text_of(&self.source),
        })
    }

    fn template(&self) -> &'static str {
        "blocks/quote.html"
    }
}
