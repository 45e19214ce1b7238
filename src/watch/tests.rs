//! What is told of each edit, without anybody looking through the whole site afterwards.

#![allow(clippy::disallowed_methods, reason = "tests write their own folders")]

use super::*;
use std::fs;

/// A watched site.
struct Site {
    root: PathBuf,
    watch: Watch,
    _folder: tempfile::TempDir,
}

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        fs::create_dir_all(root.join("content/events/deep")).unwrap();
        fs::create_dir_all(root.join("output")).unwrap();
        for file in ["kronika.yaml", "content/events/a.md", "content/events/deep/b.md", "output/index.html"] {
            fs::write(root.join(file), "text").unwrap();
        }
        let watch = Watch::start(&root, Method::Native);
        let mut site = Self { root, watch, _folder: folder };
        assert_eq!(site.watch.failure(), None);
        assert!(site.watch.native.is_some());
        site.told("content/events/a.md", |root| {
            fs::write(root.join("content/events/a.md"), "start").unwrap()
        });
        site
    }

    /// Does something, and waits until it is told that this file or a folder above it has changed.
    fn told(&mut self, path: &str, edit: impl FnOnce(&Path)) {
        // What was told of earlier edits does not count.
        while self.watch.next(Some(Duration::from_millis(80))).is_some() {}
        edit(&self.root);
        let path = self.root.join(path);
        let watch = crate::clock::Stopwatch::start();
        let mut seen = Vec::new();
        while watch.elapsed() < Duration::from_secs(30) {
            match self.watch.next(Some(Duration::from_millis(100))) {
                Some(Dirty::Paths(paths)) if paths.iter().any(|told| path.starts_with(told)) => return,
                Some(dirty) => seen.push(dirty),
                None => {}
            }
        }
        panic!("{} was not told, only {seen:?}", path.display());
    }

    /// Does something of which nothing is to be told.
    fn silent(&mut self, edit: impl FnOnce(&Path)) {
        while self.watch.next(Some(Duration::from_millis(80))).is_some() {}
        edit(&self.root);
        // What comes after it is told alone.
        fs::write(self.root.join("content/events/a.md"), "end").unwrap();
        let only = [self.root.join("content/events/a.md")].into();
        assert_eq!(self.watch.next(Some(Duration::from_secs(30))), Some(Dirty::Paths(only)));
    }
}

#[test]
fn writes_renames_and_deletes_are_told() {
    let mut site = Site::new();
    let write = |path: &'static str| move |root: &Path| fs::write(root.join(path), "new").unwrap();
    site.told("content/events/deep/b.md", write("content/events/deep/b.md"));
    site.told("kronika.yaml", write("kronika.yaml"));
    site.told("deklaracja.yaml", write("deklaracja.yaml"));
    site.told("content/events/c.md", |root| {
        fs::rename(root.join("content/events/a.md"), root.join("content/events/c.md")).unwrap();
    });
    site.told("content/events/c.md", |root| fs::remove_file(root.join("content/events/c.md")).unwrap());
    site.told("kronika.yaml", |root| {
        fs::write(root.join("kronika.neu"), "atomic").unwrap();
        fs::rename(root.join("kronika.neu"), root.join("kronika.yaml")).unwrap();
    });
    site.told("kronika.yaml", write("kronika.yaml"));
}

#[test]
fn new_folders_and_those_made_anew_are_watched() {
    let mut site = Site::new();
    site.told("content/x/y/z.md", |root| {
        fs::create_dir_all(root.join("content/x/y")).unwrap();
        fs::write(root.join("content/x/y/z.md"), "new").unwrap();
    });
    for folder in ["content", "templates", "themes/own/assets", "i18n"] {
        for _ in 0..3 {
            let path = format!("{folder}/file.md");
            let remake = |root: &Path| {
                let _ = fs::remove_dir_all(root.join(folder));
                fs::create_dir_all(root.join(folder)).unwrap();
                fs::write(root.join(&path), "new").unwrap();
            };
            site.told(&path, remake);
            site.told(&path, |root| fs::write(root.join(&path), "newer").unwrap());
        }
        site.told(folder, |root| fs::remove_dir_all(root.join(folder)).unwrap());
        let path = format!("{folder}/later.md");
        site.told(&path, |root| {
            fs::create_dir_all(root.join(folder)).unwrap();
            std::thread::sleep(Duration::from_millis(30));
            fs::write(root.join(&path), "new").unwrap();
        });
        site.told(&path, |root| fs::write(root.join(&path), "newer").unwrap());
    }
}

#[test]
fn what_is_no_affair_of_the_sites_is_not_told() {
    let mut site = Site::new();
    site.silent(|root| {
        fs::write(root.join("output/index.html"), "built").unwrap();
        fs::create_dir_all(root.join(".git/objects")).unwrap();
        fs::write(root.join(".git/index"), "x").unwrap();
        fs::write(root.join("notes.txt"), "x").unwrap();
        fs::write(root.join("content/events/.a.md.swp"), "x").unwrap();
        fs::write(root.join("content/events/a.md~"), "x").unwrap();
        assert_eq!(fs::read(root.join("content/events/deep/b.md")).unwrap(), b"text", "nor is reading");
    });
}

#[cfg(unix)]
#[test]
fn links_are_told_by_their_own_names() {
    use std::os::unix::fs::symlink;
    let mut site = Site::new();
    let outside = site.root.parent().unwrap().join("outside");
    fs::create_dir_all(&outside).unwrap();
    fs::write(outside.join("logo.svg"), "x").unwrap();
    site.told("content/linked", |root| symlink("events/deep", root.join("content/linked")).unwrap());
    let edit = |root: &Path| fs::write(root.join("content/events/deep/b.md"), "new").unwrap();
    site.told("content/linked/b.md", edit);
    site.told("content/events/deep/b.md", edit);
    site.told("content/linked", |root| fs::remove_file(root.join("content/linked")).unwrap());
    site.told("content/events/deep/b.md", |root| {
        fs::write(root.join("content/events/deep/b.md"), "newer").unwrap();
    });
    fs::create_dir(outside.join("parts")).unwrap();
    fs::create_dir(site.root.join("templates")).unwrap();
    site.told("templates/parts", |root| {
        symlink(outside.join("parts"), root.join("templates/parts")).unwrap()
    });
    site.told("templates/parts/a.html", |_| fs::write(outside.join("parts/a.html"), "x").unwrap());
    site.told("assets/logo.svg", |root| {
        fs::create_dir(root.join("assets")).unwrap();
        symlink(outside.join("logo.svg"), root.join("assets/logo.svg")).unwrap();
    });
    site.told("assets/logo.svg", |_| fs::write(outside.join("logo.svg"), "y").unwrap());
    site.told("assets/logo.svg", |root| {
        fs::write(outside.join("other.svg"), "z").unwrap();
        symlink(outside.join("other.svg"), root.join("assets/new")).unwrap();
        fs::rename(root.join("assets/new"), root.join("assets/logo.svg")).unwrap();
    });
    site.told("assets/logo.svg", |_| fs::write(outside.join("other.svg"), "zz").unwrap());
}

#[test]
fn a_site_given_by_a_relative_path_or_a_link_is_told_of_below_it() {
    let folder = tempfile::tempdir().unwrap();
    let real = folder.path().join("real");
    fs::create_dir_all(real.join("content")).unwrap();
    let given = folder.path().join("other/../real/.");
    fs::create_dir(folder.path().join("other")).unwrap();
    let mut watch = Watch::start(&given, Method::Native);
    fs::write(real.join("content/a.md"), "x").unwrap();
    assert_eq!(
        watch.next(Some(Duration::from_secs(30))),
        Some(Dirty::Paths([given.join("content/a.md")].into()))
    );
}

#[test]
fn a_poll_says_that_anything_may_have_changed() {
    let folder = tempfile::tempdir().unwrap();
    let mut watch = Watch::start(folder.path(), Method::Poll);
    assert_eq!(watch.next(Some(Duration::from_millis(1))), None);
    assert_eq!(watch.next(None), Some(Dirty::Everything));
    assert_eq!(watch.failure(), None);
}

#[test]
fn a_site_that_was_away_is_watched_again() {
    let mut site = Site::new();
    fs::remove_dir_all(&site.root).unwrap();
    while site.watch.next(Some(Duration::from_millis(300))).is_some() {}
    for text in ["back", "again"] {
        fs::create_dir_all(site.root.join("content/events")).unwrap();
        fs::write(site.root.join("content/events/a.md"), text).unwrap();
        while site.watch.next(None) != Some(Dirty::Everything) {}
        site.told("content/events/a.md", |root| fs::write(root.join("content/events/a.md"), "new").unwrap());
        site.told("kronika.yaml", |root| fs::write(root.join("kronika.yaml"), "new").unwrap());
        let away = site.root.parent().unwrap().join(text);
        fs::rename(&site.root, away).unwrap();
    }
}

#[test]
fn where_the_system_stops_telling_the_site_is_looked_through() {
    let mut site = Site::new();
    let limit = notify::Error::new(notify::ErrorKind::MaxFilesWatch);
    site.watch.inbox.put(native::trouble(&limit));
    while site.watch.next(Some(Duration::from_secs(30))) != Some(Dirty::Everything) {}
    let reason = site.watch.failure().unwrap();
    assert!(reason.en.contains("max_user_watches"), "{}", reason.en);
    assert_eq!(site.watch.failure(), None, "told once");
    assert_eq!(site.watch.next(None), Some(Dirty::Everything));
}
