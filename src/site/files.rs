//! Files that are published as they are. A bundle's files lie beside its page; other files lie where they lie
//! in `content/`, with a kind's folder renamed to its address segment.

use std::collections::BTreeMap;

use super::membership::Folders;
use super::urls::Segments;
use super::{EntryIx, Publication, Site};
use crate::content::FileState;
use crate::diag::{Diagnostic, Diagnostics, Place, Severity, codes};
use crate::kinds::KINDS;
use crate::path::{SourcePath, Url};
use crate::source::{CONTENT, SourceFile};
use crate::words;

/// A file that is published.
#[derive(Debug)]
pub struct SiteFile {
    /// Where it lies in the site.
    pub source: SourcePath,
    /// Its address.
    pub url: Url,
    /// What it was like when it was found.
    pub state: FileState,
    /// The entry whose folder it lies in.
    pub owner: Option<EntryIx>,
    /// True for a text that begins as entries do.
    opens_as_entry: bool,
}

/// Endings of documents of word processors.
const DOCUMENTS: [&str; 5] = [".docx", ".doc", ".odt", ".rtf", ".pages"];

/// Why a file is likely meant as an entry, though it is not read as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlooked {
    /// Its text begins as an entry's, or its name is almost right: `x.md.txt`.
    Name,
    /// It lies where entries of a kind lie, and a word processor wrote it.
    Document,
}

impl SiteFile {
    /// Why it is likely meant as an entry, as far as the file alone tells.
    pub fn overlooked(&self) -> Option<Overlooked> {
        let name = self.source.name().to_lowercase();
        if self.opens_as_entry || [".md.txt", ".markdown"].iter().any(|ending| name.ends_with(ending)) {
            return Some(Overlooked::Name);
        }
        let below = self.source.as_str().strip_prefix(CONTENT)?.trim_start_matches('/');
        let folder = below.split_once('/').map(|(folder, _)| folder);
        let among_entries = folder.is_some_and(|folder| KINDS.iter().any(|kind| kind.folder == folder));
        let is_document = DOCUMENTS.iter().any(|ending| name.ends_with(ending));
        (self.owner.is_none() && among_entries && is_document).then_some(Overlooked::Document)
    }
}

/// Tells of the files that are likely meant as entries. One that an entry links to is meant as it is.
pub(super) fn tell_overlooked(site: &Site, diagnostics: &mut Diagnostics) {
    let overlooked: Vec<(&SiteFile, Overlooked)> =
        site.files().filter_map(|file| Some((file, file.overlooked()?))).collect();
    if overlooked.is_empty() {
        return;
    }
    let used = site.used_files();
    for (file, why) in overlooked.into_iter().filter(|(file, _)| !used.contains(&file.url)) {
        let name = file.source.name();
        let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
        let (message, hint) = match why {
            Overlooked::Name => (
                words!(
                    "this file is not read as an entry, for its name does not end in `.md` alone",
                    "ten plik nie jest czytany jako wpis, bo jego nazwa nie kończy się samym `.md`"
                ),
                words!(
                    "rename it to `{stem}.md`; for Windows to show whole names, choose View → File name extensions",
                    "zmień nazwę na `{stem}.md`; żeby Windows pokazywał pełne nazwy, włącz Widok → Rozszerzenia nazw plików"
                ),
            ),
            Overlooked::Document => (
                words!(
                    "a document of a word processor is not read as an entry",
                    "dokument edytora tekstu nie jest czytany jako wpis"
                ),
                words!(
                    "make an entry by `kronika add` and copy the text into it; a document for readers to download is named under `attachments:`",
                    "utwórz wpis poleceniem `kronika add` i wklej do niego tekst; dokument do pobrania wymień w polu `attachments:`"
                ),
            ),
        };
        let place = Place::File(file.source.clone());
        diagnostics
            .push(Diagnostic::at(Severity::Warning, codes::ENTRY_OVERLOOKED, place, message).hint(hint));
    }
}

/// All published files.
#[derive(Debug, Default)]
pub(super) struct Files {
    pub(super) by_path: BTreeMap<SourcePath, SiteFile>,
}

/// Gives every file its address; files of entries that are not published stay out.
pub(super) fn place(
    files: Vec<SourceFile>,
    folders: &Folders,
    addresses: &[Url],
    publications: &[Publication],
    segments: &Segments,
) -> Files {
    let mut by_path = BTreeMap::new();
    for file in files {
        let owner = folders.owner(file.path.folder()).filter(|(folder, _)| *folder != CONTENT);
        if owner.is_some_and(|(_, ix)| !publications[ix.0].is_published()) {
            continue;
        }
        let url = match owner {
            Some((folder, ix)) => {
                let rest = &file.path.as_str()[folder.len() + 1..];
                Url::file(&format!("{}{rest}", addresses[ix.0]))
            }
            None => Url::file(&loose(&file.path, segments)),
        };
        let file = SiteFile {
            source: file.path.clone(),
            url,
            state: file.state,
            owner: owner.map(|(_, ix)| ix),
            opens_as_entry: file.opens_as_entry,
        };
        by_path.insert(file.source.clone(), file);
    }
    Files { by_path }
}

fn loose(path: &SourcePath, segments: &Segments) -> String {
    let below = path.as_str().strip_prefix(CONTENT).unwrap_or(path.as_str()).trim_start_matches('/');
    let (first, rest) = below.split_once('/').unwrap_or(("", below));
    let segment = KINDS.iter().find(|kind| kind.folder == first).map_or(first, |kind| segments.of(kind.id.0));
    format!("{segment}/{rest}")
}
