//! Files in the middle of being written.

#![allow(clippy::disallowed_methods, reason = "tests write their own folders")]

use super::*;
use std::fs;

fn raw(paths: &[&Path]) -> Raw {
    Raw { paths: paths.iter().map(|path| path.to_path_buf()).collect(), ..Raw::default() }
}

/// Settles, while something else goes on between its looks; says how often it looked.
fn looked(paths: &[&Path], mut meanwhile: impl FnMut(usize)) -> usize {
    let mut pauses = 0;
    settle_with(raw(paths), &Inbox::default(), &mut || {
        pauses += 1;
        meanwhile(pauses);
    });
    pauses
}

#[test]
fn an_emptied_file_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.md");
    fs::write(&file, "").unwrap();
    let filled = looked(&[&file], |pause| {
        if pause == 9 {
            fs::write(&file, "text").unwrap();
        }
    });
    assert_eq!(filled, 10, "one look more, to see that it stays");
    fs::write(&file, "").unwrap();
    assert_eq!(looked(&[&file], |_| {}), FILLING, "but not for ever");
}

#[test]
fn one_that_grows_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.md");
    fs::write(&file, "t").unwrap();
    let grown = looked(&[&file], |pause| {
        if pause <= 5 {
            fs::write(&file, "t".repeat(pause + 1)).unwrap();
        }
    });
    assert_eq!(grown, 6);
    assert_eq!(looked(&[&file], |_| {}), 1, "one that is whole is looked at once more only");
}

#[test]
fn one_that_is_put_aside_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.md");
    let back = looked(&[&file], |pause| {
        if pause == 5 {
            fs::write(&file, "text").unwrap();
        }
    });
    assert_eq!(back, 6);
    fs::remove_file(&file).unwrap();
    assert_eq!(looked(&[&file], |_| {}), RETURNING + 1, "but not for ever");
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
