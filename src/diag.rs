//! One type for everything that can be wrong: a [`Diagnostic`] with a severity, a stable code, a place, a
//! message in plain words and hints that say what to type.
//!
//! Stages push into [`Diagnostics`] and go on, so a site with thirty mistakes shows thirty. Drawing is
//! separate: [`emit`] writes them for a terminal or as JSON. [`catalogue`] tells what each code means at length.

pub mod catalogue;
pub mod codes;
pub mod emit;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

pub use codes::Code;

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
    /// Where each line starts; made when first asked for.
    lines: OnceLock<Vec<usize>>,
}

impl Source {
    /// A source ready to be shared.
    pub fn new(path: SourcePath, text: String) -> Arc<Self> {
        Arc::new(Self { path, text, lines: OnceLock::new() })
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = floor_char_boundary(&self.text, offset);
        let starts = self.lines.get_or_init(|| {
            std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1)).collect()
        });
        let line = starts.partition_point(|start| *start <= offset);
        let start = starts[line - 1];
        (line, self.text[start..offset].chars().count() + 1)
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

/// Everything found so far.
#[derive(Clone, Default, Debug)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Nothing found yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes one more.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Takes over all of another collection.
    pub fn append(&mut self, other: Diagnostics) {
        self.0.extend(other.0);
    }

    /// Drops those that `keep` says no to.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }

    /// True when the build cannot go on.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// True when one of the errors is the machine's rather than the content's.
    pub fn has_environment_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error && matches!(d.place, Place::Environment(_)))
    }

    /// How many errors and warnings.
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.0.iter().filter(|d| d.severity == Severity::Error).count();
        (errors, self.0.len() - errors)
    }

    /// Sorts by file and place and drops repetitions, so that the order never depends on threads.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| a.order().cmp(&b.order()));
        self.0.dedup_by(|a, b| a.order() == b.order());
    }

    /// All of them, in the order found (or sorted, after [`Diagnostics::sort`]).
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }
}

/// The candidates nearest to what was written, best first, at most three: for "did you mean".
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let fold = |text: &str| deunicode::deunicode(text).to_lowercase();
    let wanted = fold(written);
    let limit = (wanted.chars().count() / 3).max(2);
    let mut scored: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let folded = fold(candidate);
            let distance = edit_distance(&wanted, &folded, limit);
            let related = wanted.len() >= 4
                && (folded.contains(&wanted) || wanted.contains(&folded))
                && folded.len() >= 3;
            match distance {
                Some(distance) => Some((distance, candidate)),
                None if related => Some((limit + 1, candidate)),
                None => None,
            }
        })
        .collect();
    scored.sort();
    scored.dedup();
    scored.into_iter().take(3).map(|(_, candidate)| candidate).collect()
}

/// Edits (insert, delete, replace, swap of neighbours: optimal string alignment) between two texts; `None`
/// above `limit`.
fn edit_distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|distance| *distance <= limit)
}

/// `a`, `b` or `c`, each in backticks: for hints.
pub fn quoted_list<'a>(items: impl IntoIterator<Item = &'a str>) -> Words {
    let items: Vec<String> = items.into_iter().map(|item| format!("`{item}`")).collect();
    match items.as_slice() {
        [] => Words::same(""),
        [one] => Words::same(one),
        [head @ .., last] => {
            let head = head.join(", ");
            words!("{head} or {last}", "{head} lub {last}")
        }
    }
}

/// The hint that something else was meant, `None` where nothing is near.
pub fn did_you_mean<'a>(near: impl IntoIterator<Item = &'a str>) -> Option<Words> {
    let list = quoted_list(near);
    (!list.is_empty()).then(|| words!("did you mean {list}?", "czy chodziło o {list}?", list))
}

/// The hint that names everything possible.
pub fn possible<'a>(all: impl IntoIterator<Item = &'a str>) -> Words {
    let list = quoted_list(all);
    words!("possible are {list}", "możliwe są: {list}", list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_slips_and_nothing_far() {
        assert_eq!(nearest("tilte", ["title", "tags", "when"]), ["title"]);
        assert_eq!(nearest("kielce-2042", ["kielce-2024", "konin"]), ["kielce-2024"]);
        assert_eq!(nearest("Lodz", ["Łódź", "Konin"]), ["Łódź"]);
        assert!(nearest("qwertyuiop", ["title", "when"]).is_empty());
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
