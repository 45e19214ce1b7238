//! Text within XML 1.0: what means something there is escaped (§2.4), what it cannot hold (§2.2) is left out.
//! Entry points: [`text`] for the content of elements, [`attribute`] for values in double or single quotes.

/// Text as the content of an element.
pub fn text(text: &str) -> String {
    escaped(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        // Parsers make a line feed of it (§2.11).
        '\r' => Some("&#13;"),
        _ => None,
    })
}

/// Text as the value of an attribute, in quotes of either sort.
pub fn attribute(text: &str) -> String {
    escaped(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&apos;"),
        // Parsers make spaces of these (§3.3.3).
        '\t' => Some("&#9;"),
        '\n' => Some("&#10;"),
        '\r' => Some("&#13;"),
        _ => None,
    })
}

fn escaped(text: &str, entity: impl Fn(char) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars().filter(|c| is_char(*c)) {
        match entity(c) {
            Some(entity) => out.push_str(entity),
            None => out.push(c),
        }
    }
    out
}

/// True for what XML 1.0 calls a Char (§2.2).
fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_is_escaped() {
        assert_eq!(text("<a href=\"x\">Łódź & 'my'</a>"), "&lt;a href=\"x\"&gt;Łódź &amp; 'my'&lt;/a&gt;");
        assert_eq!(attribute("a\"b'c&d\n"), "a&quot;b&apos;c&amp;d&#10;");
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(text("a\u{0}b\u{b}c\u{1f}d\u{fffe}e\u{1f600}\n"), "abcde\u{1f600}\n");
    }
}
