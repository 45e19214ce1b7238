//! Links and pictures of bodies → where they lead. A target that does not exist is an error at its line.

use std::ops::Deref;
use std::sync::Arc;

use super::resolve::{Found, dangling, find};
use super::{EntryIx, Graph, Site, missing};
use crate::diag::{Code, Diagnostic, Diagnostics, Span, codes, did_you_mean, nearest, quoted_list};
use crate::entry::Body;
use crate::markdown::{BodyLink, Dest};
use crate::path::{SourcePath, Url};
use crate::picture::is_picture;
use crate::source::CONTENT;
use crate::words;
use crate::words::Words;

/// Where a link of a body leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyTarget {
    /// To an entry, perhaps to a heading in it.
    Entry(EntryIx, Option<String>),
    /// To a file of the site.
    File(Url),
    /// To a picture of the site, which is shown or linked to.
    Picture(SourcePath),
    /// To a heading of the same page.
    Anchor(String),
    /// Out of the site.
    Address(String),
    /// To something that is not published: the text stays, the link goes.
    Withheld,
    /// To nowhere: the brackets for its address are empty.
    Nowhere,
    /// To a file that could not be read, which is a fault told elsewhere.
    Broken,
}

/// Schemes a link may have.
const SCHEMES: [&str; 6] = ["http", "https", "mailto", "tel", "sms", "ftp"];

/// The links of a body.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Where each leads, by its place.
    pub(super) targets: Vec<(usize, BodyTarget)>,
    /// The pictures that its blocks show beside those they name by a key, each with the place of its block.
    pub(super) shown: Vec<(SourcePath, Span)>,
    /// What is wrong with them.
    pub(super) faults: Diagnostics,
}

/// Resolves the links of a body, in order of their places; none of an entry that is not published.
pub(super) fn resolve(ix: EntryIx, site: &Linker<'_>) -> Links {
    let body = &site.bodies[ix.0];
    let source = body.source.as_ref().filter(|_| site.publication(ix).is_published());
    let Some(source) = source else { return Links::default() };
    let mut diagnostics = Diagnostics::new();
    let mut targets = Vec::new();
    for link in &body.outline.links {
        match target(ix, link, site) {
            Ok(target) => {
                link.without_alt.iter().for_each(|fault| diagnostics.push((**fault).clone()));
                let warned = match target {
                    BodyTarget::Entry(other, _) if site.is_lost_in_a_build(ix, other) => Some((
                        codes::WITHHELD_REFERENCE,
                        words!(
                            "this link leads to an entry that is not published; the built page will show its text without a link",
                            "ten odnośnik prowadzi do wpisu, który nie jest opublikowany; zbudowana strona pokaże sam jego tekst",
                        ),
                        words!(
                            "publish that entry before this one, or take the link out",
                            "opublikuj tamten wpis przed tym albo usuń odnośnik",
                        ),
                    )),
                    BodyTarget::Withheld => Some((
                        codes::WITHHELD_REFERENCE,
                        words!(
                            "this link leads to an entry that is not published; its text is shown without a link",
                            "ten odnośnik prowadzi do wpisu, który nie jest opublikowany; widać sam jego tekst",
                        ),
                        words!(
                            "publish that entry, or take the link out",
                            "opublikuj tamten wpis albo usuń odnośnik",
                        ),
                    )),
                    BodyTarget::Nowhere => Some((
                        codes::DANGLING_LINK,
                        words!(
                            "this link has lost its address; its text is shown without a link",
                            "ten odnośnik nie ma adresu; widać sam jego tekst",
                        ),
                        words!(
                            "write where it leads between the round brackets: `[text](../events/id.md)` or `[text](https://…)`",
                            "w okrągłym nawiasie wpisz, dokąd prowadzi: `[tekst](../events/id.md)` albo `[tekst](https://…)`",
                        ),
                    )),
                    BodyTarget::Address(_) => match &link.dest {
                        Dest::PictureAt(address) => elsewhere(address, site),
                        _ => None,
                    },
                    _ => None,
                };
                if let Some((code, message, hint)) = warned {
                    let place = link.span.clone();
                    diagnostics.push(Diagnostic::warning(code, source, place, message).hint(hint));
                }
                targets.push((link.span.start, target));
            }
            Err(fault) => {
                let mut diagnostic = Diagnostic::error(fault.code, source, link.span.clone(), fault.message);
                diagnostic.hints = fault.hints;
                // One picture, one error.
                let of_words = link.without_alt.iter().flat_map(|fault| fault.hints.iter().cloned());
                diagnostic.hints.extend(of_words);
                diagnostics.push(diagnostic);
            }
        }
    }
    let mut shown = Vec::new();
    for (at, block) in &body.outline.blocks {
        block.check(site, source, &mut diagnostics);
        let line = source.text[*at..].find('\n').map_or(*at, |end| at + end);
        let pictures = block.pictures(&source.path, site).into_iter();
        shown.extend(pictures.map(|path| (path, *at..line)));
    }
    targets.sort_by_key(|(at, _)| *at);
    Links { targets, shown, faults: diagnostics }
}

/// What the links of a body are looked up in.
pub(super) struct Linker<'a> {
    pub(super) graph: &'a Graph,
    pub(super) bodies: &'a [Arc<Body>],
}

impl Deref for Linker<'_> {
    type Target = Graph;

    fn deref(&self) -> &Graph {
        self.graph
    }
}

struct Fault {
    code: Code,
    message: Words,
    hints: Vec<Words>,
}

fn fault<T>(code: Code, message: Words, hints: Vec<Words>) -> Result<T, Fault> {
    Err(Fault { code, message, hints })
}

fn target(ix: EntryIx, link: &BodyLink, site: &Linker<'_>) -> Result<BodyTarget, Fault> {
    match &link.dest {
        Dest::Wiki(text) => wiki(text, site),
        Dest::Anchor(anchor) if anchor.is_empty() => Ok(BodyTarget::Nowhere),
        Dest::Anchor(anchor) => {
            check_anchor(ix, anchor, site)?;
            Ok(BodyTarget::Anchor(anchor.clone()))
        }
        Dest::Address(address) | Dest::PictureAt(address) => check_address(address),
        Dest::File(path, anchor) => file(ix, path, anchor.as_deref(), site),
        Dest::Picture(path) => match place(ix, path, site)? {
            Some(place) => match site.file(&place) {
                Some(file) => Ok(BodyTarget::Picture(file.source.clone())),
                None => missing_file(ix, path, &place, site),
            },
            None => fault(
                codes::MISSING_FILE,
                words!("a picture needs the name of its file", "zdjęcie wymaga nazwy pliku"),
                vec![words!("write `![what it shows](sala.jpg)`", "wpisz `![co na nim widać](sala.jpg)`")],
            ),
        },
    }
}

fn wiki(text: &str, site: &Linker<'_>) -> Result<BodyTarget, Fault> {
    let (name, anchor) = match text.split_once('#') {
        Some((name, anchor)) => (name.trim(), Some(anchor.trim())),
        None => (text, None),
    };
    match find(name, &[], &site.register, &site.entries) {
        Some(Found::Entry(ix)) => to_entry(ix, anchor, site),
        Some(Found::Text | Found::Name) => Ok(BodyTarget::Broken),
        Some(Found::Fault { code, message, hints }) => fault(code, message, hints),
        None => match dangling(name, &[], false, &site.register) {
            Found::Fault { message, hints, .. } => fault(codes::DANGLING_LINK, message, hints),
            _ => Ok(BodyTarget::Broken),
        },
    }
}

fn to_entry(ix: EntryIx, anchor: Option<&str>, site: &Linker<'_>) -> Result<BodyTarget, Fault> {
    if !site.publication(ix).is_published() {
        return Ok(BodyTarget::Withheld);
    }
    if let Some(anchor) = anchor {
        check_anchor(ix, anchor, site)?;
    }
    Ok(BodyTarget::Entry(ix, anchor.map(str::to_owned)))
}

fn check_anchor(ix: EntryIx, anchor: &str, site: &Linker<'_>) -> Result<(), Fault> {
    let headings = &site.bodies[ix.0].outline.headings;
    if anchor.is_empty() || site.bodies[ix.0].outline.has_anchor(anchor) {
        return Ok(());
    }
    let candidates = if site.register.may_search() { headings.as_slice() } else { &[] };
    let near = nearest(anchor, candidates.iter().map(|heading| heading.id.as_str()));
    let hints = if near.is_empty() && headings.is_empty() {
        vec![words!(
            "that page has no headings; take the `#…` out",
            "ta strona nie ma śródtytułów; usuń `#…`",
        )]
    } else if near.is_empty() {
        let ids = quoted_list(headings.iter().map(|heading| heading.id.as_str()).take(8));
        vec![words!("the page's headings are {ids}", "śródtytuły tej strony to {ids}", ids)]
    } else {
        did_you_mean(near.iter().copied()).into_iter().collect()
    };
    let message = words!(
        "there is no heading `#{anchor}` on that page",
        "na tej stronie nie ma śródtytułu `#{anchor}`",
    );
    fault(codes::MISSING_ANCHOR, message, hints)
}

/// What is said of a picture that lies on another host: readers' browsers ask that host for it, and the headers that the
/// program writes for hosts forbid it.
fn elsewhere(address: &str, site: &Linker<'_>) -> Option<(Code, Words, Words)> {
    let whole = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    let url = url::Url::parse(&whole).ok().filter(|url| ["http", "https"].contains(&url.scheme()))?;
    let host = url.host_str()?;
    let own = site.config.base_url.as_ref().and_then(|base| url::Url::parse(base.as_str()).ok());
    if own.is_some_and(|own| own.host_str() == Some(host)) {
        return None;
    }
    Some((
        codes::PICTURE_ELSEWHERE,
        words!(
            "this picture lies on {host}: every reader's browser asks that host for it",
            "to zdjęcie leży na {host}: przeglądarka każdego czytelnika pobiera je stamtąd",
        ),
        words!(
            "save the picture beside the text and write its file name: `![what it shows](photo.jpg)`",
            "zapisz zdjęcie obok tekstu i podaj nazwę pliku: `![co na nim widać](zdjecie.jpg)`",
        ),
    ))
}

fn check_address(address: &str) -> Result<BodyTarget, Fault> {
    // `https://` and `mailto:` alone, as templates of editors leave them.
    let rest = address.split_once(':').map_or(address, |(_, rest)| rest);
    if rest.chars().all(|c| matches!(c, '/' | ' ')) {
        return Ok(BodyTarget::Nowhere);
    }
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    if scheme.as_deref() == Some("file") {
        return outside(address);
    }
    if scheme.as_deref() == Some("mailto") && rest.contains([' ', '\u{a0}']) {
        let mail: String = rest.split_whitespace().collect();
        let message = words!("an address of mail has no spaces", "w adresie e-mail nie ma spacji");
        let hint = words!("write `mailto:{mail}`", "wpisz `mailto:{mail}`");
        return fault(codes::DANGLING_LINK, message, vec![hint]);
    }
    if scheme.is_none_or(|scheme| SCHEMES.contains(&scheme.as_str())) {
        return Ok(BodyTarget::Address(address.to_owned()));
    }
    let hint = words!(
        "write an address that begins with `https://` or `mailto:`",
        "wpisz adres, który zaczyna się od `https://` albo `mailto:`",
    );
    let message = words!("a link cannot lead to `{address}`", "odnośnik nie może prowadzić do `{address}`");
    fault(codes::DANGLING_LINK, message, vec![hint])
}

fn file(ix: EntryIx, path: &str, anchor: Option<&str>, site: &Linker<'_>) -> Result<BodyTarget, Fault> {
    let Some(place) = place(ix, path, site)? else { return Ok(BodyTarget::Nowhere) };
    let candidates = candidates(&place);
    if let Some(ix) = candidates.iter().find_map(|path| site.by_path(path)) {
        return to_entry(ix, anchor, site);
    }
    if candidates.iter().any(|path| site.register.broken_paths.contains(path)) {
        return Ok(BodyTarget::Broken);
    }
    if let Some(file) = site.file(&place) {
        return Ok(match is_picture(file.source.name()) {
            true => BodyTarget::Picture(file.source.clone()),
            false => BodyTarget::File(file.url.clone()),
        });
    }
    if let Some(ix) = path.starts_with('/').then(|| by_address(path, site)).flatten() {
        return to_entry(ix, anchor, site);
    }
    if looks_like_mail(path) {
        let message = words!(
            "this link to an address of mail lacks `mailto:`",
            "w odnośniku do adresu e-mail brakuje `mailto:`"
        );
        return fault(
            codes::DANGLING_LINK,
            message,
            vec![words!("write `mailto:{path}`", "wpisz `mailto:{path}`")],
        );
    }
    if looks_like_host(path) {
        let hint = words!(
            "if this is another site, write `https://{path}`",
            "jeśli to inna witryna, wpisz `https://{path}`",
        );
        let message = words!("there is no file `{path}`", "nie ma pliku `{path}`");
        return fault(codes::DANGLING_LINK, message, vec![hint]);
    }
    missing_file(ix, path, &place, site)
}

/// The files that a path may mean: itself, the `index.md` of a folder, an entry without its ending.
fn candidates(place: &SourcePath) -> [SourcePath; 3] {
    let index = place.as_str().trim_end_matches('/').to_owned() + "/index.md";
    let with_ending = place.as_str().to_owned() + ".md";
    [place.clone(), SourcePath::new(index), SourcePath::new(with_ending)]
}

/// What a link of a body names, published or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// An entry.
    Entry(EntryIx),
    /// A file by its place in the site, there or not.
    File(SourcePath),
}

impl Site {
    /// What a link of an entry's body names within the site.
    pub fn named_by(&self, ix: EntryIx, link: &BodyLink) -> Option<Named> {
        let linker = Linker { graph: &self.graph, bodies: &self.bodies };
        match &link.dest {
            Dest::Wiki(text) => {
                let name = text.split('#').next().unwrap_or(text).trim();
                self.find_entry(name).map(Named::Entry)
            }
            Dest::File(path, _) | Dest::Picture(path) => {
                let place = place(ix, path, &linker).ok().flatten()?;
                let entry = candidates(&place).iter().find_map(|path| self.by_path(path));
                let entry =
                    entry.or_else(|| path.starts_with('/').then(|| by_address(path, &linker)).flatten());
                Some(entry.map_or(Named::File(place), Named::Entry))
            }
            Dest::Anchor(_) | Dest::Address(_) | Dest::PictureAt(_) => None,
        }
    }
}

/// The place a path leads to: from the entry's own file, or from `content/` with a leading `/`.
fn place(ix: EntryIx, path: &str, site: &Linker<'_>) -> Result<Option<SourcePath>, Fault> {
    if path.is_empty() {
        return Ok(None);
    }
    let place = match path.strip_prefix('/') {
        Some(rest) => SourcePath::new(format!("{CONTENT}/x")).join(rest),
        None => site.entry(ix).source.path.join(path),
    };
    match place {
        Some(place) if missing::is_content(&place) => Ok(Some(place)),
        _ => outside(path),
    }
}

fn outside<T>(path: &str) -> Result<T, Fault> {
    let hint = missing::own_computer(path).unwrap_or_else(|| {
        words!(
            "copy the file beside the entry and write its name alone",
            "skopiuj plik obok wpisu i podaj samą jego nazwę",
        )
    });
    let message = words!("`{path}` lies outside the site's content", "`{path}` leży poza treścią witryny");
    fault(codes::OUTSIDE_SITE, message, vec![hint])
}

/// True for an address of mail without its scheme.
fn looks_like_mail(path: &str) -> bool {
    path.split_once('@').is_some_and(|(name, host)| {
        let plain = |text: &str| !text.is_empty() && !text.contains(['/', '@', ' ']);
        plain(name) && plain(host) && host.contains('.')
    })
}

fn by_address(path: &str, site: &Linker<'_>) -> Option<EntryIx> {
    let wanted = Url::page(path.split('/'));
    site.by_url.get(&wanted).copied()
}

fn looks_like_host(path: &str) -> bool {
    let host = path.split('/').next().unwrap_or_default();
    host.starts_with("www.") || [".pl", ".eu", ".com", ".org", ".info"].iter().any(|end| host.ends_with(end))
}

fn missing_file<T>(ix: EntryIx, path: &str, place: &SourcePath, site: &Linker<'_>) -> Result<T, Fault> {
    let hint = missing::own_computer(path).unwrap_or_else(|| {
        let near = missing::near(ix, place, site).into_iter();
        // In Markdown an address with a space stands between angle brackets.
        let near = near.map(|path| if path.contains(' ') { format!("<{path}>") } else { path });
        missing::hint(place, &near.collect::<Vec<_>>())
    });
    fault(codes::MISSING_FILE, words!("there is no file `{path}`", "nie ma pliku `{path}`"), vec![hint])
}
