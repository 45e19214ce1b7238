//! A post: news, an announcement, or a summary that is about other entries.

use std::any::Any;

use serde::Serialize;

use super::{CalendarPart, Kind, KindId, Listing, Rel, Skeleton, TimelineShape, facts, programme};
use crate::entry::{Detail, RefIx};
use crate::view::linked::{LinkedCx, Thing};
use crate::view::{LinkView, ViewCx};
use crate::words::phrase;

/// Its name.
pub(super) const ID: KindId = KindId("post");

/// Its row in the register.
pub(super) static KIND: Kind = Kind {
    id: ID,
    folder: "posts",
    noun: phrase("a post", "wpis"),
    title_key: "title",
    listing: Listing::ByDate,
    timeline: TimelineShape::None,
    calendar: CalendarPart::None,
    schema: Some("NewsArticle"),
    scope: None,
    inside: &[(programme::ID, Rel::About)],
    statuses: &[],
    by_phase: None,
    undated: None,
    misused: &[
        (
            "date",
            phrase(
                "use `published:` for the day the post is published",
                "dzień publikacji wpisu podaj w `published:`",
            ),
        ),
        (
            "when",
            phrase(
                "a post has no time of its own: use `published:`, or make it an event with `kind: event`",
                "wpis nie ma własnego czasu: użyj `published:` albo zrób z niego wydarzenie wierszem `kind: event`",
            ),
        ),
    ],
    own_keys: &["about"],
    read: |fields| {
        let post = Post { about: fields.references("about", Rel::About) };
        (facts::facts(fields), Box::new(post))
    },
    sorts_by_last_word: false,
    dated_names: true,
    skeleton: Skeleton {
        pl: r#"published: {today}
# Do odkomentowania (usuń znak # i spację), gdy będzie wiadomo:
# summary: Jedno lub dwa zdania na listy
# about: [event:id-wydarzenia]
# tags: [współpraca]
"#,
        en: r#"published: {today}
# Remove the # and the space where you know more:
# summary: One or two sentences for lists
# about: [event:id-of-the-event]
# tags: [cooperation]
"#,
    },
};

#[derive(Debug)]
struct Post {
    about: Vec<RefIx>,
}

/// What templates see of a post as `detail`.
#[derive(Serialize)]
struct PostView {
    /// The entries the post is about.
    about: Vec<LinkView>,
}

impl Detail for Post {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        cx.value(&PostView {
            about: cx.links(&self.about).into_iter().chain(cx.containers(Rel::About)).collect(),
        })
    }

    fn linked(&self, cx: &LinkedCx<'_>, thing: &mut Thing) {
        thing.set("headline", cx.view.text(&cx.view.entry().head.title));
        thing.set_all("about", cx.references(&self.about));
        cx.work(thing);
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
