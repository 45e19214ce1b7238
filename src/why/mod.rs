//! What `kronika why` tells: is something published and where, or what keeps it out; who refers to it; which template
//! and files its page is made from. Works on a site with faults, too: what could be read is enough.
//!
//! [`ask`] finds what is meant (`target`) and answers with facts alone; the command puts them into words.

mod refers;
mod target;

use serde::Serialize;

use crate::captions::is_captions;
use crate::diag::{Diagnostic, Diagnostics, Place, Severity};
use crate::entry::Origin;
use crate::outputs::{self, Plan, Prepared, RenderCx, Subject};
use crate::path::{SourcePath, Url};
use crate::site::{EntryIx, Publication, Site, SiteFile};
use crate::source::is_litter;
use crate::theme::Theme;
use crate::view::{Titles, Views};
use crate::words::Language;

pub use refers::{By, Referrer};

/// A site with what is wrong with it.
pub struct Known<'a> {
    /// The graph.
    pub site: &'a Site,
    /// The theme.
    pub theme: &'a Theme,
    /// What is to be made.
    pub plan: &'a Plan,
    /// What is wrong anywhere.
    pub diagnostics: &'a Diagnostics,
    /// The language in which it is told.
    pub language: Language,
}

/// What is known of one thing.
#[derive(Debug, Default, Serialize)]
pub struct Answer {
    /// What it is.
    pub what: What,
    /// The kind of an entry.
    pub kind: Option<&'static str>,
    /// The id of an entry.
    pub id: Option<String>,
    /// The title of an entry.
    pub title: Option<String>,
    /// Its file, from the site's folder.
    pub file: Option<String>,
    /// Its address, from the site's root, `/`; none while it has none.
    pub url: Option<String>,
    /// Whether it is in the site.
    pub state: State,
    /// The day or moment an embargo ends or an entry expired, in ISO 8601.
    pub moment: Option<String>,
    /// What it is withheld with: that which holds it, what holds that, and so on to the one that is kept out itself.
    pub withheld_with: Vec<Holder>,
    /// What would keep it out of a build without `--drafts` and `--future`.
    pub let_in: Option<State>,
    /// The day or moment of that.
    pub let_in_moment: Option<String>,
    /// The lists its author hides it from.
    pub hidden_from: Vec<String>,
    /// What is wrong in its file, or with its page.
    pub faults: Vec<Finding>,
    /// How many errors there are elsewhere. While there are any, nothing is written.
    pub errors_elsewhere: usize,
    /// What refers to it, in the order of files.
    pub referrers: Vec<Referrer>,
    /// The template of its page and those it extends.
    pub templates: Vec<String>,
    /// The files of the content that its page shows or links to, its own first.
    pub made_of: Vec<String>,
}

/// What was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// An entry.
    #[default]
    Entry,
    /// A file that should be one and cannot be read.
    Broken,
    /// A picture, a document.
    File,
    /// An old address that leads on to an entry.
    Alias,
    /// A page that no entry stands for: an index, the timeline.
    Page,
}

/// Whether something is in the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It is.
    #[default]
    Published,
    /// Its author has not finished it.
    Draft,
    /// It is to be published later.
    Embargoed,
    /// Its time is over.
    Expired,
    /// What it belongs to is kept out.
    Withheld,
    /// It has errors.
    Error,
    /// No entry uses the file.
    Unused,
    /// A hidden file, a backup of an editor, litter of a file manager.
    LeftOut,
    /// The captions of the pictures beside it: no file of the site, but galleries show what it says.
    Captions,
}

/// Something that keeps out what belongs to it.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "as in Answer")]
pub struct Holder {
    pub kind: &'static str,
    pub id: String,
    pub title: String,
    pub file: String,
    pub state: State,
    pub moment: Option<String>,
}

/// A diagnostic, as JSON tells it.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "as in `--format json`")]
pub struct Finding {
    pub severity: Severity,
    pub code: &'static str,
    pub message: String,
    pub file: String,
    pub line: Option<usize>,
    pub column: Option<usize>,
    pub hints: Vec<String>,
}

/// What could not be told.
#[derive(Debug)]
pub enum Unclear {
    /// Several things are meant: each by a word that means only it.
    Several(Vec<String>),
    /// Nothing is; the nearest, if any is near.
    Nothing(Vec<String>),
}

/// Tells what is known of a file, id, name or address.
///
/// # Errors
/// What else the words may mean, where they mean several things or none.
pub fn ask(text: &str, known: &Known<'_>) -> Result<Answer, Unclear> {
    match target::find(text, known)? {
        target::Target::Entry(ix) => Ok(of_entry(ix, known)),
        target::Target::Broken(path) => Ok(of_broken(&path, known)),
        target::Target::File(path) => Ok(of_file(&path, known)),
        target::Target::Alias(url, ix) => {
            let entry = of_entry(ix, known);
            Ok(Answer { what: What::Alias, url: Some(shown(&url)), referrers: Vec::new(), ..entry })
        }
        target::Target::Page(url) => {
            let errors_elsewhere = known.diagnostics.counts().0;
            Ok(Answer { what: What::Page, url: Some(shown(&url)), errors_elsewhere, ..Answer::default() })
        }
    }
}

fn shown(url: &Url) -> String {
    format!("/{url}", url = url.as_str())
}

fn of_entry(ix: EntryIx, known: &Known<'_>) -> Answer {
    let (site, entry) = (known.site, known.site.entry(ix));
    let named = entry.origin == Origin::Named;
    let (mut faults, mut errors_elsewhere) = faults(&entry.source.path, known.diagnostics, known.language);
    if named {
        // What is wrong in the file that names it is no fault of its own.
        (faults, errors_elsewhere) = (Vec::new(), known.diagnostics.counts().0);
    }
    let job = site.publication(ix).is_published().then(|| known.plan.jobs.get(&site.url(ix).out_path()));
    let job = job.flatten();
    if let (Some(job), false) = (job, known.diagnostics.has_errors()) {
        faults.extend(page_fault(job, known));
    }
    let (state, moment) = state_of(site.publication(ix));
    let broken = faults.iter().any(Finding::is_error);
    let template = job.and_then(|job| job.output.template(&job.subject, site, known.theme));
    let chain = template.map_or(Vec::new(), |template| known.theme.chain(&template));
    let (plain, plain_moment) = state_of(site.plain_publication(ix));
    let let_in = (state == State::Published && plain != State::Published).then_some(plain);
    Answer {
        what: What::Entry,
        kind: Some(entry.kind.id.0),
        id: Some(site.id(ix).to_owned()),
        title: Some(entry.head.title.clone()),
        file: (!named).then(|| entry.source.path.to_string()),
        url: site.publication(ix).is_published().then(|| shown(site.url(ix))),
        state: if broken { State::Error } else { state },
        moment,
        withheld_with: holders(ix, site),
        let_in,
        let_in_moment: plain_moment.filter(|_| let_in.is_some()),
        hidden_from: entry.head.hidden_from.clone(),
        faults,
        errors_elsewhere,
        referrers: refers::to_entry(ix, site),
        templates: chain.into_iter().map(ToString::to_string).collect(),
        made_of: made_of(ix, site),
    }
}

/// Makes the page and throws it away, to see whether its template fails.
fn page_fault(job: &outputs::Job, known: &Known<'_>) -> Option<Finding> {
    let views = Views::new(known.site, Titles::new(known.site));
    let mut ignored = Diagnostics::new();
    let prepared = Prepared::default();
    let cx = RenderCx::new(known.site, &views, known.theme, known.plan, &prepared, &mut ignored);
    job.output.render(&job.subject, &cx).err().map(|diagnostic| Finding::new(&diagnostic, known.language))
}

fn of_broken(path: &SourcePath, known: &Known<'_>) -> Answer {
    let (faults, errors_elsewhere) = faults(path, known.diagnostics, known.language);
    Answer {
        what: What::Broken,
        file: Some(path.to_string()),
        state: State::Error,
        faults,
        errors_elsewhere,
        ..Answer::default()
    }
}

/// A file lies in the folder of an entry and goes with it, or is published where an entry uses it.
fn of_file(path: &SourcePath, known: &Known<'_>) -> Answer {
    let site = known.site;
    let (faults, errors_elsewhere) = faults(path, known.diagnostics, known.language);
    let mut answer = Answer {
        what: What::File,
        file: Some(path.to_string()),
        faults,
        errors_elsewhere,
        referrers: refers::to_file(path, site),
        ..Answer::default()
    };
    if path.as_str().split('/').any(is_litter) {
        answer.state = State::LeftOut;
        return answer;
    }
    if is_captions(path.name()) {
        answer.state = State::Captions;
        return answer;
    }
    if answer.faults.iter().any(Finding::is_error) {
        answer.state = State::Error;
        return answer;
    }
    match site.file(path) {
        Some(file) if file.owner.is_some() || site.used_files().contains(&file.url) => {
            answer.url = Some(shown(&file.url));
        }
        Some(_) => answer.state = State::Unused,
        None => match target::owner(path, site) {
            Some(ix) => {
                answer.state = State::Withheld;
                answer.withheld_with.push(holder(ix, site));
                answer.withheld_with.extend(holders(ix, site));
            }
            None => answer.state = State::Unused,
        },
    }
    answer
}

fn state_of(publication: &Publication) -> (State, Option<String>) {
    match publication {
        Publication::Published => (State::Published, None),
        Publication::Draft => (State::Draft, None),
        Publication::Embargoed(stamp) => (State::Embargoed, Some(stamp.iso())),
        Publication::Expired(stamp) => (State::Expired, Some(stamp.iso())),
        Publication::Withheld(_) => (State::Withheld, None),
    }
}

/// What an entry is withheld with, up to the one that is kept out itself.
fn holders(ix: EntryIx, site: &Site) -> Vec<Holder> {
    let mut found = Vec::new();
    let mut seen = vec![ix];
    let mut next = site.publication(ix);
    while let Publication::Withheld(ix) = next
        && !seen.contains(ix)
    {
        seen.push(*ix);
        found.push(holder(*ix, site));
        next = site.publication(*ix);
    }
    found
}

fn holder(ix: EntryIx, site: &Site) -> Holder {
    let entry = site.entry(ix);
    let (state, moment) = state_of(site.publication(ix));
    Holder {
        kind: entry.kind.id.0,
        id: site.id(ix).to_owned(),
        title: entry.head.title.clone(),
        file: entry.source.path.to_string(),
        state,
        moment,
    }
}

/// The entry's own file, those its front matter names, its body shows or links to, and those beside it.
fn made_of(ix: EntryIx, site: &Site) -> Vec<String> {
    let entry = site.entry(ix);
    if entry.origin == Origin::Named {
        return Vec::new();
    }
    let named = entry.files.iter().filter_map(|file| site.file(&entry.source.path.join(&file.path)?));
    let linked: Vec<&Url> = site.linked_files(ix).collect();
    let shown: Vec<&SourcePath> = site.body_pictures(ix).collect();
    let is_of_body = |file: &SiteFile| linked.contains(&&file.url) || shown.contains(&&file.source);
    let other = site.files().filter(|file| is_of_body(file) || file.owner == Some(ix));
    let mut found = vec![entry.source.path.to_string()];
    for file in named.chain(other).map(|file| file.source.to_string()) {
        if !found.contains(&file) {
            found.push(file);
        }
    }
    found
}

/// What is wrong in a file, and how many errors there are in others.
fn faults(path: &SourcePath, diagnostics: &Diagnostics, language: Language) -> (Vec<Finding>, usize) {
    let is_here = |diagnostic: &&Diagnostic| match &diagnostic.place {
        Place::Text(source, _) => source.path == *path,
        Place::File(file) => file == path,
        Place::Environment(_) => false,
    };
    let here: Vec<&Diagnostic> = diagnostics.iter().filter(is_here).collect();
    let errors = here.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let elsewhere = diagnostics.counts().0 - errors;
    (here.into_iter().map(|diagnostic| Finding::new(diagnostic, language)).collect(), elsewhere)
}

impl Finding {
    fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    fn new(diagnostic: &Diagnostic, language: Language) -> Self {
        let (file, position) = diagnostic.place.told();
        Self {
            severity: diagnostic.severity,
            code: diagnostic.code.id,
            message: diagnostic.message.get(language).to_owned(),
            file,
            line: position.map(|(line, _)| line),
            column: position.map(|(_, column)| column),
            hints: diagnostic.hints.iter().map(|hint| hint.get(language).to_owned()).collect(),
        }
    }
}

/// The entry an alias leads to.
fn alias(subject: &Subject) -> Option<EntryIx> {
    match subject {
        Subject::Alias(ix, _) => Some(*ix),
        _ => None,
    }
}
