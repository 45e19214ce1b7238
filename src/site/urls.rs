//! Addresses: segments from the theme's texts (`urls.event: wydarzenia`), overridden by `urls:` in
//! `kronika.yaml`; slugs from `slug:` or the id.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::EntryIx;
use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics, codes, nearest, possible};
use crate::entry::{Entry, Origin};
use crate::kinds::{KINDS, Rel};
use crate::path::{Url, slug};
use crate::source::CONTENT;
use crate::theme::Texts;
use crate::words;

/// The first part of addresses, by kind or by page of the site.
#[derive(Debug)]
pub(super) struct Segments {
    table: BTreeMap<String, String>,
}

impl Segments {
    pub(super) fn new(config: &Config, texts: &Texts, diagnostics: &mut Diagnostics) -> Self {
        let mut table: BTreeMap<String, String> =
            texts.keys_below("urls").map(|(name, segment)| (name.to_owned(), segment.to_owned())).collect();
        for (name, segment) in &config.urls {
            let key = KINDS.iter().find(|kind| kind.folder == name).map_or(name.as_str(), |kind| kind.id.0);
            let clean: Vec<String> =
                segment.value.split('/').map(slug).filter(|part| !part.is_empty()).collect();
            let known = table.contains_key(key);
            let fault = if !known {
                let near = nearest(name, table.keys().map(String::as_str))
                    .first()
                    .map(|near| words!("did you mean `{near}`?", "czy chodziło o `{near}`?"));
                let near = near.or_else(|| Some(possible(table.keys().map(String::as_str))));
                Some((words!("`urls` has no `{name}`", "`urls` nie ma `{name}`"), near))
            } else if clean.join("/") != segment.value.trim_matches('/') {
                let (written, clean) = (&segment.value, clean.join("/"));
                let message = words!(
                    "`{written}` cannot be part of an address",
                    "`{written}` nie może być częścią adresu",
                );
                Some((message, Some(words!("write `{name}: {clean}`", "wpisz `{name}: {clean}`"))))
            } else {
                None
            };
            if let Some((message, hint)) = fault {
                let place = segment.span.clone();
                diagnostics.push(
                    Diagnostic::error(codes::CONFIG_INVALID, &config.source, place, message).hint_if(hint),
                );
            }
            table.insert(key.to_owned(), clean.join("/"));
        }
        Self { table }
    }

    /// The segment of a kind or page; its own name where the theme has none.
    pub(super) fn of<'a>(&'a self, name: &'a str) -> &'a str {
        self.table.get(name).map_or(name, String::as_str)
    }

    /// The address of a page that is a segment alone.
    pub(super) fn url(&self, name: &str) -> Url {
        Url::page(self.of(name).split('/'))
    }
}

/// The address of each entry: its kind's segment and its slug; of a stage, its programme's address and its slug.
pub(super) fn addresses(
    entries: &[Arc<Entry>],
    ids: &[String],
    containers: &[Vec<(Rel, EntryIx)>],
    segments: &Segments,
    diagnostics: &mut Diagnostics,
) -> Vec<Url> {
    let slugs: Vec<String> =
        entries.iter().zip(ids).map(|(entry, id)| slug_of(entry, id, diagnostics)).collect();
    let own = |at: usize| segments.url(entries[at].kind.id.0).child(&slugs[at]);
    (0..entries.len())
        .map(|at| {
            if is_home(&entries[at]) {
                return Url::page([]);
            }
            let scope =
                entries[at].kind.scope.and_then(|rel| containers[at].iter().find(|(other, _)| *other == rel));
            match scope {
                Some((_, scope)) => own(scope.0).child(&slugs[at]),
                None => own(at),
            }
        })
        .collect()
}

/// True for the home page's own text.
fn is_home(entry: &Entry) -> bool {
    entry.origin == Origin::Bundle && entry.source.path.folder() == CONTENT
}

fn slug_of(entry: &Entry, id: &str, diagnostics: &mut Diagnostics) -> String {
    let Some(written) = &entry.head.slug else {
        let last = id.rsplit('/').next().unwrap_or(id);
        let slug = slug(last);
        if slug.is_empty() {
            let message =
                words!("the name of this file gives no address", "z nazwy tego pliku nie wynika adres");
            let place = entry.front_span.start..entry.front_span.start;
            diagnostics.push(Diagnostic::error(codes::NO_SLUG, &entry.source, place, message).hint(words!(
                "add a line `id: spotkanie-1`, in small letters, digits and `-`",
                "dodaj wiersz `id: spotkanie-1`, z małych liter, cyfr i `-`",
            )));
        }
        return if slug.is_empty() { entry.kind.id.0.to_owned() } else { slug };
    };
    let clean = slug(&written.value);
    if clean != written.value {
        let text = &written.value;
        let message = words!("`{text}` cannot be part of an address", "`{text}` nie może być częścią adresu");
        let clean = if clean.is_empty() { "spotkanie-1" } else { &clean };
        diagnostics.push(
            Diagnostic::error(codes::NO_SLUG, &entry.source, written.span.clone(), message)
                .hint(words!("write `slug: {clean}`", "wpisz `slug: {clean}`")),
        );
    }
    clean
}
