//! iCalendar (RFC 5545, with the properties of calendars of RFC 7986): a [`Calendar`] of [`VEvent`]s → the text of an
//! `.ics` file, by [`Calendar::write`]. Nothing here knows of a site; what an entry is as a VEVENT is told by whoever
//! makes one.
//!
//! - `line` – content lines: escaping, folding, CRLF
//! - `zone` – VTIMEZONE from the changes of a timezone's clock
//!
//! Whole days are `VALUE=DATE` with the day after the last as their end. Moments are times of the zone's clock with a
//! VTIMEZONE, or UTC for a zone that is UTC.

mod line;
mod zone;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use line::Lines;
pub use zone::Zone;

/// The media type of a file (RFC 5545 §8.1).
pub const MEDIA_TYPE: &str = "text/calendar";

/// How often programs are to look for what is new. Calendars change by days, not by minutes.
const REFRESH: &str = "PT12H";

/// Of a calendar without dates its zone is told, with the rules of this moment (2026-01-01): a constant, so that the
/// file is the same over rebuilds.
const RULES: Timestamp = Timestamp::constant(1_767_225_600, 0);

/// A calendar to be read by other programs. Its dates are made one after the other while it is written: there may be
/// thousands.
#[derive(Debug, Default)]
pub struct Calendar<E> {
    /// What readers see in their list of calendars.
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    /// The whole address of the page that tells of it.
    pub url: Option<String>,
    /// Its own whole address.
    pub source: Option<String>,
    /// What is in it.
    pub events: E,
}

/// One date in a calendar (RFC 5545 §3.6.1).
#[derive(Debug, Clone)]
pub struct VEvent {
    /// The same for good, and nobody else's.
    pub uid: String,
    /// The number of its revision, from 0: higher with each.
    pub sequence: i32,
    /// When this was said (`DTSTAMP`).
    pub stamp: Timestamp,
    /// When it was first published.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
    /// When it takes place.
    pub time: Occasion,
    /// True for what does not take place then.
    pub cancelled: bool,
    /// Its title.
    pub summary: String,
    /// Paragraphs of plain text.
    pub description: Vec<String>,
    /// The whole address of its page.
    pub url: Option<String>,
    /// Where, in words.
    pub location: Option<String>,
    /// Degrees north and east (WGS 84).
    pub geo: Option<[f64; 2]>,
    /// Who organises it.
    pub organizer: Option<Organizer>,
    /// What it is filed under.
    pub categories: Vec<String>,
    /// How to join from afar (RFC 7986 §5.11).
    pub conference: Option<Conference>,
}

/// When something takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// On whole days.
    Days {
        /// The first.
        first: Date,
        /// The last, included.
        last: Date,
    },
    /// At a time of the site's clock.
    Clock {
        /// When it begins.
        start: DateTime,
        /// When it ends, where that is known.
        end: Option<DateTime>,
    },
}

/// Who organises something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organizer {
    /// The name.
    pub name: String,
    /// An address for letters, `name@host`.
    pub email: Option<String>,
}

/// How to join from afar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conference {
    /// The whole address.
    pub url: String,
    /// The service it runs on.
    pub label: Option<String>,
}

impl<E: IntoIterator<Item = VEvent>> Calendar<E> {
    /// The file, its times on the clock of `zone`. An event at a time that no clock can tell is left out.
    pub fn write(self, zone: &Zone) -> String {
        let mut events = Lines::default();
        let mut range: Option<(Timestamp, Timestamp)> = None;
        let mut is_empty = true;
        for event in self.events {
            is_empty &= !event.time.is_told(zone);
            if let Some((start, end)) = event.time.moments(zone) {
                let last = end.unwrap_or(start);
                range = Some(range.map_or((start, last), |(first, most)| (first.min(start), most.max(last))));
            }
            event.write(&mut events, zone);
        }
        events.plain("END", "VCALENDAR");
        let mut lines = Lines::default();
        lines.plain("BEGIN", "VCALENDAR");
        lines.plain("VERSION", "2.0");
        lines.plain("PRODID", "-//kronika//kronika//EN");
        lines.plain("CALSCALE", "GREGORIAN");
        lines.plain("METHOD", "PUBLISH");
        lines.text("NAME", &self.name);
        lines.text("X-WR-CALNAME", &self.name);
        if let Some(description) = &self.description {
            lines.text("DESCRIPTION", description);
            lines.text("X-WR-CALDESC", description);
        }
        lines.text("X-WR-TIMEZONE", zone.label());
        if let Some(url) = &self.url {
            lines.plain("URL", url);
        }
        if let Some(source) = &self.source {
            lines.with("SOURCE", &[("VALUE", "URI")], source);
        }
        lines.with("REFRESH-INTERVAL", &[("VALUE", "DURATION")], REFRESH);
        lines.plain("X-PUBLISHED-TTL", REFRESH);
        if let Some((earliest, latest)) = range {
            zone.write(&mut lines, earliest, latest);
        } else if is_empty {
            // A calendar has at least one component (RFC 5545 §3.6).
            zone.write(&mut lines, RULES, RULES);
        }
        let (head, mut file) = (lines.finish(), events.finish());
        file.reserve_exact(head.len());
        file.insert_str(0, &head);
        file
    }
}

impl Occasion {
    /// True for days, and for a time that the clock can tell.
    fn is_told(&self, zone: &Zone) -> bool {
        matches!(self, Occasion::Days { .. }) || self.moments(zone).is_some()
    }

    /// Start and end as moments; none for whole days. An end that is not after the start is no end: RFC 5545 §3.8.2.2
    /// wants it later, and where the clock is put forward two times may become one.
    fn moments(&self, zone: &Zone) -> Option<(Timestamp, Option<Timestamp>)> {
        let Occasion::Clock { start, end } = self else { return None };
        let start = zone.moment(*start)?;
        Some((start, end.and_then(|end| zone.moment(end)).filter(|end| *end > start)))
    }
}

impl VEvent {
    fn write(&self, lines: &mut Lines, zone: &Zone) {
        let moments = self.time.moments(zone);
        let days = match self.time {
            Occasion::Days { first, last } => Some((first, last)),
            Occasion::Clock { .. } => None,
        };
        if moments.is_none() && days.is_none() {
            return;
        }
        lines.plain("BEGIN", "VEVENT");
        lines.text("UID", &self.uid);
        lines.plain("SEQUENCE", &self.sequence.to_string());
        lines.plain("DTSTAMP", &zone::utc(self.stamp));
        if let Some(created) = self.created {
            lines.plain("CREATED", &zone::utc(created));
        }
        if let Some(modified) = self.modified {
            lines.plain("LAST-MODIFIED", &zone::utc(modified));
        }
        if let Some((first, last)) = days {
            let date = [("VALUE", "DATE")];
            let day = |day: Date| day.strftime("%Y%m%d").to_string();
            lines.with("DTSTART", &date, &day(first));
            // Without an end it is one day (RFC 5545 §3.6.1); behind the last day that there is comes none.
            if let Some(end) = last.tomorrow().ok().or_else(|| (last > first).then_some(last)) {
                lines.with("DTEND", &date, &day(end));
            }
        }
        if let Some((start, end)) = moments {
            zone.times(lines, start, end);
        }
        lines.plain("STATUS", if self.cancelled { "CANCELLED" } else { "CONFIRMED" });
        // A whole day of something one may go to does not make the day a busy one.
        if self.cancelled || days.is_some() {
            lines.plain("TRANSP", "TRANSPARENT");
        }
        self.write_words(lines);
        lines.plain("END", "VEVENT");
    }

    /// All but when.
    fn write_words(&self, lines: &mut Lines) {
        lines.text("SUMMARY", &self.summary);
        if !self.description.is_empty() {
            lines.text("DESCRIPTION", &self.description.join("\n\n"));
        }
        if let Some(url) = &self.url {
            lines.plain("URL", url);
        }
        if let Some(location) = &self.location {
            lines.text("LOCATION", location);
        }
        if let Some([north, east]) = self.geo {
            lines.plain("GEO", &format!("{};{}", degrees(north), degrees(east)));
        }
        if let Some(organizer) = &self.organizer {
            // It has to be a URI, and Outlook wants a mailbox; where there is none it writes this itself
            // ([MS-OXCICAL] §2.1.3.1.1.20.16).
            let mailto = organizer.email.as_ref().map(|email| format!("mailto:{email}"));
            let address = mailto.as_deref().unwrap_or("invalid:nomail");
            lines.with("ORGANIZER", &[("CN", &organizer.name)], address);
        }
        lines.texts("CATEGORIES", &self.categories);
        if let Some(Conference { url, label }) = &self.conference {
            let mut parameters = vec![("VALUE", "URI"), ("FEATURE", "VIDEO")];
            parameters.extend(label.as_deref().map(|label| ("LABEL", label)));
            lines.with("CONFERENCE", &parameters, url);
        }
    }
}

/// Six decimals, about a tenth of a metre (RFC 5545 §3.8.1.6), without zeros at the end.
fn degrees(value: f64) -> String {
    let text = format!("{value:.6}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests;
