//! Invariants of the architecture that can be read off the source.

use std::path::Path;

use super::common::project;

/// Every Rust file below `src/` with its path and the part that is not tests.
pub(crate) fn sources() -> Vec<(String, String)> {
    let mut open = vec![project().join("src")];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for item in std::fs::read_dir(&folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((relative(&path), text));
            }
        }
    }
    found.sort();
    assert!(found.len() > 50, "the sources are there");
    found
}

fn relative(path: &Path) -> String {
    path.strip_prefix(project()).unwrap().to_string_lossy().replace('\\', "/")
}

/// The text without its tests, which may do what they like.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap()
}

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in sources() {
        assert!(text.starts_with("//!"), "{path} does not begin with `//!`");
    }
}

#[test]
fn files_stay_small_enough_to_read() {
    for (path, text) in sources().iter().filter(|(path, _)| !is_test(path)) {
        let lines = code(text).lines().count();
        assert!(lines <= 450, "{path} has {lines} lines; something in it wants its own room");
    }
}

#[test]
fn what_the_documents_show_and_link_to_is_there() {
    let mut checked = 0;
    for document in ["README.md", "README.pl.md", "ARCHITECTURE.md"] {
        let text = std::fs::read_to_string(project().join(document)).unwrap();
        // What stands as code is shown, not followed.
        let text: String = text.split("```").step_by(2).collect();
        let text: String = text.split('`').step_by(2).collect();
        let markdown = text.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
        let html = text.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for target in markdown.chain(html) {
            let path = target.split('#').next().unwrap_or("");
            if path.is_empty() || path.contains(':') {
                continue;
            }
            assert!(project().join(path).exists(), "{document} names {path}, which is not there");
            checked += 1;
        }
    }
    assert!(checked > 0, "there are links");
}

#[test]
fn only_one_module_names_a_yaml_crate() {
    for (path, text) in sources() {
        let names = text.contains("serde_yaml::") || text.contains("granit_parser::");
        assert!(!names || path.starts_with("src/yaml/"), "{path} names a YAML crate");
    }
}

#[test]
fn nothing_outside_kinds_names_a_kind() {
    let kinds: Vec<&str> = kronika::kinds::KINDS.iter().map(|kind| kind.id.0).collect();
    for (path, text) in sources().iter().filter(|(path, _)| !path.starts_with("src/kinds/") && !is_test(path))
    {
        for (number, line) in code(text).lines().enumerate() {
            let comment = line.trim_start().starts_with("//");
            for kind in &kinds {
                let uses = ["== {}", "!= {}", "{} =>", "KindId({})", "by_name({})", "by_name_or_folder({})"];
                let quoted = format!("\"{kind}\"");
                let named = uses.iter().any(|form| line.contains(&form.replace("{}", &quoted)));
                assert!(comment || !named, "{path}:{} names the kind {kind}", number + 1);
            }
        }
    }
}

#[test]
fn nothing_outside_outputs_names_an_output() {
    let outputs: Vec<String> = sources()
        .iter()
        .filter_map(|(path, _)| Some(path.strip_prefix("src/outputs/")?.strip_suffix(".rs")?.to_owned()))
        .collect();
    assert!(outputs.len() > 10);
    for (path, text) in
        sources().iter().filter(|(path, _)| !path.starts_with("src/outputs/") && !is_test(path))
    {
        for output in &outputs {
            assert!(!code(text).contains(&format!("outputs::{output}")), "{path} names the output {output}");
        }
    }
}

#[test]
fn stages_know_only_what_comes_before_them() {
    // A stage and the stages it must not know: the arrow of src/lib.rs, read backwards.
    let later = [
        (
            "src/source.rs",
            &["crate::site", "crate::outputs", "crate::render", "crate::write", "crate::view"][..],
        ),
        ("src/yaml/", &["crate::site", "crate::kinds", "crate::outputs", "crate::view", "crate::front"]),
        (
            "src/front/",
            &[
                "crate::site",
                "crate::outputs",
                "crate::render",
                "crate::write",
                "crate::view",
                "crate::theme",
            ],
        ),
        ("src/when/", &["crate::locale", "crate::site", "crate::kinds", "crate::config", "crate::diag"]),
        ("src/locale/", &["crate::site", "crate::kinds", "crate::config", "crate::theme"]),
        ("src/site/", &["crate::outputs", "crate::render", "crate::write", "crate::view"]),
        ("src/view/", &["crate::outputs", "crate::render", "crate::write"]),
        ("src/theme/", &["crate::site", "crate::outputs", "crate::view", "crate::render", "crate::write"]),
        ("src/outputs/", &["crate::write", "crate::cli"]),
        ("src/render.rs", &["crate::write", "crate::cli"]),
    ];
    for (path, text) in sources().iter().filter(|(path, _)| !is_test(path)) {
        for (_, forbidden) in later.iter().filter(|(stage, _)| path.starts_with(stage)) {
            for stage in *forbidden {
                assert!(!code(text).contains(stage), "{path} knows {stage}, which comes after it");
            }
        }
    }
}

#[test]
fn the_theme_speaks_both_languages_in_full() {
    let keys = |language: &str| -> Vec<String> {
        let text =
            std::fs::read_to_string(project().join(format!("themes/default/i18n/{language}.yaml"))).unwrap();
        let (Some(node), faults) = kronika::yaml::parse(&text) else { panic!("{language}.yaml") };
        assert!(faults.is_empty(), "{language}.yaml: {faults:?}");
        let mut keys = Vec::new();
        flatten("", &node.value, &mut keys);
        keys.sort();
        keys
    };
    let (polish, english) = (keys("pl"), keys("en"));
    assert!(polish.len() > 100);
    assert_eq!(polish, english);
}

/// Dotted keys; the forms of a plural count as one text.
fn flatten(prefix: &str, value: &kronika::yaml::Value, keys: &mut Vec<String>) {
    match value {
        kronika::yaml::Value::Mapping(pairs) => {
            let plural =
                pairs.iter().all(|(key, _)| ["one", "few", "many", "other"].contains(&key.name.as_str()));
            if plural {
                keys.push(prefix.to_owned());
                return;
            }
            for (key, value) in pairs {
                flatten(&format!("{prefix}.{}", key.name), &value.value, keys);
            }
        }
        _ => keys.push(prefix.to_owned()),
    }
}

#[test]
fn rooms_keep_to_themselves() {
    // A name, and where alone it may stand.
    let rooms = [
        ("hyper::", &["src/serve/"][..]),
        ("hyper_util::", &["src/serve/"]),
        ("tokio::", &["src/serve/"]),
        ("mime_guess::", &["src/serve/"]),
        ("notify::", &["src/watch/"]),
        ("html5gum::", &["src/check/"]),
        ("ureq::", &["src/check/external/"]),
        ("crate::check::", &["src/check/", "src/cli/"]),
        ("crate::serve", &["src/serve/", "src/cli/"]),
        ("crate::watch", &["src/watch/", "src/serve/", "src/cli/"]),
        ("crate::preview", &["src/preview/", "src/watch/", "src/serve/", "src/cli/"]),
    ];
    let sources = sources();
    for (name, allowed) in rooms {
        let named = |text: &str| {
            code(text).lines().any(|line| !line.trim_start().starts_with("//") && line.contains(name))
        };
        let named: Vec<&str> =
            sources.iter().filter(|(_, text)| named(text)).map(|(path, _)| path.as_str()).collect();
        assert!(!named.is_empty(), "{name} is used");
        for path in named {
            assert!(allowed.iter().any(|room| path.starts_with(room)), "{path} names {name}");
        }
    }
}
