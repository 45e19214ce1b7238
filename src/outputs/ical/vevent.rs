//! An entry as VEVENTs (RFC 5545 §3.6.1).
//!
//! - **Which**: what has a time known to the day. Months, years, "about" and open ends are left out: a calendar would
//!   make certain days of them. A forum is a date itself unless its events that calendars show (`hidden_from`) fill
//!   each of its days. Separate days are a VEVENT each.
//! - **When**: whole days, or times of the site's clock. Where one end has a time and the other is a day, whole days, for
//!   RFC 5545 §3.8.2.2 wants both ends alike; the time then stands in the description, in words.
//! - **UID**: kind and id, which are permanent, whatever the slug or title; of separate days the day too; and the site's
//!   address, so that two sites do not share one (RFC 7986 §5.3 leaves it open what comes behind the `@`).
//! - **SEQUENCE**: minutes from 1970 to `updated`, else 0. It is the same over rebuilds, grows when an author changes
//!   an entry and says so, and never falls unless `updated` does.
//! - **DTSTAMP**: `updated` or `published`, the later; without either, or before it, the first moment of 1970. It is when
//!   something was said (RFC 5545 §3.8.7.2), so the date's own time has no part in it.
//! - **STATUS**: what is cancelled, or put off without a new date, is CANCELLED and stays, so that it vanishes where it
//!   was imported; since Outlook shows such dates like any other, the title says so too. All else is CONFIRMED: a date
//!   that was changed or moved to the web keeps its UID and is simply another now.
//!
//! The description is the summary, or the beginning of the text, with what the kind adds and the page's address. Texts are
//! as their author wrote them, not typeset: they are data here.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::config::{BaseUrl, Config};
use crate::entry::{Entry, Stamp};
use crate::ical::{Occasion, VEvent};
use crate::kinds::CalendarPart;
use crate::outputs::{RenderCx, entries};
use crate::path::slug;
use crate::site::{EntryIx, Site};
use crate::view::shortened;
use crate::when::{Bound, Point, When};

/// The first moment of year 1.
const YEAR_ONE: Timestamp = Timestamp::constant(-62_135_596_800, 0);

/// True for an entry that stands in calendars.
pub(super) fn is_date(ix: EntryIx, site: &Site) -> bool {
    let entry = site.entry(ix);
    match entry.kind.calendar {
        CalendarPart::Date => known(entry, site).is_some(),
        CalendarPart::Frame => {
            let is_date = |member: &&EntryIx| site.entry(**member).kind.calendar == CalendarPart::Date;
            let listed = |member: &&EntryIx| site.is_listed(**member, super::SECTION);
            let members = site.all_members_of(ix).iter().filter(is_date).filter(listed);
            let covered: Vec<_> =
                members.filter_map(|member| known(site.entry(*member), site)).flat_map(stretches).collect();
            known(entry, site).is_some_and(|when| !is_covered(&stretches(when), covered))
        }
        CalendarPart::None => false,
    }
}

/// Its time, where a calendar can tell it: known to the day, in a year that iCalendar has (from 1), and at a moment
/// that a clock has.
fn known<'e>(entry: &'e Entry, site: &Site) -> Option<&'e When> {
    let when = entry.facets.when.as_ref().map(|when| &when.value).filter(|when| !when.is_vague())?;
    when.first_day().filter(|day| day.year() >= 1)?;
    match occasion(when) {
        Some(Occasion::Clock { start, .. }) => {
            site.config.timezone.to_ambiguous_timestamp(start).compatible().is_ok().then_some(when)
        }
        _ => Some(when),
    }
}

/// The days of a time that is known to the day, as first and last of each stretch.
fn stretches(when: &When) -> Vec<(Date, Date)> {
    match when {
        When::Days(days) => days.iter().map(|day| (*day, *day)).collect(),
        _ => when.first_day().zip(when.last_day()).into_iter().collect(),
    }
}

/// True when each of these days is one of the others.
fn is_covered(days: &[(Date, Date)], mut others: Vec<(Date, Date)>) -> bool {
    others.sort_unstable();
    days.iter().all(|(first, last)| {
        let mut next = Some(*first);
        for (from, to) in &others {
            if next.is_some_and(|day| *from <= day && day <= *to) {
                next = to.tomorrow().ok();
            }
        }
        next.is_none_or(|day| day > *last)
    })
}

/// The dates of an entry for which [`is_date`] holds; several for separate days.
pub(super) fn vevents(ix: EntryIx, cx: &RenderCx<'_>) -> Vec<VEvent> {
    let Some(when) = cx.site.entry(ix).facets.when.as_ref() else { return Vec::new() };
    let uid = |day: Option<Date>| uid(ix, day, cx.site);
    if let When::Days(days) = &when.value {
        let Some(first) = days.first() else { return Vec::new() };
        let whole = vevent(ix, Occasion::Days { first: *first, last: *first }, uid(None), cx);
        let one = |day: &Date| VEvent {
            uid: uid(Some(*day)),
            time: Occasion::Days { first: *day, last: *day },
            ..whole.clone()
        };
        return days.iter().map(one).collect();
    }
    occasion(&when.value).map(|time| vevent(ix, time, uid(None), cx)).into_iter().collect()
}

/// The days or the time of anything but separate days.
fn occasion(when: &When) -> Option<Occasion> {
    let (start, end) = when.bounds();
    let at = |bound: Option<Bound>| match bound?.point {
        Point::Instant(at) => Some(at),
        _ => None,
    };
    if let Some(from) = at(start)
        && let Some(to) = at(end)
    {
        let end = matches!(when, When::Span { .. }).then_some(to);
        return Some(Occasion::Clock { start: from, end });
    }
    Some(Occasion::Days { first: when.first_day()?, last: when.last_day()? })
}

fn vevent(ix: EntryIx, time: Occasion, uid: String, cx: &RenderCx<'_>) -> VEvent {
    let site = cx.site;
    let entry = site.entry(ix);
    let (head, config) = (&entry.head, &site.config);
    let at = |stamp: Option<Stamp>| stamp.and_then(|stamp| moment(stamp, config));
    let url = cx.canonical_href(site.url(ix));
    let mut vevent = VEvent {
        uid,
        sequence: at(head.updated)
            .map_or(0, |at| i32::try_from(at.as_second() / 60).unwrap_or(i32::MAX).max(0)),
        stamp: at(head.updated.max(head.published)).unwrap_or_default().max(Timestamp::UNIX_EPOCH),
        created: at(head.published),
        modified: at(head.updated),
        time,
        cancelled: site.is_void(ix),
        summary: entries::told_title(ix, cx),
        description: Vec::new(),
        url: None,
        location: None,
        geo: None,
        organizer: None,
        categories: categories(ix, cx),
        conference: None,
    };
    if let (Occasion::Days { .. }, Some(when)) = (time, &entry.facets.when)
        && when.value.has_time()
    {
        let words = site.locale.when(&when.value);
        vevent.description.push(format!("{}: {words}", cx.text("entry.when", &[])));
    }
    vevent.description.extend(head.summary.clone().or_else(|| site.excerpt(ix).map(shortened)));
    entry.detail.calendar(&cx.view_cx(ix), &mut vevent);
    vevent.description.extend(url.clone());
    VEvent { url, ..vevent }
}

/// Its kind, what it is a part of that lasts (the nearest first), and its tags; each once.
fn categories(ix: EntryIx, cx: &RenderCx<'_>) -> Vec<String> {
    let site = cx.site;
    let kind = site.entry(ix).kind;
    let mut categories = vec![cx.text(&format!("kinds.{}.single", kind.id.0), &[])];
    let mut add = |name: &str| {
        if !categories.iter().any(|one| one == name) {
            categories.push(name.to_owned());
        }
    };
    let mut seen = vec![ix];
    let mut at = 0;
    while let Some(next) = seen.get(at).copied() {
        for (_, container) in site.containers_of(next) {
            if !seen.contains(container) {
                seen.push(*container);
            }
        }
        at += 1;
    }
    for container in &seen[1..] {
        let container = site.entry(*container);
        if container.kind.is_undertaking() {
            add(&container.head.title);
        }
    }
    site.entry(ix).head.tags.iter().for_each(|tag| add(tag));
    categories
}

/// `event-kielce-2024@kronika.example`, of separate days `event-kielce-2024+20240607@kronika.example`. Kinds have no
/// `-` and ids no `+`, so no two are the same.
fn uid(ix: EntryIx, day: Option<Date>, site: &Site) -> String {
    let day = day.map(|day| day.strftime("+%Y%m%d").to_string()).unwrap_or_default();
    format!("{}-{}{day}@{}", site.entry(ix).kind.id.0, site.id(ix), home(&site.config))
}

/// The site's address as a name, `example.org.archive`, or the former one that `feeds: {tag: …}` keeps, so that dates
/// somebody subscribed to are not there twice after a move; of a site that does not know its address, its title under
/// a name that nobody can have (RFC 2606 §2).
fn home(config: &Config) -> String {
    let former = config.feeds.tag.as_deref().map(|tag| tag.split_once(',').map_or(tag, |(host, _)| host));
    let Some(address) = former.or(config.base_url.as_ref().map(BaseUrl::as_str)) else {
        let title = slug(&config.title);
        return format!("{}.invalid", if title.is_empty() { "kronika" } else { &title });
    };
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    let parts: Vec<&str> = bare.split('/').filter(|part| !part.is_empty()).collect();
    parts.join(".").to_lowercase()
}

/// A day of publication begins at midnight. None for what is before year 1, which iCalendar does not have.
fn moment(stamp: Stamp, config: &Config) -> Option<Timestamp> {
    let at = config.timezone.to_ambiguous_timestamp(stamp.at).compatible().ok()?;
    (at >= YEAR_ONE).then_some(at)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_covered_when_each_is_one_of_the_others() {
        let day = |first: i8, last: i8| (date(2024, 6, first), date(2024, 6, last));
        let all = [day(7, 9)];
        assert!(is_covered(&all, vec![day(9, 9), day(7, 7), day(8, 8)]));
        assert!(is_covered(&all, vec![day(1, 30)]));
        assert!(is_covered(&all, vec![day(7, 8), day(8, 9)]));
        assert!(!is_covered(&all, vec![day(7, 7), day(9, 9)]), "a day between");
        assert!(!is_covered(&all, vec![day(8, 9)]) && !is_covered(&all, vec![day(7, 8)]));
        assert!(!is_covered(&all, Vec::new()));
        assert!(is_covered(&[day(7, 7), day(9, 9)], vec![day(7, 7), day(9, 9)]), "separate days");
        assert!(is_covered(&[(Date::MAX, Date::MAX)], vec![(Date::MAX, Date::MAX)]));
    }
}
