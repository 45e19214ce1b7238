//! `kronika new`: a small working site with an example of each common kind and comments that teach.

#![allow(clippy::disallowed_methods, reason = "writes files of the user's own site, never over others")]

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::Outcome;
use super::voice::{Lang, Voice};
use crate::source::plain_io;
use crate::words;

static POLISH: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter/pl");
static ENGLISH: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter/en");

/// Make a small working site to start from
#[derive(clap::Args)]
pub(super) struct Args {
    /// The folder to make; it must be empty or not there yet
    dir: PathBuf,
    /// The site's language
    #[arg(long, value_enum, value_name = "LANG", default_value = "pl")]
    language: Lang,
}

/// Runs the command.
pub(super) fn run(args: &Args, asked: Option<Lang>) -> Outcome {
    let voice = Voice::new(asked.or(Some(args.language)), None);
    let starter = match args.language {
        Lang::Pl => &POLISH,
        Lang::En => &ENGLISH,
    };
    let occupied = std::fs::read_dir(&args.dir).is_ok_and(|mut items| items.next().is_some());
    if occupied || args.dir.is_file() {
        let dir = args.dir.display();
        let other = free_name(&args.dir);
        voice.refuse(
            &words!("{dir} is not an empty folder", "{dir} to nie jest pusty katalog"),
            &[words!(
                "name a new folder, for example `kronika new {other}`",
                "podaj nowy katalog, na przykład `kronika new {other}`",
            )],
        );
        return Outcome::CallAtFault;
    }
    if let Err((place, error)) = copy(starter, &args.dir) {
        let (place, reason) = (place.display(), plain_io(&error));
        voice.refuse(
            &words!("{place} cannot be written: {reason}", "nie da się zapisać {place}: {reason}", reason),
            &[words!("name a folder that you may write to", "podaj katalog, w którym możesz zapisywać")],
        );
        return Outcome::CallAtFault;
    }
    let next = words!(
        "  kronika serve --open   see it in your browser while you write
  kronika build          make the site into output/
  kronika list           see what it holds
  kronika add event \"…\"  add an event of your own",
        "  kronika serve --open   pokazuje ją w przeglądarce, gdy piszesz
  kronika build          tworzy strony w katalogu output/
  kronika list           pokazuje, co w niej jest
  kronika add event \"…\"  dodaje Twoje wydarzenie",
    );
    if args.dir == Path::new(".") {
        voice.say(&words!(
            "A new site is in this folder. What to do next:",
            "W tym katalogu jest nowa witryna. Co dalej:",
        ));
    } else {
        let dir = args.dir.display();
        voice.say(&words!(
            "A new site is in {dir}. What to do next:\n  cd {dir}",
            "Nowa witryna jest w katalogu {dir}. Co dalej:\n  cd {dir}",
        ));
    }
    voice.say(&next);
    Outcome::Done
}

/// A name beside the one refused that is not taken.
fn free_name(dir: &Path) -> String {
    let taken = dir.display().to_string();
    let base = if dir == Path::new(".") { "kronika-miasta" } else { taken.trim_end_matches('/') };
    let names = std::iter::once(base.to_owned()).chain((2..100).map(|number| format!("{base}-{number}")));
    let mut free = names.filter(|name| !Path::new(name).exists());
    free.next().unwrap_or_else(|| base.to_owned())
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
