//! `kronika explain`: the longer story of a code, from the catalogue; without a code, a list of all.

use clap::ValueEnum;

use super::Outcome;
use super::report::say;
use crate::diag::catalogue::{self, Language};
use crate::diag::{codes, nearest, quoted_list};

/// Tell what the code of a message means, with a wrong and a right example
#[derive(clap::Args)]
pub(super) struct Args {
    /// The code, such as K0103; without one, all are listed
    code: Option<String>,
    /// The language of the explanation [default: the computer's]
    #[arg(long, value_enum, value_name = "LANG")]
    lang: Option<Lang>,
}

/// A language by its tag.
#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    /// Polish
    Pl,
    /// English
    En,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> Outcome {
    let language = match args.lang {
        Some(Lang::Pl) => Language::Polish,
        Some(Lang::En) => Language::English,
        None => Language::of(&locale()),
    };
    let Some(written) = &args.code else {
        for code in codes::ALL {
            if let Some(story) = catalogue::story(code.id, language) {
                say(&format!("{}  {}", code.id, story.title));
            }
        }
        return Outcome::Done;
    };
    let id = normal(written);
    if let Some(page) = codes::by_id(&id).and_then(|code| catalogue::page(code, language)) {
        say(page.trim_end());
        return Outcome::Done;
    }
    eprintln!("error: there is no code `{}`", written.trim());
    let near = nearest(&id, codes::ALL.iter().map(|code| code.id));
    if !near.is_empty() {
        eprintln!("help: did you mean {}?", quoted_list(near));
    }
    eprintln!("help: `kronika explain` lists all codes");
    Outcome::CallAtFault
}

/// `k0103`, `0103`, `103` and `error[K0103]` all mean `K0103`.
fn normal(written: &str) -> String {
    let inner = written.split_once('[').map_or(written, |(_, rest)| rest);
    let bare = inner.trim().trim_end_matches([':', ']']).to_uppercase();
    match bare.parse::<u16>() {
        Ok(number) => format!("K{number:04}"),
        Err(_) => bare,
    }
}

/// The computer's locale for messages (POSIX.1-2017, 8.2): the first of these that is set to something.
#[allow(clippy::disallowed_methods, reason = "commands may read the environment")]
fn locale() -> String {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn a_code_is_known_however_it_is_written() {
        for written in ["K0103", "k0103", "0103", "103", " K0103 ", "error[K0103]", "warning[K0103]:"] {
            assert_eq!(normal(written), "K0103", "{written}");
        }
        assert_eq!(normal("żółw"), "ŻÓŁW");
    }
}
