//! What is wrong with a gallery, each thing told once, however many pictures it concerns. Entry point: [`tell`].

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Gallery, Listed, Photo, Shown};
use crate::captions::{EXAMPLES, FILE, SHOWN, is_picture_not_shown, is_shown};
use crate::diag::{Diagnostic, Diagnostics, Source, Span, Spanned, codes};
use crate::path::SourcePath;
use crate::site::{Graph, SiteFile};
use crate::words;
use crate::words::{Words, polish_plural};
use crate::yaml::quote;

/// How many names a message tells.
const NAMES: usize = 3;

/// Tells of everything that is wrong.
pub(super) fn tell(gallery: &Gallery, site: &Graph, source: &Arc<Source>, diagnostics: &mut Diagnostics) {
    let entry = &source.path;
    let place = match &gallery.shown {
        Shown::Folder(written) => {
            let folder = match site.folder(entry, &written.value) {
                Ok(folder) => folder,
                Err(fault) => {
                    let place = written.span.clone();
                    let fault = Diagnostic::error(fault.code, source, place, fault.message).hint(fault.hint);
                    return diagnostics.push(fault);
                }
            };
            let files = site.files_in(&folder);
            if !files.iter().any(|file| is_shown(file.source.name())) {
                return diagnostics.push(empty(written, &folder, &files, site, source));
            }
            diagnostics.append(left_out(written, &files, source));
            written.span.clone()
        }
        Shown::List(listed, place) if listed.is_empty() => {
            let message = words!("this list names no pictures", "na tej liście nie ma zdjęć");
            let fault = Diagnostic::error(codes::GALLERY_EMPTY, source, place.clone(), message);
            return diagnostics.push(fault.hint(words!(
                "write their names: `images: [hall.jpg, plan.png]`",
                "wpisz ich nazwy: `images: [sala.jpg, plan.png]`"
            )));
        }
        Shown::List(listed, place) => {
            of_list(listed, entry, source, diagnostics);
            place.clone()
        }
        Shown::Nothing => return,
    };
    if gallery.words.alt.is_none() {
        let photos = gallery.photos(entry, site);
        let captions_are_read =
            |photo: &&Photo| site.captions(photo.file.folder()).is_none_or(|captions| !captions.is_broken);
        let mute = photos.iter().filter(|photo| !photo.words.has_alt());
        let mute: Vec<&Photo> = mute.filter(captions_are_read).collect();
        if !mute.is_empty() {
            diagnostics.push(without_alt(&mute, photos.len(), place, site, source));
        }
    }
}

/// A folder without pictures.
fn empty(
    written: &Spanned<String>,
    folder: &str,
    files: &[&SiteFile],
    site: &Graph,
    source: &Arc<Source>,
) -> Diagnostic {
    let name = &written.value;
    let message = words!("no pictures lie in the folder `{name}`", "w katalogu `{name}` nie ma zdjęć");
    let fault = Diagnostic::error(codes::GALLERY_EMPTY, source, written.span.clone(), message);
    let odd = files.iter().map(|file| file.source.name()).find(|name| is_picture_not_shown(name));
    if let Some(odd) = odd {
        return fault.hint(export(odd));
    }
    let below = site.files().map(|file| &file.source).find(|path| {
        let inner = path.as_str().strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
        inner.is_some_and(|inner| inner.contains('/')) && is_shown(path.name())
    });
    if let Some(inner) = below.and_then(|path| path.folder().strip_prefix(folder)) {
        let path = format!("{}{inner}", if name == "." { "" } else { name.trim_end_matches('/') });
        let path = path.trim_start_matches('/');
        return fault.hint(words!(
            "pictures of folders within it are not shown; there are some in `folder: {path}`",
            "zdjęć z podkatalogów galeria nie pokazuje; są w `folder: {path}`"
        ));
    }
    let endings = SHOWN.join(", ");
    fault.hint(words!(
        "put pictures into `{folder}`; files that end in {endings} count",
        "połóż zdjęcia w `{folder}`; liczą się pliki z końcówkami {endings}"
    ))
}

/// Pictures of a folder that browsers do not show.
fn left_out(written: &Spanned<String>, files: &[&SiteFile], source: &Arc<Source>) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let odd: Vec<&str> =
        files.iter().map(|file| file.source.name()).filter(|name| is_picture_not_shown(name)).collect();
    if let Some(first) = odd.first() {
        let names = some(odd.iter().copied(), odd.len());
        let message = words!(
            "browsers do not show these pictures of the folder, so the gallery leaves them out: {names}",
            "przeglądarki nie pokazują tych zdjęć z katalogu, więc galeria je pomija: {names}",
            names
        );
        let fault = Diagnostic::warning(codes::PICTURE_NOT_SHOWN, source, written.span.clone(), message);
        diagnostics.push(fault.hint(export(first)));
    }
    diagnostics
}

/// What to do with a picture of a format that browsers do not show.
fn export(name: &str) -> Words {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    words!(
        "save `{name}` as JPEG in a program for photos, `{stem}.jpg`; on an iPhone choose Settings → Camera → Formats → Most Compatible",
        "zapisz `{name}` jako JPEG w programie do zdjęć, `{stem}.jpg`; w iPhonie wybierz Ustawienia → Aparat → Formaty → Najbardziej zgodne"
    )
}

/// Pictures of a list that stand there twice, and what is no picture. Files that are not there are told by the site.
fn of_list(listed: &[Listed], entry: &SourcePath, source: &Arc<Source>, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeSet<SourcePath> = BTreeSet::new();
    for one in listed {
        let (path, place) = (&one.src.path, one.src.span.clone());
        let Some(file) = entry.join(path) else { continue };
        if path.contains("://") {
            continue;
        }
        if !seen.insert(file) {
            let message =
                words!("`{path}` stands in this gallery twice", "`{path}` jest w tej galerii dwa razy");
            diagnostics.push(
                Diagnostic::error(codes::GALLERY_TWICE, source, place, message)
                    .hint(words!("take one of the two out", "usuń jedno z tych miejsc")),
            );
        }
    }
}

/// The pictures of which nobody has said what they show.
fn without_alt(mute: &[&Photo], of: usize, place: Span, site: &Graph, source: &Arc<Source>) -> Diagnostic {
    let count = mute.len();
    let pictures = polish_plural(count, "zdjęcie", "zdjęcia", "zdjęć");
    let have = polish_plural(count, "nie ma", "nie mają", "nie ma");
    let has = if count == 1 { "picture has" } else { "pictures have" };
    let message = match count == of {
        true if count == 1 => words!(
            "this picture has no text alternative for people who cannot see it",
            "to zdjęcie nie ma opisu dla osób, które go nie widzą"
        ),
        true => words!(
            "none of these {of} pictures has a text alternative for people who cannot see it",
            "żadne z tych zdjęć ({of}) nie ma opisu dla osób, które ich nie widzą"
        ),
        false => words!(
            "{count} {has} no text alternative for people who cannot see them (of {of} pictures)",
            "{count} {pictures} {have} opisu dla osób, które ich nie widzą (z {of})"
        ),
    };
    let place = mute[0].place.clone().unwrap_or(place);
    let listed = mute[0].place.as_ref().and_then(|place| source.text.get(place.clone()));
    let fault = Diagnostic::error(codes::IMAGE_WITHOUT_ALT, source, place.clone(), message);
    let fault = fault.hint_if(listed.map(|src| {
        words!(
            "write `- {{src: {src}, alt: \"what the picture shows\"}}`",
            "wpisz `- {{src: {src}, alt: \"co widać na zdjęciu\"}}`"
        )
    }));
    let (first, folder) = (mute[0].file.name(), mute[0].file.folder());
    let mine: Vec<&str> =
        mute.iter().filter(|photo| photo.file.folder() == folder).map(|photo| photo.file.name()).collect();
    let line = |name: &&str, what: &str| format!("{}: {{alt: \"{what}\"}}", quote(name, false));
    let paste =
        |what: &str| mine.iter().take(NAMES).map(|name| line(name, what)).collect::<Vec<_>>().join("\n");
    let (en, pl) = (paste(EXAMPLES[0]), paste(EXAMPLES[1]));
    let more = count.saturating_sub(mine.len().min(NAMES));
    let rest = match more {
        0 => Words::same(String::new()),
        _ => words!("\n… and so on, for {more} more", "\n… i tak dalej, jeszcze {more}"),
    };
    let misnamed = misnamed(folder, site);
    let fault = match site.captions(folder).is_some() {
        true => fault.hint(words!(
            "add to {folder}/{FILE}:\n{en}{rest}",
            "dopisz w {folder}/{FILE}:\n{pl}{rest}",
            rest
        )),
        false => fault.hint(words!(
            "write a file {FILE} beside the pictures, {folder}/{FILE}:\n{en}{rest}",
            "utwórz obok zdjęć plik {FILE}, {folder}/{FILE}:\n{pl}{rest}",
            rest
        )),
    };
    let first = quote(first, false);
    fault
        .hint_if(misnamed)
        .hint(words!(
            "of a picture that shows nothing that matters, write `{first}: {{decorative: true}}`",
            "o zdjęciu, które tylko zdobi, wpisz `{first}: {{decorative: true}}`"
        ))
        .hint(words!(
            "or say in the block, for all at once: `alt: \"what the pictures show\"`",
            "albo w bloku, za wszystkie naraz: `alt: \"co widać na zdjęciach\"`"
        ))
}

/// A file that was likely meant as captions.
fn misnamed(folder: &str, site: &Graph) -> Option<Words> {
    const NAMES: [&str; 5] =
        ["captions.yml", "captions.yaml.txt", "captions.txt", "captions.yml.txt", "caption.yaml"];
    let files = site.files_in(folder);
    let name = files
        .iter()
        .map(|file| file.source.name())
        .find(|name| NAMES.contains(&name.to_ascii_lowercase().as_str()))?;
    Some(words!(
        "`{name}` is not read; rename it to `{FILE}`",
        "plik `{name}` nie jest czytany; zmień jego nazwę na `{FILE}`"
    ))
}

/// The first few names, and how many there are more.
fn some<'a>(names: impl Iterator<Item = &'a str>, count: usize) -> Words {
    let first = names.take(NAMES).collect::<Vec<_>>().join(", ");
    match count.saturating_sub(NAMES) {
        0 => Words::same(first),
        more => words!("{first} and {more} more", "{first} i jeszcze {more}"),
    }
}
