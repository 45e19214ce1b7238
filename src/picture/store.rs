//! [`Pictures`]: what is known of the pictures of a site, and what was made of them.
//!
//! [`Pictures::facts`] looks at a header; [`Pictures::make`] decodes a picture once and writes all that is wanted of it;
//! [`Pictures::get`] gives what was made. Each may be asked from many threads.

#![allow(clippy::disallowed_methods, reason = "pictures are read here")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::cache::Cache;
use super::encode::encode;
use super::gate::Gate;
use super::index::{Index, Known, Made};
use super::pixels::{Decoded, Pixels};
use super::{Encoding, Facts, Format, MOST_BYTES, Tone, Unfit, Variant, clean, complete, facts, vector};
use crate::content::{Content, FileState};
use crate::fingerprint::Fingerprint;
use crate::path::SourcePath;

/// How much of a file is read to know its facts: its header, behind what a camera tells of itself.
const START: u64 = 256 * 1024;

/// Memory for all pictures that are decoded at once, in bytes.
const ROOM: u64 = 600 << 20;

/// What is known of the pictures of a site, and what was made of them.
#[derive(Debug)]
pub struct Pictures {
    root: PathBuf,
    cache: Cache,
    index: Mutex<Index>,
    /// What could not be written to the cache.
    kept: Mutex<BTreeMap<(Fingerprint, Variant), Content>>,
    gate: Gate,
    /// How often something new was learnt.
    learnt: AtomicU64,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Pictures {
    /// The pictures of the site in a folder, with what is known of them from before.
    pub fn open(root: &Path) -> Self {
        let cache = Cache::new(root);
        Self {
            root: root.to_owned(),
            index: Mutex::new(Index::read(&cache)),
            cache,
            kept: Mutex::default(),
            gate: Gate::new(ROOM),
            learnt: AtomicU64::new(0),
        }
    }

    /// What a picture tells of itself.
    ///
    /// # Errors
    /// Why it cannot be shown, as far as is known.
    pub fn facts(&self, path: &SourcePath, state: &FileState) -> Result<Facts, Unfit> {
        let known = self.known(path, state, || self.look(path, state));
        match known.made {
            Some(Err(unfit)) => Err(unfit),
            _ => known.facts,
        }
    }

    /// Its ground, where its pixels are known.
    pub fn tone(&self, path: &SourcePath, state: &FileState) -> Option<Tone> {
        self.done(path, state)?.ok()?.tone
    }

    /// A file made of a picture, where it was made.
    pub fn get(&self, path: &SourcePath, state: &FileState, variant: Variant) -> Option<Content> {
        self.made(self.done(path, state)?.ok()?.fingerprint, variant)
    }

    /// True where nothing is left to make of a picture, or nothing can be made; also where its file has changed since: then a
    /// newer site waits for what it is now.
    pub fn is_done(&self, path: &SourcePath, state: &FileState, wanted: &[Variant]) -> bool {
        if lock(&self.index).known.get(path).is_some_and(|known| !known.holds(state)) {
            return true;
        }
        match self.done(path, state) {
            Some(Ok(made)) => wanted.iter().all(|variant| made.variants.contains(variant)),
            Some(Err(_)) => true,
            None => false,
        }
    }

    /// Forgets that a picture was made: what was made of it is gone from the disk.
    pub fn forget(&self, path: &SourcePath) {
        if let Some(known) = lock(&self.index).known.get_mut(path) {
            known.made = None;
        }
    }

    fn done(&self, path: &SourcePath, state: &FileState) -> Option<Result<Made, Unfit>> {
        lock(&self.index).known.get(path).filter(|known| known.holds(state))?.made.clone()
    }

    /// How often something new was learnt of any picture: with the same number, each is what it was.
    pub fn learnt(&self) -> u64 {
        self.learnt.load(Ordering::Acquire)
    }

    /// Makes of a picture what is wanted and was not made yet.
    ///
    /// # Errors
    /// Why it cannot be shown.
    pub fn make(&self, path: &SourcePath, state: &FileState, wanted: &[Variant]) -> Result<(), Unfit> {
        let facts = self.facts(path, state)?;
        let before = self.done(path, state).and_then(Result::ok);
        if let Some(made) = &before
            && wanted.iter().all(|variant| self.made(made.fingerprint, *variant).is_some())
        {
            // Another picture of the same bytes may have had some of them made.
            if let Some(Ok(made)) =
                lock(&self.index).known.get_mut(path).and_then(|known| known.made.as_mut())
            {
                made.variants.extend(wanted);
            }
            return Ok(());
        }
        let made = {
            let _pass = self.gate.enter(memory(&facts, state.size));
            catch_unwind(AssertUnwindSafe(|| self.develop(path, &facts, wanted)))
                .unwrap_or(Err(Unfit::Broken))
        };
        let made = made.map(|mut made| {
            let same = before.filter(|before| before.fingerprint == made.fingerprint);
            made.variants.extend(same.into_iter().flat_map(|before| before.variants));
            made
        });
        let mut index = lock(&self.index);
        if let Some(known) = index.known.get_mut(path).filter(|known| known.holds(state)) {
            known.made = Some(made.clone());
            if let Ok(made) = &made {
                index.tones.insert(made.fingerprint, made.tone);
            }
            index.is_new = true;
        }
        index.write_now_and_then(&self.cache);
        drop(index);
        self.learnt.fetch_add(1, Ordering::Release);
        made.map(|_| ())
    }

    /// Keeps for the next time what is known, and lets go of what nobody has asked for in a long time. `used` says of a path
    /// whether its picture is still there.
    pub fn settle(&self, used: impl Fn(&SourcePath) -> bool) {
        let mut index = lock(&self.index);
        let before = index.known.len();
        index.known.retain(|path, _| used(path));
        index.is_new |= index.known.len() != before;
        index.write(&self.cache);
        drop(index);
        self.cache.prune();
    }

    fn made(&self, fingerprint: Fingerprint, variant: Variant) -> Option<Content> {
        let kept = || lock(&self.kept).get(&(fingerprint, variant)).cloned();
        self.cache.get(fingerprint, variant).or_else(kept)
    }

    fn known(&self, path: &SourcePath, state: &FileState, look: impl FnOnce() -> Known) -> Known {
        if let Some(known) = lock(&self.index).known.get(path).filter(|known| known.holds(state)) {
            return known.clone();
        }
        // Others are not kept waiting by this file.
        let known = look();
        let mut index = lock(&self.index);
        index.is_new = true;
        index.known.insert(path.clone(), known.clone());
        known
    }

    /// Looks at the header of a file.
    fn look(&self, path: &SourcePath, state: &FileState) -> Known {
        let start = self.read(path, START);
        let facts = match start.as_deref().map(facts::read) {
            Err(unfit) => Err(*unfit),
            // A long header, or a drawing, which is read to its first element at least.
            Ok(Err(Unfit::Broken | Unfit::CutOff)) if state.size > START => {
                self.read(path, MOST_BYTES).and_then(|all| facts::read(&all))
            }
            Ok(facts) => facts,
        };
        let facts = if state.size > MOST_BYTES { Err(Unfit::TooLarge) } else { facts };
        Known::new(state, facts)
    }

    fn read(&self, path: &SourcePath, most: u64) -> Result<Vec<u8>, Unfit> {
        let mut bytes = Vec::new();
        let file = File::open(path.under(&self.root)).map_err(|_| Unfit::Unreadable)?;
        file.take(most).read_to_end(&mut bytes).map_err(|_| Unfit::Unreadable)?;
        Ok(bytes)
    }

    /// Decodes a picture and writes all that is wanted of it.
    fn develop(&self, path: &SourcePath, facts: &Facts, wanted: &[Variant]) -> Result<Made, Unfit> {
        let bytes = self.read(path, MOST_BYTES)?;
        let fingerprint = Fingerprint::of(&bytes);
        let keep = |variant: Variant, bytes: Vec<u8>| {
            if self.cache.put(fingerprint, variant, &bytes).is_err() {
                lock(&self.kept).insert((fingerprint, variant), bytes.into());
            }
        };
        let known = lock(&self.index).tones.get(&fingerprint).copied();
        if let Some(tone) = known
            && wanted.iter().all(|variant| self.made(fingerprint, *variant).is_some())
        {
            // The same bytes under another name, or in another copy of the site.
            return Ok(Made { fingerprint, tone, variants: wanted.iter().copied().collect() });
        }
        if facts.is_kept() {
            let cleaned = match facts.format {
                Format::Svg => vector::without_scripts(&bytes)?,
                format => clean::clean(&bytes, format)?,
            };
            for variant in wanted.iter().filter(|variant| variant.encoding == Encoding::Clean) {
                keep(*variant, cleaned.clone());
            }
            return Ok(Made { fingerprint, tone: None, variants: wanted.iter().copied().collect() });
        }
        if facts.format == Format::Jpeg && !complete::has_end(&bytes) {
            return Err(Unfit::CutOff);
        }
        let decoded = Decoded::new(&bytes)?;
        let is_drawing = facts.format != Format::Jpeg && decoded.is_drawing();
        let is_ready = decoded.is_upright_srgb();
        let mut sizes: Vec<Variant> = wanted.to_vec();
        sizes.sort_by_key(|variant| (variant.encoding == Encoding::Card, std::cmp::Reverse(variant.width)));
        let (width, height) = super::sizes::largest(facts.width, facts.height);
        let largest = decoded.upright(width, height)?;
        let mut current: Option<Pixels> = None;
        for variant in sizes {
            if variant.encoding == Encoding::Card {
                if let Some(card) = largest.card() {
                    keep(variant, encode(&card?, variant.encoding, false)?);
                }
                continue;
            }
            let from = current.as_ref().unwrap_or(&largest);
            if (from.width, from.height) != (variant.width, variant.height) {
                // Each size from the next larger one: a quarter of the work, and none can see it.
                current = Some(from.resized(variant.width, variant.height)?);
            }
            let pixels = current.as_ref().unwrap_or(&largest);
            let mut encoded = encode(pixels, variant.encoding, is_drawing)?;
            let is_whole = (variant.width, variant.height) == (facts.width, facts.height);
            if variant.encoding == Encoding::Png && facts.format == Format::Png && is_ready && is_whole {
                // Palettes and the patience of others make smaller files.
                let cleaned = clean::clean(&bytes, facts.format)?;
                encoded = if cleaned.len() < encoded.len() { cleaned } else { encoded };
            }
            keep(variant, encoded);
        }
        Ok(Made { fingerprint, tone: Tone::of(&largest), variants: wanted.iter().copied().collect() })
    }
}

/// How much memory it takes to decode a picture: its bytes, its pixels, and of a progressive JPEG the coefficients.
fn memory(facts: &Facts, size: u64) -> u64 {
    let pixels = u64::from(facts.width) * u64::from(facts.height);
    let each = match facts.format {
        Format::Jpeg => 9,
        // Of sixteen bits a part, and once more in eight.
        Format::Png | Format::WebP => 12,
        Format::Gif | Format::Svg => 0,
    };
    size + pixels * each
}
