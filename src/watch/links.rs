//! Links of a site: a change to a file is a change to every link that leads to it, and the system tells of it under one
//! name only.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{FILES, FOLDERS};

/// The links of a site: where each leads, with all links on the way resolved.
#[derive(Debug, Default)]
pub(super) struct Links {
    targets: BTreeMap<PathBuf, PathBuf>,
}

impl Links {
    /// Looks for links in the whole site.
    pub(super) fn of(root: &Path) -> Self {
        let mut links = Self::default();
        for part in FOLDERS.iter().chain(&FILES) {
            links.look(&root.join(part));
        }
        links
    }

    /// Looks anew at a file or folder and all below it.
    pub(super) fn look(&mut self, path: &Path) {
        self.targets.retain(|link, _| !link.starts_with(path));
        for item in WalkDir::new(path).follow_links(true).into_iter().filter_map(Result::ok) {
            if item.path_is_symlink()
                && let Ok(target) = std::fs::canonicalize(item.path())
            {
                self.targets.insert(item.into_path(), target);
            }
        }
    }

    /// Looks anew where links may have come or gone: at links and folders, and where one was.
    pub(super) fn look_again(&mut self, changed: &BTreeSet<PathBuf>) {
        let linked = |path: &Path, links: &Self| links.targets.keys().any(|link| link.starts_with(path));
        for path in changed {
            if path.is_symlink() || path.is_dir() || linked(path, self) {
                self.look(path);
            }
        }
    }

    /// Folders that links lead to, and those of files that links lead to: a change in them may concern the site although
    /// they lie elsewhere. True for those that concern it with all below them.
    pub(super) fn folders(&self) -> BTreeMap<PathBuf, bool> {
        let files = self.targets.values().filter(|target| target.is_file());
        let mut folders: BTreeMap<PathBuf, bool> =
            files.filter_map(|target| Some((target.parent()?.to_owned(), false))).collect();
        folders.extend(
            self.targets.values().filter(|target| target.is_dir()).map(|target| (target.clone(), true)),
        );
        folders
    }

    /// Every name that the changed have within the site.
    pub(super) fn names(&self, changed: BTreeSet<PathBuf>, root: &Path) -> BTreeSet<PathBuf> {
        let mut names = BTreeSet::new();
        for path in changed {
            if !self.targets.is_empty()
                && let Some(real) = real(&path)
            {
                for (link, target) in &self.targets {
                    match real.strip_prefix(target) {
                        Ok(below) if below.as_os_str().is_empty() => names.insert(link.clone()),
                        Ok(below) => names.insert(link.join(below)),
                        Err(_) => false,
                    };
                }
                names.insert(real);
            }
            names.insert(path);
        }
        names.into_iter().filter(|name| name.starts_with(root)).collect()
    }
}

/// Where a file lies, or has lain, with all links on the way resolved.
fn real(path: &Path) -> Option<PathBuf> {
    let whole = std::fs::canonicalize(path).ok();
    whole.or_else(|| Some(std::fs::canonicalize(path.parent()?).ok()?.join(path.file_name()?)))
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "tests write their own folders")]

    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_change_has_all_the_names_of_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap().join("site");
        fs::create_dir_all(root.join("content/events")).unwrap();
        fs::write(root.join("content/events/a.md"), "").unwrap();
        fs::write(root.parent().unwrap().join("shared.svg"), "").unwrap();
        symlink(root.join("content/events"), root.join("content/linked")).unwrap();
        fs::create_dir(root.join("assets")).unwrap();
        symlink("../../shared.svg", root.join("assets/logo.svg")).unwrap();
        let mut links = Links::of(&root);
        let names = |links: &Links, path: PathBuf| -> Vec<String> {
            let names = links.names([path].into(), &root);
            names.iter().map(|name| name.strip_prefix(&root).unwrap().display().to_string()).collect()
        };
        let both = ["content/events/a.md", "content/linked/a.md"];
        assert_eq!(names(&links, root.join(both[0])), both);
        assert_eq!(names(&links, root.join(both[1])), both);
        assert_eq!(names(&links, root.parent().unwrap().join("shared.svg")), ["assets/logo.svg"]);
        let folders: Vec<(PathBuf, bool)> = links.folders().into_iter().collect();
        let outside = root.parent().unwrap().to_owned();
        assert_eq!(folders, [(outside, false), (root.join("content/events"), true)]);
        fs::remove_file(root.join("content/events/a.md")).unwrap();
        assert_eq!(names(&links, root.join(both[0])), both, "also when it is gone");
        fs::remove_file(root.join("content/linked")).unwrap();
        links.look_again(&[root.join("content/linked")].into());
        assert_eq!(names(&links, root.join(both[0])), [both[0]]);
    }
}
