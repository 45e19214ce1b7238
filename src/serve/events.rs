//! Server-sent events (HTML Living Standard §9.2): each listening browser is told the newest state, and each that
//! follows. One that is slow misses the states in between; one that has gone away is forgotten.

use std::sync::Arc;
use std::time::Duration;

use hyper::header::{self, HeaderValue};
use hyper::{Response, StatusCode};
use tokio::sync::{mpsc, watch};

use super::body::Answer;
use super::live::Live;
use super::replies;

/// How often something is said when there is nothing to say, so that a lost connection is noticed.
const PULSE: Duration = Duration::from_secs(15);

/// An answer that does not end.
pub(super) fn subscribe(live: watch::Receiver<Arc<Live>>) -> Response<Answer> {
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(tell(live, sender));
    let mut response = Response::new(Answer::Events(receiver));
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    replies::common(headers);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    response
}

/// Tells one browser until it has gone away or the server ends.
async fn tell(mut live: watch::Receiver<Arc<Live>>, browser: mpsc::Sender<String>) {
    // What the browser waits before it tries again, in milliseconds.
    let mut text = "retry: 1000\n".to_owned();
    let mut told: Option<u64> = None;
    loop {
        let newest = live.borrow_and_update().clone();
        let version = newest.state.version;
        // Before the first update is done there is nothing to tell.
        if version > 0 && told != Some(version) {
            let missed = told.map(|told| version.saturating_sub(told + 1));
            text.push_str(&format!("event: state\ndata: {}\n\n", newest.state.json(missed)));
            told = Some(version);
        } else if told.is_some() {
            text.push_str(": still here\n\n");
        }
        drop(newest);
        if browser.send(std::mem::take(&mut text)).await.is_err() {
            return;
        }
        let more = tokio::select! {
            changed = live.changed() => changed.is_ok(),
            () = tokio::time::sleep(PULSE) => true,
            () = browser.closed() => false,
        };
        if !more {
            return;
        }
    }
}
