//! A package of parts (DOCX, XLSX): a ZIP file that is looked over before a byte of it is unpacked.

use super::limits::{BYTES_MAX, ENTRIES_MAX, RATIO_FREE_BYTES, RATIO_MAX, UNPACKED_MAX};
use super::xml::{Node, Xml, attribute};
use crate::intake::Refusal;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Names that mean a device to Windows, whatever their extension.
const DEVICES: [&str; 8] = ["con", "nul", "prn", "aux", "com1", "com2", "lpt1", "lpt2"];

/// An opened package.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    /// Bytes that may still be unpacked.
    left: u64,
}

/// A relation of a part to another one in the package. Relations to the outside are never followed.
#[derive(Clone, Debug)]
pub(crate) struct Relation {
    /// Its id in the part.
    pub(crate) id: String,
    /// The last word of its type ("header", "comments").
    pub(crate) kind: String,
    /// The part it leads to.
    pub(crate) target: String,
}

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// A broken directory is [`Refusal::Broken`]; overlapping or doubled entries, names that lead outside, bombs
    /// and macros are [`Refusal::Hostile`]; a package with a password is [`Refusal::Encrypted`].
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Package<'a>, Refusal> {
        if bytes.len() > BYTES_MAX {
            return Err(Refusal::TooLarge { what: "bytes", limit: BYTES_MAX });
        }
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken("zip"))?;
        if zip.len() > ENTRIES_MAX {
            return Err(Refusal::TooLarge { what: "parts", limit: ENTRIES_MAX });
        }
        if zip.has_duplicate_names() {
            return Err(Refusal::Hostile("doubled parts"));
        }
        if zip.has_overlapping_entries().map_err(|_| broken("zip"))? {
            return Err(Refusal::Hostile("overlapping parts"));
        }
        let names = look_over(&mut zip)?;
        Ok(Package { zip, names, left: UNPACKED_MAX })
    }

    /// The names of its parts, in the order of its directory.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Is there a part of this name?
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|it| it == name)
    }

    /// The bytes of a part; `None` where it is absent.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(at) = self.names.iter().position(|it| it == name) else { return Ok(None) };
        let file = self.zip.by_index(at).map_err(|_| broken(name))?;
        let declared = file.size();
        if declared > self.left {
            return Err(Refusal::Hostile("bomb"));
        }
        let mut out = Vec::new();
        file.take(declared.saturating_add(1)).read_to_end(&mut out).map_err(|_| broken(name))?;
        if out.len() as u64 != declared {
            return Err(Refusal::Hostile("bomb"));
        }
        self.left -= declared;
        Ok(Some(out))
    }

    /// The characters of an XML part; `None` where it is absent.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let text = match bytes.as_slice() {
            [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
            [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
            [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).map_err(|_| broken(name))?,
            _ => String::from_utf8(bytes).map_err(|_| broken(name))?,
        };
        Ok(Some(text))
    }

    /// The relations of a part to other parts ("" for those of the package).
    pub(crate) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Refusal> {
        let name = relations_of(part);
        let Some(source) = self.text(&name)? else { return Ok(Vec::new()) };
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut out = Vec::new();
        let mut xml = Xml::new(&source, &name);
        while let Some(node) = xml.next()? {
            let Node::Start(start) = node else { continue };
            if attribute(&start, "TargetMode").as_deref() == Some("External") {
                continue;
            }
            if let (Some(id), Some(kind), Some(target)) = (attribute(&start, "Id"), attribute(&start, "Type"), attribute(&start, "Target")) {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                out.push(Relation { id: id.into_owned(), kind, target: resolve(folder, &target) });
            }
        }
        Ok(out)
    }

    /// The archive itself, for copying its parts as they are.
    pub(crate) fn archive(&mut self) -> &mut ZipArchive<Cursor<&'a [u8]>> {
        &mut self.zip
    }
}

/// The name of the part that holds another part's relations.
pub(crate) fn relations_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// A target as a part name: absolute ones from the root, others from the folder of the part.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            _ => path.push(step),
        }
    }
    path.join("/")
}

/// Looks at every entry of the directory, and gives their names in order.
fn look_over(zip: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<String>, Refusal> {
    let mut names = Vec::with_capacity(zip.len());
    let mut total = 0u64;
    for at in 0..zip.len() {
        let file = zip.by_index_raw(at).map_err(|_| broken("zip"))?;
        let name = file.name().map_err(|_| Refusal::Hostile("part name"))?.into_owned();
        if file.encrypted() {
            return Err(Refusal::Encrypted);
        }
        if leads_outside(&name) || file.is_symlink() {
            return Err(Refusal::Hostile("part name"));
        }
        let (size, packed) = (file.size(), file.compressed_size());
        total = total.saturating_add(size);
        if total > UNPACKED_MAX || (size > RATIO_FREE_BYTES && size / packed.max(1) > RATIO_MAX) {
            return Err(Refusal::Hostile("bomb"));
        }
        if name.to_ascii_lowercase().ends_with("vbaproject.bin") {
            return Err(Refusal::Hostile("macro"));
        }
        names.push(name);
    }
    Ok(names)
}

/// Would unpacking a part of this name write outside its folder, or to a device?
fn leads_outside(name: &str) -> bool {
    name.starts_with('/')
        || name.contains(['\\', ':', '\0'])
        || name.chars().any(char::is_control)
        || name.split('/').any(|it| it == ".." || it.split('.').next().is_some_and(|stem| DEVICES.contains(&stem.to_ascii_lowercase().as_str())))
}

fn broken(part: &str) -> Refusal {
    Refusal::Broken(part.to_owned())
}
