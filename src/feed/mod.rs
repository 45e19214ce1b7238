//! What a feed says, whatever it is written as: [`Feed`] and its [`Item`]s. [`atom`] writes one by RFC 4287, [`json`] by
//! JSON Feed 1.1; [`tag`] makes the ids that both have. Pure: which feeds there are and what they hold is told by
//! `outputs/feeds/`.

pub mod atom;
pub mod json;
pub mod tag;

use std::sync::Arc;

/// A feed. All addresses are whole; all times are RFC 3339 with seconds and an offset.
#[derive(Clone, Debug, Default)]
pub struct Feed {
    /// Its id, for good.
    pub id: String,
    /// Its title, in plain text.
    pub title: String,
    /// One or two sentences on it.
    pub subtitle: Option<String>,
    /// BCP 47 language tag.
    pub language: String,
    /// The page it tells of.
    pub page: String,
    /// Where the feed itself is.
    pub address: String,
    /// When anything in it last changed.
    pub updated: String,
    /// Who publishes it.
    pub author: Person,
    /// What is new, the newest first; one item may stand in several feeds.
    pub items: Vec<Arc<Item>>,
}

/// Something that is new.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// Its id, for good.
    pub id: String,
    /// Its page.
    pub url: String,
    /// Its title, in plain text.
    pub title: String,
    /// When it was published, by its author's word.
    pub published: Option<String>,
    /// When it last changed.
    pub updated: String,
    /// Who wrote it, where that is said.
    pub authors: Vec<Person>,
    /// What it is on.
    pub topics: Vec<Topic>,
    /// Its picture.
    pub image: Option<String>,
    /// What it is in a few sentences, in plain text.
    pub summary: Option<String>,
    /// All of it as HTML without scripts and styles; none in a feed of summaries.
    pub html: Option<String>,
}

/// Somebody who wrote or publishes something.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// The name.
    pub name: String,
    /// A page on them.
    pub url: Option<String>,
    /// An address for letters.
    pub email: Option<String>,
}

/// A topic.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Its name in the address of its page.
    pub term: String,
    /// The address that `term` is below.
    pub scheme: String,
    /// Its name in words.
    pub label: String,
}

/// A feed with everything a feed may have, for tests of what writes feeds.
#[cfg(test)]
pub(crate) fn example() -> Feed {
    let time = "2024-06-07T12:00:00+02:00".to_owned();
    Feed {
        id: "tag:konin.example,2026-01-01:/feed".to_owned(),
        title: "Kronika „A & B”".to_owned(),
        subtitle: Some("Co nowego".to_owned()),
        language: "pl".to_owned(),
        page: "https://konin.example/".to_owned(),
        address: "https://konin.example/atom.xml".to_owned(),
        updated: time.clone(),
        author: Person {
            name: "Urząd".to_owned(),
            url: Some("https://urzad.example/?a&b".to_owned()),
            email: Some("a@urzad.example".to_owned()),
        },
        items: [
            Item {
                id: "tag:konin.example,2026-01-01:/event/a".to_owned(),
                url: "https://konin.example/wydarzenia/a/".to_owned(),
                title: "1 < 2".to_owned(),
                published: Some("2024-06-01T08:00:00+02:00".to_owned()),
                updated: time.clone(),
                authors: vec![Person { name: "JMK".to_owned(), ..Person::default() }],
                topics: vec![Topic {
                    term: "miasto".to_owned(),
                    scheme: "https://konin.example/tematy/".to_owned(),
                    label: "Miasto".to_owned(),
                }],
                image: Some("https://konin.example/a.jpg".to_owned()),
                summary: Some("Krótko & jasno".to_owned()),
                html: Some("<p>1 &lt; 2 <a href=\"https://x.example/?a&amp;b\">x</a></p>".to_owned()),
            },
            Item {
                id: "tag:konin.example,2026-01-01:/event/b".to_owned(),
                url: "https://konin.example/wydarzenia/b/".to_owned(),
                title: "B".to_owned(),
                updated: time,
                ..Item::default()
            },
        ]
        .map(Arc::new)
        .to_vec(),
    }
}
