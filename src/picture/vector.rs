//! Drawings (SVG 2): their measures, and the same without scripts and what lies elsewhere.

use svg_hush::{Filter, data_url_filter};
use xml::reader::{EventReader, XmlEvent};

use super::Unfit;

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

/// The drawing without scripts, links to elsewhere, and whatever else could do something when it is opened by itself.
///
/// # Errors
/// [`Unfit::Broken`] for what is not well-formed.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    let mut filter = Filter::new();
    filter.set_data_url_filter(data_url_filter::allow_standard_images);
    let mut out = Vec::with_capacity(bytes.len());
    filter.filter(bytes, &mut out).map_err(|_| Unfit::Broken)?;
    Ok(out)
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
        let cleaned = String::from_utf8(clean(drawing.as_bytes()).unwrap()).unwrap();
        for gone in ["alert", "script", "onload", "example.org/x.png", "@import", "foreignObject"] {
            assert!(!cleaned.contains(gone), "{gone} in {cleaned}");
        }
        for kept in ["M0 0h9v9z", "#0b4a66", "Znak", "viewBox"] {
            assert!(cleaned.contains(kept), "{kept} not in {cleaned}");
        }
        assert_eq!(clean(b"<svg><g></svg>"), Err(Unfit::Broken));
    }
}
