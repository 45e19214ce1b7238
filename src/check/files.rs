//! Files that are of no use to anybody: photos and documents in the folder of an entry that no page shows or leads to,
//! though they are published with it, and loose files that no entry uses, so that they are not published.

use std::collections::{BTreeMap, BTreeSet};

use super::Look;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Severity, codes};
use crate::path::Url;
use crate::site::{EntryIx, SiteFile};
use crate::words;

/// How many names a message tells.
const NAMES: usize = 5;

/// Runs the check.
pub(super) fn run(look: &Look<'_>, found: &mut Diagnostics) {
    let site = &look.made.loaded.site;
    let used = site.used_files();
    let led_to = look.web.led_to();
    let is_used = |url: &Url| {
        used.contains(url)
            || look.web.find(url.out_path().as_str()).is_some_and(|file| led_to.contains(&file))
    };
    let mut of_entries: BTreeMap<(EntryIx, bool), Vec<&SiteFile>> = BTreeMap::new();
    let mut loose: BTreeMap<&str, Vec<&SiteFile>> = BTreeMap::new();
    for file in site.files().filter(|file| !is_used(&file.url)) {
        if file.overlooked().is_some() {
            // Told by the build already.
            continue;
        }
        match file.owner {
            Some(ix) => of_entries.entry((ix, is_picture(file))).or_default().push(file),
            None => loose.entry(file.source.folder()).or_default().push(file),
        }
    }
    for ((ix, pictures), files) in of_entries {
        found.push(of_entry(ix, pictures_code(pictures), &files, look));
    }
    for files in loose.values() {
        let names = names(files, |file| file.source.name().to_owned());
        let message = words!(
            "no entry uses these files, so they are not published: {names}",
            "żaden wpis nie używa tych plików, więc nie są publikowane: {names}"
        );
        let place = Place::File(files[0].source.clone());
        let name = files[0].source.name();
        found.push(Diagnostic::at(Severity::Warning, codes::FILE_UNUSED, place, message).hint(words!(
            "link to them from a text: `[text](…/{name})`, or move them out of `content/`",
            "zrób do nich odnośnik w tekście: `[tekst](…/{name})`, albo przenieś je poza `content/`"
        )));
    }
}

fn pictures_code(pictures: bool) -> Code {
    if pictures { codes::PHOTO_UNUSED } else { codes::FILE_UNLINKED }
}

/// What lies unused in the folder of an entry, told once for all.
fn of_entry(ix: EntryIx, code: Code, files: &[&SiteFile], look: &Look<'_>) -> Diagnostic {
    let entry = look.made.loaded.site.entry(ix);
    let folder = entry.source.path.folder();
    let below = |file: &SiteFile| file.source.as_str()[folder.len() + 1..].to_owned();
    let (names, first) = (names(files, below), below(files[0]));
    let beside = first.rsplit_once('/').map_or(".", |(folder, _)| folder);
    let place = super::places::title(entry);
    if code == codes::PHOTO_UNUSED {
        let message = words!(
            "photos in this folder are published, but no page shows them: {names}",
            "zdjęcia z tego katalogu są publikowane, ale żadna strona ich nie pokazuje: {names}"
        );
        return Diagnostic::warning(code, &entry.source, place, message)
            .hint(words!(
                "show it in the text: `![what is to be seen]({first})`, or as `image: {{src: {first}, alt: …}}`",
                "pokaż je w tekście: `![co widać na zdjęciu]({first})`, albo jako `image: {{src: {first}, alt: …}}`"
            ))
            .hint(words!(
                "or show all pictures of its folder by a `gallery` block: `folder: {beside}`",
                "albo pokaż wszystkie zdjęcia z jego katalogu blokiem `gallery`: `folder: {beside}`"
            ))
            .hint(words!(
                "or move it out of the folder: whoever knows its address can open it now",
                "albo przenieś je poza katalog: teraz otworzy je każdy, kto zna adres"
            ));
    }
    let message = words!(
        "files in this folder are published, but no page leads to them: {names}",
        "pliki z tego katalogu są publikowane, ale żadna strona do nich nie prowadzi: {names}"
    );
    Diagnostic::warning(code, &entry.source, place, message)
        .hint(words!(
            "if readers need it, add `attachments: [{first}]`",
            "jeśli jest dla czytelników, dodaj `attachments: [{first}]`"
        ))
        .hint(words!(
            "if it is not for them (a list of participants, a draft), move it out of the folder: whoever knows its address can open it now",
            "jeśli nie jest dla nich (lista obecności, wersja robocza), przenieś go poza katalog: teraz otworzy go każdy, kto zna adres"
        ))
}

fn is_picture(file: &SiteFile) -> bool {
    let name = file.source.name();
    crate::picture::is_picture(name) || crate::picture::is_unshown_picture(name)
}

/// The first few names, and how many there are more.
fn names(files: &[&SiteFile], name: impl Fn(&SiteFile) -> String) -> String {
    let all: BTreeSet<String> = files.iter().map(|file| name(file)).collect();
    let more = all.len().saturating_sub(NAMES);
    let first: Vec<String> = all.into_iter().take(NAMES).collect();
    let more = if more > 0 { format!(" (+{more})") } else { String::new() };
    first.join(", ") + &more
}
