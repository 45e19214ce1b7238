//! What a site is made into: a registry ([`OUTPUTS`]) and one file an output. [`plan`] asks each output for
//! its files; every path is known and unique before anything is rendered. Outside this folder nothing names
//! an output.

mod aliases;
mod archive;
mod assets;
mod atom;
mod calendar;
mod cx;
mod data;
mod entries;
mod events_csv;
mod feeds;
mod files;
mod github;
mod head;
mod headers;
mod home;
mod ical;
mod json_feed;
mod kind_index;
mod look;
mod menus;
mod not_found;
mod prepared;
mod redirects;
mod robots;
mod search_index;
mod search_page;
mod series;
mod share_image;
mod site_map;
mod sitemap;
mod statement;
mod timeline;
mod took_part;
mod topics;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::Content;
use crate::diag::{Diagnostic, Diagnostics, Place, Severity, Source, Span, codes};
use crate::kinds::KindId;
use crate::path::{OutPath, Url};
use crate::site::{EntryIx, Site};
use crate::theme::Theme;
use crate::view::AlternateView;
use crate::words;
use crate::words::Words;

pub(crate) use crate::site::LIST_LIMIT;
pub use cx::RenderCx;
pub use prepared::{Prepared, Shared};

/// The name of the section that leads to every page.
pub(crate) const SITE_MAP: &str = site_map::SECTION;

/// A way of making files from a site.
pub trait Output: Sync {
    /// Its name, for progress and faults.
    fn name(&self) -> &'static str;
    /// Its files.
    fn plan(&self, site: &Site, theme: &Theme, plan: &mut PlanBuilder);
    /// The bytes of one of them.
    ///
    /// # Errors
    /// A template's fault, or a file that has become unreadable.
    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>>;
    /// True for files that a preview makes when somebody asks for them, not after each edit: data for other programs,
    /// which no page that is open shows. They cannot be at fault once they are planned.
    fn is_late(&self) -> bool {
        false
    }
    /// What all its files are made from, where that is made once for all of them; see `RenderCx::prepared`.
    fn prepare(&self, _cx: &RenderCx<'_>) -> Option<Shared> {
        None
    }
    /// The template of one of its pages, where that page stands for an entry.
    fn template(&self, _subject: &Subject, _site: &Site, _theme: &Theme) -> Option<String> {
        None
    }
}

/// The register. The order decides who is named first when two want one address; the sitemap comes last, for it
/// tells of the pages of all others.
pub static OUTPUTS: [&dyn Output; 29] = [
    &home::Home,
    &entries::Entries,
    &took_part::TookPart,
    &statement::StatementPage,
    &kind_index::KindIndex,
    &timeline::Timeline,
    &archive::Archive,
    &calendar::Calendar,
    &ical::Ical,
    &topics::Topics,
    &series::Series,
    &search_page::SearchPage,
    &search_index::SearchIndex,
    &atom::Atom,
    &json_feed::JsonFeed,
    &data::Data,
    &events_csv::EventsCsv,
    &site_map::SiteMap,
    &not_found::NotFound,
    &files::Files,
    &assets::Assets,
    &look::Look,
    &share_image::SharePictures,
    &aliases::Aliases,
    &robots::Robots,
    &redirects::Redirects,
    &headers::Headers,
    &github::GitHub,
    &sitemap::Sitemap,
];

/// Assets that are published in the root of the site, in place of the file of that name that an output would make.
const IN_ROOT: [&str; 3] = [robots::FILE, redirects::FILE, headers::FILE];

/// What a file of the site's own in the root is called.
fn own_file(name: &str) -> Words {
    words!("the site's own file `assets/{name}`", "własny plik witryny `assets/{name}`")
}

/// Something that the host of the site cannot do, told where the host is set.
fn unsuited(site: &Site, message: Words, hint: Words) -> Diagnostic {
    let config = &site.config;
    let span = config.host.as_ref().map_or(0..0, |host| host.span.clone());
    Diagnostic::warning(codes::HOST_UNSUITED, &config.source, span, message).hint(hint)
}

/// What a file is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The site as a whole.
    Site,
    /// Everything there ever was, where the site as a whole tells of what is of now.
    Archive,
    /// An entry.
    Entry(EntryIx),
    /// A year of what an entry took part in.
    EntryYear(EntryIx, i16),
    /// A kind's index, or a year of it.
    Kind(KindId, Option<i16>),
    /// A year of something, or a month of it.
    Period(i16, Option<i8>),
    /// A tag, by its place in the index.
    Tag(usize),
    /// A series of gatherings, by its place in the index.
    Series(usize),
    /// A file that is copied, by its path in the site or theme.
    File(String),
    /// An address that leads on to an entry: which of its aliases.
    Alias(EntryIx, usize),
    /// The picture by which an entry is shared.
    Picture(EntryIx),
    /// A part of something that is too long for one file, from 0.
    Part(usize),
}

impl Subject {
    /// The entry it is about.
    pub fn entry(&self) -> Option<EntryIx> {
        match self {
            Subject::Entry(ix) | Subject::Picture(ix) | Subject::EntryYear(ix, _) | Subject::Alias(ix, _) => {
                Some(*ix)
            }
            _ => None,
        }
    }

    /// The same about another entry, where it is about one.
    #[must_use]
    pub fn about(&self, other: EntryIx) -> Self {
        match self {
            Subject::Entry(_) => Subject::Entry(other),
            Subject::Picture(_) => Subject::Picture(other),
            Subject::EntryYear(_, year) => Subject::EntryYear(other, *year),
            Subject::Alias(_, at) => Subject::Alias(other, *at),
            other => other.clone(),
        }
    }
}

/// A file to be made.
pub struct Job {
    /// The output that makes it.
    pub output: &'static dyn Output,
    /// What it is about.
    pub subject: Subject,
    /// Who asked for this path, for faults.
    origin: Origin,
}

/// Who asked for a path.
#[derive(Clone)]
struct Origin {
    words: Words,
    place: Option<(Arc<Source>, Span)>,
}

/// Another form of a page, for other programs: a feed of what is new on it, a calendar, its data.
#[derive(Clone, Debug)]
pub struct Alternate {
    /// What it is for: `feed`, `calendar` or `data`.
    pub sort: &'static str,
    /// Its media type (RFC 6838).
    pub media_type: &'static str,
    /// Where it is.
    pub url: Url,
    /// What it is called, in the site's language.
    pub title: String,
}

impl Alternate {
    /// What templates see of it.
    fn view(&self) -> AlternateView {
        let Self { sort, media_type, url, title } = self;
        AlternateView { sort, media_type, url: url.href(), title: title.clone() }
    }
}

/// Every file of the finished site, in order of path.
#[derive(Default)]
pub struct Plan {
    /// What is to be made, by path.
    pub jobs: BTreeMap<OutPath, Job>,
    /// What other forms a page has, in the order of the register.
    pub(super) alternates: BTreeMap<OutPath, Vec<Alternate>>,
    /// Addresses of the site's own pages and kinds' indices, by name.
    pub sections: BTreeMap<String, String>,
}

/// A plan in the making.
pub struct PlanBuilder {
    plan: Plan,
    lower: BTreeMap<String, OutPath>,
    output: &'static dyn Output,
    /// Where a clash between pages that no entry asks for is told.
    config: Arc<Source>,
    /// Where `kronika.yaml` gives a section its address.
    urls: Vec<(String, Span)>,
    diagnostics: Diagnostics,
}

/// Asks every output for its files.
pub fn plan(site: &Site, theme: &Theme, diagnostics: &mut Diagnostics) -> Plan {
    let mut builder = PlanBuilder {
        plan: Plan::default(),
        lower: BTreeMap::new(),
        output: OUTPUTS[0],
        config: site.config.source.clone(),
        urls: site.config.urls.iter().map(|(_, url)| (url.value.clone(), url.span.clone())).collect(),
        diagnostics: Diagnostics::new(),
    };
    for output in OUTPUTS {
        builder.output = output;
        output.plan(site, theme, &mut builder);
    }
    builder.check_folders();
    diagnostics.append(builder.diagnostics);
    builder.plan
}

impl PlanBuilder {
    /// Adds a page of the site itself, which menus may name.
    pub fn section(&mut self, name: &str, url: &Url, subject: Subject) {
        self.plan.sections.insert(name.to_owned(), url.as_str().to_owned());
        self.page(
            url,
            subject,
            words!("the page “{name}” of the site itself", "strona „{name}” samej witryny"),
        );
    }

    /// Adds a page; `words` say what it is, for faults.
    pub fn page(&mut self, url: &Url, subject: Subject, words: Words) {
        self.add(url.out_path(), subject, Origin { words, place: None });
    }

    /// Adds a page that an entry asks for at a place of its file.
    pub fn entry_page(&mut self, url: &Url, subject: Subject, source: &Arc<Source>, span: Span) {
        let origin = Origin { words: Words::same(source.path.as_str()), place: Some((source.clone(), span)) };
        self.add(url.out_path(), subject, origin);
    }

    /// Tells a page of another form of it: its head names it, and its foot leads there.
    pub fn alternate(&mut self, page: &Url, alternate: Alternate) {
        self.plan.alternates.entry(page.out_path()).or_default().push(alternate);
    }

    /// Notes a fault.
    pub fn fault(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Notes faults.
    pub fn faults(&mut self, diagnostics: Diagnostics) {
        self.diagnostics.append(diagnostics);
    }

    fn add(&mut self, path: OutPath, subject: Subject, origin: Origin) {
        if path.is_kept_back() {
            let own = Origin { words: words!("kronika's own notes", "notatki samej kroniki"), place: None };
            self.diagnostics.push(self.clash(&path, &own, (&subject, &origin)));
            return;
        }
        let key = path.as_str().to_lowercase();
        let taken = self.lower.get(&key).and_then(|first| self.plan.jobs.get(first));
        if let Some(first) = taken {
            let clash = self.clash(&path, &first.origin, (&subject, &origin));
            self.diagnostics.push(clash);
            return;
        }
        self.lower.insert(key, path.clone());
        self.plan.jobs.insert(path, Job { output: self.output, subject, origin });
    }

    /// A file cannot have the name of a folder.
    fn check_folders(&mut self) {
        let mut clashes = Vec::new();
        for (path, job) in &self.plan.jobs {
            let mut folder = path.as_str();
            while let Some((parent, _)) = folder.rsplit_once('/') {
                folder = parent;
                if let Some(first) = self.plan.jobs.get(&OutPath::new(folder)) {
                    clashes.push(self.clash(
                        &OutPath::new(folder),
                        &job.origin,
                        (&first.subject, &first.origin),
                    ));
                }
            }
        }
        for clash in clashes {
            self.diagnostics.push(clash);
        }
    }

    fn clash(&self, path: &OutPath, first: &Origin, second: (&Subject, &Origin)) -> Diagnostic {
        let (subject, second) = second;
        let address = path.as_str().trim_end_matches("index.html");
        let (asker, other) = match (&second.place, &first.place) {
            (None, Some(_)) => (first, second),
            _ => (second, first),
        };
        let (one, two) = (&asker.words, &other.words);
        let message = words!(
            "two pages want the address `/{address}`: {one} and {two}",
            "dwie strony chcą mieć adres `/{address}`: {one} i {two}",
            one,
            two
        );
        let place = match &asker.place {
            Some((source, span)) => Place::Text(source.clone(), span.clone()),
            None => Place::Text(self.config.clone(), self.setting(address)),
        };
        let hint = match subject {
            Subject::Alias(..) => words!(
                "this old address is in use: remove it from `aliases:`",
                "ten dawny adres jest zajęty: usuń go z `aliases:`",
            ),
            _ => words!(
                "give one of them an address of its own: an entry by `slug:`, a section of the site by `urls:` in kronika.yaml",
                "nadaj jednej z nich własny adres: wpisowi przez `slug:`, działowi witryny przez `urls:` w kronika.yaml",
            ),
        };
        Diagnostic::at(Severity::Error, codes::URL_CLASH, place, message).hint(hint)
    }

    /// Where `urls:` sets an address, the last where several do; else the start of `kronika.yaml`.
    fn setting(&self, address: &str) -> Span {
        let wanted = address.trim_matches('/');
        let fits = |written: &str| {
            let written = written.trim_matches('/');
            !written.is_empty() && (wanted == written || wanted.starts_with(&format!("{written}/")))
        };
        self.urls.iter().rev().find(|(written, _)| fits(written)).map_or(0..0, |(_, span)| span.clone())
    }
}
