//! Markdown bodies. [`outline`] reads a body once, when its entry is checked: headings, links, pictures and
//! blocks, each with its place. [`html`] writes it as HTML when its page is rendered and every link is known.
//! Parsing twice costs less than keeping every event of ten thousand bodies in memory.
//!
//! CommonMark 0.31 with tables, footnotes, task lists, strikethrough, heading attributes, definition lists,
//! GFM alerts and `[[wiki links]]`; fenced blocks of the register in [`blocks`] hold YAML.

pub mod blocks;
pub mod html;
mod writer;

use std::collections::BTreeMap;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

use crate::diag::{Diagnostic, Source, Span, codes};
use crate::front::Sink;
use crate::path::slug;
use crate::words;
use blocks::Block;

/// Deepest nesting of quotations and lists; browsers and readers give up long before.
const DEPTH_LIMIT: usize = 64;

/// Ids that pages have of their own; a heading with one of them is numbered.
const PAGE_IDS: [&str; 2] = ["main", "top"];

/// What is to be known of a body before it is rendered.
#[derive(Debug, Default)]
pub struct Outline {
    /// Headings in order; their ids are unique within the body.
    pub headings: Vec<Heading>,
    /// Links and pictures, in order.
    pub links: Vec<BodyLink>,
    /// Fenced blocks of the register, in order.
    pub blocks: Vec<(usize, Box<dyn Block>)>,
    /// The first paragraph as plain text, for lists and descriptions.
    pub excerpt: Option<String>,
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

/// Reads a body. Faults in blocks go to `sink`, which also takes the references of blocks.
pub fn outline(source: &Arc<Source>, body: Span, sink: &mut Sink) -> Outline {
    let mut outline = Outline::default();
    let mut reader =
        Reader { source, sink, depth: 0, highest: usize::MAX, heading: None, paragraph: None, fence: None };
    for (event, span) in events(source, body.clone()) {
        let span = span.start + body.start..span.end + body.start;
        if !reader.take(event, span, &mut outline) {
            break;
        }
    }
    let shift = usize::from(reader.highest == 1);
    let mut used: BTreeMap<String, usize> = PAGE_IDS.iter().map(|id| ((*id).to_owned(), 1)).collect();
    let mut above = 1;
    for heading in &mut outline.headings {
        // A gap would mislead those who find their way by headings.
        heading.level = (heading.level + shift).clamp(2, above + 1).min(6);
        above = heading.level;
        heading.id = unique(std::mem::take(&mut heading.id), &mut used);
    }
    outline
}

/// The state of one reading.
struct Reader<'a> {
    source: &'a Arc<Source>,
    sink: &'a mut Sink,
    depth: usize,
    /// The highest heading level met.
    highest: usize,
    /// The heading being read.
    heading: Option<Heading>,
    /// The first paragraph, while it is being read.
    paragraph: Option<String>,
    /// The block being read: its start, its row, and the place of its YAML so far.
    fence: Option<(usize, &'static blocks::Row, Option<Span>)>,
}

impl Reader<'_> {
    /// Takes one event; `false` when the body cannot be read further.
    fn take(&mut self, event: Event<'_>, span: Span, outline: &mut Outline) -> bool {
        match event {
            Event::Start(tag) => return self.start(tag, span, outline),
            Event::End(tag) => self.end(tag, outline),
            Event::Text(text) | Event::Code(text) => {
                self.check_link_form(&text, &span);
                if let Some((_, _, place)) = &mut self.fence {
                    let start = place.as_ref().map_or(span.start, |place| place.start);
                    *place = Some(start..span.end);
                }
                self.text(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::Html(text) | Event::InlineHtml(text) => self.check_html(&text, span),
            _ => {}
        }
        true
    }

    fn text(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.push_str(text);
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span, outline: &mut Outline) -> bool {
        self.depth += 1;
        if self.depth > DEPTH_LIMIT {
            let message = words!(
                "this is nested more than {DEPTH_LIMIT} levels deep",
                "zagnieżdżenie ma tu więcej niż {DEPTH_LIMIT} poziomów",
            );
            let hint = words!(
                "remove some of the `>` or list markers at the start of the line",
                "usuń część znaków `>` albo punktorów na początku wiersza",
            );
            self.sink.error(codes::NESTED_TOO_DEEP, &(span.start..span.start + 1), message, Some(hint));
            return false;
        }
        match tag {
            Tag::Heading { level, id, .. } => {
                self.highest = self.highest.min(level as usize);
                let id = id.map(|id| id.to_string()).unwrap_or_default();
                self.heading =
                    Some(Heading { at: span.start, level: level as usize, id, text: String::new() });
            }
            Tag::Paragraph if outline.excerpt.is_none() && self.depth == 1 => {
                self.paragraph = Some(String::new())
            }
            Tag::Link { link_type, dest_url, .. } => {
                outline.links.push(BodyLink { dest: destination(link_type, &dest_url), span });
            }
            Tag::Image { dest_url, .. } => {
                let dest = match destination(LinkType::Inline, &dest_url) {
                    Dest::File(path, _) => Dest::Picture(path),
                    other => other,
                };
                outline.links.push(BodyLink { dest, span });
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                let name = info.split_whitespace().next().unwrap_or_default();
                if let Some(row) = blocks::by_name(name) {
                    self.fence = Some((span.start, row, None));
                } else if let Some(row) = blocks::nearly(name) {
                    let right = row.name;
                    let message = words!(
                        "`{name}` is shown as text; did you mean a `{right}` block?",
                        "`{name}` będzie pokazane jako tekst; czy chodziło o blok `{right}`?",
                    );
                    let line = span.start..span.start + 3 + name.len();
                    self.sink.diagnostics.push(
                        Diagnostic::warning(codes::BLOCK_UNKNOWN, self.source, line, message)
                            .hint(words!("write ```{right}", "wpisz ```{right}")),
                    );
                } else if blocks::COMING.contains(&name) {
                    let message = words!(
                        "this version does not draw `{name}` blocks; it is shown as text",
                        "ta wersja nie rysuje bloków `{name}`; będzie pokazany jako tekst",
                    );
                    let line = span.start..span.start + 3 + name.len();
                    self.sink.diagnostics.push(
                        Diagnostic::warning(codes::BLOCK_UNSUPPORTED, self.source, line, message).hint(
                            words!(
                                "use `links:` or `attachments:` in the front matter instead",
                                "użyj zamiast tego `links:` albo `attachments:` w nagłówku",
                            ),
                        ),
                    );
                }
            }
            _ => {}
        }
        true
    }

    fn end(&mut self, tag: TagEnd, outline: &mut Outline) {
        self.depth = self.depth.saturating_sub(1);
        match tag {
            TagEnd::Heading(_) => {
                if let Some(mut heading) = self.heading.take() {
                    if heading.id.is_empty() {
                        heading.id = slug(&heading.text);
                    }
                    outline.headings.push(heading);
                }
            }
            TagEnd::Paragraph => {
                let paragraph = self.paragraph.take().filter(|text| !text.trim().is_empty());
                outline.excerpt = outline.excerpt.take().or(paragraph.map(|text| text.trim().to_owned()));
            }
            TagEnd::CodeBlock => {
                if let Some((start, row, place)) = self.fence.take() {
                    let place = place.unwrap_or(start..start);
                    outline.blocks.extend(blocks::read(row, place, self.sink).map(|block| (start, block)));
                }
            }
            _ => {}
        }
    }

    /// `![Sala](sala 1.png)` is no link to Markdown, for the space in its address; it would stand there as text.
    fn check_link_form(&mut self, text: &str, span: &Span) {
        let before = &self.source.text[..span.start];
        let Some(address) = text.strip_prefix('(').and_then(|rest| rest.split(')').next()) else { return };
        let is_file = address.rsplit_once('.').is_some_and(|(_, ending)| (2..=4).contains(&ending.len()));
        if before.ends_with(']') && address.contains(' ') && is_file && self.fence.is_none() {
            let message = words!(
                "an address with a space in it is not taken for a link",
                "adres ze spacją nie zostanie uznany za odnośnik",
            );
            self.sink.diagnostics.push(
                Diagnostic::warning(codes::LINK_WITH_SPACE, self.source, span.clone(), message).hint(words!(
                    "write `(<{address}>)`, or rename the file without spaces",
                    "wpisz `(<{address}>)` albo zmień nazwę pliku na taką bez spacji",
                )),
            );
        }
    }

    /// Raw HTML is shown as the text it is, so that no page is broken by it; its writer is told.
    fn check_html(&mut self, text: &str, span: Span) {
        if html::is_allowed(text) {
            return;
        }
        let tag: String = text.trim().chars().take(24).collect();
        let span = span.start..span.start + text.trim_end().lines().next().map_or(1, str::len).max(1);
        let message = words!(
            "HTML such as `{tag}` is shown as text",
            "HTML taki jak `{tag}` będzie pokazany jako tekst"
        );
        self.sink.diagnostics.push(
            Diagnostic::warning(codes::RAW_HTML, self.source, span, message).hint(words!(
                "write it in Markdown: `**bold**`, `*italic*`, `[text](address)`; put `\\` before a `<` that is meant as a sign",
                "zapisz to w Markdown: `**pogrubienie**`, `*kursywa*`, `[tekst](adres)`; przed `<`, które ma być zwykłym znakiem, postaw `\\`",
            )),
        );
    }
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

#[cfg(test)]
mod tests;
