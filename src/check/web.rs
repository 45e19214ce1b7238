//! The finished site as a web: every page and style sheet is read once, in parallel, and what it leads to is known by
//! its place in the order of files. Entry point: [`Web::new`].

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::address::{Addresses, Lead, index_of};
use super::{css, html};
use crate::Made;
use crate::content::Content;
use crate::path::OutPath;

/// The files of a site and what leads from one to another.
pub(super) struct Web<'a> {
    /// Every file, sorted; elsewhere a file is named by its place here.
    pub(super) files: Vec<&'a OutPath>,
    /// Those that hold links, in the same order.
    pub(super) pages: Vec<Page>,
}

/// A page or style sheet.
pub(super) struct Page {
    /// Which file it is.
    pub(super) file: usize,
    /// The files it leads to or shows, each once, sorted.
    pub(super) leads: Vec<usize>,
    /// Places in files that it leads to: the address as written, the file, the id.
    anchors: Vec<(String, usize, String)>,
    /// Addresses within the site that lead to no file.
    pub(super) broken: Vec<Broken>,
    /// Whole addresses of other sites.
    pub(super) outside: Vec<String>,
    /// What can be led to in it, sorted; of a style sheet nothing.
    ids: Vec<String>,
}

/// An address that leads to nothing.
pub(super) struct Broken {
    /// As it stands on the page.
    pub(super) written: String,
    /// The file it would lead to; none above the site's root.
    pub(super) file: Option<String>,
    /// The place in that file, where the file is there and only the place is missing.
    pub(super) anchor: Option<String>,
}

impl<'a> Web<'a> {
    /// Reads all pages and style sheets. A file that can no longer be read holds nothing.
    pub(super) fn new(made: &'a Made) -> Self {
        let files: Vec<&OutPath> = made.files.keys().collect();
        let addresses = Addresses { base: made.loaded.site.config.base_url.as_ref() };
        let contents: Vec<&Content> = made.files.values().collect();
        let pages = contents
            .par_iter()
            .enumerate()
            .filter_map(|(at, content)| page(at, content, &files, &addresses))
            .collect();
        let mut web = Self { files, pages };
        web.follow_anchors();
        web
    }

    /// The address of a file.
    pub(super) fn path(&self, file: usize) -> &'a OutPath {
        self.files[file]
    }

    /// The page that is this file.
    pub(super) fn page(&self, file: usize) -> Option<&Page> {
        self.pages.binary_search_by_key(&file, |page| page.file).ok().map(|at| &self.pages[at])
    }

    /// Which file has this path.
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        find(&self.files, path)
    }

    /// Files that any page leads to or shows, but for what a page says of itself.
    pub(super) fn led_to(&self) -> BTreeSet<usize> {
        let from = |page: &Page| page.leads.iter().copied().filter(|to| *to != page.file).collect::<Vec<_>>();
        self.pages.iter().flat_map(from).collect()
    }

    /// Finds out which places are there, once all ids are known.
    fn follow_anchors(&mut self) {
        let broken: Vec<Vec<Broken>> = self
            .pages
            .par_iter()
            .map(|page| {
                let missing = page.anchors.iter().filter(|(_, file, id)| {
                    let ids =
                        self.page(*file).filter(|page| self.path(page.file).as_str().ends_with(".html"));
                    ids.is_some_and(|page| page.ids.binary_search(id).is_err())
                });
                missing
                    .map(|(written, file, id)| Broken {
                        written: written.clone(),
                        file: Some(self.path(*file).as_str().to_owned()),
                        anchor: Some(id.clone()),
                    })
                    .collect()
            })
            .collect();
        for (page, broken) in self.pages.iter_mut().zip(broken) {
            page.broken.extend(broken);
            page.anchors = Vec::new();
        }
    }
}

fn find(files: &[&OutPath], path: &str) -> Option<usize> {
    files.binary_search_by(|file| file.as_str().cmp(path)).ok()
}

fn page(file: usize, content: &Content, files: &[&OutPath], addresses: &Addresses<'_>) -> Option<Page> {
    let path = files[file].as_str();
    let is_page = path.ends_with(".html") && matches!(content, Content::Made(_));
    if !is_page && !path.ends_with(".css") {
        return None;
    }
    let bytes = content.read().ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let holds = match is_page {
        true => html::read(&text),
        false => html::Holds {
            addresses: css::addresses(&text).into_iter().map(|(address, _)| address).collect(),
            ..html::Holds::default()
        },
    };
    let from = holds.base.as_deref().map(|base| addresses.lead(path, base));
    let from = match &from {
        Some(Lead::Inside(base, _)) => base.as_str(),
        _ => path,
    };
    let mut page = Page {
        file,
        leads: Vec::new(),
        anchors: Vec::new(),
        broken: Vec::new(),
        outside: Vec::new(),
        ids: holds.ids,
    };
    for written in holds.addresses {
        match addresses.lead(from, &written) {
            Lead::Inside(to, anchor) => page.lead(written, to, anchor, files),
            Lead::Above => page.broken.push(Broken { written, file: None, anchor: None }),
            Lead::Outside(address) => page.outside.push(address),
            Lead::Elsewhere => {}
        }
    }
    page.leads.sort_unstable();
    page.leads.dedup();
    Some(page)
}

impl Page {
    /// What can be led to in it, sorted.
    pub(super) fn ids(&self) -> &[String] {
        &self.ids
    }

    fn lead(&mut self, written: String, to: String, anchor: Option<String>, files: &[&OutPath]) {
        // A folder's name alone is answered by its page.
        let Some(file) = find(files, &to).or_else(|| find(files, index_of(&to).as_str())) else {
            self.broken.push(Broken { written, file: Some(to), anchor: None });
            return;
        };
        self.leads.push(file);
        // `#top` leads to the top of any page (HTML, "Scrolling to a fragment"); `:~:` begins words to look for.
        let id = anchor.filter(|id| !id.eq_ignore_ascii_case("top") && !id.contains(":~:"));
        if let Some(id) = id {
            self.anchors.push((written, file, id));
        }
    }
}
