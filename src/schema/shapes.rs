//! Shapes of answers → keywords of JSON Schema. A shape gives alternatives, each a schema of one type or several;
//! those that do not get in each other's way become one schema, for editors tell plainly what is wrong with
//! `{"type": ["string", "array"]}` and vaguely what is wrong with `anyOf`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::descriptions::Descriptions;
use crate::front::fields::questions::{Question, Questions, Shape};
use crate::when::{day_pattern, point_pattern, stamp_pattern, when_pattern};

/// Words of a flag, in any case.
const FLAG: [&str; 6] = ["true", "false", "tak", "nie", "yes", "no"];
/// Digits with blanks between them and a comma or point, as [`crate::front::Fields::number`] reads them.
const NUMBER: &str = r"(?:-\s*)?(?:[0-9][0-9\s]*(?:[.,][0-9\s]*)?|[.,]\s*[0-9][0-9\s]*)";
/// The same for whole numbers: after the comma is nothing but noughts.
const INTEGER: &str = r"(?:-\s*)?(?:[0-9][0-9\s]*(?:[.,][0\s]*)?|[.,]\s*0[0\s]*)";
const COUNT: &str = r"[0-9][0-9\s]*(?:[.,][0\s]*)?|[.,]\s*0[0\s]*";
/// A degree, in a list of two.
const DEGREES: &str = "-?[0-9]+(?:[.,][0-9]*)?";

/// Whether something must stand on a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Optional,
    Required,
}

/// Makes schemas and keeps those that are used by name.
pub(super) struct Maker<'d> {
    descriptions: &'d Descriptions,
    definitions: BTreeMap<String, Value>,
}

impl<'d> Maker<'d> {
    /// With the words of a language and nothing defined.
    pub(super) fn new(descriptions: &'d Descriptions) -> Self {
        Self { descriptions, definitions: BTreeMap::new() }
    }

    /// Everything defined so far, for `$defs`.
    pub(super) fn definitions(self) -> Map<String, Value> {
        self.definitions.into_iter().collect()
    }

    /// What the key at the path is for.
    pub(super) fn description(&self, path: &[&str]) -> &'d str {
        self.descriptions.of(path).unwrap_or_default()
    }

    /// Puts a schema among the definitions, under the shortest end of its path that is free or holds the same;
    /// gives the reference.
    pub(super) fn define(&mut self, path: &[&str], schema: Value) -> Value {
        let names = (0..path.len()).rev().map(|from| path[from..].join("."));
        let free = |name: &String| self.definitions.get(name).is_none_or(|known| *known == schema);
        let name = names.clone().find(free).unwrap_or_else(|| format!("{}.", path.join(".")));
        let reference = json!({"$ref": format!("#/$defs/{name}")});
        self.definitions.insert(name, schema);
        reference
    }

    /// The schema of a mapping whose keys stand below the path.
    pub(super) fn mapping(&mut self, questions: &Questions, path: &[&str]) -> Map<String, Value> {
        let mut properties = Map::new();
        for question in &questions.keys {
            let path = [path, &[question.key]].concat();
            let mut property = self.property(question, &path);
            self.explain(&mut property, &path);
            properties.insert(question.key.to_owned(), property.into());
        }
        let mut required: Vec<&str> =
            questions.keys.iter().filter(|question| question.required).map(|question| question.key).collect();
        required.extend(questions.one_of.iter().filter(|keys| keys.len() == 1).flat_map(|keys| *keys));
        let mut schema = Map::new();
        schema.insert("type".to_owned(), "object".into());
        schema.insert("properties".to_owned(), properties.into());
        schema.insert("additionalProperties".to_owned(), false.into());
        if !required.is_empty() {
            schema.insert("required".to_owned(), required.into());
        }
        for keys in questions.one_of.iter().filter(|keys| keys.len() > 1) {
            let either: Vec<Value> = keys.iter().map(|key| json!({"required": [key]})).collect();
            schema.insert("anyOf".to_owned(), either.into());
        }
        schema
    }

    /// Says what a key is for. Editors show the same (`patternErrorMessage`) in place of a regular expression that a
    /// value does not fit.
    fn explain(&self, schema: &mut Map<String, Value>, path: &[&str]) {
        let description = self.description(path);
        schema.insert("description".to_owned(), description.into());
        if schema.contains_key("pattern") {
            schema.insert("patternErrorMessage".to_owned(), description.into());
        }
    }

    fn property(&mut self, question: &Question, path: &[&str]) -> Map<String, Value> {
        let need = if question.required { Need::Required } else { Need::Optional };
        let mut alternatives = match &question.shape {
            Shape::Many(one) => self.list(one, path, need),
            one => self.single(one, path, need),
        };
        if need == Need::Optional {
            alternatives.push(json!({"type": "null"}));
        }
        union(alternatives)
    }

    /// One, or a list of them. Items may be left empty.
    fn list(&mut self, one: &Shape, path: &[&str], need: Need) -> Vec<Value> {
        let mut alternatives = self.single(one, path, need);
        let mut item = self.single(one, path, Need::Optional);
        item.push(json!({"type": "null"}));
        alternatives.push(json!({"type": "array", "items": union(item)}));
        alternatives
    }

    fn single(&mut self, shape: &Shape, path: &[&str], need: Need) -> Vec<Value> {
        let like = |types: &[&str], form: &str| vec![json!({"type": types, "pattern": whole(form, need)})];
        match shape {
            Shape::Text if need == Need::Required => {
                vec![json!({"type": ["string", "number", "boolean"], "pattern": "\\S"})]
            }
            Shape::Text => vec![json!({"type": ["string", "number", "boolean"]})],
            Shape::Like(form) => like(&["string"], form),
            Shape::LikeNumber(form) => like(&["string", "number"], form),
            Shape::Flag => like(&["boolean", "string"], &any_case(&FLAG)),
            Shape::Number => like(&["number", "string"], NUMBER),
            Shape::Integer => like(&["integer", "string"], INTEGER),
            Shape::Count => {
                let form = whole(COUNT, need);
                vec![json!({"type": ["integer", "string"], "minimum": 0, "pattern": form})]
            }
            Shape::Choice(words) => {
                let mut alternatives = like(&["string"], &any_case(words));
                alternatives.insert(0, json!({"enum": words}));
                alternatives
            }
            Shape::Name(words) => {
                let mut alternatives = like(&["string"], &words.join("|"));
                alternatives.insert(0, json!({"enum": words}));
                alternatives
            }
            Shape::Coordinates => {
                let degrees = json!({
                    "type": ["number", "string"], "minimum": -180, "maximum": 180,
                    "pattern": whole(DEGREES, Need::Required),
                });
                vec![json!({"type": "array", "items": degrees, "minItems": 2, "maxItems": 2})]
            }
            Shape::When(questions) => vec![self.when(questions)],
            Shape::Point => vec![year_or(&point_pattern())],
            Shape::Stamp => like(&["string"], &stamp_pattern()),
            Shape::Table => {
                let text = json!({"type": ["string", "number", "boolean", "null"]});
                vec![json!({"type": "object", "additionalProperties": text})]
            }
            Shape::Group { questions, shorthand } => {
                let mapping = self.mapping(questions, path).into();
                let mut alternatives = vec![self.define(path, mapping)];
                alternatives
                    .extend(shorthand.map(|key| self.short(questions, key, path)).unwrap_or_default());
                alternatives
            }
            Shape::Many(one) => self.list(one, path, need),
        }
    }

    /// What may stand for a whole mapping: the value of one key, where that alone is enough.
    fn short(&mut self, questions: &Questions, key: &str, path: &[&str]) -> Vec<Value> {
        let enough = questions.keys.iter().all(|question| !question.required || question.key == key)
            && questions.one_of.iter().all(|keys| keys.contains(&key));
        let Some(question) = questions.keys.iter().find(|question| question.key == key).filter(|_| enough)
        else {
            return Vec::new();
        };
        let need = if question.required { Need::Required } else { Need::Optional };
        let path = [path, &[question.key]].concat();
        match &question.shape {
            Shape::Group { questions, shorthand } => {
                shorthand.map(|key| self.short(questions, key, &path)).unwrap_or_default()
            }
            Shape::Many(one) => self.single(one, &path, need),
            one => self.single(one, &path, need),
        }
    }

    /// A time: a notation, separate days, or a vague time.
    fn when(&mut self, questions: &Questions) -> Value {
        let days = json!({"type": "string", "pattern": whole(&day_pattern(), Need::Required)});
        let vague = self.mapping(questions, &["when"]);
        let mut time = union(vec![
            year_or(&when_pattern()),
            json!({"type": "array", "items": days, "minItems": 1}),
            vague.into(),
        ]);
        self.explain(&mut time, &["a-time"]);
        self.define(&["a-time"], time.into())
    }
}

/// Text of this form, or a year, which YAML takes for a number.
fn year_or(form: &str) -> Value {
    let form = whole(form, Need::Required);
    json!({"type": ["string", "integer"], "pattern": form, "minimum": 0, "maximum": 9999})
}

/// A form as a pattern for a whole value, blanks around it allowed. Where nothing need be there, blank is nothing.
fn whole(form: &str, need: Need) -> String {
    match need {
        Need::Required => format!(r"^\s*(?:{form})\s*$"),
        Need::Optional => format!(r"^\s*(?:{form})?\s*$"),
    }
}

/// Words in capitals or not, as a regular expression: flags for that are not part of JSON Schema.
fn any_case(words: &[&str]) -> String {
    let letter = |c: char| match (c.to_ascii_lowercase(), c.to_ascii_uppercase()) {
        (small, large) if small == large => c.to_string(),
        (small, large) => format!("[{large}{small}]"),
    };
    let words: Vec<String> = words.iter().map(|word| word.chars().map(letter).collect()).collect();
    words.join("|")
}

/// One schema that accepts what any of these does. All keywords used here but `enum` and `$ref` speak of values of
/// one type only, so schemas of different types stand side by side in one.
fn union(alternatives: Vec<Value>) -> Map<String, Value> {
    let mut merged: Vec<Map<String, Value>> = Vec::new();
    for alternative in alternatives {
        let Value::Object(alternative) = alternative else { continue };
        match merged.iter_mut().find(|one| apart(one, &alternative)) {
            Some(one) => {
                let types = [types_of(one), types_of(&alternative)].concat();
                one.extend(alternative);
                one.insert("type".to_owned(), types.into());
            }
            None => merged.push(alternative),
        }
    }
    match <[_; 1]>::try_from(merged) {
        Ok([one]) => one,
        Err(several) => Map::from_iter([("anyOf".to_owned(), several.into())]),
    }
}

/// True when two schemas are of different types and speak in different keywords.
fn apart(a: &Map<String, Value>, b: &Map<String, Value>) -> bool {
    let (types_a, types_b) = (types_of(a), types_of(b));
    !types_a.is_empty()
        && !types_b.is_empty()
        && types_a.iter().all(|one| !types_b.contains(one))
        && ["enum", "$ref", "anyOf"]
            .iter()
            .all(|keyword| !a.contains_key(*keyword) && !b.contains_key(*keyword))
        && a.keys().all(|keyword| keyword == "type" || !b.contains_key(keyword))
}

fn types_of(schema: &Map<String, Value>) -> Vec<Value> {
    match schema.get("type") {
        Some(Value::Array(types)) => types.clone(),
        Some(one) => vec![one.clone()],
        None => Vec::new(),
    }
}
