//! Files in the middle of being written.

#![allow(clippy::disallowed_methods, reason = "tests write their own folders")]

use super::*;
use std::fs;

fn raw(paths: &[&Path]) -> Raw {
    Raw { paths: paths.iter().map(|path| path.to_path_buf()).collect(), ..Raw::default() }
}

/// Settles while something is done a few milliseconds later.
fn while_doing(paths: &[&Path], later: impl FnOnce() + Send) -> Raw {
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(8));
            later();
        });
        settle(raw(paths), &Inbox::default())
    })
}

#[test]
fn an_emptied_file_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.md");
    fs::write(&file, "").unwrap();
    while_doing(&[&file], || {
        fs::write(&file, "text").unwrap();
    });
    assert_eq!(fs::read(&file).unwrap(), b"text");
}

#[test]
fn one_that_is_put_aside_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.md");
    while_doing(&[&file], || {
        fs::write(&file, "text").unwrap();
    });
    assert_eq!(fs::read(&file).unwrap(), b"text");
}

#[test]
fn what_is_whole_or_renamed_is_not_waited_for_as_gone() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("a.md"), folder.path().join("b.md"));
    fs::write(&new, "text").unwrap();
    let now = looks(&raw(&[&old, &new]).paths);
    assert!(!has_vanished(&old, &now) && !has_vanished(&new, &now));
    let alone = looks(&raw(&[&old]).paths);
    assert!(has_vanished(&old, &alone));
}

#[test]
fn what_comes_meanwhile_is_taken_along() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (folder.path().join("a.md"), folder.path().join("b.md"));
    fs::write(&a, "text").unwrap();
    fs::write(&b, "text").unwrap();
    let inbox = Inbox::default();
    inbox.put(raw(&[&b]));
    assert_eq!(settle(raw(&[&a]), &inbox).paths, raw(&[&a, &b]).paths);
}
