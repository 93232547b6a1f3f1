//! Several files that come back in one archive.

use crate::intake::Refusal;
use crate::intake::read::limits::BYTES_MAX;
use crate::intake::read::package::Package;

/// Files that are taken out of an archive.
pub const FILES_MAX: usize = 60;

/// Files with their names.
pub type Files = Vec<(String, Vec<u8>)>;

/// The Word files of an archive; `None` where the file is no archive of files but a paper itself.
///
/// # Errors
/// Those of opening a package: broken, hostile, over a limit.
pub fn unpacked(bytes: &[u8]) -> Result<Option<Files>, Refusal> {
    if !bytes.starts_with(b"PK") {
        return Ok(None);
    }
    let mut package = Package::open(bytes)?;
    if package.has("[Content_Types].xml") {
        return Ok(None);
    }
    let is_paper = |it: &&String| it.to_lowercase().ends_with(".docx") && !it.rsplit('/').next().is_some_and(|it| it.starts_with(['.', '~']));
    let names: Vec<String> = package.names().iter().filter(is_paper).cloned().collect();
    if FILES_MAX < names.len() {
        return Err(Refusal::TooLarge { what: "files", limit: FILES_MAX });
    }
    let mut files = Vec::new();
    for name in names {
        let bytes = package.bytes(&name)?.unwrap_or_default();
        if BYTES_MAX < bytes.len() {
            return Err(Refusal::TooLarge { what: "bytes", limit: BYTES_MAX });
        }
        files.push((name.rsplit('/').next().unwrap_or_default().to_owned(), bytes));
    }
    Ok(Some(files))
}
