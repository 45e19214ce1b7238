//! The two lines of `---` around the front matter: [`split`] finds them; [`missing`] and [`unclosed`] say what stands there
//! instead.

use std::sync::Arc;

use crate::diag::{Diagnostic, Fix, Source, Span, codes};
use crate::words;
use crate::words::Words;

/// What a file is made of.
pub(super) enum Split {
    Found { front: Span, body: Span },
    Missing,
    Unclosed,
}

/// Finds the two lines of `---`. Blank lines before the first, and blanks after the dashes, are forgiven.
pub(super) fn split(text: &str) -> Split {
    let mut offset = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let fence = bare == "---" || start.is_some() && bare == "...";
        match start {
            None if bare.is_empty() => {}
            None if fence => start = Some(offset + line.len()),
            None => return Split::Missing,
            Some(start) if fence => {
                return Split::Found { front: start..offset, body: offset + line.len()..text.len() };
            }
            Some(_) => {}
        }
        offset += line.len();
    }
    if start.is_some() { Split::Unclosed } else { Split::Missing }
}

/// What is wrong with a file that does not begin with front matter.
pub(super) fn missing(source: &Arc<Source>) -> Diagnostic {
    let place = first_line(&source.text);
    let line = &source.text[place.clone()];
    let message = words!("this file has no front matter", "ten plik nie ma nagłówka (front matter)");
    let diagnostic = Diagnostic::error(codes::FRONT_MATTER_MISSING, source, place.clone(), message);
    let dashes =
        !line.is_empty() && line.trim().chars().all(|c| matches!(c, '-' | '–' | '—' | '−' | '_' | '='));
    let below = || source.text[place.end..].lines().any(|line| line.trim_end() == "---");
    if dashes || line.trim() == "---" {
        let fix = Fix { span: place, text: "---".to_owned() };
        return diagnostic.fix(Some(fix)).hint(words!(
            "the first line is exactly three hyphens from the left edge: write `---`; so is the one below the last `key: value` line",
            "pierwszy wiersz to dokładnie trzy łączniki od lewej krawędzi: wpisz `---`; tak samo pod ostatnim wierszem `pole: wartość`",
        ));
    }
    diagnostic.hint(match line.trim() {
        "+++" => words!(
            "this is the front matter of another program (TOML): write `---` in place of `+++`, and `title: …` in place of `title = \"…\"`",
            "to nagłówek innego programu (TOML): zamiast `+++` wpisz `---`, a zamiast `title = \"…\"` wpisz `title: …`",
        ),
        line if line.starts_with("{\\rtf") || line.starts_with("<html") || line.starts_with("<!") => words!(
            "this is a document of a word processor; save it as plain text, or copy the text into a new file",
            "to dokument edytora tekstu; zapisz go jako zwykły tekst albo skopiuj treść do nowego pliku",
        ),
        line if line.starts_with('{') => words!(
            "this is JSON: write the front matter as lines `key: value` between two lines of `---`",
            "to JSON: zapisz nagłówek w wierszach `pole: wartość` między dwoma wierszami `---`",
        ),
        _ if below() => words!(
            "nothing may stand above the first `---`: move what stands there below the second",
            "nad pierwszym `---` nie może nic stać: przenieś to, co tam jest, pod drugie",
        ),
        line if is_pair(line) => words!(
            "put a line with just `---` above this one, and another below the last `key: value` line",
            "nad tym wierszem wstaw wiersz z samym `---`, a drugi taki pod ostatnim wierszem `pole: wartość`",
        ),
        _ => words!(
            "begin the file with three lines: `---`, `title: …`, `---`",
            "zacznij plik od trzech wierszy: `---`, `title: …`, `---`",
        ),
    })
}

/// What is wrong with a file whose front matter does not end.
pub(super) fn unclosed(source: &Arc<Source>) -> Diagnostic {
    let message = words!(
        "the front matter that begins here is never closed",
        "nagłówek (front matter), który się tu zaczyna, nie jest zamknięty",
    );
    let place = first_line(&source.text);
    let (line, _) = source.line_column(place.start);
    // It surely ends where the first blank line or heading stands.
    let inside = source.text[place.end..].lines().skip(1);
    let inside: Vec<&str> =
        inside.take_while(|line| !line.trim().is_empty() && !line.starts_with('#')).collect();
    let hint = match inside.last() {
        Some(last) => {
            let (line, last) = (line + inside.len(), shown(last));
            words!(
                "put a line with just `---` below the last `key: value` line; that seems to be line {line}, `{last}`",
                "pod ostatnim wierszem `pole: wartość` wstaw wiersz z samym `---`; wygląda na to, że to wiersz {line}, `{last}`",
            )
        }
        None => ends(),
    };
    Diagnostic::error(codes::FRONT_MATTER_UNCLOSED, source, place, message).hint(hint)
}

fn ends() -> Words {
    words!(
        "put a line with just `---` below the last `key: value` line",
        "pod ostatnim wierszem `pole: wartość` wstaw wiersz z samym `---`",
    )
}

/// A line as a message shows it.
fn shown(line: &str) -> String {
    const MOST: usize = 40;
    let line = line.trim();
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

/// True for a `key: value` line.
fn is_pair(line: &str) -> bool {
    line.split_once(": ")
        .is_some_and(|(key, _)| !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
}

fn first_line(text: &str) -> Span {
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find(['\r', '\n']).map_or(text.len(), |at| start + at);
    start..end
}
