//! Reads the Markdown events of a body into its [`Outline`] and notes what is wrong on the way.

use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::links::{Form, LinkTexts};
use super::raw::{self, Finding, Findings, HtmlPolicy, RawHtml, Reason, Step};
use super::{BodyLink, Dest, Heading, Outline, blocks, destination, faults};
use crate::diag::{Diagnostic, Diagnostics, Source, Span, codes};
use crate::front::Sink;
use crate::path::slug;
use crate::words;

/// Deepest nesting of quotations and lists; browsers and readers give up long before.
const DEPTH_LIMIT: usize = 64;

/// Most links and pictures of one text.
const LINK_LIMIT: usize = 100_000;

/// The state of one reading.
pub(super) struct Reader<'a> {
    source: &'a Arc<Source>,
    sink: &'a mut Sink,
    depth: usize,
    /// The heading being read.
    heading: Option<Heading>,
    /// The first paragraph, while it is being read.
    paragraph: Option<String>,
    /// The block being read.
    fence: Option<Fence>,
    /// Inside a block of code or of the register: its text is no prose.
    code: bool,
    /// Texts of links and pictures.
    links: LinkTexts,
    /// That there are too many links has been told.
    too_many_links: bool,
    policy: HtmlPolicy,
    html: RawHtml,
    findings: Findings,
}

/// A block of the register while it is being read.
struct Fence {
    start: usize,
    row: &'static blocks::Row,
    /// The place of its YAML so far.
    place: Option<Span>,
    is_closed: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Arc<Source>, sink: &'a mut Sink, policy: HtmlPolicy) -> Self {
        Self {
            source,
            sink,
            depth: 0,
            heading: None,
            paragraph: None,
            fence: None,
            code: false,
            links: LinkTexts::default(),
            too_many_links: false,
            policy,
            html: RawHtml::default(),
            findings: Findings::default(),
        }
    }

    /// Takes one event; `false` when the body cannot be read further.
    pub(super) fn take(&mut self, event: Event<'_>, span: Span, outline: &mut Outline) -> bool {
        match event {
            Event::Start(tag) => return self.start(tag, span, outline),
            Event::End(tag) => self.end(tag, outline),
            Event::Text(_) | Event::Code(_) if self.html.is_muted() => {}
            Event::Text(text) => {
                if !self.code {
                    faults::line_start(&text, &span, self.source, &mut self.sink.diagnostics);
                    faults::link_form(&text, &span, self.source, &mut self.sink.diagnostics);
                }
                if let Some(fence) = &mut self.fence {
                    let start = fence.place.as_ref().map_or(span.start, |place| place.start);
                    fence.place = Some(start..span.end);
                }
                self.text(&text);
            }
            Event::Code(text) => self.text(&text),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::Html(text) => match self.policy {
                HtmlPolicy::Allow => {}
                _ => self.html.line(&text, span.start),
            },
            Event::InlineHtml(text) => match self.policy {
                HtmlPolicy::Allow => {}
                HtmlPolicy::Deny => self.deny(&text, span.start),
                HtmlPolicy::Sanitize => {
                    let steps = self.html.inline(&text, span.start);
                    self.follow(steps, outline);
                }
            },
            _ => {}
        }
        true
    }

    /// Tells what can only be told at the end.
    pub(super) fn finish(mut self, outline: &mut Outline) {
        let steps = self.html.finish();
        self.follow(steps, outline);
        for diagnostic in self.findings.tell(self.source) {
            self.sink.diagnostics.push(diagnostic);
        }
    }

    fn text(&mut self, text: &str) {
        self.links.text(text);
        if self.links.is_in_picture() {
            return;
        }
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
                "zagnieżdżenie ma tu więcej niż {DEPTH_LIMIT} poziomy",
            );
            let hint = words!(
                "remove some of the `>` or list markers at the start of the line",
                "usuń część znaków `>` albo punktorów na początku wiersza",
            );
            self.sink.error(codes::NESTED_TOO_DEEP, &(span.start..span.start + 1), message, Some(hint));
            return false;
        }
        match &tag {
            Tag::HtmlBlock => self.html.open_block(),
            _ => self.html.enter(),
        }
        match tag {
            Tag::Heading { level, id, .. } => {
                let id = id.map(|id| id.to_string()).unwrap_or_default();
                self.heading =
                    Some(Heading { at: span.start, level: level as usize, id, text: String::new() });
            }
            Tag::Paragraph if outline.excerpt.is_none() && self.depth == 1 => {
                self.paragraph = Some(String::new())
            }
            Tag::Link { link_type, dest_url, .. } => {
                let form = match link_type {
                    LinkType::WikiLink { has_pothole: true } => Form::Wiki,
                    LinkType::Autolink | LinkType::Email | LinkType::WikiLink { .. } => Form::Bare,
                    _ => Form::Brackets,
                };
                self.links.open(span.clone(), &dest_url, form);
                let dest = destination(link_type, &dest_url);
                self.link(BodyLink { dest, span, without_alt: None }, outline);
            }
            Tag::Image { dest_url, .. } => {
                self.links.open_picture(span.clone(), &dest_url);
                let dest = picture(&dest_url);
                self.link(BodyLink { dest, span, without_alt: None }, outline);
            }
            Tag::CodeBlock(kind) => {
                self.code = true;
                if let CodeBlockKind::Fenced(info) = kind {
                    self.open_fence(info.split_whitespace().next().unwrap_or_default(), &span);
                }
            }
            _ => {}
        }
        true
    }

    fn open_fence(&mut self, name: &str, span: &Span) {
        let is_closed = faults::is_closed(&self.source.text[span.clone()]);
        let known = blocks::by_name(name);
        let line = span.start..span.start + 3 + name.len();
        if !is_closed {
            let warning = faults::unclosed_block(self.source, line.clone());
            self.sink.diagnostics.push(warning);
        }
        if let Some(row) = known {
            self.fence = Some(Fence { start: span.start, row, place: None, is_closed });
        } else if let Some(row) = blocks::nearly(name) {
            let right = row.name;
            let message = words!(
                "`{name}` is shown as text; did you mean a `{right}` block?",
                "`{name}` widać na stronie jako tekst; czy chodziło o blok `{right}`?"
            );
            let diagnostic = Diagnostic::warning(codes::BLOCK_UNKNOWN, self.source, line, message);
            self.sink.diagnostics.push(diagnostic.hint(words!("write ```{right}", "wpisz ```{right}")));
        }
    }

    fn end(&mut self, tag: TagEnd, outline: &mut Outline) {
        self.depth = self.depth.saturating_sub(1);
        if tag == TagEnd::HtmlBlock {
            self.html_block(outline);
        } else {
            let steps = self.html.leave();
            self.follow(steps, outline);
        }
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
                self.code = false;
                if let Some(fence) = self.fence.take() {
                    self.read_block(fence, outline);
                }
            }
            TagEnd::Link => {
                let fault = self.links.close(self.source);
                self.tell(fault);
            }
            TagEnd::Image => {
                let (at, alt, fault) = self.links.close_picture(self.source);
                // Not more than nest were noted since.
                let mut noted = outline.links.iter_mut().rev().take(DEPTH_LIMIT);
                if let Some(link) = noted.find(|link| link.span.start == at) {
                    link.without_alt = fault.map(Box::new);
                }
                self.text(&alt);
            }
            _ => {}
        }
    }

    fn tell(&mut self, fault: Option<Diagnostic>) {
        if let Some(fault) = fault {
            self.sink.diagnostics.push(fault);
        }
    }

    /// Reads the YAML of a block. Of one that is never closed everything below is taken for YAML; it has one fault.
    fn read_block(&mut self, fence: Fence, outline: &mut Outline) {
        let place = fence.place.unwrap_or(fence.start..fence.start);
        let before = std::mem::replace(&mut self.sink.diagnostics, Diagnostics::new());
        let (relations, files) = (self.sink.relations.len(), self.sink.files.len());
        let block = blocks::read(fence.row, place, self.sink);
        let found = std::mem::replace(&mut self.sink.diagnostics, before);
        if !fence.is_closed && found.has_errors() {
            self.sink.relations.truncate(relations);
            self.sink.files.truncate(files);
            let name = fence.row.name;
            let line = fence.start..fence.start + 3 + name.len();
            let message = words!(
                "this `{name}` block is never closed, so the text below is read as part of it",
                "ten blok `{name}` nie jest zamknięty, więc tekst poniżej jest czytany jako jego część"
            );
            self.sink.error(codes::BLOCK_INVALID, &line, message, Some(faults::close_it()));
            return;
        }
        self.sink.diagnostics.append(found);
        outline.blocks.extend(block.map(|block| (fence.start, block)));
    }

    fn html_block(&mut self, outline: &mut Outline) {
        let block = self.html.close_block();
        match self.policy {
            HtmlPolicy::Allow => {}
            HtmlPolicy::Deny => {
                if let Some((at, name, length)) = raw::first_tag(&block.text) {
                    self.findings.push(Finding::new(block.place(at), length, &name, Reason::Denied));
                }
            }
            HtmlPolicy::Sanitize => {
                let steps = self.html.block(&block);
                self.follow(steps, outline);
            }
        }
    }

    fn deny(&mut self, html: &str, at: usize) {
        if let Some((start, name, length)) = raw::first_tag(html) {
            self.findings.push(Finding::new(at + start, length, &name, Reason::Denied));
        }
    }

    /// Notes a link; from the first that is too many on, none.
    fn link(&mut self, link: BodyLink, outline: &mut Outline) {
        match outline.links.len() {
            LINK_LIMIT => {
                if !std::mem::replace(&mut self.too_many_links, true) {
                    let message = words!(
                        "this text has more than {LINK_LIMIT} links",
                        "w tym tekście jest więcej odnośników niż {LINK_LIMIT}",
                    );
                    let hint = words!("split it into several entries", "podziel go na kilka wpisów");
                    self.sink.error(codes::FILE_TOO_LARGE, &link.span, message, Some(hint));
                }
            }
            _ => outline.links.push(link),
        }
    }

    /// Notes the links of HTML and what there is to tell of it.
    fn follow(&mut self, steps: Vec<Step<'_>>, outline: &mut Outline) {
        for step in steps {
            match step {
                Step::Open(tag) => {
                    let span = tag.at..tag.at + tag.length;
                    let address = tag.address.unwrap_or_default();
                    match tag.name {
                        "a" if !address.is_empty() => {
                            self.links.open(span.clone(), &address, Form::Brackets);
                            let dest = destination(LinkType::Inline, &address);
                            self.link(BodyLink { span, dest, without_alt: None }, outline);
                        }
                        "img" if !address.is_empty() => {
                            let alt = tag.attributes.iter().find(|(name, _)| name == "alt");
                            let fault = faults::html_picture(&address, alt.is_some(), self.source, &span);
                            self.links.text(alt.map_or("", |(_, alt)| alt));
                            let dest = picture(&address);
                            self.link(BodyLink { span, dest, without_alt: fault.map(Box::new) }, outline);
                        }
                        "a" => self.links.open(span, "", Form::Bare),
                        _ => {}
                    }
                }
                Step::Close("a") => {
                    let fault = self.links.close(self.source);
                    self.tell(fault);
                }
                Step::Text(text) => self.links.text(text),
                Step::Found(finding) => self.findings.push(finding),
                Step::Close(_) | Step::Shown(_) => {}
            }
        }
    }
}

/// Where a picture lies.
fn picture(address: &str) -> Dest {
    match destination(LinkType::Inline, address) {
        Dest::File(path, _) => Dest::Picture(path),
        Dest::Address(address) => Dest::PictureAt(address),
        other => other,
    }
}
