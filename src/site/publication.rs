//! Whether an entry is published, and if not, what keeps it out.

use std::sync::Arc;

use jiff::civil::{DateTime, Time};

use super::EntryIx;
use super::membership::Folders;
use super::register::Register;
use crate::config::Config;
use crate::entry::{Entry, Stamp};
use crate::words;
use crate::words::Words;

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
    /// What it belongs to is not published.
    Withheld(EntryIx),
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
            Publication::Withheld(_) => "withheld",
        }
    }

    /// The reason in words, for messages.
    pub fn reason(&self) -> Words {
        match self {
            Publication::Published => words!("it is published", "jest opublikowany"),
            Publication::Draft => words!("it is a draft (`draft: true`)", "to szkic (`draft: true`)"),
            Publication::Embargoed(stamp) => {
                let day = stamp.iso();
                words!("it is published on {day} (`published:`)", "ukaże się {day} (`published:`)")
            }
            Publication::Expired(stamp) => {
                let day = stamp.iso();
                words!("it expired on {day} (`expires:`)", "jego czas minął {day} (`expires:`)")
            }
            Publication::Withheld(_) => {
                words!("what it belongs to is not published", "to, do czego należy, nie jest opublikowane",)
            }
        }
    }
}

/// By the entry's front matter, the moment of the build and what the build lets in.
pub(super) fn of(entry: &Entry, config: &Config) -> Publication {
    if entry.head.draft && !config.drafts {
        return Publication::Draft;
    }
    if config.future { Publication::Published } else { by_time(entry, config) }
}

/// The same for a build that lets nothing in.
pub(super) fn plainly(entry: &Entry, config: &Config) -> Publication {
    if entry.head.draft { Publication::Draft } else { by_time(entry, config) }
}

/// An entry that expires on a day is still there on that day.
fn by_time(entry: &Entry, config: &Config) -> Publication {
    let now = config.today.now;
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

/// The next moment at which time alone changes what is said of an entry: it begins or ends, is published, changes or expires, or
/// the day is over.
pub(super) fn next_moment(entries: &[Arc<Entry>], now: DateTime) -> DateTime {
    let midnight = now.date().tomorrow().map_or(DateTime::MAX, |day| day.to_datetime(Time::MIN));
    let moments = entries.iter().flat_map(|entry| {
        let window = entry.facets.when.as_ref().and_then(|when| when.value.window());
        let stamps = [entry.head.published, entry.head.updated, entry.head.expires]
            .into_iter()
            .flatten()
            .map(|stamp| stamp.at);
        window.into_iter().flat_map(|(begin, end)| [begin, end]).chain(stamps)
    });
    moments.filter(|moment| *moment > now).fold(midnight, DateTime::min)
}

/// Keeps out what lies in the folder of an entry that is kept out, or is a part of one (a draft's stages).
pub(super) fn inherit(
    entries: &[Arc<Entry>],
    publications: &mut [Publication],
    folders: &Folders,
    register: &Register,
) {
    let holder_of = |at: usize| {
        let entry = &entries[at];
        let scope = entry.kind.scope.and_then(|rel| {
            let relation = entry.relations.iter().find(|relation| relation.rel == rel)?;
            register.find(&relation.text, rel.accepts()).first().copied()
        });
        scope.or_else(|| super::membership::by_folder(entry, folders, entries).map(|(_, ix)| ix))
    };
    let holders: Vec<Option<EntryIx>> = (0..entries.len()).map(holder_of).collect();
    // What is held may come before its holder in the list, so the rounds go on until one changes nothing.
    let mut changed = true;
    while changed {
        changed = false;
        for (at, holder) in holders.iter().enumerate().filter_map(|(at, holder)| Some((at, (*holder)?))) {
            if publications[at].is_published() && !publications[holder.0].is_published() {
                publications[at] = Publication::Withheld(holder);
                changed = true;
            }
        }
    }
}
