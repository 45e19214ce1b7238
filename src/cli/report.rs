//! What commands say: diagnostics for people or programs, and how they end.

use std::io::Write as _;
use std::path::Path;

use clap::ValueEnum;

use super::Outcome;
use super::voice::{Voice, say};
use crate::diag::Diagnostics;
use crate::diag::emit::{self, Names};

/// For whom a command speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Format {
    /// For people, on the terminal
    Human,
    /// For programs, as JSON
    Json,
    /// For GitHub Actions, as annotations of the lines
    Github,
    /// For code scanners, as a SARIF 2.1.0 log
    Sarif,
}

/// Prints every diagnostic of the site in `root`, sorted: for people to standard error; for programs to standard
/// output, a line each or all as one log.
pub(super) fn print(diagnostics: &mut Diagnostics, format: Format, root: &Path, voice: Voice) {
    diagnostics.sort();
    let language = voice.language;
    match format {
        Format::Human => {
            let mut out = anstream::AutoStream::auto(std::io::stderr().lock());
            for diagnostic in diagnostics.iter() {
                let _ = writeln!(out, "{}\n", emit::human(diagnostic, language));
            }
        }
        Format::Json => {
            let mut out = std::io::stdout().lock();
            for diagnostic in diagnostics.iter() {
                let _ = writeln!(out, "{}", emit::json(diagnostic, language));
            }
        }
        Format::Github => {
            let names = names(root);
            diagnostics.iter().for_each(|diagnostic| say(&emit::github(diagnostic, &names, language)));
        }
        Format::Sarif => say(&emit::sarif(diagnostics, &names(root), language)),
    }
}

/// Files are named from the repository's root where a workflow runs, else from the current folder.
#[allow(clippy::disallowed_methods, reason = "commands may read the environment")]
fn names(root: &Path) -> Names {
    let here = std::env::current_dir().unwrap_or_default();
    let base = std::env::var("GITHUB_WORKSPACE").ok().filter(|base| !base.is_empty());
    Names::new(base.as_deref().map_or(&here, Path::new), &here, root)
}

/// The outcome that the diagnostics call for.
pub(super) fn outcome(diagnostics: &Diagnostics, strict: bool) -> Outcome {
    let (errors, warnings) = diagnostics.counts();
    if diagnostics.has_environment_errors() {
        Outcome::CallAtFault
    } else if errors > 0 || strict && warnings > 0 {
        Outcome::ContentAtFault
    } else {
        Outcome::Done
    }
}
