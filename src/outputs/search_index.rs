//! What the search page looks things up in: the files of [`crate::search`], in the folder of that page.

use std::sync::Arc;

use super::{Output, PlanBuilder, RenderCx, Shared, Subject, search_page};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::path::Url;
use crate::search::{self, Files};
use crate::site::Site;
use crate::theme::Theme;
use crate::view::Titles;
use crate::words;

/// A file of the search.
type Whole = fn(&Files) -> &Vec<u8>;
/// The files of one sort.
type Parts = fn(&Files) -> &Vec<Vec<u8>>;

/// Files beside the numbered ones.
const FILES: [(&str, Whole); 2] = [("plan", |files| &files.plan), ("facets", |files| &files.facets)];

/// Files that are told by their number.
const PARTS: [(&str, Parts); 2] = [("words", |files| &files.words), ("texts", |files| &files.texts)];

/// The output.
pub(super) struct SearchIndex;

impl Output for SearchIndex {
    fn name(&self) -> &'static str {
        "search-index"
    }

    fn is_late(&self) -> bool {
        true
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        let mut add = |name: String| {
            let url = Url::file(&format!("{}{name}.bin", search_page::folder(site)));
            plan.page(&url, Subject::File(name), words!("what the search is made of", "indeks wyszukiwarki"));
        };
        FILES.iter().for_each(|(name, _)| add((*name).to_owned()));
        let (words, texts) = search::parts(search::count(site));
        for ((name, _), count) in PARTS.iter().zip([words, texts]) {
            (0..count).for_each(|at| add(format!("{name}-{at}")));
        }
    }

    fn prepare(&self, site: &Site, titles: &Titles) -> Option<Shared> {
        Some(Arc::new(search::files(site, titles)))
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let (Some(files), Subject::File(name)) = (cx.prepared::<Files>(self), subject) else {
            return Ok(Content::default());
        };
        let whole = FILES.iter().find(|(file, _)| file == name).map(|(_, bytes)| bytes(&files));
        let part = || {
            let (name, at) = name.rsplit_once('-')?;
            let (_, parts) = PARTS.iter().find(|(part, _)| *part == name)?;
            parts(&files).get(at.parse::<usize>().ok()?)
        };
        Ok(whole.or_else(part).cloned().unwrap_or_default().into())
    }
}
