//! Media types (RFC 9110 §8.3) by the ending of a file's name.

/// The media type of a file, with the encoding of text. `utf8` tells of bytes whether they are; a text of which this is
/// not known is left without.
pub(super) fn media_type(name: &str, utf8: bool) -> String {
    let guess = mime_guess::from_path(name).first_or_octet_stream();
    let kind = guess.essence_str();
    // What the table of the crate does not know, or knows by an older name.
    let kind = match name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
        Some("mjs") => "text/javascript",
        Some("xml") => "application/xml",
        Some("atom") => "application/atom+xml",
        Some("geojson") => "application/geo+json",
        Some("webmanifest") => "application/manifest+json",
        Some("ico") => "image/x-icon",
        _ => kind,
    };
    let text = kind.starts_with("text/")
        || kind.ends_with("json")
        || kind.ends_with("xml")
        || kind == "application/javascript";
    if text && utf8 { format!("{kind}; charset=utf-8") } else { kind.to_owned() }
}

/// True for a page.
pub(super) fn is_page(name: &str) -> bool {
    name.ends_with(".html") || name.ends_with(".htm")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_a_site_has_its_type() {
        let cases = [
            ("index.html", "text/html; charset=utf-8"),
            ("style.css", "text/css; charset=utf-8"),
            ("phase.js", "text/javascript; charset=utf-8"),
            ("module.mjs", "text/javascript; charset=utf-8"),
            ("search.json", "application/json; charset=utf-8"),
            ("site.webmanifest", "application/manifest+json; charset=utf-8"),
            ("sitemap.xml", "application/xml; charset=utf-8"),
            ("atom.xml", "application/xml; charset=utf-8"),
            ("znak.svg", "image/svg+xml; charset=utf-8"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("terminy.ics", "text/calendar; charset=utf-8"),
            ("napisy.vtt", "text/vtt; charset=utf-8"),
            ("lista.csv", "text/csv; charset=utf-8"),
            ("foto.JPG", "image/jpeg"),
            ("foto.png", "image/png"),
            ("foto.webp", "image/webp"),
            ("foto.avif", "image/avif"),
            ("film.mp4", "video/mp4"),
            ("film.webm", "video/webm"),
            ("film.mov", "video/quicktime"),
            ("nagranie.mp3", "audio/mpeg"),
            ("nagranie.m4a", "audio/m4a"),
            ("raport.pdf", "application/pdf"),
            ("pismo.woff2", "font/woff2"),
            ("favicon.ico", "image/x-icon"),
            ("dane.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("pismo.odt", "application/vnd.oasis.opendocument.text"),
            ("paczka.zip", "application/zip"),
            ("nieznane", "application/octet-stream"),
        ];
        for (name, expected) in cases {
            assert_eq!(media_type(name, true), expected, "{name}");
        }
        assert_eq!(media_type("lista.csv", false), "text/csv", "an old text in another encoding");
    }
}
