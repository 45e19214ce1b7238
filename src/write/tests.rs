//! The promises of the writer, on real folders.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::*;
use crate::diag::Diagnostics;

fn run(output: &Path, pairs: &[(&str, &str)]) -> (Changes, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let written = Writer::open(output).and_then(|writer| {
        for (path, text) in pairs {
            writer.take(&OutPath::new(path), &Content::from((*text).to_owned()));
        }
        writer.finish()
    });
    let changes = written.unwrap_or_else(|faults| {
        for fault in faults {
            diagnostics.push(fault);
        }
        Changes::default()
    });
    (changes, diagnostics)
}

#[test]
fn unchanged_files_keep_their_time_stamps() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &[("a/index.html", "one"), ("b.html", "two")]);
    let old = SystemTime::now() - Duration::from_secs(1000);
    for name in ["a/index.html", "b.html"] {
        fs::File::options().write(true).open(folder.path().join(name)).unwrap().set_modified(old).unwrap();
    }
    let (changes, _) = run(folder.path(), &[("a/index.html", "one"), ("b.html", "new")]);
    assert_eq!(changes, Changes { written: 1, unchanged: 1, removed: 0 });
    let modified = |name: &str| fs::metadata(folder.path().join(name)).unwrap().modified().unwrap();
    assert_eq!(modified("a/index.html"), old);
    assert!(modified("b.html") > old);
}

#[test]
fn only_files_of_the_last_build_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &[("old/index.html", "x"), ("kept.html", "x")]);
    fs::write(folder.path().join("CNAME"), "example.pl").unwrap();
    fs::create_dir_all(folder.path().join("old")).unwrap();
    fs::write(folder.path().join("old/notes.txt"), "mine").unwrap();
    let (changes, diagnostics) = run(folder.path(), &[("kept.html", "x")]);
    assert_eq!(changes, Changes { written: 0, unchanged: 1, removed: 1 });
    assert_eq!(diagnostics.counts(), (0, 0));
    assert!(!folder.path().join("old/index.html").exists());
    assert_eq!(fs::read_to_string(folder.path().join("old/notes.txt")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(folder.path().join("CNAME")).unwrap(), "example.pl");
    run(folder.path(), &[]);
    assert!(folder.path().join("CNAME").exists());
}

#[test]
fn a_foreign_file_in_the_way_stops_everything() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), "mine").unwrap();
    let (changes, diagnostics) = run(folder.path(), &[("a.html", "x"), ("index.html", "theirs")]);
    assert_eq!(changes, Changes::default());
    assert!(diagnostics.has_environment_errors());
    assert_eq!(fs::read_to_string(folder.path().join("index.html")).unwrap(), "mine");
    assert!(!folder.path().join("a.html").exists(), "nothing is written");
}

#[test]
fn a_killed_build_is_completed_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &[("a.html", "1"), ("b.html", "1")]);
    // As a kill leaves it: the manifest names old and new, half of the new files are there, a part is left over.
    let manifest = fs::read_to_string(folder.path().join(MANIFEST)).unwrap();
    fs::write(folder.path().join(MANIFEST), manifest + "c.html\nd.html\n").unwrap();
    fs::write(folder.path().join("c.html"), "2").unwrap();
    fs::create_dir(folder.path().join(PARTS)).unwrap();
    fs::write(folder.path().join(PARTS).join("7"), "ha").unwrap();
    let (changes, diagnostics) = run(folder.path(), &[("c.html", "2"), ("d.html", "2")]);
    assert_eq!(diagnostics.counts(), (0, 0));
    assert_eq!(changes, Changes { written: 1, unchanged: 1, removed: 2 });
    let mut names: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|item| item.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, [MANIFEST, "c.html", "d.html"]);
}

#[test]
fn parts_left_over_go_even_where_nothing_else_changes() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &[("a.html", "1")]);
    fs::create_dir(folder.path().join(PARTS)).unwrap();
    fs::write(folder.path().join(PARTS).join("7"), "ha").unwrap();
    assert_eq!(run(folder.path(), &[("a.html", "1")]).0, Changes { written: 0, unchanged: 1, removed: 0 });
    assert!(!folder.path().join(PARTS).exists());
}

#[test]
fn nothing_changes_before_all_files_are_there() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &[("a.html", "old"), ("b/index.html", "old")]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let writer = Writer::open(folder.path()).unwrap();
    writer.take(&OutPath::new("a.html"), &Content::from("new".to_owned()));
    writer.take(&OutPath::new("c/index.html"), &Content::from("new".to_owned()));
    assert_eq!((read("a.html").as_str(), read("b/index.html").as_str()), ("old", "old"));
    assert!(!folder.path().join("c").exists());
    drop(writer);
    assert_eq!(read("a.html"), "old");
    assert!(!folder.path().join(PARTS).exists(), "of a build that fails nothing is left");
    let (changes, _) = run(folder.path(), &[("a.html", "new"), ("c/index.html", "new")]);
    assert_eq!(changes, Changes { written: 2, unchanged: 0, removed: 1 });
    assert_eq!((read("a.html").as_str(), read("c/index.html").as_str()), ("new", "new"));
    assert!(!folder.path().join("b").exists());
}

#[test]
fn new_files_come_into_folders_of_all_sorts() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &[("a/b/one", "1"), ("z", "1")]);
    fs::create_dir_all(folder.path().join("mine/here")).unwrap();
    fs::write(folder.path().join("mine/here/note"), "mine").unwrap();
    let files = [
        "a/b/one",
        "a/b/two",
        "a/b/c/d/three",
        "a/e/four",
        "mine/here/five",
        "mine/new/six",
        "n/o/p/q",
        "n/o/r",
    ];
    let pairs: Vec<(&str, &str)> = files.iter().map(|path| (*path, "1")).collect();
    let (changes, diagnostics) = run(folder.path(), &pairs);
    assert_eq!((changes, diagnostics.counts()), (Changes { written: 7, unchanged: 1, removed: 1 }, (0, 0)));
    for path in files {
        assert_eq!(fs::read_to_string(folder.path().join(path)).unwrap(), "1", "{path}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("mine/here/note")).unwrap(), "mine");
    assert!(!folder.path().join("z").exists());
}

#[test]
fn a_name_as_long_as_a_name_may_be_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let long = "a".repeat(255);
    assert_eq!(run(folder.path(), &[(&long, "1")]).1.counts(), (0, 0));
    assert_eq!(fs::read_to_string(folder.path().join(&long)).unwrap(), "1");
}

#[test]
fn a_file_may_become_a_folder_and_back() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &[("a", "file")]);
    let (changes, diagnostics) = run(folder.path(), &[("a/index.html", "katalog")]);
    assert_eq!((changes.written, changes.removed, diagnostics.counts()), (1, 1, (0, 0)));
    let (changes, diagnostics) = run(folder.path(), &[("a", "file")]);
    assert_eq!((changes.written, changes.removed, diagnostics.counts()), (1, 1, (0, 0)));
    assert_eq!(fs::read_to_string(folder.path().join("a")).unwrap(), "file");
}

#[test]
fn a_manifest_cannot_lead_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("output");
    fs::create_dir(&output).unwrap();
    fs::write(folder.path().join("precious"), "x").unwrap();
    fs::write(output.join(MANIFEST), format!("{}\n../precious\n/etc/hostname\n", manifest::HEADER)).unwrap();
    run(&output, &[("a.html", "x")]);
    assert!(folder.path().join("precious").exists());
}

#[test]
fn a_manifest_of_somebody_else_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(MANIFEST), "hello\n").unwrap();
    let (_, diagnostics) = run(folder.path(), &[("a.html", "x")]);
    assert!(diagnostics.has_errors());
    assert_eq!(fs::read_to_string(folder.path().join(MANIFEST)).unwrap(), "hello\n");
}

#[test]
fn output_folders_that_would_do_harm_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for part in ["content", "themes/x", "output"] {
        fs::create_dir_all(root.join(part)).unwrap();
    }
    fs::write(root.join("file"), "x").unwrap();
    for bad in ["", "content", "content/deep/er", "themes", "../", "file", "content/../content"] {
        assert!(check(root, &root.join(bad)).is_err(), "{bad}");
    }
    for good in ["output", "elsewhere", "../elsewhere"] {
        assert!(check(root, &root.join(good)).is_ok(), "{good}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_removed_through_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("output");
    let mine = folder.path().join("mine");
    fs::create_dir_all(mine.join("a")).unwrap();
    run(&output, &[("events/a/index.html", "x"), ("b.html", "x")]);
    fs::remove_dir_all(output.join("events")).unwrap();
    fs::write(mine.join("a/index.html"), "precious").unwrap();
    std::os::unix::fs::symlink(&mine, output.join("events")).unwrap();
    for files in [&[("b.html", "y")][..], &[("events/a/index.html", "z"), ("b.html", "y")][..]] {
        let (_, diagnostics) = run(&output, files);
        assert!(diagnostics.has_environment_errors());
        assert_eq!(fs::read_to_string(mine.join("a/index.html")).unwrap(), "precious");
        assert_eq!(fs::read_to_string(output.join("b.html")).unwrap(), "x", "nothing is touched");
    }
}

#[test]
fn an_output_where_it_would_do_harm_is_refused_in_all_forms() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("a/site");
    fs::create_dir_all(site.join("content/events")).unwrap();
    fs::create_dir_all(site.join("themes")).unwrap();
    fs::create_dir_all(folder.path().join("a/other")).unwrap();
    fs::write(site.join("file"), "").unwrap();
    for harmful in [
        "",
        ".",
        "..",
        "../..",
        "file",
        "content",
        "content/",
        "content/output",
        "content/new/deep",
        "content/events/../output",
        "new/../content/x",
        "./output/../content",
        "../site/content/x",
        "../site",
        "../../a",
        "themes/mine",
        "templates",
        "assets/x",
        "i18n",
    ] {
        let fault = check(&site, &site.join(harmful)).unwrap_err();
        assert_eq!(fault.code, codes::OUTPUT_MISPLACED, "{harmful}");
        assert!(!fault.hints.is_empty(), "{harmful}");
    }
    for harmless in [
        "output",
        "output/deep",
        "../other",
        "../other/x",
        "contents",
        "content-2",
        "x/../output",
        "../site-2",
    ] {
        assert!(check(&site, &site.join(harmless)).is_ok(), "{harmless}");
    }
}

#[cfg(unix)]
#[test]
fn links_hide_no_harm() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    fs::create_dir_all(at("site")).unwrap();
    fs::create_dir_all(at("texts/events")).unwrap();
    symlink(at("texts"), at("site/content")).unwrap();
    symlink(at("site/content"), at("way")).unwrap();
    symlink(at("site"), at("same")).unwrap();
    for harmful in
        ["way", "way/x", "texts", "texts/x", "texts/events/../x", "same", "same/content/x", "site/content"]
    {
        let fault = check(&at("site"), &at(harmful)).unwrap_err();
        assert_eq!(fault.code, codes::OUTPUT_MISPLACED, "{harmful}");
        assert!(check(&at("same"), &at(harmful)).is_err(), "{harmful}");
    }
    // A folder that holds what `content` leads to.
    fs::create_dir_all(at("data/content")).unwrap();
    fs::create_dir_all(at("site-2")).unwrap();
    symlink(at("data/content"), at("site-2/content")).unwrap();
    assert!(check(&at("site-2"), &at("data")).is_err());
    assert!(check(&at("site-2"), &at("data/output")).is_ok());
}
