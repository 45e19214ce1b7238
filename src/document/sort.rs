//! Sorts of documents: [`Sort`], by the ending of the name, and the bytes that files of some endings begin with.

/// What sort of file, for its picture and its name in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words are those of the content model")]
pub enum Sort {
    Document,
    Spreadsheet,
    Slides,
    Image,
    Archive,
    Sound,
    Film,
    Text,
    Other,
}

/// Each sort with the endings of its files.
const SORTS: [(Sort, &[&str]); 8] = [
    (
        Sort::Document,
        &["pdf", "doc", "docx", "docm", "dot", "dotx", "odt", "ott", "rtf", "pages", "epub", "djvu"],
    ),
    (Sort::Spreadsheet, &["xls", "xlsx", "xlsm", "xlsb", "ods", "ots", "csv", "tsv", "numbers"]),
    (Sort::Slides, &["ppt", "pptx", "pptm", "pps", "ppsx", "odp", "key"]),
    (
        Sort::Image,
        &[
            "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "tif", "tiff", "bmp", "heic", "heif", "eps",
            "ai",
        ],
    ),
    (Sort::Archive, &["zip", "7z", "rar", "tar", "gz", "tgz", "bz2", "xz"]),
    (
        Sort::Sound,
        &["mp3", "m4a", "aac", "wav", "flac", "ogg", "oga", "opus", "weba", "wma", "amr", "aif", "aiff"],
    ),
    (
        Sort::Film,
        &["mp4", "m4v", "webm", "ogv", "mov", "avi", "wmv", "mkv", "flv", "mpg", "mpeg", "mts", "3gp"],
    ),
    (Sort::Text, &["txt", "text", "md", "vtt", "srt", "html", "htm", "xml", "json", "yaml", "log"]),
];

impl Sort {
    /// By the ending of the name.
    pub fn of(name: &str) -> Self {
        let ending = ending_of(name);
        let known = SORTS.iter().find(|(_, endings)| endings.contains(&ending.as_str()));
        known.map_or(Sort::Other, |(sort, _)| *sort)
    }

    /// Its name, also the key of its text in the theme.
    pub fn as_str(self) -> &'static str {
        match self {
            Sort::Document => "document",
            Sort::Spreadsheet => "spreadsheet",
            Sort::Slides => "slides",
            Sort::Image => "image",
            Sort::Archive => "archive",
            Sort::Sound => "sound",
            Sort::Film => "film",
            Sort::Text => "text",
            Sort::Other => "other",
        }
    }
}

/// The ending of a file's name in small letters; empty where it has none.
pub fn ending_of(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

/// True where a file of this ending may begin so. Of most endings nothing is known: people name files as they like.
pub(super) fn fits(ending: &str, start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    match ending {
        "pdf" => start.windows(5).any(|five| five == b"%PDF-"),
        "docx" | "xlsx" | "pptx" | "ppsx" | "odt" | "ods" | "odp" | "zip" | "epub" => {
            start.starts_with(b"PK")
        }
        "mp4" | "m4v" | "m4a" => start.get(4..8) == Some(b"ftyp"),
        "webm" => start.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]),
        // WebVTT §4.1: the word, then a space, a tab or the end of the line.
        "vtt" => {
            start.strip_prefix(b"WEBVTT").is_some_and(|rest| rest.first().is_none_or(u8::is_ascii_whitespace))
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_are_told_by_endings() {
        let cases =
            [("Raport.PDF", "document"), ("a.b.xlsx", "spreadsheet"), ("dane", "other"), ("plik.", "other")];
        for (name, sort) in cases {
            assert_eq!(Sort::of(name).as_str(), sort, "{name}");
        }
        let mut all: Vec<&str> = SORTS.iter().flat_map(|(_, endings)| *endings).copied().collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count, "each ending stands once");
    }

    #[test]
    fn first_bytes_are_those_of_the_format() {
        assert!(fits("pdf", b"\r\n%PDF-1.7") && !fits("pdf", b"<!doctype html>"));
        assert!(fits("docx", b"PK\x03\x04") && !fits("docx", b"\xd0\xcf\x11\xe0"));
        assert!(fits("vtt", b"\xef\xbb\xbfWEBVTT\n") && fits("vtt", b"WEBVTT") && !fits("vtt", b"WEBVTTX"));
        assert!(!fits("vtt", b"1\n00:00:01,000 --> 00:00:02,000\n") && fits("doc", b"anything"));
    }
}
