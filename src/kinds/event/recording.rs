//! Recordings of an event. One that is known to have no captions is a warning.

use super::facts;
use crate::diag::{Diagnostic, Span, codes};
use crate::entry::FileRef;
use crate::front::Fields;
use crate::words;

/// A recording.
#[derive(Debug)]
pub(super) struct Recording {
    pub(super) url: Option<String>,
    pub(super) title: Option<String>,
    /// As its author says; none where nothing is said.
    pub(super) captions: Option<bool>,
    pub(super) transcript: Option<FileRef>,
}

/// Reads one.
pub(super) fn recording(fields: &mut Fields<'_>) -> Recording {
    let said = fields.has("captions");
    let (url_span, captions_span) = (fields.span_of("url"), fields.span_of("captions"));
    let captions = fields.flag("captions");
    let recording = Recording {
        url: facts::url(fields, "url"),
        title: fields.text("title"),
        captions: said.then_some(captions),
        transcript: fields.file("transcript"),
    };
    let medium = recording.url.as_deref().and_then(medium);
    let lacks = match (recording.captions, medium) {
        (Some(true), _) => false,
        // What is heard alone may be read instead (WCAG 2.2 §1.2.1); what is seen too needs captions (§1.2.2).
        (_, Some(Medium::Film)) => true,
        (Some(false), _) | (None, Some(Medium::Sound)) => recording.transcript.is_none(),
        // Players elsewhere may have captions of their own.
        (None, None) => false,
    };
    if lacks {
        without_captions(if said { captions_span } else { url_span }, medium, fields);
    }
    recording
}

/// What a file of a recording holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Medium {
    Film,
    Sound,
}

/// By the ending of its address; none for the page of a player.
fn medium(url: &str) -> Option<Medium> {
    let path = url.split(['?', '#']).next()?;
    let ending = path.rsplit('/').next()?.rsplit_once('.')?.1.to_ascii_lowercase();
    match ending.as_str() {
        "mp4" | "m4v" | "webm" | "mov" | "avi" | "mkv" | "ogv" | "wmv" => Some(Medium::Film),
        "mp3" | "m4a" | "ogg" | "oga" | "wav" | "flac" | "opus" | "aac" => Some(Medium::Sound),
        _ => None,
    }
}

fn without_captions(span: Span, medium: Option<Medium>, fields: &mut Fields<'_>) {
    let message = words!(
        "this recording has no captions for people who cannot hear it",
        "to nagranie nie ma napisów dla osób, które go nie usłyszą",
    );
    let source = fields.sink().source.clone();
    let warning = Diagnostic::warning(codes::CAPTIONS_MISSING, &source, span, message).hint(words!(
        "when it has them, write `captions: true`",
        "gdy będzie je mieć, wpisz `captions: true`",
    ));
    let warning = match medium {
        Some(Medium::Film) => warning,
        _ => warning.hint(words!(
            "or put what is said into a file and name it: `transcript: talk.txt`",
            "albo zapisz wypowiedzi w pliku i wskaż go: `transcript: zapis.txt`",
        )),
    };
    fields.sink().diagnostics.push(warning);
}
