//! What GitHub Pages looks for: `.nojekyll`, so that files are published as they are, and `CNAME` with the domain of
//! `base_url` where the site has the whole of one of its own.

use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::config::Config;
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::path::Url;
use crate::site::Site;
use crate::theme::Theme;
use crate::words;

/// Says that files are no sources of Jekyll, GitHub's own generator, which leaves out names such as `_headers`.
const AS_IT_IS: &str = ".nojekyll";
/// Says the domain.
const DOMAIN: &str = "CNAME";
/// The domain of sites without one of their own.
const SHARED: &str = "github.io";

/// The output.
pub(super) struct GitHub;

impl Output for GitHub {
    fn name(&self) -> &'static str {
        "github"
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        if !site.config.host.as_ref().is_some_and(|host| host.value.github) {
            return;
        }
        let domain = domain(&site.config).map(|_| DOMAIN);
        for name in [AS_IT_IS].into_iter().chain(domain) {
            plan.page(
                &Url::file(name),
                Subject::File(name.to_owned()),
                words!("a mark for the host", "znak dla hostingu"),
            );
        }
    }

    fn is_late(&self) -> bool {
        true
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let named = matches!(subject, Subject::File(name) if name == DOMAIN);
        let domain = domain(&cx.site.config).filter(|_| named);
        Ok(domain.map(|domain| format!("{domain}\n").into()).unwrap_or_default())
    }
}

/// The domain that is the site's alone, in ASCII. A site in a folder of a domain is one of several there.
fn domain(config: &Config) -> Option<String> {
    let base = config.base_url.as_ref().filter(|base| base.path() == "/")?;
    let address = url::Url::parse(base.as_str()).ok()?;
    let domain = address.domain()?;
    let shared = domain == SHARED || domain.ends_with(&format!(".{SHARED}"));
    (!shared && address.port().is_none()).then(|| domain.to_owned())
}
