//! `kronika add`: an entry in the right place with the right keys, ready for an editor. Prints the file's path
//! alone, so that `$EDITOR "$(kronika add event "…")"` opens it.

#![allow(clippy::disallowed_methods, reason = "writes a new file of the user's, never over another")]

use std::io::Write as _;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::Outcome;
use super::list::kind;
use super::report::{Format, outcome, print};
use super::voice::{Voice, say};
use crate::config::{self, Config, Options};
use crate::diag::Diagnostics;
use crate::entry::Origin;
use crate::kinds::{KINDS, Kind};
use crate::path::slug;
use crate::site::{EntryIx, Site};
use crate::source::{CONTENT, plain_io};
use crate::words;
use crate::words::Words;
use crate::yaml::quote;

/// Add an entry, with the right keys, in the right place
#[derive(clap::Args)]
pub(super) struct Args {
    /// What to add: programme, stage, forum, event, report, post, page, person, organisation or place
    #[arg(value_parser = kind)]
    kind: &'static Kind,
    /// Its title, in quotes; of a person, the name
    title: String,
    /// The programme or forum to put it into, by id
    #[arg(long = "in", value_name = "ID")]
    within: Option<String>,
    /// The site's folder, the one with kronika.yaml
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

impl Args {
    /// The site's folder.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }
}

/// Runs the command.
pub(super) fn run(args: &Args, voice: Voice) -> Outcome {
    let mut diagnostics = Diagnostics::new();
    let options = Options { root: args.root.clone(), drafts: true, future: true, ..Options::default() };
    let Some(config) = config::load(&options, &mut diagnostics) else {
        print(&mut diagnostics, Format::Human, &args.root, voice);
        return outcome(&diagnostics, false);
    };
    // Faults elsewhere in the site are for `build` to tell; what could be read is enough to find a place.
    let loaded = crate::load(&config, &mut diagnostics);
    let site = loaded.as_ref().map(|loaded| &loaded.site);
    let today = config.today.date();
    let spot = match place(args, site, today) {
        Ok(spot) => spot,
        Err((message, hints)) => {
            voice.refuse(&message, &hints);
            return Outcome::CallAtFault;
        }
    };
    let id = slug(unquoted(&args.title));
    if id.is_empty() {
        let title = &args.title;
        voice.refuse(
            &words!("“{title}” gives no file name", "z „{title}” nie wynika nazwa pliku"),
            &[words!("use a title with letters or digits", "podaj tytuł z literami lub cyframi")],
        );
        return Outcome::CallAtFault;
    }
    if let Some(refusal) = taken(&id, args.kind, site) {
        voice.refuse(&refusal.0, &refusal.1);
        return Outcome::CallAtFault;
    }
    let holds_others = KINDS.iter().any(|kind| kind.inside.iter().any(|(holder, _)| *holder == args.kind.id));
    let name = match (args.kind.dated_names, holds_others) {
        (true, _) => format!("{today}-{id}.md"),
        (_, true) => format!("{id}/index.md"),
        _ => format!("{id}.md"),
    };
    let relative = format!("{}/{name}", spot.folder);
    let place = config.root.join(&relative);
    let shown = if config.root == Path::new(".") { PathBuf::from(&relative) } else { place.clone() };
    let text = text(args, &config, &spot);
    let written = place
        .parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::OpenOptions::new().write(true).create_new(true).open(&place))
        .and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Ok(()) => {
            say(&shown.display().to_string());
            Outcome::Done
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let place = place.display();
            voice.refuse(
                &words!("{place} exists already", "{place} już istnieje"),
                &[words!(
                    "choose another title, or edit that file",
                    "wybierz inny tytuł albo edytuj ten plik"
                )],
            );
            Outcome::CallAtFault
        }
        Err(error) => {
            let (place, reason) = (place.display(), plain_io(&error));
            voice.refuse(
                &words!(
                    "{place} cannot be written: {reason}",
                    "nie da się zapisać {place}: {reason}",
                    reason
                ),
                &[words!("check the disk and your permissions", "sprawdź dysk i swoje uprawnienia",)],
            );
            Outcome::CallAtFault
        }
    }
}

/// What is wrong with an id that another file of the kind has, wherever it lies.
fn taken(id: &str, kind: &Kind, site: Option<&Site>) -> Option<Refusal> {
    let site = site?;
    let has_file = |ix: &EntryIx| site.entry(*ix).is(kind.id) && site.entry(*ix).origin != Origin::Named;
    let other = site.all().filter(has_file).find(|ix| site.id(*ix) == id)?;
    let file = site.entry(other).source.path.as_str();
    Some((
        words!(
            "there is an entry `{id}` already: {file} exists already",
            "jest już wpis `{id}`: {file} już istnieje"
        ),
        vec![words!(
            "choose another title, for example with the year or the place; or edit that file",
            "wybierz inny tytuł, na przykład z rokiem lub miejscem; albo edytuj ten plik",
        )],
    ))
}

/// A title without typographic quotes around it, which are those of the command's writer.
fn unquoted(title: &str) -> &str {
    const QUOTES: [char; 5] = ['„', '”', '“', '«', '»'];
    let title = title.trim();
    let inner = title.strip_prefix(QUOTES).and_then(|rest| rest.strip_suffix(QUOTES));
    inner.filter(|inner| !inner.contains(QUOTES)).map_or(title, str::trim)
}

/// Where a new file goes.
struct Place {
    /// Its folder.
    folder: String,
    /// The line that makes it a member where the folder does not.
    reference: Option<String>,
    /// The day for its front matter.
    day: Date,
}

/// What is wrong with a call, and the ways out.
type Refusal = (Words, Vec<Words>);

fn place(args: &Args, site: Option<&Site>, today: Date) -> Result<Place, Refusal> {
    let by_kind = format!("{CONTENT}/{}", args.kind.folder);
    let Some(wanted) = &args.within else {
        return match args.kind.scope {
            None => Ok(Place { folder: by_kind, reference: None, day: today }),
            Some(rel) => {
                let known = containers(args.kind, site);
                let noun = args.kind.noun;
                let holder = rel.as_str();
                let message =
                    words!("{noun} belongs to a {holder}", "{noun} należy do czegoś: `{holder}`", noun);
                let hint = match known.is_empty() {
                    true => words!(
                        "there is none yet: `kronika add {holder} \"…\"` makes one",
                        "nie ma jeszcze żadnego: utworzy go `kronika add {holder} \"…\"`",
                    ),
                    false => {
                        let list = known.join(", ");
                        words!("add `--in ID`; possible are: {list}", "dodaj `--in ID`; możliwe są: {list}")
                    }
                };
                Err((message, vec![hint]))
            }
        };
    };
    let found = site.and_then(|site| Some((site, site.find_entry(wanted)?)));
    let Some((site, ix)) = found else {
        let list = containers(args.kind, site).join(", ");
        return Err((
            words!("there is no entry `{wanted}`", "nie ma wpisu `{wanted}`"),
            vec![words!("possible are: {list}", "możliwe są: {list}")],
        ));
    };
    let container = site.entry(ix);
    let Some((_, rel)) = args.kind.inside.iter().find(|(kind, _)| container.is(*kind)) else {
        let (noun, holder) = (args.kind.noun, container.kind.noun);
        let list = containers(args.kind, Some(site)).join(", ");
        return Err((
            words!(
                "{noun} cannot be put into {holder}",
                "{noun} nie mieści się w tym: {holder}",
                noun,
                holder
            ),
            vec![words!("possible are: {list}", "możliwe są: {list}")],
        ));
    };
    let when = container.facets.when.as_ref().map(|when| &when.value);
    let outside = when.is_some_and(|when| !when.overlaps(today, today));
    let day = when.and_then(|when| when.first_day()).filter(|_| outside).unwrap_or(today);
    Ok(match container.origin {
        Origin::Bundle => Place { folder: container.source.path.folder().to_owned(), reference: None, day },
        _ => Place { folder: by_kind, reference: Some(format!("{}: {}\n", rel.as_str(), site.id(ix))), day },
    })
}

/// Ids of the entries that one of this kind may be put into.
fn containers(kind: &Kind, site: Option<&Site>) -> Vec<String> {
    let Some(site) = site else { return Vec::new() };
    let fits = |ix: &EntryIx| kind.inside.iter().any(|(container, _)| site.entry(*ix).is(*container));
    site.all().filter(fits).map(|ix| site.id(ix).to_owned()).collect()
}

fn text(args: &Args, config: &Config, place: &Place) -> String {
    let skeleton =
        if config.language.starts_with("pl") { args.kind.skeleton.pl } else { args.kind.skeleton.en };
    let skeleton = skeleton.replace("{today}", &place.day.to_string());
    let kind = match place.folder.ends_with(args.kind.folder) {
        true => String::new(),
        false => format!("kind: {}\n", args.kind.id.0),
    };
    let reference = place.reference.as_deref().unwrap_or_default();
    let title = quote(unquoted(&args.title), false);
    format!("---\n{}: {title}\n{kind}{reference}{skeleton}---\n\n", args.kind.title_key)
}
