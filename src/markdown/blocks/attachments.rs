//! `attachments`: files to download where the text speaks of them; the block's own or another entry's.
//!
//! ````text
//! ```attachments
//! title: Materiały konsultacyjne
//! items:
//!   - {file: plan.pdf, label: Plan zagospodarowania}
//!   - {file: plan-en.pdf, label: Plan zagospodarowania, language: en}
//! ```
//! ````
//!
//! or `from: event:konsultacje-2024` instead of `items`.

use serde::Serialize;

use super::{Block, Row};
use crate::diag::codes;
use crate::entry::{Attachment, RefIx};
use crate::kinds::{Rel, attachments};
use crate::view::{AttachmentView, LinkView, ViewCx};
use crate::words;
use crate::words::phrase;

/// Its row in the register.
pub(super) static ROW: Row = Row {
    name: "attachments",
    noun: phrase("an `attachments` block", "blok `attachments`"),
    read: |fields| {
        let title = fields.text("title");
        let from = fields.reference("from", Rel::Shown);
        let is_written = fields.has("items");
        let items = attachments(fields, "items");
        if from.is_none() && !is_written {
            let span = fields.span_of("items");
            let hint = words!(
                "add `items:` with lines `- {{file: plan.pdf, label: The plan}}`, or `from: event:id`",
                "dodaj `items:` z wierszami `- {{file: plan.pdf, label: Plan}}` albo `from: event:id`",
            );
            let message = words!(
                "an `attachments` block needs `items` or `from`",
                "blok `attachments` wymaga `items` albo `from`",
            );
            fields.sink().error(codes::BLOCK_INVALID, &span, message, Some(hint));
        }
        Box::new(Attachments { title, from, items })
    },
};

#[derive(Debug)]
struct Attachments {
    title: Option<String>,
    from: Option<RefIx>,
    items: Vec<Attachment>,
}

/// What the template sees as `block`.
#[derive(Serialize)]
struct AttachmentsView {
    /// Its title.
    title: Option<String>,
    /// The entry the files are taken from.
    from: Option<LinkView>,
    /// The files.
    files: Vec<AttachmentView>,
}

impl Block for Attachments {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        let mut files = cx.attachments_of(&self.items);
        if let Some(ix) = self.from.and_then(|from| cx.target(from)) {
            files.extend(cx.of(ix).attachments());
        }
        cx.value(&AttachmentsView { title: cx.text_of(&self.title), from: cx.link_of(self.from), files })
    }

    fn template(&self) -> &'static str {
        "blocks/attachments.html"
    }
}
