//! Slips of Markdown that give no error of their own: a heading that skips a level, brackets and blocks that are never
//! closed, a hard space where a list or heading wants a plain one.

use std::sync::Arc;

use super::Heading;
use crate::diag::{Diagnostic, Diagnostics, Source, Span, codes, floor_char_boundary};
use crate::words;
use crate::words::Words;

/// Tells of headings on the level of the page's title, all at once; of a body without such, of each that skips a level.
/// Levels are as written. Whoever does what is told here is not told the contrary afterwards.
pub(super) fn levels(headings: &[Heading], source: &Arc<Source>, diagnostics: &mut Diagnostics) {
    if let Some(warning) = as_title(headings, source) {
        return diagnostics.push(warning);
    }
    // Each heading's level as written, and as it is once what is told here is done.
    let mut open: Vec<(usize, usize)> = vec![(1, 1)];
    for (at, heading) in headings.iter().enumerate() {
        let above = if at == 0 { 1 } else { headings[at - 1].level };
        while open.last().is_some_and(|(written, _)| *written >= heading.level && *written > 1) {
            open.pop();
        }
        let right = open.last().map_or(1, |(_, right)| *right) + 1;
        open.push((heading.level, right));
        if heading.level <= above + 1 {
            continue;
        }
        let (text, right) = (heading.text.trim(), "#".repeat(right));
        let (level, highest) = ("#".repeat(heading.level), "#".repeat(above));
        let message = if at == 0 {
            words!(
                "the first heading is `{level}`, so it seems that one above it is missing",
                "pierwszy śródtytuł to `{level}`, więc wygląda, jakby brakowało tego nad nim"
            )
        } else {
            words!(
                "this heading skips a level: `{level}` comes after `{highest}`",
                "ten śródtytuł przeskakuje poziom: po `{highest}` stoi od razu `{level}`"
            )
        };
        let warning = Diagnostic::warning(codes::HEADING_LEVEL, source, line_of(heading, source), message);
        diagnostics.push(warning.hint(words!("write `{right} {text}`", "wpisz `{right} {text}`")));
    }
}

fn line_of(heading: &Heading, source: &Source) -> Span {
    let text = source.text.get(heading.at..).unwrap_or_default();
    heading.at..heading.at + text.lines().next().map_or(1, |line| line.trim_end().len()).max(1)
}

/// Most lines that one message names.
const LINES_NAMED: usize = 8;

/// Headings on the level of the page's title: one message that names the lines of all.
fn as_title(headings: &[Heading], source: &Arc<Source>) -> Option<Diagnostic> {
    let of_title: Vec<&Heading> = headings.iter().filter(|heading| heading.level == 1).collect();
    let first = *of_title.first()?;
    let line = |heading: &Heading| source.text[..heading.at].matches('\n').count() + 1;
    let numbers: Vec<String> =
        of_title.iter().take(LINES_NAMED).map(|heading| line(heading).to_string()).collect();
    let lines = match numbers.split_last() {
        Some((only, [])) => words!("line {only}", "wiersz {only}"),
        _ if of_title.len() > LINES_NAMED => {
            let some = numbers.join(", ");
            words!("lines {some} and further", "wiersze {some} i dalsze")
        }
        Some((last, others)) => {
            let others = others.join(", ");
            words!("lines {others} and {last}", "wiersze {others} i {last}")
        }
        None => Words::same(""),
    };
    let message = words!(
        "this page has headings with one `#` ({lines}), which is how the page's title is written",
        "na tej stronie są śródtytuły z jednym `#` ({lines}), a tak zapisany jest tytuł strony",
        lines
    );
    let warning = Diagnostic::warning(codes::HEADING_LEVEL, source, line_of(first, source), message);
    let number = line(first);
    let warning = if headings.first().is_some_and(|heading| heading.level == 1) {
        warning.hint(words!("add one `#` to every heading", "dopisz po jednym `#` do każdego śródtytułu"))
    } else {
        warning.hint(words!(
            "add one `#` to the heading in line {number} and to every one below it",
            "dopisz po jednym `#` do śródtytułu z wiersza {number} i do każdego pod nim"
        ))
    };
    let underlined = of_title.iter().find(|heading| !source.text[heading.at..].starts_with('#'));
    let warning = warning.hint_if(underlined.map(|heading| {
        let text = heading.text.trim();
        words!(
            "instead of the line of `===`, write `## {text}`",
            "zamiast podkreślenia z `===` wpisz `## {text}`"
        )
    }));
    Some(warning.hint_if((of_title.len() == 1).then(|| {
        words!(
            "or take the line out if it only repeats the page's title",
            "albo usuń ten wiersz, jeśli tylko powtarza tytuł strony"
        )
    })))
}

/// How far around its place a slip is looked for, in bytes: no address is longer.
const NEAR: usize = 2_000;

/// True when the last line of a fenced block closes it (CommonMark §4.5).
pub(super) fn is_closed(block: &str) -> bool {
    let bare = |line: &str| line.trim_matches(|c: char| c.is_whitespace() || c == '>').to_owned();
    let (Some(first), Some(last)) = (block.lines().next(), block.trim_end().lines().skip(1).last()) else {
        return false;
    };
    let (first, last) = (bare(first), bare(last));
    let Some(sign) = first.chars().next() else { return false };
    let length = first.chars().take_while(|c| *c == sign).count();
    last.chars().count() >= length && last.chars().all(|c| c == sign)
}

/// The block that begins here is never closed.
pub(super) fn unclosed_block(source: &Arc<Source>, line: Span) -> Diagnostic {
    let message = words!(
        "the block that begins here is never closed; all that follows is part of it",
        "blok, który tu się zaczyna, nie jest zamknięty; należy do niego wszystko, co dalej"
    );
    Diagnostic::warning(codes::BLOCK_UNCLOSED, source, line, message).hint(close_it())
}

/// How a block is closed.
pub(super) fn close_it() -> Words {
    words!(
        "put a line with just ``` where it ends",
        "w miejscu, gdzie ma się kończyć, wstaw wiersz z samym ```"
    )
}

/// A hard space behind what would make a line a list item, a heading or a quotation, were it a plain one.
pub(super) fn line_start(text: &str, span: &Span, source: &Arc<Source>, diagnostics: &mut Diagnostics) {
    let before = &source.text[floor_char_boundary(&source.text, span.start.saturating_sub(NEAR))..span.start];
    let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
    if !line.chars().all(|c| c.is_whitespace() || matches!(c, '>')) {
        return;
    }
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    let is_bare = (2..=6).contains(&level) && text[level..].starts_with(char::is_alphanumeric);
    if is_bare && source.text[span.start..].starts_with(text) {
        let (sign, title) = (&text[..level], text[level..].trim());
        let message = words!(
            "there is no space behind `{sign}`, so this is shown as plain text and no heading",
            "po `{sign}` brakuje spacji, więc na stronie widać tu zwykły tekst, a nie śródtytuł"
        );
        let hint = words!("write `{sign} {title}`", "wpisz `{sign} {title}`");
        return diagnostics
            .push(Diagnostic::warning(codes::HARD_SPACE, source, span.clone(), message).hint(hint));
    }
    let Some((sign, _)) = text.split_once('\u{a0}') else { return };
    let is_number = sign.strip_suffix(['.', ')']).is_some_and(|digits| {
        (1..=3).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
    });
    let is_heading = (1..=6).contains(&sign.len()) && sign.bytes().all(|sign| sign == b'#');
    if !(is_number || is_heading || matches!(sign, "-" | "*" | "+")) {
        return;
    }
    let place = span.start..span.start + sign.len() + '\u{a0}'.len_utf8();
    let message = words!(
        "the space behind `{sign}` is a hard one (of fixed width), so this is shown as plain text",
        "spacja po `{sign}` jest twarda (nierozdzielająca), więc na stronie widać tu zwykły tekst"
    );
    let hint = words!("delete that space and type a new one", "usuń tę spację i wpisz zwykłą");
    diagnostics.push(Diagnostic::warning(codes::HARD_SPACE, source, place, message).hint(hint));
}

/// Brackets that were to be a link and are none: `[[id`, `[text](address`, `![Sala](sala 1.png)`.
pub(super) fn link_form(text: &str, span: &Span, source: &Arc<Source>, diagnostics: &mut Diagnostics) {
    let end = floor_char_boundary(&source.text, span.start.saturating_add(NEAR));
    let (before, here) = (&source.text[..span.start], &source.text[span.start..end]);
    let here = here.lines().next().unwrap_or_default();
    if here.starts_with("[[") && text.starts_with('[') && !before.ends_with(['[', '\\']) {
        return diagnostics.push(open_wiki_link(here, span.start, source));
    }
    if let (Some(rest), true) = (here.strip_prefix("] ("), text.starts_with(']')) {
        let address = rest.split_once(')').map(|(address, _)| address.trim());
        let words = before.rsplit_once('[').map(|(_, words)| words);
        if let (Some(address), Some(shown)) = (address, words)
            && is_address(address)
            && !address.contains(' ')
            && !shown.contains(['\n', ']'])
            && shown.len() <= NEAR
        {
            let place = span.start..span.start + here.len() - rest.len() + address.len();
            let message = words!(
                "a space between `]` and `(` keeps this from being a link",
                "spacja między `]` a `(` sprawia, że nie powstaje tu odnośnik"
            );
            let hint = words!("write `[{shown}]({address})`", "wpisz `[{shown}]({address})`");
            diagnostics.push(Diagnostic::warning(codes::LINK_WITH_SPACE, source, place, message).hint(hint));
        }
        return;
    }
    if !(text.starts_with('(') && before.ends_with(']')) {
        return;
    }
    let (address, is_closed) = match here[1..].split_once(')') {
        Some((address, _)) => (address, true),
        None => (&here[1..], false),
    };
    let is_file = address.rsplit_once('.').is_some_and(|(_, ending)| (2..=4).contains(&ending.len()));
    let first = address.split_whitespace().next().unwrap_or_default();
    if let (true, Some(mail)) =
        (is_closed, address.strip_prefix("mailto:").filter(|mail| mail.starts_with(' ')))
    {
        let mail: String = mail.split_whitespace().collect();
        let message = words!("an address of mail has no spaces", "w adresie e-mail nie ma spacji");
        diagnostics.push(
            Diagnostic::warning(codes::LINK_WITH_SPACE, source, span.clone(), message)
                .hint(words!("write `(mailto:{mail})`", "wpisz `(mailto:{mail})`")),
        );
    } else if is_closed && address.contains(' ') && is_file {
        let message = words!(
            "an address with a space in it is not taken for a link",
            "adres ze spacją w środku nie tworzy odnośnika"
        );
        diagnostics.push(Diagnostic::warning(codes::LINK_WITH_SPACE, source, span.clone(), message).hint(
            words!(
                "write `(<{address}>)`, or rename the file without spaces",
                "wpisz `(<{address}>)` albo zmień nazwę pliku na taką bez spacji"
            ),
        ));
    } else if is_address(first) && (!is_closed || address.contains(' ')) {
        let place = span.start..span.start + 1 + first.len();
        let message = words!(
            "the bracket for the address of this link is never closed",
            "nawias z adresem tego odnośnika nie jest zamknięty"
        );
        let address = first.trim_end_matches(['.', ',', ';']);
        diagnostics.push(
            Diagnostic::warning(codes::LINK_UNCLOSED, source, place, message)
                .hint(words!("write `({address})`", "wpisz `({address})`")),
        );
    }
}

fn is_address(text: &str) -> bool {
    let begins = ["http://", "https://", "mailto:", "www.", "../", "./", "/"];
    begins.iter().any(|begin| text.starts_with(begin)) || text.contains(".md")
}

fn open_wiki_link(line: &str, at: usize, source: &Arc<Source>) -> Diagnostic {
    let inner = &line[2..];
    let end = inner.find([']', '[']).unwrap_or(inner.len());
    let target = inner[..end].trim();
    // Behind an id may come the rest of the sentence.
    let id = if target.contains('|') { target } else { target.split_whitespace().next().unwrap_or_default() };
    let id = id.trim_end_matches([',', '.', ';']);
    let (message, hint) = if target.is_empty() {
        (
            words!("these square brackets name nothing", "te nawiasy kwadratowe nic nie wskazują"),
            words!("write the id of an entry between them: `[[id]]`", "wpisz między nie id wpisu: `[[id]]`"),
        )
    } else {
        (
            words!(
                "`[[` is never closed, so this is no link",
                "`[[` nie jest zamknięte, więc to nie odnośnik"
            ),
            words!("write `[[{id}]]`", "wpisz `[[{id}]]`"),
        )
    };
    let place = at..at + 2 + inner[..end].trim_end().len();
    Diagnostic::warning(codes::LINK_UNCLOSED, source, place, message).hint(hint)
}

/// What is wrong with an `<img>`.
pub(super) fn html_picture(
    address: &str,
    has_alt: bool,
    source: &Arc<Source>,
    span: &Span,
) -> Option<Diagnostic> {
    if has_alt {
        return None;
    }
    let message = words!(
        "this picture has no text alternative for people who cannot see it",
        "to zdjęcie nie ma opisu dla osób, które go nie zobaczą"
    );
    let hint = words!(
        "write `![what the picture shows]({address})`; if it shows nothing that matters, add `alt=\"\"` to the tag",
        "wpisz `![co widać na zdjęciu]({address})`; jeśli tylko zdobi, dopisz w znaczniku `alt=\"\"`"
    );
    Some(Diagnostic::error(codes::IMAGE_WITHOUT_ALT, source, span.clone(), message).hint(hint))
}
