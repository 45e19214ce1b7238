//! `kronika build`: the site into a folder of HTML.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::Outcome;
use super::counted;
use super::progress::Progress;
use super::report::{Format, outcome, print};
use super::usage::BadValue;
use super::voice::Voice;
use crate::clock::Stopwatch;
use crate::config::{BaseUrl, Options};
use crate::diag::{Diagnostics, Severity};
use crate::words;
use crate::words::Words;
use crate::write::Changes;

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

impl Args {
    /// The site's folder.
    pub(super) fn root(&self) -> &Path {
        &self.site.root
    }
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

fn base_url(text: &str) -> Result<String, BadValue> {
    BaseUrl::parse(text).map(|url| url.as_str().to_owned()).ok_or_else(|| {
        BadValue(match BaseUrl::meant(text) {
            Some(meant) => words!("write {meant}", "wpisz {meant}"),
            None => words!(
                "write for example https://www.example.org/kronika/",
                "wpisz na przykład https://www.example.org/kronika/",
            ),
        })
    })
}

fn day(text: &str) -> Result<Date, BadValue> {
    crate::when::parse_day(text).map_err(|error| {
        let form = error.suggestion.unwrap_or_else(|| "2026-05-31".to_owned());
        let message = error.message;
        BadValue(words!("{message}; write {form}", "{message}; wpisz {form}", message))
    })
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Outcome {
    let watch = Stopwatch::start();
    let options = args.site.options();
    let output = args.output.clone().unwrap_or_else(|| options.root.join("output"));
    let mut diagnostics = Diagnostics::new();
    let progress = Progress::new(args.format, voice);
    let changes = crate::build(
        &options,
        &output,
        args.strict,
        &|stage, done, total| progress.tell(stage, done, total),
        &mut diagnostics,
    );
    progress.end();
    print(&mut diagnostics, args.format, &options.root, voice);
    if matches!(args.format, Format::Human | Format::Github) {
        voice.note(&summary(changes.as_ref(), &diagnostics, args.strict, watch.milliseconds()));
    }
    outcome(&diagnostics, args.strict)
}

/// The one line at the end.
fn summary(changes: Option<&Changes>, diagnostics: &Diagnostics, strict: bool, milliseconds: u128) -> Words {
    let (errors, warnings) = diagnostics.counts();
    let (e, w) = (counted::errors(errors), counted::warnings(warnings));
    match changes {
        Some(Changes { written, unchanged, removed }) => {
            let files = counted::files(*written);
            words!(
                "{files} written, {unchanged} unchanged, {removed} removed, {w}, {milliseconds} ms",
                "zapisano: {files}, bez zmian: {unchanged}, usunięto: {removed}, {w}, {milliseconds} ms",
                files,
                w
            )
        }
        None if errors == 0 && strict => words!(
            "Nothing was written: {w} (--strict), {milliseconds} ms",
            "Niczego nie zapisano: {w} (--strict), {milliseconds} ms",
            w
        ),
        None => {
            let advice = advice(diagnostics);
            words!(
                "Nothing was written: {e}, {w}, {milliseconds} ms{advice}",
                "Niczego nie zapisano: {e}, {w}, {milliseconds} ms{advice}",
                e,
                w,
                advice
            )
        }
    }
}

/// Where more is told, by the first error's code.
fn advice(diagnostics: &Diagnostics) -> Words {
    let first = diagnostics.iter().find(|diagnostic| diagnostic.severity == Severity::Error);
    first.map_or(Words::same(""), |first| {
        let code = first.code.id;
        words!("; `kronika explain {code}` tells more", "; więcej powie `kronika explain {code}`")
    })
}
