//! The preview's own files, part of the program: what runs in the browser, below `/__kronika/`.

use hyper::body::Bytes;
use hyper::{Response, StatusCode};
use include_dir::{Dir, include_dir};

use super::body::Answer;
use super::replies;
use super::types::media_type;

/// What runs in the browser.
static CLIENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/serve/client");

/// A script or style sheet by its name.
pub(super) fn answer(name: &str) -> Option<Response<Answer>> {
    let file = CLIENT.get_file(name).filter(|_| name.ends_with(".js") || name.ends_with(".css"))?;
    let bytes = Bytes::from_static(file.contents());
    Some(replies::whole(StatusCode::OK, &media_type(name, true), bytes))
}
