//! Word comes back: the clerk's own file with a comment per finding at its place, certain fixes as tracked changes,
//! and every other part as it was, byte for byte (architecture, decision 12).

mod comments;
mod fixes;
mod parts;
mod scan;
mod slip;

use crate::intake::Refusal;
use crate::intake::read::docx;
use crate::intake::read::package::{Package, relations_of};
use hanhdong_domain::{Finding, Language};
use parts::{Characters, Edit};
pub(crate) use parts::{NewPart, rewrite};
use scan::Scan;

pub use fixes::Fix;
pub use slip::slip;

/// Who comments, when, and in which language the labels are.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// The author that Word shows ("Rà soát").
    pub author: &'a str,
    /// Date and time as `2026-02-05T08:00:00Z`; left out of the file where it is not of that shape.
    pub when: &'a str,
    /// Language of the labels; findings bring their own.
    pub language: Language,
}

/// The file again, with one Word comment per finding on its paragraph and each fix as a tracked change.
///
/// A finding without a place, or whose place is gone, hangs on the nearest paragraph. A fix whose words are not found
/// exactly once in one plain run is left out: only what is certain is changed. Rejecting the changes gives the text
/// as it was.
///
/// # Errors
/// The refusals of reading a Word file; [`Refusal::UnknownFormat`] for a file of another kind.
#[doc(alias = "rà soát")]
pub fn comment(file: &[u8], findings: &[Finding], fixes: &[Fix], stamp: &Stamp<'_>) -> Result<Vec<u8>, Refusal> {
    let (mut package, main) = open(file)?;
    if findings.is_empty() && fixes.is_empty() {
        return Ok(file.to_vec());
    }
    let document = characters(&mut package, &main)?;
    let scan = Scan::of(&document.text, &main)?;
    let place = comments::place(&mut package, &main)?;
    let mut edits = fixes::edits(&document.text, &scan, fixes, stamp);
    edits.extend(comments::anchors(&scan, findings, place.first_id).ok_or_else(|| Refusal::Broken(main.clone()))?);
    let mut changed = vec![NewPart { name: main.clone(), bytes: document.edited(edits) }];
    if !findings.is_empty() {
        changed.extend(comments::parts(&mut package, &main, &place, &scan, findings, stamp)?);
    }
    parts::rewrite(&mut package, file, &changed)
}

/// The fixes that are certain in a Word file: the form of its number and of its date line, nothing else.
///
/// # Errors
/// As [`comment`].
pub fn fixes(file: &[u8]) -> Result<Vec<Fix>, Refusal> {
    let (mut package, main) = open(file)?;
    let document = characters(&mut package, &main)?;
    Ok(fixes::certain(&Scan::of(&document.text, &main)?))
}

fn open(file: &[u8]) -> Result<(Package<'_>, String), Refusal> {
    if !file.starts_with(b"PK") {
        return Err(Refusal::UnknownFormat);
    }
    let mut package = Package::open(file)?;
    let main = docx::main_part(&mut package)?.ok_or(Refusal::UnknownFormat)?;
    Ok((package, main))
}

fn characters(package: &mut Package<'_>, name: &str) -> Result<Characters, Refusal> {
    let bytes = package.bytes(name)?.ok_or_else(|| Refusal::Broken(name.to_owned()))?;
    Characters::of(bytes).ok_or_else(|| Refusal::Broken(name.to_owned()))
}

/// The characters of a part that may be absent.
fn maybe(package: &mut Package<'_>, name: &str) -> Result<Option<Characters>, Refusal> {
    if package.has(name) { characters(package, name).map(Some) } else { Ok(None) }
}

/// The name of the part with the relations of the main part.
fn main_relations(main: &str) -> String {
    relations_of(main)
}

/// Text as the content of an element or attribute; characters that XML cannot hold are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// The author and date of a comment or change, as attributes.
fn signed(stamp: &Stamp<'_>, word: &str) -> String {
    let mut out = format!(r#" {word}author="{}""#, escape(stamp.author));
    let shaped = stamp.when.len() >= 19 && stamp.when.as_bytes().get(10) == Some(&b'T') && stamp.when.bytes().all(|it| it.is_ascii_digit() || b"-+:.TZ".contains(&it));
    if shaped {
        out.push_str(&format!(r#" {word}date="{}""#, stamp.when));
    }
    out
}

/// An insertion.
fn insert(at: usize, text: String) -> Edit {
    Edit { start: at, end: at, text }
}
