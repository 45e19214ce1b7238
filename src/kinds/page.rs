//! A page: anything that is not one of the other kinds (about, contact, how to read the archive).

use std::any::Any;

use super::{CalendarPart, Kind, KindId, Listing, Skeleton, TimelineShape};
use crate::entry::{Detail, Facets};
use crate::view::ViewCx;
use crate::view::linked::{LinkedCx, Thing};
use crate::words::phrase;

/// Its name.
pub(super) const ID: KindId = KindId("page");

/// Its row in the register.
pub(super) static KIND: Kind = Kind {
    id: ID,
    folder: "pages",
    noun: phrase("a page", "strona"),
    title_key: "title",
    listing: Listing::None,
    timeline: TimelineShape::None,
    calendar: CalendarPart::None,
    schema: Some("WebPage"),
    scope: None,
    inside: &[],
    statuses: &[],
    by_phase: None,
    undated: None,
    misused: &[],
    own_keys: &[],
    read: |_| (Facets::default(), Box::new(Page)),
    sorts_by_last_word: false,
    dated_names: false,
    skeleton: Skeleton { pl: "", en: "" },
};

#[derive(Debug)]
struct Page;

impl Detail for Page {
    fn view(&self, _: &ViewCx<'_>) -> tera::Value {
        tera::Value::none()
    }

    fn linked(&self, cx: &LinkedCx<'_>, thing: &mut Thing) {
        cx.work(thing);
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
