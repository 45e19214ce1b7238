//! What is wrong with a call, in words of our own and in either language; help and version are clap's.

use std::ffi::OsString;
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::Outcome;
use super::voice::{Lang, Voice};
use crate::diag::{did_you_mean, possible};
use crate::words;
use crate::words::Words;

/// Why the value of an argument cannot be used, in both languages.
#[derive(Clone, Debug)]
pub(super) struct BadValue(pub(super) Words);

impl std::fmt::Display for BadValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl std::error::Error for BadValue {}

/// Tells what is wrong with a call; shows help where that was asked for.
pub(super) fn tell(error: &clap::Error, arguments: &[OsString]) -> Outcome {
    if !error.use_stderr() {
        let _ = error.print();
        return Outcome::Done;
    }
    let voice = Voice::new(asked(arguments), Some(Path::new(".")));
    match told(error) {
        Some((message, hints)) => {
            voice.refuse(&message, &hints);
            if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
                eprintln!("\n{usage}");
            }
        }
        None => {
            let _ = error.print();
        }
    }
    Outcome::CallAtFault
}

/// The language named by a call that could not be read as a whole.
fn asked(arguments: &[OsString]) -> Option<Lang> {
    let words: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let after = words.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let joined = || words.iter().find_map(|word| word.strip_prefix("--lang="));
    match after.or_else(joined)? {
        "pl" => Some(Lang::Pl),
        "en" => Some(Lang::En),
        _ => None,
    }
}

fn told(error: &clap::Error) -> Option<(Words, Vec<Words>)> {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .flat_map(|kind| list(error, kind))
        .collect::<Vec<_>>();
    let near = did_you_mean(near.iter().map(String::as_str));
    let mut hints: Vec<Words> = near.into_iter().collect();
    let message = match error.kind() {
        ErrorKind::UnknownArgument => {
            let argument = argument?;
            if hints.is_empty() && !argument.starts_with('-') {
                hints.push(words!(
                    "put words that belong together in quotes: \"…\"",
                    "słowa, które stanowią całość, ujmij w cudzysłów: \"…\"",
                ));
            }
            words!("the call has `{argument}` too much", "w poleceniu niepotrzebnie stoi `{argument}`")
        }
        ErrorKind::InvalidSubcommand => {
            let command = text(error, ContextKind::InvalidSubcommand)?;
            hints.push(words!(
                "`kronika --help` lists all commands",
                "wszystkie polecenia wymienia `kronika --help`"
            ));
            words!("there is no command `{command}`", "nie ma polecenia `{command}`")
        }
        ErrorKind::MissingRequiredArgument => {
            let lacking = list(error, ContextKind::InvalidArg).join(" ");
            words!("the call lacks {lacking}", "w poleceniu brakuje: {lacking}")
        }
        ErrorKind::InvalidValue if value.as_deref().is_none_or(str::is_empty) => {
            let argument = argument?;
            hints.extend(all_values(error));
            words!("{argument} needs a value", "{argument} wymaga wartości")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let (argument, value) = (argument?, value?);
            hints.extend(all_values(error));
            if let Some(bad) =
                std::error::Error::source(error).and_then(|source| source.downcast_ref::<BadValue>())
            {
                hints.push(bad.0.clone());
            }
            words!("`{value}` is no value for {argument}", "`{value}` nie pasuje do {argument}")
        }
        ErrorKind::ArgumentConflict => {
            let argument = argument?;
            let other = list(error, ContextKind::PriorArg).join(", ");
            words!("{argument} and {other} exclude each other", "{argument} i {other} wykluczają się")
        }
        _ => return None,
    };
    Some((message, hints))
}

fn all_values(error: &clap::Error) -> Option<Words> {
    let values = list(error, ContextKind::ValidValue);
    (!values.is_empty()).then(|| possible(values.iter().map(String::as_str)))
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(" ")),
        _ => None,
    }
}

fn list(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}
