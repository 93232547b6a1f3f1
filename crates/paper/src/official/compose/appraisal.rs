//! The appraisal slip: what the office put right by itself, what it remarked on, and what the drafters answered.

use hanhdong_domain::Date;
use hanhdong_domain::programme::{Document, Recipient, Signature, Taken, Weight};

use super::small::{self, numbered, said};
use crate::official::layout::LayoutPack;
use crate::official::paper::{OfficialPaper, Style};

/// What an appraisal slip says. Its numbers are counted from its lists.
#[doc(alias = "phiếu thẩm định")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppraisalSlip {
    /// The organisation above, where there is one.
    pub superior: Option<String>,
    /// The organisation.
    pub organisation: String,
    /// The day.
    pub on: Date,
    /// What the draft is called.
    pub draft: String,
    /// Which appraisal of the draft it is, from 1.
    pub number: usize,
    /// The version at which it was opened.
    pub version: i64,
    /// Who appraised.
    pub appraiser: String,
    /// What the office put right by itself, in order.
    pub put_right: Vec<PutRight>,
    /// What it remarked on, in order; what was taken back is left out.
    pub remarks: Vec<Said>,
    /// Was it closed?
    pub is_closed: bool,
    /// Why it was given up, where it was.
    pub given_up: Option<String>,
}

/// One change of form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutRight {
    /// Which item.
    pub item: String,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// Was a change taken back by it?
    pub is_undo: bool,
}

/// One remark with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Which item; `None` for the whole draft.
    pub item: Option<String>,
    /// How much it asks for.
    pub weight: Weight,
    /// What it says.
    pub words: String,
    /// What was answered.
    pub answer: Option<(Taken, String)>,
}

const fn weight_words(weight: Weight) -> &'static str {
    match weight {
        Weight::Must => "Phải sửa",
        Weight::Should => "Nên sửa",
        Weight::Note => "Lưu ý",
    }
}

pub(super) fn answer_words(answer: Option<&(Taken, String)>) -> String {
    let with = |head: &str, words: &str| if words.is_empty() { head.to_owned() } else { format!("{head}: {words}") };
    match answer {
        Some((Taken::In, words)) => with("Tiếp thu", words),
        Some((Taken::Explained, words)) => with("Giải trình", words),
        None => "Chưa trả lời".to_owned(),
    }
}

/// Lays the slip out under a pack.
pub fn appraisal_slip(slip: &AppraisalSlip, pack: &LayoutPack) -> OfficialPaper {
    let recipients = ["Bộ phận soạn thảo", "Lưu Văn phòng"].map(|it| Recipient { text: it.to_owned() });
    let document = Document {
        superior: slip.superior.clone(),
        issuer: Some(slip.organisation.clone()),
        date: Some(slip.on),
        kind: Some("PHIẾU THẨM ĐỊNH".to_owned()),
        title: Some(format!("dự thảo {}", slip.draft)),
        signature: Signature { authority: Vec::new(), title: Some("NGƯỜI THẨM ĐỊNH".to_owned()), name: Some(slip.appraiser.clone()) },
        recipients: recipients.to_vec(),
        ..Document::default()
    };
    let mark = &pack.outline.level1_mark;
    let count = |wanted: Option<Taken>| slip.remarks.iter().filter(|it| it.answer.as_ref().map(|it| it.0) == wanted).count();
    let (taken_in, explained, open) = (count(Some(Taken::In)), count(Some(Taken::Explained)), count(None));
    let state = match (&slip.given_up, slip.is_closed) {
        (Some(why), _) => format!("Phiên thẩm định dừng: {why}."),
        (None, true) => "Phiên thẩm định đã kết thúc; mọi ý kiến đã được trả lời.".to_owned(),
        (None, false) => "Phiên thẩm định đang mở.".to_owned(),
    };
    let mut body = vec![
        said(Style::Body, &format!("Thẩm định lần {}, từ bản dự thảo số {}. {state}", slip.number, slip.version)),
        said(Style::Level1, &format!("I{mark} Nội dung Văn phòng sửa trực tiếp về thể thức, kỹ thuật trình bày: {}", slip.put_right.len())),
    ];
    if slip.put_right.is_empty() {
        body.push(said(Style::Body, "Không có."));
    } else {
        let row = |it: &PutRight| vec![it.item.clone(), it.before.clone(), if it.is_undo { format!("{} (hoàn tác)", it.after) } else { it.after.clone() }];
        body.push(numbered(&["STT", "Mục", "Trước khi sửa", "Sau khi sửa"], &[0.08, 0.28, 0.32, 0.32], "p", slip.put_right.iter().map(row)));
    }
    body.push(said(Style::Level1, &format!("II{mark} Ý kiến về số liệu, chỉ tiêu, kinh phí, nội dung: {}", slip.remarks.len())));
    if slip.remarks.is_empty() {
        body.push(said(Style::Body, "Không có."));
    } else {
        body.push(said(Style::Body, &format!("Tiếp thu {taken_in}; giải trình {explained}; chưa trả lời {open}.")));
        let row =
            |it: &Said| vec![it.item.clone().unwrap_or_else(|| "Toàn văn".to_owned()), weight_words(it.weight).to_owned(), it.words.clone(), answer_words(it.answer.as_ref())];
        body.push(numbered(&["STT", "Mục", "Mức", "Ý kiến thẩm định", "Tiếp thu, giải trình"], &[0.08, 0.22, 0.12, 0.29, 0.29], "y", slip.remarks.iter().map(row)));
    }
    small::paper(&document, pack, body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::official::docx;
    use crate::official::paper::{Block, Table};

    #[test]
    fn the_numbers_of_a_slip_are_those_of_its_rows() {
        let one = |item: Option<&str>, answer| Said { item: item.map(str::to_owned), weight: Weight::Must, words: "Số liệu chưa khớp".to_owned(), answer };
        let slip = AppraisalSlip {
            superior: Some("Đảng bộ Tỉnh Mẫu".to_owned()),
            organisation: "Đảng bộ Xã Mẫu A".to_owned(),
            on: Date::constant(2026, 3, 2),
            draft: "chương trình hành động".to_owned(),
            number: 2,
            version: 14,
            appraiser: "Lê Thị Mẫu".to_owned(),
            put_right: vec![PutRight { item: "1. Xây dựng Đề án".to_owned(), before: "thưc hiện".to_owned(), after: "thực hiện".to_owned(), is_undo: false }],
            remarks: vec![one(Some("CT1"), Some((Taken::In, String::new()))), one(None, Some((Taken::Explained, "Theo nghị quyết".to_owned()))), one(Some("CT2"), None)],
            is_closed: false,
            given_up: None,
        };
        for pack in LayoutPack::all() {
            let paper = appraisal_slip(&slip, pack);
            let tables: Vec<&Table> = paper.body.iter().filter_map(|it| if let Block::Table(table) = it { Some(table) } else { None }).collect();
            assert_eq!(tables.iter().map(|it| it.rows.len()).collect::<Vec<_>>(), [1, 3]);
            let all = format!("{:?}", paper.body);
            assert!(all.contains("trình bày: 1") && all.contains("nội dung: 3") && all.contains("Tiếp thu 1; giải trình 1; chưa trả lời 1."), "{all}");
            assert!(all.contains("Giải trình: Theo nghị quyết") && all.contains("Toàn văn"), "{all}");
            assert!(docx::write(&paper, pack).starts_with(b"PK"));
        }
    }
}
