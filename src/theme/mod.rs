//! The theme: templates (Tera), texts by language, and assets. A site's own `templates/` win over the chosen
//! theme, the site's own in `themes/<name>/` or one of the program's, which wins over the default theme.
//!
//! [`load`] reads and compiles everything; [`Theme::render`] makes a page.

mod failure;
mod functions;
mod layers;
pub mod look;
mod reach;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use tera::{Context, Tera};

use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics, Source, codes};
use crate::locale::{DateWords, Locale};
use crate::path::SourcePath;
use crate::reads::{Question, ask};

use failure::failure;
pub use layers::{Asset, LAYERS};
pub use look::Look;
pub use texts::Texts;

/// A theme ready for use.
pub struct Theme {
    tera: Tera,
    /// Texts of the interface in the site's language.
    pub texts: Texts,
    /// Files copied to the output, by their path below `assets/`.
    pub assets: BTreeMap<String, Asset>,
    /// The site's own look, laid over the theme.
    pub look: Look,
    /// Sources of the templates by their name in the engine, for excerpts in diagnostics.
    sources: BTreeMap<String, Arc<Source>>,
    /// Fingerprints of the templates with all they reach; made when first asked for.
    reach: OnceLock<BTreeMap<String, u64>>,
}

/// Loads the chosen theme over the default one, and the locale of the site's language. Faults found before are no
/// reason not to look for those of the theme.
pub fn load(config: &Config, diagnostics: &mut Diagnostics) -> Option<(Theme, Arc<Locale>)> {
    let mut faults = Diagnostics::new();
    let loaded = read(config, &mut faults);
    diagnostics.append(faults);
    loaded
}

fn read(config: &Config, diagnostics: &mut Diagnostics) -> Option<(Theme, Arc<Locale>)> {
    let layers = layers::read(config, diagnostics)?;
    let texts = texts::load(&layers, config, diagnostics)?;
    let words = DateWords {
        from: texts.pattern("date.from"),
        until: texts.pattern("date.until"),
        about: texts.pattern("date.about"),
    };
    let locale = match Locale::new(&config.language, words) {
        Ok(locale) => Arc::new(locale),
        Err(reason) => {
            let place = config.language_span.clone();
            diagnostics.push(
                Diagnostic::error(codes::CONFIG_INVALID, &config.source, place, reason)
                    .hint(crate::config::language_hint()),
            );
            return None;
        }
    };
    let mut tera = Tera::default();
    functions::register(&mut tera, &texts, &locale, &config.language);
    let prefixes = layers::PREFIXES;
    if let Err(error) = tera.set_fallback_prefixes(prefixes) {
        diagnostics.push(failure(&error, &layers.templates, codes::TEMPLATE_SYNTAX, None));
        return None;
    }
    let templates: Vec<(&str, &str)> =
        layers.templates.iter().map(|(name, source)| (name.as_str(), source.text.as_str())).collect();
    if let Err(error) = tera.add_raw_templates(templates) {
        diagnostics.push(failure(&error, &layers.templates, codes::TEMPLATE_SYNTAX, None));
        return None;
    }
    let material = look::Material {
        assets: &layers.assets,
        templates: layers.templates.keys().filter_map(|name| unprefixed(name)).collect(),
    };
    let look = look::resolve(config, &material, diagnostics);
    let (assets, sources) = (layers.assets, layers.templates);
    Some((Theme { tera, texts, look, assets, sources, reach: OnceLock::new() }, locale))
}

impl Theme {
    /// True when a template of this name exists in any layer.
    pub fn has(&self, template: &str) -> bool {
        layers::PREFIXES.iter().any(|prefix| self.sources.contains_key(&format!("{prefix}{template}")))
    }

    /// Names of all templates without their layer, for "did you mean".
    pub fn template_names(&self) -> Vec<&str> {
        self.sources.keys().filter_map(|name| unprefixed(name)).collect()
    }

    /// The templates of all layers.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.sources.values()
    }

    /// Tells apart what a template of this name could become: it and everything it reaches, in all layers.
    pub fn fingerprint(&self, template: &str) -> u64 {
        let reach = self.reach.get_or_init(|| reach::fingerprints(&self.sources));
        reach.get(template).copied().unwrap_or_default()
    }

    /// The file of a template and those it extends, from the one named to the one at the bottom.
    pub fn chain(&self, template: &str) -> Vec<&SourcePath> {
        let named = |name: &str| match unprefixed(name).filter(|_| self.sources.contains_key(name)) {
            Some(_) => self.sources.get_key_value(name),
            None => layers::PREFIXES
                .iter()
                .find_map(|prefix| self.sources.get_key_value(&format!("{prefix}{name}"))),
        };
        let mut chain: Vec<(&String, &Arc<Source>)> = Vec::new();
        let mut next = named(template);
        while let Some(found) = next.filter(|(name, _)| !chain.iter().any(|(other, _)| other == name)) {
            chain.push(found);
            next = reach::extended(&found.1.text).and_then(named);
        }
        chain.into_iter().map(|(_, source)| &source.path).collect()
    }

    /// True when pages differ from those of the other theme by their templates and texts alone.
    pub fn differs_in_words_alone(&self, other: &Theme) -> bool {
        let names =
            |theme: &Theme| theme.template_names().into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
        self.look == other.look && self.assets.keys().eq(other.assets.keys()) && names(self) == names(other)
    }

    /// Renders a template: text in UTF-8. `about` names the page for the reader of an error.
    ///
    /// # Errors
    /// A diagnostic at the place in the template, naming the page.
    pub fn render(&self, template: &str, context: &Context, about: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        ask(|| Question::Template(template.to_owned()));
        let mut text = Vec::new();
        match self.tera.render_to(template, context, &mut text) {
            Ok(()) => Ok(text),
            Err(error) => Err(Box::new(failure(&error, &self.sources, codes::TEMPLATE_RENDER, Some(about)))),
        }
    }
}

/// A template's name without its layer.
fn unprefixed(name: &str) -> Option<&str> {
    name.split_once('/').map(|(_, name)| name)
}
