//! `timeline`: entries by a query, as a list by year or as a chart.
//!
//! ````text
//! ```timeline
//! programme: konin
//! kind: [stage, event]
//! from: 2019-07
//! to: 2019-09
//! order: oldest
//! limit: 20
//! show: chart
//! ```
//! ````
//!
//! Each key of the query takes one value or a list: an entry fits when it fits one value of every key that is there.
//! `programme`, `stage` and `forum` hold what belongs to them and themselves; `person`, `organisation` and `place`
//! what they took part in; `topic` (or `tag`) what has the tag; `year`, `from` and `to` what may fall in that time.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::{Block, Row};
use crate::diag::{Diagnostic, Diagnostics, Source, Spanned, codes, did_you_mean, nearest};
use crate::entry::RefIx;
use crate::front::Fields;
use crate::kinds::{KINDS, Rel, TimelineShape};
use crate::site::{EntryIx, Graph};
use crate::view::{ChartView, TimelineView, ViewCx};
use crate::words;
use crate::words::Words;
use crate::words::phrase;

/// How many entries a block shows whose author sets no limit.
const DEFAULT_LIMIT: usize = 100;

/// Its row in the register.
pub(super) static ROW: Row = Row {
    name: "timeline",
    noun: phrase("a `timeline` block", "blok `timeline`"),
    read: |fields| {
        let kinds: Vec<&'static str> =
            KINDS.iter().filter(|kind| kind.timeline != TimelineShape::None).map(|kind| kind.id.0).collect();
        let mut references = |keys: [(&'static str, Rel); 3]| {
            let of_key = keys.map(|(key, rel)| fields.references(key, rel));
            of_key.into_iter().filter(|references| !references.is_empty()).collect::<Vec<_>>()
        };
        let within = references([
            ("programme", Rel::ShownProgramme),
            ("stage", Rel::ShownStage),
            ("forum", Rel::ShownForum),
        ]);
        let involved = references([
            ("person", Rel::Listed),
            ("organisation", Rel::ListedOrganisation),
            ("place", Rel::ListedPlace),
        ]);
        let (from, to) = (day(fields, "from", false), day(fields, "to", true));
        if let (Some(first), Some(last)) = (from, to)
            && last < first
        {
            let hint =
                words!("write `from: {last}` and `to: {first}`", "wpisz `from: {last}` i `to: {first}`");
            fault(fields, "to", words!("`to` is before `from`", "`to` jest przed `from`"), hint);
        }
        Box::new(Timeline {
            title: fields.text("title"),
            kinds: fields.choices("kind", &kinds),
            within,
            involved,
            tags: [fields.spanned_texts("tag"), fields.spanned_texts("topic")].concat(),
            year: year(fields),
            from,
            to,
            newest_first: fields.choice("order", &["newest", "oldest"]) == Some("newest"),
            limit: limit(fields),
            as_chart: fields.choice("show", &["list", "chart"]) == Some("chart"),
        })
    },
};

fn fault(fields: &mut Fields<'_>, key: &str, message: Words, hint: Words) {
    let span = fields.span_of(key);
    fields.sink().error(codes::BLOCK_INVALID, &span, message, Some(hint));
}

/// How many entries at most: 1 or more.
fn limit(fields: &mut Fields<'_>) -> Option<usize> {
    let limit = fields.count("limit")?;
    if limit == 0 {
        fault(
            fields,
            "limit",
            words!("with `limit: 0` nothing would be shown", "przy `limit: 0` nic nie byłoby widać"),
            words!("write for example `limit: 10`", "wpisz na przykład `limit: 10`"),
        );
    }
    usize::try_from(limit).ok()
}

/// A year of four digits.
fn year(fields: &mut Fields<'_>) -> Option<Spanned<i16>> {
    let Spanned { value: year, span } = fields.spanned_text("year")?;
    let known = year.parse::<i16>().ok().filter(|year| (0..=9999).contains(year));
    if known.is_none() {
        let message = words!("`{year}` is no year", "`{year}` to nie rok");
        let hint = words!(
            "write four digits, for example `year: 2024`",
            "wpisz cztery cyfry, na przykład `year: 2024`",
        );
        fault(fields, "year", message, hint);
    }
    known.map(|value| Spanned { value, span })
}

/// The first or last day of a time on a key.
fn day(fields: &mut Fields<'_>, key: &'static str, last: bool) -> Option<Date> {
    let when = fields.when(key)?.value;
    if last { when.last_day() } else { when.first_day() }
}

#[derive(Debug)]
struct Timeline {
    title: Option<String>,
    kinds: Vec<&'static str>,
    /// For each key what it names: programmes, stages, forums.
    within: Vec<Vec<RefIx>>,
    /// For each key what it names: people, organisations, places.
    involved: Vec<Vec<RefIx>>,
    tags: Vec<Spanned<String>>,
    year: Option<Spanned<i16>>,
    from: Option<Date>,
    to: Option<Date>,
    newest_first: bool,
    limit: Option<usize>,
    as_chart: bool,
}

/// What the template sees as `block`.
#[derive(Serialize)]
struct TimelineBlockView {
    /// Its title.
    title: Option<String>,
    /// The chart; none where a list was wanted, or where there are too many entries for one.
    chart: Option<ChartView>,
    /// The list; none where there is a chart.
    timeline: Option<TimelineView>,
    /// How many entries were left off by the limit that holds where the author sets none.
    left_off: usize,
}

impl Block for Timeline {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        let mut found: Vec<EntryIx> = cx.site.dated("timeline").filter(|ix| self.fits(*ix, cx)).collect();
        if self.newest_first {
            found.reverse();
        }
        let left_off = found.len().saturating_sub(DEFAULT_LIMIT);
        found.truncate(self.limit.unwrap_or(DEFAULT_LIMIT));
        let chart =
            ChartView::of_entries(&found, cx.site, cx.views).filter(|chart| self.as_chart && chart.whole);
        cx.value(&TimelineBlockView {
            title: cx.text_of(&self.title),
            timeline: chart.is_none().then(|| TimelineView::of(&found, cx.site, cx.views)),
            chart,
            left_off: if self.limit.is_none() { left_off } else { 0 },
        })
    }

    fn template(&self) -> &'static str {
        "blocks/timeline.html"
    }

    fn check(&self, site: &Graph, source: &Arc<Source>, diagnostics: &mut Diagnostics) {
        for tag in self.tags.iter().filter(|tag| site.tag(&tag.value).is_none()) {
            let name = &tag.value;
            let message = words!("no entry has the topic `{name}`", "żaden wpis nie ma tematu `{name}`");
            let near = nearest(name, site.tags().iter().map(|term| term.name.as_str()));
            let hint = did_you_mean(near).unwrap_or_else(|| {
                words!("add it to entries: `tags: [{name}]`", "dodaj go we wpisach: `tags: [{name}]`")
            });
            let warning = Diagnostic::warning(codes::TIMELINE_EMPTY, source, tag.span.clone(), message);
            diagnostics.push(warning.hint(hint));
        }
        let Some(Spanned { value: year, span }) = &self.year else { return };
        if site.years().contains_key(year) {
            return;
        }
        let message = words!("the site has nothing from {year}", "witryna nie ma nic z roku {year}");
        let years = site.years();
        let hint = match (years.keys().next(), years.keys().next_back()) {
            (Some(first), Some(last)) if first != last => {
                words!("its years are {first} to {last}", "są w nim lata od {first} do {last}")
            }
            (Some(only), _) => words!("it has {only} only", "jest w nim tylko rok {only}"),
            _ => words!("take `year:` out", "usuń `year:`"),
        };
        let warning = Diagnostic::warning(codes::TIMELINE_EMPTY, source, span.clone(), message);
        diagnostics.push(warning.hint(hint));
    }
}

impl Timeline {
    fn fits(&self, ix: EntryIx, cx: &ViewCx<'_>) -> bool {
        let entry = cx.site.entry(ix);
        let Some(when) = &entry.facets.when else {
            return false;
        };
        let year_fits = self.year.as_ref().is_none_or(|year| {
            let bounds = (Date::new(year.value, 1, 1), Date::new(year.value, 12, 31));
            matches!(bounds, (Ok(from), Ok(to)) if when.value.overlaps(from, to))
        });
        // What leads to no page (it is not published) holds nothing.
        let targets = |key: &[RefIx]| key.iter().filter_map(|r| cx.target(*r)).collect::<Vec<_>>();
        let within = |key: &Vec<RefIx>| {
            targets(key).into_iter().any(|container| container == ix || cx.site.is_within(ix, container))
        };
        let involved = |key: &Vec<RefIx>| {
            let ties = cx.site.involved_in(ix);
            targets(key).into_iter().any(|target| ties.iter().any(|tie| tie.other == target))
        };
        year_fits
            && (self.kinds.is_empty() || self.kinds.contains(&entry.kind.id.0))
            && (self.tags.is_empty() || self.tags.iter().any(|tag| cx.site.has_tag(ix, &tag.value)))
            && self.within.iter().all(within)
            && self.involved.iter().all(involved)
            && when.value.overlaps(self.from.unwrap_or(Date::MIN), self.to.unwrap_or(Date::MAX))
    }
}
