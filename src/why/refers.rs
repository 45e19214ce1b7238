//! Who refers to something: by which key, from where.

use serde::Serialize;

use crate::captions::is_captions;
use crate::diag::{Diagnostics, Source, Span};
use crate::entry::{Origin, RefIx};
use crate::front;
use crate::path::SourcePath;
use crate::site::{EntryIx, Named, Publication, Site, Target};

/// A reference, seen from what it leads to.
#[derive(Debug, Serialize)]
pub struct Referrer {
    /// The file it stands in, from the site's folder.
    pub file: String,
    /// Its line; none for membership by folder.
    pub line: Option<usize>,
    /// Its column.
    pub column: Option<usize>,
    /// By what it refers.
    pub by: By,
    /// The key of the front matter, where it is one.
    pub key: Option<String>,
    /// The entry that holds it; none for the menu.
    pub id: Option<String>,
    /// The title of that entry.
    pub title: Option<String>,
    /// False when that entry is kept out of the site itself.
    pub published: bool,
}

/// By what something is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// A key of the front matter.
    Key,
    /// A block in the text.
    Block,
    /// A link or picture in the text.
    Link,
    /// The folder the file lies in.
    Folder,
    /// The menu in `kronika.yaml`.
    Menu,
}

/// Everything that refers to an entry, in the order of files and places.
pub(super) fn to_entry(wanted: EntryIx, site: &Site) -> Vec<Referrer> {
    let mut found = Vec::new();
    for ix in site.all().filter(|ix| *ix != wanted && site.entry(*ix).origin != Origin::Named) {
        let entry = site.entry(ix);
        let leads_here =
            |target| matches!(target, Target::Entry(other) | Target::Withheld(other) if other == wanted);
        for (at, relation) in entry.relations.iter().enumerate() {
            if leads_here(site.target(ix, RefIx(at))) {
                found.push(in_front(ix, &relation.span, site));
            }
        }
        let written = found.len();
        let links = &site.body(ix).outline.links;
        let links = links.iter().filter(|link| site.named_by(ix, link) == Some(Named::Entry(wanted)));
        found.extend(links.map(|link| in_body(ix, By::Link, &link.span, site)));
        let member = site.containers_of(ix).iter().any(|(_, holder)| *holder == wanted)
            || *site.publication(ix) == Publication::Withheld(wanted);
        let by_key = found[..written].iter().any(|one| one.file == entry.source.path.as_str());
        if member && !by_key {
            found.push(Referrer {
                by: By::Folder,
                line: None,
                column: None,
                ..in_body(ix, By::Folder, &(0..0), site)
            });
        }
    }
    found.extend(in_menus(wanted, site));
    found
}

/// Everything that names or shows a file.
pub(super) fn to_file(wanted: &SourcePath, site: &Site) -> Vec<Referrer> {
    let mut found = Vec::new();
    for ix in site.all().filter(|ix| site.entry(*ix).origin != Origin::Named) {
        let entry = site.entry(ix);
        let named =
            entry.files.iter().filter(|file| entry.source.path.join(&file.path).as_ref() == Some(wanted));
        found.extend(named.map(|file| in_front(ix, &file.span, site)));
        let links = &site.body(ix).outline.links;
        let links = links.iter().filter(|link| site.named_by(ix, link) == Some(Named::File(wanted.clone())));
        found.extend(links.map(|link| in_body(ix, By::Link, &link.span, site)));
        let shows = |picture: &SourcePath| {
            picture == wanted || is_captions(wanted.name()) && picture.folder() == wanted.folder()
        };
        let blocks = site.body(ix).outline.blocks.iter();
        let blocks = blocks.filter(|(_, block)| block.pictures(&entry.source.path, site).iter().any(shows));
        found.extend(blocks.map(|(at, _)| in_body(ix, By::Block, &(*at..*at), site)));
    }
    found
}

/// A reference in the front matter or, below it, in a block.
fn in_front(ix: EntryIx, span: &Span, site: &Site) -> Referrer {
    let source = &site.entry(ix).source;
    let raw = front::read(source, true, &mut Diagnostics::new());
    let pairs = raw.as_ref().map_or(&[][..], |raw| &raw.front);
    let key = pairs.iter().find(|(_, node)| node.span.contains(&span.start)).map(|(key, _)| key.name.clone());
    let by = if key.is_some() { By::Key } else { By::Block };
    Referrer { key, ..in_body(ix, by, span, site) }
}

fn in_body(ix: EntryIx, by: By, span: &Span, site: &Site) -> Referrer {
    let entry = site.entry(ix);
    Referrer {
        id: Some(site.id(ix).to_owned()),
        title: Some(entry.head.title.clone()),
        published: site.publication(ix).is_published(),
        ..at(&entry.source, by, span)
    }
}

fn at(source: &Source, by: By, span: &Span) -> Referrer {
    let (line, column) = source.line_column(span.start);
    Referrer {
        file: source.path.to_string(),
        line: Some(line),
        column: Some(column),
        by,
        key: None,
        id: None,
        title: None,
        published: true,
    }
}

fn in_menus(wanted: EntryIx, site: &Site) -> Vec<Referrer> {
    let items = site.config.menus.values().flatten();
    let items = items.filter(|item| site.find_entry(&item.to.value) == Some(wanted));
    items.map(|item| at(&site.config.source, By::Menu, &item.to.span)).collect()
}
