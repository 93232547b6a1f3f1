//! Where in the original paper something stands.

/// A place that a person can find again in the paper they handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Line of a text file, paragraph number of a DOCX, row of a sheet, line of a PDF's text. From 1; 0 = nowhere.
    pub line: u32,
    /// Name of the sheet, in a workbook.
    pub sheet: Option<String>,
    /// Page, in a PDF.
    pub page: Option<u32>,
}

impl Place {
    /// A line of a text file or a paragraph of a DOCX.
    pub fn line(line: u32) -> Place {
        Place { line, ..Place::default() }
    }
}
