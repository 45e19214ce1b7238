//! [`Entry`]: checked facts about one page of content. No field is "maybe valid": what could not be read has
//! become a diagnostic and the build will stop before anything is rendered.
//!
//! An entry is a [`Head`] (what every kind has), [`Facets`] (what the graph and the outputs may know of any
//! kind), [`Relation`]s (references, not yet resolved) and a [`Detail`] (the kind's own data, opaque outside
//! [`crate::kinds`]).

use std::any::Any;
use std::fmt::Debug;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};

use crate::diag::{Code, Source, Span, Spanned};
use crate::ical::VEvent;
use crate::kinds::{Kind, KindId, Rel, TimelineShape};
use crate::markdown::Outline;
use crate::view::data::{DataCx, Record};
use crate::view::linked::{LinkedCx, Thing};
use crate::view::{FundingView, ViewCx};
use crate::when::When;

/// One page of content.
#[derive(Debug)]
pub struct Entry {
    /// What sort of page.
    pub kind: &'static Kind,
    /// False when only its folder tells its kind.
    pub kind_written: bool,
    /// The id as far as the file tells it: a stage still lacks its programme.
    pub local_id: String,
    /// The file.
    pub source: Arc<Source>,
    /// Where the front matter stands, for faults of the entry as a whole.
    pub front_span: Span,
    /// How it came to be.
    pub origin: Origin,
    /// What every kind has.
    pub head: Head,
    /// What the graph may know of any kind.
    pub facets: Facets,
    /// Every reference of the front matter, in the order read.
    pub relations: Vec<Relation>,
    /// Every file named in the front matter.
    pub files: Vec<FileRef>,
    /// Where the players come from that its page shows once a reader asks for them: `https://player.vimeo.com`.
    pub players: Vec<String>,
    /// The kind's own data.
    pub detail: Box<dyn Detail>,
    /// Tells apart what differs in anything but the body. Two entries of one file and one configuration with the same
    /// fingerprint are equal (up to a chance of 2⁻⁶⁴).
    pub fingerprint: u64,
}

/// The Markdown of an entry.
#[derive(Debug, Default)]
pub struct Body {
    /// The file; none for an entry that is only named.
    pub source: Option<Arc<Source>>,
    /// Where the Markdown stands.
    pub span: Span,
    /// Its headings, links and blocks.
    pub outline: Outline,
}

impl Body {
    /// The Markdown itself.
    pub fn text(&self) -> &str {
        self.source.as_ref().and_then(|source| source.text.get(self.span.clone())).unwrap_or_default()
    }
}

/// How an entry came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Written as a file of its own.
    Single,
    /// Written as `index.md` of a folder whose other files belong to it.
    Bundle,
    /// Not written: a person, organisation or place named by others.
    Named,
}

/// The front matter that every kind has.
#[derive(Debug, Default)]
#[allow(missing_docs, reason = "named as in the content model")]
pub struct Head {
    pub title: String,
    pub slug: Option<Spanned<String>>,
    pub summary: Option<String>,
    pub published: Option<Stamp>,
    pub updated: Option<Stamp>,
    pub draft: bool,
    pub expires: Option<Stamp>,
    pub tags: Vec<String>,
    pub image: Option<Image>,
    pub links: Vec<Link>,
    pub attachments: Vec<Attachment>,
    pub related: Vec<RefIx>,
    pub aliases: Vec<Spanned<String>>,
    pub byline: Option<RefIx>,
    pub sources: Vec<Credit>,
    pub template: Option<Spanned<String>>,
    pub hidden_from: Vec<String>,
    pub allow: Vec<Spanned<Code>>,
}

/// What the graph and the outputs may know of an entry of any kind.
#[derive(Debug, Default)]
pub struct Facets {
    /// When it takes place (for a report: its period).
    pub when: Option<Spanned<When>>,
    /// When it was to take place before its date was changed.
    pub previous_when: Option<When>,
    /// The author's word on its state, which wins over what the dates say.
    pub status: Option<Status>,
    /// The author's order among its siblings.
    pub order: Option<i64>,
    /// Other names that references may use.
    pub names: Vec<String>,
    /// What to sort by instead of the title.
    pub sort: Option<String>,
    /// The series of gatherings it is an edition of.
    pub series: Option<String>,
    /// Number of the edition, as written.
    pub edition: Option<String>,
    /// Number of the forum's day it takes place on, from 1.
    pub day: Option<Spanned<i64>>,
    /// Key figures.
    pub figures: Vec<Figure>,
    /// What came of it.
    pub outcomes: Vec<String>,
    /// What is to follow.
    pub next_steps: Vec<NextStep>,
}

/// The kind's own data.
pub trait Detail: Any + Debug + Send + Sync {
    /// What templates see as `detail`.
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value;
    /// Who pays for it. What they ask to be said stands on every page of what belongs to it.
    fn funding(&self, _cx: &ViewCx<'_>) -> Vec<FundingView> {
        Vec::new()
    }
    /// Its own properties in the words of schema.org, for the type of its [`Kind::schema`].
    fn linked(&self, _cx: &LinkedCx<'_>, _thing: &mut Thing) {}
    /// Its own texts that readers may look for, beside references and what every kind has.
    fn texts(&self) -> Vec<&str> {
        Vec::new()
    }
    /// What only the kind knows of it as a date in a calendar: where, who, how to join.
    fn calendar(&self, _cx: &ViewCx<'_>, _event: &mut VEvent) {}
    /// Its own fields as data for others, under the names of the content model.
    fn data(&self, _cx: &DataCx<'_>, _record: &mut Record) {}
    /// For kinds that compile others' data.
    fn as_any(&self) -> &dyn Any;
}

/// Index of a reference in [`Entry::relations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefIx(pub usize);

/// A reference as written.
#[derive(Clone, Debug)]
pub struct Relation {
    /// What it says about the two entries.
    pub rel: Rel,
    /// The words: an id, `kind:id` or a name.
    pub text: String,
    /// Its place in the entry's file; of folder membership, the front matter.
    pub span: Span,
    /// In what capacity a person took part.
    pub capacity: Capacity,
}

/// In what capacity somebody took part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capacity {
    /// One of [`crate::kinds::ROLES`].
    pub role: Option<&'static str>,
    /// The post held at the time, in the author's words.
    pub position: Option<String>,
    /// The organisation spoken for.
    pub org: Option<RefIx>,
}

/// A day, or a moment on the site's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// The moment; midnight for a day.
    pub at: DateTime,
    /// True when only the day is known.
    pub day_only: bool,
}

impl Stamp {
    /// The day.
    pub fn date(&self) -> Date {
        self.at.date()
    }

    /// ISO 8601, as precise as it was written.
    pub fn iso(&self) -> String {
        if self.day_only { self.date().to_string() } else { self.at.strftime("%Y-%m-%dT%H:%M").to_string() }
    }
}

/// The state of something, by the author's word or by its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "named as in the content model")]
pub enum Status {
    Planned,
    Active,
    Done,
    OnHold,
    Scheduled,
    Held,
    Postponed,
    Rescheduled,
    MovedOnline,
    Cancelled,
}

impl Status {
    /// The word of the content model, also the key of its text.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Planned => "planned",
            Status::Active => "active",
            Status::Done => "done",
            Status::OnHold => "on_hold",
            Status::Scheduled => "scheduled",
            Status::Held => "held",
            Status::Postponed => "postponed",
            Status::Rescheduled => "rescheduled",
            Status::MovedOnline => "moved_online",
            Status::Cancelled => "cancelled",
        }
    }
}

/// A picture that stands for an entry.
#[derive(Debug)]
#[allow(missing_docs, reason = "named as in the content model")]
pub struct Image {
    pub src: FileRef,
    /// Empty for a decorative picture.
    pub alt: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

/// A file named in the front matter, relative to the entry's own file.
#[derive(Debug, Clone)]
pub struct FileRef {
    /// As written.
    pub path: String,
    /// Where written.
    pub span: Span,
    /// What it is named for.
    pub purpose: Purpose,
}

/// What a file is named for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be shown as a picture: readers get it in sizes that fit their screens, without what a camera told of itself.
    Show,
    /// To be downloaded, played or read as it is: not a byte of it changes.
    Give,
}

/// A link out of the site.
#[derive(Debug)]
#[allow(missing_docs, reason = "named as in the content model")]
pub struct Link {
    pub label: String,
    pub url: String,
    /// recording, slides, report, register or website.
    pub sort: Option<&'static str>,
}

/// A document that belongs to an entry.
#[derive(Debug)]
#[allow(missing_docs, reason = "named as in the content model")]
pub struct Attachment {
    pub file: FileRef,
    pub label: Option<String>,
    /// BCP 47 language tag of what is in it, where it is said.
    pub language: Option<String>,
}

/// Who is credited as a source.
#[derive(Debug)]
#[allow(missing_docs, reason = "named as in the content model")]
pub struct Credit {
    pub name: String,
    pub url: Option<String>,
}

/// A key figure.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "named as in the content model")]
pub struct Figure {
    pub label: String,
    pub value: Option<f64>,
    pub unit: Option<String>,
    pub as_of: Option<When>,
    pub source: Option<String>,
    /// The label of the figure this one may be a part of; the two are never added up.
    pub part_of: Option<String>,
}

/// Something that is to follow.
#[derive(Debug, Clone)]
pub struct NextStep {
    /// What.
    pub text: String,
    /// By when.
    pub when: Option<When>,
}

impl Entry {
    /// The day an entry is filed under: the first of its own time; for what tells of other things (posts,
    /// reports) the day it was published, else the end of the time it tells of. `None` for what has none.
    pub fn first_day(&self) -> Option<Date> {
        let published = self.head.published.map(|stamp| stamp.date());
        let when = self.facets.when.as_ref().map(|when| &when.value);
        if self.kind.timeline == TimelineShape::None {
            return published.or_else(|| when.and_then(|when| when.last_day().or_else(|| when.first_day())));
        }
        when.and_then(|when| when.first_day().or_else(|| when.last_day()))
    }

    /// The last day an entry is filed under; see [`Entry::first_day`].
    pub fn last_day(&self) -> Option<Date> {
        let when = self.facets.when.as_ref().filter(|_| self.kind.timeline != TimelineShape::None);
        when.and_then(|when| when.value.last_day()).or_else(|| self.first_day())
    }

    /// False for what is known by the year alone, so that it is filed under the year and no month of it.
    pub fn month_is_known(&self) -> bool {
        let when = self.facets.when.as_ref().filter(|_| self.kind.timeline != TimelineShape::None);
        match when.map(|when| (when.value.is_vague(), when.value.first_day(), when.value.last_day())) {
            Some((true, Some(first), Some(last))) => {
                (first.month(), first.day(), last.month(), last.day()) != (1, 1, 12, 31)
            }
            _ => true,
        }
    }

    /// What it is sorted by from A to Z: its author's word, a person's surname, else its title; quotes and
    /// brackets at the start do not count.
    pub fn index_name(&self) -> String {
        let title = &self.head.title;
        let name = match (&self.facets.sort, title.rsplit_once(' ')) {
            (Some(sort), _) => sort.clone(),
            (None, Some((first, last))) if self.kind.sorts_by_last_word => format!("{last} {first}"),
            _ => title.clone(),
        };
        let bare = name.trim_start_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() { name } else { bare.to_owned() }
    }

    /// True for an entry of the kind.
    pub fn is(&self, kind: KindId) -> bool {
        self.kind.id == kind
    }
}
