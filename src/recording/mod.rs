//! Recordings: which services show them and how ([`player`], by the table in `services`), and what the ending of a file's
//! name tells of it ([`Medium`]). Pure: no files, no network, no words.
//!
//! A page loads nothing of a service until its reader asks for it, so all that is known of an address is read off the
//! address itself.

mod medium;
mod services;

pub use medium::{Medium, Playable, medium_of};
pub use services::{SERVICES, Service, is_short};

use url::Url;

/// A recording as a service shows it within the page of another site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Player {
    /// The service.
    pub service: &'static Service,
    /// Scheme, host and port, as a Content-Security-Policy names it: `https://player.vimeo.com`.
    pub origin: String,
    /// The path of the player, from its first `/`.
    path: String,
    /// The query without `?`; empty where there is none.
    query: String,
    /// The fragment without `#`; empty where there is none.
    fragment: String,
}

impl Player {
    /// Where the service's page with nothing but the recording is: for a frame that waits to be started.
    pub fn address(&self) -> String {
        self.with_query(&self.query)
    }

    /// The same for a frame that a reader has just asked for: it starts by itself.
    pub fn started(&self) -> String {
        let own = if self.query.is_empty() { String::new() } else { format!("{}&", self.query) };
        self.with_query(&format!("{own}{}", self.service.start))
    }

    fn with_query(&self, query: &str) -> String {
        let mut address = format!("{}{}", self.origin, self.path);
        for (mark, part) in [('?', query), ('#', &self.fragment)] {
            if !part.is_empty() {
                address.push(mark);
                address.push_str(part);
            }
        }
        address
    }
}

/// The player of the recording at an address; none where no service of the table knows it.
pub fn player(address: &str) -> Option<Player> {
    let url = Url::parse(address.trim()).ok().filter(|url| ["http", "https"].contains(&url.scheme()))?;
    let host = url.host_str()?.to_ascii_lowercase();
    // What stands in a policy must not end it: WHATWG's URLs let `;` into hosts.
    let is_plain =
        host.contains('.') && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b));
    if !is_plain || !url.username().is_empty() {
        return None;
    }
    SERVICES.iter().find_map(|service| {
        let found = (service.find)(&host, &url)?;
        let (path, rest) = found.address.split_once('?').unwrap_or((&found.address, ""));
        let (query, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let [path, query, fragment] = [path, query, fragment].map(str::to_owned);
        Some(Player { service, origin: format!("https://{}", found.host), path, query, fragment })
    })
}

#[cfg(test)]
mod tests;
