//! An address as it stands on a page → where it leads: to a file of the site, out of it, or to nothing a program can
//! follow (RFC 3986 §5). Entry point: [`Addresses::lead`].

use crate::config::BaseUrl;
use crate::markdown::percent_decoded;
use crate::path::OutPath;

/// Where an address leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// To a file of the site, there or not, and a place in it.
    Inside(String, Option<String>),
    /// Above the folder the site lies in.
    Above,
    /// To another site, by its whole address.
    Outside(String),
    /// To a mailbox, a telephone, data within the page: nothing to look up.
    Elsewhere,
}

/// What addresses are understood by.
pub(super) struct Addresses<'a> {
    /// Where the site is published.
    pub(super) base: Option<&'a BaseUrl>,
}

impl Addresses<'_> {
    /// Where the address leads that stands on the page or in the style sheet at `page`, a path from the site's root.
    pub(super) fn lead(&self, page: &str, address: &str) -> Lead {
        let (address, anchor) = match address.split_once('#') {
            Some((address, anchor)) => {
                (address, Some(percent_decoded(anchor)).filter(|anchor| !anchor.is_empty()))
            }
            None => (address, None),
        };
        if address.is_empty() {
            return Lead::Inside(page.to_owned(), anchor);
        }
        if let Some(rest) = self.own(address).or_else(|| self.own(&as_machines_do(address)?)) {
            return self.inside("", &rest, anchor);
        }
        if address.starts_with("//") {
            return Lead::Outside(format!("https:{address}"));
        }
        if let Some(scheme) = scheme(address) {
            let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
            return if is_web { Lead::Outside(address.to_owned()) } else { Lead::Elsewhere };
        }
        match address.strip_prefix('/') {
            Some(rest) => {
                let base = self.base.map_or("/", BaseUrl::path);
                let encoded = as_machines_do(&format!("https://x{address}"));
                let address =
                    encoded.as_ref().and_then(|whole| whole.strip_prefix("https://x")).unwrap_or(address);
                match address.strip_prefix(base) {
                    Some(below) => self.inside("", below, anchor),
                    // What lies beside the site on its host is no part of it.
                    None if address.starts_with(base.trim_end_matches('/')) && base.len() > 1 => {
                        self.inside("", rest.split_once('/').map_or("", |(_, rest)| rest), anchor)
                    }
                    None => Lead::Elsewhere,
                }
            }
            None => {
                let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
                self.inside(folder, address, anchor)
            }
        }
    }

    /// What follows the site's own address.
    fn own(&self, address: &str) -> Option<String> {
        // With either scheme it is the same site.
        let bare = |text: &'_ str| text.split_once("://").map(|(_, rest)| rest.to_owned());
        let base = self.base?.as_str().split_once("://")?.1.trim_end_matches('/');
        let address = bare(address)?;
        let (head, rest) = (address.get(..base.len())?, address.get(base.len()..)?);
        let ends = rest.is_empty() || rest.starts_with(['/', '?']);
        (ends && head.eq_ignore_ascii_case(base)).then(|| rest.trim_start_matches('/').to_owned())
    }

    fn inside(&self, folder: &str, path: &str, anchor: Option<String>) -> Lead {
        let path = percent_decoded(path.split('?').next().unwrap_or_default());
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    if parts.pop().is_none() {
                        return Lead::Above;
                    }
                }
                part => parts.push(part),
            }
        }
        let is_folder = matches!(path.rsplit('/').next(), Some("" | "." | ".."));
        let mut whole = parts.join("/");
        if is_folder {
            whole.push_str(if whole.is_empty() { "index.html" } else { "/index.html" });
        }
        Lead::Inside(whole, anchor)
    }
}

/// An address outside ASCII as [`BaseUrl`] has it.
fn as_machines_do(address: &str) -> Option<String> {
    let address = (!address.is_ascii()).then(|| url::Url::parse(address).ok())??;
    Some(address.into())
}

/// The address of a file of the site as people write it: `/wydarzenia/`.
pub(super) fn shown(path: &str) -> String {
    format!("/{}", path.strip_suffix("index.html").unwrap_or(path))
}

/// The file that a server answers with for the folder's name alone.
pub(super) fn index_of(path: &str) -> OutPath {
    OutPath::new(format!("{path}/index.html"))
}

fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let letters = scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (letters && scheme.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(base: &str, page: &str, address: &str) -> String {
        let base = BaseUrl::parse(base);
        match (Addresses { base: base.as_ref() }).lead(page, address) {
            Lead::Inside(path, Some(anchor)) => format!("{path}#{anchor}"),
            Lead::Inside(path, None) => path,
            Lead::Outside(address) => format!("out {address}"),
            Lead::Above => "above".to_owned(),
            Lead::Elsewhere => "elsewhere".to_owned(),
        }
    }

    #[test]
    fn addresses_lead_where_browsers_go() {
        let base = "https://gmina.pl/kronika/";
        let cases = [
            ("../b/", "wydarzenia/b/index.html"),
            ("./", "wydarzenia/a/index.html"),
            ("x.pdf?v=2#page=3", "wydarzenia/a/x.pdf#page=3"),
            ("#wyniki", "wydarzenia/a/index.html#wyniki"),
            ("#", "wydarzenia/a/index.html"),
            ("../../", "index.html"),
            ("../../../", "above"),
            ("za%C5%BC%C3%B3%C5%82%C4%87%20x.pdf", "wydarzenia/a/zażółć x.pdf"),
            ("/kronika/osoby/", "osoby/index.html"),
            ("/kronika", "index.html"),
            ("/bip/", "elsewhere"),
            ("https://gmina.pl/kronika/osoby/#a", "osoby/index.html#a"),
            ("http://gmina.pl/kronika", "index.html"),
            ("https://gmina.pl/kronika-2/", "out https://gmina.pl/kronika-2/"),
            ("http://GMINA.pl/kronika/osoby/", "osoby/index.html"),
            ("https://gmina.pl/bip/", "out https://gmina.pl/bip/"),
            ("//sejm.gov.pl/x", "out https://sejm.gov.pl/x"),
            ("mailto:a@b.pl", "elsewhere"),
            ("tel:+48 1", "elsewhere"),
            ("HTTPS://a.pl", "out HTTPS://a.pl"),
        ];
        for (address, expected) in cases {
            assert_eq!(lead(base, "wydarzenia/a/index.html", address), expected, "{address}");
        }
        let base = "https://łódź.example/łąka/";
        for address in ["https://łódź.example/łąka/osoby/", "/łąka/osoby/", "/%C5%82%C4%85ka/osoby/"] {
            assert_eq!(lead(base, "a/index.html", address), "osoby/index.html", "{address}");
        }
        assert_eq!(
            lead("", "a/index.html", "/b/"),
            "b/index.html",
            "without an address, the site is the host's root"
        );
    }
}
