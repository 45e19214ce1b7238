//! Bytes that are no text of ours: documents and pictures with the name of a text, and other encodings. Entry points:
//! [`document`] and [`no_text`], [`is_utf16`] and [`encoding_error`].

use crate::diag::{Code, Diagnostic, codes};
use crate::path::SourcePath;
use crate::words;
use crate::words::{Phrase, phrase};

/// What a file is that is no text, by its first bytes.
pub(super) fn document(bytes: &[u8]) -> Option<Phrase> {
    let has = |name: &[u8]| bytes.windows(name.len()).take(0x10000).any(|window| window == name);
    Some(match bytes {
        [b'P', b'K', 3, 4, ..] if has(b"word/") => {
            phrase("a Word document (.docx)", "dokument Worda (.docx)")
        }
        [b'P', b'K', 3, 4, ..] if has(b"opendocument.text") => {
            phrase("a LibreOffice document (.odt)", "dokument LibreOffice (.odt)")
        }
        [b'P', b'K', 3, 4, ..] => {
            phrase("an office document or a ZIP archive", "dokument biurowy albo archiwum ZIP")
        }
        [0xd0, 0xcf, 0x11, 0xe0, ..] => phrase("a Word document (.doc)", "dokument Worda (.doc)"),
        [b'%', b'P', b'D', b'F', b'-', ..] => phrase("a PDF", "plik PDF"),
        [0x89, b'P', b'N', b'G', ..] => phrase("a picture (PNG)", "obraz (PNG)"),
        [0xff, 0xd8, 0xff, ..] => phrase("a picture (JPG)", "obraz (JPG)"),
        [b'G', b'I', b'F', b'8', ..] => phrase("a picture (GIF)", "obraz (GIF)"),
        _ => return None,
    })
}

pub(super) fn no_text(path: &SourcePath, document: Phrase) -> Diagnostic {
    let message = words!(
        "this is {document}, not a text, whatever its name says",
        "to {document}, a nie tekst, choć plik ma nazwę tekstu",
        document
    );
    let hint = match document.en.contains("picture") {
        true => words!(
            "give it the ending of a picture again (.jpg, .png); for a text, make an entry with `kronika add`",
            "przywróć mu końcówkę nazwy obrazu (.jpg, .png); wpis z tekstem utwórz przez `kronika add`",
        ),
        false => words!(
            "make an entry with `kronika add event \"…\"`, paste the text into it and move this file out of the folder",
            "utwórz wpis przez `kronika add event \"…\"`, wklej do niego tekst, a ten plik przenieś poza katalog",
        ),
    };
    Diagnostic::file(codes::ENCODING, path, message).hint(hint)
}

/// True for UTF-16 without a byte order mark, most of it letters of our alphabets: every second byte is then 0 or 1.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    let small = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte < 2).count();
    let pairs = bytes.len() / 2;
    bytes.contains(&0) && pairs > 0 && (small(0) * 10 > pairs * 9 || small(1) * 10 > pairs * 9)
}

pub(super) fn encoding_error(code: Code, path: &SourcePath, bytes: &[u8]) -> Diagnostic {
    let likely = likely_encoding(bytes);
    let message = words!(
        "this file is not UTF-8; it looks like {likely}",
        "ten plik nie jest zapisany w UTF-8; wygląda na to, że to {likely}",
        likely
    );
    Diagnostic::file(code, path, message).hint(words!(
        "open it in your editor, choose “Save as” or “Encoding”, and save it as UTF-8",
        "otwórz go w edytorze, wybierz „Zapisz jako” albo „Kodowanie” i zapisz w UTF-8",
    ))
}

/// Polish letters tell Windows-1250 from ISO 8859-2: ą ś ź stand at B9 9C 9F in one, at B1 B6 BC in the other.
fn likely_encoding(bytes: &[u8]) -> Phrase {
    let count = |wanted: &[u8]| bytes.iter().filter(|byte| wanted.contains(byte)).count();
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => phrase("UTF-16", "UTF-16"),
        _ if is_utf16(bytes) || count(&[0]) > bytes.len() / 4 => phrase("UTF-16", "UTF-16"),
        _ if count(&[0]) > 0 => phrase("not a text file at all", "w ogóle nie tekst"),
        _ if count(&[0xb1, 0xb6, 0xbc, 0xa1, 0xa6, 0xac]) > count(&[0xb9, 0x9c, 0x9f, 0xa5, 0x8c, 0x8f]) => {
            phrase("ISO 8859-2 (Latin 2)", "ISO 8859-2 (Latin 2)")
        }
        _ => phrase("Windows-1250", "Windows-1250"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::text_of;

    #[test]
    fn encodings_are_told_apart() {
        let likely = |bytes: &[u8]| likely_encoding(bytes).en;
        assert_eq!(likely(b"za\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9 ja\x9f\xf1"), "Windows-1250");
        assert_eq!(likely(b"za\xbf\xf3\xb3\xe6 g\xea\xb6l\xb1 ja\xbc\xf1"), "ISO 8859-2 (Latin 2)");
        assert_eq!(likely(b"\xff\xfea\0b\0"), "UTF-16");
        assert_eq!(likely(b"\0-\0-\0-\0\n\x01\x42"), "UTF-16");
        assert_eq!(likely(b"PNG\0\x89abcdefghij"), "not a text file at all");
    }

    #[test]
    fn what_is_no_text_is_called_by_its_name() {
        let told = |bytes: &[u8]| {
            let fault = text_of(&SourcePath::new("content/events/a.md"), bytes.to_vec()).err();
            fault.map(|fault| fault.message.pl).unwrap_or_default()
        };
        assert!(told(b"PK\x03\x04....word/document.xml").contains("dokument Worda (.docx)"));
        assert!(told(b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text").contains("(.odt)"));
        assert!(told(b"%PDF-1.7\n").contains("plik PDF"));
        assert!(told(b"\x89PNG\r\n\x1a\n").contains("obraz (PNG)"));
        assert!(told(b"\xff\xd8\xff\xe0").contains("obraz (JPG)"));
        assert!(told(b"-\0-\0-\0\n\0").contains("UTF-16"), "{}", told(b"-\0-\0-\0\n\0"));
        assert!(told("a\u{1}b".as_bytes()).contains("znak sterujący"));
        assert!(told(b"---\ntitle: A\n---\n").is_empty());
    }
}
