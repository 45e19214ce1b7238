//! `_redirects`: old addresses (`aliases:`) that the host itself sends on for good, for a [`Host`](crate::hosting::Host) that
//! can. One line each, `/old/ /new/ 301`. The alias pages stay beside it, for whoever moves the site to another host. A file
//! `assets/_redirects` of the site is published in its place.

use super::{Output, PlanBuilder, RenderCx, Subject, aliases};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::hosting::{self, Host, Redirects as Rules};
use crate::path::Url;
use crate::reads::{Question, ask};
use crate::site::Site;
use crate::theme::Theme;
use crate::words;

/// Its name, in the root of the site and among the assets.
pub(super) const FILE: &str = "_redirects";

/// The output.
pub(super) struct Redirects;

impl Output for Redirects {
    fn name(&self) -> &'static str {
        "redirects"
    }

    fn plan(&self, site: &Site, theme: &Theme, plan: &mut PlanBuilder) {
        let own = theme.assets.contains_key(FILE);
        if own {
            plan.page(&Url::file(FILE), Subject::Site, super::own_file(FILE));
        }
        let Some((host, rules)) = rules(site).filter(|_| !own) else { return };
        let lines = lines(site, rules);
        if lines.is_empty() {
            return;
        }
        plan.page(
            &Url::file(FILE),
            Subject::Site,
            words!("redirects for the host", "przekierowania dla hostingu"),
        );
        let all = lines.len();
        let kept = fitting(lines, rules).len();
        if kept < all {
            plan.fault(too_many(site, host, all - kept));
        }
    }

    fn is_late(&self) -> bool {
        true
    }

    fn render(&self, _: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        ask(|| Question::Asset(FILE.to_owned()));
        if let Some(own) = cx.theme.assets.get(FILE) {
            return own.content(&cx.site.config.root);
        }
        let lines =
            rules(cx.site).map(|(_, rules)| fitting(lines(cx.site, rules), rules)).unwrap_or_default();
        Ok(lines.concat().into())
    }
}

/// How the site's host takes redirects.
fn rules(site: &Site) -> Option<(&'static Host, &'static Rules)> {
    let host = site.config.host.as_ref()?.value;
    Some((host, host.redirects.as_ref()?))
}

/// Every alias that can be used, a line each, in order.
fn lines(site: &Site, rules: &Rules) -> Vec<String> {
    let base = site.config.base_url.as_ref().map_or("/", |base| base.path());
    let mut lines = Vec::new();
    for ix in site.published_all() {
        let target = hosting::path(base, site.url(ix));
        let old = site.entry(ix).head.aliases.iter().filter_map(|alias| aliases::address(&alias.value));
        lines.extend(old.map(|old| format!("{} {target} {}\n", hosting::path(base, &old), rules.status)));
    }
    lines.sort_unstable();
    lines
}

/// Those that the host takes.
fn fitting(mut lines: Vec<String>, rules: &Rules) -> Vec<String> {
    if let Some((count, length)) = rules.limits {
        lines.retain(|line| line.trim_end().len() <= length);
        lines.truncate(count);
    }
    lines
}

/// What the host does not take.
fn too_many(site: &Site, host: &Host, count: usize) -> Diagnostic {
    let name = host.name;
    let (most, length) = host.redirects.as_ref().and_then(|rules| rules.limits).unwrap_or_default();
    super::unsuited(
        site,
        words!(
            "{name} takes at most {most} redirects of {length} characters each: {count} old addresses are not among them",
            "{name} przyjmuje najwyżej {most} przekierowań po {length} znaków: poza listą zostaje dawnych adresów: {count}",
        ),
        words!(
            "those lead on by their alias pages, as on any host; aliases that nobody uses any more may go",
            "z nich czytelnika przeniosą strony pod dawnymi adresami, jak na każdym hostingu; nieużywane już `aliases:` można usunąć",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_host_does_not_take_is_left_out() {
        let rules = Rules { status: "301", limits: Some((2, 12)) };
        let lines = ["/a /b 301\n", "/aaaaaaa /b 301\n", "/c /d 301\n", "/e /f 301\n"].map(str::to_owned);
        assert_eq!(fitting(lines.to_vec(), &rules), ["/a /b 301\n", "/c /d 301\n"]);
        assert_eq!(fitting(lines.to_vec(), &Rules { status: "301!", limits: None }).len(), 4);
    }
}
