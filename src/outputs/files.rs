//! The site's own files, copied as they are: those in the folder of an entry, and of the others those that an
//! entry links to or shows. A list of participants that lies about unused is nobody's business.

use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::path::SourcePath;
use crate::site::Site;
use crate::source::copied;
use crate::theme::Theme;
use crate::words::Words;

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
                Words::same(file.source.as_str()),
            );
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let Subject::File(path) = subject else {
            return Ok(Content::default());
        };
        let path = SourcePath::new(path);
        // Asked so that the file is made again when another lies in its place.
        let _ = cx.site.file(&path);
        copied(&cx.site.config.root, &path)
    }
}
