//! Drives whose changes the system does not tell of: those of other machines, and of the system around this one.

use std::path::Path;

/// File systems that lie elsewhere, as `/proc/mounts` names them: of servers, then of the system that this one runs in.
const ELSEWHERE: [&str; 22] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afs",
    "ceph",
    "ncpfs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.davfs",
    "fuse.gvfsd-fuse",
    "9p",
    "drvfs",
    "vboxsf",
    "virtiofs",
    "fuse.vmhgfs-fuse",
    "prl_fs",
    "fuse.prl_fsd",
    "fuse.osxfs",
    "fuse.grpcfuse",
    "fakeowner",
];

/// What kind of network drive the folder lies on; none for the machine's own drives, and where this cannot be told.
#[allow(clippy::disallowed_methods, reason = "this is the system's table of drives, not content")]
pub(super) fn network(folder: &Path) -> Option<String> {
    let table = std::fs::read_to_string("/proc/mounts").ok()?;
    kind(&table, folder).filter(|kind| ELSEWHERE.contains(&kind.as_str()))
}

/// The file system of the mount that holds the folder: of the longest mount point above it, the last mounted.
fn kind(table: &str, folder: &Path) -> Option<String> {
    let mounts = table.lines().filter_map(|line| {
        let mut fields = line.split(' ');
        let (_, point, kind) = (fields.next()?, fields.next()?, fields.next()?);
        Some((unescaped(point), kind))
    });
    let holding = mounts.filter(|(point, _)| folder.starts_with(point));
    holding.max_by_key(|(point, _)| point.len()).map(|(_, kind)| kind.to_owned())
}

/// Spaces, tabs, line ends and backslashes stand as octal numbers in the table (fstab(5)).
fn unescaped(point: &str) -> String {
    [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")]
        .iter()
        .fold(point.to_owned(), |point, (code, character)| point.replace(code, character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_mount_decides() {
        let table = "/dev/sda1 / ext4 rw 0 0\n\
            serwer:/strony /mnt/wspólny\\040dysk nfs4 rw 0 0\n\
            /dev/sdb1 /mnt/wspólny\\040dysk/lokalny ext4 rw 0 0\n\
            C:\\134 /mnt/c 9p rw 0 0\n";
        let kind = |path: &str| kind(table, Path::new(path));
        assert_eq!(kind("/home/ola/kronika").as_deref(), Some("ext4"));
        assert_eq!(kind("/mnt/wspólny dysk/kronika").as_deref(), Some("nfs4"));
        assert_eq!(kind("/mnt/wspólny dysk/lokalny/kronika").as_deref(), Some("ext4"));
        assert_eq!(kind("/mnt/c/Users/ola").as_deref(), Some("9p"));
        assert_eq!(kind("/mnt/cc").as_deref(), Some("ext4"));
    }
}
