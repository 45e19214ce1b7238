//! Where the output may be: [`check`] refuses a folder where a build would do harm.

use std::path::{Component, Path, PathBuf};

use crate::diag::{Diagnostic, codes};
use crate::source::CONTENT;
use crate::words;
use crate::words::Words;

/// Refuses an output folder where a build would do harm: the site's root or its sources, a file, a link out.
///
/// # Errors
/// A diagnostic that names the folder.
pub fn check(root: &Path, output: &Path) -> Result<(), Box<Diagnostic>> {
    let refuse = |message: Words, hint: Words| {
        Err(Box::new(Diagnostic::environment(codes::OUTPUT_MISPLACED, output, message).hint(hint)))
    };
    if output.exists() && !output.is_dir() {
        return refuse(
            words!(
                "the output must be a folder, but this is a file",
                "wynik musi trafić do katalogu, a to jest plik",
            ),
            words!("name another with `--output DIR`", "wskaż inny przez `--output KATALOG`"),
        );
    }
    let place = absolute(output);
    let root = absolute(root);
    if root.starts_with(&place) {
        return refuse(
            words!("the output folder holds the site itself", "katalog wyniku zawiera samą witrynę"),
            own_folder(),
        );
    }
    for part in [CONTENT, "themes", "templates", "assets", "i18n"] {
        let source = absolute(&root.join(part));
        if place.starts_with(&source) {
            let message = words!(
                "the output folder lies inside the site's `{part}`",
                "katalog wyniku leży wewnątrz `{part}` tej witryny",
            );
            return refuse(message, own_folder());
        }
        if source.starts_with(&place) {
            let message = words!(
                "the output folder holds the site's `{part}`",
                "katalog wyniku zawiera `{part}` tej witryny",
            );
            return refuse(message, own_folder());
        }
    }
    Ok(())
}

fn own_folder() -> Words {
    words!(
        "name a folder of its own, for example `--output output`",
        "wskaż osobny katalog, na przykład `--output output`",
    )
}

/// The path with links resolved as far as it exists, and without `..`.
fn absolute(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut place = PathBuf::new();
    for part in full.components() {
        match part {
            // What came before is resolved, so this is the folder it lies in.
            Component::ParentDir => {
                place.pop();
            }
            part => {
                place.push(part);
                place = std::fs::canonicalize(&place).unwrap_or(place);
            }
        }
    }
    place
}
