//! `timeline`: entries by a query, as a timeline.
//!
//! ````text
//! ```timeline
//! programme: konin
//! kind: [stage, event]
//! from: 2019-07
//! to: 2019-09
//! order: oldest
//! limit: 20
//! ```
//! ````

use jiff::civil::Date;
use serde::Serialize;

use super::{Block, Row};
use crate::entry::RefIx;
use crate::front::Fields;
use crate::kinds::{KINDS, Rel, TimelineShape};
use crate::site::EntryIx;
use crate::view::{TimelineView, ViewCx};

/// How many entries a block shows whose author sets no limit.
const DEFAULT_LIMIT: usize = 100;

/// Its row in the register.
pub(super) static ROW: Row = Row {
    name: "timeline",
    read: |fields| {
        let kinds: Vec<&'static str> =
            KINDS.iter().filter(|kind| kind.timeline != TimelineShape::None).map(|kind| kind.id.0).collect();
        Box::new(Timeline {
            title: fields.text("title"),
            kinds: fields.choices("kind", &kinds),
            within: ["programme", "forum"]
                .into_iter()
                .zip([Rel::ShownProgramme, Rel::ShownForum])
                .filter_map(|(key, rel)| fields.reference(key, rel))
                .collect(),
            tags: fields.texts("tag"),
            year: fields.integer("year").and_then(|year| i16::try_from(year).ok()),
            from: day(fields, "from", false),
            to: day(fields, "to", true),
            newest_first: fields.choice("order", &["newest", "oldest"]) == Some("newest"),
            limit: fields.integer("limit").and_then(|limit| usize::try_from(limit).ok()),
        })
    },
};

/// The first or last day of a time on a key.
fn day(fields: &mut Fields<'_>, key: &'static str, last: bool) -> Option<Date> {
    let when = fields.when(key)?.value;
    if last { when.last_day() } else { when.first_day() }
}

#[derive(Debug)]
struct Timeline {
    title: Option<String>,
    kinds: Vec<&'static str>,
    within: Vec<RefIx>,
    tags: Vec<String>,
    year: Option<i16>,
    from: Option<Date>,
    to: Option<Date>,
    newest_first: bool,
    limit: Option<usize>,
}

/// What the template sees as `block`.
#[derive(Serialize)]
struct TimelineBlockView {
    /// Its title.
    title: Option<String>,
    /// The timeline.
    timeline: TimelineView,
}

impl Block for Timeline {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        let mut found: Vec<EntryIx> = cx.site.dated("timeline").filter(|ix| self.fits(*ix, cx)).collect();
        if self.newest_first {
            found.reverse();
        }
        found.truncate(self.limit.unwrap_or(DEFAULT_LIMIT));
        cx.value(&TimelineBlockView {
            title: cx.text_of(&self.title),
            timeline: TimelineView::of(&found, cx.site, cx.views),
        })
    }

    fn template(&self) -> &'static str {
        "blocks/timeline.html"
    }
}

impl Timeline {
    fn fits(&self, ix: EntryIx, cx: &ViewCx<'_>) -> bool {
        let entry = cx.site.entry(ix);
        let Some(when) = &entry.facets.when else {
            return false;
        };
        let year_fits = self.year.is_none_or(|year| {
            let bounds = (Date::new(year, 1, 1), Date::new(year, 12, 31));
            matches!(bounds, (Ok(from), Ok(to)) if when.value.overlaps(from, to))
        });
        let within = self.within.iter().filter_map(|r| cx.target(*r));
        let mut within = within.map(|container| container == ix || cx.site.is_within(ix, container));
        year_fits
            && (self.kinds.is_empty() || self.kinds.contains(&entry.kind.id.0))
            && (self.tags.is_empty() || self.tags.iter().any(|tag| cx.site.has_tag(ix, tag)))
            && within.all(|inside| inside)
            && when.value.overlaps(self.from.unwrap_or(Date::MIN), self.to.unwrap_or(Date::MAX))
    }
}
