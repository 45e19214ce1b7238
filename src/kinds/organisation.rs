//! An organisation: an office, an association, a company.

use std::any::Any;

use serde::Serialize;

use super::{CalendarPart, Kind, KindId, Listing, Skeleton, TimelineShape, facts};
use crate::entry::{Detail, Facets, FileRef};
use crate::view::data::{DataCx, Record};
use crate::view::linked::{LinkedCx, Thing};
use crate::view::{ImageView, ViewCx};
use crate::words::phrase;

/// Its name.
pub(super) const ID: KindId = KindId("organisation");

/// Its row in the register.
pub(super) static KIND: Kind = Kind {
    id: ID,
    folder: "organisations",
    noun: phrase("an organisation", "organizacja"),
    title_key: "name",
    listing: Listing::Alphabetical,
    timeline: TimelineShape::None,
    calendar: CalendarPart::None,
    schema: Some("Organization"),
    scope: None,
    inside: &[],
    statuses: &[],
    by_phase: None,
    undated: None,
    misused: &[(
        "title",
        phrase("write `name:` for the organisation's name", "nazwę organizacji podaj w `name:`"),
    )],
    own_keys: &["name", "sort", "short", "aka", "type", "url", "logo"],
    read: |fields| {
        let short = fields.text("short");
        let mut names = fields.texts("aka");
        names.extend(short.clone());
        let facets = Facets { sort: fields.text("sort"), names, ..Facets::default() };
        let detail = Organisation {
            short,
            sort: fields.text("type"),
            url: facts::url(fields, "url"),
            logo: fields.picture("logo"),
        };
        (facets, Box::new(detail))
    },
    sorts_by_last_word: false,
    dated_names: false,
    skeleton: Skeleton {
        pl: r#"# Do odkomentowania (usuń znak # i spację):
# short: UM
# type: samorząd
# url: https://www.example.pl
"#,
        en: r#"# Remove the # and the space:
# short: CC
# type: local government
# url: https://www.example.org
"#,
    },
};

#[derive(Debug)]
struct Organisation {
    short: Option<String>,
    sort: Option<String>,
    url: Option<String>,
    logo: Option<FileRef>,
}

/// What templates see of an organisation as `detail`.
#[derive(Serialize)]
struct OrganisationView {
    /// Its short name.
    short: Option<String>,
    /// What sort of organisation, in the author's words.
    sort: Option<String>,
    /// Its own site.
    url: Option<String>,
    /// Its logo, with words that say whose it is.
    logo: Option<ImageView>,
}

/// A logo says whose it is; it needs no words of its author.
fn logo(cx: &ViewCx<'_>, file: &FileRef) -> Option<ImageView> {
    let picture = cx.picture(&cx.entry().source.path.join(&file.path)?)?;
    let name = cx.text(&cx.entry().head.title);
    let alt = cx.site.texts.get("organisation.logo", &[("name", &name)]).unwrap_or(name);
    Some(ImageView { alt, ..picture })
}

impl Detail for Organisation {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        cx.value(&OrganisationView {
            short: self.short.clone(),
            sort: cx.text_of(&self.sort),
            url: self.url.clone(),
            logo: self.logo.as_ref().and_then(|file| logo(cx, file)),
        })
    }

    fn linked(&self, cx: &LinkedCx<'_>, thing: &mut Thing) {
        thing.set_if("sameAs", self.url.clone());
        thing.set_if("logo", self.logo.as_ref().and_then(|file| cx.file(file)));
    }

    fn texts(&self) -> Vec<&str> {
        self.sort.as_deref().into_iter().collect()
    }

    fn data(&self, cx: &DataCx<'_>, record: &mut Record) {
        record.set_if("short", self.short.clone());
        record.set_if("type", self.sort.clone());
        record.set_if("website", self.url.clone());
        let logo = self.logo.as_ref().and_then(|file| cx.view.file_url(file));
        record.set_if("logo", logo.map(|url| cx.address(&url)));
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
