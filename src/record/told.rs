//! Warnings ↔ bytes, so that they are told again word for word. The texts they stand in are not kept, but for those that do
//! not lie in the site's folder; of the others it is known what they said.

use std::path::Path;
use std::sync::Arc;

use super::codec::{Bytes, Sink};
use crate::diag::{Diagnostic, Diagnostics, Fix, Place, Severity, Source, codes};
use crate::fingerprint::Fingerprint;
use crate::path::SourcePath;
use crate::source::read_text;
use crate::words::Words;

/// What stands before a text that is kept, and before one that lies in the site's folder.
const KEPT: u64 = 0;
const LIES_THERE: u64 = 1;

/// What stands before a place in a text, and before a file as a whole.
const TEXT: u64 = 0;
const FILE: u64 = 1;

/// As bytes; none where there is an error, or something of the machine.
pub(super) fn write(told: &Diagnostics, root: &Path) -> Option<Vec<u8>> {
    let mut sources: Vec<&Arc<Source>> = Vec::new();
    let mut places = Sink::default();
    for diagnostic in told.iter() {
        (diagnostic.severity == Severity::Warning).then_some(())?;
        match &diagnostic.place {
            Place::Text(source, span) => {
                let known = sources.iter().rposition(|known| Arc::ptr_eq(known, source));
                let at = known.unwrap_or_else(|| {
                    sources.push(source);
                    sources.len() - 1
                });
                places.number(TEXT);
                places.number(at as u64);
                places.number(span.start as u64);
                places.number(span.end as u64);
            }
            Place::File(path) => {
                places.number(FILE);
                places.text(path.as_str());
            }
            Place::Environment(_) => return None,
        }
        places.text(diagnostic.code.id);
        words(&diagnostic.message, &mut places);
        places.number(diagnostic.hints.len() as u64);
        diagnostic.hints.iter().for_each(|hint| words(hint, &mut places));
        places.number(diagnostic.fix.is_some().into());
        if let Some(fix) = &diagnostic.fix {
            places.number(fix.span.start as u64);
            places.number(fix.span.end as u64);
            places.text(&fix.text);
        }
    }
    let mut out = Sink::default();
    out.number(sources.len() as u64);
    for source in sources {
        let lies_there = read_text(root, &source.path).is_ok_and(|there| there.text == source.text);
        out.text(source.path.as_str());
        if lies_there {
            out.number(LIES_THERE);
            out.fingerprint(Fingerprint::of(source.text.as_bytes()));
        } else {
            out.number(KEPT);
            out.text(&source.text);
        }
    }
    out.number(told.iter().count() as u64);
    out.0.extend(places.0);
    let left_out: Vec<_> = told.left_out().collect();
    out.number(left_out.len() as u64);
    for ((file, code, severity), more) in left_out {
        (*severity == Severity::Warning).then_some(())?;
        out.text(file);
        out.text(code);
        out.number(more as u64);
    }
    Some(out.0)
}

fn words(words: &Words, out: &mut Sink) {
    out.text(&words.en);
    out.text(&words.pl);
}

/// From bytes; none where a text is another by now.
pub(super) fn read(bytes: &[u8], root: &Path) -> Option<Diagnostics> {
    let mut from = Bytes(bytes);
    let sources = from.list(|from| source(from, root))?;
    let mut told = Diagnostics::new();
    for diagnostic in from.list(|from| diagnostic(from, &sources))? {
        told.push(diagnostic);
    }
    let left_out = from.list(|from| {
        let file = from.text()?.to_owned();
        let code = codes::by_id(from.text()?)?;
        Some(((file, code.id, Severity::Warning), usize::try_from(from.number()?).ok()?))
    });
    for (sort, more) in left_out? {
        told.leave_out(sort, more);
    }
    from.0.is_empty().then_some(told)
}

fn source(from: &mut Bytes<'_>, root: &Path) -> Option<Arc<Source>> {
    let path = SourcePath::new(from.text()?);
    if from.number()? == KEPT {
        return Some(Source::new(path, from.text()?.to_owned()));
    }
    let said = from.fingerprint()?;
    read_text(root, &path).ok().filter(|source| Fingerprint::of(source.text.as_bytes()) == said)
}

fn diagnostic(from: &mut Bytes<'_>, sources: &[Arc<Source>]) -> Option<Diagnostic> {
    let place = match from.number()? {
        FILE => Place::File(SourcePath::new(from.text()?)),
        _ => {
            let source = sources.get(from.place()?)?;
            let span = from.place()?..from.place()?;
            (span.start <= span.end && span.end <= source.text.len()).then_some(())?;
            Place::Text(source.clone(), span)
        }
    };
    let code = codes::by_id(from.text()?)?;
    let message = read_words(from)?;
    let hints = from.list(read_words)?;
    let fix = match from.number()? {
        0 => None,
        _ => {
            let span = from.place()?..from.place()?;
            Some(Fix { span, text: from.text()?.to_owned() })
        }
    };
    Some(Diagnostic { severity: Severity::Warning, code, place, message, hints, fix })
}

fn read_words(from: &mut Bytes<'_>) -> Option<Words> {
    Some(Words { en: from.text()?.to_owned(), pl: from.text()?.to_owned() })
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a test writes its own folders")]
mod tests {
    use super::*;
    use crate::diag::emit;
    use crate::words;
    use crate::words::Language;

    /// Everything that is said, in both languages.
    fn texts(mut told: Diagnostics) -> Vec<String> {
        told.sort();
        let counts = format!("{:?}", told.counts());
        let languages = [Language::Polish, Language::English];
        let said = told.iter().flat_map(|one| languages.map(|language| emit::human(one, language)));
        let fixes = told.iter().map(|one| format!("{:?}", one.fix));
        [counts].into_iter().chain(said).chain(fixes).collect()
    }

    fn site(text: &str) -> (tempfile::TempDir, Arc<Source>) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("content")).unwrap();
        std::fs::write(folder.path().join("content/a.md"), text).unwrap();
        let source = read_text(folder.path(), &SourcePath::new("content/a.md")).unwrap();
        (folder, source)
    }

    fn warning(source: &Arc<Source>, at: usize) -> Diagnostic {
        let message = words!("a slip at {at}", "potknięcie w {at}");
        Diagnostic::warning(codes::RAW_HTML, source, at..at + 1, message)
    }

    #[test]
    fn warnings_are_told_again_word_for_word() {
        let (folder, source) = site("\u{feff}żółw\nłąka x\n");
        let embedded = Source::new(SourcePath::new("themes/default/x.html"), "{{ nothing }}".to_owned());
        let mut told = Diagnostics::new();
        let fix = Some(Fix { span: 1..3, text: "ó".to_owned() });
        told.push(warning(&source, 16).hint(words!("write x", "wpisz x")).hint(Words::same("y")).fix(fix));
        told.push(warning(&embedded, 3));
        let file = Place::File(SourcePath::new("content/b.jpg"));
        told.push(Diagnostic::at(Severity::Warning, codes::CAPTIONS_MISSING, file, Words::same("b")));
        (0..250).for_each(|_| told.push(warning(&source, 3)));
        let bytes = write(&told, folder.path()).unwrap();
        assert_eq!(texts(read(&bytes, folder.path()).unwrap()), texts(told));
        for length in 0..bytes.len() {
            assert!(read(&bytes[..length], folder.path()).is_none(), "cut to {length}");
        }
    }

    #[test]
    fn what_stands_in_another_text_is_not_told() {
        let (folder, source) = site("text");
        let mut told = Diagnostics::new();
        told.push(warning(&source, 1));
        let bytes = write(&told, folder.path()).unwrap();
        assert!(read(&bytes, folder.path()).is_some());
        std::fs::write(folder.path().join("content/a.md"), "test").unwrap();
        assert!(read(&bytes, folder.path()).is_none());
        // Where the text was another all along, it is kept.
        let bytes = write(&told, folder.path()).unwrap();
        assert_eq!(texts(read(&bytes, folder.path()).unwrap()), texts(told));
    }

    #[test]
    fn of_errors_there_is_no_record() {
        let (folder, source) = site("text");
        let mut told = Diagnostics::new();
        told.push(Diagnostic::error(codes::UNKNOWN_KEY, &source, 0..1, Words::same("x")));
        assert!(write(&told, folder.path()).is_none());
    }
}
