//! `Vec<Entry>` → [`Site`]: the immutable graph. Ids and references are resolved, every page has its address,
//! everything is in order, and whatever lists need (members, neighbours, years, tags, who took part in what)
//! is worked out once. Clashes and dangling references end here.
//!
//! [`build`] reads in the order of its steps: publication, ids, membership, references, order, indices,
//! files, links of bodies, checks.

mod body;
mod checks;
mod files;
mod indices;
mod membership;
mod order;
mod publication;
mod register;
mod resolve;
mod urls;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::entry::{Capacity, Entry, Origin, RefIx, Status};
use crate::kinds::{Kind, KindId, Rel, TimelineShape};
use crate::locale::Locale;
use crate::path::{SourcePath, Url};
use crate::source::SourceFile;
use crate::theme::Texts;
use crate::when::Phase;

pub use body::BodyTarget;
pub use files::SiteFile;
pub use indices::{Term, Year};
pub use order::Neighbours;
pub use publication::Publication;

/// Which entry of [`Site::entries`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize)]
pub struct EntryIx(pub usize);

/// What the stage before hands over.
#[derive(Debug, Default)]
pub struct Material {
    /// Checked entries in any order.
    pub entries: Vec<Entry>,
    /// Kind and id of files that could not be read; references to them are no faults of their own.
    pub broken: Vec<(KindId, String)>,
    /// Files that are not text.
    pub files: Vec<SourceFile>,
}

/// The graph of a site.
#[derive(Debug)]
pub struct Site<'c> {
    /// The site's settings.
    pub config: &'c Config,
    /// How its language writes things.
    pub locale: Arc<Locale>,
    /// Texts of its interface.
    pub texts: Texts,
    /// Every entry, published or not, sorted by file; those only named come last.
    pub entries: Vec<Entry>,
    nodes: Vec<Node>,
    files: files::Files,
    by_path: BTreeMap<SourcePath, EntryIx>,
    indices: indices::Indices,
    segments: urls::Segments,
    register: register::Register,
}

/// What the graph knows of an entry.
#[derive(Debug)]
struct Node {
    id: String,
    url: Url,
    publication: Publication,
    /// The resolved references, one for each of [`Entry::relations`].
    targets: Vec<Target>,
    /// What it is directly a member of, and as what.
    containers: Vec<(Rel, EntryIx)>,
    /// Its direct members, in order.
    members: Vec<EntryIx>,
    /// Its members and theirs, in the order of time.
    all_members: Vec<EntryIx>,
    /// Previous and next, in time and in each of its containers.
    neighbours: Vec<Neighbours>,
    /// Its place among all entries in the order of time.
    rank: usize,
    /// Who and what took part in it.
    involved: Vec<Involvement>,
    /// What it took part in.
    involvements: Vec<Involvement>,
    /// Entries that are about it or name it as related.
    mentions: Vec<EntryIx>,
    /// Where the links of its body lead, by their place.
    body_targets: Vec<(usize, BodyTarget)>,
}

/// Where a reference leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To an entry with a page.
    Entry(EntryIx),
    /// To an entry that is not published.
    Withheld(EntryIx),
    /// To no entry: it stays text.
    Text,
}

/// That somebody or some place took part in something.
#[derive(Clone, Debug)]
pub struct Involvement {
    /// The one who took part, or on its own page what it took part in.
    pub other: EntryIx,
    /// As what.
    pub rel: Rel,
    /// In what capacity.
    pub capacity: Capacity,
    /// The entry whose references `capacity.org` counts in.
    pub holder: EntryIx,
}

/// Builds the graph. All faults are in `diagnostics`; the graph is of use only when there are no errors.
pub fn build<'c>(
    material: Material,
    config: &'c Config,
    locale: Arc<Locale>,
    texts: Texts,
    diagnostics: &mut Diagnostics,
) -> Site<'c> {
    let Material {
        mut entries,
        broken,
        files,
    } = material;
    entries.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    let segments = urls::Segments::new(config, &texts, diagnostics);
    let mut publications: Vec<Publication> = entries
        .iter()
        .map(|entry| publication::of(entry, config))
        .collect();
    let folders = membership::Folders::new(&entries);
    let register = register::Register::new(&entries, &folders, broken, diagnostics);
    let resolved = resolve::resolve(&mut entries, &mut publications, &register, config, diagnostics);
    let ids = resolved.ids;
    let containers = membership::containers(&entries, &resolved.targets, &folders, &publications);
    let addresses = urls::addresses(&entries, &ids, &containers, &segments, diagnostics);
    let files = files::place(files, &folders, &addresses, &publications, &segments);
    let mut nodes: Vec<Node> = ids
        .into_iter()
        .zip(addresses)
        .zip(publications)
        .zip(resolved.targets)
        .zip(containers)
        .map(|((((id, url), publication), targets), containers)| {
            Node::new(id, url, publication, targets, containers)
        })
        .collect();
    order::rank(&entries, &mut nodes, &locale);
    membership::members(&entries, &mut nodes);
    order::neighbours(&entries, &mut nodes);
    indices::involvements(&entries, &mut nodes);
    let indices = indices::Indices::new(&entries, &nodes, &segments, &locale);
    let by_path = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.origin != Origin::Named)
        .map(|(at, entry)| (entry.source.path.clone(), EntryIx(at)))
        .collect();
    let mut site = Site {
        config,
        locale,
        texts,
        entries,
        nodes,
        files,
        by_path,
        indices,
        segments,
        register,
    };
    let targets: Vec<Vec<(usize, BodyTarget)>> = site
        .published_all()
        .map(|ix| body::resolve(ix, &site, diagnostics))
        .collect();
    let published: Vec<EntryIx> = site.published_all().collect();
    for (ix, targets) in published.into_iter().zip(targets) {
        site.nodes[ix.0].body_targets = targets;
    }
    checks::run(&site, diagnostics);
    site
}

impl Node {
    fn new(
        id: String,
        url: Url,
        publication: Publication,
        targets: Vec<Target>,
        containers: Vec<(Rel, EntryIx)>,
    ) -> Self {
        Self {
            id,
            url,
            publication,
            targets,
            containers,
            members: Vec::new(),
            all_members: Vec::new(),
            neighbours: Vec::new(),
            rank: 0,
            involved: Vec::new(),
            involvements: Vec::new(),
            mentions: Vec::new(),
            body_targets: Vec::new(),
        }
    }
}

impl Site<'_> {
    /// The entry.
    pub fn entry(&self, ix: EntryIx) -> &Entry {
        &self.entries[ix.0]
    }

    /// Its id; of a stage, `programme/stage`.
    pub fn id(&self, ix: EntryIx) -> &str {
        &self.nodes[ix.0].id
    }

    /// Its address.
    pub fn url(&self, ix: EntryIx) -> &Url {
        &self.nodes[ix.0].url
    }

    /// Whether it is published, or why not.
    pub fn publication(&self, ix: EntryIx) -> &Publication {
        &self.nodes[ix.0].publication
    }

    /// All entries, published or not, in file order.
    pub fn all(&self) -> impl Iterator<Item = EntryIx> + use<> {
        (0..self.entries.len()).map(EntryIx)
    }

    /// All entries with a page.
    pub fn published_all(&self) -> impl Iterator<Item = EntryIx> + '_ {
        self.all()
            .filter(|ix| self.nodes[ix.0].publication.is_published())
    }

    /// The entry of a file.
    pub fn by_path(&self, path: &SourcePath) -> Option<EntryIx> {
        self.by_path.get(path).copied()
    }

    /// The home page's own text.
    pub fn home(&self) -> Option<EntryIx> {
        let path = SourcePath::new(format!("{}/index.md", crate::source::CONTENT));
        self.by_path(&path)
            .filter(|ix| self.publication(*ix).is_published())
    }

    /// The entry that `kind:id`, an id or a name means, where it means one only.
    pub fn find_entry(&self, text: &str) -> Option<EntryIx> {
        match resolve::find(text, &[], &self.register, &self.entries)? {
            resolve::Found::Entry(ix) => Some(ix),
            _ => None,
        }
    }

    /// Where a reference of an entry leads.
    pub fn target(&self, ix: EntryIx, reference: RefIx) -> Target {
        self.nodes[ix.0]
            .targets
            .get(reference.0)
            .copied()
            .unwrap_or(Target::Text)
    }

    /// What it is directly a member of, and as what.
    pub fn containers_of(&self, ix: EntryIx) -> &[(Rel, EntryIx)] {
        &self.nodes[ix.0].containers
    }

    /// Its direct members, in order.
    pub fn members_of(&self, ix: EntryIx) -> &[EntryIx] {
        &self.nodes[ix.0].members
    }

    /// Its members and theirs, in the order of time.
    pub fn all_members_of(&self, ix: EntryIx) -> &[EntryIx] {
        &self.nodes[ix.0].all_members
    }

    /// True when the first is a member of the second, directly or through another.
    pub fn is_within(&self, ix: EntryIx, container: EntryIx) -> bool {
        let mut open: Vec<EntryIx> = self.containers_of(ix).iter().map(|(_, other)| *other).collect();
        let mut seen = open.clone();
        while let Some(next) = open.pop() {
            if next == container {
                return true;
            }
            for (_, other) in self.containers_of(next) {
                if !seen.contains(other) {
                    seen.push(*other);
                    open.push(*other);
                }
            }
        }
        false
    }

    /// Previous and next, in time and in each of its containers.
    pub fn neighbours(&self, ix: EntryIx) -> &[Neighbours] {
        &self.nodes[ix.0].neighbours
    }

    /// Who and what took part in it.
    pub fn involved_in(&self, ix: EntryIx) -> &[Involvement] {
        &self.nodes[ix.0].involved
    }

    /// What it took part in, newest first.
    pub fn involvements_of(&self, ix: EntryIx) -> &[Involvement] {
        &self.nodes[ix.0].involvements
    }

    /// Entries that are about it or name it as related, newest first.
    pub fn mentions_of(&self, ix: EntryIx) -> &[EntryIx] {
        &self.nodes[ix.0].mentions
    }

    /// Where the link of its body that stands at this byte leads.
    pub fn body_target(&self, ix: EntryIx, at: usize) -> Option<&BodyTarget> {
        let targets = &self.nodes[ix.0].body_targets;
        targets
            .binary_search_by_key(&at, |(place, _)| *place)
            .ok()
            .map(|found| &targets[found].1)
    }

    /// Its place among all entries in the order of time.
    pub fn time_order(&self, ix: EntryIx) -> usize {
        self.nodes[ix.0].rank
    }

    /// Published entries of a kind, in the order of its index: by time, or A to Z.
    pub fn of_kind(&self, kind: &Kind) -> &[EntryIx] {
        self.indices.by_kind.get(&kind.id).map_or(&[], Vec::as_slice)
    }

    /// The years that have entries, oldest first.
    pub fn years(&self) -> &BTreeMap<i16, Year> {
        &self.indices.years
    }

    /// Tags, in the language's order.
    pub fn tags(&self) -> &[Term] {
        &self.indices.tags
    }

    /// Series of forums, in the language's order.
    pub fn series(&self) -> &[Term] {
        &self.indices.series
    }

    /// True for an entry with the tag, however its letters are cased.
    pub fn has_tag(&self, ix: EntryIx, tag: &str) -> bool {
        let wanted = register::folded(tag);
        self.entry(ix)
            .head
            .tags
            .iter()
            .any(|tag| register::folded(tag) == wanted)
    }

    /// The page of a tag.
    pub fn tag_url(&self, tag: &str) -> Option<&Url> {
        let wanted = register::folded(tag);
        let at = self.indices.tag_places.get(&wanted)?;
        self.indices.tags.get(*at).map(|term| &term.url)
    }

    /// The page of a series.
    pub fn series_url(&self, series: &str) -> Option<&Url> {
        let wanted = register::folded(series);
        self.indices
            .series
            .iter()
            .find(|term| register::folded(&term.name) == wanted)
            .map(|term| &term.url)
    }

    /// Entries that stand on timelines and have a time, oldest first, but for those hidden from `place`.
    pub fn dated<'s>(&'s self, place: &'s str) -> impl Iterator<Item = EntryIx> + 's {
        self.indices
            .on_timeline
            .iter()
            .copied()
            .filter(move |ix| self.is_listed(*ix, place))
    }

    /// True for an entry that has a time and a kind that stands on timelines.
    pub fn is_on_timeline(&self, ix: EntryIx) -> bool {
        let entry = self.entry(ix);
        let has_shape = entry.kind.timeline != TimelineShape::None;
        has_shape && entry.facets.when.is_some() && self.is_listed(ix, "timeline")
    }

    /// False for an entry whose author hides it from a place (`home`, `index`, `timeline` …).
    pub fn is_listed(&self, ix: EntryIx, place: &str) -> bool {
        !self
            .entry(ix)
            .head
            .hidden_from
            .iter()
            .any(|hidden| hidden == place)
    }

    /// Its state: the author's word, else by its dates; `None` for kinds that have no state.
    pub fn status(&self, ix: EntryIx) -> Option<Status> {
        let entry = self.entry(ix);
        entry
            .facets
            .status
            .or_else(|| entry.kind.status_at(self.phase(ix)))
    }

    /// Before, during or after its time; undated things are still to come.
    pub fn phase(&self, ix: EntryIx) -> Phase {
        let now = self.config.today.now;
        self.entry(ix)
            .facets
            .when
            .as_ref()
            .map_or(Phase::Before, |when| when.value.phase_at(now))
    }

    /// True when it has been done or held.
    pub fn is_over(&self, ix: EntryIx) -> bool {
        matches!(self.status(ix), Some(Status::Done | Status::Held))
    }

    /// True when it goes on now: by its author's word, else by its dates.
    pub fn is_under_way(&self, ix: EntryIx) -> bool {
        self.status(ix) == Some(Status::Active)
    }

    /// True when it will not take place at its time.
    pub fn is_called_off(&self, ix: EntryIx) -> bool {
        matches!(self.status(ix), Some(Status::Cancelled | Status::Postponed))
    }

    /// The day of the build.
    pub fn today(&self) -> Date {
        self.config.today.date()
    }

    /// A file by its path in the site; `None` when it is not there or not published.
    pub fn file(&self, path: &SourcePath) -> Option<&SiteFile> {
        self.files.by_path.get(path)
    }

    /// Every published file, by path.
    pub fn files(&self) -> impl Iterator<Item = &SiteFile> {
        self.files.by_path.values()
    }

    /// The address of one of the site's own pages or of a kind's index, by the name its segment has in `urls:`.
    pub fn section(&self, name: &str) -> Url {
        self.segments.url(name)
    }
}
