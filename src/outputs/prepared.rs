//! [`Prepared`]: what several files of an output share, made once, such as the index that the files of the search are
//! parts of.

use std::any::Any;
use std::sync::OnceLock;

use super::{OUTPUTS, Output, RenderCx};

/// What an output makes its files from.
pub type Shared = Box<dyn Any + Send + Sync>;

/// What each output has prepared.
#[derive(Debug, Default)]
pub struct Prepared([OnceLock<Option<Shared>>; OUTPUTS.len()]);

impl Prepared {
    /// Prepares all that the plan's files need. Done before they are made in parallel, so that none waits for another.
    pub fn fill(&self, cx: &RenderCx<'_>) {
        for output in OUTPUTS {
            let _ = self.of(output, cx);
        }
    }

    /// What an output has prepared; where it has not yet, it does now.
    pub(super) fn of(&self, output: &dyn Output, cx: &RenderCx<'_>) -> Option<&Shared> {
        let at = OUTPUTS.iter().position(|one| one.name() == output.name())?;
        self.0[at].get_or_init(|| output.prepare(cx)).as_ref()
    }
}
