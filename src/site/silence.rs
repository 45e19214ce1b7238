//! `allow: [K0408]` in an entry's front matter: warnings about that entry that need not be told. A silence that silences
//! nothing is a warning itself, so that none outlives its reason. What only `kronika check` finds is heard by
//! [`Graph::silence_found`]; a build cannot tell whether a silence of it is of use.

use std::collections::BTreeSet;

use super::{EntryIx, Graph};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Severity, Spanned, codes};
use crate::entry::Entry;
use crate::words;

impl Graph {
    /// Drops the warnings that entries allow, and tells which of their silences are of no use. To be asked when
    /// everything about entries has been told. While there are errors, and of entries that are not published, not all
    /// warnings are known; nothing is said of unused silences then.
    pub fn silence(&self, diagnostics: &mut Diagnostics) {
        let told = |code| !codes::OF_CHECK.contains(&code) && !codes::OF_HOSTS.contains(&code);
        self.hear(told, diagnostics);
    }

    /// The same for what `kronika check` has found; useless silences are told of these codes alone.
    pub fn silence_found(&self, looked_for: &[Code], found: &mut Diagnostics) {
        self.hear(|code| looked_for.contains(&code), found);
    }

    /// Drops warnings of the codes that have been told, and tells of their silences that are of no use.
    fn hear(&self, told: impl Fn(Code) -> bool, diagnostics: &mut Diagnostics) {
        let silent = |ix: &&EntryIx| !self.entries[ix.0].head.allow.is_empty();
        let silent: Vec<EntryIx> = self.by_path.values().filter(silent).copied().collect();
        if silent.is_empty() {
            return;
        }
        let mut used: BTreeSet<(EntryIx, usize)> = BTreeSet::new();
        diagnostics.retain(|diagnostic| match self.silence_for(diagnostic) {
            Some(silence) => {
                used.insert(silence);
                false
            }
            None => true,
        });
        if diagnostics.has_errors() {
            return;
        }
        for ix in silent.into_iter().filter(|ix| self.publications[ix.0].is_published()) {
            let entry = &self.entries[ix.0];
            for silence in unused(entry, &told, |at| used.contains(&(ix, at))) {
                let id = silence.value.id;
                let message = words!("`{id}` silences nothing here", "`{id}` niczego tu nie wycisza");
                let warning =
                    Diagnostic::warning(codes::SILENCE_UNUSED, &entry.source, silence.span.clone(), message);
                diagnostics.push(warning.hint(words!("remove it from `allow:`", "usuń go z `allow:`")));
            }
        }
    }

    /// The silence that a warning falls under: its entry and the place in its list.
    fn silence_for(&self, diagnostic: &Diagnostic) -> Option<(EntryIx, usize)> {
        let Place::Text(source, _) = &diagnostic.place else { return None };
        if diagnostic.severity != Severity::Warning {
            return None;
        }
        let ix = *self.by_path.get(&source.path)?;
        let allowed = &self.entries[ix.0].head.allow;
        let at = allowed.iter().position(|silence| silence.value == diagnostic.code)?;
        Some((ix, at))
    }
}

/// The silences of an entry that are of no use, of the codes that have been told. The one of this very warning is of use
/// where another is not, or where that cannot be known yet.
fn unused(
    entry: &Entry,
    told: impl Fn(Code) -> bool,
    is_used: impl Fn(usize) -> bool,
) -> Vec<&Spanned<Code>> {
    let (about_silence, others): (Vec<_>, Vec<_>) =
        entry.head.allow.iter().enumerate().partition(|(_, silence)| silence.value == codes::SILENCE_UNUSED);
    let all_told = others.iter().all(|(_, silence)| told(silence.value)) && told(codes::SILENCE_UNUSED);
    let unused: Vec<_> = others
        .into_iter()
        .filter(|(at, silence)| told(silence.value) && !is_used(*at))
        .map(|(_, silence)| silence)
        .collect();
    match (about_silence.is_empty(), unused.is_empty()) {
        (true, _) => unused,
        (false, true) if all_told => about_silence.into_iter().map(|(_, silence)| silence).collect(),
        (false, _) => Vec::new(),
    }
}
