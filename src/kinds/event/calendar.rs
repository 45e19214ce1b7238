//! An event as a date in a calendar: where, who, how to join, and when it ends where the agenda alone tells.
//!
//! What is organised by several is one ORGANIZER (RFC 5545 §3.6.1 allows no more) and all of them in words, for most
//! programs show words alone.

use jiff::civil::DateTime;

use super::super::place;
use super::{Event, date_of};
use crate::entry::{RefIx, Status};
use crate::ical::{Conference, Occasion, Organizer, VEvent};
use crate::view::ViewCx;

/// All an event has.
pub(super) fn properties(event: &Event, cx: &ViewCx<'_>, vevent: &mut VEvent) {
    if let Occasion::Clock { start, end: None } = vevent.time {
        vevent.time = Occasion::Clock { start, end: end_by_agenda(event, cx, start) };
    }
    let places = places(event, cx);
    vevent.location = location(event, cx, places);
    vevent.geo = places.iter().find_map(|reference| place::geo_of(cx.site.entry(cx.target(*reference)?)));
    organizer(cx, &event.organisers, vevent);
    join(event, cx, vevent);
}

/// Who organises it, as a property and in words.
pub(in crate::kinds) fn organizer(cx: &ViewCx<'_>, organisers: &[RefIx], vevent: &mut VEvent) {
    let names: Vec<&str> = organisers.iter().map(|reference| cx.name(*reference)).collect();
    let Some(first) = names.first() else { return };
    let publisher = cx.site.config.publisher.as_ref().filter(|publisher| publisher.name == *first);
    let email = publisher.and_then(|publisher| publisher.email.clone());
    vevent.organizer = Some(Organizer { name: (*first).to_owned(), email });
    let label = cx.site.texts.pattern("entry.organisers");
    vevent.description.push(format!("{label}: {}", names.join(", ")));
}

/// The last end of that day's agenda. A moment without one has no end (RFC 5545 §3.6.1).
fn end_by_agenda(event: &Event, cx: &ViewCx<'_>, start: DateTime) -> Option<DateTime> {
    let when = cx.entry().facets.when.as_ref().map(|when| &when.value);
    let of_day = event.agenda.iter().filter(|session| {
        session.day.as_ref().is_none_or(|day| date_of(&day.value, when) == Some(start.date()))
    });
    let end = of_day.filter_map(|session| session.end).max()?;
    (end > start.time()).then(|| start.date().to_datetime(end))
}

/// Its places, unless it has left them for the web.
fn places<'e>(event: &'e Event, cx: &ViewCx<'_>) -> &'e [RefIx] {
    let left = cx.site.status(cx.ix) == Some(Status::MovedOnline) && event.mode != Some("hybrid");
    if left { &[] } else { &event.place }
}

/// Places with their addresses; of what is online alone, that it is, and on what service.
fn location(event: &Event, cx: &ViewCx<'_>, places: &[RefIx]) -> Option<String> {
    if !places.is_empty() {
        let words = |reference: &RefIx| {
            let address = cx.target(*reference).and_then(|ix| place::address_of(cx.site.entry(ix)));
            [Some(cx.name(*reference).to_owned()), address]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", ")
        };
        return Some(places.iter().map(words).collect::<Vec<_>>().join("; "));
    }
    let moved = cx.site.status(cx.ix) == Some(Status::MovedOnline);
    if !moved && event.online.is_none() && event.mode != Some("online") {
        return None;
    }
    let online = cx.site.texts.pattern("modes.online");
    Some(match event.online.as_ref().and_then(|online| online.platform.as_ref()) {
        Some(platform) => format!("{online} ({platform})"),
        None => online,
    })
}

/// Where to join, as long as the event's page tells it.
fn join(event: &Event, cx: &ViewCx<'_>, vevent: &mut VEvent) {
    if let Some(url) = event.join(cx.ix, cx.site) {
        let platform = event.online.as_ref().and_then(|online| online.platform.clone());
        vevent.description.push(format!("{}: {url}", cx.site.texts.pattern("event.join")));
        vevent.conference = Some(Conference { url: url.clone(), label: platform });
    }
}
