//! A place: a town hall, a hall, a town.

use std::any::Any;

use serde::Serialize;

use super::{CalendarPart, Kind, KindId, Listing, Skeleton, TimelineShape};
use crate::diag::codes;
use crate::entry::{Detail, Entry, Facets};
use crate::front::Fields;
use crate::front::fields::questions::Shape;
use crate::view::ViewCx;
use crate::view::data::{DataCx, Record};
use crate::view::linked::{LinkedCx, Thing};
use crate::words;
use crate::words::phrase;

/// Its name.
pub(super) const ID: KindId = KindId("place");

/// Its row in the register.
pub(super) static KIND: Kind = Kind {
    id: ID,
    folder: "places",
    noun: phrase("a place", "miejsce"),
    title_key: "name",
    listing: Listing::Alphabetical,
    timeline: TimelineShape::None,
    calendar: CalendarPart::None,
    schema: Some("Place"),
    scope: None,
    inside: &[],
    statuses: &[],
    by_phase: None,
    undated: None,
    misused: &[("title", phrase("write `name:` for the place's name", "nazwę miejsca podaj w `name:`"))],
    own_keys: &["name", "sort", "aka", "locality", "street", "postal", "region", "geo", "accessibility"],
    read: |fields| {
        let facets = Facets { sort: fields.text("sort"), names: fields.texts("aka"), ..Facets::default() };
        let place = Place {
            locality: fields.text("locality"),
            street: fields.text("street"),
            postal: fields.text("postal"),
            region: fields.text("region"),
            geo: geo(fields),
            accessibility: fields.text("accessibility"),
        };
        (facets, Box::new(place))
    },
    sorts_by_last_word: false,
    dated_names: false,
    skeleton: Skeleton {
        pl: r#"# Do odkomentowania (usuń znak # i spację):
# locality: Przykładowo
# street: Rynek 1
# accessibility: wejście bez schodów
"#,
        en: r#"# Remove the # and the space:
# locality: Exampleton
# street: 1 Market Square
# accessibility: step-free entrance
"#,
    },
};

#[derive(Debug)]
struct Place {
    locality: Option<String>,
    street: Option<String>,
    postal: Option<String>,
    region: Option<String>,
    geo: Option<[f64; 2]>,
    accessibility: Option<String>,
}

/// What templates see of a place as `detail`.
#[derive(Serialize)]
struct PlaceView {
    /// Town or village.
    locality: Option<String>,
    /// Street and number.
    street: Option<String>,
    /// Postal code.
    postal: Option<String>,
    /// Region.
    region: Option<String>,
    /// Latitude and longitude in degrees (WGS 84).
    geo: Option<[f64; 2]>,
    /// How people with disabilities get in and around.
    accessibility: Option<String>,
}

/// `geo: [52.2230, 18.2511]`, degrees north and east.
fn geo(fields: &mut Fields<'_>) -> Option<[f64; 2]> {
    fields.expect("geo", Shape::Coordinates);
    let given = fields.has("geo");
    let span = fields.span_of("geo");
    let numbers: Vec<f64> =
        fields.texts("geo").iter().filter_map(|text| text.replace(',', ".").parse().ok()).collect();
    match numbers.as_slice() {
        [lat, lon] if lat.abs() <= 90.0 && lon.abs() <= 180.0 => Some([*lat, *lon]),
        _ if !given => None,
        _ => {
            let message = words!(
                "`geo` must be latitude and longitude in degrees",
                "`geo` to ma być szerokość i długość geograficzna w stopniach",
            );
            let hint = words!(
                "write for example `geo: [52.2230, 18.2511]`",
                "wpisz na przykład `geo: [52.2230, 18.2511]`",
            );
            fields.sink().error(codes::WRONG_TYPE, &span, message, Some(hint));
            None
        }
    }
}

impl Detail for Place {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        cx.value(&PlaceView {
            locality: self.locality.clone(),
            street: self.street.clone(),
            postal: self.postal.clone(),
            region: self.region.clone(),
            geo: self.geo,
            accessibility: cx.text_of(&self.accessibility),
        })
    }

    fn linked(&self, _: &LinkedCx<'_>, thing: &mut Thing) {
        let mut address = Thing::new("PostalAddress");
        address.set_if("streetAddress", self.street.clone());
        address.set_if("postalCode", self.postal.clone());
        address.set_if("addressLocality", self.locality.clone());
        address.set_if("addressRegion", self.region.clone());
        let known =
            [&self.street, &self.postal, &self.locality, &self.region].into_iter().any(Option::is_some);
        thing.set_if("address", known.then_some(address));
        thing.set_if(
            "geo",
            self.geo.map(|[latitude, longitude]| {
                let mut geo = Thing::new("GeoCoordinates");
                geo.set("latitude", latitude);
                geo.set("longitude", longitude);
                geo
            }),
        );
    }

    fn texts(&self) -> Vec<&str> {
        let Self { locality, street, postal, region, accessibility, .. } = self;
        [locality, street, postal, region, accessibility].into_iter().flatten().map(String::as_str).collect()
    }

    fn data(&self, _: &DataCx<'_>, record: &mut Record) {
        record.set_if("locality", self.locality.clone());
        record.set_if("street", self.street.clone());
        record.set_if("postal", self.postal.clone());
        record.set_if("region", self.region.clone());
        record.set_if("geo", self.geo.map(|geo| geo.to_vec()));
        record.set_if("accessibility", self.accessibility.clone());
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A place's address on one line: `plac Wolności 1, 62-500 Konin`. What its name says already is left out.
pub(super) fn address_of(entry: &Entry) -> Option<String> {
    let place = entry.detail.as_any().downcast_ref::<Place>()?;
    let town: Vec<&str> =
        [&place.postal, &place.locality].into_iter().flatten().map(String::as_str).collect();
    let town = Some(town.join(" ")).filter(|town| !town.is_empty() && *town != entry.head.title);
    let parts: Vec<String> = place.street.iter().cloned().chain(town).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Degrees north and east of a place.
pub(super) fn geo_of(entry: &Entry) -> Option<[f64; 2]> {
    entry.detail.as_any().downcast_ref::<Place>()?.geo
}
