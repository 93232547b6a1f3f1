//! The tables of a laid-out paper as a workbook, a sheet each.

use rust_xlsxwriter::{Format, Workbook};

use crate::lay::{Layout, Piece};
use crate::print::spell;

/// The bytes of a workbook.
pub(crate) fn xlsx(pieces: &[Piece], layout: &Layout) -> Vec<u8> {
    let mut book = Workbook::new();
    let mut number = 0;
    for piece in pieces {
        let Piece::Table { rows, .. } = piece else { continue };
        number += 1;
        let sheet = book.add_worksheet();
        sheet.set_name(format!("Biểu {number}")).expect("a name");
        let (plain, bold) = (Format::new(), Format::new().set_bold());
        sheet.write_with_format(0, 0, spell("BIỂU KÈM THEO CHƯƠNG TRÌNH HÀNH ĐỘNG", layout), &bold).expect("a title");
        for (n, row) in rows.iter().enumerate() {
            let top = u32::try_from(n).expect("few rows") + 2;
            let mut column = 0;
            for cell in row {
                let left = u16::try_from(column).expect("few columns");
                let right = u16::try_from(column + cell.span - 1).expect("few columns");
                let below = (n + 1..rows.len()).take_while(|it| crate::print_docx::goes_on_below(rows, it - 1, column)).count();
                let bottom = top + u32::try_from(below).expect("few rows");
                let format = if cell.bold { &bold } else { &plain };
                let text = spell(&cell.text, layout);
                if cell.goes_on {
                    // Inside a merged range.
                } else if right > left || bottom > top {
                    sheet.merge_range(top, left, bottom, right, &text, format).expect("a merged range");
                } else {
                    sheet.write_with_format(top, left, text, format).expect("a cell");
                }
                column += cell.span;
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}
