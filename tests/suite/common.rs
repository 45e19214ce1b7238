//! What the tests share: building a folder in memory, and saying what came of it.

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::civil::{Date, date};
use kronika::check::Checked;
use kronika::config::{self, Options};
use kronika::content::Content;
use kronika::diag::{Diagnostics, Place};
use kronika::render::Files;
use tempfile::TempDir;

/// The day the tests' sites are true for.
pub(crate) const TODAY: Date = date(2026, 1, 1);

/// The project's folder.
pub(crate) fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The program, called to speak English unless the call says otherwise.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kronika"));
    command.args(arguments);
    if !arguments.contains(&"--lang") {
        command.args(["--lang", "en"]);
    }
    command
}

/// A site of a few files as it is on a day.
pub(crate) fn site(files: &[(&str, &str)], today: Date) -> Files {
    site_with("base_url: https://proba.example/kronika/\n", files, today)
}

/// What a file of a test's site holds: for the name of a picture or film of which only its being there matters, the
/// smallest of its kind, else the text.
pub(crate) fn stand_in(path: &str, text: &str) -> Vec<u8> {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let drawn = |format| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(2, 2).write_to(&mut bytes, format).expect("a picture");
        bytes.into_inner()
    };
    match ending.as_str() {
        _ if text.trim().len() > 1 => text.into(),
        "jpg" | "jpeg" => drawn(image::ImageFormat::Jpeg),
        "png" => drawn(image::ImageFormat::Png),
        "webp" => drawn(image::ImageFormat::WebP),
        "gif" => b"GIF89a\x01\0\x01\0\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0\x3b".to_vec(),
        "svg" => b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"/>".to_vec(),
        "heic" => b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
        "tif" | "tiff" => b"II*\0\x08\0\0\0".to_vec(),
        "mp4" => b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec(),
        _ => text.into(),
    }
}

/// The same with these lines in its settings.
pub(crate) fn site_with(lines: &str, files: &[(&str, &str)], today: Date) -> Files {
    let folder = TempDir::new().unwrap();
    let write = |path: &Path, text: &str| {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, stand_in(&path.to_string_lossy(), text)).unwrap();
    };
    let config = format!("title: Próba\nlanguage: pl\ntimezone: Europe/Warsaw\n{lines}");
    write(&folder.path().join("kronika.yaml"), &config);
    for (path, text) in files {
        write(&folder.path().join("content").join(path), text);
    }
    build_clean(&Options { today: Some(today), ..options(folder.path()) })
}

/// Options for a site, with a fixed day.
pub(crate) fn options(root: &Path) -> Options {
    Options { root: root.to_owned(), today: Some(TODAY), ..Options::default() }
}

/// Builds a site in memory.
pub(crate) fn build(options: &Options) -> (Option<Files>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let files = config::load(options, &mut diagnostics)
        .and_then(|config| kronika::files(&config, &|_, _, _| {}, &mut diagnostics));
    diagnostics.sort();
    (files, diagnostics)
}

/// Checks a site as `kronika check` does, without asking other hosts.
pub(crate) fn check(options: &Options) -> (Option<Checked>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let checked = config::load(options, &mut diagnostics)
        .and_then(|config| kronika::check::run(&config, None, &|_, _, _| {}, &mut diagnostics));
    diagnostics.sort();
    (checked, diagnostics)
}

/// Builds a site that must have no fault, not even a warning.
pub(crate) fn build_clean(options: &Options) -> Files {
    let (files, diagnostics) = build(options);
    let faults: Vec<String> = diagnostics.iter().map(describe).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    files.expect("files")
}

/// `file:line:column code message`.
pub(crate) fn describe(diagnostic: &kronika::diag::Diagnostic) -> String {
    let place = match &diagnostic.place {
        Place::Text(source, span) => {
            let (line, column) = source.line_column(span.start);
            format!("{}:{line}:{column}", source.path)
        }
        Place::File(path) => path.to_string(),
        Place::Environment(path) => path.display().to_string(),
    };
    let hints: Vec<&str> = diagnostic.hints.iter().map(|hint| hint.en.as_str()).collect();
    format!("{place} {} {} ({})", diagnostic.code.id, diagnostic.message.en, hints.join("; "))
}

/// The same with the bytes of what is copied, for sites whose folder will be gone.
pub(crate) fn in_memory(files: Files) -> Files {
    let read = |content: Content| Content::from(content.read().expect("a file of the site").into_owned());
    files.into_iter().map(|(path, content)| (path, read(content))).collect()
}

/// The text of a page.
pub(crate) fn page<'f>(files: &'f Files, path: &str) -> &'f str {
    let path = kronika::path::OutPath::new(path);
    match files.get(&path) {
        Some(Content::Made(bytes)) => std::str::from_utf8(bytes).expect("UTF-8"),
        Some(Content::Copied(..)) => panic!("{path} is copied, not made"),
        None => panic!("there is no {path}"),
    }
}

/// Compares a text with a golden file; with `BLESS=1` in the environment, writes it instead. A blessed file is
/// to be read before it is committed.
pub(crate) fn assert_golden(place: &Path, actual: &[u8]) {
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(place.parent().expect("a folder")).expect("a folder for golden files");
        std::fs::write(place, actual).expect("a golden file");
        return;
    }
    let expected = std::fs::read(place).unwrap_or_default();
    if expected == actual {
        return;
    }
    let (expected, actual) = (String::from_utf8_lossy(&expected), String::from_utf8_lossy(actual));
    let line = expected.lines().zip(actual.lines()).take_while(|(a, b)| a == b).count();
    panic!(
        "{} differs at line {}:\n  expected: {}\n  actual:   {}\nrun with BLESS=1 to accept, then read the change",
        place.display(),
        line + 1,
        expected.lines().nth(line).unwrap_or("(end)"),
        actual.lines().nth(line).unwrap_or("(end)"),
    );
}

/// The words of a page, a line a block, without markup: what a reader sees.
pub(crate) fn words(html: &str) -> String {
    let main = html.split_once("<main").map_or(html, |(_, rest)| rest);
    let main = main.split_once('>').map_or(main, |(_, rest)| rest);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    let mut out = String::new();
    let mut rest = main;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let close = rest[open..].find('>').map_or(rest.len() - 1, |at| open + at);
        let tag = rest[open + 1..close].trim_start_matches('/');
        let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
        if !matches!(
            name.as_str(),
            "a" | "em" | "strong" | "span" | "time" | "code" | "sup" | "abbr" | "del" | "b" | "small"
        ) {
            out.push('\n');
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    let lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let text = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
}
