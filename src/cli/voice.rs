//! [`Voice`]: how a command speaks to people, in the language of `--lang`, else the site's, else the computer's.

use std::io::Write as _;
use std::path::Path;

use clap::ValueEnum;

use crate::config;
use crate::diag::{Severity, emit};
use crate::words::{Language, Words};

/// A language by its tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Lang {
    /// Polish
    Pl,
    /// English
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Pl => Language::Polish,
            Lang::En => Language::English,
        }
    }
}

/// How a command speaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Voice {
    /// The language.
    pub(super) language: Language,
}

impl Voice {
    /// In the language asked for; without one, that of the site in `root`; without that, the computer's.
    pub(super) fn new(asked: Option<Lang>, root: Option<&Path>) -> Self {
        let asked = asked.map(Language::from);
        let of_site = || root.and_then(config::language_of).map(Language::of);
        Self { language: asked.or_else(of_site).unwrap_or_else(|| Language::of(&locale())) }
    }

    /// A line on standard output, for pipes too.
    pub(super) fn say(self, words: &Words) {
        say(words.get(self.language));
    }

    /// A line on standard error.
    pub(super) fn note(self, words: &Words) {
        eprintln!("{}", words.get(self.language));
    }

    /// What is wrong with a call, and the ways out.
    pub(super) fn refuse(self, message: &Words, hints: &[Words]) {
        self.labelled(&emit::severity(Severity::Error), message);
        hints.iter().for_each(|hint| self.labelled(&emit::help(), hint));
    }

    /// What its user should know.
    pub(super) fn warn(self, message: &Words) {
        self.labelled(&emit::severity(Severity::Warning), message);
    }

    fn labelled(self, label: &Words, words: &Words) {
        eprintln!("{}: {}", label.get(self.language), words.get(self.language));
    }
}

/// Prints a line for programs and pipes; a pipe that was closed early is no fault.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// The computer's locale for messages (POSIX.1-2017, 8.2): the first of these that is set to something.
#[allow(clippy::disallowed_methods, reason = "commands may read the environment")]
fn locale() -> String {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).unwrap_or_default()
}
