//! Xã Mẫu A: a believable programme for tests and benches of the official paper. Names are invented.

use hanhdong_domain::programme::*;
use hanhdong_domain::{Date, Place};

fn anchor(text: &str) -> Anchor {
    Anchor::new(text).expect("a sound anchor")
}

fn passage(role: PassageRole, text: &str) -> Passage {
    Passage { role, text: text.to_owned(), place: Place::default() }
}

fn heading(level: u8, mark: &str, text: &str) -> Node {
    Node::Heading(Heading { level, mark: Some(mark.to_owned()), text: text.to_owned(), place: Place::default() })
}

fn goal(id: &str, code: Option<&str>, scope: GoalScope, text: &str) -> Node {
    Node::Goal(Goal {
        anchor: anchor(id),
        code: code.map(str::to_owned),
        text: text.to_owned(),
        kind: GoalKind::Goal,
        scope,
        horizons: vec![2030],
        schedule: Deadline::default(),
        place: Place::default(),
        confidence: Confidence::Sure,
    })
}

fn requirement(id: &str, code: &str, text: &str) -> Node {
    Node::Requirement(Requirement {
        anchor: anchor(id),
        code: Some(code.to_owned()),
        text: text.to_owned(),
        about: About::Discipline,
        place: Place::default(),
        confidence: Confidence::Sure,
    })
}

fn arrangement(id: &str, code: &str, unit: &str, duty: &str) -> Node {
    Node::Arrangement(Arrangement {
        anchor: anchor(id),
        code: Some(code.to_owned()),
        unit: Some(unit.to_owned()),
        duty: duty.to_owned(),
        kinds: vec![ArrangementKind::Execute],
        place: Place::default(),
        confidence: Confidence::Sure,
    })
}

/// Code, name, unit, 2025, 2030, by whom.
const TARGETS: &[[&str; 6]] = &[
    ["1", "Tốc độ tăng giá trị sản xuất bình quân", "%/năm", "8,2", "9,5", "Phòng Kinh tế"],
    ["2", "Thu nhập bình quân đầu người", "triệu đồng/năm", "62,5", "86,4", "Phòng Kinh tế"],
    ["3", "Thu ngân sách nhà nước trên địa bàn tăng bình quân", "%/năm", "7", "≥ 10", "Phòng Kinh tế"],
    ["4", "Tỷ lệ hộ nghèo đa chiều giảm bình quân", "điểm %/năm", "1,1", "1,41", "Phòng Văn hoá - Xã hội"],
    ["5", "Tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ", "%", "28,5", "≥ 40", "Phòng Văn hoá - Xã hội"],
    ["6", "Tỷ lệ trường học đạt chuẩn quốc gia", "%", "66,7", "100", "Phòng Văn hoá - Xã hội"],
    ["7", "Tỷ lệ hồ sơ thủ tục hành chính giải quyết trực tuyến toàn trình", "%", "45", "≥ 85", "Trung tâm Phục vụ hành chính công"],
    ["8", "Kết nạp đảng viên mới hằng năm", "đảng viên", "21", "ít nhất 25", "Ban Xây dựng Đảng"],
    ["9", "Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ trở lên", "%", "92", "≥ 97", "Ban Xây dựng Đảng"],
    ["10", "Xã đạt chuẩn nông thôn mới nâng cao", "", "Chưa đạt", "Đạt", "Phòng Kinh tế"],
];

fn target(row: &[&str; 6]) -> Node {
    let [code, name, unit, base, level, lead] = *row;
    let unit = (!unit.is_empty()).then(|| unit.to_owned());
    Node::Target(Target {
        code: Some(code.to_owned()),
        value: TargetValue::parse(level, name, unit.as_deref()),
        baselines: vec![Baseline { year: Some(2025), value: TargetValue::parse(base, name, unit.as_deref()), source: None }],
        horizon: Some(2030),
        lead: Lead::parse(lead),
        unit,
        ..Target::named(anchor(&format!("c_{code}")), name)
    })
}

/// Title, lead, coordinators, product, time, money.
const TASKS: &[[&str; 6]] = &[
    [
        "Xây dựng Đề án phát triển vùng lúa chất lượng cao 350 ha gắn với truy xuất nguồn gốc",
        "Phòng Kinh tế",
        "Hội Nông dân; các hợp tác xã nông nghiệp",
        "Đề án được phê duyệt",
        "Quý IV/2026",
        "1,2 tỷ đồng ngân sách xã",
    ],
    [
        "Lập quy hoạch chung xã đến năm 2035, tầm nhìn đến năm 2050",
        "Phòng Kinh tế",
        "Văn phòng HĐND và UBND; Công an xã",
        "Đồ án quy hoạch được duyệt",
        "30/6/2027",
        "2,5 tỷ đồng ngân sách tỉnh",
    ],
    [
        "Xây dựng kế hoạch đào tạo nghề cho 1.200 lao động nông thôn",
        "Phòng Văn hoá - Xã hội",
        "Hội Liên hiệp Phụ nữ; Đoàn Thanh niên",
        "Kế hoạch; 24 lớp đào tạo",
        "2026-2030",
        "3,6 tỷ đồng chương trình mục tiêu quốc gia",
    ],
    [
        "Tiếp tục thực hiện Đề án chuyển đổi số của xã; đưa 100% hồ sơ đủ điều kiện lên môi trường điện tử",
        "Trung tâm Phục vụ hành chính công",
        "Công an xã; các tổ công nghệ số cộng đồng",
        "Báo cáo kết quả hằng năm",
        "Quý II/2028",
        "800 triệu đồng ngân sách xã",
    ],
    [
        "Xây dựng nghị quyết chuyên đề về nâng cao chất lượng sinh hoạt chi bộ",
        "Ban Xây dựng Đảng",
        "Cơ quan UBKT Đảng uỷ; Văn phòng Đảng uỷ",
        "Nghị quyết chuyên đề",
        "Quý I/2027",
        "Ngân sách đảng",
    ],
    [
        "Rà soát, bổ sung quy chế phối hợp giữ gìn an ninh trật tự tại 12 thôn",
        "Công an xã",
        "Ban CHQS xã; Mặt trận Tổ quốc xã",
        "Quy chế phối hợp",
        "31/12/2026",
        "Nguồn chi thường xuyên của xã",
    ],
];

fn task(number: usize) -> Node {
    let [title, lead, with, product, time, money] = TASKS[(number - 1) % TASKS.len()];
    let round = (number - 1) / TASKS.len();
    let title = if round == 0 { title.to_owned() } else { format!("{title} (giai đoạn {})", round + 1) };
    Node::Task(TaskItem {
        code: Some(number.to_string()),
        lead: Lead::parse(lead),
        coordinators: with.split("; ").map(str::to_owned).collect(),
        deliverable: Some(product.to_owned()),
        deadline: Deadline::parse(time),
        resources: Resource::parse_all(money, None),
        ..TaskItem::titled(anchor(&format!("n_{number}")), &title)
    })
}

fn prose_task() -> Node {
    Node::Task(TaskItem {
        code: Some("1".to_owned()),
        form: Form::Prose,
        details: vec!["Rà soát, sắp xếp mạng lưới điểm trường phù hợp với quy mô dân số sau sắp xếp; ưu tiên các thôn cách trung tâm xã trên 5 km.".to_owned()],
        lead: Lead::parse("Phòng Văn hoá - Xã hội"),
        coordinators: vec!["Phòng Kinh tế".to_owned(), "các trường học trên địa bàn".to_owned()],
        deliverable: Some("Đề án sắp xếp mạng lưới trường, lớp".to_owned()),
        deadline: Deadline::parse("Quý III/2027"),
        resources: Resource::parse_all("12 tỷ đồng ngân sách tỉnh; 3 tỷ đồng ngân sách xã", None),
        ..TaskItem::titled(anchor("n_de_an_truong"), "Xây dựng Đề án sắp xếp mạng lưới trường, lớp giai đoạn 2026-2030.")
    })
}

fn key_work(code: &str, name: &str, location: &str, money: &str, time: &str, origin: Origin) -> Node {
    Node::KeyWork(KeyWork {
        anchor: anchor(&format!("k_{code}")),
        code: Some(code.to_owned()),
        name: name.to_owned(),
        location: Some(location.to_owned()),
        resources: Resource::parse_all(money, None),
        lead: Lead::parse("Ban Quản lý dự án xã"),
        coordinators: vec!["Phòng Kinh tế".to_owned()],
        schedule: Deadline::parse(time),
        origin,
        note: None,
        form: Form::Row,
        place: Place::default(),
        confidence: Confidence::Sure,
    })
}

fn part(role: PartRole, mark: &str, heading: &str, nodes: Vec<Node>) -> Part {
    Part { role, mark: Some(mark.to_owned()), heading: heading.to_owned(), place: Place::default(), nodes }
}

/// The programme of Xã Mẫu A with so many tasks in its second annex.
pub(crate) fn commune(tasks: usize) -> Programme {
    let text = |text: &str| Node::Text(passage(PassageRole::Prose, text));
    let mut task_rows = vec![heading(2, "I", "Phát triển kinh tế")];
    for number in 1..=tasks {
        if number == tasks / 2 + 1 {
            task_rows.push(heading(2, "II", "Văn hoá - xã hội, xây dựng Đảng và hệ thống chính trị"));
        }
        task_rows.push(task(number));
    }
    let mut target_rows = vec![heading(2, "I", "Về kinh tế - xã hội đến năm 2030")];
    target_rows.extend(TARGETS.iter().take(7).map(target));
    target_rows.push(heading(2, "II", "Về xây dựng Đảng đến năm 2030"));
    target_rows.extend(TARGETS.iter().skip(7).map(target));
    Programme {
        document: document(),
        opening: vec![
            passage(PassageRole::Basis, "- Căn cứ Nghị quyết Đại hội đại biểu Đảng bộ Xã Mẫu A lần thứ I, nhiệm kỳ 2025-2030;"),
            passage(PassageRole::Basis, "- Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ xã,"),
            passage(
                PassageRole::Prose,
                "Ban Chấp hành Đảng bộ xã ban hành Chương trình hành động thực hiện Nghị quyết Đại hội đại biểu Đảng bộ Xã Mẫu A lần thứ I, nhiệm kỳ 2025-2030, với những nội dung chủ yếu như sau:",
            ),
        ],
        parts: vec![
            part(
                PartRole::Goals,
                "I",
                "Mục tiêu, yêu cầu",
                vec![
                    heading(2, "1", "Mục tiêu chung"),
                    goal(
                        "g_chung",
                        None,
                        GoalScope::General,
                        "Phát huy sức mạnh đại đoàn kết toàn dân, khai thác hiệu quả tiềm năng, lợi thế của địa phương; phấn đấu đến năm 2030 xã đạt chuẩn nông thôn mới nâng cao, tầm nhìn đến năm 2035 trở thành xã phát triển khá của tỉnh.",
                    ),
                    heading(2, "2", "Mục tiêu cụ thể"),
                    goal(
                        "g_kinh_te",
                        Some("a"),
                        GoalScope::Specific,
                        "Chuyển dịch cơ cấu kinh tế theo hướng tăng tỷ trọng công nghiệp, dịch vụ; hình thành 3 vùng sản xuất hàng hoá tập trung gắn với truy xuất nguồn gốc trước năm 2030.",
                    ),
                    goal(
                        "g_so",
                        Some("b"),
                        GoalScope::Specific,
                        "Hoàn thành chuyển đổi số trong hoạt động của hệ thống chính trị xã; người dân và doanh nghiệp giao dịch với chính quyền chủ yếu trên môi trường điện tử.",
                    ),
                    heading(2, "3", "Yêu cầu"),
                    heading(3, "a", "Đối với cấp uỷ, tổ chức đảng"),
                    requirement(
                        "y_1",
                        "-",
                        "Cấp uỷ, tổ chức đảng quán triệt đầy đủ nội dung nghị quyết, xác định rõ người, rõ việc, rõ tiến độ, rõ sản phẩm, rõ trách nhiệm; người đứng đầu chịu trách nhiệm về kết quả thực hiện ở đơn vị mình.",
                    ),
                    requirement(
                        "y_2",
                        "-",
                        "Báo cáo kết quả thực hiện định kỳ hằng quý về Văn phòng Đảng uỷ trước ngày 20 của tháng cuối quý; công khai tiến độ trên trang thông tin điện tử của xã.",
                    ),
                ],
            ),
            part(
                PartRole::Content,
                "II",
                "Nội dung chương trình",
                vec![
                    heading(2, "1", "Nhiệm vụ, giải pháp trọng tâm"),
                    text(
                        "Các nhiệm vụ, giải pháp, đơn vị chủ trì, phối hợp, sản phẩm, thời gian hoàn thành và nguồn lực được xác định tại Phụ lục II; công trình trọng điểm tại Phụ lục III kèm theo Chương trình hành động này.",
                    ),
                    heading(3, "a", "Về giáo dục và đào tạo"),
                    prose_task(),
                    heading(2, "2", "Khâu đột phá"),
                    text(
                        "- Xây dựng đội ngũ cán bộ, công chức xã đủ phẩm chất, năng lực, ngang tầm nhiệm vụ sau sắp xếp đơn vị hành chính; trọng tâm là kỹ năng số, kỹ năng giải quyết công việc trực tiếp với người dân.",
                    ),
                ],
            ),
            part(
                PartRole::Organisation,
                "III",
                "Tổ chức thực hiện",
                vec![
                    arrangement(
                        "a_1",
                        "1",
                        "Văn phòng Đảng uỷ",
                        "Văn phòng Đảng uỷ chủ trì tham mưu theo dõi, đôn đốc việc thực hiện Chương trình hành động; tổng hợp, báo cáo Ban Thường vụ Đảng uỷ định kỳ 6 tháng, hằng năm.",
                    ),
                    arrangement(
                        "a_2",
                        "2",
                        "Uỷ ban nhân dân xã",
                        "Uỷ ban nhân dân xã xây dựng kế hoạch thực hiện, bố trí nguồn lực, phân công cụ thể cho các phòng, đơn vị; hoàn thành trước ngày 30/4/2026.",
                    ),
                    arrangement(
                        "a_3",
                        "3",
                        "Uỷ ban Kiểm tra Đảng uỷ",
                        "Uỷ ban Kiểm tra Đảng uỷ tham mưu đưa nội dung thực hiện Chương trình hành động vào chương trình kiểm tra, giám sát hằng năm của cấp uỷ.",
                    ),
                    text(
                        "Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan, đơn vị kịp thời báo cáo Ban Thường vụ Đảng uỷ (qua Văn phòng Đảng uỷ) để xem xét, điều chỉnh cho phù hợp.",
                    ),
                ],
            ),
            part(PartRole::Annex, "PHỤ LỤC I", "Chỉ tiêu chủ yếu", target_rows),
            part(PartRole::Annex, "PHỤ LỤC II", "Danh mục nhiệm vụ, giải pháp", task_rows),
            part(
                PartRole::Annex,
                "PHỤ LỤC III",
                "Công trình trọng điểm",
                vec![
                    key_work("1", "Đường liên thôn Mẫu Sơn - Mẫu Thuỷ", "Dài 6,5 km; nền 7,5 m", "45 tỷ đồng ngân sách tỉnh; 12 tỷ đồng ngân sách xã", "2026-2028", Origin::New),
                    key_work("2", "Trường Trung học cơ sở Mẫu A (giai đoạn 2)", "18 phòng học; 4 phòng bộ môn", "28 tỷ đồng ngân sách tỉnh", "2025-2027", Origin::Continued),
                ],
            ),
        ],
        links: vec![Link { from: anchor("n_1"), to: anchor("c_2"), by: LinkBy::Matrix }],
        traces: std::collections::BTreeMap::new(),
        stopped: std::collections::BTreeMap::new(),
        cited: std::collections::BTreeMap::new(),
        warnings: Vec::new(),
    }
}

/// Head and foot of the programme of Xã Mẫu A.
pub(crate) fn document() -> Document {
    Document {
        superior: Some("ĐẢNG BỘ TỈNH MẪU".to_owned()),
        issuer: Some("ĐẢNG UỶ XÃ MẪU A".to_owned()),
        number: Some("6-CTr/ĐU".to_owned()),
        place: Some("Xã Mẫu A".to_owned()),
        date: Date::new(2026, 2, 5).ok(),
        kind: Some("CHƯƠNG TRÌNH HÀNH ĐỘNG".to_owned()),
        title: Some("thực hiện Nghị quyết Đại hội đại biểu Đảng bộ Xã Mẫu A lần thứ I, nhiệm kỳ 2025-2030".to_owned()),
        draft: None,
        period: Some(Period { from: 2025, to: 2030 }),
        signature: Signature { authority: vec!["T/M BAN CHẤP HÀNH".to_owned()], title: Some("BÍ THƯ".to_owned()), name: Some("Nguyễn Văn Mẫu".to_owned()) },
        recipients: ["Ban Thường vụ Tỉnh uỷ (để báo cáo)", "Các đồng chí Đảng uỷ viên", "Các chi bộ, đảng bộ trực thuộc", "Lưu Văn phòng Đảng uỷ"]
            .map(|it| Recipient { text: it.to_owned() })
            .to_vec(),
    }
}
