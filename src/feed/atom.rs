//! [`Feed`] → the Atom Syndication Format (RFC 4287). Entry point: [`write()`]. The order within a feed means nothing to
//! the RFC (§4.1.1); here what readers need first comes first.

use std::fmt::Write as _;

use super::{Feed, Item, Person};
use crate::xml::{attribute, text};

/// Its media type (RFC 4287 §7).
pub const MEDIA_TYPE: &str = "application/atom+xml";
/// The namespace (RFC 4287 §1.2).
const NAMESPACE: &str = "http://www.w3.org/2005/Atom";

/// The feed as XML.
pub fn write(feed: &Feed) -> String {
    let mut xml = Xml(String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    let language = attribute(&feed.language);
    let _ = writeln!(xml.0, "<feed xmlns=\"{NAMESPACE}\" xml:lang=\"{language}\">");
    xml.element("id", &feed.id);
    xml.element("title", &feed.title);
    xml.optional("subtitle", feed.subtitle.as_deref());
    xml.element("updated", &feed.updated);
    xml.link("self", Some(MEDIA_TYPE), &feed.address);
    xml.link("alternate", Some("text/html"), &feed.page);
    xml.person(&feed.author);
    xml.element("generator", "kronika");
    for item in &feed.items {
        xml.entry(item);
    }
    xml.0.push_str("</feed>\n");
    xml.0
}

/// XML in the making, an element a line.
struct Xml(String);

impl Xml {
    fn element(&mut self, name: &str, content: &str) {
        let _ = writeln!(self.0, "<{name}>{}</{name}>", text(content));
    }

    fn optional(&mut self, name: &str, content: Option<&str>) {
        if let Some(content) = content {
            self.element(name, content);
        }
    }

    /// RFC 4287 §4.2.7.
    fn link(&mut self, rel: &str, media_type: Option<&str>, address: &str) {
        let media_type = media_type.map(|sort| format!(" type=\"{sort}\"")).unwrap_or_default();
        let _ = writeln!(self.0, "<link rel=\"{rel}\"{media_type} href=\"{}\"/>", attribute(address));
    }

    /// RFC 4287 §3.2.
    fn person(&mut self, person: &Person) {
        self.0.push_str("<author>\n");
        self.element("name", &person.name);
        self.optional("uri", person.url.as_deref());
        self.optional("email", person.email.as_deref());
        self.0.push_str("</author>\n");
    }

    /// RFC 4287 §4.1.2.
    fn entry(&mut self, item: &Item) {
        self.0.push_str("<entry>\n");
        self.element("id", &item.id);
        self.element("title", &item.title);
        self.optional("published", item.published.as_deref());
        self.element("updated", &item.updated);
        self.link("alternate", Some("text/html"), &item.url);
        for author in &item.authors {
            self.person(author);
        }
        for topic in &item.topics {
            let (term, scheme) = (attribute(&topic.term), attribute(&topic.scheme));
            let label = attribute(&topic.label);
            let _ = writeln!(self.0, "<category term=\"{term}\" scheme=\"{scheme}\" label=\"{label}\"/>");
        }
        self.optional("summary", item.summary.as_deref());
        if let Some(html) = &item.html {
            let _ = writeln!(self.0, "<content type=\"html\">{}</content>", text(html));
        }
        self.0.push_str("</entry>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_has_what_the_standard_wants() {
        let xml = write(&super::super::example());
        for part in [
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"pl\">",
            "<title>Kronika „A &amp; B”</title>",
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://konin.example/atom.xml\"/>",
            "<uri>https://urzad.example/?a&amp;b</uri>",
            "<category term=\"miasto\" scheme=\"https://konin.example/tematy/\" label=\"Miasto\"/>",
            "<content type=\"html\">&lt;p&gt;1 &amp;lt; 2 &lt;a href=\"https://x.example/?a&amp;amp;b\"&gt;",
        ] {
            assert!(xml.contains(part), "{part} is not in {xml}");
        }
        assert_eq!(xml.matches("<entry>").count(), 2);
        assert_eq!(xml.matches("<published>").count(), 1);
    }
}
