//! Where the output may be: [`check`] refuses a folder where a build would do harm.

use std::path::{Path, PathBuf};

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
        if place.starts_with(root.join(part)) {
            let message = words!(
                "the output folder lies inside the site's `{part}`",
                "katalog wyniku leży wewnątrz `{part}` tej witryny",
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

/// The path with links resolved as far as it exists.
fn absolute(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut rest = Vec::new();
    let mut known = full.as_path();
    loop {
        if let Ok(real) = std::fs::canonicalize(known) {
            return rest.iter().rev().fold(real, |path, part| path.join(part));
        }
        match (known.parent(), known.file_name()) {
            (Some(parent), Some(name)) => {
                rest.push(name.to_owned());
                known = parent;
            }
            _ => return full,
        }
    }
}
