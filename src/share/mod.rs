//! The drawing room: pictures by which pages are shared (Open Graph wants 1200 × 630 pixels). Pure: no files, no clock, the
//! same bytes on every machine.
//!
//! | | turns | into |
//! |---|---|---|
//! | [`card`] | a title, a date and the site's title | lines of text in their places |
//! | `letters` | a text | the shapes of its letters in the font of the program |
//! | `canvas` | what stands where | rows of pixels |
//! | `rows` | rows of pixels | what is new in each, and what repeats |
//! | `deflate` | that | few bits |
//! | `png` | all of it | a file |

mod canvas;
pub mod card;
mod deflate;
mod letters;
mod png;
mod rows;

pub use canvas::Colours;
pub use card::{Card, Press};

/// Width of every picture, in pixels.
pub const WIDTH: u32 = 1200;
/// Height of every picture, in pixels.
pub const HEIGHT: u32 = 630;
/// Bytes of a row: four pixels each, and one that says how the row is filtered (PNG §7.2, §9.2).
const ROW: usize = WIDTH as usize / 4 + 1;
