//! `captions.yaml` → [`Captions`]: the words of the pictures that lie beside it, for galleries. Entry points: [`check`],
//! [`words()`] for one picture, [`Captions::of`].
//!
//! ````text
//! sala.jpg: {alt: "Uczestnicy przy stołach", caption: "Warsztat w sali 12", credit: Anna Kowalska}
//! tablo.jpg: {decorative: true}
//! plan.png: "Plan parku"      # the caption alone
//! ````

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics, Source, Span, codes};
use crate::front::{self, Fields, Sink};
use crate::path::SourcePath;
use crate::picture::{is_picture, is_unshown_picture};
use crate::source::SourceFile;
use crate::words;
use crate::words::phrase;
use crate::yaml::{Key, Node, Value};

/// The name of the file.
pub const FILE: &str = "captions.yaml";

/// Endings of the pictures that every browser shows.
pub const SHOWN: [&str; 6] = ["jpg", "jpeg", "png", "webp", "gif", "svg"];

/// What hints have in place of a description, in English and Polish: pasted as it is, it describes nothing.
pub const EXAMPLES: [&str; 2] = ["what the picture shows", "co widać na zdjęciu"];

/// How many names a message tells.
const NAMES: usize = 3;

/// What is said of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhotoWords {
    /// What it shows, for those who cannot see it.
    pub alt: Option<String>,
    /// True where it shows nothing that matters.
    pub decorative: bool,
    /// Words below it.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
}

impl PhotoWords {
    /// True where it is said what it shows, or that it shows nothing that matters.
    pub fn has_alt(&self) -> bool {
        self.alt.is_some() || self.decorative
    }

    /// These words, and where they lack some, others.
    #[must_use]
    pub fn or(self, others: &PhotoWords) -> Self {
        let (alt, decorative) = match self.has_alt() {
            true => (self.alt, self.decorative),
            false => (others.alt.clone(), others.decorative),
        };
        Self {
            alt,
            decorative,
            caption: self.caption.or_else(|| others.caption.clone()),
            credit: self.credit.or_else(|| others.credit.clone()),
        }
    }
}

/// The words of the pictures of a folder.
#[derive(Debug)]
pub struct Captions {
    /// The file.
    pub path: SourcePath,
    /// Its text; none where it could not be read.
    pub source: Option<Arc<Source>>,
    /// True where it could not be read, or not as YAML: a fault that is told already.
    pub is_broken: bool,
    /// Names as written, with their places.
    names: Vec<(String, Span)>,
    /// By the name of the picture, composed (Unicode NFC): systems write `ó` in two ways.
    by_name: BTreeMap<String, PhotoWords>,
}

impl Captions {
    /// Of a file that could not be read.
    pub fn unread(path: &SourcePath) -> Self {
        Self {
            path: path.clone(),
            source: None,
            is_broken: true,
            names: Vec::new(),
            by_name: BTreeMap::new(),
        }
    }

    /// What is said of a picture of the folder.
    pub fn of(&self, name: &str) -> Option<&PhotoWords> {
        self.by_name.get(&composed(name))
    }

    /// True when both say the same.
    pub fn same_as(&self, other: &Captions) -> bool {
        let text = |captions: &Captions| captions.source.as_ref().map(|source| source.text.clone());
        self.path == other.path && self.is_broken == other.is_broken && text(self) == text(other)
    }
}

/// A file that has been read, with what is wrong with it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What it says.
    pub captions: Arc<Captions>,
    /// Its faults.
    pub diagnostics: Diagnostics,
}

/// True for the name of the file, however its letters are cased.
pub fn is_captions(name: &str) -> bool {
    name.eq_ignore_ascii_case(FILE)
}

/// True for a name of a picture that every browser shows.
pub fn is_shown(name: &str) -> bool {
    is_picture(name)
}

/// True for a name of a picture that browsers do not show, such as those of some phones.
pub fn is_picture_not_shown(name: &str) -> bool {
    is_unshown_picture(name)
}

fn composed(name: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(name).into_owned()
}

/// Reads a file: for each picture its words, or its caption alone.
pub fn check(source: &Arc<Source>, config: &Config) -> Checked {
    let mut sink = Sink::new(source, &config.timezone);
    let what = phrase("captions.yaml", "plik captions.yaml");
    let pairs = front::mapping(source, 0..source.text.len(), what, &mut sink.diagnostics);
    let mut captions = Captions { source: Some(source.clone()), ..Captions::unread(&source.path) };
    captions.is_broken = pairs.is_none();
    for (key, node) in pairs.unwrap_or_default() {
        let said = of_picture(&key, &node, &mut sink);
        captions.names.push((key.name.clone(), key.span));
        captions.by_name.insert(composed(&key.name), said);
    }
    Checked { captions: Arc::new(captions), diagnostics: sink.diagnostics }
}

fn of_picture(key: &Key, node: &Node, sink: &mut Sink) -> PhotoWords {
    match &node.value {
        Value::Null => PhotoWords::default(),
        Value::Scalar(caption) => PhotoWords { caption: Some(caption.clone()), ..PhotoWords::default() },
        Value::Mapping(pairs) => {
            let place = node.span.clone();
            let mut fields = Fields::new(sink, pairs, place, phrase("a picture", "zdjęcie"));
            let said = words(&mut fields);
            fields.finish();
            said
        }
        Value::Sequence(_) => {
            let name = &key.name;
            let message = words!(
                "`{name}` takes a caption or `key: value` lines, not a list",
                "`{name}` ma mieć podpis albo wiersze `pole: wartość`, a nie listę"
            );
            let hint = words!(
                "write `{name}: {{alt: \"what the picture shows\", caption: \"words below it\"}}`",
                "wpisz `{name}: {{alt: \"co widać na zdjęciu\", caption: \"podpis\"}}`"
            );
            sink.error(codes::WRONG_TYPE, &node.span, message, Some(hint));
            PhotoWords::default()
        }
    }
}

/// Reads the words of one picture.
pub fn words(fields: &mut Fields<'_>) -> PhotoWords {
    PhotoWords {
        alt: fields.text("alt").filter(|alt| !EXAMPLES.contains(&alt.as_str())),
        decorative: fields.flag("decorative"),
        caption: fields.text("caption"),
        credit: fields.text("credit"),
    }
}

/// Tells of names that are no picture's of the folder; `files` are all files of the site, sorted.
pub fn tell_strangers(captions: &Captions, files: &[SourceFile], diagnostics: &mut Diagnostics) {
    let Some(source) = &captions.source else { return };
    let folder = captions.path.folder();
    let from = files.partition_point(|file| file.path.as_str() < folder);
    let beside: Vec<&str> = files[from..]
        .iter()
        .take_while(|file| file.path.as_str().starts_with(folder))
        .filter(|file| file.path.folder() == folder && is_shown(file.path.name()))
        .map(|file| file.path.name())
        .collect();
    let known: BTreeSet<String> = beside.iter().map(|name| composed(name)).collect();
    let strangers = captions.names.iter().filter(|(name, _)| !known.contains(&composed(name)));
    for (at, (name, span)) in strangers.enumerate() {
        let message = words!(
            "no picture named `{name}` lies beside this file",
            "obok tego pliku nie ma zdjęcia `{name}`"
        );
        // Where hundreds are strange, they are no slips of the pen.
        let near = if at < 20 { crate::site::near_names(name, &beside) } else { Vec::new() };
        let hint = crate::diag::did_you_mean(near.iter().copied()).unwrap_or_else(|| {
            let names = crate::diag::quoted_list(beside.iter().copied().take(NAMES));
            match beside.is_empty() {
                true => words!(
                    "put captions.yaml into the folder of the pictures",
                    "połóż captions.yaml w katalogu ze zdjęciami"
                ),
                false => words!(
                    "correct the name, or take the line out; pictures here are {names}",
                    "popraw nazwę albo usuń wiersz; są tu zdjęcia {names}",
                    names
                ),
            }
        });
        diagnostics
            .push(Diagnostic::warning(codes::CAPTION_OF_NOTHING, source, span.clone(), message).hint(hint));
    }
}
