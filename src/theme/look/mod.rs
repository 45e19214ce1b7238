//! The site's look, laid over the theme: what `look:` names is found among the assets, colours are completed and
//! checked, and what is to be said to browsers becomes a style sheet.
//!
//! `resolve` reads in this order: files ([`LookConfig`] → paths of assets), colours (`palette`), style sheet
//! (`css`). What is missing or cannot be read well is told at its key in `kronika.yaml`.

mod css;
mod palette;

use std::collections::BTreeMap;

use super::Asset;
use crate::config::look::{Font, Header};
use crate::config::{Config, LookConfig};
use crate::diag::{Diagnostic, Diagnostics, Spanned, codes, did_you_mean, nearest, possible, quoted_list};
use crate::path::SourcePath;
use crate::words;
use crate::words::Words;

pub use palette::Palette;

/// The theme's style sheet that the colours are laid over.
const STYLE: &str = "style.css";
/// The icon that a site or theme may bring along without naming it.
const ICON: &str = "icon.svg";
/// Where patterns are among the templates.
const PATTERNS: &str = "patterns/";
/// Endings of pictures.
const PICTURES: &[&str] = &["svg", "png", "jpg", "jpeg", "webp", "avif", "gif", "ico"];
/// Endings of fonts.
const FONTS: &[&str] = &["woff2", "woff", "ttf", "otf"];

/// The site's look, complete. Files are named by their path below `assets/`.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// The style sheet; none where the site sets nothing that one could say.
    pub css: Option<String>,
    /// The file of the icon; none where it is to be made from the site's first letter.
    pub icon: Option<String>,
    /// The file of the logo, with what it shows.
    pub logo: Option<(String, String)>,
    /// What adorns the header.
    pub header: Option<HeaderLook>,
    /// Colours on light ground.
    pub light: Palette,
    /// Colours on dark ground; none in a theme that has no dark mode.
    pub dark: Option<Palette>,
}

/// What adorns the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderLook {
    /// A photo, by its path below `assets/`.
    Image(String),
    /// A pattern, by its template.
    Pattern(String),
}

/// What a theme brings along.
pub(super) struct Material<'a> {
    /// Files by their path below `assets/`.
    pub(super) assets: &'a BTreeMap<String, Asset>,
    /// Names of templates without their layer.
    pub(super) templates: Vec<&'a str>,
}

/// Finds what `look:` names, completes its colours and writes its style sheet.
pub(super) fn resolve(config: &Config, material: &Material<'_>, diagnostics: &mut Diagnostics) -> Look {
    let look = &config.look;
    let mut finder = Finder { config, material, diagnostics };
    let logo = look.logo.as_ref().map(|logo| (finder.file(&logo.src, PICTURES), logo.alt.clone()));
    let header = look.header.as_ref().map(|header| match header {
        Header::Image(image) => HeaderLook::Image(finder.file(image, PICTURES)),
        Header::Pattern(pattern) => HeaderLook::Pattern(finder.pattern(pattern)),
    });
    let icon = look.icon.as_ref().map(|icon| finder.file(icon, PICTURES));
    let own_icon = material.assets.contains_key(ICON).then(|| ICON.to_owned());
    for font in [&look.text_font, &look.heading_font].into_iter().flatten() {
        if let Font::Files { src, bold, italic, .. } = font {
            for file in [Some(src), bold.as_ref(), italic.as_ref()].into_iter().flatten() {
                let _ = finder.file(file, FONTS);
            }
        }
    }
    let style = style_sheet(config, material, diagnostics);
    let (light, dark) = palettes(look, &style, config, diagnostics);
    let css = css::style_sheet(look, header.as_ref(), &light, dark.as_ref());
    Look { css, icon: icon.or(own_icon), logo, header, light, dark }
}

/// The text of the theme's main style sheet; empty where it has none.
fn style_sheet(config: &Config, material: &Material<'_>, diagnostics: &mut Diagnostics) -> String {
    match material.assets.get(STYLE).map(|asset| asset.content(&config.root)) {
        Some(Ok(content)) => {
            content.read().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
        }
        Some(Err(fault)) => {
            diagnostics.push(*fault);
            String::new()
        }
        None => String::new(),
    }
}

/// Both palettes; what the site gives and cannot be read is told.
fn palettes(
    look: &LookConfig,
    style: &str,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> (Palette, Option<Palette>) {
    let given = |colour: &Option<Spanned<_>>| colour.as_ref().map(|colour| colour.value);
    let (primary, secondary) = (given(&look.colours.primary), given(&look.colours.secondary));
    let light_ground = palette::Ground::light(style);
    if let Some(colour) = &look.colours.primary {
        diagnostics_for(colour, &light_ground, Words::same(""), config, diagnostics);
    }
    let dark = palette::Ground::dark(style).map(|ground| {
        if let Some(colour) = &look.dark.primary {
            diagnostics_for(
                colour,
                &ground,
                words!(" in dark mode", " w trybie ciemnym"),
                config,
                diagnostics,
            );
        }
        Palette::dark(&ground, primary, given(&look.dark.primary), secondary, given(&look.dark.secondary))
    });
    (Palette::light(&light_ground, primary, secondary), dark)
}

/// A colour of links that cannot be read on one of the grounds.
fn diagnostics_for(
    colour: &Spanned<crate::colour::Colour>,
    ground: &palette::Ground,
    scheme: Words,
    config: &Config,
    diagnostics: &mut Diagnostics,
) {
    let Some((pairs, better)) = ground.unreadable(colour.value) else { return };
    let written = colour.value;
    let message = words!(
        "`{written}` is hard to read{scheme}: a link has a contrast of {pairs}; WCAG 2.2 §1.4.3 asks for 4.5:1",
        "barwa `{written}` jest mało czytelna{scheme}: kontrast odnośnika to {pairs}; WCAG 2.2 §1.4.3 wymaga 4,5:1",
        scheme,
        pairs
    );
    diagnostics.push(
        Diagnostic::warning(codes::COLOUR_CONTRAST, &config.source, colour.span.clone(), message).hint(
            words!(
                "write `primary: \"{better}\"`, the nearest shade that can be read",
                "wpisz `primary: \"{better}\"`, najbliższy odcień, który da się czytać",
            ),
        ),
    );
}

/// Looks for what `look:` names.
struct Finder<'a, 'd> {
    config: &'a Config,
    material: &'a Material<'a>,
    diagnostics: &'d mut Diagnostics,
}

impl Finder<'_, '_> {
    /// A file of `assets/`. One that is not there is a fault, and is taken for found, so that all are told.
    fn file(&mut self, named: &Spanned<String>, endings: &[&str]) -> String {
        let path = SourcePath::new(&named.value).as_str().to_owned();
        if self.material.assets.contains_key(&path) {
            return path;
        }
        let place = path.strip_prefix("assets/").unwrap_or(&path).to_owned();
        let ending = |name: &str| name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let usable = |name: &str| ending(name).is_some_and(|ending| endings.contains(&ending.as_str()));
        let names: Vec<&str> =
            self.material.assets.keys().map(String::as_str).filter(|name| usable(name)).collect();
        let near = nearest(&named.value, names.iter().copied());
        let near = did_you_mean(near.first().copied());
        let list = quoted_list(names.iter().take(6).copied());
        let others = (near.is_none() && !names.is_empty())
            .then(|| words!("in `assets/` there is {list}", "w `assets/` jest {list}", list));
        let written = &named.value;
        let message =
            words!("there is no file `{written}` in `assets/`", "w `assets/` nie ma pliku `{written}`");
        self.diagnostics.push(
            Diagnostic::error(codes::MISSING_FILE, &self.config.source, named.span.clone(), message)
                .hint_if(near)
                .hint_if(others)
                .hint_if(self.is_pattern(written).then(|| {
                    words!(
                        "for the pattern write `header: {{pattern: {written}}}`",
                        "jeśli to wzór, wpisz `header: {{pattern: {written}}}`",
                    )
                }))
                .hint(words!(
                    "put the file into the site's folder `assets/`, as `assets/{place}`",
                    "włóż plik do katalogu `assets/` witryny, jako `assets/{place}`",
                )),
        );
        path
    }

    fn is_pattern(&self, name: &str) -> bool {
        self.material.templates.contains(&format!("{PATTERNS}{name}.svg").as_str())
    }

    /// The template of a pattern.
    fn pattern(&mut self, named: &Spanned<String>) -> String {
        let template = format!("{PATTERNS}{}.svg", named.value);
        if self.material.templates.contains(&template.as_str()) {
            return template;
        }
        let mut names: Vec<&str> = self
            .material
            .templates
            .iter()
            .filter_map(|name| name.strip_prefix(PATTERNS)?.strip_suffix(".svg"))
            .collect();
        names.sort_unstable();
        names.dedup();
        let near = nearest(&named.value, names.iter().copied());
        let near = near
            .first()
            .map(|name| words!("did you mean `pattern: {name}`?", "czy chodziło o `pattern: {name}`?"));
        let written = &named.value;
        let message = words!("there is no pattern `{written}`", "nie ma wzoru `{written}`");
        self.diagnostics.push(
            Diagnostic::error(codes::UNKNOWN_VALUE, &self.config.source, named.span.clone(), message)
                .hint_if(near)
                .hint(possible(names)),
        );
        template
    }
}
