//! What a site is made into: a registry ([`OUTPUTS`]) and one file an output. [`plan`] asks each output for
//! its files; every path is known and unique before anything is rendered. Outside this folder nothing names
//! an output.

mod aliases;
mod archive;
mod assets;
mod atom;
mod builder;
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
mod pictures;
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

use crate::content::Content;
use crate::diag::{Diagnostic, codes};
use crate::kinds::KindId;
use crate::path::SourcePath;
use crate::picture::Variant;
use crate::site::{EntryIx, Site};
use crate::theme::Theme;
use crate::view::Titles;
use crate::words;
use crate::words::Words;

pub(crate) use crate::site::LIST_LIMIT;
pub use builder::{Alternate, Job, Plan, PlanBuilder, plan};
pub use cx::RenderCx;
pub(crate) use pictures::fault as picture_fault;
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
    /// The picture and what of it one of its files is, where it is that: these are made before pages are.
    fn variant(&self, _subject: &Subject, _site: &Site) -> Option<(SourcePath, Variant)> {
        None
    }
    /// What all its files are made from, where that is made once for all of them; see `RenderCx::prepared`.
    fn prepare(&self, _site: &Site, _titles: &Titles) -> Option<Shared> {
        None
    }
    /// The template of one of its pages, where that page stands for an entry.
    fn template(&self, _subject: &Subject, _site: &Site, _theme: &Theme) -> Option<String> {
        None
    }
}

/// The register. The order decides who is named first when two want one address; the sitemap comes last, for it
/// tells of the pages of all others.
pub static OUTPUTS: [&dyn Output; 30] = [
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
    &pictures::Pictures,
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
    /// A month of a kind's index.
    KindMonth(KindId, i16, i8),
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
    /// What is made of a picture, by its file.
    Variant(SourcePath, Variant),
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
