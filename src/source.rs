//! `content/` → [`SourceTree`]: every file of the content folder, sorted by path; Markdown files with their
//! text. A walk error is a diagnostic, never a skip.

#![allow(clippy::disallowed_methods, reason = "this module is where content is read")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use walkdir::WalkDir;

use crate::clock;
use crate::content::{Content, FileState};
use crate::diag::{Code, Diagnostic, Diagnostics, Source, codes};
use crate::path::SourcePath;

/// The folder of a site that holds its content.
pub const CONTENT: &str = "content";

/// Largest Markdown or YAML file in bytes: some three million words.
const TEXT_LIMIT: u64 = 32 * 1024 * 1024;

/// Every file of the content folder.
#[derive(Debug, Default)]
pub struct SourceTree {
    /// Markdown files, sorted by path.
    pub texts: Vec<Arc<Source>>,
    /// All other files, sorted by path.
    pub files: Vec<SourceFile>,
    /// Markdown files that could not be read; the reason is a diagnostic.
    pub unreadable: Vec<SourcePath>,
}

/// A file that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it lies in the site.
    pub path: SourcePath,
    /// What it was like when it was found.
    pub state: FileState,
}

/// Texts as they were last read, so that what has not changed need not be read again.
#[derive(Debug, Default)]
pub struct Remembered {
    texts: BTreeMap<SourcePath, (FileState, Arc<Source>)>,
    /// Texts to be read again whatever their state: the clock of the disk may be too coarse to tell two writes apart.
    doubted: BTreeSet<SourcePath>,
}

impl Remembered {
    /// Has a text read again whatever its state.
    pub fn doubt(&mut self, path: SourcePath) {
        self.doubted.insert(path);
    }

    /// The text of a file that is in the state it was in when it was read.
    fn recall(&mut self, path: &SourcePath, state: &FileState) -> Option<Arc<Source>> {
        let (known, source) = self.texts.get(path)?;
        (known == state && !self.doubted.remove(path)).then(|| source.clone())
    }

    /// Keeps a text; the one kept before, where nothing in it has changed.
    fn keep(&mut self, path: &SourcePath, state: FileState, source: Arc<Source>) -> Arc<Source> {
        let source = match self.texts.remove(path) {
            Some((_, before)) if before.text == source.text => before,
            _ => source,
        };
        if state.modified.is_none_or(clock::is_recent) {
            self.doubt(path.clone());
        } else {
            self.doubted.remove(path);
        }
        self.texts.insert(path.clone(), (state, source.clone()));
        source
    }
}

impl SourceTree {
    /// Walks `root/content`, reading Markdown and listing the rest. Hidden files, editors' backups and the
    /// litter of file managers are left out.
    pub fn read(root: &Path, diagnostics: &mut Diagnostics) -> Self {
        Self::read_again(root, &mut Remembered::default(), diagnostics)
    }

    /// The same, reading only what is not remembered as it is.
    pub fn read_again(root: &Path, remembered: &mut Remembered, diagnostics: &mut Diagnostics) -> Self {
        let content = root.join(CONTENT);
        let mut tree = Self::default();
        if !content.is_dir() {
            diagnostics.push(
                Diagnostic::environment(codes::NO_CONTENT, &content, "the site has no folder `content`")
                    .hint("run kronika in the site's folder, or name it with `--root DIR`")
                    .hint("`kronika new DIR` makes a small site to start from"),
            );
            return tree;
        }
        let inside = std::fs::canonicalize(&content).unwrap_or_else(|_| content.clone());
        let mut walk = WalkDir::new(&content).follow_links(true).sort_by_file_name().into_iter();
        while let Some(item) = walk.next() {
            match item {
                Ok(item) if item.depth() > 0 && is_litter(&item.file_name().to_string_lossy()) => {
                    if item.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                }
                Ok(item) if leads_out(&item, &inside) => {
                    diagnostics.push(outside(root, &item));
                    if item.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                }
                Ok(item) if item.file_type().is_dir() => {}
                Ok(item) => tree.add(root, &item, remembered, diagnostics),
                Err(error) => diagnostics.push(walk_error(root, &content, &error)),
            }
        }
        tree.texts.sort_by(|a, b| a.path.cmp(&b.path));
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        remembered.texts.retain(|path, _| tree.texts.binary_search_by(|text| text.path.cmp(path)).is_ok());
        tree
    }

    /// Reads one text again that stands in the tree. False when it cannot be: then the tree has to be walked.
    pub fn reread(&mut self, root: &Path, path: &SourcePath, remembered: &mut Remembered) -> bool {
        let Ok(at) = self.texts.binary_search_by(|text| text.path.cmp(path)) else { return false };
        let Ok(metadata) = std::fs::symlink_metadata(path.under(root)) else { return false };
        match metadata.is_file().then(|| read_text(root, path)) {
            Some(Ok(source)) => {
                self.texts[at] = remembered.keep(path, FileState::new(&metadata), source);
                true
            }
            _ => false,
        }
    }

    fn add(
        &mut self,
        root: &Path,
        item: &walkdir::DirEntry,
        remembered: &mut Remembered,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(path) = SourcePath::below(root, item.path()) else {
            diagnostics.push(
                Diagnostic::environment(codes::ENCODING, item.path(), "a file name that is not UTF-8")
                    .hint("rename the file using plain letters"),
            );
            return;
        };
        // What has gone since the folder was listed is no longer part of the site.
        let Ok(state) = item.metadata().map(|metadata| FileState::new(&metadata)) else { return };
        if !item.file_type().is_file() {
            // A pipe or a device would be waited for without end.
            let message = "this is no file, but something of the system's with a name";
            diagnostics
                .push(Diagnostic::file(codes::UNREADABLE, &path, message).hint("move it out of the site"));
            return;
        }
        if !path.name().to_ascii_lowercase().ends_with(".md") {
            self.files.push(SourceFile { path, state });
            return;
        }
        if let Some(source) = remembered.recall(&path, &state) {
            self.texts.push(source);
            return;
        }
        match read_text(root, &path) {
            Ok(source) => self.texts.push(remembered.keep(&path, state, source)),
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                self.unreadable.push(path);
            }
        }
    }
}

/// Reads a text file of the site: UTF-8, with or without a byte order mark, within the size limit.
///
/// # Errors
/// A diagnostic that names the file, and for another encoding the likely one.
pub fn read_text(root: &Path, path: &SourcePath) -> Result<Arc<Source>, Box<Diagnostic>> {
    let place = path.under(root);
    let unreadable = |error: std::io::Error| {
        let message = format!("this file cannot be read: {}", plain_io(&error));
        Box::new(Diagnostic::file(codes::UNREADABLE, path, message))
    };
    let size = std::fs::metadata(&place).map_err(unreadable)?.len();
    if size > TEXT_LIMIT {
        let message = format!("this text is {} MB large; the limit is {} MB", size >> 20, TEXT_LIMIT >> 20);
        return Err(Box::new(
            Diagnostic::file(codes::FILE_TOO_LARGE, path, message).hint("split it into several entries"),
        ));
    }
    let bytes = std::fs::read(&place).map_err(unreadable)?;
    match String::from_utf8(bytes) {
        Ok(text) => {
            let source = Source::new(path.clone(), strip_bom(text));
            match control_character(&source.text) {
                None => Ok(source),
                Some(at) => {
                    let message = "an invisible control character stands here";
                    let fault = Diagnostic::error(codes::CONTROL_CHARACTER, &source, at..at + 1, message);
                    Err(Box::new(
                        fault.hint("delete the character between its neighbours and type the space again"),
                    ))
                }
            }
        }
        Err(error) => Err(Box::new(encoding_error(codes::ENCODING, path, error.as_bytes()))),
    }
}

/// A file of the site that is copied as it is.
///
/// # Errors
/// A diagnostic that names the file, where it cannot be read.
pub fn copied(root: &Path, path: &SourcePath) -> Result<Content, Box<Diagnostic>> {
    let place = path.under(root);
    let readable = std::fs::File::open(&place).and_then(|file| file.metadata());
    match readable {
        Ok(metadata) => Ok(Content::Copied(place, FileState::new(&metadata))),
        Err(error) => {
            let message = format!("this file cannot be read: {}", plain_io(&error));
            Err(Box::new(Diagnostic::file(codes::UNREADABLE, path, message)))
        }
    }
}

fn strip_bom(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

fn encoding_error(code: Code, path: &SourcePath, bytes: &[u8]) -> Diagnostic {
    let likely = likely_encoding(bytes);
    Diagnostic::file(code, path, format!("this file is not UTF-8; it looks like {likely}"))
        .hint("open it in your editor, choose “Save as” or “Encoding”, and save it as UTF-8")
}

/// Polish letters tell Windows-1250 from ISO 8859-2: ą ś ź stand at B9 9C 9F in one, at B1 B6 BC in the other.
fn likely_encoding(bytes: &[u8]) -> &'static str {
    let count = |wanted: &[u8]| bytes.iter().filter(|byte| wanted.contains(byte)).count();
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16",
        _ if count(&[0]) > bytes.len() / 4 => "UTF-16",
        _ if count(&[0]) > 0 => "not a text file at all",
        _ if count(&[0xb1, 0xb6, 0xbc, 0xa1, 0xa6, 0xac]) > count(&[0xb9, 0x9c, 0x9f, 0xa5, 0x8c, 0x8f]) => {
            "ISO 8859-2 (Latin 2)"
        }
        _ => "Windows-1250",
    }
}

/// True for a link that leads out of the content folder.
fn leads_out(item: &walkdir::DirEntry, inside: &Path) -> bool {
    item.path_is_symlink()
        && !std::fs::canonicalize(item.path()).is_ok_and(|target| target.starts_with(inside))
}

fn outside(root: &Path, item: &walkdir::DirEntry) -> Diagnostic {
    let path = SourcePath::below(root, item.path()).unwrap_or_else(|| SourcePath::new(CONTENT));
    Diagnostic::file(codes::OUTSIDE_SITE, &path, "this link leads out of the content folder")
        .hint("copy what it leads to into the content folder")
}

/// The first character that no text has: control characters but for tabs and line ends.
fn control_character(text: &str) -> Option<usize> {
    text.find(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}'))
}

/// True for hidden files, backups of editors and what file managers leave lying about.
pub(crate) fn is_litter(name: &str) -> bool {
    name.len() > 1 && name.starts_with('.')
        || name.ends_with('~')
        || name.starts_with("~$")
        || [".tmp", ".bak", ".orig", ".swp"].iter().any(|ending| name.ends_with(ending))
        || matches!(name, "Thumbs.db" | "desktop.ini" | "__MACOSX")
}

fn walk_error(root: &Path, content: &Path, error: &walkdir::Error) -> Diagnostic {
    let path = error.path().unwrap_or(content);
    if error.loop_ancestor().is_some() {
        let path = SourcePath::below(root, path).unwrap_or_else(|| SourcePath::new(CONTENT));
        return Diagnostic::file(
            codes::OUTSIDE_SITE,
            &path,
            "this link leads back to a folder that holds it",
        )
        .hint("remove the link");
    }
    let reason = error.io_error().map_or_else(|| error.to_string(), plain_io);
    let missing = error.io_error().is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound);
    if let Some(path) = SourcePath::below(root, path).filter(|_| missing) {
        return Diagnostic::file(codes::MISSING_FILE, &path, "this link leads to nothing")
            .hint("remove the link");
    }
    Diagnostic::environment(codes::UNREADABLE, path, format!("this cannot be read: {reason}"))
        .hint("check that you may open the file or folder")
}

/// An operating system's error in plain words.
pub fn plain_io(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "you have no permission".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        ErrorKind::NotADirectory => "part of the path is a file, not a folder".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(likely_encoding(b"za\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9 ja\x9f\xf1"), "Windows-1250");
        assert_eq!(likely_encoding(b"za\xbf\xf3\xb3\xe6 g\xea\xb6l\xb1 ja\xbc\xf1"), "ISO 8859-2 (Latin 2)");
        assert_eq!(likely_encoding(b"\xff\xfea\0b\0"), "UTF-16");
        assert_eq!(likely_encoding(b"PNG\0\x89abcdefghij"), "not a text file at all");
    }
}
