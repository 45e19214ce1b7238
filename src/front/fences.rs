//! The two lines of `---` around the front matter: [`split`] finds them; [`missing`] and [`unclosed`] say what stands there
//! instead.

use std::sync::Arc;

use crate::diag::{Diagnostic, Fix, Source, Span, codes};
use crate::kinds::by_name_or_folder;
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
    if is_nearly_fence(line) || line.trim() == "---" {
        let fix = Fix { span: place, text: "---".to_owned() };
        return diagnostic.fix(Some(fix)).hint(words!(
            "the first line is exactly three hyphens from the left edge: write `---`; so is the one below the last `key: value` line",
            "pierwszy wiersz to dokładnie trzy łączniki od lewej krawędzi: wpisz `---`; tak samo pod ostatnim wierszem `pole: wartość`",
        ));
    }
    let fences = source.text[place.end..].lines().filter(|line| line.trim_end() == "---").count();
    let (number, _) = source.line_column(place.start);
    let key = title_key(source);
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
        line if glued(line).is_some() => {
            let rest = shown(glued(line).unwrap_or_default());
            words!(
                "put `---` on line {number} alone, and `{rest}` on the line below",
                "w wierszu {number} zostaw samo `---`, a `{rest}` przenieś do następnego wiersza",
            )
        }
        line if fences == 1 && is_pair(line) => words!(
            "above line {number} a line `---` is lacking; put it at the very start of the file",
            "nad wierszem {number} brakuje `---`; wstaw go na samym początku pliku",
        ),
        _ if fences > 0 => words!(
            "nothing may stand above the first `---`: move what stands there below the second",
            "nad pierwszym `---` nie może nic stać: przenieś to, co tam jest, pod drugie",
        ),
        line if is_pair(line) => words!(
            "put a line with just `---` above this one, and another below the last `key: value` line",
            "nad tym wierszem wstaw wiersz z samym `---`, a drugi taki pod ostatnim wierszem `pole: wartość`",
        ),
        _ => words!(
            "begin the file with three lines: `---`, `{key}: …`, `---`",
            "zacznij plik od trzech wierszy: `---`, `{key}: …`, `---`",
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
    // It surely ends where the first blank line, heading or sentence stands.
    let inside = source.text[place.end..].lines().skip(1);
    let inside: Vec<&str> = inside.take_while(|line| is_front(line)).collect();
    if let Some((number, wrong)) = wrong_end(source, line + inside.len() + 1) {
        let written = shown(&source.text[wrong.clone()]);
        let hint = words!(
            "line {number}, `{written}`, is not three hyphens; write `---` there",
            "wiersz {number}, `{written}`, to nie trzy łączniki; wpisz tam `---`",
        );
        let fix = Fix { span: wrong.clone(), text: "---".to_owned() };
        return Diagnostic::error(codes::FRONT_MATTER_UNCLOSED, source, wrong, message_of_end())
            .fix(Some(fix))
            .hint(hint);
    }
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

fn message_of_end() -> Words {
    words!("this line does not close the front matter", "ten wiersz nie zamyka nagłówka (front matter)",)
}

/// The line that was meant to close the front matter: the one with this number, or the first below it that is not blank.
fn wrong_end(source: &Source, number: usize) -> Option<(usize, Span)> {
    let mut at = 0;
    let lines = source.text.split_inclusive('\n').enumerate().map(|(index, line)| {
        let start = at;
        at += line.len();
        (index + 1, start, line.trim_end())
    });
    let mut lines = lines.skip_while(|(index, ..)| *index < number).skip_while(|(.., line)| line.is_empty());
    let (index, start, line) = lines.next()?;
    is_nearly_fence(line).then(|| (index, start..start + line.len()))
}

/// True for a line of dashes that is not exactly three hyphens: `----`, `—`, `- - -`, `***`.
fn is_nearly_fence(line: &str) -> bool {
    let bare = line.trim();
    let is_dash = |c| matches!(c, '-' | '–' | '—' | '−' | '_' | '=' | '*');
    let long = bare.chars().count() > 1 || bare.starts_with(['–', '—', '−']);
    line != "---" && long && bare.starts_with(is_dash) && bare.chars().all(|c| is_dash(c) || c == ' ')
}

/// What stands behind dashes that have a line of their own coming.
fn glued(line: &str) -> Option<&str> {
    line.strip_prefix("---").map(str::trim).filter(|rest| is_pair(rest))
}

/// The key that names an entry of the folder a file lies in.
fn title_key(source: &Source) -> &'static str {
    let folder = source.path.as_str().split('/').nth(1).unwrap_or_default();
    by_name_or_folder(folder).map_or("title", |kind| kind.title_key)
}

/// True for a line that may belong to front matter: a key, an item, a comment, or what is set in below one of these.
fn is_front(line: &str) -> bool {
    let bare = line.trim_start();
    !bare.is_empty()
        && !is_nearly_fence(line)
        && !line.starts_with('#')
        && (bare.len() < line.len()
            || bare.starts_with("- ")
            || bare.starts_with(['}', ']'])
            || is_pair(bare)
            || bare.trim_end().ends_with(':'))
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
        .is_some_and(|(key, _)| !key.is_empty() && key.chars().all(|c| c.is_alphabetic() || c == '_'))
}

fn first_line(text: &str) -> Span {
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find(['\r', '\n']).map_or(text.len(), |at| start + at);
    start..end
}
