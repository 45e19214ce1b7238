//! The record of the last build: what a build was made from and what came of it, so that the next one, where nothing has
//! changed, need not be done at all. It lies in `.kronika/cache/build`, one for each output folder.
//!
//! A record says: *this program, with these options, from files with these contents, at any moment between these two, makes
//! output files with these contents and tells these warnings.* That holds wherever the site lies. [`Survey::recall`] looks
//! whether all of it is so now; a file whose state (size, times, identity) is that of the record is not read for it, any other
//! is read and compared by its [`Fingerprint`]. Whatever is in doubt, there is no answer, and the site is built.
//!
//! | part | |
//! |---|---|
//! | [`Survey`] | the files a build may read, as they lie before it begins |
//! | `results` | the files of the output folder: whether they are those of the record |
//! | `told` | warnings, to be told again word for word |
//! | `season` | the moments between which a build is true |
//! | `codec` | a record ↔ bytes, with a checksum; whatever is not just as it was written is no record |
//! | `store` | the file |

mod codec;
mod results;
mod season;
mod store;
mod survey;
mod told;

use std::path::Path;

use crate::config::Options;
use crate::diag::Diagnostics;
use crate::fingerprint::Fingerprint;
use crate::write::{self, Changes};

use codec::Record;
use store::Store;

pub(crate) use results::{Notes, Written};
pub(crate) use season::Season;
pub(crate) use survey::Survey;

/// Changes whenever a record says something else, or says it otherwise.
const VERSION: u32 = 1;

/// What the program was made from, by `build.rs`.
const PROGRAM: &str = env!("KRONIKA_MADE_FROM");

/// A file: what it held, and by which state it is known to hold it still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Item<'a> {
    /// Where it lies, with `/` between parts. One of a folder ends with `/`; that it is there is all that counts.
    path: &'a str,
    /// In bytes.
    size: u64,
    /// The fingerprint of its state; none where its state tells nothing, since it was written too short a time before.
    state: Option<u64>,
    /// What it held.
    content: Fingerprint,
}

/// What has become of a build without errors.
pub(crate) struct Built {
    /// What it changed.
    pub(crate) changes: Changes,
    /// The moments between which it is true.
    pub(crate) season: Season,
    /// Its files; none where it is not known what they hold.
    pub(crate) files: Option<Vec<Written>>,
}

/// What need not be built again.
pub(crate) struct Recalled {
    /// What is told of the site.
    pub(crate) told: Diagnostics,
    /// What a build would change: nothing.
    pub(crate) changes: Changes,
}

impl Survey {
    /// What a build would come to, where it is known without one. With `strict`, a site with warnings is built.
    pub(crate) fn recall(&mut self, options: &Options, output: &Path, strict: bool) -> Option<Recalled> {
        write::check(self.root(), output).ok()?;
        let store = Store::new(self.root(), output);
        let bytes = store.read()?;
        let record = Record::decode(&bytes)?;
        let is_same = self.compare(&record.inputs);
        if !is_same || record.options != of_options(options) || !record.season.is_now(options) {
            return None;
        }
        let (files, list): (Vec<Item<'_>>, Vec<Item<'_>>) =
            record.outputs.iter().partition(|item| item.path != write::MANIFEST);
        let told = told::read(&record.told, self.root())?;
        if list.len() != 1 || strict && told.counts() != (0, 0) {
            return None;
        }
        let seen = results::compare(&record.outputs, output)?;
        let inputs = self.items()?;
        if inputs != record.inputs || seen != record.outputs {
            // The same in other states: a copy of the folder, or files that were written again with what they held.
            store.write(&Record { inputs, outputs: seen, ..record }.encode());
        }
        let changes = Changes { written: 0, unchanged: files.len(), removed: 0 };
        Some(Recalled { told, changes })
    }

    /// Keeps what has become of a build that began after this survey; nothing, where its files have changed
    /// meanwhile or nothing can be kept.
    pub(crate) fn keep(mut self, options: &Options, output: &Path, built: &Built, told: &Diagnostics) {
        let told = told::write(told, self.root());
        let seen = built.files.as_ref().and_then(|files| results::look(files, output));
        let (Some(told), Some(seen), true) = (told, seen, self.is_as_it_was()) else { return };
        let Some(inputs) = self.items() else { return };
        let record = Record {
            options: of_options(options),
            season: built.season.clone(),
            inputs,
            outputs: seen.iter().map(results::Seen::item).collect(),
            told,
        };
        Store::new(self.root(), output).write(&record.encode());
    }
}

/// What a command asks for, but for the day and the folder.
fn of_options(options: &Options) -> Fingerprint {
    let Options { root: _, base_url, today: _, drafts, future, preview } = options;
    Fingerprint::of(format!("{base_url:?} {drafts} {future} {preview}").as_bytes())
}
