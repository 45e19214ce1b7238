//! Years of what a person, an organisation or a place took part in, where that is too much for its own page.

use serde::Serialize;

use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::site::Site;
use crate::theme::Theme;
use crate::view::{InvolvementYear, LinkView, split_years, took_part_in, year_url};
use crate::words;

/// The output.
pub(super) struct TookPart;

/// What the template sees as `took_part`.
#[derive(Serialize)]
struct TookPartView {
    /// Who or what took part.
    who: LinkView,
    /// The year, with everything of it.
    years: Vec<InvolvementYear>,
    /// The years that have pages, newest first, this one marked.
    pages: Vec<YearLink>,
}

/// A year that has a page.
#[derive(Serialize)]
struct YearLink {
    /// The year.
    heading: i16,
    /// The address of its page.
    url: String,
    /// How many things.
    count: usize,
    /// True for the page itself.
    current: bool,
}

impl Output for TookPart {
    fn name(&self) -> &'static str {
        "took-part"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        for ix in site.published_all().filter(|ix| !site.is_duplicate(*ix)) {
            for year in split_years(site, ix) {
                let title = &site.entry(ix).head.title;
                let words = words!("the year {year} of “{title}”", "rok {year} strony „{title}”");
                plan.page(&year_url(site, ix, year), Subject::EntryYear(ix, year), words);
            }
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let Subject::EntryYear(ix, year) = subject else {
            return Ok(Content::default());
        };
        let view_cx = cx.view_cx(*ix);
        let who = LinkView { title: cx.views.title(*ix).to_owned(), ..view_cx.entry_link(*ix) };
        let counts = cx.site.involved_by_year(*ix);
        let page = |own: i16| YearLink {
            heading: own,
            url: year_url(cx.site, *ix, own).as_str().to_owned(),
            count: counts.get(&own).copied().unwrap_or_default(),
            current: own == *year,
        };
        let pages = split_years(cx.site, *ix).into_iter().map(page).collect();
        let values = [("name", who.title.as_str()), ("year", &year.to_string())];
        let title = cx.text("titles.took_part_year", &values);
        let crumbs = [super::entries::breadcrumbs(*ix, cx), vec![who.clone()]].concat();
        let view = TookPartView { who, years: took_part_in(&view_cx, *year), pages };
        let url = year_url(cx.site, *ix, *year);
        cx.page("took-part.html", cx.page_view("took-part", title, &url, crumbs), "took_part", &view)
    }
}
