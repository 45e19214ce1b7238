//! Words → what they mean: the file of an entry, another file, an id or name, an address.

use super::{Known, Unclear, alias};
use crate::diag::nearest;
use crate::kinds::Broken;
use crate::path::{SourcePath, Url};
use crate::site::{EntryIx, Site};
use crate::source::CONTENT;

/// What is asked about.
pub(super) enum Target {
    /// An entry.
    Entry(EntryIx),
    /// A file that could not be read as an entry.
    Broken(SourcePath),
    /// Another file of `content/`.
    File(SourcePath),
    /// An old address of an entry.
    Alias(Url, EntryIx),
    /// A page that no entry stands for.
    Page(Url),
}

/// Finds what is meant: first among files, then ids and names, then addresses.
pub(super) fn find(text: &str, known: &Known<'_>) -> Result<Target, Unclear> {
    let (text, site) = (text.trim(), known.site);
    if text.is_empty() {
        return Err(Unclear::Nothing(Vec::new()));
    }
    if let Some(target) = file(text, site) {
        return Ok(target);
    }
    match site.find_entries(text).as_slice() {
        [] => {}
        [ix] => return Ok(Target::Entry(*ix)),
        several => {
            let form = |ix: &EntryIx| format!("{}:{}", site.entry(*ix).kind.id.0, site.id(*ix));
            let mut forms: Vec<String> = several.iter().map(form).collect();
            forms.dedup();
            // Two entries with one id are told apart by their files alone.
            if forms.len() < several.len() {
                forms = several.iter().map(|ix| site.entry(*ix).source.path.to_string()).collect();
            }
            return Err(Unclear::Several(forms));
        }
    }
    let id = text.rsplit_once(':').map_or(text, |(_, id)| id);
    if let Some(path) = site.broken_files().find(|path| Broken::new(path).id == id) {
        return Ok(Target::Broken(path.clone()));
    }
    address(text, known).ok_or_else(|| Unclear::Nothing(near(text, site)))
}

/// A file by its path from the current folder or the site's.
fn file(text: &str, site: &Site) -> Option<Target> {
    let root = &site.config.root;
    let from_here = SourcePath::below(root, text.as_ref());
    let real = |path: &std::path::Path| std::fs::canonicalize(path).ok();
    let absolute =
        real(text.as_ref()).zip(real(root)).and_then(|(path, root)| SourcePath::below(&root, &path));
    let paths = [Some(SourcePath::new(text)), from_here, absolute];
    for path in paths.into_iter().flatten() {
        if let Some(ix) = site.by_path(&path) {
            return Some(Target::Entry(ix));
        }
        if site.broken_files().any(|broken| *broken == path) {
            return Some(Target::Broken(path));
        }
        let inside = path.as_str().strip_prefix(CONTENT).is_some_and(|rest| rest.starts_with('/'));
        if inside && path.under(root).is_file() {
            return Some(Target::File(path));
        }
        // The folder of an entry stands for the entry.
        if let Some(ix) = site.by_path(&SourcePath::new(format!("{path}/index.md"))) {
            return Some(Target::Entry(ix));
        }
    }
    None
}

/// An address within the site: whole, or from the root, with or without `index.html`.
fn address(text: &str, known: &Known<'_>) -> Option<Target> {
    let site = known.site;
    let base = site.config.base_url.as_ref();
    let path = match (base.and_then(|base| text.strip_prefix(base.as_str())), text.split_once("://")) {
        (Some(rest), _) => rest,
        (None, Some((_, rest))) => rest.split_once('/').map_or("", |(_, path)| path),
        (None, None) => text,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
    let path = decoded(path);
    let folder = base.map(|base| decoded(base.path().trim_matches('/')));
    let below_base = folder.and_then(|folder| path.strip_prefix(&*folder));
    [Some(path.as_str()), below_base].into_iter().flatten().find_map(|path| at(path, known))
}

/// What stands, or would stand, at a path from the site's root.
fn at(path: &str, known: &Known<'_>) -> Option<Target> {
    let site = known.site;
    let page = path.strip_suffix("index.html").unwrap_or(path);
    let url = Url::page(page.split('/'));
    let single = Url::file(path);
    let job = [&url, &single].into_iter().find_map(|url| Some((url, known.plan.jobs.get(&url.out_path())?)));
    if let Some((url, job)) = job {
        if let Some(ix) = alias(&job.subject) {
            return Some(Target::Alias(url.clone(), ix));
        }
        let own = job.subject.entry().filter(|ix| site.url(*ix) == url);
        let home = site.home().filter(|_| url.as_str().is_empty());
        if let Some(file) = site.files().find(|file| file.url == *url) {
            return Some(Target::File(file.source.clone()));
        }
        return Some(own.or(home).map_or_else(|| Target::Page(url.clone()), Target::Entry));
    }
    if let Some(ix) = site.all().find(|ix| *site.url(*ix) == url) {
        return Some(Target::Entry(ix));
    }
    site.files().find(|file| file.url == single).map(|file| Target::File(file.source.clone()))
}

/// `%C5%82` back to the letter it stands for (RFC 3986, 2.1); as it is where it stands for none.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let hex = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.extend(u8::try_from(high * 16 + low));
                at += 3;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// The entry whose folder a file lies in.
pub(super) fn owner(path: &SourcePath, site: &Site) -> Option<EntryIx> {
    let mut folder = path.folder();
    while folder.len() > CONTENT.len() {
        if let Some(ix) = site.by_path(&SourcePath::new(format!("{folder}/index.md"))) {
            return Some(ix);
        }
        folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
    None
}

/// Ids, files and addresses nearest to what was written.
fn near(text: &str, site: &Site) -> Vec<String> {
    let of_entries = |ix: EntryIx| {
        [
            site.id(ix).to_owned(),
            site.entry(ix).source.path.to_string(),
            format!("/{}", site.url(ix).as_str()),
        ]
    };
    let files = site.files().map(|file| file.source.to_string());
    let known: Vec<String> = site.all().flat_map(of_entries).chain(files).collect();
    nearest(text, known.iter().map(String::as_str)).into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn what_is_encoded_is_read_and_what_is_not_stays() {
        assert_eq!(decoded("a%C5%82b/%20%zz%"), "ałb/ %zz%");
        assert_eq!(decoded("%ff"), "%ff");
        assert_eq!(decoded("żółw"), "żółw");
    }
}
