//! An event: one meeting, workshop, seminar, or day of a forum. Before it takes place its page announces it,
//! afterwards it sums it up.

use std::any::Any;
use std::collections::BTreeMap;

use serde::Serialize;

use super::{Kind, KindId, Listing, ROLES, Rel, Skeleton, TimelineShape, facts, forum, programme};
use crate::diag::codes;
use crate::entry::{Capacity, Detail, Facets, FileRef, Link, RefIx, Status};
use crate::front::Fields;
use crate::view::{ExternalLink, LinkView, ViewCx, WhenView};
use crate::when::When;

/// Its name.
pub(super) const ID: KindId = KindId("event");

/// The states of an event.
pub(super) const STATUSES: &[Status] = &[
    Status::Scheduled,
    Status::Held,
    Status::Postponed,
    Status::Rescheduled,
    Status::MovedOnline,
    Status::Cancelled,
];

const MODES: [&str; 3] = ["onsite", "online", "hybrid"];
const SESSIONS: [&str; 6] = ["opening", "talk", "workshop", "debate", "panel", "break"];

/// Its row in the register.
pub(super) static KIND: Kind = Kind {
    id: ID,
    folder: "events",
    noun: "an event",
    title_key: "title",
    listing: Listing::ByDate,
    timeline: TimelineShape::Point,
    schema: Some("Event"),
    scope: None,
    inside: &[(programme::ID, Rel::Programme), (forum::ID, Rel::Forum)],
    statuses: STATUSES,
    by_phase: Some([Status::Scheduled, Status::Scheduled, Status::Held]),
    misused: &[
        (
            "date",
            "use `when:` for when the event takes place, `published:` for when its page appears",
        ),
        (
            "speakers",
            "list people under `people:` as `- {person: \"Anna Kowalska\", role: speaker}`",
        ),
        ("location", "use `place:`"),
    ],
    own_keys: &[
        "programme",
        "stage",
        "forum",
        "day",
        "when",
        "status",
        "previous_when",
        "mode",
        "place",
        "online",
        "organisers",
        "people",
        "groups",
        "attendance",
        "agenda",
        "recordings",
        "figures",
        "outcomes",
        "next_steps",
    ],
    read,
    skeleton: Skeleton {
        pl: r#"when: {today}              # z godziną: 2024-06-07T10:00, kilka dni: 2024-06-07/2024-06-09
# Do odkomentowania (usuń znak # i spację), gdy będzie wiadomo:
# summary: Jedno lub dwa zdania na listy
# place: Ratusz
# programme: id-programu
# organisers: [um-konin]
# people:
#   - {person: Imię Nazwisko, role: speaker, as: Stanowisko, org: Organizacja}
# outcomes:
#   - Co ustalono
"#,
        en: r#"when: {today}              # with a time: 2024-06-07T10:00, several days: 2024-06-07/2024-06-09
# Remove the # and the space where you know more:
# summary: One or two sentences for lists
# place: Town Hall
# programme: id-of-the-programme
# organisers: [city-council]
# people:
#   - {person: First Last, role: speaker, as: Post held, org: Organisation}
# outcomes:
#   - What came of it
"#,
    },
};

#[derive(Debug)]
struct Event {
    membership: Vec<RefIx>,
    previous_when: Option<When>,
    mode: Option<&'static str>,
    place: Vec<RefIx>,
    online: Option<Online>,
    organisers: Vec<RefIx>,
    people: Vec<Participant>,
    groups: Vec<Group>,
    attendance: Option<Attendance>,
    agenda: Vec<Session>,
    recordings: Vec<Recording>,
}

#[derive(Debug)]
struct Online {
    url: Option<String>,
    platform: Option<String>,
    stream: Option<String>,
}

#[derive(Debug)]
struct Participant {
    person: RefIx,
    capacity: Capacity,
}

#[derive(Debug)]
struct Group {
    name: String,
    count: Option<i64>,
}

#[derive(Debug)]
pub(super) struct Attendance {
    pub(super) total: Option<i64>,
    method: Option<String>,
}

#[derive(Debug)]
struct Session {
    title: String,
    sort: Option<&'static str>,
    day: Option<String>,
    start: Option<String>,
    end: Option<String>,
    moderators: Vec<RefIx>,
    people: Vec<RefIx>,
    summary: Option<String>,
    links: Vec<Link>,
}

#[derive(Debug)]
struct Recording {
    url: Option<String>,
    title: Option<String>,
    captions: Option<bool>,
    transcript: Option<FileRef>,
}

fn read(fields: &mut Fields<'_>) -> (Facets, Box<dyn Detail>) {
    let mut facets = facts::facts(fields);
    let span = fields.span_of("when");
    facets.when = facts::required_when(fields, "when");
    if facets
        .when
        .as_ref()
        .is_some_and(|when| when.value.first_day().is_none() && when.value.last_day().is_none())
    {
        fields
            .sink()
            .error(codes::BAD_WHEN, &span, "an event needs a start or an end", None);
    }
    facets.status = fields.status(STATUSES);
    let day_span = fields.span_of("day");
    facets.day = fields.integer("day").map(|value| crate::entry::Spanned {
        value,
        span: day_span,
    });
    let mut membership = fields.references("programme", Rel::Programme);
    membership.extend(fields.references("stage", Rel::Stage));
    membership.extend(fields.references("forum", Rel::Forum));
    let event = Event {
        membership,
        previous_when: facts::plain_when(fields, "previous_when"),
        mode: fields.choice("mode", &MODES),
        place: fields.references("place", Rel::Place),
        online: fields.group("online", "the online part", Some("url"), |fields| Online {
            url: facts::url(fields, "url"),
            platform: fields.text("platform"),
            stream: fields.text("stream"),
        }),
        organisers: fields.references("organisers", Rel::Organiser),
        people: fields
            .groups("people", "a participant", Some("person"), participant)
            .into_iter()
            .flatten()
            .collect(),
        groups: fields.groups("groups", "a group", Some("group"), |fields| Group {
            name: fields.required_text("group", "przedsiębiorcy"),
            count: fields.integer("count"),
        }),
        attendance: fields.group("attendance", "the attendance", Some("total"), |fields| {
            Attendance {
                total: fields.integer("total"),
                method: fields.text("method"),
            }
        }),
        agenda: fields.groups("agenda", "an agenda item", Some("title"), session),
        recordings: fields.groups("recordings", "a recording", Some("url"), recording),
    };
    (facets, Box::new(event))
}

fn participant(fields: &mut Fields<'_>) -> Option<Participant> {
    if !fields.has("person") {
        fields.missing("person", "Anna Kowalska");
    }
    let name = fields.spanned_text("person");
    let capacity = Capacity {
        role: fields.choice("role", &ROLES),
        position: fields.text("as"),
        org: fields.reference("org", Rel::Affiliation),
    };
    let person = fields.relate(Rel::Person, name?, capacity.clone());
    Some(Participant { person, capacity })
}

fn recording(fields: &mut Fields<'_>) -> Recording {
    let said = fields.has("captions");
    let captions = fields.flag("captions");
    Recording {
        url: facts::url(fields, "url"),
        title: fields.text("title"),
        captions: said.then_some(captions),
        transcript: fields.file("transcript"),
    }
}

fn session(fields: &mut Fields<'_>) -> Session {
    let moderators = fields.spanned_texts("moderator");
    let people = fields.spanned_texts("people");
    let mut relate = |texts: Vec<crate::entry::Spanned<String>>, role| -> Vec<RefIx> {
        let capacity = Capacity {
            role: Some(role),
            ..Capacity::default()
        };
        texts
            .into_iter()
            .map(|text| fields.relate(Rel::Person, text, capacity.clone()))
            .collect()
    };
    let moderators = relate(moderators, "moderator");
    let people = relate(people, "speaker");
    Session {
        title: fields.required_text("title", "Otwarcie"),
        sort: fields.choice("type", &SESSIONS),
        day: fields.text("day"),
        start: fields.text("start"),
        end: fields.text("end"),
        moderators,
        people,
        summary: fields.text("summary"),
        links: fields
            .groups("links", "a link", Some("url"), facts::link)
            .into_iter()
            .flatten()
            .collect(),
    }
}

/// What templates see of an event as `detail`.
#[derive(Serialize)]
struct EventView {
    /// Programmes, stages and forums it belongs to.
    membership: Vec<LinkView>,
    /// When it was to take place before it was put off.
    previous_when: Option<WhenView>,
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
    /// The day as written; none where the event has one day only.
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
    /// When it starts, as written.
    start: Option<String>,
    /// When it ends, as written.
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

/// A recording.
#[derive(Serialize)]
struct RecordingView {
    /// Its address.
    url: Option<String>,
    /// Its title.
    title: Option<String>,
    /// Whether it has captions, where that is known.
    captions: Option<bool>,
    /// Address of its transcript within the site.
    transcript: Option<String>,
}

impl Detail for Event {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        cx.value(&EventView {
            membership: cx.links(&self.membership),
            previous_when: cx.when(self.previous_when.as_ref()),
            mode: self.mode,
            place: cx.links(&self.place),
            online: self.online.as_ref().map(|online| OnlineView {
                url: online.url.clone(),
                platform: cx.text_of(&online.platform),
                stream: online.stream.as_ref().map(|stream| cx.address_or_words(stream)),
            }),
            organisers: cx.links(&self.organisers),
            people: self.people_views(cx),
            groups: self.groups.iter().map(|group| group.view(cx)).collect(),
            attendance: self.attendance.as_ref().map(|attendance| AttendanceView {
                total: attendance.total,
                method: cx.text_of(&attendance.method),
            }),
            agenda: self.agenda_days(cx),
            recordings: self
                .recordings
                .iter()
                .map(|recording| recording.view(cx))
                .collect(),
        })
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Event {
    /// Each person once. Somebody who both opens and moderates has two rows in the file; who is named only
    /// in the agenda comes after those listed.
    fn people_views(&self, cx: &ViewCx<'_>) -> Vec<ParticipantView> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut views: Vec<ParticipantView> = Vec::new();
        let sessions = self.agenda.iter().flat_map(|session| {
            let with = |role| {
                move |person: &RefIx| {
                    (
                        *person,
                        Capacity {
                            role: Some(role),
                            ..Capacity::default()
                        },
                    )
                }
            };
            session
                .moderators
                .iter()
                .map(with("moderator"))
                .chain(session.people.iter().map(with("speaker")))
        });
        let listed = self
            .people
            .iter()
            .map(|participant| (participant.person, participant.capacity.clone()));
        let listed_people: Vec<String> = self.people.iter().map(|p| cx.link(p.person).title).collect();
        for (at, (person, capacity)) in listed.chain(sessions).enumerate() {
            let link = cx.link(person);
            let from_agenda = at >= self.people.len();
            let known = seen.get(&link.title).copied();
            if from_agenda && listed_people.contains(&link.title) && capacity.role == Some("speaker") {
                continue;
            }
            let place = known.unwrap_or(views.len());
            if known.is_none() {
                seen.insert(link.title.clone(), place);
                let (position, org) = (cx.text_of(&capacity.position), cx.link_of(capacity.org));
                views.push(ParticipantView {
                    person: link,
                    roles: Vec::new(),
                    position,
                    org,
                });
            }
            let view = &mut views[place];
            if let Some(role) = capacity.role.filter(|role| !view.roles.contains(role)) {
                view.roles.push(role);
            }
            if view.position.is_none() {
                view.position = cx.text_of(&capacity.position);
            }
            if view.org.is_none() {
                view.org = cx.link_of(capacity.org);
            }
        }
        views
    }

    fn agenda_days(&self, cx: &ViewCx<'_>) -> Vec<AgendaDay> {
        let mut days: Vec<AgendaDay> = Vec::new();
        for session in &self.agenda {
            let day = cx.text_of(&session.day);
            if days.last().is_none_or(|last| last.day != day && day.is_some()) {
                days.push(AgendaDay {
                    day,
                    sessions: Vec::new(),
                });
            }
            if let Some(last) = days.last_mut() {
                last.sessions.push(session.view(cx));
            }
        }
        days
    }
}

/// How many came to an event, for reports; `None` for entries that are not events.
pub(super) fn attendance(entry: &crate::entry::Entry) -> Option<i64> {
    entry
        .detail
        .as_any()
        .downcast_ref::<Event>()?
        .attendance
        .as_ref()?
        .total
}

/// Where an event took place, for reports.
pub(super) fn places(cx: &ViewCx<'_>) -> Vec<LinkView> {
    let event = cx.entry().detail.as_any().downcast_ref::<Event>();
    event.map(|event| cx.links(&event.place)).unwrap_or_default()
}

/// An event's mode, for reports: an online event has no place.
pub(super) fn mode(entry: &crate::entry::Entry) -> Option<&'static str> {
    entry.detail.as_any().downcast_ref::<Event>()?.mode
}

/// Addresses of an event's recordings with their titles, for reports and forums.
pub(super) fn recordings(cx: &ViewCx<'_>) -> Vec<ExternalLink> {
    let Some(event) = cx.entry().detail.as_any().downcast_ref::<Event>() else {
        return Vec::new();
    };
    let title = |recording: &Recording| cx.text(recording.title.as_deref().unwrap_or(&cx.entry().head.title));
    event
        .recordings
        .iter()
        .filter_map(|recording| {
            recording
                .url
                .as_ref()
                .map(|url| ExternalLink::new(title(recording), url, Some("recording")))
        })
        .collect()
}

impl Group {
    fn view(&self, cx: &ViewCx<'_>) -> GroupView {
        let count = self.count.map(|count| cx.site.locale.integer(count));
        GroupView {
            name: cx.text(&self.name),
            count,
        }
    }
}

impl Session {
    fn view(&self, cx: &ViewCx<'_>) -> SessionView {
        SessionView {
            title: cx.text(&self.title),
            sort: self.sort,
            start: self.start.clone(),
            end: self.end.clone(),
            moderators: cx.links(&self.moderators),
            people: cx.links(&self.people),
            summary: cx.text_of(&self.summary),
            links: cx.external(&self.links),
        }
    }
}

impl Recording {
    fn view(&self, cx: &ViewCx<'_>) -> RecordingView {
        RecordingView {
            url: self.url.clone(),
            title: cx.text_of(&self.title),
            captions: self.captions,
            transcript: self.transcript.as_ref().and_then(|file| cx.file_url(file)),
        }
    }
}
