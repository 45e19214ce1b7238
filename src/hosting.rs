//! What hosts of static sites read beside the pages: the table [`HOSTS`], from which `host:` in `kronika.yaml` chooses a
//! row. The outputs write what the row says; the formats themselves are theirs.
//!
//! | | redirects | headers | GitHub's marks |
//! |---|---|---|---|
//! | Netlify | `_redirects`, forced, for pages win there | `_headers` | |
//! | Cloudflare Pages | `_redirects`, which win over pages; 2,000 of 1,000 characters | `_headers` | |
//! | GitHub Pages | | | `.nojekyll`, `CNAME` |
//! | GitLab Pages | none: its pages win over its `_redirects`, so alias pages do the work | | |

use crate::path::Url;

/// A host of static sites.
#[derive(Debug, PartialEq, Eq)]
pub struct Host {
    /// Its word in `kronika.yaml`.
    pub word: &'static str,
    /// What it calls itself.
    pub name: &'static str,
    /// How it takes redirects; none where it takes none beside pages of the same address.
    pub redirects: Option<Redirects>,
    /// True where it reads `_headers`.
    pub headers: bool,
    /// True where it wants `.nojekyll`, and `CNAME` for a domain of one's own.
    pub github: bool,
}

/// How a host takes `_redirects`.
#[derive(Debug, PartialEq, Eq)]
pub struct Redirects {
    /// The status that sends readers on for good, also where a page has the same address.
    pub status: &'static str,
    /// Most redirects, and most characters of a line.
    pub limits: Option<(usize, usize)>,
}

/// The register. Limits as the hosts tell them: developers.cloudflare.com/pages/configuration/redirects,
/// docs.netlify.com/routing/redirects, docs.gitlab.com/user/project/pages/redirects.
pub static HOSTS: [Host; 4] = [
    Host {
        word: "netlify",
        name: "Netlify",
        redirects: Some(Redirects { status: "301!", limits: None }),
        headers: true,
        github: false,
    },
    Host {
        word: "cloudflare-pages",
        name: "Cloudflare Pages",
        redirects: Some(Redirects { status: "301", limits: Some((2_000, 1_000)) }),
        headers: true,
        github: false,
    },
    Host { word: "github-pages", name: "GitHub Pages", redirects: None, headers: false, github: true },
    Host { word: "gitlab-pages", name: "GitLab Pages", redirects: None, headers: false, github: false },
];

/// The words of all hosts, in the order of the register.
pub fn words() -> Vec<&'static str> {
    HOSTS.iter().map(|host| host.word).collect()
}

/// The host of this word.
pub fn by_word(word: &str) -> Option<&'static Host> {
    HOSTS.iter().find(|host| host.word == word)
}

/// An address within the site as hosts compare it, from the root of the host: `base` is the path of the site there, from
/// `/` to `/`. All but ASCII is percent-encoded (RFC 3986 §2.5).
pub fn path(base: &str, url: &Url) -> String {
    let mut out = base.to_owned();
    for c in url.href().chars() {
        match c {
            c if c.is_ascii() => out.push(c),
            c => {
                let mut bytes = [0; 4];
                out.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_can_be_chosen() {
        assert!(words().into_iter().all(|word| by_word(word).is_some_and(|host| host.word == word)));
        assert_eq!(by_word("geocities"), None);
    }

    #[test]
    fn paths_are_plain_ascii() {
        assert_eq!(path("/", &Url::file("Łódź 1/")), "/%C5%81%C3%B3d%C5%BA%201");
        assert_eq!(path("/kronika/", &Url::page(["a", "b"])), "/kronika/a/b/");
    }
}
