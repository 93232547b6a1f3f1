//! Heading block, title and signature block.

use super::body::{Drawer, put};
use super::styles;
use super::xml::{twips_mm, twips_pt};
use crate::official::layout::DraftPlace;
use crate::official::paper::OfficialPaper;
use crate::redline::{Pair, Piece, Revision, align_by};

/// Mean width of a bold capital and of a bold small letter, in em: only short lines under names hang on it.
const CAPITAL_EM: f64 = 0.62;
const SMALL_EM: f64 = 0.44;

impl Drawer<'_> {
    /// Heading block, kind, abstract and what stands under it.
    pub(crate) fn head(&mut self, paper: &OfficialPaper) {
        let heading = &self.pack.heading;
        let (left, right) = (heading.left_mm, heading.right_mm);
        self.open_columns(left, right);
        self.issuer_column(paper, left);
        self.next_column(right);
        self.national_column(paper, right);
        self.close_columns();
        self.title(paper);
    }

    fn issuer_column(&mut self, paper: &OfficialPaper, width_mm: f64) {
        let before = self.before;
        self.said_line(styles::SUPERIOR, before.map(|it| it.head.superior.as_deref()), paper.head.superior.as_deref());
        self.compared_line(styles::ISSUER, "", before.map(|it| it.head.issuer.as_str()), &paper.head.issuer);
        let heading = &self.pack.heading;
        if !heading.issuer_mark.is_empty() {
            self.line(styles::STAR, "", &heading.issuer_mark);
        }
        if heading.issuer_line_share > 0.0 {
            let text_pt = paper.head.issuer.chars().count() as f64 * self.pack.text.issuer.size_pt * CAPITAL_EM;
            let room_pt = width_mm * 72.0 / 25.4;
            self.rule_of(text_pt.min(room_pt) * heading.issuer_line_share, width_mm);
        }
        self.compared_line(styles::NUMBER, "<w:spacing w:before=\"60\"/>", before.map(|it| it.head.number.as_str()), &paper.head.number);
        if heading.draft_place == DraftPlace::Left {
            self.draft(paper);
        }
    }

    fn national_column(&mut self, paper: &OfficialPaper, width_mm: f64) {
        for (i, line) in paper.head.right.iter().enumerate() {
            self.line(if i == 0 { styles::NATIONAL } else { styles::MOTTO }, "", line);
        }
        let heading = &self.pack.heading;
        if heading.national_line {
            self.rule_of(heading.national_line_pt, width_mm);
        }
        self.compared_line(styles::DATE, "", self.before.map(|it| it.head.place_and_date.as_str()), &paper.head.place_and_date);
        if heading.draft_place == DraftPlace::Right {
            self.draft(paper);
        }
    }

    fn draft(&mut self, paper: &OfficialPaper) {
        self.said_line(styles::DRAFT, self.before.map(|it| it.draft.as_deref()), paper.draft.as_deref());
    }

    fn title(&mut self, paper: &OfficialPaper) {
        self.said_line(styles::KIND, self.before.map(|it| Some(it.kind.as_str())), Some(&paper.kind));
        self.said_line(styles::TITLE, self.before.map(|it| it.title.as_deref()), paper.title.as_deref());
        let heading = &self.pack.heading;
        if !heading.title_rule.is_empty() {
            self.line(styles::RULE, "", &heading.title_rule);
        }
        if let Some(title) = paper.title.as_ref().filter(|_| heading.title_line_share > 0.0) {
            let text_pt = title.chars().count() as f64 * self.pack.text.title.size_pt * SMALL_EM;
            let width_mm = self.pack.page.text_width_mm();
            self.rule_of((text_pt * heading.title_line_share).min(width_mm * 72.0 / 25.4 * 0.5), width_mm);
        }
    }

    /// A centred line of exact length: the top border of an empty paragraph, so that nothing but the pack sets its
    /// length.
    fn rule_of(&mut self, length_pt: f64, width_mm: f64) {
        let side = ((twips_mm(width_mm) - twips_pt(length_pt)) / 2).max(0);
        let eighths = (self.pack.heading.line_thickness_pt * 8.0).round() as i64;
        let properties = format!(
            "<w:pBdr><w:top w:val=\"single\" w:sz=\"{eighths}\" w:space=\"0\" w:color=\"000000\"/></w:pBdr><w:spacing w:before=\"20\"/><w:ind w:left=\"{side}\" w:right=\"{side}\"/>"
        );
        self.line(styles::LINE, &properties, "");
    }

    /// Nơi nhận left, signature right, on one page with the last lines of the body.
    pub(crate) fn signature(&mut self, paper: &OfficialPaper) {
        let signature = &paper.signature;
        self.part_tables(true);
        let empty = |it: &OfficialPaper| it.recipients.is_empty() && it.signature.authority.is_empty() && it.signature.title.is_none() && it.signature.name.is_none();
        if empty(paper) && self.before.is_none_or(empty) {
            return;
        }
        self.line(styles::GAP, "<w:keepNext/><w:spacing w:before=\"120\"/>", "");
        self.open_columns(self.pack.signature.left_mm, self.pack.signature.right_mm);
        let label = |it: &OfficialPaper| if it.recipients.is_empty() { "" } else { "Nơi nhận:" };
        self.said_line(styles::RECIPIENTS_LABEL, self.before.map(|it| Some(label(it))), Some(label(paper)));
        self.recipients(paper);
        if paper.recipients.is_empty() {
            self.line(styles::GAP, "", "");
        }
        self.next_column(self.pack.signature.right_mm);
        let before = self.before.map(|it| &it.signature);
        for i in 0..signature.authority.len().max(before.map_or(0, |it| it.authority.len())) {
            self.said_line(styles::AUTHORITY, before.map(|it| it.authority.get(i).map(String::as_str)), signature.authority.get(i).map(String::as_str));
        }
        self.said_line(styles::SIGNER_TITLE, before.map(|it| it.title.as_deref()), signature.title.as_deref());
        self.compared_line(styles::SIGNER_NAME, "", before.map(|it| it.name.as_deref().unwrap_or_default()), signature.name.as_deref().unwrap_or_default());
        self.close_columns();
    }

    /// The line by which the paper is asked after.
    pub(crate) fn foot(&mut self, paper: &OfficialPaper) {
        if let Some(foot) = &paper.foot {
            self.line(styles::RECIPIENTS, "<w:spacing w:before=\"240\"/>", foot);
        }
    }

    /// A line that stands only where this version or the earlier one says something.
    pub(super) fn said_line(&mut self, style: &str, before: Option<Option<&str>>, text: Option<&str>) {
        let before = before.map(Option::unwrap_or_default);
        let text = text.unwrap_or_default();
        if !text.is_empty() || before.is_some_and(|it| !it.is_empty()) {
            self.compared_line(style, "", before, text);
        }
    }

    fn recipients(&mut self, paper: &OfficialPaper) {
        let Some(before) = self.before else {
            for line in &paper.recipients {
                self.line(styles::RECIPIENTS, "", line);
            }
            return;
        };
        for pair in align_by(&before.recipients, &paper.recipients, |line| line.clone()) {
            match pair {
                Pair::Both(old, new) => self.compared_line(styles::RECIPIENTS, "", Some(old), new),
                Pair::Old(line) => self.paragraph(styles::RECIPIENTS, "", &[Piece::same(line)], None, Revision::Deleted),
                Pair::New(line) => self.paragraph(styles::RECIPIENTS, "", &[Piece::same(line)], None, Revision::Inserted),
            }
        }
    }

    /// A borderless table of one row and two columns.
    fn open_columns(&mut self, left_mm: f64, right_mm: f64) {
        const NONE: &str = "w:val=\"nil\"";
        let (left, right) = (twips_mm(left_mm), twips_mm(right_mm));
        put(
            &mut self.out,
            format_args!(
                "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblBorders><w:top {NONE}/><w:left {NONE}/><w:bottom {NONE}/><w:right {NONE}/><w:insideH {NONE}/><w:insideV {NONE}/></w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w=\"{left}\"/><w:gridCol w:w=\"{right}\"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>",
                left + right
            ),
        );
        self.open_column(left);
    }

    fn open_column(&mut self, width: i64) {
        const NONE: &str = "w:val=\"nil\"";
        put(
            &mut self.out,
            format_args!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:tcBorders><w:top {NONE}/><w:left {NONE}/><w:bottom {NONE}/><w:right {NONE}/></w:tcBorders></w:tcPr>"
            ),
        );
    }

    fn next_column(&mut self, width_mm: f64) {
        self.out.push_str("</w:tc>");
        self.open_column(twips_mm(width_mm));
    }

    fn close_columns(&mut self) {
        self.out.push_str("</w:tc></w:tr></w:tbl>");
        self.table_ended();
    }
}
