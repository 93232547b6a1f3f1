//! A random programme: what the paper says, before anybody lays it out.

use hanhdong_domain::programme::{DeadlineKind, LeadKind, ValueKind};
use proptest::prelude::*;
use proptest::sample::select;

/// A printed time, with what it has to be read as.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Time {
    pub text: &'static str,
    pub kind: DeadlineKind,
    pub to: Option<&'static str>,
}

/// Printed names, with what they have to be read as.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Names {
    pub text: &'static str,
    pub kind: LeadKind,
    pub names: &'static [&'static str],
}

/// A level of a target, by its name in a table and as a sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Level {
    pub name: &'static str,
    pub unit: &'static str,
    pub value: &'static str,
    pub sentence: &'static str,
    pub kind: ValueKind,
    pub number: Option<&'static str>,
}

const fn time(text: &'static str, kind: DeadlineKind, to: Option<&'static str>) -> Time {
    Time { text, kind, to }
}

pub(crate) const TIMES: &[Time] = &[
    time("Quý IV/2027", DeadlineKind::Quarter, Some("2027-12-31")),
    time("quý 2 năm 2026", DeadlineKind::Quarter, Some("2026-06-30")),
    time("Tháng 6/2028", DeadlineKind::Month, Some("2028-06-30")),
    time("tháng 01 năm 2027", DeadlineKind::Month, Some("2027-01-31")),
    time("15/9/2026", DeadlineKind::Day, Some("2026-09-15")),
    time("Trước ngày 31/12/2026", DeadlineKind::Day, Some("2026-12-31")),
    time("Năm 2028", DeadlineKind::Year, Some("2028-12-31")),
    time("2029", DeadlineKind::Year, Some("2029-12-31")),
    time("Đến năm 2030", DeadlineKind::Year, Some("2030-12-31")),
    time("2026 - 2028", DeadlineKind::Range, Some("2028-12-31")),
    time("Quý I - II/2027", DeadlineKind::Range, Some("2027-06-30")),
    time("Từ quý III/2026 đến quý II/2028", DeadlineKind::Range, Some("2028-06-30")),
    time("Giai đoạn 2026-2030", DeadlineKind::Range, Some("2030-12-31")),
    time("Thường xuyên", DeadlineKind::Recurring, None),
    time("Hằng năm", DeadlineKind::Recurring, None),
    time("Theo lộ trình của tỉnh", DeadlineKind::Vague, None),
    time("2026 và các năm tiếp theo", DeadlineKind::Vague, None),
    time("Từ 01/7/2026", DeadlineKind::Vague, None),
    NO_TIME,
];
pub(crate) const NO_TIME: Time = time("", DeadlineKind::None, None);

const fn names(text: &'static str, kind: LeadKind, names: &'static [&'static str]) -> Names {
    Names { text, kind, names }
}

pub(crate) const LEADS: &[Names] = &[
    names("Phòng Kinh tế", LeadKind::Unit, &["Phòng Kinh tế"]),
    names("Phòng Văn hoá - Xã hội", LeadKind::Unit, &["Phòng Văn hoá - Xã hội"]),
    names("Văn phòng HĐND và UBND xã", LeadKind::Unit, &["Văn phòng HĐND và UBND xã"]),
    names("Uỷ ban Kiểm tra Đảng uỷ", LeadKind::Unit, &["Uỷ ban Kiểm tra Đảng uỷ"]),
    names("UBND các xã, phường", LeadKind::Unit, &["UBND các xã, phường"]),
    names("Công an xã; Ban Chỉ huy Quân sự xã", LeadKind::Unit, &["Công an xã", "Ban Chỉ huy Quân sự xã"]),
    names("Phòng Kinh tế, Trạm Y tế xã", LeadKind::Unit, &["Phòng Kinh tế", "Trạm Y tế xã"]),
    names("Trung tâm Phục vụ hành chính công và các đơn vị liên quan", LeadKind::Unit, &["Trung tâm Phục vụ hành chính công", "các đơn vị liên quan"]),
    names("Đồng chí Phó Bí thư Thường trực Đảng uỷ", LeadKind::Person, &["Đồng chí Phó Bí thư Thường trực Đảng uỷ"]),
    names("Chủ tịch UBND xã", LeadKind::Person, &["Chủ tịch UBND xã"]),
    names("Các cơ quan, đơn vị liên quan", LeadKind::Collective, &["Các cơ quan, đơn vị liên quan"]),
    names("Các địa phương", LeadKind::Collective, &["Các địa phương"]),
    NOBODY,
];
pub(crate) const NOBODY: Names = names("", LeadKind::None, &[]);

const COORDINATORS: &[Names] = &[
    names("Công an xã; UBMTTQ Việt Nam xã", LeadKind::Unit, &["Công an xã", "UBMTTQ Việt Nam xã"]),
    names("Các đơn vị liên quan", LeadKind::Collective, &["Các đơn vị liên quan"]),
    names("Phòng Kinh tế, Trạm Y tế xã", LeadKind::Unit, &["Phòng Kinh tế", "Trạm Y tế xã"]),
    names("Các chi bộ trực thuộc", LeadKind::Unit, &["Các chi bộ trực thuộc"]),
    NOBODY,
];

/// Agencies that head the tasks of a plan by agency.
pub(crate) const AGENCIES: &[&str] = &["Phòng Kinh tế", "Phòng Văn hoá - Xã hội", "Công an xã", "Văn phòng HĐND và UBND xã", "Ban Xây dựng Đảng"];

const fn level(name: &'static str, unit: &'static str, value: &'static str, sentence: &'static str, kind: ValueKind, number: Option<&'static str>) -> Level {
    Level { name, unit, value, sentence, kind, number }
}

pub(crate) const LEVELS: &[Level] = &[
    level("Tỷ lệ hộ sử dụng nước sạch theo quy chuẩn", "%", "≥ 85", "Đến năm 2030, có ít nhất 85% số hộ sử dụng nước sạch theo quy chuẩn", ValueKind::Threshold, Some("85")),
    level("Tỷ lệ hồ sơ giải quyết trực tuyến", "%", "từ 95% trở lên", "Đến năm 2030, từ 95% hồ sơ trở lên được giải quyết trực tuyến", ValueKind::Threshold, Some("95")),
    level("Thu nhập bình quân đầu người", "triệu đồng", "86,4", "Đến năm 2030, thu nhập bình quân đầu người đạt 86,4 triệu đồng", ValueKind::Level, Some("86.4")),
    level("Diện tích vùng chè tập trung", "ha", "1.250", "Đến năm 2030, diện tích vùng chè tập trung đạt 1.250 ha", ValueKind::Level, Some("1250")),
    level("Tốc độ tăng giá trị sản xuất bình quân", "%/năm", "9,5", "Giá trị sản xuất tăng bình quân 9,5%/năm", ValueKind::AnnualAverage, Some("9.5")),
    level("Kết nạp đảng viên mỗi năm", "đảng viên", "ít nhất 25", "Mỗi năm kết nạp ít nhất 25 đảng viên", ValueKind::AnnualMinimum, Some("25")),
    level("Thu ngân sách trên địa bàn cả nhiệm kỳ", "tỷ đồng", "410", "Tổng thu ngân sách trên địa bàn cả nhiệm kỳ đạt 410 tỷ đồng", ValueKind::Cumulative, Some("410")),
    level("Tỷ lệ hộ nghèo giảm bình quân", "điểm %/năm", "0,5", "Tỷ lệ hộ nghèo giảm bình quân 0,5 điểm %/năm", ValueKind::Decrease, Some("0.5")),
    level("Trường học đạt chuẩn quốc gia", "trường", "8/9", "Đến năm 2030, có 8/9 trường học đạt chuẩn quốc gia", ValueKind::Ratio, Some("8")),
    level("Xã đạt chuẩn nông thôn mới nâng cao", "", "Đạt", "Xã đạt chuẩn nông thôn mới nâng cao vào năm 2029", ValueKind::Milestone, None),
    level("An ninh chính trị, trật tự an toàn xã hội", "", "Giữ vững", "Giữ vững an ninh chính trị, trật tự an toàn xã hội", ValueKind::Qualitative, None),
];

const VERBS: &[&str] = &["Xây dựng", "Triển khai", "Hoàn thiện", "Rà soát, bổ sung", "Nâng cấp", "Tiếp tục thực hiện", "Ban hành"];
const OBJECTS: &[&str] = &[
    "Đề án sinh kế cho hộ nghèo",
    "mô hình hợp tác xã kiểu mới",
    "hệ thống đường trục thôn",
    "quy hoạch chung của xã",
    "Kế hoạch chuyển đổi số",
    "cơ sở dữ liệu đất đai",
    "nhà văn hoá các thôn",
    "danh mục công trình đầu tư công",
    "chương trình đào tạo kỹ năng số cho cán bộ",
];
const TAILS: &[&str] = &[
    "",
    "",
    "",
    " giai đoạn 2026 - 2030",
    " tại thôn Mẫu 1",
    ", trọng tâm là các thôn xa trung tâm",
    " theo Nghị quyết số 12-NQ/TU ngày 15/3/2026",
    " (lần 2)",
    ", bảo đảm ít nhất 3 mô hình",
    "; nhân rộng ra toàn xã",
    " gắn với phát triển du lịch cộng đồng và bảo vệ môi trường",
];
const DETAILS: &[&str] = &["Khảo sát nhu cầu của người dân", "Tập huấn cho cán bộ thôn", "Bố trí vốn đối ứng hằng năm"];
const DELIVERABLES: &[Option<&str>] = &[None, Some("Đề án được phê duyệt"), Some("Báo cáo kết quả, kế hoạch năm sau"), Some("03 mô hình"), Some("Quyết định của UBND xã")];
const RESOURCES: &[(&str, &[i64])] =
    &[("", &[]), ("3 tỷ đồng ngân sách xã", &[3_000_000_000]), ("Ngân sách tỉnh 2,5 tỷ đồng; xã hội hoá 500 triệu đồng", &[2_500_000_000, 500_000_000])];
const GOALS: &[&str] = &[
    "Phát triển kinh tế nông nghiệp hàng hoá theo chuỗi giá trị",
    "Nâng cao đời sống vật chất và tinh thần của Nhân dân",
    "Hoàn thiện bộ máy tinh gọn, gần dân, sát dân",
    "Giữ gìn bản sắc văn hoá địa phương",
];
const REQUIREMENTS: &[&str] = &[
    "Các cơ quan báo cáo kết quả trước ngày 20 tháng cuối quý",
    "Công khai kết quả thực hiện tại trụ sở và nhà văn hoá các thôn",
    "Người đứng đầu chịu trách nhiệm về tiến độ và chất lượng",
];
/// Duty sentences with the body each names.
pub(crate) const DUTIES: &[(&str, &str)] = &[
    ("Văn phòng Đảng uỷ chủ trì theo dõi, đôn đốc việc thực hiện Chương trình", "Văn phòng Đảng uỷ"),
    ("UBND xã xây dựng kế hoạch thực hiện trước ngày 31/7/2026", "UBND xã"),
    ("Uỷ ban Kiểm tra Đảng uỷ kiểm tra, giám sát việc thực hiện tại các chi bộ", "Uỷ ban Kiểm tra Đảng uỷ"),
    ("Các chi bộ trực thuộc quán triệt và tổ chức thực hiện", "Các chi bộ trực thuộc"),
];
const RECIPIENTS: &[&str] = &["Ban Thường vụ Tỉnh uỷ (để báo cáo)", "Các chi bộ trực thuộc", "Các phòng, ban của xã", "Lưu Văn phòng"];
const GROUPS: &[&str] = &["Phát triển kinh tế", "Văn hoá, giáo dục và y tế", "Xây dựng Đảng và hệ thống chính trị", "Quốc phòng, an ninh"];

/// A task as drawn.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    pub title: String,
    pub details: Vec<&'static str>,
    pub lead: Names,
    pub coordinators: Names,
    pub deliverable: Option<&'static str>,
    pub time: Time,
    pub resource: (&'static str, &'static [i64]),
}

/// A target as drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    pub level: Level,
    pub lead: Names,
    pub baseline: bool,
}

/// A programme as drawn: groups of tasks, and the rest.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    pub number: u8,
    pub goals: Vec<&'static str>,
    pub targets: Vec<Target>,
    pub requirements: Vec<&'static str>,
    pub groups: Vec<(&'static str, Vec<Task>)>,
    pub duties: Vec<(&'static str, &'static str)>,
    pub recipients: Vec<&'static str>,
    pub draft: bool,
}

fn task() -> impl Strategy<Value = Task> {
    let title = (select(VERBS), select(OBJECTS), select(TAILS)).prop_map(|(verb, object, tail)| format!("{verb} {object}{tail}"));
    let details = prop_oneof![2 => Just(Vec::new()), 1 => prop::sample::subsequence(DETAILS, 1..=2)];
    (title, details, select(LEADS), select(COORDINATORS), select(DELIVERABLES), select(TIMES), select(RESOURCES))
        .prop_map(|(title, details, lead, coordinators, deliverable, time, resource)| Task { title, details, lead, coordinators, deliverable, time, resource })
}

fn target() -> impl Strategy<Value = Target> {
    (select(LEVELS), select(LEADS), any::<bool>()).prop_map(|(level, lead, baseline)| Target { level, lead, baseline })
}

/// Any programme.
pub(crate) fn drawn() -> impl Strategy<Value = Drawn> {
    let groups =
        (prop::sample::subsequence(GROUPS, 1..=3), prop::collection::vec(prop::collection::vec(task(), 2..5), 3)).prop_map(|(names, tasks)| names.into_iter().zip(tasks).collect());
    (
        1_u8..99,
        prop::sample::subsequence(GOALS, 0..=3),
        prop::collection::vec(target(), 0..7),
        prop::sample::subsequence(REQUIREMENTS, 0..=3),
        groups,
        prop::sample::subsequence(DUTIES, 1..=4),
        prop::sample::subsequence(RECIPIENTS, 1..=4),
        prop::bool::weighted(0.2),
    )
        .prop_map(|(number, goals, targets, requirements, groups, duties, recipients, draft)| Drawn {
            number,
            goals,
            targets,
            requirements,
            groups,
            duties,
            recipients,
            draft,
        })
}
