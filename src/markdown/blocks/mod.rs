//! Fenced blocks of a body that hold YAML: a registry ([`BLOCKS`]) and one file a block. Any Markdown editor
//! shows them sensibly, and a slip in one is an error at its line.

mod attachments;
mod figures;
mod gallery;
mod people;
mod quote;
mod timeline;
mod video;

use std::fmt::Debug;
use std::sync::Arc;

use crate::diag::{Diagnostics, Source, Span, nearest};
use crate::front::{self, Fields, Sink};
use crate::path::SourcePath;
use crate::site::Graph;
use crate::view::ViewCx;
use crate::words::Phrase;

/// A block's own data.
pub trait Block: Debug + Send + Sync {
    /// What its template, `blocks/<name>.html`, sees as `block`.
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value;
    /// Its template.
    fn template(&self) -> &'static str;
    /// The pictures it shows beside those it names by a key, such as all those of a folder; `entry` is the file it stands in.
    fn pictures(&self, _entry: &SourcePath, _site: &Graph) -> Vec<SourcePath> {
        Vec::new()
    }
    /// Its words for those who look for them; none where they are what its YAML says.
    fn words(&self, _entry: &SourcePath, _site: &Graph) -> Option<Vec<String>> {
        None
    }
    /// Tells of what it asks for that the site does not have.
    fn check(&self, _site: &Graph, _source: &Arc<Source>, _diagnostics: &mut Diagnostics) {}
}

/// A row of the register.
#[derive(Debug)]
pub struct Row {
    /// What stands behind the three backticks.
    pub name: &'static str,
    /// What it is called in messages.
    pub noun: Phrase,
    /// Reads its YAML.
    pub read: fn(&mut Fields<'_>) -> Box<dyn Block>,
}

/// The register.
pub static BLOCKS: [&Row; 7] =
    [&attachments::ROW, &figures::ROW, &gallery::ROW, &people::ROW, &quote::ROW, &timeline::ROW, &video::ROW];

/// The block with this name.
pub fn by_name(name: &str) -> Option<&'static Row> {
    BLOCKS.iter().copied().find(|row| row.name == name)
}

/// What people call blocks in Polish, without Polish letters.
const POLISH: [(&str, &str); 24] = [
    ("galeria", "gallery"),
    ("galeria-zdjec", "gallery"),
    ("zdjecia", "gallery"),
    ("fotografie", "gallery"),
    ("liczby", "figures"),
    ("liczba", "figures"),
    ("cytat", "quote"),
    ("cytaty", "quote"),
    ("os", "timeline"),
    ("os-czasu", "timeline"),
    ("kalendarium", "timeline"),
    ("osoby", "people"),
    ("osoba", "people"),
    ("ludzie", "people"),
    ("uczestnicy", "people"),
    ("film", "video"),
    ("wideo", "video"),
    ("nagranie", "video"),
    ("nagrania", "video"),
    ("zalaczniki", "attachments"),
    ("zalacznik", "attachments"),
    ("dokumenty", "attachments"),
    ("do-pobrania", "attachments"),
    ("pliki", "attachments"),
];

/// The block whose name is a slip or two away from this one, or that is called so in Polish.
pub(super) fn nearly(name: &str) -> Option<&'static Row> {
    let plain = deunicode::deunicode(name).to_lowercase();
    if let Some((_, known)) = POLISH.iter().find(|(polish, _)| *polish == plain) {
        return by_name(known);
    }
    let names = BLOCKS.iter().map(|row| row.name).filter(|known| known.len().abs_diff(name.len()) <= 2);
    let near = nearest(name, names).first().copied().filter(|_| name.len() >= 4)?;
    by_name(near)
}

/// Reads a block's YAML at its place in the file.
pub(super) fn read(row: &'static Row, place: Span, sink: &mut Sink) -> Option<Box<dyn Block>> {
    let source = sink.source.clone();
    let pairs = front::mapping(&source, place.clone(), row.noun, &mut sink.diagnostics)?;
    let mut fields = Fields::new(sink, &pairs, place, row.noun);
    let block = (row.read)(&mut fields);
    fields.finish();
    Some(block)
}
