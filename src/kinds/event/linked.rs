//! An event in the words of schema.org's [Event](https://schema.org/Event).

use std::collections::{BTreeMap, BTreeSet};

use super::super::place;
use super::super::recording::Lies;
use super::{Event, Recording};
use crate::entry::{RefIx, Status};
use crate::kinds::{Rel, is_address, person};
use crate::recording::Medium;
use crate::site::EntryIx;
use crate::view::iso_duration;
use crate::view::linked::{LinkedCx, Thing};

/// Most events that a gathering tells of, and most places.
const MOST_EVENTS: usize = 50;
const MOST_PLACES: usize = 10;

/// What an event and a forum have in common: when, and whether it is as announced.
pub(in crate::kinds) fn occurrence(cx: &LinkedCx<'_>, thing: &mut Thing) {
    if let Some(when) = &cx.view.entry().facets.when {
        let (start, end) = cx.bounds(&when.value);
        thing.set_if("startDate", start);
        thing.set_if("endDate", end);
    }
    let previous = cx.view.entry().facets.previous_when.as_ref();
    thing.set_if("previousStartDate", previous.and_then(|when| cx.bounds(when).0));
    let states: &[&str] = match cx.view.site.status(cx.view.ix) {
        Some(Status::Cancelled) => &["EventCancelled"],
        Some(Status::Postponed) => &["EventPostponed"],
        Some(Status::Rescheduled) => &["EventRescheduled"],
        Some(Status::MovedOnline) if previous.is_some() => &["EventMovedOnline", "EventRescheduled"],
        Some(Status::MovedOnline) => &["EventMovedOnline"],
        _ => &["EventScheduled"],
    };
    thing.set_all("eventStatus", states.iter().map(|state| format!("https://schema.org/{state}")));
    thing.set("inLanguage", cx.language());
    thing.set_all("keywords", cx.view.texts(&cx.view.entry().head.tags));
}

/// All an event has.
pub(super) fn properties(event: &Event, cx: &LinkedCx<'_>, thing: &mut Thing) {
    occurrence(cx, thing);
    set_mode(attendance_mode(event, cx), thing);
    thing.set_all("location", locations(event, cx));
    thing.set_all("organizer", cx.references(&event.organisers));
    let (performers, attendees) = people(cx);
    thing.set_all("performer", performers);
    thing.set_all("attendee", attendees);
    thing.set_all("superEvent", cx.containers(Rel::Forum));
    thing.set_all("about", cx.containers(Rel::Programme));
    thing.set_all("recordedIn", event.recordings.iter().filter_map(|recording| recorded(recording, cx)));
}

/// A recording: a film or a sound where that is known, with its player or file.
fn recorded(recording: &Recording, cx: &LinkedCx<'_>) -> Option<Thing> {
    let medium = recording.medium().map(|(medium, _)| medium);
    let (sort, url, file, player) = match recording.lies.as_ref()? {
        Lies::Elsewhere(url, Some(player)) => ("VideoObject", url.clone(), None, Some(player.address())),
        Lies::Elsewhere(url, None) => ("CreativeWork", url.clone(), None, None),
        Lies::Here(file) => {
            let url = cx.file(file)?;
            let sort = if medium == Some(Medium::Sound) { "AudioObject" } else { "VideoObject" };
            (sort, url.clone(), Some(url), None)
        }
    };
    let mut work = Thing::new(sort);
    work.set("url", url);
    work.set_if("contentUrl", file);
    work.set_if("embedUrl", player);
    work.set_if("name", cx.view.text_of(&recording.title));
    work.set_if("inLanguage", recording.language.clone());
    if sort != "CreativeWork" {
        work.set_if("duration", recording.duration.map(iso_duration));
    }
    work.set_if("thumbnailUrl", recording.poster.as_ref().and_then(|poster| cx.poster(poster)));
    Some(work)
}

/// What a gathering has of its events: where they take place, each place once, whether one may come or join from afar, and
/// the events themselves.
pub(in crate::kinds) fn gathering(cx: &LinkedCx<'_>, thing: &mut Thing) {
    let members = cx.view.site.members_of(cx.view.ix).iter().copied();
    let events: Vec<EntryIx> = members.filter(|ix| cx.view.site.entry(*ix).is(super::ID)).collect();
    let mut modes: BTreeSet<&'static str> = BTreeSet::new();
    let mut places: BTreeMap<String, Thing> = BTreeMap::new();
    for ix in &events {
        let cx = cx.of(*ix);
        let Some(event) = cx.view.entry().detail.as_any().downcast_ref::<Event>() else { continue };
        modes.extend(attendance_mode(event, &cx));
        for place in &event.place {
            if let Some(thing) = place_of(place, &cx) {
                places.entry(cx.view.link(*place).title).or_insert(thing);
            }
        }
    }
    let mode = match (modes.len(), modes.first()) {
        (1, mode) => mode.copied(),
        (0, _) => None,
        _ => Some("Mixed"),
    };
    set_mode(mode, thing);
    thing.set_all("location", places.into_values().take(MOST_PLACES));
    thing.set_all("subEvent", events.into_iter().take(MOST_EVENTS).filter_map(|ix| cx.dated(ix)));
}

fn set_mode(mode: Option<&'static str>, thing: &mut Thing) {
    thing.set_if(
        "eventAttendanceMode",
        mode.map(|mode| format!("https://schema.org/{mode}EventAttendanceMode")),
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
    let left = cx.view.site.status(cx.view.ix) == Some(Status::MovedOnline);
    let mut locations: Vec<Thing> = event
        .place
        .iter()
        .filter(|_| !left || event.mode == Some("hybrid"))
        .filter_map(|place| place_of(place, cx))
        .collect();
    let has_place = !locations.is_empty();
    locations.extend(event.online.as_ref().and_then(|online| {
        let join = event.join(cx.view.ix, cx.view.site);
        let stream = online.stream.as_ref().filter(|stream| is_address(stream));
        let url = join.or(stream).cloned();
        // One without an address says nothing beside a place.
        if has_place && url.is_none() {
            return None;
        }
        let mut location = Thing::new("VirtualLocation");
        location.set_if("url", url);
        location.set_if("name", cx.view.text_of(&online.platform));
        Some(location)
    }));
    locations
}

/// A place with its address, as far as it is known.
fn place_of(reference: &RefIx, cx: &LinkedCx<'_>) -> Option<Thing> {
    match cx.view.target(*reference) {
        Some(ix) => cx.in_full(ix),
        None => cx.reference(*reference, &place::KIND),
    }
}

/// Those who had a part in it, and those who came; each once, with the post and the organisation as at the event.
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
            .filter_map(|(at, relation)| {
                let mut person = cx.reference(RefIx(at), &person::KIND)?;
                person.set_if("jobTitle", cx.view.text_of(&relation.capacity.position));
                person.set_all("affiliation", cx.references(relation.capacity.org.as_slice()));
                Some(person)
            })
            .collect()
    };
    let performers = those(true);
    (performers, those(false))
}
