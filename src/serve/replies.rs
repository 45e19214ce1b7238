//! Answers that are no file of the site: refusals in plain words, redirects, the preview's own files.

use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::{Response, StatusCode};

use super::body::Answer;

/// Below which path the preview's own addresses lie; no site has such a folder.
pub(super) const OWN: &str = "/__kronika/";

/// What every answer says: it is looked up anew each time, its type is no guess, and other sites have no use for it.
pub(super) fn common(headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
}

/// Some bytes, whole.
pub(super) fn whole(status: StatusCode, media_type: &str, bytes: Bytes) -> Response<Answer> {
    let length = HeaderValue::from(bytes.len());
    let mut response = Response::new(bytes.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    common(headers);
    headers.insert(header::CONTENT_LENGTH, length);
    if let Ok(media_type) = HeaderValue::from_str(media_type) {
        headers.insert(header::CONTENT_TYPE, media_type);
    }
    response
}

/// A sentence for people.
pub(super) fn text(status: StatusCode, words: &str) -> Response<Answer> {
    whole(status, "text/plain; charset=utf-8", Bytes::copy_from_slice(words.as_bytes()))
}

/// To another address of this server. Not for good: what lies where is being written.
pub(super) fn redirect(to: &str) -> Response<Answer> {
    let mut response = text(StatusCode::TEMPORARY_REDIRECT, "");
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}
