//! [`Prepared`]: what several files of an output share, made once, such as the index that the files of the search are
//! parts of.

use std::any::Any;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::{OUTPUTS, Output};
use crate::site::Site;
use crate::view::Titles;

/// What an output makes its files from.
pub type Shared = Arc<dyn Any + Send + Sync>;

/// What one output has prepared; none where it does not, or where it has been let go.
type Slot = OnceLock<Mutex<Option<Shared>>>;

/// What each output has prepared.
#[derive(Debug, Default)]
pub struct Prepared([Slot; OUTPUTS.len()]);

impl Prepared {
    /// Prepares all that the files need. Done before they are made in parallel, so that none waits for another, and before
    /// there are cards, so that these take the memory that preparing has given back.
    pub fn fill(&self, site: &Site, titles: &Titles) {
        for output in OUTPUTS {
            let _ = self.of(output, site, titles);
        }
    }

    /// What an output has prepared; where it has not yet, it does now.
    pub(super) fn of(&self, output: &dyn Output, site: &Site, titles: &Titles) -> Option<Shared> {
        let at = OUTPUTS.iter().position(|one| one.name() == output.name())?;
        let slot = self.0[at].get_or_init(|| Mutex::new(output.prepare(site, titles)));
        slot.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets go of what late files were made from, once all of them have been: one made later would be empty.
    pub(super) fn release_late(&self) {
        for (slot, _) in self.0.iter().zip(OUTPUTS).filter(|(_, output)| output.is_late()) {
            if let Some(slot) = slot.get() {
                slot.lock().unwrap_or_else(PoisonError::into_inner).take();
            }
        }
    }
}
