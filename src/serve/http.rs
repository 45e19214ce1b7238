//! Connections and requests: who may ask, for what, and which part of the server answers.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::header;
use hyper::http::uri::Authority;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

use super::body::{Answer, Reply};
use super::guard::{Names, decoded, unescaped};
use super::live::Live;
use super::patience::Patient;
use super::replies::{self, OWN};
use super::{events, files, own};

/// How many connections there may be at once; more have to wait.
const CONNECTIONS: usize = 100;

/// How long a request may take to arrive, and a connection be idle.
const PATIENCE: Duration = Duration::from_secs(30);

/// The largest head of a request, in bytes.
const HEAD_LIMIT: usize = 32 * 1024;

/// The longest address, in bytes.
const ADDRESS_LIMIT: usize = 8 * 1024;

/// Where browsers listen, below the preview's own addresses.
const EVENTS: &str = "events";

/// Where they ask what there is to tell of a page.
const ABOUT_A_PAGE: &str = "page";

/// What requests are answered from.
#[derive(Debug)]
pub(super) struct Desk {
    /// The site's folder, as an absolute path.
    pub(super) root: PathBuf,
    /// Under which names the server answers.
    pub(super) names: Names,
    /// The newest state.
    pub(super) live: watch::Receiver<Arc<Live>>,
}

/// Answers requests for as long as the program runs.
pub(super) async fn serve(listener: TcpListener, desk: Arc<Desk>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { return };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(_) => {
                // Out of file handles, or the caller has hung up already: what can be done is to wait a moment.
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let desk = desk.clone();
        tokio::spawn(async move {
            converse(stream, &manners(), &desk).await;
            drop(place);
        });
    }
}

/// How connections are held.
pub(super) fn manners() -> http1::Builder {
    let mut manners = http1::Builder::new();
    manners.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(HEAD_LIMIT);
    manners
}

/// Answers what comes on one connection until it ends.
pub(super) async fn converse(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    manners: &http1::Builder,
    desk: &Desk,
) {
    let service = service_fn(|request| answer(desk, request));
    // A fault of a connection is its browser's affair: there is nobody else to tell.
    let _ = manners.serve_connection(TokioIo::new(Patient::new(stream)), service).await;
}

async fn answer(desk: &Desk, request: Request<Incoming>) -> Reply {
    let mut response = match refusal(desk, &request) {
        Some(refusal) => refusal,
        None => route(desk, &request).await,
    };
    if request.method() == Method::HEAD {
        *response.body_mut() = Answer::empty();
    }
    Ok(response)
}

/// Why a request is not looked at any further.
fn refusal<B>(desk: &Desk, request: &Request<B>) -> Option<Response<Answer>> {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (host, second) = (hosts.next().and_then(|host| host.to_str().ok()), hosts.next());
    let target = request.uri().authority().map(Authority::as_str);
    // RFC 9112 §3.2: one Host, no more and no fewer.
    let (Some(host), None) = (host, second) else {
        return Some(replies::text(
            StatusCode::BAD_REQUEST,
            "The request does not say for which host it is.\n",
        ));
    };
    if !desk.names.allow(host) || target.is_some_and(|target| !desk.names.allow(target)) {
        let words = "This is a preview on somebody's computer. It answers under localhost, its IP address and the name \
            given with --host, so that no other site can read it through its visitors' browsers.\n";
        return Some(replies::text(StatusCode::MISDIRECTED_REQUEST, words));
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let mut response = replies::text(StatusCode::METHOD_NOT_ALLOWED, "A preview can only be read.\n");
        response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"));
        return Some(response);
    }
    let length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    (length > ADDRESS_LIMIT).then(|| replies::text(StatusCode::URI_TOO_LONG, "The address is too long.\n"))
}

async fn route<B>(desk: &Desk, request: &Request<B>) -> Response<Answer> {
    let Some(path) = decoded(request.uri().path()) else {
        return replies::text(StatusCode::BAD_REQUEST, "There can be no such address.\n");
    };
    let Some(own_path) = request.uri().path().strip_prefix(OWN) else {
        let live = desk.live.borrow().clone();
        return files::answer(&live, request, &path).await;
    };
    match own_path {
        EVENTS if request.method() == Method::GET => events::subscribe(desk.live.clone()),
        ABOUT_A_PAGE => {
            let url = query(request, "url").unwrap_or_default();
            let json = desk.live.borrow().page(&desk.root, &url);
            replies::whole(StatusCode::OK, "application/json; charset=utf-8", json.into())
        }
        name => own::answer(name)
            .unwrap_or_else(|| replies::text(StatusCode::NOT_FOUND, "The preview has no such address.\n")),
    }
}

/// A value of the query.
fn query<B>(request: &Request<B>, name: &str) -> Option<String> {
    let pairs = request.uri().query()?.split('&');
    let value = pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name)?.1;
    unescaped(&value.replace('+', " "))
}
