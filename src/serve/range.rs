//! `Range` (RFC 9110 §14): which bytes of a file a request wants.

/// What a `Range` header comes to for something of a known length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of it. A header that cannot be read is to be ignored (§14.2); several ranges at once may be (§14.2), and no
    /// browser asks for them.
    Whole,
    /// From the first to the last of these, both counted.
    Part(u64, u64),
    /// Nothing that exists (§15.5.17).
    Nothing,
}

/// Reads the header: `bytes=0-99`, `bytes=500-`, `bytes=-500`.
pub(super) fn wanted(header: &str, length: u64) -> Wanted {
    let Some((unit, range)) = header.trim().split_once('=') else { return Wanted::Whole };
    let Some((first, last)) = range.trim().split_once('-') else { return Wanted::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") || range.contains(',') {
        return Wanted::Whole;
    }
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first > last => Wanted::Whole,
        (Some(first), _) if first >= length && (last.is_empty() || number(last).is_some()) => Wanted::Nothing,
        (Some(first), Some(last)) => Wanted::Part(first, last.min(length - 1)),
        (Some(first), None) if last.is_empty() => Wanted::Part(first, length - 1),
        (None, Some(0)) if first.is_empty() => Wanted::Nothing,
        (None, Some(_)) if first.is_empty() && length == 0 => Wanted::Whole,
        (None, Some(last)) if first.is_empty() => Wanted::Part(length.saturating_sub(last), length - 1),
        _ => Wanted::Whole,
    }
}

/// A number of digits alone; one too large for a computer is as good as the largest.
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        let cases = [
            ("bytes=0-0", Wanted::Part(0, 0)),
            ("bytes=2-5", Wanted::Part(2, 5)),
            ("bytes=2-500", Wanted::Part(2, 9)),
            ("bytes=2-", Wanted::Part(2, 9)),
            ("bytes=-3", Wanted::Part(7, 9)),
            ("bytes=-300", Wanted::Part(0, 9)),
            ("Bytes=9-99999999999999999999999", Wanted::Part(9, 9)),
            ("bytes=10-", Wanted::Nothing),
            ("bytes=10-11", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=5-2", Wanted::Whole),
            ("bytes=0-1,3-4", Wanted::Whole),
            ("bytes=a-b", Wanted::Whole),
            ("bytes=10-x", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
            ("lines=1-2", Wanted::Whole),
            ("bytes", Wanted::Whole),
        ];
        for (header, expected) in cases {
            assert_eq!(wanted(header, 10), expected, "{header}");
        }
        assert_eq!(wanted("bytes=0-", 0), Wanted::Nothing);
        assert_eq!(wanted("bytes=-5", 0), Wanted::Whole);
    }
}
