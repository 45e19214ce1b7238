//! Which files are shown as pictures, and which are given as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{BodyTarget, EntryIx, Site, SiteFile};
use crate::diag::{Source, Span};
use crate::entry::Purpose;
use crate::path::{SourcePath, Url};
use crate::picture::{Encoding, Facts, Pictures, Tone, Unfit, Variant, is_picture, variants};
use crate::reads::{Column, Question, ask, note};

/// A picture of the site.
#[derive(Clone, Debug)]
pub struct Picture<'s> {
    /// Its file.
    pub file: &'s SiteFile,
    /// What its header tells, or why it cannot be shown.
    pub facts: Result<Facts, Unfit>,
    /// Its ground, where that is known.
    pub tone: Option<Tone>,
    /// The address of what every browser shows.
    pub url: Url,
    /// What is made of it: first what lies at `url`, then other formats and sizes.
    pub variants: Vec<Variant>,
}

impl Picture<'_> {
    /// The address of one of its files.
    pub fn address(&self, variant: Variant) -> Url {
        if self.variants.first() == Some(&variant) {
            return self.url.clone();
        }
        sized(&self.file.url, variant, self.file.source.name())
    }
}

/// `foto.jpg.800.webp`: the whole name, for `foto.png` may lie beside it.
fn sized(url: &Url, variant: Variant, name: &str) -> Url {
    let ending = match variant.encoding {
        Encoding::Clean => name.rsplit_once('.').map_or("bin", |(_, ending)| ending),
        encoding => encoding.ending(),
    };
    Url::file(&format!("{}.{}.{ending}", url.as_str(), variant.width))
}

/// Where a picture is shown or given first.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The text that does so.
    pub source: Arc<Source>,
    /// Where.
    pub span: Span,
}

impl Site {
    /// What is known of the pictures of the site.
    pub fn pictures(&self) -> &Arc<Pictures> {
        &self.pictures
    }

    /// A picture by its file; none where there is no such file.
    pub fn picture(&self, path: &SourcePath) -> Option<Picture<'_>> {
        ask(|| Question::Picture(path.as_str().to_owned()));
        let file = self.file(path)?;
        let facts = self.pictures.facts(path, &file.state);
        let name = path.name();
        let variants = facts
            .as_ref()
            .map_or_else(|_| Vec::new(), |facts| variants(facts, name, self.config.pictures.avif));
        let url = match variants.first() {
            Some(main) if self.is_given(file) => sized(&file.url, *main, name),
            _ => file.url.clone(),
        };
        Some(Picture { file, facts, tone: self.pictures.tone(path, &file.state), url, variants })
    }

    /// True for a file that readers get as it is.
    fn is_given(&self, file: &SiteFile) -> bool {
        self.given.get_or_init(|| self.all_given()).contains(&file.source)
    }

    /// Pictures that readers get as they are, for some entry gives them for download.
    fn all_given(&self) -> BTreeSet<SourcePath> {
        let published = (0..self.entries.len()).filter(|at| self.publications[*at].is_published());
        // Not noted: whoever asks of a picture is told by the picture's own answer.
        let given = published.flat_map(|at| {
            let entry = &self.entries[at];
            let given = entry.files.iter().filter(|file| file.purpose == Purpose::Give);
            given.filter_map(|file| entry.source.path.join(&file.path))
        });
        given.filter(|path| is_picture(path.name())).collect()
    }

    /// The same with the first place that gives each.
    pub fn given_pictures(&self) -> BTreeMap<SourcePath, Shown> {
        let mut given = BTreeMap::new();
        for ix in self.published_all() {
            let source = &self.entries[ix.0].source;
            for (path, span) in
                self.named_by_key(ix, Purpose::Give).filter(|(path, _)| is_picture(path.name()))
            {
                given.entry(path).or_insert_with(|| Shown { source: source.clone(), span });
            }
        }
        given
    }

    /// The files that an entry gives as they are, but for those that its body links to.
    pub(super) fn given_by(&self, ix: EntryIx) -> impl Iterator<Item = SourcePath> + '_ {
        self.named_by_key(ix, Purpose::Give).map(|(path, _)| path)
    }

    /// The files that an entry names for a purpose, and where.
    fn named_by_key(&self, ix: EntryIx, purpose: Purpose) -> impl Iterator<Item = (SourcePath, Span)> + '_ {
        note(Column::Entry, ix.0);
        let entry = &self.entries[ix.0];
        let named = entry.files.iter().filter(move |file| file.purpose == purpose);
        named.filter_map(|file| Some((entry.source.path.join(&file.path)?, file.span.clone())))
    }

    /// The pictures that an entry shows or links to, and where.
    pub fn shown_by(&self, ix: EntryIx) -> impl Iterator<Item = (SourcePath, Span)> + '_ {
        note(Column::Files, ix.0);
        let (links, outline) = (&self.links[ix.0], &self.bodies[ix.0].outline);
        let in_text = links.targets.iter().filter_map(|(at, target)| match target {
            BodyTarget::Picture(path) => {
                let link = outline.links.iter().find(|link| link.span.start == *at);
                Some((path.clone(), link.map_or(*at..*at, |link| link.span.clone())))
            }
            _ => None,
        });
        self.named_by_key(ix, Purpose::Show).chain(in_text).chain(links.shown.iter().cloned())
    }

    /// Every picture that is shown, with the first place that shows it.
    pub fn shown_pictures(&self) -> BTreeMap<SourcePath, Shown> {
        let mut shown = BTreeMap::new();
        for ix in self.published_all() {
            let source = &self.entries[ix.0].source;
            for (path, span) in self.shown_by(ix) {
                shown.entry(path).or_insert_with(|| Shown { source: source.clone(), span });
            }
        }
        shown
    }
}
