//! Builds that come to a bad end: killed at random moments, out of space, without permission. Nothing of the old site is
//! lost or half there, and the next build makes everything right.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use super::common::program;

/// Where a build keeps files while it writes them.
const PARTS: &str = ".kronika-parts";
const MANIFEST: &str = ".kronika-manifest";

/// How often a build is killed.
const KILLS: u64 = 100;

type Tree = BTreeMap<String, Vec<u8>>;

/// A site that is now one way and now another: pages and files that change, stay, come and go.
struct Changing {
    folder: tempfile::TempDir,
}

impl Changing {
    fn new() -> Self {
        let changing = Self { folder: tempfile::tempdir().unwrap() };
        fs::write(changing.root().join("kronika.yaml"), "title: Kronika\n").unwrap();
        changing
    }

    fn root(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    fn output(&self) -> PathBuf {
        self.root().join("output")
    }

    /// Two states: of sixty events a third is in both and changes, a third stays as it is, a third comes and goes.
    fn set(&self, state: u64) {
        let events = self.root().join("content/events");
        let _ = fs::remove_dir_all(&events);
        for number in 0..60_u64 {
            let told = if number % 3 == 1 { 0 } else { state };
            if number % 3 == 2 && number % 2 != state {
                continue;
            }
            let folder = events.join(format!("e{number}"));
            fs::create_dir_all(&folder).unwrap();
            let words = format!("Stan {told}. ").repeat(200);
            let text = format!("---\ntitle: Wydarzenie {number}\nwhen: 2024-05-05\n---\n{words}\n");
            fs::write(folder.join("index.md"), text).unwrap();
            fs::write(folder.join("plan.bin"), format!("{told}").repeat(100_000)).unwrap();
        }
    }

    fn command(&self, output: &Path) -> Command {
        let (root, output) = (self.root(), output.to_owned());
        let arguments = ["build", "--root", root.to_str().unwrap(), "--output", output.to_str().unwrap()];
        program(&[&arguments[..], &["--today", "2026-01-01"]].concat())
    }

    fn build(&self, output: &Path) -> Output {
        self.command(output).output().unwrap()
    }

    /// What a build into a folder of its own makes of a state.
    fn clean(&self, state: u64) -> Tree {
        self.set(state);
        let output = self.root().join(format!("clean-{state}"));
        let built = self.build(&output);
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        tree(&output)
    }
}

fn tree(folder: &Path) -> Tree {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = files.filter(|item| item.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    files.map(|item| (name(item.path()), fs::read(item.path()).unwrap())).collect()
}

/// Every file of a site is as one of two builds made it, and in the list of what the next build may change.
fn assert_whole(output: &Path, before: &Tree, after: &Tree, when: &str) {
    let listed = fs::read_to_string(output.join(MANIFEST)).unwrap();
    for (path, bytes) in tree(output) {
        if path.starts_with(PARTS) || path == MANIFEST {
            continue;
        }
        let known = [before.get(&path), after.get(&path)];
        assert!(known.contains(&Some(&bytes)), "{when}: {path} is neither old nor new");
        assert!(listed.lines().any(|line| line == path), "{when}: {path} is in no list");
    }
}

#[test]
fn a_hundred_kills_leave_whole_files_and_a_clean_next_build() {
    let site = Changing::new();
    let states = [site.clean(0), site.clean(1)];
    site.set(0);
    let started = Instant::now();
    assert!(site.build(&site.output()).status.success());
    let lasting = started.elapsed();
    let mut random: u64 = 0x9d1c;
    let mut torn = 0;
    for round in 1..=KILLS {
        site.set(round % 2);
        // Knuth's MMIX generator: any sequence will do, the same one each time.
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = (random >> 33) as f64 / f64::from(u32::MAX >> 1);
        let mut child =
            site.command(&site.output()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        if round % 4 == 0 {
            std::thread::sleep(lasting.mul_f64(share));
        } else {
            // Most are killed while they write, which takes but a small part of the time.
            let parts = site.output().join(PARTS);
            while !parts.exists() && child.try_wait().unwrap().is_none() {
                std::thread::sleep(Duration::from_micros(200));
            }
            std::thread::sleep(Duration::from_micros((share * 20_000.0) as u64));
        }
        let _ = child.kill();
        let _ = child.wait().unwrap();
        torn += usize::from(site.output().join(PARTS).exists());
        assert_whole(&site.output(), &states[0], &states[1], &format!("after kill {round}"));
    }
    assert!(torn >= 20, "only {torn} kills came while files were written");
    for state in [0, 1] {
        site.set(state);
        assert!(site.build(&site.output()).status.success());
        assert!(tree(&site.output()) == states[state as usize], "the next build makes everything right");
    }
}

#[test]
fn a_write_that_fails_half_way_loses_nothing() {
    let site = Changing::new();
    let states = [site.clean(0), site.clean(1)];
    site.set(0);
    assert!(site.build(&site.output()).status.success());
    site.set(1);
    // No file may become larger than 50 KB; the signal that goes with it is ignored, as it is where a disk is full.
    let build = site.command(&site.output());
    let mut limited = Command::new("bash");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 50; exec \"$@\"", "bash"]);
    let failed = limited.arg(build.get_program()).args(build.get_args()).output().unwrap();
    refused(&failed, "K0904", "plan.bin");
    assert_whole(&site.output(), &states[0], &states[1], "after the failure");
    let missing = states[0].keys().find(|path| !site.output().join(path).exists());
    assert_eq!(missing, None, "nothing of the old site is gone");
    assert!(!site.output().join(PARTS).exists());
    assert!(site.build(&site.output()).status.success());
    assert!(tree(&site.output()) == states[1]);
}

#[test]
fn folders_that_may_not_be_written_or_read_are_told_of_and_left_alone() {
    let site = Changing::new();
    site.set(0);
    assert!(site.build(&site.output()).status.success());
    let before = tree(&site.output());
    let user = User::other_than_root(&site);

    user.give(&site.root());
    mode(&site.output().join("wydarzenia"), 0o555);
    mode(&site.output().join("wydarzenia/e0"), 0o555);
    mode(&site.output(), 0o555);
    site.set(1);
    user.give(&site.root().join("content"));
    let built = user.run(site.command(&site.output()));
    refused(&built, "K0904", "output");
    assert!(tree(&site.output()) == before, "what was there stays");
    mode(&site.output(), 0o755);
    let built = user.run(site.command(&site.output()));
    refused(&built, "K0904", "wydarzenia");
    for (path, bytes) in &before {
        let now = fs::read(site.output().join(path)).unwrap();
        assert!(!path.starts_with("wydarzenia/e0") || now == *bytes, "{path}");
    }
    mode(&site.output().join("wydarzenia"), 0o755);
    mode(&site.output().join("wydarzenia/e0"), 0o755);

    let hidden = site.root().join("content/events/e3");
    for (place, name) in [(hidden.clone(), "e3"), (hidden.join("index.md"), "e3/index.md")] {
        let was = fs::metadata(&place).unwrap().permissions().mode();
        let before = tree(&site.output());
        mode(&place, 0o000);
        let built = user.run(site.command(&site.output()));
        mode(&place, was);
        assert!(matches!(built.status.code(), Some(1 | 2)), "{:?}", built.status);
        let told = String::from_utf8_lossy(&built.stderr).into_owned();
        assert!(told.contains("K0903") && told.contains(name), "{told}");
        assert!(tree(&site.output()) == before, "{name}: a build that fails changes nothing");
    }

    assert!(user.run(site.command(&site.output())).status.success());
    let clean = site.clean(1);
    assert!(tree(&site.output()) == clean);
}

/// Ends with 2, names the code and the place, and says what to do.
fn refused(output: &Output, code: &str, place: &str) {
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains(code) && told.contains(place) && told.contains("--output DIR"), "{told}");
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Somebody for whom permissions count: root may do everything.
struct User {
    /// The program where others may run it, for tests that run as root.
    copy: Option<PathBuf>,
}

impl User {
    fn other_than_root(site: &Changing) -> Self {
        let id = Command::new("id").arg("-u").output().unwrap();
        if id.stdout.trim_ascii() != b"0" {
            return Self { copy: None };
        }
        let copy = site.root().join("kronika");
        fs::copy(program(&[]).get_program(), &copy).unwrap();
        Self { copy: Some(copy) }
    }

    /// Makes everything below a folder this user's.
    fn give(&self, folder: &Path) {
        if self.copy.is_some() {
            let given = Command::new("chown").args(["-R", "65534:65534"]).arg(folder).status().unwrap();
            assert!(given.success());
        }
    }

    fn run(&self, command: Command) -> Output {
        let Some(copy) = &self.copy else { return { command }.output().unwrap() };
        let mut other = Command::new("setpriv");
        other.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(copy).args(command.get_args());
        for (name, value) in command.get_envs() {
            if let Some(value) = value {
                other.env(name, value);
            }
        }
        other.output().unwrap()
    }
}
