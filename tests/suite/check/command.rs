//! The command as a person runs it.

use std::path::Path;
use std::process::{Command, Output};

use super::host::{Host, status};

fn check(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kronika"));
    command.arg("check").args(arguments).args(["--today", "2026-01-01", "--lang", "en"]).current_dir(folder);
    command.output().unwrap()
}

fn site(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("content/pages")).unwrap();
    std::fs::write(folder.path().join("kronika.yaml"), "title: Próba\n").unwrap();
    std::fs::write(folder.path().join("content/index.md"), text).unwrap();
    folder
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn warnings_fail_by_strict_only_and_nothing_is_written() {
    let folder = site("Witamy.");
    std::fs::write(folder.path().join("content/pages/a.md"), "---\ntitle: A\n---\n").unwrap();
    let plain = check(folder.path(), &[]);
    assert_eq!(plain.status.code(), Some(0), "{}", err(&plain));
    assert!(err(&plain).contains("K0417") && err(&plain).contains("1 warning"), "{}", err(&plain));
    assert_eq!(check(folder.path(), &["--strict"]).status.code(), Some(1));
    assert!(!folder.path().join("output").exists() && !folder.path().join(".kronika").exists());
    let json = check(folder.path(), &["--format", "json"]);
    let row: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((&row["code"], &row["line"]), (&"K0417".into(), &2.into()));
    assert!(json.stderr.is_empty());
    for format in ["github", "sarif"] {
        let output = check(folder.path(), &["--format", format]);
        assert!(String::from_utf8_lossy(&output.stdout).contains("K0417"), "{format}");
    }
}

#[test]
fn errors_of_the_build_are_told_and_fail() {
    let folder = site("[x](nie-ma.md)");
    let output = check(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).contains("K0402") && err(&output).contains("could not be checked"),
        "{}",
        err(&output)
    );
    assert_eq!(check(Path::new("/"), &[]).status.code(), Some(2), "no site");
    assert_eq!(
        check(folder.path(), &["--external-timeout", "5"]).status.code(),
        Some(2),
        "without --external"
    );
    assert_eq!(check(folder.path(), &["--external=zle"]).status.code(), Some(2));
}

#[test]
fn hosts_of_this_computer_are_left_alone() {
    let host = Host::start(&[("/", vec![status(200)])]);
    let folder = site(&format!("Zob. <{}>", host.url("/")));
    let output = check(folder.path(), &["--external=fail", "--strict"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(err(&output).contains("1 to private or made-up names"), "{}", err(&output));
    assert!(host.asked().is_empty());
}
