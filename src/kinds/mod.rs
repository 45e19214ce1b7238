//! The kinds of entries: a registry ([`KINDS`]) and one file a kind. [`check`] turns a [`RawEntry`](crate::front::RawEntry) into an
//! [`Entry`]. Outside this folder nothing matches on a kind; a kind's behaviour is data in its [`Kind`] row.

mod event;
mod facts;
mod forum;
mod organisation;
mod page;
mod person;
mod place;
mod post;
mod programme;
pub(crate) mod recording;
mod rel;
mod report;
mod stage;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics, Fix, Source, Spanned, codes, nearest, possible, quoted_list};
use crate::entry::{Body, Detail, Entry, Facets, Head, Origin, Status};
use crate::fit::fitted;
use crate::front::fields::questions::{Questions, Shape, questions};
use crate::front::{self, Fields, Sink, synonyms};
use crate::markdown;
use crate::path::{SourcePath, slug};
use crate::source::CONTENT;
use crate::when::Phase;
use crate::words;
use crate::words::Phrase;
use crate::yaml::Value;

pub use facts::{ADDRESS, FigureFields, HIDING_PLACES, is_address};
pub(crate) use facts::{attachments, url};
pub use rel::{PlainName, ROLES, Rel};

/// The name of a kind, as `kind:` has it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
pub struct KindId(pub &'static str);

/// Everything the rest of the program needs to know of a kind.
#[derive(Debug)]
pub struct Kind {
    /// Its name, also the key of its texts and the name of its template.
    pub id: KindId,
    /// The folder under `content/` that makes a file one of this kind.
    pub folder: &'static str,
    /// What it is called in messages, with its article.
    pub noun: Phrase,
    /// The key that holds its title.
    pub title_key: &'static str,
    /// How its index is arranged.
    pub listing: Listing,
    /// How it stands on timelines.
    pub timeline: TimelineShape,
    /// What it is in calendars.
    pub calendar: CalendarPart,
    /// Type of its JSON-LD, from schema.org.
    pub schema: Option<&'static str>,
    /// The reference that its ids are unique within (a stage's programme).
    pub scope: Option<Rel>,
    /// What it becomes a member of by lying in the folder of an entry of another kind.
    pub inside: &'static [(KindId, Rel)],
    /// The states its author may give.
    pub statuses: &'static [Status],
    /// The state by its dates: before, during and after.
    pub by_phase: Option<[Status; 3]>,
    /// The state of one without a time; none where nothing can be said.
    pub undated: Option<Status>,
    /// Keys that its writers mistake, each with the way out.
    pub misused: &'static [(&'static str, Phrase)],
    /// All its own keys, to tell a writer of another kind where a key belongs.
    pub own_keys: &'static [&'static str],
    /// Reads its own keys.
    pub read: fn(&mut Fields<'_>) -> (Facets, Box<dyn Detail>),
    /// True when its titles are sorted by their last word, as people are by their surname.
    pub sorts_by_last_word: bool,
    /// True when the names of new files begin with the day.
    pub dated_names: bool,
    /// What `kronika add` writes below the title; `{today}` is filled in.
    pub skeleton: Skeleton,
}

/// Front matter to start from, with comments in the site's language.
#[derive(Debug)]
#[allow(missing_docs, reason = "languages")]
pub struct Skeleton {
    pub pl: &'static str,
    pub en: &'static str,
}

/// How the index of a kind is arranged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Listing {
    /// By year, newest first.
    ByDate,
    /// A to Z in the language's order.
    Alphabetical,
    /// No index.
    None,
}

/// How a kind stands on timelines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimelineShape {
    /// As a bar from its start to its end.
    Bar,
    /// As a band behind its events.
    Band,
    /// On its days.
    Point,
    /// Not at all.
    None,
}

impl TimelineShape {
    /// The word templates and styles use.
    pub fn as_str(self) -> &'static str {
        match self {
            TimelineShape::Bar => "bar",
            TimelineShape::Band => "band",
            TimelineShape::Point => "point",
            TimelineShape::None => "none",
        }
    }
}

/// What an entry of a kind is in calendars.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CalendarPart {
    /// A date of its own.
    Date,
    /// A date only as long as none of its members is one: a forum whose days are not filled yet.
    Frame,
    /// No date; what lasts has a calendar of its members.
    None,
}

/// The register, in the order indices and menus show them.
pub static KINDS: [&Kind; 10] = [
    &programme::KIND,
    &stage::KIND,
    &forum::KIND,
    &event::KIND,
    &report::KIND,
    &post::KIND,
    &page::KIND,
    &person::KIND,
    &organisation::KIND,
    &place::KIND,
];

/// The kind of the home page's text, `content/index.md`.
pub static HOME_KIND: &Kind = &page::KIND;

/// The id of the home page's text.
const HOME_ID: &str = "home";

/// The kind with this name.
pub fn by_name(name: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|kind| kind.id.0 == name)
}

/// The kind with this name or whose folder has this name.
pub fn by_name_or_folder(name: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|kind| kind.id.0 == name || kind.folder == name)
}

/// The kinds that have a key of their own with this name.
pub fn kinds_with_key(key: &str) -> Vec<&'static str> {
    KINDS.iter().filter(|kind| kind.own_keys.contains(&key)).map(|kind| kind.id.0).collect()
}

impl Kind {
    /// True for a kind that lasts and is no part of another: what others belong to and readers look for.
    pub fn is_undertaking(&self) -> bool {
        self.timeline == TimelineShape::Bar && self.scope.is_none()
    }

    /// The state at a phase of its time.
    pub fn status_at(&self, phase: Phase) -> Option<Status> {
        let [before, during, after] = self.by_phase?;
        Some(match phase {
            Phase::Before => before,
            Phase::During => during,
            Phase::After => after,
        })
    }
}

/// What became of one file.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The entry with its body, complete even where a fault was found, so that references to it are not faults too.
    pub text: Option<(Arc<Entry>, Arc<Body>)>,
    /// The file's path and its id by its name, where the file could not be read at all.
    pub broken: Option<Broken>,
    /// What is wrong with it.
    pub diagnostics: Diagnostics,
}

/// A file that could not be read as an entry. References to it are no faults of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The file.
    pub path: SourcePath,
    /// Its id by its name.
    pub id: String,
}

impl Broken {
    /// By the file's path.
    pub fn new(path: &SourcePath) -> Self {
        Self { path: path.clone(), id: id_of(path).0 }
    }
}

/// Checks one file against its kind.
pub fn check(source: &Arc<Source>, config: &Config) -> Checked {
    let mut diagnostics = Diagnostics::new();
    let home = source.path.as_str() == format!("{CONTENT}/index.md");
    let (id, origin) = id_of(&source.path);
    let by_folder = if home { Some(HOME_KIND) } else { kind_of_folder(&source.path) };
    let Some(raw) = front::read(source, home, &mut diagnostics) else {
        return Checked { text: None, broken: Some(Broken::new(&source.path)), diagnostics };
    };
    let Some(kind) = kind_of(&raw, by_folder, &mut diagnostics) else {
        return Checked { text: None, broken: Some(Broken::new(&source.path)), diagnostics };
    };
    let mut sink = Sink::new(source, &config.timezone);
    let mut fields = Fields::new(&mut sink, &raw.front, raw.front_span.clone(), kind.noun);
    fields.misused(kind.misused);
    let Parts { written_id, head, facets, detail } =
        parts(&mut fields, kind, home.then_some(config.title.as_str()));
    fields.finish();
    let id = if home { HOME_ID.to_owned() } else { id };
    let local_id = match written_id {
        Some(written) => {
            if !is_id(&written.value) {
                let right = slug(&written.value);
                let hint = words!("write `id: {right}`", "wpisz `id: {right}`");
                let message = words!(
                    "an id may have small letters, digits, `-`, `_` and `.`",
                    "identyfikator może mieć małe litery bez polskich znaków, cyfry, `-`, `_` i `.`",
                );
                sink.error(codes::UNKNOWN_VALUE, &written.span, message, Some(hint));
            }
            written.value
        }
        None => id,
    };
    let outline = markdown::outline(source, raw.body.clone(), config.html, &mut sink);
    diagnostics.append(sink.diagnostics);
    let kind_written = raw.front.iter().any(|(key, _)| key.name == "kind");
    let entry = Entry {
        kind,
        kind_written,
        local_id,
        source: source.clone(),
        front_span: raw.front_span,
        origin,
        head,
        facets,
        relations: fitted(sink.relations),
        files: fitted(sink.files),
        players: sink.players,
        detail,
        fingerprint: 0,
    };
    let entry = Entry { fingerprint: fingerprint(&entry, raw.body.start), ..entry };
    let body = Body { source: Some(source.clone()), span: raw.body, outline };
    Checked { text: Some((Arc::new(entry), Arc::new(body))), broken: None, diagnostics }
}

/// What the front matter of an entry says.
struct Parts {
    written_id: Option<Spanned<String>>,
    head: Head,
    facets: Facets,
    detail: Box<dyn Detail>,
}

/// Reads every key that an entry of the kind may have. Only the home page has a title to fall back on.
fn parts(fields: &mut Fields<'_>, kind: &Kind, default_title: Option<&str>) -> Parts {
    fields.expect("kind", Shape::Name(vec![kind.id.0]));
    let _ = fields.text("kind");
    fields.expect("id", Shape::LikeNumber("[a-z0-9_.-]+"));
    let written_id = fields.spanned_text("id");
    let head = facts::head(fields, kind, default_title);
    let (facets, detail) = (kind.read)(fields);
    Parts { written_id, head, facets, detail }
}

/// Every key that an entry of the kind may have.
pub fn keys_of(kind: &Kind) -> Questions {
    questions(|fields| parts(fields, kind, None))
}

/// Every key that the home page may have.
pub fn keys_of_home() -> Questions {
    questions(|fields| parts(fields, HOME_KIND, Some("")))
}

/// A person, organisation or place that is only named, never written about.
pub fn named(kind: &'static Kind, name: &str, id: String, source: &Arc<Source>, config: &Config) -> Entry {
    let mut sink = Sink::new(source, &config.timezone);
    let mut fields = Fields::new(&mut sink, &[], 0..0, kind.noun);
    let (facets, detail) = (kind.read)(&mut fields);
    Entry {
        kind,
        kind_written: true,
        local_id: id,
        source: source.clone(),
        front_span: 0..0,
        origin: Origin::Named,
        head: crate::entry::Head { title: name.to_owned(), ..Default::default() },
        facets,
        relations: Vec::new(),
        files: Vec::new(),
        players: Vec::new(),
        detail,
        fingerprint: hash_of(&(name, kind.id)),
    }
}

/// Everything an entry is made from but the body: the file's name and the front matter that ends at `end`. Where
/// blocks of the body name entries or files, the whole text counts, so that faults in them keep their place.
fn fingerprint(entry: &Entry, end: usize) -> u64 {
    let mut spans = entry
        .relations
        .iter()
        .map(|relation| &relation.span)
        .chain(entry.files.iter().map(|file| &file.span));
    let in_body = spans.any(|span| span.start >= end);
    let text = &entry.source.text;
    hash_of(&(&entry.source.path, end, if in_body { text } else { &text[..end] }, &entry.players))
}

/// SipHash with fixed keys: the same on every run.
fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Text in the form of an id: what looks like one is taken for one.
pub fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.'))
}

/// The id by the file's name: the stem, or the folder's name for `index.md`, less a leading date.
fn id_of(path: &SourcePath) -> (String, Origin) {
    let (name, origin) = match path.stem() {
        "index" => (path.folder().rsplit('/').next().unwrap_or_default(), Origin::Bundle),
        stem => (stem, Origin::Single),
    };
    let dated = name.get(..11).is_some_and(|prefix| {
        prefix.chars().enumerate().all(
            |(at, c)| {
                if matches!(at, 4 | 7 | 10) { c == '-' } else { c.is_ascii_digit() }
            },
        )
    });
    let name = if dated && name.len() > 11 { &name[11..] } else { name };
    (if is_id(name) { name.to_owned() } else { slug(name) }, origin)
}

/// The nearest folder above the file that is named for a kind.
fn kind_of_folder(path: &SourcePath) -> Option<&'static Kind> {
    let mut folders: Vec<&str> = path.folder().split('/').skip(1).collect();
    if path.stem() == "index" && folders.len() > 1 {
        folders.pop();
    }
    folders.iter().rev().find_map(|folder| KINDS.iter().copied().find(|kind| kind.folder == *folder))
}

fn kind_of(
    raw: &front::RawEntry,
    by_folder: Option<&'static Kind>,
    diagnostics: &mut Diagnostics,
) -> Option<&'static Kind> {
    let names = || KINDS.iter().map(|kind| kind.id.0);
    let written = raw.front.iter().find(|(key, node)| key.name == "kind" && node.value != Value::Null);
    if let Some((_, node)) = written {
        let Value::Scalar(name) = &node.value else {
            diagnostics.push(
                Diagnostic::error(
                    codes::WRONG_TYPE,
                    &raw.source,
                    node.span.clone(),
                    words!("`kind` must be one word", "`kind` to ma być jedno słowo"),
                )
                .hint(possible(names())),
            );
            return None;
        };
        if let Some(kind) = by_name(name.trim()) {
            return Some(kind);
        }
        let known: Vec<&str> = names().collect();
        let near = match synonyms::value(name, &known) {
            Some(kind) => vec![kind],
            None => nearest(name, names()),
        };
        let hint =
            near.first().map(|near| words!("did you mean `kind: {near}`?", "czy chodziło o `kind: {near}`?"));
        let fix = near.first().map(|near| Fix { span: node.span.clone(), text: (*near).to_owned() });
        let message = words!("there is no kind `{name}`", "nie ma rodzaju `{name}`");
        diagnostics.push(
            Diagnostic::error(codes::UNKNOWN_KIND, &raw.source, node.span.clone(), message)
                .hint_if(hint)
                .hint(possible(names()))
                .fix(fix),
        );
        return None;
    }
    if by_folder.is_none() {
        let message = words!(
            "the kind of this entry cannot be told: its folder is not named for one",
            "nie wiadomo, jakiego rodzaju jest ten wpis: nazwa katalogu o tym nie mówi",
        );
        let folders = quoted_list(KINDS.iter().map(|kind| kind.folder));
        diagnostics.push(
            Diagnostic::error(codes::UNKNOWN_KIND, &raw.source, raw.front_span.clone(), message)
                .hint(words!(
                    "add a line `kind: event` (or page, post, …)",
                    "dodaj wiersz `kind: event` (albo page, post, …)",
                ))
                .hint(words!(
                    "or move the file into one of the folders {folders}",
                    "albo przenieś plik do jednego z katalogów {folders}",
                    folders
                )),
        );
    }
    by_folder
}

#[cfg(test)]
mod tests;
