//! The accessibility statement: the page of an entry with `template: deklaracja`, from `deklaracja.yaml`.

use serde::Serialize;

use super::entries::{self, template_of};
use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::{Diagnostic, Diagnostics};
use crate::entry::Entry;
use crate::site::Site;
use crate::statement::{self, Address, Statement};
use crate::theme::Theme;
use crate::view::{EntryView, ExternalLink, StampView};

/// The template that makes an entry's page a statement.
const TEMPLATE: &str = "deklaracja.html";

/// The output.
pub(super) struct StatementPage;

/// What the template sees as `statement`, beside `entry`. Ids of HTML elements are set by „Warunki techniczne
/// publikacji i struktura dokumentu elektronicznego deklaracji dostępności”, version 2.0.
#[derive(Serialize)]
struct StatementView {
    /// The public body; id `a11y-podmiot`.
    entity: String,
    /// The site; id `a11y-url`.
    site: ExternalLink,
    /// When the site was published; id `a11y-data-publikacja`.
    published: StampView,
    /// When it last changed in substance; id `a11y-data-aktualizacja`.
    updated: StampView,
    /// How far the site is accessible: full, partial or none; id `a11y-status`.
    status: &'static str,
    /// What does not meet the annex of the act.
    not_accessible: Vec<String>,
    /// What the act does not cover.
    exempt: Vec<String>,
    /// What would cost too much; id `a11y-ocena`.
    burden: Option<BurdenView>,
    /// When the statement was drawn up; id `a11y-data-sporzadzenie`.
    prepared: StampView,
    /// When it was last reviewed; id `a11y-data-przeglad`.
    reviewed: Option<StampView>,
    /// Who assessed the site; none when its owner did.
    assessor: Option<String>,
    /// The whole address of the assessment's report.
    report: Option<String>,
    /// What makes the site easier to use, and its limits.
    facilities: Vec<String>,
    /// Keyboard shortcuts of its own.
    shortcuts: Vec<String>,
    /// Whom to write to.
    contact: ContactView,
    /// To whom a complaint goes.
    complaints: String,
    /// Mobile applications with their statements; id `a11y-aplikacje`.
    apps: Vec<ExternalLink>,
    /// How to get into the seat of the body and around it; id `a11y-architektura`.
    building: Vec<String>,
    /// The whole address where that is described; id `a11y-architektura-url`.
    building_url: Option<String>,
    /// How the body can be reached by those who do not hear or speak; id `a11y-komunikacja`.
    communication: Vec<String>,
}

/// What would cost too much.
#[derive(Serialize)]
struct BurdenView {
    /// What it is.
    content: Vec<String>,
    /// The whole address of the analysis.
    analysis: String,
}

/// Whom to write to about accessibility.
#[derive(Serialize)]
struct ContactView {
    /// A person or a department; id `a11y-kontakt`.
    name: String,
    /// The address for letters; id `a11y-email`.
    email: String,
    /// The telephone number; id `a11y-telefon`.
    phone: String,
    /// The number for a `tel:` address.
    dial: String,
}

/// True for an entry whose page is the statement.
pub(super) fn is_statement(entry: &Entry) -> bool {
    template_of(entry).as_deref() == Some(TEMPLATE)
}

impl Output for StatementPage {
    fn name(&self) -> &'static str {
        "statement"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        let entries = site.published_all().filter(|ix| is_statement(site.entry(*ix)));
        for (at, ix) in entries.filter(|ix| entries::has_page(*ix, site)).enumerate() {
            let entry = site.entry(ix);
            let span =
                entry.head.template.as_ref().map_or(entry.front_span.clone(), |name| name.span.clone());
            if !statement::exists(&site.config) {
                plan.fault(statement::missing(&entry.source, span));
                continue;
            }
            if at == 0 {
                let mut faults = Diagnostics::new();
                statement::read(&site.config, &mut faults);
                plan.faults(faults);
            }
            entries::plan_entry(ix, site, plan);
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let Subject::Entry(ix) = subject else {
            return Ok(Content::default());
        };
        let Some(statement) = statement::read(&cx.site.config, &mut Diagnostics::new()) else {
            return Ok(Content::default());
        };
        let entry = EntryView::new(&cx.view_cx(*ix), &cx.site.url(*ix).to_root())?;
        let view = StatementView::new(&statement, cx);
        cx.page_with(TEMPLATE, entries::page_view(*ix, cx), ("entry", &entry), ("statement", &view))
    }

    fn template(&self, _: &Subject, _: &Site, _: &Theme) -> Option<String> {
        Some(TEMPLATE.to_owned())
    }
}

impl StatementView {
    fn new(statement: &Statement, cx: &RenderCx<'_>) -> Self {
        let text = |text: &String| cx.views.text(text);
        let texts = |texts: &[String]| texts.iter().map(text).collect();
        let link = |to: &Address| ExternalLink::new(text(&to.name), &to.url, None);
        let stamp = |stamp| StampView::new(stamp, cx.site);
        let contact = &statement.contact;
        Self {
            entity: text(&statement.entity),
            site: link(&statement.site),
            published: stamp(statement.published),
            updated: stamp(statement.updated),
            status: statement.status,
            not_accessible: texts(&statement.not_accessible),
            exempt: texts(&statement.exempt),
            burden: statement.burden.as_ref().map(|burden| BurdenView {
                content: texts(&burden.content),
                analysis: burden.analysis.clone(),
            }),
            prepared: stamp(statement.prepared),
            reviewed: statement.reviewed.map(stamp),
            assessor: statement.assessor.as_ref().map(text),
            report: statement.report.clone(),
            facilities: texts(&statement.facilities),
            shortcuts: texts(&statement.shortcuts),
            contact: ContactView {
                name: text(&contact.name),
                email: contact.email.clone(),
                phone: contact.phone.clone(),
                dial: contact.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect(),
            },
            complaints: text(&statement.complaints).trim_end_matches('.').to_owned(),
            apps: statement.apps.iter().map(link).collect(),
            building: texts(&statement.building.text),
            building_url: statement.building.url.clone(),
            communication: texts(&statement.communication),
        }
    }
}
