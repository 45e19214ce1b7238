//! Small parts of schemas: patterns for whole values, and one schema out of several.

use serde_json::{Map, Value, json};

/// Whether something must stand on a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// It may be left out, or left empty.
    Optional,
    /// Something that is not blank must be there.
    Required,
}

/// Text of this form, or a year, which YAML takes for a number.
pub(super) fn year_or(form: &str) -> Value {
    let form = whole(form, Need::Required);
    json!({"type": ["string", "integer"], "pattern": form, "minimum": 0, "maximum": 9999})
}

/// A form as a pattern for a whole value, blanks around it allowed. Where nothing need be there, blank is nothing.
pub(super) fn whole(form: &str, need: Need) -> String {
    match need {
        Need::Required => format!(r"^\s*(?:{form})\s*$"),
        Need::Optional => format!(r"^\s*(?:{form})?\s*$"),
    }
}

/// Words in capitals or not, as a regular expression: flags for that are not part of JSON Schema.
pub(super) fn any_case(words: &[&str]) -> String {
    let letter = |c: char| match (c.to_ascii_lowercase(), c.to_ascii_uppercase()) {
        (small, large) if small == large => c.to_string(),
        (small, large) => format!("[{large}{small}]"),
    };
    let words: Vec<String> = words.iter().map(|word| word.chars().map(letter).collect()).collect();
    words.join("|")
}

/// One schema that accepts what any of these does. All keywords used here but `enum` and `$ref` speak of values of
/// one type only (`anyOf` is that of required keys), so schemas of different types stand side by side in one.
pub(super) fn union(alternatives: Vec<Value>) -> Map<String, Value> {
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
        && ["enum", "$ref"].iter().all(|keyword| !a.contains_key(*keyword) && !b.contains_key(*keyword))
        && a.keys().all(|keyword| keyword == "type" || !b.contains_key(keyword))
}

fn types_of(schema: &Map<String, Value>) -> Vec<Value> {
    match schema.get("type") {
        Some(Value::Array(types)) => types.clone(),
        Some(one) => vec![one.clone()],
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_of_different_types_become_one() {
        let text = json!({"type": ["string", "number"], "pattern": "a"});
        let list = json!({"type": "array", "items": {}});
        let merged = union(vec![text.clone(), list, json!({"type": "null"})]);
        let whole = json!({"type": ["string", "number", "array", "null"], "pattern": "a", "items": {}});
        assert_eq!(Value::from(merged), whole);
        for beside in [json!({"enum": ["b"]}), json!({"type": "string"}), json!({"$ref": "#/$defs/b"})] {
            let apart = union(vec![text.clone(), beside.clone()]);
            assert_eq!(Value::from(apart), json!({"anyOf": [text, beside]}));
        }
    }

    #[test]
    fn patterns_are_for_whole_values() {
        assert_eq!(whole("a|b", Need::Required), r"^\s*(?:a|b)\s*$");
        assert_eq!(whole("a|b", Need::Optional), r"^\s*(?:a|b)?\s*$");
        assert_eq!(any_case(&["on_hold", "3"]), "[Oo][Nn]_[Hh][Oo][Ll][Dd]|3");
    }
}
