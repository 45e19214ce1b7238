//! A page for each entry.

use super::statement::is_statement;
use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::{Diagnostic, Span, codes, nearest};
use crate::entry::{Entry, Origin, Status};
use crate::kinds::Listing;
use crate::site::{EntryIx, Site};
use crate::theme::Theme;
use crate::view::linked::LinkedCx;
use crate::view::{EntryView, LinkView, PageView};
use crate::words;

/// The title of an entry where it stands alone, in calendars and feeds: behind its state where it does not take place.
pub(super) fn told_title(ix: EntryIx, cx: &RenderCx<'_>) -> String {
    let title = &cx.site.entry(ix).head.title;
    match cx.site.status(ix).filter(|_| cx.site.is_void(ix)) {
        Some(Status::Cancelled) => cx.text("ics.cancelled", &[("title", title)]),
        Some(_) => cx.text("ics.postponed", &[("title", title)]),
        None => title.clone(),
    }
}

/// The template of kinds that have none of their own.
const FALLBACK: &str = "entry.html";

/// The output.
pub(super) struct Entries;

impl Output for Entries {
    fn name(&self) -> &'static str {
        "entries"
    }

    fn plan(&self, site: &Site, theme: &Theme, plan: &mut PlanBuilder) {
        for ix in site.published_all().filter(|ix| has_page(*ix, site)) {
            let entry = site.entry(ix);
            if let Some(template) = &entry.head.template {
                check_template(&file_of(&template.value), &template.span, entry, theme, plan);
            }
            if !is_statement(entry) {
                plan_entry(ix, site, plan);
            }
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let Subject::Entry(ix) = subject else {
            return Ok(Content::default());
        };
        let entry = cx.site.entry(*ix);
        let url = cx.site.url(*ix);
        let view = EntryView::new(&cx.view_cx(*ix), &url.to_root())?;
        let page = page_view(*ix, cx);
        let template = template_for(entry, cx.theme);
        cx.page(&template, page, "entry", &view).map_err(|mut fault| {
            let path = &entry.source.path;
            if !fault.hints.iter().any(|hint| hint.en.contains(path.as_str())) {
                fault.hints.push(words!("that page is made of {path}", "ta strona powstaje z pliku {path}"));
            }
            fault
        })
    }

    fn template(&self, subject: &Subject, site: &Site, theme: &Theme) -> Option<String> {
        match subject {
            Subject::Entry(ix) => Some(template_for(site.entry(*ix), theme)),
            _ => None,
        }
    }
}

/// The template an entry's page is made with: the one it names, else that of its kind, else the one for all.
fn template_for(entry: &Entry, theme: &Theme) -> String {
    let by_kind = || Some(format!("{}.html", entry.kind.id.0)).filter(|name| theme.has(name));
    template_of(entry).or_else(by_kind).unwrap_or_else(|| FALLBACK.to_owned())
}

/// True for an entry with a page of its own at its address: home has another, and of two that want one, one.
pub(super) fn has_page(ix: EntryIx, site: &Site) -> bool {
    site.home() != Some(ix) && !site.is_duplicate(ix)
}

/// Adds an entry's page.
pub(super) fn plan_entry(ix: EntryIx, site: &Site, plan: &mut PlanBuilder) {
    let entry = site.entry(ix);
    if entry.origin == Origin::Named {
        let (title, path) = (&entry.head.title, &entry.source.path);
        let words =
            words!("the page of “{title}”, named in {path}", "strona „{title}”, nazwa z pliku {path}");
        plan.page(site.url(ix), Subject::Entry(ix), words);
        return;
    }
    let top = entry.front_span.start..entry.front_span.start;
    let start = entry.head.slug.as_ref().map_or(top, |slug| slug.span.clone());
    plan.entry_page(site.url(ix), Subject::Entry(ix), &entry.source, start);
}

/// An entry's template has to be there.
fn check_template(file: &str, span: &Span, entry: &Entry, theme: &Theme, plan: &mut PlanBuilder) {
    if theme.has(file) {
        return;
    }
    let names = theme.template_names();
    let near = nearest(file, names.iter().copied());
    let near = near.first().map(|near| near.trim_end_matches(".html"));
    let near =
        near.map(|near| words!("did you mean `template: {near}`?", "czy chodziło o `template: {near}`?"));
    let message = words!("there is no template `{file}`", "nie ma szablonu `{file}`");
    let fault = Diagnostic::error(codes::UNKNOWN_VALUE, &entry.source, span.clone(), message);
    plan.fault(fault.hint_if(near).hint(words!(
        "make the file `templates/{file}`, or remove the line",
        "utwórz plik `templates/{file}` albo usuń ten wiersz",
    )));
}

/// The page of an entry.
pub(super) fn page_view(ix: EntryIx, cx: &RenderCx<'_>) -> PageView {
    let url = cx.site.url(ix);
    let root = url.to_root();
    let title = cx.views.title(ix).to_owned();
    let kind = cx.site.entry(ix).kind.id.0;
    PageView {
        description: description(ix, cx).or_else(|| Some(bare_description(kind, &title, cx))),
        share: super::head::share(cx, Some(ix)),
        things: LinkedCx::new(cx.view_cx(ix), &root).entry().into_iter().collect(),
        ..cx.page_view(kind, title, url, breadcrumbs(ix, cx))
    }
}

/// The template an entry names.
pub(super) fn template_of(entry: &Entry) -> Option<String> {
    entry.head.template.as_ref().map(|template| file_of(&template.value))
}

/// `deklaracja` and `deklaracja.html` both name a template.
fn file_of(template: &str) -> String {
    format!("{}.html", template.trim_end_matches(".html"))
}

/// What there is to say of an entry without a summary and a text.
fn bare_description(kind: &str, title: &str, cx: &RenderCx<'_>) -> String {
    let kind = cx.site.texts.pattern(&format!("kinds.{kind}.single"));
    cx.text("descriptions.entry", &[("kind", &kind), ("title", title), ("site", &cx.site.config.title)])
}

/// What search engines and previews say of an entry.
pub(super) fn description(ix: EntryIx, cx: &RenderCx<'_>) -> Option<String> {
    let entry = cx.site.entry(ix);
    entry.head.summary.as_deref().or(cx.site.excerpt(ix)).map(|text| {
        let short: String = text.chars().take(200).collect();
        let cut =
            if short.len() < text.len() { short.rfind(' ').unwrap_or(short.len()) } else { short.len() };
        let ellipsis = if short.len() < text.len() { "…" } else { "" };
        cx.views.text(&format!("{}{ellipsis}", &short[..cut]))
    })
}

/// Home, what it is a member of from the outermost inwards, or else its kind's index.
pub(super) fn breadcrumbs(ix: EntryIx, cx: &RenderCx<'_>) -> Vec<LinkView> {
    let view = cx.view_cx(ix);
    let mut way = Vec::new();
    let mut next = cx.site.containers_of(ix).first().map(|(_, container)| *container);
    while let Some(container) = next.filter(|container| !way.contains(container) && *container != ix) {
        way.push(container);
        next = cx.site.containers_of(container).first().map(|(_, container)| *container);
    }
    let outermost = way.last().copied().unwrap_or(ix);
    let kind = cx.site.entry(outermost).kind;
    let mut crumbs = vec![cx.home_crumb()];
    if kind.listing != Listing::None && cx.site.has_kind(kind) {
        crumbs.push(LinkView {
            title: cx.text(&format!("kinds.{}.plural", kind.id.0), &[]),
            url: Some(cx.site.section(kind.id.0).as_str().to_owned()),
        });
    }
    crumbs.extend(way.iter().rev().map(|container| view.entry_link(*container)));
    crumbs
}
