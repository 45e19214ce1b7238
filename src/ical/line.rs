//! Content lines of iCalendar (RFC 5545 §3.1): a name, parameters and a value, folded and closed by CRLF. [`Lines`]
//! takes them one by one.

use std::borrow::Cow;

/// Most octets of a line, its end not counted (RFC 5545 §3.1).
const WIDTH: usize = 75;

/// The lines of a file in the making.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    /// The line in the making.
    line: String,
}

impl Lines {
    /// A property whose value stands as it is: a date, a number, an address.
    pub(super) fn plain(&mut self, name: &str, value: &str) {
        self.with(name, &[], value);
    }

    /// The same with parameters. What could end the line is left out of the value.
    pub(super) fn with(&mut self, name: &str, parameters: &[(&str, &str)], value: &str) {
        self.line.clear();
        self.line.push_str(name);
        for (name, value) in parameters {
            self.line.push_str(&format!(";{name}={}", parameter(value)));
        }
        self.line.push(':');
        match has_control(value) {
            true => self.line.extend(value.chars().filter(|c| !c.is_control())),
            false => self.line.push_str(value),
        }
        self.fold();
    }

    /// A property whose value is text.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.with(name, &[], &escaped(value));
    }

    /// A property whose value is a list of texts; none for an empty list.
    pub(super) fn texts(&mut self, name: &str, values: &[String]) {
        if !values.is_empty() {
            let values: Vec<Cow<'_, str>> = values.iter().map(|value| escaped(value)).collect();
            self.with(name, &[], &values.join(","));
        }
    }

    /// The file.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// A line in parts of at most [`WIDTH`] octets, never within a character; each but the first begins with a space.
    fn fold(&mut self) {
        let mut rest = self.line.as_str();
        let mut room = WIDTH;
        while rest.len() > room {
            let mut cut = room;
            while !rest.is_char_boundary(cut) {
                cut -= 1;
            }
            let (part, after) = rest.split_at(cut);
            self.text.push_str(part);
            self.text.push_str("\r\n ");
            rest = after;
            room = WIDTH - 1;
        }
        self.text.push_str(rest);
        self.text.push_str("\r\n");
    }
}

/// Text as a value (RFC 5545 §3.3.11). What Unicode takes for the end of a line becomes one, other control characters
/// have no place in it.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['\\', ';', ',', '\u{2028}', '\u{2029}']) && !has_control(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// True for a text with control characters (Unicode, Cc): bytes below a space, DEL, and U+0080 to U+009F.
fn has_control(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().any(|byte| *byte < b' ' || *byte == 0x7f)
        || bytes.windows(2).any(|pair| pair[0] == 0xc2 && pair[1] < 0xa0)
}

/// The value of a parameter: between quotes where it must be (RFC 5545 §3.2), with what quotes cannot hold written as
/// RFC 6868 §3 has it.
fn parameter(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '^' => out.push_str("^^"),
            '"' => out.push_str("^'"),
            '\n' => out.push_str("^n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    if out.contains([':', ';', ',']) { format!("\"{out}\"") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(make: impl FnOnce(&mut Lines)) -> String {
        let mut lines = Lines::default();
        make(&mut lines);
        lines.finish()
    }

    #[test]
    fn what_means_something_is_escaped() {
        let text = lines(|lines| lines.text("SUMMARY", "a, b; c\\n\r\nd\u{2028}e\u{7}\tf: \"g\""));
        assert_eq!(text, "SUMMARY:a\\, b\\; c\\\\n\\nd\\ne f: \"g\"\r\n");
        let text = lines(|lines| lines.texts("CATEGORIES", &["a,b".to_owned(), "c".to_owned()]));
        assert_eq!(text, "CATEGORIES:a\\,b,c\r\n");
        assert_eq!(lines(|lines| lines.texts("CATEGORIES", &[])), "");
    }

    #[test]
    fn control_characters_are_known_by_their_bytes() {
        for c in '\0'..='\u{ffff}' {
            assert_eq!(has_control(&format!("a{c}b")), c.is_control(), "{c:?}");
        }
    }

    #[test]
    fn lines_are_folded_at_75_octets_and_never_within_a_character() {
        for text in ["a".repeat(300), "ąę„”–".repeat(60), "🎉".repeat(80), format!("a{}", "ż".repeat(200))]
        {
            let written = lines(|lines| lines.text("X", &text));
            assert!(written.ends_with("\r\n"));
            let physical: Vec<&str> = written.trim_end().split("\r\n").collect();
            assert!(physical.len() > 3);
            for line in &physical {
                assert!(line.len() <= WIDTH, "{} octets: {line}", line.len());
                assert!(!line.contains(['\r', '\n']));
            }
            for line in &physical[..physical.len() - 1] {
                assert!(line.len() > WIDTH - 4, "as long as may be: {line}");
            }
            assert_eq!(written.replace("\r\n ", ""), format!("X:{text}\r\n"));
        }
    }

    #[test]
    fn a_line_that_just_fits_is_left_whole() {
        let written = lines(|lines| lines.text("X", &"a".repeat(73)));
        assert_eq!(written.matches("\r\n").count(), 1);
        let written = lines(|lines| lines.text("X", &"a".repeat(74)));
        assert_eq!(written.matches("\r\n").count(), 2);
    }

    #[test]
    fn parameters_hold_what_quotes_cannot() {
        let line = |name: &str| lines(|lines| lines.with("ORGANIZER", &[("CN", name)], "invalid:nomail"));
        assert_eq!(line("Urząd"), "ORGANIZER;CN=Urząd:invalid:nomail\r\n");
        assert_eq!(line("A; B"), "ORGANIZER;CN=\"A; B\":invalid:nomail\r\n");
        assert_eq!(line("F^\"R\"\n"), "ORGANIZER;CN=F^^^'R^'^n:invalid:nomail\r\n");
    }

    #[test]
    fn no_value_can_end_its_line() {
        assert_eq!(lines(|lines| lines.plain("URL", "http://a\r\nEND:VEVENT")), "URL:http://aEND:VEVENT\r\n");
    }
}
