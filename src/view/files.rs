//! [`AttachmentView`]: a file for readers to download, with what they want to know before they do: what it is, how large,
//! how many pages, in which language (WCAG 2.2 §2.4.4, §3.1.2).

use serde::Serialize;

use super::ViewCx;
use crate::document::{self, Sort};
use crate::entry::{Attachment, FileRef};

/// A file to download.
#[derive(Clone, Debug, Serialize)]
pub struct AttachmentView {
    /// Its title; the file's name where it has none.
    pub label: String,
    /// Its address from the site's root. Its last part is the file's own name.
    pub url: String,
    /// document, spreadsheet, slides, image, archive, sound, film, text or other.
    pub sort: &'static str,
    /// What it is, in words: „dokument PDF”.
    pub format: String,
    /// Its size in words: „1,2 MB”.
    pub size: String,
    /// How many pages a PDF has, in words; none where that is not known.
    pub pages: Option<String>,
    /// In which language it is, in words: „po angielsku”; none for the site's own.
    pub language: Option<String>,
    /// BCP 47 tag of that language, for `hreflang`.
    pub code: Option<String>,
    /// All of these in words, separated by commas.
    pub note: String,
}

impl AttachmentView {
    /// The view of a file named by the entry; none where it is not published.
    pub fn of(
        file: &FileRef,
        label: Option<String>,
        language: Option<&str>,
        cx: &ViewCx<'_>,
    ) -> Option<Self> {
        let place = cx.entry().source.path.join(&file.path)?;
        let found = cx.site.file(&place)?;
        let name = found.source.name();
        let sort = Sort::of(name);
        let format = document::ending_of(name).to_uppercase();
        let texts = &cx.site.texts;
        let of_sort =
            texts.get(&format!("files.{}", sort.as_str()), &[("format", &format)]).unwrap_or_default();
        let format = cx.text(of_sort.trim());
        let size = size_in_words(found.state.size, cx);
        let look = || document::look(&place.under(&cx.site.config.root), found.state);
        let pages = (document::ending_of(name) == "pdf").then(look).and_then(|look| look.pages);
        let pages = pages.and_then(|pages| {
            let form = cx.site.locale.plural(u64::from(pages));
            let number = cx.site.locale.integer(i64::from(pages));
            texts.plural("files.pages", form, &[("n", &number)]).ok()
        });
        let code = language.filter(|code| is_another(code, &cx.site.config.language)).map(str::to_owned);
        let language = code.as_deref().map(|code| language_in_words(code, cx));
        let parts = [Some(&format), Some(&size), pages.as_ref(), language.as_ref()];
        let note = parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
        let label = label.unwrap_or_else(|| name.to_owned());
        let sort = sort.as_str();
        Some(Self { label, url: found.url.href(), sort, format, size, pages, language, code, note })
    }
}

/// The views of the attachments that the entry names.
pub(super) fn attachments(attachments: &[Attachment], cx: &ViewCx<'_>) -> Vec<AttachmentView> {
    let view =
        |one: &Attachment| AttachmentView::of(&one.file, cx.text_of(&one.label), one.language.as_deref(), cx);
    attachments.iter().filter_map(view).collect()
}

/// True for two tags of different languages; countries and scripts do not count.
pub(super) fn is_another(code: &str, own: &str) -> bool {
    !primary(code).eq_ignore_ascii_case(primary(own))
}

fn primary(code: &str) -> &str {
    code.split('-').next().unwrap_or_default()
}

/// „po angielsku”; the tag itself of a language for which the theme has no word.
pub(super) fn language_in_words(code: &str, cx: &ViewCx<'_>) -> String {
    let texts = &cx.site.texts;
    let known = texts.find(&format!("languages.{}", primary(code).to_ascii_lowercase()));
    known.unwrap_or_else(|| texts.get("languages.unknown", &[("code", code)]).unwrap_or_default())
}

/// `1,2 MB`, `34 kB`: decimal units (IEC 80000-13), as file managers show them.
fn size_in_words(bytes: u64, cx: &ViewCx<'_>) -> String {
    #[allow(clippy::cast_precision_loss, reason = "rounded to one decimal anyway")]
    let (size, unit) = match bytes {
        0..1_000 => (bytes as f64, "B"),
        1_000..1_000_000 => ((bytes as f64 / 1e3).round(), "kB"),
        _ => ((bytes as f64 / 1e5).round() / 10.0, "MB"),
    };
    format!("{}\u{a0}{unit}", cx.number(size))
}
