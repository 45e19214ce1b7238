//! [`Prepared`]: what several files of an output share, made once, such as the index that the files of the search are
//! parts of.

use std::any::Any;
use std::sync::OnceLock;

use super::{OUTPUTS, Output};
use crate::site::Site;
use crate::view::Titles;

/// What an output makes its files from.
pub type Shared = Box<dyn Any + Send + Sync>;

/// What each output has prepared.
#[derive(Debug, Default)]
pub struct Prepared([OnceLock<Option<Shared>>; OUTPUTS.len()]);

impl Prepared {
    /// Prepares all that the files need. Done before they are made in parallel, so that none waits for another, and before
    /// there are cards, so that both need not be in memory with what is left over from making the other.
    pub fn fill(&self, site: &Site, titles: &Titles) {
        for output in OUTPUTS {
            let _ = self.of(output, site, titles);
        }
    }

    /// What an output has prepared; where it has not yet, it does now.
    pub(super) fn of(&self, output: &dyn Output, site: &Site, titles: &Titles) -> Option<&Shared> {
        let at = OUTPUTS.iter().position(|one| one.name() == output.name())?;
        self.0[at].get_or_init(|| output.prepare(site, titles)).as_ref()
    }
}
