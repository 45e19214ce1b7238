//! A file of the site as an answer: found by its address, with type, ETag, ranges, and for documents the preview's
//! script (RFC 9110 §8.8.3, §13, §14).

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::SeekFrom;
use std::path::Path;
use std::sync::Arc;

use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::body::Answer;
use super::live::{Live, file_of};
use super::range::{Wanted, wanted};
use super::replies::{self, OWN};
use super::types::{is_page, media_type};
use crate::content::{Content, FileState};
use crate::path::OutPath;

/// Copied files up to this size are read whole: their ETag is then that of their bytes.
const SMALL: u64 = 4 * 1024 * 1024;

/// The page for addresses that lead nowhere.
const NOT_FOUND: &str = "404.html";

/// The bytes of a file, before it is known which of them are wanted.
enum Held {
    Bytes(Bytes),
    File(File, u64),
}

/// Something to send, with what conditions are checked against.
struct Found {
    held: Held,
    media_type: String,
    etag: String,
    status: StatusCode,
}

/// Answers for an address of the site. `path` is decoded and without the leading `/`.
pub(super) async fn answer<B>(live: &Arc<Live>, request: &Request<B>, path: &str) -> Response<Answer> {
    let document = wants_document(request.headers());
    if !live.state.shown {
        return if document {
            waiting(live)
        } else {
            replies::text(StatusCode::SERVICE_UNAVAILABLE, WAITING)
        };
    }
    let Some(below) = below_base(&live.shown.base, path) else {
        return match path.is_empty() || format!("/{path}/") == live.shown.base {
            true => replies::redirect(&live.shown.base),
            false => not_found(live, request).await,
        };
    };
    let file = file_of(below);
    if live.shown.has(&file) && is_exact(&file, below) {
        return match found(live, &file, document).await {
            Some(found) => send(request, found).await,
            None => not_found(live, request).await,
        };
    }
    let folder = OutPath::new(format!("{below}/index.html"));
    if !below.ends_with('/') && is_exact(&folder, &format!("{below}/")) && live.shown.has(&folder) {
        let query = request.uri().query().map_or(String::new(), |query| format!("?{query}"));
        return replies::redirect(&format!("{}/{query}", request.uri().path()));
    }
    not_found(live, request).await
}

/// The rest of a path behind the base.
fn below_base<'p>(base: &str, path: &'p str) -> Option<&'p str> {
    let base = super::guard::decoded(base).unwrap_or_default();
    path.strip_prefix(&base)
}

/// True when the address was written as the file is called, without parts that vanish.
fn is_exact(file: &OutPath, address: &str) -> bool {
    let file = file.as_str();
    file == address || file.strip_suffix("index.html").is_some_and(|folder| folder == address)
}

/// True for a request of somebody who opens a page, rather than of a script or a test that wants its bytes.
pub(super) fn wants_document(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    matches!(text("sec-fetch-dest"), "document" | "iframe" | "frame") || text("accept").contains("text/html")
}

async fn found(live: &Live, file: &OutPath, document: bool) -> Option<Found> {
    let name = file.as_str();
    let (held, etag) = match content(live, file).await? {
        Content::Made(bytes) => (Held::Bytes(Bytes::copy_from_slice(&bytes)), None),
        Content::Copied(place, ..) => copied(&place).await?,
    };
    let held = match held {
        Held::Bytes(bytes) if document && is_page(name) => Held::Bytes(with_script(live, &bytes).into()),
        held => held,
    };
    let (utf8, etag) = match &held {
        Held::Bytes(bytes) => (std::str::from_utf8(bytes).is_ok(), etag_of(bytes)),
        Held::File(..) => (false, etag.unwrap_or_default()),
    };
    Some(Found { held, media_type: media_type(name, utf8), etag, status: StatusCode::OK })
}

/// What a file of the site holds; a late one is made, meanwhile others are answered.
async fn content(live: &Live, file: &OutPath) -> Option<Content> {
    if !live.shown.is_late(file) {
        return live.shown.file(file);
    }
    let (shown, file) = (live.shown.clone(), file.clone());
    tokio::task::spawn_blocking(move || shown.file(&file)).await.ok().flatten()
}

/// A file on the disk: its bytes when it is small, else the open file. `None` when it is gone.
async fn copied(place: &Path) -> Option<(Held, Option<String>)> {
    let mut file = File::open(place).await.ok()?;
    let data = file.metadata().await.ok().filter(std::fs::Metadata::is_file)?;
    if data.len() <= SMALL {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).await.ok()?;
        return Some((Held::Bytes(bytes.into()), None));
    }
    let mut hasher = DefaultHasher::new();
    FileState::new(&data).hash(&mut hasher);
    let etag = format!("\"{:x}-{:016x}\"", data.len(), hasher.finish());
    Some((Held::File(file, data.len()), Some(etag)))
}

fn etag_of(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("\"{:x}-{:016x}\"", bytes.len(), hasher.finish())
}

/// A page with the preview's script before its last `</body>`.
fn with_script(live: &Live, page: &[u8]) -> Vec<u8> {
    let script = format!(
        "<script type=\"module\" src=\"{OWN}client.js\" data-version=\"{}\" data-base=\"{}\"></script>",
        live.state.version,
        live.shown.base.replace('&', "&amp;").replace('"', "&quot;")
    );
    let end = page.windows(7).rposition(|part| part.eq_ignore_ascii_case(b"</body>")).unwrap_or(page.len());
    [&page[..end], script.as_bytes(), &page[end..]].concat()
}

/// The site's own page for an address that leads nowhere.
async fn not_found<B>(live: &Live, request: &Request<B>) -> Response<Answer> {
    let file = OutPath::new(NOT_FOUND);
    match found(live, &file, wants_document(request.headers())).await {
        Some(found) => send(request, Found { status: StatusCode::NOT_FOUND, ..found }).await,
        None => replies::text(StatusCode::NOT_FOUND, "There is no such page.\n"),
    }
}

const WAITING: &str = "There is no site to show yet.\n";

/// A page for as long as there is no site: the script tells on it what is wrong, and opens the site when it is mended.
fn waiting(live: &Live) -> Response<Answer> {
    let page = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>kronika</title>\n\
        <meta name=\"viewport\" content=\"width=device-width\">\n</head>\n<body>\n<p>There is no site to show yet.</p>\n\
        </body>\n</html>\n";
    let bytes = with_script(live, page.as_bytes());
    replies::whole(StatusCode::SERVICE_UNAVAILABLE, "text/html; charset=utf-8", bytes.into())
}

/// The answer with what the request's conditions and range leave of it.
async fn send<B>(request: &Request<B>, found: Found) -> Response<Answer> {
    let headers = request.headers();
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let ok = found.status == StatusCode::OK;
    let length = match &found.held {
        Held::Bytes(bytes) => bytes.len() as u64,
        Held::File(_, length) => *length,
    };
    let unchanged = text(header::IF_NONE_MATCH).is_some_and(|tags| matches_any(tags, &found.etag));
    let same = text(header::IF_RANGE).is_none_or(|tag| tag.trim() == found.etag);
    let part = match text(header::RANGE) {
        Some(range) if ok && same && request.method() == Method::GET => wanted(range, length),
        _ => Wanted::Whole,
    };
    let (status, from, size) = match part {
        _ if ok && unchanged => (StatusCode::NOT_MODIFIED, 0, 0),
        Wanted::Whole => (found.status, 0, length),
        Wanted::Part(first, last) => (StatusCode::PARTIAL_CONTENT, first, last - first + 1),
        Wanted::Nothing => (StatusCode::RANGE_NOT_SATISFIABLE, 0, 0),
    };
    let body = match found.held {
        _ if request.method() == Method::HEAD || size == 0 => Some(Answer::empty()),
        Held::Bytes(bytes) => usize::try_from(from)
            .ok()
            .zip(usize::try_from(from + size).ok())
            .map(|(from, to)| bytes.slice(from..to).into()),
        Held::File(mut file, _) => {
            file.seek(SeekFrom::Start(from)).await.ok().map(|_| Answer::file(file, size))
        }
    };
    let Some(body) = body else {
        return replies::text(StatusCode::INTERNAL_SERVER_ERROR, "The file cannot be read.\n");
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let answer = response.headers_mut();
    replies::common(answer);
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            answer.insert(name, value);
        }
    };
    set(header::ETAG, &found.etag);
    set(header::VARY, "Accept, Sec-Fetch-Dest");
    if status != StatusCode::NOT_MODIFIED {
        set(header::CONTENT_TYPE, &found.media_type);
        set(header::CONTENT_LENGTH, &size.to_string());
        set(header::ACCEPT_RANGES, "bytes");
    }
    match status {
        StatusCode::PARTIAL_CONTENT => {
            set(header::CONTENT_RANGE, &format!("bytes {from}-{}/{length}", from + size - 1));
        }
        StatusCode::RANGE_NOT_SATISFIABLE => set(header::CONTENT_RANGE, &format!("bytes */{length}")),
        _ => {}
    }
    response
}

/// Whether `If-None-Match` names this version, or any (RFC 9110 §13.1.2: compared weakly).
fn matches_any(tags: &str, etag: &str) -> bool {
    tags.trim() == "*" || tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag)
}
