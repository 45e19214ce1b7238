//! Markdown bodies. [`outline`] reads a body once, when its entry is checked: headings, links, pictures and
//! blocks, each with its place. [`html`] writes it as HTML when its page is rendered and every link is known.
//! Parsing twice costs less than keeping every event of ten thousand bodies in memory.
//!
//! CommonMark 0.31 with tables, footnotes, task lists, strikethrough, heading attributes, definition lists,
//! GFM alerts and `[[wiki links]]`; fenced blocks of the register in [`blocks`] hold YAML.

pub mod blocks;
mod faults;
pub mod html;
mod links;
mod plain;
pub mod raw;
mod reader;
mod writer;

use std::collections::BTreeMap;
use std::sync::Arc;

use pulldown_cmark::{LinkType, OffsetIter, Options, Parser};

use crate::diag::{Diagnostic, Source, Span};
use crate::fit::fitted;
use crate::front::Sink;
use blocks::Block;
pub use plain::plain;
use raw::HtmlPolicy;
use reader::Reader;

/// Ids that pages have of their own; a heading with one of them is numbered.
const PAGE_IDS: [&str; 2] = ["main", "top"];

/// What is to be known of a body before it is rendered.
#[derive(Debug, Default)]
pub struct Outline {
    /// Headings in order; their ids are unique within the body.
    pub headings: Vec<Heading>,
    /// Places among `headings`, in the order of their ids.
    anchors: Box<[u32]>,
    /// Links and pictures, in order.
    pub links: Vec<BodyLink>,
    /// Fenced blocks of the register, in order.
    pub blocks: Vec<(usize, Box<dyn Block>)>,
    /// The first paragraph as plain text, for lists and descriptions.
    pub excerpt: Option<String>,
    /// What becomes of its HTML.
    pub html: HtmlPolicy,
}

impl Outline {
    /// Orders the ids of headings, and gives back the room that was left for more: every entry has an outline.
    fn settle(&mut self) {
        self.headings = fitted(std::mem::take(&mut self.headings));
        self.links = fitted(std::mem::take(&mut self.links));
        self.blocks = fitted(std::mem::take(&mut self.blocks));
        let count = u32::try_from(self.headings.len()).unwrap_or(u32::MAX);
        let mut anchors: Vec<u32> = (0..count).collect();
        anchors.sort_by(|a, b| self.headings[*a as usize].id.cmp(&self.headings[*b as usize].id));
        self.anchors = anchors.into();
    }

    /// True for the id of a heading.
    pub fn has_anchor(&self, id: &str) -> bool {
        let id_of = |at: &u32| self.headings[*at as usize].id.as_str();
        self.anchors.binary_search_by(|at| id_of(at).cmp(id)).is_ok()
    }
}

/// A heading of a body.
#[derive(Debug)]
pub struct Heading {
    /// Where it starts, in bytes of the file.
    pub at: usize,
    /// Its level as rendered, 2 to 6.
    pub level: usize,
    /// Its anchor.
    pub id: String,
    /// Its plain text.
    pub text: String,
}

/// A link or picture of a body.
#[derive(Debug)]
pub struct BodyLink {
    /// Where it stands, in bytes of the file; its start identifies it when the body is rendered.
    pub span: Span,
    /// Where it leads.
    pub dest: Dest,
    /// What is to be told of a picture without a text alternative, once its file is found.
    pub without_alt: Option<Box<Diagnostic>>,
}

/// Where a link of a body leads, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dest {
    /// `[[id]]`, `[[kind:id]]` or `[[name]]`.
    Wiki(String),
    /// A file of the site by its relative path, and an anchor in it: `../events/kielce-2024.md#program`.
    File(String, Option<String>),
    /// A picture by its relative path.
    Picture(String),
    /// An anchor of the same page.
    Anchor(String),
    /// An address out of the site.
    Address(String),
    /// A picture by its whole address.
    PictureAt(String),
}

/// The Markdown events of a body with places in its file.
pub(crate) fn events(source: &Source, body: Span) -> OffsetIter<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS;
    Parser::new_ext(&source.text[body], options).into_offset_iter()
}

/// Reads a body. What is wrong with it goes to `sink`, which also takes the references of blocks.
pub fn outline(source: &Arc<Source>, body: Span, html: HtmlPolicy, sink: &mut Sink) -> Outline {
    let mut outline = Outline { html, ..Outline::default() };
    let mut reader = Reader::new(source, sink, html);
    for (event, span) in events(source, body.clone()) {
        let span = span.start + body.start..span.end + body.start;
        if !reader.take(event, span, &mut outline) {
            break;
        }
    }
    reader.finish(&mut outline);
    faults::levels(&outline.headings, source, &mut sink.diagnostics);
    let shift = usize::from(outline.headings.iter().any(|heading| heading.level == 1));
    let mut used: BTreeMap<String, usize> = PAGE_IDS.iter().map(|id| ((*id).to_owned(), 1)).collect();
    let mut above = 1;
    for heading in &mut outline.headings {
        // A gap would mislead those who find their way by headings.
        heading.level = (heading.level + shift).clamp(2, above + 1).min(6);
        above = heading.level;
        heading.id = unique(std::mem::take(&mut heading.id), &mut used);
    }
    outline.settle();
    outline
}

/// Tells by its form where a link leads.
fn destination(link_type: LinkType, dest: &str) -> Dest {
    if matches!(link_type, LinkType::WikiLink { .. }) {
        // In a table the bar of `[[id|text]]` is written `\|`, and the backslash stays with the id.
        return Dest::Wiki(dest.trim_end_matches('\\').trim().to_owned());
    }
    if let Some(anchor) = dest.strip_prefix('#') {
        return Dest::Anchor(anchor.to_owned());
    }
    let scheme = dest.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    if scheme || dest.starts_with("//") || link_type == LinkType::Email {
        let mail = link_type == LinkType::Email && !dest.starts_with("mailto:");
        return Dest::Address(if mail { format!("mailto:{dest}") } else { dest.to_owned() });
    }
    let (path, anchor) = match dest.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned())),
        None => (dest, None),
    };
    Dest::File(percent_decoded(path), anchor)
}

/// RFC 3986 §2.1: editors write the spaces of file names as `%20`.
pub(crate) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let decoded = match rest {
            [b'%', high, low, ..] => std::str::from_utf8(&[*high, *low])
                .ok()
                .and_then(|digits| u8::from_str_radix(digits, 16).ok()),
            _ => None,
        };
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &rest[3..] } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// An anchor that no heading before it has: `wyniki`, `wyniki-2`.
fn unique(id: String, used: &mut BTreeMap<String, usize>) -> String {
    // `fn-1` and the like are footnotes'.
    let base = if id.starts_with("fn-") { format!("h-{id}") } else { id };
    let base = if base.is_empty() { "section".to_owned() } else { base };
    let count = used.entry(base.clone()).or_insert(0);
    *count += 1;
    if *count == 1 {
        return base;
    }
    let numbered = format!("{base}-{count}");
    unique(numbered, used)
}

/// True for an element whose text is no prose.
fn is_preformatted(name: &str) -> bool {
    matches!(name, "pre" | "code" | "kbd" | "samp")
}

#[cfg(test)]
mod tests;
