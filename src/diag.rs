//! One type for everything that can be wrong: a [`Diagnostic`] with a severity, a stable code, a place, a
//! message in plain words and hints that say what to type.
//!
//! Stages push into [`Diagnostics`] and go on, so a site with thirty mistakes shows thirty. Drawing is
//! separate: [`emit`] writes them for a terminal or as JSON. [`catalogue`] tells what each code means at length.

pub mod catalogue;
pub mod codes;
pub mod emit;
mod near;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

pub use codes::Code;
pub use near::{did_you_mean, is_slip, nearest, possible, quoted_list};

use crate::path::SourcePath;
use crate::words;
use crate::words::Words;

/// A stretch of a source file in bytes.
pub type Span = Range<usize>;

/// A value with the place where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place in its file.
    pub span: Span,
}

/// The text of a file with its path; shared by everything that was read from it.
#[derive(Debug)]
pub struct Source {
    /// Where the file lies in the site.
    pub path: SourcePath,
    /// The whole text, without a byte order mark.
    pub text: String,
    /// Made when first asked for.
    measure: OnceLock<Measure>,
}

/// How far apart characters are counted, in bytes: the place in a line of megabytes is then found as fast as in another.
const STEP: usize = 1024;

/// Where lines and characters of a text stand.
#[derive(Debug)]
struct Measure {
    /// Where each line starts.
    lines: Vec<usize>,
    /// How many characters begin before each [`STEP`] bytes.
    characters: Vec<usize>,
}

/// How many characters begin in these bytes of UTF-8 (RFC 3629 §3: all others are `10xxxxxx`).
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

impl Source {
    /// A source ready to be shared.
    pub fn new(path: SourcePath, text: String) -> Arc<Self> {
        Arc::new(Self { path, text, measure: OnceLock::new() })
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = floor_char_boundary(&self.text, offset);
        let starts = &self.measure().lines;
        let line = starts.partition_point(|start| *start <= offset);
        (line, self.characters_before(offset) - self.characters_before(starts[line - 1]) + 1)
    }

    /// Where a line starts, counted from 1; `None` for one that does not exist.
    pub fn line_start(&self, line: usize) -> Option<usize> {
        self.measure().lines.get(line.checked_sub(1)?).copied()
    }

    fn measure(&self) -> &Measure {
        self.measure.get_or_init(|| {
            let ends = self.text.match_indices('\n').map(|(at, _)| at + 1);
            let mut characters = vec![0];
            for piece in self.text.as_bytes().chunks(STEP) {
                characters.push(characters.last().map_or(0, |before| before + begun(piece)));
            }
            Measure { lines: std::iter::once(0).chain(ends).collect(), characters }
        })
    }

    fn characters_before(&self, offset: usize) -> usize {
        let step = offset / STEP;
        self.measure().characters[step] + begun(&self.text.as_bytes()[step * STEP..offset])
    }
}

/// The largest character boundary not after `offset`.
pub fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The build stops and writes nothing.
    Error,
    /// The build goes on; `--strict` makes it stop.
    Warning,
}

impl Severity {
    /// The word used in messages and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// Where it is.
#[derive(Clone, Debug)]
pub enum Place {
    /// A stretch of a file of the site.
    Text(Arc<Source>, Span),
    /// A file of the site as a whole (it could not be read, or is not text).
    File(SourcePath),
    /// Something of the machine: a folder, a full disk. The exit status is 2.
    Environment(PathBuf),
}

impl Place {
    /// The file or folder, and within a text the line and column, both from 1.
    pub fn told(&self) -> (String, Option<(usize, usize)>) {
        match self {
            Place::Text(source, span) => (source.path.to_string(), Some(source.line_column(span.start))),
            Place::File(path) => (path.to_string(), None),
            Place::Environment(path) => (path.display().to_string(), None),
        }
    }
}

/// One thing that is wrong, and the way out.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The stable code, such as `K0103`.
    pub code: Code,
    /// Where it is.
    pub place: Place,
    /// What is wrong, in plain words, without a full stop.
    pub message: Words,
    /// What to type or do, most useful first.
    pub hints: Vec<Words>,
    /// What mends it for sure, where that is known.
    pub fix: Option<Fix>,
}

/// The replacement of a stretch of the text a diagnostic is about: the one thing that can have been meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What is replaced.
    pub span: Span,
    /// What it is replaced with.
    pub text: String,
}

impl Diagnostic {
    /// An error at a place in a text.
    pub fn error(code: Code, source: &Arc<Source>, span: Span, message: impl Into<Words>) -> Self {
        Self::at(Severity::Error, code, Place::Text(source.clone(), span), message)
    }

    /// A warning at a place in a text.
    pub fn warning(code: Code, source: &Arc<Source>, span: Span, message: impl Into<Words>) -> Self {
        Self::at(Severity::Warning, code, Place::Text(source.clone(), span), message)
    }

    /// An error about a file as a whole.
    pub fn file(code: Code, path: &SourcePath, message: impl Into<Words>) -> Self {
        Self::at(Severity::Error, code, Place::File(path.clone()), message)
    }

    /// An error of the machine rather than of the content.
    pub fn environment(code: Code, path: impl Into<PathBuf>, message: impl Into<Words>) -> Self {
        Self::at(Severity::Error, code, Place::Environment(path.into()), message)
    }

    /// A diagnostic at any place.
    pub fn at(severity: Severity, code: Code, place: Place, message: impl Into<Words>) -> Self {
        Self { severity, code, place, message: message.into(), hints: Vec::new(), fix: None }
    }

    /// Adds a way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Words>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a way out where there is one.
    #[must_use]
    pub fn hint_if(self, hint: Option<impl Into<Words>>) -> Self {
        match hint {
            Some(hint) => self.hint(hint),
            None => self,
        }
    }

    /// Adds what mends it for sure.
    #[must_use]
    pub fn fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }

    fn sort(&self) -> Sort {
        (self.order().0.to_owned(), self.code.id, self.severity)
    }

    /// What the reader sees first: file, then place within it.
    fn order(&self) -> (&str, usize, Severity, &str, &str) {
        let (file, offset) = match &self.place {
            Place::Text(source, span) => (source.path.as_str(), span.start),
            Place::File(path) => (path.as_str(), 0),
            Place::Environment(_) => ("", 0),
        };
        (file, offset, self.severity, self.code.id, &self.message.en)
    }
}

/// Most diagnostics of one code in one file: whoever has made a mistake a hundred times is told nothing new by the next.
pub(crate) const MOST: usize = 100;

/// What is counted together: the file (empty for the machine), the code and the severity.
pub(crate) type Sort = (String, &'static str, Severity);

/// Everything found so far. Of one code in one file the first hundred are kept, the rest are counted.
#[derive(Clone, Default, Debug)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// How many there are of each sort, those left out among them.
    found: BTreeMap<Sort, usize>,
    /// The sorts of which it has been said how many are left out.
    told: BTreeSet<Sort>,
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        for diagnostic in diagnostics {
            self.push(diagnostic);
        }
    }
}

impl Diagnostics {
    /// Nothing found yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes one more.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let count = self.found.entry(diagnostic.sort()).or_default();
        *count += 1;
        if *count <= MOST {
            self.list.push(diagnostic);
        }
    }

    /// Takes over all of another collection.
    pub fn append(&mut self, other: Diagnostics) {
        let left_out: Vec<(Sort, usize)> =
            other.left_out().map(|(sort, more)| (sort.clone(), more)).collect();
        for diagnostic in other.list {
            self.push(diagnostic);
        }
        for (sort, more) in left_out {
            self.leave_out(sort, more);
        }
    }

    /// Drops those that `keep` says no to. It has the same answer for all of one code in one file.
    pub fn retain(&mut self, mut keep: impl FnMut(&Diagnostic) -> bool) {
        let mut dropped = BTreeSet::new();
        self.list.retain(|diagnostic| {
            let kept = keep(diagnostic);
            if !kept {
                dropped.insert(diagnostic.sort());
            }
            kept
        });
        self.found.retain(|sort, _| !dropped.contains(sort));
    }

    /// True when the build cannot go on.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// True when one of the errors is the machine's rather than the content's.
    pub fn has_environment_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error && matches!(d.place, Place::Environment(_)))
    }

    /// How many errors and warnings, those left out among them.
    pub fn counts(&self) -> (usize, usize) {
        let mut counts = (0, 0);
        let kept = self.list.iter().map(|diagnostic| (diagnostic.severity, 1));
        for (severity, count) in kept.chain(self.left_out().map(|((_, _, severity), more)| (*severity, more)))
        {
            match severity {
                Severity::Error => counts.0 += count,
                Severity::Warning => counts.1 += count,
            }
        }
        counts
    }

    /// Sorts by file and place and drops repetitions, so that the order never depends on threads. The last of a sort of
    /// which some are left out says how many.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| a.order().cmp(&b.order()));
        self.list.dedup_by(|a, b| a.order() == b.order());
        let left_out: BTreeMap<Sort, usize> =
            self.left_out().map(|(sort, more)| (sort.clone(), more)).collect();
        for diagnostic in self.list.iter_mut().rev() {
            let sort = if left_out.is_empty() { break } else { diagnostic.sort() };
            if let Some(more) = left_out.get(&sort)
                && self.told.insert(sort)
            {
                diagnostic.hints.push(words!(
                    "there are {more} more like this here",
                    "takich miejsc jest tu jeszcze: {more}"
                ));
            }
        }
    }

    /// Counts more of a sort than are kept.
    pub(crate) fn leave_out(&mut self, sort: Sort, more: usize) {
        *self.found.entry(sort).or_default() += more;
    }

    /// Of which sorts how many are left out.
    pub(crate) fn left_out(&self) -> impl Iterator<Item = (&Sort, usize)> {
        self.found.iter().filter(|(_, count)| **count > MOST).map(|(sort, count)| (sort, count - MOST))
    }

    /// All of them, in the order found (or sorted, after [`Diagnostics::sort`]).
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_same_mistake_the_first_hundred_are_told_and_all_counted() {
        let source = Source::new(SourcePath::new("content/a.md"), "x\n".repeat(500));
        let wrong = |at: usize| {
            Diagnostic::error(codes::UNKNOWN_KEY, &source, at..at + 1, Words::same(at.to_string()))
        };
        let (mut first, mut second) = (Diagnostics::new(), Diagnostics::new());
        (0..250).for_each(|at| first.push(wrong(at)));
        (250..300).for_each(|at| second.push(wrong(at)));
        second.push(Diagnostic::warning(codes::RAW_HTML, &source, 7..8, Words::same("HTML")));
        first.append(second);
        first.sort();
        first.sort();
        assert_eq!(first.counts(), (300, 1));
        assert_eq!(first.iter().count(), 101);
        let last = first.iter().last().unwrap();
        assert_eq!((last.message.en.as_str(), last.hints.len()), ("99", 1));
        assert!(last.hints[0].en.contains("200"));
        let mut third = Diagnostics::new();
        third.append(first.clone());
        assert_eq!((third.counts(), third.iter().count(), third.has_errors()), ((300, 1), 101, true));
        first.retain(|diagnostic| diagnostic.code == codes::RAW_HTML);
        assert_eq!(first.counts(), (0, 1));
    }

    #[test]
    fn places_in_long_lines_are_those_of_short_ones() {
        let text = format!("a\n{}x\nb", "żółć ".repeat(3_000));
        let source = Source::new(SourcePath::new("a.md"), text);
        for offset in [0, 1, 2, 3, 4, 1_023, 1_024, 1_025, 9_000, 27_002, 27_003, 27_004, 27_005, 99_999] {
            let offset = floor_char_boundary(&source.text, offset);
            let start = source.text[..offset].rfind('\n').map_or(0, |at| at + 1);
            let plainly = (
                source.text[..offset].matches('\n').count() + 1,
                source.text[start..offset].chars().count() + 1,
            );
            assert_eq!(source.line_column(offset), plainly, "{offset}");
        }
        assert_eq!(source.line_start(2), Some(2));
        assert_eq!((source.line_start(0), source.line_start(4)), (None, None));
    }

    #[test]
    fn columns_count_characters() {
        let source = Source::new(SourcePath::new("a.md"), "żółw\nłąka x".to_owned());
        let at = source.text.find('x').unwrap();
        assert_eq!(source.line_column(at), (2, 6));
        assert_eq!(source.line_column(1), (1, 1), "an offset inside a letter counts as the letter");
        assert_eq!(source.line_column(999), (2, 7));
    }
}
