//! `kronika check`: what it finds on finished pages, and how it asks other hosts.

mod command;
mod fix;
mod host;
mod hosts;

use super::common::{check, describe, options, project};
use super::faults::every_case_holds;

#[test]
fn what_only_the_finished_site_shows_is_found_and_nothing_else() {
    every_case_holds("tests/faults/check", 4, |options| {
        let (checked, diagnostics) = check(options);
        (checked.is_some(), diagnostics)
    });
}

#[test]
fn good_sites_raise_no_alarm() {
    for site in ["", "tests/sites/english", "tests/sites/awkward", "tests/sites/single"] {
        let (checked, diagnostics) = check(&options(&project().join(site)));
        let told: Vec<String> = diagnostics.iter().map(describe).collect();
        assert!(told.is_empty(), "{site}: {}", told.join("\n"));
        assert!(checked.unwrap().pages > 5, "{site}");
    }
}
