//! JSON Schema of what people write: the front matter of each kind, `kronika.yaml` and `deklaracja.yaml`, for
//! editors that complete and check while one types. It is made from the questions that the readers themselves ask
//! ([`questions`](crate::front::fields::questions)), so there is no second list of keys.
//!
//! [`schema`] makes the schema of a [`Subject`] in three steps: the readers give their questions, `shapes` turns
//! each shape into keywords, [`descriptions`] says in the reader's language what each key is for.
//!
//! JSON Schema draft 2020-12, of which only keywords are used that editors know since draft 7. A schema accepts what
//! kronika accepts, though YAML makes other things of `2024`, `true` and `9.30`; it cannot know whether what is named
//! exists, nor compare one key with another. Stricter than kronika it is where YAML 1.2 is: an unquoted `Null` is
//! nothing there; and where a list of one stands for a single group.

pub mod descriptions;
mod keywords;
mod shapes;

use serde_json::{Map, Value, json};

use crate::front::fields::questions::Questions;
use crate::kinds::{KINDS, Kind, by_name_or_folder, keys_of, keys_of_home};
use crate::words::Language;
use crate::{config, statement};
use descriptions::Descriptions;
use shapes::Maker;

/// The dialect all schemas are written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// What a schema may be of.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    /// The front matter of any entry: by its `kind:`, or by what fits.
    Any,
    /// The front matter of a kind.
    Entry(&'static Kind),
    /// The front matter of the home page, `content/index.md`.
    Home,
    /// `kronika.yaml`.
    Site,
    /// `deklaracja.yaml`, the accessibility statement.
    Statement,
}

/// Names of subjects that are no kind: the first as it is shown, the others understood.
const OTHERS: [(Subject, &[&str]); 3] = [
    (Subject::Home, &["home", "index", "index.md", "content/index.md"]),
    (Subject::Site, &["site", "config", config::FILE]),
    (Subject::Statement, &["statement", "deklaracja", statement::FILE]),
];

impl Subject {
    /// By the name of a kind or its folder, by a file, or by its own name.
    pub fn named(name: &str) -> Option<Self> {
        let other = OTHERS.iter().find(|(_, names)| names.contains(&name)).map(|(subject, _)| *subject);
        other.or_else(|| by_name_or_folder(name).map(Subject::Entry))
    }

    /// Every subject that has a name.
    pub fn all() -> impl Iterator<Item = Subject> {
        KINDS.iter().map(|kind| Subject::Entry(kind)).chain(OTHERS.iter().map(|(subject, _)| *subject))
    }

    /// Its name, also the first part of the names of its keys in [`descriptions`].
    pub fn name(self) -> &'static str {
        match self {
            Subject::Any => "entry",
            Subject::Entry(kind) => kind.id.0,
            Subject::Home => "home",
            Subject::Site => "site",
            Subject::Statement => "statement",
        }
    }

    /// The keys it may have; none are known of any entry.
    pub fn keys(self) -> Questions {
        match self {
            Subject::Any => Questions::default(),
            Subject::Entry(kind) => keys_of(kind),
            Subject::Home => keys_of_home(),
            Subject::Site => config::keys(),
            Subject::Statement => statement::keys(),
        }
    }
}

/// The JSON Schema of a subject, its words in the language.
pub fn schema(subject: Subject, language: Language) -> Value {
    let descriptions = Descriptions::read(language);
    let mut maker = Maker::new(&descriptions);
    let mut root = match subject {
        Subject::Any => any(&mut maker),
        _ => maker.mapping(&subject.keys(), &[subject.name()]),
    };
    root.insert("$schema".to_owned(), DIALECT.into());
    root.insert("title".to_owned(), descriptions.title(subject.name()).into());
    root.insert("description".to_owned(), descriptions.about(subject.name()).into());
    root.insert("$defs".to_owned(), maker.definitions().into());
    root.into()
}

/// Any entry: the kind by `kind:`. Where that is not written, the folder tells it, which a schema cannot see; then
/// what fits no kind at all is wrong.
fn any(maker: &mut Maker<'_>) -> Map<String, Value> {
    let names: Vec<&str> = KINDS.iter().map(|kind| kind.id.0).collect();
    let mut rules = Vec::new();
    let mut fits = Vec::new();
    for kind in KINDS {
        let mapping = maker.mapping(&keys_of(kind), &[kind.id.0]);
        let of_kind = maker.define(&["kind", kind.id.0], mapping.into());
        let written = json!({"properties": {"kind": {"enum": [kind.id.0]}}, "required": ["kind"]});
        rules.push(json!({"if": written, "then": of_kind}));
        fits.push(of_kind);
    }
    let unwritten = json!({"properties": {"kind": {"type": "null"}}});
    rules.push(json!({"if": unwritten, "then": {"anyOf": fits}}));
    let kind = json!({
        "description": maker.description(&["kind"]),
        "anyOf": [{"enum": names}, {"type": "null"}],
    });
    let mut root = Map::new();
    root.insert("type".to_owned(), "object".into());
    root.insert("properties".to_owned(), json!({"kind": kind}));
    root.insert("allOf".to_owned(), rules.into());
    root
}
