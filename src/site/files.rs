//! Files that are published as they are. A bundle's files lie beside its page; other files lie where they lie
//! in `content/`, with a kind's folder renamed to its address segment.

use std::collections::BTreeMap;

use super::membership::Folders;
use super::urls::Segments;
use super::{EntryIx, Publication};
use crate::content::FileState;
use crate::kinds::KINDS;
use crate::path::{SourcePath, Url};
use crate::source::{CONTENT, SourceFile};

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
        let file =
            SiteFile { source: file.path.clone(), url, state: file.state, owner: owner.map(|(_, ix)| ix) };
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
