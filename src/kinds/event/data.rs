//! An event's own fields as data for others.

use super::super::recording::Lies;
use super::{Event, Recording, Session};
use crate::view::data::{DataCx, Record};
use crate::view::iso_duration;

/// All it has beyond what every kind has.
pub(super) fn fields(event: &Event, cx: &DataCx<'_>, record: &mut Record) {
    record.set_if("mode", event.mode);
    let online = event.online.as_ref().and_then(|online| {
        let mut record = Record::default();
        record.set_if("url", event.join(cx.view.ix, cx.view.site).cloned());
        record.set_if("platform", online.platform.clone());
        record.set_if("stream", online.stream.clone());
        record.some()
    });
    record.set_if("online", online);
    record.set_all(
        "groups",
        event.groups.iter().map(|group| {
            let mut record = Record::default();
            record.set("group", group.name.clone());
            record.set_if("count", group.count);
            record
        }),
    );
    let attendance = event.attendance.as_ref().and_then(|attendance| {
        let mut record = Record::default();
        record.set_if("total", attendance.total);
        record.set_if("method", attendance.method.clone());
        record.some()
    });
    record.set_if("attendance", attendance);
    record.set_all("agenda", event.agenda.iter().map(|session| of_session(session, cx)));
    record.set_all("recordings", event.recordings.iter().map(|recording| of_recording(recording, cx)));
}

fn of_session(session: &Session, cx: &DataCx<'_>) -> Record {
    let mut record = Record::default();
    record.set("title", session.title.clone());
    record.set_if("type", session.sort);
    record.set_if("day", session.day.as_ref().map(|day| day.value.clone()));
    let clock = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
    record.set_if("start", session.start.map(clock));
    record.set_if("end", session.end.map(clock));
    record.set_all("moderators", cx.references(&session.moderators));
    record.set_all("people", cx.references(&session.people));
    record.set_if("summary", session.summary.clone());
    record.set_all("links", cx.links(&session.links));
    record
}

fn of_recording(recording: &Recording, cx: &DataCx<'_>) -> Record {
    let file = |file| cx.view.file_url(file).map(|url| cx.address(&url));
    let mut record = Record::default();
    match &recording.lies {
        Some(Lies::Elsewhere(url, _)) => record.set("url", url.clone()),
        Some(Lies::Here(own)) => record.set_if("url", file(own)),
        None => {}
    }
    record.set_if("title", recording.title.clone());
    record.set_if("captions", recording.captions.known());
    record.set_if("transcript", recording.transcript.as_ref().and_then(file));
    record.set_if("language", recording.language.clone());
    record.set_if("duration", recording.duration.map(iso_duration));
    record
}
