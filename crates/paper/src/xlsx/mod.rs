//! Programme to workbook: one sheet for each kind of item, made to be worked in and handed back.
//!
//! Every cell that comes from a programme is a string or a plain number, never a formula, whatever its first
//! character (trust case 32). The last column of each sheet is hidden and locked; it carries the item's anchor, by
//! which a workbook that comes back is recognised.

pub(crate) mod back;
mod plain;
mod sheet;
mod tables;
#[cfg(test)]
mod tests;

use hanhdong_domain::programme::Programme;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

pub use plain::{PlainSheet, write_plain};
use sheet::Faces;

/// The header of the hidden column that carries anchors.
pub const ANCHOR_HEADER: &str = "hd_anchor";

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
#[error("workbook: {0}")]
pub struct XlsxFailure(#[from] XlsxError);

/// Writes the items of a programme as a workbook: targets, tasks, key works, assignments, goals and requirements.
/// The same programme gives the same bytes.
///
/// # Errors
/// [`XlsxFailure`] where the workbook cannot hold the programme (more than a million rows).
#[doc(alias = "xuất Excel")]
pub fn write(programme: &Programme) -> Result<Vec<u8>, XlsxFailure> {
    let mut book = Workbook::new();
    book.set_properties(&properties(programme)?);
    let faces = Faces::new();
    for table in tables::of(programme) {
        sheet::draw(book.add_worksheet(), &table, &faces)?;
    }
    Ok(book.save_to_buffer()?)
}

/// The document's own date stands for the time of writing, so that the bytes do not depend on a clock.
fn properties(programme: &Programme) -> Result<DocProperties, XlsxError> {
    let document = &programme.document;
    let (year, month, day) = document.date.map_or((2020, 1, 1), |it| (it.year(), it.month(), it.day()));
    let year = u16::try_from(year).unwrap_or(2020).clamp(1900, 9999);
    let written = ExcelDateTime::from_ymd(year, month.unsigned_abs(), day.unsigned_abs())?;
    let text = |it: &Option<String>| sheet::fit(it.as_deref().unwrap_or("")).chars().take(250).collect::<String>();
    Ok(DocProperties::new().set_title(text(&document.title)).set_author(text(&document.issuer)).set_creation_datetime(&written))
}
