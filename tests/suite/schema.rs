//! JSON Schemas: described in full in both languages, in step with the readers, and as they were last read. That
//! they accept the sample and refuse bad input is told by `tests/browser/schema.mjs`, with a validator and a YAML
//! reader that know nothing of kronika.

use std::collections::BTreeSet;
use std::process::Command;

use kronika::front::fields::questions::{Question, Questions, Shape};
use kronika::kinds::KINDS;
use kronika::schema::descriptions::Descriptions;
use kronika::schema::{Subject, schema};
use kronika::words::Language;

use super::common::{assert_golden, build_clean, options, project};

/// Every key of the questions below the path, with its path: vague times under `when`.
fn keys(questions: &Questions, path: &[&'static str], found: &mut Vec<(Vec<&'static str>, Question)>) {
    for question in &questions.keys {
        let path = [path, &[question.key]].concat();
        match question.shape.one() {
            Shape::Group { questions, .. } => keys(questions, &path, found),
            Shape::When(questions) => keys(questions, &["when"], found),
            _ => {}
        }
        found.push((path, question.clone()));
    }
}

fn all_keys() -> Vec<(Vec<&'static str>, Question)> {
    let mut found = Vec::new();
    for subject in Subject::all() {
        keys(&subject.keys(), &[subject.name()], &mut found);
    }
    assert!(found.len() > 300, "{} keys", found.len());
    found
}

#[test]
fn every_key_is_described_in_both_languages_and_nothing_else() {
    for language in [Language::Polish, Language::English] {
        let descriptions = Descriptions::read(language);
        let mut used: BTreeSet<String> = ["a-time".to_owned()].into();
        for (path, _) in all_keys() {
            let name =
                descriptions.name_of(&path).unwrap_or_else(|| panic!("{language:?}: {path:?} is described"));
            used.insert(name);
        }
        for subject in Subject::all().chain([Subject::Any]) {
            let name = subject.name();
            assert!(
                !descriptions.title(name).is_empty() && descriptions.about(name).ends_with('.'),
                "{language:?}: {name}"
            );
            used.extend([format!("= {name}"), format!("== {name}")]);
        }
        for name in descriptions.names() {
            assert!(used.contains(name), "{language:?}: nothing has the key `{name}`");
        }
        for name in descriptions.names().filter(|name| !name.starts_with('=')) {
            let text = descriptions.of(&name.split('.').collect::<Vec<_>>()).unwrap();
            assert!(
                text.ends_with('.') && text.matches('`').count().is_multiple_of(2),
                "{language:?} {name}: {text}"
            );
            assert!(text.chars().next().is_some_and(|c| c.is_uppercase() || c == '`'), "{name}: {text}");
        }
    }
}

#[test]
fn words_to_choose_from_are_all_told() {
    for language in [Language::Polish, Language::English] {
        let descriptions = Descriptions::read(language);
        for (path, question) in all_keys() {
            if let Shape::Choice(allowed) = question.shape.one() {
                let text = descriptions.of(&path).unwrap();
                for word in allowed {
                    assert!(text.contains(&format!("`{word}`")), "{language:?} {path:?}: {word}");
                }
            }
        }
    }
}

#[test]
fn readers_tell_every_key_that_is_known_to_be_theirs() {
    for kind in KINDS {
        let asked = kronika::kinds::keys_of(kind);
        for key in kind.own_keys {
            assert!(asked.keys.iter().any(|question| question.key == *key), "{} has `{key}`", kind.id.0);
        }
        let required: Vec<&str> = asked.keys.iter().filter(|q| q.required).map(|q| q.key).collect();
        assert!(required.contains(&kind.title_key), "{}: {required:?}", kind.id.0);
        for key in asked.keys.iter().map(|question| question.key).filter(|key| *key != "title") {
            let misused = kind.misused.iter().any(|(misused, _)| *misused == key);
            assert!(!misused, "{} reads `{key}` and calls it misused", kind.id.0);
        }
    }
    let home = kronika::kinds::keys_of_home();
    assert!(home.keys.iter().all(|question| !question.required), "the home page needs nothing");
}

/// The site that `schema.mjs` holds the schemas against.
#[test]
fn what_a_strict_reader_of_yaml_would_refuse_is_right() {
    let files = build_clean(&options(&project().join("tests/sites/lenient")));
    assert!(files.len() > 30);
}

#[test]
fn schemas_are_as_they_were_last_read() {
    for (subject, name) in [("event", "event"), ("kronika.yaml", "site")] {
        let subject = Subject::named(subject).expect("a subject");
        let json = serde_json::to_string_pretty(&schema(subject, Language::Polish)).unwrap() + "\n";
        assert_golden(&project().join(format!("tests/golden/schema/{name}.pl.json")), json.as_bytes());
    }
}

/// Standard output, standard error and exit status of `kronika schema` in a folder.
fn run(folder: &str, arguments: &[&str], locale: &str) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kronika"));
    command.arg("schema").args(arguments).current_dir(project().join(folder));
    command.env_remove("LC_MESSAGES").env_remove("LANG").env("LC_ALL", locale);
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

#[test]
fn the_command_prints_a_schema_in_the_language_of_the_site() {
    for (folder, arguments, locale, title) in [
        ("tests/sites/english", &["event"][..], "pl_PL.UTF-8", "Event"),
        (".", &["events"], "C", "Wydarzenie"),
        (".", &["event", "--lang", "en"], "pl_PL.UTF-8", "Event"),
        ("src", &["event"], "pl_PL.UTF-8", "Wydarzenie"),
        ("src", &["event"], "C", "Event"),
        ("src", &["event", "--root", ".."], "C", "Wydarzenie"),
        ("src", &[], "C", "An entry of the record"),
        ("src", &["kronika.yaml"], "C", "Settings of the site (kronika.yaml)"),
        ("src", &["site"], "C", "Settings of the site (kronika.yaml)"),
        ("src", &["content/index.md"], "C", "The home page"),
        ("src", &["deklaracja.yaml"], "C", "The accessibility statement (deklaracja.yaml)"),
    ] {
        let (out, err, status) = run(folder, arguments, locale);
        assert_eq!((err.as_str(), status), ("", Some(0)), "{folder} {arguments:?}");
        let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(json["title"], title, "{folder} {arguments:?}");
        assert_eq!(json["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
    let (out, err, status) = run("src", &["evnt"], "C");
    assert_eq!((out.as_str(), status), ("", Some(2)));
    assert!(err.contains("event") && err.contains("statement"), "{err}");
}
