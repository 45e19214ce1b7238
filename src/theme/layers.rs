//! The three layers of a theme: the site's own `templates/`, the chosen theme, the default. Templates keep their
//! layer as a prefix of their name, so that a template may extend the one it replaces:
//! `{% extends "default/event.html" %}`.
//!
//! The themes of the repository are part of the program. A folder `themes/<name>/` of the site is laid over the
//! one of that name in the program, or is a theme of its own.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use walkdir::WalkDir;

use crate::config::{Config, DEFAULT_THEME as DEFAULT};
use crate::content::Content;
use crate::diag::{Diagnostic, Diagnostics, Source, codes, nearest, possible};
use crate::path::SourcePath;
use crate::source::{copied, plain_io, read_text, unreadable_place};
use crate::words;
use crate::words::Words;

/// The themes that are part of the program, a folder each.
static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// The folders of a site that the themes of the program are laid under.
pub const LAYERS: [&str; 4] = ["themes", "templates", "assets", "i18n"];

/// Prefixes of template names, the strongest layer first.
pub(super) const PREFIXES: [&str; 3] = ["site/", "theme/", "default/"];

/// A file copied to the output.
#[derive(Debug, Clone)]
pub enum Asset {
    /// Part of the program.
    Embedded(&'static [u8]),
    /// A file of the site or its theme.
    File(SourcePath),
}

/// Everything a theme is made of, the layers laid over one another.
#[derive(Default)]
pub(super) struct Layers {
    /// Templates by prefixed name.
    pub(super) templates: BTreeMap<String, Arc<Source>>,
    /// Text tables by language, the weakest layer first.
    pub(super) tables: BTreeMap<String, Vec<Arc<Source>>>,
    /// Assets by path; a stronger layer's file has replaced a weaker one's.
    pub(super) assets: BTreeMap<String, Asset>,
}

/// Reads the layers a site uses.
pub(super) fn read(config: &Config, diagnostics: &mut Diagnostics) -> Option<Layers> {
    let mut layers = Layers::default();
    layers.embedded(DEFAULT, "default/");
    let chosen = &config.theme.value;
    let folder = format!("themes/{chosen}");
    let own = config.root.join(&folder).is_dir() && SourcePath::new(&folder).as_str() == folder;
    if !own && !embedded_names().any(|name| name == chosen) {
        diagnostics.push(unknown_theme(config, chosen));
        return None;
    }
    if chosen != DEFAULT {
        layers.embedded(chosen, "theme/");
    }
    if own {
        layers.folder(&config.root, &folder, "theme/", diagnostics);
    }
    layers.part(&config.root, "templates", "site/", diagnostics);
    layers.part(&config.root, "assets", "site/", diagnostics);
    layers.part(&config.root, "i18n", "site/", diagnostics);
    (!diagnostics.has_errors()).then_some(layers)
}

fn embedded_names() -> impl Iterator<Item = &'static str> {
    EMBEDDED.dirs().filter_map(|dir| dir.path().to_str())
}

fn unknown_theme(config: &Config, chosen: &str) -> Diagnostic {
    let own = WalkDir::new(config.root.join("themes")).min_depth(1).max_depth(1);
    let own = own.into_iter().filter_map(Result::ok).filter(|item| item.file_type().is_dir());
    let mut known: Vec<String> = own.map(|item| item.file_name().to_string_lossy().into_owned()).collect();
    known.extend(embedded_names().map(str::to_owned));
    known.sort();
    known.dedup();
    let names = || known.iter().map(String::as_str);
    let near = nearest(chosen, names());
    let near =
        near.first().map(|name| words!("did you mean `theme: {name}`?", "czy chodziło o `theme: {name}`?"));
    let message = words!("there is no theme `{chosen}`", "nie ma motywu `{chosen}`");
    Diagnostic::error(codes::THEME_UNKNOWN, &config.source, config.theme.span.clone(), message)
        .hint_if(near)
        .hint(possible(names()))
        .hint(words!(
            "or make the folder `themes/{chosen}`; without the line the site has the default theme",
            "albo utwórz katalog `themes/{chosen}`; bez tego wiersza witryna ma motyw domyślny",
        ))
}

impl Layers {
    /// Adds a theme that is part of the program; does nothing where there is none of that name.
    fn embedded(&mut self, theme: &str, prefix: &str) {
        if let Some(dir) = EMBEDDED.get_dir(theme) {
            self.embedded_files(dir, theme, prefix);
        }
    }

    fn embedded_files(&mut self, dir: &Dir<'static>, theme: &str, prefix: &str) {
        for file in dir.files() {
            let path = file.path().strip_prefix(theme).ok().and_then(Path::to_str);
            let Some(path) = path.map(|path| path.replace('\\', "/")) else { continue };
            let (part, name) = path.split_once('/').unwrap_or(("", &path));
            if part == "assets" {
                self.assets.insert(name.to_owned(), Asset::Embedded(file.contents()));
            } else if let Some(text) = file.contents_utf8() {
                let source = Source::new(SourcePath::new(format!("themes/{theme}/{path}")), text.to_owned());
                self.text(part, name, prefix, source);
            }
        }
        for dir in dir.dirs() {
            self.embedded_files(dir, theme, prefix);
        }
    }

    fn folder(&mut self, root: &Path, folder: &str, prefix: &str, diagnostics: &mut Diagnostics) {
        for part in ["templates", "assets", "i18n"] {
            self.part(root, &format!("{folder}/{part}"), prefix, diagnostics);
        }
    }

    /// Reads one of the folders `templates`, `assets` and `i18n`; none of them has to exist.
    fn part(&mut self, root: &Path, folder: &str, prefix: &str, diagnostics: &mut Diagnostics) {
        let part = folder.rsplit('/').next().unwrap_or_default();
        let base = root.join(folder);
        if !base.is_dir() {
            return;
        }
        for item in WalkDir::new(&base).follow_links(true).sort_by_file_name() {
            let item = match item {
                Ok(item) if item.file_type().is_file() => item,
                Ok(_) => continue,
                Err(error) => {
                    let reason = error.io_error().map_or_else(|| Words::same(error.to_string()), plain_io);
                    diagnostics.push(unreadable_place(error.path().unwrap_or(&base), &reason));
                    continue;
                }
            };
            let Some(path) = SourcePath::below(root, item.path()) else {
                continue;
            };
            if path.name().starts_with('.') || path.name().ends_with('~') {
                continue;
            }
            let name = path.as_str()[folder.len() + 1..].to_owned();
            if part == "assets" {
                self.assets.insert(name, Asset::File(path));
                continue;
            }
            match read_text(root, &path) {
                Ok(source) => self.text(part, &name, prefix, source),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
    }

    fn text(&mut self, part: &str, name: &str, prefix: &str, source: Arc<Source>) {
        match part {
            "templates" => {
                self.templates.insert(format!("{prefix}{name}"), source);
            }
            "i18n" => {
                let language = name.trim_end_matches(".yaml").to_owned();
                self.tables.entry(language).or_default().push(source);
            }
            _ => {}
        }
    }
}

impl Asset {
    /// What the file holds.
    ///
    /// # Errors
    /// A diagnostic when the file has become unreadable.
    pub fn content(&self, root: &Path) -> Result<Content, Box<Diagnostic>> {
        match self {
            Asset::Embedded(bytes) => Ok((*bytes).into()),
            Asset::File(path) => copied(root, path),
        }
    }
}
