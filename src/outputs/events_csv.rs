//! A table of a programme's events for spreadsheets: CSV (RFC 4180) beside the programme's page, in UTF-8 with the mark
//! that tells Excel so. In languages with a decimal comma a semicolon separates, for so do the spreadsheets of their
//! readers: a double click opens it right.
//!
//! Cells that a spreadsheet would take for a formula get an apostrophe in front (OWASP, “CSV Injection”).

use std::collections::BTreeMap;

use serde_json::Value;

use super::data::record;
use super::entries::has_page;
use super::{Alternate, Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::kinds::{Rel, TimelineShape};
use crate::path::Url;
use crate::site::{EntryIx, Site};
use crate::theme::Theme;
use crate::view::StatusView;
use crate::words;

/// The columns, by the keys of their names.
const COLUMNS: [&str; 17] = [
    "from",
    "start",
    "to",
    "end",
    "when",
    "title",
    "status",
    "places",
    "localities",
    "mode",
    "attendance",
    "stages",
    "forums",
    "organisers",
    "tags",
    "url",
    "id",
];

/// The output.
pub(super) struct EventsCsv;

impl Output for EventsCsv {
    fn name(&self) -> &'static str {
        "events-csv"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        let undertakings = site.published_all().filter(|ix| site.entry(*ix).kind.is_undertaking());
        for ix in undertakings.filter(|ix| has_page(*ix, site) && events(*ix, site).next().is_some()) {
            let (url, title) = (url(ix, site), &site.entry(ix).head.title);
            let words = words!("the table of events of “{title}”", "tabela wydarzeń „{title}”");
            plan.page(&url, Subject::Entry(ix), words);
            let title = site.texts.pattern("data.events");
            plan.alternate(
                site.url(ix),
                Alternate { sort: "data", media_type: "text/csv", url, title: title.into() },
            );
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let Subject::Entry(ix) = subject else { return Ok(Content::default()) };
        let separator = if cx.site.locale.decimal(0.5).contains(',') { ';' } else { ',' };
        let header = COLUMNS.map(|column| cx.text(&format!("csv.{column}"), &[]));
        let mut csv = String::from("\u{feff}");
        line(&mut csv, separator, header);
        let mut localities = Localities::new();
        for event in events(*ix, cx.site) {
            line(&mut csv, separator, row(event, &mut localities, cx));
        }
        Ok(csv.into())
    }

    fn is_late(&self) -> bool {
        true
    }
}

/// The events within an undertaking, in the order of time, that its author lets machines list.
fn events(ix: EntryIx, site: &Site) -> impl Iterator<Item = EntryIx> {
    let is_event = |ix: &EntryIx| site.entry(*ix).kind.timeline == TimelineShape::Point;
    let members = site.all_members_of(ix).iter().copied();
    members.filter(move |ix| is_event(ix) && site.is_listed(*ix, "sitemap"))
}

/// `programy/konin/konin-wydarzenia.csv`: its name says what it is where it has been saved.
fn url(ix: EntryIx, site: &Site) -> Url {
    let page = site.url(ix).as_str();
    let own = page.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    Url::file(&format!("{page}{own}-{}.csv", site.texts.pattern("csv.file")))
}

/// The localities of places met so far.
type Localities = BTreeMap<EntryIx, Option<String>>;

/// The cells of an event, in the order of [`COLUMNS`].
fn row(ix: EntryIx, localities: &mut Localities, cx: &RenderCx<'_>) -> [String; COLUMNS.len()] {
    let (site, entry, record) = (cx.site, cx.site.entry(ix), record(ix, cx));
    let when = entry.facets.when.as_ref().map(|when| &when.value);
    let (start, end) = when.map(|when| when.bounds()).unwrap_or_default();
    let clock = |time: Option<jiff::civil::Time>| {
        time.map(|time| time.strftime("%H:%M").to_string()).unwrap_or_default()
    };
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let start_time = start.and_then(|bound| bound.point.time());
    let end_time = end.and_then(|bound| bound.point.time());
    let single = start == end;
    let text = |path: &[&str]| match record.get(path) {
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => String::new(),
    };
    let places = involved(ix, Rel::Place, site);
    let locality = |place: &EntryIx| {
        let read = || {
            let place = super::data::record(*place, cx);
            place.get(&["locality"]).and_then(Value::as_str).map(str::to_owned)
        };
        localities.entry(*place).or_insert_with(read).clone()
    };
    let named = |list: &str, field: &str, rel: &str| {
        let list = record.get(&[list]).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let those = list.iter().filter(|one| one[field] == rel);
        joined(those.filter_map(|one| one["title"].as_str().map(str::to_owned)))
    };
    let mode = text(&["mode"]);
    [
        day(when.and_then(|when| when.first_day())),
        clock(start_time),
        day(when.and_then(|when| when.last_day())),
        clock(end_time.filter(|_| !single)),
        text(&["when", "text"]),
        text(&["title"]),
        StatusView::of(ix, site).map(|status| status.label).unwrap_or_default(),
        named("involved", "rel", Rel::Place.as_str()),
        joined(places.iter().filter_map(locality)),
        if mode.is_empty() { mode } else { cx.text(&format!("modes.{mode}"), &[]) },
        text(&["attendance", "total"]),
        named("part_of", "rel", Rel::Stage.as_str()),
        named("part_of", "rel", Rel::Forum.as_str()),
        named("involved", "rel", Rel::Organiser.as_str()),
        joined(entry.head.tags.iter().cloned()),
        text(&["url"]),
        text(&["id"]),
    ]
}

/// Entries that took part in it as `rel`.
fn involved(ix: EntryIx, rel: Rel, site: &Site) -> Vec<EntryIx> {
    let involved = site.involved_in(ix).iter();
    involved.filter(|one| one.rel == rel && one.holder == ix).map(|one| one.other).collect()
}

/// Several in a cell, each once.
fn joined(items: impl Iterator<Item = String>) -> String {
    let mut list: Vec<String> = Vec::new();
    for item in items {
        if !list.contains(&item) {
            list.push(item);
        }
    }
    list.join(" | ")
}

/// Adds a line.
fn line(csv: &mut String, separator: char, cells: [String; COLUMNS.len()]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            csv.push(separator);
        }
        csv.push_str(&quoted(&harmless(cell)));
    }
    csv.push_str("\r\n");
}

/// The text so that no spreadsheet takes it for a formula.
fn harmless(text: &str) -> String {
    let risky = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    if text.trim_start().starts_with(risky) { format!("'{text}") } else { text.to_owned() }
}

/// A cell by RFC 4180 §2; quoted also where one of the separators of any language is in it.
fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', ';', '\t', '\n', '\r']) || cell.trim() != cell {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(quoted("Zażółć gęślą jaźń"), "Zażółć gęślą jaźń");
        assert_eq!(quoted("Sala „A”, piętro 2; \"B\""), "\"Sala „A”, piętro 2; \"\"B\"\"\"");
        assert_eq!(quoted("a\nb"), "\"a\nb\"");
    }

    #[test]
    fn nothing_becomes_a_formula() {
        for text in ["=1+1", "+48 12", "-2", "@SUM(A1)", " =1", "\t=1", "＝1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        assert_eq!(harmless("A = B"), "A = B");
    }
}
