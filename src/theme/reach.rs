//! What a template reaches: itself in all its layers and everything it may extend, include or call. Names are found
//! by looking at the text, so the reach may be too wide, never too narrow: Tera takes only literals for the names of
//! templates and components.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::{layers, unprefixed};
use crate::diag::Source;

/// A fingerprint of each template with all that it reaches, by its name without its layer.
pub(super) fn fingerprints(sources: &BTreeMap<String, Arc<Source>>) -> BTreeMap<String, u64> {
    let mut components: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, source) in sources {
        for component in words_after(&source.text, "component") {
            components.entry(component).or_default().insert(name);
        }
    }
    let direct: BTreeMap<&str, BTreeSet<&str>> = sources
        .iter()
        .map(|(name, source)| (name.as_str(), named_in(&source.text, sources, &components)))
        .collect();
    let names: BTreeSet<&str> = sources.keys().filter_map(|name| unprefixed(name)).collect();
    names.into_iter().map(|name| (name.to_owned(), fingerprint(name, sources, &direct))).collect()
}

fn fingerprint(
    name: &str,
    sources: &BTreeMap<String, Arc<Source>>,
    direct: &BTreeMap<&str, BTreeSet<&str>>,
) -> u64 {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = in_layers(name, sources).collect();
    while let Some(next) = open.pop() {
        if reached.insert(next) {
            open.extend(direct.get(next).into_iter().flatten());
        }
    }
    let mut hasher = DefaultHasher::new();
    for name in reached {
        (name, sources.get(name).map(|source| &source.text)).hash(&mut hasher);
    }
    hasher.finish()
}

/// The templates of this name, by layer; a name with its layer means that one.
fn in_layers<'s>(name: &str, sources: &'s BTreeMap<String, Arc<Source>>) -> impl Iterator<Item = &'s str> {
    let prefixes = layers::PREFIXES.iter().chain([&""]);
    let names: Vec<String> = prefixes.map(|prefix| format!("{prefix}{name}")).collect();
    names.into_iter().filter_map(|name| sources.get_key_value(&name).map(|(name, _)| name.as_str()))
}

/// The templates that a text may mean: those it has in quotes, and those with a component it has after `<`.
fn named_in<'s>(
    text: &str,
    sources: &'s BTreeMap<String, Arc<Source>>,
    components: &BTreeMap<&'s str, BTreeSet<&'s str>>,
) -> BTreeSet<&'s str> {
    let mut found = BTreeSet::new();
    for quoted in text.split(['"', '\'', '`']) {
        found.extend(in_layers(quoted, sources));
    }
    for call in words_after(text, "<") {
        found.extend(components.get(call).into_iter().flatten());
    }
    found
}

/// The template that a text extends: `extends` stands in its first tag.
pub(super) fn extended(text: &str) -> Option<&str> {
    let (_, tag) = text.split_once("{%")?;
    let name = tag.trim_start_matches('-').trim_start().strip_prefix("extends")?.trim_start();
    let quote = name.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    name[1..].split(quote).next()
}

/// The names that follow a word or sign, with nothing but spaces between.
fn words_after<'t>(text: &'t str, sign: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(sign).skip(1).map(|rest| {
        let rest = rest.trim_start();
        let end =
            rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.')).unwrap_or(rest.len());
        &rest[..end]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SourcePath;

    fn table(templates: &[(&str, &str)]) -> BTreeMap<String, Arc<Source>> {
        let source = |text: &str| Source::new(SourcePath::new("t"), text.to_owned());
        templates.iter().map(|(name, text)| ((*name).to_owned(), source(text))).collect()
    }

    fn changed(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<String> {
        let (before, after) = (fingerprints(&table(before)), fingerprints(&table(after)));
        after
            .iter()
            .filter(|(name, print)| before.get(*name) != Some(print))
            .map(|(name, _)| name.clone())
            .collect()
    }

    #[test]
    fn a_change_reaches_those_who_extend_include_or_call() {
        let base = ("default/base.html", "{% block x %}{% endblock %}");
        let event = ("default/event.html", "{% extends \"base.html\" %}{{ <card card={c} /> }}");
        let parts = ("default/components/cards.html", "{% component card(card) %}a{% endcomponent card %}");
        let other = ("default/other.html", "<p>card</p>{% include 'small.html' %}");
        let small = ("default/small.html", "1");
        let all = [base, event, parts, other, small];
        let with = |name: &str, text: &'static str| {
            all.map(|(other, before)| if other == name { (other, text) } else { (other, before) })
        };
        assert_eq!(changed(&all, &all), [""; 0]);
        assert_eq!(changed(&all, &with("default/base.html", "2")), ["base.html", "event.html"]);
        let cards =
            with("default/components/cards.html", "{% component card(card) %}b{% endcomponent card %}");
        assert_eq!(changed(&all, &cards), ["components/cards.html", "event.html"]);
        assert_eq!(changed(&all, &with("default/small.html", "2")), ["other.html", "small.html"]);
        let own =
            [base, event, parts, other, small, ("site/base.html", "{% extends \"default/base.html\" %}")];
        assert_eq!(changed(&all, &own), ["base.html", "event.html"]);
    }
}
