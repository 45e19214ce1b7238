//! A bar on the terminal once something takes long.

use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::report::Format;
use super::voice::Voice;
use crate::clock::Stopwatch;
use crate::render::Stage;
use crate::words;

/// How long something may take before it shows progress.
const PATIENCE_MS: u128 = 1000;

/// A bar on the terminal, for people only.
pub(super) struct Progress {
    watch: Stopwatch,
    bar: Mutex<Option<(Stage, ProgressBar)>>,
    shown: bool,
    voice: Voice,
}

impl Progress {
    /// Not shown yet.
    pub(super) fn new(format: Format, voice: Voice) -> Self {
        let shown = format == Format::Human && std::io::IsTerminal::is_terminal(&std::io::stderr());
        Self { watch: Stopwatch::start(), bar: Mutex::new(None), shown, voice }
    }

    /// Shows how much is done.
    pub(super) fn tell(&self, stage: Stage, done: usize, total: usize) {
        let often = stage != Stage::Pages || done.is_multiple_of(64);
        if !self.shown || !often || self.watch.milliseconds() < PATIENCE_MS {
            return;
        }
        let Ok(mut bar) = self.bar.lock() else { return };
        if let Some((_, old)) = bar.take_if(|(shown, _)| *shown != stage) {
            old.finish_and_clear();
        }
        let (_, bar) = bar.get_or_insert_with(|| (stage, self.bar(stage, total)));
        bar.set_position(done as u64);
    }

    /// Takes it off the terminal.
    pub(super) fn end(&self) {
        if let Ok(bar) = self.bar.lock()
            && let Some((_, bar)) = bar.as_ref()
        {
            bar.finish_and_clear();
        }
    }

    fn bar(&self, stage: Stage, total: usize) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
        let form = match stage {
            Stage::Pictures => {
                words!("{{bar:40}} {{pos}} of {{len}} pictures", "{{bar:40}} {{pos}} z {{len}} zdjęć")
            }
            Stage::Pages => {
                words!("{{bar:40}} {{pos}} of {{len}} pages", "{{bar:40}} {{pos}} z {{len}} stron")
            }
            Stage::Hosts => words!(
                "{{bar:40}} {{pos}} of {{len}} links to other sites",
                "{{bar:40}} {{pos}} z {{len}} odnośników do innych witryn"
            ),
        };
        if let Ok(style) = ProgressStyle::with_template(form.get(self.voice.language)) {
            bar.set_style(style);
        }
        bar
    }
}
