//! A correction notice, as a paper to be signed.

use hanhdong_domain::Date;
use hanhdong_domain::programme::Document;
use hanhdong_domain::publication::Point;

use super::head;
use super::small::{self, numbered, said};
use crate::official::layout::LayoutPack;
use crate::official::paper::{OfficialPaper, Style};

/// What a notice says.
#[doc(alias = "thông báo đính chính")]
#[derive(Clone, Debug, PartialEq)]
pub struct CorrectionNotice<'a> {
    /// Head and foot of the issued paper.
    pub of: &'a Document,
    /// Number and symbol of the notice.
    pub number: &'a str,
    /// Its date.
    pub on: Date,
    /// Is it a letter, which bears no kind?
    pub is_letter: bool,
    /// What it corrects.
    pub points: &'a [Point],
}

/// Lays the notice out under a pack.
pub fn correction(notice: &CorrectionNotice<'_>, pack: &LayoutPack) -> OfficialPaper {
    let of = notice.of;
    let corrected = format!(
        "{} số {}, {} {}",
        of.kind.as_deref().unwrap_or("văn bản").to_lowercase(),
        of.number.as_deref().unwrap_or(""),
        of.date.map(|it| head::date_words(it, pack)).unwrap_or_default(),
        of.title.as_deref().unwrap_or("")
    );
    let document = Document {
        number: Some(notice.number.to_owned()),
        date: Some(notice.on),
        kind: (!notice.is_letter).then(|| "THÔNG BÁO".to_owned()),
        title: Some(format!("đính chính {corrected}")),
        draft: None,
        period: None,
        ..of.clone()
    };
    let points = notice.points.iter().map(|it| vec![it.stands.clone(), it.should.clone()]);
    let body = vec![
        said(Style::Body, &format!("Qua rà soát, {} đính chính {corrected} như sau:", of.issuer.as_deref().unwrap_or("cơ quan ban hành"))),
        numbered(&["STT", "Đã in", "Sửa thành"], &[0.08, 0.46, 0.46], "x", points),
        said(Style::Body, "Các nội dung khác của văn bản không thay đổi. Thông báo này được lưu và gửi kèm văn bản đã ban hành."),
    ];
    small::paper(&document, pack, body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::official::docx;

    #[test]
    fn the_notice_says_which_paper_what_stands_and_what_should_stand() {
        let of = Document {
            issuer: Some("ĐẢNG UỶ XÃ MẪU A".to_owned()),
            number: Some("05-CTr/ĐU".to_owned()),
            date: Some(Date::constant(2026, 2, 27)),
            kind: Some("CHƯƠNG TRÌNH HÀNH ĐỘNG".to_owned()),
            ..Document::default()
        };
        let points = [Point { stands: "giảm 9%".to_owned(), should: "giảm 8%".to_owned() }];
        for pack in LayoutPack::all() {
            let paper = correction(&CorrectionNotice { of: &of, number: "02-TB/ĐU", on: Date::constant(2026, 3, 2), is_letter: false, points: &points }, pack);
            let all = format!("{paper:?}");
            for said in ["05-CTr/ĐU, ngày 27 tháng 02 năm 2026", "giảm 9%", "giảm 8%", "02-TB/ĐU", "THÔNG BÁO"] {
                assert!(all.contains(said), "{said}: {all}");
            }
            assert!(docx::write(&paper, pack).starts_with(b"PK"));
        }
    }
}
