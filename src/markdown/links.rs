//! The words of links and pictures: a link must have some and they must say where it leads; a picture needs words for those
//! who cannot see it.

use std::sync::Arc;

use crate::diag::{Diagnostic, Source, Span, codes};
use crate::words;

/// Words of links that say nothing of where they lead, in Polish and in English, without Polish letters.
const IDLE: [&str; 62] = [
    "czytaj",
    "czytaj dalej",
    "czytaj tutaj",
    "czytaj wiecej",
    "dalej",
    "dowiedz sie wiecej",
    "klik",
    "kliknij",
    "kliknij aby przejsc",
    "kliknij i zobacz",
    "kliknij link",
    "kliknij tu",
    "kliknij tutaj",
    "kliknij w link",
    "link",
    "link tutaj",
    "odnosnik",
    "pelna tresc",
    "pobierz",
    "pobierz tu",
    "pobierz tutaj",
    "pod linkiem",
    "pod tym adresem",
    "pod tym linkiem",
    "przejdz",
    "przejdz dalej",
    "sprawdz",
    "sprawdz tutaj",
    "szczegoly tutaj",
    "ten link",
    "tu",
    "tutaj",
    "w linku",
    "w tym linku",
    "wejdz",
    "wiecej",
    "wiecej informacji",
    "wiecej tutaj",
    "www",
    "zobacz",
    "zobacz tutaj",
    "zobacz wiecej",
    "click",
    "click here",
    "click me",
    "click this link",
    "continue",
    "continue reading",
    "download",
    "download here",
    "find out more",
    "go",
    "here",
    "learn more",
    "more",
    "more info",
    "more information",
    "read more",
    "see here",
    "see more",
    "this",
    "this link",
];

/// What stands in a picture's square brackets when it shows nothing that matters.
const DECORATIVE: [&str; 5] = ["\"\"", "„”", "“”", "''", "””"];

/// True for a text alternative that says: this picture is decoration.
pub(super) fn is_decorative(alt: &str) -> bool {
    DECORATIVE.contains(&alt.trim())
}

/// Links and pictures that are open.
#[derive(Debug, Default)]
pub(super) struct LinkTexts {
    links: Vec<LinkText>,
    picture: Vec<LinkText>,
}

#[derive(Debug)]
struct LinkText {
    span: Span,
    address: String,
    text: String,
    form: Form,
}

/// How a link is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `[text](address)`.
    Brackets,
    /// `[[id|text]]`.
    Wiki,
    /// Without words of its author's, or without an address.
    Bare,
}

impl LinkText {
    fn new(span: Span, address: &str, form: Form) -> Self {
        Self { span, address: address.to_owned(), text: String::new(), form }
    }
}

impl LinkTexts {
    /// A link begins.
    pub(super) fn open(&mut self, span: Span, address: &str, form: Form) {
        self.links.push(LinkText::new(span, address, form));
    }

    /// A picture begins.
    pub(super) fn open_picture(&mut self, span: Span, address: &str) {
        self.picture.push(LinkText::new(span, address, Form::Brackets));
    }

    /// True while text is the alternative of a picture.
    pub(super) fn is_in_picture(&self) -> bool {
        !self.picture.is_empty()
    }

    /// Words of what is open.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(open) = self.picture.last_mut().or(self.links.last_mut()) {
            open.text.push_str(text);
        }
    }

    /// The link ends; what is wrong with its words.
    pub(super) fn close(&mut self, source: &Arc<Source>) -> Option<Diagnostic> {
        let link = self.links.pop().filter(|link| link.form != Form::Bare)?;
        let (text, address) = (link.text.trim(), link.address.as_str());
        if address.is_empty() {
            // That it has lost its address is told where links are looked up.
            return None;
        }
        if text.is_empty() {
            let message = words!(
                "this link has no words; nobody will see where to click",
                "ten odnośnik nie ma tekstu; nikt nie zobaczy, w co kliknąć"
            );
            let hint = words!(
                "write where it leads in the square brackets: `[Report of the council]({address})`",
                "wpisz w nawiasach kwadratowych, dokąd prowadzi: `[Sprawozdanie rady]({address})`"
            );
            return Some(
                Diagnostic::warning(codes::LINK_WITHOUT_TEXT, source, link.span, message).hint(hint),
            );
        }
        if !IDLE.contains(&folded(text).as_str()) {
            return None;
        }
        let message = words!(
            "“{text}” does not say where this link leads; people who have links read out to them hear only that",
            "„{text}” nie mówi, dokąd prowadzi odnośnik; kto słucha samych odnośników, usłyszy tylko to"
        );
        let example = match link.form {
            Form::Wiki => words!("[[{address}|Report of the council]]", "[[{address}|Sprawozdanie rady]]"),
            _ => words!("[Report of the council]({address})", "[Sprawozdanie rady]({address})"),
        };
        let hint = words!(
            "make the words that name the thing the link: `{example}`",
            "zrób odnośnik ze słów, które to nazywają: `{example}`",
            example
        );
        Some(Diagnostic::warning(codes::LINK_TEXT_IDLE, source, link.span, message).hint(hint))
    }

    /// The picture ends: where it begins, its alternative as others see it, and what is wrong with that.
    pub(super) fn close_picture(&mut self, source: &Arc<Source>) -> (usize, String, Option<Diagnostic>) {
        let Some(picture) = self.picture.pop() else { return (0, String::new(), None) };
        let at = picture.span.start;
        if is_decorative(&picture.text) {
            return (at, String::new(), None);
        }
        if !picture.text.trim().is_empty() {
            return (at, picture.text, None);
        }
        let address = picture.address;
        if address.trim().is_empty() {
            // That it lacks a file is told where links are looked up.
            return (at, String::new(), None);
        }
        let message = words!(
            "this picture has no text alternative for people who cannot see it",
            "to zdjęcie nie ma opisu dla osób, które go nie zobaczą"
        );
        let diagnostic = Diagnostic::error(codes::IMAGE_WITHOUT_ALT, source, picture.span, message).hint(words!(
            "write `![what the picture shows]({address})`; if it shows nothing that matters, `![\"\"]({address})`",
            "wpisz `![co widać na zdjęciu]({address})`; jeśli tylko zdobi, `![\"\"]({address})`"
        ));
        (at, String::new(), Some(diagnostic))
    }
}

/// Words without what does not tell them apart: case, Polish letters, arrows and dots around them.
fn folded(text: &str) -> String {
    let plain = deunicode::deunicode(text).to_lowercase();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_words_are_told_whole_and_in_any_dress() {
        for idle in ["Kliknij tutaj", "WIĘCEJ…", "czytaj  więcej »", "[tu]", "Read more →", "here."] {
            assert!(IDLE.contains(&folded(idle).as_str()), "{idle}");
        }
        for telling in
            ["Więcej o budżecie", "tutaj mieszkańcy", "Here and now", "Link do nagrania", "Program"]
        {
            assert!(!IDLE.contains(&folded(telling).as_str()), "{telling}");
        }
        for idle in IDLE {
            assert_eq!(folded(idle), idle, "the table is folded");
        }
    }
}
