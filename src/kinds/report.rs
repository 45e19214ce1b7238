//! A report on a programme over a period: the author's narrative, and what the model knows of the period,
//! compiled here.

use std::any::Any;
use std::collections::BTreeMap;

use serde::Serialize;

use super::{Kind, KindId, Listing, Rel, Skeleton, TimelineShape, event, facts, programme, stage};
use crate::entry::Detail;
use crate::site::EntryIx;
use crate::view::linked::{LinkedCx, Thing};
use crate::view::{Card, ExternalLink, FigureView, InvolvementView, LinkView, ViewCx};

/// Its name.
pub(super) const ID: KindId = KindId("report");

/// Its row in the register.
pub(super) static KIND: Kind = Kind {
    id: ID,
    folder: "reports",
    noun: "a report",
    title_key: "title",
    listing: Listing::ByDate,
    timeline: TimelineShape::None,
    schema: Some("Report"),
    scope: None,
    inside: &[(programme::ID, Rel::Programme)],
    statuses: &[],
    by_phase: None,
    undated: None,
    misused: &[("when", "use `period:` for the time the report covers"), ("date", "use `published:`")],
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

/// What templates see of a report as `detail`.
#[derive(Serialize)]
struct ReportView {
    /// The programmes reported on.
    programmes: Vec<LinkView>,
    /// True for the final report.
    last: bool,
    /// Stages of the programmes that touch the period or have no date.
    stages: Vec<Card>,
    /// Events of the programmes in the period, oldest first.
    events: Vec<EventRow>,
    /// Sums over the events.
    sums: Sums,
    /// Key figures of the programmes, stages and events.
    figures: Vec<FigureGroup>,
    /// What came of the stages and events.
    outcomes: Vec<OutcomeGroup>,
    /// Everyone who took part in the period.
    involved: Vec<InvolvementView>,
    /// Recordings of the events.
    recordings: Vec<ExternalLink>,
    /// Documents of the programmes.
    documents: Vec<programme::DocumentView>,
    /// Who pays for the programmes.
    funding: Vec<programme::FundingView>,
}

/// A row of the table of events.
#[derive(Serialize)]
struct EventRow {
    /// The event's card.
    card: Card,
    /// Where; empty when it is not known.
    places: Vec<LinkView>,
    /// onsite, online or hybrid.
    mode: Option<&'static str>,
    /// How many came; none when it is not known.
    attendance: Option<String>,
    /// What came of it.
    outcomes: Vec<String>,
}

/// Sums over the events of the period.
#[derive(Serialize)]
struct Sums {
    /// Events in all.
    events: usize,
    /// Events that took place.
    held: usize,
    /// Sum of attendance; none when it is known of no event.
    attendance: Option<String>,
    /// How many of those that took place the sum of attendance is over.
    counted: usize,
    /// Stages in all.
    stages: usize,
    /// Stages done.
    stages_done: usize,
}

/// Figures of one entry.
#[derive(Serialize)]
struct FigureGroup {
    /// The entry.
    entry: LinkView,
    /// Its figures.
    figures: Vec<FigureView>,
}

/// Outcomes of one entry.
#[derive(Serialize)]
struct OutcomeGroup {
    /// The entry.
    entry: LinkView,
    /// Its outcomes.
    outcomes: Vec<String>,
}

impl Detail for Report {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        let containers = cx.site.containers_of(cx.ix).iter();
        let programmes: Vec<EntryIx> =
            containers.filter(|(rel, _)| *rel == Rel::Programme).map(|(_, ix)| *ix).collect();
        let members = members(cx, &programmes);
        let mut stages: Vec<EntryIx> =
            members.iter().copied().filter(|ix| cx.site.entry(*ix).is(stage::ID)).collect();
        stages
            .sort_by_key(|ix| (cx.site.entry(*ix).facets.order.unwrap_or(i64::MAX), cx.site.time_order(*ix)));
        let events: Vec<EntryIx> =
            members.iter().copied().filter(|ix| cx.site.entry(*ix).is(event::ID)).collect();
        let reported: Vec<EntryIx> = programmes.iter().chain(&stages).chain(&events).copied().collect();
        let programme_views: Vec<_> =
            programmes.iter().filter_map(|ix| programme::view_of(&cx.of(*ix))).collect();
        let (documents, funding): (Vec<_>, Vec<_>) =
            programme_views.into_iter().map(|view| (view.documents, view.funding)).unzip();
        cx.value(&ReportView {
            programmes: cx.containers(Rel::Programme),
            last: self.last,
            sums: sums(cx, &stages, &events),
            stages: stages.iter().map(|ix| cx.card(*ix)).collect(),
            events: events.iter().map(|ix| event_row(&cx.of(*ix))).collect(),
            figures: figure_groups(cx, &reported),
            outcomes: outcome_groups(cx, &reported),
            involved: cx.involved(&reported),
            recordings: events.iter().flat_map(|ix| event::recordings(&cx.of(*ix))).collect(),
            documents: documents.into_iter().flatten().collect(),
            funding: funding.into_iter().flatten().collect(),
        })
    }

    fn linked(&self, cx: &LinkedCx<'_>, thing: &mut Thing) {
        thing.set("headline", cx.view.text(&cx.view.entry().head.title));
        thing.set_if("temporalCoverage", cx.interval());
        thing.set_all("about", cx.containers(Rel::Programme));
        cx.work(thing);
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Members of the programmes and of what is in them, that touch the report's period; undated ones count as
/// touching it, for a planned stage is part of the account.
fn members(cx: &ViewCx<'_>, programmes: &[EntryIx]) -> Vec<EntryIx> {
    let period = cx.entry().facets.when.as_ref().map(|when| &when.value);
    let bounds = period.map(|when| (when.first_day(), when.last_day()));
    let touches = |ix: &EntryIx| {
        let Some(when) = &cx.site.entry(*ix).facets.when else {
            return true;
        };
        let Some((from, to)) = bounds else { return true };
        when.value.overlaps(from.unwrap_or(jiff::civil::Date::MIN), to.unwrap_or(jiff::civil::Date::MAX))
    };
    let mut found = BTreeMap::new();
    for programme in programmes {
        for member in cx.site.all_members_of(*programme).iter().copied().filter(touches) {
            found.insert((cx.site.time_order(member), member), ());
        }
    }
    found.into_keys().map(|(_, member)| member).collect()
}

fn event_row(cx: &ViewCx<'_>) -> EventRow {
    EventRow {
        card: cx.card(cx.ix),
        places: event::places(cx),
        mode: event::mode(cx.entry()),
        attendance: event::attendance(cx.entry()).map(|total| cx.site.locale.integer(total)),
        outcomes: cx.texts(&cx.entry().facets.outcomes),
    }
}

fn sums(cx: &ViewCx<'_>, stages: &[EntryIx], events: &[EntryIx]) -> Sums {
    let held: Vec<EntryIx> = events.iter().copied().filter(|ix| cx.site.took_place(*ix)).collect();
    let known: Vec<i64> = held.iter().filter_map(|ix| event::attendance(cx.site.entry(*ix))).collect();
    let stages_done = stages.iter().filter(|ix| cx.site.is_over(**ix)).count();
    Sums {
        events: events.len(),
        held: held.len(),
        attendance: (!known.is_empty()).then(|| {
            cx.site.locale.integer(known.iter().fold(0, |sum: i64, total| sum.saturating_add(*total)))
        }),
        counted: known.len(),
        stages: stages.len(),
        stages_done,
    }
}

fn figure_groups(cx: &ViewCx<'_>, entries: &[EntryIx]) -> Vec<FigureGroup> {
    let group = |ix: &EntryIx| FigureGroup {
        entry: cx.entry_link(*ix),
        figures: cx.figures(&cx.site.entry(*ix).facets.figures),
    };
    entries.iter().map(group).filter(|group| !group.figures.is_empty()).collect()
}

fn outcome_groups(cx: &ViewCx<'_>, entries: &[EntryIx]) -> Vec<OutcomeGroup> {
    let group = |ix: &EntryIx| OutcomeGroup {
        entry: cx.entry_link(*ix),
        outcomes: cx.texts(&cx.site.entry(*ix).facets.outcomes),
    };
    entries.iter().map(group).filter(|group| !group.outcomes.is_empty()).collect()
}
