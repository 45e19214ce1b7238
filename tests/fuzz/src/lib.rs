//! What must hold whatever is typed: one function a target, each taking any bytes. None may panic, hang or take more memory
//! than the limits that `run` sets; what else must hold is said at each.
//!
//! The front matter and the Markdown of a page without faults are made into a whole site, so that views and templates see
//! whatever passes the checks.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use jiff::civil::{Date, date};
use kronika::config::{self, Config, Options};
use kronika::content::Content;
use kronika::diag::{Diagnostic, Diagnostics, Place, Source, codes, emit};
use kronika::kinds;
use kronika::locale::Locale;
use kronika::outputs::{self, Prepared, RenderCx};
use kronika::path::SourcePath;
use kronika::render::{self, Files};
use kronika::serve::Line;
use kronika::site::{self, Material};
use kronika::theme::{self, Theme};
use kronika::view::{Titles, Views};
use kronika::when::{When, parse_day, parse_point};
use kronika::words::{Language, Words};

/// The day all is made for.
const TODAY: Date = date(2026, 1, 1);

/// The languages in which faults are told.
const LANGUAGES: [Language; 2] = [Language::Polish, Language::English];

/// What no answer of the server may hold: it lies beside the site.
const SECRET: &str = "sekret-9d1c";

/// The first line is the path of a file below `content/`, the rest its bytes.
pub fn front_matter(input: &[u8]) {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    let (path, rest) = (&input[..end], input.get(end + 1..).unwrap_or_default());
    let Some(path) = std::str::from_utf8(path).ok().filter(|path| is_possible(path)) else { return };
    let Some(source) = text(&format!("content/{path}"), rest) else { return };
    page(&source);
}

/// The Markdown of an event.
pub fn markdown(input: &[u8]) {
    let file = [b"---\ntitle: Spotkanie\nwhen: 2024-05-10\n---\n", input].concat();
    let Some(source) = text("content/events/spotkanie.md", &file) else { return };
    page(&source);
}

/// A time: what is accepted is read back as the same, what is suggested is accepted, and it can be told in every language.
pub fn when(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    match When::parse(text) {
        Ok(when) => {
            assert_eq!(When::parse(&when.iso()).as_ref(), Ok(&when));
            if let (Some(first), Some(last)) = (when.first_day(), when.last_day()) {
                assert!(first <= last);
            }
            for part in [when.start_iso(), when.end_iso()].into_iter().flatten() {
                assert!(parse_point(&part).is_ok());
            }
            let _ = (when.phase(TODAY), when.phase_at(TODAY.at(10, 0, 0, 0)), when.sort_key(), when.window());
            assert!(when.exact_days().is_none_or(|days| days.windows(2).all(|pair| pair[0] < pair[1])));
            for studio in studios() {
                assert!(!studio.locale.when(&when).is_empty());
            }
        }
        Err(error) => {
            assert!(error.suggestion.is_none_or(|form| When::parse(&form).is_ok()));
        }
    }
    if let Err(error) = parse_point(text) {
        assert!(error.suggestion.is_none_or(|form| parse_point(&form).is_ok()));
    }
    if let Err(error) = parse_day(text) {
        assert!(error.suggestion.is_none_or(|form| parse_day(&form).is_ok()));
    }
}

/// A `kronika.yaml`; where it has no faults, the site of the starter is made with it.
pub fn configuration(input: &[u8]) {
    let Some(source) = text(config::FILE, input) else { return };
    let mut diagnostics = Diagnostics::new();
    if let Some(config) = config::parse(&source, &options(&empty()), &mut diagnostics)
        && let Some((theme, locale)) = theme::load(&config, &mut diagnostics)
    {
        let studio = Studio { config, theme, locale };
        let pages = ["content/events/a.md", "content/people/b.md"];
        let sources = pages.iter().filter_map(|path| text(path, b"---\ntitle: Ewa\nwhen: 2024\n---\n"));
        studio.site(sources.map(|source| kinds::check(&source, &studio.config)), &mut diagnostics);
    }
    told(&mut diagnostics);
}

/// What comes on a connection. Whatever comes back begins as an answer does, and holds nothing from outside the site.
pub fn http(input: &[u8]) {
    let (_folder, line) = &*line();
    let answer = line.answer(input).expect("a line");
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1."));
    assert!(!answer.windows(SECRET.len()).any(|part| part == SECRET.as_bytes()));
}

/// A text, with four bytes before it that say where in it something is wrong, and what is said of it.
pub fn diagnostics(input: &[u8]) {
    let Some((head, rest)) = input.split_at_checked(4) else { return };
    let words = String::from_utf8_lossy(rest).into_owned();
    let source = Source::new(SourcePath::new("content/a.md"), words.clone());
    let place = |high: usize, low: usize| usize::from(head[high]) << 8 | usize::from(head[low]);
    let start = place(0, 1).min(words.len());
    let end = (start + place(2, 3)).min(words.len());
    let mut diagnostics = Diagnostics::new();
    let few = Words::same(words.chars().take(60).collect::<String>());
    diagnostics.push(Diagnostic::error(codes::UNKNOWN_KEY, &source, start..end, few.clone()).hint(few));
    draw(&mut diagnostics);
}

/// A configuration with its theme.
struct Studio {
    config: Arc<Config>,
    theme: Theme,
    locale: Arc<Locale>,
}

impl Studio {
    fn new(language: &str) -> Self {
        let settings =
            format!("title: Kronika\nlanguage: {language}\nbase_url: https://kronika.example/a/\n");
        let source = text(config::FILE, settings.as_bytes()).expect("settings");
        let mut diagnostics = Diagnostics::new();
        let config = config::parse(&source, &options(&empty()), &mut diagnostics).expect("a configuration");
        let (theme, locale) = theme::load(&config, &mut diagnostics).expect("a theme");
        Self { config, theme, locale }
    }

    /// The site of these files, where nothing is wrong with it.
    fn site(&self, checked: impl Iterator<Item = kinds::Checked>, diagnostics: &mut Diagnostics) -> Files {
        let mut material = Material::default();
        for one in checked {
            diagnostics.append(one.diagnostics);
            material.texts.extend(one.text);
            material.broken.extend(one.broken);
        }
        let (config, locale, texts) = (self.config.clone(), self.locale.clone(), self.theme.texts.clone());
        let site = site::build(material, config, locale, texts, diagnostics);
        let plan = outputs::plan(&site, &self.theme, diagnostics);
        let (titles, prepared) = (Titles::new(&site), Prepared::default());
        let views = Views::new(&site, titles.clone());
        let cx = RenderCx::new(&site, &views, &self.theme, &plan, &prepared, diagnostics);
        site.silence(diagnostics);
        if diagnostics.has_errors() {
            return Files::new();
        }
        prepared.fill(&site, &titles);
        let before = diagnostics.counts().0;
        let files = render::render(&plan, &cx, &|_, _, _| {}, diagnostics);
        // The theme of the program has an answer to everything that passes the checks.
        let faults: Vec<&Diagnostic> =
            diagnostics.iter().filter(|one| one.code == codes::TEMPLATE_RENDER).collect();
        assert!(diagnostics.counts().0 == before || faults.is_empty(), "{faults:?}");
        files
    }
}

/// A file, checked and, where nothing is wrong with it, made into a site of its own. No page has a tag that was typed.
fn page(source: &Arc<Source>) {
    let studio = &studios()[source.text.len() % 2];
    let mut diagnostics = Diagnostics::new();
    let checked = kinds::check(source, &studio.config);
    let files = studio.site(std::iter::once(checked), &mut diagnostics);
    for (path, content) in files.iter().filter(|(path, _)| path.as_str().ends_with(".html")) {
        let Content::Made(bytes) = content else { continue };
        let made = std::str::from_utf8(bytes).expect("UTF-8");
        // The scripts of the theme have attributes.
        assert!(!made.contains("<script>"), "{path}");
    }
    told(&mut diagnostics);
}

/// Every diagnostic is at a place that is in its text, and can be drawn.
fn told(diagnostics: &mut Diagnostics) {
    for diagnostic in diagnostics.iter() {
        if let Place::Text(source, span) = &diagnostic.place {
            assert!(span.start <= span.end && span.end <= source.text.len(), "{span:?} {diagnostic:?}");
            assert!(source.text.is_char_boundary(span.start), "{span:?} {diagnostic:?}");
        }
    }
    draw(diagnostics);
}

/// Every diagnostic in every form.
fn draw(diagnostics: &mut Diagnostics) {
    diagnostics.sort();
    let names = emit::Names::new(Path::new("/a"), Path::new("/a/b"), Path::new("/a/b"));
    for diagnostic in diagnostics.iter() {
        for language in LANGUAGES {
            assert!(!emit::human(diagnostic, language).is_empty());
            assert!(!emit::json(diagnostic, language).contains('\n'));
            assert!(!emit::github(diagnostic, &names, language).contains('\n'));
        }
    }
    assert!(!emit::sarif(diagnostics, &names, LANGUAGES[0]).is_empty());
}

/// A path as a walk of the content folder may give it.
fn is_possible(path: &str) -> bool {
    let part = |part: &str| !matches!(part, "" | "." | "..") && !part.contains('\0') && part.len() < 256;
    path.ends_with(".md") && path.split('/').all(part)
}

fn text(path: &str, bytes: &[u8]) -> Option<Arc<Source>> {
    kronika::source::text_of(&SourcePath::new(path), bytes.to_vec()).ok()
}

/// A folder that is not there: nothing is read from it.
fn empty() -> PathBuf {
    PathBuf::from("/nonexistent/kronika")
}

fn options(root: &Path) -> Options {
    Options { root: root.to_owned(), today: Some(TODAY), drafts: true, future: true, ..Options::default() }
}

/// One a language of the program.
fn studios() -> &'static [Studio; 2] {
    static STUDIOS: OnceLock<[Studio; 2]> = OnceLock::new();
    STUDIOS.get_or_init(|| [Studio::new("pl"), Studio::new("en")])
}

/// A small site that answers, and a file beside it that it must not give.
fn line() -> &'static (tempfile::TempDir, Line) {
    static LINE: OnceLock<(tempfile::TempDir, Line)> = OnceLock::new();
    LINE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |path: &str, text: &str| {
            let place = folder.path().join(path);
            std::fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
            std::fs::write(place, text).expect("a file");
        };
        write("sekret.txt", SECRET);
        write("site/sekret.txt", SECRET);
        write("site/kronika.yaml", "title: Kronika\nbase_url: https://kronika.example/a%20b/\n");
        write(
            "site/content/events/a/index.md",
            "---\ntitle: Ewa\nwhen: 2024\nattachments: [plan.pdf]\n---\n",
        );
        write("site/content/events/a/plan.pdf", "0123456789");
        write("site/content/events/a/pusty.txt", "");
        let line = Line::new(options(&folder.path().join("site")), "127.0.0.1").expect("a line");
        (folder, line)
    })
}
