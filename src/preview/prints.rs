//! Fingerprints of what the site, the views and the theme answer: two answers with the same one are the same, up to a
//! chance of 2⁻⁶⁴. Entries are told by their file or, for those only named, by kind and id, so that an answer stays
//! the same when another entry comes or goes.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use serde::Serialize;

use crate::captions::Captions;
use crate::content::FileState;
use crate::entry::Origin;
use crate::kinds;
use crate::outputs::{RenderCx, Subject};
use crate::path::{OutPath, SourcePath};
use crate::reads::{Column, Question};
use crate::site::{BodyTarget, EntryIx, Involvement, Site, Target, Term, Year};
use crate::source;
use crate::statement;
use crate::theme::{Asset, Theme};

/// SipHash with fixed keys.
pub(super) fn print(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Of a view, by what it holds.
pub(super) fn print_view(view: &impl Serialize) -> u64 {
    print(&serde_json::to_vec(view).unwrap_or_default())
}

/// The entries of a site, told by what does not change when another comes or goes.
#[derive(Debug, Default)]
pub(super) struct Keys(Vec<u64>);

impl Keys {
    pub(super) fn new(site: &Site) -> Self {
        let key = |ix: EntryIx| {
            let entry = site.entry(ix);
            match entry.origin {
                Origin::Named => print(&("named", entry.kind.id.0, site.id(ix))),
                Origin::Single | Origin::Bundle => print(&("file", entry.source.path.as_str())),
            }
        };
        Self(site.all().map(key).collect())
    }

    fn of(&self, ix: EntryIx) -> u64 {
        self.0.get(ix.0).copied().unwrap_or_default()
    }

    fn all(&self, entries: &[EntryIx]) -> Vec<u64> {
        entries.iter().map(|ix| self.of(*ix)).collect()
    }

    /// For each entry the place of the same one among others; none where it is not among them.
    pub(super) fn places_in(&self, others: &Keys) -> Vec<Option<u32>> {
        let places: BTreeMap<u64, u32> = (0..).zip(&others.0).map(|(at, key)| (*key, at)).collect();
        self.0.iter().map(|key| places.get(key).copied()).collect()
    }

    /// True when both have the same entries in the same order.
    pub(super) fn same_as(&self, others: &Keys) -> bool {
        self.0 == others.0
    }
}

/// What a site answers of one entry; of cards and titles see [`Views`].
pub(super) fn of_entry(column: Column, ix: EntryIx, site: &Site, keys: &Keys) -> u64 {
    let involved = |list: &[Involvement]| {
        let one = |one: &Involvement| {
            let capacity = site.capacity_of(one);
            let capacity = (capacity.role, &capacity.position, capacity.org.map(|org| org.0));
            print(&(keys.of(one.other), one.rel.as_str(), capacity, keys.of(one.holder)))
        };
        print(&list.iter().map(one).collect::<Vec<_>>())
    };
    match column {
        Column::Entry => {
            let publication = site.publication(ix);
            let withheld = (publication.as_str(), publication.reason().en);
            print(&(site.entry(ix).fingerprint, site.id(ix), site.url(ix).as_str(), withheld))
        }
        Column::Targets => {
            let target = |at: usize| match site.target(ix, crate::entry::RefIx(at)) {
                Target::Entry(other) => (0, keys.of(other)),
                Target::Withheld(other) => (1, keys.of(other)),
                Target::Text => (2, 0),
            };
            print(&(0..site.entry(ix).relations.len()).map(target).collect::<Vec<_>>())
        }
        Column::Body => print(&(site.body(ix).text(), links(ix, site, keys))),
        Column::Files => {
            let files = site.linked_files(ix).map(|url| url.as_str());
            print(&files.chain(site.body_pictures(ix).map(SourcePath::as_str)).collect::<Vec<_>>())
        }
        Column::Headings => {
            let headings = site.headings(ix).iter();
            print(&headings.map(|heading| (heading.level, &heading.id, &heading.text)).collect::<Vec<_>>())
        }
        Column::Excerpt => print(&site.excerpt(ix)),
        Column::Containers => {
            let containers = site.containers_of(ix).iter();
            print(&containers.map(|(rel, other)| (rel.as_str(), keys.of(*other))).collect::<Vec<_>>())
        }
        Column::Members => print(&(keys.all(site.members_of(ix)), keys.all(site.all_members_of(ix)))),
        Column::Neighbours => {
            let key = |other: Option<EntryIx>| other.map(|ix| keys.of(ix));
            let neighbours = site.neighbours(ix).iter();
            print(&neighbours.map(|n| (key(n.within), key(n.previous), key(n.next))).collect::<Vec<_>>())
        }
        Column::Involved => involved(site.involved_in(ix)),
        Column::Involvements => involved(site.involvements_of(ix)),
        Column::Mentions => print(&keys.all(site.mentions_of(ix))),
        Column::Card | Column::Title => 0,
    }
}

/// Where the links of a body lead, in the order they stand in it.
fn links(ix: EntryIx, site: &Site, keys: &Keys) -> Vec<u64> {
    let target = |target: &BodyTarget| match target {
        BodyTarget::Entry(other, anchor) => print(&(0, keys.of(*other), anchor)),
        BodyTarget::File(url) => print(&(1, url.as_str())),
        BodyTarget::Picture(path) => print(&(7, path.as_str())),
        BodyTarget::Anchor(anchor) => print(&(2, anchor)),
        BodyTarget::Address(address) => print(&(3, address)),
        BodyTarget::Withheld => 4,
        BodyTarget::Nowhere => 5,
        BodyTarget::Broken => 6,
    };
    site.body_targets(ix).iter().map(|(_, to)| target(to)).collect()
}

/// True for a question that the graph alone answers.
pub(super) fn is_of_graph(question: &Question) -> bool {
    match question {
        Question::Published
        | Question::OfKind(_)
        | Question::HasKind(_)
        | Question::Dated(_)
        | Question::Years
        | Question::Tags
        | Question::Series
        | Question::Tag(_)
        | Question::SeriesOf(_)
        | Question::Section(_)
        | Question::Find(_)
        | Question::ByPath(_)
        | Question::File(_)
        | Question::Folder(_)
        | Question::Captions(_) => true,
        Question::Filters
        | Question::Picture(_)
        | Question::Asset(_)
        | Question::Frame
        | Question::Plan
        | Question::Alternates(_)
        | Question::Template(_)
        | Question::NoText(_)
        | Question::Statement => false,
    }
}

/// True for a question that is answered before cards and plan are there.
pub(super) fn is_of_site(question: &Question) -> bool {
    use Question::{Alternates, Filters, Frame, Plan};
    !matches!(question, Filters | Frame | Plan | Alternates(_))
}

/// What is answered to any question.
pub(super) fn of_question(question: &Question, cx: &RenderCx<'_>, keys: &Keys) -> u64 {
    match question {
        Question::Filters => print_view(&cx.views.filters()),
        Question::Frame => print_view(cx.frame()),
        Question::Plan => {
            let about = |subject: &Subject| subject.entry().map(|ix| keys.of(ix));
            let jobs = cx.plan().jobs.iter();
            print(&jobs.map(|(path, job)| (path.as_str(), about(&job.subject))).collect::<Vec<_>>())
        }
        Question::Alternates(page) => {
            let forms = cx.alternates(&OutPath::new(page)).iter();
            print(&forms.map(|form| (form.sort, form.url.as_str(), &form.title)).collect::<Vec<_>>())
        }
        question => of_site(question, cx.site, cx.theme, keys).unwrap_or_default(),
    }
}

/// What is answered to a question that needs neither cards nor plan; none for another.
pub(super) fn of_site(question: &Question, site: &Site, theme: &Theme, keys: &Keys) -> Option<u64> {
    let term = |term: &Term| print(&(&term.name, term.url.as_str(), keys.all(&term.entries)));
    let link = |term: Option<&Term>| print(&term.map(|term| (&term.name, term.url.as_str())));
    let by_year = |list: &mut dyn Iterator<Item = (EntryIx, Option<i16>)>| {
        print(&list.map(|(ix, year)| (keys.of(ix), year)).collect::<Vec<_>>())
    };
    Some(match question {
        Question::Published => {
            let state =
                |ix: EntryIx| (keys.of(ix), site.publication(ix).is_published(), site.is_duplicate(ix));
            let files = site.files().map(|file| (file.source.as_str(), file.url.as_str(), file.state));
            print(&(site.all().map(state).collect::<Vec<_>>(), files.collect::<Vec<_>>()))
        }
        Question::Picture(path) => {
            let path = SourcePath::new(path);
            let picture = site.picture(&path);
            print(&picture.map(|picture| (picture.facts, picture.tone, picture.url.as_str().to_owned())))
        }
        Question::OfKind(id) => by_year(&mut site.of_kind_by_year(kinds::by_name(id)?)),
        Question::HasKind(id) => u64::from(site.has_kind(kinds::by_name(id)?)),
        Question::Dated(place) => by_year(&mut site.dated_by_year(place)),
        Question::Years => {
            let months = |year: &Year| {
                year.months.iter().map(|(month, entries)| (*month, keys.all(entries))).collect::<Vec<_>>()
            };
            let years = site.years().iter();
            print(&years.map(|(year, of)| (*year, keys.all(&of.entries), months(of))).collect::<Vec<_>>())
        }
        Question::Tags => print(&site.tags().iter().map(term).collect::<Vec<_>>()),
        Question::Series => print(&site.series().iter().map(term).collect::<Vec<_>>()),
        Question::Tag(name) => link(site.tag(name)),
        Question::SeriesOf(name) => link(site.series_of(name)),
        Question::Section(name) => print(&site.section(name).as_str()),
        Question::Find(text) => print(&site.find_entry(text).map(|ix| keys.of(ix))),
        Question::ByPath(path) => print(&site.by_path(&SourcePath::new(path)).map(|ix| keys.of(ix))),
        Question::File(path) => {
            print(&site.file(&SourcePath::new(path)).map(|file| (file.url.as_str(), file.state)))
        }
        Question::Folder(folder) => {
            let files = site.files_in(folder).into_iter();
            print(
                &files.map(|file| (file.source.as_str(), file.url.as_str(), file.state)).collect::<Vec<_>>(),
            )
        }
        Question::Captions(folder) => {
            let text = |captions: &Captions| captions.source.as_ref().map(|source| source.text.clone());
            print(&site.captions(folder).map(|captions| (captions.is_broken, text(captions))))
        }
        Question::Asset(name) => match theme.assets.get(name) {
            Some(Asset::File(path)) => print(&(path.as_str(), state(&site.config.root, path))),
            Some(Asset::Embedded(bytes)) => print(bytes),
            None => 0,
        },
        Question::Template(name) => theme.fingerprint(name),
        Question::NoText(key) => u64::from(site.texts.find(key).is_some()),
        Question::Statement => {
            let text = source::read_text(&site.config.root, &SourcePath::new(statement::FILE));
            print(&text.ok().map(|source| source.text.clone()))
        }
        Question::Filters | Question::Frame | Question::Plan | Question::Alternates(_) => return None,
    })
}

fn state(root: &Path, path: &SourcePath) -> Option<FileState> {
    std::fs::metadata(path.under(root)).ok().map(|metadata| FileState::new(&metadata))
}
