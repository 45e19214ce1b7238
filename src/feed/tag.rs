//! Ids of feeds and their items: `tag:` URIs (RFC 4151), such as `tag:konin.example,2026-01-01:/event/kielce-2024`.
//! Entry points: [`Authority`] and [`Authority::id`].
//!
//! An id is made of who names it and of what the entry's author named it: kind and id. Neither title nor slug nor
//! any word of the theme is in it, so it stays when these change. It changes with the entry's `id` or kind, and with
//! the host or folder of `base_url`, unless the site keeps its old name by `feeds: {tag: …}`. All sites have the same
//! day: RFC 4151 (§2.1) asks for one on which the host was theirs, and a day that is worked out would not stay.

use std::fmt::Write as _;

use url::{Host, Url};

/// The day of all ids (RFC 4151 §2.1).
pub const DAY: &str = "2026-01-01";

/// What [`is_tag`] is true for, as a regular expression.
pub const TAG: &str = concat!(
    "[a-z0-9]+(?:[.-][a-z0-9]+)*,[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?",
    r"|[^\s,.:/?#@]+(?:\.[^\s,.:/?#@]+)+(?::[0-9]+)?(?:/[^\s,:/?#@]+)*/?",
);

/// True for what a site may give as its own `feeds: {tag: …}`: a former address without `https://`, or a host and a
/// year, month or day on which it had it.
pub fn is_tag(text: &str) -> bool {
    let Some((host, date)) = text.split_once(',') else { return is_address(text) };
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    let number = |text: &str, digits: usize| {
        let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u16>().ok().filter(|_| plain)
    };
    let mut parts = date.split('-');
    let year = parts.next().and_then(|year| number(year, 4));
    let month = parts.next().map(|month| number(month, 2).filter(|month| (1..=12).contains(month)));
    let day = parts.next().map(|day| number(day, 2).filter(|day| (1..=31).contains(day)));
    host.split(['.', '-']).all(is_label)
        && year.is_some()
        && month.is_none_or(|month| month.is_some())
        && day.is_none_or(|day| day.is_some())
        && parts.next().is_none()
}

/// True for an address without `https://`: a host with a dot in it, and folders.
fn is_address(text: &str) -> bool {
    let bare = text.strip_suffix('/').unwrap_or(text);
    let mut parts = bare.split('/');
    let host = parts.next().unwrap_or_default();
    let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.contains(|c: char| c.is_whitespace() || [',', ':', '?', '#', '@'].contains(&c))
    };
    name.contains('.')
        && name.split('.').all(is_part)
        && port.is_none_or(|port| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()))
        && parts.all(is_part)
        && Url::parse(&format!("https://{bare}/")).is_ok()
}

/// Who names things, and below which path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// `host,day`.
    entity: String,
    /// From `/` to `/`.
    folder: String,
}

impl Authority {
    /// Of a site with this address. Its folder is part of the name, for two sites may share a host.
    pub fn of_address(address: &str) -> Self {
        let url = Url::parse(address).ok();
        let host = match url.as_ref().and_then(Url::host) {
            Some(Host::Ipv6(address)) => address.segments().map(|part| format!("{part:x}")).join("-"),
            Some(host) => host.to_string(),
            None => String::new(),
        };
        // The names of hosts and their folders are ASCII in a parsed address.
        let folder = url.as_ref().map_or("/", Url::path);
        Self { entity: format!("{host},{DAY}"), folder: plain(folder) }
    }

    /// Of a site that keeps a former address, `stara.example/kronika`, or a name of its own, `konin.example,2026`.
    pub fn of_tag(tag: &str) -> Self {
        if !tag.contains(',') {
            return Self::of_address(&format!("https://{}/", tag.trim_end_matches('/')));
        }
        Self { entity: tag.to_owned(), folder: "/".to_owned() }
    }

    /// The id of what is named by these parts.
    pub fn id(&self, parts: &[&str]) -> String {
        let parts: Vec<String> = parts.iter().map(|part| plain(part)).collect();
        format!("tag:{}:{}{}", self.entity, self.folder, parts.join("/"))
    }
}

/// What RFC 4151 (§2.1, `specific`) may hold; the rest is percent-encoded.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?%".contains(&byte) {
            plain.push(char::from(byte));
        } else {
            let _ = write!(plain, "%{byte:02X}");
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(address: &str) -> String {
        Authority::of_address(address).id(&["event", "kielce-2024"])
    }

    #[test]
    fn the_name_is_of_the_host_and_the_folder() {
        assert_eq!(id("https://kronika.example/"), "tag:kronika.example,2026-01-01:/event/kielce-2024");
        assert_eq!(id("http://X.example:8080/a/b/"), "tag:x.example,2026-01-01:/a/b/event/kielce-2024");
        assert_eq!(
            id("https://łódź.example/rok 1/"),
            "tag:xn--d-uga0v4h.example,2026-01-01:/rok%201/event/kielce-2024"
        );
        assert_eq!(id("http://[::1]/"), "tag:0-0-0-0-0-0-0-1,2026-01-01:/event/kielce-2024");
    }

    #[test]
    fn a_site_may_keep_its_name() {
        let authority = Authority::of_tag("konin.example,2019");
        assert_eq!(
            authority.id(&["stage", "konin/warsztat-1"]),
            "tag:konin.example,2019:/stage/konin/warsztat-1"
        );
    }

    #[test]
    fn a_former_address_gives_its_own_ids() {
        for address in
            ["www.stara.example", "www.stara.example/kronika", "łódź.example/rok-1", "a.example:8080/b"]
        {
            assert!(is_tag(address), "{address}");
            let former = Authority::of_address(&format!("https://{address}/"));
            assert_eq!(Authority::of_tag(address), former);
            assert_eq!(Authority::of_tag(&format!("{address}/")), former);
        }
        assert_eq!(
            Authority::of_tag("www.stara.example/kronika").id(&["event", "a"]),
            "tag:www.stara.example,2026-01-01:/kronika/event/a"
        );
    }

    #[test]
    fn tags_are_told_from_what_are_none() {
        let pattern = regex::Regex::new(&format!("^(?:{TAG})$")).unwrap();
        for tag in [
            "konin.pl",
            "konin.pl/a/b/",
            "Konin.pl",
            "konin.pl,2026",
            "a-b.konin.pl,2026-01",
            "konin.pl,2026-01-31",
        ] {
            assert!(pattern.is_match(tag) && is_tag(tag), "{tag}");
        }
        for tag in [
            "konin",
            "konin.pl//a",
            "konin.pl/?a",
            "https://konin.pl",
            "Konin.pl,2026",
            "https://konin.pl,2026",
            "konin..pl,2026",
            "konin.pl,26",
            "konin.pl,2026-13",
            "konin.pl,2026-01-32",
            "konin.pl,2026-01-01-01",
            "konin.pl,+202",
            "",
        ] {
            assert!(!pattern.is_match(tag) && !is_tag(tag), "{tag}");
        }
    }
}
