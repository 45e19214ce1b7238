//! Writes a body as HTML: links resolved, quotes and spaces set by the language's rules, tables aligned by
//! class (a strict Content-Security-Policy forbids inline style), footnotes with links back, alerts with
//! titles in the site's language, HTML as [`raw`](super::raw) leaves it.
//!
//! Entry point: [`render`]. What it needs to know of the site comes through [`BodyCx`].

use std::fmt::Write as _;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::raw::{HtmlPolicy, RawHtml, Step, Tag as HtmlTag};
use super::writer::{Writer, escaped};
use super::{Outline, is_preformatted};
use crate::diag::{Source, Span};
use crate::locale::typography::{Flow, Typography};

mod pictures;

pub use pictures::PictureWords;

/// What a body needs to know of the site.
pub trait BodyCx {
    /// The address of the link that starts at this byte of the file, ready for `href`; `None` when it leads
    /// to something that is not published.
    fn link(&self, at: usize) -> Option<String>;
    /// The whole address of what that link leads to within the site, for paper; `None` where the site has none.
    fn printed(&self, at: usize) -> Option<String>;
    /// The title of the entry a wiki link leads to, for a link without a text of its own.
    fn link_title(&self, at: usize) -> Option<String>;
    /// The HTML of the fenced block that starts at this byte.
    fn block(&self, at: usize) -> Option<String>;
    /// The HTML of the picture that starts at this byte; none where it lies elsewhere, or a plain `<img>` is wanted.
    fn picture(&self, _at: usize, _words: PictureWords<'_>) -> Option<String> {
        None
    }
    /// A text of the theme.
    fn text(&self, key: &str) -> String;
}

/// The body as HTML.
pub fn render(
    source: &Source,
    body: Span,
    outline: &Outline,
    typography: &Typography,
    cx: &dyn BodyCx,
) -> String {
    let mut renderer = Renderer {
        out: Writer::with_capacity(body.len() + body.len() / 4),
        outline,
        typography,
        flow: typography.flow(),
        cx,
        headings: 0,
        tables: 0,
        alignments: Vec::new(),
        column: 0,
        in_head: false,
        code: false,
        muted: false,
        skip_text: 0,
        alt: None,
        waiting: Vec::new(),
        paragraph: None,
        unlinked: Vec::new(),
        html: RawHtml::default(),
        preformatted: 0,
    };
    for (event, span) in super::events(source, body.clone()) {
        renderer.take(event, span.start + body.start);
    }
    let steps = renderer.html.finish();
    renderer.follow(steps);
    renderer.out.finish(&cx.text("body.footnotes"), &cx.text("body.back_to_text"))
}

struct Renderer<'a> {
    out: Writer,
    outline: &'a Outline,
    typography: &'a Typography,
    flow: Flow,
    cx: &'a dyn BodyCx,
    headings: usize,
    /// Tables so far; each is a region of its own and needs a name of its own.
    tables: usize,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Inside a code block: text is set as it is.
    code: bool,
    /// Inside a block of the register, whose YAML is not shown.
    muted: bool,
    /// Inside a link whose own text is replaced.
    skip_text: usize,
    /// Inside a picture: its text alternative so far.
    alt: Option<(usize, String, String)>,
    /// Pictures at the start of a paragraph, which may be all it has.
    waiting: Vec<(usize, String, String)>,
    /// The start of a paragraph that has nothing but waiting pictures so far.
    paragraph: Option<&'static str>,
    /// For each open link, whether it was left out because it leads nowhere.
    unlinked: Vec<bool>,
    /// Where raw HTML stands.
    html: RawHtml,
    /// How many elements of raw HTML are open whose text is set as it is.
    preformatted: usize,
}

impl Renderer<'_> {
    fn take(&mut self, event: Event<'_>, at: usize) {
        if self.alt.is_some() && !matches!(event, Event::End(TagEnd::Image)) {
            self.alt_text(&event);
            return;
        }
        if self.paragraph.is_some() && !self.is_of_pictures(&event) {
            self.open_paragraph();
        }
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(_) | Event::Code(_) if self.muted || self.skip_text > 0 || self.html.is_muted() => {}
            Event::Text(text) if self.code => self.out.text(&text),
            Event::Text(text) => {
                let text = self.flow.push(&text).into_owned();
                self.out.text(&text);
            }
            Event::Code(text) => {
                self.flow.skip();
                self.out.raw("<code>");
                self.out.text(&text);
                self.out.raw("</code>");
            }
            Event::SoftBreak | Event::HardBreak if self.paragraph.is_some() => {}
            Event::SoftBreak => {
                let space = self.flow.soft_break();
                self.out.raw(space);
            }
            Event::HardBreak => {
                self.flow.hard_break();
                self.out.raw("<br>\n");
            }
            Event::Rule => self.out.raw("<hr>\n"),
            Event::TaskListMarker(done) => {
                let (class, key) =
                    if done { ("task done", "body.task_done") } else { ("task", "body.task_open") };
                let (sign, label) = (if done { "☑" } else { "☐" }, self.cx.text(key));
                self.out.raw(&format!(
                    "<span class=\"{class}\" role=\"img\" aria-label=\"{}\">{sign}</span> ",
                    escaped(&label)
                ));
            }
            Event::FootnoteReference(label) => self.out.footnote_reference(&label),
            Event::Html(text) => match self.outline.html {
                HtmlPolicy::Allow => self.out.raw(&text),
                _ => self.html.line(&text, at),
            },
            Event::InlineHtml(text) => match self.outline.html {
                HtmlPolicy::Allow => self.out.raw(&text),
                _ => {
                    let steps = self.html.inline(&text, at);
                    self.follow(steps);
                }
            },
            Event::InlineMath(text) | Event::DisplayMath(text) => self.out.text(&text),
        }
    }

    /// Writes what is left of raw HTML.
    fn follow(&mut self, steps: Vec<Step<'_>>) {
        for step in steps {
            match step {
                Step::Open(tag) => self.html_tag(&tag),
                Step::Close(name) => {
                    self.preformatted -= usize::from(is_preformatted(name) && self.preformatted > 0);
                    self.out.raw(&format!("</{name}>"));
                    if name == "table" {
                        self.out.raw("</div>");
                    }
                }
                Step::Text(text) if self.preformatted > 0 => self.out.text_with_entities(text),
                Step::Text(text) => {
                    let text = self.flow.push(text).into_owned();
                    self.out.text_with_entities(&text);
                }
                Step::Shown(text) => {
                    self.flow.skip();
                    self.out.text(text);
                }
                Step::Found(_) => {}
            }
        }
    }

    fn html_tag(&mut self, tag: &HtmlTag) {
        let mut html = format!("<{}", tag.name);
        if let Some(address) =
            tag.address.as_ref().filter(|address| !address.is_empty()).and(self.cx.link(tag.at))
        {
            let key = if tag.name == "img" { "src" } else { "href" };
            let _ = write!(html, " {key}=\"{}\"", escaped(&address));
        } else if tag.name == "img" {
            return;
        }
        for (name, value) in &tag.attributes {
            let _ = write!(html, " {name}=\"{}\"", escaped(value));
        }
        match tag.name {
            "table" => self.open_region(),
            "br" => self.flow.hard_break(),
            "img" => {
                self.flow.skip();
                html.push_str(" loading=\"lazy\"");
                if !tag.attributes.iter().any(|(name, _)| name == "alt") {
                    html.push_str(" alt=\"\"");
                }
            }
            _ => {}
        }
        self.preformatted += usize::from(is_preformatted(tag.name));
        html.push_str(if tag.name == "br" { ">\n" } else { ">" });
        self.out.raw(&html);
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        match tag {
            Tag::HtmlBlock => self.html.open_block(),
            _ => self.html.enter(),
        }
        match tag {
            Tag::Paragraph => {
                self.flow = self.typography.flow();
                self.paragraph = Some("<p>");
            }
            Tag::Heading { .. } => self.open_heading(),
            Tag::BlockQuote(kind) => self.open_quote(kind),
            Tag::CodeBlock(kind) => self.open_code(&kind, at),
            Tag::List(None) => self.out.raw("<ul>\n"),
            Tag::List(Some(1)) => self.out.raw("<ol>\n"),
            Tag::List(Some(start)) => self.out.raw(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.open_flow("<li>"),
            Tag::FootnoteDefinition(label) => self.out.open_footnote(&label),
            Tag::DefinitionList => self.out.raw("<dl>\n"),
            Tag::DefinitionListTitle => self.open_flow("<dt>"),
            Tag::DefinitionListDefinition => self.open_flow("<dd>"),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.open_region();
                self.out.raw("<table>\n");
            }
            Tag::TableHead => {
                (self.in_head, self.column) = (true, 0);
                self.out.raw("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.out.raw("<tr>");
            }
            Tag::TableCell => self.open_cell(),
            Tag::Emphasis => self.out.raw("<em>"),
            Tag::Strong => self.out.raw("<strong>"),
            Tag::Strikethrough => self.out.raw("<del>"),
            Tag::Superscript => self.out.raw("<sup>"),
            Tag::Subscript => self.out.raw("<sub>"),
            Tag::Link { link_type, title, .. } => self.open_link(link_type, &title, at),
            Tag::Image { title, .. } => self.alt = Some((at, String::new(), title.into_string())),
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if tag == TagEnd::HtmlBlock {
            let block = self.html.close_block();
            self.flow = self.typography.flow();
            let steps = self.html.block(&block);
            self.follow(steps);
            return;
        }
        let steps = self.html.leave();
        self.follow(steps);
        match tag {
            TagEnd::Paragraph if self.paragraph.is_some() => self.close_pictures(),
            TagEnd::Paragraph => self.out.raw("</p>\n"),
            TagEnd::Heading(_) => {
                let level = self.outline.headings.get(self.headings).map_or(2, |heading| heading.level);
                self.headings += 1;
                self.out.raw(&format!("</h{level}>\n"));
            }
            TagEnd::BlockQuote(None) => self.out.raw("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.out.raw("</div>\n"),
            TagEnd::CodeBlock => {
                if !self.muted {
                    self.out.raw("</code></pre>\n");
                }
                (self.code, self.muted) = (false, false);
            }
            TagEnd::List(ordered) => self.out.raw(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.out.raw("</li>\n"),
            TagEnd::FootnoteDefinition => self.out.close_footnote(),
            TagEnd::DefinitionList => self.out.raw("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.raw("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.raw("</dd>\n"),
            TagEnd::Table => self.out.raw("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.raw("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.out.raw("</tr>\n"),
            TagEnd::TableCell => {
                self.out.raw(if self.in_head { "</th>" } else { "</td>" });
                self.column += 1;
            }
            TagEnd::Emphasis => self.out.raw("</em>"),
            TagEnd::Strong => self.out.raw("</strong>"),
            TagEnd::Strikethrough => self.out.raw("</del>"),
            TagEnd::Superscript => self.out.raw("</sup>"),
            TagEnd::Subscript => self.out.raw("</sub>"),
            TagEnd::Link => {
                self.skip_text = self.skip_text.saturating_sub(1);
                if self.unlinked.pop() != Some(true) {
                    self.out.raw("</a>");
                }
            }
            TagEnd::Image => self.close_image(),
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Opens an element whose text is a flow of its own.
    fn open_flow(&mut self, tag: &str) {
        self.flow = self.typography.flow();
        self.out.raw(tag);
    }

    /// Opens what a table scrolls in where it is wider than the page.
    fn open_region(&mut self) {
        self.tables += 1;
        let label = format!("{} {}", escaped(&self.cx.text("body.table")), self.tables);
        self.out.raw(&format!("<div class=\"table\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">"));
    }

    fn open_heading(&mut self) {
        let (level, id) = self
            .outline
            .headings
            .get(self.headings)
            .map_or((HeadingLevel::H2 as usize, ""), |h| (h.level, &h.id));
        let tag = format!("<h{level} id=\"{}\">", escaped(id));
        self.open_flow(&tag);
    }

    fn open_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let Some(kind) = kind else {
            return self.out.raw("<blockquote>\n");
        };
        let name = match kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "caution",
        };
        let title = escaped(&self.cx.text(&format!("alert.{name}")));
        self.out.raw(&format!(
            "<div class=\"alert alert-{name}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n"
        ));
    }

    fn open_code(&mut self, kind: &CodeBlockKind<'_>, at: usize) {
        if let Some(html) = self.cx.block(at) {
            self.out.raw(&html);
            self.muted = true;
            return;
        }
        self.code = true;
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        let class = if language.is_empty() {
            String::new()
        } else {
            format!(" class=\"language-{}\"", escaped(language))
        };
        self.out.raw(&format!("<pre tabindex=\"0\"><code{class}>"));
    }

    fn open_cell(&mut self) {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"start\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"end\"",
            _ => "",
        };
        let tag = if self.in_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") };
        self.open_flow(&tag);
    }

    fn open_link(&mut self, link_type: LinkType, title: &str, at: usize) {
        let address = self.cx.link(at);
        self.unlinked.push(address.is_none());
        if let Some(address) = address {
            let title =
                if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escaped(title)) };
            let printed = self.cx.printed(at).map(|whole| format!(" data-address=\"{}\"", escaped(&whole)));
            let printed = printed.unwrap_or_default();
            self.out.raw(&format!("<a href=\"{}\"{title}{printed}>", escaped(&address)));
        }
        let bare = matches!(link_type, LinkType::WikiLink { has_pothole: false });
        self.skip_text += usize::from(bare || self.skip_text > 0);
        if bare && let Some(title) = self.cx.link_title(at) {
            let title = self.flow.push(&title).into_owned();
            self.out.text(&title);
        } else if bare {
            self.skip_text -= 1;
        }
    }
}
