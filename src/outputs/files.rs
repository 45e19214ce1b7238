//! The site's own files, copied as they are: those in the folder of an entry, and of the others those that an
//! entry links to or shows. A list of participants that lies about unused is nobody's business.

use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::path::SourcePath;
use crate::site::Site;
use crate::source::copied;
use crate::theme::Theme;

/// The output.
pub(super) struct Files;

impl Output for Files {
    fn name(&self) -> &'static str {
        "files"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        let used = site.used_files();
        for file in site.files().filter(|file| file.owner.is_some() || used.contains(&file.url)) {
            plan.page(
                &file.url,
                Subject::File(file.source.as_str().to_owned()),
                file.source.as_str().to_owned(),
            );
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let Subject::File(path) = subject else {
            return Ok(Content::default());
        };
        copied(&cx.site.config.root, &SourcePath::new(path))
    }
}
