//! The thread that keeps the site up to date: waits for changes, updates, publishes, tells.
//!
//! Good news is published at once. Errors wait until the disk has been quiet for a moment, so that half a `git checkout`
//! flashes none. Once it has been quiet for longer, and from then on every now and then, the whole site is compared with
//! the disk and the clock: what the system did not tell of does not stay wrong.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use super::live::Press;
use crate::preview::{Dirty, Preview, Shown, Update};
use crate::watch::Watch;
use crate::words::Words;

/// How long the disk is quiet before errors are told.
const ERRORS_AFTER: Duration = Duration::from_millis(150);

/// How long it is quiet before everything is compared.
const COMPARED_AFTER: Duration = Duration::from_millis(1000);

/// How often everything is compared while it stays quiet.
const COMPARED_EVERY: Duration = Duration::from_secs(15);

/// How often pages are brought up to date while pictures are made.
const PICTURES_EVERY: Duration = Duration::from_millis(500);

/// What the terminal is told.
#[derive(Debug)]
pub enum News<'a> {
    /// The site was brought up to date, and this is what browsers now see.
    Update(&'a Update, &'a Shown),
    /// The site is looked through once a second, for this reason.
    Polling(&'a Words),
}

/// Who is told.
pub(super) type Listener = Box<dyn FnMut(News<'_>) + Send>;

/// What keeps the site up to date.
pub(super) struct Engine {
    pub(super) preview: Preview,
    pub(super) watch: Watch,
    pub(super) press: Press,
    pub(super) listener: Listener,
}

impl Engine {
    /// Runs for as long as the program.
    pub(super) fn run(mut self) {
        let first = self.preview.update(&Dirty::Everything);
        self.publish(&first);
        // What was found and is not told yet.
        let mut held: Option<Update> = None;
        let mut compare = false;
        let mut makers: Vec<JoinHandle<()>> = Vec::new();
        loop {
            makers.retain(|maker| !maker.is_finished());
            if makers.is_empty() {
                makers = self.make_pictures();
            }
            if let Some(reason) = self.watch.failure() {
                (self.listener)(News::Polling(&reason));
            }
            let limit = match (&held, compare) {
                (Some(_), _) => ERRORS_AFTER,
                (None, true) => COMPARED_AFTER,
                (None, false) => COMPARED_EVERY,
            };
            let busy = !makers.is_empty();
            let limit = if busy { limit.min(PICTURES_EVERY) } else { limit };
            let dirty = match (self.watch.next(Some(limit)), held.take()) {
                (Some(dirty), _) => dirty,
                (None, Some(update)) => {
                    self.publish(&update);
                    continue;
                }
                (None, None) if busy => Dirty::Paths(BTreeSet::new()),
                (None, None) => Dirty::Everything,
            };
            compare = matches!(dirty, Dirty::Paths(_));
            let update = self.preview.update(&dirty);
            if self.press.newest().knows_errors_of(&update.diagnostics) {
                self.publish(&update);
            } else {
                held = Some(update);
            }
        }
    }

    /// Has the pictures made that wait, on half of the processors: whoever writes meanwhile is not to wait for them.
    fn make_pictures(&self) -> Vec<JoinHandle<()>> {
        let Some(waiting) = self.preview.waiting().map(Arc::new) else { return Vec::new() };
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let maker = |_| {
            let waiting = waiting.clone();
            let thread = std::thread::Builder::new().name("pictures".to_owned());
            // A machine that gives no thread shows photos as they are.
            thread.spawn(move || waiting.make()).ok()
        };
        (0..(processors / 2).max(1)).filter_map(maker).collect()
    }

    fn publish(&mut self, update: &Update) {
        let shown = self.preview.shown();
        if self.press.publish(shown.clone(), update) {
            (self.listener)(News::Update(update, &shown));
        }
    }
}
