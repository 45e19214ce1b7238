//! `_headers`: what the host says with every file, for a [`Host`](crate::hosting::Host) that reads it: a strict
//! Content-Security-Policy (W3C CSP Level 3) and the rest of what keeps a reader safe. The checks in the browser serve the
//! site under exactly this policy. A file `assets/_headers` of the site is published in its place.

use std::collections::BTreeSet;

use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::Diagnostic;
use crate::path::Url;
use crate::reads::{Question, ask};
use crate::site::Site;
use crate::theme::Theme;
use crate::words;

/// Its name, in the root of the site and among the assets.
pub(super) const FILE: &str = "_headers";

/// What pages may load: their own host's files, each sort where it belongs, and nothing else. Nobody may frame them.
const POLICY: [&str; 11] = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
];

/// The policy of this site: where a reader may start the players of other services (`frame-src`), their hosts, and no others.
fn policy(site: &Site) -> String {
    let entries = site.published_all().map(|ix| site.entry(ix));
    let players: BTreeSet<&str> = entries.flat_map(|entry| &entry.players).map(String::as_str).collect();
    let mut policy = POLICY.join("; ");
    if !players.is_empty() {
        policy.push_str("; frame-src");
    }
    for player in players {
        policy.push(' ');
        policy.push_str(player);
    }
    policy
}

/// What goes with every file beside the policy.
const ALWAYS: [(&str, &str); 5] = [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

/// How long a browser may keep styles and scripts without asking. Short, for their names stay when they change.
const KEEP: &str = "public, max-age=600";

/// The output.
pub(super) struct Headers;

impl Output for Headers {
    fn name(&self) -> &'static str {
        "headers"
    }

    fn plan(&self, site: &Site, theme: &Theme, plan: &mut PlanBuilder) {
        let host = site.config.host.as_ref().map(|host| host.value).filter(|host| host.headers);
        if theme.assets.contains_key(FILE) {
            plan.page(&Url::file(FILE), Subject::Site, super::own_file(FILE));
        } else if host.is_some() {
            plan.page(
                &Url::file(FILE),
                Subject::Site,
                words!("headers for the host", "nagłówki dla hostingu"),
            );
        }
        let folder = site.config.base_url.as_ref().map_or("/", |base| base.path());
        if let Some(host) = host.filter(|_| folder != "/") {
            let name = host.name;
            plan.fault(super::unsuited(
                site,
                words!(
                    "{name} has a site at the root of its address, but `base_url` ends with the folder `{folder}`",
                    "{name} udostępnia witrynę pod samym adresem, a `base_url` kończy się katalogiem `{folder}`",
                ),
                words!(
                    "set `base_url` to the address without the folder, or remove `host:` if another server passes the folder on",
                    "wpisz w `base_url` adres bez katalogu albo usuń `host:`, jeśli katalog przekazuje dalej inny serwer",
                ),
            ));
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
        let mut text = format!("/*\n  Content-Security-Policy: {}\n", policy(cx.site));
        for (name, value) in ALWAYS {
            text.push_str(&format!("  {name}: {value}\n"));
        }
        let base = cx.site.config.base_url.as_ref().map_or("/", |base| base.path());
        text.push_str(&format!("{base}assets/*\n  Cache-Control: {KEEP}\n"));
        Ok(text.into())
    }
}
