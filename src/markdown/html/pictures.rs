//! Pictures of a body. One in a paragraph of its own stands by itself, with its caption below it; several in one paragraph each
//! do. So a paragraph waits until it has anything but pictures.

use std::fmt::Write as _;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::links::is_decorative;
use super::super::writer::escaped;
use super::Renderer;

/// The words of a picture, set by the language's rules.
#[derive(Clone, Copy, Debug)]
pub struct PictureWords<'a> {
    /// What it shows; empty where it only adorns.
    pub alt: &'a str,
    /// What is said below it, or of one within a line when it is pointed at.
    pub caption: Option<&'a str>,
    /// True for one that stands in a paragraph of its own.
    pub alone: bool,
}

impl Renderer<'_> {
    pub(super) fn alt_text(&mut self, event: &Event<'_>) {
        let Some((_, alt, _)) = &mut self.alt else { return };
        match event {
            Event::Text(text) | Event::Code(text) => alt.push_str(text),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        }
    }

    /// True for what leaves a paragraph one of pictures alone.
    pub(super) fn is_of_pictures(&self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image | TagEnd::Paragraph) => true,
            Event::SoftBreak | Event::HardBreak => !self.waiting.is_empty(),
            _ => false,
        }
    }

    /// Opens the paragraph that turned out to have more than pictures.
    pub(super) fn open_paragraph(&mut self) {
        let Some(tag) = self.paragraph.take() else { return };
        self.out.raw(tag);
        let waiting = std::mem::take(&mut self.waiting);
        let last = waiting.len().saturating_sub(1);
        for (place, (at, alt, title)) in waiting.into_iter().enumerate() {
            self.picture(at, &alt, &title, false);
            if place < last {
                self.out.raw("\n");
            }
        }
    }

    /// Closes a paragraph that had nothing but pictures: each stands by itself.
    pub(super) fn close_pictures(&mut self) {
        self.paragraph = None;
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return self.out.raw("<p></p>\n");
        }
        for (at, alt, title) in waiting {
            self.picture(at, &alt, &title, true);
            self.out.raw("\n");
        }
    }

    pub(super) fn close_image(&mut self) {
        let Some((at, alt, title)) = self.alt.take() else {
            return;
        };
        if self.paragraph.is_some() {
            return self.waiting.push((at, alt, title));
        }
        self.flow.skip();
        self.picture(at, &alt, &title, false);
    }

    fn picture(&mut self, at: usize, alt: &str, title: &str, alone: bool) {
        let Some(address) = self.cx.link(at) else {
            let text = if is_decorative(alt) { "" } else { alt };
            let (open, close) = if alone { ("<p>", "</p>") } else { ("", "") };
            self.out.raw(open);
            self.out.text(text);
            return self.out.raw(close);
        };
        let alt = if is_decorative(alt) { String::new() } else { self.typography.apply(alt).into_owned() };
        let caption = (!title.is_empty()).then(|| self.typography.apply(title));
        let words = PictureWords { alt: &alt, caption: caption.as_deref(), alone };
        if let Some(html) = self.cx.picture(at, words) {
            return self.out.raw(&html);
        }
        let (open, close) = if alone { ("<p>", "</p>") } else { ("", "") };
        let mut tag =
            format!("{open}<img src=\"{}\" alt=\"{}\" loading=\"lazy\"", escaped(&address), escaped(&alt));
        if let Some(caption) = caption {
            let _ = write!(tag, " title=\"{}\"", escaped(&caption));
        }
        tag.push('>');
        tag.push_str(close);
        self.out.raw(&tag);
    }
}
