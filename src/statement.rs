//! `deklaracja.yaml` → [`Statement`]: the accessibility statement that public bodies in Poland owe, as data.
//!
//! What it must say follows the act of 4 April 2019 on the digital accessibility of websites and mobile
//! applications of public bodies (ustawa o dostępności cyfrowej), art. 10, and „Warunki techniczne publikacji
//! i struktura dokumentu elektronicznego deklaracji dostępności”, version 2.0 of 31 July 2024. The statement says
//! only what the file says: what must be there and is not is an error, nothing has a default.
//!
//! [`read`] reads the file, [`Statement`] holds it; the page is made in `outputs/statement.rs`.

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics, Source, Span, Spanned, codes};
use crate::entry::Stamp;
use crate::front::fields::questions::{Questions, Shape, questions};
use crate::front::{self, Fields, Sink};
use crate::kinds::{ADDRESS, is_address};
use crate::path::SourcePath;
use crate::reads::{Question, ask};
use crate::source;
use crate::words;
use crate::words::{Phrase, phrase};

/// The file, beside `kronika.yaml`.
pub const FILE: &str = "deklaracja.yaml";

/// How far the site meets the annex of the act.
const STATUSES: [&str; 3] = ["full", "partial", "none"];
/// Who assessed the site, when its owner did.
const SELF: &str = "self";

/// What people write instead.
const NAMES_OF_SELF: [&str; 4] = ["samoocena", "ocena własna", "self-assessment", "own"];

/// An accessibility statement with all that it must say.
#[derive(Debug)]
pub struct Statement {
    /// The public body.
    pub entity: String,
    /// The site: its name and address.
    pub site: Address,
    /// When the site was published.
    pub published: Stamp,
    /// When it last changed in substance.
    pub updated: Stamp,
    /// full, partial or none.
    pub status: &'static str,
    /// What does not meet the annex.
    pub not_accessible: Vec<String>,
    /// What the act does not cover.
    pub exempt: Vec<String>,
    /// What would cost too much.
    pub burden: Option<Burden>,
    /// When the statement was drawn up.
    pub prepared: Stamp,
    /// When it was last reviewed.
    pub reviewed: Option<Stamp>,
    /// Who assessed the site; none when its owner did.
    pub assessor: Option<String>,
    /// Where the assessment can be read.
    pub report: Option<String>,
    /// What makes the site easier to use, and its limits.
    pub facilities: Vec<String>,
    /// Keyboard shortcuts of its own.
    pub shortcuts: Vec<String>,
    /// Whom to write to.
    pub contact: Contact,
    /// To whom a complaint goes.
    pub complaints: String,
    /// Mobile applications of the body, with the addresses of their statements.
    pub apps: Vec<Address>,
    /// How people with disabilities get into the seat of the body and around it.
    pub building: Building,
    /// How the body can be reached by those who do not hear or do not speak.
    pub communication: Vec<String>,
}

/// A name with an address.
#[derive(Debug)]
#[allow(missing_docs, reason = "named as in the file")]
pub struct Address {
    pub name: String,
    pub url: String,
}

/// What would cost too much, with the analysis of it (art. 8 of the act).
#[derive(Debug)]
#[allow(missing_docs, reason = "named as in the file")]
pub struct Burden {
    pub content: Vec<String>,
    pub analysis: String,
}

/// Whom to write to about accessibility: a person or a department.
#[derive(Debug)]
#[allow(missing_docs, reason = "named as in the file")]
pub struct Contact {
    pub name: String,
    pub email: String,
    pub phone: String,
}

/// The seat of the body: words, an address where it is described, or both.
#[derive(Debug)]
#[allow(missing_docs, reason = "named as in the file")]
pub struct Building {
    pub text: Vec<String>,
    pub url: Option<String>,
}

const NOUN: Phrase = phrase("the accessibility statement", "deklaracja dostępności");

/// True when the site has the file.
pub fn exists(config: &Config) -> bool {
    SourcePath::new(FILE).under(&config.root).is_file()
}

/// Reads the file. `None` when something must be mended first; what, is in `diagnostics`.
pub fn read(config: &Config, diagnostics: &mut Diagnostics) -> Option<Statement> {
    ask(|| Question::Statement);
    let source = match source::read_text(&config.root, &SourcePath::new(FILE)) {
        Ok(source) => source,
        Err(fault) => {
            diagnostics.push(*fault);
            return None;
        }
    };
    parse(&source, &config.timezone, diagnostics)
}

/// Reads a statement from its text. `None` when something in it must be mended first.
pub fn parse(source: &Arc<Source>, timezone: &TimeZone, diagnostics: &mut Diagnostics) -> Option<Statement> {
    let whole = 0..source.text.len();
    let pairs = front::mapping(source, whole, NOUN, diagnostics)?;
    let mut sink = Sink::new(source, timezone);
    let place = pairs.first().map_or(0..0, |(key, _)| key.span.clone());
    let mut fields = Fields::new(&mut sink, &pairs, place, NOUN);
    let statement = statement(&mut fields);
    fields.finish();
    let failed = sink.diagnostics.has_errors();
    diagnostics.append(sink.diagnostics);
    statement.filter(|_| !failed)
}

/// Every key that `deklaracja.yaml` may have.
pub fn keys() -> Questions {
    questions(statement)
}

fn statement(fields: &mut Fields<'_>) -> Option<Statement> {
    let entity = fields.required_text("entity", "Urząd Miasta Przykładowo");
    let site = required_group(
        fields,
        "site",
        "{name: Kronika, url: \"https://…\"}",
        phrase("the site", "witryna"),
        address,
    );
    let published = required_day(fields, "published");
    let updated = required_day(fields, "updated");
    in_order(fields, "published", published, "updated", updated);
    let not_accessible = fields.texts("not_accessible");
    let exempt = fields.texts("exempt");
    let burden = fields.group("burden", phrase("excessive cost", "nadmierne koszty"), None, burden).flatten();
    let status = status(fields, !not_accessible.is_empty() || !exempt.is_empty() || burden.is_some());
    let prepared = required_day(fields, "prepared");
    let reviewed = fields.stamp("reviewed");
    in_order(fields, "prepared", prepared, "reviewed", reviewed);
    let assessment = assessed(fields);
    let contact = required_group(fields, "contact", CONTACT, phrase("the contact", "kontakt"), contact);
    let building = required_group_or(
        fields,
        "building",
        BUILDING,
        phrase("the building", "budynek"),
        Some("text"),
        building,
    );
    let communication = required_texts(fields, "communication", "[\"Tłumacz języka migowego: …\"]");
    let complaints = fields.required_text("complaints", "Burmistrz Przykładowa, Rynek 1, 00-000 Przykładowo");
    let apps = fields
        .groups("apps", phrase("an application", "aplikacja"), None, address)
        .into_iter()
        .flatten()
        .collect();
    let (facilities, shortcuts) = (fields.texts("facilities"), fields.texts("shortcuts"));
    let (assessor, report) = assessment?;
    Some(Statement {
        entity,
        site: site?,
        published: published?,
        updated: updated?,
        status: status?,
        not_accessible,
        exempt,
        burden,
        prepared: prepared?,
        reviewed,
        assessor,
        report,
        facilities,
        shortcuts,
        contact: contact?,
        complaints,
        apps,
        building: building?,
        communication,
    })
}

const CONTACT: &str = "{name: Anna Kowalska, email: dostepnosc@example.pl, phone: \"12 345 67 89\"}";
const BUILDING: &str = "{text: \"Do budynku prowadzi …\"}";

/// The state, which nothing but the file can tell, and whether the lists agree with it.
fn status(fields: &mut Fields<'_>, listed: bool) -> Option<&'static str> {
    let (given, span) = (fields.has("status"), fields.span_of("status"));
    fields.expect_one_of(&["status"]);
    let status = fields.choice("status", &STATUSES);
    let (code, message, hint) = match status {
        None if !given => (
            codes::MISSING_KEY,
            words!("the accessibility statement needs `status`", "deklaracja dostępności wymaga `status`"),
            words!(
                "write what the assessment found: `status: full`, `status: partial` or `status: none`",
                "wpisz, co wykazała ocena: `status: full`, `status: partial` albo `status: none`",
            ),
        ),
        Some("full") if listed => (
            codes::UNKNOWN_VALUE,
            words!(
                "a site that is fully accessible has nothing under `not_accessible`, `exempt` or `burden`",
                "witryna w pełni dostępna nie ma niczego w `not_accessible`, `exempt` ani `burden`",
            ),
            words!(
                "write `status: partial`, or remove what is no longer so",
                "wpisz `status: partial` albo usuń to, co już nieaktualne",
            ),
        ),
        Some("partial" | "none") if !listed => (
            codes::MISSING_KEY,
            words!("what is not accessible has to be named", "trzeba wymienić, co nie jest dostępne"),
            words!(
                "add `not_accessible:` and below it a line for each, `  - Nagrania sprzed 2021 roku nie mają napisów.`",
                "dodaj `not_accessible:`, a pod spodem wiersz na każdą rzecz, `  - Nagrania sprzed 2021 roku nie mają napisów.`",
            ),
        ),
        _ => return status,
    };
    fields.sink().error(code, &span, message, Some(hint));
    None
}

fn required_day(fields: &mut Fields<'_>, key: &'static str) -> Option<Stamp> {
    if !fields.has(key) {
        fields.missing(key, "2025-11-03");
    }
    fields.stamp(key)
}

fn in_order(fields: &mut Fields<'_>, first: &str, from: Option<Stamp>, second: &str, to: Option<Stamp>) {
    if let (Some(from), Some(to)) = (from, to)
        && to.date() < from.date()
    {
        let span = fields.span_of(second);
        let message = words!("`{second}` is before `{first}`", "`{second}` jest przed `{first}`");
        let hint = words!("correct one of the two", "popraw jedną z tych dat");
        fields.sink().error(codes::END_BEFORE_START, &span, message, Some(hint));
    }
}

fn required_texts(fields: &mut Fields<'_>, key: &'static str, example: &str) -> Vec<String> {
    if !fields.has(key) {
        fields.missing(key, example);
    }
    fields.texts(key)
}

fn required_group<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    example: &str,
    owner: Phrase,
    read: impl FnMut(&mut Fields<'_>) -> Option<T>,
) -> Option<T> {
    required_group_or(fields, key, example, owner, None, read)
}

/// As [`required_group`], where plain words stand for the key `shorthand`.
fn required_group_or<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    example: &str,
    owner: Phrase,
    shorthand: Option<&'static str>,
    read: impl FnMut(&mut Fields<'_>) -> Option<T>,
) -> Option<T> {
    if !fields.has(key) {
        fields.missing(key, example);
    }
    fields.group(key, owner, shorthand, read).flatten()
}

fn address(fields: &mut Fields<'_>) -> Option<Address> {
    let name = fields.required_text("name", "Kronika programów");
    Some(Address { name, url: required_url(fields, "url")? })
}

fn burden(fields: &mut Fields<'_>) -> Option<Burden> {
    let content = required_texts(fields, "content", "[\"Mapy sprzed 2020 roku\"]");
    Some(Burden { content, analysis: required_url(fields, "analysis")? })
}

/// The assessment, which has to be told of one way or the other.
fn assessed(fields: &mut Fields<'_>) -> Option<(Option<String>, Option<String>)> {
    if !fields.has("assessment") {
        let span = fields.span_of("assessment");
        let message = words!(
            "the accessibility statement needs `assessment`",
            "deklaracja dostępności wymaga `assessment`",
        );
        let hint = words!(
            "add `assessment: self`, or `assessment: {{by: Fundacja X, report: \"https://…\"}}`",
            "dodaj `assessment: self` albo `assessment: {{by: Fundacja X, report: \"https://…\"}}`",
        );
        fields.sink().error(codes::MISSING_KEY, &span, message, Some(hint));
    }
    fields.group("assessment", phrase("the assessment", "ocena"), Some("by"), assessment).flatten()
}

/// Who assessed the site and where that can be read; an audit by others has to be there to read.
fn assessment(fields: &mut Fields<'_>) -> Option<(Option<String>, Option<String>)> {
    let by = fields.required_text("by", "self");
    if NAMES_OF_SELF.contains(&by.to_lowercase().as_str()) && !fields.has("report") {
        let span = fields.span_of("by");
        let hint = words!("write `assessment: self`", "wpisz `assessment: self`");
        let message =
            words!("`{by}` is not the name of an assessor", "`{by}` to nie nazwa tego, kto oceniał");
        fields.sink().error(codes::UNKNOWN_VALUE, &span, message, Some(hint));
        return None;
    }
    let assessor = Some(by).filter(|by| by != SELF && !by.is_empty());
    let report =
        if assessor.is_some() { Some(required_url(fields, "report")?) } else { url(fields, "report") };
    Some((assessor, report))
}

fn contact(fields: &mut Fields<'_>) -> Option<Contact> {
    let name = fields.required_text("name", "Anna Kowalska");
    let span = fields.span_of("email");
    fields.expect("email", Shape::Like("[^ ,]*@[^ ,]*"));
    let email = fields.required_text("email", "dostepnosc@example.pl");
    if !email.is_empty() && (!email.contains('@') || email.contains([' ', ','])) {
        let message =
            words!("`{email}` is not an e-mail address", "`{email}` to nie adres poczty elektronicznej");
        let hint = words!(
            "write for example `email: dostepnosc@example.pl`",
            "wpisz na przykład `email: dostepnosc@example.pl`",
        );
        fields.sink().error(codes::WRONG_TYPE, &span, message, Some(hint));
    }
    Some(Contact { name, email, phone: fields.required_text("phone", "\"12 345 67 89\"") })
}

fn building(fields: &mut Fields<'_>) -> Option<Building> {
    fields.expect_one_of(&["text", "url"]);
    let building = Building { text: fields.texts("text"), url: url(fields, "url") };
    if building.text.is_empty() && building.url.is_none() {
        fields.missing("text", "\"Do budynku prowadzi …\"");
    }
    Some(building)
}

fn required_url(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    if !fields.has(key) {
        fields.missing(key, "https://www.example.pl/");
    }
    url(fields, key)
}

fn url(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    fields.expect(key, Shape::Like(ADDRESS));
    let Spanned { value, span } = fields.spanned_text(key)?;
    if is_address(&value) {
        return Some(value.replace(' ', "%20"));
    }
    let message = words!("`{value}` is not a web address", "`{value}` to nie adres internetowy");
    let hint = words!(
        "write the whole address, for example `{key}: https://www.example.pl/`",
        "wpisz cały adres, na przykład `{key}: https://www.example.pl/`",
    );
    fields.sink().error(codes::WRONG_TYPE, &span, message, Some(hint));
    None
}

/// The fault of a page that is to be a statement where there is no file to make it from.
pub fn missing(source: &Arc<Source>, span: Span) -> Diagnostic {
    let message = words!(
        "the accessibility statement is made from `{FILE}`, which is not there",
        "deklaracja dostępności powstaje z pliku `{FILE}`, a nie ma go",
    );
    Diagnostic::error(codes::MISSING_FILE, source, span, message)
        .hint(words!(
            "make the file `{FILE}` beside kronika.yaml, with a line `entity: Urząd Miasta Przykładowo`",
            "utwórz plik `{FILE}` obok kronika.yaml, z wierszem `entity: Urząd Miasta Przykładowo`",
        ))
        .hint(words!(
            "the next build then says what else it needs",
            "następne budowanie powie, czego jeszcze potrzeba",
        ))
}
