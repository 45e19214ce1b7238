//! Drawings (SVG 2): their measures, and the same without scripts and what lies elsewhere.

use std::io;

use svg_hush::Filter;
use svg_hush::data_url_filter::{DataUrl, DataUrlFilterResult};
use xml::reader::{EventReader, XmlEvent};

use super::encode::encode;
use super::format::sniff;
use super::pixels::Decoded;
use super::{Encoding, Format, Unfit, clean, facts};

/// Width and height of a drawing in pixels, by its `width` and `height`, else by its `viewBox`; 0 and 0 where it does not
/// tell.
///
/// # Errors
/// [`Unfit::Broken`] for what is not well-formed up to its first element, or not SVG.
pub(super) fn measures(bytes: &[u8]) -> Result<(u32, u32), Unfit> {
    for event in EventReader::new(bytes) {
        let XmlEvent::StartElement { name, attributes, .. } = event.map_err(|_| Unfit::Broken)? else {
            continue;
        };
        if name.local_name != "svg" {
            return Err(Unfit::Broken);
        }
        let value =
            |key: &str| attributes.iter().find(|one| one.name.local_name == key).map(|one| &one.value);
        let sides =
            value("width").and_then(|text| pixels(text)).zip(value("height").and_then(|text| pixels(text)));
        let view = || {
            let numbers: Vec<f64> =
                value("viewBox")?.split([' ', ',']).filter_map(|part| part.trim().parse().ok()).collect();
            Some((*numbers.get(2)?, *numbers.get(3)?))
        };
        return Ok(sides.or_else(view).map_or((0, 0), |(width, height)| (whole(width), whole(height))));
    }
    Err(Unfit::Broken)
}

/// A length in pixels (CSS Values 4 §6.2); none for parts of what is around.
fn pixels(text: &str) -> Option<f64> {
    let text = text.trim();
    let end =
        text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '+' | '-'))).unwrap_or(text.len());
    let number: f64 = text[..end].parse().ok()?;
    let unit = match text[end..].trim() {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    Some(number * unit)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded on both sides")]
fn whole(length: f64) -> u32 {
    length.round().clamp(0.0, 100_000.0) as u32
}

/// Deepest nesting of a drawing; those of programs for drawing have some ten.
const DEPTH_LIMIT: usize = 200;

/// Largest drawing, in bytes.
const MOST_BYTES: usize = 16 << 20;

/// Refuses what would unfold: a drawing of a megabyte may nest so deep that it is written as gigabytes.
fn check(bytes: &[u8]) -> Result<(), Unfit> {
    if bytes.len() > MOST_BYTES {
        return Err(Unfit::TooLarge);
    }
    let mut depth = 0_usize;
    for event in EventReader::new(bytes) {
        match event.map_err(|_| Unfit::Broken)? {
            XmlEvent::StartElement { .. } if depth == DEPTH_LIMIT => return Err(Unfit::TooLarge),
            XmlEvent::StartElement { .. } => depth += 1,
            XmlEvent::EndElement { .. } => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

/// The drawing without scripts, links to elsewhere, and whatever else could do something when it is opened by itself.
///
/// # Errors
/// [`Unfit::Broken`] for what is not well-formed, [`Unfit::TooLarge`] for what is larger or deeper than anybody draws.
pub(super) fn without_scripts(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    check(bytes)?;
    let mut filter = Filter::new();
    filter.set_data_url_filter(embedded);
    let mut out = Bounded { bytes: Vec::with_capacity(bytes.len()), room: bytes.len() * 4 + (1 << 20) };
    match filter.filter(bytes, &mut out) {
        Ok(()) => Ok(out.bytes),
        Err(_) if out.room == 0 => Err(Unfit::TooLarge),
        Err(_) => Err(Unfit::Broken),
    }
}

/// A picture within the drawing, without what its camera told; none where it cannot be read.
fn embedded(data: &DataUrl<'_>) -> DataUrlFilterResult {
    let Ok((bytes, _)) = data.decode_to_vec() else { return DataUrlFilterResult::Drop };
    let cleaned = match sniff(&bytes) {
        Ok(Format::Jpeg) => facts::read(&bytes).and_then(|facts| {
            let pixels = Decoded::new(&bytes)?.upright(facts.width, facts.height)?;
            encode(&pixels, Encoding::Jpeg, false).map(|bytes| ("image/jpeg", bytes))
        }),
        Ok(Format::Png) => clean::clean(&bytes, Format::Png).map(|bytes| ("image/png", bytes)),
        Ok(Format::Gif) => clean::clean(&bytes, Format::Gif).map(|bytes| ("image/gif", bytes)),
        _ => Err(Unfit::Broken),
    };
    match cleaned {
        Ok((mime_type, data)) => DataUrlFilterResult::Rewrite { mime_type: mime_type.to_owned(), data },
        Err(_) => DataUrlFilterResult::Drop,
    }
}

/// Bytes up to a limit: deep nesting is written with deep indents.
struct Bounded {
    bytes: Vec<u8>,
    /// How many more there may be; none once there were too many.
    room: usize,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() > self.room {
            self.room = 0;
            return Err(io::Error::other("too large"));
        }
        self.room -= bytes.len();
        self.bytes.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_come_from_width_and_height_or_the_view() {
        let of = |attributes: &str| {
            measures(
                format!(
                    "<?xml version='1.0'?><!-- x --><svg xmlns='http://www.w3.org/2000/svg' {attributes}/>"
                )
                .as_bytes(),
            )
        };
        assert_eq!(of("width='300' height='150'"), Ok((300, 150)));
        assert_eq!(of("width='1in' height='25.4mm'"), Ok((96, 96)));
        assert_eq!(of("width='100%' height='100%' viewBox='0 0 40.4, 20'"), Ok((40, 20)));
        assert_eq!(of(""), Ok((0, 0)));
        assert_eq!(measures(b"<html/>"), Err(Unfit::Broken));
        assert_eq!(measures(b"<svg"), Err(Unfit::Broken));
    }

    #[test]
    fn scripts_and_what_lies_elsewhere_go() {
        let drawing = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
            viewBox='0 0 9 9' onload='alert(1)'><script>alert(2)</script><title>Znak</title>\
            <image xlink:href='https://example.org/x.png'/><foreignObject><p>x</p></foreignObject>\
            <style>@import url(https://example.org/x.css); path { fill: red }</style>\
            <path d='M0 0h9v9z' fill='#0b4a66'/></svg>";
        let cleaned = String::from_utf8(without_scripts(drawing.as_bytes()).unwrap()).unwrap();
        for gone in ["alert", "script", "onload", "example.org/x.png", "@import", "foreignObject"] {
            assert!(!cleaned.contains(gone), "{gone} in {cleaned}");
        }
        for kept in ["M0 0h9v9z", "#0b4a66", "Znak", "viewBox"] {
            assert!(cleaned.contains(kept), "{kept} not in {cleaned}");
        }
        assert_eq!(without_scripts(b"<svg><g></svg>"), Err(Unfit::Broken));
    }

    #[test]
    fn what_unfolds_is_refused() {
        let nested = |depth: usize| {
            let (open, close) = ("<g>".repeat(depth), "</g>".repeat(depth));
            without_scripts(format!("<svg xmlns='http://www.w3.org/2000/svg'>{open}{close}</svg>").as_bytes())
                .map(|_| ())
        };
        assert_eq!(nested(100), Ok(()));
        assert_eq!(nested(100_000), Err(Unfit::TooLarge));
        let mut entities = String::from("<!ENTITY a0 'xxxxxxxxxx'>");
        for level in 1..9 {
            entities.push_str(&format!("<!ENTITY a{level} '{}'>", format!("&a{};", level - 1).repeat(10)));
        }
        let laughs = format!(
            "<!DOCTYPE svg [{entities}]><svg xmlns='http://www.w3.org/2000/svg'><text>&a8;</text></svg>"
        );
        assert_eq!(without_scripts(laughs.as_bytes()), Err(Unfit::Broken));
    }
}
