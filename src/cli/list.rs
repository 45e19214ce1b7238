//! `kronika list`: every entry with its state, published or not.

use std::path::Path;

use serde::Serialize;

use super::Outcome;
use super::build::SiteArgs;
use super::report::{Format, outcome, print};
use super::usage::BadValue;
use super::voice::{Voice, say};
use crate::config;
use crate::diag::{Diagnostics, did_you_mean, nearest, possible};
use crate::entry::Origin;
use crate::front::synonyms;
use crate::kinds::{KINDS, Kind, by_name_or_folder};
use crate::site::{EntryIx, Site};
use crate::words;
use crate::words::Words;

/// List the entries: kind, id, title, when, state, address, file
#[derive(clap::Args)]
pub(super) struct Args {
    /// Only this kind, such as event
    #[arg(value_parser = kind)]
    kind: Option<&'static Kind>,
    #[command(flatten)]
    site: SiteArgs,
    /// For whom to list; github and sarif tell what is wrong instead
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

impl Args {
    /// The site's folder.
    pub(super) fn root(&self) -> &Path {
        &self.site.root
    }
}

/// Reads the name of a kind, or of its folder.
pub(super) fn kind(name: &str) -> Result<&'static Kind, BadValue> {
    let names: Vec<&str> = KINDS.iter().map(|kind| kind.id.0).collect();
    by_name_or_folder(name).ok_or_else(|| BadValue(meant(name, &names)))
}

/// Polish words for many of a kind, folded, as they stand beside those for one.
const PLURALS: [(&str, &str); 16] = [
    ("wydarzenia", "event"),
    ("spotkania", "event"),
    ("programy", "programme"),
    ("projekty", "programme"),
    ("etapy", "stage"),
    ("fora", "forum"),
    ("konferencja", "forum"),
    ("raporty", "report"),
    ("sprawozdania", "report"),
    ("wpisy", "post"),
    ("strony", "page"),
    ("ludzie", "person"),
    ("osoby", "person"),
    ("organizacje", "organisation"),
    ("miejsca", "place"),
    ("deklaracja", "statement"),
];

/// The name that was meant, also by a Polish word, and all that are possible.
pub(super) fn meant(written: &str, names: &[&str]) -> Words {
    let all = possible(names.iter().copied());
    let folded = deunicode::deunicode(written).to_lowercase();
    let plural = PLURALS.iter().find(|(word, _)| *word == folded).map(|(_, name)| *name);
    let known = plural.filter(|name| names.contains(name)).or_else(|| synonyms::value(written, names));
    let near = known.or_else(|| nearest(written, names.iter().copied()).first().copied());
    match did_you_mean(near) {
        Some(near) => words!("{near} {all}", "{near} {all}", near, all),
        None => all,
    }
}

/// A row of the list.
#[derive(Serialize)]
struct Row {
    kind: &'static str,
    id: String,
    title: String,
    /// As written in the content model; none without a time.
    when: Option<String>,
    /// ISO 8601; none when not given.
    published: Option<String>,
    /// published, draft, embargoed or expired.
    publication: &'static str,
    /// The state of what it is about; none for kinds without one.
    status: Option<&'static str>,
    /// From the site's root, `/`; none for what has no page.
    url: Option<String>,
    /// Relative to the site's folder; none for what is only named by others.
    file: Option<String>,
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Outcome {
    let mut diagnostics = Diagnostics::new();
    let options = args.site.options();
    let config = config::load(&options, &mut diagnostics);
    let loaded = config.as_ref().and_then(|config| crate::load(config, &mut diagnostics));
    if let Some(loaded) = &loaded {
        loaded.site.silence(&mut diagnostics);
    }
    let site = loaded.as_ref().map(|loaded| &loaded.site).filter(|_| !diagnostics.has_errors());
    let Some(site) = site else {
        print(&mut diagnostics, args.format, &options.root, voice);
        return outcome(&diagnostics, false);
    };
    let wanted = |ix: &EntryIx| args.kind.is_none_or(|kind| site.entry(*ix).is(kind.id));
    let mut entries: Vec<EntryIx> = site.all().filter(wanted).collect();
    let place = |ix: &EntryIx| KINDS.iter().position(|kind| kind.id == site.entry(*ix).kind.id);
    entries.sort_by_key(|ix| (place(ix), site.time_order(*ix)));
    let rows: Vec<Row> = entries.into_iter().map(|ix| row(ix, site)).collect();
    match args.format {
        Format::Json => match serde_json::to_string_pretty(&rows) {
            Ok(json) => say(&json),
            Err(error) => eprintln!("{error}"),
        },
        Format::Human => table(&rows),
        // Both tell what is wrong, and have no words for a list.
        Format::Github | Format::Sarif => print(&mut diagnostics, args.format, &options.root, voice),
    }
    Outcome::Done
}

fn row(ix: EntryIx, site: &Site) -> Row {
    let entry = site.entry(ix);
    let publication = site.publication(ix);
    Row {
        kind: entry.kind.id.0,
        id: site.id(ix).to_owned(),
        title: entry.head.title.clone(),
        when: entry.facets.when.as_ref().map(|when| when.value.iso()),
        published: entry.head.published.map(|stamp| stamp.iso()),
        publication: publication.as_str(),
        status: site.status(ix).map(|status| status.as_str()),
        url: publication.is_published().then(|| format!("/{}", site.url(ix))),
        file: (entry.origin != Origin::Named).then(|| entry.source.path.as_str().to_owned()),
    }
}

/// Columns wide enough for what they hold, long titles cut.
fn table(rows: &[Row]) {
    const TITLE: usize = 48;
    let cells: Vec<[String; 7]> = rows
        .iter()
        .map(|row| {
            let mut title: String = row.title.chars().take(TITLE).collect();
            if row.title.chars().count() > TITLE {
                title.push('…');
            }
            let state =
                if row.publication == "published" { row.status.unwrap_or("") } else { row.publication };
            let when = row.when.clone().or_else(|| row.published.clone()).unwrap_or_default();
            let (url, file) = (row.url.clone().unwrap_or_default(), row.file.clone().unwrap_or_default());
            [row.kind.to_owned(), row.id.clone(), title, when, state.to_owned(), url, file]
        })
        .collect();
    let width = |column: usize| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..7).map(width).collect();
    for row in &cells {
        let line: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.chars().count())))
            .collect();
        say(line.join("  ").trim_end());
    }
}
