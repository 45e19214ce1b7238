//! `kronika build`: the site into a folder of HTML.

use std::path::PathBuf;
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::civil::Date;

use super::Outcome;
use super::report::{Format, counted, outcome, print};
use crate::clock::Stopwatch;
use crate::config::{BaseUrl, Options};
use crate::diag::{Diagnostics, Severity};
use crate::write::Changes;

/// How long a build may take before it shows progress.
const PATIENCE_MS: u128 = 1000;

/// Build the site into a folder of HTML
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    site: SiteArgs,
    /// Folder to write; its other files are left alone [default: output in the site's folder]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Fail on warnings too
    #[arg(long)]
    strict: bool,
    /// For whom to report
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// What every command that reads a site asks for.
#[derive(clap::Args)]
pub(super) struct SiteArgs {
    /// The site's folder, the one with kronika.yaml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// Where the site will be published; wins over base_url in kronika.yaml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// The day the build is true for, such as 2026-05-31 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<Date>,
    /// Let drafts in
    #[arg(long)]
    drafts: bool,
    /// Let in what is published later or has expired
    #[arg(long)]
    future: bool,
}

impl SiteArgs {
    /// The same as the library takes it.
    pub(super) fn options(&self) -> Options {
        Options {
            root: self.root.clone(),
            base_url: self.base_url.clone(),
            today: self.today,
            drafts: self.drafts,
            future: self.future,
            preview: false,
        }
    }
}

fn base_url(text: &str) -> Result<String, String> {
    BaseUrl::parse(text)
        .map(|url| url.as_str().to_owned())
        .ok_or_else(|| "write for example https://www.example.org/kronika/".to_owned())
}

fn day(text: &str) -> Result<Date, String> {
    crate::when::parse_day(text).map_err(|error| match error.suggestion {
        Some(form) => format!("{}; write {form}", error.message),
        None => format!("{}; write for example 2026-05-31", error.message),
    })
}

/// Runs the command.
pub(super) fn run(args: Args) -> Outcome {
    let watch = Stopwatch::start();
    let options = args.site.options();
    let output = args.output.unwrap_or_else(|| options.root.join("output"));
    let mut diagnostics = Diagnostics::new();
    let progress = Progress::new(args.format);
    let changes = crate::build(
        &options,
        &output,
        args.strict,
        &|done, total| progress.tell(done, total),
        &mut diagnostics,
    );
    progress.end();
    print(&mut diagnostics, args.format, &options.root);
    if matches!(args.format, Format::Human | Format::Github) {
        eprintln!("{}", summary(changes.as_ref(), &diagnostics, args.strict, watch.milliseconds()));
    }
    outcome(&diagnostics, args.strict)
}

/// The one line at the end.
fn summary(changes: Option<&Changes>, diagnostics: &Diagnostics, strict: bool, milliseconds: u128) -> String {
    let (errors, warnings) = diagnostics.counts();
    match changes {
        Some(changes) => format!(
            "{} written, {} unchanged, {} removed, {}, {milliseconds} ms",
            counted(changes.written, "page"),
            changes.unchanged,
            changes.removed,
            counted(warnings, "warning"),
        ),
        None if errors == 0 && strict => {
            format!("Nothing was written: {} (--strict), {milliseconds} ms", counted(warnings, "warning"))
        }
        None => format!(
            "Nothing was written: {}, {}, {milliseconds} ms{}",
            counted(errors, "error"),
            counted(warnings, "warning"),
            advice(diagnostics),
        ),
    }
}

/// Where more is told, by the first error's code.
fn advice(diagnostics: &Diagnostics) -> String {
    let first = diagnostics.iter().find(|diagnostic| diagnostic.severity == Severity::Error);
    first.map_or(String::new(), |first| format!("; `kronika explain {}` tells more", first.code.id))
}

/// A bar on the terminal once a build takes long.
struct Progress {
    watch: Stopwatch,
    bar: Mutex<Option<ProgressBar>>,
    shown: bool,
}

impl Progress {
    fn new(format: Format) -> Self {
        let shown = format == Format::Human && std::io::IsTerminal::is_terminal(&std::io::stderr());
        Self { watch: Stopwatch::start(), bar: Mutex::new(None), shown }
    }

    fn tell(&self, done: usize, total: usize) {
        if !self.shown || !done.is_multiple_of(64) || self.watch.milliseconds() < PATIENCE_MS {
            return;
        }
        let Ok(mut bar) = self.bar.lock() else { return };
        let bar = bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} pages") {
                bar.set_style(style);
            }
            bar
        });
        bar.set_position(done as u64);
    }

    fn end(&self) {
        if let Ok(bar) = self.bar.lock()
            && let Some(bar) = bar.as_ref()
        {
            bar.finish_and_clear();
        }
    }
}
