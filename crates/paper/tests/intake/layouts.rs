//! Hand-written papers that imitate what offices write, each with what has to be read of it. Prints precision and
//! recall of each (see docs/intake.md).

use std::path::Path;

use hanhdong_domain::programme::{Deadline, DeadlineKind, Lead, LeadKind, Node, Programme};
use hanhdong_paper::intake::import;
use hanhdong_paper::intake::understand::Purpose;

use crate::lay::{Cell, Piece};

/// An item in a few words: its kind, code, first words, and what else has to be right.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    kind: String,
    code: String,
    text: String,
    more: Vec<String>,
}

fn entry(kind: &str, code: Option<&str>, text: &str, more: Vec<String>) -> Entry {
    Entry { kind: kind.to_owned(), code: code.unwrap_or("-").to_owned(), text: text.to_owned(), more }
}

fn lead(lead: &Lead) -> String {
    let kind = lead.kind().name();
    if lead.kind() == LeadKind::None { kind.to_owned() } else { format!("{kind}: {}", lead.names().join("; ")) }
}

fn time(deadline: &Deadline) -> String {
    let dated = !matches!(deadline.kind, DeadlineKind::Recurring | DeadlineKind::Vague | DeadlineKind::None);
    match deadline.to.filter(|_| dated) {
        Some(to) => format!("{} {to}", deadline.kind.name()),
        None => deadline.kind.name().to_owned(),
    }
}

fn entries(programme: &Programme) -> Vec<Entry> {
    let item = |node: &Node| match node {
        Node::Heading(_) | Node::Text(_) => None,
        Node::Goal(it) => Some(entry("goal", it.code.as_deref(), &it.text, Vec::new())),
        Node::Requirement(it) => Some(entry("requirement", it.code.as_deref(), &it.text, Vec::new())),
        Node::Target(it) => {
            let number = it.value.number.map_or("-".to_owned(), |it| it.normalize().to_string());
            let horizon = it.horizon.map_or("-".to_owned(), |it| it.to_string());
            Some(entry("target", it.code.as_deref(), &it.name, vec![number, horizon]))
        }
        Node::Task(it) => Some(entry("task", it.code.as_deref(), &it.title, vec![lead(&it.lead), time(&it.deadline)])),
        Node::KeyWork(it) => Some(entry("work", it.code.as_deref(), &it.name, vec![lead(&it.lead), time(&it.schedule)])),
        Node::Arrangement(it) => Some(entry("duty", it.code.as_deref(), &it.duty, vec![it.unit.clone().unwrap_or_else(|| "-".to_owned())])),
    };
    programme.nodes().filter_map(|(_, node)| item(node)).collect()
}

fn wanted(source: &str) -> Vec<Entry> {
    let line = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        Entry { kind: cells[0].to_owned(), code: cells[1].to_owned(), text: cells[2].to_owned(), more: cells[3..].iter().map(|it| (*it).to_owned()).collect() }
    };
    source.lines().filter(|it| !it.trim().is_empty()).map(line).collect()
}

/// How well one layout was read: shares in percent, and what was wrong.
struct Score {
    precision: usize,
    recall: usize,
    fields: usize,
    wrong: Vec<String>,
}

fn score(wanted: &[Entry], got: &[Entry]) -> Score {
    let mut left: Vec<&Entry> = got.iter().collect();
    let mut wrong = Vec::new();
    let (mut found, mut fields, mut fields_right) = (0, 0, 0);
    for want in wanted {
        fields += want.more.len();
        let at = left.iter().position(|it| it.kind == want.kind && it.code == want.code && it.text.starts_with(&want.text));
        let Some(at) = at else {
            wrong.push(format!("  missing  {want:?}"));
            continue;
        };
        let item = left.remove(at);
        found += 1;
        let right = want.more.iter().zip(&item.more).filter(|(want, got)| want == got).count();
        fields_right += right;
        if right < want.more.len() {
            wrong.push(format!("  field    wanted {:?} got {:?} of {}", want.more, item.more, want.text));
        }
    }
    wrong.extend(left.iter().map(|it| format!("  invented {it:?}")));
    let share = |part: usize, whole: usize| (part * 100).checked_div(whole).unwrap_or(100);
    Score { precision: share(found, got.len()), recall: share(found, wanted.len()), fields: share(fields_right, fields), wrong }
}

#[test]
fn every_hand_written_layout_is_read_without_a_loss_and_nothing_is_invented() {
    let room = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts");
    let mut names: Vec<String> =
        std::fs::read_dir(&room).expect("the layouts").map(|it| it.expect("a file").file_name().to_string_lossy().into_owned()).filter(|it| it.ends_with(".want")).collect();
    names.sort();
    assert!(names.len() >= 10);
    let mut wrong = Vec::new();
    println!("| layout | items | precision | recall | fields right |\n|---|---|---|---|---|");
    for name in names {
        let name = name.trim_end_matches(".want");
        let bytes = ["md", "txt"].iter().find_map(|it| std::fs::read(room.join(format!("{name}.{it}"))).ok()).unwrap_or_else(|| built(name));
        let want = wanted(&std::fs::read_to_string(room.join(format!("{name}.want"))).expect("a list"));
        let programme = import(&bytes, Purpose::Programme).unwrap_or_else(|why| panic!("{name}: {why}"));
        let score = score(&want, &entries(&programme));
        println!("| {name} | {} | {} % | {} % | {} % |", want.len(), score.precision, score.recall, score.fields);
        if !score.wrong.is_empty() {
            wrong.push(format!("{name}\n{}", score.wrong.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The layouts that only Word can show: wide headers over two rows, cells merged downwards.
fn built(name: &str) -> Vec<u8> {
    assert_eq!(name, "04-state-two-row-header");
    let line = |mark: &str, text: &str, bold: bool| Piece::Line { mark: mark.to_owned(), text: text.to_owned(), bold, centred: bold, level: None };
    let cells = |texts: &[&str]| texts.iter().map(|it| Cell::of(*it)).collect::<Vec<_>>();
    let down = || Cell { goes_on: true, ..Cell::of("") };
    let frame = vec![vec![
        Cell::of("UỶ BAN NHÂN DÂN\nTỈNH MẪU\nSố: 77/KH-UBND"),
        Cell::of("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nTỉnh Mẫu, ngày 14 tháng 7 năm 2025"),
    ]];
    let targets = vec![
        cells(&["TT", "Chỉ tiêu", "ĐVT", "Giá trị năm 2026", "Giá trị năm 2030", "Cơ quan theo dõi, đánh giá"]),
        cells(&["1", "Tỷ lệ xã có tổ công nghệ số", "%", "80", "100", "Sở Khoa học và Công nghệ"]),
        cells(&["2", "Tỷ lệ hồ sơ trực tuyến", "%", "≥ 70", "≥ 95", "Văn phòng UBND tỉnh"]),
    ];
    let mut header = cells(&["STT", "Nhiệm vụ, giải pháp"]);
    header.push(Cell { span: 2, ..Cell::of("Cơ quan thực hiện") });
    header.push(Cell { span: 2, ..Cell::of("Thời gian thực hiện") });
    header.extend(cells(&["Kết quả đầu ra", "Nguồn kinh phí"]));
    let under = vec![down(), down(), Cell::of("Chủ trì"), Cell::of("Phối hợp"), Cell::of("Bắt đầu"), Cell::of("Hoàn thành"), down(), down()];
    let mut second = cells(&["2", "Đào tạo nhân lực số", "Sở Khoa học và Công nghệ", "Sở Nội vụ", "", "Hằng năm", "Lớp tập huấn"]);
    second.push(down());
    let tasks = vec![
        header,
        under,
        vec![Cell::bold("I. HẠ TẦNG, NHÂN LỰC SỐ", 8)],
        cells(&["1", "Xây dựng trung tâm điều hành", "Sở Khoa học và Công nghệ", "Các sở, ngành", "2025", "2027", "Trung tâm hoạt động", "Ngân sách tỉnh"]),
        second,
        vec![Cell::bold("II. DỮ LIỆU", 8)],
        cells(&["3", "Kết nối dữ liệu", "Các sở, ban, ngành; UBND các xã, phường", "", "", "Quý IV/2026", "Kho dữ liệu", "Ngân sách tỉnh"]),
        cells(&["4", "Phủ sóng vùng lõm", "", "Các doanh nghiệp viễn thông", "", "2026", "", ""]),
    ];
    let pieces = vec![
        Piece::Table { header_rows: 0, rows: frame },
        line("", "KẾ HOẠCH", true),
        line("", "Triển khai Chương trình chuyển đổi số giai đoạn 2025 - 2030", true),
        line("", "Thực hiện chỉ đạo của cấp trên, Uỷ ban nhân dân tỉnh ban hành Kế hoạch như sau:", false),
        line("I.", "MỤC TIÊU", true),
        line("1.", "Mục tiêu chung", true),
        line("", "Nâng cao năng lực quản trị số.", false),
        line("2.", "Chỉ tiêu chủ yếu", true),
        Piece::Table { header_rows: 1, rows: targets },
        line("II.", "NHIỆM VỤ, GIẢI PHÁP", true),
        Piece::Table { header_rows: 2, rows: tasks },
        line("III.", "TỔ CHỨC THỰC HIỆN", true),
        line("1.", "Sở Tài chính bố trí kinh phí thực hiện Kế hoạch.", false),
        line("", "Nơi nhận:", true),
        line("-", "Lưu: VT.", false),
        line("", "TM. UỶ BAN NHÂN DÂN", true),
        line("", "CHỦ TỊCH", true),
    ];
    crate::print_docx::word(&pieces)
}
