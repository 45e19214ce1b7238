//! What reports and forums gather from several events: [`EventSums`] that say over how many events they are, and
//! [`Materials`], all recordings, slides and files of one.

use serde::Serialize;

use super::super::recording::{Lies, Recording};
use super::{Event, attendance};
use crate::site::EntryIx;
use crate::view::{AttachmentView, ExternalLink, LinkView, ViewCx};
use crate::when::Phase;

/// Sums over events.
#[derive(Serialize)]
pub(in crate::kinds) struct EventSums {
    /// Events in all.
    total: usize,
    /// Events that took place.
    held: usize,
    /// Events cancelled, or put off with no new date.
    void: usize,
    /// Events whose time is over and of which nobody has said that they took place; the sums leave them out.
    unconfirmed: usize,
    /// Events that go on or are to come; the sums leave them out.
    to_come: usize,
    /// Sum of attendance; none when it is known of no event.
    attendance: Option<String>,
    /// Of how many of those that took place attendance is known.
    attendance_known: usize,
    /// Of how many of those that took place outcomes are known.
    outcomes_known: usize,
    /// Of how many of those that took place there are recordings.
    recordings_known: usize,
}

impl EventSums {
    /// The sums over these events.
    pub(in crate::kinds) fn new(cx: &ViewCx<'_>, events: &[EntryIx]) -> Self {
        let site = cx.site;
        let held: Vec<EntryIx> = events.iter().copied().filter(|ix| site.took_place(*ix)).collect();
        let known: Vec<i64> = held.iter().filter_map(|ix| attendance(site.entry(*ix))).collect();
        let sum = known.iter().fold(0, |sum: i64, total| sum.saturating_add(*total));
        let count = |has: &dyn Fn(EntryIx) -> bool| held.iter().filter(|ix| has(**ix)).count();
        Self {
            total: events.len(),
            held: held.len(),
            void: events.iter().filter(|ix| site.is_void(**ix)).count(),
            unconfirmed: events.iter().filter(|ix| site.is_unconfirmed(**ix)).count(),
            to_come: events
                .iter()
                .filter(|ix| site.phase(**ix) != Phase::After && !site.is_void(**ix))
                .count(),
            attendance: (!known.is_empty()).then(|| site.locale.integer(sum)),
            attendance_known: known.len(),
            outcomes_known: count(&|ix| !site.entry(ix).facets.outcomes.is_empty()),
            recordings_known: count(&|ix| !recordings_of(&cx.of(ix)).is_empty()),
        }
    }
}

/// Recordings, slides and files of one entry.
#[derive(Serialize)]
pub(in crate::kinds) struct Materials {
    /// The entry.
    entry: LinkView,
    /// Its recordings on other sites and its links, with those of its agenda.
    links: Vec<ExternalLink>,
    /// Its own recordings and its files.
    files: Vec<AttachmentView>,
}

impl Materials {
    /// What there is of an event or forum; none where there is nothing. Where to sign up is no material.
    pub(in crate::kinds) fn of(cx: &ViewCx<'_>) -> Option<Self> {
        let mut links = recordings(cx);
        links.extend(cx.external(&cx.entry().head.links));
        if let Some(event) = cx.entry().detail.as_any().downcast_ref::<Event>() {
            for session in event.agenda.iter().filter(|session| !session.links.is_empty()) {
                let of_session = cx.external(&session.links).into_iter();
                let title = cx.text(&session.title);
                links.extend(
                    of_session.map(|link| ExternalLink { label: format!("{title}: {}", link.label), ..link }),
                );
            }
        }
        links.retain(|link| link.sort != Some("register"));
        let mut files = own_recordings(cx);
        files.extend(cx.attachments());
        (!links.is_empty() || !files.is_empty()).then(|| Self { entry: cx.entry_link(cx.ix), links, files })
    }
}

/// Addresses of an event's recordings on other sites with their titles, for reports and forums.
fn recordings(cx: &ViewCx<'_>) -> Vec<ExternalLink> {
    let elsewhere = recordings_of(cx).iter().filter_map(|recording| match &recording.lies {
        Some(Lies::Elsewhere(url, _)) => {
            Some(ExternalLink::new(title_of(recording, cx), url, Some("recording")))
        }
        _ => None,
    });
    elsewhere.collect()
}

/// Its recordings that lie beside it, with their titles.
fn own_recordings(cx: &ViewCx<'_>) -> Vec<AttachmentView> {
    let here = recordings_of(cx).iter().filter_map(|recording| match &recording.lies {
        Some(Lies::Here(file)) => {
            AttachmentView::of(file, Some(title_of(recording, cx)), recording.language.as_deref(), cx)
        }
        _ => None,
    });
    here.collect()
}

fn recordings_of<'a>(cx: &ViewCx<'a>) -> &'a [Recording] {
    let event = cx.entry().detail.as_any().downcast_ref::<Event>();
    event.map_or(&[], |event| &event.recordings)
}

fn title_of(recording: &Recording, cx: &ViewCx<'_>) -> String {
    cx.text(recording.title.as_deref().unwrap_or(&cx.entry().head.title))
}
