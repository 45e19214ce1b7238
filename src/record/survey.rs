//! [`Survey`]: every file that a build may read, as it lies before the build begins. Folders are walked in parallel; a file is
//! read only where its state does not tell what it holds.

#![allow(clippy::disallowed_methods, reason = "the states of files are looked at here")]

use std::fs::{self, FileType};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use super::Item;
use crate::clock;
use crate::config::{self, Options};
use crate::content::FileState;
use crate::fingerprint::Fingerprint;
use crate::path::SourcePath;
use crate::source::{CONTENT, is_litter};
use crate::statement;
use crate::theme::LAYERS;

/// Most folders within folders.
const DEEPEST: usize = 100;

/// Every file that a build may read, sorted.
#[derive(Debug)]
pub(crate) struct Survey {
    root: PathBuf,
    /// When it began.
    begun: SystemTime,
    found: Vec<Found>,
}

/// A file or folder.
#[derive(Debug)]
struct Found {
    /// As in [`Item`].
    path: String,
    /// Its state; none of a folder.
    state: Option<FileState>,
    /// What it holds, where that is known.
    content: Option<Fingerprint>,
}

impl Survey {
    /// Looks at the files of a site. None where that would not tell all: something cannot be read, or is no plain file, or
    /// leads out of the content.
    pub(crate) fn take(options: &Options) -> Option<Self> {
        let (root, begun) = (options.root.clone(), clock::moment());
        let names = [config::FILE, statement::FILE, CONTENT].into_iter().chain(LAYERS);
        let places: Vec<(&str, PathBuf)> = names.map(|name| (name, root.join(name))).collect();
        let mut found = Vec::new();
        for (name, place) in places {
            let state = match fs::metadata(&place) {
                Ok(state) => state,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(_) => return None,
            };
            if state.is_dir() {
                let walk = Walk { within: (name == CONTENT).then(|| fs::canonicalize(&place)) };
                found.push(Found::folder(name));
                found.extend(walk.folder(&place, name, 0)?);
            } else if state.is_file() {
                found.push(Found::file(name.to_owned(), FileState::new(&state)));
            } else {
                return None;
            }
        }
        found.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Some(Self { root, begun, found })
    }

    /// The site's folder.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Whether these are the files of a record, with the same contents. Both are sorted.
    pub(super) fn compare(&mut self, items: &[Item<'_>]) -> bool {
        let known = |found: &Found| {
            let at = items.binary_search_by(|item| item.path.cmp(&found.path)).ok()?;
            items.get(at).filter(|item| item.state.is_some() && item.state == found.print())
        };
        for found in &mut self.found {
            found.content = found.content.or_else(|| known(found).map(|item| item.content));
        }
        let same = |(found, item): (&Found, &Item<'_>)| found.path == item.path && found.size() == item.size;
        if self.found.len() != items.len() || !self.found.iter().zip(items).all(same) {
            return false;
        }
        self.read(|found| found.content.is_none());
        self.found.iter().zip(items).all(|(found, item)| found.content == Some(item.content))
    }

    /// Reads what may be written again without another state, as it is before the build; what it holds is then known.
    pub(crate) fn settle(&mut self) {
        let begun = self.begun;
        self.read(|found| found.content.is_none() && !found.is_settled(begun));
    }

    /// True where every file is still what it was when the survey was taken: what the build has read is what is known.
    pub(super) fn is_as_it_was(&mut self) -> bool {
        let begun = self.begun;
        self.read(|found| found.content.is_none() && found.is_settled(begun));
        let unsettled = |found: &&Found| found.state.is_some() && !found.is_settled(begun);
        let unsettled: Vec<&Found> = self.found.iter().filter(unsettled).collect();
        let is_same = |found: &&Found| found.content.is_some() && found.read(&self.root) == found.content;
        if !unsettled.par_iter().all(is_same) {
            return false;
        }
        let options = Options { root: self.root.clone(), ..Options::default() };
        let Some(now) = Self::take(&options) else { return false };
        let same = |(a, b): (&Found, &Found)| a.path == b.path && a.state == b.state;
        now.found.len() == self.found.len() && now.found.iter().zip(&self.found).all(same)
    }

    /// Every file with what it holds; none where that is not known of all.
    pub(super) fn items(&self) -> Option<Vec<Item<'_>>> {
        let item = |found: &'_ Found| {
            let state = found.print().filter(|_| found.is_settled(self.begun));
            Some((found.size(), state, found.content?))
        };
        let items = self.found.iter().map(|found| {
            let (size, state, content) = item(found)?;
            Some(Item { path: found.path.as_str(), size, state, content })
        });
        items.collect()
    }

    fn read(&mut self, wanted: impl Fn(&Found) -> bool + Sync) {
        let root = &self.root;
        self.found.par_iter_mut().filter(|found| wanted(found)).for_each(|found| {
            found.content = found.read(root);
        });
    }
}

impl Found {
    /// A folder, by its path without a closing `/`.
    fn folder(path: &str) -> Self {
        Self { path: format!("{path}/"), state: None, content: Some(Fingerprint(0, 0)) }
    }

    fn file(path: String, state: FileState) -> Self {
        Self { path, state: Some(state), content: None }
    }

    fn size(&self) -> u64 {
        self.state.map_or(0, |state| state.size)
    }

    fn print(&self) -> Option<u64> {
        self.state.map(|state| state.print())
    }

    fn is_settled(&self, begun: SystemTime) -> bool {
        self.state.is_some_and(|state| state.is_settled(begun))
    }

    /// What it holds now; none where it cannot be read or has another size by now.
    fn read(&self, root: &Path) -> Option<Fingerprint> {
        let (content, size) = Fingerprint::of_file(&SourcePath::new(&self.path).under(root)).ok()?;
        (size == self.size()).then_some(content)
    }
}

/// A walk through a folder.
struct Walk {
    /// The content folder by its real name: links in it may not lead out, and litter in it is nobody's.
    within: Option<std::io::Result<PathBuf>>,
}

impl Walk {
    /// What lies in a folder, in any order.
    fn folder(&self, place: &Path, path: &str, depth: usize) -> Option<Vec<Found>> {
        (depth < DEEPEST).then_some(())?;
        let mut found = Vec::new();
        let mut folders = Vec::new();
        for item in fs::read_dir(place).ok()? {
            let item = item.ok()?;
            let name = item.file_name().into_string().ok()?;
            if self.within.is_some() && is_litter(&name) {
                continue;
            }
            let path = format!("{path}/{name}");
            let sort = item.file_type().ok()?;
            let (sort, state) = match sort.is_symlink() {
                true => self.linked(&item.path())?,
                false if sort.is_dir() => (sort, None),
                false => (sort, Some(FileState::new(&item.metadata().ok()?))),
            };
            match state.filter(|_| sort.is_file()) {
                Some(state) => found.push(Found::file(path, state)),
                None if sort.is_dir() => folders.push((item.path(), path)),
                None => return None,
            }
        }
        let below: Option<Vec<Vec<Found>>> =
            folders.par_iter().map(|(place, path)| self.folder(place, path, depth + 1)).collect();
        found.extend(folders.iter().map(|(_, path)| Found::folder(path)));
        found.extend(below?.into_iter().flatten());
        Some(found)
    }

    /// What a link leads to; none where that is a folder it lies in, or out of the content.
    fn linked(&self, link: &Path) -> Option<(FileType, Option<FileState>)> {
        let target = fs::canonicalize(link).ok()?;
        match &self.within {
            Some(Ok(within)) if !target.starts_with(within) => return None,
            Some(Err(_)) => return None,
            _ => {}
        }
        let state = fs::metadata(link).ok()?;
        // A folder that is reached twice on the way down has no end.
        let is_round = || {
            link.ancestors().skip(1).any(|above| fs::canonicalize(above).is_ok_and(|above| above == target))
        };
        if state.is_dir() && is_round() {
            return None;
        }
        Some((state.file_type(), Some(FileState::new(&state))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> (tempfile::TempDir, Options) {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [("kronika.yaml", "title: A"), ("content/a.md", "A"), ("content/b/c.jpg", "C")] {
            write(&folder, path, text);
        }
        let options = Options { root: folder.path().to_owned(), ..Options::default() };
        (folder, options)
    }

    fn write(folder: &tempfile::TempDir, path: &str, text: &str) {
        let place = folder.path().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    fn paths(survey: &Survey) -> Vec<&str> {
        survey.found.iter().map(|found| found.path.as_str()).collect()
    }

    /// The survey with everything known.
    fn read(options: &Options) -> Survey {
        let mut survey = Survey::take(options).unwrap();
        survey.settle();
        assert!(survey.is_as_it_was());
        survey
    }

    #[test]
    fn every_file_that_a_build_may_read_is_found_and_no_other() {
        let (folder, options) = site();
        for path in [
            "content/.git/x",
            "content/a.md~",
            "output/index.html",
            "notes.txt",
            "templates/x/.y",
            ".kronika/z",
        ] {
            write(&folder, path, "x");
        }
        let expected = [
            "content/",
            "content/a.md",
            "content/b/",
            "content/b/c.jpg",
            "kronika.yaml",
            "templates/",
            "templates/x/",
            "templates/x/.y",
        ];
        assert_eq!(paths(&Survey::take(&options).unwrap()), expected);
    }

    #[test]
    fn what_differs_in_content_differs_and_in_state_alone_does_not() {
        let (folder, options) = site();
        let before = read(&options);
        let items = before.items().unwrap();
        assert!(Survey::take(&options).unwrap().compare(&items));
        write(&folder, "content/a.md", "A");
        assert!(Survey::take(&options).unwrap().compare(&items), "written again");
        write(&folder, "content/a.md", "B");
        assert!(!Survey::take(&options).unwrap().compare(&items), "as long as before");
        write(&folder, "content/a.md", "A");
        write(&folder, "content/d.md", "");
        assert!(!Survey::take(&options).unwrap().compare(&items), "one more");
        fs::remove_file(folder.path().join("content/d.md")).unwrap();
        fs::create_dir(folder.path().join("content/d")).unwrap();
        assert!(!Survey::take(&options).unwrap().compare(&items), "an empty folder");
        fs::remove_dir(folder.path().join("content/d")).unwrap();
        assert!(Survey::take(&options).unwrap().compare(&items));
    }

    #[test]
    fn what_changes_during_a_build_is_noticed() {
        let (folder, options) = site();
        for change in [("content/a.md", "a"), ("content/a.md", "longer"), ("content/new.md", "")] {
            let mut survey = Survey::take(&options).unwrap();
            survey.settle();
            write(&folder, change.0, change.1);
            assert!(!survey.is_as_it_was(), "{change:?}");
            assert!(read(&options).items().is_some());
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_what_cannot_be_followed_leaves_nothing_known() {
        use std::os::unix::fs::symlink;
        let (folder, options) = site();
        let at = |path: &str| folder.path().join(path);
        symlink("b", at("content/link")).unwrap();
        assert!(paths(&Survey::take(&options).unwrap()).contains(&"content/link/c.jpg"));
        for (target, link) in
            [("..", "content/b/round"), ("/etc", "content/out"), ("nowhere", "content/broken")]
        {
            symlink(target, at(link)).unwrap();
            assert!(Survey::take(&options).is_none(), "{link}");
            fs::remove_file(at(link)).unwrap();
        }
        let other = tempfile::tempdir().unwrap();
        write(&other, "templates/page.html", "x");
        symlink(other.path(), at("themes")).unwrap();
        assert!(paths(&Survey::take(&options).unwrap()).contains(&"themes/templates/page.html"));
        assert!(std::process::Command::new("mkfifo").arg(at("content/pipe")).status().unwrap().success());
        assert!(Survey::take(&options).is_none(), "a pipe");
    }
}
