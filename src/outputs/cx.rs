//! [`RenderCx`]: what outputs render with.

use std::any::Any;
use std::sync::Arc;

use serde::Serialize;
use tera::Context;

use super::{Alternate, Output, Plan, Prepared, head, menus};
use crate::content::Content;
use crate::diag::{Diagnostic, Diagnostics};
use crate::path::{OutPath, Url, to_root};
use crate::reads::{Question, ask};
use crate::site::{EntryIx, Site};
use crate::theme::Theme;
use crate::view::{Card, LinkView, Menus, PageView, SiteView, ViewCx, Views};

/// What outputs render with.
pub struct RenderCx<'a> {
    /// The site.
    pub site: &'a Site,
    /// The shared views.
    pub views: &'a Views,
    /// The theme.
    pub theme: &'a Theme,
    /// Every file of the finished site.
    plan: &'a Plan,
    prepared: &'a Prepared,
    /// The site as templates see it.
    site_value: tera::Value,
}

impl<'a> RenderCx<'a> {
    /// Makes what all pages share. Faults in menus go to `diagnostics`.
    pub fn new(
        site: &'a Site,
        views: &'a Views,
        theme: &'a Theme,
        plan: &'a Plan,
        prepared: &'a Prepared,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let menus: Menus = menus::resolve(site, views, plan, diagnostics);
        let view = SiteView::new(site, views, theme, menus, plan.sections.clone());
        let site_value = tera::Value::try_from_serializable(&view).unwrap_or_else(|_| tera::Value::none());
        Self { site, views, theme, plan, prepared, site_value }
    }

    /// What every page sees of the site.
    pub fn frame(&self) -> &tera::Value {
        &self.site_value
    }

    /// Every file of the finished site.
    pub fn plan(&self) -> &'a Plan {
        ask(|| Question::Plan);
        self.plan
    }

    /// What other forms a page has.
    pub fn alternates(&self, page: &OutPath) -> &'a [Alternate] {
        ask(|| Question::Alternates(page.as_str().to_owned()));
        self.plan.alternates.get(page).map_or(&[], Vec::as_slice)
    }

    /// What an output has prepared.
    pub(super) fn prepared<T: Any + Send + Sync>(&self, output: &dyn Output) -> Option<Arc<T>> {
        self.prepared.of(output, self.site, self.views.titles())?.downcast().ok()
    }

    /// Lets go of what late files were made from, once all of them have been.
    pub fn release_late(&self) {
        self.prepared.release_late();
    }

    /// The card of an entry.
    pub(super) fn card(&self, ix: EntryIx) -> Card {
        self.views.card(ix, self.site)
    }

    /// Cards of several entries.
    pub(super) fn cards(&self, entries: &[EntryIx]) -> Vec<Card> {
        self.views.cards(entries, self.site)
    }

    /// What an entry's views are made with.
    pub fn view_cx(&self, ix: EntryIx) -> ViewCx<'a> {
        ViewCx { site: self.site, views: self.views, theme: self.theme, ix }
    }

    /// Renders a page with its data under `name`.
    ///
    /// # Errors
    /// The template's fault, naming the page.
    pub fn page<T: Serialize>(
        &self,
        template: &str,
        page: PageView,
        name: &'static str,
        data: &T,
    ) -> Result<Content, Box<Diagnostic>> {
        let root = to_root(&page.url);
        self.page_from(&root, template, page, name, data)
    }

    /// As [`RenderCx::page`], for a page with data of two sorts.
    ///
    /// # Errors
    /// The template's fault, naming the page.
    pub fn page_with<T: Serialize, U: Serialize>(
        &self,
        template: &str,
        mut page: PageView,
        first: (&'static str, &T),
        second: (&'static str, &U),
    ) -> Result<Content, Box<Diagnostic>> {
        let mut context = self.context(&to_root(&page.url), &mut page);
        context.insert(first.0, first.1);
        context.insert(second.0, second.1);
        self.made(template, &context, &page)
    }

    /// As [`RenderCx::page`], for a page that does not know from where it is read.
    ///
    /// # Errors
    /// The template's fault, naming the page.
    pub fn page_from<T: Serialize>(
        &self,
        root: &str,
        template: &str,
        mut page: PageView,
        name: &'static str,
        data: &T,
    ) -> Result<Content, Box<Diagnostic>> {
        let mut context = self.context(root, &mut page);
        context.insert(name, data);
        self.made(template, &context, &page)
    }

    /// What every page gets.
    fn context(&self, root: &str, page: &mut PageView) -> Context {
        page.data = head::data(self, root, page);
        let mut context = Context::new();
        ask(|| Question::Frame);
        context.insert_value("site", self.site_value.clone());
        context.insert("root", root);
        context.insert("here", &page.url);
        context.insert("page", page);
        context
    }

    fn made(&self, template: &str, context: &Context, page: &PageView) -> Result<Content, Box<Diagnostic>> {
        self.theme.render(template, context, &format!("/{}", page.url)).map(Content::from)
    }

    /// The view of a page of the site itself.
    pub fn page_view(&self, sort: &str, title: String, url: &Url, breadcrumbs: Vec<LinkView>) -> PageView {
        PageView {
            sort: sort.to_owned(),
            description: self.described(sort, &title),
            title,
            url: url.as_str().to_owned(),
            canonical: self.canonical(url),
            breadcrumbs,
            alternates: self.alternates(&url.out_path()).iter().map(Alternate::view).collect(),
            indexed: true,
            share: head::share(self, None),
            data: None,
            things: Vec::new(),
        }
    }

    /// What is said of a page of this sort, where its author says nothing; none for a sort without such words.
    fn described(&self, sort: &str, title: &str) -> Option<String> {
        let values = [("title", title), ("site", self.site.config.title.as_str())];
        self.site.texts.get(&format!("descriptions.{sort}"), &values).ok()
    }

    /// The whole address of a page, where the site has one.
    pub fn canonical(&self, url: &Url) -> Option<String> {
        self.site.config.base_url.as_ref().map(|base| format!("{}{url}", base.as_str()))
    }

    /// The whole address of a page or file as it is written in links, where the site has one.
    pub fn canonical_href(&self, url: &Url) -> Option<String> {
        self.site.config.base_url.as_ref().map(|base| format!("{}{}", base.as_str(), url.href()))
    }

    /// The first crumb: home.
    pub fn home_crumb(&self) -> LinkView {
        LinkView { title: self.site.texts.pattern("sections.home"), url: Some(String::new()) }
    }

    /// A crumb for one of the site's own pages.
    pub fn section_crumb(&self, name: &str) -> LinkView {
        LinkView {
            title: self.site.texts.pattern(&format!("sections.{name}")),
            url: Some(self.site.section(name).as_str().to_owned()),
        }
    }

    /// A text with its `{name}`s filled in.
    pub fn text(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.site.texts.get(key, values).unwrap_or_else(|_| key.to_owned())
    }
}
