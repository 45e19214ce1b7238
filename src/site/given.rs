//! Files that readers are to get as they are: one that is empty, that is not what its name says, or that is too large for
//! where most sites are published.

use super::{Graph, SiteFile};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::document::{ending_of, look};
use crate::entry::{Entry, FileRef, Purpose};
use crate::kinds::recording::webvtt;
use crate::recording::medium_of;
use crate::words;
use crate::words::Words;

/// Most hosts of static sites take files up to 25 or 100 MB (Cloudflare Pages, GitHub Pages); none that is common takes more.
const HEAVY: u64 = 100_000_000;

/// Looks at a file that an entry names.
pub(super) fn check(
    entry: &Entry,
    file: &FileRef,
    found: &SiteFile,
    site: &Graph,
    diagnostics: &mut Diagnostics,
) {
    if file.purpose != Purpose::Give {
        return;
    }
    let ending = ending_of(found.source.name());
    let mut warn = |code, message: Words, hint: Words| {
        let warning = Diagnostic::warning(code, &entry.source, file.span.clone(), message);
        diagnostics.push(warning.hint(hint));
    };
    let name = &file.path;
    if found.state.size == 0 {
        let message = words!("the file `{name}` is empty", "plik `{name}` jest pusty");
        let hint = words!(
            "copy it here once more: it has 0 bytes, as after a copy that was cut off",
            "skopiuj go jeszcze raz: ma 0 bajtów, jak po przerwanym kopiowaniu",
        );
        return warn(codes::FILE_UNFIT, message, hint);
    }
    if found.state.size > HEAVY {
        let size = found.state.size / 1_000_000;
        let message = words!(
            "the file `{name}` has {size} MB; many hosts refuse files of more than 100 MB, some of more than 25",
            "plik `{name}` ma {size} MB; wiele hostingów nie przyjmuje plików większych niż 100 MB, a niektóre niż 25",
        );
        let hint = if medium_of(name).is_some() {
            words!(
                "upload the recording to YouTube, Vimeo or PeerTube and write its address, `url: https://…`, in place of `file:`",
                "wgraj nagranie na YouTube, Vimeo lub PeerTube i zamiast `file:` wpisz jego adres, `url: https://…`",
            )
        } else {
            words!(
                "make it smaller (a PDF with scans: save it at 150 dpi), or split it into parts",
                "zmniejsz go (PDF ze skanami zapisz w rozdzielczości 150 dpi) albo podziel na części",
            )
        };
        warn(codes::FILE_TOO_HEAVY, message, hint);
    }
    if look(&found.source.under(&site.config.root), found.state).is_as_named {
        return;
    }
    if ending == "vtt" {
        let message = words!(
            "`{name}` does not begin with `WEBVTT`, so no browser shows these captions",
            "`{name}` nie zaczyna się od `WEBVTT`, więc żadna przeglądarka nie pokaże tych napisów",
        );
        let fault = Diagnostic::error(codes::CAPTIONS_UNFIT, &entry.source, file.span.clone(), message);
        diagnostics.push(fault.hint(webvtt()));
        return;
    }
    let format = ending.to_uppercase();
    let message = words!(
        "`{name}` is named as {format}, but what is in it is something else",
        "`{name}` nazywa się jak {format}, ale w środku jest coś innego",
    );
    let hint = words!(
        "open it: if it does not open, download or copy it once more; if it does, save it anew as {format} in the program it was made with",
        "otwórz go: jeśli się nie otwiera, pobierz lub skopiuj go jeszcze raz; jeśli się otwiera, zapisz go od nowa jako {format} w programie, w którym powstał",
    );
    warn(codes::FILE_UNFIT, message, hint);
}
