//! The promise of the record of the last build: whatever has happened since, a build comes, byte for byte and word for word, to
//! what a clean build of the same site in another folder comes to. Random things are done to a copy of the English site, to
//! its output and to the record, and every build is compared. `STEPS=1000 SEED=7 cargo test --test suite record` makes longer
//! and other sequences.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use jiff::civil::date;
use kronika::config::Options;
use kronika::diag::{Diagnostics, emit};
use kronika::words::Language;
use kronika::write::{Changes, MANIFEST};

use super::common::{self, describe, options};
use super::preview::edits::{EDITS, Workshop, copy};

/// A site that is built again and again.
struct Site {
    at: Workshop,
    options: Options,
    /// Records of earlier builds.
    records: Vec<Vec<u8>>,
}

/// What came of a build.
struct Built {
    changes: Option<Changes>,
    told: Vec<String>,
    /// How many files were rendered: none where the record knew the answer.
    rendered: usize,
}

type Tree = BTreeMap<String, Vec<u8>>;

impl Site {
    fn new(seed: u64) -> Self {
        let at = Workshop::new("tests/sites/english", seed);
        Self { options: options(at.root()), at, records: Vec::new() }
    }

    fn output(&self) -> PathBuf {
        self.at.root().join("output")
    }

    fn build(&self) -> Built {
        let rendered = AtomicUsize::new(0);
        let mut told = Diagnostics::new();
        let progress = |_, _, _| {
            rendered.fetch_add(1, Ordering::Relaxed);
        };
        let changes = kronika::build(&self.options, &self.output(), false, &progress, &mut told);
        told.sort();
        Built { changes, told: texts(&told), rendered: rendered.into_inner() }
    }

    /// The same site in another folder, without anything that was kept.
    fn clean(&self) -> (Option<Tree>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in sources(self) {
            let place = folder.path().join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, bytes).unwrap();
        }
        let options = Options { root: folder.path().to_owned(), ..self.options.clone() };
        let (files, told) = common::build(&options);
        let files = files.map(|files| {
            let bytes =
                files.iter().map(|(path, file)| (path.to_string(), file.read().unwrap().into_owned()));
            bytes.collect()
        });
        (files, texts(&told))
    }

    /// Builds and compares with a clean build.
    fn check(&self) -> Built {
        let built = self.build();
        let (clean, told) = self.clean();
        let log = || self.at.log.join("\n  ");
        assert_eq!(built.told, told, "what is told differs after\n  {}", log());
        assert_eq!(built.changes.is_some(), clean.is_some(), "{:?}\n  {}", built.told, log());
        if let Some(clean) = clean {
            let there = tree(&self.output());
            let ours = |(path, _): &(&String, &Vec<u8>)| !path.starts_with(FOREIGN) && *path != MANIFEST;
            let there: Vec<_> = there.iter().filter(ours).collect();
            let differing: Vec<&str> =
                clean.iter().filter(|file| !there.contains(file)).map(|(path, _)| path.as_str()).collect();
            assert!(differing.is_empty(), "{differing:?} differ after\n  {}", log());
            assert_eq!(there.len(), clean.len(), "there are others after\n  {}", log());
        }
        built
    }

    fn record(&self) -> Option<PathBuf> {
        let folder = self.at.root().join(".kronika/cache/build");
        fs::read_dir(folder).ok()?.map(|item| item.unwrap().path()).next()
    }

    /// A file of the output folder, now and then the list of them; none where there are none.
    fn some_output(&mut self) -> Option<PathBuf> {
        let paths: Vec<String> = tree(&self.output()).into_keys().collect();
        (!paths.is_empty()).then(|| self.output().join(self.at.random.one(&paths)))
    }

    /// The same, but never the list: what it does not name is somebody else's.
    fn some_page(&mut self) -> Option<PathBuf> {
        self.some_output().filter(|place| !place.ends_with(MANIFEST))
    }

    fn did(&mut self, what: &str, place: &Path) {
        self.at.log.push(format!("{what} {}", place.display()));
    }
}

/// How names of files in the output folder begin that are somebody else's.
const FOREIGN: &str = "foreign";

/// Everything that is told, in every form and language.
fn texts(told: &Diagnostics) -> Vec<String> {
    let mut texts = vec![format!("{:?}", told.counts()), emit_sarif(told)];
    for diagnostic in told.iter() {
        texts.push(format!("{} {:?}", describe(diagnostic), diagnostic.fix));
        for language in [Language::Polish, Language::English] {
            texts.push(emit::human(diagnostic, language));
            texts.push(emit::json(diagnostic, language));
        }
    }
    texts
}

fn emit_sarif(told: &Diagnostics) -> String {
    let nowhere = Path::new("/nowhere");
    emit::sarif(told, &emit::Names::new(nowhere, nowhere, nowhere), Language::Polish)
}

/// Every file of a folder; nothing of one that is not there.
fn tree(folder: &Path) -> Tree {
    let files = walkdir::WalkDir::new(folder).into_iter().flatten();
    let files = files.filter(|item| item.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    files.map(|item| (name(item.path()), fs::read(item.path()).unwrap())).collect()
}

fn set_modified(place: &Path, at: SystemTime) {
    File::options().append(true).open(place).unwrap().set_modified(at).unwrap();
}

/// As many other bytes, written at what looks like the same time.
fn forge(place: &Path) {
    let mut bytes = fs::read(place).unwrap();
    let modified = fs::metadata(place).unwrap().modified().unwrap();
    match bytes.last_mut() {
        Some(last) => *last ^= 1,
        None => return,
    }
    fs::write(place, bytes).unwrap();
    set_modified(place, modified);
}

/// Something done to a built site beside its sources.
type Deed = fn(&mut Site);

const DEEDS: [Deed; 15] = [
    |site| {
        let Some(place) = site.some_page() else { return };
        fs::write(&place, "edited by hand").unwrap();
        site.did("edit", &place);
    },
    |site| {
        let Some(place) = site.some_page() else { return };
        forge(&place);
        site.did("forge", &place);
    },
    |site| {
        let Some(place) = site.some_page() else { return };
        fs::remove_file(&place).unwrap();
        site.did("remove", &place);
    },
    |site| {
        let Some(place) = site.some_output() else { return };
        let age = Duration::from_secs(site.at.random.next() % 1_000_000);
        set_modified(&place, SystemTime::now() - age);
        site.did("touch", &place);
    },
    |site| {
        let (Some(a), Some(b)) = (site.some_page(), site.some_page()) else { return };
        if a != b {
            let aside = site.output().join(FOREIGN);
            fs::rename(&a, &aside).unwrap();
            fs::rename(&b, &a).unwrap();
            fs::rename(&aside, &b).unwrap();
            site.did("swap", &a);
            site.did("with", &b);
        }
    },
    |site| {
        let number = site.at.number();
        let place = site.output().join(format!("{FOREIGN}-{number}.html"));
        fs::create_dir_all(site.output()).unwrap();
        fs::write(&place, "of somebody else").unwrap();
        site.did("add", &place);
    },
    |site| {
        let parts = site.output().join(".kronika-parts");
        fs::create_dir_all(&parts).unwrap();
        fs::write(parts.join("7"), "half a fi").unwrap();
        site.did("kill", &parts);
    },
    |site| {
        let _ = fs::remove_dir_all(site.output());
        site.did("remove", Path::new("output"));
    },
    // The record: a bit, the end, all of it.
    |site| {
        let Some(place) = site.record() else { return };
        let mut bytes = fs::read(&place).unwrap();
        let at = site.at.random.below(bytes.len());
        bytes[at] ^= 1 << site.at.random.below(8);
        fs::write(&place, bytes).unwrap();
        site.did(&format!("flip a bit of byte {at} of"), &place);
    },
    |site| {
        let Some(place) = site.record() else { return };
        let bytes = fs::read(&place).unwrap();
        let length = site.at.random.below(bytes.len());
        fs::write(&place, &bytes[..length]).unwrap();
        site.did(&format!("cut to {length} bytes"), &place);
    },
    // A record of an earlier build, which may be right again.
    |site| {
        let Some(place) = site.record() else { return };
        site.records.push(fs::read(&place).unwrap());
        let old = site.at.random.one(&site.records).clone();
        fs::write(&place, old).unwrap();
        site.did("put an old one in the place of", &place);
    },
    |site| {
        let folder = tempfile::tempdir().unwrap();
        copy(site.at.root(), folder.path());
        site.at.folder = folder;
        site.options.root = site.at.root().to_owned();
        let root = site.options.root.clone();
        site.did("copy to", &root);
    },
    |site| {
        let days = [date(2026, 1, 1), date(2025, 5, 13), date(2025, 6, 30), date(2031, 1, 1)];
        let day = *site.at.random.one(&days);
        site.options.today = Some(day);
        site.did("today", Path::new(&day.to_string()));
    },
    |site| {
        site.options.drafts = site.at.random.below(2) == 0;
        site.options.base_url = (site.at.random.below(2) == 0).then(|| "https://a.example/b/".to_owned());
        site.did(&format!("{:?} {}", site.options.base_url, site.options.drafts), Path::new("options"));
    },
    // A source that only looks the same.
    |site| {
        let name = *site.at.random.one(&[
            "content/files/timetable.txt",
            "content/events/poster.txt",
            "kronika.yaml",
        ]);
        let place = site.at.root().join(name);
        let Ok(text) = fs::read_to_string(&place) else { return };
        let modified = fs::metadata(&place).unwrap().modified().unwrap();
        let turned = match text.contains("the") {
            true => text.replace("the", "teh"),
            false => text.replace("teh", "the"),
        };
        fs::write(&place, turned).unwrap();
        set_modified(&place, modified);
        site.did("forge", &place);
    },
];

#[test]
fn after_anything_a_build_comes_to_what_a_clean_build_comes_to() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (steps, seed) = (number("STEPS").unwrap_or(20), number("SEED").unwrap_or(1));
    let mut site = Site::new(seed);
    assert!(site.check().changes.is_some(), "the site is good to begin with");
    let mut good = sources(&site);
    let (mut recalled, mut built, mut bad) = (0, 0, 0);
    for step in 0..steps {
        site.at.log.push(format!("--- step {step}"));
        // Mostly one thing alone, so that nothing else has the site built.
        let (edits, deeds) = *site.at.random.one(&[(1, 0), (0, 1), (0, 1), (0, 2), (2, 2)]);
        for _ in 0..edits {
            let edit = *site.at.random.one(&EDITS);
            edit(&mut site.at);
        }
        for _ in 0..deeds {
            let deed = *site.at.random.one(&DEEDS);
            deed(&mut site);
        }
        if site.at.random.below(3) == 0 {
            // So long that the clocks of most disks tell what comes now from what came before.
            std::thread::sleep(Duration::from_millis(60));
        }
        let first = site.check();
        if first.changes.is_none() {
            bad += 1;
            if site.at.random.below(3) > 0 {
                restore(&mut site, &good);
            }
            continue;
        }
        good = sources(&site);
        match first.rendered {
            0 => recalled += 1,
            _ => built += 1,
        }
        let again = site.check();
        assert_eq!(again.rendered, 0, "nothing has changed, but it is built\n  {}", site.at.log.join("\n  "));
        recalled += 1;
    }
    println!("{recalled} recalled, {built} built, {bad} bad");
    assert!(recalled > built && built > 0, "{recalled} and {built} are no fair sample");
}

#[test]
fn another_day_and_other_options_are_another_build() {
    let mut site = Site::new(1);
    assert!(site.build().rendered > 0);
    assert_eq!(site.build().rendered, 0);
    site.options.today = Some(date(2025, 5, 13));
    assert!(site.check().rendered > 0, "another day");
    site.options.drafts = true;
    assert!(site.check().rendered > 0, "with drafts");
    assert_eq!(site.build().rendered, 0);
}

/// What the site is made from.
fn sources(site: &Site) -> Tree {
    let is_kept = |path: &str| path.starts_with(".kronika/") || path.starts_with("output/");
    tree(site.at.root()).into_iter().filter(|(path, _)| !is_kept(path)).collect()
}

/// Puts the sources back as they were; output and record stay.
fn restore(site: &mut Site, good: &Tree) {
    let now = sources(site);
    for path in now.keys().filter(|path| !good.contains_key(*path)) {
        fs::remove_file(site.at.root().join(path)).unwrap();
    }
    for (path, bytes) in good.iter().filter(|(path, bytes)| now.get(*path) != Some(bytes)) {
        let place = site.at.root().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }
    site.at.log.push("restore the sources".to_owned());
}
