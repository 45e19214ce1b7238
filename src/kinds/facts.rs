//! Readers shared by several kinds: the [`Head`] every entry has, and the facts (figures, outcomes, next
//! steps) that most may have.

use super::{Kind, Rel};
use crate::diag::codes::{self, Code, Weight};
use crate::diag::{Spanned, did_you_mean, nearest, possible};
use crate::entry::{Attachment, Credit, Facets, Figure, Head, Image, Link, NextStep};
use crate::front::Fields;
use crate::front::fields::questions::Shape;
use crate::when::When;
use crate::words;
use crate::words::{Words, phrase};

/// What an entry may be kept out of by `hidden_from`.
pub const HIDING_PLACES: [&str; 8] =
    ["home", "index", "timeline", "archive", "calendar", "search", "feeds", "sitemap"];

/// What sorts of links there are.
const LINK_SORTS: [&str; 5] = ["recording", "slides", "report", "register", "website"];

/// Reads what every kind has. The home page may go without a title; the site's stands in.
pub(super) fn head(fields: &mut Fields<'_>, kind: &Kind, default_title: Option<&str>) -> Head {
    let example = if kind.title_key == "name" { "Anna Kowalska" } else { "Spotkanie otwierające" };
    let title = match default_title {
        Some(title) => fields.text(kind.title_key).unwrap_or_else(|| title.to_owned()),
        None => fields.required_text(kind.title_key, example),
    };
    Head {
        title,
        slug: fields.spanned_text("slug"),
        summary: fields.text("summary"),
        published: fields.stamp("published"),
        updated: fields.stamp("updated"),
        draft: fields.flag("draft"),
        expires: fields.stamp("expires"),
        tags: tags(fields),
        image: fields.group("image", phrase("an image", "zdjęcie"), Some("src"), image).flatten(),
        links: fields
            .groups("links", phrase("a link", "odnośnik"), Some("url"), link)
            .into_iter()
            .flatten()
            .collect(),
        attachments: attachments(fields, "attachments"),
        related: fields.references("related", Rel::Related),
        aliases: fields.spanned_texts("aliases"),
        byline: fields.reference("byline", Rel::Byline),
        sources: fields.groups("sources", phrase("a source", "źródło"), Some("name"), |fields| Credit {
            name: fields.required_text("name", "Urząd Miasta"),
            url: url(fields, "url"),
        }),
        template: fields.spanned_text("template"),
        hidden_from: fields.choices("hidden_from", &HIDING_PLACES).into_iter().map(str::to_owned).collect(),
        allow: allow(fields),
    }
}

/// Reads the codes of warnings that the entry's author knows of and does not want to be told.
fn allow(fields: &mut Fields<'_>) -> Vec<Spanned<Code>> {
    let may_warn = |code: &&Code| code.weight != Weight::Error;
    let mut allowed = Vec::new();
    let codes_of_warnings = codes::ALL.iter().filter(may_warn).map(|code| code.id).collect();
    fields.expect("allow", Shape::Many(Box::new(Shape::Name(codes_of_warnings))));
    for written in fields.spanned_texts("allow") {
        let id = written.value.as_str();
        let (code, message, hint): (_, _, Words) = match codes::by_id(id) {
            Some(code) if may_warn(&&code) => {
                allowed.push(Spanned { value: code, span: written.span });
                continue;
            }
            Some(_) => (
                codes::SILENCE_FORBIDDEN,
                words!(
                    "`{id}` is an error, and errors cannot be silenced",
                    "`{id}` to błąd, a błędów nie można wyciszyć",
                ),
                words!(
                    "remove it from `allow:` and put the error right; `kronika explain {id}` tells how",
                    "usuń go z `allow:` i popraw błąd; jak, mówi `kronika explain {id}`",
                ),
            ),
            None => {
                let several: Vec<&str> = id.split([',', ' ', ';']).filter(|part| !part.is_empty()).collect();
                let known = || codes::ALL.iter().filter(may_warn).map(|code| code.id);
                let near = nearest(id, known());
                let hint = match near.as_slice() {
                    _ if several.len() > 1 => {
                        let list = several.join(", ");
                        words!(
                            "write several as a list: `allow: [{list}]`",
                            "kilka wpisz jako listę: `allow: [{list}]`"
                        )
                    }
                    near => did_you_mean(near.iter().copied()).unwrap_or_else(|| possible(known())),
                };
                (
                    codes::UNKNOWN_VALUE,
                    words!("there is no warning `{id}`", "nie ma ostrzeżenia `{id}`"),
                    hint,
                )
            }
        };
        fields.sink().error(code, &written.span, message, Some(hint));
    }
    allowed
}

fn tags(fields: &mut Fields<'_>) -> Vec<String> {
    let texts = fields.spanned_texts("tags");
    // In a list, a comma is part of a name.
    let whole = fields.span_of("tags");
    let several = |text: &&Spanned<String>| text.span == whole && text.value.contains([',', ';']);
    for text in texts.iter().filter(several) {
        let parts: Vec<&str> = text.value.split([',', ';']).map(str::trim).collect();
        let list = parts.join(", ");
        let message = words!("this is taken for one tag", "to zostanie wzięte za jeden temat");
        let hint =
            words!("write several as a list: `tags: [{list}]`", "kilka wpisz jako listę: `tags: [{list}]`");
        fields.sink().warning(codes::SEVERAL_IN_ONE, &text.span, message, hint);
    }
    texts.iter().map(|text| text.value.trim_start_matches('#').to_owned()).collect()
}

/// Reads a picture with its words.
pub(crate) fn image(fields: &mut Fields<'_>) -> Option<Image> {
    let src = fields.picture("src");
    let alt = fields.text("alt");
    let decorative = fields.flag("decorative");
    let (caption, credit) = (fields.text("caption"), fields.text("credit"));
    fields.expect_one_of(&["alt", "decorative"]);
    if src.is_none() {
        fields.missing("src", "sala.jpg");
    } else if alt.is_none() && !decorative {
        let span = fields.span_of("src");
        let message = words!(
            "this picture has no text alternative for people who cannot see it",
            "to zdjęcie nie ma opisu dla osób, które go nie widzą",
        );
        let name = src.as_ref().map_or("", |src| src.path.as_str());
        let hint = words!(
            "write `image: {{src: {name}, alt: \"what the picture shows\"}}`; if it shows nothing that matters, `decorative: true` in place of `alt`",
            "wpisz `image: {{src: {name}, alt: \"co widać na zdjęciu\"}}`; jeśli tylko zdobi, `decorative: true` zamiast `alt`",
        );
        fields.sink().error(codes::IMAGE_WITHOUT_ALT, &span, message, Some(hint));
    }
    Some(Image { src: src?, alt: alt.unwrap_or_default(), caption, credit })
}

/// Reads `{label, url, type}`; the address may also stand alone.
pub(super) fn link(fields: &mut Fields<'_>) -> Option<Link> {
    let label = fields.text("label");
    let sort = fields.choice("type", &LINK_SORTS);
    if !fields.has("url") {
        fields.missing("url", "https://…");
    }
    let url = url(fields, "url")?;
    Some(Link { label: label.unwrap_or_else(|| url.clone()), url, sort })
}

/// Reads an address out of the site: `http:`, `https:`, `mailto:` or `tel:`.
pub(crate) fn url(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    fields.expect(key, Shape::Like(ADDRESS));
    let text = fields.spanned_text(key)?;
    if is_address(&text.value) {
        return Some(text.value.replace(' ', "%20"));
    }
    let (written, key) = (&text.value, fields.written(key));
    let hint = if written.starts_with("www.") || written.contains('.') && !written.contains([' ', ':']) {
        words!("write `{key}: https://{written}`", "wpisz `{key}: https://{written}`")
    } else {
        words!(
            "write the whole address, for example `{key}: https://www.miasta.pl/`",
            "wpisz cały adres, na przykład `{key}: https://www.miasta.pl/`",
        )
    };
    let message = words!("`{written}` is not a web address", "`{written}` to nie adres internetowy");
    fields.sink().error(codes::WRONG_TYPE, &text.span, message, Some(hint));
    None
}

/// What [`is_address`] is true for, as a regular expression.
pub const ADDRESS: &str = "(?:[Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:|[Tt][Ee][Ll]:)[\\s\\S]+";

/// True for an address that leads out of the site.
pub fn is_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme) && text.len() > scheme.len())
}

/// Reads `{file, label, language}`; the name of the file may also stand alone.
fn attachment(fields: &mut Fields<'_>) -> Option<Attachment> {
    let label = fields.text("label");
    let file = fields.file("file");
    let language = language(fields, "language");
    if file.is_none() {
        fields.missing("file", "prezentacja.pdf");
    }
    Some(Attachment { file: file?, label, language })
}

/// Reads attachments.
pub(crate) fn attachments(fields: &mut Fields<'_>, key: &'static str) -> Vec<Attachment> {
    fields
        .groups(key, phrase("an attachment", "załącznik"), Some("file"), attachment)
        .into_iter()
        .flatten()
        .collect()
}

/// What [`language`] reads: a language of two or three letters and what BCP 47 has behind it.
const LANGUAGE: &str = "[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*";

/// Reads the language of a file or recording, a BCP 47 tag.
pub(crate) fn language(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    fields.expect(key, Shape::Like(LANGUAGE));
    let text = fields.spanned_text(key)?;
    let mut parts = text.value.split('-');
    let primary = parts.next().unwrap_or_default();
    let is_primary = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if is_primary && parts.all(is_part) {
        return Some(text.value);
    }
    let written = &text.value;
    let message = words!("`{written}` is not the code of a language", "`{written}` to nie kod języka");
    let hint = words!(
        "write two letters: `{key}: en` for English, `de` for German, `uk` for Ukrainian",
        "wpisz dwie litery: `{key}: en` to angielski, `de` niemiecki, `uk` ukraiński",
    );
    fields.sink().error(codes::WRONG_TYPE, &text.span, message, Some(hint));
    None
}

/// Reads the facts that most kinds may have.
pub(super) fn facts(fields: &mut Fields<'_>) -> Facets {
    Facets {
        figures: figures(fields, "figures"),
        outcomes: fields.texts("outcomes"),
        next_steps: fields.groups(
            "next_steps",
            phrase("a next step", "następny krok"),
            Some("text"),
            |fields| NextStep {
                text: fields.required_text("text", "Analiza wyników ankiety"),
                when: fields.when("when").map(|when| when.value),
            },
        ),
        ..Facets::default()
    }
}

/// Reads the figures on a key.
pub(super) fn figures(fields: &mut Fields<'_>, key: &'static str) -> Vec<Figure> {
    fields.groups(key, phrase("a figure", "dana liczbowa"), None, |fields| Figure {
        label: fields.required_text("label", "\"uczestnicy\""),
        value: fields.number("value"),
        unit: fields.text("unit"),
        as_of: plain_when(fields, "as_of"),
        source: fields.text("source"),
        part_of: fields.text("part_of"),
    })
}

/// A time without its place.
pub(super) fn plain_when(fields: &mut Fields<'_>, key: &'static str) -> Option<When> {
    fields.when(key).map(|when| when.value)
}

/// A time that must be there.
pub(super) fn required_when(fields: &mut Fields<'_>, key: &'static str) -> Option<Spanned<When>> {
    if !fields.has(key) {
        fields.missing(key, "2024-06-07");
    }
    fields.when(key)
}

/// Reads figures where a body block lists them.
pub trait FigureFields {
    /// The figures on a key.
    fn figures(&mut self, key: &'static str) -> Vec<Figure>;
}

impl FigureFields for Fields<'_> {
    fn figures(&mut self, key: &'static str) -> Vec<Figure> {
        figures(self, key)
    }
}
