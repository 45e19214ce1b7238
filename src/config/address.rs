//! Where a site is published: [`BaseUrl`], the address that all others of the site begin with, and what is said of a
//! `base_url:` that is none.

use super::Options;
use crate::diag::codes;
use crate::front::Fields;
use crate::front::fields::questions::Shape;
use crate::words;

/// Where a site is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    full: String,
}

impl BaseUrl {
    /// From an address with or without a closing `/`, as people write it: scheme and host become small letters, a host with
    /// Polish letters Punycode (RFC 3492), and what else is not ASCII is percent-encoded. `None` unless it begins with
    /// `http://` or `https://`, and where it has a user's name, a query or a fragment.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (_, rest) = text.split_once("://")?;
        if rest.is_empty() || rest.starts_with('/') || text.contains(UNFIT) || has_user(text) {
            return None;
        }
        let url = url::Url::parse(text).ok()?;
        let is_web = ["http", "https"].contains(&url.scheme()) && url.has_host();
        is_web.then(|| Self { full: format!("{}/", url.as_str().trim_end_matches('/')) })
    }

    /// The address that is meant by a text that is none, in its writer's letters: `www.konin.pl` → `https://www.konin.pl/`.
    pub fn meant(text: &str) -> Option<String> {
        let (scheme, rest) = text.trim().split_once("://").unwrap_or(("https", text.trim()));
        let scheme = if scheme.eq_ignore_ascii_case("http") { "http" } else { "https" };
        let rest = rest.split(['?', '#']).next()?;
        let (authority, folder) = rest.split_once('/').unwrap_or((rest, ""));
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let address = format!("{scheme}://{host}/{folder}");
        let address = format!("{}/", address.trim_end_matches('/'));
        let is_name = host.split('.').count() > 1 && host.split('.').all(|label| !label.is_empty());
        (is_name && Self::parse(&address).is_some()).then_some(address)
    }

    /// The address, closed by `/`.
    pub fn as_str(&self) -> &str {
        &self.full
    }

    /// The path of the address, from `/` to `/`: what a page at an unknown depth (404) needs for its links.
    pub fn path(&self) -> &str {
        let host = self.full.find("://").map_or(0, |at| at + 3);
        self.full[host..].find('/').map_or("/", |at| &self.full[host + at..])
    }
}

/// What an address of a site does not hold.
const UNFIT: [char; 9] = ['?', '#', ' ', '\t', '\n', '"', '<', '>', '\\'];

/// True for an address with a user's name before its host: `https://jan:haslo@konin.pl/`.
fn has_user(address: &str) -> bool {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().is_some_and(|authority| authority.contains('@'))
}

/// `base_url:`, unless the command's option names another address.
pub(super) fn read(fields: &mut Fields<'_>, options: &Options) -> Option<BaseUrl> {
    fields.expect("base_url", Shape::Like("[Hh][Tt][Tt][Pp][Ss]?://[^/?# \"<>@]+(?:/[^?# \"<>]*)?"));
    let written = fields.spanned_text("base_url");
    if let Some(given) = &options.base_url {
        return BaseUrl::parse(given);
    }
    let written = written?;
    let base_url = BaseUrl::parse(&written.value);
    if base_url.is_none() {
        let address = &written.value;
        let message = match has_user(address) {
            true => words!(
                "an address of a site holds no user name and no password: all readers would see it",
                "adres witryny nie może zawierać nazwy użytkownika ani hasła: zobaczyliby je wszyscy czytelnicy",
            ),
            false => words!("`{address}` is not an address of a site", "`{address}` to nie adres witryny"),
        };
        let hint = match BaseUrl::meant(address) {
            Some(meant) => words!("write `base_url: {meant}`", "wpisz `base_url: {meant}`"),
            None => words!(
                "write for example `base_url: https://www.example.org/kronika/`",
                "wpisz na przykład `base_url: https://www.example.org/kronika/`",
            ),
        };
        fields.sink().error(codes::CONFIG_INVALID, &written.span, message, Some(hint));
    }
    base_url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_urls_know_their_path() {
        let path = |text: &str| BaseUrl::parse(text).map(|url| url.path().to_owned());
        assert_eq!(path("https://konin.pl").as_deref(), Some("/"));
        assert_eq!(path("https://konin.pl/kronika").as_deref(), Some("/kronika/"));
        assert_eq!(path("konin.pl"), None);
        assert_eq!(path("https:///x"), None);
    }

    #[test]
    fn base_urls_are_as_machines_write_them() {
        let full = |text: &str| BaseUrl::parse(text).map(|url| url.as_str().to_owned());
        let cases = [
            ("https://łódź.example/", "https://xn--d-uga0v4h.example/"),
            ("HTTPS://WWW.X.PL/K", "https://www.x.pl/K/"),
            ("https://ŻNIN.example/kronika łąk", ""),
            ("https://x.pl/łąka/", "https://x.pl/%C5%82%C4%85ka/"),
            ("https://x.pl/%C5%82", "https://x.pl/%C5%82/"),
            ("http://x.pl:8080", "http://x.pl:8080/"),
            ("https://x.pl:443//", "https://x.pl/"),
            ("https://jan:haslo@x.pl/", ""),
            ("https://@x.pl/", ""),
            ("https://x.pl/?a", ""),
            ("https://x.pl/#a", ""),
            ("https:x.pl", ""),
            ("ftp://x.pl/", ""),
        ];
        for (written, wanted) in cases {
            assert_eq!(full(written).unwrap_or_default(), wanted, "{written}");
        }
    }

    #[test]
    fn what_is_no_address_is_put_right_where_it_can_be() {
        let cases = [
            ("www.przykladowo.pl", Some("https://www.przykladowo.pl/")),
            ("łódź.pl/kronika", Some("https://łódź.pl/kronika/")),
            ("https://jan:haslo@x.pl/k", Some("https://x.pl/k/")),
            ("http://x.pl/?a=b", Some("http://x.pl/")),
            ("ftp://x.pl", Some("https://x.pl/")),
            ("kronika", None),
            ("nie wiem.", None),
        ];
        for (written, meant) in cases {
            assert_eq!(BaseUrl::meant(written).as_deref(), meant, "{written}");
        }
    }
}
