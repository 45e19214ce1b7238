//! An entry as data for others: [`Record`], and [`DataCx`] which makes one. A kind adds its own fields through
//! [`crate::entry::Detail::data`]; what every kind has is here. Names are those of the content model; `docs/data.md`
//! describes each field and `docs/entries.schema.json` its form.
//!
//! Words are as their author wrote them: quotes and spaces are set for readers of pages, not for programs. A field
//! without a value is left out.

use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::moment::{self, is_later};
use super::{StatusView, ViewCx};
use crate::entry::{Capacity, Figure, Image, Link, Origin, RefIx, Stamp};
use crate::kinds::Rel;
use crate::site::{EntryIx, Target};
use crate::when::{Bound, Point, When};

/// The fields of an entry, by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record(Map<String, Value>);

impl Record {
    /// Sets a field.
    pub fn set(&mut self, field: &str, value: impl Into<Value>) {
        self.0.insert(field.to_owned(), value.into());
    }

    /// Sets a field where there is a value.
    pub fn set_if(&mut self, field: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(field, value);
        }
    }

    /// Sets a field to a list, where there is anything on it.
    pub fn set_all(&mut self, field: &str, values: impl IntoIterator<Item = impl Into<Value>>) {
        let values: Vec<Value> = values.into_iter().map(Into::into).collect();
        if !values.is_empty() {
            self.set(field, values);
        }
    }

    /// A field, and one within it where `path` has more than one name.
    pub fn get(&self, path: &[&str]) -> Option<&Value> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(self.0.get(*first)?, |value, name| value.get(name))
    }

    /// True when another says all that this one does.
    fn is_within(&self, other: &Record) -> bool {
        self.0.iter().all(|(field, value)| other.0.get(field) == Some(value))
    }

    /// The record as a value; none where it has no field.
    pub fn some(self) -> Option<Value> {
        (!self.0.is_empty()).then_some(Value::Object(self.0))
    }
}

impl From<Record> for Value {
    fn from(record: Record) -> Self {
        Value::Object(record.0)
    }
}

/// What records are made with.
#[derive(Clone, Copy)]
pub struct DataCx<'a> {
    /// The entry and all that views are made with.
    pub view: ViewCx<'a>,
}

impl<'a> DataCx<'a> {
    /// The whole address of an address within the site; from the root of a site that does not know its own.
    pub fn address(&self, url: &str) -> String {
        match &self.view.site.config.base_url {
            Some(base) => format!("{}{url}", base.as_str()),
            None => url.to_owned(),
        }
    }

    /// Everything of the entry that pages show of its model: all but its text.
    pub fn record(&self) -> Record {
        let (site, ix, entry) = (self.view.site, self.view.ix, self.view.entry());
        let (head, facets) = (&entry.head, &entry.facets);
        let mut record = Record::default();
        record.set("kind", entry.kind.id.0);
        record.set("id", site.id(ix));
        record.set("url", self.address(&site.url(ix).href()));
        record.set("title", head.title.clone());
        record.set_all("other_names", facets.names.iter().cloned());
        record.set_if("summary", head.summary.clone());
        record.set_if("written", (entry.origin == Origin::Named).then_some(false));
        record.set_if("when", facets.when.as_ref().map(|when| self.when(&when.value)));
        record.set_if("previous_when", facets.previous_when.as_ref().map(|when| self.when(when)));
        let status = StatusView::of(ix, site);
        record.set_if("status", status.map(|status| json!({"value": status.key, "stated": status.stated})));
        record.set_if("published", head.published.and_then(|stamp| self.stamp(stamp)));
        record.set_if("updated", head.updated.and_then(|stamp| self.stamp(stamp)));
        record.set_all("tags", head.tags.iter().cloned());
        record.set_all("part_of", self.containers());
        record.set_if("series", facets.series.clone());
        record.set_if("edition", facets.edition.clone());
        record.set_if("day", facets.day.as_ref().map(|day| day.value));
        record.set_if("order", facets.order);
        record.set_all("involved", self.involved());
        record.set_all("about", self.about());
        record.set_all("related", self.mentions(Rel::Related));
        record.set_all("figures", facets.figures.iter().map(|figure| self.figure(figure)));
        record.set_all("outcomes", facets.outcomes.iter().cloned());
        record.set_all(
            "next_steps",
            facets.next_steps.iter().map(|step| {
                let mut record = Record::default();
                record.set("text", step.text.clone());
                record.set_if("when", step.when.as_ref().map(|when| self.when(when)));
                record
            }),
        );
        record.set_if("image", head.image.as_ref().and_then(|image| self.image(image)));
        record.set_all("links", self.links(&head.links));
        record.set_all("attachments", self.attachments());
        record.set_all(
            "sources",
            head.sources.iter().map(|credit| {
                let mut record = Record::default();
                record.set("name", credit.name.clone());
                record.set_if("url", credit.url.clone());
                record
            }),
        );
        entry.detail.data(self, &mut record);
        record
    }

    /// A time: in words, in EDTF, its ends as precisely as they are known, and the days it may touch.
    pub fn when(&self, when: &When) -> Record {
        let (start, end) = when.bounds();
        let mut record = Record::default();
        record.set("text", self.view.site.locale.when(when));
        record.set("edtf", edtf(when));
        record.set_if("start", start.and_then(|bound| self.point(bound)));
        let has_end = !matches!(when, When::At(_));
        let is_end = |end: &Bound| has_end && is_later(*end, start, self.timezone());
        record.set_if("end", end.filter(is_end).and_then(|bound| self.point(bound)));
        record.set_if("first_day", when.first_day().map(|day| day.to_string()));
        record.set_if("last_day", when.last_day().map(|day| day.to_string()));
        record.set("precision", precision(when));
        record.set_if("vague", when.is_vague().then_some(true));
        record
    }

    fn timezone(&self) -> &'a TimeZone {
        &self.view.site.config.timezone
    }

    /// ISO 8601, as precise as it is known; a moment with the offset of the site's clock.
    fn point(&self, bound: Bound) -> Option<String> {
        match bound.point {
            Point::Instant(at) => moment::iso(at, self.timezone()),
            point => Some(point.iso()),
        }
    }

    fn stamp(&self, stamp: Stamp) -> Option<String> {
        if stamp.day_only { Some(stamp.date().to_string()) } else { moment::iso(stamp.at, self.timezone()) }
    }

    /// What a reference names: the title, and kind and id where it has a page.
    pub fn reference(&self, reference: RefIx) -> Record {
        let (site, ix) = (self.view.site, self.view.ix);
        match site.target(ix, reference) {
            Target::Entry(other) => self.named(other),
            Target::Withheld(other) => title(&site.entry(other).head.title),
            Target::Text => {
                title(self.view.entry().relations.get(reference.0).map_or("", |relation| &relation.text))
            }
        }
    }

    /// What several references name.
    pub fn references(&self, references: &[RefIx]) -> Vec<Record> {
        references.iter().map(|reference| self.reference(*reference)).collect()
    }

    fn named(&self, ix: EntryIx) -> Record {
        let entry = self.view.site.entry(ix);
        let mut record = title(&entry.head.title);
        record.set("kind", entry.kind.id.0);
        record.set("id", self.view.site.id(ix));
        record
    }

    /// What it is directly a member of, and as what.
    fn containers(&self) -> Vec<Record> {
        let containers = self.view.site.containers_of(self.view.ix).iter();
        let containers = containers.filter(|(rel, _)| rel.is_membership());
        let one = |(rel, ix): &(Rel, EntryIx)| {
            let mut record = Record::default();
            record.set("rel", rel.as_str());
            record.0.extend(self.named(*ix).0);
            record
        };
        containers.map(one).collect()
    }

    /// Who and what took part, in the order written; each with what it is to the entry.
    fn involved(&self) -> Vec<Record> {
        let relations = self.view.entry().relations.iter().enumerate();
        let involved = relations.filter(|(_, relation)| relation.rel.is_involvement());
        // What somebody's post is in stands with the post, the organisation somebody speaks for with them.
        let involved = involved.filter(|(_, relation)| relation.rel != Rel::Affiliation);
        let mut records: Vec<Record> = Vec::new();
        for (at, relation) in involved {
            let mut record = Record::default();
            record.set("rel", relation.rel.as_str());
            record.0.extend(self.reference(RefIx(at)).0);
            self.capacity(&relation.capacity, &mut record);
            // Somebody listed with a post and named in the agenda without one is there once.
            if !records.iter().any(|known| record.is_within(known)) {
                records.push(record);
            }
        }
        records
    }

    fn capacity(&self, capacity: &Capacity, record: &mut Record) {
        record.set_if("role", capacity.role);
        record.set_if("position", capacity.position.clone());
        record.set_if("org", capacity.org.map(|org| self.reference(org)));
    }

    /// What it is about, by its author's word or because it lies there.
    fn about(&self) -> Vec<Record> {
        let containers = self.view.site.containers_of(self.view.ix).iter();
        let folders = containers.filter(|(rel, _)| *rel == Rel::About).map(|(_, ix)| self.named(*ix));
        let mut about = self.mentions(Rel::About);
        about.extend(folders);
        about
    }

    /// Published entries that it names as `rel`.
    fn mentions(&self, rel: Rel) -> Vec<Record> {
        let relations = self.view.entry().relations.iter().enumerate();
        let named = relations.filter(|(_, relation)| relation.rel == rel);
        named.filter_map(|(at, _)| Some(self.named(self.view.target(RefIx(at))?))).collect()
    }

    /// A key figure.
    pub fn figure(&self, figure: &Figure) -> Record {
        let mut record = Record::default();
        record.set("label", figure.label.clone());
        record.set_if("value", figure.value.map(number));
        record.set_if("unit", figure.unit.clone());
        record.set_if("as_of", figure.as_of.as_ref().map(|when| self.when(when)));
        record.set_if("source", figure.source.clone());
        record.set_if("part_of", figure.part_of.clone());
        record
    }

    /// A picture.
    pub fn image(&self, image: &Image) -> Option<Record> {
        let mut record = Record::default();
        record.set("url", self.address(&self.view.file_url(&image.src)?));
        record.set("alt", image.alt.clone());
        record.set_if("caption", image.caption.clone());
        record.set_if("credit", image.credit.clone());
        Some(record)
    }

    /// Links out of the site.
    pub fn links(&self, links: &[Link]) -> Vec<Record> {
        let one = |link: &Link| {
            let mut record = Record::default();
            record.set("label", link.label.clone());
            record.set("url", link.url.clone());
            record.set_if("type", link.sort);
            record
        };
        links.iter().map(one).collect()
    }

    fn attachments(&self) -> Vec<Record> {
        let entry = self.view.entry();
        let one = |attachment: &crate::entry::Attachment| {
            let file = self.view.site.file(&entry.source.path.join(&attachment.file.path)?)?;
            let mut record = Record::default();
            record.set("label", attachment.label.clone().unwrap_or_else(|| file.source.name().to_owned()));
            record.set("url", self.address(&file.url.href()));
            record.set("bytes", file.state.size);
            record.set_if("language", attachment.language.clone());
            Some(record)
        };
        entry.head.attachments.iter().filter_map(one).collect()
    }
}

fn title(title: &str) -> Record {
    let mut record = Record::default();
    record.set("title", title);
    record
}

/// A number as JSON has it: whole ones without `.0`.
pub fn number(value: f64) -> Value {
    #[allow(clippy::cast_possible_truncation, reason = "checked to be whole and within 10^15")]
    if value.fract() == 0.0 && value.abs() < 1e15 { json!(value as i64) } else { json!(value) }
}

/// EDTF (ISO 8601-2:2019): separate days as a set of level 2, words for a stretch of time as an approximate interval.
fn edtf(when: &When) -> String {
    match when {
        When::Days(days) => {
            let days: Vec<String> = days.iter().map(ToString::to_string).collect();
            format!("{{{}}}", days.join(","))
        }
        When::Vague { from, to, .. } => format!("{from}~/{to}~"),
        When::At(_) | When::Span { .. } => when.iso(),
    }
}

/// How precisely it is known: by the less precise of its ends.
fn precision(when: &When) -> &'static str {
    let (start, end) = when.bounds();
    let rank = |bound: Bound| match bound.point {
        Point::Instant(_) => (0, "minute"),
        Point::Day(_) => (1, "day"),
        Point::Month { .. } => (2, "month"),
        Point::Year(_) => (3, "year"),
    };
    start.into_iter().chain(end).map(rank).max().map_or("day", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_as_precisely_as_they_are_known() {
        for (written, in_edtf, known) in [
            ("2024-06-07", "2024-06-07", "day"),
            ("2024-06-07T10:00/2024-06-07T14:30", "2024-06-07T10:00/2024-06-07T14:30", "minute"),
            ("2019-09~", "2019-09~", "month"),
            ("2019-09/..", "2019-09/..", "month"),
            ("2019-05-01/2020", "2019-05-01/2020", "year"),
        ] {
            let when = When::parse(written).unwrap();
            assert_eq!((edtf(&when).as_str(), precision(&when)), (in_edtf, known));
        }
        let days = [jiff::civil::date(2021, 11, 29), jiff::civil::date(2021, 12, 1)];
        assert_eq!(edtf(&When::from_days(&days).unwrap()), "{2021-11-29,2021-12-01}");
        let vague = When::vague(days[0], days[1], "pod koniec roku").unwrap();
        assert_eq!(edtf(&vague), "2021-11-29~/2021-12-01~");
    }

    #[test]
    fn numbers_are_written_plainly() {
        assert_eq!(
            (number(12.0).to_string(), number(-0.5).to_string()),
            ("12".to_owned(), "-0.5".to_owned())
        );
    }
}
