//! Disk → [`Draft`]: a site that may still have faults. Configuration, theme, entries and graph are kept from the draft
//! before, where what they are made from is the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::DateTime;
use rayon::prelude::*;

use super::Update;
use super::disk::Disk;
use crate::captions::{self, Captions};
use crate::clock::Today;
use crate::config::{self, Config, Options};
use crate::diag::{Diagnostics, Source};
use crate::kinds::{self, Checked};
use crate::locale::Locale;
use crate::path::SourcePath;
use crate::picture::Pictures;
use crate::site::{self, Facts, Graph, Material, Site};
use crate::theme::{self, Theme};

/// A site that may still have faults.
pub(super) struct Draft {
    pub(super) config: Arc<Config>,
    pub(super) theme: Arc<Theme>,
    pub(super) site: Site,
}

/// What drafts are made of, kept from one to the next.
pub(super) struct Drafting {
    options: Options,
    config: Option<Arc<Config>>,
    theme: Option<Themed>,
    checked: BTreeMap<SourcePath, (Arc<Source>, Checked)>,
    captions: BTreeMap<SourcePath, captions::Checked>,
    graphed: Option<Graphed>,
    /// What is known of pictures.
    pub(super) pictures: Arc<Pictures>,
}

/// A theme with what it was made from.
struct Themed {
    config: Arc<Config>,
    layers_seen: u64,
    theme: Arc<Theme>,
    locale: Arc<Locale>,
    faults: Diagnostics,
}

/// A site with what its graph was made from.
struct Graphed {
    config: Arc<Config>,
    theme: Arc<Theme>,
    facts: Facts,
    site: Site,
    /// What is wrong with the graph; bodies have their own faults.
    faults: Diagnostics,
    /// When time alone will change what it says.
    next_moment: DateTime,
}

impl Drafting {
    pub(super) fn new(options: Options) -> Self {
        let pictures = Arc::new(Pictures::open(&options.root));
        Self {
            options,
            config: None,
            theme: None,
            checked: BTreeMap::new(),
            captions: BTreeMap::new(),
            graphed: None,
            pictures,
        }
    }

    /// True when time alone has changed what is said of an entry since the site was made.
    pub(super) fn is_time_over(&self) -> bool {
        let (Some(config), Some(graphed), None) = (&self.config, &self.graphed, self.options.today) else {
            return false;
        };
        Today::read(&config.timezone).now >= graphed.next_moment
    }

    /// The site as the disk has it now; none where configuration or theme cannot be used.
    pub(super) fn draft(&mut self, disk: &Disk, update: &mut Update) -> Option<Draft> {
        let config = self.config(&mut update.diagnostics)?;
        let themed = self.theme(&config, disk.layers_seen, &mut update.diagnostics);
        update.diagnostics.append(disk.faults.clone());
        let material = self.material(disk, &config, update);
        let (theme, locale) = themed?;
        let site = self.site(material, &config, &theme, locale, &mut update.diagnostics);
        Some(Draft { config, theme, site })
    }

    /// The configuration; the one before, where it says the same and its moment still does.
    fn config(&mut self, diagnostics: &mut Diagnostics) -> Option<Arc<Config>> {
        let config = config::load(&self.options, diagnostics)?;
        let same_text = |before: &&Arc<Config>| before.source.text == config.source.text;
        if let Some(before) = self.config.as_ref().filter(same_text)
            && !self.is_time_over()
        {
            return Some(before.clone());
        }
        self.config = Some(config.clone());
        Some(config)
    }

    /// The theme; the one before, where none of its files has changed.
    fn theme(
        &mut self,
        config: &Arc<Config>,
        layers_seen: u64,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Arc<Theme>, Arc<Locale>)> {
        let current =
            |themed: &&Themed| themed.layers_seen == layers_seen && Arc::ptr_eq(&themed.config, config);
        if let Some(themed) = self.theme.as_ref().filter(current) {
            diagnostics.append(themed.faults.clone());
            return Some((themed.theme.clone(), themed.locale.clone()));
        }
        let mut faults = Diagnostics::new();
        let loaded = theme::load(config, &mut faults);
        diagnostics.append(faults.clone());
        let (theme, locale) = loaded?;
        let theme = Arc::new(theme);
        self.theme = Some(Themed {
            config: config.clone(),
            layers_seen,
            theme: theme.clone(),
            locale: locale.clone(),
            faults,
        });
        Some((theme, locale))
    }

    /// Every entry; read anew where its text is another.
    fn material(&mut self, disk: &Disk, config: &Arc<Config>, update: &mut Update) -> Material {
        let same_config = self.graphed.as_ref().is_some_and(|graphed| Arc::ptr_eq(&graphed.config, config));
        if !same_config {
            self.checked.clear();
            self.captions.clear();
        }
        let known = |source: &Arc<Source>| {
            self.checked.get(&source.path).is_some_and(|(known, _)| Arc::ptr_eq(known, source))
        };
        let anew: Vec<&Arc<Source>> = disk.tree.texts.iter().filter(|source| !known(source)).collect();
        let anew: Vec<(Arc<Source>, Checked)> =
            anew.into_par_iter().map(|source| (source.clone(), kinds::check(source, config))).collect();
        update.parsed = anew.len();
        for (source, checked) in anew {
            self.checked.insert(source.path.clone(), (source, checked));
        }
        let texts = &disk.tree.texts;
        if self.checked.len() != texts.len() {
            self.checked.retain(|path, _| texts.binary_search_by(|text| text.path.cmp(path)).is_ok());
        }
        let broken = disk.tree.unreadable.iter().map(kinds::Broken::new).collect();
        let mut material = Material { files: disk.tree.files.clone(), broken, ..Material::default() };
        for (_, checked) in self.checked.values() {
            update.diagnostics.append(checked.diagnostics.clone());
            material.texts.extend(checked.text.clone());
            material.broken.extend(checked.broken.clone());
        }
        self.add_captions(disk, config, &mut material, &mut update.diagnostics);
        material
    }

    /// The captions of pictures; read anew where their text is another.
    fn add_captions(
        &mut self,
        disk: &Disk,
        config: &Arc<Config>,
        material: &mut Material,
        diagnostics: &mut Diagnostics,
    ) {
        let mut before = std::mem::take(&mut self.captions);
        for source in &disk.tree.captions {
            let known = before.remove(&source.path).filter(|checked| {
                checked.captions.source.as_ref().is_some_and(|known| Arc::ptr_eq(known, source))
            });
            let checked = known.unwrap_or_else(|| captions::check(source, config));
            diagnostics.append(checked.diagnostics.clone());
            material.captions.push(checked.captions.clone());
            self.captions.insert(source.path.clone(), checked);
        }
        let unread = disk.tree.unread_captions.iter();
        material.captions.extend(unread.map(|path| Arc::new(Captions::unread(path))));
    }

    /// The site; with the graph before, where no facts have changed.
    fn site(
        &mut self,
        material: Material,
        config: &Arc<Config>,
        theme: &Arc<Theme>,
        locale: Arc<Locale>,
        diagnostics: &mut Diagnostics,
    ) -> Site {
        let (facts, bodies) = material.part();
        let current = |graphed: &&mut Graphed| {
            Arc::ptr_eq(&graphed.config, config)
                && (Arc::ptr_eq(&graphed.theme, theme) || graphed.theme.texts == theme.texts)
                && graphed.facts.same_as(&facts)
        };
        if let Some(graphed) = self.graphed.as_mut().filter(current) {
            diagnostics.append(graphed.faults.clone());
            graphed.site = graphed.site.with_bodies(&bodies, diagnostics);
            graphed.theme = theme.clone();
            return graphed.site.clone();
        }
        let mut faults = Diagnostics::new();
        let graph: Graph =
            site::graph(facts.clone(), config.clone(), locale, theme.texts.clone(), &mut faults);
        diagnostics.append(faults.clone());
        let site = Site::new(Arc::new(graph), self.pictures.clone(), bodies, diagnostics);
        self.graphed = Some(Graphed {
            config: config.clone(),
            theme: theme.clone(),
            facts,
            faults,
            next_moment: site.next_moment(),
            site: site.clone(),
        });
        site
    }
}
