//! Shapes of answers → keywords of JSON Schema. A shape gives alternatives, each a schema of one type or several;
//! those that do not get in each other's way become one schema, for editors tell plainly what is wrong with
//! `{"type": ["string", "array"]}` and vaguely what is wrong with `anyOf`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::descriptions::Descriptions;
use super::keywords::{Need, any_case, union, whole, year_or};
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
                let mut alternatives = vec![self.mapping(questions, path).into()];
                alternatives
                    .extend(shorthand.map(|key| self.short(questions, key, path)).unwrap_or_default());
                vec![self.define(path, union(alternatives).into())]
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
        match question.shape.one() {
            Shape::Group { questions, shorthand } => {
                shorthand.map(|key| self.short(questions, key, &path)).unwrap_or_default()
            }
            one => {
                let mut alone = union(self.single(one, &path, need));
                self.explain(&mut alone, &path);
                alone.remove("description");
                vec![alone.into()]
            }
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
