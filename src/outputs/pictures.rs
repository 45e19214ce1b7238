//! Pictures in every size that pages show, beside where they lie in `content/`. Those in the folder of an entry that no text
//! shows are published in one size, for somebody may know their address. Photos that an entry gives for download are files
//! (`files`), not pictures.

use super::{Output, PlanBuilder, RenderCx, Subject};
use crate::content::Content;
use crate::diag::{Diagnostic, codes};
use crate::path::SourcePath;
use crate::picture::{Foreign, Format, Unfit, Variant, is_picture};
use crate::site::{Picture, Shown, Site};
use crate::theme::Theme;
use crate::words;
use crate::words::Words;

/// The output.
pub(super) struct Pictures;

impl Output for Pictures {
    fn name(&self) -> &'static str {
        "pictures"
    }

    fn is_late(&self) -> bool {
        true
    }

    fn plan(&self, site: &Site, _: &Theme, plan: &mut PlanBuilder) {
        let shown = site.shown_pictures();
        for (path, place) in &shown {
            let Some(picture) = site.picture(path) else { continue };
            match &picture.facts {
                Err(why) => plan.fault(unfit(path, *why, place)),
                Ok(facts) => {
                    if let Some(warning) = mislabelled(path, facts.format, place) {
                        plan.fault(warning);
                    }
                    picture.variants.iter().for_each(|variant| add(plan, &picture, *variant));
                }
            }
        }
        let given = site.given_pictures();
        for file in site.files().filter(|file| file.owner.is_some() && is_picture(file.source.name())) {
            let path = &file.source;
            if !shown.contains_key(path)
                && !given.contains_key(path)
                && let Some(picture) = site.picture(path)
                && let Some(main) = picture.variants.first()
            {
                add(plan, &picture, *main);
            }
        }
        for (path, place) in &given {
            if site.picture(path).is_some_and(|picture| picture.facts.is_ok_and(|facts| facts.tells_where)) {
                plan.fault(tells_where(path, place));
            }
        }
    }

    fn variant(&self, subject: &Subject, _: &Site) -> Option<(SourcePath, Variant)> {
        match subject {
            Subject::Variant(path, variant) => Some((path.clone(), *variant)),
            _ => None,
        }
    }

    fn render(&self, subject: &Subject, cx: &RenderCx<'_>) -> Result<Content, Box<Diagnostic>> {
        let Subject::Variant(path, variant) = subject else {
            return Ok(Content::default());
        };
        made(path, *variant, cx)
    }
}

/// What was made of a picture. A preview does not wait for it: the browser shows the photo as it is, and gets this one the next
/// time.
pub(super) fn made(
    path: &SourcePath,
    variant: Variant,
    cx: &RenderCx<'_>,
) -> Result<Content, Box<Diagnostic>> {
    let Some(file) = cx.site.file(path) else { return Ok(Content::default()) };
    let pictures = cx.site.pictures();
    if let Some(content) = pictures.get(path, &file.state, variant) {
        return Ok(content);
    }
    if cx.site.config.preview {
        if pictures.is_done(path, &file.state, &[variant]) {
            pictures.forget(path);
        }
        return crate::source::copied(&cx.site.config.root, path);
    }
    // The cache was emptied meanwhile.
    match pictures.make(path, &file.state, &[variant]) {
        Ok(()) => Ok(pictures.get(path, &file.state, variant).unwrap_or_default()),
        Err(why) => Err(Box::new(broken(path, why))),
    }
}

fn add(plan: &mut PlanBuilder, picture: &Picture<'_>, variant: Variant) {
    let path = &picture.file.source;
    let words = words!("the picture `{path}`", "zdjęcie `{path}`");
    plan.page(&picture.address(variant), Subject::Variant(path.clone(), variant), words);
}

/// A picture that turned out to be broken when it was decoded, at its place where a text shows it.
pub(crate) fn fault(path: &SourcePath, why: Unfit, place: Option<&Shown>) -> Diagnostic {
    place.map_or_else(|| broken(path, why), |place| unfit(path, why, place))
}

fn unfit(path: &SourcePath, why: Unfit, place: &Shown) -> Diagnostic {
    let (message, hint) = explained(path, why);
    Diagnostic::error(codes::PHOTO_UNFIT, &place.source, place.span.clone(), message).hint(hint)
}

fn broken(path: &SourcePath, why: Unfit) -> Diagnostic {
    let (message, hint) = explained(path, why);
    Diagnostic::file(codes::PHOTO_UNFIT, path, message).hint(hint)
}

/// Why a file cannot be shown, and what to do.
fn explained(path: &SourcePath, why: Unfit) -> (Words, Words) {
    let (name, stem) = (path.name(), path.stem());
    let anew = || {
        words!(
            "open the file in a program for photos; if it opens, save it anew as a JPEG, else copy it again from the camera or ask its author for the original",
            "otwórz ten plik w programie do zdjęć; jeśli się otworzy, zapisz go od nowa jako JPEG, a jeśli nie, skopiuj go ponownie z aparatu albo poproś autora o oryginał",
        )
    };
    match why {
        Unfit::Empty => (
            words!("`{name}` is empty: 0 bytes", "plik `{name}` jest pusty: ma 0 bajtów"),
            words!("copy the picture again", "skopiuj zdjęcie jeszcze raz"),
        ),
        Unfit::Unreadable => (
            words!("`{name}` cannot be read", "nie da się odczytać pliku `{name}`"),
            words!("check the permissions of the file", "sprawdź uprawnienia do tego pliku"),
        ),
        Unfit::CutOff => (
            words!(
                "`{name}` ends too early: a part of the picture is missing",
                "`{name}` urywa się za wcześnie: brakuje części zdjęcia"
            ),
            words!(
                "copy the file again from the camera, or ask its author to send it once more",
                "skopiuj plik jeszcze raz z aparatu albo poproś autora o ponowne przesłanie"
            ),
        ),
        Unfit::Broken => (
            words!(
                "`{name}` is damaged and cannot be shown",
                "`{name}` jest uszkodzony i nie da się go pokazać"
            ),
            anew(),
        ),
        Unfit::TooLarge => (
            words!(
                "`{name}` is too large to be shown: kronika takes pictures up to 120 million pixels and 256 MB",
                "`{name}` jest za duży: kronika przyjmuje zdjęcia do 120 milionów pikseli i 256 MB"
            ),
            words!(
                "make it smaller in a program for photos, for example 4000 pixels wide",
                "zmniejsz obraz w programie do zdjęć, na przykład do szerokości 4000 pikseli"
            ),
        ),
        Unfit::Foreign(Foreign::Heic) => (
            words!(
                "`{name}` is a HEIC photo, as iPhones take them; most browsers do not show it",
                "`{name}` to zdjęcie HEIC z iPhone'a; większość przeglądarek go nie pokaże"
            ),
            words!(
                "open it and export it as JPEG (Photos on a Mac: File → Export; Windows: Photos → Save as), call it `{stem}.jpg` and show that file in its place; for the next photos choose on the iPhone Settings → Camera → Formats → Most Compatible",
                "otwórz je i wyeksportuj jako JPEG (Mac: Zdjęcia → Plik → Eksportuj; Windows: Zdjęcia → Zapisz jako), nazwij `{stem}.jpg` i pokaż ten plik zamiast tamtego; na przyszłość wybierz w iPhonie Ustawienia → Aparat → Formaty → Najbardziej zgodne"
            ),
        ),
        Unfit::Foreign(Foreign::Film) => (
            words!("`{name}` is a film, not a picture", "`{name}` to film, a nie zdjęcie"),
            words!(
                "show it by a `video` block: three backticks and `video`, then `file: {name}`",
                "pokaż go blokiem `video`: trzy grawisy i słowo `video`, a niżej `file: {name}`"
            ),
        ),
        Unfit::Foreign(Foreign::Pdf) => (
            words!("`{name}` is a PDF document, not a picture", "`{name}` to dokument PDF, a nie zdjęcie"),
            words!(
                "name it under `attachments:`, or save the page you want to show as PNG or JPEG",
                "wymień go w polu `attachments:` albo zapisz stronę, którą chcesz pokazać, jako PNG lub JPEG"
            ),
        ),
        Unfit::Foreign(Foreign::Page) => (
            words!(
                "`{name}` is a web page that was saved in place of the picture",
                "`{name}` to strona internetowa zapisana zamiast zdjęcia"
            ),
            words!(
                "download the picture itself once more; you may have to log in first",
                "pobierz jeszcze raz samo zdjęcie; być może trzeba się najpierw zalogować"
            ),
        ),
        Unfit::Foreign(Foreign::Unknown) => (
            words!(
                "`{name}` is no picture that a browser can show",
                "`{name}` nie jest obrazem, który pokaże przeglądarka"
            ),
            anew(),
        ),
        Unfit::Foreign(other) => {
            let format = match other {
                Foreign::Avif => "AVIF",
                Foreign::Tiff => "TIFF",
                Foreign::Bmp => "BMP",
                _ => "RAW",
            };
            (
                words!(
                    "`{name}` is a {format} picture, which kronika does not read",
                    "`{name}` to obraz {format}, którego kronika nie czyta"
                ),
                words!(
                    "open it in a program for photos, save it as JPEG or PNG and write the name of that file",
                    "otwórz go w programie do zdjęć, zapisz jako JPEG albo PNG i wpisz nazwę tamtego pliku"
                ),
            )
        }
    }
}

/// A picture whose name says that it is of another format.
fn mislabelled(path: &SourcePath, format: Format, place: &Shown) -> Option<Diagnostic> {
    let named = Format::by_name(path.name())?;
    if named == format {
        return None;
    }
    let (name, stem, real, ending) = (path.name(), path.stem(), format.name(), format.ending());
    let message = words!("the picture `{name}` is really {real}", "obraz `{name}` to tak naprawdę {real}");
    let hint = words!(
        "rename the file to `{stem}.{ending}`, also where it is named",
        "zmień nazwę pliku na `{stem}.{ending}`, także tam, gdzie jest wpisana",
    );
    // Browsers see through other pictures, but take nothing for a drawing that is not called so, nor the other way round.
    let fault = match [named, format].contains(&Format::Svg) {
        true => Diagnostic::error(codes::PHOTO_UNFIT, &place.source, place.span.clone(), message),
        false => Diagnostic::warning(codes::PICTURE_MISLABELLED, &place.source, place.span.clone(), message),
    };
    Some(fault.hint(hint))
}

/// A photo for download that tells where it was taken.
fn tells_where(path: &SourcePath, place: &Shown) -> Diagnostic {
    let name = path.name();
    let message = words!(
        "`{name}` tells everyone who downloads it where it was taken, to a few metres",
        "`{name}` zdradza każdemu, kto go pobierze, gdzie zrobiono zdjęcie, co do kilku metrów",
    );
    let hint = words!(
        "if that is no matter, add `allow: [K0441]`; else remove the location (Windows: Properties → Details → Remove Properties; iPhone: Share → Options → Location off)",
        "jeśli to nie szkodzi, dodaj `allow: [K0441]`; inaczej usuń lokalizację (Windows: Właściwości → Szczegóły → Usuń właściwości; iPhone: Udostępnij → Opcje → Lokalizacja wyłączona)",
    );
    Diagnostic::warning(codes::PICTURE_TELLS_WHERE, &place.source, place.span.clone(), message).hint(hint)
}
