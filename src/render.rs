//! [`Plan`] → [`Files`]: every job rendered, in parallel; faults in the order of paths.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::outputs::{Plan, RenderCx};
use crate::path::OutPath;

/// The finished site: what the golden tests, `build` and a preview all consume.
pub type Files = BTreeMap<OutPath, Vec<u8>>;

/// Renders every job. `progress` is told how many are done.
pub fn render(
    plan: &Plan,
    cx: &RenderCx<'_>,
    progress: &(dyn Fn(usize, usize) + Sync),
    diagnostics: &mut Diagnostics,
) -> Files {
    let done = AtomicUsize::new(0);
    let total = plan.jobs.len();
    let jobs: Vec<_> = plan.jobs.iter().collect();
    let rendered: Vec<_> = jobs
        .into_par_iter()
        .map(|(path, job)| {
            let bytes = job.output.render(&job.subject, cx);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            (path.clone(), bytes)
        })
        .collect();
    let mut files = Files::new();
    for (path, result) in rendered {
        match result {
            Ok(bytes) => {
                files.insert(path, bytes);
            }
            Err(fault) => diagnostics.push(*fault),
        }
    }
    files
}
