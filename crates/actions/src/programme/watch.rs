//! A file on the clerk's own machine, watched while it is written in Word. It is only ever read, and only where it is
//! plainly a paper: an ordinary file under a plain path, of an ending that papers have, no larger than papers are.

use std::collections::VecDeque;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use hanhdong_domain::Language;
use hanhdong_domain::organisation::{PersonId, Role};
use hanhdong_paper::intake::read::limits::BYTES_MAX;

use super::hand_in::known_guideline;
use super::look::{Look, LookAt};
use crate::app::App;
use crate::refusal::Refusal;
use crate::who::Who;

/// Endings of files that may be watched.
const ENDINGS: [&str; 8] = ["docx", "doc", "xlsx", "xls", "pdf", "md", "txt", "notation"];
/// People who watch a file at the same time; it is one person's machine.
const WATCHERS_MAX: usize = 16;
/// The longest path, in bytes.
const PATH_BYTES_MAX: usize = 4096;

/// A file that a person watches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchedFile {
    /// Where it lies.
    pub path: PathBuf,
    /// The guideline it is held against.
    pub guideline: String,
}

impl WatchedFile {
    /// Its name without folders.
    pub fn name(&self) -> String {
        self.path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default()
    }
}

/// Which state a file was seen in: another one means that it was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaveStamp {
    changed: SystemTime,
    bytes: u64,
}

/// Who watches what. Forgotten when the program stops.
#[derive(Default)]
pub struct Watched(Mutex<VecDeque<(PersonId, WatchedFile)>>);

impl Watched {
    fn all(&self) -> MutexGuard<'_, VecDeque<(PersonId, WatchedFile)>> {
        // Whole at every moment, whatever panicked while holding it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// Begins to watch a file, in place of another one.
    pub async fn watch(&self, who: &Who, path: &str, guideline: &str) -> Result<(), Refusal> {
        may_watch(who)?;
        known_guideline(guideline)?;
        // Windows puts quotes around a path that is copied.
        let path = PathBuf::from(path.trim().trim_matches('"'));
        let file = WatchedFile { path: path.clone(), guideline: guideline.to_owned() };
        let stamped = tokio::task::spawn_blocking(move || stamp(&path)).await;
        stamped.map_err(|error| Refusal::Fault(error.to_string()))??;
        let mut all = self.watched().all();
        all.retain(|it| it.0 != *who.id());
        all.push_back((who.id().clone(), file));
        if WATCHERS_MAX < all.len() {
            all.pop_front();
        }
        Ok(())
    }

    /// Ends watching.
    pub fn unwatch(&self, who: &Who) -> Result<(), Refusal> {
        may_watch(who)?;
        self.watched().all().retain(|it| it.0 != *who.id());
        Ok(())
    }

    /// What a person watches.
    pub fn watched_by(&self, who: &Who) -> Result<Option<WatchedFile>, Refusal> {
        may_watch(who)?;
        Ok(self.watched().all().iter().find(|it| it.0 == *who.id()).map(|it| it.1.clone()))
    }

    /// The state the watched file is in; `None` while it is not there, as in the middle of a save.
    pub async fn watched_stamp(&self, who: &Who) -> Result<Option<SaveStamp>, Refusal> {
        let file = self.watched_by(who)?.ok_or(Refusal::NotFound)?;
        let stamped = tokio::task::spawn_blocking(move || stamp(&file.path)).await;
        Ok(stamped.map_err(|error| Refusal::Fault(error.to_string()))?.ok())
    }

    /// Looks at the watched file as it lies there now.
    pub async fn look_at_watched(&self, who: &Who, language: Language) -> Result<Look, Refusal> {
        let file = self.watched_by(who)?.ok_or(Refusal::NotFound)?;
        let name = file.name();
        let path = file.path;
        let bytes = tokio::task::spawn_blocking(move || bytes(&path)).await;
        let bytes = Arc::new(bytes.map_err(|error| Refusal::Fault(error.to_string()))??);
        let _turn = self.looks().turn().await?;
        self.look(who, LookAt { bytes, name, guideline: file.guideline, source: None, language }).await
    }
}

fn may_watch(who: &Who) -> Result<(), Refusal> {
    if who.holds(Role::Office) || who.holds(Role::Drafter) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

const fn refused(why: &'static str) -> Refusal {
    Refusal::Field { field: "path", why }
}

/// The state of a file that may be watched.
fn stamp(path: &Path) -> Result<SaveStamp, Refusal> {
    let is_plain = path.components().all(|it| !matches!(it, Component::ParentDir | Component::CurDir));
    if !path.is_absolute() || !is_plain || PATH_BYTES_MAX < path.as_os_str().len() {
        return Err(refused("not-absolute"));
    }
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = path.extension().map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default();
    // Word's lock file beside an open paper ("~$...") holds a person's name and no paper.
    if !ENDINGS.contains(&ending.as_str()) || name.starts_with("~$") {
        return Err(refused("no-paper-ending"));
    }
    // A link anywhere on the way could lead into somebody else's files.
    let is_link = |it: &Path| std::fs::symlink_metadata(it).is_ok_and(|it| it.file_type().is_symlink());
    if path.ancestors().any(is_link) {
        return Err(refused("is-a-link"));
    }
    let data = std::fs::symlink_metadata(path).map_err(|_| refused("not-there"))?;
    if !data.is_file() {
        return Err(refused("no-file"));
    }
    stamp_of(&data)
}

fn stamp_of(data: &std::fs::Metadata) -> Result<SaveStamp, Refusal> {
    if BYTES_MAX as u64 <= data.len() {
        return Err(Refusal::too_many_bytes());
    }
    Ok(SaveStamp { changed: data.modified().map_err(|_| refused("not-there"))?, bytes: data.len() })
}

/// Its bytes, if the file that was opened is the one that was looked at before: nobody puts a link in its place between
/// the two.
fn bytes(path: &Path) -> Result<Vec<u8>, Refusal> {
    let before = stamp(path)?;
    let file = std::fs::File::open(path).map_err(|_| refused("not-there"))?;
    let data = file.metadata().map_err(|_| refused("not-there"))?;
    if !data.is_file() || stamp_of(&data)? != before {
        return Err(refused("being-saved"));
    }
    let mut bytes = Vec::new();
    file.take(BYTES_MAX as u64).read_to_end(&mut bytes).map_err(|_| refused("not-there"))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own, gone at the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Folder {
            let path = std::env::temp_dir().canonicalize().expect("a folder").join(format!("hd_watch_{}", uuid::Uuid::now_v7().simple()));
            std::fs::create_dir_all(&path).expect("a folder");
            Folder(path)
        }
        fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
            let path = self.0.join(name);
            std::fs::write(&path, bytes).expect("a file");
            path
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            drop(std::fs::remove_dir_all(&self.0));
        }
    }

    fn why(path: &Path) -> &'static str {
        match stamp(path) {
            Ok(_) => "",
            Err(Refusal::Field { why, .. }) => why,
            Err(Refusal::Paper(_)) => "paper",
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn only_ordinary_papers_under_plain_paths_are_watched() {
        let folder = Folder::new();
        let paper = folder.file("du-thao.DOCX", b"x");
        folder.file("~$du-thao.docx", b"x");
        folder.file("shadow", b"x");
        std::fs::create_dir(folder.0.join("thu-muc.docx")).expect("a folder");
        std::fs::File::create(folder.0.join("lon.txt")).and_then(|it| it.set_len(BYTES_MAX as u64)).expect("a large file");
        for (name, expected) in [
            ("du-thao.DOCX", ""),
            ("~$du-thao.docx", "no-paper-ending"),
            ("shadow", "no-paper-ending"),
            ("thu-muc.docx", "no-file"),
            ("khong-co.docx", "not-there"),
            ("lon.txt", "paper"),
            ("thu-muc.docx/../du-thao.DOCX", "not-absolute"),
        ] {
            assert_eq!(why(&folder.0.join(name)), expected, "{name}");
        }
        assert_eq!(why(Path::new("du-thao.docx")), "not-absolute");
        assert_eq!(bytes(&paper).expect("it is read"), b"x");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_followed_wherever_it_stands_on_the_way() {
        let (folder, other) = (Folder::new(), Folder::new());
        let paper = other.file("mat.txt", b"x");
        std::os::unix::fs::symlink(&paper, folder.0.join("lien-ket.txt")).expect("a link");
        std::os::unix::fs::symlink(&other.0, folder.0.join("thu-muc")).expect("a link");
        assert_eq!(why(&folder.0.join("lien-ket.txt")), "is-a-link");
        assert_eq!(why(&folder.0.join("thu-muc/mat.txt")), "is-a-link");
        assert!(bytes(&folder.0.join("lien-ket.txt")).is_err());
    }

    #[test]
    fn a_save_by_renaming_is_another_state_and_in_between_it_is_not_there() {
        let folder = Folder::new();
        let paper = folder.file("a.txt", b"one");
        let before = stamp(&paper).expect("it is there");
        assert_eq!(stamp(&paper).expect("it is there"), before);
        std::fs::rename(&paper, folder.0.join("a.bak")).expect("renamed");
        assert_eq!(why(&paper), "not-there");
        let new = folder.file("moi.txt", b"longer than before");
        std::fs::rename(new, &paper).expect("renamed");
        assert_ne!(stamp(&paper).expect("it is there again"), before);
    }
}
