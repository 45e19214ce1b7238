//! How files are named by those who look from elsewhere: from the root of a repository rather than the site's folder.

use std::path::{Component, Path, PathBuf};

use crate::diag::Place;

/// Turns the paths of diagnostics into paths from a base.
#[derive(Debug, Clone)]
pub struct Names {
    base: PathBuf,
    here: PathBuf,
    root: PathBuf,
}

impl Names {
    /// `here` is the folder the program runs in and `base` the one to name files from, both absolute; `root` is the
    /// site's folder as the call names it. Where `here` is not below `base`, files are named from `here`.
    pub fn new(base: &Path, here: &Path, root: &Path) -> Self {
        let here = plain(here);
        let base = plain(base);
        let base = if here.starts_with(&base) { base } else { here.clone() };
        Self { base, root: plain(&here.join(root)), here }
    }

    /// The file of a place: from the base, with `/`; absolute where it does not lie below the base.
    pub fn of(&self, place: &Place) -> String {
        let path = match place {
            Place::Text(source, _) => source.path.under(&self.root),
            Place::File(path) => path.under(&self.root),
            Place::Environment(path) => self.here.join(path),
        };
        let path = plain(&path);
        let path = path.strip_prefix(&self.base).unwrap_or(&path);
        let text = path.to_string_lossy().replace('\\', "/");
        if text.is_empty() { ".".to_owned() } else { text }
    }
}

/// Without `.` and `..`, as far as can be told by the text alone.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SourcePath;

    #[test]
    fn files_are_named_from_the_base() {
        let file = Place::File(SourcePath::new("content/a.md"));
        let name = |base: &str, here: &str, root: &str| {
            Names::new(Path::new(base), Path::new(here), Path::new(root)).of(&file)
        };
        assert_eq!(name("/w", "/w", "."), "content/a.md");
        assert_eq!(name("/w", "/w", "site"), "site/content/a.md");
        assert_eq!(name("/w", "/w/x", "../site/."), "site/content/a.md");
        assert_eq!(name("/w", "/w/site", "."), "site/content/a.md");
        assert_eq!(name("/w", "/w", "/w/site"), "site/content/a.md");
        assert_eq!(name("/w", "/w", "/elsewhere"), "/elsewhere/content/a.md");
        assert_eq!(name("/other", "/w", "site"), "site/content/a.md", "no base above the call");
        let machine = Place::Environment(PathBuf::from("./site/kronika.yaml"));
        let names = Names::new(Path::new("/w"), Path::new("/w"), Path::new("site"));
        assert_eq!(names.of(&machine), "site/kronika.yaml");
        assert_eq!(names.of(&Place::Environment(PathBuf::from("."))), ".");
    }
}
