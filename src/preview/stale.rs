//! What differs between the last good site and the new one, and so which of its pages have to be made again.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::prints::{Keys, of_entry};
use crate::reads::{Column, Question, Reads};
use crate::site::{EntryIx, Site};

/// Columns whose answers depend on bodies, not on the graph alone.
const OF_BODIES: [Column; 4] = [Column::Body, Column::Files, Column::Headings, Column::Excerpt];

/// What differs between two sites, as far as it has been found out.
#[derive(Debug, Default)]
pub(super) struct Stale {
    /// Where each old entry is now; none when all are where they were.
    places: Option<Vec<Option<u32>>>,
    /// Of each old entry, a bit for each column that is another now.
    columns: Vec<u16>,
    /// The texts of the interface that are others.
    texts: BTreeSet<u32>,
    /// The questions whose answers are others.
    questions: BTreeSet<Question>,
}

/// A site with the keys of its entries.
#[derive(Clone, Copy)]
pub(super) struct Keyed<'a> {
    pub(super) site: &'a Site,
    pub(super) keys: &'a Keys,
}

impl Stale {
    /// Compares what two sites answer of their entries; `edited` are those whose bodies differ, where the graph is the
    /// same.
    pub(super) fn new(old: Keyed<'_>, new: Keyed<'_>, texts: BTreeSet<u32>) -> Self {
        let mut stale = Self { texts, columns: vec![0; old.site.all().count()], ..Self::default() };
        if !old.keys.same_as(new.keys) {
            stale.places = Some(old.keys.places_in(new.keys));
        }
        let same_graph = Arc::ptr_eq(old.site.graph(), new.site.graph());
        let columns: &[Column] = if same_graph { &OF_BODIES } else { &Column::ALL };
        let places = &stale.places;
        stale.columns.par_iter_mut().enumerate().for_each(|(at, mask)| {
            let ix = EntryIx(at);
            let Some(now) = place(places, ix) else {
                *mask = u16::MAX;
                return;
            };
            if same_graph && old.site.same_body(new.site, ix) {
                return;
            }
            let differs = |column: Column| match places {
                None => !old.site.answers_like(new.site, column, ix),
                Some(_) => {
                    of_entry(column, ix, old.site, old.keys) != of_entry(column, now, new.site, new.keys)
                }
            };
            *mask =
                columns.iter().filter(|column| differs(**column)).fold(0, |mask, column| mask | bit(*column));
        });
        stale
    }

    /// Adds a question that is answered otherwise now.
    pub(super) fn add(&mut self, question: Question) {
        self.questions.insert(question);
    }

    /// Adds the cards and titles that are others now; `same` says of an entry's old and new place whether they are.
    pub(super) fn compare_views(&mut self, same: impl Fn(EntryIx, EntryIx) -> (bool, bool) + Sync) {
        let places = &self.places;
        self.columns.par_iter_mut().enumerate().for_each(|(at, mask)| {
            let ix = EntryIx(at);
            let Some(now) = place(places, ix) else { return };
            let (same_card, same_title) = same(ix, now);
            *mask |= if same_card { 0 } else { bit(Column::Card) };
            *mask |= if same_title { 0 } else { bit(Column::Title) };
        });
    }

    /// True when nothing that was asked is answered otherwise.
    pub(super) fn holds(&self, reads: &Reads) -> bool {
        let same = |(column, at): &(Column, u32)| {
            self.columns.get(*at as usize).is_some_and(|mask| mask & bit(*column) == 0)
        };
        reads.entries.iter().all(same)
            && (self.texts.is_empty() || !reads.texts.iter().any(|number| self.texts.contains(number)))
            && (self.questions.is_empty() || !reads.others.iter().any(|other| self.questions.contains(other)))
    }

    /// True when every old entry is where it was and none is new.
    pub(super) fn has_places_kept(&self) -> bool {
        self.places.is_none()
    }

    /// Where an old entry is now.
    pub(super) fn place(&self, ix: EntryIx) -> Option<EntryIx> {
        place(&self.places, ix)
    }

    /// The same notes with the entries where they are now; only of notes that hold.
    pub(super) fn moved(&self, reads: &Arc<Reads>) -> Arc<Reads> {
        let Some(places) = &self.places else { return reads.clone() };
        let entries = reads.entries.iter();
        let moved = entries.filter_map(|(column, at)| Some((*column, places.get(*at as usize).copied()??)));
        Arc::new(Reads { entries: moved.collect(), texts: reads.texts.clone(), others: reads.others.clone() })
    }

    /// For each new entry the place it had; none for one that is new.
    pub(super) fn origins(&self, count: usize) -> Vec<Option<usize>> {
        let Some(places) = &self.places else { return (0..count).map(Some).collect() };
        let mut origins = vec![None; count];
        for (old, now) in places.iter().enumerate().filter_map(|(old, now)| Some((old, (*now)? as usize))) {
            origins[now] = Some(old);
        }
        origins
    }
}

fn place(places: &Option<Vec<Option<u32>>>, ix: EntryIx) -> Option<EntryIx> {
    match places {
        None => Some(ix),
        Some(places) => places.get(ix.0).copied().flatten().map(|at| EntryIx(at as usize)),
    }
}

fn bit(column: Column) -> u16 {
    1 << column as u8
}
