//! Papers to draw.

use hanhdong_domain::programme::Anchor;
use hanhdong_paper::official::paper::{Align, Annex, Block, HeadingBlock, OfficialPaper, Paragraph, Row, SignatureBlock, Style, Table};

pub(crate) const SENTENCE: &str = "Tiếp tục đẩy mạnh chuyển đổi số, cải cách thủ tục hành chính; nâng cao chất lượng phục vụ Nhân dân, \
    phấn đấu đến năm 2030 tỷ lệ hồ sơ trực tuyến toàn trình đạt từ 80% trở lên; giữ vững quốc phòng, an ninh, trật tự xã hội.";

pub(crate) fn anchor(n: usize) -> Anchor {
    Anchor::new(&format!("t_{n}")).expect("an anchor")
}

pub(crate) fn paragraph(style: Style, text: &str) -> Block {
    Block::Paragraph(Paragraph { style, text: text.to_owned(), anchor: None })
}

/// A paper of a commune with so many content sections and so many rows in its annex.
pub(crate) fn paper(sections: usize, rows: usize) -> OfficialPaper {
    let mut body = vec![
        paragraph(Style::Basis, "- Căn cứ Nghị quyết Đại hội đại biểu Đảng bộ Xã Mẫu A lần thứ I, nhiệm kỳ 2025 - 2030,"),
        paragraph(Style::Body, "Ban Chấp hành Đảng bộ xã ban hành Chương trình hành động thực hiện Nghị quyết Đại hội như sau:"),
        paragraph(Style::Level1, "I- MỤC TIÊU, YÊU CẦU"),
        paragraph(Style::Level2, "1. Mục tiêu"),
        paragraph(Style::Body, SENTENCE),
        paragraph(Style::Level1, "II- NỘI DUNG"),
    ];
    for i in 1..=sections {
        body.push(paragraph(Style::Level2, &format!("{i}. Nhóm nhiệm vụ thứ {i}")));
        body.push(paragraph(Style::Level3, "a) Về kinh tế"));
        body.push(paragraph(Style::Body, &format!("- Nhiệm vụ {i}.1: {SENTENCE} {SENTENCE}")));
        body.push(paragraph(Style::Field, "- Chủ trì: Phòng Kinh tế; phối hợp: Công an xã; hoàn thành: Quý IV/2026."));
        body.push(paragraph(Style::Body, SENTENCE));
    }
    body.push(paragraph(Style::Level1, "III- TỔ CHỨC THỰC HIỆN"));
    body.push(paragraph(Style::Body, "Văn phòng Đảng uỷ theo dõi, đôn đốc, định kỳ 6 tháng báo cáo Ban Thường vụ Đảng uỷ."));
    OfficialPaper {
        foot: None,
        head: HeadingBlock {
            superior: Some("ĐẢNG BỘ TỈNH MẪU".into()),
            issuer: "ĐẢNG UỶ XÃ MẪU A".into(),
            number: "Số 12-CTr/ĐU".into(),
            right: vec!["ĐẢNG CỘNG SẢN VIỆT NAM".into()],
            place_and_date: "Xã Mẫu A, ngày 05 tháng 02 năm 2026".into(),
        },
        draft: None,
        kind: "CHƯƠNG TRÌNH HÀNH ĐỘNG".into(),
        title: Some("thực hiện Nghị quyết Đại hội đại biểu Đảng bộ Xã Mẫu A lần thứ I, nhiệm kỳ 2025 - 2030".into()),
        body,
        signature: SignatureBlock { authority: vec!["T/M BAN CHẤP HÀNH".into()], title: Some("BÍ THƯ".into()), name: Some("Nguyễn Văn Mẫu".into()) },
        recipients: vec!["- Tỉnh uỷ Mẫu (báo cáo),".into(), "- Các chi bộ trực thuộc,".into(), "- Các đồng chí Đảng uỷ viên,".into(), "- Lưu Văn phòng Đảng uỷ.".into()],
        annexes: vec![annex(rows)],
        ..OfficialPaper::default()
    }
}

pub(crate) fn annex(rows: usize) -> Annex {
    let mut table = Table {
        header: ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian hoàn thành", "Nguồn lực"].map(str::to_owned).to_vec(),
        widths: vec![0.06, 0.30, 0.14, 0.16, 0.14, 0.10, 0.10],
        aligns: vec![Align::Centre, Align::Left, Align::Left, Align::Left, Align::Left, Align::Centre, Align::Right],
        rows: Vec::new(),
    };
    for i in 0..rows {
        if i % 10 == 0 {
            table.rows.push(Row::Group { level: 2, mark: "I".into(), text: format!("Lĩnh vực thứ {}", i / 10 + 1) });
        }
        let cells =
            [&format!("{}", i + 1), &SENTENCE[..SENTENCE.floor_char_boundary(120)], "Phòng Kinh tế", "Văn phòng HĐND và UBND;\nCông an xã", "Kế hoạch", "Quý IV/2026", "1.234,5"];
        table.rows.push(Row::Item { cells: cells.map(|it: &str| it.to_owned()).to_vec(), anchor: anchor(i) });
    }
    Annex {
        mark: "PHỤ LỤC I".into(),
        heading: "DANH MỤC NHIỆM VỤ".into(),
        reference: "(Kèm theo Chương trình hành động số 12-CTr/ĐU, ngày 05/02/2026 của Đảng uỷ Xã Mẫu A)".into(),
        blocks: vec![Block::Table(table)],
        landscape: true,
    }
}
