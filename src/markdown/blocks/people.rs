//! `people`: those named, or everyone who took part in another entry.
//!
//! ````text
//! ```people
//! from: event:kielce-2024
//! ```
//! ````
//!
//! or `people: [janusz-szewczuk, "Anna Kowalska"]`.

use serde::Serialize;

use super::{Block, Row};
use crate::diag::codes;
use crate::entry::RefIx;
use crate::kinds::Rel;
use crate::view::{InvolvementView, LinkView, ViewCx};
use crate::words;
use crate::words::phrase;

/// Its row in the register.
pub(super) static ROW: Row = Row {
    name: "people",
    noun: phrase("a `people` block", "blok `people`"),
    read: |fields| {
        let title = fields.text("title");
        let from = fields.reference("from", Rel::Shown);
        let people = fields.references("people", Rel::Listed);
        if from.is_none() && people.is_empty() {
            let span = fields.span_of("people");
            let message = words!(
                "a `people` block needs `people` or `from`",
                "blok `people` wymaga `people` albo `from`"
            );
            let hint = words!(
                "add `people: [\"Anna Kowalska\"]`, or `from: event:id`",
                "dodaj `people: [\"Anna Kowalska\"]` albo `from: event:id`",
            );
            fields.sink().error(codes::BLOCK_INVALID, &span, message, Some(hint));
        }
        Box::new(People { title, from, people })
    },
};

#[derive(Debug)]
struct People {
    title: Option<String>,
    from: Option<RefIx>,
    people: Vec<RefIx>,
}

/// What the template sees as `block`.
#[derive(Serialize)]
struct PeopleView {
    /// Its title.
    title: Option<String>,
    /// Those named.
    people: Vec<LinkView>,
    /// Those who took part in the entry named by `from`.
    involved: Vec<InvolvementView>,
}

impl Block for People {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        let from = self.from.and_then(|from| cx.target(from));
        let people_only = |view: &InvolvementView| view.is_person;
        let involved = from.map(|ix| cx.involved(&[ix])).unwrap_or_default();
        cx.value(&PeopleView {
            title: cx.text_of(&self.title),
            people: cx.links(&self.people),
            involved: involved.into_iter().filter(people_only).collect(),
        })
    }

    fn template(&self) -> &'static str {
        "blocks/people.html"
    }
}
