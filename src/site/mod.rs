//! `Vec<Entry>` → [`Site`]: the immutable graph. Ids and references are resolved, every page has its address,
//! everything is in order, and whatever lists need (members, neighbours, years, tags, who took part in what)
//! is worked out once. Clashes and dangling references end here.
//!
//! [`build`] reads in the order of its steps: publication, ids, membership, references, order, indices,
//! files, links of bodies, checks.

mod ask;
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

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::entry::{Capacity, Entry, Origin};
use crate::kinds::{Broken, Rel};
use crate::locale::Locale;
use crate::path::{SourcePath, Url};
use crate::source::SourceFile;
use crate::theme::Texts;

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
    /// Files that could not be read as entries.
    pub broken: Vec<Broken>,
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
    by_url: BTreeMap<Url, EntryIx>,
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
    let Material { mut entries, broken, files } = material;
    entries.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    let segments = urls::Segments::new(config, &texts, diagnostics);
    let mut publications: Vec<Publication> =
        entries.iter().map(|entry| publication::of(entry, config)).collect();
    let folders = membership::Folders::new(&entries);
    let mut register = register::Register::new(&entries, &folders, broken, diagnostics);
    let written = entries.len();
    publication::inherit(&entries, &mut publications, &folders, &register);
    let resolved = resolve::resolve(&mut entries, &mut publications, &register, config, diagnostics);
    register.enter_named(&entries, written);
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
    let published =
        |(at, node): (usize, &Node)| node.publication.is_published().then(|| (node.url.clone(), EntryIx(at)));
    let by_url = nodes.iter().enumerate().filter_map(published).collect();
    let mut site =
        Site { config, locale, texts, entries, nodes, files, by_path, by_url, indices, segments, register };
    let targets: Vec<Vec<(usize, BodyTarget)>> =
        site.published_all().map(|ix| body::resolve(ix, &site, diagnostics)).collect();
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
