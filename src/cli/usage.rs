//! What is wrong with a call, in words of our own and in either language; help and version are clap's.

use std::ffi::OsString;
use std::path::Path;

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::voice::{Lang, Voice, say};
use super::{Outcome, polish};
use crate::diag::{did_you_mean, nearest, possible};
use crate::words;
use crate::words::{Language, Words};

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
pub(super) fn tell(error: &clap::Error, arguments: &[OsString], language: Language) -> Outcome {
    if !error.use_stderr() {
        match language {
            Language::Polish => say(polish::told(&error.render().to_string()).trim_end()),
            Language::English => drop(error.print()),
        }
        return Outcome::Done;
    }
    let voice = Voice { language };
    match told(error) {
        Some((message, mut hints)) => {
            let slips = slips(error, arguments);
            if !slips.is_empty() {
                hints = slips;
            }
            voice.refuse(&message, &hints);
            if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
                let usage = usage.to_string();
                let usage = usage.strip_prefix("Usage:").unwrap_or(&usage);
                voice.note(&words!("\nUsage:{usage}", "\nUżycie:{usage}"));
            }
        }
        None => {
            let _ = error.print();
        }
    }
    Outcome::CallAtFault
}

/// The call without the `--lang` that clap's `help` does not know, and the language it named.
pub(super) fn without_language_of_help(mut arguments: Vec<OsString>) -> (Vec<OsString>, Option<Lang>) {
    let is_help = arguments.get(1).is_some_and(|argument| argument == "help");
    let Some(lang) = asked(&arguments).filter(|_| is_help) else { return (arguments, None) };
    if let Some(at) = arguments.iter().position(|argument| argument == "--lang") {
        arguments.drain(at..arguments.len().min(at + 2));
    }
    arguments.retain(|argument| !argument.to_string_lossy().starts_with("--lang="));
    (arguments, Some(lang))
}

/// The language named by a call that could not be read as a whole.
pub(super) fn asked(arguments: &[OsString]) -> Option<Lang> {
    let words: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let after = words.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let joined = || words.iter().find_map(|word| word.strip_prefix("--lang="));
    match after.or_else(joined)? {
        "pl" => Some(Lang::Pl),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// Options by their long names, for those written with one hyphen.
fn long_options() -> Vec<String> {
    let cli = super::Cli::command();
    let mut names: Vec<String> = cli
        .get_subcommands()
        .flat_map(clap::Command::get_arguments)
        .chain(cli.get_arguments())
        .filter_map(|argument| argument.get_long().map(str::to_owned))
        .collect();
    names.extend(["help".to_owned(), "version".to_owned()]);
    names
}

/// Ways out for what people write where a program reads letter by letter: a dash for two hyphens, curly quotes, one
/// hyphen for two, a folder without `--root`, an entry without a title.
fn slips(error: &clap::Error, arguments: &[OsString]) -> Vec<Words> {
    let words: Vec<&str> = arguments.iter().skip(1).filter_map(|argument| argument.to_str()).collect();
    let options = long_options();
    let mut slips = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let name = word.trim_start_matches(['-', '–', '—', '−']);
        let bare = name.split('=').next().unwrap_or_default();
        if word.starts_with(['–', '—', '−']) {
            slips.push(words!(
                "write two hyphens in place of the dash: `--{name}`",
                "zamiast myślnika wpisz dwa łączniki: `--{name}`",
            ));
        } else if !word.starts_with("--")
            && word.starts_with('-')
            && options.iter().any(|option| option == bare)
        {
            slips.push(words!("write two hyphens: `--{name}`", "wpisz dwa łączniki: `--{name}`"));
        } else if word.starts_with(['„', '“', '”', '«']) {
            let from = words[at..].iter();
            let length =
                from.clone().position(|word| word.ends_with(['”', '“', '»'])).map_or(1, |end| end + 1);
            let quoted = words[at..at + length].join(" ");
            let inner = quoted.trim_matches(['„', '“', '”', '«', '»']);
            slips.push(words!(
                "the quotes must be straight: `\"{inner}\"`",
                "cudzysłów musi być prosty: `\"{inner}\"`",
            ));
        }
    }
    if slips.is_empty() {
        slips.extend(site_named(error, &words));
        slips.extend(title_lacking(error, &words));
    }
    slips
}

/// A folder with a site, named without `--root`.
fn site_named(error: &clap::Error, words: &[&str]) -> Option<Words> {
    let folder = text(error, ContextKind::InvalidArg)?;
    let is_site =
        error.kind() == ErrorKind::UnknownArgument && Path::new(&folder).join(crate::config::FILE).is_file();
    let command = words.first().filter(|_| is_site)?;
    let folder = if folder.contains(' ') { format!("\"{folder}\"") } else { folder };
    Some(words!("write `kronika {command} --root {folder}`", "wpisz `kronika {command} --root {folder}`"))
}

/// `kronika add event`, which needs a title.
fn title_lacking(error: &clap::Error, words: &[&str]) -> Option<Words> {
    let lacking = list(error, ContextKind::InvalidArg).join(" ");
    let applies = error.kind() == ErrorKind::MissingRequiredArgument
        && words.first() == Some(&"add")
        && lacking.contains("<TITLE>");
    let kind = words.get(1).filter(|word| !word.starts_with('-')).filter(|_| applies);
    let kind = if applies { kind.unwrap_or(&"event") } else { return None };
    Some(words!(
        "the title is missing; write `kronika add {kind} \"Spotkanie\"`",
        "brakuje tytułu; wpisz `kronika add {kind} \"Spotkanie\"`",
    ))
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
            if hints.is_empty() {
                let cli = super::Cli::command();
                let names = cli.get_subcommands().map(clap::Command::get_name);
                hints.extend(did_you_mean(nearest(&command, names).first().copied()));
            }
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
