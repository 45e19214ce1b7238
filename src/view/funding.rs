//! Who pays: [`FundingView`], a source of money, and [`FundedView`], what a page owes to those who pay for what it
//! belongs to. Funders ask that their words and logos stand on every page of what they pay for, not on one alone.
//!
//! [`funded_by`] gathers them: what the entry is a member of or about, from the nearest outwards; of these the
//! sources of money that ask for something; each once, and none that the entry's own page tells in full.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{ImageView, LinkView, ViewCx};
use crate::entry::RefIx;
use crate::kinds::Rel;
use crate::site::EntryIx;

/// A source of money.
#[derive(Debug, Serialize)]
pub struct FundingView {
    /// Who pays.
    pub source: Option<LinkView>,
    /// The funder's programme.
    pub programme: Option<String>,
    /// The call.
    pub call: Option<String>,
    /// The edition of the funder's programme.
    pub edition: Option<String>,
    /// The sum with its currency, written out.
    pub amount: Option<String>,
    /// What the funder asks to be said.
    pub statement: Option<String>,
    /// Logos in the funder's order.
    pub logos: Vec<ImageView>,
}

impl FundingView {
    /// What is to be shown wherever the money was spent; none where the funder asks for nothing.
    fn asked(&self) -> Option<(Option<String>, Vec<String>)> {
        let logos: Vec<String> = self.logos.iter().map(|logo| logo.url.clone()).collect();
        (self.statement.is_some() || !logos.is_empty()).then(|| (self.statement.clone(), logos))
    }
}

/// Something that others pay for, to which a page belongs.
#[derive(Debug, Serialize)]
pub struct FundedView {
    /// What is paid for: a programme.
    pub entry: LinkView,
    /// Who pays for it and asks for words or logos.
    pub funding: Vec<FundingView>,
}

/// Who pays for what the entry belongs to, but is not named as its own funder.
pub(super) fn funded_by(cx: &ViewCx<'_>) -> Vec<FundedView> {
    let funding_of = |ix: EntryIx| cx.site.entry(ix).detail.funding(&cx.of(ix));
    let mut told: BTreeSet<_> = funding_of(cx.ix).iter().filter_map(FundingView::asked).collect();
    let mut funded = Vec::new();
    for ix in belongs_to(cx) {
        let mut funding = funding_of(ix);
        funding.retain(|one| one.asked().is_some_and(|asked| told.insert(asked)));
        if !funding.is_empty() {
            funded.push(FundedView { entry: cx.entry_link(ix), funding });
        }
    }
    funded
}

/// What the entry is a member of or about, directly or through another, the nearest first.
fn belongs_to(cx: &ViewCx<'_>) -> Vec<EntryIx> {
    let relations = cx.entry().relations.iter().enumerate();
    let about = relations.filter(|(_, relation)| relation.rel == Rel::About);
    let about = about.filter_map(|(at, _)| cx.target(RefIx(at)));
    let containers = |ix: EntryIx| cx.site.containers_of(ix).iter().map(|(_, container)| *container);
    let mut found: Vec<EntryIx> = Vec::new();
    let mut level: Vec<EntryIx> = containers(cx.ix).chain(about).collect();
    while !level.is_empty() {
        level.retain(|ix| *ix != cx.ix && !found.contains(ix));
        let mut once = BTreeSet::new();
        level.retain(|ix| once.insert(*ix));
        found.extend(&level);
        level = level.iter().flat_map(|ix| containers(*ix)).collect();
    }
    found
}
