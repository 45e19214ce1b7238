//! Changes as the system tells of them: inotify, FSEvents, ReadDirectoryChanges.
//!
//! The site's root is watched for itself alone, its folders with all below them; so neither the output folder nor
//! `.git` costs anything. A folder that comes, or comes back, is watched from then on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use notify::event::{EventKind, ModifyKind};
use notify::{Config, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::inbox::{Inbox, Raw};
use super::links::Links;
use super::{FILES, FOLDERS};
use crate::source;
use crate::words;
use crate::words::Words;

/// A watched site.
#[derive(Debug)]
pub(super) struct Native {
    watcher: RecommendedWatcher,
    /// The site's folder, with links resolved.
    root: PathBuf,
    links: Links,
    /// Folders outside the site that links lead to or into.
    outside: BTreeSet<PathBuf>,
    /// True while the site's folder is not there.
    lost: bool,
}

impl Native {
    /// Begins to watch; changes go into the inbox.
    ///
    /// # Errors
    /// Why the system cannot tell of changes here, in plain words.
    pub(super) fn start(root: &Path, inbox: &Arc<Inbox>) -> Result<Self, Words> {
        let (inbox, place) = (inbox.clone(), root.to_owned());
        let put = move |event: notify::Result<Event>| {
            inbox.put(match event {
                Ok(event) => changes(&place, event),
                Err(error) => trouble(&error),
            });
        };
        // A folder watched under two names would no longer be watched once one of them goes.
        let watcher = RecommendedWatcher::new(put, Config::default().with_follow_symlinks(false));
        let watcher = watcher.map_err(|error| plain(&error))?;
        let mut native = Self {
            watcher,
            root: root.to_owned(),
            links: Links::of(root),
            outside: BTreeSet::new(),
            lost: false,
        };
        native.watcher.watch(root, RecursiveMode::NonRecursive).map_err(|error| plain(&error))?;
        for folder in FOLDERS {
            native.watch(&root.join(folder)).map_err(|error| plain(&error))?;
        }
        native.watch_outside();
        Ok(native)
    }

    /// Watches a folder with all below it, where it is one.
    fn watch(&mut self, folder: &Path) -> notify::Result<()> {
        if !folder.is_dir() {
            return Ok(());
        }
        match self.watcher.watch(folder, RecursiveMode::Recursive) {
            // It has gone again; its parent's watch tells when it comes back.
            Err(error) if matches!(error.kind, ErrorKind::PathNotFound) || !folder.is_dir() => Ok(()),
            result => result,
        }
    }

    /// Watches folders outside the site that links lead to or into.
    fn watch_outside(&mut self) {
        self.outside.retain(|folder| folder.is_dir());
        for (folder, whole) in self.links.folders() {
            let mode = if whole { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            // One that cannot be watched is no worse than before: what changes there is seen a little later.
            if !folder.starts_with(&self.root)
                && !self.outside.contains(&folder)
                && self.watcher.watch(&folder, mode).is_ok()
            {
                self.outside.insert(folder);
            }
        }
    }

    /// Watches what is new among the changes, and gives each change all its names. What came into a folder before it
    /// was watched is found by those who look through the folder, which is among the changes.
    pub(super) fn follow(&mut self, raw: &mut Raw) {
        self.lost |= raw.uprooted;
        let own = FOLDERS.iter().map(|folder| self.root.join(folder));
        let new: Vec<PathBuf> = own.filter(|folder| raw.everything || raw.paths.contains(folder)).collect();
        for folder in new {
            if let Err(error) = self.watch(&folder) {
                raw.extend(trouble(&error));
            }
        }
        match raw.everything {
            true => self.links = Links::of(&self.root),
            false => self.links.look_again(&raw.paths),
        }
        self.watch_outside();
        raw.paths = self.links.names(std::mem::take(&mut raw.paths), &self.root);
    }
}

impl Native {
    /// Whether the site's folder has gone, and is to be looked for with [`Native::find`].
    pub(super) fn is_lost(&self) -> bool {
        self.lost
    }

    /// Watches the site's folder again when it is there again; true then.
    pub(super) fn find(&mut self) -> bool {
        let found = self.watcher.watch(&self.root, RecursiveMode::NonRecursive).is_ok();
        if found {
            self.lost = false;
            let mut raw = Raw { everything: true, ..Raw::default() };
            self.follow(&mut raw);
        }
        found
    }
}

/// What an event tells of this site.
fn changes(root: &Path, event: Event) -> Raw {
    if event.need_rescan() {
        return Raw { everything: true, ..Raw::default() };
    }
    if matches!(event.kind, EventKind::Access(_)) {
        return Raw::default();
    }
    let structural = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
    let uprooted = structural && event.paths.iter().any(|path| path == root);
    let paths = event.paths.into_iter().filter(|path| counts(root, path)).collect();
    Raw { paths, everything: uprooted, uprooted, failure: None }
}

/// True for what a site is made from.
fn counts(root: &Path, path: &Path) -> bool {
    // What is watched elsewhere are folders that links lead into.
    let Ok(below) = path.strip_prefix(root) else { return true };
    let mut parts = below.components().map(|part| part.as_os_str().to_string_lossy());
    match parts.next() {
        Some(first) if first == source::CONTENT => !parts.any(|part| source::is_litter(&part)),
        Some(first) => FOLDERS.contains(&&*first) || parts.next().is_none() && FILES.contains(&&*first),
        None => false,
    }
}

/// An error while watching: changes may have been missed, or none will come any more.
pub(super) fn trouble(error: &notify::Error) -> Raw {
    let failure = matches!(error.kind, ErrorKind::MaxFilesWatch).then(|| plain(error));
    Raw { everything: true, failure, ..Raw::default() }
}

/// Why changes cannot be watched.
fn plain(error: &notify::Error) -> Words {
    match &error.kind {
        ErrorKind::MaxFilesWatch => {
            words!(
                "the system watches no more folders (its limit is fs.inotify.max_user_watches)",
                "system nie obserwuje już więcej katalogów (granica to fs.inotify.max_user_watches)",
            )
        }
        // EMFILE, which for inotify has a limit of its own.
        ErrorKind::Io(error) if error.raw_os_error() == Some(24) => {
            words!(
                "the system lets no more programs watch folders (its limit is fs.inotify.max_user_instances)",
                "system nie pozwala już większej liczbie programów obserwować katalogów (granica to fs.inotify.max_user_instances)",
            )
        }
        ErrorKind::Io(error) => source::plain_io(error),
        _ => Words::same(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_site_is_made_from_counts() {
        let root = Path::new("/site");
        let counts = |path: &str| counts(root, &root.join(path));
        for path in [
            "content",
            "content/events/a.md",
            "themes/x/templates/base.html",
            "assets/.well-known/security.txt",
            "kronika.yaml",
            "deklaracja.yaml",
        ] {
            assert!(counts(path), "{path}");
        }
        for path in [
            "",
            "output/index.html",
            ".git/index",
            "node_modules/x/y.js",
            "content/.a.md.swp",
            "content/a.md~",
            "content/.obsidian/workspace.json",
            "notes.txt",
            "kronika.yaml/x",
        ] {
            assert!(!counts(path), "{path}");
        }
    }
}
