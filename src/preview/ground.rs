//! [`Ground`]: what the files of a site are made from. [`Ground::late`] makes those that wait until somebody asks.

use std::fmt;
use std::sync::Arc;

use super::draft::Draft;
use crate::content::Content;
use crate::diag::Diagnostics;
use crate::outputs::{Plan, Prepared, RenderCx};
use crate::path::OutPath;
use crate::view::Views;

/// What the files of a site are made from.
pub(super) struct Ground {
    pub(super) draft: Draft,
    pub(super) views: Views,
    pub(super) plan: Arc<Plan>,
    /// What late files share.
    pub(super) prepared: Prepared,
}

impl Ground {
    /// Paths of the files that are made when somebody asks for them.
    pub(super) fn late_paths(&self) -> impl Iterator<Item = &OutPath> {
        self.plan.jobs.iter().filter(|(_, job)| job.output.is_late()).map(|(path, _)| path)
    }

    /// True for a file that is made when somebody asks for it.
    pub(super) fn is_late(&self, path: &OutPath) -> bool {
        self.plan.jobs.get(path).is_some_and(|job| job.output.is_late())
    }

    /// Makes such a file; none for others, and where it cannot be made.
    pub(super) fn late(&self, path: &OutPath) -> Option<Content> {
        let job = self.plan.jobs.get(path).filter(|job| job.output.is_late())?;
        let Draft { site, theme, .. } = &self.draft;
        // Whatever is wrong with the menus was told when the pages were made.
        let mut told = Diagnostics::new();
        let cx = RenderCx::new(site, &self.views, theme, &self.plan, &self.prepared, &mut told);
        job.output.render(&job.subject, &cx).ok()
    }
}

impl fmt::Debug for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ground").finish_non_exhaustive()
    }
}
