//! What the reader of a preview is told of an update, and what is shown from then on.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::good::Good;
use super::{EntryPage, Shown, Update};
use crate::diag::Source;
use crate::entry::Origin;
use crate::path::{OutPath, SourcePath, Url};
use crate::site::{EntryIx, Publication, Site};
use crate::view::StampView;

/// What is shown from now on.
pub(super) fn shown(good: &Good, old: Option<&Good>, before: &Shown) -> Shown {
    let base = good.ground.draft.config.base_url.as_ref().map_or("/", |base| base.path());
    let same =
        old.is_some_and(|old| Arc::ptr_eq(old.ground.draft.site.graph(), good.ground.draft.site.graph()));
    Shown {
        base: base.to_owned(),
        files: good.pages.iter().map(|(path, page)| (path.clone(), page.content.clone())).collect(),
        late: Some(good.ground.clone()),
        entries: if same { before.entries.clone() } else { Arc::new(entries(&good.ground.draft.site)) },
    }
}

/// What a preview tells of the pages of entries.
fn entries(site: &Site) -> BTreeMap<OutPath, EntryPage> {
    let written = site.published_all().filter(|ix| site.entry(*ix).origin != Origin::Named);
    written.map(|ix| (page_of(ix, site), entry_page(ix, site))).collect()
}

fn entry_page(ix: EntryIx, site: &Site) -> EntryPage {
    let entry = site.entry(ix);
    let publication = site.plain_publication(ix);
    let moment = match publication {
        Publication::Embargoed(stamp) | Publication::Expired(stamp) => {
            Some(StampView::new(*stamp, site).text)
        }
        _ => None,
    };
    EntryPage {
        source: entry.source.path.clone(),
        title: entry.head.title.clone(),
        state: publication.as_str(),
        moment,
        hidden_from: entry.head.hidden_from.clone(),
    }
}

/// The page an entry is on: its own, or home.
fn page_of(ix: EntryIx, site: &Site) -> OutPath {
    if site.home() == Some(ix) { Url::page([]).out_path() } else { site.url(ix).out_path() }
}

/// Says which pages and files differ, are gone, have moved, and which the edit was about.
pub(super) fn tell(good: &Good, old: Option<&Good>, update: &mut Update) {
    let nothing = BTreeMap::new();
    let before = old.map_or(&nothing, |old| &old.pages);
    let differs = |path: &OutPath| match (before.get(path), good.pages.get(path)) {
        (Some(old), Some(new)) => old.content != new.content,
        _ => true,
    };
    update.changed = update.anew.iter().filter(|path| differs(path)).cloned().collect();
    update.removed = before.keys().filter(|path| !good.pages.contains_key(path)).cloned().collect();
    let Some(old) = old else { return };
    let (before, now) = (&old.ground.draft.site, &good.ground.draft.site);
    if Arc::ptr_eq(before.graph(), now.graph()) {
        // Every entry is where it was.
        let edited = now.published_all().filter(|ix| !before.same_text(now, *ix));
        update.edited = edited.map(|ix| page_of(ix, now)).collect();
        return;
    }
    let (was, is) = (texts(&old.ground.draft.site), texts(&good.ground.draft.site));
    for (path, text) in &is {
        let before = was.get(path);
        let edited = before.is_none_or(|before| before.source.text != text.source.text);
        if edited {
            update.edited.push(text.page.clone());
        }
        let from = match before {
            Some(before) => Some(&before.page),
            None => renamed(text, &was, &is),
        };
        update
            .moved
            .extend(from.filter(|from| **from != text.page).map(|from| (from.clone(), text.page.clone())));
    }
}

/// The text of an entry and its page.
struct Text<'a> {
    source: &'a Arc<Source>,
    page: OutPath,
}

fn texts(site: &Site) -> BTreeMap<&SourcePath, Text<'_>> {
    let text = |ix: EntryIx| {
        let source = site.body(ix).source.as_ref()?;
        Some((&source.path, Text { source, page: page_of(ix, site) }))
    };
    site.published_all().filter_map(text).collect()
}

/// The page that a text had under another name, which is now gone.
fn renamed<'a>(
    text: &Text<'_>,
    was: &'a BTreeMap<&SourcePath, Text<'_>>,
    is: &BTreeMap<&SourcePath, Text<'_>>,
) -> Option<&'a OutPath> {
    let same = |(path, before): &(&&SourcePath, &Text<'_>)| {
        before.source.text == text.source.text && !is.contains_key(**path)
    };
    was.iter().find(same).map(|(_, before)| &before.page)
}
