//! [`Tone`]: the ground that stands in the place of a picture until it is there. A page may set no styles of its own, so a
//! colour is said in classes: each part in four steps, which the theme's style sheet lists.

use std::fmt;

use super::pixels::Pixels;

/// Steps of a part, of 256.
const STEPS: u32 = 4;

/// Pixels that are looked at.
const LOOKED_AT: usize = 10_000;

/// A colour of 64: each part from 0 to 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Tone([u8; 3]);

impl Tone {
    /// The mean colour of a picture; none where something shines through.
    pub(super) fn of(pixels: &Pixels) -> Option<Self> {
        if pixels.alpha {
            return None;
        }
        let count = pixels.parts.len() / 3;
        let every = (count / LOOKED_AT).max(1);
        let (mut sums, mut seen) = ([0_u32; 3], 0_u32);
        for colour in pixels.parts.chunks_exact(3).step_by(every) {
            for (sum, part) in sums.iter_mut().zip(colour) {
                *sum += u32::from(*part);
            }
            seen += 1;
        }
        let step = |sum: u32| u8::try_from((sum / seen.max(1)) * STEPS / 256).unwrap_or(0);
        Some(Self(sums.map(step)))
    }
}

impl fmt::Display for Tone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "tone red-{red} green-{green} blue-{blue}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_is_the_mean_colour_in_four_steps() {
        let of = |colour: &[u8], alpha: bool| {
            let parts = colour.repeat(50);
            Tone::of(&Pixels { width: 10, height: 5, parts, alpha }).map(|tone| tone.to_string())
        };
        assert_eq!(of(&[0, 64, 255], false).as_deref(), Some("tone red-0 green-1 blue-3"));
        assert_eq!(of(&[127, 128, 191], false).as_deref(), Some("tone red-1 green-2 blue-2"));
        assert_eq!(of(&[127, 128, 191, 255], true), None);
    }
}
