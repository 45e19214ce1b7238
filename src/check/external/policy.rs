//! How other hosts are asked: how many at a time, how often, how long, and which not at all.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;
use std::time::Duration;

use url::{Host, Url};

/// How other hosts are asked. [`Policy::default`] is what the command uses.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Which hosts are asked.
    pub reach: Reach,
    /// Hosts asked at the same time; each of them is asked one thing at a time.
    pub hosts_at_once: usize,
    /// Rest between an answer of a host and the next question to it.
    pub pause: Duration,
    /// How often an address is tried before it counts as silent.
    pub attempts: u32,
    /// Rest after the first failure; doubled after each further one.
    pub backoff: Duration,
    /// How long one answer may take.
    pub request_time: Duration,
    /// How long all of it may take.
    pub total_time: Duration,
    /// How long a good answer is remembered.
    pub good_for: Duration,
    /// The file good answers are kept in; none keeps nothing.
    pub cache: Option<PathBuf>,
    /// How the network is reached.
    pub route: Route,
}

/// Which hosts are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those everybody can reach: not the own computer, the own network, or names kept for examples (RFC 2606, RFC 6761).
    Public,
    /// All, as tests need it.
    Any,
}

/// How the network is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// By the proxy that the environment names (`HTTPS_PROXY` …), if any.
    Environment,
    /// Without a proxy.
    Direct,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            reach: Reach::Public,
            hosts_at_once: 6,
            pause: Duration::from_secs(1),
            attempts: 3,
            backoff: Duration::from_secs(2),
            request_time: Duration::from_secs(20),
            total_time: Duration::from_secs(300),
            good_for: Duration::from_secs(7 * 24 * 60 * 60),
            cache: None,
            route: Route::Environment,
        }
    }
}

impl Reach {
    /// True when the host of this address may be asked.
    pub(super) fn allows(self, url: &Url) -> bool {
        let is_web = matches!(url.scheme(), "http" | "https");
        is_web
            && match (self, url.host()) {
                (_, None) => false,
                (Reach::Any, Some(_)) => true,
                (Reach::Public, Some(Host::Domain(name))) => is_public_name(name),
                (Reach::Public, Some(Host::Ipv4(ip))) => is_public_v4(ip),
                (Reach::Public, Some(Host::Ipv6(ip))) => is_public_v6(ip),
            }
    }
}

/// Endings of names that no host in the world has (RFC 2606 §2, RFC 6761 §6, RFC 6762 §3, RFC 8375).
const RESERVED: [&str; 8] =
    [".localhost", ".local", ".test", ".example", ".invalid", ".internal", ".lan", ".home.arpa"];

fn is_public_name(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let example = ["example.com", "example.org", "example.net"]
        .iter()
        .any(|example| name == *example || name.ends_with(&format!(".{example}")));
    name.contains('.') && !example && !RESERVED.iter().any(|ending| name.ends_with(ending))
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_unspecified()
        || ip.is_broadcast()
        || ip.is_documentation()
        || ip.is_multicast())
}

/// RFC 4193 (`fc00::/7`), RFC 4291 §2.5.6 (`fe80::/10`).
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let head = ip.segments()[0];
    let own = head & 0xfe00 == 0xfc00 || head & 0xffc0 == 0xfe80;
    let v4 = ip.to_ipv4_mapped().is_none_or(is_public_v4);
    v4 && !(own || ip.is_loopback() || ip.is_unspecified() || ip.is_multicast())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_everybody_can_reach_is_asked() {
        let allows = |address: &str| Reach::Public.allows(&Url::parse(address).unwrap());
        for address in
            ["https://www.konin.pl/a", "http://8.8.8.8/", "https://łódź.pl", "https://[2001:4860::1]/"]
        {
            assert!(allows(address), "{address}");
        }
        for address in [
            "http://localhost:3000/",
            "http://127.0.0.1/",
            "http://192.168.1.10/",
            "http://169.254.169.254/",
            "http://[::1]/",
            "http://[fe80::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://intranet/",
            "https://kronika.example/",
            "https://www.example.org/",
            "http://drukarka.local/",
            "ftp://ftp.gov.pl/",
        ] {
            assert!(!allows(address), "{address}");
        }
        assert!(Reach::Any.allows(&Url::parse("http://127.0.0.1:1/").unwrap()));
    }
}
