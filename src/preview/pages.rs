//! The pages of a plan, late ones left out: kept from the last good site where nothing they asked is answered otherwise, else made.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::stale::Stale;
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::outputs::{Job, Plan, RenderCx, Subject};
use crate::path::OutPath;
use crate::reads::{Reads, noting};

/// A file of the site with what it was made from.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub(super) content: Content,
    /// The output that made it.
    output: &'static str,
    subject: Subject,
    pub(super) reads: Arc<Reads>,
}

/// Every file of a site.
pub(super) type Pages = BTreeMap<OutPath, Page>;

/// What became of a plan.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub(super) pages: Pages,
    /// Those that were made, not kept.
    pub(super) anew: Vec<OutPath>,
    /// What went wrong, in the order of paths.
    pub(super) faults: Vec<Diagnostic>,
}

/// Keeps or makes every page; `kept` are those of the last good site and what differs from it.
pub(super) fn make(plan: &Plan, cx: &RenderCx<'_>, kept: Option<(&Pages, &Stale)>) -> Made {
    let jobs: Vec<(&OutPath, &Job)> = plan.jobs.iter().filter(|(_, job)| !job.output.is_late()).collect();
    let results: Vec<_> = jobs.into_par_iter().map(|(path, job)| (path, one(path, job, cx, kept))).collect();
    let mut made = Made::default();
    let mut pages = Vec::with_capacity(results.len());
    for (path, (page, anew)) in results {
        match page {
            Ok(page) => pages.push((path.clone(), page)),
            Err(fault) => made.faults.push(*fault),
        }
        if anew {
            made.anew.push(path.clone());
        }
    }
    made.pages = pages.into_iter().collect();
    made
}

/// A page, and whether it was made.
fn one(
    path: &OutPath,
    job: &Job,
    cx: &RenderCx<'_>,
    kept: Option<(&Pages, &Stale)>,
) -> (Result<Page, Box<Diagnostic>>, bool) {
    let old = kept.and_then(|(pages, stale)| Some((pages.get(path)?, stale)));
    if let Some(page) = old.and_then(|(page, stale)| keep(page, job, stale)) {
        return (Ok(page), false);
    }
    let (content, reads) = noting(|| job.output.render(&job.subject, cx));
    let page = content.map(|content| Page {
        content,
        output: job.output.name(),
        subject: job.subject.clone(),
        reads: Arc::new(reads),
    });
    (page, true)
}

/// The page as it is, where it is of the same output and subject and nothing it asked is answered otherwise.
fn keep(page: &Page, job: &Job, stale: &Stale) -> Option<Page> {
    let subject = match page.subject.entry() {
        Some(ix) => page.subject.about(stale.place(ix)?),
        None => page.subject.clone(),
    };
    let same = page.output == job.output.name() && subject == job.subject && stale.holds(&page.reads);
    same.then(|| Page { subject, reads: stale.moved(&page.reads), content: page.content.clone(), ..*page })
}
