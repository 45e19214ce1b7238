//! `video`: a film or sound, the site's own or on another site, with captions and what is said in it to read.
//!
//! ````text
//! ```video
//! url: https://www.youtube.com/watch?v=…
//! title: Sesja Rady Miasta
//! poster: sesja.jpg
//! transcript: zapis.txt
//! ```
//! ````
//!
//! or `file: sesja.mp4` and `captions: napisy.vtt` for a file beside the entry. The keys are those of `recordings:`.

use serde::Serialize;

use super::{Block, Row};
use crate::kinds::recording::{Recording, recording};
use crate::view::{RecordingView, ViewCx};
use crate::words::phrase;

/// Its row in the register.
pub(super) static ROW: Row = Row {
    name: "video",
    noun: phrase("a `video` block", "blok `video`"),
    read: |fields| Box::new(Video { recording: recording(fields) }),
};

#[derive(Debug)]
struct Video {
    recording: Recording,
}

/// What the template sees as `block`.
#[derive(Serialize)]
struct VideoView {
    /// The recording.
    recording: RecordingView,
}

impl Block for Video {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        cx.value(&VideoView { recording: RecordingView::new(&self.recording, cx) })
    }

    fn template(&self) -> &'static str {
        "blocks/video.html"
    }
}
