//! Data for machines in the words of schema.org, as JSON-LD 1.1: [`Thing`], and [`LinkedCx`] which makes things of
//! entries. A kind adds its own properties through [`crate::entry::Detail::linked`]; what follows from the model
//! alone is here. [`graph`] makes the text for `<script type="application/ld+json">`.
//!
//! Only what is known is said: a time no more precisely than its author knew it, and nothing of a vague one.

use serde_json::{Map, Value, json};

use super::ViewCx;
use super::moment::{self, is_later};
use crate::config::{BaseUrl, Config};
use crate::entry::{FileRef, Image, RefIx, Stamp};
use crate::kinds::{Kind, Rel};
use crate::site::{EntryIx, Target};
use crate::when::{Bound, Point, When};

/// Something schema.org has a type for, with its properties.
#[derive(Debug, Clone, Default)]
pub struct Thing(Map<String, Value>);

impl Thing {
    /// One of a type.
    pub fn new(schema: &str) -> Self {
        let mut thing = Self::default();
        thing.set("@type", schema);
        thing
    }

    /// Sets a property.
    pub fn set(&mut self, property: &str, value: impl Into<Value>) {
        self.0.insert(property.to_owned(), value.into());
    }

    /// Sets a property where there is a value.
    pub fn set_if(&mut self, property: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(property, value);
        }
    }

    /// Sets a property to all values: none, the one, or a list.
    pub fn set_all(&mut self, property: &str, values: impl IntoIterator<Item = impl Into<Value>>) {
        let mut values: Vec<Value> = values.into_iter().map(Into::into).collect();
        match values.len() {
            0 => {}
            1 => self.set(property, values.swap_remove(0)),
            _ => self.set(property, values),
        }
    }
}

impl Thing {
    /// The node of its `@id`, which is told of elsewhere in the same data.
    fn reference(&self) -> Self {
        Self(
            self.0
                .iter()
                .filter(|(property, _)| *property == "@id")
                .map(|(p, v)| (p.clone(), v.clone()))
                .collect(),
        )
    }

    /// Its type, `@id`, name and address alone.
    fn in_brief(mut self) -> Self {
        self.0.retain(|property, _| ["@type", "@id", "name", "url"].contains(&property.as_str()));
        self
    }
}

impl From<Thing> for Value {
    fn from(thing: Thing) -> Self {
        Value::Object(thing.0)
    }
}

/// What things are made with.
#[derive(Clone, Copy)]
pub struct LinkedCx<'a> {
    /// The entry and all that views are made with.
    pub view: ViewCx<'a>,
    /// From the page to the site's root, for a site that does not know its address.
    root: &'a str,
}

impl<'a> LinkedCx<'a> {
    /// For a page from which `root` leads to the site's root.
    pub fn new(view: ViewCx<'a>, root: &'a str) -> Self {
        Self { view, root }
    }

    fn config(&self) -> &'a Config {
        &self.view.site.config
    }

    /// The whole address of an address within the site, as far as the site knows it.
    pub fn address(&self, url: &str) -> String {
        address(self.config(), self.root, url)
    }

    /// The entry itself with everything known of it; `None` for a kind that schema.org has no type for.
    pub fn entry(&self) -> Option<Thing> {
        let entry = self.view.entry();
        let mut thing = self.named(self.view.ix)?;
        thing.set_if("description", self.view.text_of(&entry.head.summary));
        thing.set_if("image", entry.head.image.as_ref().and_then(|image| self.picture(image)));
        thing.set_all("alternateName", entry.facets.names.iter().cloned());
        entry.detail.linked(self, &mut thing);
        Some(thing)
    }

    /// An entry by type, name and address; its `@id` is that of the thing its own page tells of.
    pub fn named(&self, ix: EntryIx) -> Option<Thing> {
        let entry = self.view.site.entry(ix);
        let mut thing = Thing::new(entry.kind.schema?);
        let address = self.address(&self.view.site.url(ix).href());
        thing.set("@id", address.clone());
        thing.set("name", self.view.text(&entry.head.title));
        thing.set("url", address);
        Some(thing)
    }

    /// An entry by type, name, address and time: one among several.
    pub fn dated(&self, ix: EntryIx) -> Option<Thing> {
        let mut thing = self.named(ix)?;
        let when = self.view.site.entry(ix).facets.when.as_ref();
        let (start, end) = when.map(|when| self.bounds(&when.value)).unwrap_or_default();
        thing.set_if("startDate", start);
        thing.set_if("endDate", end);
        Some(thing)
    }

    /// A picture with what its author says of it; none where the file is not published.
    fn picture(&self, image: &Image) -> Option<Thing> {
        let mut thing = Thing::new("ImageObject");
        thing.set("url", self.file(&image.src)?);
        let words = self.view.text_of(&image.caption).or_else(|| Some(self.view.text(&image.alt)));
        thing.set_if("caption", words.filter(|words| !words.is_empty()));
        thing.set_if("creditText", self.view.text_of(&image.credit));
        Some(thing)
    }

    /// An entry that is known to be published, with its kind's own properties.
    pub fn in_full(&self, ix: EntryIx) -> Option<Thing> {
        let mut thing = self.named(ix)?;
        self.view.site.entry(ix).detail.linked(&self.of(ix), &mut thing);
        Some(thing)
    }

    /// The same about another entry, from the same page.
    pub fn of(&self, ix: EntryIx) -> Self {
        Self { view: self.view.of(ix), ..*self }
    }

    /// What a reference names; a name alone where it has no page. `plain` is the kind such a name is of. Nothing of an
    /// entry that is not published.
    pub fn reference(&self, reference: RefIx, plain: &Kind) -> Option<Thing> {
        match self.view.site.target(self.view.ix, reference) {
            Target::Entry(ix) => self.named(ix),
            Target::Withheld(_) => None,
            Target::Text => {
                let mut thing = Thing::new(plain.schema?);
                thing.set("name", self.view.link(reference).title);
                Some(thing)
            }
        }
    }

    /// What several references name.
    pub fn references(&self, references: &[RefIx]) -> Vec<Thing> {
        let kind = |reference: &RefIx| Some(self.view.entry().relations.get(reference.0)?.rel.page_kind());
        references.iter().filter_map(|reference| self.reference(*reference, kind(reference)?)).collect()
    }

    /// What the entry is directly a member of as `rel`.
    pub fn containers(&self, rel: Rel) -> Vec<Thing> {
        let containers = self.view.site.containers_of(self.view.ix).iter();
        containers.filter(|(other, _)| *other == rel).filter_map(|(_, ix)| self.named(*ix)).collect()
    }

    /// Start and end of a time, see [`LinkedCx::time`]. A single point has no end, a vague time neither; an end that
    /// is not after its start is none.
    pub fn bounds(&self, when: &When) -> (Option<String>, Option<String>) {
        match when {
            When::Vague { .. } => (None, None),
            When::At(bound) => (self.time(Some(*bound)), None),
            When::Span { .. } | When::Days(_) => {
                let (start, end) = when.bounds();
                let end = end.filter(|end| is_later(*end, start, &self.config().timezone));
                (self.time(start), self.time(end))
            }
        }
    }

    /// The entry's time as an interval of ISO 8601 (`2024-01/2024-06`, an open end is `..`); none where an end
    /// is not known for certain.
    pub fn interval(&self) -> Option<String> {
        let when = &self.view.entry().facets.when.as_ref()?.value;
        if when.is_approximate() {
            return None;
        }
        let open = || "..".to_owned();
        match (when, self.bounds(when)) {
            (When::At(_), (start, _)) => start,
            (_, (None, None)) => None,
            // Not open, but not after the start either.
            (_, (start @ Some(_), None)) if when.bounds().1.is_some() => start,
            (_, (start, end)) => Some(format!("{}/{}", start.unwrap_or_else(open), end.unwrap_or_else(open))),
        }
    }

    /// The whole address of a file named by the entry.
    pub fn file(&self, file: &FileRef) -> Option<String> {
        self.view.file_url(file).map(|url| self.address(&url))
    }

    /// The whole address of a picture that the entry names, in a format that every program shows.
    pub fn poster(&self, file: &FileRef) -> Option<String> {
        let place = self.view.entry().source.path.join(&file.path)?;
        Some(self.address(&self.view.picture(&place)?.url))
    }

    /// A moment or a less precise time as ISO 8601, with the offset of the site's clock; nothing of an
    /// approximate one.
    pub fn time(&self, bound: Option<Bound>) -> Option<String> {
        let bound = bound.filter(|bound| !bound.approximate)?;
        match bound.point {
            Point::Instant(at) => moment::iso(at, &self.config().timezone),
            point => Some(point.iso()),
        }
    }

    /// A day or a moment of publication.
    pub fn stamp(&self, stamp: Stamp) -> Option<String> {
        let timezone = &self.config().timezone;
        if stamp.day_only { Some(stamp.date().to_string()) } else { moment::iso(stamp.at, timezone) }
    }

    /// The site's language, for types that have `inLanguage`.
    pub fn language(&self) -> &'a str {
        &self.config().language
    }

    /// Properties of what somebody wrote and the site publishes (CreativeWork).
    pub fn work(&self, thing: &mut Thing) {
        let head = &self.view.entry().head;
        thing.set("inLanguage", self.language());
        thing.set_if("datePublished", head.published.and_then(|stamp| self.stamp(stamp)));
        thing.set_if("dateModified", head.updated.or(head.published).and_then(|stamp| self.stamp(stamp)));
        thing.set_all("author", head.byline.map(|author| self.references(&[author])).unwrap_or_default());
        thing.set_if("publisher", publisher(self.config(), self.root).map(|publisher| publisher.in_brief()));
        let mut site = Thing::new("WebSite");
        site.set("@id", address(self.config(), self.root, ""));
        site.set("name", self.view.text(&self.config().title));
        thing.set("isPartOf", site);
        thing.set("mainEntityOfPage", self.address(&self.view.site.url(self.view.ix).href()));
        thing.set_all("keywords", self.view.texts(&head.tags));
    }
}

/// The whole address of an address within the site; relative to the page where the site does not know its own.
pub fn address(config: &Config, root: &str, url: &str) -> String {
    format!("{}{url}", config.base_url.as_ref().map_or(root, BaseUrl::as_str))
}

/// Who publishes the site. Told in full on the home page; elsewhere as much as stands on its own.
fn publisher(config: &Config, root: &str) -> Option<Thing> {
    let publisher = config.publisher.as_ref()?;
    let mut thing = Thing::new("Organization");
    thing.set("@id", address(config, root, PUBLISHER));
    thing.set("name", publisher.name.clone());
    thing.set_if("url", publisher.url.clone());
    thing.set_if("email", publisher.email.clone());
    Some(thing)
}

/// Where the home page tells of the publisher.
const PUBLISHER: &str = "#publisher";

/// The site and its publisher, for the home page. `logo` is the address of the site's logo from its root.
pub fn website(
    config: &Config,
    title: String,
    description: Option<String>,
    logo: Option<String>,
) -> Vec<Thing> {
    const ROOT: &str = "./";
    let mut thing = Thing::new("WebSite");
    let url = address(config, ROOT, "");
    thing.set("@id", url.clone());
    thing.set("url", url);
    thing.set("name", title);
    thing.set_if("description", description);
    thing.set("inLanguage", config.language.clone());
    let mut publisher = publisher(config, ROOT);
    thing.set_if("publisher", publisher.as_ref().map(Thing::reference));
    if let Some(publisher) = &mut publisher {
        publisher.set_if("logo", logo.map(|logo| address(config, ROOT, &logo)));
    }
    std::iter::once(thing).chain(publisher).collect()
}

/// A series of gatherings, at the address of its page.
pub fn series(name: String, address: String) -> Thing {
    let mut series = Thing::new("EventSeries");
    series.set("@id", address.clone());
    series.set("name", name);
    series.set("url", address);
    series
}

/// The way from home to a page: titles and addresses, the page itself last.
pub fn breadcrumbs(way: &[(String, String)]) -> Thing {
    let item = |(at, (name, url)): (usize, &(String, String))| json!({"@type": "ListItem", "position": at + 1, "name": name, "item": url});
    let mut thing = Thing::new("BreadcrumbList");
    thing.set("itemListElement", way.iter().enumerate().map(item).collect::<Vec<Value>>());
    thing
}

/// The text of the `<script>`: nothing in it can end the element (HTML §4.12.1.3, restrictions for contents).
pub fn graph(things: Vec<Thing>) -> Option<String> {
    #[derive(serde::Serialize)]
    struct Graph {
        #[serde(rename = "@context")]
        context: &'static str,
        #[serde(rename = "@graph")]
        things: Vec<Map<String, Value>>,
    }
    if things.is_empty() {
        return None;
    }
    let things = things.into_iter().map(|thing| thing.0).collect();
    let text = serde_json::to_string(&Graph { context: "https://schema.org", things }).ok()?;
    Some(if text.contains('<') { text.replace('<', "\\u003c") } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_it_can_end_the_script() {
        let mut thing = Thing::new("Event");
        thing.set("name", "</script><!-- „A & B”");
        let text = graph(vec![thing]).unwrap();
        assert!(!text.contains('<'), "{text}");
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["@graph"][0]["name"], "</script><!-- „A & B”");
        assert_eq!(graph(Vec::new()), None);
    }

    #[test]
    fn one_value_stands_alone_and_none_not_at_all() {
        let mut thing = Thing::new("Event");
        thing.set_all("performer", Vec::<String>::new());
        thing.set_all("organizer", ["a"]);
        thing.set_all("location", ["a", "b"]);
        let expected = json!({"@type": "Event", "organizer": "a", "location": ["a", "b"]});
        assert_eq!(Value::from(thing), expected);
    }
}
