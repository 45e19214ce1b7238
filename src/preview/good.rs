//! [`Draft`] → [`Good`]: a site without errors, with everything that was made of it and what each thing asked.

use std::sync::Arc;

use rayon::prelude::*;

use super::Update;
use super::answers::Answers;
use super::draft::Draft;
use super::ground::Ground;
use super::pages::{self, Made, Pages};
use super::prints::{Keys, is_of_graph, is_of_site, of_question, of_site, print_view};
use super::stale::{Keyed, Stale};
use crate::diag::Diagnostics;
use crate::outputs::{self, Plan, Prepared, RenderCx};
use crate::reads::{Question, Reads, noting};
use crate::render::once;
use crate::site::{EntryIx, Site};
use crate::view::{Card, Titles, Views};

/// A site without errors, with everything that was made of it.
pub(super) struct Good {
    pub(super) ground: Arc<Ground>,
    pub(super) keys: Arc<Keys>,
    cards: Vec<MadeCard>,
    plan_reads: Arc<Reads>,
    plan_faults: Diagnostics,
    pub(super) pages: Pages,
    answers: Answers,
}

/// A card with what it was made from.
#[derive(Clone)]
struct MadeCard {
    card: Card,
    /// Its fingerprint.
    print: u64,
    reads: Arc<Reads>,
}

impl Good {
    /// Makes of a draft all that is to be made; none where anything is wrong with it. The faults are in `update`.
    pub(super) fn new(draft: Draft, old: Option<&Good>, update: &mut Update) -> Option<Self> {
        let site = &draft.site;
        let same_graph = old.is_some_and(|old| Arc::ptr_eq(old.ground.draft.site.graph(), site.graph()));
        let keys = match old.filter(|_| same_graph) {
            Some(old) => old.keys.clone(),
            None => Arc::new(Keys::new(site)),
        };
        let old = old.filter(|old| old.is_comparable(&draft));
        let mut stale = old.map(|old| old.differences(&draft, &keys));
        let mut answers = old.map(|old| old.answers.clone()).unwrap_or_default();
        if let Some(stale) = &mut stale {
            let may_differ =
                |question: &Question| is_of_site(question) && !(same_graph && is_of_graph(question));
            let now = |question: &Question| of_site(question, site, &draft.theme, &keys);
            answers.compare(stale, |question| may_differ(question).then(|| now(question)).flatten());
        }
        let (cards, new_cards) = cards(site, old, stale.as_ref());
        let views = views(site, &cards, old, same_graph);
        if let (Some(old), Some(stale)) = (old, &mut stale) {
            compare_views(stale, (&old.cards, &old.ground.views), (&cards, &views));
        }
        let (plan, plan_reads, plan_faults) = plan(&draft, old, stale.as_ref());
        update.diagnostics.append(plan_faults.clone());
        let prepared = Prepared::default();
        let cx = RenderCx::new(site, &views, &draft.theme, &plan, &prepared, &mut update.diagnostics);
        site.silence(&mut update.diagnostics);
        if update.diagnostics.has_errors() {
            return None;
        }
        let answer = |question: &Question| of_question(question, &cx, &keys);
        if let Some(stale) = &mut stale {
            answers.compare(stale, |question| (!is_of_site(question)).then(|| answer(question)));
        }
        let Made { pages, anew, faults } =
            pages::make(&plan, &cx, old.map(|old| &old.pages).zip(stale.as_ref()));
        update.anew = anew;
        for fault in once(faults) {
            update.diagnostics.push(fault);
        }
        if update.diagnostics.has_errors() {
            return None;
        }
        let new_cards = new_cards.iter().map(|at| &cards[*at].reads);
        let new_pages = update.anew.iter().filter_map(|path| Some(&pages.get(path)?.reads));
        answers.learn(new_cards.chain(new_pages).chain([&plan_reads]), answer);
        let asked = cards.iter().map(|made| &made.reads).chain(pages.values().map(|page| &page.reads));
        answers.clean(asked.chain([&plan_reads]));
        // What the late files share belongs to them, and they to this site.
        let ground = Arc::new(Ground { draft, views, plan, prepared: Prepared::default() });
        Some(Self { ground, keys, cards, plan_reads, plan_faults, pages, answers })
    }

    /// True where pages can be compared at all: the same configuration, and a theme that differs in templates and texts
    /// alone.
    fn is_comparable(&self, draft: &Draft) -> bool {
        let (old, new) = (&self.ground.draft.theme, &draft.theme);
        let same_theme = Arc::ptr_eq(old, new);
        Arc::ptr_eq(&self.ground.draft.config, &draft.config)
            && (same_theme
                || (old.differs_in_words_alone(new) && old.texts.differences(&new.texts).is_some()))
            && (same_theme || self.ground.draft.site.locale.has_words_of(&draft.site.locale))
    }

    fn differences(&self, draft: &Draft, keys: &Keys) -> Stale {
        let texts = self.ground.draft.theme.texts.differences(&draft.theme.texts).unwrap_or_default();
        let old = Keyed { site: &self.ground.draft.site, keys: &self.keys };
        Stale::new(old, Keyed { site: &draft.site, keys }, texts)
    }
}

/// The card of each entry, kept where nothing it asked is answered otherwise; and which are new.
fn cards(site: &Site, old: Option<&Good>, stale: Option<&Stale>) -> (Vec<MadeCard>, Vec<usize>) {
    let count = site.all().count();
    let origins = stale.map(|stale| stale.origins(count));
    let kept = |at: usize| {
        let made = old?.cards.get((*origins.as_ref()?.get(at)?)?)?;
        let stale = stale.filter(|stale| stale.holds(&made.reads))?;
        Some(MadeCard { card: made.card.clone(), print: made.print, reads: stale.moved(&made.reads) })
    };
    let one = |at: usize| match kept(at) {
        Some(made) => (made, None),
        None => {
            let (card, reads) = noting(|| Views::make_card(site, EntryIx(at)));
            (MadeCard { print: print_view(&card), card, reads: Arc::new(reads) }, Some(at))
        }
    };
    let (cards, new): (Vec<MadeCard>, Vec<Option<usize>>) = (0..count).into_par_iter().map(one).unzip();
    (cards, new.into_iter().flatten().collect())
}

/// The views of a site with these cards.
fn views(site: &Site, cards: &[MadeCard], old: Option<&Good>, same_graph: bool) -> Views {
    let cards = cards.iter().map(|made| made.card.clone()).collect();
    match old {
        Some(old) => old.ground.views.renewed(site, cards, same_graph),
        None => Views::with_cards(site, Titles::new(site), cards),
    }
}

/// Tells which cards and titles are others now.
fn compare_views(stale: &mut Stale, old: (&[MadeCard], &Views), new: (&[MadeCard], &Views)) {
    let print = |cards: &[MadeCard], ix: EntryIx| cards.get(ix.0).map(|made| made.print);
    stale.compare_views(|before, now| {
        let same_card = print(old.0, before) == print(new.0, now);
        (same_card, old.1.title(before) == new.1.title(now))
    });
}

/// The plan; the one before, where nothing it asked is answered otherwise and no entry has another place.
fn plan(draft: &Draft, old: Option<&Good>, stale: Option<&Stale>) -> (Arc<Plan>, Arc<Reads>, Diagnostics) {
    if let (Some(old), Some(stale)) = (old, stale)
        && stale.has_places_kept()
        && stale.holds(&old.plan_reads)
    {
        return (old.ground.plan.clone(), old.plan_reads.clone(), old.plan_faults.clone());
    }
    let mut faults = Diagnostics::new();
    let (plan, reads) = noting(|| outputs::plan(&draft.site, &draft.theme, &mut faults));
    (Arc::new(plan), Arc::new(reads), faults)
}
