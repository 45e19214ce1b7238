//! `kronika why`: is something in the site, or what keeps it out; what refers to it; what its page is made from.

mod sentences;

use std::path::Path;

use super::Outcome;
use super::build::SiteArgs;
use super::counted;
use super::report::{Format, outcome, print};
use super::voice::{Voice, say};
use crate::config;
use crate::diag::{Diagnostics, did_you_mean, emit, quoted_list};
use crate::kinds::by_name;
use crate::outputs;
use crate::why::{self, Answer, Known, State, Unclear, What};
use crate::words;
use crate::words::Language;
use sentences::{Sentences, filled};

/// Tell whether something is in the site, or what keeps it out
#[derive(clap::Args)]
pub(super) struct Args {
    /// A file, the id or name of an entry, or an address
    #[arg(value_name = "FILE|ID|URL")]
    what: String,
    #[command(flatten)]
    site: SiteArgs,
    /// For whom to tell
    #[arg(long, value_enum, default_value = "human")]
    format: WhyFormat,
}

/// For whom the command speaks: it has nothing to annotate.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum WhyFormat {
    /// For people, on the terminal
    Human,
    /// For programs, as JSON
    Json,
}

impl Args {
    /// The site's folder.
    pub(super) fn root(&self) -> &Path {
        &self.site.root
    }
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Outcome {
    let mut diagnostics = Diagnostics::new();
    let options = args.site.options();
    let config = config::load(&options, &mut diagnostics);
    let loaded = config.as_ref().and_then(|config| crate::load(config, &mut diagnostics));
    let (Some(config), Some(loaded)) = (config, loaded) else {
        // Without settings and theme there are no addresses to tell of.
        let format = if args.format == WhyFormat::Json { Format::Json } else { Format::Human };
        print(&mut diagnostics, format, &options.root, voice);
        return outcome(&diagnostics, false);
    };
    let plan = outputs::plan(&loaded.site, &loaded.theme, &mut diagnostics);
    loaded.site.silence(&mut diagnostics);
    diagnostics.sort();
    let known = Known {
        site: &loaded.site,
        theme: &loaded.theme,
        plan: &plan,
        diagnostics: &diagnostics,
        language: voice.language,
    };
    match why::ask(&args.what, &known) {
        Ok(answer) if args.format == WhyFormat::Json => {
            match serde_json::to_string_pretty(&answer) {
                Ok(json) => say(&json),
                Err(error) => eprintln!("{error}"),
            }
            Outcome::Done
        }
        Ok(answer) => {
            say(told(&answer, voice.language, &config.today.date().to_string()).trim_end());
            Outcome::Done
        }
        Err(unclear) => {
            refuse(&args.what, unclear, voice);
            Outcome::CallAtFault
        }
    }
}

fn refuse(what: &str, unclear: Unclear, voice: Voice) {
    match unclear {
        Unclear::Several(forms) => {
            let forms = quoted_list(forms.iter().map(String::as_str));
            voice.refuse(
                &words!("`{what}` may mean several things", "`{what}` może oznaczać kilka rzeczy"),
                &[words!("write {forms}", "wpisz {forms}", forms)],
            );
        }
        Unclear::Nothing(near) => {
            let near = did_you_mean(near.iter().map(String::as_str));
            let all = words!(
                "`kronika list` shows every entry with its id, address and file",
                "`kronika list` pokazuje każdy wpis z identyfikatorem, adresem i plikiem",
            );
            let message = words!(
                "the site knows no file of its content, no entry and no address `{what}`",
                "witryna nie zna pliku treści, wpisu ani adresu `{what}`",
            );
            voice.refuse(&message, &near.into_iter().chain([all]).collect::<Vec<_>>());
        }
    }
}

/// An answer in words.
fn told(answer: &Answer, language: Language, today: &str) -> String {
    let texts = sentences::of(language);
    let mut lines = vec![head(answer, texts)];
    lines.extend(states(answer, language, today));
    if !answer.faults.is_empty() {
        lines.extend([String::new(), texts.faults.to_owned()]);
        for fault in &answer.faults {
            let place = place(&fault.file, fault.line, fault.column);
            let (severity, help) = (emit::severity(fault.severity), emit::help());
            let severity = severity.get(language);
            lines.push(format!("  {place}  {severity}[{}]: {}", fault.code, fault.message));
            lines.extend(fault.hints.iter().map(|hint| format!("    {}: {hint}", help.get(language))));
        }
    }
    if matches!(answer.what, What::Entry | What::File) {
        lines.push(String::new());
        lines.extend(referrers(answer, texts));
    }
    if answer.what == What::Entry {
        list(texts.templates, &answer.templates, texts.extends, &mut lines);
        list(texts.made_of, &answer.made_of, "", &mut lines);
    }
    lines.join("\n")
}

/// What was found: a file, an entry, an address.
fn head(answer: &Answer, texts: &Sentences) -> String {
    let entry = entry(answer.kind, answer.id.as_deref(), answer.title.as_deref(), texts);
    match (answer.what, &answer.file, &answer.url) {
        (What::Alias | What::Page, _, Some(url)) => url.clone(),
        (_, Some(file), _) if answer.id.is_some() => format!("{file}: {entry}"),
        (_, Some(file), _) => file.clone(),
        _ => entry,
    }
}

fn entry(kind: Option<&str>, id: Option<&str>, title: Option<&str>, texts: &Sentences) -> String {
    let kind = kind.map(|name| by_name(name).map_or(name, |kind| bare(kind.noun.get(texts.language))));
    let (kind, id, title) = (kind.unwrap_or_default(), id.unwrap_or_default(), title.unwrap_or_default());
    filled(texts.entry, &[("kind", kind), ("id", id), ("title", title)])
}

/// A noun without the English article.
fn bare(noun: &str) -> &str {
    noun.strip_prefix("an ").or_else(|| noun.strip_prefix("a ")).unwrap_or(noun)
}

/// Whether it is in the site, or why not, in sentences.
fn states(answer: &Answer, language: Language, today: &str) -> Vec<String> {
    let texts = sentences::of(language);
    let url = answer.url.as_deref().unwrap_or_default();
    let moment = answer.moment.as_deref().unwrap_or_default();
    let errors = counted::errors(answer.errors_elsewhere);
    let values = [("url", url), ("moment", moment), ("today", today), ("errors", errors.get(language))];
    let mut lines = Vec::new();
    let sentence = match (answer.what, answer.state) {
        (What::Page, _) => {
            lines.push(texts.page.to_owned());
            (answer.errors_elsewhere > 0).then_some(texts.page_but)
        }
        (What::Alias, _) => {
            let entry = entry(answer.kind, answer.id.as_deref(), answer.title.as_deref(), texts);
            lines.push(filled(texts.alias, &[("entry", &entry)]));
            (answer.errors_elsewhere > 0).then_some(texts.page_but)
        }
        (_, State::Published) if answer.errors_elsewhere > 0 => Some(texts.published_but),
        (_, State::Published) => Some(texts.published),
        (_, State::Draft) => Some(texts.draft),
        (_, State::Embargoed) => Some(texts.embargoed),
        (_, State::Expired) => Some(texts.expired),
        (_, State::Withheld) => Some(texts.withheld),
        (_, State::Error) => Some(texts.error),
        (_, State::Unused) => Some(texts.unused),
        (_, State::LeftOut) => Some(texts.left_out),
        (_, State::Captions) => Some(texts.captions),
    };
    lines.extend(sentence.map(|sentence| filled(sentence, &values)));
    if answer.what == What::Entry && answer.file.is_none() {
        lines.push(texts.named.to_owned());
    }
    for holder in &answer.withheld_with {
        let entry = entry(Some(holder.kind), Some(&holder.id), Some(&holder.title), texts);
        let moment = holder.moment.as_deref().unwrap_or_default();
        let reason = filled(texts.reason(holder.state), &[("moment", moment)]);
        lines.push(format!("  {}: {entry}: {reason}", holder.file));
    }
    if let Some(plain) = answer.let_in {
        let reason =
            filled(texts.reason(plain), &[("moment", answer.let_in_moment.as_deref().unwrap_or_default())]);
        lines.push(filled(texts.let_in, &[("reason", &reason)]));
    }
    if !answer.hidden_from.is_empty() {
        lines.push(filled(texts.hidden, &[("lists", &answer.hidden_from.join(", "))]));
    }
    lines
}

fn referrers(answer: &Answer, texts: &Sentences) -> Vec<String> {
    if answer.referrers.is_empty() {
        return vec![texts.no_referrers.to_owned()];
    }
    let mut lines = vec![texts.referrers.to_owned()];
    for one in &answer.referrers {
        let by = one.key.as_ref().map_or_else(|| texts.by(one.by).to_owned(), |key| format!("`{key}:`"));
        let title =
            one.title.as_ref().map_or(String::new(), |title| filled(texts.titled, &[("title", title)]));
        let state = if one.published { String::new() } else { format!(" {}", texts.unpublished) };
        lines.push(format!("  {}  {by}{title}{state}", place(&one.file, one.line, one.column)));
    }
    lines
}

fn place(file: &str, line: Option<usize>, column: Option<usize>) -> String {
    match (line, column) {
        (Some(line), Some(column)) => format!("{file}:{line}:{column}"),
        _ => file.to_owned(),
    }
}

/// A heading and its items, each after the first with a word before it.
fn list(heading: &str, items: &[String], then: &str, lines: &mut Vec<String>) {
    if items.is_empty() {
        return;
    }
    lines.extend([String::new(), heading.to_owned()]);
    for (at, item) in items.iter().enumerate() {
        let then = if at == 0 || then.is_empty() { String::new() } else { format!("{then} ") };
        lines.push(format!("  {then}{item}"));
    }
}
