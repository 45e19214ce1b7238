//! The small views that others are made of.

use serde::Serialize;

use super::ViewCx;
use crate::entry::{Figure, Stamp, Status};
use crate::site::{EntryIx, Site};
use crate::when::{Phase, When};

/// A link within the site, or words where there is no page to link to.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// Its words.
    pub title: String,
    /// The address from the site's root; empty for home, none where there is no page.
    pub url: Option<String>,
}

/// A link out of the site, or words where there is no address.
#[derive(Clone, Debug, Serialize)]
pub struct ExternalLink {
    /// Its words.
    pub label: String,
    /// The whole address.
    pub url: Option<String>,
    /// recording, slides, report, register or website.
    pub sort: Option<&'static str>,
}

impl ExternalLink {
    /// A link to an address.
    pub fn new(label: String, url: &str, sort: Option<&'static str>) -> Self {
        Self { label, url: Some(url.to_owned()), sort }
    }
}

/// A time in words and for machines.
#[derive(Clone, Debug, Serialize)]
pub struct WhenView {
    /// In the site's language: „23–24 kwietnia 2020”.
    pub text: String,
    /// Its start as ISO 8601, as precise as it is known; none when open.
    pub start: Option<String>,
    /// Its end as ISO 8601; none when open or a single point.
    pub end: Option<String>,
    /// True when it is not known to the day.
    pub vague: bool,
}

impl WhenView {
    /// The view of a time.
    pub fn new(when: &When, site: &Site) -> Self {
        Self {
            text: site.locale.when(when),
            start: when.start_iso(),
            end: when.end_iso(),
            vague: when.is_vague(),
        }
    }
}

/// The moment something was published or changed.
#[derive(Clone, Debug, Serialize)]
pub struct StampView {
    /// In the site's language.
    pub text: String,
    /// As ISO 8601.
    pub iso: String,
}

impl StampView {
    /// The view of a moment.
    pub fn new(stamp: Stamp, site: &Site) -> Self {
        let text = if stamp.day_only { site.locale.date(stamp.date()) } else { site.locale.stamp(stamp.at) };
        Self { text, iso: stamp.iso() }
    }
}

/// The state of something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct StatusView {
    /// planned, active, done, on_hold, scheduled, held, postponed, rescheduled, moved_online or cancelled.
    pub key: &'static str,
    /// In the site's language.
    pub label: String,
    /// True when the author said so, false when the dates did.
    pub stated: bool,
}

impl StatusView {
    /// The view of a state.
    pub(super) fn new(status: Status, stated: bool, site: &Site) -> Self {
        let key = status.as_str();
        Self { key, label: site.texts.pattern(&format!("status.{key}")), stated }
    }

    /// The view of an entry's state; what is announced and has begun is under way, what was
    /// announced or moved and is over says so.
    pub fn of(ix: EntryIx, site: &Site) -> Option<Self> {
        let stated = site.entry(ix).facets.status.is_some();
        let view = Self::new(site.status(ix)?, stated, site);
        let begun = !stated && view.key == Status::Scheduled.as_str() && site.phase(ix) == Phase::During;
        let moved =
            [Status::Rescheduled, Status::MovedOnline].iter().any(|status| status.as_str() == view.key);
        let label = if begun {
            site.texts.pattern("status.under_way")
        } else if site.is_unconfirmed(ix) && view.key == Status::Scheduled.as_str() {
            site.texts.pattern("status.unconfirmed")
        } else if moved && site.phase(ix) == Phase::After {
            format!("{}, {}", view.label, site.texts.pattern("status.past"))
        } else {
            return Some(view);
        };
        Some(Self { label, ..view })
    }
}

/// A picture.
#[derive(Clone, Debug, Serialize)]
pub struct ImageView {
    /// Its address from the site's root, in a format that every browser shows.
    pub url: String,
    /// Its width in pixels, upright; none where the file does not tell.
    pub width: Option<u32>,
    /// Its height in pixels.
    pub height: Option<u32>,
    /// True for one that is higher than wide.
    pub is_upright: bool,
    /// The same picture in other formats and sizes, the best first, for `<source>`.
    pub sources: Vec<SourceView>,
    /// The classes of the ground that stands in its place until it is there; none where it is not known.
    pub tone: Option<String>,
    /// What it shows, for those who cannot see it; empty when decorative.
    pub alt: String,
    /// Words below it.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
}

/// A picture in one format.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// Its media type, for `type`.
    pub media_type: &'static str,
    /// Its sizes, the smallest first, for `srcset`.
    pub sizes: Vec<SizeView>,
}

/// A picture in one size.
#[derive(Clone, Debug, Serialize)]
pub struct SizeView {
    /// Its address from the site's root.
    pub url: String,
    /// Its width in pixels.
    pub width: u32,
}

/// Who is credited as a source.
#[derive(Clone, Debug, Serialize)]
pub struct CreditView {
    /// The name.
    pub name: String,
    /// The whole address.
    pub url: Option<String>,
}

/// A key figure.
#[derive(Clone, Debug, Serialize)]
pub struct FigureView {
    /// What is counted.
    pub label: String,
    /// The number in the language's notation; none when it is not known.
    pub value: Option<String>,
    /// In what.
    pub unit: Option<String>,
    /// When it was counted.
    pub as_of: Option<WhenView>,
    /// Who counted it.
    pub source: Option<String>,
    /// The figure this one may be a part of; the two are never added up.
    pub part_of: Option<String>,
}

impl FigureView {
    /// The view of a figure.
    pub fn new(figure: &Figure, cx: &ViewCx<'_>) -> Self {
        Self {
            label: cx.text(&figure.label),
            value: figure.value.map(|value| cx.number(value)),
            unit: cx.text_of(&figure.unit),
            as_of: cx.when(figure.as_of.as_ref()),
            source: cx.text_of(&figure.source),
            part_of: cx.text_of(&figure.part_of),
        }
    }
}

/// Something that is to follow.
#[derive(Clone, Debug, Serialize)]
pub struct NextStepView {
    /// What.
    pub text: String,
    /// By when.
    pub when: Option<WhenView>,
}

/// What an entry is a member of.
#[derive(Clone, Debug, Serialize)]
pub struct MembershipView {
    /// programme, stage, forum or parent.
    pub rel: &'static str,
    /// The other.
    pub link: LinkView,
}

/// Previous and next among an entry's own kind.
#[derive(Clone, Debug, Serialize)]
pub struct NeighboursView {
    /// Within what; none for all of the kind.
    pub within: Option<LinkView>,
    /// The one before.
    pub previous: Option<LinkView>,
    /// The one after.
    pub next: Option<LinkView>,
}
