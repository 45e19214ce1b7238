//! `look:` of `kronika.yaml` → [`LookConfig`]: a town's own logo, colours, header, fonts, spacing and icon, as
//! written. Whether the files exist and the colours can be read is told by [`crate::theme::look`], which knows the
//! theme they are laid over. Entry point: `read`.

use crate::colour::Colour;
use crate::diag::{Spanned, codes};
use crate::front::Fields;
use crate::front::fields::questions::Shape;
use crate::words;
use crate::words::phrase;

/// What a site sets of its look; nothing is required.
#[derive(Debug, Clone, Default)]
pub struct LookConfig {
    /// The logo beside the title.
    pub logo: Option<Logo>,
    /// Colours on light ground.
    pub colours: Colours,
    /// Colours on dark ground, where the site wants other than derived ones.
    pub dark: Colours,
    /// What adorns the header.
    pub header: Option<Header>,
    /// The font of text.
    pub text_font: Option<Font>,
    /// The font of headings.
    pub heading_font: Option<Font>,
    /// How much room there is between things.
    pub spacing: Spacing,
    /// The icon of the browser's tab: a file in `assets/`.
    pub icon: Option<Spanned<String>>,
}

/// A picture that stands for the site.
#[derive(Debug, Clone)]
pub struct Logo {
    /// A file in `assets/`.
    pub src: Spanned<String>,
    /// What it shows; empty for one that only adorns.
    pub alt: String,
}

/// The site's own colours.
#[derive(Debug, Clone, Default)]
pub struct Colours {
    /// Links, buttons, the line above the header.
    pub primary: Option<Spanned<Colour>>,
    /// Ornaments and highlights.
    pub secondary: Option<Spanned<Colour>>,
}

/// What adorns the header.
#[derive(Debug, Clone)]
pub enum Header {
    /// A photo: a file in `assets/`.
    Image(Spanned<String>),
    /// A pattern of the theme: `templates/patterns/<name>.svg`.
    Pattern(Spanned<String>),
}

/// A font.
#[derive(Debug, Clone)]
pub enum Font {
    /// Families by name, the wanted one first, as CSS has them: each in quotes, or a generic name.
    Stack(String),
    /// Files in `assets/`.
    Files {
        /// The upright font.
        src: Spanned<String>,
        /// Its bold; without it, browsers make one up.
        bold: Option<Spanned<String>>,
        /// Its italic; without it, browsers make one up.
        italic: Option<Spanned<String>>,
        /// True when the files hold every weight.
        variable: bool,
    },
}

/// How much room there is between things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "named as in kronika.yaml")]
pub enum Spacing {
    Compact,
    #[default]
    Normal,
    Airy,
}

/// Endings of font files, with the names CSS has for their formats (CSS Fonts 4 §4.3).
pub const FONT_FORMATS: [(&str, &str); 4] =
    [("woff2", "woff2"), ("woff", "woff"), ("ttf", "truetype"), ("otf", "opentype")];

/// CSS's generic families (CSS Fonts 4 §2.1.4): these stand without quotes.
const GENERIC: [&str; 9] = [
    "serif",
    "sans-serif",
    "monospace",
    "cursive",
    "system-ui",
    "ui-serif",
    "ui-sans-serif",
    "ui-monospace",
    "ui-rounded",
];

/// Reads the keys of `look:`.
pub(super) fn read(fields: &mut Fields<'_>) -> LookConfig {
    let mut dark = Colours::default();
    let colours = fields.group("colours", phrase("`colours`", "`colours`"), Some("primary"), |fields| {
        dark = fields.group("dark", phrase("`dark`", "`dark`"), Some("primary"), colours).unwrap_or_default();
        colours(fields)
    });
    let mut fonts = |fields: &mut Fields<'_>| (font(fields, "text"), font(fields, "heading"));
    let (text_font, heading_font) =
        fields.group("fonts", phrase("`fonts`", "`fonts`"), Some("text"), &mut fonts).unwrap_or_default();
    LookConfig {
        logo: fields.group("logo", phrase("the logo", "logo"), Some("src"), logo).flatten(),
        colours: colours.unwrap_or_default(),
        dark,
        header: fields.group("header", phrase("the header", "nagłówek"), Some("image"), header).flatten(),
        text_font,
        heading_font,
        spacing: match fields.choice("spacing", &["compact", "normal", "airy"]) {
            Some("compact") => Spacing::Compact,
            Some("airy") => Spacing::Airy,
            _ => Spacing::Normal,
        },
        icon: fields.spanned_text("icon"),
    }
}

fn logo(fields: &mut Fields<'_>) -> Option<Logo> {
    let src = fields.spanned_text("src");
    let alt = fields.text("alt");
    let decorative = fields.flag("decorative");
    fields.expect_one_of(&["alt", "decorative"]);
    let Some(src) = src else {
        fields.missing("src", "logo.svg");
        return None;
    };
    if alt.is_none() && !decorative {
        let message = words!(
            "the logo has no text alternative for people who cannot see it",
            "logo nie ma opisu dla osób, które go nie widzą",
        );
        let name = &src.value;
        let hint = words!(
            "write `logo: {{src: {name}, alt: \"Urząd Miejski w Przykładowie\"}}`; if the title beside it says the same, `decorative: true` in place of `alt`",
            "wpisz `logo: {{src: {name}, alt: \"Urząd Miejski w Przykładowie\"}}`; jeśli tytuł obok mówi to samo, `decorative: true` zamiast `alt`",
        );
        fields.sink().error(codes::IMAGE_WITHOUT_ALT, &src.span, message, Some(hint));
    }
    Some(Logo { src, alt: alt.unwrap_or_default() })
}

fn colours(fields: &mut Fields<'_>) -> Colours {
    Colours { primary: colour(fields, "primary"), secondary: colour(fields, "secondary") }
}

fn colour(fields: &mut Fields<'_>, key: &'static str) -> Option<Spanned<Colour>> {
    fields.expect(key, Shape::LikeNumber("#*(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})"));
    let text = fields.spanned_text(key)?;
    let colour = Colour::parse(&text.value);
    if colour.is_none() {
        let written = &text.value;
        let message = words!(
            "`{written}` is not a colour as `#` and six digits or letters a to f",
            "`{written}` to nie barwa w zapisie `#` i sześć cyfr lub liter od a do f",
        );
        let hint = words!(
            "write for example `{key}: \"#0a5265\"`, with the quotes",
            "wpisz na przykład `{key}: \"#0a5265\"`, razem z cudzysłowem",
        );
        fields.sink().error(codes::CONFIG_INVALID, &text.span, message, Some(hint));
    }
    colour.map(|value| Spanned { value, span: text.span })
}

fn header(fields: &mut Fields<'_>) -> Option<Header> {
    let image = fields.spanned_text("image");
    let pattern = fields.spanned_text("pattern");
    fields.expect_one_of(&["image", "pattern"]);
    match (image, pattern) {
        (Some(_), Some(pattern)) => {
            let message = words!(
                "the header has either a picture or a pattern",
                "nagłówek może mieć albo zdjęcie, albo wzór",
            );
            let hint = words!("remove `image` or `pattern`", "usuń `image` albo `pattern`");
            fields.sink().error(codes::CONFIG_INVALID, &pattern.span, message, Some(hint));
            None
        }
        (Some(image), None) => Some(Header::Image(image)),
        (None, Some(pattern)) => Some(Header::Pattern(pattern)),
        (None, None) => {
            // A misspelt key is told by itself.
            if fields.is_empty() {
                fields.missing("image", "rynek.jpg");
            }
            None
        }
    }
}

/// `text: Lato, Arial`, `text: lato.woff2`, or `text: {src: lato.woff2, bold: lato-bold.woff2}`.
fn font(fields: &mut Fields<'_>, key: &'static str) -> Option<Font> {
    let read = |fields: &mut Fields<'_>| {
        let src = fields.spanned_text("src");
        let (bold, italic) = (fields.spanned_text("bold"), fields.spanned_text("italic"));
        let variable = fields.flag("variable");
        let Some(src) = src else {
            fields.missing("src", "tekst.woff2");
            return None;
        };
        if is_font_file(&src.value) {
            return Some(Font::Files { src, bold, italic, variable });
        }
        let stack = stack(&src.value);
        if stack.is_none() {
            let written = &src.value;
            let message = words!(
                "`{written}` is neither names of fonts nor a file of one",
                "`{written}` to ani nazwy krojów pisma, ani plik z krojem",
            );
            let hint = words!(
                "write for example `{key}: Lato, Arial, sans-serif` or `{key}: lato.woff2`",
                "wpisz na przykład `{key}: Lato, Arial, sans-serif` albo `{key}: lato.woff2`",
            );
            fields.sink().error(codes::CONFIG_INVALID, &src.span, message, Some(hint));
        }
        stack.map(Font::Stack)
    };
    fields.group(key, phrase("a font", "krój pisma"), Some("src"), read).flatten()
}

/// True for the name of a font's file.
fn is_font_file(text: &str) -> bool {
    let ending = text.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| FONT_FORMATS.iter().any(|(known, _)| *known == ending))
}

/// Families as CSS has them, closed by a generic one; `None` where a name holds what no name of a font has.
fn stack(text: &str) -> Option<String> {
    let mut families = Vec::new();
    let mut generic = false;
    for family in text.split(',') {
        let name = family.trim().trim_matches(['"', '\'']).trim();
        let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '+');
        if name.is_empty() || !name.chars().all(plain) {
            return None;
        }
        let keyword = GENERIC.iter().find(|generic| name.eq_ignore_ascii_case(generic));
        generic |= keyword.is_some();
        families.push(keyword.map_or_else(|| format!("\"{name}\""), |keyword| (*keyword).to_owned()));
    }
    if !generic {
        families.push("sans-serif".to_owned());
    }
    Some(families.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_fonts_are_quoted_and_closed_by_a_generic_one() {
        assert_eq!(stack("Lato, 'Noto Sans', Serif").as_deref(), Some("\"Lato\", \"Noto Sans\", serif"));
        assert_eq!(stack("Source Serif 4").as_deref(), Some("\"Source Serif 4\", sans-serif"));
        for wrong in ["", "Lato;} body{display:none", "url(x)", "Lato,,Arial", "a\\b"] {
            assert_eq!(stack(wrong), None, "{wrong}");
        }
    }
}
