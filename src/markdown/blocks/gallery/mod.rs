//! `gallery`: the pictures of a folder, or those of a list.
//!
//! ````text
//! ```gallery
//! title: Zdjęcia z warsztatu
//! folder: zdjecia
//! alt: "Uczestnicy warsztatu przy stołach"
//! credit: Urząd Miasta
//! ```
//! ````
//!
//! or `images: [sala.jpg, {src: plan.png, alt: "Plan parku", caption: "Plan z 2019 roku"}]`.
//!
//! What is said of a picture comes from its place in the list, else from `captions.yaml` beside it, else from the block.
//! What is wrong with a gallery is told by `faults`.

mod faults;

use std::sync::Arc;

use serde::Serialize;

use super::{Block, Row};
use crate::captions::{self, PhotoWords};
use crate::diag::{Diagnostics, Source, Span, Spanned, codes};
use crate::entry::FileRef;
use crate::front::Fields;
use crate::path::SourcePath;
use crate::site::Graph;
use crate::view::{ImageView, ViewCx};
use crate::words;
use crate::words::phrase;

/// Its row in the register.
pub(super) static ROW: Row = Row {
    name: "gallery",
    noun: phrase("a `gallery` block", "blok `gallery`"),
    read: |fields| {
        let title = fields.text("title");
        let folder = fields.spanned_text("folder");
        let images = fields.groups("images", phrase("a picture", "zdjęcie"), Some("src"), listed);
        let order = fields.choice("order", &["name", "taken"]);
        let (alt, credit) = (fields.text("alt"), fields.text("credit"));
        let lists_images = fields.has("images");
        fields.expect_one_of(&["folder", "images"]);
        let shown = match (folder, lists_images) {
            (Some(folder), false) => Shown::Folder(folder),
            (None, true) => Shown::List(images.into_iter().flatten().collect(), fields.span_of("images")),
            (folder, _) => {
                either_or(fields, folder.as_ref());
                Shown::Nothing
            }
        };
        let words = PhotoWords { alt, credit, ..PhotoWords::default() };
        Box::new(Gallery { title, shown, order, words })
    },
};

/// Reads a picture of a list.
fn listed(fields: &mut Fields<'_>) -> Option<Listed> {
    let src = fields.picture("src");
    let words = captions::words(fields);
    if src.is_none() {
        fields.missing("src", "sala.jpg");
    }
    Some(Listed { src: src?, words })
}

/// Tells that a gallery has neither a folder nor a list, or both.
fn either_or(fields: &mut Fields<'_>, folder: Option<&Spanned<String>>) {
    let (message, hint) = match folder {
        Some(folder) => {
            let folder = &folder.value;
            (
                words!(
                    "a `gallery` block takes `folder` or `images`, not both",
                    "blok `gallery` ma `folder` albo `images`, a nie jedno i drugie"
                ),
                words!(
                    "keep `folder: {folder}` to show all pictures in it, or `images:` to choose some",
                    "zostaw `folder: {folder}`, aby pokazać wszystkie zdjęcia z katalogu, albo `images:`, aby pokazać wybrane"
                ),
            )
        }
        None => (
            words!(
                "a `gallery` block needs `folder` or `images`",
                "blok `gallery` wymaga `folder` albo `images`"
            ),
            words!(
                "add `folder: photos` with the name of the folder of your pictures, or `images: [hall.jpg, plan.png]`",
                "dodaj `folder: zdjecia` z nazwą katalogu ze zdjęciami albo `images: [sala.jpg, plan.png]`"
            ),
        ),
    };
    let span = fields.span_of(if folder.is_some() { "images" } else { "title" });
    fields.sink().error(codes::BLOCK_INVALID, &span, message, Some(hint));
}

#[derive(Debug)]
struct Gallery {
    title: Option<String>,
    shown: Shown,
    /// By `name` or by when they were `taken`; a folder else by name, a list as it is.
    order: Option<&'static str>,
    /// What is said of pictures of which nothing else is said.
    words: PhotoWords,
}

/// Which pictures.
#[derive(Debug)]
enum Shown {
    /// All of a folder.
    Folder(Spanned<String>),
    /// Those of a list, which stands there.
    List(Vec<Listed>, Span),
    /// None: a fault that is told.
    Nothing,
}

/// A picture of a list.
#[derive(Debug)]
struct Listed {
    src: FileRef,
    words: PhotoWords,
}

/// A picture with its words; those of the block are not yet among them.
struct Photo {
    file: SourcePath,
    words: PhotoWords,
    /// Where a list names it.
    place: Option<Span>,
}

/// What the template sees as `block`.
#[derive(Serialize)]
struct GalleryView {
    /// Its title.
    title: Option<String>,
    /// Its pictures, in order.
    photos: Vec<PhotoView>,
    /// How many there are.
    count: usize,
}

/// A picture of a gallery.
#[derive(Serialize)]
struct PhotoView {
    /// Its number, from 1.
    number: usize,
    /// The picture with its words; `image.url` is the large one.
    image: ImageView,
    /// True for a drawing, which is not cut to the form of its cell.
    is_drawing: bool,
}

impl Block for Gallery {
    fn view(&self, cx: &ViewCx<'_>) -> tera::Value {
        let mut photos = self.photos(&cx.entry().source.path, cx.site);
        if self.order == Some("taken") {
            let taken = |photo: &Photo| cx.site.picture(&photo.file)?.facts.ok()?.taken;
            // What does not tell comes last, and stays in order.
            photos
                .sort_by_cached_key(|photo| taken(photo).map_or((true, None), |taken| (false, Some(taken))));
        }
        let count = photos.len();
        let view = |(at, photo): (usize, Photo)| {
            let image = cx.picture(&photo.file)?;
            let words = photo.words;
            let alt = match (&words.alt, &self.words.alt) {
                (Some(alt), _) => cx.text(alt),
                (None, Some(alt)) if !words.decorative => numbered(&cx.text(alt), at + 1, count, cx),
                _ => String::new(),
            };
            let credit = cx.text_of(&words.credit.or_else(|| self.words.credit.clone()));
            let image = ImageView { alt, caption: cx.text_of(&words.caption), credit, ..image };
            Some(PhotoView { number: at + 1, image, is_drawing: is_drawing(photo.file.name()) })
        };
        let photos = photos.into_iter().enumerate().filter_map(view).collect();
        cx.value(&GalleryView { title: cx.text_of(&self.title), photos, count })
    }

    fn template(&self) -> &'static str {
        "blocks/gallery.html"
    }

    fn pictures(&self, entry: &SourcePath, site: &Graph) -> Vec<SourcePath> {
        match &self.shown {
            Shown::Folder(_) => self.photos(entry, site).into_iter().map(|photo| photo.file).collect(),
            Shown::List(..) | Shown::Nothing => Vec::new(),
        }
    }

    fn check(&self, site: &Graph, source: &Arc<Source>, diagnostics: &mut Diagnostics) {
        faults::tell(self, site, source, diagnostics);
    }

    fn words(&self, entry: &SourcePath, site: &Graph) -> Option<Vec<String>> {
        let of_photo = |photo: Photo| [photo.words.alt, photo.words.caption, photo.words.credit];
        let of_photos = self.photos(entry, site).into_iter().flat_map(of_photo).flatten();
        let own = [&self.title, &self.words.alt, &self.words.credit].into_iter().flatten().cloned();
        let mut words: Vec<String> = Vec::new();
        for text in own.chain(of_photos) {
            // Who took two hundred photos is found as well by one.
            if !words.contains(&text) {
                words.push(text);
            }
        }
        Some(words)
    }
}

impl Gallery {
    /// Its pictures in order, each with what is said of it by its place in the list, else beside it.
    fn photos(&self, entry: &SourcePath, site: &Graph) -> Vec<Photo> {
        let with_captions = |file: SourcePath, words: PhotoWords, place: Option<Span>| {
            let beside = site.captions(file.folder()).and_then(|captions| captions.of(file.name()));
            Photo { words: beside.map_or(words.clone(), |beside| words.or(beside)), file, place }
        };
        let (mut photos, sorts): (Vec<Photo>, bool) = match &self.shown {
            Shown::Folder(written) => {
                let files = site.folder(entry, &written.value).map(|folder| site.files_in(&folder));
                let shown = files.unwrap_or_default().into_iter().map(|file| file.source.clone());
                let shown = shown.filter(|file| captions::is_shown(file.name()));
                (shown.map(|file| with_captions(file, PhotoWords::default(), None)).collect(), true)
            }
            Shown::List(listed, _) => {
                let found = listed.iter().filter_map(|one| {
                    let file = site.file(&entry.join(&one.src.path)?)?.source.clone();
                    Some(with_captions(file, one.words.clone(), Some(one.src.span.clone())))
                });
                (found.collect(), self.order == Some("name"))
            }
            Shown::Nothing => (Vec::new(), false),
        };
        if sorts {
            // `IMG_2` before `IMG_10`, as file managers have it.
            photos.sort_by_cached_key(|photo| site.locale.sort_key(photo.file.name()));
        }
        photos
    }
}

/// The words that stand for all pictures, told apart by numbers; those of a single one as they are.
fn numbered(alt: &str, number: usize, count: usize, cx: &ViewCx<'_>) -> String {
    if count == 1 {
        return alt.to_owned();
    }
    let values = [("alt", alt), ("number", &number.to_string()), ("count", &count.to_string())];
    cx.site.texts.get("gallery.alt", &values).unwrap_or_else(|_| alt.to_owned())
}

fn is_drawing(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".svg")
}
