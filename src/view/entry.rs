//! [`EntryView`]: an entry on its own page.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::Serialize;
use tera::Context;

use super::{
    AttachmentView, Card, ChartView, ClockView, CreditView, ExternalLink, FigureView, FundedView, Html,
    ImageView, InvolvementView, InvolvementYear, LinkView, MembershipView, NeighboursView, NextStepView,
    RoleCount, StampView, StatusView, TimelineView, ViewCx, WhenView, card, files, funding, involvement,
};
use crate::diag::Diagnostic;
use crate::entry::{Origin, RefIx};
use crate::kinds::KINDS;
use crate::markdown::html::{self, BodyCx, PictureWords};
use crate::site::{BodyTarget, EntryIx, Term};
use crate::when::Phase;

/// An entry on its own page, as `entry`.
#[derive(Debug, Serialize)]
pub struct EntryView {
    /// Its id; of a stage, `programme/stage`.
    pub id: String,
    /// Its kind.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// Its address from the site's root.
    pub url: String,
    /// False for a person, organisation or place that is only named by others.
    pub written: bool,
    /// One or two sentences, where the author wrote them.
    pub summary: Option<String>,
    /// The body as HTML; empty when there is none. Of HTML in it only what `html:` in `kronika.yaml` lets through is there:
    /// by default plain elements such as `<b>`, `<table>` and `<details>`, without classes, styles and ids.
    pub body: Html,
    /// Headings of the body, when there are three or more.
    pub contents: Vec<HeadingView>,
    /// When it takes place.
    pub when: Option<WhenView>,
    /// Its state.
    pub status: Option<StatusView>,
    /// before, during or after its time, as of the build; none without a time.
    pub phase: Option<&'static str>,
    /// True when it does not take place then: cancelled, or put off with no new date.
    pub void: bool,
    /// When it was to take place before its date was changed.
    pub previous_when: Option<WhenView>,
    /// When it begins and ends, for pages read after the build; none where nothing will change.
    pub clock: Option<ClockView>,
    /// When it was published.
    pub published: Option<StampView>,
    /// When it was last changed.
    pub updated: Option<StampView>,
    /// Its tags, with their pages.
    pub tags: Vec<LinkView>,
    /// Its picture.
    pub image: Option<ImageView>,
    /// Links out of the site.
    pub links: Vec<ExternalLink>,
    /// Documents.
    pub attachments: Vec<AttachmentView>,
    /// Who wrote it.
    pub byline: Option<LinkView>,
    /// Who is credited as a source.
    pub sources: Vec<CreditView>,
    /// Cards of entries the author names as related, but for members, which other lists of the page have.
    pub related: Vec<Card>,
    /// Cards of entries that are about this one or name it as related, newest first, but for its members.
    pub mentions: Vec<Card>,
    /// Key figures.
    pub figures: Vec<FigureView>,
    /// What came of it.
    pub outcomes: Vec<String>,
    /// What is to follow.
    pub next_steps: Vec<NextStepView>,
    /// The number of its edition.
    pub edition: Option<String>,
    /// The series it is an edition of, with its page.
    pub series: Option<LinkView>,
    /// What it is a member of, the nearest first.
    pub member_of: Vec<MembershipView>,
    /// Previous and next, in time and within what it is a member of.
    pub neighbours: Vec<NeighboursView>,
    /// Cards of its direct members, by kind, in the author's order.
    pub members: BTreeMap<&'static str, Vec<Card>>,
    /// Cards of its members and theirs, by kind, oldest first.
    pub within: BTreeMap<&'static str, Vec<Card>>,
    /// Its members and theirs on the axis of its time; none when fewer than two have a time.
    pub chart: Option<ChartView>,
    /// Its members and theirs as a list by year, where they are too many for the chart or too few.
    pub timeline: Option<TimelineView>,
    /// Who and what took part in it and in its members.
    pub involved: Vec<InvolvementView>,
    /// What it took part in, by year.
    pub took_part: Vec<InvolvementYear>,
    /// In what roles it took part, the most frequent first.
    pub roles: Vec<RoleCount>,
    /// What it belongs to or is about that others pay for, with what the funders ask to be shown on every page of it; the
    /// nearest first, each funder's words once. What the entry itself is paid by stands in the kind's own data.
    pub funded_by: Vec<FundedView>,
    /// The kind's own data.
    pub detail: tera::Value,
}

/// A heading of a body.
#[derive(Debug, Serialize)]
pub struct HeadingView {
    /// 2 to 6.
    pub level: usize,
    /// Its anchor.
    pub id: String,
    /// Its words.
    pub title: String,
}

impl EntryView {
    /// The view for a page from which `root` leads to the site's root.
    ///
    /// # Errors
    /// The first fault of a template of one of the body's blocks.
    pub fn new(cx: &ViewCx<'_>, root: &str) -> Result<Self, Box<Diagnostic>> {
        let (site, entry, ix) = (cx.site, cx.entry(), cx.ix);
        let (head, facets) = (&entry.head, &entry.facets);
        let all_members = site.all_members_of(ix);
        let on_timeline =
            || all_members.iter().copied().filter(|member| site.is_on_timeline(*member)).collect::<Vec<_>>();
        let chart = ChartView::of(ix, all_members, site, cx.views);
        let listed = if chart.as_ref().is_some_and(|chart| chart.whole) { Vec::new() } else { on_timeline() };
        let involved: Vec<EntryIx> = std::iter::once(ix).chain(all_members.iter().copied()).collect();
        Ok(Self {
            id: site.id(ix).to_owned(),
            kind: entry.kind.id.0,
            title: cx.text(&head.title),
            url: site.url(ix).as_str().to_owned(),
            written: entry.origin != Origin::Named,
            summary: cx.text_of(&head.summary),
            body: Html::new(&cx.body(root)?),
            contents: contents(cx),
            when: cx.when(facets.when.as_ref().map(|when| &when.value)),
            status: StatusView::of(ix, site),
            phase: facets.when.as_ref().map(|_| match site.phase(ix) {
                Phase::Before => "before",
                Phase::During => "during",
                Phase::After => "after",
            }),
            void: site.is_void(ix),
            previous_when: cx.when(facets.previous_when.as_ref()),
            clock: ClockView::of(ix, site),
            published: cx.stamp(head.published),
            updated: cx.stamp(head.updated),
            tags: head.tags.iter().map(|tag| term_link(cx, tag, site.tag(tag))).collect(),
            image: head.image.as_ref().and_then(|image| cx.image(image)),
            links: cx.external(&head.links),
            attachments: attachments(cx),
            byline: cx.link_of(head.byline),
            sources: head
                .sources
                .iter()
                .map(|credit| CreditView { name: cx.text(&credit.name), url: credit.url.clone() })
                .collect(),
            related: head
                .related
                .iter()
                .filter_map(|related| cx.target(*related))
                .filter(|related| !is_on_page_of(cx, *related))
                .map(|ix| cx.card(ix))
                .collect(),
            mentions: mentions(cx),
            figures: cx.figures(&facets.figures),
            outcomes: cx.texts(&facets.outcomes),
            next_steps: facets
                .next_steps
                .iter()
                .map(|step| NextStepView { text: cx.text(&step.text), when: cx.when(step.when.as_ref()) })
                .collect(),
            edition: facets.edition.clone(),
            series: facets.series.as_ref().map(|series| term_link(cx, series, site.series_of(series))),
            member_of: card::member_of(ix, site)
                .into_iter()
                .map(|(rel, other)| MembershipView { rel: rel.as_str(), link: cx.entry_link(other) })
                .collect(),
            neighbours: neighbours(cx),
            members: by_kind(cx, site.members_of(ix)),
            within: by_kind(cx, all_members),
            timeline: (!listed.is_empty()).then(|| TimelineView::of(&listed, site, cx.views)),
            chart,
            involved: cx.involved(&involved),
            took_part: involvement::took_part(cx),
            roles: involvement::roles(cx),
            funded_by: funding::funded_by(cx),
            detail: entry.detail.view(cx),
        })
    }
}

/// What mentions the entry, less what the entry itself mentions: that is on its page already.
fn mentions(cx: &ViewCx<'_>) -> Vec<Card> {
    let relations = cx.entry().relations.iter().enumerate();
    let own: Vec<EntryIx> = relations
        .filter(|(_, relation)| relation.rel.is_mention())
        .filter_map(|(at, _)| cx.target(RefIx(at)))
        .collect();
    let mentions = cx.site.mentions_of(cx.ix).iter().copied();
    mentions.filter(|ix| !own.contains(ix) && !is_on_page_of(cx, *ix)).map(|ix| cx.card(ix)).collect()
}

/// True for what the entry's page lists in any case: its members, and of theirs what stands on timelines.
fn is_on_page_of(cx: &ViewCx<'_>, ix: EntryIx) -> bool {
    let site = cx.site;
    site.members_of(cx.ix).contains(&ix) || site.is_on_timeline(ix) && site.is_within(ix, cx.ix)
}

fn contents(cx: &ViewCx<'_>) -> Vec<HeadingView> {
    let headings = cx.site.headings(cx.ix);
    let view = |heading: &crate::markdown::Heading| HeadingView {
        level: heading.level,
        id: heading.id.clone(),
        title: cx.text(&heading.text),
    };
    if headings.len() < 3 { Vec::new() } else { headings.iter().map(view).collect() }
}

/// A tag or series with its page, in its usual spelling.
fn term_link(cx: &ViewCx<'_>, written: &str, term: Option<&Term>) -> LinkView {
    LinkView {
        title: cx.text(term.map_or(written, |term| &term.name)),
        url: term.map(|term| term.url.as_str().to_owned()),
    }
}

/// Cards by kind; every kind has a list, so that templates need not ask.
fn by_kind(cx: &ViewCx<'_>, entries: &[EntryIx]) -> BTreeMap<&'static str, Vec<Card>> {
    let mut cards: BTreeMap<&'static str, Vec<Card>> =
        KINDS.iter().map(|kind| (kind.id.0, Vec::new())).collect();
    for ix in entries {
        cards.entry(cx.site.entry(*ix).kind.id.0).or_default().push(cx.card(*ix));
    }
    cards
}

fn neighbours(cx: &ViewCx<'_>) -> Vec<NeighboursView> {
    let link = |ix: Option<EntryIx>| {
        ix.map(|ix| LinkView { title: cx.views.title(ix).to_owned(), ..cx.entry_link(ix) })
    };
    let view = |neighbours: &crate::site::Neighbours| NeighboursView {
        within: link(neighbours.within),
        previous: link(neighbours.previous),
        next: link(neighbours.next),
    };
    cx.site.neighbours(cx.ix).iter().map(view).collect()
}

/// The entry's documents.
pub(super) fn attachments(cx: &ViewCx<'_>) -> Vec<AttachmentView> {
    files::attachments(&cx.entry().head.attachments, cx)
}

/// The entry's body as HTML.
pub(super) fn body(cx: &ViewCx<'_>, root: &str) -> Result<String, Box<Diagnostic>> {
    let body = cx.site.body(cx.ix);
    let Some(source) = body.source.as_ref().filter(|_| !body.span.is_empty()) else {
        return Ok(String::new());
    };
    let links = Links { cx, root, fault: RefCell::new(None) };
    let html = html::render(source, body.span.clone(), &body.outline, cx.views.typography(), &links);
    match links.fault.into_inner() {
        Some(fault) => Err(fault),
        None => Ok(html),
    }
}

/// What a body's renderer asks the site.
struct Links<'a> {
    cx: &'a ViewCx<'a>,
    root: &'a str,
    fault: RefCell<Option<Box<Diagnostic>>>,
}

impl Links<'_> {
    /// A block through its template; the first fault is kept.
    fn rendered(&self, template: &str, block: tera::Value) -> String {
        let mut context = Context::new();
        context.insert_value("block", block);
        context.insert_value("root", tera::Value::normal_string(self.root));
        context.insert("here", self.cx.site.url(self.cx.ix).as_str());
        let rendered = self.cx.theme.render(template, &context, self.cx.entry().source.path.as_str());
        match rendered {
            Ok(text) => String::from_utf8_lossy(&text).into_owned(),
            Err(fault) => {
                self.fault.borrow_mut().get_or_insert(fault);
                String::new()
            }
        }
    }
}

/// A picture of a text, as the template `blocks/picture.html` sees it.
#[derive(Serialize)]
struct BodyPictureView {
    /// The picture with its words.
    image: ImageView,
    /// True for one that stands in a paragraph of its own.
    alone: bool,
}

impl BodyCx for Links<'_> {
    fn link(&self, at: usize) -> Option<String> {
        let site = self.cx.site;
        Some(match site.body_target(self.cx.ix, at)? {
            BodyTarget::Entry(ix, anchor) => {
                let anchor = anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
                format!("{}{}{anchor}", self.root, site.url(*ix))
            }
            BodyTarget::File(url) => format!("{}{}", self.root, url.href()),
            BodyTarget::Picture(path) => format!("{}{}", self.root, site.picture(path)?.url.href()),
            BodyTarget::Anchor(anchor) => format!("#{anchor}"),
            BodyTarget::Address(address) => address.clone(),
            BodyTarget::Withheld | BodyTarget::Nowhere | BodyTarget::Broken => return None,
        })
    }

    fn printed(&self, at: usize) -> Option<String> {
        let site = self.cx.site;
        let base = site.config.base_url.as_ref()?.as_str();
        match site.body_target(self.cx.ix, at)? {
            BodyTarget::Entry(ix, anchor) => {
                let anchor = anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
                Some(format!("{base}{}{anchor}", site.url(*ix)))
            }
            BodyTarget::File(url) => Some(format!("{base}{}", url.href())),
            BodyTarget::Picture(path) => Some(format!("{base}{}", site.picture(path)?.url.href())),
            _ => None,
        }
    }

    fn link_title(&self, at: usize) -> Option<String> {
        match self.cx.site.body_target(self.cx.ix, at)? {
            BodyTarget::Entry(ix, _) => Some(self.cx.site.entry(*ix).head.title.clone()),
            _ => None,
        }
    }

    fn block(&self, at: usize) -> Option<String> {
        let body = self.cx.site.body(self.cx.ix);
        let (_, block) = body.outline.blocks.iter().find(|(place, _)| *place == at)?;
        Some(self.rendered(block.template(), block.view(self.cx)))
    }

    fn picture(&self, at: usize, words: PictureWords<'_>) -> Option<String> {
        let BodyTarget::Picture(path) = self.cx.site.body_target(self.cx.ix, at)? else { return None };
        let image = ImageView {
            alt: words.alt.to_owned(),
            caption: words.caption.map(str::to_owned),
            ..self.cx.picture(path)?
        };
        let view = BodyPictureView { image, alone: words.alone };
        Some(self.rendered("blocks/picture.html", self.cx.value(&view)))
    }

    fn text(&self, key: &str) -> String {
        self.cx.site.texts.pattern(key)
    }
}
