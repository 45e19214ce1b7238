//! What the search costs a build: `cargo bench --bench search -- SITE_DIR` times a whole build in memory and, within
//! it, the files of the search, five times each, and prints medians.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark tells what it measured")]
#![allow(clippy::disallowed_methods, reason = "and reads the clock")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use kronika::config::{self, Options};
use kronika::diag::Diagnostics;
use kronika::view::Views;

const TIMES: usize = 5;

fn main() {
    let Some(root) = std::env::args().nth(1).filter(|root| !root.starts_with("--")) else {
        eprintln!("usage: cargo bench --bench search -- SITE_DIR");
        return;
    };
    let mut diagnostics = Diagnostics::new();
    let options = Options { root: PathBuf::from(root), ..Options::default() };
    let Some(config) = config::load(&options, &mut diagnostics) else {
        eprintln!("this folder is no site");
        return;
    };
    let (mut wholes, mut searches) = (Vec::new(), Vec::new());
    let mut size = (0, 0);
    for _ in 0..TIMES {
        let start = Instant::now();
        let Some(made) = kronika::make(&config, &|_, _, _| {}, &mut diagnostics) else {
            eprintln!("this site has errors");
            return;
        };
        wholes.push(start.elapsed());
        let site = &made.loaded.site;
        let views = Views::new(site);
        let start = Instant::now();
        let files = kronika::search::files(site, &views);
        searches.push(start.elapsed());
        let parts = files.words.iter().chain(&files.texts).chain([&files.plan, &files.facets]);
        size = (files.words.len() + files.texts.len() + 2, parts.map(Vec::len).sum());
    }
    let (whole, search) = (median(wholes), median(searches));
    let rest = whole.saturating_sub(search);
    println!(
        "build {} ms, of it search {} ms: {:.0} % of the rest; {} files, {} KB",
        whole.as_millis(),
        search.as_millis(),
        100.0 * search.as_secs_f64() / rest.as_secs_f64(),
        size.0,
        size.1 / 1024
    );
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
