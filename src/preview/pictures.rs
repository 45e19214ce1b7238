//! [`Waiting`]: pictures that pages show and that were not made yet. Nobody waits for them: meanwhile readers get the photos as
//! they are.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::ground::Ground;
use crate::content::FileState;
use crate::path::SourcePath;
use crate::picture::{Pictures, Variant};

/// A picture, its state, and what is to be made of it.
type Wanted = (SourcePath, FileState, Vec<Variant>);

/// Pictures that were not made yet.
#[derive(Debug)]
pub struct Waiting {
    pictures: Arc<Pictures>,
    wanted: Mutex<VecDeque<Wanted>>,
}

impl Waiting {
    /// What waits of the pictures of a site; none where all are made.
    pub(super) fn of(ground: &Ground) -> Option<Self> {
        let site = &ground.draft.site;
        let pictures = site.pictures();
        let state = |path: &SourcePath| site.file(path).map(|file| file.state);
        let planned = ground.plan.pictures(site).into_iter();
        let wanted: VecDeque<Wanted> = planned
            .filter_map(|(path, variants)| Some((state(&path)?, path, variants)))
            .filter(|(state, path, variants)| !pictures.is_done(path, state, variants))
            .map(|(state, path, variants)| (path, state, variants))
            .collect();
        (!wanted.is_empty()).then(|| Self { pictures: pictures.clone(), wanted: Mutex::new(wanted) })
    }

    /// Makes them one after the other; several threads may share the work.
    pub fn make(&self) {
        loop {
            let next = self.wanted.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            let Some((path, state, variants)) = next else { break };
            // What is wrong with one is told when the site is looked at again.
            let _ = self.pictures.make(&path, &state, &variants);
        }
        self.pictures.settle(|_| true);
    }
}
