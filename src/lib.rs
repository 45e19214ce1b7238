//! kronika turns a folder of Markdown about programmes, forums and events into a browsable static site.
//!
//! A build is one arrow, with a named type between each two stages; nothing flows back:
//!
//! ```text
//! Options → Config ─┬→ Theme, Locale
//! content/ → SourceTree → RawEntry → Entry → Site → Plan → Files → Changes → output/
//!            source       front      kinds   site   outputs render  write
//! ```
//!
//! | stage | turns | into |
//! |---|---|---|
//! | [`config`] | options and `kronika.yaml` | [`config::Config`] |
//! | [`theme`] | templates, texts and assets in three layers | [`theme::Theme`], [`locale::Locale`] |
//! | [`source`] | `content/` | [`source::SourceTree`] |
//! | [`front`] | a file | [`front::RawEntry`]: front matter with places, body |
//! | [`kinds`] | a raw entry | [`entry::Entry`]: checked facts |
//! | [`site`] | all entries | [`site::Site`]: the graph with addresses and indices |
//! | [`outputs`] | the graph | [`outputs::Plan`]: every path, known and unique |
//! | [`render`] | the plan, through [`view`] and the theme | [`render::Files`]: bytes by path |
//! | [`mod@write`] | the files | [`write::Changes`] in the output folder |
//!
//! Every stage puts what is wrong into [`diag::Diagnostics`] and goes on; the build stops after a stage with
//! errors and has then written nothing. [`build`] reads like the arrow.

pub mod captions;
pub mod check;
pub mod cli;
pub mod clock;
pub mod colour;
pub mod config;
pub mod content;
pub mod diag;
pub mod document;
pub mod entry;
pub mod feed;
mod fingerprint;
mod fit;
pub mod fix;
pub mod front;
pub mod hosting;
pub mod ical;
mod keep;
pub mod kinds;
pub mod locale;
pub mod markdown;
pub mod outputs;
pub mod path;
pub mod picture;
pub mod preview;
pub mod reads;
mod record;
pub mod recording;
pub mod render;
pub mod schema;
pub mod search;
pub mod serve;
pub mod share;
pub mod site;
pub mod source;
pub mod statement;
pub mod theme;
pub mod view;
pub mod watch;
pub mod when;
pub mod why;
pub mod words;
pub mod write;
pub mod xml;
pub mod yaml;

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use captions::Captions;
use config::{Config, Options};
use content::Content;
use diag::Diagnostics;
use outputs::{Plan, RenderCx};
use path::OutPath;
use record::{Built, Notes, Season, Survey};
use render::{Files, Progress};
use site::{Material, Site};
use source::SourceTree;
use theme::Theme;
use view::{Titles, Views};
use write::{Changes, Writer};

/// A site ready to be planned, with what it was made from.
pub struct Loaded {
    /// The graph.
    pub site: Site,
    /// The theme.
    pub theme: Theme,
}

/// A finished site, with what it was made from.
pub struct Made {
    /// The graph and the theme.
    pub loaded: Loaded,
    /// What each file is about.
    pub plan: Plan,
    /// The files.
    pub files: Files,
}

/// Options → files → output folder. `None` when there were errors; nothing has then been written. Where nothing has changed
/// since the last build, nothing is done.
pub fn build(
    options: &Options,
    output: &Path,
    strict: bool,
    progress: Progress<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Changes> {
    let mut survey = Survey::take(options);
    if let Some(recalled) = survey.as_mut().and_then(|survey| survey.recall(options, output, strict)) {
        diagnostics.append(recalled.told);
        return Some(recalled.changes);
    }
    if let Some(survey) = &mut survey {
        survey.settle();
    }
    let mut told = Diagnostics::new();
    let built = build_anew(options, output, strict, progress, &mut told);
    if let (Some(built), Some(survey)) = (&built, survey) {
        survey.keep(options, output, built, &told);
    }
    diagnostics.append(told);
    built.map(|built| built.changes)
}

/// The same, whatever is known of the last build.
fn build_anew(
    options: &Options,
    output: &Path,
    strict: bool,
    progress: Progress<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Built> {
    let config = config::load(options, diagnostics)?;
    if let Err(fault) = write::check(&config.root, output) {
        diagnostics.push(*fault);
        return None;
    }
    let notes = Notes::default();
    let (loaded, _, changes) = prepare(&config, progress, diagnostics, |plan, cx, diagnostics| {
        if strict && diagnostics.counts() != (0, 0) {
            return None;
        }
        let writer = Writer::open(output).map_err(|faults| diagnostics.extend(faults)).ok()?;
        let take = |path: &OutPath, content: Content| notes.note(path, &content, writer.take(path, &content));
        render::each(plan, cx, &take, progress, diagnostics);
        if diagnostics.has_errors() {
            return None;
        }
        writer.finish().map_err(|faults| diagnostics.extend(faults)).ok()
    })?;
    let season = Season::new(&config, loaded.site.next_moment());
    Some(Built { changes: changes?, season, files: notes.files() })
}

/// The finished site in memory. `None` when there were errors.
pub fn files(config: &Arc<Config>, progress: Progress<'_>, diagnostics: &mut Diagnostics) -> Option<Files> {
    make(config, progress, diagnostics).map(|made| made.files)
}

/// The finished site in memory with all it was made from. `None` when there were errors.
pub fn make(config: &Arc<Config>, progress: Progress<'_>, diagnostics: &mut Diagnostics) -> Option<Made> {
    let (loaded, plan, files) = prepare(config, progress, diagnostics, |plan, cx, diagnostics| {
        render::render(plan, cx, progress, diagnostics)
    })?;
    (!diagnostics.has_errors()).then_some(Made { loaded, plan, files })
}

/// All that comes before files are rendered, and what `then` makes of it. `None` when there were errors: then it is not
/// called.
fn prepare<T>(
    config: &Arc<Config>,
    progress: Progress<'_>,
    diagnostics: &mut Diagnostics,
    then: impl FnOnce(&Plan, &RenderCx<'_>, &mut Diagnostics) -> T,
) -> Option<(Loaded, Plan, T)> {
    let loaded = load(config, diagnostics)?;
    let Loaded { site, theme } = &loaded;
    let (titles, prepared) = (Titles::new(site), outputs::Prepared::default());
    let faulty = diagnostics.has_errors();
    let fill = || {
        if !faulty {
            prepared.fill(site, &titles)
        }
    };
    let (plan, ()) = rayon::join(|| outputs::plan(site, theme, diagnostics), fill);
    if !diagnostics.has_errors() {
        render::pictures(&plan, site, progress, diagnostics);
    }
    let views = Views::new(site, titles);
    let cx = RenderCx::new(site, &views, theme, &plan, &prepared, diagnostics);
    site.silence(diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let made = then(&plan, &cx, diagnostics);
    Some((loaded, plan, made))
}

/// Theme and graph. `None` when the theme cannot be used: then the faults of single files are told all the same. The
/// graph is there even when entries have faults, so that all of them are found.
pub fn load(config: &Arc<Config>, diagnostics: &mut Diagnostics) -> Option<Loaded> {
    let themed = theme::load(config, diagnostics);
    let tree = SourceTree::read(&config.root, diagnostics);
    let material = check(tree, config, diagnostics);
    let (theme, locale) = themed?;
    let site = site::build(material, config.clone(), locale, theme.texts.clone(), diagnostics);
    Some(Loaded { site, theme })
}

/// Source tree → entries, in parallel; faults in the order of files.
pub fn check(tree: SourceTree, config: &Config, diagnostics: &mut Diagnostics) -> Material {
    let checked: Vec<kinds::Checked> =
        tree.texts.par_iter().map(|source| kinds::check(source, config)).collect();
    let broken = tree.unreadable.iter().map(kinds::Broken::new).collect();
    let mut material = Material { files: tree.files, broken, ..Material::default() };
    for one in checked {
        diagnostics.append(one.diagnostics);
        material.texts.extend(one.text);
        material.broken.extend(one.broken);
    }
    let checked: Vec<captions::Checked> =
        tree.captions.par_iter().map(|source| captions::check(source, config)).collect();
    for one in checked {
        diagnostics.append(one.diagnostics);
        material.captions.push(one.captions);
    }
    material.captions.extend(tree.unread_captions.iter().map(|path| Arc::new(Captions::unread(path))));
    material
}
