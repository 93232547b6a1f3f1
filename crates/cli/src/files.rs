//! Disk and terminal: the only file of this crate that touches them.

use std::io::{Read, Write};
use std::path::Path;

use hanhdong_domain::Language;
use hanhdong_domain::programme::Programme;
use hanhdong_paper::intake::read::limits::BYTES_MAX;
use hanhdong_paper::intake::understand::Purpose;

use crate::Stop;

/// Reads a file, never more than the limit and one byte.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Stop> {
    let why = |error: std::io::Error| format!("{}: không mở được tệp ({error}); hãy kiểm tra đường dẫn và quyền đọc", path.display());
    let file = std::fs::File::open(path).map_err(why)?;
    let mut bytes = Vec::new();
    file.take(BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(why)?;
    Ok(bytes)
}

/// Reads and understands a file; a refusal is said in one line.
pub(crate) fn import(path: &Path, purpose: Purpose) -> Result<(Vec<u8>, Programme), Stop> {
    let bytes = read(path)?;
    let programme = hanhdong_paper::intake::import(&bytes, purpose).map_err(|refusal| refused(path, &refusal))?;
    Ok((bytes, programme))
}

/// The line for a refused file.
pub(crate) fn refused(path: &Path, refusal: &hanhdong_paper::intake::Refusal) -> Stop {
    format!("{}: {}", path.display(), refusal.words(Language::Vi))
}

/// Writes a file whole: beside its place first, then renamed, so that nobody sees half of it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let why = |error: std::io::Error| format!("{}: không ghi được tệp ({error}); hãy kiểm tra thư mục, quyền ghi và dung lượng đĩa", path.display());
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = std::path::PathBuf::from(beside);
    let done = std::fs::File::create(&beside).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all())).and_then(|()| std::fs::rename(&beside, path));
    done.map_err(|error| {
        // The half-written file is of no use to anybody; that it may already be gone is no matter.
        drop(std::fs::remove_file(&beside));
        why(error)
    })
}

/// Prints to the terminal or the pipe; a closed pipe is no error of ours.
pub(crate) fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    drop(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
}

/// One line of complaint.
pub(crate) fn complain(line: &str) {
    drop(writeln!(std::io::stderr(), "hanhdong: {line}"));
}

/// Writes the text to a file, or prints it.
pub(crate) fn put(out: Option<&Path>, text: &str) -> Result<(), Stop> {
    match out {
        Some(path) => write(path, text.as_bytes()),
        None => {
            say(text);
            Ok(())
        }
    }
}
