//! Good answers of other hosts, kept in `.kronika/links.json` of the site's folder for a week. The file may be deleted at
//! any time; one that cannot be read, or of another version, counts as none. Bad answers are never kept.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::visit::Answer;
use crate::write::put;

/// Changes whenever what is written means something else.
const VERSION: u32 = 1;

/// Largest file that is read, in bytes: some hundred thousand addresses.
const LIMIT: u64 = 32 * 1024 * 1024;

/// The good answers known.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Cache {
    version: u32,
    answers: BTreeMap<String, Kept>,
}

/// A good answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    /// When it was given, in seconds since 1970.
    at: u64,
    /// Where the page is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    moved: Option<String>,
}

impl Default for Cache {
    fn default() -> Self {
        Self { version: VERSION, answers: BTreeMap::new() }
    }
}

impl Cache {
    /// What is kept in a file.
    pub(super) fn read(place: &Path) -> Self {
        let bytes = crate::source::read_small(place, LIMIT);
        let read = bytes.and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok());
        read.filter(|cache| cache.version == VERSION).unwrap_or_default()
    }

    /// The answer for an address, where it is no older than this.
    pub(super) fn get(&self, address: &str, now: u64, good_for: Duration) -> Option<Answer> {
        let kept = self.answers.get(address)?;
        // A clock that went back makes an answer of tomorrow: nothing is known of its age.
        let age = now.checked_sub(kept.at)?;
        (age < good_for.as_secs()).then(|| kept.moved.clone().map_or(Answer::Good, Answer::Moved))
    }

    /// Keeps an answer, if it is good.
    pub(super) fn keep(&mut self, address: &str, answer: &Answer, now: u64) {
        let moved = match answer {
            Answer::Good => None,
            Answer::Moved(to) => Some(to.clone()),
            _ => return,
        };
        self.answers.insert(address.to_owned(), Kept { at: now, moved });
    }

    /// Writes what is kept of these addresses; the site links to no others any more.
    ///
    /// # Errors
    /// When the folder or the file cannot be written.
    pub(super) fn write(mut self, place: &Path, wanted: impl Fn(&str) -> bool) -> std::io::Result<()> {
        self.answers.retain(|address, _| wanted(address));
        let text = serde_json::to_string_pretty(&self)?;
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder)?;
            // What is in this folder is nobody's work: no repository needs it.
            let ignore = folder.join(".gitignore");
            if !ignore.exists() {
                put(&ignore, &"*\n".to_owned().into())?;
            }
        }
        put(place, &text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

    #[test]
    fn good_answers_are_kept_for_their_time_and_bad_ones_never() {
        let mut cache = Cache::default();
        let moved = Answer::Moved("https://b.pl/".to_owned());
        cache.keep("a", &Answer::Good, 1000);
        cache.keep("b", &moved, 1000);
        cache.keep("c", &Answer::Gone(404), 1000);
        assert_eq!(cache.get("a", 1001, WEEK), Some(Answer::Good));
        assert_eq!(cache.get("b", 1001, WEEK), Some(moved));
        assert_eq!(cache.get("c", 1001, WEEK), None);
        assert_eq!(cache.get("a", 1000 + WEEK.as_secs(), WEEK), None, "too old");
        assert_eq!(cache.get("a", 999, WEEK), None, "from the future");
    }

    #[test]
    fn what_is_no_cache_of_ours_counts_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join(".kronika/links.json");
        assert!(Cache::read(&place).answers.is_empty());
        let mut cache = Cache::default();
        cache.keep("a", &Answer::Good, 1000);
        cache.keep("b", &Answer::Good, 1000);
        cache.write(&place, |address| address == "a").unwrap();
        assert_eq!(Cache::read(&place).answers.keys().collect::<Vec<_>>(), ["a"]);
        for text in
            ["", "{\"version\":2,\"answers\":{\"a\":{\"at\":1}}}", "[]", "{\"version\":1,\"answers\":["]
        {
            crate::write::put(&place, &text.to_owned().into()).unwrap();
            assert!(Cache::read(&place).answers.is_empty(), "{text}");
        }
    }
}
