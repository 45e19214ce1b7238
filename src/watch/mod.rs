//! What changed on the disk → [`Dirty`]: the site's own folders are watched, and what comes is gathered until somebody
//! asks.
//!
//! - There is no fixed wait. Whatever came while an update was made is handed over at once, all together (`inbox`).
//! - A file that is just being written is given the time it takes to be whole (`settle`).
//! - A file has every name under which links lead to it (`links`).
//! - The system tells of changes (`native`); where it cannot (`mounts`), the site is looked through once a second.
//!
//! Systems differ in what they tell, and all of them may miss something. Whoever uses this asks for
//! [`Dirty::Everything`] once the disk is quiet again.

mod inbox;
mod links;
mod mounts;
mod native;
mod settle;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::preview::Dirty;
use crate::words;
use crate::words::Words;
use crate::{config, source, statement};
use inbox::{Inbox, Raw};
use native::Native;

/// How often a site is looked through where it cannot be watched.
const ROUND: Duration = Duration::from_millis(1000);

/// Folders of a site that something is made from, in its root.
const FOLDERS: [&str; 5] = [source::CONTENT, "themes", "templates", "assets", "i18n"];

/// Files of a site that something is made from, in its root.
const FILES: [&str; 2] = [config::FILE, statement::FILE];

/// How changes are noticed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// The system tells of them; where it cannot, the site is looked through.
    Native,
    /// The site is looked through once a second.
    Poll,
}

/// Watches a site.
#[derive(Debug)]
pub struct Watch {
    inbox: Arc<Inbox>,
    /// The site's folder as it was given: changes are told below it.
    given: PathBuf,
    /// The same with links resolved.
    root: PathBuf,
    /// None where the site is looked through.
    native: Option<Native>,
    /// Why it is looked through where it was to be watched.
    failure: Option<Words>,
}

impl Watch {
    /// Begins to watch the site in this folder.
    pub fn start(given: &Path, method: Method) -> Self {
        let inbox = Arc::new(Inbox::default());
        let root = std::fs::canonicalize(given).unwrap_or_else(|_| given.to_owned());
        let native = match method {
            Method::Poll => Ok(None),
            Method::Native => match mounts::network(&root) {
                Some(kind) => Err(words!(
                    "the folder lies on a drive of another system ({kind})",
                    "katalog leży na dysku innego systemu ({kind})",
                )),
                None => Native::start(&root, &inbox).map(Some),
            },
        };
        let (native, failure) = match native {
            Ok(native) => (native, None),
            Err(failure) => (None, Some(failure)),
        };
        Self { inbox, given: given.to_owned(), root, native, failure }
    }

    /// Why the site is looked through once a second although it was to be watched, in plain words; told once.
    pub fn failure(&mut self) -> Option<Words> {
        self.failure.take()
    }

    /// Waits for changes, with a limit for at most so long. `None` when there were none in that time.
    pub fn next(&mut self, limit: Option<Duration>) -> Option<Dirty> {
        let Some(native) = &mut self.native else {
            return next_round(limit);
        };
        if native.is_lost() {
            next_round(limit);
            return native.find().then_some(Dirty::Everything);
        }
        let mut raw = settle::settle(self.inbox.take(limit)?, &self.inbox);
        native.follow(&mut raw);
        if let Some(failure) = raw.failure.take() {
            self.native = None;
            self.failure = Some(failure);
        }
        // What was no affair of the site's is nothing.
        (raw.everything || !raw.paths.is_empty()).then(|| self.dirty(raw))
    }

    fn dirty(&self, raw: Raw) -> Dirty {
        if raw.everything {
            return Dirty::Everything;
        }
        let told = |path: PathBuf| match path.strip_prefix(&self.root) {
            Ok(below) => self.given.join(below),
            Err(_) => path,
        };
        Dirty::Paths(raw.paths.into_iter().map(told).collect())
    }
}

/// The next look through the whole site.
fn next_round(limit: Option<Duration>) -> Option<Dirty> {
    match limit.filter(|limit| *limit < ROUND) {
        Some(limit) => {
            std::thread::sleep(limit);
            None
        }
        None => {
            std::thread::sleep(ROUND);
            Some(Dirty::Everything)
        }
    }
}

#[cfg(test)]
mod tests;
