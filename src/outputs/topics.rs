//! Topics: the tags A to Z, and a page for each.

use serde::Serialize;

use super::kind_index::letter_anchor;
use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::site::{Site, Term};
use crate::theme::Theme;
use crate::view::{TermView, TimelineView};
use crate::words;

/// The name of its segment and text.
const SECTION: &str = "topics";

/// The output.
pub(super) struct Topics;

/// What the template of an index of terms sees as `terms`.
#[derive(Serialize)]
pub(super) struct TermsView {
    /// The title of the page.
    title: String,
    /// Its letters.
    groups: Vec<Letter>,
}

/// A letter of the index.
#[derive(Serialize)]
struct Letter {
    /// The letter.
    heading: String,
    /// Its anchor.
    anchor: String,
    /// Its terms.
    terms: Vec<TermView>,
}

/// What the template sees as `topic`.
#[derive(Serialize)]
struct TopicView {
    /// The title of the page.
    title: String,
    /// The tag.
    name: String,
    /// How many entries.
    count: usize,
    /// Its entries by year and month, newest first; those without a date last.
    timeline: TimelineView,
}

impl Output for Topics {
    fn name(&self) -> &'static str {
        "topics"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        if site.tags().is_empty() {
            return;
        }
        plan.section(SECTION, &site.section(SECTION), Subject::Site);
        for (at, term) in site.tags().iter().enumerate() {
            let name = &term.name;
            plan.page(
                &term.url,
                Subject::Tag(at),
                words!("the page of the tag “{name}”", "strona tematu „{name}”"),
            );
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let term = match subject {
            Subject::Tag(at) => cx.site.tags().get(*at),
            _ => None,
        };
        let Some(term) = term else {
            return index(SECTION, cx.site.tags(), cx);
        };
        let name = cx.views.text(&term.name);
        let title = cx.text("titles.topic", &[("name", &name)]);
        let view = TopicView {
            title: title.clone(),
            name,
            count: term.entries.len(),
            timeline: TimelineView::of(&term.entries, cx.site, cx.views),
        };
        let crumbs = vec![cx.home_crumb(), cx.section_crumb(SECTION)];
        cx.page("topic.html", cx.page_view("topic", title, &term.url, crumbs), "topic", &view)
    }
}

/// The index of all terms of a sort, A to Z.
pub(super) fn index(section: &str, terms: &[Term], cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
    let mut groups: Vec<Letter> = Vec::new();
    for term in terms {
        let letter = cx.site.locale.initial(&term.name);
        if groups.last().is_none_or(|last| last.heading != letter) {
            let anchor = letter_anchor(&letter, groups.len());
            groups.push(Letter { heading: letter, anchor, terms: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.terms.push(TermView::new(term, cx.views));
        }
    }
    let title = cx.text(&format!("sections.{section}"), &[]);
    let page = cx.page_view(section, title.clone(), &cx.site.section(section), vec![cx.home_crumb()]);
    cx.page("topics.html", page, "terms", &TermsView { title, groups })
}
