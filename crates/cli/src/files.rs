//! Disk and terminal: the only file of this crate that touches them.

use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use hanhdong_domain::Language;
use hanhdong_domain::programme::Programme;
use hanhdong_paper::intake::read::limits::BYTES_MAX;
use hanhdong_paper::intake::understand::Purpose;

use crate::Stop;

/// Reads a file, never more than the limit and one byte.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Stop> {
    let why = |error: std::io::Error| format!("{}: không mở được tệp ({}); hãy kiểm tra đường dẫn và quyền đọc", path.display(), cause(&error));
    let file = std::fs::File::open(path).map_err(why)?;
    let mut bytes = Vec::new();
    file.take(BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(why)?;
    Ok(bytes)
}

/// Reads and understands a file; a refusal is said in one line.
pub(crate) fn import(path: &Path, purpose: Purpose) -> Result<Programme, Stop> {
    understood(path, &read(path)?, purpose)
}

/// Understands the bytes of a file that was read.
pub(crate) fn understood(path: &Path, bytes: &[u8], purpose: Purpose) -> Result<Programme, Stop> {
    hanhdong_paper::intake::import(bytes, purpose).map_err(|refusal| refused(path, &refusal))
}

/// The line for a refused file.
pub(crate) fn refused(path: &Path, refusal: &hanhdong_paper::intake::Refusal) -> Stop {
    format!("{}: {}", path.display(), refusal.words(Language::Vi))
}

/// Refuses to write over a file that was read: the office's only copy may be it.
pub(crate) fn keep_apart(read: &[&Path], out: &Path) -> Result<(), Stop> {
    let Ok(target) = out.canonicalize() else { return Ok(()) };
    let is_same = |path: &&&Path| path.canonicalize().is_ok_and(|it| it == target) && target.is_file();
    match read.iter().find(is_same) {
        Some(path) => Err(format!("{}: tệp ra trùng với tệp {}; hãy đặt tên khác cho tệp ra", out.display(), path.display())),
        None => Ok(()),
    }
}

/// Writes a file whole, or leaves what was there.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    write_all(&[(path, bytes)])
}

/// Writes several files, each whole; where one cannot be written, none is.
pub(crate) fn write_all(files: &[(&Path, &[u8])]) -> Result<(), Stop> {
    let mut staged: Vec<(&Path, Staged)> = Vec::new();
    for (path, bytes) in files {
        staged.push((path, Staged::new(path, bytes, staged.len()).map_err(|error| unwritten(path, &error))?));
    }
    for (path, it) in &mut staged {
        it.settle().map_err(|error| unwritten(path, &error))?;
    }
    Ok(())
}

/// Where a file is written before it takes its place.
pub(crate) fn beside(path: &Path) -> PathBuf {
    path.with_file_name(format!(".hanhdong-{}.part", std::process::id()))
}

fn unwritten(path: &Path, error: &std::io::Error) -> Stop {
    format!("{}: không ghi được tệp ({}); hãy kiểm tra thư mục, quyền ghi và dung lượng đĩa", path.display(), cause(error))
}

/// A file written beside its place, which takes its place by a rename, so that nobody sees half of it.
/// One that does not come so far is removed again.
struct Staged {
    /// Where it lies now; `None` where there is nothing (more) to move.
    beside: Option<PathBuf>,
    target: PathBuf,
}

impl Staged {
    fn new(path: &Path, bytes: &[u8], number: usize) -> std::io::Result<Staged> {
        // A link keeps being a link: the file that it leads to is replaced.
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let there = std::fs::metadata(&target).ok();
        if there.as_ref().is_some_and(std::fs::Metadata::is_dir) {
            return Err(ErrorKind::IsADirectory.into());
        }
        if there.as_ref().is_some_and(|it| it.permissions().readonly()) {
            return Err(ErrorKind::PermissionDenied.into());
        }
        if there.as_ref().is_some_and(|it| !it.is_file()) {
            // A pipe or a device (/dev/stdout, /dev/null) is written to, never replaced.
            std::fs::OpenOptions::new().write(true).open(&target)?.write_all(bytes)?;
            return Ok(Staged { beside: None, target });
        }
        let beside = target.with_file_name(format!(".hanhdong-{}-{number}.part", std::process::id()));
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&beside)?;
        let staged = Staged { beside: Some(beside), target };
        file.write_all(bytes)?;
        if let Some(there) = there {
            file.set_permissions(there.permissions())?;
        }
        file.sync_all()?;
        Ok(staged)
    }

    fn settle(&mut self) -> std::io::Result<()> {
        if let Some(beside) = &self.beside {
            std::fs::rename(beside, &self.target)?;
            self.beside = None;
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            // The half-written file is of no use to anybody; that it may already be gone is no matter.
            drop(std::fs::remove_file(beside));
        }
    }
}

/// Why the system said no, in the words of the screen.
pub(crate) fn cause(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "không có tệp hoặc thư mục này".to_owned(),
        ErrorKind::PermissionDenied => "không có quyền".to_owned(),
        ErrorKind::IsADirectory => "đây là thư mục".to_owned(),
        ErrorKind::NotADirectory => "đường dẫn đi qua một tệp".to_owned(),
        ErrorKind::StorageFull => "đĩa đầy".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "đĩa chỉ đọc".to_owned(),
        ErrorKind::InvalidFilename => "tên tệp quá dài hoặc không hợp lệ".to_owned(),
        _ => error.to_string(),
    }
}

/// Prints to the terminal or the pipe; a pipe that its reader closed is no error of ours, a full disk is.
pub(crate) fn say(text: &str) -> Result<(), Stop> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("không in ra được ({}); hãy kiểm tra nơi nhận kết quả", cause(&error))),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// One line of complaint, whatever a file's name or content holds.
pub(crate) fn complain(line: &str) {
    let line: String = line.chars().map(|c| if is_unprintable(c) { char::REPLACEMENT_CHARACTER } else { c }).collect();
    drop(writeln!(std::io::stderr(), "hanhdong: {line}"));
}

/// Would this character break the line, or turn what follows around?
fn is_unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Writes the text to a file, or prints it.
pub(crate) fn put(out: Option<&Path>, text: &str) -> Result<(), Stop> {
    match out {
        Some(path) => write(path, text.as_bytes()),
        None => say(text),
    }
}
