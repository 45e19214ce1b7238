//! Calendars for other programs (`.ics`, RFC 5545), written by [`crate::ical`]:
//!
//! | file (with Polish addresses) | holds |
//! |---|---|
//! | `kalendarz/kalendarz.ics` | everything from a year back onwards |
//! | `kalendarz/kalendarz-archiwum.ics` | everything |
//! | `programy/konin/konin.ics` | what is in a programme or forum, itself included |
//! | `wydarzenia/kielce-2024/kielce-2024.ics` | one event |
//!
//! A downloaded file keeps a name that says what it is. There is one for whatever has at least one date known to the
//! day. `hidden_from: calendar` keeps an entry out of the first two, not out of the calendars of what it is a part of.

mod vevent;

use std::sync::Arc;

use jiff::ToSpan;

use super::entries::has_page;
use super::{Alternate, Output, PlanBuilder, RenderCx, Shared, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::ical::{Calendar, MEDIA_TYPE, VEvent, Zone};
use crate::kinds::CalendarPart;
use crate::path::{SourcePath, Url};
use crate::site::{EntryIx, Site};
use crate::theme::Theme;
use crate::view::Titles;
use crate::words;

/// The page of the site that these calendars belong to; also what `hidden_from` calls it.
const SECTION: &str = "calendar";

/// The output.
pub(super) struct Ical;

impl Output for Ical {
    fn name(&self) -> &'static str {
        "ical"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        let text = |key: &str| Arc::from(site.texts.pattern(key));
        let alternate = |url: &Url, title: &Arc<str>| Alternate {
            sort: "calendar",
            media_type: MEDIA_TYPE,
            url: url.clone(),
            title: title.clone(),
        };
        let page = site.section(SECTION);
        let (current, archive) = (current_url(site), archive_url(site));
        plan.page(&current, Subject::Site, words!("the calendar of the site", "kalendarz witryny"));
        plan.page(&archive, Subject::Archive, words!("the calendar of all time", "kalendarz wszystkich lat"));
        for page in [&page, &Url::page([])] {
            plan.alternate(page, alternate(&current, &text("ics.current")));
        }
        plan.alternate(&page, alternate(&archive, &text("ics.archive")));
        let (date, members) = (text("ics.date"), text("ics.members"));
        for ix in site.published_all().filter(|ix| has_calendar(*ix, site)) {
            let (entry, url) = (site.entry(ix), entry_url(ix, site));
            let title = match entry.kind.calendar {
                CalendarPart::Date => &date,
                CalendarPart::Frame | CalendarPart::None => &members,
            };
            plan.alternate(site.url(ix), alternate(&url, title));
            let words = |path: &SourcePath| words!("the calendar of {path}", "kalendarz wpisu {path}");
            plan.page_about(&url, Subject::Entry(ix), &entry.source, words);
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let calendar = match subject {
            Subject::Entry(ix) => of_entry(*ix, cx),
            Subject::Archive => archive(cx),
            _ => current(cx),
        };
        Ok(match cx.prepared::<Zone>(self) {
            Some(zone) => calendar.write(&zone).into(),
            None => Content::default(),
        })
    }

    fn is_late(&self) -> bool {
        true
    }

    fn prepare(&self, site: &Site, _: &Titles) -> Option<Shared> {
        Some(Arc::new(Zone::new(&site.config.timezone)))
    }
}

/// The address of the calendar to subscribe to.
pub(super) fn current_url(site: &Site) -> Url {
    let page = site.section(SECTION);
    let name = last_part(&page);
    Url::file(&format!("{page}{name}.ics"))
}

/// The address of the calendar that holds everything.
pub(super) fn archive_url(site: &Site) -> Url {
    let page = site.section(SECTION);
    let (name, archive) = (last_part(&page).to_owned(), site.section("archive"));
    Url::file(&format!("{page}{name}-{}.ics", last_part(&archive)))
}

/// The address of the calendar of an entry.
pub(super) fn entry_url(ix: EntryIx, site: &Site) -> Url {
    let page = site.url(ix);
    Url::file(&format!("{page}{}.ics", last_part(page)))
}

/// `kielce-2024` of `wydarzenia/kielce-2024/`; the name of the section for a page in the root.
fn last_part(page: &Url) -> &str {
    page.as_str().trim_end_matches('/').rsplit('/').next().filter(|part| !part.is_empty()).unwrap_or(SECTION)
}

/// True for an entry with a calendar of its own: a date, or something whose members are dates.
pub(super) fn has_calendar(ix: EntryIx, site: &Site) -> bool {
    let kind = site.entry(ix).kind;
    (kind.calendar != CalendarPart::None || kind.is_undertaking())
        && has_page(ix, site)
        && dates_of(ix, site).next().is_some()
}

/// The dates of an entry: its own, and those of its members and theirs, in the order of time.
fn dates_of(ix: EntryIx, site: &Site) -> impl Iterator<Item = EntryIx> + '_ {
    let members = site.all_members_of(ix).iter().copied();
    std::iter::once(ix).chain(members).filter(|ix| vevent::is_date(*ix, site))
}

/// Dates, made as they are asked for.
type Dates<'a> = Box<dyn Iterator<Item = VEvent> + 'a>;

/// The calendar of an entry.
fn of_entry<'a>(ix: EntryIx, cx: &'a RenderCx<'_>) -> Calendar<Dates<'a>> {
    let head = &cx.site.entry(ix).head;
    Calendar {
        name: head.title.clone(),
        description: head.summary.clone(),
        url: cx.canonical_href(cx.site.url(ix)),
        source: cx.canonical_href(&entry_url(ix, cx.site)),
        events: Box::new(dates_of(ix, cx.site).flat_map(|ix| vevent::vevents(ix, cx))),
    }
}

/// From a year back onwards.
fn current<'a>(cx: &'a RenderCx<'_>) -> Calendar<Dates<'a>> {
    let today = cx.site.today();
    let since = today.checked_sub(1.year()).unwrap_or(today);
    let recent = move |ix: &EntryIx| cx.site.entry(*ix).last_day().is_none_or(|last| last >= since);
    of_site(cx, cx.site.config.title.clone(), &current_url(cx.site), recent)
}

/// Everything.
fn archive<'a>(cx: &'a RenderCx<'_>) -> Calendar<Dates<'a>> {
    let name = cx.text("ics.archive_name", &[("name", &cx.site.config.title)]);
    of_site(cx, name, &archive_url(cx.site), |_| true)
}

/// The calendar of the site at `url` with those dates that are `wanted`.
fn of_site<'a>(
    cx: &'a RenderCx<'_>,
    name: String,
    url: &Url,
    wanted: impl Fn(&EntryIx) -> bool + 'a,
) -> Calendar<Dates<'a>> {
    let dates = cx.site.dated(SECTION).filter(move |ix| vevent::is_date(*ix, cx.site)).filter(wanted);
    Calendar {
        name,
        description: cx.site.config.description.clone(),
        url: cx.canonical_href(&cx.site.section(SECTION)),
        source: cx.canonical_href(url),
        events: Box::new(dates.flat_map(|ix| vevent::vevents(ix, cx))),
    }
}
