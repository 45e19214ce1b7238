//! [`RecordingView`]: a recording as it stands on a page. Of one on another site nothing is loaded until a reader asks for it.

use serde::Serialize;

use super::files::{is_another, language_in_words};
use super::{AttachmentView, ImageView, ViewCx};
use crate::kinds::recording::{Lies, Recording, Track};
use crate::recording::{Medium, Playable};

/// A recording.
#[derive(Clone, Debug, Serialize)]
pub struct RecordingView {
    /// Its whole address, where it lies on another site.
    pub url: Option<String>,
    /// The service it lies on, where its player is known: YouTube, Vimeo, Facebook or PeerTube.
    pub service: Option<&'static str>,
    /// The whole address of the service's player, for a frame that a reader has asked for.
    pub player: Option<String>,
    /// The file, where it is the site's own.
    pub file: Option<AttachmentView>,
    /// `film` or `sound`, of an own file that browsers play.
    pub medium: Option<&'static str>,
    /// Its title.
    pub title: Option<String>,
    /// The picture that stands for it until it is played.
    pub poster: Option<ImageView>,
    /// Whether it has captions, where that is known.
    pub captions: Option<bool>,
    /// Captions beside an own file.
    pub tracks: Vec<TrackView>,
    /// What is said in it, as a file to read.
    pub transcript: Option<AttachmentView>,
    /// How long it is, in words; none where that is not known.
    pub duration: Option<String>,
    /// In which language it is, in words; none for the site's own.
    pub language: Option<String>,
    /// BCP 47 tag of that language, for `hreflang`.
    pub code: Option<String>,
    /// Captions, length and language in words, separated by commas; empty where nothing is known.
    pub note: String,
}

/// Captions in a file.
#[derive(Clone, Debug, Serialize)]
pub struct TrackView {
    /// Its address from the site's root.
    pub url: String,
    /// BCP 47 language tag, for `srclang`.
    pub code: String,
    /// What it is called in the player's menu: „napisy po polsku”.
    pub label: String,
}

impl RecordingView {
    /// The view of a recording named by the entry.
    pub(crate) fn new(recording: &Recording, cx: &ViewCx<'_>) -> Self {
        let title = cx.text_of(&recording.title);
        let (mut url, mut service, mut player, mut file) = (None, None, None, None);
        match &recording.lies {
            Some(Lies::Elsewhere(address, known)) => {
                url = Some(address.clone());
                service = known.as_ref().map(|player| player.service.name);
                player = known.as_ref().map(|player| player.started());
            }
            Some(Lies::Here(own)) => file = AttachmentView::of(own, title.clone(), None, cx),
            None => {}
        }
        let medium = match recording.medium().filter(|_| file.is_some()) {
            Some((Medium::Film, Playable::Everywhere)) => Some("film"),
            Some((Medium::Sound, Playable::Everywhere)) => Some("sound"),
            _ => None,
        };
        let texts = &cx.site.texts;
        let captions = recording.captions.known();
        let in_words =
            captions.map(|has| texts.pattern(if has { "event.captions" } else { "event.no_captions" }));
        let duration = recording.duration.map(|seconds| duration_in_words(seconds, cx));
        let code = recording.language.clone().filter(|code| is_another(code, &cx.site.config.language));
        let language = code.as_deref().map(|code| language_in_words(code, cx));
        let note = [&in_words, &duration, &language].into_iter().flatten().map(String::as_str);
        let note = note.collect::<Vec<_>>().join(", ");
        let poster = recording.poster.as_ref().and_then(|poster| {
            let place = cx.entry().source.path.join(&poster.path)?;
            cx.picture(&place)
        });
        let tracks = recording.captions.tracks().iter();
        let tracks = tracks.filter_map(|track| TrackView::new(track, recording, cx)).collect();
        let transcript =
            recording.transcript.as_ref().and_then(|file| AttachmentView::of(file, None, None, cx));
        Self {
            url,
            service,
            player,
            file,
            medium,
            title,
            poster,
            captions,
            tracks,
            transcript,
            duration,
            language,
            code,
            note,
        }
    }
}

impl TrackView {
    /// Captions whose language nobody tells are in that of the recording, else of the site.
    fn new(track: &Track, recording: &Recording, cx: &ViewCx<'_>) -> Option<Self> {
        let code = track.language.as_deref().or(recording.language.as_deref());
        let code = code.unwrap_or(&cx.site.config.language).to_owned();
        let language = language_in_words(&code, cx);
        let label = cx.site.texts.get("recording.track", &[("language", &language)]).unwrap_or_default();
        Some(Self { url: cx.file_url(&track.file)?, code, label })
    }
}

/// „1 godz. 5 min”, „12 min 34 s”: seconds are left out of what takes hours.
fn duration_in_words(seconds: u32, cx: &ViewCx<'_>) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let parts = [("hours", hours), ("minutes", minutes), ("seconds", if hours > 0 { 0 } else { rest })];
    let told = parts.iter().filter(|(_, count)| *count > 0);
    let in_words = |(unit, count): &(&str, u32)| {
        let count = count.to_string();
        cx.site.texts.get(&format!("recording.{unit}"), &[("n", &count)]).unwrap_or_default()
    };
    told.map(in_words).collect::<Vec<_>>().join(" ")
}

/// ISO 8601-1 §5.5.2: `PT1H5M12S`.
pub fn iso_duration(seconds: u32) -> String {
    let parts = [(seconds / 3600, 'H'), (seconds / 60 % 60, 'M'), (seconds % 60, 'S')];
    let told = parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count}{unit}"));
    format!("PT{}", told.collect::<String>())
}
