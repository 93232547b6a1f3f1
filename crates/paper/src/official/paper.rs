//! The official paper as a composed thing: what stands where, decided once; DOCX, PDF and HTML only draw it.

use hanhdong_domain::programme::Anchor;

/// A composed official paper. All text is NFC, and no paragraph is empty. `-----` under the title, the star and the
/// lines under names are the pack's and stand only in the drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfficialPaper {
    /// Heading block: left column (superior, issuer) and right column (party or state name).
    pub head: HeadingBlock,
    /// Draft mark ("DỰ THẢO LẦN THỨ 2"), printed where the pack says.
    pub draft: Option<String>,
    /// Kind of document, capitals.
    pub kind: String,
    /// Abstract under the kind.
    pub title: Option<String>,
    /// The body up to the signature.
    pub body: Vec<Block>,
    /// Signature block: authority lines, title, name.
    pub signature: SignatureBlock,
    /// Lines of Nơi nhận, with dash and end marks.
    pub recipients: Vec<String>,
    /// A line below signature and recipients, by which the paper is asked after, where the house prints one.
    pub foot: Option<String>,
    /// Annexes, each in a section of its own.
    pub annexes: Vec<Annex>,
    /// Papers bound behind it, with a list of contents between: the paper itself is the cover then. A PDF alone binds them.
    pub bound: Vec<Bound>,
    /// What stands at the foot of every page of papers that are bound ("Bản số 03: ...").
    pub running: Option<String>,
}

/// A paper bound behind a cover.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// Its line in the contents.
    pub title: String,
    /// The paper; `None` for one that goes along by itself.
    pub paper: Option<OfficialPaper>,
}

/// The two columns on top of page 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeadingBlock {
    /// Superior's name, capitals.
    pub superior: Option<String>,
    /// Issuing body, capitals.
    pub issuer: String,
    /// "Số 12-CTr/ĐU" as the pack prints it.
    pub number: String,
    /// Lines of the right column ("ĐẢNG CỘNG SẢN VIỆT NAM" or the state's two lines).
    pub right: Vec<String>,
    /// "Xã Mẫu A, ngày 05 tháng 02 năm 2026".
    pub place_and_date: String,
}

/// What stands bottom right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SignatureBlock {
    /// "T/M BAN CHẤP HÀNH".
    pub authority: Vec<String>,
    /// "BÍ THƯ".
    pub title: Option<String>,
    /// The name.
    pub name: Option<String>,
}

/// One thing of the body or of an annex.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// How a paragraph is set; sizes and weights come from the layout pack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// Body text.
    #[default]
    Body,
    /// Legal basis line.
    Basis,
    /// A centred part heading ("Phần thứ nhất", then its name below): `\n` divides mark and name.
    Chapter,
    /// Outline level 1 (`I-`); the text keeps its case, the pack says whether it is drawn in capitals.
    Level1,
    /// Outline level 2 (`1.`), bold heading.
    Level2,
    /// Outline level 3 (`a)`).
    Level3,
    /// A field line under a prose item ("- Chủ trì: ...").
    Field,
}

/// A paragraph of a composed paper.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paragraph {
    /// How it is set.
    pub style: Style,
    /// Its text, with its typed mark; `\n` is a line break inside the paragraph.
    pub text: String,
    /// The item that begins here.
    pub anchor: Option<Anchor>,
}

/// A table of a composed paper.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Header cells; the row is repeated on every page.
    pub header: Vec<String>,
    /// Share of the text width of each column; sums to 1.
    pub widths: Vec<f64>,
    /// How each column is set.
    pub aligns: Vec<Align>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// How a column is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// Text.
    #[default]
    Left,
    /// STT.
    Centre,
    /// Numbers.
    Right,
}

/// A row of a composed table.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// An item: one text a column (`\n` divides paragraphs).
    Item {
        /// Cells, as many as the header.
        cells: Vec<String>,
        /// The item's identity.
        anchor: Anchor,
    },
    /// A group heading over the whole width: mark and words.
    Group {
        /// 2 for a group, 3 for a group inside a group.
        level: u8,
        /// Its mark, for the first column; may be empty.
        mark: String,
        /// Its words.
        text: String,
    },
}

/// An annex.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annex {
    /// "PHỤ LỤC I".
    pub mark: String,
    /// Its name, as the programme has it; may be empty.
    pub heading: String,
    /// "(Kèm theo Chương trình hành động số ...)"; may be empty.
    pub reference: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// Wide tables lie on their side.
    pub landscape: bool,
}
