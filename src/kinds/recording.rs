//! Recordings, of events and in texts: `{url | file, title, poster, captions, transcript, language, duration}`. One that is
//! known to have no captions is a warning; so is one that no page can play.

use super::facts;
use crate::diag::{Diagnostic, Span, Spanned, codes};
use crate::entry::FileRef;
use crate::front::Fields;
use crate::front::fields::Said;
use crate::front::fields::questions::Shape;
use crate::recording::{Medium, Playable, Player, is_short, medium_of, player};
use crate::words;
use crate::words::{Words, phrase};

/// A recording.
#[derive(Debug)]
pub(crate) struct Recording {
    /// Where it is; none where that is a fault told already.
    pub(crate) lies: Option<Lies>,
    pub(crate) title: Option<String>,
    /// The picture that stands for it until it is played.
    pub(crate) poster: Option<FileRef>,
    pub(crate) captions: Captions,
    pub(crate) transcript: Option<FileRef>,
    /// BCP 47 language tag of what is said, where that is told.
    pub(crate) language: Option<String>,
    /// In seconds.
    pub(crate) duration: Option<u32>,
}

/// Where a recording is.
#[derive(Debug)]
pub(crate) enum Lies {
    /// On another site, which may have a player for it.
    Elsewhere(String, Option<Player>),
    /// Beside the entry.
    Here(FileRef),
}

/// Its captions, as its author says.
#[derive(Debug)]
pub(crate) enum Captions {
    /// Nothing is said.
    Unsaid,
    /// It has none.
    None,
    /// They are a part of the recording.
    Within,
    /// They lie beside it.
    Beside(Vec<Track>),
}

impl Captions {
    /// Whether it has captions, where that is said.
    pub(crate) fn known(&self) -> Option<bool> {
        match self {
            Captions::Unsaid => None,
            Captions::None => Some(false),
            Captions::Within | Captions::Beside(_) => Some(true),
        }
    }

    /// Those beside it.
    pub(crate) fn tracks(&self) -> &[Track] {
        if let Captions::Beside(tracks) = self { tracks } else { &[] }
    }
}

/// Captions in a file.
#[derive(Debug)]
pub(crate) struct Track {
    pub(crate) file: FileRef,
    /// BCP 47 language tag, where it is said.
    pub(crate) language: Option<String>,
}

impl Recording {
    /// By the ending of its name or address; none for the page of a player.
    pub(crate) fn medium(&self) -> Option<(Medium, Playable)> {
        match self.lies.as_ref()? {
            Lies::Elsewhere(url, _) => medium_of(url),
            Lies::Here(file) => medium_of(&file.path),
        }
    }
}

/// Reads one.
pub(crate) fn recording(fields: &mut Fields<'_>) -> Recording {
    let captions_span = fields.span_of("captions");
    let lies_span = fields.span_of(if fields.has("url") { "url" } else { "file" });
    let said = fields.has("captions");
    let title = fields.text("title");
    let captions = captions(fields, said);
    let recording = Recording {
        lies: lies(fields),
        title,
        poster: fields.picture("poster"),
        captions,
        transcript: fields.file("transcript"),
        language: facts::language(fields, "language"),
        duration: duration(fields),
    };
    fields.expect_one_of(&["url", "file"]);
    playable(&recording, &lies_span, fields);
    if let (Some(Lies::Elsewhere(..)), Some(track)) = (&recording.lies, recording.captions.tracks().first()) {
        let message = words!(
            "captions cannot be added to a recording that lies elsewhere",
            "do nagrania na innej stronie nie da się stąd dodać napisów",
        );
        let name = &track.file.path;
        let hint = words!(
            "add them there and write `captions: true`; for those who would rather read, `transcript: {name}`",
            "dodaj je tam i wpisz `captions: true`; dla tych, którzy wolą czytać, `transcript: {name}`",
        );
        fields.sink().error(codes::CAPTIONS_UNFIT, &track.file.span, message, Some(hint));
    }
    let medium = recording.medium().map(|(medium, _)| medium);
    let lacks = match (recording.captions.known(), medium) {
        (Some(true), _) => false,
        // What is heard alone may be read instead (WCAG 2.2 §1.2.1); what is seen too needs captions (§1.2.2).
        (_, Some(Medium::Film)) => true,
        (Some(false), _) | (None, Some(Medium::Sound)) => recording.transcript.is_none(),
        // Players elsewhere may have captions of their own.
        (None, None) => false,
    };
    if lacks {
        let is_here = matches!(recording.lies, Some(Lies::Here(_)));
        without_captions(if said { captions_span } else { lies_span }, medium, is_here, fields);
    }
    recording
}

/// Every key of a recording.
const KEYS: [&str; 8] = ["url", "file", "title", "poster", "captions", "transcript", "language", "duration"];

/// Reads `url` or `file`; one of them must be there, and one alone.
fn lies(fields: &mut Fields<'_>) -> Option<Lies> {
    fields.expect("url", Shape::Like(facts::ADDRESS));
    let url = fields.spanned_text("url");
    let (has_url, has_file) = (url.is_some(), fields.has("file"));
    let file_span = fields.span_of("file");
    if !has_url && !has_file {
        let _ = fields.text("file");
        if fields.has_other_than(&KEYS) {
            fields.missing("url", "https://…");
            return None;
        }
        let span = fields.span_of("url");
        let message = words!("a recording needs `url` or `file`", "nagranie wymaga `url` albo `file`");
        let hint = words!(
            "add `url: https://…` for one on YouTube and the like, or `file: film.mp4` for a file beside the entry",
            "dodaj `url: https://…`, jeśli jest na YouTube lub podobnej stronie, albo `file: film.mp4`, jeśli to plik obok wpisu",
        );
        fields.sink().error(codes::MISSING_KEY, &span, message, Some(hint));
        return None;
    }
    if has_url && has_file {
        let message = words!(
            "this recording is said to lie both here and elsewhere",
            "to nagranie ma leżeć i tutaj, i na innej stronie",
        );
        let hint = words!(
            "keep `file:` for a file of your own, or `url:` for a recording on YouTube and the like",
            "zostaw `file:`, jeśli to własny plik, albo `url:`, jeśli nagranie jest na YouTube lub podobnej stronie",
        );
        fields.sink().error(codes::RECORDING_TWICE, &file_span, message, Some(hint));
        let _ = fields.text("file");
        return None;
    }
    if let Some(url) = url {
        if !facts::is_address(&url.value) && medium_of(&url.value).is_some() {
            own_file_as_address(&url, fields);
            return None;
        }
        let url = facts::url(fields, "url")?;
        let player = player(&url);
        fields.sink().players.extend(player.iter().map(|player| player.origin.clone()));
        let _ = fields.text("file");
        return Some(Lies::Elsewhere(url, player));
    }
    let written = fields.spanned_text("file")?;
    if facts::is_address(&written.value) {
        let address = &written.value;
        let message = words!(
            "`file` names a file beside the entry, and this is an address",
            "`file` to plik obok wpisu, a to jest adres",
        );
        let hint = words!("write `url: {address}`", "wpisz `url: {address}`");
        fields.sink().error(codes::WRONG_TYPE, &written.span, message, Some(hint));
        return None;
    }
    fields.file("file").map(Lies::Here)
}

fn own_file_as_address(url: &Spanned<String>, fields: &mut Fields<'_>) {
    let name = &url.value;
    let message = words!("`{name}` is not a web address", "`{name}` to nie adres internetowy");
    let hint = if fields.written("url") == "url" {
        words!(
            "for a file of your own beside the entry write `file: {name}`",
            "jeśli to własny plik obok wpisu, wpisz `file: {name}`",
        )
    } else {
        words!(
            "for a file of your own beside the entry write `- {{file: {name}}}`",
            "jeśli to własny plik obok wpisu, wpisz `- {{file: {name}}}`",
        )
    };
    fields.sink().error(codes::WRONG_TYPE, &url.span, message, Some(hint));
    let _ = fields.text("file");
}

/// `true`, `false`, a file, several with their languages.
fn captions(fields: &mut Fields<'_>, said: bool) -> Captions {
    let owner = phrase("a file of captions", "plik z napisami");
    let read = fields.flag_or_files("captions", owner, "file", |fields| {
        let file = fields.file("file");
        if file.is_none() {
            fields.missing("file", "napisy.vtt");
        }
        let language = facts::language(fields, "language");
        let file = file?;
        unfit_captions(&file, fields);
        Some(Track { file, language })
    });
    match read {
        Said::Flag(true) => Captions::Within,
        Said::Flag(false) if said => Captions::None,
        Said::Listed(tracks) if !tracks.is_empty() => {
            Captions::Beside(tracks.into_iter().flatten().collect())
        }
        _ => Captions::Unsaid,
    }
}

/// How to make captions that browsers show.
pub(crate) fn webvtt() -> Words {
    words!(
        "browsers show WebVTT alone: open the file in a plain text editor, write `WEBVTT` as its first line and leave the second empty, put points for the commas within times (`00:00:01.500`), and save it as `napisy.vtt` in UTF-8",
        "przeglądarki pokazują tylko WebVTT: otwórz plik w Notatniku, w pierwszym wierszu wpisz `WEBVTT`, drugi zostaw pusty, w czasach zamień przecinki na kropki (`00:00:01.500`) i zapisz jako `napisy.vtt` w kodowaniu UTF-8",
    )
}

fn unfit_captions(file: &FileRef, fields: &mut Fields<'_>) {
    if file.path.to_ascii_lowercase().ends_with(".vtt") {
        return;
    }
    let name = &file.path;
    let message =
        words!("no browser shows captions from `{name}`", "żadna przeglądarka nie pokaże napisów z `{name}`");
    fields.sink().error(codes::CAPTIONS_UNFIT, &file.span, message, Some(webvtt()));
}

/// What [`duration`] reads. YAML takes `12:34` for text, `12.34` for a number.
const DURATION: &str = "(?:[0-9]{1,2}:)?[0-9]{1,3}:[0-5][0-9]";

/// `12:34` or `1:12:34`, in seconds.
fn duration(fields: &mut Fields<'_>) -> Option<u32> {
    fields.expect("duration", Shape::Like(DURATION));
    let text = fields.spanned_text("duration")?;
    let parts: Option<Vec<u32>> = text.value.split(':').map(|part| part.parse().ok()).collect();
    let seconds = match parts.as_deref() {
        Some([minutes, seconds @ 0..60]) if *minutes < 1000 => Some(minutes * 60 + seconds),
        Some([hours, minutes @ 0..60, seconds @ 0..60]) if *hours < 100 => {
            Some(hours * 3600 + minutes * 60 + seconds)
        }
        _ => None,
    };
    if seconds.is_none_or(|seconds| seconds == 0) {
        let written = &text.value;
        let message = words!("`{written}` is not a length of time", "`{written}` to nie czas trwania");
        let hint = words!(
            "write minutes and seconds, `duration: 12:34`, or hours too, `duration: 1:12:34`",
            "wpisz minuty i sekundy, `duration: 12:34`, albo także godziny, `duration: 1:12:34`",
        );
        fields.sink().error(codes::WRONG_TYPE, &text.span, message, Some(hint));
        return None;
    }
    seconds
}

/// Tells of what no page can play.
fn playable(recording: &Recording, span: &Span, fields: &mut Fields<'_>) {
    let (message, hint) = match (&recording.lies, recording.medium()) {
        (Some(Lies::Here(file)), Some((medium, Playable::Hardly))) => {
            let name = &file.path;
            let format = if medium == Medium::Film { "MP4 (H.264)" } else { "MP3" };
            (
                words!(
                    "most browsers do not play `{name}`: readers can only download it",
                    "większość przeglądarek nie odtworzy `{name}`: można go będzie tylko pobrać",
                ),
                words!(
                    "save it as {format} in the program it was cut with, or with HandBrake or VLC, and name that file",
                    "zapisz nagranie jako {format} w programie do montażu albo w HandBrake lub VLC i podaj nazwę tamtego pliku",
                ),
            )
        }
        (Some(Lies::Here(file)), None) => {
            let name = &file.path;
            (
                words!("`{name}` is no film and no sound", "`{name}` to nie film ani dźwięk"),
                words!(
                    "name a file such as `film.mp4` or `rozmowa.mp3`; a document goes under `attachments: [{name}]`",
                    "podaj plik taki jak `film.mp4` albo `rozmowa.mp3`; dokument wymień w `attachments: [{name}]`",
                ),
            )
        }
        (Some(Lies::Elsewhere(url, None)), _) if is_short(url) => (
            words!(
                "this short address does not tell which recording it leads to: the page will have a link and no player",
                "ten skrócony adres nie mówi, do którego nagrania prowadzi: na stronie będzie odnośnik, a nie odtwarzacz",
            ),
            words!(
                "open it in a browser and copy the address that the browser then shows",
                "otwórz go w przeglądarce i skopiuj adres, który się wtedy pokaże",
            ),
        ),
        _ => return,
    };
    fields.sink().warning(codes::RECORDING_UNPLAYABLE, span, message, hint);
}

fn without_captions(span: Span, medium: Option<Medium>, is_here: bool, fields: &mut Fields<'_>) {
    let message = words!(
        "this recording has no captions for people who cannot hear it",
        "to nagranie nie ma napisów dla osób, które go nie usłyszą",
    );
    let source = fields.sink().source.clone();
    let warning = Diagnostic::warning(codes::CAPTIONS_MISSING, &source, span, message).hint(if is_here {
        words!(
            "put captions into a file beside it and name it: `captions: napisy.vtt`; if they are part of the film, `captions: true`",
            "zapisz napisy w pliku obok i wskaż go: `captions: napisy.vtt`; jeśli są częścią filmu, `captions: true`",
        )
    } else {
        words!("when it has them, write `captions: true`", "gdy będzie je mieć, wpisz `captions: true`")
    });
    let warning = match medium {
        Some(Medium::Film) => warning,
        _ => warning.hint(words!(
            "or put what is said into a file and name it: `transcript: talk.txt`",
            "albo zapisz wypowiedzi w pliku i wskaż go: `transcript: zapis.txt`",
        )),
    };
    fields.sink().diagnostics.push(warning);
}
