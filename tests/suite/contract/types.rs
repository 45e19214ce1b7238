//! What a field holds, in a theme author's words.

use std::collections::BTreeMap;

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Number,
    YesNo,
    /// Markup that is put on the page as it is.
    Html,
    /// The kind's own data.
    Detail,
    View(String),
    Optional(Box<Type>),
    List(Box<Type>),
    /// Values under names.
    Table(Box<Type>),
    /// Something the contract has no words for.
    Unknown(String),
}

/// The words for a Rust type.
pub(super) fn type_of(kind: &syn::Type, aliases: &BTreeMap<String, syn::Type>) -> Type {
    let list = |item: &syn::Type| Type::List(Box::new(type_of(item, aliases)));
    match kind {
        syn::Type::Reference(inner) => type_of(&inner.elem, aliases),
        syn::Type::Array(array) => list(&array.elem),
        syn::Type::Slice(slice) => list(&slice.elem),
        syn::Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return Type::Unknown("?".to_owned()) };
            let name = last.ident.to_string();
            let inner: Vec<Type> = match &last.arguments {
                syn::PathArguments::AngleBracketed(arguments) => arguments
                    .args
                    .iter()
                    .filter_map(|argument| match argument {
                        syn::GenericArgument::Type(kind) => Some(type_of(kind, aliases)),
                        _ => None,
                    })
                    .collect(),
                _ => Vec::new(),
            };
            let last = inner.last().cloned();
            match (name.as_str(), last) {
                ("str" | "String", _) => Type::Text,
                ("bool", _) => Type::YesNo,
                (
                    "i8" | "u8" | "i16" | "u16" | "i32" | "u32" | "i64" | "u64" | "isize" | "usize" | "f64",
                    _,
                ) => Type::Number,
                ("Html", _) => Type::Html,
                ("Value", _) => Type::Detail,
                ("Option", Some(inner)) => Type::Optional(Box::new(inner)),
                ("Vec", Some(inner)) => Type::List(Box::new(inner)),
                ("BTreeMap", Some(inner)) => Type::Table(Box::new(inner)),
                ("Shared" | "Box" | "Arc" | "Result", _) => {
                    inner.first().cloned().unwrap_or(Type::Unknown(name))
                }
                _ => match aliases.get(&name) {
                    Some(alias) => type_of(alias, aliases),
                    None if name.chars().next().is_some_and(char::is_uppercase) => Type::View(name),
                    None => Type::Unknown(name),
                },
            }
        }
        _ => Type::Unknown("?".to_owned()),
    }
}

impl Type {
    /// The struct at its heart.
    pub(super) fn view(&self) -> Option<&str> {
        match self {
            Type::View(name) => Some(name),
            Type::Optional(inner) | Type::List(inner) | Type::Table(inner) => inner.view(),
            _ => None,
        }
    }

    /// As a reader of the contract sees it; structs link to their section.
    pub(super) fn words(&self) -> String {
        match self {
            Type::Text => "text".to_owned(),
            Type::Number => "number".to_owned(),
            Type::YesNo => "yes or no".to_owned(),
            Type::Html => "HTML".to_owned(),
            Type::Detail => "the kind's own, [see there](#entrydetail-by-kind)".to_owned(),
            Type::View(name) => format!("[{name}](#{})", name.to_lowercase()),
            Type::Optional(inner) => format!("{}, or none", inner.words()),
            Type::List(inner) => format!("list of {}", inner.words()),
            Type::Table(inner) => format!("by name: {}", inner.words()),
            Type::Unknown(name) => format!("unknown ({name})"),
        }
    }
}
