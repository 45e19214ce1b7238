//! [`Feed`] → JSON Feed 1.1 (jsonfeed.org). Entry point: [`write()`].

use serde::Serialize;

use super::{Feed, Item, Person};

/// Its media type (JSON Feed 1.1, “Suggestions for Publishers”).
pub const MEDIA_TYPE: &str = "application/feed+json";
/// What its readers know it by.
const VERSION: &str = "https://jsonfeed.org/version/1.1";

/// The feed as JSON.
pub fn write(feed: &Feed) -> String {
    let whole = Whole {
        version: VERSION,
        title: &feed.title,
        home_page_url: &feed.page,
        feed_url: &feed.address,
        description: feed.subtitle.as_deref(),
        authors: vec![Author::from(&feed.author)],
        language: &feed.language,
        items: feed.items.iter().map(|item| One::from(item.as_ref())).collect(),
    };
    let mut json = serde_json::to_string_pretty(&whole).unwrap_or_default();
    json.push('\n');
    json
}

/// The top level of the format.
#[derive(Serialize)]
struct Whole<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    authors: Vec<Author<'a>>,
    language: &'a str,
    items: Vec<One<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct One<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    /// One of the two contents must be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    date_modified: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
}

impl<'a> From<&'a Person> for Author<'a> {
    fn from(person: &'a Person) -> Self {
        Self { name: &person.name, url: person.url.as_deref() }
    }
}

impl<'a> From<&'a Item> for One<'a> {
    fn from(item: &'a Item) -> Self {
        let summary = item.summary.as_deref();
        Self {
            id: &item.id,
            url: &item.url,
            title: &item.title,
            content_html: item.html.as_deref(),
            content_text: item.html.is_none().then_some(summary.unwrap_or(&item.title)),
            summary,
            image: item.image.as_deref(),
            date_published: item.published.as_deref(),
            date_modified: &item.updated,
            authors: item.authors.iter().map(Author::from).collect(),
            tags: item.topics.iter().map(|topic| topic.label.as_str()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn every_item_has_an_id_and_some_content() {
        let json: Value = serde_json::from_str(&write(&super::super::example())).unwrap();
        assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(
            json["items"][0]["content_html"].as_str().map(|html| html.starts_with("<p>1")),
            Some(true)
        );
        assert_eq!(json["items"][0]["content_text"], Value::Null);
        assert_eq!(json["items"][0]["tags"][0], "Miasto");
        assert_eq!(json["items"][1]["content_text"], "B");
        assert_eq!(json["items"][1].get("summary"), None);
    }
}
