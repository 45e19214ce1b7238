//! [`Scope`]: a page that has a feed, and the entries that the feed chooses from: home (all that has an index by
//! date), the index of each kind (stages and pages have none), each undertaking and each series of gatherings (everything within it and about
//! it), each tag.

use std::collections::BTreeSet;

use crate::feed::tag::Authority;
use crate::kinds::{KINDS, Kind, Listing};
use crate::outputs::Subject;
use crate::outputs::entries::has_page;
use crate::path::Url;
use crate::site::{EntryIx, Site, Term};

/// A page that has a feed.
pub(super) struct Scope {
    /// What it is about.
    pub(super) subject: Subject,
    /// Its address.
    pub(super) page: Url,
}

/// Every page that has a feed.
pub(super) fn all(site: &Site) -> Vec<Scope> {
    let kinds = KINDS.iter().map(|kind| Subject::Kind(kind.id, None));
    let published = site.published_all().filter(|ix| has_page(*ix, site));
    let tags = (0..site.tags().len()).map(Subject::Tag);
    let series = (0..site.series().len()).map(Subject::Series);
    let subjects = std::iter::once(Subject::Site).chain(kinds).chain(published.map(Subject::Entry));
    subjects.chain(tags).chain(series).filter_map(|subject| Scope::of(&subject, site)).collect()
}

impl Scope {
    /// The page about a subject; none where it has no feed.
    pub(super) fn of(subject: &Subject, site: &Site) -> Option<Self> {
        let page = match subject {
            Subject::Site => Url::page([]),
            Subject::Kind(id, None) => {
                let kind = crate::kinds::by_name(id.0)?;
                has_feed(kind, site).then(|| site.section(id.0))?
            }
            Subject::Entry(ix) => site.entry(*ix).kind.is_undertaking().then(|| site.url(*ix).clone())?,
            Subject::Tag(at) => site.tags().get(*at)?.url.clone(),
            Subject::Series(at) => site.series().get(*at)?.url.clone(),
            _ => return None,
        };
        Some(Self { subject: subject.clone(), page })
    }

    /// Its id. Nothing of it changes with a theme or with `urls:`; a tag and a series are told by their own words,
    /// for the number in an address comes and goes with other tags of nearly the same words.
    pub(super) fn id(&self, authority: &Authority, site: &Site) -> String {
        let of_term = |sort: &str, term: Option<&Term>| {
            let words = term.map(|term| term.key()).unwrap_or_default();
            authority.id(&["feed", sort, &words.replace('%', "%25").replace('/', "%2F")])
        };
        match &self.subject {
            Subject::Kind(id, _) => authority.id(&["feed", "kind", id.0]),
            Subject::Entry(ix) => authority.id(&["feed", site.entry(*ix).kind.id.0, site.id(*ix)]),
            Subject::Tag(at) => of_term("tag", site.tags().get(*at)),
            Subject::Series(at) => of_term("series", site.series().get(*at)),
            _ => authority.id(&["feed"]),
        }
    }

    /// The title of the page; none for home.
    pub(super) fn name(&self, site: &Site) -> Option<String> {
        let named = |key: &str, term: &Term| {
            let title = site.texts.get(key, &[("name", &term.name)]);
            title.unwrap_or_else(|_| term.name.clone())
        };
        match &self.subject {
            Subject::Kind(id, _) => Some(site.texts.pattern(&format!("kinds.{}.plural", id.0))),
            Subject::Entry(ix) => Some(site.entry(*ix).head.title.clone()),
            Subject::Tag(at) => site.tags().get(*at).map(|term| named("titles.topic", term)),
            Subject::Series(at) => site.series().get(*at).map(|term| named("titles.series", term)),
            _ => None,
        }
    }

    /// One or two sentences on it.
    pub(super) fn summary(&self, site: &Site) -> Option<String> {
        match &self.subject {
            Subject::Site => site.config.description.clone(),
            Subject::Entry(ix) => site.entry(*ix).head.summary.clone(),
            _ => None,
        }
    }

    /// The entries to choose from, each once, but for those that their authors keep out of feeds.
    pub(super) fn entries(&self, site: &Site) -> Vec<EntryIx> {
        let of_term = |term: Option<&Term>| term.map(|term| term.entries.clone()).unwrap_or_default();
        let by_date = |ix: &EntryIx| site.entry(*ix).kind.listing == Listing::ByDate;
        let entries = match &self.subject {
            Subject::Kind(id, _) => {
                crate::kinds::by_name(id.0).map(|kind| site.of_kind(kind).to_vec()).unwrap_or_default()
            }
            Subject::Entry(ix) => around(&[*ix], site),
            Subject::Tag(at) => of_term(site.tags().get(*at)),
            Subject::Series(at) => around(&of_term(site.series().get(*at)), site),
            _ => site.published_all().filter(by_date).collect(),
        };
        entries.into_iter().filter(|ix| site.is_listed(*ix, "feeds")).collect()
    }
}

/// True for a kind with an index. What stands there A to Z has a feed as soon as an entry of it says when it was published
/// or changed, for without a day there is nothing new about it.
fn has_feed(kind: &Kind, site: &Site) -> bool {
    let has_day = |ix: &EntryIx| {
        let head = &site.entry(*ix).head;
        head.published.is_some() || head.updated.is_some()
    };
    match kind.listing {
        Listing::ByDate => !site.of_kind(kind).is_empty(),
        Listing::Alphabetical => site.of_kind(kind).iter().any(has_day),
        Listing::None => false,
    }
}

/// Entries with everything within them and about any of these, but no people, organisations and places.
fn around(entries: &[EntryIx], site: &Site) -> Vec<EntryIx> {
    let mut found: BTreeSet<EntryIx> = entries.iter().copied().collect();
    found.extend(entries.iter().flat_map(|ix| site.all_members_of(*ix)));
    let about: Vec<EntryIx> = found.iter().flat_map(|ix| site.mentions_of(*ix)).copied().collect();
    found.extend(about);
    let is_news = |ix: &EntryIx| site.entry(*ix).kind.listing != Listing::Alphabetical;
    found.into_iter().filter(is_news).collect()
}
