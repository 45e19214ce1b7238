//! Files near to one that is not there: for "did you mean". They are named as they are to be written, from the folder of the
//! file that names them.

use super::{EntryIx, Graph};
use crate::diag::nearest;
use crate::path::SourcePath;
use crate::words;
use crate::words::Words;

/// What to do about a file that is not there.
pub(super) fn hint(from: EntryIx, place: &SourcePath, site: &Graph) -> Words {
    // Where hundreds are missing, it is not for a slip of the pen; to look through all files for each takes long.
    let near = if site.register.may_search() { near(from, place, site) } else { Vec::new() };
    crate::diag::did_you_mean(near.iter().map(String::as_str)).unwrap_or_else(|| {
        words!(
            "check the file's name, capitals and ending, and that it lies where the path says",
            "sprawdź nazwę pliku, wielkie litery i końcówkę, i czy leży tam, gdzie mówi ścieżka",
        )
    })
}

/// Files of the same name elsewhere, else those of a name much like it; at most three, never the one that names it.
fn near(from: EntryIx, place: &SourcePath, site: &Graph) -> Vec<String> {
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
        let stem = place.stem();
        let near = nearest(stem, known.iter().map(|path| path.stem()).filter(|other| akin(stem, other)));
        found =
            near.iter().flat_map(|near| known.iter().filter(|path| path.stem() == *near).copied()).collect();
    }
    // What lies nearer is meant rather.
    found.sort_by_key(|path| (path.folder() != place.folder(), path.folder() != own.folder()));
    found.into_iter().take(3).map(|path| relative(own.folder(), path)).collect()
}

/// True for names that begin alike; of short names others are no slips.
fn akin(a: &str, b: &str) -> bool {
    let fold = |text: &str| deunicode::deunicode(text).to_lowercase();
    let (a, b) = (fold(a), fold(b));
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    common * 2 >= a.len().min(b.len()) && common > 1
}

/// The path as it is written in a file of this folder.
fn relative(folder: &str, path: &SourcePath) -> String {
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
    fn unrelated_names_are_not_akin() {
        assert!(akin("sala", "Sala-2") && akin("żółw", "zolw"));
        assert!(!akin("sala", "mapa") && !akin("foto", "index") && !akin("a", "b"));
    }
}
