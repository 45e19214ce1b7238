//! An event in the words of schema.org's [Event](https://schema.org/Event).

use std::collections::BTreeSet;

use super::super::place;
use super::Event;
use crate::entry::{RefIx, Status};
use crate::kinds::{Rel, is_address, person};
use crate::site::EntryIx;
use crate::view::linked::{LinkedCx, Thing};

/// What an event and a forum have in common: when, and whether it is as announced.
pub(in crate::kinds) fn occurrence(cx: &LinkedCx<'_>, thing: &mut Thing) {
    if let Some(when) = &cx.view.entry().facets.when {
        let (start, end) = cx.bounds(&when.value);
        thing.set_if("startDate", start);
        thing.set_if("endDate", end);
    }
    let status = match cx.view.site.status(cx.view.ix) {
        Some(Status::Cancelled) => "EventCancelled",
        Some(Status::Postponed) => "EventPostponed",
        Some(Status::Rescheduled) => "EventRescheduled",
        Some(Status::MovedOnline) => "EventMovedOnline",
        _ => "EventScheduled",
    };
    thing.set("eventStatus", format!("https://schema.org/{status}"));
    thing.set("inLanguage", cx.language());
    thing.set_all("keywords", cx.view.texts(&cx.view.entry().head.tags));
}

/// An event among those of a forum: its name and time.
pub(in crate::kinds) fn in_brief(cx: &LinkedCx<'_>, ix: EntryIx) -> Option<Thing> {
    let mut thing = cx.named(ix)?;
    let when = cx.view.site.entry(ix).facets.when.as_ref();
    let (start, end) = when.map(|when| cx.bounds(&when.value)).unwrap_or_default();
    thing.set_if("startDate", start);
    thing.set_if("endDate", end);
    Some(thing)
}

/// All an event has.
pub(super) fn properties(event: &Event, cx: &LinkedCx<'_>, thing: &mut Thing) {
    occurrence(cx, thing);
    let previous = cx.view.entry().facets.previous_when.as_ref().and_then(|when| cx.bounds(when).0);
    thing.set_if("previousStartDate", previous);
    if let Some(mode) = attendance_mode(event, cx) {
        thing.set("eventAttendanceMode", format!("https://schema.org/{mode}EventAttendanceMode"));
    }
    thing.set_all("location", locations(event, cx));
    thing.set_all("organizer", cx.references(&event.organisers));
    let (performers, attendees) = people(cx);
    thing.set_all("performer", performers);
    thing.set_all("attendee", attendees);
    thing.set_all("superEvent", cx.containers(Rel::Forum));
    thing.set_all("about", cx.containers(Rel::Programme));
    thing.set_all(
        "recordedIn",
        event.recordings.iter().filter_map(|recording| {
            let mut work = Thing::new("CreativeWork");
            work.set("url", recording.url.clone()?);
            work.set_if("name", cx.view.text_of(&recording.title));
            Some(work)
        }),
    );
}

/// By the author's word, else by whether there is a place and a way to join.
fn attendance_mode(event: &Event, cx: &LinkedCx<'_>) -> Option<&'static str> {
    if cx.view.site.status(cx.view.ix) == Some(Status::MovedOnline) {
        return Some("Online");
    }
    match (event.mode, !event.place.is_empty(), event.online.is_some()) {
        (Some("online"), ..) | (None, false, true) => Some("Online"),
        (Some("hybrid"), ..) | (None, true, true) => Some("Mixed"),
        (Some(_), ..) | (None, true, false) => Some("Offline"),
        (None, false, false) => None,
    }
}

/// Places with their addresses, unless it has left them for the web, and where to join from afar.
fn locations(event: &Event, cx: &LinkedCx<'_>) -> Vec<Thing> {
    let place = |reference: &RefIx| match cx.view.target(*reference) {
        Some(ix) => cx.in_full(ix),
        None => cx.reference(*reference, &place::KIND),
    };
    let left = cx.view.site.status(cx.view.ix) == Some(Status::MovedOnline);
    let mut locations: Vec<Thing> = event.place.iter().filter(|_| !left).filter_map(place).collect();
    locations.extend(event.online.as_ref().and_then(|online| {
        let stream = online.stream.as_ref().filter(|stream| is_address(stream));
        let mut location = Thing::new("VirtualLocation");
        location.set("url", online.url.as_ref().or(stream)?.clone());
        location.set_if("name", cx.view.text_of(&online.platform));
        Some(location)
    }));
    locations
}

/// Those who had a part in it, and those who came; each once.
fn people(cx: &LinkedCx<'_>) -> (Vec<Thing>, Vec<Thing>) {
    let relations = || {
        let all = cx.view.entry().relations.iter().enumerate();
        all.filter(|(_, relation)| relation.rel == Rel::Person)
    };
    let performs = |role: Option<&str>| role.is_some_and(|role| role != "guest");
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut those = |wanted: bool| -> Vec<Thing> {
        let some = relations().filter(|(_, relation)| performs(relation.capacity.role) == wanted);
        some.filter(|(at, _)| seen.insert(cx.view.link(RefIx(*at)).title))
            .filter_map(|(at, _)| cx.reference(RefIx(at), &person::KIND))
            .collect()
    };
    let performers = those(true);
    (performers, those(false))
}
