//! The style sheet of a site's look: custom properties that the theme's style sheets use, for light and dark, and
//! the site's fonts. Themes document these properties; see `themes/default/assets/style.css`.

use std::fmt::Write;

use super::{HeaderLook, Palette};
use crate::colour::TEXT_CONTRAST;
use crate::config::LookConfig;
use crate::config::look::{FONT_FORMATS, Font, Spacing};
use crate::diag::Spanned;
use crate::path::Url;

/// What stands in while a site's own font is on its way.
const FALLBACK: &str = "system-ui, sans-serif";

/// The style sheet; `None` where there is nothing to say.
pub(super) fn style_sheet(
    look: &LookConfig,
    header: Option<&HeaderLook>,
    light: &Palette,
    dark: Option<&Palette>,
) -> Option<String> {
    let mut faces = String::new();
    let mut root = colours(light);
    for (font, property) in [(&look.text_font, "text"), (&look.heading_font, "heading")] {
        if let Some(font) = font {
            font_face(font, property, &mut faces);
            let _ = writeln!(root, "  --font-{property}: {};", family(font, property));
        }
    }
    // The gap between paragraphs, and what all other distances are multiplied by.
    let spacing = match look.spacing {
        Spacing::Compact => Some(("0.75rem", "0.75")),
        Spacing::Normal => None,
        Spacing::Airy => Some(("1.25rem", "1.3")),
    };
    if let Some((gap, space)) = spacing {
        let _ = writeln!(root, "  --gap: {gap};\n  --space: {space};");
    }
    let mut night = dark.map(colours).unwrap_or_default();
    match header {
        Some(HeaderLook::Image(path)) => {
            let _ = writeln!(root, "  --header-image: {};", veiled(path, light));
            if let Some(dark) = dark {
                let _ = writeln!(night, "  --header-image: {};", veiled(path, dark));
            }
        }
        Some(HeaderLook::Pattern(_)) => {
            root.push_str("  --header-pattern: url(\"look-header.svg\");\n");
            if dark.is_some() {
                night.push_str("  --header-pattern: url(\"look-header-dark.svg\");\n");
            }
        }
        None => {}
    }
    if root.is_empty() && night.is_empty() {
        return None;
    }
    let mut css = String::from("/* Made from `look:` in kronika.yaml. */\n");
    css.push_str(&faces);
    if !root.is_empty() {
        let _ = write!(css, "\n:root {{\n{root}}}\n");
    }
    if !night.is_empty() {
        let night = night.lines().map(|line| format!("  {line}\n")).collect::<String>();
        let _ = write!(css, "\n@media (prefers-color-scheme: dark) {{\n  :root {{\n{night}  }}\n}}\n");
    }
    Some(css)
}

/// The properties of a palette that are the site's own.
fn colours(palette: &Palette) -> String {
    let mut css = String::new();
    if palette.own_accent {
        let _ = write!(
            css,
            "  --accent: {};\n  --accent-hover: {};\n  --on-accent: {};\n  --band: {};\n  --tint: {};\n",
            palette.accent, palette.accent_hover, palette.on_accent, palette.band, palette.tint
        );
        let _ = write!(css, "  --hero: {};\n  --on-hero: {};\n", palette.hero, palette.on_hero);
    }
    if palette.own_accent_2 {
        let _ = write!(
            css,
            "  --accent-2: {};\n  --on-accent-2: {};\n  --accent-2-text: {};\n",
            palette.accent_2, palette.on_accent_2, palette.accent_2_text
        );
    }
    css
}

/// A photo below as much of the head's colour as text on it needs, whatever the photo shows.
fn veiled(path: &str, palette: &Palette) -> String {
    let veil = palette.hero.at_opacity(palette.hero.veil(palette.on_hero, TEXT_CONTRAST));
    format!("linear-gradient({veil}, {veil}), url(\"{}\")", Url::file(path).href())
}

fn family(font: &Font, property: &str) -> String {
    match font {
        Font::Stack(stack) => stack.clone(),
        Font::Files { .. } => format!("\"Site {property}\", {FALLBACK}"),
    }
}

/// The files of a font, each with what it is for (CSS Fonts 4 §4).
fn font_face(font: &Font, property: &str, css: &mut String) {
    let Font::Files { src, bold, italic, variable } = font else { return };
    let whole = if *variable { "100 900" } else { "400" };
    let files =
        [(Some(src), "normal", whole), (bold.as_ref(), "normal", "700"), (italic.as_ref(), "italic", whole)];
    for (file, style, weight) in files {
        let Some(Spanned { value: file, .. }) = file else { continue };
        let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        let format =
            FONT_FORMATS.iter().find(|(known, _)| *known == ending).map_or("woff2", |(_, format)| format);
        let _ = write!(
            css,
            "\n@font-face {{\n  font-family: \"Site {property}\";\n  font-style: {style};\n  font-weight: {weight};\n  font-display: swap;\n  src: url(\"{}\") format(\"{format}\");\n}}\n",
            Url::file(file).href()
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::palette::Ground;
    use super::*;

    fn sheet(look: &LookConfig, header: Option<&HeaderLook>) -> Option<String> {
        let style =
            ":root { --paper: #fff; } @media (prefers-color-scheme: dark) { :root { --paper: #111; } }";
        let primary = look.colours.primary.as_ref().map(|colour| colour.value);
        let light = Palette::light(&Ground::light(style), primary, None);
        let dark = Ground::dark(style).map(|ground| Palette::dark(&ground, primary, None, None, None));
        style_sheet(look, header, &light, dark.as_ref())
    }

    #[test]
    fn nothing_set_is_no_style_sheet() {
        assert_eq!(sheet(&LookConfig::default(), None), None);
    }

    #[test]
    fn what_is_set_is_said_and_nothing_else() {
        let text_font = Some(Font::Files {
            src: Spanned { value: "fonts/a b.woff2".to_owned(), span: 0..0 },
            bold: None,
            italic: None,
            variable: true,
        });
        let look = LookConfig { text_font, spacing: Spacing::Airy, ..LookConfig::default() };
        let css = sheet(&look, Some(&HeaderLook::Pattern("patterns/waves.svg".to_owned()))).unwrap();
        for part in [
            "url(\"fonts/a%20b.woff2\") format(\"woff2\")",
            "font-weight: 100 900",
            "--font-text: \"Site text\", system-ui",
            "--gap: 1.25rem",
            "--header-pattern: url(\"look-header-dark.svg\")",
        ] {
            assert!(css.contains(part), "{part} in {css}");
        }
        assert!(!css.contains("--accent") && !css.contains("--font-heading"));
    }
}
