//! Links to other hosts. Each address is asked for once, however many pages have it; several hosts at a time, each one
//! thing at a time (`turns`); good answers are remembered (`cache`). What is found is never an error.
//!
//! `run`: collect, recall, ask, remember, tell.

mod cache;
mod policy;
mod tell;
mod turns;
mod visit;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use url::Url;

use super::Look;
use crate::clock;
use crate::diag::Diagnostics;
use crate::words::Words;
use cache::Cache;
use turns::Turns;
use visit::{Answer, Visitor};

pub use policy::{Policy, Reach, Route};

/// After so many addresses of a host that nothing was heard of, its others are not tried.
const GIVE_UP: usize = 2;

/// What came of asking other hosts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Addresses of other hosts that the pages have.
    pub addresses: usize,
    /// Of these, answered out of what was remembered.
    pub remembered: usize,
    /// Hosts that do not answer programs: nothing is known of these addresses.
    pub refused: usize,
    /// There was no time left for these.
    pub not_asked: usize,
    /// On the own computer or network, or made up: not asked for.
    pub private: usize,
    /// What is wrong.
    pub faulty: usize,
    /// Why the answers could not be kept for the next time.
    pub forgotten: Option<Words>,
}

/// An address of another host.
struct Wanted {
    url: Url,
    /// As it is written on pages.
    written: BTreeSet<String>,
    /// A page that has it.
    page: usize,
}

/// Asks the hosts of all addresses of the pages that lead out of the site.
pub(super) fn run(
    look: &Look<'_>,
    policy: &Policy,
    progress: &(dyn Fn(usize, usize) + Sync),
    found: &mut Diagnostics,
) -> Asked {
    let (wanted, private) = collect(look, policy);
    let now = clock::seconds();
    let mut cache = policy.cache.as_deref().map(Cache::read).unwrap_or_default();
    let mut answers: BTreeMap<&str, Answer> = BTreeMap::new();
    for address in wanted.keys() {
        if let Some(answer) = cache.get(address, now, policy.good_for) {
            answers.insert(address, answer);
        }
    }
    let mut asked = Asked { addresses: wanted.len(), remembered: answers.len(), private, ..Asked::default() };
    let open = wanted.iter().filter(|(address, _)| !answers.contains_key(address.as_str()));
    let fresh = ask_all(open.map(|(address, wanted)| (address.as_str(), &wanted.url)), policy, progress);
    for (address, answer) in &fresh {
        cache.keep(address, answer, now);
    }
    answers.extend(fresh);
    asked.refused = answers.values().filter(|answer| matches!(answer, Answer::Refused(_))).count();
    asked.not_asked = answers.values().filter(|answer| **answer == Answer::NotAsked).count();
    if let Some(place) = &policy.cache
        && !wanted.is_empty()
    {
        let written = cache.write(place, |address| wanted.contains_key(address));
        asked.forgotten = written.err().map(|error| crate::source::plain_io(&error));
    }
    asked.faulty = tell::all(look, &wanted, &answers, found);
    asked
}

/// Every address of another host that may be asked for, by what is asked; and how many may not.
fn collect(look: &Look<'_>, policy: &Policy) -> (BTreeMap<String, Wanted>, usize) {
    let mut wanted: BTreeMap<String, Wanted> = BTreeMap::new();
    let mut private = BTreeSet::new();
    for page in &look.web.pages {
        for written in &page.outside {
            let Ok(url) = Url::parse(written.trim()) else { continue };
            let mut bare = url.clone();
            bare.set_fragment(None);
            if !policy.reach.allows(&url) {
                private.insert(bare.as_str().to_owned());
                continue;
            }
            let new = || Wanted { url: bare.clone(), written: BTreeSet::new(), page: page.file };
            wanted.entry(bare.as_str().to_owned()).or_insert_with(new).written.insert(written.clone());
        }
    }
    (wanted, private.len())
}

/// Asks for all of these, some hosts at a time, the host with most of them first.
fn ask_all<'a>(
    open: impl Iterator<Item = (&'a str, &'a Url)>,
    policy: &Policy,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> BTreeMap<&'a str, Answer> {
    let mut hosts: BTreeMap<&str, Vec<(&'a str, &'a Url)>> = BTreeMap::new();
    for (address, url) in open {
        hosts.entry(url.host_str().unwrap_or_default()).or_default().push((address, url));
    }
    let total: usize = hosts.values().map(Vec::len).sum();
    let mut queue: Vec<Vec<(&str, &Url)>> = hosts.into_values().collect();
    queue.sort_by_key(Vec::len);
    let workers = policy.hosts_at_once.clamp(1, queue.len().max(1));
    let (queue, answers, done) = (Mutex::new(queue), Mutex::new(BTreeMap::new()), AtomicUsize::new(0));
    let turns = Turns::new(policy.pause, policy.total_time);
    let visitor = Visitor::new(policy, &turns);
    let work = || {
        while let Some(host) = queue.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            ask_host(&host, &visitor, |address, answer| {
                answers.lock().unwrap_or_else(PoisonError::into_inner).insert(address, answer);
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            });
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(work);
        }
    });
    answers.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Asks for the addresses of one host. Of a host that does not answer at all, or does not want to, the rest is not asked.
fn ask_host<'a>(addresses: &[(&'a str, &Url)], visitor: &Visitor<'_>, answered: impl Fn(&'a str, Answer)) {
    let mut silent = 0;
    let mut verdict: Option<Answer> = None;
    for (address, url) in addresses {
        let answer = verdict.clone().unwrap_or_else(|| visitor.visit(url));
        match &answer {
            Answer::NoHost | Answer::Certificate(_) | Answer::Refused(429) => verdict = Some(answer.clone()),
            Answer::Silent(trouble) if trouble.is_of_the_line() => silent += 1,
            _ => {}
        }
        if silent >= GIVE_UP {
            verdict = verdict.or_else(|| Some(answer.clone()));
        }
        answered(address, answer);
    }
}
