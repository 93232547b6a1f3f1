//! The numbers a PDF needs, drawn from a layout pack.

/// Size and weight of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// Size in points.
    pub size_pt: f64,
    /// Bold?
    pub bold: bool,
    /// Italic?
    pub italic: bool,
}

impl Face {
    /// Upright.
    pub const fn upright(size_pt: f64) -> Face {
        Face { size_pt, bold: false, italic: false }
    }
    /// Bold.
    pub const fn bold(size_pt: f64) -> Face {
        Face { size_pt, bold: true, italic: false }
    }
    /// Italic.
    pub const fn italic(size_pt: f64) -> Face {
        Face { size_pt, bold: false, italic: true }
    }
}

/// How a PDF is set: the numbers of a layout pack that drawing needs.
#[doc(alias = "thể thức")]
#[derive(Clone, Debug, PartialEq)]
pub struct PdfLayout {
    /// Margin above the text, mm.
    pub top_mm: f64,
    /// Margin below the text, mm.
    pub bottom_mm: f64,
    /// Margin left of the text, mm; pages of a PDF are not mirrored.
    pub left_mm: f64,
    /// Margin right of the text, mm.
    pub right_mm: f64,
    /// Size of page numbers, points.
    pub page_number_pt: f64,
    /// From the paper's upper edge to the page number, mm.
    pub page_number_from_top_mm: f64,
    /// Width of the left column of heading and signature, mm.
    pub left_column_mm: f64,
    /// Width of the right column, mm.
    pub right_column_mm: f64,
    /// Lines of the right column, first to last; the last one holds for all further lines.
    pub right_lines: Vec<Face>,
    /// Is there a rule under the last of them, as long as its text?
    pub rule_under_right: bool,
    /// The superior's name.
    pub superior: Face,
    /// The issuer's name.
    pub issuer: Face,
    /// Is there a star under the issuer?
    pub star: bool,
    /// Is there a rule under the issuer, a third of its width?
    pub rule_under_issuer: bool,
    /// Number and symbol.
    pub number: Face,
    /// Place and date.
    pub place_and_date: Face,
    /// Does the date stand on the number's line (state papers) and not under the party's name?
    pub date_beside_number: bool,
    /// Draft mark, under the number.
    pub draft: Face,
    /// Kind of document.
    pub kind: Face,
    /// Abstract.
    pub title: Face,
    /// Are there five hyphens under the abstract and the annexes' heads?
    pub hyphens: bool,
    /// Is there a rule under the abstract (state papers)?
    pub rule_under_title: bool,
    /// Body text.
    pub body: Face,
    /// Legal basis lines.
    pub basis: Face,
    /// Outline level 1.
    pub level1: Face,
    /// Is level 1 centred?
    pub level1_centred: bool,
    /// Outline level 2.
    pub level2: Face,
    /// Outline level 3.
    pub level3: Face,
    /// Field lines under prose items.
    pub field: Face,
    /// First-line indent, mm.
    pub first_line_mm: f64,
    /// Exact line height, points.
    pub line_pt: f64,
    /// Gap between paragraphs, points.
    pub gap_pt: f64,
    /// Authority lines.
    pub authority: Face,
    /// The signer's title.
    pub signer_title: Face,
    /// The signer's name.
    pub signer: Face,
    /// Room for signature and seal, points.
    pub signature_gap_pt: f64,
    /// The word Nơi nhận.
    pub recipients_head: Face,
    /// Is it underlined?
    pub recipients_head_underlined: bool,
    /// The list under it.
    pub recipients: Face,
    /// "PHỤ LỤC I".
    pub annex_mark: Face,
    /// Name of an annex.
    pub annex_heading: Face,
    /// "(Kèm theo ...)".
    pub annex_reference: Face,
    /// Text of tables.
    pub table: Face,
    /// Header row of tables.
    pub table_header: Face,
    /// Borders of tables, points.
    pub border_pt: f64,
}

impl Default for PdfLayout {
    /// A paper of a party committee, as of 2026.
    fn default() -> PdfLayout {
        PdfLayout {
            top_mm: 20.0,
            bottom_mm: 20.0,
            left_mm: 30.0,
            right_mm: 15.0,
            page_number_pt: 14.0,
            page_number_from_top_mm: 10.0,
            left_column_mm: 70.0,
            right_column_mm: 95.0,
            right_lines: vec![Face::bold(15.0)],
            rule_under_right: true,
            superior: Face::upright(14.0),
            issuer: Face::bold(14.0),
            star: true,
            rule_under_issuer: false,
            number: Face::upright(14.0),
            place_and_date: Face::italic(14.0),
            date_beside_number: false,
            draft: Face::bold(14.0),
            kind: Face::bold(16.0),
            title: Face::bold(14.0),
            hyphens: true,
            rule_under_title: false,
            body: Face::upright(14.0),
            basis: Face::upright(14.0),
            level1: Face::bold(14.0),
            level1_centred: false,
            level2: Face::bold(14.0),
            level3: Face::italic(14.0),
            field: Face::upright(14.0),
            first_line_mm: 10.0,
            line_pt: 18.0,
            gap_pt: 6.0,
            authority: Face::bold(14.0),
            signer_title: Face::upright(14.0),
            signer: Face::bold(14.0),
            signature_gap_pt: 80.0,
            recipients_head: Face::upright(14.0),
            recipients_head_underlined: true,
            recipients: Face::upright(12.0),
            annex_mark: Face::bold(14.0),
            annex_heading: Face::bold(14.0),
            annex_reference: Face::italic(14.0),
            table: Face::upright(12.0),
            table_header: Face::bold(12.0),
            border_pt: 0.5,
        }
    }
}
