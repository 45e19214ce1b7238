//! What an entry says, by where it says it: a word of the title tells more of what a page is about than one of its text.

use crate::entry::{Entry, RefIx, Status};
use crate::kinds::Rel;
use crate::markdown::{self, blocks::Block};
use crate::site::{BodyTarget, EntryIx, Site, Target};
use crate::view::StampView;

/// Where a word stands, with how much it counts there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    /// The title or name; the more words it has, the less each counts.
    Title,
    /// Another name: an acronym, a former name.
    Name,
    /// A tag.
    Tag,
    /// Someone or something that it names: a person, an organisation, a place, a programme.
    Reference,
    /// The summary.
    Summary,
    /// A heading of the text.
    Heading,
    /// When it takes place.
    When,
    /// What the front matter tells beside: an agenda, outcomes, figures.
    Fact,
}

impl Place {
    /// How much a word counts there, next to one of a text of usual length that counts 1.
    pub(super) fn weight(self) -> f32 {
        match self {
            Place::Title => 16.0,
            Place::Name => 14.0,
            Place::Tag | Place::Heading => 4.0,
            Place::Reference | Place::Summary => 3.0,
            Place::When | Place::Fact => 2.0,
        }
    }
}

/// What a page of the site says.
pub(super) struct Says {
    /// What it says beside its text, by where.
    pub(super) texts: Vec<(Place, String)>,
    /// Its text.
    pub(super) running: String,
}

/// What an entry says.
pub(super) fn says(site: &Site, ix: EntryIx) -> Says {
    let entry = site.entry(ix);
    let mut texts = vec![(Place::Title, entry.head.title.clone())];
    let mut add = |place: Place, text: &str| texts.push((place, text.to_owned()));
    entry.facets.names.iter().chain(&entry.facets.series).for_each(|name| add(Place::Name, name));
    entry.head.tags.iter().for_each(|tag| add(Place::Tag, tag));
    entry.head.summary.iter().for_each(|summary| add(Place::Summary, summary));
    for relation in named(site, ix) {
        add(Place::Reference, &relation);
    }
    void_mark(site, ix).iter().for_each(|mark| add(Place::When, mark));
    for when in moments(site, entry) {
        add(Place::When, &when);
    }
    for fact in facts(entry) {
        add(Place::Fact, fact);
    }
    site.headings(ix).iter().for_each(|heading| add(Place::Heading, &heading.text));
    let name = |at: usize| match site.body_target(ix, at) {
        Some(BodyTarget::Entry(other, _)) => Some(site.entry(*other).head.title.clone()),
        _ => None,
    };
    let words = |block: &dyn Block| block.words(&entry.source.path, site);
    let running = markdown::plain(site.body(ix), name, words);
    Says { texts, running }
}

/// The names of whom and what it refers to, with the capacity people act in.
fn named(site: &Site, ix: EntryIx) -> Vec<String> {
    let relations = site.entry(ix).relations.iter().enumerate();
    let mut names = Vec::new();
    for (at, relation) in relations.filter(|(_, relation)| !matches!(relation.rel, Rel::About | Rel::Related))
    {
        match site.target(ix, RefIx(at)) {
            Target::Entry(other) => names.push(site.entry(other).head.title.clone()),
            Target::Text => names.push(relation.text.clone()),
            // What is not published is not to be found either.
            Target::Withheld(_) => continue,
        }
        names.extend(relation.capacity.position.clone());
    }
    let containers =
        site.containers_of(ix).iter().filter(|(_, other)| site.publication(*other).is_published());
    names.extend(containers.map(|(_, other)| site.entry(*other).head.title.clone()));
    names.sort();
    names.dedup();
    names
}

/// That it does not take place, in a word; none where it does.
pub(super) fn void_mark(site: &Site, ix: EntryIx) -> Option<String> {
    let key = match site.status(ix) {
        Some(Status::Cancelled) => "event.mark_cancelled",
        _ => "event.mark_postponed",
    };
    site.is_void(ix).then(|| site.texts.pattern(key))
}

/// Its times in words of the site's language.
fn moments(site: &Site, entry: &Entry) -> Vec<String> {
    let when = entry.facets.when.as_ref().map(|when| site.locale.when(&when.value));
    let published =
        entry.head.published.filter(|_| when.is_none()).map(|stamp| StampView::new(stamp, site).text);
    let year = entry.first_day().map(|day| day.year().to_string());
    when.into_iter().chain(published).chain(year).collect()
}

/// What the front matter tells beside.
fn facts(entry: &Entry) -> impl Iterator<Item = &str> {
    let facets = &entry.facets;
    let figures = facets.figures.iter().map(|figure| figure.label.as_str());
    let steps = facets.next_steps.iter().map(|step| step.text.as_str());
    let links = entry.head.links.iter().map(|link| link.label.as_str());
    let files = entry.head.attachments.iter().filter_map(|file| file.label.as_deref());
    let sources = entry.head.sources.iter().map(|source| source.name.as_str());
    let outcomes = facets.outcomes.iter().map(String::as_str);
    outcomes.chain(figures).chain(steps).chain(links).chain(files).chain(sources).chain(entry.detail.texts())
}
