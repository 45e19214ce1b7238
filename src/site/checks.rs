//! Checks that need the whole graph: days outside a forum, stages outside a programme, circles of parents,
//! files named in front matter.

use std::collections::BTreeSet;

use super::membership::DEEPEST;
use super::{EntryIx, Graph, Target, alike, given, missing};
use jiff::civil::Date;

use crate::diag::{Diagnostic, Diagnostics, Spanned, codes};
use crate::entry::{Entry, FileRef, Origin, RefIx};
use crate::kinds::{KINDS, Rel};
use crate::when::When;
use crate::words;

/// Runs every check over the published entries.
pub(super) fn run(site: &Graph, diagnostics: &mut Diagnostics) {
    let mut in_circles: BTreeSet<EntryIx> = BTreeSet::new();
    for ix in site.published_all() {
        let entry = site.entry(ix);
        forum_days(ix, entry, site, diagnostics);
        scope_times(ix, entry, site, diagnostics);
        let own_parent = entry.relations.iter().enumerate().any(|(at, relation)| {
            relation.rel.is_membership() && site.target(ix, RefIx(at)) == Target::Entry(ix)
        });
        if let Some(fault) = mistaken_kind(ix, entry, site) {
            diagnostics.push(fault);
        }
        if own_parent || site.is_within(ix, ix) {
            if !in_circles.contains(&ix) {
                let circle = circle(ix, site);
                in_circles.extend(&circle);
                diagnostics.push(cycle(&circle, entry, site));
            }
        } else if site.levels_above(ix, DEEPEST + 2) == DEEPEST + 1 {
            diagnostics.push(too_deep(entry));
        }
        lost_references(ix, entry, site, diagnostics);
        for file in &entry.files {
            diagnostics_for_file(ix, entry, file, site, diagnostics);
        }
    }
    alike::run(site, diagnostics);
}

/// References that a preview shows as links and a build will not.
fn lost_references(ix: EntryIx, entry: &Entry, site: &Graph, diagnostics: &mut Diagnostics) {
    for (at, relation) in entry.relations.iter().enumerate() {
        if let Target::Entry(other) = site.target(ix, RefIx(at))
            && site.is_lost_in_a_build(ix, other)
        {
            let (path, reason) = (&site.entry(other).source.path, site.plain_publication(other).reason());
            let text = &relation.text;
            let message = words!(
                "`{text}` is not published, so the built page will show no link to it",
                "`{text}` nie jest opublikowane, więc zbudowana strona nie pokaże do niego odnośnika",
            );
            let place = relation.span.clone();
            diagnostics.push(
                Diagnostic::warning(codes::WITHHELD_REFERENCE, &entry.source, place, message).hint(words!(
                    "{path}: {reason}",
                    "{path}: {reason}",
                    reason
                )),
            );
        }
    }
}

/// A file beside the `index.md` of a forum is hardly another forum.
fn mistaken_kind(ix: EntryIx, entry: &Entry, site: &Graph) -> Option<Diagnostic> {
    let kind = entry.kind;
    let nests = kind.inside.iter().any(|(holder, _)| *holder == kind.id);
    if entry.kind_written || entry.origin != Origin::Single || nests {
        return None;
    }
    let index = site.by_path(&entry.source.path.join("index.md")?)?;
    let member = KINDS.iter().find(|other| other.inside.iter().any(|(holder, _)| *holder == kind.id))?;
    let same_kind = site.entry(index).kind.id == kind.id && index != ix;
    same_kind.then(|| {
        let (noun, member, own) = (kind.noun, member.id.0, kind.id.0);
        let holder = &site.entry(index).head.title;
        let message = words!(
            "this file lies in the folder of {noun}, “{holder}”, so it must say what it is itself",
            "plik leży w katalogu wpisu „{holder}” ({noun}), więc musi mówić, czym sam jest",
            noun
        );
        Diagnostic::error(codes::UNKNOWN_KIND, &entry.source, entry.front_span.clone(), message)
            .hint(words!("add a line `kind: {member}`", "dopisz wiersz `kind: {member}`"))
            .hint(words!(
                "or `kind: {own}` if it really is one",
                "albo `kind: {own}`, jeśli naprawdę nim jest"
            ))
    })
}

/// An event of a forum takes place on the forum's days.
fn forum_days(ix: EntryIx, entry: &Entry, site: &Graph, diagnostics: &mut Diagnostics) {
    let forums = site.containers_of(ix).iter().filter(|(rel, _)| *rel == Rel::Forum);
    for (_, forum) in forums {
        let Some(span) = &site.entry(*forum).facets.when else {
            continue;
        };
        let title = &site.entry(*forum).head.title;
        if let Some(when) = &entry.facets.when
            && outside(&when.value, &span.value)
        {
            let days = site.locale.when(&span.value);
            let message = words!(
                "this day is outside the forum “{title}”, which is on {days}",
                "ten dzień wykracza poza forum „{title}” ({days})",
            );
            diagnostics.push(
                Diagnostic::error(codes::OUTSIDE_FORUM, &entry.source, when.span.clone(), message)
                    .hint(words!(
                        "correct `when:` here or in the forum",
                        "popraw `when:` tutaj albo w pliku forum",
                    ))
                    .hint(words!(
                        "or take the event out of the forum and name the forum under `related:`",
                        "albo wyjmij wydarzenie z forum, a forum podaj w `related:`",
                    )),
            );
        }
        let Some(day) = &entry.facets.day else { continue };
        match usize::try_from(day.value).ok().and_then(|number| span.value.day(number)) {
            Some(date) => contradiction(entry, day, date, &span.value, site, diagnostics),
            None if span.value.is_vague() => {}
            None => {
                let (number, days) = (day.value, site.locale.when(&span.value));
                let message = words!(
                    "the forum “{title}” has no day {number}; it is on {days}",
                    "forum „{title}” nie ma dnia {number}; trwa: {days}",
                );
                diagnostics.push(
                    Diagnostic::error(codes::OUTSIDE_FORUM, &entry.source, day.span.clone(), message).hint(
                        words!(
                            "correct the number, or leave `day:` out: the date tells it",
                            "popraw numer albo usuń `day:`, bo mówi o tym data",
                        ),
                    ),
                );
            }
        }
    }
}

/// `day: 1` and the date of the second day cannot both be right.
fn contradiction(
    entry: &Entry,
    day: &Spanned<i64>,
    date: Date,
    forum: &When,
    site: &Graph,
    diagnostics: &mut Diagnostics,
) {
    let Some(when) = &entry.facets.when else { return };
    let on_another = when.value.first_day().is_some_and(|first| forum.day_number(first).is_some());
    if on_another && !when.value.is_vague() && when.value.day_number(date).is_none() {
        let (number, date) = (day.value, site.locale.date(date));
        let message = words!(
            "day {number} of the forum is {date}, but `when` says otherwise",
            "dzień {number} forum to {date}, a `when` mówi co innego",
        );
        diagnostics.push(
            Diagnostic::error(codes::OUTSIDE_FORUM, &entry.source, day.span.clone(), message)
                .hint(words!("leave `day:` out: the date tells it", "usuń `day:`, bo mówi o tym data")),
        );
    }
}

/// A stage lies within its programme; a programme may run over, so it is a warning.
fn scope_times(ix: EntryIx, entry: &Entry, site: &Graph, diagnostics: &mut Diagnostics) {
    let Some(scope) = entry.kind.scope else { return };
    let Some(when) = &entry.facets.when else { return };
    for (_, container) in site.containers_of(ix).iter().filter(|(rel, _)| *rel == scope) {
        let Some(span) = &site.entry(*container).facets.when else {
            continue;
        };
        if outside(&when.value, &span.value) {
            let other = site.entry(*container);
            let (title, path) = (&other.head.title, &other.source.path);
            let days = site.locale.when(&span.value);
            let message = words!(
                "this is outside the time of “{title}”, which is {days}",
                "to wykracza poza czas, w którym trwa „{title}” ({days})",
            );
            diagnostics.push(
                Diagnostic::warning(codes::OUTSIDE_PROGRAMME, &entry.source, when.span.clone(), message)
                    .hint(words!("correct `when:` here or in {path}", "popraw `when:` tutaj albo w {path}",)),
            );
        }
    }
}

/// True when the first surely reaches beyond the second. Vague times are given the benefit of the doubt.
fn outside(when: &When, span: &When) -> bool {
    if let (When::Days(days), false) = (when, span.is_vague()) {
        return days.iter().any(|day| span.day_number(*day).is_none());
    }
    if let (Some(first), Some(last), false, false) =
        (when.first_day(), when.last_day(), when.is_vague(), span.is_vague())
    {
        // Every day between counts: an interval does not fit into separate days with a gap.
        return match (span.day_number(first), span.day_number(last), when.day_number(last)) {
            (Some(from), Some(to), Some(length)) => to + 1 != from + length,
            _ => true,
        };
    }
    let before = matches!((when.last_day(), span.first_day()), (Some(last), Some(first)) if last < first);
    let after = matches!((when.first_day(), span.last_day()), (Some(first), Some(last)) if first > last);
    before || after
}

/// For the first that lies too deep; what lies in it does too.
fn too_deep(entry: &Entry) -> Diagnostic {
    let relation = entry.relations.iter().find(|relation| relation.rel.is_membership());
    let start = entry.front_span.start;
    let span = relation.map_or(start..start, |relation| relation.span.clone());
    let message = words!(
        "this lies more than {DEEPEST} levels deep, one programme in another",
        "to leży głębiej niż {DEEPEST} poziomy, program w programie",
    );
    Diagnostic::error(codes::PARENT_CYCLE, &entry.source, span, message).hint(words!(
        "put it directly into a programme that is higher up",
        "umieść to bezpośrednio w programie, który jest wyżej",
    ))
}

/// The entries of a circle of parents in order, from this one on.
fn circle(ix: EntryIx, site: &Graph) -> Vec<EntryIx> {
    let mut circle = vec![ix];
    let above = |ix: EntryIx| site.containers_of(ix).iter().map(|(_, container)| *container);
    while let Some(next) =
        circle.last().and_then(|last| above(*last).find(|next| *next == ix || site.is_within(*next, ix)))
        && !circle.contains(&next)
    {
        circle.push(next);
    }
    circle
}

/// A circle of parents, told once.
fn cycle(circle: &[EntryIx], entry: &Entry, site: &Graph) -> Diagnostic {
    let ix = circle[0];
    let next = circle.get(1).copied().unwrap_or(ix);
    let relation = entry.relations.iter().enumerate().find(|(at, relation)| {
        relation.rel.is_membership() && site.target(ix, RefIx(*at)) == Target::Entry(next)
    });
    let start = entry.front_span.start;
    let span = relation.map_or(start..start, |(_, relation)| relation.span.clone());
    let (message, hint) = match circle {
        [_] => (
            words!(
                "this leads in a circle: the entry is said to be a part of itself",
                "to prowadzi w koło: wpis ma być częścią samego siebie"
            ),
            words!("take this line out, or name another entry", "usuń ten wiersz albo wskaż inny wpis"),
        ),
        _ => {
            let around = circle.iter().chain([&ix]).map(|ix| format!("`{}`", site.register.ids[ix.0]));
            let around = around.collect::<Vec<_>>().join(" → ");
            let paths = circle.iter().map(|ix| format!("`{}`", site.entry(*ix).source.path));
            let paths = paths.collect::<Vec<_>>().join(", ");
            (
                words!("this leads in a circle: {around}", "to prowadzi w koło: {around}"),
                words!(
                    "remove `parent:` from one of these files: {paths}",
                    "usuń `parent:` z jednego z tych plików: {paths}"
                ),
            )
        }
    };
    Diagnostic::error(codes::PARENT_CYCLE, &entry.source, span, message).hint(hint)
}

fn diagnostics_for_file(
    ix: EntryIx,
    entry: &Entry,
    file: &FileRef,
    site: &Graph,
    diagnostics: &mut Diagnostics,
) {
    let own_computer = missing::own_computer(&file.path);
    if file.path.contains("://") && own_computer.is_none() {
        let message = words!(
            "a file must be part of the site, not an address",
            "plik musi być częścią witryny, a to jest adres",
        );
        diagnostics.push(
            Diagnostic::error(codes::MISSING_FILE, &entry.source, file.span.clone(), message).hint(words!(
                "save the file beside the entry and write its name, or use `links:` for an address",
                "zapisz plik obok wpisu i podaj jego nazwę, a adres wpisz w `links:`",
            )),
        );
        return;
    }
    let path = &file.path;
    let is_outside = path.contains("://") || path.get(1..2) == Some(":");
    let place = entry.source.path.join(path).filter(|place| missing::is_content(place) && !is_outside);
    let Some(place) = place else {
        let message =
            words!("`{path}` lies outside the site's content", "`{path}` leży poza treścią witryny",);
        let hint = own_computer.unwrap_or_else(|| {
            words!(
                "copy the file beside the entry and write its name alone",
                "skopiuj plik obok wpisu i podaj samą jego nazwę",
            )
        });
        diagnostics.push(
            Diagnostic::error(codes::OUTSIDE_SITE, &entry.source, file.span.clone(), message).hint(hint),
        );
        return;
    };
    if let Some(found) = site.file(&place) {
        given::check(entry, file, found, site, diagnostics);
        return;
    }
    let message = words!("there is no file `{path}`", "nie ma pliku `{path}`");
    let diagnostic = Diagnostic::error(codes::MISSING_FILE, &entry.source, file.span.clone(), message);
    let hint = own_computer.unwrap_or_else(|| missing::hint(&place, &missing::near(ix, &place, site)));
    diagnostics.push(diagnostic.hint(hint));
}
