//! Pages of entries that nothing leads to: no menu, no list, no text, however many steps one goes from the home page.

use std::collections::BTreeSet;

use super::Look;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::entry::Origin;
use crate::outputs::{SITE_MAP, Subject};
use crate::path::Url;
use crate::words;

/// Runs the check.
pub(super) fn run(look: &Look<'_>, found: &mut Diagnostics) {
    let Some(home) = look.web.find("index.html") else { return };
    let mut reached = BTreeSet::from([home]);
    let mut open = vec![home];
    // The site map leads to every page, also to those that are found in no other way.
    let sections = &look.made.plan.sections;
    let map =
        sections.get(SITE_MAP).and_then(|url| look.web.find(Url::page([url.as_str()]).out_path().as_str()));
    while let Some(next) = open.pop() {
        if Some(next) == map {
            continue;
        }
        let leads = look.web.page(next).map_or(&[][..], |page| &page.leads);
        open.extend(leads.iter().copied().filter(|to| reached.insert(*to)));
    }
    let site = &look.made.loaded.site;
    for (path, job) in &look.made.plan.jobs {
        let Subject::Entry(ix) = job.subject else { continue };
        let entry = site.entry(ix);
        let is_reached = look.web.find(path.as_str()).is_none_or(|file| reached.contains(&file));
        // Who hides a page from lists may mean it to be known by its address alone.
        if is_reached || entry.origin == Origin::Named || !entry.head.hidden_from.is_empty() {
            continue;
        }
        let message = words!(
            "nothing leads to this page: readers come to it only if they know its address",
            "nic nie prowadzi do tej strony: czytelnik trafi na nią tylko wtedy, gdy zna jej adres"
        );
        let place = super::places::title(entry);
        let kind = entry.kind.id.0;
        let id = site.id(ix);
        found.push(
            Diagnostic::warning(codes::PAGE_ORPHAN, &entry.source, place, message)
                .hint(words!(
                    "link to it from another text: `[[{id}]]`, or add a line to a menu in kronika.yaml: `- {{to: \"{kind}:{id}\"}}`",
                    "zrób do niej odnośnik w innym tekście: `[[{id}]]`, albo dodaj wiersz do menu w kronika.yaml: `- {{to: \"{kind}:{id}\"}}`"
                ))
                .hint(words!(
                    "if it is meant to be known by its address alone, write `allow: [K0417]`",
                    "jeśli mają ją znać tylko ci, którzy dostali adres, wpisz `allow: [K0417]`"
                )),
        );
    }
}
