//! What is refused before anything is looked up: names that are not this server's (DNS rebinding), and paths that no
//! browser asks for.

use std::net::IpAddr;

use hyper::http::uri::Authority;

/// Names under which the server answers.
#[derive(Clone, Debug)]
pub(super) struct Names {
    /// What `--host` says, in lower case.
    host: String,
    /// True where the server listens on all addresses of the machine, which it cannot know.
    any_address: bool,
}

impl Names {
    /// The names of a server that listens on this host.
    pub(super) fn new(host: &str) -> Self {
        let bare = bare(host);
        let any_address = bare.parse::<IpAddr>().is_ok_and(|address| address.is_unspecified());
        Self { host: bare, any_address }
    }

    /// True for the name of a request that is meant for this server. A site on the internet can make its own name lead
    /// to this machine, and read what lies here in its visitors' browsers; but it cannot make it one of these names.
    /// The port is let go: a forwarded one is another, and no stranger gains by it.
    pub(super) fn allow(&self, authority: &str) -> bool {
        let Ok(authority) = authority.parse::<Authority>() else { return false };
        if authority.as_str().contains('@') {
            return false;
        }
        let name = bare(authority.host());
        let name = name.strip_suffix('.').unwrap_or(&name);
        match name.parse::<IpAddr>() {
            Ok(address) => address.is_loopback() || self.any_address || name == self.host,
            Err(_) => name == "localhost" || name == self.host,
        }
    }
}

/// Without the brackets of an IPv6 address, in lower case.
fn bare(host: &str) -> String {
    host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase()
}

/// The path of a request with its percent-encoding undone (RFC 3986 §2.1), without the leading `/`. `None` for what
/// leads out of the site or could be taken for it: `..`, `.`, a backslash, NUL, an encoded `/`, what is not UTF-8.
pub(super) fn decoded(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    let parts: Option<Vec<String>> = path.split('/').map(unescaped).collect();
    let parts = parts?;
    let safe = |part: &String| part != "." && part != ".." && !part.contains(['/', '\\', '\0']);
    parts.iter().all(safe).then(|| parts.join("/"))
}

/// Undoes percent-encoding; `None` where it is not right.
pub(super) fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first != b'%' {
            bytes.push(*first);
            rest = after;
            continue;
        }
        let hex = std::str::from_utf8(after.get(..2)?).ok()?;
        if !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        bytes.push(u8::from_str_radix(hex, 16).ok()?);
        rest = &after[2..];
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_servers_own_names_are_answered() {
        let names = Names::new("127.0.0.1");
        for own in ["localhost", "localhost:1111", "127.0.0.1:1111", "LOCALHOST.", "[::1]:1111", "127.0.0.2"]
        {
            assert!(names.allow(own), "{own}");
        }
        for foreign in [
            "evil.example",
            "evil.example:1111",
            "192.168.0.7",
            "localhost.evil.example",
            "a@localhost",
            "",
            " ",
        ] {
            assert!(!names.allow(foreign), "{foreign}");
        }
        let open = Names::new("0.0.0.0");
        assert!(open.allow("192.168.0.7:1111") && open.allow("[fe80::1]"));
        assert!(!open.allow("evil.example"));
        let named = Names::new("Redakcja.local");
        assert!(named.allow("redakcja.local:1111") && !named.allow("192.168.0.7"));
    }

    #[test]
    fn paths_are_decoded_or_refused() {
        assert_eq!(decoded("/").as_deref(), Some(""));
        assert_eq!(decoded("/a/b.pdf").as_deref(), Some("a/b.pdf"));
        assert_eq!(decoded("/%C5%81%C3%B3d%C5%BA%20a/").as_deref(), Some("Łódź a/"));
        assert_eq!(decoded("/a..b/...").as_deref(), Some("a..b/..."));
        for bad in [
            "/..",
            "/a/../b",
            "/%2e%2e/x",
            "/.%2E/x",
            "/a%2fb",
            "/a%5cb",
            "/a\\b",
            "/a%00",
            "/%",
            "/%4",
            "/%zz",
            "/%+1",
            "/%ff",
            "a",
        ] {
            assert_eq!(decoded(bad), None, "{bad}");
        }
    }
}
