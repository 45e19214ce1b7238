//! A page → the addresses and ids it holds, by the tokenizer of the HTML standard (html.spec.whatwg.org, §13.2.5):
//! what is in comments and scripts is no link, and `&amp;` is `&`. Entry point: [`read`].

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::css;

/// What a page holds that leads somewhere or can be led to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Holds {
    /// Addresses as written, each once, sorted.
    pub(super) addresses: Vec<String>,
    /// Ids and names that an address may end with, sorted.
    pub(super) ids: Vec<String>,
    /// What `<base href>` says, which no page of the default theme has.
    pub(super) base: Option<String>,
}

/// Attributes whose value is an address (HTML, "Attributes"; SVG 2 for `xlink:href`).
const ADDRESSES: [&[u8]; 10] = [
    b"href",
    b"src",
    b"poster",
    b"data",
    b"action",
    b"formaction",
    b"cite",
    b"background",
    b"manifest",
    b"xlink:href",
];

/// Reads a page. Markup that is wrong is read as browsers read it.
pub(super) fn read(html: &str) -> Holds {
    let mut reader = Reader::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
        reader.take(&event);
        None
    });
    emitter.naively_switch_states(true);
    // Each item would be what the callback returns, which is nothing.
    Tokenizer::new_with_emitter(html, emitter).flatten().for_each(drop);
    let mut holds = reader.holds;
    holds.addresses.sort_unstable();
    holds.addresses.dedup();
    holds.ids.sort_unstable();
    holds.ids.dedup();
    holds
}

/// The state of one reading.
#[derive(Default)]
struct Reader {
    holds: Holds,
    element: Vec<u8>,
    attribute: Vec<u8>,
    /// The `content` of a `meta`, until it is known what it is.
    content: Option<String>,
    /// True for a `meta` that leads on (HTML, "Refresh state").
    refresh: bool,
    /// True for a `meta` whose content is an address (Open Graph).
    address: bool,
}

impl Reader {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.element.clear();
                self.element.extend_from_slice(name);
                (self.content, self.refresh, self.address) = (None, false, false);
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                self.attribute.extend_from_slice(name);
            }
            CallbackEvent::AttributeValue { value } => self.value(value),
            CallbackEvent::CloseStartTag { .. } if self.element == b"meta" => self.meta(),
            CallbackEvent::String { value } if self.element == b"style" => {
                let found = css::addresses(&String::from_utf8_lossy(value));
                self.holds.addresses.extend(found.into_iter().map(|(address, _)| address));
            }
            CallbackEvent::EndTag { .. } => self.element.clear(),
            _ => {}
        }
    }

    fn value(&mut self, value: &[u8]) {
        let attribute = self.attribute.as_slice();
        let is_address =
            ADDRESSES.contains(&attribute) && (attribute != b"data" || self.element == b"object");
        let is_name = attribute == b"id" || attribute == b"name" && self.element == b"a";
        let is_other = matches!(
            attribute,
            b"srcset" | b"imagesrcset" | b"style" | b"content" | b"http-equiv" | b"property"
        );
        if !(is_address || is_name || is_other) {
            return;
        }
        let text = String::from_utf8_lossy(value);
        match attribute {
            b"href" if self.element == b"base" => self.holds.base = Some(text.trim().to_owned()),
            _ if is_address => self.holds.addresses.push(text.trim().to_owned()),
            _ if is_name => self.holds.ids.push(text.into_owned()),
            b"srcset" | b"imagesrcset" => self.holds.addresses.extend(candidates(&text).map(str::to_owned)),
            b"style" => {
                self.holds.addresses.extend(css::addresses(&text).into_iter().map(|(address, _)| address));
            }
            b"content" => self.content = Some(text.into_owned()),
            b"http-equiv" => self.refresh = text.eq_ignore_ascii_case("refresh"),
            b"property" => self.address = matches!(&*text, "og:image" | "og:url" | "og:video" | "og:audio"),
            _ => {}
        }
    }

    fn meta(&mut self) {
        let Some(content) = self.content.take() else { return };
        if self.address {
            self.holds.addresses.push(content.trim().to_owned());
        } else if self.refresh
            && let Some((_, target)) = content.split_once(['=', ';']).and_then(|(_, rest)| {
                // `0; url=…`, and what is left of it where the first sign found was the one after `url`.
                rest.trim_start().split_once('=').or(Some(("", rest)))
            })
        {
            self.holds.addresses.push(target.trim().trim_matches(['"', '\'']).to_owned());
        }
    }
}

/// The addresses of a `srcset` (HTML, "Srcset attributes"): an address up to white space, then up to a comma how large
/// the picture is.
fn candidates(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let address = &rest[..end];
        rest = &rest[end..];
        if let Some(bare) = address.strip_suffix(',') {
            return Some(bare.trim_end_matches(','));
        }
        rest = rest.find(',').map_or("", |comma| &rest[comma + 1..]);
        (!address.is_empty()).then_some(address)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(html: &str) -> Vec<String> {
        read(html).addresses
    }

    #[test]
    fn addresses_are_found_wherever_they_may_stand() {
        assert_eq!(addresses("<a href='a/?x=1&amp;y=2#z'>x</a><A HREF=b>"), ["a/?x=1&y=2#z", "b"]);
        assert_eq!(addresses("<img src=a srcset='b 1x, c,d 2x , e'>"), ["a", "b", "c,d", "e"]);
        assert_eq!(addresses("<video poster=p><object data=o></object><p data=x>"), ["o", "p"]);
        assert_eq!(addresses("<meta http-equiv=refresh content='0; url=../x/'>"), ["../x/"]);
        assert_eq!(addresses("<meta content='https://a.pl/b' property='og:image'>"), ["https://a.pl/b"]);
        assert_eq!(
            addresses("<style>p { background: url(a.png) }</style><p style='x: url(b)'>"),
            ["a.png", "b"]
        );
    }

    #[test]
    fn what_is_no_link_is_none() {
        assert!(
            addresses("<!-- <a href=x> --><script>'<a href=x>'</script><p title='<a href=x>'>").is_empty()
        );
        assert!(
            addresses("<meta name=description content='url=x'><textarea><a href=x></textarea>").is_empty()
        );
    }

    #[test]
    fn ids_are_what_addresses_may_end_with() {
        let holds = read("<h2 id='a'>x</h2><a name=b></a><input name=c><h2 id=\"łąka\">");
        assert_eq!(holds.ids, ["a", "b", "łąka"]);
    }
}
