//! A report on a programme over a period: the author's narrative, and what the model knows of the period,
//! compiled for it ([`view`]): what of the programmes touches the period ([`period`]), and how surely.

mod period;
mod view;

use super::{CalendarPart, Kind, KindId, Listing, Rel, Skeleton, TimelineShape, facts, programme};
use crate::words::phrase;

/// Its name.
pub(super) const ID: KindId = KindId("report");

/// Its row in the register.
pub(super) static KIND: Kind = Kind {
    id: ID,
    folder: "reports",
    noun: phrase("a report", "sprawozdanie"),
    title_key: "title",
    listing: Listing::ByDate,
    timeline: TimelineShape::None,
    calendar: CalendarPart::None,
    schema: Some("Report"),
    scope: None,
    inside: &[(programme::ID, Rel::Programme)],
    statuses: &[],
    by_phase: None,
    undated: None,
    misused: &[
        (
            "when",
            phrase(
                "use `period:` for the time the report covers",
                "czas, którego dotyczy sprawozdanie, podaj w `period:`",
            ),
        ),
        ("date", phrase("use `published:`", "użyj `published:`")),
    ],
    own_keys: &["programme", "period", "final", "figures", "outcomes", "next_steps"],
    read: |fields| {
        let mut facets = facts::facts(fields);
        facets.when = facts::required_when(fields, "period");
        let _ = fields.references("programme", Rel::Programme);
        let report = Report { last: fields.flag("final") };
        (facets, Box::new(report))
    },
    sorts_by_last_word: false,
    dated_names: false,
    skeleton: Skeleton {
        pl: r#"period: {today}             # okres: 2024-01/2024-06
final: false
# Do odkomentowania (usuń znak # i spację):
# programme: id-programu
"#,
        en: r#"period: {today}             # for example 2024-01/2024-06
final: false
# Remove the # and the space:
# programme: id-of-the-programme
"#,
    },
};

#[derive(Debug)]
struct Report {
    last: bool,
}
