//! A [`When`] in words: [`Locale::when`].
//!
//! What the ends of an interval share is said once: `23–24 kwietnia 2020`, `30 kwietnia – 2 maja 2020`,
//! `lipiec–wrzesień 2019`. Numbers and single words are joined by a bare en dash, longer texts by one in spaces.

use jiff::civil::Date;

use super::Locale;
use crate::when::{Bound, Point, When};

impl Locale {
    /// The full text of a time, as it stands in a page: `7 czerwca 2024, 10:00–14:30`, `około września 2019`.
    ///
    /// Of separate days, neighbours are joined to a range (`29 listopada – 1 grudnia 2021`) and days of a month share
    /// its name (`29–30 listopada, 3 i 6 grudnia 2021`).
    pub fn when(&self, when: &When) -> String {
        match when {
            When::At(bound) => self.bound(*bound),
            When::Span { start: Some(start), end: Some(end) } => self.range(*start, *end),
            When::Span { start: Some(start), end: None } => {
                put(&self.words.from, &self.in_phrase(start.point))
            }
            When::Span { start: None, end: Some(end) } => put(&self.words.until, &self.in_phrase(end.point)),
            When::Span { start: None, end: None } => String::new(),
            When::Days(days) => self.days(days),
            When::Vague { label, .. } => label.clone(),
        }
    }

    fn bound(&self, bound: Bound) -> String {
        match bound.approximate {
            true => put(&self.words.about, &self.in_phrase(bound.point)),
            false => self.point(bound.point),
        }
    }

    /// A point on its own: a month in the nominative.
    fn point(&self, point: Point) -> String {
        match point {
            Point::Instant(moment) => self.stamp(moment),
            Point::Day(day) => self.date(day),
            Point::Month { year, month } => self.month_heading(year, month),
            Point::Year(year) => year.to_string(),
        }
    }

    /// A point after "od", "do" or "około": a month in the form it has in a date.
    fn in_phrase(&self, point: Point) -> String {
        match point {
            Point::Month { year, month } => self.dates.month_in_phrase(year, month),
            other => self.point(other),
        }
    }

    fn range(&self, start: Bound, end: Bound) -> String {
        if start.approximate || end.approximate {
            return format!("{} – {}", self.bound(start), self.bound(end));
        }
        match (start.point, end.point) {
            (Point::Day(first), Point::Day(last)) => self.day_range(first, last, true),
            (Point::Month { year, month }, Point::Month { year: last_year, month: last_month })
                if year == last_year && month != last_month =>
            {
                let names = [month, last_month].map(|month| self.dates.month_alone(month));
                self.dates.month_heading_named(year, &names.join("–"))
            }
            (Point::Year(first), Point::Year(last)) if first != last => format!("{first}–{last}"),
            (Point::Instant(first), Point::Instant(last)) if first.date() == last.date() => {
                let day = self.date(first.date());
                match first == last {
                    true => self.stamp(first),
                    false => format!("{day}, {}–{}", self.time(first.time()), self.time(last.time())),
                }
            }
            (first, last) if first == last => self.point(first),
            (first, last) => format!("{} – {}", self.point(first), self.point(last)),
        }
    }

    /// A range of days; the year is said once, where the language has it, or not at all.
    fn day_range(&self, first: Date, last: Date, with_year: bool) -> String {
        if (first.year(), first.month()) == (last.year(), last.month()) {
            return self.days_of_month(first, &numbers(first, last), with_year);
        }
        let whole = |day: Date, with_year| self.days_of_month(day, &day.day().to_string(), with_year);
        let same_year = first.year() == last.year();
        let year_first = self.dates.year_month_day.is_year_first();
        let (first_has_it, last_has_it) = match (with_year, same_year) {
            (true, true) => (year_first, !year_first),
            (true, false) => (true, true),
            // A range over New Year is unclear without the first year, even if the list goes on.
            (false, same_year) => (!same_year, !same_year),
        };
        format!("{} – {}", whole(first, first_has_it), whole(last, last_has_it))
    }

    /// Day numbers with the month of `day`, and its year if asked for: `23–24 kwietnia 2020`, `3 i 6 grudnia`.
    fn days_of_month(&self, day: Date, numbers: &str, with_year: bool) -> String {
        let pattern = if with_year { &self.dates.year_month_day } else { &self.dates.month_day };
        self.dates.fill(pattern, day.year(), day.month(), numbers)
    }

    /// Separate days: runs of neighbours, gathered by month; the year stands with the last (or, in languages that put
    /// it first, the first) group of each year.
    fn days(&self, days: &[Date]) -> String {
        let groups = by_month(&runs(days));
        let year_first = self.dates.year_month_day.is_year_first();
        let several_in_a_group = groups.iter().any(|group| group.len() > 1);
        let mut texts = Vec::with_capacity(groups.len());
        for (at, group) in groups.iter().enumerate() {
            let [(first, last), rest @ ..] = group.as_slice() else {
                continue;
            };
            let neighbour = if year_first { at.checked_sub(1) } else { at.checked_add(1) };
            let neighbour = neighbour.and_then(|at| groups.get(at)?.first());
            let with_year = neighbour.is_none_or(|(day, _)| day.year() != last.year());
            texts.push(if rest.is_empty() {
                self.day_range(*first, *last, with_year)
            } else {
                let numbers: Vec<String> = group.iter().map(|(first, last)| numbers(*first, *last)).collect();
                self.days_of_month(*first, &self.list_and(&numbers), with_year)
            });
        }
        // "29 listopada i 3 grudnia", but "29 listopada, 3 i 6 grudnia": one "and" is enough.
        if several_in_a_group { texts.join(", ") } else { self.list_and(&texts) }
    }
}

type Run = (Date, Date);

/// Ascending days as runs of neighbours.
fn runs(days: &[Date]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for &day in days {
        match runs.last_mut() {
            Some((_, last)) if last.tomorrow().is_ok_and(|next| next == day) => *last = day,
            _ => runs.push((day, day)),
        }
    }
    runs
}

/// Runs gathered by the month they lie in; one that spans months stays alone.
fn by_month(runs: &[Run]) -> Vec<Vec<Run>> {
    let month = |day: Date| (day.year(), day.month());
    let mut groups: Vec<Vec<Run>> = Vec::new();
    for &(first, last) in runs {
        match groups.last_mut() {
            Some(group)
                if group.iter().all(|(a, b)| [month(*a), month(*b)] == [month(first); 2])
                    && month(first) == month(last) =>
            {
                group.push((first, last));
            }
            _ => groups.push(vec![(first, last)]),
        }
    }
    groups
}

/// `23` or `23–24`.
fn numbers(first: Date, last: Date) -> String {
    match first == last {
        true => first.day().to_string(),
        false => format!("{}–{}", first.day(), last.day()),
    }
}

fn put(template: &str, date: &str) -> String {
    template.replace("{date}", date)
}
