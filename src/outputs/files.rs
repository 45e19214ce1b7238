//! The site's own files, copied as they are: those in the folder of an entry, and of the others those that an
//! entry links to. Pictures are the matter of `pictures`. A list of participants that lies about unused is nobody's business.

use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::path::SourcePath;
use crate::picture::{is_picture, is_unshown_picture};
use crate::site::{Site, SiteFile};
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
        let given = site.given_pictures();
        let is_shown = |file: &SiteFile| is_picture(file.source.name()) && !given.contains_key(&file.source);
        // A photo that browsers do not show, left beside its JPEG, tells where it was taken, and nobody has asked for it.
        let is_kept_back = |file: &SiteFile| is_unshown_picture(file.source.name());
        let is_published =
            |file: &&SiteFile| file.owner.is_some() && !is_kept_back(file) || used.contains(&file.url);
        for file in site.files().filter(|file| is_published(file) && !is_shown(file)) {
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
