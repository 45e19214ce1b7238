//!
//! Ids and references are resolved, every page has its address,
//! everything is in order, and whatever lists need (members, neighbours, years, tags, who took part in what)
//! is worked out once. Clashes and dangling references end here.
//!
//! [`build`] reads in the order of its steps: publication, ids, membership, references, order, indices,
//! files, links of bodies, checks.

mod alike;
mod ask;
mod body;
mod checks;
mod compare;
mod files;
mod folders;
mod given;
mod indices;
mod membership;
mod missing;
mod order;
mod pictures;
mod publication;
mod register;
mod resolve;
mod silence;
mod state;
mod urls;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use crate::captions::{self, Captions};
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::entry::{Body, Entry, Origin, RefIx};
use crate::kinds::{Broken, Rel};
use crate::locale::Locale;
use crate::path::{SourcePath, Url};
use crate::picture::Pictures;
use crate::source::SourceFile;
use crate::theme::Texts;

pub use body::{BodyTarget, Named};
pub use files::{Overlooked, SiteFile};
pub use indices::{Term, Year};
pub(crate) use missing::near_names;
pub use order::Neighbours;
pub use pictures::{Picture, Shown};
pub use publication::Publication;

/// Which entry of a [`Graph`]: its place in the order of files.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize)]
pub struct EntryIx(pub usize);

/// What the stage before hands over.
#[derive(Debug, Default)]
pub struct Material {
    /// Checked entries in any order, with their bodies.
    pub texts: Vec<(Arc<Entry>, Arc<Body>)>,
    /// Files that could not be read as entries.
    pub broken: Vec<Broken>,
    /// Files that are not text.
    pub files: Vec<SourceFile>,
    /// The captions of pictures, in any order.
    pub captions: Vec<Arc<Captions>>,
}

/// What a graph is made of: everything but bodies.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Checked entries, sorted by file.
    entries: Vec<Arc<Entry>>,
    /// Files that could not be read as entries.
    broken: Vec<Broken>,
    /// Files that are not text.
    files: Vec<SourceFile>,
    /// The captions of pictures, sorted by file.
    captions: Vec<Arc<Captions>>,
}

impl Facts {
    /// True when a graph made of one is the same as one made of the other.
    pub fn same_as(&self, other: &Facts) -> bool {
        let same = |(a, b): (&Arc<Entry>, &Arc<Entry>)| {
            Arc::ptr_eq(a, b) || a.fingerprint == b.fingerprint && a.source.path == b.source.path
        };
        self.entries.len() == other.entries.len()
            && self.entries.iter().zip(&other.entries).all(same)
            && self.broken == other.broken
            && self.files == other.files
            && self.captions.len() == other.captions.len()
            && self.captions.iter().zip(&other.captions).all(|(a, b)| Arc::ptr_eq(a, b) || a.same_as(b))
    }
}

impl Material {
    /// The facts of the graph, and the bodies in the order of their entries.
    pub fn part(mut self) -> (Facts, Vec<Arc<Body>>) {
        self.texts.sort_by(|(a, _), (b, _)| a.source.path.cmp(&b.source.path));
        let (entries, bodies) = self.texts.into_iter().unzip();
        self.captions.sort_by(|a, b| a.path.cmp(&b.path));
        let Self { broken, files, captions, .. } = self;
        (Facts { entries, broken, files, captions }, bodies)
    }
}

/// The graph of a site. What it knows of its entries stands in columns, by [`EntryIx`].
#[derive(Debug)]
pub struct Graph {
    /// The site's settings.
    pub config: Arc<Config>,
    /// How its language writes things.
    pub locale: Arc<Locale>,
    /// Texts of its interface.
    pub texts: Texts,
    /// Every entry, published or not, sorted by file; those only named come last.
    entries: Vec<Arc<Entry>>,
    ids: Vec<String>,
    urls: Vec<Url>,
    publications: Vec<Publication>,
    /// What they would be if nothing were let in that a reader is not to see.
    plain_publications: Vec<Publication>,
    /// The resolved references, one for each of [`Entry::relations`].
    targets: Vec<Vec<Target>>,
    /// What each is directly a member of, and as what.
    containers: Vec<Vec<(Rel, EntryIx)>>,
    /// Its place among all entries in the order of time.
    ranks: Vec<usize>,
    /// The year it is filed under.
    years_filed: Vec<Option<i16>>,
    members: Vec<membership::Members>,
    neighbours: Vec<Vec<Neighbours>>,
    ties: Vec<indices::Ties>,
    files: files::Files,
    /// The captions of pictures, by folder.
    captions: BTreeMap<String, Arc<Captions>>,
    by_path: BTreeMap<SourcePath, EntryIx>,
    by_url: BTreeMap<Url, EntryIx>,
    indices: indices::Indices,
    segments: urls::Segments,
    register: register::Register,
}

/// Longest list that stands on one page; longer ones are split by year.
pub(crate) const LIST_LIMIT: usize = 400;

/// A graph whose bodies know where their links lead.
#[derive(Clone, Debug)]
pub struct Site {
    graph: Arc<Graph>,
    /// What is known of its pictures.
    pictures: Arc<Pictures>,
    /// The bodies of entries.
    bodies: Vec<Arc<Body>>,
    /// The links of each body.
    links: Vec<Arc<body::Links>>,
    /// Pictures that readers get as they are, once somebody asks.
    given: OnceLock<BTreeSet<SourcePath>>,
}

impl Deref for Site {
    type Target = Graph;

    fn deref(&self) -> &Graph {
        &self.graph
    }
}

/// The columns that the later steps of [`build`] work from.
struct Columns<'a> {
    entries: &'a [Arc<Entry>],
    publications: &'a [Publication],
    targets: &'a [Vec<Target>],
    containers: &'a [Vec<(Rel, EntryIx)>],
    ranks: &'a [usize],
}

impl Columns<'_> {
    /// Entries with a page.
    fn published(&self) -> impl Iterator<Item = EntryIx> + '_ {
        let published =
            self.publications.iter().enumerate().filter(|(_, publication)| publication.is_published());
        published.map(|(at, _)| EntryIx(at))
    }

    /// Entries with a page, in the order of time.
    fn in_time(&self) -> Vec<EntryIx> {
        let mut entries: Vec<EntryIx> = self.published().collect();
        entries.sort_by_key(|ix| self.ranks[ix.0]);
        entries
    }

    /// Entries with a page, the newest first; those without a time come last all the same.
    fn newest_first(&self) -> Vec<EntryIx> {
        let mut entries = self.in_time();
        let dated = entries.iter().take_while(|ix| self.entries[ix.0].first_day().is_some()).count();
        entries[..dated].reverse();
        entries
    }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Involvement {
    /// The one who took part, or on its own page what it took part in.
    pub other: EntryIx,
    /// As what.
    pub rel: Rel,
    /// The entry that says so.
    pub holder: EntryIx,
    /// Which of its references says so.
    pub reference: RefIx,
}

/// Builds the graph and resolves the links of bodies. All faults are in `diagnostics`; the site is of use only when there
/// are no errors.
pub fn build(
    material: Material,
    config: Arc<Config>,
    locale: Arc<Locale>,
    texts: Texts,
    diagnostics: &mut Diagnostics,
) -> Site {
    let (facts, bodies) = material.part();
    let pictures = Arc::new(Pictures::open(&config.root));
    let graph = graph(facts, config, locale, texts, diagnostics);
    Site::new(Arc::new(graph), pictures, bodies, diagnostics)
}

/// Builds the graph, which knows nothing of bodies.
pub fn graph(
    facts: Facts,
    config: Arc<Config>,
    locale: Arc<Locale>,
    texts: Texts,
    diagnostics: &mut Diagnostics,
) -> Graph {
    let Facts { mut entries, broken, files, captions } = facts;
    captions.iter().for_each(|captions| captions::tell_strangers(captions, &files, diagnostics));
    let segments = urls::Segments::new(&config, &texts, diagnostics);
    let mut publications: Vec<Publication> =
        entries.iter().map(|entry| publication::of(entry, &config)).collect();
    let folders = membership::Folders::new(&entries);
    let mut register = register::Register::new(&entries, &folders, broken, diagnostics);
    let written = entries.len();
    publication::inherit(&entries, &mut publications, &folders, &register);
    let mut plain_publications: Vec<Publication> =
        entries.iter().map(|entry| publication::plainly(entry, &config)).collect();
    publication::inherit(&entries, &mut plain_publications, &folders, &register);
    let resolved = resolve::resolve(&mut entries, &mut publications, &register, &config, diagnostics);
    let resolve::Resolved { ids, targets } = resolved;
    register.enter_named(&entries, &ids, written);
    let containers = membership::containers(&entries, &targets, &folders, &publications);
    let urls = urls::addresses(&entries, &ids, &containers, &segments, diagnostics);
    let files = files::place(files, &folders, &urls, &publications, &segments);
    let ranks = order::ranks(&entries, &ids, &locale);
    let known = Columns {
        entries: &entries,
        publications: &publications,
        targets: &targets,
        containers: &containers,
        ranks: &ranks,
    };
    let ((members, neighbours), (ties, indices)) = rayon::join(
        || (membership::members(&known), order::neighbours(&known)),
        || (indices::ties(&known), indices::Indices::new(&known, &segments, &locale)),
    );
    let graph = Graph {
        members,
        neighbours,
        ties,
        indices,
        years_filed: entries.iter().map(|entry| entry.first_day().map(|day| day.year())).collect(),
        by_path: by_path(&entries),
        by_url: known.published().map(|ix| (urls[ix.0].clone(), ix)).collect(),
        config,
        locale,
        texts,
        entries,
        ids,
        urls,
        publications,
        plain_publications,
        targets,
        containers,
        ranks,
        files,
        captions: captions.into_iter().map(|one| (one.path.folder().to_owned(), one)).collect(),
        segments,
        register,
    };
    checks::run(&graph, diagnostics);
    graph
}

impl Site {
    /// A graph and its bodies, one for each entry that is a file, in the same order.
    pub fn new(
        graph: Arc<Graph>,
        pictures: Arc<Pictures>,
        mut bodies: Vec<Arc<Body>>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        bodies.resize_with(graph.entries.len(), Arc::default);
        let linker = body::Linker { graph: &graph, bodies: &bodies };
        let links = (0..bodies.len()).map(|at| Arc::new(body::resolve(EntryIx(at), &linker))).collect();
        let site = Self { graph, pictures, bodies, links, given: OnceLock::new() };
        site.tell(diagnostics);
        site
    }

    /// The same graph with other bodies: only the links that one of those may have changed are resolved again.
    pub fn with_bodies(&self, bodies: &[Arc<Body>], diagnostics: &mut Diagnostics) -> Self {
        self.graph.register.forget_searches();
        let mut site = Self {
            bodies: self.bodies.clone(),
            links: self.links.clone(),
            graph: self.graph.clone(),
            pictures: self.pictures.clone(),
            given: self.given.clone(),
        };
        site.bodies[..bodies.len()].clone_from_slice(bodies);
        let changed: Vec<usize> =
            (0..bodies.len()).filter(|at| !Arc::ptr_eq(&self.bodies[*at], &bodies[*at])).collect();
        let anchors =
            |body: &Body| body.outline.headings.iter().map(|heading| heading.id.clone()).collect::<Vec<_>>();
        let linker = body::Linker { graph: &self.graph, bodies: &site.bodies };
        let again = if changed.iter().any(|at| anchors(&self.bodies[*at]) != anchors(&bodies[*at])) {
            (0..bodies.len()).collect()
        } else {
            changed
        };
        for at in again {
            site.links[at] = Arc::new(body::resolve(EntryIx(at), &linker));
        }
        site.tell(diagnostics);
        site
    }

    /// The graph.
    pub fn graph(&self) -> &Arc<Graph> {
        &self.graph
    }

    /// True when an entry's text is the same in both.
    pub fn same_text(&self, other: &Site, ix: EntryIx) -> bool {
        Arc::ptr_eq(&self.bodies[ix.0], &other.bodies[ix.0])
    }

    /// True when an entry's body is the same in both, and its links with it.
    pub fn same_body(&self, other: &Site, ix: EntryIx) -> bool {
        Arc::ptr_eq(&self.bodies[ix.0], &other.bodies[ix.0])
            && Arc::ptr_eq(&self.links[ix.0], &other.links[ix.0])
    }

    fn tell(&self, diagnostics: &mut Diagnostics) {
        for links in &self.links {
            diagnostics.append(links.faults.clone());
        }
        files::tell_overlooked(self, diagnostics);
    }
}

/// The entries that are files, by path.
fn by_path(entries: &[Arc<Entry>]) -> BTreeMap<SourcePath, EntryIx> {
    let files = entries.iter().enumerate().filter(|(_, entry)| entry.origin != Origin::Named);
    files.map(|(at, entry)| (entry.source.path.clone(), EntryIx(at))).collect()
}
