//! What the stages after it may ask a [`Site`] and its [`Graph`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::indices::Dated;
use super::{
    BodyTarget, EntryIx, Graph, Involvement, Neighbours, Publication, Site, SiteFile, Target, Term, Year,
    register, resolve,
};
use crate::captions::Captions;
use crate::entry::{Body, Capacity, Entry, RefIx};
use crate::kinds::{Kind, Rel, TimelineShape};
use crate::markdown::Heading;
use crate::path::{SourcePath, Url};
use crate::reads::{Column, Question, ask, note};

impl Site {
    /// Addresses of the files that published entries name, show or link to.
    pub fn used_files(&self) -> BTreeSet<Url> {
        let mut used = BTreeSet::new();
        for ix in self.published_all() {
            let named = self.given_by(ix).chain(self.shown_by(ix).map(|(path, _)| path));
            used.extend(named.filter_map(|path| self.file(&path).map(|file| file.url.clone())));
            used.extend(self.linked_files(ix).cloned());
        }
        used
    }

    /// Addresses of the files that its body links to, but for pictures.
    pub fn linked_files(&self, ix: EntryIx) -> impl Iterator<Item = &Url> {
        note(Column::Files, ix.0);
        self.links[ix.0].targets.iter().filter_map(|(_, target)| match target {
            BodyTarget::File(url) => Some(url),
            _ => None,
        })
    }

    /// The pictures that its body shows or links to.
    pub fn body_pictures(&self, ix: EntryIx) -> impl Iterator<Item = &SourcePath> {
        note(Column::Files, ix.0);
        let links = &self.links[ix.0];
        let in_text = links.targets.iter().filter_map(|(_, target)| match target {
            BodyTarget::Picture(path) => Some(path),
            _ => None,
        });
        in_text.chain(links.shown.iter().map(|(path, _)| path))
    }

    /// The Markdown of an entry.
    pub fn body(&self, ix: EntryIx) -> &Body {
        note(Column::Body, ix.0);
        &self.bodies[ix.0]
    }

    /// The headings of its body.
    pub fn headings(&self, ix: EntryIx) -> &[Heading] {
        note(Column::Headings, ix.0);
        &self.bodies[ix.0].outline.headings
    }

    /// The first paragraph of its body as plain text.
    pub fn excerpt(&self, ix: EntryIx) -> Option<&str> {
        note(Column::Excerpt, ix.0);
        self.bodies[ix.0].outline.excerpt.as_deref()
    }

    /// Where the links of its body lead, by their place.
    pub fn body_targets(&self, ix: EntryIx) -> &[(usize, BodyTarget)] {
        note(Column::Body, ix.0);
        &self.links[ix.0].targets
    }

    /// Where the link of its body that stands at this byte leads.
    pub fn body_target(&self, ix: EntryIx, at: usize) -> Option<&BodyTarget> {
        note(Column::Body, ix.0);
        let targets = &self.links[ix.0].targets;
        targets.binary_search_by_key(&at, |(place, _)| *place).ok().map(|found| &targets[found].1)
    }
}

impl Graph {
    /// The entry.
    pub fn entry(&self, ix: EntryIx) -> &Entry {
        note(Column::Entry, ix.0);
        &self.entries[ix.0]
    }

    /// Its id; of a stage, `programme/stage`.
    pub fn id(&self, ix: EntryIx) -> &str {
        note(Column::Entry, ix.0);
        &self.ids[ix.0]
    }

    /// Its address.
    pub fn url(&self, ix: EntryIx) -> &Url {
        note(Column::Entry, ix.0);
        &self.urls[ix.0]
    }

    /// Whether it is published, or why not.
    pub fn publication(&self, ix: EntryIx) -> &Publication {
        note(Column::Entry, ix.0);
        &self.publications[ix.0]
    }

    /// Whether it would be published, or why not, if nothing were let in that a reader is not to see.
    pub fn plain_publication(&self, ix: EntryIx) -> &Publication {
        self.plain_publications.get(ix.0).unwrap_or(&Publication::Published)
    }

    /// True for a preview's link from what readers will see to what they will not.
    pub(super) fn is_lost_in_a_build(&self, from: EntryIx, to: EntryIx) -> bool {
        self.config.preview
            && self.plain_publication(from).is_published()
            && !self.plain_publication(to).is_published()
    }

    /// All entries, published or not, in file order.
    pub fn all(&self) -> impl Iterator<Item = EntryIx> + use<> {
        ask(|| Question::Published);
        (0..self.entries.len()).map(EntryIx)
    }

    /// All entries with a page.
    pub fn published_all(&self) -> impl Iterator<Item = EntryIx> + '_ {
        ask(|| Question::Published);
        self.all().filter(|ix| self.publications[ix.0].is_published())
    }

    /// True for an entry whose id another one had first: a fault that is told already.
    pub fn is_duplicate(&self, ix: EntryIx) -> bool {
        ask(|| Question::Published);
        self.register.duplicates.contains(&ix)
    }

    /// The entry of a file.
    pub fn by_path(&self, path: &SourcePath) -> Option<EntryIx> {
        ask(|| Question::ByPath(path.as_str().to_owned()));
        self.by_path.get(path).copied()
    }

    /// The home page's own text.
    pub fn home(&self) -> Option<EntryIx> {
        let path = SourcePath::new(format!("{}/index.md", crate::source::CONTENT));
        self.by_path(&path).filter(|ix| self.publication(*ix).is_published())
    }

    /// The entry that `kind:id`, an id or a name means, where it means one only.
    pub fn find_entry(&self, text: &str) -> Option<EntryIx> {
        ask(|| Question::Find(text.to_owned()));
        match resolve::find(text, &[], &self.register, &self.entries)? {
            resolve::Found::Entry(ix) => Some(ix),
            _ => None,
        }
    }

    /// Every entry that `kind:id`, an id or a name may mean; several where it is not clear which.
    pub fn find_entries(&self, text: &str) -> Vec<EntryIx> {
        match self.find_entry(text) {
            Some(ix) => vec![ix],
            None => self.register.find(text.trim(), &[]),
        }
    }

    /// Files of `content/` that could not be read as entries.
    pub fn broken_files(&self) -> impl Iterator<Item = &SourcePath> {
        self.register.broken_paths.iter()
    }

    /// Where a reference of an entry leads.
    pub fn target(&self, ix: EntryIx, reference: RefIx) -> Target {
        note(Column::Targets, ix.0);
        self.targets[ix.0].get(reference.0).copied().unwrap_or(Target::Text)
    }

    /// What it is directly a member of, and as what.
    pub fn containers_of(&self, ix: EntryIx) -> &[(Rel, EntryIx)] {
        note(Column::Containers, ix.0);
        &self.containers[ix.0]
    }

    /// Its direct members, in order.
    pub fn members_of(&self, ix: EntryIx) -> &[EntryIx] {
        note(Column::Members, ix.0);
        &self.members[ix.0].direct
    }

    /// Its members and theirs, in the order of time.
    pub fn all_members_of(&self, ix: EntryIx) -> &[EntryIx] {
        note(Column::Members, ix.0);
        &self.members[ix.0].all
    }

    /// True when the first is a member of the second, directly or through another.
    pub fn is_within(&self, ix: EntryIx, container: EntryIx) -> bool {
        let mut open: Vec<EntryIx> = self.containers_of(ix).iter().map(|(_, other)| *other).collect();
        let mut seen: BTreeSet<EntryIx> = open.iter().copied().collect();
        while let Some(next) = open.pop() {
            if next == container {
                return true;
            }
            for (_, other) in self.containers_of(next) {
                if seen.insert(*other) {
                    open.push(*other);
                }
            }
        }
        false
    }

    /// How many levels of containers are above an entry, counted no further than `most`.
    pub(super) fn levels_above(&self, ix: EntryIx, most: usize) -> usize {
        let mut level = BTreeSet::from([ix]);
        for count in 0..most {
            level = level
                .into_iter()
                .flat_map(|next| self.containers_of(next))
                .map(|(_, other)| *other)
                .collect();
            if level.is_empty() {
                return count;
            }
        }
        most
    }

    /// Previous and next, in time and in each of its containers.
    pub fn neighbours(&self, ix: EntryIx) -> &[Neighbours] {
        note(Column::Neighbours, ix.0);
        &self.neighbours[ix.0]
    }

    /// Who and what took part in it.
    pub fn involved_in(&self, ix: EntryIx) -> &[Involvement] {
        note(Column::Involved, ix.0);
        &self.ties[ix.0].involved
    }

    /// What it took part in, newest first.
    pub fn involvements_of(&self, ix: EntryIx) -> &[Involvement] {
        note(Column::Involvements, ix.0);
        &self.ties[ix.0].involvements
    }

    /// In what capacity somebody took part. Who asks has been given the involvement, which counts as having read this too.
    pub fn capacity_of(&self, involvement: &Involvement) -> &Capacity {
        &self.entries[involvement.holder.0].relations[involvement.reference.0].capacity
    }

    /// How many things it took part in, by year.
    pub fn involved_by_year(&self, ix: EntryIx) -> BTreeMap<i16, usize> {
        let others: BTreeSet<EntryIx> = self.involvements_of(ix).iter().map(|one| one.other).collect();
        let mut years = BTreeMap::new();
        for day in others.into_iter().filter_map(|other| self.entry(other).first_day()) {
            *years.entry(day.year()).or_default() += 1;
        }
        years
    }

    /// Entries that are about it or name it as related, newest first.
    pub fn mentions_of(&self, ix: EntryIx) -> &[EntryIx] {
        note(Column::Mentions, ix.0);
        &self.ties[ix.0].mentions
    }

    /// Its place among all entries in the order of time.
    pub fn time_order(&self, ix: EntryIx) -> usize {
        note(Column::Entry, ix.0);
        self.ranks[ix.0]
    }

    /// Published entries of a kind, in the order of its index: by time, or A to Z.
    pub fn of_kind(&self, kind: &Kind) -> &[EntryIx] {
        ask(|| Question::OfKind(kind.id.0));
        self.indices.by_kind.get(&kind.id).map_or(&[], Vec::as_slice)
    }

    /// The same with the year each is filed under.
    pub fn of_kind_by_year(&self, kind: &Kind) -> impl DoubleEndedIterator<Item = (EntryIx, Option<i16>)> {
        let of_kind = self.of_kind(kind).iter();
        of_kind.map(|ix| (*ix, self.years_filed[ix.0]))
    }

    /// The year an entry is filed under.
    pub fn year_of(&self, ix: EntryIx) -> Option<i16> {
        note(Column::Entry, ix.0);
        self.years_filed[ix.0]
    }

    /// The month in which an entry's time begins, where that time is known so well.
    pub fn month_of(&self, ix: EntryIx) -> Option<i8> {
        let entry = self.entry(ix);
        entry.first_day().filter(|_| entry.month_is_known()).map(|day| day.month())
    }

    /// True when there are published entries of a kind.
    pub fn has_kind(&self, kind: &Kind) -> bool {
        ask(|| Question::HasKind(kind.id.0));
        self.indices.by_kind.contains_key(&kind.id)
    }

    /// The years that have entries, oldest first.
    pub fn years(&self) -> &BTreeMap<i16, Year> {
        ask(|| Question::Years);
        &self.indices.years
    }

    /// Tags, in the language's order.
    pub fn tags(&self) -> &[Term] {
        ask(|| Question::Tags);
        &self.indices.tags
    }

    /// Series of forums, in the language's order.
    pub fn series(&self) -> &[Term] {
        ask(|| Question::Series);
        &self.indices.series
    }

    /// True for an entry with the tag, however its letters are cased.
    pub fn has_tag(&self, ix: EntryIx, tag: &str) -> bool {
        let wanted = register::folded(tag);
        self.entry(ix).head.tags.iter().any(|tag| register::folded(tag) == wanted)
    }

    /// A tag's term, however its letters are cased.
    pub fn tag(&self, tag: &str) -> Option<&Term> {
        ask(|| Question::Tag(tag.to_owned()));
        let at = self.indices.tag_places.get(&register::folded(tag))?;
        self.indices.tags.get(*at)
    }

    /// The term of a series, however its letters are cased.
    pub fn series_of(&self, series: &str) -> Option<&Term> {
        ask(|| Question::SeriesOf(series.to_owned()));
        let wanted = register::folded(series);
        self.indices.series.iter().find(|term| register::folded(&term.name) == wanted)
    }

    /// Entries that stand on timelines and have a time, oldest first, but for those hidden from `place`.
    pub fn dated<'s>(&'s self, place: &'s str) -> impl DoubleEndedIterator<Item = EntryIx> + 's {
        self.dated_by_year(place).map(|(ix, _)| ix)
    }

    /// The same with the year each is filed under.
    pub fn dated_by_year<'s>(
        &'s self,
        place: &'s str,
    ) -> impl DoubleEndedIterator<Item = (EntryIx, Option<i16>)> + 's {
        ask(|| Question::Dated(place.to_owned()));
        let listed = move |dated: &&Dated| !dated.is_hidden || is_listed(&self.entries[dated.ix.0], place);
        self.indices.on_timeline.iter().filter(listed).map(|dated| (dated.ix, self.years_filed[dated.ix.0]))
    }

    /// True for an entry that has a time and a kind that stands on timelines.
    pub fn is_on_timeline(&self, ix: EntryIx) -> bool {
        let entry = self.entry(ix);
        let has_shape = entry.kind.timeline != TimelineShape::None;
        has_shape && entry.facets.when.is_some() && self.is_listed(ix, "timeline")
    }

    /// False for an entry whose author hides it from a place (`home`, `index`, `timeline` …).
    pub fn is_listed(&self, ix: EntryIx, place: &str) -> bool {
        is_listed(self.entry(ix), place)
    }

    /// A file by its path in the site; `None` when it is not there or not published.
    pub fn file(&self, path: &SourcePath) -> Option<&SiteFile> {
        ask(|| Question::File(path.as_str().to_owned()));
        self.files.by_path.get(path)
    }

    /// The published files that lie in a folder itself, not in folders below it, by name.
    pub fn files_in(&self, folder: &str) -> Vec<&SiteFile> {
        ask(|| Question::Folder(folder.to_owned()));
        let from = self.files.by_path.range(SourcePath::new(folder)..).map(|(_, file)| file);
        from.take_while(|file| file.source.as_str().starts_with(folder))
            .filter(|file| file.source.folder() == folder)
            .collect()
    }

    /// The captions of the pictures of a folder.
    pub fn captions(&self, folder: &str) -> Option<&Captions> {
        ask(|| Question::Captions(folder.to_owned()));
        self.captions.get(folder).map(Arc::as_ref)
    }

    /// Every published file, by path.
    pub fn files(&self) -> impl Iterator<Item = &SiteFile> {
        ask(|| Question::Published);
        self.files.by_path.values()
    }

    /// The address of one of the site's own pages or of a kind's index, by the name its segment has in `urls:`.
    pub fn section(&self, name: &str) -> Url {
        ask(|| Question::Section(name.to_owned()));
        self.segments.url(name)
    }
}

fn is_listed(entry: &Entry, place: &str) -> bool {
    !entry.head.hidden_from.iter().any(|hidden| hidden == place)
}
