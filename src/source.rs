//! `content/` → [`SourceTree`]: every file of the content folder, sorted by path; Markdown files and the captions of
//! pictures with their text. A walk error is a diagnostic, never a skip.

#![allow(clippy::disallowed_methods, reason = "this module is where content is read")]

mod foreign;
mod remembered;

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::captions::is_captions;
use crate::config::{where_to_run, where_to_start};
use crate::content::{Content, FileState};
use crate::diag::{Diagnostic, Diagnostics, Source, codes};
use crate::path::SourcePath;
use crate::words;
use crate::words::Words;
use foreign::{document, encoding_error, is_utf16, no_text};
use remembered::Found;
pub use remembered::Remembered;

/// The folder of a site that holds its content.
pub const CONTENT: &str = "content";

/// Largest Markdown or YAML file in bytes: some 800,000 words. Made of links alone, it takes some fifty times the
/// memory while it is read.
const TEXT_LIMIT: u64 = 6 * 1024 * 1024;

/// Every file of the content folder.
#[derive(Debug, Default)]
pub struct SourceTree {
    /// Markdown files, sorted by path.
    pub texts: Vec<Arc<Source>>,
    /// All other files, sorted by path.
    pub files: Vec<SourceFile>,
    /// Markdown files that could not be read; the reason is a diagnostic.
    pub unreadable: Vec<SourcePath>,
    /// Files of captions, sorted by path. They are no files of the finished site.
    pub captions: Vec<Arc<Source>>,
    /// Files of captions that could not be read; the reason is a diagnostic.
    pub unread_captions: Vec<SourcePath>,
}

/// A file that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it lies in the site.
    pub path: SourcePath,
    /// What it was like when it was found.
    pub state: FileState,
    /// True for a text that begins as entries do, but is not named as one.
    pub opens_as_entry: bool,
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
                Diagnostic::environment(
                    codes::NO_CONTENT,
                    &content,
                    words!("the site has no folder `content`", "witryna nie ma katalogu `content`"),
                )
                .hint(where_to_run())
                .hint(where_to_start()),
            );
            return tree;
        }
        let inside = std::fs::canonicalize(&content).unwrap_or_else(|_| content.clone());
        let mut walk = WalkDir::new(&content).follow_links(true).sort_by_file_name().into_iter();
        let mut unread: Vec<Found> = Vec::new();
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
                Ok(item) => unread.extend(tree.add(root, &item, remembered, diagnostics)),
                Err(error) => diagnostics.push(walk_error(root, &content, &error)),
            }
        }
        let read: Vec<_> = unread.par_iter().map(|found| read_text(root, &found.path)).collect();
        for (found, read) in unread.into_iter().zip(read) {
            let (texts, unreadable) = match is_captions(found.path.name()) {
                true => (&mut tree.captions, &mut tree.unread_captions),
                false => (&mut tree.texts, &mut tree.unreadable),
            };
            match read {
                Ok(source) => texts.push(remembered.keep(found, source)),
                Err(diagnostic) => {
                    diagnostics.push(*diagnostic);
                    unreadable.push(found.path);
                }
            }
        }
        tree.texts.sort_by(|a, b| a.path.cmp(&b.path));
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        tree.captions.sort_by(|a, b| a.path.cmp(&b.path));
        remembered.retain(|path| tree.holds(path));
        tree
    }

    /// True for a file whose text stands in the tree.
    pub fn holds(&self, path: &SourcePath) -> bool {
        place_of(path, &self.texts).is_ok() || place_of(path, &self.captions).is_ok()
    }

    /// Reads one text again that stands in the tree. False when it cannot be: then the tree has to be walked.
    pub fn reread(&mut self, root: &Path, path: &SourcePath, remembered: &mut Remembered) -> bool {
        let texts = if is_captions(path.name()) { &mut self.captions } else { &mut self.texts };
        let Ok(at) = place_of(path, texts) else { return false };
        let Ok(metadata) = std::fs::symlink_metadata(path.under(root)) else { return false };
        if !metadata.is_file() {
            return false;
        }
        let found = Found::new(path.clone(), FileState::new(&metadata));
        match read_text(root, path) {
            Ok(source) => {
                texts[at] = remembered.keep(found, source);
                true
            }
            Err(_) => false,
        }
    }

    /// Adds what a walk has come upon, but for a text that is not remembered as it is: that is to be read.
    fn add(
        &mut self,
        root: &Path,
        item: &walkdir::DirEntry,
        remembered: &mut Remembered,
        diagnostics: &mut Diagnostics,
    ) -> Option<Found> {
        let Some(path) = SourcePath::below(root, item.path()) else {
            diagnostics.push(
                Diagnostic::environment(
                    codes::ENCODING,
                    item.path(),
                    words!("a file name that is not UTF-8", "nazwa pliku nie jest w UTF-8"),
                )
                .hint(words!(
                    "rename the file using plain letters",
                    "zmień nazwę pliku, użyj zwykłych liter"
                )),
            );
            return None;
        };
        // What has gone since the folder was listed is no longer part of the site.
        let state = item.metadata().map(|metadata| FileState::new(&metadata)).ok()?;
        if !item.file_type().is_file() {
            // A pipe or a device would be waited for without end.
            let message = words!(
                "this is no file, but something of the system's with a name",
                "to nie plik, lecz urządzenie albo potok systemu",
            );
            diagnostics.push(
                Diagnostic::file(codes::UNREADABLE, &path, message)
                    .hint(words!("move it out of the site", "przenieś to poza witrynę")),
            );
            return None;
        }
        let is_captions = is_captions(path.name());
        if !is_captions && !path.name().to_ascii_lowercase().ends_with(".md") {
            let opens_as_entry = is_plain_text(path.name()) && opens_as_entry(item.path());
            self.files.push(SourceFile { path, state, opens_as_entry });
            return None;
        }
        let Some(source) = remembered.recall(&path, &state) else { return Some(Found::new(path, state)) };
        let texts = if is_captions { &mut self.captions } else { &mut self.texts };
        texts.push(source);
        None
    }
}

/// Where a text stands among texts sorted by path.
fn place_of(path: &SourcePath, texts: &[Arc<Source>]) -> Result<usize, usize> {
    texts.binary_search_by(|text| text.path.cmp(path))
}

/// Reads a text file of the site: UTF-8, with or without a byte order mark, within the size limit.
///
/// # Errors
/// A diagnostic that names the file, and for another encoding the likely one.
pub fn read_text(root: &Path, path: &SourcePath) -> Result<Arc<Source>, Box<Diagnostic>> {
    let place = path.under(root);
    let unreadable = |error: std::io::Error| {
        let message = unreadable_file(&error);
        Box::new(Diagnostic::file(codes::UNREADABLE, path, message))
    };
    let size = std::fs::metadata(&place).map_err(unreadable)?.len();
    if size > TEXT_LIMIT {
        let (large, limit) = (size >> 20, TEXT_LIMIT >> 20);
        let message = words!(
            "this text is {large} MB large; the limit is {limit} MB",
            "ten tekst ma {large} MB, a może mieć najwyżej {limit} MB",
        );
        return Err(Box::new(
            Diagnostic::file(codes::FILE_TOO_LARGE, path, message)
                .hint(words!("split it into several entries", "podziel go na kilka wpisów")),
        ));
    }
    text_of(path, std::fs::read(&place).map_err(unreadable)?)
}

/// The bytes of a text file as a text: UTF-8, with or without a byte order mark, without control characters.
///
/// # Errors
/// A diagnostic that names the file, and for another encoding the likely one.
pub fn text_of(path: &SourcePath, bytes: Vec<u8>) -> Result<Arc<Source>, Box<Diagnostic>> {
    if let Some(document) = document(&bytes) {
        return Err(Box::new(no_text(path, document)));
    }
    if is_utf16(&bytes) {
        return Err(Box::new(encoding_error(codes::ENCODING, path, &bytes)));
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            let source = Source::new(path.clone(), strip_bom(text));
            match control_character(&source.text) {
                None => Ok(source),
                Some(at) => {
                    let message = words!(
                        "an invisible control character stands here",
                        "stoi tu niewidoczny znak sterujący",
                    );
                    let fault = Diagnostic::error(codes::CONTROL_CHARACTER, &source, at..at + 1, message);
                    Err(Box::new(fault.hint(words!(
                        "delete it: put the cursor right behind it and press Backspace; where words run together then, type a space",
                        "usuń go, choć go nie widać: stań kursorem tuż za nim i naciśnij Backspace; jeśli słowa się skleją, wpisz spację",
                    ))))
                }
            }
        }
        Err(error) => Err(Box::new(encoding_error(codes::ENCODING, path, error.as_bytes()))),
    }
}

/// The bytes of a file that may be missing; nothing of one larger than `limit`, or of what is no plain file: a pipe would be
/// waited for.
pub(crate) fn read_small(place: &Path, limit: u64) -> Option<Vec<u8>> {
    let found = std::fs::metadata(place).ok()?;
    if found.is_file() && found.len() <= limit { std::fs::read(place).ok() } else { None }
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
            let message = unreadable_file(&error);
            Err(Box::new(Diagnostic::file(codes::UNREADABLE, path, message)))
        }
    }
}

/// True for the names that editors of plain text give, and those that entries have with other programs.
fn is_plain_text(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".txt", ".text", ".markdown", ".mdown", ".mkd", ".mdx"].iter().any(|ending| name.ends_with(ending))
}

/// True for a file whose first line is `---`.
fn opens_as_entry(place: &Path) -> bool {
    let mut start = Vec::new();
    let read = std::fs::File::open(place).and_then(|file| file.take(8).read_to_end(&mut start));
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
    read.is_ok() && (start.starts_with(b"---\n") || start.starts_with(b"---\r\n"))
}

fn strip_bom(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// True for a link that leads out of the content folder.
fn leads_out(item: &walkdir::DirEntry, inside: &Path) -> bool {
    item.path_is_symlink()
        && !std::fs::canonicalize(item.path()).is_ok_and(|target| target.starts_with(inside))
}

fn outside(root: &Path, item: &walkdir::DirEntry) -> Diagnostic {
    let path = SourcePath::below(root, item.path()).unwrap_or_else(|| SourcePath::new(CONTENT));
    let message =
        words!("this link leads out of the content folder", "to dowiązanie prowadzi poza katalog content");
    Diagnostic::file(codes::OUTSIDE_SITE, &path, message).hint(words!(
        "copy what it leads to into the content folder",
        "skopiuj do katalogu content to, do czego prowadzi",
    ))
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
        let message = words!(
            "this link leads back to a folder that holds it",
            "to dowiązanie prowadzi z powrotem do katalogu, w którym leży",
        );
        return Diagnostic::file(codes::OUTSIDE_SITE, &path, message).hint(remove_link());
    }
    let reason = error.io_error().map_or_else(|| Words::same(error.to_string()), plain_io);
    let missing = error.io_error().is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound);
    if let Some(path) = SourcePath::below(root, path).filter(|_| missing) {
        let message = words!("this link leads to nothing", "to dowiązanie prowadzi donikąd");
        return Diagnostic::file(codes::MISSING_FILE, &path, message).hint(remove_link());
    }
    unreadable_place(path, &reason)
}

fn remove_link() -> Words {
    words!("remove the link", "usuń to dowiązanie")
}

/// The fault of a place of the machine that does not open.
pub(crate) fn unreadable_place(place: &Path, reason: &Words) -> Diagnostic {
    let message = words!("this cannot be read: {reason}", "nie da się tego odczytać: {reason}", reason);
    Diagnostic::environment(codes::UNREADABLE, place, message).hint(words!(
        "check that you may open the file or folder",
        "sprawdź, czy masz prawo otworzyć ten plik lub katalog",
    ))
}

fn unreadable_file(error: &std::io::Error) -> Words {
    let reason = plain_io(error);
    words!("this file cannot be read: {reason}", "tego pliku nie da się odczytać: {reason}", reason)
}

/// An operating system's error in plain words.
pub fn plain_io(error: &std::io::Error) -> Words {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => words!("there is no such file", "nie ma takiego pliku"),
        ErrorKind::PermissionDenied => words!("you have no permission", "nie masz do tego uprawnień"),
        ErrorKind::StorageFull => words!("the disk is full", "dysk jest pełny"),
        ErrorKind::QuotaExceeded => {
            words!("your share of the disk is used up", "Twój przydział miejsca na dysku jest wyczerpany")
        }
        ErrorKind::ReadOnlyFilesystem => words!("the disk is read-only", "dysk jest tylko do odczytu"),
        ErrorKind::IsADirectory => words!("it is a folder", "to katalog"),
        ErrorKind::NotADirectory => {
            words!("part of the path is a file, not a folder", "część ścieżki to plik, a nie katalog")
        }
        ErrorKind::AddrInUse => words!("the port is taken", "ten port jest zajęty"),
        ErrorKind::AddrNotAvailable => {
            words!("this computer does not have that address", "ten komputer nie ma takiego adresu")
        }
        _ => Words::same(error.to_string()),
    }
}
