//! What templates see of a report as `detail`: the account of its period, compiled from the model. Nothing is left out
//! in silence: what is undated, may lie outside the period or does so is said or counted.

use std::any::Any;

use serde::Serialize;

use super::Report;
use super::period::{Members, Period, Standing, standing};
use crate::entry::Detail;
use crate::kinds::{Rel, event, programme, stage};
use crate::site::EntryIx;
use crate::view::data::{DataCx, Record};
use crate::view::linked::{LinkedCx, Thing};
use crate::view::{Card, FigureView, FundingView, InvolvementView, LinkView, ViewCx};

/// What templates see of a report as `detail`.
#[derive(Serialize)]
struct ReportView {
    /// The programmes reported on.
    programmes: Vec<LinkView>,
    /// True for the final report.
    last: bool,
    /// The day its data are of, in words.
    as_of: String,
    /// Its whole address, where the site has one.
    address: Option<String>,
    /// Its sections in order; the template numbers them.
    contents: Vec<SectionView>,
    /// Sums over the period.
    sums: ReportSums,
    /// Stages that touch the period or have no date.
    stages: Vec<StageRow>,
    /// Forums that touch the period, oldest first.
    forums: Vec<ForumRow>,
    /// Events that touch the period, oldest first.
    events: Vec<EventRow>,
    /// Indicators of the programmes.
    indicators: Vec<IndicatorGroup>,
    /// Key figures of the period.
    figures: Vec<FigureGroup>,
    /// Key figures of which it is not said when they were counted.
    undated_figures: Vec<FigureGroup>,
    /// How many key figures were counted outside the period, and are not shown.
    other_figures: usize,
    /// The entries that have them.
    other_figures_of: Vec<LinkView>,
    /// What came of the programmes, stages, forums and events.
    outcomes: Vec<OutcomeGroup>,
    /// Everyone who took part.
    involved: Vec<InvolvementView>,
    /// Recordings, slides and files of the forums and events.
    materials: Vec<event::Materials>,
    /// Documents of the programmes.
    documents: Vec<programme::DocumentView>,
    /// Who pays for the programmes.
    funding: Vec<FundingView>,
}

/// A section of the report.
#[derive(Serialize)]
struct SectionView {
    /// Its anchor.
    id: String,
    /// Its heading.
    title: String,
}

/// A row of the table of stages.
#[derive(Serialize)]
struct StageRow {
    /// The stage's card.
    card: Card,
    /// True when it is not sure that it touches the period.
    perhaps: bool,
}

/// A row of the table of forums.
#[derive(Serialize)]
struct ForumRow {
    /// The forum's card.
    card: Card,
    /// True when it is not sure that it touches the period.
    perhaps: bool,
    /// Sums over its events in the period.
    sums: event::EventSums,
}

/// A row of the table of events.
#[derive(Serialize)]
struct EventRow {
    /// The event's card.
    card: Card,
    /// True when it is not sure that it touches the period.
    perhaps: bool,
    /// Where; empty when it is not known.
    places: Vec<LinkView>,
    /// onsite, online or hybrid.
    mode: Option<&'static str>,
    /// How many came; none when it is not known.
    attendance: Option<String>,
    /// What came of it.
    outcomes: Vec<String>,
}

/// Sums over the period.
#[derive(Serialize)]
struct ReportSums {
    /// Stages in all.
    stages: usize,
    /// Stages done.
    stages_done: usize,
    /// Stages without a date.
    stages_undated: usize,
    /// Stages of the programmes that do not touch the period; not among the others.
    stages_outside: usize,
    /// Forums in all.
    forums: usize,
    /// Of the events.
    events: event::EventSums,
    /// Events that may lie outside the period.
    events_perhaps: usize,
}

/// Indicators of a programme.
#[derive(Serialize)]
struct IndicatorGroup {
    /// The programme.
    entry: LinkView,
    /// Its indicators.
    indicators: Vec<IndicatorRow>,
}

/// An indicator.
#[derive(Serialize)]
struct IndicatorRow {
    /// What it is of.
    indicator: programme::IndicatorView,
    /// True when it was counted outside the period.
    outside: bool,
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
    /// True when its time goes beyond the period or is not known, so that its outcomes may not be of the period.
    beyond: bool,
    /// Its outcomes.
    outcomes: Vec<String>,
}

impl Detail for Report {
    /// Whoever pays for the programmes it reports on pays for it.
    fn funding(&self, cx: &ViewCx<'_>) -> Vec<FundingView> {
        let containers = cx.site.containers_of(cx.ix).iter();
        let programmes = containers.filter(|(rel, _)| *rel == Rel::Programme).map(|(_, ix)| *ix);
        programmes.flat_map(|ix| cx.site.entry(ix).detail.funding(&cx.of(ix))).collect()
    }

    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        let site = cx.site;
        let containers = site.containers_of(cx.ix).iter();
        let programmes: Vec<EntryIx> =
            containers.filter(|(rel, _)| *rel == Rel::Programme).map(|(_, ix)| *ix).collect();
        let period = Period::new(cx.entry().facets.when.as_ref().map(|when| &when.value));
        let members = Members::new(site, &programmes, &period);
        let Members { stages, forums, events, .. } = &members;
        let reported: Vec<EntryIx> =
            [&programmes, stages, forums, events].into_iter().flatten().copied().collect();
        let views: Vec<_> = programmes.iter().filter_map(|ix| programme::view_of(&cx.of(*ix))).collect();
        let perhaps = |ix: EntryIx| standing(site, ix, &period) == Standing::Perhaps;
        let Figures { dated, undated, others, others_of } = figures(cx, &reported, &period);
        let mut view = ReportView {
            programmes: cx.containers(Rel::Programme),
            last: self.last,
            as_of: site.locale.date(site.today()),
            address: site
                .config
                .base_url
                .as_ref()
                .map(|base| format!("{}{}", base.as_str(), site.url(cx.ix))),
            contents: Vec::new(),
            sums: ReportSums {
                stages: stages.len(),
                stages_done: stages.iter().filter(|ix| site.is_over(**ix)).count(),
                stages_undated: stages.iter().filter(|ix| site.entry(**ix).facets.when.is_none()).count(),
                stages_outside: members.other_stages,
                forums: forums.len(),
                events: event::EventSums::new(cx, events),
                events_perhaps: events.iter().filter(|ix| perhaps(**ix)).count(),
            },
            stages: stages.iter().map(|ix| StageRow { card: cx.card(*ix), perhaps: perhaps(*ix) }).collect(),
            forums: forums
                .iter()
                .map(|ix| {
                    let own: Vec<EntryIx> =
                        events.iter().copied().filter(|event| site.is_within(*event, *ix)).collect();
                    ForumRow {
                        card: cx.card(*ix),
                        perhaps: perhaps(*ix),
                        sums: event::EventSums::new(cx, &own),
                    }
                })
                .collect(),
            events: events.iter().map(|ix| event_row(&cx.of(*ix), perhaps(*ix))).collect(),
            indicators: programmes.iter().filter_map(|ix| indicators(&cx.of(*ix), &period)).collect(),
            figures: dated,
            undated_figures: undated,
            other_figures: others,
            other_figures_of: others_of,
            outcomes: reported.iter().filter_map(|ix| outcomes(&cx.of(*ix), &period)).collect(),
            involved: cx.involved(&reported),
            materials: forums
                .iter()
                .chain(events)
                .filter_map(|ix| event::Materials::of(&cx.of(*ix)))
                .collect(),
            documents: views.into_iter().flat_map(|view| view.documents).collect(),
            funding: self.funding(cx),
        };
        view.contents = contents(cx, &view);
        cx.value(&view)
    }

    fn linked(&self, cx: &LinkedCx<'_>, thing: &mut Thing) {
        thing.set("headline", cx.view.text(&cx.view.entry().head.title));
        thing.set_if("temporalCoverage", cx.interval());
        thing.set_all("about", cx.containers(Rel::Programme));
        cx.work(thing);
    }

    fn data(&self, _: &DataCx<'_>, record: &mut Record) {
        record.set("final", self.last);
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The sections in the template's order. An underscore keeps their anchors apart from those of the author's headings.
fn contents(cx: &ViewCx<'_>, view: &ReportView) -> Vec<SectionView> {
    let entry = cx.entry();
    let (head, facets) = (&entry.head, &entry.facets);
    let own = cx.site.headings(cx.ix).iter().filter(|heading| heading.level == 2);
    let own = own.map(|heading| SectionView { id: heading.id.clone(), title: cx.text(&heading.text) });
    let compiled = [
        ("own_outcomes", "entry.outcomes", !facets.outcomes.is_empty()),
        ("own_figures", "entry.figures", !facets.figures.is_empty()),
        ("own_steps", "entry.next_steps", !facets.next_steps.is_empty()),
        ("in_numbers", "report.summary", true),
        ("of_stages", "kinds.stage.plural", true),
        ("of_forums", "kinds.forum.plural", !view.forums.is_empty()),
        ("of_events", "kinds.event.plural", true),
        ("of_indicators", "programme.indicators", true),
        ("of_figures", "report.figures", true),
        ("of_outcomes", "report.outcomes", true),
        ("of_people", "entry.involved", true),
        ("of_materials", "report.materials", true),
        ("of_documents", "programme.documents", true),
        ("of_funding", "programme.funding", true),
        ("own_links", "entry.links", !head.links.is_empty()),
        ("own_files", "entry.attachments", !head.attachments.is_empty()),
    ];
    let compiled = compiled.into_iter().filter(|(_, _, shown)| *shown);
    own.chain(
        compiled.map(|(id, key, _)| SectionView { id: id.to_owned(), title: cx.site.texts.pattern(key) }),
    )
    .collect()
}

fn event_row(cx: &ViewCx<'_>, perhaps: bool) -> EventRow {
    EventRow {
        card: cx.card(cx.ix),
        perhaps,
        places: event::places(cx),
        mode: event::mode(cx.entry()),
        attendance: event::attendance(cx.entry()).map(|total| cx.site.locale.integer(total)),
        outcomes: cx.texts(&cx.entry().facets.outcomes),
    }
}

fn indicators(cx: &ViewCx<'_>, period: &Period) -> Option<IndicatorGroup> {
    let rows: Vec<IndicatorRow> = programme::indicators(cx)
        .into_iter()
        .map(|(indicator, as_of)| IndicatorRow {
            indicator,
            outside: period.standing(as_of) == Standing::Outside,
        })
        .collect();
    (!rows.is_empty()).then(|| IndicatorGroup { entry: cx.entry_link(cx.ix), indicators: rows })
}

/// Figures by how their time stands to the period.
#[derive(Default)]
struct Figures {
    dated: Vec<FigureGroup>,
    undated: Vec<FigureGroup>,
    others: usize,
    others_of: Vec<LinkView>,
}

/// A figure is of the time it was counted at; else of its entry's time, where that is a gathering's or lies in the
/// period as a whole.
fn figures(cx: &ViewCx<'_>, entries: &[EntryIx], period: &Period) -> Figures {
    let mut sorted = Figures::default();
    for ix in entries {
        let entry = cx.site.entry(*ix);
        let long = entry.is(programme::ID) || entry.is(stage::ID);
        let own = entry.facets.when.as_ref().map(|when| &when.value);
        let own = own.filter(|when| !long || period.covers(when));
        let (mut dated, mut undated, mut others) = (Vec::new(), Vec::new(), 0);
        for figure in &entry.facets.figures {
            match period.standing(figure.as_of.as_ref().or(own)) {
                Standing::Within | Standing::Perhaps => dated.push(FigureView::new(figure, cx)),
                Standing::Undated => undated.push(FigureView::new(figure, cx)),
                Standing::Outside => others += 1,
            }
        }
        for (figures, groups) in [(dated, &mut sorted.dated), (undated, &mut sorted.undated)] {
            if !figures.is_empty() {
                groups.push(FigureGroup { entry: cx.entry_link(*ix), figures });
            }
        }
        if others > 0 {
            sorted.others += others;
            sorted.others_of.push(cx.entry_link(*ix));
        }
    }
    sorted
}

fn outcomes(cx: &ViewCx<'_>, period: &Period) -> Option<OutcomeGroup> {
    let facets = &cx.entry().facets;
    let beyond = facets.when.as_ref().is_none_or(|when| !period.covers(&when.value));
    let outcomes = cx.texts(&facets.outcomes);
    (!outcomes.is_empty()).then(|| OutcomeGroup { entry: cx.entry_link(cx.ix), beyond, outcomes })
}
