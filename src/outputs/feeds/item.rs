//! [`item`]: what a feed says of an entry. In full: when and where, its picture, its summary, its body, what came of
//! it, what follows, links and files. Else the same in a sentence or two.

use serde_json::Value;

use super::html::far_from_home;
use super::moments::{Moments, rfc3339};
use super::whole;
use crate::config::BaseUrl;
use crate::diag::Diagnostic;
use crate::entry::RefIx;
use crate::feed::tag::Authority;
use crate::feed::{Item, Person, Topic};
use crate::kinds::{Rel, TimelineShape};
use crate::outputs::RenderCx;
use crate::outputs::entries::{description, told_title};
use crate::path::slug;
use crate::site::EntryIx;
use crate::view::data::DataCx;
use crate::view::{AttachmentView, StatusView, ViewCx};
use crate::xml::{attribute, text};

/// What is said of an entry.
///
/// # Errors
/// The first fault of a template of one of its body's blocks.
pub(super) fn item(
    ix: EntryIx,
    moments: &Moments,
    base: &BaseUrl,
    authority: &Authority,
    cx: &RenderCx<'_>,
) -> Result<Item, Box<Diagnostic>> {
    let view = cx.view_cx(ix);
    let (site, entry) = (cx.site, view.entry());
    let url = whole(base, &site.url(ix).href());
    let at = |moment| rfc3339(moment, &site.config.timezone);
    let full = site.config.feeds.full;
    let summary = view.text_of(&entry.head.summary);
    let html = if full { content(&view, summary.as_deref(), base, &url)? } else { None };
    Ok(Item {
        id: authority.id(&[entry.kind.id.0, site.id(ix)]),
        title: view.text(&told_title(ix, cx)),
        published: moments.published.map(at),
        updated: at(moments.updated),
        authors: entry.head.byline.map(|byline| author(byline, &view, base)).into_iter().collect(),
        topics: topics(&view, base),
        image: image(&view, base).map(|(address, _)| address),
        summary: if full { summary } else { in_brief(summary.or_else(|| description(ix, cx)), &view) },
        html,
        url,
    })
}

fn author(byline: RefIx, view: &ViewCx<'_>, base: &BaseUrl) -> Person {
    let page = view.target(byline).map(|ix| whole(base, &view.site.url(ix).href()));
    Person { name: view.link(byline).title, url: page, email: None }
}

fn topics(view: &ViewCx<'_>, base: &BaseUrl) -> Vec<Topic> {
    let index = whole(base, &view.site.section("topics").href());
    let topic = |tag: &String| {
        let known = view.site.tag(tag);
        let last = known.and_then(|term| term.url.as_str().trim_end_matches('/').rsplit('/').next());
        Topic {
            term: last.map_or_else(|| slug(tag), str::to_owned),
            scheme: index.clone(),
            label: view.text(known.map_or(tag, |term| &term.name)),
        }
    };
    view.entry().head.tags.iter().map(topic).collect()
}

/// The whole address of its picture, and what it shows.
fn image(view: &ViewCx<'_>, base: &BaseUrl) -> Option<(String, String)> {
    let image = view.image(view.entry().head.image.as_ref()?)?;
    Some((whole(base, &image.url), image.alt))
}

/// When and where, and its state where its author states one; nothing for what tells of other things.
fn facts(view: &ViewCx<'_>) -> Vec<String> {
    let (site, entry) = (view.site, view.entry());
    if entry.kind.timeline == TimelineShape::None {
        return Vec::new();
    }
    let when = view.when(entry.facets.when.as_ref().map(|when| &when.value)).map(|when| when.text);
    let involved = site.involved_in(view.ix).iter();
    let places = involved.filter(|one| one.rel == Rel::Place && one.holder == view.ix);
    let places = places.map(|one| place(one.other, view));
    let status = StatusView::of(view.ix, site).filter(|status| status.stated).map(|status| status.label);
    when.into_iter().chain(places).chain(status).collect()
}

/// A place with its town, where its name does not say it.
fn place(ix: EntryIx, view: &ViewCx<'_>) -> String {
    let name = view.entry_link(ix).title;
    let record = DataCx { view: view.of(ix) }.record();
    match record.get(&["locality"]).and_then(Value::as_str).filter(|town| !name.contains(town)) {
        Some(town) => format!("{name}, {}", view.text(town)),
        None => name,
    }
}

/// The summary with what readers must know beside it.
fn in_brief(summary: Option<String>, view: &ViewCx<'_>) -> Option<String> {
    let facts = facts(view).join(" · ");
    match (facts.is_empty(), summary) {
        (true, summary) => summary,
        (false, None) => Some(facts),
        (false, Some(summary)) => Some(format!("{facts}. {summary}")),
    }
}

/// All of it; none where there is nothing beyond its title.
fn content(
    view: &ViewCx<'_>,
    summary: Option<&str>,
    base: &BaseUrl,
    url: &str,
) -> Result<Option<String>, Box<Diagnostic>> {
    let facets = &view.entry().facets;
    let mut html = String::new();
    let facts = facts(view);
    if !facts.is_empty() {
        html.push_str(&format!("<p>{}</p>\n", text(&facts.join(" · "))));
    }
    if let Some((address, alt)) = image(view, base) {
        html.push_str(&format!("<p><img src=\"{}\" alt=\"{}\"></p>\n", attribute(&address), attribute(&alt)));
    }
    if let Some(summary) = summary {
        html.push_str(&format!("<p>{}</p>\n", text(summary)));
    }
    html.push_str(&view.body(base.as_str())?);
    let outcomes = view.texts(&facets.outcomes);
    list(&mut html, "entry.outcomes", outcomes.iter().map(|outcome| text(outcome)), view);
    let steps = facets.next_steps.iter().map(|step| match view.when(step.when.as_ref()) {
        Some(when) => text(&format!("{} ({})", view.text(&step.text), when.text)),
        None => text(&view.text(&step.text)),
    });
    list(&mut html, "entry.next_steps", steps, view);
    let links = view.external(&view.entry().head.links);
    let links = links.iter().filter_map(|link| Some(anchor(link.url.as_ref()?, &link.label)));
    list(&mut html, "entry.links", links, view);
    let files = view.attachments();
    let file = |file: &AttachmentView| {
        let what = text(&format!(" ({})", file.note));
        anchor(&whole(base, &file.url), &file.label) + &what
    };
    list(&mut html, "entry.attachments", files.iter().map(file), view);
    let html = far_from_home(&html, url);
    Ok(Some(html.trim().to_owned()).filter(|html| !html.is_empty()))
}

/// A list below its heading, where there is anything on it.
fn list(html: &mut String, heading: &str, items: impl Iterator<Item = String>, view: &ViewCx<'_>) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    html.push_str(&format!("<h2>{}</h2>\n<ul>\n", text(&view.site.texts.pattern(heading))));
    for item in items {
        html.push_str(&format!("<li>{item}</li>\n"));
    }
    html.push_str("</ul>\n");
}

fn anchor(address: &str, label: &str) -> String {
    format!("<a href=\"{}\">{}</a>", attribute(address), text(label))
}
