//! What was answered to each question that anything asked, by fingerprint.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::stale::Stale;
use crate::reads::{Question, Reads};

/// How many updates may pass before answers that nobody asks for any more are dropped.
const SPRING_CLEANING: u32 = 500;

/// Fingerprints of answers, by question.
#[derive(Clone, Default)]
pub(super) struct Answers {
    known: BTreeMap<Question, u64>,
    /// How many updates ago the last cleaning was.
    age: u32,
}

impl Answers {
    /// Notes the answers that are others now, as far as `now` knows, and tells `stale` of them.
    pub(super) fn compare(&mut self, stale: &mut Stale, now: impl Fn(&Question) -> Option<u64>) {
        for (question, answer) in &mut self.known {
            if let Some(now) = now(question).filter(|now| now != answer) {
                *answer = now;
                stale.add(question.clone());
            }
        }
    }

    /// Adds the answers to what was asked for the first time.
    pub(super) fn learn<'r>(
        &mut self,
        reads: impl Iterator<Item = &'r Arc<Reads>>,
        answer: impl Fn(&Question) -> u64,
    ) {
        for question in reads.flat_map(|reads| &reads.others) {
            if !self.known.contains_key(question) {
                self.known.insert(question.clone(), answer(question));
            }
        }
    }

    /// Drops from time to time what nobody asks for any more; `asked` are all notes there are.
    pub(super) fn clean<'r>(&mut self, asked: impl Iterator<Item = &'r Arc<Reads>>) {
        self.age = (self.age + 1) % SPRING_CLEANING;
        if self.age == 0 {
            let asked: BTreeSet<&Question> = asked.flat_map(|reads| &reads.others).collect();
            self.known.retain(|question, _| asked.contains(question));
        }
    }
}
