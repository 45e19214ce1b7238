//! [`FiltersView`]: what a timeline can be narrowed down to. A script shows the form; the words are here.

use serde::Serialize;

use crate::kinds::{KINDS, Kind, TimelineShape};
use crate::locale::typography::Typography;
use crate::site::{EntryIx, Site};
use crate::view::card;

/// What a timeline can be narrowed down to.
#[derive(Debug, Serialize)]
pub struct FiltersView {
    /// Kinds that occur, in the order of menus.
    pub kinds: Vec<OptionView>,
    /// Programmes whose members occur, in the order of the alphabet.
    pub programmes: Vec<OptionView>,
    /// Tags that occur, in the order of the alphabet.
    pub topics: Vec<OptionView>,
}

/// A choice of a filter.
#[derive(Debug, Serialize)]
pub struct OptionView {
    /// What stands in the address and in the data of entries.
    pub value: String,
    /// What readers see.
    pub label: String,
}

/// The words by which one entry is found.
#[derive(Debug, Default, Serialize)]
pub struct MatchView {
    /// The programmes it is or is within, by the last part of their addresses, separated by spaces.
    pub programmes: String,
    /// Its tags, by the last part of their addresses, separated by spaces.
    pub topics: String,
}

impl FiltersView {
    /// The filters of the site's whole timeline, the same on each of its pages.
    pub(crate) fn of(site: &Site, typography: &Typography) -> Self {
        let shown = |ix: &EntryIx| site.is_on_timeline(*ix);
        let has = |kind: &&Kind| site.dated("timeline").any(|ix| site.entry(ix).is(kind.id));
        let kinds = KINDS.iter().copied().filter(|kind| kind.timeline != TimelineShape::None);
        let programmes = site.published_all().filter(|ix| site.entry(*ix).kind.is_undertaking());
        let mut programmes: Vec<OptionView> = programmes
            .filter(|ix| shown(ix) || site.all_members_of(*ix).iter().any(shown))
            .map(|ix| OptionView {
                value: last_part(site.url(ix).as_str()),
                label: typography.apply(&site.entry(ix).head.title).into_owned(),
            })
            .collect();
        programmes.sort_by_cached_key(|option| site.locale.sort_key(&option.label));
        let topics = site.tags().iter().filter(|term| term.entries.iter().any(shown));
        Self {
            kinds: kinds
                .filter(has)
                .map(|kind| OptionView {
                    value: kind.id.0.to_owned(),
                    label: site.texts.pattern(&format!("kinds.{}.plural", kind.id.0)),
                })
                .collect(),
            programmes,
            topics: topics
                .map(|term| OptionView {
                    value: last_part(term.url.as_str()),
                    label: typography.apply(&term.name).into_owned(),
                })
                .collect(),
        }
    }
}

impl MatchView {
    /// The words of one entry.
    pub(super) fn of(ix: EntryIx, site: &Site) -> Self {
        let join = |parts: Vec<String>| parts.join(" ");
        let tags = site.entry(ix).head.tags.iter();
        Self {
            programmes: join(
                programmes_of(ix, site).into_iter().map(|ix| last_part(site.url(ix).as_str())).collect(),
            ),
            topics: join(
                tags.filter_map(|tag| site.tag(tag)).map(|term| last_part(term.url.as_str())).collect(),
            ),
        }
    }
}

/// The programmes an entry is or is within.
fn programmes_of(ix: EntryIx, site: &Site) -> Vec<EntryIx> {
    let within = card::member_of(ix, site).into_iter().map(|(_, other)| other);
    std::iter::once(ix).chain(within).filter(|ix| site.entry(*ix).kind.is_undertaking()).collect()
}

/// `programy/konin/` → `konin`.
fn last_part(url: &str) -> String {
    url.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned()
}
