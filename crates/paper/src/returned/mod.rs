//! Papers that went out and come back: forms that a unit filled in, and a draft that somebody changed in Word. Both are
//! only read here; nobody's draft is touched.

mod archive;
mod form;
mod form_docx;
mod form_read;
mod hands;
mod remarks;
mod view;

pub use archive::{FILES_MAX, Files, unpacked};
pub use form::{Form, FormBlank, FormField, FormItem, PLACEHOLDER};
pub use form_docx::form_docx;
pub use form_read::{ReadField, ReadForm, ReadItem, read_form};
pub use hands::{Back, HANDS_MAX, Hand, Step, read_back};
pub use remarks::Remark;

use crate::intake::Refusal;
use crate::intake::read::docx;
use crate::intake::read::package::Package;

/// The main part of a Word file, with its name; a file of another kind is refused.
fn main_text(package: &mut Package<'_>) -> Result<(String, String), Refusal> {
    let main = docx::main_part(package)?.ok_or(Refusal::UnknownFormat)?;
    let text = package.text(&main)?.ok_or_else(|| Refusal::Broken(main.clone()))?;
    Ok((main, text))
}

/// Opens a Word file. What must not be read (secrecy marks, macros, bombs) is refused as in any intake.
fn opened(bytes: &[u8]) -> Result<Package<'_>, Refusal> {
    if !bytes.starts_with(b"PK") {
        return Err(Refusal::UnknownFormat);
    }
    crate::intake::read(bytes)?;
    Package::open(bytes)
}

#[cfg(test)]
mod tests;
