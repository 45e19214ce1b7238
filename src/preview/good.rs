//! [`Draft`] → [`Good`]: a site without errors, with everything that was made of it and what each thing asked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::Update;
use super::draft::Draft;
use super::pages::{self, Made, Pages};
use super::prints::{Keys, is_of_graph, is_of_site, of_question, of_site};
use super::stale::{Keyed, Stale, card_prints};
use crate::diag::Diagnostics;
use crate::outputs::{self, Plan, RenderCx};
use crate::reads::{Question, Reads, noting};
use crate::render::once;
use crate::site::{EntryIx, Site};
use crate::view::{Card, Views};

/// How many updates may pass before answers that nobody asks for any more are dropped.
const SPRING_CLEANING: u32 = 500;

/// A site without errors, with everything that was made of it.
pub(super) struct Good {
    pub(super) draft: Draft,
    pub(super) keys: Arc<Keys>,
    views: Views,
    cards: Vec<(Card, Arc<Reads>)>,
    card_prints: Vec<u64>,
    plan: Arc<Plan>,
    plan_reads: Arc<Reads>,
    plan_faults: Diagnostics,
    pub(super) pages: Pages,
    /// What was answered to each question that anything asked.
    answers: BTreeMap<Question, u64>,
    age: u32,
}

impl std::fmt::Debug for Good {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a site of {} files", self.pages.len())
    }
}

impl Good {
    /// Makes of a draft all that is to be made; none where anything is wrong with it. The faults are in `update`.
    pub(super) fn new(draft: Draft, old: Option<&Good>, update: &mut Update) -> Option<Self> {
        let site = &draft.site;
        let same_graph = old.is_some_and(|old| Arc::ptr_eq(old.draft.site.graph(), site.graph()));
        let keys = match old.filter(|_| same_graph) {
            Some(old) => old.keys.clone(),
            None => Arc::new(Keys::new(site)),
        };
        let old = old.filter(|old| old.is_comparable(&draft));
        let mut stale = old.map(|old| old.differences(&draft, &keys));
        let mut answers = old.map(|old| old.answers.clone()).unwrap_or_default();
        if let Some(stale) = &mut stale {
            let compared = |question: &Question| !(same_graph && is_of_graph(question));
            stale.compare(&mut answers, |question| {
                compared(question).then(|| of_site(question, site, &draft.theme, &keys)).flatten()
            });
        }
        let cards = cards(site, old, stale.as_ref());
        let only: Vec<Card> = cards.iter().map(|(card, _)| card.clone()).collect();
        let views = match old {
            Some(old) => old.views.renewed(site, only, same_graph),
            None => Views::new(site),
        };
        let card_prints = match (old, same_graph) {
            (Some(old), true) if old.cards_are(&cards) => old.card_prints.clone(),
            _ => card_prints(&views, site),
        };
        if let (Some(old), Some(stale)) = (old, &mut stale) {
            stale.compare_views((&old.views, &old.card_prints), (&views, &card_prints));
        }
        let (plan, plan_reads, plan_faults) = plan(&draft, old, stale.as_ref());
        update.diagnostics.append(plan_faults.clone());
        let cx = RenderCx::new(site, &views, &draft.theme, &plan, &mut update.diagnostics);
        if update.diagnostics.has_errors() {
            return None;
        }
        let answer = |question: &Question| of_question(question, &cx, &keys);
        if let Some(stale) = &mut stale {
            stale.compare(&mut answers, |question| (!is_of_site(question)).then(|| answer(question)));
        }
        let kept = old.and_then(|old| Some((&old.pages, stale.as_ref()?)));
        let Made { pages, anew, faults } = pages::make(&plan, &cx, kept);
        update.anew = anew;
        for fault in once(faults) {
            update.diagnostics.push(fault);
        }
        if update.diagnostics.has_errors() {
            return None;
        }
        let age = old.map_or(0, |old| (old.age + 1) % SPRING_CLEANING);
        let reads = cards
            .iter()
            .map(|(_, reads)| reads)
            .chain([&plan_reads])
            .chain(pages.values().map(|page| &page.reads));
        if age == 0 {
            let asked: BTreeSet<&Question> = reads.clone().flat_map(|reads| &reads.others).collect();
            answers.retain(|question, _| asked.contains(question));
        }
        for question in reads.flat_map(|reads| &reads.others) {
            if !answers.contains_key(question) {
                answers.insert(question.clone(), answer(question));
            }
        }
        Some(Self {
            keys,
            views,
            cards,
            card_prints,
            plan: plan.clone(),
            plan_reads,
            plan_faults,
            pages,
            answers,
            age,
            draft,
        })
    }

    /// True where pages can be compared at all: the same configuration, and a theme that differs in templates and texts
    /// alone.
    fn is_comparable(&self, draft: &Draft) -> bool {
        let (old, new) = (&self.draft.theme, &draft.theme);
        let same_theme = Arc::ptr_eq(old, new);
        Arc::ptr_eq(&self.draft.config, &draft.config)
            && (same_theme
                || (old.differs_in_words_alone(new) && old.texts.differences(&new.texts).is_some()))
            && (same_theme || self.draft.site.locale.has_words_of(&draft.site.locale))
    }

    fn differences(&self, draft: &Draft, keys: &Keys) -> Stale {
        let texts = self.draft.theme.texts.differences(&draft.theme.texts).unwrap_or_default();
        let old = Keyed { site: &self.draft.site, keys: &self.keys };
        Stale::new(old, Keyed { site: &draft.site, keys }, texts)
    }

    fn cards_are(&self, cards: &[(Card, Arc<Reads>)]) -> bool {
        self.cards.len() == cards.len()
            && self.cards.iter().zip(cards).all(|((_, before), (_, now))| Arc::ptr_eq(before, now))
    }
}

/// The card of each entry, kept where nothing it asked is answered otherwise.
fn cards(site: &Site, old: Option<&Good>, stale: Option<&Stale>) -> Vec<(Card, Arc<Reads>)> {
    let count = site.all().count();
    let origins = stale.map(|stale| stale.origins(count));
    let one = |at: usize| {
        let kept = origins.as_ref().and_then(|origins| {
            let (card, reads) = old?.cards.get((*origins.get(at)?)?)?;
            let stale = stale.filter(|stale| stale.holds(reads))?;
            Some((card.clone(), stale.moved(reads)))
        });
        kept.unwrap_or_else(|| {
            let (card, reads) = noting(|| Views::make_card(site, EntryIx(at)));
            (card, Arc::new(reads))
        })
    };
    (0..count).into_par_iter().map(one).collect()
}

/// The plan; the one before, where nothing it asked is answered otherwise and no entry has another place.
fn plan(draft: &Draft, old: Option<&Good>, stale: Option<&Stale>) -> (Arc<Plan>, Arc<Reads>, Diagnostics) {
    if let (Some(old), Some(stale)) = (old, stale)
        && stale.has_places_kept()
        && stale.holds(&old.plan_reads)
    {
        return (old.plan.clone(), old.plan_reads.clone(), old.plan_faults.clone());
    }
    let mut faults = Diagnostics::new();
    let (plan, reads) = noting(|| outputs::plan(&draft.site, &draft.theme, &mut faults));
    (Arc::new(plan), Arc::new(reads), faults)
}
