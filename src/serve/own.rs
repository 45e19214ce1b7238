//! The preview's own files, part of the program: what runs in the browser, below `/__kronika/`.

use hyper::body::Bytes;
use hyper::{Response, StatusCode};
use include_dir::{Dir, include_dir};

use super::body::Answer;
use super::replies;
use super::types::media_type;

/// What runs in the browser.
static CLIENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/serve/client");

/// A script or style sheet by its name.
pub(super) fn answer(name: &str) -> Option<Response<Answer>> {
    let file = CLIENT.get_file(name).filter(|_| name.ends_with(".js") || name.ends_with(".css"))?;
    let bytes = Bytes::from_static(file.contents());
    Some(replies::whole(StatusCode::OK, &media_type(name, true), bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_client_imports_is_there() {
        let scripts =
            CLIENT.files().filter(|file| file.path().extension().is_some_and(|ending| ending == "js"));
        let mut checked = 0;
        for file in scripts {
            let lines = file.contents_utf8().unwrap().lines();
            for line in lines.filter(|line| line.starts_with("import ")) {
                let target = line.split('"').nth(1).and_then(|path| path.strip_prefix("./"));
                assert!(target.and_then(answer).is_some(), "{}: {line}", file.path().display());
                checked += 1;
            }
        }
        assert!(checked > 10);
    }
}
