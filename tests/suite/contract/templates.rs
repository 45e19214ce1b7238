//! The templates' side of the contract: what each extends, which blocks it has, which components there are, and
//! whether the fields that templates name exist.

use std::collections::BTreeMap;

use super::source::{Contract, Given};
use super::types::Type;
use crate::common::project;

/// A template of the default theme.
#[derive(Debug)]
pub(super) struct Template {
    /// Its name, from `templates/`.
    pub(super) name: String,
    pub(super) text: String,
    pub(super) extends: Option<String>,
    pub(super) blocks: Vec<String>,
}

/// A component: its name, what it takes, and the comment above it.
#[derive(Debug)]
pub(super) struct Component {
    pub(super) name: String,
    pub(super) arguments: String,
    pub(super) about: String,
}

/// Templates of a theme of the repository, by name.
pub(super) fn read(theme: &str) -> Vec<Template> {
    let base = project().join("themes").join(theme).join("templates");
    let mut found = Vec::new();
    let mut open = vec![base.clone()];
    while let Some(folder) = open.pop() {
        for item in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = item.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(&base).unwrap().to_string_lossy().replace('\\', "/");
            let extends = between(&text, "{% extends \"", "\"").next().map(str::to_owned);
            let blocks =
                tags(&text).filter_map(|tag| tag.strip_prefix("block ")).map(str::to_owned).collect();
            found.push(Template { name, text, extends, blocks });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The components a template defines.
pub(super) fn components(template: &Template) -> Vec<Component> {
    let mut found = Vec::new();
    for (at, _) in template.text.match_indices("{% component ") {
        let head = &template.text[at + "{% component ".len()..];
        let (name, rest) = head.split_once('(').expect("arguments of a component");
        let (arguments, _) = rest.split_once(')').expect("arguments of a component");
        let above = template.text[..at].trim_end();
        let comment = above.strip_suffix("-#}").and_then(|above| above.rsplit_once("{#-"));
        let about = comment.map_or("", |(_, comment)| comment.trim()).to_owned();
        found.push(Component { name: name.to_owned(), arguments: arguments.to_owned(), about });
    }
    found
}

/// Fields that a template names and the contract does not have, as `template: path`.
pub(super) fn unknown_fields(template: &Template, contract: &Contract) -> (usize, Vec<String>) {
    let mut names = given(template, contract);
    let (mut checked, mut unknown) = (0, Vec::new());
    for tag in tags(&template.text) {
        let tag = without_strings(tag);
        for (name, source, of_item) in bindings(&tag) {
            let kind = resolve(&source, &names, contract).unwrap_or(None);
            let kind = if of_item { kind.and_then(item_of) } else { kind };
            match kind {
                Some(kind) => names.insert(name, kind),
                None => names.remove(&name),
            };
        }
        for path in paths(&tag) {
            checked += usize::from(path.len() > 1 && names.contains_key(&path[0]));
            if resolve(&path, &names, contract).is_err() {
                unknown.push(format!("{}: `{}`", template.name, path.join(".")));
            }
        }
    }
    (checked, unknown)
}

/// The names a template has from the start.
fn given(template: &Template, contract: &Contract) -> BTreeMap<String, Type> {
    let view = |name: &str| Type::View(name.to_owned());
    let mut names =
        BTreeMap::from([("site".to_owned(), view("SiteView")), ("page".to_owned(), view("PageView"))]);
    let of_entry = |given: &&Given| given.template.is_none();
    let by_name = |given: &&Given| given.template.as_deref() == Some(&*template.name);
    let entry_page = template.extends.as_deref().is_some_and(|name| !name.ends_with("base.html"))
        || template.name == "entry.html";
    for given in contract.pages.iter().filter(|given| by_name(given) || entry_page && of_entry(given)) {
        names.insert(given.name.clone(), view(&given.view));
    }
    for given in contract.blocks.iter().filter(by_name) {
        names.insert(given.name.clone(), view(&given.view));
    }
    names
}

/// Where a path leads: `Err` where a field is not in the contract, `None` where nothing is known of it.
fn resolve(path: &[String], names: &BTreeMap<String, Type>, contract: &Contract) -> Result<Option<Type>, ()> {
    let Some(mut kind) = path.first().and_then(|first| names.get(first)).cloned() else { return Ok(None) };
    for name in &path[1..] {
        while let Type::Optional(inner) = kind {
            kind = *inner;
        }
        kind = match (kind, name.as_str()) {
            (Type::List(item) | Type::Table(item), "[]") => *item,
            (Type::Table(item), _) => *item,
            (Type::View(view), _) => {
                let view = contract.views.get(&view).ok_or(())?;
                view.fields
                    .iter()
                    .find(|field| field.name == *name)
                    .map(|field| field.kind.clone())
                    .ok_or(())?
            }
            (Type::Detail | Type::Unknown(_), _) => return Ok(None),
            _ => return Err(()),
        };
    }
    Ok(Some(kind))
}

fn item_of(kind: Type) -> Option<Type> {
    match kind {
        Type::List(item) => Some(*item),
        Type::Optional(inner) => item_of(*inner),
        _ => None,
    }
}

/// `set a = b.c` and `for a in b.c`, wherever they stand in a tag; with `for`, the name is an item's.
fn bindings(tag: &str) -> Vec<(String, Vec<String>, bool)> {
    let words: Vec<&str> = tag.split_whitespace().collect();
    let mut found = Vec::new();
    for part in words.windows(4) {
        let [keyword, name, link, source] = part else { continue };
        let fits = *keyword == "set" && *link == "=" || *keyword == "for" && *link == "in";
        let alone =
            tag.starts_with("for ") || tag.starts_with("set ") && words.len() == 4 || *keyword == "for";
        if fits && alone {
            let source = source.trim_end_matches([']', ')', ',']);
            let path = paths(source).into_iter().next().unwrap_or_default();
            found.push(((*name).to_owned(), path, *keyword == "for"));
        }
    }
    found
}

/// Every dotted path in a tag; `[…]` is a step to an item.
fn paths(tag: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut rest = tag;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        if end > 0 {
            path.push(rest[..end].to_owned());
            rest = &rest[end..];
            while rest.starts_with('[') {
                path.push("[]".to_owned());
                rest = rest.split_once(']').map_or("", |(_, rest)| rest);
            }
            if rest.starts_with('.') && rest[1..].starts_with(is_name) {
                rest = &rest[1..];
                continue;
            }
            found.push(std::mem::take(&mut path));
            continue;
        }
        rest = &rest[first.len_utf8()..];
    }
    found.retain(|path| !path[0].starts_with(|c: char| c.is_ascii_digit()));
    found
}

/// What stands in `{{ }}` and `{% %}`.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    let open = text.match_indices("{{").map(|(at, _)| (at, "}}"));
    let mut places: Vec<(usize, &str)> =
        open.chain(text.match_indices("{%").map(|(at, _)| (at, "%}"))).collect();
    places.sort_unstable();
    places.into_iter().filter_map(move |(at, close)| {
        let (tag, _) = text[at + 2..].split_once(close)?;
        Some(tag.trim_start_matches('-').trim_end_matches('-').trim())
    })
}

fn without_strings(tag: &str) -> String {
    tag.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
}

fn between<'t>(text: &'t str, open: &'t str, close: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(open).skip(1).filter_map(move |rest| rest.split_once(close).map(|(found, _)| found))
}
