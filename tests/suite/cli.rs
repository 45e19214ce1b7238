//! The commands as a person runs them: what they print, what they leave, how they end.

use std::path::Path;
use std::process::Output;

use super::common::{program, project};

fn kronika(folder: &Path, arguments: &[&str]) -> Output {
    program(arguments).current_dir(folder).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Every file below a folder with its bytes.
fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut open = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(next) = open.pop() {
        for item in std::fs::read_dir(next).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn called_bare_it_says_what_it_can_do() {
    let folder = tempfile::tempdir().unwrap();
    let output = kronika(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(0));
    for command in ["build", "list", "new", "add"] {
        assert!(out(&output).contains(command), "{}", out(&output));
    }
}

#[test]
fn a_wrong_call_ends_with_2() {
    let folder = tempfile::tempdir().unwrap();
    for call in [
        &["bild"][..],
        &["build", "--today", "jutro"],
        &["list", "evnt"],
        &["build"],
        &["list"],
        &["add", "event", "X"],
    ] {
        let output = kronika(folder.path(), call);
        assert_eq!(output.status.code(), Some(2), "{call:?}: {}", err(&output));
        assert!(!err(&output).is_empty(), "{call:?}");
    }
}

#[test]
fn a_new_site_builds_clean_in_both_languages_on_any_day() {
    for language in ["pl", "en"] {
        let folder = tempfile::tempdir().unwrap();
        let made = kronika(folder.path(), &["new", "site", "--language", language]);
        assert_eq!(made.status.code(), Some(0), "{}", err(&made));
        let site = folder.path().join("site");
        for today in ["2023-01-01", "2026-01-01", "2031-12-31"] {
            let built = kronika(&site, &["build", "--strict", "--today", today]);
            assert_eq!(built.status.code(), Some(0), "{language} {today}: {}", err(&built));
        }
        assert!(site.join("output/index.html").exists());
        let again = kronika(folder.path(), &["new", "site"]);
        assert_eq!(again.status.code(), Some(2), "a folder that is not empty is left alone");
    }
}

#[test]
fn what_is_added_never_takes_the_id_of_another() {
    let folder = tempfile::tempdir().unwrap();
    kronika(folder.path(), &["new", "site"]);
    let site = folder.path().join("site");
    std::fs::create_dir_all(site.join("content/events/2024")).unwrap();
    let text = "---\ntitle: Rynek od nowa\nwhen: 2024-06-07\n---\n";
    std::fs::write(site.join("content/events/2024/rynek-od-nowa.md"), text).unwrap();
    let refused = kronika(&site, &["add", "event", "„Rynek od nowa”"]);
    assert_eq!(refused.status.code(), Some(2), "{}", out(&refused));
    assert!(
        err(&refused).contains("content/events/2024/rynek-od-nowa.md exists already"),
        "{}",
        err(&refused)
    );
    let other = kronika(&site, &["add", "event", "„Rynek na nowo”"]);
    let written = std::fs::read_to_string(site.join(out(&other).trim())).unwrap();
    assert!(written.contains("title: Rynek na nowo\n"), "{written}");
}

#[test]
fn a_host_that_is_none_is_told_in_words_of_our_own() {
    let folder = tempfile::tempdir().unwrap();
    kronika(folder.path(), &["new", "site"]);
    let refused = kronika(&folder.path().join("site"), &["serve", "--host", "nie ma takiego"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("there is no such address\n"), "{}", err(&refused));
}

#[test]
fn what_is_added_builds_clean_and_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    kronika(folder.path(), &["new", "site"]);
    let site = folder.path().join("site");
    let list = kronika(&site, &["list", "programme", "--format", "json"]);
    let programmes: serde_json::Value = serde_json::from_str(&out(&list)).unwrap();
    let programme = programmes[0]["id"].as_str().unwrap().to_owned();
    for kind in kronika::kinds::KINDS {
        let title = format!("Próba: „{}” i \"cudzysłów\" #1", kind.folder);
        let mut call = vec!["add", kind.id.0, &title];
        if kind.scope.is_some() {
            let alone = kronika(&site, &call);
            assert_eq!(alone.status.code(), Some(2), "a stage needs its programme");
            assert!(err(&alone).contains(&programme), "{}", err(&alone));
            call.extend(["--in", &programme]);
        }
        let added = kronika(&site, &call);
        assert_eq!(added.status.code(), Some(0), "{call:?}: {}", err(&added));
        let path = out(&added);
        assert!(site.join(path.trim()).exists(), "{path}");
        let twice = kronika(&site, &call);
        assert_eq!(twice.status.code(), Some(2), "nothing is overwritten");
        let built = kronika(&site, &["build", "--strict"]);
        assert_eq!(built.status.code(), Some(0), "{call:?}: {}", err(&built));
        let list = kronika(&site, &["list", kind.id.0, "--format", "json"]);
        let rows: Vec<serde_json::Value> = serde_json::from_str(&out(&list)).unwrap();
        assert!(rows.iter().any(|row| row["title"] == title.as_str()), "{rows:?}");
    }
}

#[test]
fn the_list_has_a_row_for_each_entry() {
    let output = kronika(&project(), &["list", "--format", "json", "--today", "2026-01-01"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&out(&output)).unwrap();
    assert!(rows.len() >= 40);
    let row = rows.iter().find(|row| row["id"] == "nisko-2020").expect("the seminar");
    assert_eq!(row["kind"], "event");
    assert_eq!(row["when"], "2020-04-23/2020-04-24");
    assert_eq!(row["status"], "held");
    assert_eq!(row["url"], "/wydarzenia/nisko-2020/");
    assert_eq!(row["file"], "content/events/nisko-2020.md");
    for key in ["kind", "id", "title", "when", "published", "status", "url", "file"] {
        assert!(rows.iter().all(|row| row.get(key).is_some()), "{key}");
    }
}

#[test]
fn a_build_with_faults_touches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    kronika(folder.path(), &["new", "site"]);
    let site = folder.path().join("site");
    let first = kronika(&site, &["build"]);
    assert!(err(&first).lines().last().unwrap().contains("written"), "{}", err(&first));
    let before = tree(&site.join("output"));
    assert!(before.len() > 10);
    std::fs::write(site.join("content/events/zle.md"), "---\ntitle: Źle\nwhen: 7 czerwca 2024\n---\n")
        .unwrap();
    let human = kronika(&site, &["build"]);
    assert_eq!(human.status.code(), Some(1));
    assert!(err(&human).contains("content/events/zle.md:3:7"), "{}", err(&human));
    assert!(err(&human).contains("when: 2024-06-07"), "{}", err(&human));
    assert_eq!(err(&human).matches("kronika explain K0201").count(), 1, "{}", err(&human));
    let json = kronika(&site, &["build", "--format", "json"]);
    let rows: Vec<serde_json::Value> =
        out(&json).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["severity"], "error");
    assert_eq!(rows[0]["code"], "K0201");
    assert_eq!(rows[0]["file"], "content/events/zle.md");
    assert_eq!((rows[0]["line"].as_u64(), rows[0]["column"].as_u64()), (Some(3), Some(7)));
    assert_eq!(tree(&site.join("output")), before);
    std::fs::remove_file(site.join("content/events/zle.md")).unwrap();
    let mended = kronika(&site, &["build"]);
    assert!(err(&mended).starts_with("0 files written"), "{}", err(&mended));
    assert!(!err(&mended).contains("kronika explain"), "{}", err(&mended));
}

#[test]
fn strict_makes_warnings_fail() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("content/pages")).unwrap();
    std::fs::write(folder.path().join("kronika.yaml"), "title: Próba\n").unwrap();
    std::fs::write(folder.path().join("content/pages/a.md"), "---\ntitle: A\n---\n<font>x</font>\n").unwrap();
    assert_eq!(kronika(folder.path(), &["build", "--strict"]).status.code(), Some(1));
    assert!(!folder.path().join("output/index.html").exists());
    assert_eq!(kronika(folder.path(), &["build"]).status.code(), Some(0));
    assert!(folder.path().join("output/index.html").exists());
}

#[test]
fn drafts_and_the_future_are_let_in_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("content/posts")).unwrap();
    std::fs::write(folder.path().join("kronika.yaml"), "title: Próba\n").unwrap();
    let posts = [
        ("szkic", "draft: true"),
        ("jutro", "published: 2030-01-02T10:00"),
        ("wczoraj", "expires: 2029-12-31"),
    ];
    for (name, line) in posts {
        let text = format!("---\ntitle: {name}\n{line}\n---\n");
        std::fs::write(folder.path().join(format!("content/posts/{name}.md")), text).unwrap();
    }
    let pages = |arguments: &[&str]| -> Vec<bool> {
        let mut call = vec!["build"];
        call.extend(arguments);
        assert_eq!(kronika(folder.path(), &call).status.code(), Some(0));
        posts
            .iter()
            .map(|(name, _)| folder.path().join(format!("output/aktualnosci/{name}/index.html")).exists())
            .collect()
    };
    assert_eq!(pages(&["--today", "2030-01-01"]), [false, false, false]);
    assert_eq!(pages(&["--today", "2030-01-02"]), [false, true, false], "a day holds all its hours");
    assert_eq!(pages(&["--today", "2029-12-31"]), [false, false, true], "the last day counts");
    assert_eq!(pages(&["--today", "2030-01-01", "--drafts"]), [true, false, false]);
    assert_eq!(pages(&["--today", "2030-01-01", "--future"]), [false, true, true]);
}

#[test]
fn encodings_are_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("content/pages")).unwrap();
    std::fs::write(folder.path().join("kronika.yaml"), "\u{feff}title: Próba\r\n").unwrap();
    let page = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join("content/pages").join(name), bytes).unwrap()
    };
    page("a.md", "\u{feff}---\r\ntitle: Żuk\r\n---\r\nTreść\r\n".as_bytes());
    assert_eq!(kronika(folder.path(), &["build"]).status.code(), Some(0), "a BOM and CRLF are accepted");
    page("b.md", b"---\ntitle: za\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9\n---\n");
    let output = kronika(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("Windows-1250"), "{}", err(&output));
    assert!(err(&output).contains("content/pages/b.md"), "{}", err(&output));
}

#[test]
fn a_read_only_or_misplaced_output_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    kronika(folder.path(), &["new", "site"]);
    let site = folder.path().join("site");
    for bad in [".", "content", "content/output", "kronika.yaml", ".."] {
        let output = kronika(&site, &["build", "--output", bad]);
        assert_eq!(output.status.code(), Some(2), "{bad}: {}", err(&output));
    }
    let listing = tree(&site);
    assert!(listing.iter().all(|(name, _)| !name.ends_with("index.html")), "nothing was written");
}

#[test]
fn a_site_of_one_event_has_every_page() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("content/events")).unwrap();
    std::fs::write(folder.path().join("kronika.yaml"), "title: Próba\n").unwrap();
    std::fs::write(folder.path().join("content/events/a.md"), "---\ntitle: Samo\nwhen: 2024-05\n---\n")
        .unwrap();
    let output = kronika(folder.path(), &["build", "--strict", "--today", "2024-06-10"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    for page in [
        "index.html",
        "wydarzenia/a/index.html",
        "archiwum/2024/05/index.html",
        "os-czasu/index.html",
        "404.html",
    ] {
        assert!(folder.path().join("output").join(page).exists(), "{page}");
    }
}

#[test]
fn what_belongs_to_a_draft_is_kept_out_however_deep() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let place = folder.path().join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, text).unwrap();
    };
    write("kronika.yaml", "title: Próba\n");
    write("content/programmes/a/index.md", "---\ntitle: A\ndraft: true\n---\n");
    for path in ["a/aa", "a/aa/ab", "a/aa/ab/ac", "a/aa/ab/ac/ad"] {
        write(&format!("content/programmes/{path}/index.md"), "---\ntitle: Głębiej\n---\n");
    }
    write("content/programmes/a/aa/ab/ac/ad/events/tajne.md", "---\ntitle: Tajne\nwhen: 2024-05-05\n---\n");
    write("content/programmes/a/zdjecie.txt", "x");
    assert_eq!(kronika(folder.path(), &["build", "--strict"]).status.code(), Some(0));
    let listing = tree(&folder.path().join("output"));
    assert!(
        listing.iter().all(|(name, _)| !name.contains("programy") && !name.contains("tajne")),
        "{listing:?}"
    );
    let shown = listing.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("Tajne"));
    assert_eq!(shown.count(), 0);
    assert_eq!(kronika(folder.path(), &["build", "--drafts"]).status.code(), Some(0));
    assert!(folder.path().join("output/wydarzenia/tajne/index.html").exists());
    assert!(folder.path().join("output/programy/a/zdjecie.txt").exists());
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_content_is_told_once_and_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    std::fs::create_dir_all(&secret).unwrap();
    std::fs::write(secret.join("s.txt"), "x").unwrap();
    std::fs::write(secret.join("x.md"), "no front matter").unwrap();
    let site = folder.path().join("site");
    std::fs::create_dir_all(site.join("content/events")).unwrap();
    std::fs::write(site.join("kronika.yaml"), "title: Próba\n").unwrap();
    std::os::unix::fs::symlink(&secret, site.join("content/events/out")).unwrap();
    std::os::unix::fs::symlink("../kronika.yaml", site.join("content/config.txt")).unwrap();
    let output = kronika(&site, &["build", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let files: Vec<String> = out(&output)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["file"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(files, ["content/config.txt", "content/events/out"]);
}
