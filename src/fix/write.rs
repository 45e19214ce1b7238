//! Puts a mended file in the place of the old one.

#![allow(clippy::disallowed_methods, reason = "writes files that their user has asked to be mended")]

use std::io::{self, Write as _};
use std::path::Path;

use super::Mended;

const BOM: &str = "\u{feff}";

/// Writes the mended text, with the byte order mark and the permissions the file has. The file is whole at every moment.
///
/// # Errors
/// Those of the file system; `InvalidData` when the file is no longer as it was read.
pub fn write(root: &Path, mended: &Mended) -> io::Result<()> {
    // Of a link, what it leads to is mended, and the link stays one.
    let place = std::fs::canonicalize(mended.source.path.under(root))?;
    let bytes = std::fs::read(&place)?;
    let (mark, text) = match bytes.strip_prefix(BOM.as_bytes()) {
        Some(rest) => (BOM, rest),
        None => ("", bytes.as_slice()),
    };
    if text != mended.source.text.as_bytes() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the file has changed meanwhile"));
    }
    let permissions = std::fs::metadata(&place)?.permissions();
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(".kronika-part");
    let part = place.with_file_name(name);
    // Somebody else's file of that name is left alone.
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&part)?;
    let written = file
        .set_permissions(permissions)
        .and_then(|()| file.write_all(mark.as_bytes()))
        .and_then(|()| file.write_all(mended.text.as_bytes()))
        .and_then(|()| file.sync_all());
    let done = written.and_then(|()| std::fs::rename(&part, &place));
    if done.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Source;
    use crate::path::SourcePath;

    fn mended(before: &str, after: &str) -> Mended {
        let source = Source::new(SourcePath::new("a.md"), before.to_owned());
        Mended { source, text: after.to_owned(), fixes: 1 }
    }

    #[test]
    fn mark_and_permissions_stay_and_no_part_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.md");
        std::fs::write(&place, "\u{feff}tilte: A\r\n").unwrap();
        write(folder.path(), &mended("tilte: A\r\n", "title: A\r\n")).unwrap();
        assert_eq!(std::fs::read_to_string(&place).unwrap(), "\u{feff}title: A\r\n");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_has_changed_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.md");
        std::fs::write(&place, "title: B\n").unwrap();
        let error = write(folder.path(), &mended("tilte: A\n", "title: A\n")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        assert_eq!(std::fs::read_to_string(&place).unwrap(), "title: B\n");
    }

    #[test]
    fn a_part_of_somebody_else_and_a_file_that_may_not_be_written_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (place, part) = (folder.path().join("a.md"), folder.path().join("a.md.kronika-part"));
        std::fs::write(&place, "tilte: A\n").unwrap();
        std::fs::write(&part, "moje").unwrap();
        let error = write(folder.path(), &mended("tilte: A\n", "title: A\n")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_to_string(&part).unwrap(), "moje");
        std::fs::remove_file(&part).unwrap();
        let mut permissions = std::fs::metadata(&place).unwrap().permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&place, permissions).unwrap();
        let error = write(folder.path(), &mended("tilte: A\n", "title: A\n")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(std::fs::read_to_string(&place).unwrap(), "tilte: A\n");
    }
}
