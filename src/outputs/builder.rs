//! [`Plan`]: every file of the finished site, known and unique before any is made.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{OUTPUTS, Output, Subject};
use crate::diag::{Diagnostic, Diagnostics, Place, Severity, Source, Span, codes};
use crate::path::{OutPath, SourcePath, Url};
use crate::picture::Variant;
use crate::site::Site;
use crate::theme::Theme;
use crate::view::AlternateView;
use crate::words;
use crate::words::Words;

/// A file to be made.
pub struct Job {
    /// The output that makes it.
    pub output: &'static dyn Output,
    /// What it is about.
    pub subject: Subject,
    /// Who asked for this path, for faults.
    origin: Origin,
}

/// Who asked for a path. There is one for each file, so nothing is put in words before somebody wants to hear it.
#[derive(Clone)]
enum Origin {
    /// The site itself: what the page is.
    Site(Words),
    /// An entry, at a place of its file.
    Entry(Arc<Source>, Span),
    /// The site, for the sake of an entry: what the page is, by the path of the entry's file.
    About(Arc<Source>, fn(&SourcePath) -> Words),
}

impl Origin {
    fn words(&self) -> Words {
        match self {
            Self::Site(words) => words.clone(),
            Self::Entry(source, _) => Words::same(source.path.as_str()),
            Self::About(source, words) => words(&source.path),
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Entry(source, span) => Some(Place::Text(source.clone(), span.clone())),
            Self::Site(_) | Self::About(..) => None,
        }
    }
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
    pub title: Arc<str>,
}

impl Alternate {
    /// What templates see of it.
    pub(super) fn view(&self) -> AlternateView {
        let Self { sort, media_type, url, title } = self;
        AlternateView { sort, media_type, url: url.href(), title: title.to_string() }
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

impl Plan {
    /// What is to be made of each picture.
    pub fn pictures(&self, site: &Site) -> BTreeMap<SourcePath, Vec<Variant>> {
        let mut wanted: BTreeMap<SourcePath, Vec<Variant>> = BTreeMap::new();
        for job in self.jobs.values() {
            if let Some((path, variant)) = job.output.variant(&job.subject, site) {
                wanted.entry(path).or_default().push(variant);
            }
        }
        wanted
    }
}

/// A plan in the making.
pub struct PlanBuilder {
    plan: Plan,
    /// Paths with capital letters, by what they are without.
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
        self.add(url.out_path(), subject, Origin::Site(words));
    }

    /// Adds a page for the sake of an entry; `words` say what it is by the path of the entry's file, for faults.
    pub fn page_about(
        &mut self,
        url: &Url,
        subject: Subject,
        source: &Arc<Source>,
        words: fn(&SourcePath) -> Words,
    ) {
        self.add(url.out_path(), subject, Origin::About(source.clone(), words));
    }

    /// Adds a page that an entry asks for at a place of its file.
    pub fn entry_page(&mut self, url: &Url, subject: Subject, source: &Arc<Source>, span: Span) {
        self.add(url.out_path(), subject, Origin::Entry(source.clone(), span));
    }

    /// Tells a page of another form of it: its head names it, and its foot leads there.
    pub fn alternate(&mut self, page: &Url, alternate: Alternate) {
        // Most pages have one.
        let alternates = self.plan.alternates.entry(page.out_path());
        alternates.or_insert_with(|| Vec::with_capacity(1)).push(alternate);
    }

    /// What has been asked for so far, for an output that tells of the others.
    pub(super) fn so_far(&self) -> &Plan {
        &self.plan
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
            let own = Origin::Site(words!("kronika's own notes", "notatki samej kroniki"));
            self.diagnostics.push(self.clash(&path, &own, (&subject, &origin)));
            return;
        }
        let lower = path.as_str().to_lowercase();
        let first = self.lower.get(&lower).cloned().unwrap_or_else(|| OutPath::new(&lower));
        if let Some(first) = self.plan.jobs.get(&first) {
            let clash = self.clash(&path, &first.origin, (&subject, &origin));
            self.diagnostics.push(clash);
            return;
        }
        if lower != path.as_str() {
            self.lower.insert(lower, path.clone());
        }
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
        let (asker, other) = match (second.place(), first.place()) {
            (None, Some(_)) => (first, second),
            _ => (second, first),
        };
        let (one, two) = (asker.words(), other.words());
        let message = words!(
            "two pages want the address `/{address}`: {one} and {two}",
            "dwie strony chcą mieć adres `/{address}`: {one} i {two}",
            one,
            two
        );
        let place = asker.place().unwrap_or_else(|| Place::Text(self.config.clone(), self.setting(address)));
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
