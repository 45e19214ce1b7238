//! What templates see of an event as `detail`.

use std::any::Any;
use std::collections::BTreeMap;

use serde::Serialize;

use super::super::forum;
use super::{Event, Group, Session, calendar, data, date_of, linked};
use crate::entry::{Detail, RefIx};
use crate::ical::VEvent;
use crate::kinds::Rel;
use crate::view::data::{DataCx, Record};
use crate::view::linked::{LinkedCx, Thing};
use crate::view::{ExternalLink, LinkView, RecordingView, ViewCx};

/// What templates see of an event as `detail`.
#[derive(Serialize)]
struct EventView {
    /// Forums it belongs to, each with the day it is on.
    forums: Vec<ForumDay>,
    /// onsite, online or hybrid.
    mode: Option<&'static str>,
    /// Where it takes place.
    place: Vec<LinkView>,
    /// How to join from afar.
    online: Option<OnlineView>,
    /// Who organises it.
    organisers: Vec<LinkView>,
    /// Who takes part, each person once with all roles held.
    people: Vec<ParticipantView>,
    /// Groups that were invited or took part.
    groups: Vec<GroupView>,
    /// How many came.
    attendance: Option<AttendanceView>,
    /// The agenda by day; a single day has no label.
    agenda: Vec<AgendaDay>,
    /// Recordings.
    recordings: Vec<RecordingView>,
}

/// A forum and the day of it that an event is on.
#[derive(Serialize)]
struct ForumDay {
    /// The forum.
    forum: LinkView,
    /// Number of the day, from 1; none when it is not known.
    day: Option<usize>,
}

/// How to join from afar.
#[derive(Serialize)]
struct OnlineView {
    /// Address of the meeting.
    url: Option<String>,
    /// The service it runs on.
    platform: Option<String>,
    /// Where it is streamed: an address or words.
    stream: Option<ExternalLink>,
}

/// Somebody who takes part.
#[derive(Serialize)]
struct ParticipantView {
    /// The person.
    person: LinkView,
    /// Roles, in the order held.
    roles: Vec<&'static str>,
    /// The post held at the time.
    position: Option<String>,
    /// The organisation spoken for.
    org: Option<LinkView>,
}

/// A group of participants.
#[derive(Serialize)]
struct GroupView {
    /// Who they are.
    name: String,
    /// How many.
    count: Option<String>,
}

/// How many came.
#[derive(Serialize)]
struct AttendanceView {
    /// People in all.
    total: Option<i64>,
    /// How they were counted.
    method: Option<String>,
}

/// A day of the agenda.
#[derive(Serialize)]
struct AgendaDay {
    /// The day in words; none where the event has one day only.
    day: Option<String>,
    /// Its sessions.
    sessions: Vec<SessionView>,
}

/// A session.
#[derive(Serialize)]
struct SessionView {
    /// Its title.
    title: String,
    /// opening, talk, workshop, debate, panel or break.
    sort: Option<&'static str>,
    /// When it starts.
    start: Option<String>,
    /// When it ends.
    end: Option<String>,
    /// Who leads it.
    moderators: Vec<LinkView>,
    /// Who speaks.
    people: Vec<LinkView>,
    /// What was said.
    summary: Option<String>,
    /// Slides and the like.
    links: Vec<ExternalLink>,
}

impl Detail for Event {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        cx.value(&EventView {
            forums: forums(cx),
            mode: self.mode,
            place: cx.links(&self.place),
            online: self.online.as_ref().map(|online| OnlineView {
                url: online.url.clone(),
                platform: cx.text_of(&online.platform),
                stream: online.stream.as_ref().map(|stream| cx.address_or_words(stream)),
            }),
            organisers: cx.links(&self.organisers),
            people: people(cx),
            groups: self.groups.iter().map(|group| group.view(cx)).collect(),
            attendance: self.attendance.as_ref().map(|attendance| AttendanceView {
                total: attendance.total,
                method: cx.text_of(&attendance.method),
            }),
            agenda: self.agenda_days(cx),
            recordings: self.recordings.iter().map(|recording| RecordingView::new(recording, cx)).collect(),
        })
    }

    fn linked(&self, cx: &LinkedCx<'_>, thing: &mut Thing) {
        linked::properties(self, cx, thing);
    }

    fn texts(&self) -> Vec<&str> {
        let sessions = self.agenda.iter().flat_map(|one| Some(&one.title).into_iter().chain(&one.summary));
        let links = self.agenda.iter().flat_map(|one| one.links.iter().map(|link| &link.label));
        let recordings = self.recordings.iter().filter_map(|one| one.title.as_ref());
        let groups = self.groups.iter().map(|one| &one.name);
        let platform = self.online.iter().filter_map(|online| online.platform.as_ref());
        sessions.chain(links).chain(recordings).chain(groups).chain(platform).map(String::as_str).collect()
    }

    fn calendar(&self, cx: &ViewCx<'_>, event: &mut VEvent) {
        calendar::properties(self, cx, event);
    }

    fn data(&self, cx: &DataCx<'_>, record: &mut Record) {
        data::fields(self, cx, record);
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn forums(cx: &ViewCx<'_>) -> Vec<ForumDay> {
    let forums = cx.site.containers_of(cx.ix).iter().filter(|(rel, _)| *rel == Rel::Forum);
    forums
        .map(|(_, ix)| ForumDay { forum: cx.entry_link(*ix), day: forum::day_of(cx.site, *ix, cx.ix) })
        .collect()
}

/// Each person once, with every role held. Somebody who both opens and moderates has two rows in the file; who
/// is named only in the agenda comes after those listed.
fn people(cx: &ViewCx<'_>) -> Vec<ParticipantView> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut views: Vec<ParticipantView> = Vec::new();
    for (at, relation) in
        cx.entry().relations.iter().enumerate().filter(|(_, relation)| relation.rel == Rel::Person)
    {
        let person = cx.link(RefIx(at));
        let place = *places.entry(person.title.clone()).or_insert(views.len());
        if place == views.len() {
            views.push(ParticipantView { person, roles: Vec::new(), position: None, org: None });
        }
        let view = &mut views[place];
        if let Some(role) = relation.capacity.role.filter(|role| !view.roles.contains(role)) {
            view.roles.push(role);
        }
        view.position = view.position.take().or_else(|| cx.text_of(&relation.capacity.position));
        view.org = view.org.take().or_else(|| cx.link_of(relation.capacity.org));
    }
    views
}

/// A day of the agenda by its number or its date: in words with its date, where that is known.
fn day_in_words(day: &str, cx: &ViewCx<'_>) -> String {
    let when = cx.entry().facets.when.as_ref().map(|when| &when.value);
    match date_of(day, when) {
        Some(date) => format!("{}, {}", cx.site.locale.weekday(date), cx.site.locale.date(date)),
        None => cx.text(day),
    }
}

impl Event {
    fn agenda_days(&self, cx: &ViewCx<'_>) -> Vec<AgendaDay> {
        let mut days: Vec<AgendaDay> = Vec::new();
        for session in &self.agenda {
            let day = session.day.as_ref().map(|day| day_in_words(&day.value, cx));
            if days.last().is_none_or(|last| last.day != day && day.is_some()) {
                days.push(AgendaDay { day, sessions: Vec::new() });
            }
            if let Some(last) = days.last_mut() {
                last.sessions.push(session.view(cx));
            }
        }
        days
    }
}

impl Group {
    fn view(&self, cx: &ViewCx<'_>) -> GroupView {
        let count = self.count.map(|count| cx.site.locale.integer(count));
        GroupView { name: cx.text(&self.name), count }
    }
}

impl Session {
    fn view(&self, cx: &ViewCx<'_>) -> SessionView {
        SessionView {
            title: cx.text(&self.title),
            sort: self.sort,
            start: self.start.map(|time| cx.site.locale.time(time)),
            end: self.end.map(|time| cx.site.locale.time(time)),
            moderators: cx.links(&self.moderators),
            people: cx.links(&self.people),
            summary: cx.text_of(&self.summary),
            links: cx.external(&self.links),
        }
    }
}
