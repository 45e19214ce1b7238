//! `kronika check --fix`: what can be mended for sure is, and nothing else changes.

use std::path::Path;
use std::process::{Command, Stdio};

use super::super::common::{options, program, project};

fn write(root: &Path, path: &str, text: &str) {
    let place = root.join(path);
    std::fs::create_dir_all(place.parent().unwrap()).unwrap();
    std::fs::write(place, text).unwrap();
}

/// Exit status and standard error.
fn fix(root: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let call = [&["check", "--fix", "--today", "2026-01-01"], arguments].concat();
    let output = program(&call).current_dir(root).stdin(Stdio::null()).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

const WRONG: &str = "\u{feff}---\r\ntytuł: Dzień 3: Gospodarka   # na razie\r\nwhen:  7 czerwca 2024\r\nstatus: odwołane\r\n---\r\nBez  zmian. \r\n\r\n";
const RIGHT: &str = "\u{feff}---\r\ntitle: \"Dzień 3: Gospodarka\"   # na razie\r\nwhen:  2024-06-07\r\nstatus: cancelled\r\n---\r\nBez  zmian. \r\n\r\n";

#[test]
fn slips_are_shown_and_mended_and_all_other_bytes_stay() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "kronika.yaml", "title: Próba\nlangauge: pl\n");
    write(root, "content/events/a.md", WRONG);
    write(root, "content/events/b.md", "---\ntitle: W porządku\nwhen: 2024-06-08\n---\n");
    let (status, said) = fix(root, &[]);
    assert_eq!(status, Some(0), "{said}");
    for words in [
        "kronika.yaml:2\n- langauge: pl\n+ language: pl\n",
        "content/events/a.md:3\n- when:  7 czerwca 2024\n+ when:  2024-06-07\n",
        "Mended: 5 slips in 2 files.",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let text = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    assert_eq!(text("content/events/a.md"), RIGHT);
    assert_eq!(text("kronika.yaml"), "title: Próba\nlanguage: pl\n");
    let (status, said) = fix(root, &[]);
    assert_eq!(status, Some(0));
    assert!(said.contains("There is nothing to mend by itself."), "{said}");
    assert_eq!(text("content/events/a.md"), RIGHT);
}

#[test]
fn what_is_not_sure_is_told_and_left() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "kronika.yaml", "title: Próba\n");
    let text = "---\ntitle: A\nwhen: 2021-02-30\nprogramme: nie-ma\n---\n";
    write(root, "content/events/a.md", text);
    let (status, said) = fix(root, &[]);
    assert_eq!(status, Some(1));
    assert!(said.contains("K0201") && said.contains("K0301"), "{said}");
    assert_eq!(std::fs::read_to_string(root.join("content/events/a.md")).unwrap(), text);
}

#[test]
fn whoever_is_there_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let text = "---\ntitle: A\nwhen: 7.6.2024\n---\n";
    for (answer, becomes) in [("\n", text), ("n\n", text), ("y\n", "---\ntitle: A\nwhen: 2024-06-07\n---\n")]
    {
        write(root, "kronika.yaml", "title: Próba\n");
        write(root, "content/events/a.md", text);
        // A terminal for the program, with the answer typed into it.
        let call = format!("{} check --fix --lang en", env!("CARGO_BIN_EXE_kronika"));
        let mut child = Command::new("script")
            .args(["-qec", &call, "/dev/null"])
            .current_dir(root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("`script` of util-linux gives the program a terminal");
        std::io::Write::write_all(child.stdin.as_mut().unwrap(), answer.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(said.contains("Mend this (1 slip in 1 file)? [y/N]"), "{said}");
        assert_eq!(
            std::fs::read_to_string(root.join("content/events/a.md")).unwrap(),
            becomes,
            "{answer:?}: {said}"
        );
    }
}

#[test]
fn right_sites_need_no_mending() {
    for site in ["", "tests/sites/english", "tests/sites/awkward", "tests/sites/lenient"] {
        assert!(kronika::fix::propose(&options(&project().join(site))).is_empty(), "{site}");
    }
}
