//! Where HTML of a body is written to: the text itself, and footnotes aside until the end.

use std::collections::BTreeMap;

use crate::path::slug;

/// HTML in the making.
pub(super) struct Writer {
    out: String,
    /// The text put aside while a footnote is written.
    aside: Option<(String, String)>,
    /// Footnotes by label: number and how often referred to; 0 for a definition met before its reference.
    numbers: BTreeMap<String, (usize, usize)>,
    order: Vec<String>,
    notes: BTreeMap<String, String>,
}

impl Writer {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            out: String::with_capacity(bytes),
            aside: None,
            numbers: BTreeMap::new(),
            order: Vec::new(),
            notes: BTreeMap::new(),
        }
    }

    /// HTML as it is.
    pub(super) fn raw(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// Text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        escape_into(text, &mut self.out);
    }

    /// Text in which entities such as `&nbsp;` are meant, escaped.
    pub(super) fn text_with_entities(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find('&') {
            escape_into(&rest[..at], &mut self.out);
            let length = entity(&rest[at..]);
            match length {
                Some(length) => self.out.push_str(&rest[at..at + length]),
                None => self.out.push_str("&amp;"),
            }
            rest = &rest[at + length.unwrap_or(1)..];
        }
        escape_into(rest, &mut self.out);
    }

    pub(super) fn footnote_reference(&mut self, label: &str) {
        let next = self.order.len() + 1;
        let entry = self.numbers.entry(label.to_owned()).or_insert((next, 0));
        entry.1 += 1;
        let (number, times) = *entry;
        if times == 1 {
            self.order.push(label.to_owned());
        }
        let (id, suffix) = (note_id(number), if times == 1 { String::new() } else { format!("-{times}") });
        self.raw(&format!(
            "<sup><a class=\"footnote-ref\" id=\"{id}-ref{suffix}\" href=\"#{id}\">{number}</a></sup>"
        ));
    }

    pub(super) fn open_footnote(&mut self, label: &str) {
        let text = std::mem::take(&mut self.out);
        self.aside = Some((label.to_owned(), text));
    }

    pub(super) fn close_footnote(&mut self) {
        if let Some((label, text)) = self.aside.take() {
            let note = std::mem::replace(&mut self.out, text);
            self.notes.insert(label, note);
        }
    }

    /// The body, its footnotes below it in the order they were referred to; notes nobody refers to come last,
    /// for nothing written is lost.
    pub(super) fn finish(mut self, heading: &str, back: &str) -> String {
        let unreferenced: Vec<String> =
            self.notes.keys().filter(|label| !self.numbers.contains_key(*label)).cloned().collect();
        if self.notes.is_empty() {
            return self.out;
        }
        self.raw(&format!("<section class=\"footnotes\" aria-label=\"{}\">\n<ol>\n", escaped(heading)));
        for (at, label) in self.order.clone().into_iter().chain(unreferenced).enumerate() {
            let id = note_id(at + 1);
            let note = self.notes.remove(&label).unwrap_or_default();
            let times = self.numbers.get(&label).map_or(0, |(_, times)| *times);
            let link: String = (1..=times).map(|time| back_link(&id, at + 1, time, back)).collect();
            let note = match note.trim_end().strip_suffix("</p>") {
                Some(open) => format!("{open}{link}</p>"),
                None => format!("{note}{link}"),
            };
            self.raw(&format!("<li id=\"{id}\">{note}</li>\n"));
        }
        self.raw("</ol>\n</section>\n");
        self.out
    }
}

/// A link from a footnote back to one of its references.
fn back_link(id: &str, number: usize, time: usize, words: &str) -> String {
    let (suffix, sign) =
        if time == 1 { (String::new(), String::new()) } else { (format!("-{time}"), time.to_string()) };
    let label = format!("{} {number}{suffix}", escaped(words));
    format!(" <a class=\"footnote-back\" href=\"#{id}-ref{suffix}\" aria-label=\"{label}\">↩{sign}</a>")
}

fn note_id(number: usize) -> String {
    slug(&format!("fn {number}"))
}

/// The length of the entity at the start of a text: `&nbsp;`, `&#160;`, `&#xA0;`.
fn entity(text: &str) -> Option<usize> {
    let end = text.find(';').filter(|end| (2..=32).contains(end))?;
    let name = &text[1..end];
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let digits = name.strip_prefix('#').is_some_and(|digits| {
        let hex = digits.strip_prefix(['x', 'X']);
        let all = |digits: &str, radix| !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
        hex.map_or_else(|| all(digits, 10), |hex| all(hex, 16))
    });
    (is_name || digits).then_some(end + 1)
}

/// Escapes what means something in HTML content and in double-quoted attributes.
fn escape_into(text: &str, out: &mut String) {
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[start..at]);
        out.push_str(entity);
        start = at + 1;
    }
    out.push_str(&text[start..]);
}

/// Text safe in HTML content and in double-quoted attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(text, &mut out);
    out
}
