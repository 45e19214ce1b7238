//! Alias pages: old addresses that lead on, without JavaScript and on any host.

use serde::Serialize;

use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::{Diagnostic, codes};
use crate::path::Url;
use crate::site::Site;
use crate::theme::Theme;
use crate::words;

/// The output.
pub(super) struct Aliases;

/// What the template sees as `target`.
#[derive(Serialize)]
struct TargetView {
    /// The address of the entry from the site's root.
    url: String,
    /// Its title.
    title: String,
    /// Its whole address, where the site has one.
    canonical: Option<String>,
}

impl Output for Aliases {
    fn name(&self) -> &'static str {
        "aliases"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        for ix in site.published_all() {
            let entry = site.entry(ix);
            for (at, alias) in entry.head.aliases.iter().enumerate() {
                let Some(url) = address(&alias.value) else {
                    let written = &alias.value;
                    let message = words!(
                        "`{written}` is not an address within the site",
                        "`{written}` to nie adres w tej witrynie",
                    );
                    plan.fault(
                        Diagnostic::error(codes::WRONG_TYPE, &entry.source, alias.span.clone(), message)
                            .hint(words!(
                                "write the path alone, for example `/aktualnosci/2019/wespra-firmy/`",
                                "podaj samą ścieżkę, na przykład `/aktualnosci/2019/wespra-firmy/`",
                            )),
                    );
                    continue;
                };
                plan.entry_page(&url, Subject::Alias(ix, at), &entry.source, alias.span.clone());
            }
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let Subject::Alias(ix, at) = subject else {
            return Ok(Content::default());
        };
        let alias = cx.site.entry(*ix).head.aliases.get(*at);
        let Some(url) = alias.and_then(|alias| address(&alias.value)) else {
            return Ok(Content::default());
        };
        let target = cx.site.url(*ix);
        let view = TargetView {
            url: target.as_str().to_owned(),
            title: cx.views.title(*ix).to_owned(),
            canonical: cx.canonical(target),
        };
        let page = super::head::left_out(cx.page_view("alias", view.title.clone(), &url, Vec::new()));
        cx.page("alias.html", page, "target", &view)
    }
}

/// The address of an alias: a page, or a file when its last part has an ending of its own (`strona.html`).
/// `None` for home, an address with a host, or one that climbs out of the site.
pub(super) fn address(alias: &str) -> Option<Url> {
    let path = alias.trim().trim_start_matches('/');
    let usable = !path.is_empty()
        && !path.split('/').any(|part| part == "..")
        && !path.contains(['?', '#', ':', '\\', '<', '>', '"', '|', '*'])
        && !path.chars().any(char::is_control);
    let is_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    usable.then(|| if is_file { Url::file(path) } else { Url::page(path.split('/')) })
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn aliases_are_pages_or_files_within_the_site() {
        let address = |alias: &str| address(alias).map(|url| url.as_str().to_owned());
        assert_eq!(address("/stary/adres").as_deref(), Some("stary/adres/"));
        assert_eq!(address("strona.php.html").as_deref(), Some("strona.php.html"));
        assert_eq!(address("/"), None);
        assert_eq!(address("https://x.pl/a"), None);
        assert_eq!(address("../a"), None);
    }
}
