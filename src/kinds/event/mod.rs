//! An event: one meeting, workshop, seminar, or day of a forum. Before it takes place its page announces it,
//! afterwards it sums it up.

mod calendar;
mod data;
mod gathered;
mod linked;
mod view;

use jiff::civil::{Date, Time};

use super::recording::{Recording, recording};
use super::{
    CalendarPart, Kind, KindId, Listing, ROLES, Rel, Skeleton, TimelineShape, facts, forum, programme,
};
use crate::diag::{Spanned, codes};
use crate::entry::{Capacity, Detail, Entry, Facets, Link, RefIx, Status};
use crate::front::Fields;
use crate::front::fields::questions::Shape;
use crate::view::{LinkView, ViewCx};
use crate::when::{When, parse_day};
use crate::words;
use crate::words::{Words, phrase};

pub(super) use calendar::organizer;
pub(super) use gathered::{EventSums, Materials};
pub(super) use linked::{gathering, occurrence};

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
    noun: phrase("an event", "wydarzenie"),
    title_key: "title",
    listing: Listing::ByDate,
    timeline: TimelineShape::Point,
    calendar: CalendarPart::Date,
    schema: Some("Event"),
    scope: None,
    inside: &[(programme::ID, Rel::Programme), (forum::ID, Rel::Forum)],
    statuses: STATUSES,
    by_phase: Some([Status::Scheduled, Status::Scheduled, Status::Held]),
    undated: None,
    misused: &[
        (
            "date",
            phrase(
                "use `when:` for when the event takes place, `published:` for when its page appears",
                "termin wydarzenia podaj w `when:`, a dzień ukazania się strony w `published:`",
            ),
        ),
        (
            "speakers",
            phrase(
                "list people under `people:` as `- {person: \"Anna Kowalska\", role: speaker}`",
                "osoby wypisz w `people:`, każdą jako `- {person: \"Anna Kowalska\", role: speaker}`",
            ),
        ),
        ("location", phrase("use `place:`", "użyj `place:`")),
        (
            "end",
            phrase(
                "put both days into `when:`, for example `when: 2024-06-07/2024-06-09`",
                "oba dni podaj w `when:`, na przykład `when: 2024-06-07/2024-06-09`",
            ),
        ),
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
    sorts_by_last_word: false,
    dated_names: false,
    skeleton: Skeleton {
        pl: r#"when: {today}              # z godziną: 2024-06-07T10:00, kilka dni: 2024-06-07/2024-06-09
# Do odkomentowania (usuń znak # i spację), gdy będzie wiadomo:
# summary: Jedno lub dwa zdania na listy
# place: Ratusz
# programme: id-programu
# organisers: [um-przykladowo]
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
# organisers: [town-council]
# people:
#   - {person: First Last, role: speaker, as: Post held, org: Organisation}
# outcomes:
#   - What came of it
"#,
    },
};

#[derive(Debug)]
struct Event {
    mode: Option<&'static str>,
    place: Vec<RefIx>,
    online: Option<Online>,
    organisers: Vec<RefIx>,
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

impl Event {
    /// The address to join at, as long as it is public: nobody needs the way into a meeting that is over or that does
    /// not take place. Pages show it under the same conditions.
    fn join(&self, ix: crate::site::EntryIx, site: &crate::site::Site) -> Option<&String> {
        let open = site.phase(ix) != crate::when::Phase::After && !site.is_void(ix);
        self.online.as_ref()?.url.as_ref().filter(|_| open)
    }
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
    day: Option<Spanned<String>>,
    start: Option<Time>,
    end: Option<Time>,
    moderators: Vec<RefIx>,
    people: Vec<RefIx>,
    summary: Option<String>,
    links: Vec<Link>,
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
        let message = words!("an event needs a start or an end", "wydarzenie musi mieć początek albo koniec");
        let hint = words!("write for example `when: 2024-06-07`", "wpisz na przykład `when: 2024-06-07`");
        fields.sink().error(codes::BAD_WHEN, &span, message, Some(hint));
    }
    facets.previous_when = facts::plain_when(fields, "previous_when");
    facets.status = fields.status(STATUSES);
    let day_span = fields.span_of("day");
    facets.day = fields.integer("day").map(|value| Spanned { value, span: day_span });
    for (key, rel) in [("programme", Rel::Programme), ("stage", Rel::Stage), ("forum", Rel::Forum)] {
        let _ = fields.references(key, rel);
    }
    let _ = fields.groups("people", phrase("a participant", "uczestnik"), Some("person"), participant);
    let event = Event {
        mode: fields.choice("mode", &MODES),
        place: fields.references("place", Rel::Place),
        online: fields.group("online", phrase("the online part", "część zdalna"), Some("url"), |fields| {
            Online {
                url: facts::url(fields, "url"),
                platform: fields.text("platform"),
                stream: fields.text("stream"),
            }
        }),
        organisers: fields.references("organisers", Rel::Organiser),
        groups: fields.groups("groups", phrase("a group", "grupa"), Some("group"), |fields| Group {
            name: fields.required_text("group", "przedsiębiorcy"),
            count: fields.count("count"),
        }),
        attendance: fields.group(
            "attendance",
            phrase("the attendance", "frekwencja"),
            Some("total"),
            |fields| Attendance { total: fields.count("total"), method: fields.text("method") },
        ),
        agenda: fields.groups("agenda", phrase("an agenda item", "punkt programu"), Some("title"), session),
        recordings: fields.groups("recordings", phrase("a recording", "nagranie"), Some("url"), recording),
    };
    for day in event.agenda.iter().filter_map(|session| session.day.as_ref()) {
        agenda_day(day, facets.when.as_ref().map(|when| &when.value), fields);
    }
    (facets, Box::new(event))
}

/// The date of an agenda's day: by its number, or its own.
fn date_of(day: &str, when: Option<&When>) -> Option<Date> {
    match day.parse::<usize>() {
        Ok(number) => when?.day(number),
        Err(_) => parse_day(day).ok(),
    }
}

/// A day of the agenda is one of the event's, by number or date; other words stay words.
fn agenda_day(day: &Spanned<String>, when: Option<&When>, fields: &mut Fields<'_>) {
    let Some(when) = when.filter(|when| !when.is_vague()) else { return };
    let like_a_date = day.value.starts_with(|c: char| c.is_ascii_digit());
    let known = date_of(&day.value, Some(when)).is_some_and(|date| when.day_number(date).is_some());
    if like_a_date && !known {
        let written = &day.value;
        let message = words!("the event has no day `{written}`", "wydarzenie nie ma dnia `{written}`");
        let hint = words!(
            "write its number, `day: 1`, or its date, `day: 2024-06-07`",
            "podaj jego numer, `day: 1`, albo datę, `day: 2024-06-07`",
        );
        fields.sink().error(codes::BAD_WHEN, &day.span, message, Some(hint));
    }
}

/// Notes somebody as a relation of the event; [`view`] reads them back with those named in the agenda.
fn participant(fields: &mut Fields<'_>) {
    if !fields.has("person") {
        fields.missing("person", "Anna Kowalska");
    }
    let name = fields.spanned_text("person");
    let capacity = Capacity {
        role: fields.choice("role", &ROLES),
        position: fields.text("as"),
        org: fields.reference("org", Rel::Affiliation),
    };
    if let Some(name) = name {
        if name.value.contains([',', ';']) {
            let message = words!(
                "this is taken for the first name and surname of one person",
                "to zostanie wzięte za imię i nazwisko jednej osoby"
            );
            let hint = several(&name.value);
            fields.sink().warning(codes::SEVERAL_IN_ONE, &name.span, message, hint);
        }
        fields.relate(Rel::Person, name, capacity);
    }
}

/// How to write what somebody has put on one line: a person with keys of theirs, several people, or one with a post.
fn several(written: &str) -> Words {
    let parts: Vec<&str> = written.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let (first, others) = parts.split_first().map_or(("", &[][..]), |(first, others)| (*first, others));
    let is_pair = |part: &&str| {
        part.split_once(": ").is_some_and(|(key, _)| key.bytes().all(|byte| byte.is_ascii_lowercase()))
    };
    if others.iter().any(is_pair) {
        let mut pairs = vec![format!("person: {first}")];
        pairs.extend(
            others.iter().map(|part| if is_pair(part) { (*part).to_owned() } else { format!("as: {part}") }),
        );
        let pairs = pairs.join(", ");
        return words!("write `- {{{pairs}}}`", "wpisz `- {{{pairs}}}`");
    }
    let lines = parts.iter().map(|part| format!("`- {part}`")).collect::<Vec<_>>().join(", ");
    let second = others.first().copied().unwrap_or_default();
    if second.is_empty() || others.iter().all(|part| looks_like_a_name(part)) {
        return words!(
            "write each on a line of its own: {lines}",
            "każdą osobę wpisz w osobnym wierszu: {lines}"
        );
    }
    words!(
        "write each on a line of its own, {lines}; a post goes behind `as:`, `- {{person: {first}, as: {second}}}`",
        "każdą osobę wpisz w osobnym wierszu, {lines}; stanowisko podaj w `as:`, `- {{person: {first}, as: {second}}}`",
    )
}

/// True for two words or more that begin with capitals.
fn looks_like_a_name(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.clone().count() > 1 && words.all(|word| word.starts_with(char::is_uppercase))
}

/// What [`clock_time`] reads. YAML takes `9.00` for a number.
const CLOCK_TIME: &str = "0*(?:1?[0-9]|2[0-3])[:.]0*[0-5]?[0-9]";

/// `9:00`, `09:00` or `9.00`.
fn clock_time(fields: &mut Fields<'_>, key: &'static str) -> Option<Time> {
    fields.expect(key, Shape::LikeNumber(CLOCK_TIME));
    let text = fields.spanned_text(key)?;
    let parts = text.value.split_once([':', '.']);
    let time =
        parts.and_then(|(hour, minute)| Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok());
    if time.is_none() {
        let written = &text.value;
        let message = words!("`{written}` is not a time of day", "`{written}` to nie godzina");
        let hint = words!("write for example `{key}: 10:30`", "wpisz na przykład `{key}: 10:30`");
        fields.sink().error(codes::WRONG_TYPE, &text.span, message, Some(hint));
    }
    time
}

/// The role of those named in a session, by its sort.
fn role_in(sort: Option<&str>) -> &'static str {
    match sort {
        Some("opening") => "opening",
        Some("debate" | "panel") => "panellist",
        _ => "speaker",
    }
}

/// `- 10:00 Otwarcie`: the time would be a part of the title.
fn time_in_title(title: &Spanned<String>, fields: &mut Fields<'_>) {
    let Some((time, rest)) = title.value.split_once([' ', '\u{a0}']) else { return };
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let is_time = time.split_once([':', '.']).is_some_and(|(hour, minute)| digits(hour) && digits(minute));
    if is_time {
        let rest = rest.trim_start_matches([' ', '-', '–', '—']);
        let message =
            words!("the time is taken for a part of the title", "godzina zostanie wzięta za część tytułu");
        let hint = words!(
            "write `- {{start: {time}, title: {rest}}}`",
            "wpisz `- {{start: {time}, title: {rest}}}`",
        );
        fields.sink().warning(codes::SEVERAL_IN_ONE, &title.span, message, hint);
    }
}

fn session(fields: &mut Fields<'_>) -> Session {
    let moderators = fields.spanned_texts("moderator");
    let people = fields.spanned_texts("people");
    let sort = fields.choice("type", &SESSIONS);
    let day = fields.spanned_text("day");
    let end_span = fields.span_of("end");
    let (start, end) = (clock_time(fields, "start"), clock_time(fields, "end"));
    if matches!((start, end), (Some(start), Some(end)) if end < start) {
        let message = words!("this session ends before it starts", "ten punkt kończy się, zanim się zacznie");
        let hint = words!(
            "swap `start` and `end`, or correct one of them",
            "zamień `start` z `end` albo popraw jedno z nich",
        );
        fields.sink().error(codes::END_BEFORE_START, &end_span, message, Some(hint));
    }
    let mut relate = |texts: Vec<Spanned<String>>, role| -> Vec<RefIx> {
        let capacity = Capacity { role: Some(role), ..Capacity::default() };
        texts.into_iter().map(|text| fields.relate(Rel::Person, text, capacity.clone())).collect()
    };
    let moderators = relate(moderators, "moderator");
    let people = relate(people, role_in(sort));
    let title = fields.spanned_text("title");
    if let Some(title) = title.filter(|_| start.is_none()) {
        time_in_title(&title, fields);
    }
    Session {
        title: fields.required_text("title", "Otwarcie"),
        sort,
        day,
        start,
        end,
        moderators,
        people,
        summary: fields.text("summary"),
        links: fields
            .groups("links", phrase("a link", "odnośnik"), Some("url"), facts::link)
            .into_iter()
            .flatten()
            .collect(),
    }
}

/// How many came to an event, for reports; `None` for entries that are not events.
pub(super) fn attendance(entry: &Entry) -> Option<i64> {
    entry.detail.as_any().downcast_ref::<Event>()?.attendance.as_ref()?.total
}

/// Where an event took place, for reports.
pub(super) fn places(cx: &ViewCx<'_>) -> Vec<LinkView> {
    let event = cx.entry().detail.as_any().downcast_ref::<Event>();
    event.map(|event| cx.links(&event.place)).unwrap_or_default()
}

/// An event's mode, for reports: an online event has no place.
pub(super) fn mode(entry: &Entry) -> Option<&'static str> {
    entry.detail.as_any().downcast_ref::<Event>()?.mode
}
