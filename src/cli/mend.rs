//! `kronika check --fix`: shows what can be mended for sure, asks where somebody is there to answer, and writes it.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use super::Outcome;
use super::voice::Voice;
use crate::config::Options;
use crate::fix::{self, Mended};
use crate::source::plain_io;
use crate::words;
use crate::words::{Words, polish_plural};

/// Mends the site. An outcome where the call ends with that: a file could not be written.
pub(super) fn mend(options: &Options, voice: Voice) -> Option<Outcome> {
    let files = fix::propose(options);
    if files.is_empty() {
        voice
            .note(&words!("There is nothing to mend by itself.", "Nie ma nic, co dałoby się poprawić samo."));
        return None;
    }
    show(&files);
    let told = counted(&files);
    if std::io::stdin().is_terminal() && !agreed(&told, voice) {
        voice.note(&words!("Nothing was changed.", "Niczego nie zmieniono."));
        return None;
    }
    for file in &files {
        if let Err(error) = fix::write(&options.root, file) {
            let (path, reason) = (&file.source.path, reason(&error));
            voice.refuse(
                &words!("{path} was not mended: {reason}", "{path} nie został poprawiony: {reason}", reason),
                &[words!(
                    "look after the file and call `kronika check --fix` again",
                    "sprawdź ten plik i wydaj polecenie `kronika check --fix` jeszcze raz",
                )],
            );
            return Some(Outcome::CallAtFault);
        }
    }
    voice.note(&words!("Mended: {told}.", "Poprawiono: {told}.", told));
    None
}

fn reason(error: &std::io::Error) -> Words {
    match error.kind() {
        std::io::ErrorKind::InvalidData => {
            words!("it has been changed meanwhile", "w tym czasie ktoś go zmienił")
        }
        std::io::ErrorKind::AlreadyExists => words!(
            "beside it lies a file `.kronika-part` of a change that was broken off; remove that",
            "obok leży plik `.kronika-part` po przerwanej zmianie; usuń go",
        ),
        _ => plain_io(error),
    }
}

/// Each line that changes, before and after.
fn show(files: &[Mended]) {
    const RED: &str = "\u{1b}[31m";
    const GREEN: &str = "\u{1b}[32m";
    const PLAIN: &str = "\u{1b}[0m";
    let mut out = anstream::AutoStream::auto(std::io::stderr().lock());
    for file in files {
        for line in file.changed_lines() {
            let _ = writeln!(out, "{}:{}", file.source.path, line.number);
            let _ = writeln!(out, "{RED}- {}{PLAIN}", line.before);
            let _ = writeln!(out, "{GREEN}+ {}{PLAIN}", line.after);
        }
    }
    let _ = writeln!(out);
}

/// `3 slips in 2 files`.
fn counted(files: &[Mended]) -> Words {
    let (slips, count) = (files.iter().map(|file| file.fixes).sum::<usize>(), files.len());
    let slip = if slips == 1 { "slip" } else { "slips" };
    let file = if count == 1 { "file" } else { "files" };
    let blad = polish_plural(slips, "pomyłka", "pomyłki", "pomyłek");
    let plik = if count == 1 { "pliku" } else { "plikach" };
    words!("{slips} {slip} in {count} {file}", "{slips} {blad} w {count} {plik}")
}

fn agreed(told: &Words, voice: Voice) -> bool {
    let question = words!("Mend this ({told})? [y/N] ", "Poprawić to ({told})? [t/N] ", told);
    eprint!("{}", question.get(voice.language));
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    ["y", "yes", "t", "tak"].contains(&answer.trim().to_lowercase().as_str())
}
