//! A forum: a gathering of several days or parts; has an edition and may belong to a series.

use std::any::Any;

use serde::Serialize;

use super::{CalendarPart, Kind, KindId, Listing, Rel, Skeleton, TimelineShape, event, facts, programme};
use crate::entry::{Detail, RefIx, Status};
use crate::ical::VEvent;
use crate::site::{EntryIx, LIST_LIMIT, Site};
use crate::view::data::{DataCx, Record};
use crate::view::linked::{self, LinkedCx, Thing};
use crate::view::{Card, LinkView, ViewCx};
use crate::words::phrase;

/// Its name.
pub(super) const ID: KindId = KindId("forum");

/// Its row in the register.
pub(super) static KIND: Kind = Kind {
    id: ID,
    folder: "forums",
    noun: phrase("a forum", "forum"),
    title_key: "title",
    listing: Listing::ByDate,
    timeline: TimelineShape::Band,
    calendar: CalendarPart::Frame,
    schema: Some("Event"),
    scope: None,
    inside: &[(programme::ID, Rel::Programme)],
    statuses: event::STATUSES,
    by_phase: Some([Status::Scheduled, Status::Scheduled, Status::Held]),
    undated: None,
    misused: &[(
        "date",
        phrase(
            "use `when:` for when the forum takes place, `published:` for when its page appears",
            "termin forum podaj w `when:`, a dzień ukazania się strony w `published:`",
        ),
    )],
    own_keys: &[
        "series",
        "edition",
        "when",
        "status",
        "organisers",
        "programme",
        "motto",
        "figures",
        "outcomes",
        "next_steps",
    ],
    read: |fields| {
        let mut facets = facts::facts(fields);
        facets.when = fields.when("when");
        facets.status = fields.status(event::STATUSES);
        facets.series = fields.text("series");
        facets.edition = fields.text("edition");
        let _ = fields.references("programme", Rel::Programme);
        let forum = Forum {
            organisers: fields.references("organisers", Rel::Organiser),
            motto: fields.text("motto"),
        };
        (facets, Box::new(forum))
    },
    sorts_by_last_word: false,
    dated_names: false,
    skeleton: Skeleton {
        pl: r#"when: {today}              # kilka dni: 2024-06-07/2024-06-09
# Do odkomentowania (usuń znak # i spację), gdy będzie wiadomo:
# series: Forum Miasta       # ta sama nazwa łączy kolejne edycje
# edition: 1
# organisers: [um-przykladowo]
"#,
        en: r#"when: {today}              # several days: 2024-06-07/2024-06-09
# Remove the # and the space where you know more:
# series: Town Forum         # equal names make a page of editions
# edition: 1
# organisers: [town-council]
"#,
    },
};

#[derive(Debug)]
struct Forum {
    organisers: Vec<RefIx>,
    motto: Option<String>,
}

/// What templates see of a forum as `detail`.
#[derive(Serialize)]
struct ForumView {
    /// Programmes it is part of.
    programmes: Vec<LinkView>,
    /// Who organises it.
    organisers: Vec<LinkView>,
    /// Its motto.
    motto: Option<String>,
    /// Recordings, slides and the like of its events.
    materials: Vec<event::Materials>,
    /// What came of its events.
    outcomes: Vec<Outcomes>,
    /// True where it has more events than anybody reads through: days and what came of events are folded.
    long: bool,
    /// Sums over its events.
    sums: event::EventSums,
    /// Its days in order, each with its events; events on no known day come last under no date.
    days: Vec<DayView>,
}

/// What came of one event.
#[derive(Serialize)]
struct Outcomes {
    /// The event.
    entry: LinkView,
    /// What came of it.
    outcomes: Vec<String>,
}

/// A day of a forum.
#[derive(Serialize)]
struct DayView {
    /// Number of the day, from 1; none for events on no day of the forum.
    number: Option<usize>,
    /// The date in words.
    date: Option<String>,
    /// The date as `YYYY-MM-DD`.
    iso: Option<String>,
    /// Cards of the events of the day.
    events: Vec<Card>,
}

impl Detail for Forum {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        let members = cx.site.members_of(cx.ix).iter().copied();
        let events: Vec<EntryIx> = members.filter(|ix| cx.site.entry(*ix).is(event::ID)).collect();
        cx.value(&ForumView {
            programmes: cx.containers(Rel::Programme),
            organisers: cx.links(&self.organisers),
            motto: cx.text_of(&self.motto),
            materials: events.iter().filter_map(|ix| event::Materials::of(&cx.of(*ix))).collect(),
            outcomes: events.iter().filter_map(|ix| outcomes(&cx.of(*ix))).collect(),
            long: events.len() > LIST_LIMIT,
            sums: event::EventSums::new(cx, &events),
            days: days(cx),
        })
    }

    fn linked(&self, cx: &LinkedCx<'_>, thing: &mut Thing) {
        event::occurrence(cx, thing);
        thing.set_all("organizer", cx.references(&self.organisers));
        thing.set_all("about", cx.containers(Rel::Programme));
        let series = cx.view.entry().facets.series.as_ref();
        let term = series.and_then(|series| cx.view.site.series_of(series));
        thing.set_if(
            "superEvent",
            term.map(|term| linked::series(cx.view.text(&term.name), cx.address(&term.url.href()))),
        );
        event::gathering(cx, thing);
    }

    fn texts(&self) -> Vec<&str> {
        self.motto.as_deref().into_iter().collect()
    }

    fn calendar(&self, cx: &ViewCx<'_>, vevent: &mut VEvent) {
        event::organizer(cx, &self.organisers, vevent);
    }

    fn data(&self, _: &DataCx<'_>, record: &mut Record) {
        record.set_if("motto", self.motto.clone());
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn outcomes(cx: &ViewCx<'_>) -> Option<Outcomes> {
    let outcomes = cx.texts(&cx.entry().facets.outcomes);
    (!outcomes.is_empty()).then(|| Outcomes { entry: cx.entry_link(cx.ix), outcomes })
}

/// Which day of a forum an event is on, from 1: as its author says, else by its date.
pub(super) fn day_of(site: &Site, forum: EntryIx, event: EntryIx) -> Option<usize> {
    let facets = &site.entry(event).facets;
    let by_author = facets.day.as_ref().and_then(|day| usize::try_from(day.value).ok());
    let date = facets.when.as_ref().and_then(|when| when.value.first_day());
    let by_date = || site.entry(forum).facets.when.as_ref()?.value.day_number(date?);
    by_author.or_else(by_date)
}

/// The forum's events by day. Days without an event are left out, the rest keep their number.
fn days(cx: &ViewCx<'_>) -> Vec<DayView> {
    let forum = cx.entry();
    let forum_when = forum.facets.when.as_ref().map(|when| &when.value);
    let mut by_day: std::collections::BTreeMap<(usize, Option<jiff::civil::Date>), Vec<Card>> =
        std::collections::BTreeMap::new();
    for ix in cx.site.members_of(cx.ix).iter().copied().filter(|ix| cx.site.entry(*ix).is(event::ID)) {
        let when = cx.site.entry(ix).facets.when.as_ref();
        let number = day_of(cx.site, cx.ix, ix);
        let of_forum = number.and_then(|number| forum_when?.day(number));
        let date = of_forum.or_else(|| when.and_then(|when| when.value.first_day()));
        by_day.entry((number.unwrap_or(usize::MAX), date)).or_default().push(cx.card(ix));
    }
    by_day
        .into_iter()
        .map(|((number, date), events)| DayView {
            number: (number != usize::MAX).then_some(number),
            date: date.map(|date| cx.site.locale.date(date)),
            iso: date.map(|date| date.to_string()),
            events,
        })
        .collect()
}
