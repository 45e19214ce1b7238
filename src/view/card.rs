//! [`CardView`]: an entry as it stands in a list.

use jiff::civil::Date;
use serde::Serialize;

use super::{Card, ClockView, Known, LinkView, MembershipView, Shared, StatusView, WhenView};
use crate::entry::RefIx;
use crate::kinds::{Rel, TimelineShape};
use crate::locale::typography::Typography;
use crate::site::{EntryIx, Site, Target};

/// An entry as it stands in a list; shared by every page that lists it.
#[derive(Debug, Serialize)]
pub struct CardView {
    /// Its id; of a stage, `programme/stage`.
    pub id: String,
    /// Its kind.
    pub kind: &'static str,
    /// Its kind in words, in the singular.
    pub kind_label: String,
    /// Its title.
    pub title: String,
    /// Its address from the site's root.
    pub url: String,
    /// One or two sentences; the first paragraph where it has no summary.
    pub summary: Option<String>,
    /// When it takes place.
    pub when: Option<WhenView>,
    /// True when it does not take place then: cancelled, or put off with no new date.
    pub void: bool,
    /// When it was to take place before its date was changed.
    pub previous_when: Option<WhenView>,
    /// When it begins and ends, for pages read after the build; none where nothing will change.
    pub clock: Option<ClockView>,
    /// When it was published, for kinds without a time of their own.
    pub published: Option<WhenView>,
    /// Its date as a block; none without a time.
    pub date: Option<DateBlock>,
    /// Its state.
    pub status: Option<Shared<StatusView>>,
    /// Where it takes place.
    pub places: Vec<Shared<LinkView>>,
    /// What it is a member of, the nearest first.
    pub member_of: Vec<Shared<MembershipView>>,
    /// The forum or programme it belongs to, to say so in lists.
    pub within: Option<Shared<LinkView>>,
    /// Its tags.
    pub tags: Vec<String>,
    /// How it stands on timelines: bar, band, point or none.
    pub shape: &'static str,
    /// The number of its edition.
    pub edition: Option<String>,
    /// The author's order among its siblings.
    pub order: Option<i64>,
}

/// A date as a block: day, month, year.
#[derive(Debug, Serialize)]
pub struct DateBlock {
    /// The day or days of one month, `23–24`; none when only the month is known, or for several months.
    pub day: Option<String>,
    /// The month, short, or the first and last of one year: `lip–wrz`; none when only the year is known.
    pub month: Option<String>,
    /// The year, or the first and last: `2019–2021`, `2019–` with an open end.
    pub year: String,
}

/// What many cards have in common, each one value for all of them.
#[derive(Default)]
pub(super) struct Common {
    links: Known<EntryIx, LinkView>,
    memberships: Known<(Rel, EntryIx), MembershipView>,
    statuses: Known<StatusView, StatusView>,
}

/// The card of an entry.
pub(super) fn card(ix: EntryIx, site: &Site, typography: &Typography, common: &Common) -> Card {
    Card::new(&view(ix, site, typography, common))
}

fn view(ix: EntryIx, site: &Site, typography: &Typography, common: &Common) -> CardView {
    let entry = site.entry(ix);
    let text = |text: &str| typography.apply(text).into_owned();
    let link = |ix: EntryIx| LinkView {
        title: text(&site.entry(ix).head.title),
        url: Some(site.url(ix).as_str().to_owned()),
    };
    let common_link = |ix: EntryIx| common.links.get(ix, || link(ix));
    let member_of = member_of(ix, site);
    let within = member_of.iter().find(|(_, other)| site.entry(*other).kind.scope.is_none());
    let summary = entry.head.summary.as_deref().or(site.excerpt(ix));
    let when = entry.facets.when.as_ref().map(|when| WhenView::new(&when.value, site));
    let published = entry.head.published.map(|stamp| WhenView {
        text: site.locale.date(stamp.date()),
        start: Some(stamp.iso()),
        end: None,
        vague: false,
    });
    CardView {
        id: site.id(ix).to_owned(),
        kind: entry.kind.id.0,
        kind_label: site.texts.pattern(&format!("kinds.{}.single", entry.kind.id.0)),
        title: text(&entry.head.title),
        url: site.url(ix).as_str().to_owned(),
        summary: summary.map(|summary| text(&shortened(summary))),
        published: if when.is_none() { published } else { None },
        when,
        void: site.is_void(ix),
        previous_when: entry.facets.previous_when.as_ref().map(|when| WhenView::new(when, site)),
        clock: ClockView::of(ix, site),
        date: date_block(ix, site),
        status: StatusView::of(ix, site).map(|status| common.statuses.get(status.clone(), || status)),
        places: places(ix, site).into_iter().map(common_link).collect(),
        within: within.map(|(_, other)| common_link(*other)),
        member_of: member_of
            .iter()
            .map(|(rel, other)| {
                let view = || MembershipView { rel: rel.as_str(), link: link(*other) };
                common.memberships.get((*rel, *other), view)
            })
            .collect(),
        tags: entry.head.tags.iter().map(|tag| text(tag)).collect(),
        shape: entry.kind.timeline.as_str(),
        edition: entry.facets.edition.clone(),
        order: entry.facets.order,
    }
}

/// Where it takes place; of a forum, where its events do.
fn places(ix: EntryIx, site: &Site) -> Vec<EntryIx> {
    let own = |ix: EntryIx| {
        let relations = site.entry(ix).relations.iter().enumerate();
        relations.filter(|(_, relation)| relation.rel == Rel::Place).filter_map(move |(at, _)| {
            match site.target(ix, RefIx(at)) {
                Target::Entry(place) => Some(place),
                _ => None,
            }
        })
    };
    let mut places: Vec<EntryIx> = own(ix).collect();
    if places.is_empty() && site.entry(ix).kind.timeline == TimelineShape::Band {
        for place in site.members_of(ix).iter().flat_map(|member| own(*member)) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    places
}

/// What an entry is a member of, directly and through others, the nearest first, each once.
pub(super) fn member_of(ix: EntryIx, site: &Site) -> Vec<(Rel, EntryIx)> {
    let mut found: Vec<(Rel, EntryIx)> = Vec::new();
    let mut open = vec![ix];
    while !open.is_empty() {
        let mut next = Vec::new();
        for (rel, other) in open.iter().flat_map(|ix| site.containers_of(*ix)) {
            if *other != ix && !found.iter().any(|(_, known)| known == other) {
                found.push((*rel, *other));
                next.push(*other);
            }
        }
        open = next;
    }
    found
}

/// A longer time than this many days is given by its months or years.
const BLOCK_DAYS: i32 = 31;

fn date_block(ix: EntryIx, site: &Site) -> Option<DateBlock> {
    let entry = site.entry(ix);
    let tells_of_others = entry.kind.timeline == TimelineShape::None;
    let when = entry.facets.when.as_ref().map(|when| &when.value);
    let when = when.filter(|_| !tells_of_others || entry.head.published.is_none());
    let first = when.and_then(|when| when.first_day()).or_else(|| entry.first_day())?;
    let month = |day: Date| site.locale.month_short(day.month());
    let of_day =
        |day: String| DateBlock { day: Some(day), month: Some(month(first)), year: first.year().to_string() };
    let Some(when) = when else {
        return Some(of_day(first.day().to_string()));
    };
    let last = when.last_day();
    let same_month = last.is_some_and(|last| (last.year(), last.month()) == (first.year(), first.month()));
    let length = last.and_then(|last| first.until(last).ok()).map_or(i32::MAX, |span| span.get_days());
    if when.is_vague() || length > BLOCK_DAYS {
        return Some(DateBlock {
            day: None,
            month: match last.filter(|last| last.year() == first.year() && entry.month_is_known()) {
                Some(_) if same_month => Some(month(first)),
                Some(last) if (first.month(), last.month()) == (1, 12) => None,
                Some(last) => Some(format!("{}–{}", month(first), month(last))),
                None => None,
            },
            year: match last.filter(|last| last.year() != first.year()) {
                Some(last) => format!("{}–{}", first.year(), last.year()),
                None if last.is_none() => format!("{}–", first.year()),
                None => first.year().to_string(),
            },
        });
    }
    let contiguous = when
        .exact_days()
        .is_none_or(|days| usize::try_from(length).is_ok_and(|length| length + 1 == days.len()));
    Some(of_day(match last.filter(|last| same_month && contiguous && *last != first) {
        Some(last) => format!("{}–{}", first.day(), last.day()),
        None => first.day().to_string(),
    }))
}

/// The first sentences of a long text, up to about 240 characters, cut at a word.
pub(crate) fn shortened(text: &str) -> String {
    const LIMIT: usize = 240;
    if text.chars().count() <= LIMIT {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LIMIT).collect();
    match cut.rfind([' ', '\u{a0}']) {
        Some(space) => format!("{}…", cut[..space].trim_end_matches([',', ';', ':', '–', '-', ' '])),
        None => format!("{cut}…"),
    }
}
