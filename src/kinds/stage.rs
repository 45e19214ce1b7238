//! A stage: one step of a programme, with or without a date.

use std::any::Any;

use serde::Serialize;

use super::{CalendarPart, Kind, KindId, Listing, Rel, Skeleton, TimelineShape, facts, programme};
use crate::entry::{Detail, Status};
use crate::view::data::{DataCx, Record};
use crate::view::{LinkView, ViewCx};
use crate::words::phrase;

/// Its name.
pub(super) const ID: KindId = KindId("stage");

/// The states of a stage.
pub(super) const STATUSES: &[Status] =
    &[Status::Planned, Status::Active, Status::Done, Status::OnHold, Status::Cancelled];

/// Its row in the register.
pub(super) static KIND: Kind = Kind {
    id: ID,
    folder: "stages",
    noun: phrase("a stage", "etap"),
    title_key: "title",
    listing: Listing::None,
    timeline: TimelineShape::Bar,
    calendar: CalendarPart::None,
    schema: None,
    scope: Some(Rel::Programme),
    inside: &[(programme::ID, Rel::Programme)],
    statuses: STATUSES,
    by_phase: Some([Status::Planned, Status::Active, Status::Done]),
    undated: Some(Status::Planned),
    misused: &[(
        "date",
        phrase(
            "use `when:` for the time of the stage; it may be left out",
            "czas etapu podaj w `when:`; można go też pominąć",
        ),
    )],
    own_keys: &["programme", "order", "when", "status", "deliverables", "figures", "outcomes", "next_steps"],
    read: |fields| {
        let mut facets = facts::facts(fields);
        facets.order = fields.integer("order");
        facets.when = fields.when("when");
        facets.status = fields.status(STATUSES);
        let _ = fields.reference("programme", Rel::Programme);
        let stage = Stage { deliverables: fields.texts("deliverables") };
        (facets, Box::new(stage))
    },
    sorts_by_last_word: false,
    dated_names: false,
    skeleton: Skeleton {
        pl: r#"# Do odkomentowania (usuń znak # i spację), gdy będzie wiadomo:
# order: 1
# when: {today}              # etap planowany może nie mieć daty
# status: planned            # planned, active, done, on_hold, cancelled
# outcomes:
#   - Co ustalono
"#,
        en: r#"# Remove the # and the space where you know more:
# order: 1
# when: {today}              # a planned stage may have no date
# status: planned            # planned, active, done, on_hold, cancelled
# outcomes:
#   - What came of it
"#,
    },
};

#[derive(Debug)]
struct Stage {
    deliverables: Vec<String>,
}

/// What templates see of a stage as `detail`.
#[derive(Serialize)]
struct StageView {
    /// Its programme.
    programme: Option<LinkView>,
    /// What it is to deliver.
    deliverables: Vec<String>,
}

impl Detail for Stage {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        cx.value(&StageView {
            programme: cx.containers(Rel::Programme).into_iter().next(),
            deliverables: cx.texts(&self.deliverables),
        })
    }

    fn texts(&self) -> Vec<&str> {
        self.deliverables.iter().map(String::as_str).collect()
    }

    fn data(&self, _: &DataCx<'_>, record: &mut Record) {
        record.set_all("deliverables", self.deliverables.iter().cloned());
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
