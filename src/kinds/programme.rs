//! A programme: an undertaking with an owner, a goal, stages and funding.

use std::any::Any;

use serde::Serialize;

use super::{CalendarPart, Kind, KindId, Listing, Rel, Skeleton, TimelineShape, facts};
use crate::entry::{Detail, FileRef, Image, RefIx, Status};
use crate::front::Fields;
use crate::view::data::{DataCx, Record, number};
use crate::view::linked::{LinkedCx, Thing};
use crate::view::{FundingView, LinkView, ViewCx, WhenView};
use crate::when::When;
use crate::words::phrase;

/// Its name.
pub(super) const ID: KindId = KindId("programme");

/// The states of a programme's document.
const DOCUMENT_STATES: [&str; 4] = ["planned", "draft", "adopted", "published"];

/// Its row in the register.
pub(super) static KIND: Kind = Kind {
    id: ID,
    folder: "programmes",
    noun: phrase("a programme", "program"),
    title_key: "title",
    listing: Listing::ByDate,
    timeline: TimelineShape::Bar,
    calendar: CalendarPart::None,
    schema: Some("Project"),
    scope: None,
    inside: &[(ID, Rel::Parent)],
    statuses: super::stage::STATUSES,
    by_phase: Some([Status::Planned, Status::Active, Status::Done]),
    undated: None,
    misused: &[(
        "date",
        phrase(
            "use `when:` for the programme's time, for example `when: 2019-07/2019-09`",
            "czas trwania programu podaj w `when:`, na przykład `when: 2019-07/2019-09`",
        ),
    )],
    own_keys: &[
        "owner",
        "partners",
        "parent",
        "when",
        "status",
        "goal",
        "method",
        "audience",
        "funding",
        "indicators",
        "documents",
        "figures",
        "outcomes",
        "next_steps",
    ],
    read: |fields| {
        let mut facets = facts::facts(fields);
        facets.when = fields.when("when");
        facets.status = fields.status(super::stage::STATUSES);
        let _ = fields.reference("parent", Rel::Parent);
        let programme = Programme {
            owner: fields.reference("owner", Rel::Owner),
            partners: fields.references("partners", Rel::Partner),
            goal: fields.text("goal"),
            method: fields.text("method"),
            audience: fields.texts("audience"),
            funding: fields.groups("funding", phrase("a funding", "finansowanie"), Some("source"), funding),
            indicators: fields.groups("indicators", phrase("an indicator", "wskaźnik"), None, |fields| {
                Indicator {
                    label: fields.required_text("label", "\"liczba warsztatów\""),
                    unit: fields.text("unit"),
                    target: fields.number("target"),
                    actual: fields.number("actual"),
                    as_of: facts::plain_when(fields, "as_of"),
                }
            }),
            documents: fields.groups(
                "documents",
                phrase("a document", "dokument"),
                Some("label"),
                |fields| Document {
                    label: fields.required_text("label", "\"Plan rozwoju\""),
                    status: fields.choice("status", &DOCUMENT_STATES),
                    file: fields.file("file"),
                    url: facts::url(fields, "url"),
                },
            ),
        };
        (facets, Box::new(programme))
    },
    sorts_by_last_word: false,
    dated_names: false,
    skeleton: Skeleton {
        pl: r#"when: {today}/..
# Do odkomentowania (usuń znak # i spację), gdy będzie wiadomo:
# owner: um-przykladowo            # id lub nazwa organizacji
# goal: Cel w jednym zdaniu
# funding:
#   - {source: Fundusz, programme: Miasta, call: M-1, edition: "2026"}
"#,
        en: r#"when: {today}/..
# Remove the # and the space where you know more:
# owner: town-council        # id or name of an organisation
# goal: The goal in one sentence
# funding:
#   - {source: National Fund, programme: Towns, edition: "2023"}
"#,
    },
};

fn funding(fields: &mut Fields<'_>) -> Funding {
    Funding {
        source: fields.reference("source", Rel::Funder),
        programme: fields.text("programme"),
        call: fields.text("call"),
        edition: fields.text("edition"),
        amount: fields.number("amount"),
        currency: fields.text("currency"),
        statement: fields.text("statement"),
        logos: fields
            .groups("logos", phrase("a logo", "logo"), Some("src"), |fields| {
                let src = fields.picture("src");
                let alt = fields.required_text("alt", "\"Logo funduszu\"");
                Some(Image { src: src?, alt, caption: None, credit: None })
            })
            .into_iter()
            .flatten()
            .collect(),
    }
}

#[derive(Debug)]
struct Programme {
    owner: Option<RefIx>,
    partners: Vec<RefIx>,
    goal: Option<String>,
    method: Option<String>,
    audience: Vec<String>,
    funding: Vec<Funding>,
    indicators: Vec<Indicator>,
    documents: Vec<Document>,
}

#[derive(Debug)]
struct Funding {
    source: Option<RefIx>,
    programme: Option<String>,
    call: Option<String>,
    edition: Option<String>,
    amount: Option<f64>,
    currency: Option<String>,
    statement: Option<String>,
    logos: Vec<Image>,
}

#[derive(Debug)]
struct Indicator {
    label: String,
    unit: Option<String>,
    target: Option<f64>,
    actual: Option<f64>,
    as_of: Option<When>,
}

#[derive(Debug)]
struct Document {
    label: String,
    status: Option<&'static str>,
    file: Option<FileRef>,
    url: Option<String>,
}

/// What templates see of a programme as `detail`.
#[derive(Serialize)]
pub(super) struct ProgrammeView {
    /// Who owns it.
    owner: Option<LinkView>,
    /// Its partners.
    partners: Vec<LinkView>,
    /// The programme it is part of.
    parent: Option<LinkView>,
    /// Its goal.
    goal: Option<String>,
    /// Its method.
    method: Option<String>,
    /// Whom it is for.
    audience: Vec<String>,
    /// Who pays for it.
    funding: Vec<FundingView>,
    /// Its indicators.
    indicators: Vec<IndicatorView>,
    /// Its documents.
    pub(super) documents: Vec<DocumentView>,
}

/// An indicator.
#[derive(Serialize)]
pub(super) struct IndicatorView {
    /// What is counted.
    label: String,
    /// In what.
    unit: Option<String>,
    /// To be reached.
    target: Option<String>,
    /// Reached.
    actual: Option<String>,
    /// When it was counted.
    as_of: Option<WhenView>,
}

/// A document of a programme.
#[derive(Serialize)]
pub(super) struct DocumentView {
    /// Its title.
    label: String,
    /// planned, draft, adopted or published.
    status: Option<&'static str>,
    /// Where it can be read, within the site or out of it.
    url: Option<String>,
    /// True when the address leads out of the site.
    external: bool,
}

impl Detail for Programme {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        cx.value(&self.full_view(cx))
    }

    fn funding(&self, cx: &ViewCx<'_>) -> Vec<FundingView> {
        self.funding.iter().map(|funding| funding.view(cx)).collect()
    }

    /// To schema.org a project is an organisation for a time.
    fn linked(&self, cx: &LinkedCx<'_>, thing: &mut Thing) {
        let bounds = cx.view.entry().facets.when.as_ref().map(|when| &when.value);
        let (start, end) = bounds.map(|when| cx.bounds(when)).unwrap_or_default();
        thing.set_if("foundingDate", start);
        thing.set_if("dissolutionDate", end);
        let owner = self.owner.map(|owner| cx.references(&[owner])).unwrap_or_default();
        thing.set_all("parentOrganization", owner.into_iter().chain(cx.containers(Rel::Parent)));
        thing.set_all("member", cx.references(&self.partners));
        let funders: Vec<RefIx> = self.funding.iter().filter_map(|funding| funding.source).collect();
        thing.set_all("funder", cx.references(&funders));
        if cx.view.entry().head.summary.is_none() {
            thing.set_if("description", cx.view.text_of(&self.goal));
        }
    }

    fn texts(&self) -> Vec<&str> {
        let funding =
            self.funding.iter().flat_map(|one| [&one.programme, &one.call, &one.edition, &one.statement]);
        let words = [&self.goal, &self.method].into_iter().chain(funding).filter_map(|text| text.as_deref());
        let labels =
            self.indicators.iter().map(|one| &one.label).chain(self.documents.iter().map(|one| &one.label));
        words.chain(self.audience.iter().chain(labels).map(String::as_str)).collect()
    }

    fn data(&self, cx: &DataCx<'_>, record: &mut Record) {
        record.set_if("goal", self.goal.clone());
        record.set_if("method", self.method.clone());
        record.set_all("audience", self.audience.iter().cloned());
        record.set_all("funding", self.funding.iter().map(|funding| funding.data(cx)));
        record.set_all("indicators", self.indicators.iter().map(|indicator| indicator.data(cx)));
        record.set_all("documents", self.documents.iter().map(|document| document.data(cx)));
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Programme {
    fn full_view(&self, cx: &ViewCx<'_>) -> ProgrammeView {
        ProgrammeView {
            owner: cx.link_of(self.owner),
            partners: cx.links(&self.partners),
            parent: cx.containers(Rel::Parent).into_iter().next(),
            goal: cx.text_of(&self.goal),
            method: cx.text_of(&self.method),
            audience: cx.texts(&self.audience),
            funding: self.funding(cx),
            indicators: self.indicators.iter().map(|indicator| indicator.view(cx)).collect(),
            documents: self.documents.iter().map(|document| document.view(cx)).collect(),
        }
    }
}

/// The programme's own view, for reports on it.
pub(super) fn view_of(cx: &ViewCx<'_>) -> Option<ProgrammeView> {
    cx.entry().detail.as_any().downcast_ref::<Programme>().map(|programme| programme.full_view(cx))
}

/// The programme's indicators, each with the time it was counted at, for reports on it.
pub(super) fn indicators<'a>(cx: &ViewCx<'a>) -> Vec<(IndicatorView, Option<&'a When>)> {
    let programme = cx.entry().detail.as_any().downcast_ref::<Programme>();
    let indicators = programme.map_or(&[][..], |programme| &programme.indicators);
    indicators.iter().map(|indicator| (indicator.view(cx), indicator.as_of.as_ref())).collect()
}

impl Funding {
    fn data(&self, cx: &DataCx<'_>) -> Record {
        let mut record = Record::default();
        record.set_if("source", self.source.map(|source| cx.reference(source)));
        record.set_if("programme", self.programme.clone());
        record.set_if("call", self.call.clone());
        record.set_if("edition", self.edition.clone());
        record.set_if("amount", self.amount.map(number));
        record.set_if("currency", self.currency.clone());
        record.set_if("statement", self.statement.clone());
        record
    }

    fn view(&self, cx: &ViewCx<'_>) -> FundingView {
        let sum = |amount| match &self.currency {
            Some(currency) => format!("{}\u{a0}{currency}", cx.number(amount)),
            None => cx.number(amount),
        };
        FundingView {
            source: cx.link_of(self.source),
            programme: cx.text_of(&self.programme),
            call: cx.text_of(&self.call),
            edition: self.edition.clone(),
            amount: self.amount.map(sum),
            statement: cx.text_of(&self.statement),
            logos: self.logos.iter().filter_map(|logo| cx.image(logo)).collect(),
        }
    }
}

impl Indicator {
    fn data(&self, cx: &DataCx<'_>) -> Record {
        let mut record = Record::default();
        record.set("label", self.label.clone());
        record.set_if("unit", self.unit.clone());
        record.set_if("target", self.target.map(number));
        record.set_if("actual", self.actual.map(number));
        record.set_if("as_of", self.as_of.as_ref().map(|when| cx.when(when)));
        record
    }

    fn view(&self, cx: &ViewCx<'_>) -> IndicatorView {
        IndicatorView {
            label: cx.text(&self.label),
            unit: cx.text_of(&self.unit),
            target: self.target.map(|number| cx.number(number)),
            actual: self.actual.map(|number| cx.number(number)),
            as_of: cx.when(self.as_of.as_ref()),
        }
    }
}

impl Document {
    fn data(&self, cx: &DataCx<'_>) -> Record {
        let own = self.file.as_ref().and_then(|file| cx.view.file_url(file));
        let mut record = Record::default();
        record.set("label", self.label.clone());
        record.set_if("status", self.status);
        record.set_if("url", own.map(|url| cx.address(&url)).or_else(|| self.url.clone()));
        record
    }

    fn view(&self, cx: &ViewCx<'_>) -> DocumentView {
        let own = self.file.as_ref().and_then(|file| cx.file_url(file));
        DocumentView {
            label: cx.text(&self.label),
            status: self.status,
            external: own.is_none(),
            url: own.or_else(|| self.url.clone()),
        }
    }
}
