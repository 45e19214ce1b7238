//! What each stage of a build takes, and each output within rendering:
//! `cargo bench --bench stages -- SITE_DIR [TIMES]`.
//!
//! It builds the site TIMES times (5, where nothing else is said) in one process, into a new folder each time (in
//! `TMPDIR`: a RAM disk gives steadier numbers), and prints medians:
//!
//! 1. of each stage the time on the clock, that of all processors together, both for each content file, and the most
//!    memory the process has held by its end (in the first of the builds: Linux tells the most ever);
//! 2. of each output its files, bytes and the time of one thread that renders them one after another. What they share is
//!    made before, as it is in a build.
//!
//! A build writes files while it renders; here one comes after the other, so that each has its own row, and all files are
//! in memory at once.
//!
//! `archive.py` beside this file writes sites of any size.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark tells what it measured")]
#![allow(
    clippy::disallowed_methods,
    reason = "and reads the clock, and what the system says of this process"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use kronika::config::{self, Options};
use kronika::diag::Diagnostics;
use kronika::outputs::{self, Plan, Prepared, RenderCx};
use kronika::render::{self, Files};
use kronika::source::SourceTree;
use kronika::view::{Titles, Views};
use kronika::write::{Changes, Writer};
use kronika::{search, site, theme};
use rayon::prelude::*;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const TIMES: usize = 5;

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|given| !given.starts_with("--")).collect();
    let Some(root) = given.first() else {
        eprintln!("usage: cargo bench --bench stages -- SITE_DIR [TIMES]");
        std::process::exit(2);
    };
    let times = given.get(1).and_then(|times| times.parse().ok()).unwrap_or(TIMES).max(1);
    let mut report = Report::default();
    for _ in 0..times {
        let mut diagnostics = Diagnostics::new();
        if run(root, &mut report, &mut diagnostics).is_none() || diagnostics.has_errors() {
            eprintln!("{root} is no site, or has errors: `kronika build` tells");
            std::process::exit(1);
        }
    }
    report.print(times);
}

/// One build, stage after stage. `None` where the site cannot be built.
fn run(root: &str, report: &mut Report, diagnostics: &mut Diagnostics) -> Option<()> {
    let options = Options { root: PathBuf::from(root), ..Options::default() };
    let config = config::load(&options, diagnostics)?;
    let quiet = |_, _, _| {};
    let (theme, locale) = report.stage("theme", || theme::load(&config, diagnostics))?;
    let tree = report.stage("read", || SourceTree::read(&config.root, diagnostics));
    report.sources = tree.texts.len();
    let material = report.stage("parse", || kronika::check(tree, &config, diagnostics));
    let texts = theme.texts.clone();
    let site = report.stage("link", || site::build(material, config.clone(), locale, texts, diagnostics));
    let plan = report.stage("plan", || outputs::plan(&site, &theme, diagnostics));
    report.stage("pictures", || render::pictures(&plan, &site, &quiet, diagnostics));
    let prepared = Prepared::default();
    let titles = report.stage("titles", || Titles::new(&site));
    report.stage("prepare", || prepared.fill(&site, &titles));
    let views = report.stage("views", || Views::new(&site, titles.clone()));
    let cx = RenderCx::new(&site, &views, &theme, &plan, &prepared, diagnostics);
    let files = report.stage("render", || render::render(&plan, &cx, &quiet, diagnostics));
    let folder = tempfile::tempdir().ok()?;
    let output = folder.path().join("output");
    report.stage("write", || put(&files, &output))?;
    report.stage("write, nothing changed", || put(&files, &output))?;
    drop(files);
    report.stage("of prepare: search index", || search::files(&site, &titles));
    // What late files share was let go when all had been rendered.
    let prepared = Prepared::default();
    prepared.fill(&site, &titles);
    by_output(&plan, &RenderCx::new(&site, &views, &theme, &plan, &prepared, diagnostics), report);
    Some(())
}

/// Brings all files to a folder, as a build brings each when it is made. `None` where that fails.
fn put(files: &Files, output: &Path) -> Option<Changes> {
    let writer = Writer::open(output).ok()?;
    files.par_iter().for_each(|(path, content)| {
        writer.take(path, content);
    });
    writer.finish().ok()
}

/// Renders the files of each output, one after another on this thread.
fn by_output(plan: &Plan, cx: &RenderCx<'_>, report: &mut Report) {
    let mut round: BTreeMap<&'static str, (usize, usize, Duration)> = BTreeMap::new();
    for job in plan.jobs.values() {
        let start = Instant::now();
        let size = match job.output.render(&job.subject, cx) {
            Ok(kronika::content::Content::Made(bytes)) => bytes.len(),
            Ok(_) | Err(_) => 0,
        };
        let (files, bytes, time) = round.entry(job.output.name()).or_default();
        *files += 1;
        *bytes += size;
        *time += start.elapsed();
    }
    for (name, (files, bytes, time)) in round {
        let output = report.outputs.entry(name).or_default();
        (output.files, output.bytes) = (files, bytes);
        output.times.push(time);
    }
}

/// What was measured, run by run.
#[derive(Default)]
struct Report {
    /// Content files that are text.
    sources: usize,
    /// In the order of a build.
    stages: Vec<Stage>,
    outputs: BTreeMap<&'static str, Output>,
}

struct Stage {
    name: &'static str,
    walls: Vec<Duration>,
    cpus: Vec<Duration>,
    /// KiB the process held at most by the end of the stage, the first time.
    memory: usize,
}

#[derive(Default)]
struct Output {
    files: usize,
    bytes: usize,
    times: Vec<Duration>,
}

impl Report {
    fn stage<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let (cpu, start) = (processor_time(), Instant::now());
        let made = work();
        let (wall, cpu) = (start.elapsed(), processor_time().saturating_sub(cpu));
        let at = self.stages.iter().position(|stage| stage.name == name).unwrap_or_else(|| {
            self.stages.push(Stage { name, walls: Vec::new(), cpus: Vec::new(), memory: most_memory() });
            self.stages.len() - 1
        });
        self.stages[at].walls.push(wall);
        self.stages[at].cpus.push(cpu);
        made
    }

    fn print(self, times: usize) {
        println!("{} content files; medians of {times}\n", self.sources);
        println!("| stage | wall ms | CPU ms | wall µs a file | CPU µs a file | most memory MiB |");
        println!("|---|---:|---:|---:|---:|---:|");
        for stage in self.stages {
            let (wall, cpu) = (median(stage.walls), median(stage.cpus));
            let each = |time: f64| 1000.0 * time / self.sources.max(1) as f64;
            let memory = stage.memory / 1024;
            println!(
                "| {} | {wall:.1} | {cpu:.1} | {:.1} | {:.1} | {memory} |",
                stage.name,
                each(wall),
                each(cpu)
            );
        }
        let mut rows: Vec<(f64, &str, Output)> = Vec::new();
        for (name, mut output) in self.outputs {
            rows.push((median(std::mem::take(&mut output.times)), name, output));
        }
        rows.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
        let all: f64 = rows.iter().map(|(time, ..)| time).sum();
        println!("\n| output | ms of one thread | % | µs a file | files | KiB | MiB/s |");
        println!("|---|---:|---:|---:|---:|---:|---:|");
        for (time, name, Output { files, bytes, .. }) in rows {
            let (kib, each) = (bytes as f64 / 1024.0, 1000.0 * time / files as f64);
            let (share, speed) = (100.0 * time / all, kib / 1024.0 * 1000.0 / time.max(1e-6));
            println!("| {name} | {time:.1} | {share:.1} | {each:.1} | {files} | {kib:.0} | {speed:.0} |");
        }
    }
}

/// In milliseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

/// The time that all threads of this process have had processors; nothing where the system does not tell (Linux does:
/// the first number of `schedstat`, in nanoseconds).
fn processor_time() -> Duration {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let had = threads.filter_map(|thread| {
        let told = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        told.split_whitespace().next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(had.sum())
}

/// The most memory this process has held so far, in KiB; 0 where the system does not tell.
fn most_memory() -> usize {
    let told = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
