//! What commands say: diagnostics for people or programs, and how they end.

use std::io::Write as _;

use clap::ValueEnum;

use super::Outcome;
use crate::diag::{Diagnostics, emit};

/// For whom a command speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Format {
    /// For people, on the terminal
    Human,
    /// For programs, as JSON
    Json,
}

/// Prints every diagnostic, sorted: for people to standard error, as JSON a line each to standard output.
pub(super) fn print(diagnostics: &mut Diagnostics, format: Format) {
    diagnostics.sort();
    match format {
        Format::Human => {
            let mut out = anstream::AutoStream::auto(std::io::stderr().lock());
            for diagnostic in diagnostics.iter() {
                let _ = writeln!(out, "{}\n", emit::human(diagnostic));
            }
        }
        Format::Json => {
            let mut out = std::io::stdout().lock();
            for diagnostic in diagnostics.iter() {
                let _ = writeln!(out, "{}", emit::json(diagnostic));
            }
        }
    }
}

/// Prints a line for programs and pipes; a pipe that was closed early is no fault.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
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

/// `1 error`, `3 errors`.
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
