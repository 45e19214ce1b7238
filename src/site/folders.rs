//! Folders that entries name, for all the pictures in them. Entry point: [`Graph::folder`].

use std::collections::BTreeSet;

use super::missing::{is_content, letters, own_computer, relative};
use super::{Graph, Publication};
use crate::captions;
use crate::diag::{Code, codes, nearest};
use crate::path::SourcePath;
use crate::source::CONTENT;
use crate::words;
use crate::words::Words;

/// How many folders a hint names.
const NEAR: usize = 3;

/// What is wrong with the name of a folder.
#[derive(Debug)]
pub struct FolderFault {
    /// What sort of fault.
    pub code: Code,
    /// What is wrong.
    pub message: Words,
    /// What to do about it.
    pub hint: Words,
}

impl Graph {
    /// The folder that `written` names in an entry's file: from that file, or from `content/` with a leading `/`.
    ///
    /// # Errors
    /// Where it leads out of the content, or where nothing lies in it that is published.
    pub fn folder(&self, entry: &SourcePath, written: &str) -> Result<String, FolderFault> {
        let outside = || {
            let name = written.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or_default();
            FolderFault {
                code: codes::OUTSIDE_SITE,
                message: words!(
                    "`{written}` lies outside the site's content",
                    "`{written}` leży poza treścią witryny"
                ),
                hint: words!(
                    "copy the folder beside the entry and write its name alone: `folder: {name}`",
                    "skopiuj katalog obok wpisu i wpisz samą jego nazwę: `folder: {name}`"
                ),
            }
        };
        if written.contains(':') && own_computer(written).is_some() || written.contains("://") {
            return Err(outside());
        }
        let place = match written.trim_end_matches('/').strip_prefix('/') {
            Some(rest) => SourcePath::new(format!("{CONTENT}/x")).join(rest),
            None => entry.join(written),
        };
        let Some(place) = place.filter(is_content) else { return Err(outside()) };
        let folder = place.as_str();
        if !self.files_in(folder).is_empty() || self.has_entries_in(folder) {
            return Ok(folder.to_owned());
        }
        let message = words!(
            "the folder `{written}` is not there, or nothing lies in it",
            "nie ma katalogu `{written}` albo nic w nim nie leży"
        );
        let hint = self.instead_of(&place, entry);
        Err(FolderFault { code: codes::MISSING_FILE, message, hint })
    }

    /// True for a folder that holds entries or other folders, even if no files.
    fn has_entries_in(&self, folder: &str) -> bool {
        let below =
            |path: &SourcePath| path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let published =
            |path: &&SourcePath| self.by_path(path).is_some_and(|ix| self.publication(ix).is_published());
        self.files.by_path.keys().any(below)
            || self.by_path.keys().filter(|path| below(path)).any(|path| published(&path))
    }

    /// What to write in place of a folder that is not there.
    fn instead_of(&self, place: &SourcePath, entry: &SourcePath) -> Words {
        if self.file(place).is_some() {
            let name = place.name();
            return words!(
                "that is a file; name it in a list: `images: [{name}]`",
                "to plik; wymień go na liście: `images: [{name}]`"
            );
        }
        if let Some((path, reason)) = self.withheld_above(place) {
            return words!(
                "it belongs to an entry that is not published, {path}: {reason}",
                "należy do wpisu, który nie jest opublikowany, {path}: {reason}",
                reason
            );
        }
        let folders: BTreeSet<&str> = self
            .files
            .by_path
            .keys()
            .filter(|path| captions::is_shown(path.name()))
            .map(SourcePath::folder)
            .collect();
        let name = |folder: &str| folder.rsplit('/').next().unwrap_or_default().to_owned();
        let wanted = name(place.as_str());
        let mut found: Vec<&str> =
            folders.iter().filter(|folder| letters(&name(folder)) == letters(&wanted)).copied().collect();
        if found.is_empty() {
            let names: BTreeSet<String> = folders.iter().map(|folder| name(folder)).collect();
            let near = nearest(&wanted, names.iter().map(String::as_str));
            found = folders.iter().filter(|folder| near.contains(&name(folder).as_str())).copied().collect();
        }
        let own = entry.folder();
        found.sort_by_key(|folder| (!folder.starts_with(own), folder.len()));
        let written: Vec<String> = found
            .iter()
            .take(NEAR)
            .map(|folder| match *folder == own {
                true => ".".to_owned(),
                false => relative(own, &SourcePath::new(folder)),
            })
            .collect();
        crate::diag::did_you_mean(written.iter().map(String::as_str)).unwrap_or_else(|| {
            match folders.contains(own) {
                true => words!(
                    "for the pictures beside the entry write `folder: .`",
                    "jeśli chodzi o zdjęcia obok wpisu, wpisz `folder: .`"
                ),
                false => words!(
                    "kronika looked for pictures in `{place}`; put them there, or correct the name",
                    "kronika szukała zdjęć w `{place}`; połóż je tam albo popraw nazwę"
                ),
            }
        })
    }

    /// The entry in whose folder a place lies and that is not published, with why not.
    fn withheld_above(&self, place: &SourcePath) -> Option<(SourcePath, Words)> {
        let mut folder = place.as_str();
        loop {
            let index = SourcePath::new(format!("{folder}/index.md"));
            if let Some(ix) = self.by_path(&index) {
                let publication: &Publication = self.publication(ix);
                return (folder != CONTENT && !publication.is_published())
                    .then(|| (index, publication.reason()));
            }
            folder = folder.rsplit_once('/')?.0;
        }
    }
}
