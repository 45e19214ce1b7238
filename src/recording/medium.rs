//! What the ending of a name tells of a recording: film or sound, and whether browsers play it.

/// What a recording holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// Something to be seen, mostly with sound.
    Film,
    /// Something to be heard.
    Sound,
}

/// Whether browsers play a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Playable {
    /// Those of today do.
    Everywhere,
    /// Most do not.
    Hardly,
}

use Medium::{Film, Sound};
use Playable::{Everywhere, Hardly};

/// Each ending with what it means.
const ENDINGS: [(&str, Medium, Playable); 31] = [
    ("mp4", Film, Everywhere),
    ("m4v", Film, Everywhere),
    ("webm", Film, Everywhere),
    ("ogv", Film, Hardly),
    ("mov", Film, Hardly),
    ("avi", Film, Hardly),
    ("wmv", Film, Hardly),
    ("mkv", Film, Hardly),
    ("flv", Film, Hardly),
    ("mpg", Film, Hardly),
    ("mpeg", Film, Hardly),
    ("mts", Film, Hardly),
    ("m2ts", Film, Hardly),
    ("vob", Film, Hardly),
    ("3gp", Film, Hardly),
    ("asf", Film, Hardly),
    ("divx", Film, Hardly),
    ("mp3", Sound, Everywhere),
    ("m4a", Sound, Everywhere),
    ("aac", Sound, Everywhere),
    ("wav", Sound, Everywhere),
    ("flac", Sound, Everywhere),
    ("ogg", Sound, Everywhere),
    ("oga", Sound, Everywhere),
    ("opus", Sound, Everywhere),
    ("weba", Sound, Everywhere),
    ("wma", Sound, Hardly),
    ("amr", Sound, Hardly),
    ("aiff", Sound, Hardly),
    ("aif", Sound, Hardly),
    ("mid", Sound, Hardly),
];

/// By the ending of a file's name or of an address; none where it is that of no recording.
pub fn medium_of(name: &str) -> Option<(Medium, Playable)> {
    let path = name.split(['?', '#']).next()?;
    let ending = path.rsplit('/').next()?.rsplit_once('.')?.1.to_ascii_lowercase();
    ENDINGS.iter().find(|(known, ..)| *known == ending).map(|(_, medium, playable)| (*medium, *playable))
}
