//! [`ClockView`]: what keeps a page true that is read after something has begun or ended but was built before.
//! The script `phase.js` compares the moments with the reader's clock; all words are in the page already.

use jiff::civil::DateTime;
use serde::Serialize;

use super::StatusView;
use crate::entry::Status;
use crate::site::{EntryIx, Site};
use crate::when::Phase;

/// When something begins and ends, and what its state will be then.
#[derive(Clone, Debug, Serialize)]
pub struct ClockView {
    /// before or during, as of the build.
    pub phase: &'static str,
    /// The moment it begins, ISO 8601 with the offset of the site's timezone.
    pub starts: String,
    /// The moment it is over.
    pub ends: String,
    /// Its state while it goes on.
    pub during: StatusView,
    /// Its state afterwards.
    pub after: StatusView,
    /// True when those come beside its present state (moved online, rescheduled), false when they replace it.
    pub beside: bool,
}

impl ClockView {
    /// The clock of an entry whose state dates decide; none for what is over, does not take place, has its state
    /// for good by its author's word, or is less than certain to the day.
    pub fn of(ix: EntryIx, site: &Site) -> Option<Self> {
        let entry = site.entry(ix);
        let (starts, ends) = entry.facets.when.as_ref()?.value.window()?;
        let phase = match site.phase(ix) {
            Phase::Before => "before",
            Phase::During => "during",
            Phase::After => return None,
        };
        if site.is_void(ix) {
            return None;
        }
        let said = |status: Status, text: &str| StatusView {
            label: site.texts.pattern(&format!("status.{text}")),
            ..StatusView::new(status, false, site)
        };
        let by_dates = |phase| Some(StatusView::new(entry.kind.status_at(phase)?, false, site));
        let (during, after, beside) = match entry.facets.status {
            None => {
                let during = by_dates(Phase::During)?;
                let under_way = during.key == Status::Scheduled.as_str();
                let during = if under_way { said(Status::Scheduled, "under_way") } else { during };
                (during, by_dates(Phase::After)?, false)
            }
            Some(Status::Scheduled) => {
                (said(Status::Scheduled, "under_way"), said(Status::Scheduled, "unconfirmed"), false)
            }
            Some(Status::Rescheduled | Status::MovedOnline | Status::Postponed) => {
                (said(Status::Scheduled, "under_way"), said(Status::Held, "past"), true)
            }
            Some(_) => return None,
        };
        let (starts, ends) = (moment(starts, site)?, moment(ends, site)?);
        Some(Self { phase, starts, ends, during, after, beside })
    }
}

/// A moment of the site's clock with its offset, so that every reader's clock agrees.
fn moment(at: DateTime, site: &Site) -> Option<String> {
    let zoned = at.to_zoned(site.config.timezone.clone()).ok()?;
    Some(zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}
