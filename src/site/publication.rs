//! Whether an entry is published, and if not, what keeps it out.

use crate::config::Config;
use crate::entry::{Entry, Stamp};

/// Whether an entry has a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Publication {
    /// It has.
    Published,
    /// Its author has not finished it.
    Draft,
    /// It is to be published later.
    Embargoed(Stamp),
    /// Its time is over.
    Expired(Stamp),
}

impl Publication {
    /// True when it has a page.
    pub fn is_published(&self) -> bool {
        *self == Publication::Published
    }

    /// One word for lists.
    pub fn as_str(&self) -> &'static str {
        match self {
            Publication::Published => "published",
            Publication::Draft => "draft",
            Publication::Embargoed(_) => "embargoed",
            Publication::Expired(_) => "expired",
        }
    }

    /// The reason in words, for messages.
    pub fn reason(&self) -> String {
        match self {
            Publication::Published => "it is published".to_owned(),
            Publication::Draft => "it is a draft (`draft: true`)".to_owned(),
            Publication::Embargoed(stamp) => format!("it is published on {} (`published:`)", stamp.iso()),
            Publication::Expired(stamp) => format!("it expired on {} (`expires:`)", stamp.iso()),
        }
    }
}

/// By the entry's front matter and the moment of the build. An entry that expires on a day is still there on
/// that day.
pub(super) fn of(entry: &Entry, config: &Config) -> Publication {
    let now = config.today.now;
    if entry.head.draft && !config.drafts {
        return Publication::Draft;
    }
    if config.future {
        return Publication::Published;
    }
    if let Some(stamp) = entry.head.published.filter(|stamp| stamp.at > now) {
        return Publication::Embargoed(stamp);
    }
    let over = |stamp: &Stamp| {
        if stamp.day_only { stamp.date() < now.date() } else { stamp.at <= now }
    };
    if let Some(stamp) = entry.head.expires.filter(over) {
        return Publication::Expired(stamp);
    }
    Publication::Published
}
