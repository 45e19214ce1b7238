//! What `kronika check` finds beyond a build: links of the finished pages that lead to nothing, entries that cannot be
//! told apart, files that are of no use, pages that nobody comes to; and, when asked, links to other hosts.
//!
//! [`run`] builds the site in memory, reads every page once (`web`) and asks each check of `CHECKS`. A new check is
//! one file and one row. Other hosts are asked by [`external`].

mod address;
mod css;
pub mod external;
mod files;
mod html;
mod links;
mod orphans;
mod places;
mod titles;
mod web;

use std::sync::Arc;

use crate::Made;
use crate::config::Config;
use crate::diag::{Diagnostics, codes};
use crate::render::{Progress, Stage};
use external::{Asked, Policy};
use web::Web;

/// What a check looks at.
pub(crate) struct Look<'a> {
    /// The finished site.
    made: &'a Made,
    /// Its pages, read.
    web: Web<'a>,
}

/// A check: looks, and notes what it finds.
type Check = fn(&Look<'_>, &mut Diagnostics);

/// The register.
static CHECKS: [Check; 4] = [links::run, titles::run, files::run, orphans::run];

/// What has been looked at, for the line at the end.
#[derive(Debug, Default)]
pub struct Checked {
    /// How many pages have been read.
    pub pages: usize,
    /// What came of asking other hosts, where that was wanted.
    pub asked: Option<Asked>,
}

/// Builds the site in memory and checks it; with a policy, asks other hosts by it. `None` when the build had errors: then
/// there are no pages to look at.
pub fn run(
    config: &Arc<Config>,
    hosts: Option<&Policy>,
    progress: Progress<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Checked> {
    let made = crate::make(config, progress, diagnostics)?;
    let look = Look { made: &made, web: Web::new(&made) };
    let mut found = Diagnostics::new();
    for check in CHECKS {
        check(&look, &mut found);
    }
    let site = &made.loaded.site;
    site.silence_found(codes::OF_CHECK, &mut found);
    let asked = hosts.map(|policy| {
        let mut of_hosts = Diagnostics::new();
        let asked =
            external::run(&look, policy, &|done, total| progress(Stage::Hosts, done, total), &mut of_hosts);
        // A host that is silent today is not tomorrow: no silence of that is called useless.
        site.silence_found(&[], &mut of_hosts);
        found.append(of_hosts);
        asked
    });
    diagnostics.append(found);
    let pages = look.web.pages.iter().filter(|page| look.web.path(page.file).as_str().ends_with(".html"));
    Some(Checked { pages: pages.count(), asked })
}

impl Look<'_> {
    /// The template of a page, where it is known.
    fn template(&self, file: usize) -> Option<String> {
        let Made { loaded, plan, .. } = self.made;
        let job = plan.jobs.get(self.web.path(file))?;
        job.output.template(&job.subject, &loaded.site, &loaded.theme)
    }
}
