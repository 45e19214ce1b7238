//! `kronika check`: everything a build checks and what can be seen on the finished pages alone; nothing is written.

use std::path::Path;
use std::time::Duration;

use clap::ValueEnum;

use super::build::SiteArgs;
use super::progress::Progress;
use super::report::{Format, outcome, print};
use super::voice::Voice;
use super::{Outcome, counted, mend};
use crate::check::external::{Asked, Policy};
use crate::check::{self, Checked};
use crate::clock::Stopwatch;
use crate::config;
use crate::diag::{Diagnostics, codes};
use crate::words;
use crate::words::{Language, Words, phrase};

/// Where answers of other hosts are kept, in the site's folder.
const CACHE: &str = ".kronika/links.json";

/// Check the site as a build does, and its links, titles and files; writes no page
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    site: SiteArgs,
    /// Fail on warnings too, but for those of other hosts
    #[arg(long)]
    strict: bool,
    /// Ask other hosts whether their pages are still there; with `=fail`, fail where they are not
    #[arg(long, value_enum, value_name = "HOW", num_args = 0..=1, require_equals = true, default_missing_value = "warn")]
    external: Option<External>,
    /// How long other hosts may be asked in all; what is left is asked the next time
    #[arg(long, value_name = "SECONDS", default_value = "300", requires = "external")]
    external_timeout: u64,
    /// Mend what can be mended for sure, after showing the changes; asks first where somebody is there to answer
    #[arg(long)]
    fix: bool,
    /// For whom to report
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// What becomes of a link to another host that leads to nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum External {
    /// It is told; the command does not fail for it
    Warn,
    /// The command fails for it
    Fail,
}

impl Args {
    /// The site's folder.
    pub(super) fn root(&self) -> &Path {
        &self.site.root
    }
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Outcome {
    let watch = Stopwatch::start();
    let options = args.site.options();
    if args.fix
        && let Some(outcome) = mend::mend(&options, voice)
    {
        return outcome;
    }
    let mut diagnostics = Diagnostics::new();
    let policy = args.external.map(|_| Policy {
        total_time: Duration::from_secs(args.external_timeout),
        cache: Some(options.root.join(CACHE)),
        ..Policy::default()
    });
    let progress = Progress::new(args.format, voice);
    let checked = config::load(&options, &mut diagnostics).and_then(|config| {
        let tell = |stage, done, total| progress.tell(stage, done, total);
        check::run(&config, policy.as_ref(), &tell, &mut diagnostics)
    });
    progress.end();
    print(&mut diagnostics, args.format, &options.root, voice);
    if matches!(args.format, Format::Human | Format::Github) {
        voice.note(&summary(checked.as_ref(), &diagnostics, watch.milliseconds()));
    }
    let mut counted = diagnostics;
    if args.external != Some(External::Fail) {
        counted.retain(|diagnostic| !codes::OF_HOSTS.contains(&diagnostic.code));
        return outcome(&counted, args.strict);
    }
    // What has merely moved, or is silent today, is no broken link.
    let broken = counted.iter().any(|diagnostic| diagnostic.code == codes::HOST_BROKEN);
    counted.retain(|diagnostic| !codes::OF_HOSTS.contains(&diagnostic.code));
    match outcome(&counted, args.strict) {
        Outcome::Done if broken => Outcome::ContentAtFault,
        other => other,
    }
}

/// The one line at the end.
fn summary(checked: Option<&Checked>, diagnostics: &Diagnostics, milliseconds: u128) -> Words {
    let (errors, warnings) = diagnostics.counts();
    let (e, w) = (counted::errors(errors), counted::warnings(warnings));
    let Some(checked) = checked else {
        return words!(
            "The pages could not be checked: {e}, {w}, {milliseconds} ms",
            "Nie dało się sprawdzić stron: {e}, {w}, {milliseconds} ms",
            e,
            w
        );
    };
    let pages = counted::pages(checked.pages);
    let hosts = checked.asked.as_ref().map_or(Words::same(""), about_hosts);
    words!(
        "{pages} checked, {hosts}{w}, {milliseconds} ms",
        "sprawdzono: {pages}, {hosts}{w}, {milliseconds} ms",
        pages,
        hosts,
        w
    )
}

/// What came of asking other hosts.
fn about_hosts(asked: &Asked) -> Words {
    let parts = [
        (asked.remembered, phrase("known from the last days", "znane z ostatnich dni")),
        (
            asked.refused,
            phrase("whose site does not answer programs", "do witryn, które nie odpowiadają programom"),
        ),
        (
            asked.private,
            phrase(
                "to private or made-up names, not asked for",
                "pod nazwami prywatnymi lub zmyślonymi, pominięte",
            ),
        ),
        (asked.not_asked, phrase("left for the next time", "zostawione na następny raz")),
    ];
    let part = |language| {
        let told = parts.iter().filter(|(count, _)| *count > 0);
        let told: Vec<String> =
            told.map(|(count, words)| format!("{count} {}", words.get(language))).collect();
        if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) }
    };
    let parts = Words { en: part(Language::English), pl: part(Language::Polish) };
    let forgotten = asked.forgotten.as_ref().map_or(Words::same(""), |reason| {
        words!(
            "; the answers could not be kept: {reason}",
            "; odpowiedzi nie udało się zachować: {reason}",
            reason
        )
    });
    let links = asked.addresses;
    words!(
        "links to other sites: {links}{parts}{forgotten}, ",
        "odnośniki do innych witryn: {links}{parts}{forgotten}, ",
        parts,
        forgotten
    )
}
