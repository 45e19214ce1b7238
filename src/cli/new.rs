//! `kronika new`: a small working site with an example of each common kind and comments that teach.

#![allow(clippy::disallowed_methods, reason = "writes files of the user's own site, never over others")]

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use include_dir::{Dir, include_dir};

use super::Outcome;
use super::report::say;
use crate::source::plain_io;

static POLISH: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter/pl");
static ENGLISH: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter/en");

/// Make a small working site to start from
#[derive(clap::Args)]
pub(super) struct Args {
    /// The folder to make; it must be empty or not there yet
    dir: PathBuf,
    /// The site's language
    #[arg(long, value_enum, default_value = "pl")]
    language: Language,
}

/// A language the starter site exists in.
#[derive(Clone, Copy, ValueEnum)]
enum Language {
    /// Polish
    Pl,
    /// English
    En,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> Outcome {
    let starter = match args.language {
        Language::Pl => &POLISH,
        Language::En => &ENGLISH,
    };
    let occupied = std::fs::read_dir(&args.dir).is_ok_and(|mut items| items.next().is_some());
    if occupied || args.dir.is_file() {
        eprintln!("error: {} is not an empty folder", args.dir.display());
        eprintln!("help: name a new folder, for example `kronika new kronika-miasta`");
        return Outcome::CallAtFault;
    }
    if let Err((place, error)) = copy(starter, &args.dir) {
        eprintln!("error: {} cannot be written: {}", place.display(), plain_io(&error));
        return Outcome::CallAtFault;
    }
    if args.dir == Path::new(".") {
        say("A new site is in this folder. What to do next:");
    } else {
        let dir = args.dir.display();
        say(&format!("A new site is in {dir}. What to do next:"));
        say(&format!("  cd {dir}"));
    }
    say("  kronika serve --open   see it in your browser while you write");
    say("  kronika build          make the site into output/");
    say("  kronika list           see what it holds");
    say("  kronika add event \"…\"  add an event of your own");
    Outcome::Done
}

fn copy(dir: &Dir<'_>, to: &Path) -> Result<(), (PathBuf, std::io::Error)> {
    std::fs::create_dir_all(to).map_err(|error| (to.to_owned(), error))?;
    for file in dir.files() {
        let place = to.join(file.path());
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder).map_err(|error| (folder.to_owned(), error))?;
        }
        std::fs::write(&place, file.contents()).map_err(|error| (place, error))?;
    }
    dir.dirs().try_for_each(|dir| copy(dir, to))
}
