//! [`Plan`] → files: every job rendered, in parallel; faults of late files first, then in the order of paths.
//!
//! [`each`] hands every file on as soon as it is made; [`render`] keeps all of them, as [`Files`].

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::content::Content;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::outputs::{Job, Plan, RenderCx, picture_fault};
use crate::path::{OutPath, SourcePath};
use crate::picture::{Unfit, Variant};
use crate::site::Site;
use crate::words;

/// The finished site in memory.
pub type Files = BTreeMap<OutPath, Content>;

/// What takes long enough to be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Decoding pictures and writing them in several sizes.
    Pictures,
    /// Making pages.
    Pages,
    /// Asking other hosts.
    Hosts,
}

/// Who is told how much of a stage is done: the stage, how many things, of how many.
pub type Progress<'a> = &'a (dyn Fn(Stage, usize, usize) + Sync);

/// Most files that one thread makes on end: some take longer than others, and threads without work take from the rest.
const TOGETHER: usize = 64;

/// Makes of every picture what the plan needs of it, where it was not made before. What is wrong with one is told at the
/// first place that shows it.
pub fn pictures(plan: &Plan, site: &Site, progress: Progress<'_>, diagnostics: &mut Diagnostics) {
    let wanted: Vec<(SourcePath, Vec<Variant>)> = plan.pictures(site).into_iter().collect();
    let (done, total) = (AtomicUsize::new(0), wanted.len());
    let unfit: Vec<(&SourcePath, Unfit)> = wanted
        .par_iter()
        .filter_map(|(path, variants)| {
            let file = site.file(path)?;
            let made = site.pictures().make(path, &file.state, variants);
            progress(Stage::Pictures, done.fetch_add(1, Ordering::Relaxed) + 1, total);
            Some((path, made.err()?))
        })
        .collect();
    if !unfit.is_empty() {
        let shown = site.shown_pictures();
        for (path, why) in unfit {
            diagnostics.push(picture_fault(path, why, shown.get(path)));
        }
    }
    if total > 0 {
        site.pictures().settle(|path| site.file(path).is_some());
    }
}

/// Renders every job and keeps what comes of it.
pub fn render(
    plan: &Plan,
    cx: &RenderCx<'_>,
    progress: Progress<'_>,
    diagnostics: &mut Diagnostics,
) -> Files {
    let files = Mutex::new(Files::new());
    let keep = |path: &OutPath, content: Content| {
        files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), content);
    };
    each(plan, cx, &keep, progress, diagnostics);
    files.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Renders every job and gives each file to `take` on the thread it was made on, so that none has to be kept. What the
/// outputs share has to be prepared before; what late files share is let go, so `cx` is of no more use for them.
pub fn each(
    plan: &Plan,
    cx: &RenderCx<'_>,
    take: &(dyn Fn(&OutPath, Content) + Sync),
    progress: Progress<'_>,
    diagnostics: &mut Diagnostics,
) {
    let done = AtomicUsize::new(0);
    let total = plan.jobs.len();
    // Late files come first: the largest, data for other programs, are made before there are all the cards that pages need.
    let (late, pages): (Vec<_>, Vec<_>) = plan.jobs.iter().partition(|(_, job)| job.output.is_late());
    let mut faults: Vec<Diagnostic> = Vec::new();
    let make = |(path, job): (&OutPath, &Job)| {
        let made = job.output.render(&job.subject, cx).map(|content| take(path, content));
        progress(Stage::Pages, done.fetch_add(1, Ordering::Relaxed) + 1, total);
        made.err().map(|fault| *fault)
    };
    faults.par_extend(late.into_par_iter().with_max_len(TOGETHER).filter_map(make));
    cx.release_late();
    faults.par_extend(pages.into_par_iter().with_max_len(TOGETHER).filter_map(make));
    diagnostics.extend(once(faults));
}

/// A template's fault shows on every page it makes; it is told once, with how many pages more.
pub(crate) fn once(faults: Vec<Diagnostic>) -> impl Iterator<Item = Diagnostic> {
    let mut first: BTreeMap<(String, usize, &str), (Diagnostic, usize)> = BTreeMap::new();
    for (at, fault) in faults.into_iter().enumerate() {
        let place = match &fault.place {
            Place::Text(source, span) => (source.path.as_str().to_owned(), span.start),
            Place::File(path) => (path.as_str().to_owned(), 0),
            Place::Environment(_) => (String::new(), at),
        };
        first.entry((place.0, place.1, fault.code.id)).or_insert((fault, 0)).1 += 1;
    }
    first.into_values().map(|(fault, count)| match count {
        1 => fault,
        count => {
            let more = count - 1;
            fault.hint(words!(
                "the same happens on {more} more pages",
                "to samo dzieje się jeszcze na stronach (tyle: {more})",
            ))
        }
    })
}
