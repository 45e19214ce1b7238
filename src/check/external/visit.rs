//! One address → what its host answers. Asked by `HEAD`; what is not good is asked once more by `GET`, for many servers
//! answer the first wrongly, and nothing is read of the body. Redirects are followed by hand, so that each host on the
//! way gets its turn. Entry point: [`Visitor::visit`].

use std::time::Duration;

use ureq::Agent;
use ureq::http::HeaderMap;
use ureq::tls::{RootCerts, TlsConfig};
use url::Url;

use super::policy::{Policy, Route};
use super::turns::Turns;

/// Longest chain of redirects; browsers give up after twenty.
const HOPS: usize = 10;

/// Longest rest that a server's `Retry-After` is granted when it does not say it in seconds (RFC 9110 §10.2.3).
const UNKNOWN_REST: Duration = Duration::from_secs(30);

/// What came of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It is there.
    Good,
    /// It is there, under this address from now on.
    Moved(String),
    /// The host says that there is no such page: 404 or 410.
    Gone(u16),
    /// No host has that name.
    NoHost,
    /// The host does not show that it is who it says.
    Certificate(Doubt),
    /// It could not be found out.
    Silent(Trouble),
    /// The host does not answer programs, or not this one: 401, 403, 429 and the like.
    Refused(u16),
    /// There was no time left.
    NotAsked,
}

/// What is wrong with a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Its time is over.
    Expired,
    /// It is another host's.
    OtherName,
    /// Nobody known vouches for it.
    Unknown,
    /// Something else.
    Other,
}

/// Why it could not be found out whether something is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The server itself has a fault: 500 and above.
    Status(u16),
    /// No answer in time.
    Slow,
    /// No connection.
    Closed,
    /// An answer that is none.
    Garbled,
    /// Redirects without end.
    Circle,
}

impl Trouble {
    /// True when nothing was heard of the host at all.
    pub(super) fn is_of_the_line(&self) -> bool {
        matches!(self, Trouble::Slow | Trouble::Closed)
    }
}

/// What one chain of requests came to.
enum Step {
    /// A status, and where it was given.
    Status(u16, Url, Followed),
    /// The host wants to be asked later.
    Later(u16, Duration),
    Failed(Answer),
}

/// How a chain of redirects was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Followed {
    /// None, or some that may change again.
    Now,
    /// All said that the address has changed for good.
    ForGood,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    Head,
    Get,
}

/// Asks hosts by a policy.
pub(super) struct Visitor<'a> {
    agent: Agent,
    policy: &'a Policy,
    turns: &'a Turns,
}

impl<'a> Visitor<'a> {
    /// Ready to ask.
    pub(super) fn new(policy: &'a Policy, turns: &'a Turns) -> Self {
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .tls_config(tls)
            .user_agent(format!("kronika/{} (+link check)", env!("CARGO_PKG_VERSION")))
            .accept("text/html,*/*;q=0.8");
        if policy.route == Route::Direct {
            config = config.proxy(None);
        }
        Self { agent: config.build().new_agent(), policy, turns }
    }

    /// Asks for an address until something certain comes of it or the attempts are used up.
    pub(super) fn visit(&self, url: &Url) -> Answer {
        let mut rest = self.policy.backoff;
        let mut last = Answer::NotAsked;
        for attempt in 0..self.policy.attempts {
            let mut step = self.follow(url, if attempt == 0 { Method::Head } else { Method::Get });
            if attempt == 0 && matches!(step, Step::Status(status, ..) if !(200..300).contains(&status)) {
                step = self.follow(url, Method::Get);
            }
            match step {
                Step::Status(200..300, at, followed) => return arrived(url, &at, followed),
                Step::Status(status @ (404 | 410), ..) => return Answer::Gone(status),
                Step::Status(status @ (408 | 425 | 500..600), ..) => {
                    last = Answer::Silent(Trouble::Status(status));
                }
                Step::Status(status, ..) => return Answer::Refused(status),
                Step::Later(status, wanted) => {
                    last = Answer::Refused(status);
                    if wanted >= self.turns.left() {
                        return last;
                    }
                    self.put_off(url, wanted);
                    continue;
                }
                Step::Failed(Answer::NotAsked) => return last,
                Step::Failed(answer @ (Answer::Silent(_) | Answer::NoHost)) => last = answer,
                Step::Failed(answer) => return answer,
            }
            self.put_off(url, rest);
            rest = rest.saturating_mul(2);
        }
        last
    }

    fn put_off(&self, url: &Url, rest: Duration) {
        self.turns.put_off(url.host_str().unwrap_or_default(), rest);
    }

    /// One request, and one more for each redirect.
    fn follow(&self, url: &Url, method: Method) -> Step {
        let mut at = url.clone();
        let mut followed = Followed::ForGood;
        for _ in 0..=HOPS {
            let Some(turn) = self.turns.take(at.host_str().unwrap_or_default()) else {
                return Step::Failed(Answer::NotAsked);
            };
            let response = self.request(&at, method);
            drop(turn);
            let (status, headers) = match response {
                Ok(answer) => answer,
                Err(error) => return Step::Failed(failure(&error)),
            };
            match (status, location(&headers)) {
                (301 | 302 | 303 | 307 | 308, Some(location)) => {
                    let Ok(next) = at.join(&location) else {
                        return Step::Failed(Answer::Silent(Trouble::Garbled));
                    };
                    if !matches!(status, 301 | 308) {
                        followed = Followed::Now;
                    }
                    // Whoever sends visitors into his own network does not mean readers.
                    if !self.policy.reach.allows(&next) {
                        return Step::Status(403, next, followed);
                    }
                    at = next;
                }
                (429 | 503, _) if headers.contains_key("retry-after") => {
                    return Step::Later(status, retry_after(&headers));
                }
                _ => return Step::Status(status, at, followed),
            }
        }
        Step::Failed(Answer::Silent(Trouble::Circle))
    }

    fn request(&self, url: &Url, method: Method) -> Result<(u16, HeaderMap), ureq::Error> {
        let mut bare = url.clone();
        bare.set_fragment(None);
        let request = match method {
            Method::Head => self.agent.head(bare.as_str()),
            Method::Get => self.agent.get(bare.as_str()),
        };
        let time = self.policy.request_time.min(self.turns.left());
        let response = request.config().timeout_global(Some(time)).build().call()?;
        // The body is left where it is: dropping it closes the connection.
        Ok((response.status().as_u16(), response.headers().clone()))
    }
}

/// What to say of an address that is there. Another scheme, `www.` and a closing `/` are no change that matters.
fn arrived(asked: &Url, at: &Url, followed: Followed) -> Answer {
    let plain = |url: &Url| {
        let host = url.host_str().unwrap_or_default().trim_start_matches("www.").to_owned();
        (host, url.path().trim_end_matches('/').to_owned(), url.query().map(str::to_owned))
    };
    if followed == Followed::Now || plain(asked) == plain(at) {
        return Answer::Good;
    }
    Answer::Moved(at.as_str().to_owned())
}

/// Where a redirect leads. Bytes that are no UTF-8 are meant as they are (RFC 9110 §5.5 lets them pass).
fn location(headers: &HeaderMap) -> Option<String> {
    let bytes = headers.get("location")?.as_bytes();
    Some(match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes
            .iter()
            .map(|byte| if byte.is_ascii() { char::from(*byte).to_string() } else { format!("%{byte:02X}") })
            .collect(),
    })
}

fn retry_after(headers: &HeaderMap) -> Duration {
    let seconds = headers.get("retry-after").and_then(|value| value.to_str().ok()?.trim().parse().ok());
    seconds.map_or(UNKNOWN_REST, Duration::from_secs)
}

fn failure(error: &ureq::Error) -> Answer {
    use std::io::ErrorKind;
    let text = error.to_string().to_lowercase();
    if text.contains("certificate") {
        return Answer::Certificate(doubt(&text));
    }
    match error {
        ureq::Error::HostNotFound => Answer::NoHost,
        ureq::Error::Timeout(_) => Answer::Silent(Trouble::Slow),
        ureq::Error::Io(error) if error.kind() == ErrorKind::TimedOut => Answer::Silent(Trouble::Slow),
        // What the resolver of the system says comes as words only.
        ureq::Error::Io(_) if text.contains("lookup address") => Answer::NoHost,
        ureq::Error::Io(_) | ureq::Error::ConnectionFailed => Answer::Silent(Trouble::Closed),
        _ => Answer::Silent(Trouble::Garbled),
    }
}

/// The words of rustls and of the systems' own verifiers.
fn doubt(text: &str) -> Doubt {
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&["expired"]) {
        Doubt::Expired
    } else if says(&["notvalidforname", "not valid for name", "valid for"]) {
        Doubt::OtherName
    } else if says(&["unknownissuer", "unknown issuer", "untrusted", "not trusted"]) {
        Doubt::Unknown
    } else {
        Doubt::Other
    }
}
