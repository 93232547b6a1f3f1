//! The rooms of a layout pack: every number with its unit.

use hanhdong_domain::Date;
use serde::{Deserialize, Deserializer, de::Error};

/// Which instrument a pack follows.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackInfo {
    /// Its id ("party-2026").
    pub id: String,
    /// Its name, for people.
    pub title: String,
    /// "party" or "state": packs of one family follow each other in time.
    pub family: String,
    /// The instruments the numbers come from.
    pub source: String,
    /// The day the numbers were last held against their source.
    #[serde(deserialize_with = "day")]
    pub checked: Date,
    /// First day in force.
    #[serde(deserialize_with = "day")]
    pub in_force_from: Date,
    /// Last day in force; `None` while it is.
    #[serde(default, deserialize_with = "some_day")]
    pub in_force_to: Option<Date>,
    /// Keys ("page.top_mm") whose number nobody has read in the instrument itself.
    #[serde(default)]
    pub unverified: Vec<String>,
}

/// The numbers an instrument lets pass, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct Accepted(pub f64, pub f64);

impl Accepted {
    /// Does a number pass? Word rounds to twentieths of a point, hence the tolerance.
    pub fn holds(self, number: f64) -> bool {
        (self.0 - 0.26..=self.1 + 0.26).contains(&number)
    }
}

impl std::fmt::Display for Accepted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0 == self.1 { write!(f, "{}", self.0) } else { write!(f, "{}-{}", self.0, self.1) }
    }
}

/// Paper and margins, in mm. Inside is the bound edge: left on a front page.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Width of the sheet.
    pub width_mm: f64,
    /// Height of the sheet.
    pub height_mm: f64,
    /// Top margin.
    pub top_mm: f64,
    /// Bottom margin.
    pub bottom_mm: f64,
    /// Margin at the bound edge.
    pub inside_mm: f64,
    /// Margin at the free edge.
    pub outside_mm: f64,
    /// What the instrument lets pass at the top.
    pub top_accept_mm: Accepted,
    /// At the bottom.
    pub bottom_accept_mm: Accepted,
    /// At the bound edge.
    pub inside_accept_mm: Accepted,
    /// At the free edge.
    pub outside_accept_mm: Accepted,
    /// Do margins change sides on back pages?
    pub mirrored: bool,
    /// From the sheet's upper edge to the page number.
    pub number_from_edge_mm: f64,
    /// Is the first page numbered?
    pub number_on_first_page: bool,
}

impl Page {
    /// Width between the margins, in mm.
    pub fn text_width_mm(&self) -> f64 {
        self.width_mm - self.inside_mm - self.outside_mm
    }
}

/// The typeface.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Font {
    /// Its family name.
    pub family: String,
}

/// How a component is aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextAlign {
    /// Left.
    #[default]
    Left,
    /// Centred.
    Centre,
    /// Right.
    Right,
    /// Both edges.
    Justified,
}

/// Size and weight of a component.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextStyle {
    /// Size in pt.
    pub size_pt: f64,
    /// Sizes the instrument lets pass; `None`: only `size_pt`.
    #[serde(default)]
    pub accept_pt: Option<Accepted>,
    /// Bold?
    #[serde(default)]
    pub bold: bool,
    /// Italic?
    #[serde(default)]
    pub italic: bool,
    /// Underlined?
    #[serde(default)]
    pub underline: bool,
    /// Drawn in capitals?
    #[serde(default)]
    pub capitals: bool,
    /// Alignment.
    #[serde(default)]
    pub align: TextAlign,
}

impl TextStyle {
    /// The sizes that pass, in pt.
    pub fn accepted_pt(&self) -> Accepted {
        self.accept_pt.unwrap_or(Accepted(self.size_pt, self.size_pt))
    }
}

/// Every component of a paper (form and technique of presentation, annex tables included).
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// First line of the right column.
    pub national: TextStyle,
    /// Second line of the right column, where there is one.
    pub motto: TextStyle,
    /// Direct superior.
    pub superior: TextStyle,
    /// Issuing body.
    pub issuer: TextStyle,
    /// The star under the issuing body.
    pub star: TextStyle,
    /// Number and symbol.
    pub number: TextStyle,
    /// Place and date.
    pub place_and_date: TextStyle,
    /// Draft mark.
    pub draft: TextStyle,
    /// Kind of document.
    pub kind: TextStyle,
    /// Abstract (trích yếu).
    pub title: TextStyle,
    /// The hyphens under the abstract.
    pub rule: TextStyle,
    /// Body.
    pub body: TextStyle,
    /// Legal basis lines.
    pub basis: TextStyle,
    /// Centred part heading.
    pub chapter: TextStyle,
    /// Outline level 1.
    pub level1: TextStyle,
    /// Outline level 2.
    pub level2: TextStyle,
    /// Outline level 3.
    pub level3: TextStyle,
    /// Lines under a prose item.
    pub field: TextStyle,
    /// Authority line.
    pub authority: TextStyle,
    /// Signer's title.
    pub signer_title: TextStyle,
    /// Signer's name.
    pub signer_name: TextStyle,
    /// "Nơi nhận:".
    pub recipients_label: TextStyle,
    /// The recipients.
    pub recipients: TextStyle,
    /// Page number.
    pub page_number: TextStyle,
    /// "PHỤ LỤC I".
    pub annex_mark: TextStyle,
    /// Name of an annex.
    pub annex_name: TextStyle,
    /// What an annex belongs to.
    pub annex_reference: TextStyle,
    /// Header row of a table.
    pub table_header: TextStyle,
    /// Group row of a table.
    pub table_group: TextStyle,
    /// Cells of a table.
    pub table_text: TextStyle,
}

/// Metrics of body paragraphs.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyMetrics {
    /// First-line indent, mm.
    pub first_line_mm: f64,
    /// Gap above a paragraph, pt.
    pub before_pt: f64,
    /// Gap below a paragraph, pt.
    pub after_pt: f64,
    /// Exact line spacing, pt.
    pub line_exact_pt: f64,
    /// First-line indents that pass, mm.
    pub first_line_accept_mm: Accepted,
    /// Line spacings that pass, pt.
    pub line_accept_pt: Accepted,
}

/// The heading block.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadingForm {
    /// Width of the left column, mm.
    pub left_mm: f64,
    /// Width of the right column, mm.
    pub right_mm: f64,
    /// Lines of the right column.
    pub national: Vec<String>,
    /// Is there a line under them?
    pub national_line: bool,
    /// Its length, pt: as long as the text above it.
    pub national_line_pt: f64,
    /// What stands under the issuing body ("*"); empty where a line stands there.
    pub issuer_mark: String,
    /// Length of a line under the issuing body as a share of its text; 0: none.
    pub issuer_line_share: f64,
    /// How thick lines are, pt.
    pub line_thickness_pt: f64,
    /// Text under the abstract ("-----"); empty: none.
    pub title_rule: String,
    /// Length of a line under the abstract as a share of its text; 0: none.
    pub title_line_share: f64,
    /// Where the draft mark stands: "left" under the number, "right" above the title.
    pub draft_place: DraftPlace,
}

/// Where the draft mark stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftPlace {
    /// Left column, under the number.
    Left,
    /// Right column, under the date.
    Right,
}

/// Number and symbol of a paper.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberForm {
    /// What stands before the number ("Số ": no colon).
    pub prefix: String,
    /// What stands for a number not yet given.
    pub blank: String,
    /// Do numbers under 10 get a zero?
    pub pad_below_ten: bool,
    /// Between number and kind.
    pub separator: String,
    /// Between kind and body.
    pub organ_separator: String,
    /// Symbols of kinds, for papers without a number yet: name in capitals, symbol.
    pub kinds: Vec<(String, String)>,
    /// Symbols of bodies, by the first words of their name.
    pub issuers: Vec<(String, String)>,
}

/// Zeros in the date line.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateForm {
    /// Days below this take a zero.
    pub zero_day_below: i8,
    /// Months up to this take a zero.
    pub zero_months_to: i8,
}

/// Marks of the outline.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutlineForm {
    /// After "I".
    pub level1_mark: String,
    /// After "1".
    pub level2_mark: String,
    /// After "a".
    pub level3_mark: String,
    /// Before an item without number.
    pub level4_mark: String,
    /// After the last words of the body ("./."); empty: nothing.
    pub end_mark: String,
}

/// Signature block and Nơi nhận.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureForm {
    /// Width of the left column (Nơi nhận), mm.
    pub left_mm: f64,
    /// Width of the right column, mm.
    pub right_mm: f64,
    /// Lines of the signer's name left free for signature and seal.
    pub gap_lines: f64,
    /// After each recipient.
    pub recipients_end: String,
    /// After the last recipient.
    pub recipients_last: String,
}

/// How annexes are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Numerals {
    /// I, II, III.
    Roman,
    /// 1, 2, 3.
    Arabic,
}

/// Annexes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnexForm {
    /// The word before the number.
    pub word: String,
    /// How two or more are numbered.
    pub numerals: Numerals,
    /// Tables with at least so many columns lie on their side.
    pub landscape_from_columns: usize,
    /// Margins of a page on its side, mm: top (the bound edge).
    pub top_mm: f64,
    /// Bottom.
    pub bottom_mm: f64,
    /// Inside.
    pub inside_mm: f64,
    /// Outside.
    pub outside_mm: f64,
    /// How thick table borders are, pt.
    pub border_pt: f64,
    /// Is the first page of an annex numbered?
    pub number_on_first_page: bool,
    /// Between a cell's border and its text, mm.
    pub cell_margin_mm: f64,
    /// "(Kèm theo {kind} số {number}, {date} của {issuer})".
    pub reference: String,
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}

fn some_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    day(deserializer).map(Some)
}
