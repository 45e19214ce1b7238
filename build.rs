//! Tells the program what it was made from, so that what one build of it has kept is not taken for another's; and rebuilds
//! it when what is embedded in it changes: the themes, the starter sites, the preview in the browser.

#![allow(clippy::disallowed_methods, reason = "nothing but this reads what the program is made from")]

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// All that the program is made from.
const SOURCES: [&str; 5] = ["src", "themes", "build.rs", "Cargo.toml", "Cargo.lock"];

fn main() {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        for file in files(Path::new(source)) {
            (&file, fs::read(&file).unwrap_or_default()).hash(&mut hasher);
        }
    }
    let mut settings: Vec<(String, String)> =
        std::env::vars().filter(|(name, _)| name.starts_with("CARGO_FEATURE_") || name == "TARGET").collect();
    settings.sort();
    settings.hash(&mut hasher);
    println!("cargo::rustc-env=KRONIKA_MADE_FROM={:016x}", hasher.finish());
}

/// A file, or every file of a folder, sorted.
fn files(place: &Path) -> Vec<PathBuf> {
    let Ok(items) = fs::read_dir(place) else { return vec![place.to_owned()] };
    let mut items: Vec<PathBuf> = items.flatten().map(|item| item.path()).collect();
    items.sort();
    items.iter().flat_map(|item| files(item)).collect()
}
