//! What the template engine complains of, as a diagnostic at its place in the template: [`failure`]. Its sentences are
//! recognised by their form and said again in plain words; one of an unknown form is passed on as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use tera::ErrorKind;

use super::{layers, texts, unprefixed};
use crate::diag::{Code, Diagnostic, Place, Severity, Source, codes, did_you_mean, nearest, quoted_list};
use crate::path::SourcePath;
use crate::words;
use crate::words::Words;

/// Templates by their name with its layer.
type Sources = BTreeMap<String, Arc<Source>>;

/// The engine's error as a diagnostic at its place in the template. `about` names the page being made.
pub(super) fn failure(error: &tera::Error, sources: &Sources, code: Code, about: Option<&str>) -> Diagnostic {
    let hint_of_page = about
        .map(|about| words!("it happened while {about} was made", "stało się to przy tworzeniu: {about}"));
    let made = |place: Place, code: Code, said: Said| {
        let mut diagnostic = Diagnostic::at(Severity::Error, code, place, said.message);
        diagnostic.hints = said.hints;
        if diagnostic.hints.is_empty() {
            diagnostic.hints.push(mend());
        }
        diagnostic.hint_if(hint_of_page.clone())
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)
            if sources.contains_key(report.filename()) =>
        {
            let source = &sources[report.filename()];
            let code = if report.message().contains(texts::MISSING) { codes::TEXT_MISSING } else { code };
            let mut said = say(report.message(), sources);
            if said.hints.is_empty() && source.path.as_str().starts_with("templates/") {
                said.hints.push(words!(
                    "mend the template, or remove it to use the theme's",
                    "popraw szablon albo usuń go, a użyty zostanie szablon motywu",
                ));
            }
            made(Place::Text(source.clone(), span_of(source, report.span())), code, said)
        }
        ErrorKind::CircularInclude { include_chain, .. } => {
            let (place, said) = circular("include", include_chain, sources);
            made(place, code, said)
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let chain: Vec<String> = std::iter::once(tpl).chain(inheritance_chain).cloned().collect();
            let (place, said) = circular("extends", &chain, sources);
            made(place, code, said)
        }
        ErrorKind::MissingParent { current, parent } => {
            let place = tag(current, "extends", parent, sources).unwrap_or_else(|| file_of(current, sources));
            let near = nearest(parent, sources.keys().filter_map(|name| unprefixed(name)));
            let message = words!("there is no template `{parent}`", "nie ma szablonu `{parent}`");
            made(place, code, Said { message, hints: did_you_mean(near).into_iter().collect() })
        }
        _ => {
            let text = error.to_string();
            let first = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
            let place = if first.contains("recursion depth") { endless_component(sources) } else { None };
            let place = place
                .or_else(|| text.lines().find_map(|line| line_named(line, sources)))
                .unwrap_or_else(|| Place::File(SourcePath::new("templates")));
            made(place, code, say(first, sources))
        }
    }
}

/// A message and what to do.
struct Said {
    message: Words,
    hints: Vec<Words>,
}

/// A sentence of the engine in plain words.
fn say(sentence: &str, sources: &Sources) -> Said {
    let name = sentence.split('`').nth(1).unwrap_or_default();
    let available = sentence.split_once(" Available ").and_then(|(_, list)| list.split_once(": "));
    let known: Vec<&str> = available.map_or_else(Vec::new, |(_, list)| list.split(", ").collect());
    let plain = |message: Words, candidates: Vec<&str>| Said {
        message,
        hints: did_you_mean(nearest(name, candidates)).into_iter().collect(),
    };
    let starts = |words: &str| sentence.starts_with(words);
    let template_names = || sources.keys().filter_map(|name| unprefixed(name)).collect::<Vec<_>>();
    if starts("Variable `") || starts("Field `") {
        let message = if starts("Variable") {
            words!("there is no variable `{name}` here", "nie ma tu zmiennej `{name}`")
        } else {
            words!("there is no field `{name}` here", "nie ma tu pola `{name}`")
        };
        let mut said = plain(message, known.clone());
        if said.hints.is_empty() && !known.is_empty() {
            let list = quoted_list(known.into_iter().take(MOST_NAMED));
            said.hints.push(words!("there are {list}", "są tu: {list}", list));
        }
        said
    } else if starts("Tried to render a variable that is undefined") {
        plain(words!("this value does not exist", "ta wartość nie istnieje"), Vec::new())
    } else if starts("Unknown filter `") {
        plain(words!("there is no filter `{name}`", "nie ma filtra `{name}`"), Vec::new())
    } else if starts("Unknown test `") {
        plain(words!("there is no test `{name}`", "nie ma testu `{name}`"), Vec::new())
    } else if starts("Unknown function `") {
        plain(words!("there is no function `{name}`", "nie ma funkcji `{name}`"), Vec::new())
    } else if starts("Unknown component `") {
        let components = components(sources);
        let candidates = components.keys().copied().collect();
        plain(words!("there is no component `{name}`", "nie ma komponentu `{name}`"), candidates)
    } else if starts("Unknown template `") {
        plain(words!("there is no template `{name}`", "nie ma szablonu `{name}`"), template_names())
    } else if starts("Block `") && sentence.contains("not defined in any parent") {
        plain(
            words!(
                "no template that this one extends has a block `{name}`",
                "żaden szablon, który ten rozszerza, nie ma bloku `{name}`"
            ),
            Vec::new(),
        )
    } else if starts("Missing keyword argument `") {
        plain(words!("the argument `{name}` is missing", "brakuje argumentu `{name}`"), Vec::new())
    } else if sentence.contains("recursion depth") {
        plain(
            words!("this component draws itself without end", "ten komponent rysuje sam siebie bez końca"),
            Vec::new(),
        )
    } else if sentence.contains(texts::MISSING) {
        missing_text(sentence, name)
    } else {
        plain(words!("{sentence}", "szablonu nie da się użyć: {sentence}"), Vec::new())
    }
}

/// Most names that a hint lists.
const MOST_NAMED: usize = 12;

fn missing_text(sentence: &str, key: &str) -> Said {
    let message = match sentence.split('`').nth(3) {
        Some(form) => words!(
            "the theme has no text `{key}` for the plural form `{form}`",
            "motyw nie ma tekstu `{key}` w formie `{form}`"
        ),
        None => words!("the theme has no text `{key}`", "motyw nie ma tekstu `{key}`"),
    };
    let hint = words!(
        "correct the key, or add the text to `i18n/` of your site",
        "popraw klucz albo dodaj ten tekst w katalogu `i18n/` witryny"
    );
    Said { message, hints: vec![hint] }
}

fn mend() -> Words {
    words!("mend the template", "popraw szablon")
}

/// Templates that include or extend each other in a circle: the place is the tag, rather in a template of the site, that
/// leads on in the circle. The last of the chain stands in it before.
fn circular(word: &str, chain: &[String], sources: &Sources) -> (Place, Said) {
    let start = chain.last().and_then(|last| chain.iter().position(|name| name == last)).unwrap_or(0);
    let circle = &chain[start..];
    let around = circle.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" → ");
    let message = match word {
        "include" => words!(
            "templates include each other in a circle: {around}",
            "szablony wstawiają się nawzajem w koło: {around}"
        ),
        _ => words!(
            "templates extend each other in a circle: {around}",
            "szablony rozszerzają się nawzajem w koło: {around}"
        ),
    };
    let mut pairs: Vec<(&String, &String)> = circle.iter().zip(circle.iter().skip(1)).collect();
    pairs.sort_by_key(|(from, _)| !from.starts_with(layers::PREFIXES[0]));
    let place = pairs.iter().find_map(|(from, to)| tag(from, word, to, sources));
    let place = place
        .or_else(|| pairs.first().map(|(from, _)| file_of(from, sources)))
        .unwrap_or_else(|| Place::File(SourcePath::new("templates")));
    let below = pairs.first().filter(|_| word == "extends").and_then(|(_, to)| {
        let name = unprefixed(to)?;
        let of = layers::PREFIXES.iter().skip(1).map(|prefix| format!("{prefix}{name}"));
        of.into_iter().find(|name| sources.contains_key(name))
    });
    let hint = match below {
        Some(below) => words!(
            "to extend the theme's own, write `{{% extends \"{below}\" %}}`",
            "żeby rozszerzyć szablon motywu, wpisz `{{% extends \"{below}\" %}}`"
        ),
        None => words!("take this tag out", "usuń ten znacznik"),
    };
    (place, Said { message, hints: vec![hint] })
}

/// The place of the tag in a template that names another one, with its layer or without.
fn tag(template: &str, word: &str, target: &str, sources: &Sources) -> Option<Place> {
    let source = sources.get(template)?;
    let text = source.text.as_str();
    text.match_indices(word).find_map(|(at, _)| {
        let rest = &text[at + word.len()..];
        let name = rest.trim_start();
        let quote = name.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
        let written = name[1..].split(quote).next()?;
        let end = text.len() - name.len() + written.len() + 2;
        (written == target || unprefixed(target) == Some(written))
            .then(|| Place::Text(source.clone(), at..end.min(text.len())))
    })
}

fn file_of(template: &str, sources: &Sources) -> Place {
    match sources.get(template) {
        Some(source) => Place::Text(source.clone(), 0..source.text.lines().next().map_or(0, str::len)),
        None => Place::File(SourcePath::new("templates")),
    }
}

/// A line of the engine's report that names a place: `--> site/page.html:2:5`.
fn line_named(line: &str, sources: &Sources) -> Option<Place> {
    let (name, rest) = line.trim().strip_prefix("--> ")?.split_once(':')?;
    let line: usize = rest.split(':').next()?.parse().ok()?;
    let source = sources.get(name)?;
    let start = source.line_start(line)?;
    let length = source.text[start..].lines().next().map_or(0, str::len);
    Some(Place::Text(source.clone(), start..start + length))
}

/// Where components are defined: by name, the template and the place of the body of each.
fn components(sources: &Sources) -> BTreeMap<&str, (&Arc<Source>, Range<usize>)> {
    let mut found: BTreeMap<&str, (&Arc<Source>, Range<usize>)> = BTreeMap::new();
    // The strongest layer's is the one that is used.
    let of_layer = |prefix: &'static str| sources.iter().filter(move |(name, _)| name.starts_with(prefix));
    for (_, source) in layers::PREFIXES.iter().flat_map(|prefix| of_layer(prefix)) {
        let text = source.text.as_str();
        for (at, word) in text.match_indices("component ").filter(|(at, _)| !text[..*at].ends_with("end")) {
            let start = at + word.len();
            let length = text[start..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(0);
            let end = text[start..].find("endcomponent").map_or(text.len(), |end| start + end);
            let is_tag = text[..at].trim_end().ends_with(['%', '-']) && length > 0;
            if is_tag {
                found.entry(&text[start..start + length]).or_insert((source, start + length..end));
            }
        }
    }
    found
}

/// The call by which a component comes back to itself; rather in a template of the site.
fn endless_component(sources: &Sources) -> Option<Place> {
    let components = components(sources);
    let calls = |name: &str| -> Vec<(&str, Range<usize>)> {
        let Some((source, body)) = components.get(name) else { return Vec::new() };
        let text = &source.text[body.clone()];
        let called = text.match_indices('<').filter_map(|(at, _)| {
            let rest = &text[at + 1..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
            let (known, _) = components.get_key_value(&rest[..end])?;
            Some((*known, body.start + at..body.start + at + 1 + end))
        });
        called.collect()
    };
    let reaches = |from: &str, to: &str| {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open = vec![from.to_owned()];
        while let Some(next) = open.pop() {
            if next == to {
                return true;
            }
            for (called, _) in calls(&next) {
                if seen.insert(components.get_key_value(called).map_or("", |(name, _)| name)) {
                    open.push(called.to_owned());
                }
            }
        }
        false
    };
    let mut names: Vec<&str> = components.keys().copied().collect();
    names.sort_by_key(|name| !components[name].0.path.as_str().starts_with("templates/"));
    names.into_iter().find_map(|name| {
        let (_, place) = calls(name).into_iter().find(|(called, _)| reaches(called, name))?;
        Some(Place::Text(components[name].0.clone(), place))
    })
}

/// The engine counts lines from 1 and columns, in characters, from 0.
fn span_of(source: &Source, span: &tera::Span) -> Range<usize> {
    let offset = |line: usize, column: usize| {
        let start = source.line_start(line.max(1)).unwrap_or(source.text.len());
        let rest = &source.text[start..];
        start + rest.char_indices().nth(column).map_or(rest.lines().next().map_or(0, str::len), |(at, _)| at)
    };
    let start = offset(span.start_line, span.start_col);
    start..offset(span.end_line, span.end_col).max(start + 1).min(source.text.len().max(start))
}
