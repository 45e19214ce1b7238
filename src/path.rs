//! Paths and addresses as newtypes, normalised at birth, so that a source file is never mistaken for an
//! output file or a URL.
//!
//! | type | example | relative to |
//! |---|---|---|
//! | [`SourcePath`] | `content/events/kielce-2024.md` | the site's root folder |
//! | [`OutPath`] | `wydarzenia/kielce-2024/index.html` | the output folder |
//! | [`Url`] | `wydarzenia/kielce-2024/` | the site's address |
//! | [`slug`] | `kielce-2024` | – |

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file of the site (content, theme or configuration), relative to the site's root, with `/` between parts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// From a path relative to the site's root. `.` parts vanish, `..` parts are resolved where they can be.
    pub fn new(path: impl AsRef<str>) -> Self {
        Self(normalise(path.as_ref()).into())
    }

    /// From a path of the file system below `root`; `None` when it is not below it or not valid UTF-8.
    pub fn below(root: &Path, path: &Path) -> Option<Self> {
        let relative = path.strip_prefix(root).ok()?.to_str()?;
        Some(Self::new(relative.replace(std::path::MAIN_SEPARATOR, "/")))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds the file, without a closing `/`; empty for a file in the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file's own name with its extension.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The file's own name without its last extension.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
    }

    /// The path of `relative` as written in this file; `None` when it leads out of the site.
    pub fn join(&self, relative: &str) -> Option<Self> {
        let joined = if self.folder().is_empty() {
            relative.to_owned()
        } else {
            format!("{}/{relative}", self.folder())
        };
        let path = normalise(&joined);
        (!path.starts_with("../") && path != ".." && !relative.starts_with('/')).then(|| Self(path.into()))
    }

    /// The place in the file system.
    pub fn under(&self, root: &Path) -> PathBuf {
        root.join(&*self.0)
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Resolves `.` and `..`, folds `\` and repeated `/`. A leading `..` that cannot be resolved stays.
fn normalise(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A file of the finished site, relative to the output folder, with `/` between parts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct OutPath(Arc<str>);

impl OutPath {
    /// True for names in the output folder that the writer keeps for itself.
    pub fn is_kept_back(&self) -> bool {
        self.0.get(..9).is_some_and(|start| start.eq_ignore_ascii_case(".kronika-"))
    }

    /// From a path relative to the output folder; `..` never leads out of it.
    pub fn new(path: impl AsRef<str>) -> Self {
        let path = normalise(path.as_ref());
        Self(path.trim_start_matches("../").into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The place in the file system.
    pub fn under(&self, output: &Path) -> PathBuf {
        output.join(&*self.0)
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address of a page or file within the site: no leading `/`, a closing `/` for pages, empty for home.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Url(Arc<str>);

impl Url {
    /// The address of a page: `parts` joined, empty ones left out, closed by `/`.
    pub fn page<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let path = normalise(&parts.join("/"));
        Self(if path.is_empty() { "".into() } else { format!("{path}/").into() })
    }

    /// The address of a single file.
    pub fn file(path: &str) -> Self {
        Self(normalise(path).into())
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as it is written in `href` and `src`: what a path cannot hold is percent-encoded (RFC 3986
    /// §2.1, §3.3); letters of any language stay readable.
    pub fn href(&self) -> String {
        let mut href = String::with_capacity(self.0.len());
        for c in self.0.chars() {
            match c {
                ' ' | '"' | '<' | '>' | '%' | '?' | '#' | '\\' | '^' | '`' | '{' | '|' | '}' => {
                    href.push_str(&format!("%{:02X}", u32::from(c)));
                }
                c => href.push(c),
            }
        }
        href
    }

    /// The address of a page below this one.
    pub fn child(&self, part: &str) -> Self {
        Self::page([&*self.0, part])
    }

    /// The file that answers at this address.
    pub fn out_path(&self) -> OutPath {
        if self.0.is_empty() || self.0.ends_with('/') {
            OutPath(format!("{}index.html", self.0).into())
        } else {
            OutPath(self.0.clone())
        }
    }

    /// What leads from a page at this address to the site's root: `../` once for each folder, `./` for home.
    pub fn to_root(&self) -> String {
        to_root(&self.0)
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What leads from an address within the site to its root.
pub fn to_root(address: &str) -> String {
    match address.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

/// Longest slug; longer ones are cut at a word. File systems stop at 255 bytes a name.
const SLUG_LIMIT: usize = 96;

/// The ASCII form of a name for use in an address: `Łódź – „miasto”` becomes `lodz-miasto`.
/// Text without a single letter or digit that ASCII can spell gives an empty slug.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut word = String::new();
    let ascii = deunicode::deunicode_with_tofu(text, " ");
    for c in ascii.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        } else if c != '\'' && !word.is_empty() {
            if !slug.is_empty() && slug.len() + word.len() >= SLUG_LIMIT {
                break;
            }
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.push_str(&word);
            word.clear();
        }
    }
    slug.truncate(SLUG_LIMIT);
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain_ascii() {
        assert_eq!(slug("Łódź"), "lodz");
        assert_eq!(slug("„Kraśnik – przyjazne miasto”"), "krasnik-przyjazne-miasto");
        assert_eq!(slug("  A/B: c_d  "), "a-b-c-d");
        assert_eq!(slug("…"), "");
        assert!(slug(&"bardzo długi tytuł ".repeat(40)).len() <= SLUG_LIMIT);
    }

    #[test]
    fn joining_stays_inside_the_site() {
        let file = SourcePath::new("content/events/kielce.md");
        let join = |relative| file.join(relative).map(|path| path.as_str().to_owned());
        assert_eq!(join("../people/x.md").as_deref(), Some("content/people/x.md"));
        assert_eq!(join("./foto.jpg").as_deref(), Some("content/events/foto.jpg"));
        assert_eq!(join("../../../etc/passwd"), None);
        assert_eq!(join("/etc/passwd"), None);
    }

    #[test]
    fn urls_lead_to_files_and_back_to_the_root() {
        let url = Url::page(["wydarzenia", "", "kielce"]);
        assert_eq!(url.as_str(), "wydarzenia/kielce/");
        assert_eq!(url.out_path().as_str(), "wydarzenia/kielce/index.html");
        assert_eq!(url.to_root(), "../../");
        assert_eq!(Url::page([""]).to_root(), "./");
        assert_eq!(Url::page([]).out_path().as_str(), "index.html");
        assert_eq!(Url::file("404.html").out_path().as_str(), "404.html");
        assert_eq!(Url::file("a/Łódź #1 50%.pdf").href(), "a/Łódź%20%231%2050%25.pdf");
    }
}
