//! HTML in a text → [`Piece`]s: tags, comments and what lies between them. This only finds where a tag ends; what it says
//! is read by a parser of the HTML Standard, one tag at a time.

/// A stretch of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// `<name …>`; the name in small letters.
    Open(String, &'t str),
    /// `</name>`; the name in small letters.
    Close(String),
    /// `<!-- … -->`.
    Comment,
    /// `<!DOCTYPE …>`, `<?php … ?>`, `<![CDATA[…]]>`.
    Declaration,
    /// Anything else.
    Text(&'t str),
}

/// The pieces of a stretch of HTML, each with where it begins.
pub(super) fn pieces(html: &str) -> Vec<(usize, Piece<'_>)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|open| at + open) {
        let Some((length, piece)) = piece(&html[open..]) else {
            at = open + 1;
            continue;
        };
        if start < open {
            found.push((start, Piece::Text(&html[start..open])));
        }
        found.push((open, piece));
        at = open + length;
        start = at;
    }
    if start < html.len() {
        found.push((start, Piece::Text(&html[start..])));
    }
    found
}

/// The piece that begins with this `<`, and its length; none where the `<` is a mere sign.
fn piece(html: &str) -> Option<(usize, Piece<'_>)> {
    let to = |end: &str| html.find(end).map_or(html.len(), |at| at + end.len());
    match html.as_bytes().get(1)? {
        b'!' if html.starts_with("<!--") => {
            let end = html[4..].find("-->").map_or(html.len(), |at| at + 7);
            Some((if html.starts_with("<!-->") { 5 } else { end }, Piece::Comment))
        }
        b'!' if html.starts_with("<![CDATA[") => Some((to("]]>"), Piece::Declaration)),
        b'?' => Some((to("?>"), Piece::Declaration)),
        b'!' => Some((to(">"), Piece::Declaration)),
        b'/' if html.as_bytes().get(2)?.is_ascii_alphabetic() => {
            let end = html.find('>')? + 1;
            Some((end, Piece::Close(name(&html[2..end]))))
        }
        first if first.is_ascii_alphabetic() => {
            let end = end_of_tag(html)?;
            Some((end, Piece::Open(name(&html[1..end]), &html[..end])))
        }
        _ => None,
    }
}

fn name(text: &str) -> String {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(text.len());
    text[..end].to_ascii_lowercase()
}

/// Where a tag ends. A `>` within a quoted value, which begins behind a `=`, does not end it.
pub(super) fn end_of_tag(html: &str) -> Option<usize> {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if after_equals => (quote, after_equals) = (Some(byte), false),
            (None, b'=') => after_equals = true,
            (None, _) => after_equals = after_equals && byte.is_ascii_whitespace(),
        }
    }
    None
}

/// The attributes of a start tag as they are written; names in small letters, values with their entities.
pub(super) fn attributes(tag: &str) -> Vec<(String, &str)> {
    let inner = tag.trim_start_matches('<').trim_end_matches('>');
    let mut rest = &inner[name(inner).len().min(inner.len())..];
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return found;
        }
        // A `=` in the first place is part of the name (HTML Standard, §13.2.5.32).
        let skip = rest.chars().next().map_or(1, char::len_utf8);
        let is_end = |c: char| c.is_whitespace() || matches!(c, '/' | '=');
        let end = rest[skip..].find(is_end).map_or(rest.len(), |at| at + skip);
        let name = rest[..end].to_ascii_lowercase();
        rest = &rest[end..];
        let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else {
            found.push((name, ""));
            continue;
        };
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        found.push((name, value));
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_end_where_a_browser_ends_them() {
        let found = pieces("a < b <b title='x > y'>c</B > <!-- <i> --> 1<2 <x");
        let kinds: Vec<Piece<'_>> = found.into_iter().map(|(_, piece)| piece).collect();
        assert_eq!(
            kinds,
            [
                Piece::Text("a < b "),
                Piece::Open("b".to_owned(), "<b title='x > y'>"),
                Piece::Text("c"),
                Piece::Close("b".to_owned()),
                Piece::Text(" "),
                Piece::Comment,
                Piece::Text(" 1<2 <x"),
            ]
        );
    }

    #[test]
    fn attributes_are_read_in_all_their_forms() {
        let found = attributes("<a HREF=x.md title = \"a b\" open data-x='1' =y>");
        let found: Vec<(&str, &str)> = found.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        assert_eq!(found, [("href", "x.md"), ("title", "a b"), ("open", ""), ("data-x", "1"), ("=y", "")]);
    }
}
