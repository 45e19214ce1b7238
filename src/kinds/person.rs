//! A person: who they are, under which names, and the posts they hold.

use std::any::Any;

use serde::Serialize;

use super::{CalendarPart, Kind, KindId, Listing, Rel, Skeleton, TimelineShape};
use crate::entry::{Capacity, Detail, Facets, RefIx};
use crate::front::Fields;
use crate::view::data::{DataCx, Record};
use crate::view::linked::{LinkedCx, Thing};
use crate::view::{LinkView, ViewCx};
use crate::words::phrase;

/// Its name.
pub(super) const ID: KindId = KindId("person");

/// Its row in the register.
pub(super) static KIND: Kind = Kind {
    id: ID,
    folder: "people",
    noun: phrase("a person", "osoba"),
    title_key: "name",
    listing: Listing::Alphabetical,
    timeline: TimelineShape::None,
    calendar: CalendarPart::None,
    schema: Some("Person"),
    scope: None,
    inside: &[],
    statuses: &[],
    by_phase: None,
    undated: None,
    misused: &[(
        "title",
        phrase(
            "write `name:` for the person's name; a post held goes under `roles:` as `as:`",
            "imię i nazwisko podaj w `name:`, a stanowisko w `roles:` jako `as:`",
        ),
    )],
    own_keys: &["name", "sort", "aka", "roles"],
    read: |fields| {
        let facets = Facets { sort: fields.text("sort"), names: fields.texts("aka"), ..Facets::default() };
        let roles = fields.groups("roles", phrase("a post", "stanowisko"), Some("as"), post);
        (facets, Box::new(Person { roles }))
    },
    sorts_by_last_word: true,
    dated_names: false,
    skeleton: Skeleton {
        pl: r#"# Do odkomentowania (usuń znak # i spację):
# sort: "Kowalska, Anna"
# roles:
#   - {as: Stanowisko, org: Organizacja}
"#,
        en: r#"# Remove the # and the space:
# sort: "Smith, Anna"
# roles:
#   - {as: Post held, org: Organisation}
"#,
    },
};

/// The organisation's page shows the post too, so it is noted with the reference.
fn post(fields: &mut Fields<'_>) -> Post {
    let position = fields.text("as");
    let org = fields.spanned_text("org");
    let capacity = Capacity { position: position.clone(), ..Capacity::default() };
    let org = org.map(|org| fields.relate(Rel::Affiliation, org, capacity));
    Post { position, org }
}

#[derive(Debug)]
struct Person {
    roles: Vec<Post>,
}

#[derive(Debug)]
struct Post {
    position: Option<String>,
    org: Option<RefIx>,
}

/// What templates see of a person as `detail`.
#[derive(Serialize)]
struct PersonView {
    /// Posts held now.
    roles: Vec<HeldPostView>,
}

/// A post held by a person.
#[derive(Serialize)]
struct HeldPostView {
    /// The post, in the author's words.
    position: Option<String>,
    /// The organisation.
    org: Option<LinkView>,
}

impl Detail for Person {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        let view =
            |post: &Post| HeldPostView { position: cx.text_of(&post.position), org: cx.link_of(post.org) };
        cx.value(&PersonView { roles: self.roles.iter().map(view).collect() })
    }

    fn linked(&self, cx: &LinkedCx<'_>, thing: &mut Thing) {
        thing.set_all("jobTitle", self.roles.iter().filter_map(|post| cx.view.text_of(&post.position)));
        let orgs: Vec<RefIx> = self.roles.iter().filter_map(|post| post.org).collect();
        thing.set_all("worksFor", cx.references(&orgs));
    }

    fn texts(&self) -> Vec<&str> {
        self.roles.iter().filter_map(|post| post.position.as_deref()).collect()
    }

    fn data(&self, cx: &DataCx<'_>, record: &mut Record) {
        let post = |post: &Post| {
            let mut record = Record::default();
            record.set_if("as", post.position.clone());
            record.set_if("org", post.org.map(|org| cx.reference(org)));
            record
        };
        record.set_all("roles", self.roles.iter().map(post));
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
