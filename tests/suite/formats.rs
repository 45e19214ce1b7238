//! What programs are told of a build: annotations for GitHub Actions, SARIF logs for code scanners.

use std::path::Path;
use std::process::Output;

use kronika::diag::codes;
use serde_json::Value;

use super::common::program;

/// A folder with a site in `site/`: an error with a range, a warning, a warning about the settings.
fn faulty() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let place = folder.path().join("site").join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, text).unwrap();
    };
    write("kronika.yaml", "title: Próba\nlook:\n  colours: {primary: \"#ffcc00\"}\n");
    write("content/events/spacer, 100%.md", "---\ntitle: Spacer\nwhen: 7 czerwca 2024\n---\n");
    write(
        "content/pages/żółw.md",
        "---\ntitle: Żółw\nimage: a.jpg\n---\nŻółw <font>gruby</font> i [nic]().\n[Link](nie-ma.md)\n",
    );
    std::fs::write(folder.path().join("site/content/pages/obce.md"), b"---\ntitle: \xb3\xb9ka\n---\n")
        .unwrap();
    folder
}

fn kronika(folder: &Path, arguments: &[&str], workspace: Option<&Path>) -> Output {
    let mut command = program(arguments);
    command.current_dir(folder).env_remove("GITHUB_WORKSPACE");
    if let Some(workspace) = workspace {
        command.env("GITHUB_WORKSPACE", workspace);
    }
    command.output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What JSON tells of the same build, to compare with: code, severity, line, column.
fn told(folder: &Path) -> Vec<(String, String, Option<u64>, Option<u64>)> {
    let output = kronika(folder, &["build", "--root", "site", "--format", "json"], None);
    let rows = out(&output);
    let rows = rows.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    rows.map(|row| (text(&row, "code"), text(&row, "severity"), row["line"].as_u64(), row["column"].as_u64()))
        .collect()
}

#[test]
fn annotations_are_workflow_commands_with_files_from_the_repository() {
    let folder = faulty();
    let output = kronika(folder.path(), &["build", "--root", "site", "--format", "github"], None);
    assert_eq!(output.status.code(), Some(1));
    let told = told(folder.path());
    let (lines, codes) = (out(&output), told.iter().map(|(code, ..)| code.as_str()).collect::<Vec<_>>());
    assert_eq!(lines.lines().count(), told.len(), "{lines}");
    for wanted in ["K0114", "K0201", "K0401", "K0402", "K0408", "K0604", "K0901"] {
        assert!(codes.contains(&wanted), "{wanted}: {lines}");
    }
    for (line, (code, severity, row, column)) in lines.lines().zip(&told) {
        let rest = line.strip_prefix(&format!("::{severity} file=site/")).unwrap_or_else(|| panic!("{line}"));
        let (properties, message) = rest.split_once("::").unwrap();
        assert!(!message.is_empty());
        let place = match (row, column) {
            (Some(row), Some(column)) => format!(",line={row},col={column},"),
            _ => ",title=".to_owned(),
        };
        assert!(properties.contains(&place), "{line}");
        assert!(properties.contains(&format!("title={code} ")), "{line}");
        let names: Vec<&str> =
            properties.split(',').skip(1).map(|one| one.split('=').next().unwrap()).collect();
        assert!(names.iter().all(|name| ["line", "col", "endColumn", "title"].contains(name)), "{line}");
    }
    assert!(
        lines.contains("file=site/content/events/spacer%2C 100%25.md,line=3,col=7,endColumn=20,"),
        "{lines}"
    );
    assert!(lines.contains("%0Ahelp: write `when: 2024-06-07`"), "{lines}");
    assert!(
        String::from_utf8_lossy(&output.stderr).starts_with("Nothing was written"),
        "the log tells the end"
    );
    // A workflow may call it in the site's own folder; its files are named from the repository all the same.
    let site = folder.path().join("site");
    let inside = kronika(&site, &["build", "--format", "github"], Some(folder.path()));
    assert_eq!(out(&inside), lines);
    let list = kronika(folder.path(), &["list", "--root", "site", "--format", "github"], None);
    assert!(out(&list).contains("::error file=site/content/events/") && list.status.code() == Some(1));
}

/// What SARIF 2.1.0 requires of what we write; gives the results.
fn results(text: &str) -> Vec<Value> {
    let log: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().contains("sarif-2.1.0"));
    let runs = log["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 1);
    let driver = &runs[0]["tool"]["driver"];
    assert_eq!(driver["name"], "kronika");
    assert_eq!(runs[0]["columnKind"], "unicodeCodePoints");
    let rules = driver["rules"].as_array().unwrap();
    let ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids, codes::ALL.iter().map(|code| code.id).collect::<Vec<_>>());
    for rule in rules {
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(!rule[text]["text"].as_str().unwrap().is_empty(), "{rule}");
        }
        assert!(["error", "warning"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()));
    }
    let results = runs[0]["results"].as_array().unwrap().clone();
    for result in &results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(ids[index], result["ruleId"], "{result}");
        assert!(["error", "warning"].contains(&result["level"].as_str().unwrap()));
        let message = result["message"]["text"].as_str().unwrap();
        let alone = message.replace("{{", "").replace("}}", "");
        assert!(!message.is_empty() && !alone.contains(['{', '}']), "{message}");
        let locations = result["locations"].as_array().unwrap();
        assert_eq!(locations.len(), 1);
        let physical = &locations[0]["physicalLocation"];
        let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.is_ascii() && !uri.contains([' ', '\\', ',']) && !uri.starts_with('/'), "{uri}");
        if let Some(region) = physical.get("region") {
            let number = |key: &str| region[key].as_u64().unwrap_or_else(|| panic!("{key} of {region}"));
            let start = (number("startLine"), number("startColumn"));
            assert!(start.0 >= 1 && start.1 >= 1 && (number("endLine"), number("endColumn")) >= start);
        }
    }
    results
}

#[test]
fn a_log_has_what_sarif_requires() {
    let folder = faulty();
    let output = kronika(folder.path(), &["build", "--root", "site", "--format", "sarif"], None);
    assert_eq!(output.status.code(), Some(1));
    let results = results(&out(&output));
    let told = told(folder.path());
    assert_eq!(results.len(), told.len());
    for (result, (code, severity, row, column)) in results.iter().zip(&told) {
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!((&result["ruleId"], &result["level"]), (&code.as_str().into(), &severity.as_str().into()));
        assert_eq!((region["startLine"].as_u64(), region["startColumn"].as_u64()), (*row, *column));
    }
    let time = results.iter().find(|result| result["ruleId"] == "K0201").unwrap();
    let physical = &time["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "site/content/events/spacer%2C%20100%25.md");
    assert_eq!(
        physical["region"],
        serde_json::json!({"startLine": 3, "startColumn": 7, "endLine": 3, "endColumn": 21})
    );
    let alt = results.iter().find(|result| result["ruleId"] == "K0114").unwrap();
    assert!(alt["message"]["text"].as_str().unwrap().contains("{{src: a.jpg"), "{alt}");
    let inside = kronika(&folder.path().join("site"), &["list", "--format", "sarif"], Some(folder.path()));
    assert_eq!(out(&inside), out(&output), "`list` tells the same where nothing else is wrong");
}

#[test]
fn a_good_build_is_a_log_without_results_and_a_missing_site_one_with_one() {
    let folder = tempfile::tempdir().unwrap();
    let output = kronika(folder.path(), &["build", "--format", "sarif"], None);
    assert_eq!(output.status.code(), Some(2));
    let missing = results(&out(&output));
    assert_eq!((missing.len(), &missing[0]["ruleId"]), (1, &"K0601".into()));
    assert!(missing[0]["locations"][0]["physicalLocation"].get("region").is_none());
    let output = kronika(folder.path(), &["build", "--format", "github"], None);
    assert!(
        out(&output).starts_with("::error file=") && out(&output).lines().count() == 1,
        "{}",
        out(&output)
    );
    kronika(folder.path(), &["new", "site"], None);
    let site = folder.path().join("site");
    let output = kronika(&site, &["build", "--format", "sarif"], None);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(results(&out(&output)), Vec::<Value>::new());
    let output = kronika(&site, &["list", "--format", "github"], None);
    assert_eq!((out(&output).as_str(), output.status.code()), ("", Some(0)));
}
