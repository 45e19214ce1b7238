//! The drawing room: pictures by which pages are shared (Open Graph wants 1200 × 630 pixels). Pure: no files, no clock, the
//! same bytes on every machine.
//!
//! | | makes | of |
//! |---|---|---|
//! | [`card`] | a [`Canvas`] | a title, a date and the site's title, in the site's colours |
//! | [`canvas`] | a PNG | what has been drawn |
//! | [`letters`] | shapes of letters | the font in the program |

pub mod canvas;
pub mod card;
pub mod letters;

pub use canvas::{Canvas, Colours};
pub use card::Card;
pub use letters::Letters;

/// Width of every picture, in pixels.
pub const WIDTH: u32 = 1200;
/// Height of every picture, in pixels.
pub const HEIGHT: u32 = 630;
