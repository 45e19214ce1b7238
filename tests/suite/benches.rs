//! The archive that benchmarks build, and the comparison with other programs, at a size that takes no time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use super::common::{build_clean, options, project};

const EVENTS: usize = 20;

fn python(script: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new("python3");
    command.arg(project().join("benches").join(script)).args(arguments);
    command.output().expect("python3")
}

/// Writes an archive and reads it again: its files, by path.
fn archive(form: &str, folder: &Path, seed: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let place = folder.to_str().unwrap();
    let told = python("archive.py", &[form, &EVENTS.to_string(), place, "--seed", seed]);
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    files
        .filter(|item| item.file_type().is_file())
        .map(|item| {
            let path = item.path().strip_prefix(folder).unwrap().to_owned();
            (path, std::fs::read(item.path()).unwrap())
        })
        .collect()
}

/// What stands below the front matter of each event, by the name of its file.
fn texts(files: &BTreeMap<PathBuf, Vec<u8>>) -> BTreeMap<&str, &str> {
    let events = files.iter().filter(|(path, _)| path.starts_with("content/events"));
    let events = events.filter(|(path, _)| !path.ends_with("_index.md"));
    events
        .map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).unwrap();
            (path.file_name().unwrap().to_str().unwrap(), text.split_once("\n---\n").unwrap().1)
        })
        .collect()
}

#[test]
fn the_archive_is_a_site_without_faults() {
    let folder = TempDir::new().unwrap();
    archive("kronika", folder.path(), "1");
    let files = build_clean(&options(folder.path()));
    let of_events = |path: &&kronika::path::OutPath| {
        path.as_str().starts_with("wydarzenia/spotkanie-") && path.as_str().ends_with("/index.html")
    };
    assert_eq!(files.keys().filter(of_events).count(), EVENTS);
}

#[test]
fn the_archive_has_the_same_bytes_each_time() {
    let folder = TempDir::new().unwrap();
    let written = |name, seed| archive("kronika", &folder.path().join(name), seed);
    let first = written("first", "1");
    assert!(first == written("again", "1"), "the same seed gives another archive");
    assert!(first != written("other", "2"), "another seed gives the same archive");
}

#[test]
fn both_programs_get_the_same_texts() {
    let folder = TempDir::new().unwrap();
    let ours = archive("kronika", &folder.path().join("kronika"), "1");
    let theirs = archive("hugo", &folder.path().join("hugo"), "1");
    assert_eq!(texts(&ours).len(), EVENTS);
    assert_eq!(texts(&ours), texts(&theirs));
}

/// Compares nothing but kronika, or what stands in its place, with copying.
fn compare(kronika: &str, work: &Path) -> (Output, String) {
    let size = EVENTS.to_string();
    let told = python(
        "compare.py",
        &[
            "--only",
            "kronika",
            "--sizes",
            &size,
            "--runs",
            "1",
            "--kronika",
            kronika,
            "--work",
            work.to_str().unwrap(),
        ],
    );
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    (told, text)
}

#[test]
fn the_comparison_measures_and_leaves_nothing_behind() {
    let work = TempDir::new().unwrap();
    let (told, text) = compare(env!("CARGO_BIN_EXE_kronika"), work.path());
    assert!(told.status.success(), "{text}{}", String::from_utf8_lossy(&told.stderr));
    for row in
        ["| 20     | kronika  ", "| 20     | kronika, nothing changed ", "| 20     | cp -r of its output "]
    {
        assert!(text.contains(row), "there is no row {row}:\n{text}");
    }
    assert_eq!(std::fs::read_dir(work.path()).unwrap().count(), 0, "files are left in the folder for work");
}

#[test]
fn the_comparison_tells_of_a_build_that_fails() {
    let work = TempDir::new().unwrap();
    let (told, text) = compare("/bin/false", work.path());
    assert_eq!(told.status.code(), Some(1), "{text}");
    assert!(text.contains("20 events, kronika: failed, exit status 1"), "{text}");
}
