//! The catalogue of codes: complete in both languages, its examples true, its documents as it is.

use std::path::Path;
use std::process::Command;

use kronika::diag::catalogue::{self, Example, ExampleFile, Shown};
use kronika::diag::codes::{self, Code, Weight};
use kronika::diag::{Place, Severity};
use kronika::words::Language;

use super::common::{assert_golden, build, check, describe, options, project, stand_in};

const LANGUAGES: [Language; 2] = [Language::Polish, Language::English];

#[test]
fn every_code_has_its_story_in_both_languages() {
    let ids: Vec<&str> = codes::ALL.iter().map(|code| code.id).collect();
    for language in LANGUAGES {
        let told: Vec<&str> = catalogue::stories(language).map(|(code, _)| code).collect();
        assert_eq!(told, ids, "{language:?}: a story for each code, in order");
        for (code, story) in catalogue::stories(language) {
            assert!(story.title.len() > 8 && !story.title.ends_with('.'), "{code}: {}", story.title);
            assert!(story.text.split("\n\n").count() >= 2, "{code} tells what it means and what to do");
            assert!(story.text.ends_with('.'), "{code}: {}", story.text);
            assert!(story.text.matches('`').count().is_multiple_of(2), "{code}: {}", story.text);
        }
    }
    for id in ids {
        assert!(catalogue::example(id).is_some(), "{id} has an example, or says that it can have none");
    }
    assert!(catalogue::example("K9999").is_none() && catalogue::story("K9999", Language::Polish).is_none());
}

#[test]
fn every_example_is_true() {
    let mut failures = Vec::new();
    let mut built = 0;
    for code in codes::ALL {
        let Some(Example::Files(Shown { beside, wrong, right })) = catalogue::example(code.id) else {
            continue;
        };
        assert!(!wrong.is_empty() && !right.is_empty() && wrong != right, "{}", code.id);
        built += 1;
        let found = faults(code, &[&beside, &wrong]);
        if found.is_empty() || found.iter().any(|(found, ..)| found != code.id) {
            failures.push(format!("{}, wrong: {found:#?}", code.id));
        }
        for (_, severity, _) in &found {
            let fits = match code.weight {
                Weight::Error => *severity == Severity::Error,
                Weight::Warning => *severity == Severity::Warning,
                Weight::Either => true,
            };
            assert!(fits, "{} is {severity:?}", code.id);
        }
        let found = faults(code, &[&beside, &right]);
        if !found.is_empty() {
            failures.push(format!("{}, right: {found:#?}", code.id));
        }
    }
    assert!(built > 40, "{built} examples");
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// What is wrong with a site of these files, for a build or, where only that finds the code, for a check: code, severity,
/// words.
fn faults(code: &Code, parts: &[&[ExampleFile]]) -> Vec<(String, Severity, String)> {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let place = folder.path().join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, stand_in(path, &format!("{text}\n"))).unwrap();
    };
    std::fs::create_dir(folder.path().join("content")).unwrap();
    write("kronika.yaml", "title: Kronika Przykładowa");
    for file in parts.iter().copied().flatten() {
        write(file.path, file.text);
    }
    let options = options(folder.path());
    let diagnostics = if codes::OF_CHECK.contains(code) { check(&options).1 } else { build(&options).1 };
    let machine = diagnostics.iter().any(|diagnostic| matches!(diagnostic.place, Place::Environment(_)));
    assert!(!machine, "an example is about what is written");
    diagnostics
        .iter()
        .map(|diagnostic| (diagnostic.code.id.to_owned(), diagnostic.severity, describe(diagnostic)))
        .collect()
}

#[test]
fn the_documents_are_as_the_catalogue_is() {
    for (language, name) in [(Language::English, "errors.md"), (Language::Polish, "bledy.md")] {
        let text = catalogue::document(language);
        for code in codes::ALL {
            assert!(text.contains(&format!("\n### {}: ", code.id)), "{} is in {name}", code.id);
        }
        assert_golden(&project().join("docs").join(name), text.as_bytes());
    }
}

/// Standard output, standard error and exit status of `kronika explain`, with a locale.
fn explain(arguments: &[&str], locale: &[(&str, &str)]) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kronika"));
    command.arg("explain").args(arguments).current_dir(Path::new("/"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    let output = command.envs(locale.iter().copied()).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

#[test]
fn explain_speaks_the_language_of_the_computer() {
    let polish = "K0103: Nagłówka nie da się odczytać";
    let english = "K0103: The front matter cannot be read";
    for (arguments, locale, title) in [
        (&["K0103"][..], &[][..], english),
        (&["K0103", "--lang", "pl"], &[("LANG", "en_GB.UTF-8")], polish),
        (&["k0103", "--lang", "en"], &[("LANG", "pl_PL.UTF-8")], english),
        (&["K0103"], &[("LANG", "pl_PL.UTF-8")], polish),
        (&["K0103"], &[("LANG", "pl_PL.UTF-8"), ("LC_MESSAGES", "C")], english),
        (&["K0103"], &[("LANG", "C"), ("LC_MESSAGES", "C"), ("LC_ALL", "pl_PL")], polish),
        (&["K0103"], &[("LANG", "pl_PL.UTF-8"), ("LC_ALL", "")], polish),
    ] {
        let (out, err, status) = explain(arguments, locale);
        assert_eq!(status, Some(0), "{err}");
        assert_eq!(out.lines().next(), Some(title), "{arguments:?} {locale:?}");
        assert!(
            out.contains("title: Dzień 3: Ogrody") && out.contains("title: \"Dzień 3: Ogrody\""),
            "{out}"
        );
        assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
    }
}

#[test]
fn explain_lists_all_and_knows_what_is_near() {
    let (out, _, status) = explain(&[], &[]);
    assert_eq!((out.lines().count(), status), (codes::ALL.len(), Some(0)));
    let (out, err, status) = explain(&["K0130"], &[]);
    assert_eq!((out.as_str(), status), ("", Some(2)));
    assert!(err.contains("`K0103`") && err.contains("`kronika explain` lists all"), "{err}");
    for bad in ["", "żółw", "K", "99999999999999999999", "%s\u{1b}[31m"] {
        let (out, err, status) = explain(&[bad], &[]);
        assert_eq!((out.as_str(), status), ("", Some(2)), "{bad}: {err}");
    }
}
