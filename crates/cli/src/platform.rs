//! Everything that is of Unix: the lock on the data folder, what kind of disk it lies on, files for one person's eyes,
//! signals. Elsewhere the same names do what can be done there.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// The name of the lock in the data folder.
const LOCK: &str = "hanhdong.lock";

/// Why a data folder cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// Another server has it.
    InUse,
    /// It lies on another machine: locks and `fsync` cannot be trusted there.
    NetworkShare(String),
    /// The system said no.
    System(String),
}

/// Holds the folder until it is dropped or the process ends, however it ends.
pub(crate) struct Lock(#[allow(dead_code, reason = "held, not read")] File);

/// Takes the folder for this process alone.
pub(crate) fn take(folder: &Path) -> Result<Lock, Taken> {
    if let Some(kind) = network_share(folder) {
        return Err(Taken::NetworkShare(kind));
    }
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join(LOCK)).map_err(|error| Taken::System(error.to_string()))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => Err(Taken::InUse),
        Err(TryLockError::Error(error)) => Err(Taken::System(error.to_string())),
    }
}

/// The kind of network file system that a folder lies on, where it does.
fn network_share(folder: &Path) -> Option<String> {
    let folder = folder.canonicalize().ok()?;
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    network_kind(&mounts, &folder.to_string_lossy())
}

/// File systems whose bytes lie on another machine.
const NETWORK: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "ceph",
    "lustre",
    "gfs2",
    "ocfs2",
    "fuse.sshfs",
    "fuse.glusterfs",
    "fuse.cephfs",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.davfs",
];

fn network_kind(mounts: &str, folder: &str) -> Option<String> {
    let mut nearest: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        // "36 35 98:0 / /mnt rw,noatime master:1 - ext3 /dev/root rw": the point is the fifth word, the kind follows " - ".
        let Some((before, after)) = line.split_once(" - ") else { continue };
        let (Some(point), Some(kind)) = (before.split(' ').nth(4), after.split(' ').next()) else { continue };
        let point = unescaped(point);
        let holds = folder == point || folder.starts_with(&format!("{}/", point.trim_end_matches('/')));
        // Of two mounts at one point the later one is seen.
        if holds && nearest.is_none_or(|(length, _)| length <= point.len()) {
            nearest = Some((point.len(), kind));
        }
    }
    nearest.map(|it| it.1).filter(|it| NETWORK.contains(it)).map(str::to_owned)
}

/// Spaces and the like stand as octal numbers: "\040".
fn unescaped(point: &str) -> String {
    ["\\040", "\\011", "\\012", "\\134"].iter().zip([" ", "\t", "\n", "\\"]).fold(point.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Makes a folder that only its owner looks into; one that is there stays as it is.
pub(crate) fn private_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Makes a new file that only its owner reads.
pub(crate) fn private_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Puts a folder's own list of files on disk, so that a rename in it lasts.
pub(crate) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Done when the program is told to stop: Ctrl-C, or what a service manager sends.
pub(crate) async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminated.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    drop(tokio::signal::ctrl_c().await);
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n\
        40 22 0:35 / /mnt/kho rw - nfs4 may-chu:/kho rw\n\
        41 40 8:2 / /mnt/kho/o-rieng rw - xfs /dev/sdb1 rw\n\
        42 22 0:36 / /mnt/chia\\040se rw - cifs //may/chia rw\n\
        43 22 0:37 / /srv rw shared:2 - fuse.sshfs may: rw\n";

    #[test]
    fn a_folder_on_another_machine_is_known_by_the_mount_nearest_to_it() {
        for (folder, kind) in [
            ("/home/vp/data", None),
            ("/mnt/kho", Some("nfs4")),
            ("/mnt/kho/data", Some("nfs4")),
            ("/mnt/kho/o-rieng/data", None),
            ("/mnt/khoa", None),
            ("/mnt/chia se/data", Some("cifs")),
            ("/srv/data", Some("fuse.sshfs")),
        ] {
            assert_eq!(network_kind(MOUNTS, folder).as_deref(), kind, "{folder}");
        }
    }
}
