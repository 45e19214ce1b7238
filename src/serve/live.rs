//! What the preview shows at a moment, and what it tells browsers of it: each update makes a [`Live`] anew, whoever
//! answers a request holds one of them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use tokio::sync::watch;

use crate::diag::{Diagnostic, Diagnostics, Severity, emit};
use crate::path::OutPath;
use crate::preview::{Shown, Update};
use crate::words::Language;

/// Above so many changed pages, a browser is told that any may have changed.
const NAMED: usize = 500;

/// A state of the preview.
#[derive(Debug)]
pub(super) struct Live {
    /// The language of messages.
    pub(super) language: Language,
    /// The last site without errors; empty before the first.
    pub(super) shown: Arc<Shown>,
    /// What browsers are told.
    pub(super) state: State,
}

/// What browsers are told: the data of an event.
#[derive(Clone, Debug, Serialize)]
pub(super) struct State {
    /// New in each process, so that a browser knows a restarted server.
    pub(super) session: String,
    /// Goes up by one with each event; a browser that misses one knows that it did.
    pub(super) version: u64,
    /// False as long as there has been no site without errors.
    pub(super) shown: bool,
    /// Addresses that are new or whose bytes differ; `None` when any may.
    pub(super) changed: Option<Vec<String>>,
    /// Addresses that are gone.
    pub(super) removed: Vec<String>,
    /// Pages that have another address now: from, to.
    pub(super) moved: Vec<(String, String)>,
    /// The pages of entries whose files were edited.
    pub(super) edited: Vec<Edited>,
    /// What keeps the site from being made.
    pub(super) errors: Vec<Fault>,
    /// What does not.
    pub(super) warnings: Vec<Fault>,
}

/// The page of an entry whose file was edited.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Edited {
    url: String,
    title: String,
}

/// A diagnostic as a browser draws it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Fault {
    severity: &'static str,
    code: &'static str,
    message: String,
    path: String,
    line: Option<usize>,
    column: Option<usize>,
    /// The lines around the place with carets below it; empty where there is no text.
    excerpt: String,
    hints: Vec<String>,
}

/// Publishes states to whoever listens.
#[derive(Debug)]
pub(super) struct Press {
    sender: watch::Sender<Arc<Live>>,
    language: Language,
}

impl Press {
    /// With a state in which there is nothing yet.
    pub(super) fn new(language: Language) -> Self {
        let state = State {
            session: session(),
            version: 0,
            shown: false,
            changed: None,
            removed: Vec::new(),
            moved: Vec::new(),
            edited: Vec::new(),
            errors: Vec::new(),
            warnings: Vec::new(),
        };
        Self {
            sender: watch::Sender::new(Arc::new(Live { language, shown: Arc::default(), state })),
            language,
        }
    }

    /// Where the newest state can be seen.
    pub(super) fn reader(&self) -> watch::Receiver<Arc<Live>> {
        self.sender.subscribe()
    }

    /// The newest state.
    pub(super) fn newest(&self) -> Arc<Live> {
        self.sender.borrow().clone()
    }

    /// Publishes what an update came to. False when it is what was published last.
    pub(super) fn publish(&self, shown: Arc<Shown>, update: &Update) -> bool {
        let last = self.newest();
        let (errors, warnings) = faults(&update.diagnostics, self.language);
        let same_files = update.changed.is_empty() && update.removed.is_empty() && update.moved.is_empty();
        let same_faults = errors == last.state.errors && warnings == last.state.warnings;
        // An entry that becomes a draft may have the same page, and is told of differently all the same.
        let same_shown = shown.entries == last.shown.entries && shown.base == last.shown.base;
        let first = last.state.version == 0;
        // Who has saved and made the same mistake again is told of it again.
        let again = update.parsed > 0 && !errors.is_empty();
        if same_files && same_faults && same_shown && update.edited.is_empty() && !first && !again {
            return false;
        }
        let title = |path: &OutPath| shown.entries.get(path).map(|entry| entry.title.clone());
        let state = State {
            session: last.state.session.clone(),
            version: last.state.version + 1,
            shown: last.state.shown || errors.is_empty(),
            changed: (update.changed.len() <= NAMED).then(|| update.changed.iter().map(address).collect()),
            removed: update.removed.iter().map(address).collect(),
            moved: update.moved.iter().map(|(from, to)| (address(from), address(to))).collect(),
            edited: update
                .edited
                .iter()
                .map(|path| Edited { url: address(path), title: title(path).unwrap_or_default() })
                .collect(),
            errors,
            warnings,
        };
        self.sender.send_replace(Arc::new(Live { language: self.language, shown, state }));
        true
    }
}

impl Live {
    /// True when all that is wrong now is known already: part of it was mended, or nothing has changed.
    pub(super) fn knows_errors_of(&self, diagnostics: &Diagnostics) -> bool {
        let known: BTreeSet<&Fault> = self.state.errors.iter().collect();
        faults(diagnostics, self.language).0.iter().all(|fault| known.contains(fault))
    }

    /// What a preview tells of the page at an address relative to the site's base, as JSON; `null` where it is no
    /// entry's.
    pub(super) fn page(&self, root: &Path, url: &str) -> String {
        #[derive(Serialize)]
        struct Page<'a> {
            source: &'a str,
            file: String,
            title: &'a str,
            state: &'a str,
            moment: Option<&'a str>,
            hidden_from: &'a [String],
        }
        let path = url.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
        let entry = self.shown.entries.get(&file_of(path)).map(|entry| Page {
            source: entry.source.as_str(),
            file: entry.source.under(root).display().to_string(),
            title: &entry.title,
            state: entry.state,
            moment: entry.moment.as_deref(),
            hidden_from: &entry.hidden_from,
        });
        serde_json::to_string(&entry).unwrap_or_else(|_| "null".to_owned())
    }
}

impl State {
    /// As it is sent. For a browser that has missed a state, anything may have changed; one that has just come is not
    /// told of an edit from before its time.
    pub(super) fn json(&self, missed: Option<u64>) -> String {
        let changed = if missed.is_some_and(|missed| missed > 0) { None } else { self.changed.clone() };
        let edited = if missed.is_none() { Vec::new() } else { self.edited.clone() };
        serde_json::to_string(&State { changed, edited, ..self.clone() }).unwrap_or_default()
    }
}

/// The file that answers at an address relative to the base.
pub(super) fn file_of(address: &str) -> OutPath {
    match address.is_empty() || address.ends_with('/') {
        true => OutPath::new(format!("{address}index.html")),
        false => OutPath::new(address),
    }
}

/// The address of a file relative to the base: `index.html` is left out, home is empty.
pub(crate) fn address(path: &OutPath) -> String {
    let path = path.as_str();
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder.to_owned(),
        _ => path.to_owned(),
    }
}

/// Errors and warnings, each in their order.
fn faults(diagnostics: &Diagnostics, language: Language) -> (Vec<Fault>, Vec<Fault>) {
    let of = |severity| {
        diagnostics
            .iter()
            .filter(move |one| one.severity == severity)
            .map(|one| fault(one, language))
            .collect()
    };
    (of(Severity::Error), of(Severity::Warning))
}

fn fault(diagnostic: &Diagnostic, language: Language) -> Fault {
    let (path, position) = diagnostic.place.told();
    Fault {
        severity: diagnostic.severity.as_str(),
        code: diagnostic.code.id,
        message: diagnostic.message.get(language).to_owned(),
        path,
        line: position.map(|(line, _)| line),
        column: position.map(|(_, column)| column),
        excerpt: excerpt(diagnostic),
        hints: diagnostic.hints.iter().map(|hint| hint.get(language).to_owned()).collect(),
    }
}

/// The drawing of the place as on the terminal, without the message above it and the hints below.
fn excerpt(diagnostic: &Diagnostic) -> String {
    let bare = Diagnostic { hints: Vec::new(), ..diagnostic.clone() };
    let drawn = anstream::adapter::strip_str(&emit::human(&bare, Language::English)).to_string();
    let mut lines = drawn.lines().skip_while(|line| !line.trim_start().starts_with("-->")).skip(1).peekable();
    let empty = |line: &&str| line.trim() == "|";
    if lines.peek().is_some_and(empty) {
        lines.next();
    }
    lines.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// A name that no earlier process had.
fn session() -> String {
    use std::hash::{BuildHasher, Hasher};
    format!("{:016x}", std::hash::RandomState::new().build_hasher().finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Source, codes};
    use crate::path::SourcePath;
    use crate::words::Words;

    #[test]
    fn addresses_leave_out_the_index() {
        for (path, expected) in [
            ("index.html", ""),
            ("a/index.html", "a/"),
            ("a/myindex.html", "a/myindex.html"),
            ("x.css", "x.css"),
        ] {
            assert_eq!(address(&OutPath::new(path)), expected);
        }
        assert_eq!(file_of("a/").as_str(), "a/index.html");
        assert_eq!(file_of("").as_str(), "index.html");
    }

    #[test]
    fn a_fault_is_drawn_without_what_stands_beside_it() {
        let source = Source::new(SourcePath::new("content/a.md"), "---\ntilte: Żuk\n---\n".to_owned());
        let diagnostic =
            Diagnostic::error(codes::UNKNOWN_KEY, &source, 4..9, Words::same("unknown key `tilte`"))
                .hint(Words::same("write `title`"));
        let fault = fault(&diagnostic, Language::English);
        assert_eq!((fault.line, fault.column), (Some(2), Some(1)));
        assert_eq!(fault.excerpt, "2 | tilte: Żuk\n  | ^^^^^");
        let whole = Diagnostic::file(
            codes::ENCODING,
            &SourcePath::new("content/b.md"),
            Words::same("this file is not UTF-8"),
        );
        assert_eq!(super::fault(&whole, Language::English).excerpt, "");
    }

    #[test]
    fn a_page_is_told_of() {
        let entry = crate::preview::EntryPage {
            source: SourcePath::new("content/events/x.md"),
            title: "Iks".to_owned(),
            state: "draft",
            moment: None,
            hidden_from: vec!["home".to_owned()],
        };
        let entries = std::collections::BTreeMap::from([(OutPath::new("wydarzenia/x/index.html"), entry)]);
        let shown = Arc::new(Shown::with_entries(entries));
        let press = Press::new(Language::English);
        press.publish(shown, &Update::default());
        let live = press.newest();
        let told: serde_json::Value =
            serde_json::from_str(&live.page(Path::new("/site"), "wydarzenia/x/")).unwrap();
        assert_eq!(told["source"], "content/events/x.md");
        assert_eq!((&told["state"], &told["moment"]), (&"draft".into(), &serde_json::Value::Null));
        assert_eq!(told["hidden_from"][0], "home");
        assert_eq!(live.page(Path::new("/site"), "wydarzenia/"), "null");
        assert!(
            press.publish(Arc::default(), &Update::default()),
            "what is told of a page is part of the state"
        );
    }

    #[test]
    fn what_was_published_is_not_published_again() {
        let press = Press::new(Language::English);
        assert!(press.publish(Arc::default(), &Update::default()), "the first is");
        assert!(!press.publish(Arc::default(), &Update::default()));
        let changed = Update { changed: [OutPath::new("a/index.html")].into(), ..Update::default() };
        assert!(press.publish(Arc::default(), &changed));
        let state = &press.newest().state;
        assert_eq!((state.version, state.changed.as_deref()), (2, Some(&["a/".to_owned()][..])));
        assert!(state.json(Some(1)).contains("\"changed\":null"));
        assert!(state.json(None).contains("\"changed\":[\"a/\"]"));
    }

    #[test]
    fn an_edit_is_told_as_news_alone_and_a_mistake_made_again_is_told_again() {
        let press = Press::new(Language::English);
        let page = OutPath::new("a/index.html");
        let edited = Update { edited: vec![page.clone()], changed: [page].into(), ..Update::default() };
        press.publish(Arc::default(), &edited);
        let state = &press.newest().state;
        assert!(state.json(Some(0)).contains("\"edited\":[{\"url\":\"a/\""));
        assert!(state.json(None).contains("\"edited\":[]"), "to one who has just come it is old");
        let wrong = || {
            let mut diagnostics = Diagnostics::new();
            diagnostics.push(Diagnostic::file(
                codes::ENCODING,
                &SourcePath::new("content/b.md"),
                Words::same("not UTF-8"),
            ));
            Update { diagnostics, parsed: 1, ..Update::default() }
        };
        assert!(press.publish(Arc::default(), &wrong()));
        assert!(press.publish(Arc::default(), &wrong()), "saved again with the same mistake");
        assert!(!press.publish(Arc::default(), &Update { parsed: 0, ..wrong() }), "only looked at again");
    }
}
