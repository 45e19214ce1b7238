//! What the site's own look is made into: `assets/look.css`, the header's pattern in the site's colours, and an
//! icon with the site's first letter where it has none of its own.

use serde::Serialize;

use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::path::Url;
use crate::site::Site;
use crate::theme::look::{HeaderLook, Palette};
use crate::theme::{Look as Settings, Theme};
use crate::view::{ICON, STYLE};
use crate::words;

/// The pattern on light ground and on dark; `look.css` names them.
const PATTERNS: [&str; 2] = ["look-header.svg", "look-header-dark.svg"];

/// The output.
pub(super) struct Look;

/// What the template of a pattern sees as `colours`, each as `#0a5265`.
#[derive(Serialize)]
struct ColoursView {
    /// The page.
    paper: String,
    /// A quiet tint of the first colour.
    band: String,
    /// The first colour.
    accent: String,
    /// The second colour; the first where there is no second.
    accent_2: String,
}

impl Output for Look {
    fn name(&self) -> &'static str {
        "look"
    }

    fn plan(&self, _: &Site, theme: &Theme, plan: &mut PlanBuilder) {
        let look = &theme.look;
        let patterns = match &look.header {
            Some(HeaderLook::Pattern(_)) if look.dark.is_some() => &PATTERNS[..],
            Some(HeaderLook::Pattern(_)) => &PATTERNS[..1],
            _ => &[],
        };
        let css = look.css.is_some().then_some(STYLE);
        let icon = look.icon.is_none().then_some(ICON);
        for name in css.into_iter().chain(icon).chain(patterns.iter().copied()) {
            let words = words!(
                "what is made from `look:` in kronika.yaml",
                "to, co powstaje z `look:` w kronika.yaml"
            );
            plan.page(&Url::file(&format!("assets/{name}")), Subject::File(name.to_owned()), words);
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let Subject::File(name) = subject else {
            return Ok(Content::default());
        };
        let look = &cx.theme.look;
        match name.as_str() {
            STYLE => Ok(look.css.clone().unwrap_or_default().into()),
            ICON => Ok(letter(&cx.site.config.title, &look.light).into()),
            name => pattern(look, name == PATTERNS[1], cx),
        }
    }
}

/// The header's pattern in the colours of one scheme.
fn pattern(look: &Settings, dark: bool, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
    let Some(HeaderLook::Pattern(template)) = &look.header else {
        return Ok(Content::default());
    };
    let palette = look.dark.as_ref().filter(|_| dark).unwrap_or(&look.light);
    let mut context = tera::Context::new();
    let colours = ColoursView {
        paper: palette.paper.to_string(),
        band: palette.band.to_string(),
        accent: palette.accent.to_string(),
        accent_2: palette.accent_2.to_string(),
    };
    context.insert("colours", &colours);
    cx.theme.render(template, &context, "the header's pattern").map(Content::from)
}

/// The first letter of a title on the site's colour.
fn letter(title: &str, palette: &Palette) -> String {
    let first = title.chars().find(|c| c.is_alphanumeric()).unwrap_or('•');
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
<rect width="64" height="64" rx="12" fill="{}"/>
<text x="32" y="46" text-anchor="middle" font-family="system-ui, sans-serif" font-weight="700" font-size="40" fill="{}">{}</text>
</svg>
"#,
        palette.accent,
        palette.on_accent,
        first.to_uppercase()
    )
}
