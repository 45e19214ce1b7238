//! Files near to one that is not there: for "did you mean". They are named as they are to be written, from the folder of the
//! file that names them.

use super::{EntryIx, Graph};
use crate::diag::nearest;
use crate::path::SourcePath;
use crate::source::CONTENT;
use crate::words;
use crate::words::Words;

/// What to do about a file that is not there, if none of these is meant.
pub(super) fn hint(place: &SourcePath, near: &[String]) -> Words {
    crate::diag::did_you_mean(near.iter().map(String::as_str)).unwrap_or_else(|| {
        words!(
            "kronika looked for `{place}`; put the file there, or correct the name",
            "kronika szukała `{place}`; połóż tam plik albo popraw nazwę",
        )
    })
}

/// What to do about a path of one's own computer: `C:\Zdjęcia\sala.jpg`, `file:///home/jan/sala.jpg`, `zdjęcia\sala.jpg`; none
/// for other paths.
pub(super) fn own_computer(path: &str) -> Option<Words> {
    let has_drive = path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && path.get(1..).is_some_and(|rest| rest.starts_with(":\\") || rest.starts_with(":/"))
        && !path.contains("://");
    let is_file_url = path.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("file:"));
    if !(has_drive || is_file_url || path.contains('\\')) {
        return None;
    }
    let name = path.rsplit(['/', '\\']).next().filter(|name| !name.is_empty())?;
    let name = crate::markdown::percent_decoded(name);
    Some(words!(
        "copy the file into the entry's folder and write its name alone: `{name}`",
        "skopiuj plik do katalogu wpisu i wpisz samą jego nazwę: `{name}`",
    ))
}

/// True for a place within the site's content.
pub(super) fn is_content(place: &SourcePath) -> bool {
    place.as_str().strip_prefix(CONTENT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Files of the same name elsewhere, else those of a name much like it; at most three, never the one that names it.
pub(super) fn near(from: EntryIx, place: &SourcePath, site: &Graph) -> Vec<String> {
    // Where hundreds are missing, it is not for a slip of the pen; to look through all files for each takes long.
    if !site.register.may_search() {
        return Vec::new();
    }
    let own = &site.entry(from).source.path;
    let wanted = place.name();
    let is_text = place.stem() == wanted || wanted.to_ascii_lowercase().ends_with(".md");
    let known: Vec<&SourcePath> = if is_text {
        site.by_path.keys().filter(|path| *path != own).collect()
    } else {
        site.files.by_path.keys().collect()
    };
    let same = |path: &&&SourcePath| {
        let name = if place.stem() == wanted { path.stem() } else { path.name() };
        name.eq_ignore_ascii_case(wanted)
    };
    let mut found: Vec<&SourcePath> = known.iter().filter(same).copied().collect();
    if found.is_empty() {
        let letters = letters(place.stem());
        let dressed =
            known.iter().filter(|path| !letters.is_empty() && self::letters(path.stem()) == letters);
        found = dressed.copied().collect();
    }
    if found.is_empty() {
        let stem = place.stem();
        let near = nearest(stem, known.iter().map(|path| path.stem()).filter(|other| akin(stem, other)));
        found =
            near.iter().flat_map(|near| known.iter().filter(|path| path.stem() == *near).copied()).collect();
    }
    // What lies nearer is meant rather.
    found.sort_by_key(|path| (path.folder() != place.folder(), path.folder() != own.folder()));
    found.into_iter().take(3).map(|path| relative(own.folder(), path)).collect()
}

/// Of the names of files, those much like this one; at most three.
pub(crate) fn near_names<'a>(wanted: &str, names: &[&'a str]) -> Vec<&'a str> {
    let wanted = wanted.rsplit(['/', '\\']).next().unwrap_or(wanted);
    let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let same = |name: &&&str| letters(&stem(name)) == letters(&stem(wanted));
    let mut found: Vec<&'a str> = names.iter().filter(same).copied().collect();
    if found.is_empty() {
        found = nearest(wanted, names.iter().copied().filter(|name| akin(wanted, name)));
    }
    found.truncate(3);
    found
}

/// A name without what cameras, systems and people write now so, now so: case, Polish letters, spaces and signs.
pub(super) fn letters(name: &str) -> String {
    let plain = deunicode::deunicode(name).to_lowercase();
    plain.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// True for names that begin alike; of short names others are no slips.
fn akin(a: &str, b: &str) -> bool {
    let fold = |text: &str| deunicode::deunicode(text).to_lowercase();
    let (a, b) = (fold(a), fold(b));
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    common * 2 >= a.len().min(b.len()) && common > 1
}

/// The path as it is written in a file of this folder.
pub(super) fn relative(folder: &str, path: &SourcePath) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.as_str().split('/').collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - common);
    up.chain(to[common..].iter().copied()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_from_the_folder() {
        let path = SourcePath::new("content/events/kielce/sala.jpg");
        assert_eq!(relative("content/events/kielce", &path), "sala.jpg");
        assert_eq!(relative("content/posts", &path), "../events/kielce/sala.jpg");
        assert_eq!(relative("content/events/kielce/b", &path), "../sala.jpg");
    }

    #[test]
    fn paths_of_ones_own_computer_are_told_by_their_form() {
        for path in [r"C:\Zdjęcia\plan.jpg", "c:/x/plan.jpg", "file:///home/a/plan.jpg", r"zdj\plan.jpg"] {
            assert!(own_computer(path).is_some_and(|hint| hint.en.ends_with("`plan.jpg`")), "{path}");
        }
        for path in ["plan.jpg", "../a/plan.jpg", "https://x.pl/plan.jpg", "żaba", "ż:/a"] {
            assert_eq!(own_computer(path), None, "{path}");
        }
        assert!(is_content(&SourcePath::new("content/a.pdf")));
        assert!(!is_content(&SourcePath::new("content-old/a.pdf")));
    }

    #[test]
    fn unrelated_names_are_not_akin() {
        assert!(akin("sala", "Sala-2") && akin("żółw", "zolw"));
        assert!(!akin("sala", "mapa") && !akin("foto", "index") && !akin("a", "b"));
    }
}
