//! Texts of the interface: `i18n/<language>.yaml`, nested keys, plural forms by CLDR category, `{name}` for
//! what is filled in.
//!
//! ```yaml
//! count:
//!   events: {one: "{n} wydarzenie", few: "{n} wydarzenia", many: "{n} wydarzeń", other: "{n} wydarzenia"}
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::layers::Layers;
use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics, Source, codes, nearest, quoted_list};
use crate::front::mapping;
use crate::reads::{self, Question};
use crate::words;
use crate::words::{Phrase, phrase};
use crate::yaml::{Key, Node, Value};

/// How the message of a missing text begins.
pub(super) const MISSING: &str = "the theme has no text";

/// Where the site's own tables lie.
const OWN: &str = "i18n/";

const TABLE: Phrase = phrase("a table of texts", "tabela tekstów");

/// CLDR's plural categories.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// A text: one form, or a form for each plural category.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Text {
    Plain(String),
    Plural(BTreeMap<String, String>),
}

/// All texts of one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    table: Arc<BTreeMap<String, (u32, Text)>>,
}

/// Lays the tables of the site's language over one another. A language that the default theme does not
/// speak needs a table of its own; what it leaves out is an error for each text.
pub(super) fn load(layers: &Layers, config: &Config, diagnostics: &mut Diagnostics) -> Option<Texts> {
    let language = config.language.split('-').next().unwrap_or_default();
    let mut table = BTreeMap::new();
    let Some(sources) = layers.tables.get(&config.language).or_else(|| layers.tables.get(language)) else {
        let known = quoted_list(layers.tables.keys().map(String::as_str));
        let wanted = &config.language;
        let message = words!("the theme does not speak `{wanted}`", "motyw nie zna języka `{wanted}`");
        diagnostics.push(
            Diagnostic::error(codes::TEXT_MISSING, &config.source, config.language_span.clone(), message)
                .hint(words!("set `language:` to {known}", "ustaw `language:` na {known}", known))
                .hint(words!(
                    "or put the theme's texts in your language into `i18n/{language}.yaml`",
                    "albo umieść teksty motywu w swoim języku w pliku `i18n/{language}.yaml`",
                )),
        );
        return None;
    };
    for source in sources {
        let pairs = mapping(source, 0..source.text.len(), TABLE, diagnostics)?;
        collect("", &pairs, source, &mut table, diagnostics);
    }
    if let Some(complete) = layers.tables.get("en").and_then(|sources| sources.first()) {
        let pairs = mapping(complete, 0..complete.text.len(), TABLE, diagnostics)?;
        let mut wanted = BTreeMap::new();
        collect("", &pairs, complete, &mut wanted, diagnostics);
        for key in wanted.keys().filter(|key| !table.contains_key(*key)) {
            let source = sources.last().unwrap_or(complete);
            let language = &config.language;
            let message = words!(
                "{MISSING} `{key}` in `{language}`",
                "motyw nie ma tekstu `{key}` w języku `{language}`"
            );
            diagnostics.push(Diagnostic::error(codes::TEXT_MISSING, source, 0..0, message).hint(words!(
                "add `{key}` to this file, nested by its dots",
                "dodaj `{key}` do tego pliku, każdą część po kropce z wcięciem pod poprzednią",
            )));
        }
    }
    let mut known = None;
    for source in sources.iter().filter(|source| source.path.as_str().starts_with(OWN)) {
        let known = known.get_or_insert_with(|| Known {
            keys: known_texts(layers),
            asked: asked_texts(layers),
            searches: 0,
        });
        let pairs = mapping(source, 0..source.text.len(), TABLE, &mut Diagnostics::new()).unwrap_or_default();
        misspelt("", &pairs, source, known, diagnostics);
    }
    let numbered = (0..).zip(table).map(|(number, (key, text))| (key, (number, text))).collect();
    (!diagnostics.has_errors()).then(|| Texts { table: Arc::new(numbered) })
}

/// The names of all texts of the theme, without the site's own.
fn known_texts(layers: &Layers) -> BTreeSet<String> {
    let tables = layers.tables.values().flatten().filter(|table| !table.path.as_str().starts_with(OWN));
    let keys = tables.flat_map(|table| {
        let pairs = mapping(table, 0..table.text.len(), TABLE, &mut Diagnostics::new());
        let mut texts = BTreeMap::new();
        collect("", &pairs.unwrap_or_default(), table, &mut texts, &mut Diagnostics::new());
        texts.into_keys()
    });
    keys.collect()
}

/// Texts that templates ask for: whatever stands in double quotes.
fn asked_texts(layers: &Layers) -> BTreeSet<&str> {
    layers.templates.values().flat_map(|template| template.text.split('"')).collect()
}

/// Most texts that are compared with all others for the nearest.
const SEARCH_LIMIT: usize = 200;

/// What texts there are.
struct Known<'a> {
    keys: BTreeSet<String>,
    asked: BTreeSet<&'a str>,
    searches: usize,
}

/// Texts of the site's own table that nothing asks for and that are a slip away from one the theme asks for.
fn misspelt(
    prefix: &str,
    pairs: &[(Key, Node)],
    source: &Arc<Source>,
    known: &mut Known<'_>,
    diagnostics: &mut Diagnostics,
) {
    for (key, node) in pairs {
        let name = if prefix.is_empty() { key.name.clone() } else { format!("{prefix}.{}", key.name) };
        match &node.value {
            Value::Mapping(forms)
                if !forms.iter().all(|(key, _)| CATEGORIES.contains(&key.name.as_str())) =>
            {
                misspelt(&name, forms, source, known, diagnostics);
            }
            _ => {
                if known.keys.contains(&name)
                    || known.asked.contains(name.as_str())
                    || known.searches == SEARCH_LIMIT
                {
                    continue;
                }
                known.searches += 1;
                let near = nearest(&name, known.keys.iter().map(String::as_str)).first().copied();
                if let Some(near) = near {
                    let message =
                        words!("nothing asks for the text `{name}`", "nic nie używa tekstu `{name}`",);
                    let hint = words!("did you mean `{near}`?", "czy chodziło o `{near}`?");
                    let place = key.span.clone();
                    diagnostics
                        .push(Diagnostic::warning(codes::TEXT_UNUSED, source, place, message).hint(hint));
                }
            }
        }
    }
}

/// Flattens nested keys: `count: {events: …}` becomes `count.events`.
fn collect(
    prefix: &str,
    pairs: &[(Key, Node)],
    source: &Arc<Source>,
    table: &mut BTreeMap<String, Text>,
    diagnostics: &mut Diagnostics,
) {
    for (key, node) in pairs {
        let name = if prefix.is_empty() { key.name.clone() } else { format!("{prefix}.{}", key.name) };
        match &node.value {
            Value::Scalar(text) => {
                table.insert(name, Text::Plain(text.clone()));
            }
            Value::Null => {
                table.insert(name, Text::Plain(String::new()));
            }
            Value::Mapping(forms) if forms.iter().all(|(key, _)| CATEGORIES.contains(&key.name.as_str())) => {
                if !forms.iter().any(|(key, _)| key.name == "other") {
                    let message = words!(
                        "the text `{name}` has no form `other`, which every number can need",
                        "tekst `{name}` nie ma formy `other`, która może być potrzebna każdej liczbie",
                    );
                    let place = node.span.clone();
                    diagnostics.push(
                        Diagnostic::error(codes::TEXT_MISSING, source, place, message)
                            .hint(words!("add a line `other: …`", "dodaj wiersz `other: …`")),
                    );
                }
                let forms = forms.iter().filter_map(|(key, node)| match &node.value {
                    Value::Scalar(text) => Some((key.name.clone(), text.clone())),
                    _ => None,
                });
                table.insert(name, Text::Plural(forms.collect()));
            }
            Value::Mapping(pairs) => collect(&name, pairs, source, table, diagnostics),
            Value::Sequence(_) => {
                let message = words!(
                    "the text `{name}` must be text or plural forms",
                    "`{name}` to ma być tekst albo formy liczby mnogiej",
                );
                let hint = words!("write `{name}: …` on one line", "wpisz `{name}: …` w jednym wierszu");
                let place = node.span.clone();
                diagnostics.push(Diagnostic::error(codes::WRONG_TYPE, source, place, message).hint(hint));
            }
        }
    }
}

impl Texts {
    /// The text of a key with its number; that it was asked for is noted.
    fn found(&self, key: &str) -> Option<&(u32, Text)> {
        let found = self.table.get(key);
        match found {
            Some((number, _)) => reads::note_text(*number),
            None => reads::ask(|| Question::NoText(key.to_owned())),
        }
        found
    }

    fn text(&self, key: &str) -> Option<&Text> {
        self.found(key).map(|(_, text)| text)
    }

    /// The numbers of the texts that differ from those of another table; none where the keys are not the same.
    pub fn differences(&self, other: &Texts) -> Option<BTreeSet<u32>> {
        if Arc::ptr_eq(&self.table, &other.table) {
            return Some(BTreeSet::new());
        }
        if !self.table.keys().eq(other.table.keys()) {
            return None;
        }
        let pairs = self.table.values().zip(other.table.values());
        Some(pairs.filter(|(a, b)| a.1 != b.1).map(|(a, _)| a.0).collect())
    }

    /// The number of a text in the table, for what is made of each text once.
    pub(super) fn number(&self, key: &str) -> Option<usize> {
        self.found(key).and_then(|(number, _)| usize::try_from(*number).ok())
    }

    /// All texts that need no values, each by its number; none for others.
    pub(super) fn whole(&self) -> Vec<Option<&str>> {
        let mut whole = vec![None; self.table.len()];
        for (number, text) in self.table.values() {
            let place = usize::try_from(*number).ok().and_then(|number| whole.get_mut(number));
            if let (Some(place), Text::Plain(text)) = (place, text) {
                *place = Some(text.as_str()).filter(|text| !text.contains('{'));
            }
        }
        whole
    }

    /// A text with its `{name}`s filled in.
    ///
    /// # Errors
    /// A message when there is no such text.
    pub fn get(&self, key: &str, values: &[(&str, &str)]) -> Result<String, String> {
        match self.text(key) {
            Some(Text::Plain(text)) => Ok(filled(text, values)),
            Some(Text::Plural(forms)) => Ok(filled(forms.get("other").map_or("", String::as_str), values)),
            None => Err(format!("{MISSING} `{key}`")),
        }
    }

    /// A text in the form for a plural category, its `{name}`s filled in.
    ///
    /// # Errors
    /// A message when there is no such text or no such form.
    pub fn plural(&self, key: &str, category: &str, values: &[(&str, &str)]) -> Result<String, String> {
        match self.text(key) {
            Some(Text::Plural(forms)) => match forms.get(category).or_else(|| forms.get("other")) {
                Some(text) => Ok(filled(text, values)),
                None => Err(format!("{MISSING} `{key}` for the plural form `{category}`")),
            },
            _ => self.get(key, values),
        }
    }

    /// A text as it stands in the table; its key where there is none (the table was checked when it was read).
    pub fn pattern(&self, key: &str) -> String {
        self.get(key, &[]).unwrap_or_else(|_| key.to_owned())
    }

    /// Names and texts directly below a key.
    pub fn keys_below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.table.iter().filter_map(move |(key, (_, text))| match text {
            Text::Plain(text) => Some((key.strip_prefix(prefix)?.strip_prefix('.')?, text.as_str())),
            Text::Plural(_) => None,
        })
    }

    /// A text, where there is one.
    pub fn find(&self, key: &str) -> Option<String> {
        self.get(key, &[]).ok()
    }
}

fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        out.push_str(before);
        let Some(close) = after.find('}') else {
            rest = after;
            break;
        };
        match values.iter().find(|(name, _)| *name == &after[1..close]) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&after[..=close]),
        }
        rest = &after[close + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_in_once() {
        assert_eq!(filled("{n} z {all}", &[("n", "{all}"), ("all", "5")]), "{all} z 5");
        assert_eq!(filled("od {date}", &[]), "od {date}");
        assert_eq!(filled("{ {n", &[("n", "1")]), "{ {n");
        assert_eq!(filled("Start {ś", &[]), "Start {ś", "an open brace before a letter of two bytes");
    }
}
