//! What the superior committee said of a draft, and what the drafting house answered to each comment.

use hanhdong_domain::Date;
use hanhdong_domain::programme::{ApprovalVerdict, Document, Recipient, Signature, Taken};

use super::head;
use super::small::{self, numbered, said};
use crate::official::layout::LayoutPack;
use crate::official::paper::{OfficialPaper, Style};

/// What the paper says. Its numbers are counted from its list.
#[doc(alias = "bản tiếp thu, giải trình ý kiến duyệt")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalPaper {
    /// The organisation above.
    pub superior: Option<String>,
    /// The organisation that drafts.
    pub organisation: String,
    /// The committee that approved or returned.
    pub approving: String,
    /// The day.
    pub on: Date,
    /// What the draft is called.
    pub draft: String,
    /// The number it was frozen under.
    pub draft_no: i64,
    /// How the superior decided.
    pub verdict: ApprovalVerdict,
    /// With which words.
    pub verdict_words: String,
    /// When.
    pub decided_on: Option<Date>,
    /// Each comment that stands.
    pub comments: Vec<Commented>,
}

/// A comment with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commented {
    /// Which item; `None` for the whole.
    pub item: Option<String>,
    /// What it says.
    pub words: String,
    /// What was answered.
    pub answer: Option<(Taken, String)>,
}

/// Lays the paper out under a pack.
pub fn approval_paper(it: &ApprovalPaper, pack: &LayoutPack) -> OfficialPaper {
    let document = Document {
        superior: it.superior.clone(),
        issuer: Some(it.organisation.clone()),
        date: Some(it.on),
        kind: Some("BÁO CÁO".to_owned()),
        title: Some(format!("tiếp thu, giải trình ý kiến duyệt {}", it.draft)),
        signature: Signature { authority: Vec::new(), title: Some("NGƯỜI LẬP BÁO CÁO".to_owned()), name: None },
        recipients: [it.approving.clone(), "Bộ phận soạn thảo".to_owned(), "Lưu Văn phòng".to_owned()].map(|text| Recipient { text }).to_vec(),
        ..Document::default()
    };
    let said_so = match it.verdict {
        ApprovalVerdict::Approved => "đồng ý",
        ApprovalVerdict::Returned => "trả lại",
        ApprovalVerdict::Withdrawn => "không xem xét, vì cơ quan trình đã rút",
    };
    let on = it.decided_on.map(|it| format!(" {}", head::date_words(it, pack))).unwrap_or_default();
    let words = if it.verdict_words.is_empty() { String::new() } else { format!(" Nội dung: {}", it.verdict_words) };
    let count = |wanted: Option<Taken>| it.comments.iter().filter(|it| it.answer.as_ref().map(|it| it.0) == wanted).count();
    let mut body = vec![said(Style::Body, &format!("Dự thảo lần {} trình {}; {}{on} {said_so}.{words}", it.draft_no, it.approving, it.approving))];
    if it.comments.is_empty() {
        body.push(said(Style::Body, "Không có ý kiến cụ thể theo mục."));
    } else {
        let (taken_in, explained, open) = (count(Some(Taken::In)), count(Some(Taken::Explained)), count(None));
        body.push(said(Style::Body, &format!("Tổng số {} ý kiến: tiếp thu {taken_in}; giải trình {explained}; chưa trả lời {open}.", it.comments.len())));
        let row = |it: &Commented| vec![it.item.clone().unwrap_or_else(|| "Toàn văn".to_owned()), it.words.clone(), super::appraisal::answer_words(it.answer.as_ref())];
        body.push(numbered(&["STT", "Mục", "Ý kiến của cấp trên", "Tiếp thu, giải trình"], &[0.08, 0.26, 0.33, 0.33], "d", it.comments.iter().map(row)));
    }
    small::paper(&document, pack, body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::official::docx;

    #[test]
    fn every_comment_stands_with_its_answer_and_the_numbers_are_those_of_the_rows() {
        let one = |item: Option<&str>, answer| Commented { item: item.map(str::to_owned), words: "Chưa rõ sản phẩm".to_owned(), answer };
        let it = ApprovalPaper {
            superior: Some("Đảng bộ Tỉnh Mẫu".to_owned()),
            organisation: "Đảng bộ Xã Mẫu A".to_owned(),
            approving: "Đảng bộ Tỉnh Mẫu".to_owned(),
            on: Date::constant(2026, 3, 12),
            draft: "chương trình hành động".to_owned(),
            draft_no: 2,
            verdict: ApprovalVerdict::Approved,
            verdict_words: "Thông báo số 15-TB/TU".to_owned(),
            decided_on: Some(Date::constant(2026, 3, 10)),
            comments: vec![one(Some("1. Đề án"), Some((Taken::In, String::new()))), one(None, Some((Taken::Explained, "Theo nghị quyết".to_owned()))), one(None, None)],
        };
        for pack in LayoutPack::all() {
            let paper = approval_paper(&it, pack);
            let all = format!("{:?}", paper.body);
            for said in ["Tổng số 3 ý kiến: tiếp thu 1; giải trình 1; chưa trả lời 1.", "ngày 10 tháng 3 năm 2026 đồng ý", "Giải trình: Theo nghị quyết", "Toàn văn"]
            {
                assert!(all.contains(said), "{said}: {all}");
            }
            assert!(docx::write(&paper, pack).starts_with(b"PK"));
        }
    }
}
