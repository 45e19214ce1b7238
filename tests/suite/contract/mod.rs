//! The theme contract: `docs/theme-contract.md` is written from the view structs and the default theme's
//! templates, and has to be as they are. After a change run the tests with `BLESS=1`, and read what changed.

mod document;
mod source;
mod templates;
mod types;

use crate::common::{assert_golden, project};

#[test]
fn the_contract_is_as_the_views_and_templates_are() {
    let contract = source::read();
    assert!(contract.pages.len() > 8 && contract.details.len() == kronika::kinds::KINDS.len());
    let text = document::write(&contract, &templates::read("default"));
    assert!(contract.everywhere.len() >= 3);
    let named = |name: &String| {
        text.lines().any(|line| line.starts_with("| every page") && line.contains(&format!("`{name}`")))
    };
    assert!(contract.everywhere.iter().all(named), "say what every page gets: {:?}", contract.everywhere);
    assert_golden(&project().join("docs/theme-contract.md"), text.as_bytes());
}

#[test]
fn every_field_that_templates_see_is_explained() {
    let contract = source::read();
    let mut faults = contract.faults.clone();
    for name in contract.reached() {
        let view = &contract.views[name];
        if view.doc.is_empty() {
            faults.push(format!("{}: `{name}` has no doc comment", view.file));
        }
        for field in &view.fields {
            let place = format!("{}: `{name}.{}`", view.file, field.name);
            if field.doc.is_empty() {
                faults.push(format!("{place} has no doc comment"));
            }
            if field.kind.words().contains("unknown (") {
                faults.push(format!("{place}: the contract has no words for its type"));
            }
            match field.kind.view() {
                Some(inner) if !contract.views.contains_key(inner) => {
                    faults.push(format!("{place}: `{inner}` is not serialised by `#[derive(Serialize)]`"));
                }
                _ => {}
            }
            if field.kind == types::Type::Detail && (name, field.name.as_str()) != ("EntryView", "detail") {
                faults
                    .push(format!("{place} is a bare `tera::Value`: use `Shared<T>`, `Html` or the struct"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_page_of_the_program_has_a_template() {
    let names: Vec<String> = templates::read("default").into_iter().map(|template| template.name).collect();
    let contract = source::read();
    for given in contract.pages.iter().chain(&contract.blocks) {
        let Some(template) = &given.template else { continue };
        assert!(names.contains(template), "there is no {template}");
    }
}

#[test]
fn templates_name_only_fields_of_the_contract() {
    let mut contract = source::read();
    let mut unknown = Vec::new();
    let mut checked = 0;
    for theme in std::fs::read_dir(project().join("themes")).unwrap() {
        for template in templates::read(&theme.unwrap().file_name().to_string_lossy()) {
            set_detail(&mut contract, template.name.trim_end_matches(".html"));
            let (count, found) = templates::unknown_fields(&template, &contract);
            checked += count;
            unknown.extend(found);
        }
    }
    assert!(checked > 200, "fields were checked: {checked}");
    assert!(unknown.is_empty(), "\n{}", unknown.join("\n"));
}

/// In the template of a kind, `entry.detail` is that kind's data.
fn set_detail(contract: &mut source::Contract, kind: &str) {
    let view = contract.details.get(kind).cloned().flatten();
    let entry = contract.views.get_mut("EntryView").expect("EntryView");
    let detail = entry.fields.iter_mut().find(|field| field.name == "detail").expect("detail");
    detail.kind = view.map_or(types::Type::Detail, types::Type::View);
}

#[test]
fn a_field_that_is_not_there_is_found() {
    let text = r#"{% extends "entry.html" %}{{ entry.tytul }}{{ entry.when.text }}{{ page.breadcrumbs[0].name }}
{%- for card in entry.related %}{{ card.title }}{{ card.titel }}{{ t(key="card.none") }}{% endfor %}"#;
    let template = templates::Template {
        name: "event.html".to_owned(),
        text: text.to_owned(),
        extends: Some("entry.html".to_owned()),
        blocks: Vec::new(),
    };
    let (_, unknown) = templates::unknown_fields(&template, &source::read());
    assert_eq!(
        unknown,
        ["event.html: `entry.tytul`", "event.html: `page.breadcrumbs.[].name`", "event.html: `card.titel`"]
    );
}
