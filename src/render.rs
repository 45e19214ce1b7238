//! [`Plan`] → [`Files`]: every job rendered, in parallel; faults in the order of paths.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::content::Content;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::outputs::{Plan, RenderCx, picture_fault};
use crate::path::{OutPath, SourcePath};
use crate::picture::{Unfit, Variant};
use crate::site::Site;
use crate::words;

/// The finished site: what the golden tests, `build` and a preview all consume.
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

/// Renders every job.
pub fn render(
    plan: &Plan,
    cx: &RenderCx<'_>,
    progress: Progress<'_>,
    diagnostics: &mut Diagnostics,
) -> Files {
    let done = AtomicUsize::new(0);
    let total = plan.jobs.len();
    let jobs: Vec<_> = plan.jobs.iter().collect();
    let rendered: Vec<_> = jobs
        .into_par_iter()
        .map(|(path, job)| {
            let bytes = job.output.render(&job.subject, cx);
            progress(Stage::Pages, done.fetch_add(1, Ordering::Relaxed) + 1, total);
            (path.clone(), bytes)
        })
        .collect();
    let mut files = Files::new();
    let mut faults: Vec<Diagnostic> = Vec::new();
    for (path, result) in rendered {
        match result {
            Ok(bytes) => {
                files.insert(path, bytes);
            }
            Err(fault) => faults.push(*fault),
        }
    }
    for fault in once(faults) {
        diagnostics.push(fault);
    }
    files
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
