//! The list of files of the last build.

#![allow(clippy::disallowed_methods, reason = "part of the only writer")]

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::{Faults, MANIFEST, move_away};
use crate::diag::{Diagnostic, codes};
use crate::path::OutPath;
use crate::source::plain_io;
use crate::words;

/// First line of the manifest; a file without it is not ours.
pub(super) const HEADER: &str =
    "# Files written by kronika; the next build removes those it no longer makes.";

/// The text of the list of these files, sorted.
pub(crate) fn text<'p>(paths: impl Iterator<Item = &'p OutPath>) -> String {
    let mut text = format!("{HEADER}\n");
    for path in paths {
        text.push_str(path.as_str());
        text.push('\n');
    }
    text
}

pub(super) fn read(output: &Path) -> Result<BTreeSet<OutPath>, Faults> {
    let place = output.join(MANIFEST);
    let text = match std::fs::read_to_string(&place) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => {
            let reason = plain_io(&error);
            let message = words!(
                "the list of files of the last build cannot be read: {reason}",
                "nie da się odczytać listy plików ostatniego budowania: {reason}",
                reason
            );
            return Err(vec![Diagnostic::environment(codes::UNREADABLE, &place, message).hint(words!(
                "delete this file; the next build writes it again",
                "usuń ten plik; następne budowanie zapisze go od nowa",
            ))]);
        }
    };
    let mut lines = text.lines();
    if lines.next() != Some(HEADER) {
        return Err(vec![
            Diagnostic::environment(
                codes::UNWRITABLE,
                &place,
                words!(
                    "this file is not a list of files by kronika",
                    "ten plik nie jest listą plików zapisaną przez kronikę",
                ),
            )
            .hint(move_away()),
        ]);
    }
    let safe = |line: &&str| {
        !line.is_empty() && !line.starts_with('/') && !line.split(['/', '\\']).any(|part| part == "..")
    };
    Ok(lines.filter(safe).map(OutPath::new).collect())
}
