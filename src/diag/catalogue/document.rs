//! The catalogue in words: one code for a terminal, all of them as a document in Markdown.

use std::fmt::Write as _;

use super::{Example, ExampleFile, Language, Shown, Story, example, story};
use crate::diag::codes::{self, Code};

/// What stands around the stories.
struct Frame {
    beside: &'static str,
    wrong: &'static str,
    right: &'static str,
    machine: &'static str,
    only_there: &'static str,
    head: &'static str,
    groups: [(&'static str, &'static str); 7],
}

const ENGLISH: Frame = Frame {
    beside: "Beside it",
    wrong: "Wrong",
    right: "Right",
    machine: "No example: it is about the computer, another site, the call, or how a file is stored, not about what is written in it.",
    only_there: "(what is in it does not matter here)",
    head: "# What kronika finds wrong\n\nEvery message has a code that stays the same in every version. Here is what each means, and how it is put right; \
`kronika explain K0103` says the same in your terminal. *This page is written from the program's own catalogue \
(`src/diag/catalogue/`) by the tests, which also build each example.* [Po polsku](bledy.md)\n",
    groups: [
        ("K01", "Front matter"),
        ("K02", "Times"),
        ("K03", "References and addresses"),
        ("K04", "Text"),
        ("K05", "Theme"),
        ("K06", "Settings"),
        ("K09", "Files and the computer"),
    ],
};

const POLISH: Frame = Frame {
    beside: "Obok",
    wrong: "Źle",
    right: "Dobrze",
    machine: "Bez przykładu: chodzi o komputer, inną witrynę, wywołanie programu albo sposób zapisu pliku, a nie o to, co w nim napisano.",
    only_there: "(zawartość nie ma tu znaczenia)",
    head: "# Błędy, które znajduje kronika\n\nKażdy komunikat ma kod, który nie zmienia się między wersjami. Tu przeczytasz, co który znaczy i jak to naprawić; \
to samo w terminalu powie `kronika explain K0103`. *Tę stronę piszą testy z katalogu błędów, który jest częścią programu \
(`src/diag/catalogue/`); budują też każdy przykład.* [In English](errors.md)\n",
    groups: [
        ("K01", "Nagłówek"),
        ("K02", "Czas"),
        ("K03", "Odwołania i adresy"),
        ("K04", "Tekst"),
        ("K05", "Motyw"),
        ("K06", "Ustawienia"),
        ("K09", "Pliki i komputer"),
    ],
};

fn frame(language: Language) -> &'static Frame {
    match language {
        Language::Polish => &POLISH,
        Language::English => &ENGLISH,
    }
}

/// How wide a line of a terminal's text is.
const WIDTH: usize = 78;

/// A code for a terminal: title, story, examples.
pub fn page(code: Code, language: Language) -> Option<String> {
    let Story { title, text } = story(code.id, language)?;
    let frame = frame(language);
    let mut out = format!("{}: {title}\n", code.id);
    for paragraph in text.split("\n\n") {
        let _ = write!(out, "\n{}", wrapped(paragraph));
    }
    match example(code.id)? {
        Example::Machine => {
            let _ = write!(out, "\n{}", wrapped(frame.machine));
        }
        Example::Files(shown) => {
            for (label, files) in labelled(&shown, frame) {
                for ExampleFile { path, text } in files {
                    let _ = writeln!(out, "\n{label} – {path}");
                    let text = if text.is_empty() { frame.only_there } else { text };
                    for line in text.lines() {
                        let _ = writeln!(out, "{}", format!("    {line}").trim_end());
                    }
                }
            }
        }
    }
    Some(out)
}

/// The document of all codes, in Markdown.
pub fn document(language: Language) -> String {
    let frame = frame(language);
    let mut out = frame.head.to_owned();
    for (prefix, heading) in frame.groups {
        let _ = writeln!(out, "\n## {heading}");
        for code in codes::ALL.iter().filter(|code| code.id.starts_with(prefix)) {
            let Some(Story { title, text }) = story(code.id, language) else { continue };
            let _ = writeln!(out, "\n### {}: {title}\n\n{text}", code.id);
            match example(code.id) {
                Some(Example::Files(shown)) => {
                    for (label, files) in labelled(&shown, frame) {
                        for file in files {
                            fenced(&mut out, label, file, frame);
                        }
                    }
                }
                _ => {
                    let _ = writeln!(out, "\n{}", frame.machine);
                }
            }
        }
    }
    out
}

fn labelled<'a>(shown: &'a Shown, frame: &Frame) -> [(&'static str, &'a [ExampleFile]); 3] {
    [(frame.beside, &shown.beside), (frame.wrong, &shown.wrong), (frame.right, &shown.right)]
}

/// A file in a fence of more backticks than it holds itself.
fn fenced(out: &mut String, label: &str, file: &ExampleFile, frame: &Frame) {
    let ExampleFile { path, text } = file;
    if text.is_empty() {
        let _ = writeln!(out, "\n{label}: `{path}` {}", frame.only_there);
        return;
    }
    let language = match path.rsplit_once('.') {
        Some((_, "md")) => "markdown",
        Some((_, "html")) => "html",
        _ => "yaml",
    };
    let _ = writeln!(out, "\n{label}: `{path}`\n\n````{language}\n{text}\n````");
}

/// Lines no longer than [`WIDTH`] where words allow, each ended.
fn wrapped(paragraph: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in paragraph.split_whitespace() {
        let more = word.chars().count();
        if length > 0 && length + 1 + more > WIDTH {
            out.push('\n');
            length = 0;
        } else if length > 0 {
            out.push(' ');
            length += 1;
        }
        out.push_str(word);
        length += more;
    }
    out.push('\n');
    out
}
