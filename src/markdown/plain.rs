//! [`plain`]: a body as plain text, for those who look for words in it.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::blocks::{self, Block};
use super::events;
use crate::entry::Body;

/// The words of a body in their order, its parts separated by a space. Of blocks their words count (`words`), or else
/// the values they are made from, of HTML nothing. What a link without words of its own shows, `name` says by its place
/// in the file.
pub fn plain(
    body: &Body,
    name: impl Fn(usize) -> Option<String>,
    words: impl Fn(&dyn Block) -> Option<Vec<String>>,
) -> String {
    let Some(source) = &body.source else { return String::new() };
    let mut out = String::with_capacity(body.text().len());
    let mut in_block = false;
    let mut is_said = false;
    let words_at = |at: usize| {
        let (_, block) = body.outline.blocks.iter().find(|(place, _)| *place == at)?;
        words(block.as_ref())
    };
    let mut is_named = false;
    for (event, span) in events(source, body.span.clone()) {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, .. }) => {
                if let Some(name) = name(body.span.start + span.start) {
                    out.push_str(&name);
                    is_named = true;
                }
            }
            Event::End(TagEnd::Link) => is_named = false,
            _ if is_named => {}
            Event::Text(_) if is_said => {}
            Event::Text(text) if in_block => text.lines().for_each(|line| part(value_of(line), &mut out)),
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => gap(&mut out),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                in_block = info.split_whitespace().next().is_some_and(|name| blocks::by_name(name).is_some());
                if let Some(words) = words_at(body.span.start + span.start).filter(|_| in_block) {
                    is_said = true;
                    words.iter().for_each(|text| part(text, &mut out));
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                (in_block, is_said) = (false, false);
                gap(&mut out);
            }
            Event::End(TagEnd::Heading(_) | TagEnd::Item) => {
                // What stands on a line of its own does not run into the next.
                if out.ends_with(char::is_alphanumeric) {
                    out.push('.');
                }
                gap(&mut out);
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {}
            Event::End(_) => gap(&mut out),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn part(text: &str, out: &mut String) {
    out.push_str(text);
    gap(out);
}

fn gap(out: &mut String) {
    if !out.ends_with(' ') && !out.is_empty() {
        out.push(' ');
    }
}

/// What a line of a block says behind its key, without quotes.
fn value_of(line: &str) -> &str {
    let line = line.trim().trim_start_matches("- ").trim();
    let value = match line.split_once(": ") {
        Some((key, value)) if !key.contains(' ') => value,
        _ if line.ends_with(':') => "",
        _ => line,
    };
    value.trim().trim_matches(['"', '\''])
}
