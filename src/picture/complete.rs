//! Whether a JPEG has all of itself: decoders fill what is missing with grey and say nothing.

/// True where the picture ends as it should (ITU-T T.81 §B.2.1), whatever a camera has put behind it.
pub(super) fn has_end(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some((marker, data)) = next_marker(bytes, at) {
        match marker {
            0xd9 => return true,
            // Within a scan: data, restarts, fill bytes, markers that stand alone.
            0x00 | 0x01 | 0xd0..=0xd8 | 0xff => at = data,
            _ => {
                let Some(&[high, low]) = bytes.get(data..data + 2) else { return false };
                at = data + usize::from(u16::from_be_bytes([high, low])).max(2);
            }
        }
    }
    false
}

/// The next marker behind a place, and where its data begin.
fn next_marker(bytes: &[u8], from: usize) -> Option<(u8, usize)> {
    let at = from + bytes.get(from..)?.iter().position(|byte| *byte == 0xff)?;
    // Of several fill bytes the last begins the marker.
    match bytes.get(at + 1)? {
        0xff => Some((0xff, at + 1)),
        marker => Some((*marker, at + 2)),
    }
}

#[cfg(test)]
mod tests {
    use image::codecs::jpeg::JpegEncoder;

    use super::*;

    #[test]
    fn a_picture_that_was_cut_off_is_known_wherever_it_was() {
        let photo = image::RgbImage::from_fn(80, 60, |x, y| image::Rgb([(x * 3) as u8, (y * 4) as u8, 90]));
        let mut whole = Vec::new();
        JpegEncoder::new(&mut whole).encode_image(&photo).unwrap();
        assert!(has_end(&whole));
        for length in 0..whole.len() {
            assert!(!has_end(&whole[..length]), "{length} of {}", whole.len());
        }
        // A small picture within the notes of the camera ends, the large one does not.
        let length = u16::try_from(whole.len() + 2).unwrap().to_be_bytes();
        let noted = [&whole[..2], &[0xff, 0xe1], &length, &whole, &whole[2..whole.len() - 9]].concat();
        assert!(!has_end(&noted));
        assert!(has_end(&[&whole[..], b"what a camera adds"].concat()));
    }
}
