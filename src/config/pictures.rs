//! `pictures:` in `kronika.yaml`: how pictures are made.

use crate::diag::codes;
use crate::front::Fields;
use crate::words;
use crate::words::phrase;

/// How pictures are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PicturesConfig {
    /// In AVIF beside WebP: some third smaller, and some ten times slower to make.
    pub avif: bool,
}

/// Reads the setting.
pub(super) fn read(fields: &mut Fields<'_>) -> PicturesConfig {
    let noun = phrase("how pictures are made", "sposób przygotowania zdjęć");
    let read = fields.group("pictures", noun, None, |fields| {
        let avif = fields.flag("avif");
        if avif && !cfg!(feature = "avif") {
            let span = fields.span_of("avif");
            let message = words!(
                "this kronika was built without AVIF",
                "ta kronika została zbudowana bez AVIF",
            );
            let hint = words!(
                "remove `avif: true`, or install kronika with `cargo install --path . --features avif`",
                "usuń `avif: true` albo zainstaluj kronikę poleceniem `cargo install --path . --features avif`",
            );
            fields.sink().error(codes::UNKNOWN_VALUE, &span, message, Some(hint));
        }
        PicturesConfig { avif: avif && cfg!(feature = "avif") }
    });
    read.unwrap_or_default()
}
