//! The record of a handover: who hands what over to whom, as a paper to be signed.

use hanhdong_domain::Date;
use hanhdong_domain::organisation::Role;
use hanhdong_domain::programme::{Document, Recipient, Signature};

use super::head;
use super::small::{self, numbered, said};
use crate::official::layout::LayoutPack;
use crate::official::paper::{Align, Block, OfficialPaper, Style};

/// What a record of a handover says.
#[doc(alias = "biên bản bàn giao")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandoverRecord {
    /// The organisation above, where there is one.
    pub superior: Option<String>,
    /// The organisation.
    pub organisation: String,
    /// The day.
    pub on: Date,
    /// Who hands over.
    pub leaver: String,
    /// Who keeps the record.
    pub keeper: String,
    /// Item by item.
    pub items: Vec<HandoverItem>,
    /// Is the leaver's account closed?
    pub closes_account: bool,
}

/// One thing that is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandoverItem {
    /// What.
    pub what: What,
    /// The unit it belongs to.
    pub unit: String,
    /// To whom; `None` where it ends.
    pub to: Option<String>,
}

/// What is handed over, in the words of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A role in the system.
    Role(Role),
    /// A post, as printed.
    Post(String),
    /// A draft; its title where the one who keeps the record may read it.
    Draft(Option<String>),
    /// A part of a draft: its name and the draft's title, where the one who keeps the record may read it.
    Section(Option<(String, String)>),
    /// The lead of a draft.
    Lead(Option<String>),
    /// A role that was lent: it ends.
    Lent(Role),
}

impl What {
    fn words(&self) -> String {
        match self {
            What::Role(role) => format!("Vai trò trên hệ thống: {}", role_words(*role)),
            What::Post(title) => format!("Chức vụ: {title}"),
            What::Draft(Some(title)) => format!("Dự thảo: {title}"),
            What::Draft(None) => "Dự thảo chương trình hành động đang soạn".to_owned(),
            What::Section(Some((section, title))) => format!("Phần việc soạn thảo: {section} ({title})"),
            What::Section(None) => "Phần việc soạn thảo được giao".to_owned(),
            What::Lead(Some(title)) => format!("Chủ trì soạn thảo: {title}"),
            What::Lead(None) => "Chủ trì soạn thảo dự thảo chương trình hành động".to_owned(),
            What::Lent(role) => format!("Uỷ quyền vai trò: {}", role_words(*role)),
        }
    }
}

const fn role_words(role: Role) -> &'static str {
    match role {
        Role::Administrator => "Quản trị hệ thống",
        Role::Office => "Văn phòng",
        Role::Drafter => "Soạn thảo",
        Role::Reader => "Chỉ đọc",
    }
}

/// Lays the record out under a pack.
pub fn handover(record: &HandoverRecord, pack: &LayoutPack) -> OfficialPaper {
    let recipients = ["Như thành phần", "Lưu Văn phòng"].map(|it| Recipient { text: it.to_owned() });
    let document = Document {
        superior: record.superior.clone(),
        issuer: Some(record.organisation.clone()),
        date: Some(record.on),
        kind: Some("BIÊN BẢN".to_owned()),
        title: Some(format!("bàn giao công việc của đồng chí {}", record.leaver)),
        signature: Signature { authority: Vec::new(), title: Some("NGƯỜI LẬP BIÊN BẢN".to_owned()), name: Some(record.keeper.clone()) },
        recipients: recipients.to_vec(),
        ..Document::default()
    };
    let mark = &pack.outline.level1_mark;
    let mut receivers: Vec<&str> = Vec::new();
    for to in record.items.iter().filter_map(|it| it.to.as_deref()) {
        if !receivers.contains(&to) {
            receivers.push(to);
        }
    }
    let mut body = vec![
        said(Style::Body, &format!("Hôm nay, {}, tại {}, các bên lập biên bản bàn giao như sau:", head::date_words(record.on, pack), record.organisation)),
        said(Style::Level1, &format!("I{mark} Thành phần")),
        said(Style::Body, &format!("1. Người bàn giao: đồng chí {}.", record.leaver)),
    ];
    body.push(said(
        Style::Body,
        &match receivers.as_slice() {
            [] => "2. Người nhận bàn giao: không có.".to_owned(),
            names => format!("2. Người nhận bàn giao: {}.", names.iter().map(|it| format!("đồng chí {it}")).collect::<Vec<_>>().join("; ")),
        },
    ));
    body.push(said(Style::Body, &format!("3. Người lập biên bản: đồng chí {}.", record.keeper)));
    body.push(said(Style::Level1, &format!("II{mark} Nội dung bàn giao")));
    if record.items.is_empty() {
        body.push(said(Style::Body, "Không có vai trò, chức vụ, dự thảo, phần việc nào cần bàn giao."));
    } else {
        body.push(items(record));
    }
    body.push(said(Style::Level1, &format!("III{mark} Hiệu lực")));
    let account =
        if record.closes_account { "Tài khoản của người bàn giao được đóng" } else { "Tài khoản của người bàn giao tiếp tục được sử dụng" };
    body.push(said(Style::Body, &format!("Việc bàn giao có hiệu lực từ {}. {account}.", head::date_words(record.on, pack))));
    body.push(said(Style::Body, "Các bên đã đọc lại, thống nhất nội dung và ký tên dưới đây."));
    body.push(signatures(record, &receivers));
    small::paper(&document, pack, body)
}

fn items(record: &HandoverRecord) -> Block {
    let row = |item: &HandoverItem| {
        let to = item.to.as_ref().map_or_else(|| "Kết thúc, không giao tiếp".to_owned(), |it| format!("Đồng chí {it}"));
        vec![item.what.words(), item.unit.clone(), to]
    };
    numbered(&["STT", "Nội dung", "Cơ quan, đơn vị", "Người nhận"], &[0.08, 0.42, 0.25, 0.25], "muc", record.items.iter().map(row))
}

/// Room to sign: who hands over beside those who receive.
fn signatures(record: &HandoverRecord, receivers: &[&str]) -> Block {
    let receivers = receivers.iter().copied().chain(receivers.is_empty().then_some(""));
    let rows = receivers.enumerate().map(|(at, receiver)| vec![if at == 0 { record.leaver.clone() } else { String::new() }, receiver.to_owned()]);
    let header = ["Người bàn giao (ký, ghi rõ họ tên)", "Người nhận bàn giao (ký, ghi rõ họ tên)"];
    Block::Table(small::plain(&header, &[0.5, 0.5], "ky", vec![Align::Centre, Align::Centre], rows))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::official::docx;
    use crate::official::paper::{Row, Table};

    fn record() -> HandoverRecord {
        HandoverRecord {
            superior: Some("Đảng bộ Tỉnh Mẫu".to_owned()),
            organisation: "Đảng bộ Xã Mẫu A".to_owned(),
            on: Date::constant(2026, 3, 2),
            leaver: "Nguyễn Văn Mẫu".to_owned(),
            keeper: "Phạm Thị Mẫu".to_owned(),
            items: vec![
                HandoverItem { what: What::Role(Role::Drafter), unit: "Phòng Kinh tế".to_owned(), to: Some("Lê Thị Mẫu".to_owned()) },
                HandoverItem { what: What::Post("Chuyên viên".to_owned()), unit: "Phòng Kinh tế".to_owned(), to: None },
                HandoverItem { what: What::Draft(None), unit: "Đảng bộ Xã Mẫu A".to_owned(), to: Some("Lê Thị Mẫu".to_owned()) },
            ],
            closes_account: true,
        }
    }

    #[test]
    fn every_item_stands_in_the_record_with_who_receives_it_and_each_receiver_signs_once() {
        for pack in LayoutPack::all() {
            let paper = handover(&record(), pack);
            let tables: Vec<&Table> = paper.body.iter().filter_map(|it| if let Block::Table(table) = it { Some(table) } else { None }).collect();
            let cells =
                |table: &Table| -> Vec<Vec<String>> { table.rows.iter().filter_map(|it| if let Row::Item { cells, .. } = it { Some(cells.clone()) } else { None }).collect() };
            let [items, signed] = tables.as_slice() else { panic!("two tables") };
            let items = cells(items);
            assert_eq!(items.len(), 3);
            assert_eq!(items[0], ["1", "Vai trò trên hệ thống: Soạn thảo", "Phòng Kinh tế", "Đồng chí Lê Thị Mẫu"]);
            assert_eq!(items[1][3], "Kết thúc, không giao tiếp");
            assert_eq!(cells(signed), [["Nguyễn Văn Mẫu", "Lê Thị Mẫu"]]);
            assert_eq!(paper.kind, "BIÊN BẢN");
            let all = format!("{:?}", paper.body);
            assert!(all.contains("Tài khoản của người bàn giao được đóng") && all.contains("ngày 02 tháng 3 năm 2026"), "{all}");
            assert!(docx::write(&paper, pack).starts_with(b"PK"));
        }
    }
}
