//! `kronika.yaml` and the command's options → [`Config`]: everything about the site that is not content.
//! Unknown keys are errors, as in front matter. [`look`] reads what a site sets of its look,
//! [`feeds`] what of its feeds, [`address`] where it is published.

pub mod address;
pub mod feeds;
pub mod look;
mod pictures;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::clock::Today;
use crate::diag::{Diagnostic, Diagnostics, Source, Span, Spanned, codes};
use crate::front::fields::questions::{Questions, Shape, questions};
use crate::front::{self, Fields, Sink};
use crate::hosting::{self, Host};
use crate::markdown::raw::HtmlPolicy;
use crate::path::SourcePath;
use crate::source;
use crate::words;
use crate::words::{Phrase, Words, phrase};

pub use address::BaseUrl;
pub use feeds::FeedsConfig;
pub use look::LookConfig;
pub use pictures::PicturesConfig;

/// The file that makes a folder a site.
pub const FILE: &str = "kronika.yaml";

/// The name of the theme that every other is laid over.
pub const DEFAULT_THEME: &str = "default";

/// What a command asks for beyond what `kronika.yaml` says.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// Where the site is to be published; wins over `base_url:`.
    pub base_url: Option<String>,
    /// The day the build is true for; the clock's when absent.
    pub today: Option<jiff::civil::Date>,
    /// Lets drafts in.
    pub drafts: bool,
    /// Lets in what is published later or has expired.
    pub future: bool,
    /// Warns of links to what is let in, for a build will not have them.
    pub preview: bool,
}

/// Everything about the site that is not content.
#[derive(Debug, Clone)]
pub struct Config {
    /// The site's folder.
    pub root: PathBuf,
    /// The text of `kronika.yaml`, for faults found later.
    pub source: Arc<Source>,
    /// The site's title.
    pub title: String,
    /// One or two sentences on the site.
    pub description: Option<String>,
    /// BCP 47 language tag.
    pub language: String,
    /// Where the language is set.
    pub language_span: Span,
    /// Where the site is published, closed by `/`.
    pub base_url: Option<BaseUrl>,
    /// The host that serves it, where it reads more than pages, and where that is set.
    pub host: Option<Spanned<&'static Host>>,
    /// The timezone of times without one.
    pub timezone: TimeZone,
    /// The theme: a folder below the site's `themes/`, or one that is part of the program.
    pub theme: Spanned<String>,
    /// Menus by name: `main`, `footer`.
    pub menus: BTreeMap<&'static str, Vec<MenuItem>>,
    /// Who publishes the site.
    pub publisher: Option<Publisher>,
    /// What the site sets of its look.
    pub look: LookConfig,
    /// Address segments that replace the theme's, by kind or page.
    pub urls: Vec<(String, Spanned<String>)>,
    /// What feeds the site has.
    pub feeds: FeedsConfig,
    /// True when pages get pictures by which they are shared.
    pub share_images: bool,
    /// How pictures are made.
    pub pictures: PicturesConfig,
    /// What becomes of HTML in bodies.
    pub html: HtmlPolicy,
    /// True when timelines run from the oldest to the newest.
    pub timeline_oldest_first: bool,
    /// The moment the build is true for.
    pub today: Today,
    /// Lets drafts in.
    pub drafts: bool,
    /// Lets in what is published later or has expired.
    pub future: bool,
    /// Warns of links to what is let in, for a build will not have them.
    pub preview: bool,
}

/// An item of a menu.
#[derive(Debug, Clone)]
pub struct MenuItem {
    /// Its words; those of its target when absent.
    pub label: Option<String>,
    /// A kind, one of the site's own pages, a reference to an entry, or an address.
    pub to: Spanned<String>,
}

/// Who publishes the site.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Publisher {
    /// The name.
    pub name: String,
    /// The whole address of its own site.
    pub url: Option<String>,
    /// An address for letters.
    pub email: Option<String>,
}

/// The language of the site in a folder, `pl` or `en`, also of one whose `kronika.yaml` has faults. `None` where there is
/// no such file, or it names a language that the program does not speak.
pub fn language_of(root: &Path) -> Option<&'static str> {
    let text = source::read_text(root, &SourcePath::new(FILE)).ok()?.text.clone();
    let Some(written) = text.lines().find_map(|line| line.strip_prefix("language:")) else {
        return Some(LANGUAGE);
    };
    let value = written.split(" #").next().unwrap_or_default();
    let bare = value.trim().trim_matches(['"', '\'']).trim();
    let primary = bare.split('-').next().unwrap_or_default();
    ["pl", "en"].into_iter().find(|code| *code == primary).or_else(|| meant_language(bare))
}

/// The code of a language that is written in another way.
fn meant_language(written: &str) -> Option<&'static str> {
    let folded = written.trim().to_lowercase();
    let primary = folded.split(['-', '_']).next().unwrap_or_default();
    match primary {
        "pl" | "pol" | "polski" | "polska" | "polish" | "po polsku" => Some("pl"),
        "en" | "eng" | "angielski" | "english" | "po angielsku" => Some("en"),
        _ => None,
    }
}

/// The address for letters of a publisher.
fn email(fields: &mut Fields<'_>) -> Option<String> {
    fields.expect("email", Shape::Like("[^ ,]*@[^ ,]*"));
    let email = fields.spanned_text("email")?;
    let written = &email.value;
    if written.contains('@') && !written.contains([' ', ',']) {
        return Some(email.value);
    }
    let at = ["(at)", "[at]", "(małpa)", " at "].iter().find(|at| written.contains(**at));
    let meant = at.map_or("kronika@example.org".to_owned(), |at| written.replace(at, "@").replace(' ', ""));
    let message =
        words!("`{written}` is not an e-mail address", "`{written}` to nie adres poczty elektronicznej");
    let hint = match at {
        Some(_) => words!("write `email: {meant}`", "wpisz `email: {meant}`"),
        None => words!("write for example `email: {meant}`", "wpisz na przykład `email: {meant}`"),
    };
    fields.sink().error(codes::WRONG_TYPE, &email.span, message, Some(hint));
    None
}

/// The way out for a key that stands at the edge and belongs below `look:`.
macro_rules! below_look {
    ($key:literal) => {
        phrase(
            concat!(
                "it belongs under `look:`; put `",
                $key,
                ":` below a line `look:` and indent it by two spaces, with what is below it",
            ),
            concat!(
                "jego miejsce jest pod `look:`; przenieś `",
                $key,
                ":` pod wiersz `look:` i wetnij o dwie spacje, razem z tym, co pod nim stoi",
            ),
        )
    };
}

/// The language of a site that does not name one.
const LANGUAGE: &str = "pl";

/// What the file is called in messages.
const NOUN: Phrase = phrase("kronika.yaml", "kronika.yaml");

/// What stands below `look:`, said of each where it stands at the edge.
const BELOW_LOOK: [(&str, Phrase); 6] = [
    ("colours", below_look!("colours")),
    ("logo", below_look!("logo")),
    ("fonts", below_look!("fonts")),
    ("header", below_look!("header")),
    ("spacing", below_look!("spacing")),
    ("icon", below_look!("icon")),
];

/// Reads `kronika.yaml` below the options' root.
pub fn load(options: &Options, diagnostics: &mut Diagnostics) -> Option<Arc<Config>> {
    let path = SourcePath::new(FILE);
    if !path.under(&options.root).is_file() {
        diagnostics.push(missing(&options.root));
        return None;
    }
    let source = match source::read_text(&options.root, &path) {
        Ok(source) => source,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return None;
        }
    };
    parse(&source, options, diagnostics)
}

/// Reads settings from their text. A setting that cannot be used is told and left out, so that the rest of the site is
/// looked at too; `None` where nothing can be read at all.
pub fn parse(source: &Arc<Source>, options: &Options, diagnostics: &mut Diagnostics) -> Option<Arc<Config>> {
    let whole = 0..source.text.len();
    let pairs = front::mapping(source, whole.clone(), NOUN, diagnostics)?;
    let mut sink = Sink::new(source, &TimeZone::UTC);
    let mut fields = Fields::new(&mut sink, &pairs, 0..source.text.find('\n').unwrap_or(whole.end), NOUN);
    fields.misused(&BELOW_LOOK);
    let config = read(&mut fields, options, source);
    fields.finish();
    diagnostics.append(sink.diagnostics);
    Some(Arc::new(config))
}

/// The way out of a folder that is no site's.
pub(crate) fn where_to_run() -> Words {
    words!(
        "run kronika in the site's folder, or name it with `--root DIR`",
        "uruchom kronikę w katalogu witryny albo wskaż go przez `--root KATALOG`",
    )
}

/// The way to a site of one's own.
pub(crate) fn where_to_start() -> Words {
    words!(
        "`kronika new DIR` makes a small site to start from",
        "`kronika new KATALOG` tworzy małą witrynę na początek",
    )
}

fn missing(root: &Path) -> Diagnostic {
    let place = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let message = words!("this folder has no file `{FILE}`", "w tym katalogu nie ma pliku `{FILE}`");
    Diagnostic::environment(codes::CONFIG_MISSING, place, message)
        .hint_if(misnamed(place))
        .hint_if(nearby(place))
        .hint(where_to_run())
        .hint(where_to_start())
}

/// The file that was meant to be `kronika.yaml`.
fn misnamed(place: &Path) -> Option<Words> {
    let wrong =
        ["kronika.yaml.txt", "kronika.yml", "kronika.yml.txt", "kronika.txt", "Kronika.yaml", "kronika.YAML"];
    let found = wrong.into_iter().find(|name| place.join(name).is_file())?;
    Some(words!(
        "there is a `{found}`; rename it to `{FILE}`",
        "jest tu `{found}`; zmień jego nazwę na `{FILE}`"
    ))
}

/// The folder above that is a site, or the one below where there is just one.
fn nearby(place: &Path) -> Option<Words> {
    let place = std::path::absolute(place).ok()?;
    let is_site = |folder: &Path| folder.join(FILE).is_file();
    let below = walkdir::WalkDir::new(&place).min_depth(1).max_depth(1).sort_by_file_name();
    let below: Vec<_> =
        below.into_iter().filter_map(Result::ok).filter(|item| is_site(item.path())).take(2).collect();
    let folder = match below.as_slice() {
        [only] => only.file_name().to_string_lossy().into_owned(),
        _ => place.ancestors().skip(1).find(|folder| is_site(folder))?.display().to_string(),
    };
    let folder = if folder.contains(' ') { format!("\"{folder}\"") } else { folder };
    Some(words!(
        "the site is in {folder}: write `cd {folder}`",
        "witryna jest w {folder}: wpisz `cd {folder}`"
    ))
}

fn read(fields: &mut Fields<'_>, options: &Options, source: &Arc<Source>) -> Config {
    let title = fields.required_text("title", "Kronika miasta");
    let language_span = fields.span_of("language");
    let language = language(fields);
    let timezone = timezone(fields);
    let base_url = address::read(fields, options);
    let host_span = fields.span_of("host");
    let host = fields.choice_or("host", &hosting::words(), elsewhere()).and_then(hosting::by_word);
    let host = host.map(|value| Spanned { value, span: host_span });
    let theme_span = fields.span_of("theme");
    let today = options.today.map_or_else(|| Today::read(&timezone), Today::on);
    Config {
        root: options.root.clone(),
        source: source.clone(),
        title,
        description: fields.text("description"),
        language,
        language_span,
        base_url,
        host,
        timezone,
        theme: fields
            .spanned_text("theme")
            .unwrap_or_else(|| Spanned { value: DEFAULT_THEME.to_owned(), span: theme_span }),
        menus: fields.group("menus", phrase("menus", "menu"), None, menus).unwrap_or_default(),
        publisher: fields.group("publisher", phrase("the publisher", "wydawca"), Some("name"), |fields| {
            Publisher {
                name: fields.required_text("name", "Urząd Miasta Konin"),
                url: crate::kinds::url(fields, "url"),
                email: email(fields),
            }
        }),
        look: fields.group("look", phrase("`look`", "`look`"), None, look::read).unwrap_or_default(),
        urls: fields.table("urls"),
        feeds: fields
            .group("feeds", phrase("`feeds`", "`feeds`"), Some("content"), feeds::read)
            .unwrap_or_default(),
        share_images: fields.flag("share_images") || !fields.has("share_images"),
        pictures: pictures::read(fields),
        html: fields.choice("html", &HtmlPolicy::WORDS).and_then(HtmlPolicy::by_word).unwrap_or_default(),
        timeline_oldest_first: fields.choice("timeline", &["newest", "oldest"]) == Some("oldest"),
        today,
        drafts: options.drafts,
        future: options.future,
        preview: options.preview,
    }
}

/// The way out for a site on a host that is none of ours.
fn elsewhere() -> Words {
    words!(
        "on another server leave the line out: the site needs no `host:` there",
        "na innym serwerze usuń ten wiersz: `host:` nie jest tam potrzebne",
    )
}

/// Every key that `kronika.yaml` may have.
pub fn keys() -> Questions {
    let source = Source::new(SourcePath::new(FILE), String::new());
    let options = Options { today: Some(jiff::civil::Date::ZERO), ..Options::default() };
    questions(|fields| read(fields, &options, &source))
}

fn menus(fields: &mut Fields<'_>) -> BTreeMap<&'static str, Vec<MenuItem>> {
    let mut menus = BTreeMap::new();
    for name in ["main", "footer"] {
        let given = fields.has(name);
        let items = fields.groups(name, phrase("a menu item", "pozycja menu"), Some("to"), |fields| {
            let label = fields.text("label");
            if !fields.has("to") {
                fields.missing("to", "events");
            }
            fields.spanned_text("to").map(|to| MenuItem { label, to })
        });
        if given {
            menus.insert(name, items.into_iter().flatten().collect());
        }
    }
    menus
}

/// How a language is named.
pub(crate) fn language_hint() -> Words {
    words!("write `language: pl` or `language: en`", "wpisz `language: pl` albo `language: en`")
}

fn language(fields: &mut Fields<'_>) -> String {
    let span = fields.span_of("language");
    fields.expect("language", Shape::LikeNumber("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"));
    let language = fields.text("language").unwrap_or_else(|| LANGUAGE.to_owned());
    let mut parts = language.split('-');
    let primary = parts.next().unwrap_or_default();
    let plausible = (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    let meant = meant_language(&language);
    if !plausible || meant.is_some_and(|meant| meant != primary) {
        let hint = meant.map_or_else(language_hint, |meant| {
            words!("did you mean `language: {meant}`?", "czy chodziło o `language: {meant}`?")
        });
        let message = words!("`{language}` is not a language code", "`{language}` to nie kod języka");
        fields.sink().error(codes::CONFIG_INVALID, &span, message, Some(hint));
        return meant.unwrap_or(LANGUAGE).to_owned();
    }
    language
}

fn timezone(fields: &mut Fields<'_>) -> TimeZone {
    let Some(name) = fields.spanned_text("timezone") else {
        return TimeZone::get("Europe/Warsaw").unwrap_or(TimeZone::UTC);
    };
    TimeZone::get(&name.value).unwrap_or_else(|_| {
        let written = &name.value;
        let message = words!("there is no timezone `{written}`", "nie ma strefy czasowej `{written}`");
        let hint = words!(
            "write for example `timezone: Europe/Warsaw`",
            "wpisz na przykład `timezone: Europe/Warsaw`",
        );
        fields.sink().error(codes::CONFIG_INVALID, &name.span, message, Some(hint));
        TimeZone::UTC
    })
}
