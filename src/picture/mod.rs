//! Pictures: a photo as it comes from a phone → what a page shows of it, in sizes that fit screens, upright, in sRGB, without
//! anything that the camera told of itself.
//!
//! | part | turns |
//! |---|---|
//! | `format` | a name, first bytes → what kind of file it is |
//! | [`Facts`] | a header → measures, when it was taken, whether it tells where |
//! | [`Variant`] | facts → the files that are made of a picture |
//! | `pixels`, `encode` | bytes → pixels → bytes, within limits |
//! | `clean`, `vector` | what moves or is drawn → the same without metadata and scripts |
//! | `cache` | what was made → `.kronika/cache/pictures` |
//! | [`Pictures`] | all of these, for the files of a site, in parallel and within a bound of memory |
//!
//! Only `cache` and [`Pictures`] touch files.

mod cache;
mod clean;
mod complete;
mod encode;
mod facts;
mod format;
mod gate;
mod index;
mod pixels;
mod sizes;
mod store;
mod tone;
mod vector;

pub use facts::Facts;
pub use format::{Foreign, Format, is_picture, is_unshown_picture};
pub use sizes::{CARD_HEIGHT, CARD_WIDTH, Encoding, Variant, has_card, variants};
pub use store::Pictures;
pub use tone::Tone;

/// Most pixels of a picture: more than any phone takes.
const MOST_PIXELS: u64 = 120_000_000;

/// Most memory for a picture while it is decoded, in bytes.
const MOST_MEMORY: u64 = 512 << 20;

/// Largest file that is read as a picture, in bytes.
const MOST_BYTES: u64 = 256 << 20;

/// Why a file cannot be shown as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Unfit {
    /// It is empty.
    Empty,
    /// The system does not let it be read.
    Unreadable,
    /// It is of a format that browsers do not show, or no picture at all.
    Foreign(Foreign),
    /// It ends too early.
    CutOff,
    /// It is damaged.
    Broken,
    /// It has more pixels than anybody can look at, or unfolds to more memory than there is for one picture.
    TooLarge,
}
