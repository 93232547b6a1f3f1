//! Programmes and reports that the tests of the outputs draw.

use hanhdong_domain::programme::{About, AnchorPool};
use hanhdong_domain::programme::{
    Anchor, Arrangement, ArrangementKind, Baseline, Condition, ConditionKind, Confidence, Deadline, Document, Form, Goal, GoalKind, GoalScope, Heading, KeyWork, Lead, Node,
    Origin, Part, PartRole, Passage, PassageRole, Period, Programme, Recipient, Requirement, Resource, Signature, Target, TargetValue, TaskItem, YearlyValue,
};
use hanhdong_domain::{ClauseVerdict, Code, Coverage, Finding, Place, Report, Severity, Verdict};
use jiff::civil::date;

pub(crate) fn heading(mark: &str, text: &str) -> Node {
    Node::Heading(Heading { level: 2, mark: Some(mark.into()), text: text.into(), place: Place::default() })
}

pub(crate) fn target(pool: &mut AnchorPool, n: usize, name: &str) -> Node {
    let mut it = Target::named(pool.derive("ct", Some(&n.to_string()), name), name);
    it.code = Some(n.to_string());
    it.unit = Some("triệu đồng".into());
    it.value = TargetValue::parse("86,4", name, Some("triệu đồng"));
    it.horizon = Some(2030);
    it.baselines = vec![Baseline { year: Some(2025), value: TargetValue::parse("62", name, Some("triệu đồng")), source: None }];
    it.path = vec![YearlyValue { year: 2027, value: TargetValue::parse("1.234", name, None) }];
    it.lead = Lead::parse("Phòng Kinh tế");
    Node::Target(it)
}

pub(crate) fn task(pool: &mut AnchorPool, n: usize, title: &str) -> Node {
    let mut it = TaskItem::titled(pool.derive("nv", Some(&n.to_string()), title), title);
    it.code = Some(n.to_string());
    it.lead = Lead::parse("Phòng Kinh tế");
    it.coordinators = vec!["Công an xã".into(), "Văn phòng HĐND và UBND".into()];
    it.deliverable = Some("Kế hoạch".into());
    it.deadline = Deadline::parse("Quý IV/2026");
    it.resources = vec![Resource::parse("12,5", Some(1_000_000_000)), Resource::parse("Xã hội hoá", None)];
    it.conditions = vec![Condition::of(ConditionKind::Land, "Giải phóng mặt bằng", &Place::default())];
    it.origin = Origin::New;
    Node::Task(it)
}

fn goal(pool: &mut AnchorPool, text: &str) -> Node {
    let anchor = pool.derive("mt", None, text);
    let (scope, schedule) = (GoalScope::General, Deadline::parse("đến năm 2030"));
    Node::Goal(Goal {
        anchor,
        code: None,
        text: text.into(),
        kind: GoalKind::Goal,
        scope,
        horizons: vec![2030, 2045],
        schedule,
        place: Place::line(12),
        confidence: Confidence::Sure,
    })
}

fn requirement(pool: &mut AnchorPool, text: &str) -> Node {
    let anchor = pool.derive("yc", None, text);
    Node::Requirement(Requirement { anchor, code: Some("a".into()), text: text.into(), about: About::Report, place: Place::line(15), confidence: Confidence::Sure })
}

fn key_work(pool: &mut AnchorPool) -> Node {
    Node::KeyWork(KeyWork {
        anchor: pool.derive("cttd", Some("1"), "Đường liên thôn Mẫu"),
        code: Some("1".into()),
        name: "Đường liên thôn Mẫu 1 - Mẫu 2".into(),
        location: Some("Thôn Mẫu 1, dài 3,2 km".into()),
        resources: vec![Resource::parse("Ngân sách tỉnh: 18 tỷ đồng", None)],
        lead: Lead::parse("Ban Quản lý dự án"),
        coordinators: vec!["Phòng Kinh tế".into()],
        schedule: Deadline::parse("2026 - 2028"),
        origin: Origin::New,
        note: None,
        form: Form::Row,
        place: Place::line(70),
        confidence: Confidence::Sure,
    })
}

fn arrangement(pool: &mut AnchorPool, unit: &str, duty: &str, kind: ArrangementKind) -> Node {
    let anchor = pool.derive("pc", None, duty);
    Node::Arrangement(Arrangement {
        anchor,
        code: Some("1".into()),
        unit: Some(unit.into()),
        duty: duty.into(),
        kinds: vec![kind],
        place: Place::line(90),
        confidence: Confidence::Sure,
    })
}

fn part(role: PartRole, mark: &str, heading: &str, nodes: Vec<Node>) -> Part {
    Part { role, mark: Some(mark.into()), heading: heading.into(), place: Place::line(10), nodes }
}

/// A programme of a commune with so many targets and tasks.
pub(crate) fn programme(targets: usize, tasks: usize) -> Programme {
    let mut pool = AnchorPool::default();
    let pool = &mut pool;
    let mut goals = vec![heading("1", "Mục tiêu"), goal(pool, "Xây dựng Xã Mẫu A phát triển nhanh, bền vững; đời sống Nhân dân được nâng cao."), heading("2", "Chỉ tiêu")];
    goals.extend((1..=targets).map(|n| target(pool, n, &format!("Thu nhập bình quân đầu người nhóm {n}"))));
    goals.extend([heading("3", "Yêu cầu"), requirement(pool, "Định kỳ 6 tháng báo cáo kết quả về Văn phòng Đảng uỷ.")]);
    let mut content = Vec::new();
    for n in 1..=tasks {
        if n % 10 == 1 {
            content.push(heading(&format!("{}", n / 10 + 1), &format!("Nhóm nhiệm vụ về lĩnh vực {}", n / 10 + 1)));
        }
        content.push(task(pool, n, &format!("Xây dựng đề án phát triển kinh tế nông nghiệp công nghệ cao số {n}, gắn với tiêu thụ sản phẩm")));
    }
    content.extend([heading("9", "Công trình trọng điểm"), key_work(pool)]);
    content.push(Node::Text(Passage { role: PassageRole::Unread, text: "(*) ghi chú lạc".into(), place: Place::line(80) }));
    let organisation = vec![
        arrangement(pool, "Văn phòng Đảng uỷ", "Văn phòng Đảng uỷ theo dõi, đôn đốc việc thực hiện.", ArrangementKind::Urge),
        arrangement(pool, "Uỷ ban kiểm tra Đảng uỷ", "Uỷ ban kiểm tra Đảng uỷ kiểm tra việc thực hiện.", ArrangementKind::Inspect),
    ];
    Programme {
        document: document(),
        opening: vec![Passage { role: PassageRole::Basis, text: "- Căn cứ Nghị quyết Đại hội đại biểu Đảng bộ Xã Mẫu A,".into(), place: Place::line(8) }],
        parts: vec![
            part(PartRole::Goals, "I", "MỤC TIÊU, YÊU CẦU", goals),
            part(PartRole::Content, "II", "NỘI DUNG", content),
            part(PartRole::Organisation, "III", "TỔ CHỨC THỰC HIỆN", organisation),
        ],
        ..Programme::default()
    }
}

fn document() -> Document {
    Document {
        superior: Some("ĐẢNG BỘ TỈNH MẪU".into()),
        issuer: Some("ĐẢNG UỶ XÃ MẪU A".into()),
        number: Some("12-CTr/ĐU".into()),
        place: Some("Xã Mẫu A".into()),
        date: Some(date(2026, 2, 5)),
        kind: Some("CHƯƠNG TRÌNH HÀNH ĐỘNG".into()),
        title: Some("thực hiện Nghị quyết Đại hội đại biểu Đảng bộ Xã Mẫu A lần thứ I".into()),
        draft: Some("Dự thảo lần thứ 2".into()),
        period: Some(Period { from: 2025, to: 2030 }),
        signature: Signature { authority: vec!["T/M BAN CHẤP HÀNH".into()], title: Some("BÍ THƯ".into()), name: Some("Nguyễn Văn Mẫu".into()) },
        recipients: vec![Recipient { text: "Tỉnh uỷ Mẫu".into() }, Recipient { text: "Lưu Văn phòng Đảng uỷ".into() }],
    }
}

pub(crate) fn finding(clause: &str, code: Code, severity: Severity, item: Option<&Anchor>, title: &str, line: u32) -> Finding {
    Finding {
        clause: clause.into(),
        code,
        severity,
        item: item.cloned(),
        title: title.into(),
        place: Place::line(line),
        message: "Nhiệm vụ chưa ghi đơn vị chủ trì nên khi đôn đốc không rõ ai chịu trách nhiệm.".into(),
        hint: "Ghi rõ một đơn vị hoặc một đồng chí chủ trì; các đơn vị khác ghi ở cột phối hợp.".into(),
    }
}

fn clause(id: &str, statement: &str, verdict: Verdict, why: &str) -> ClauseVerdict {
    ClauseVerdict { id: id.into(), statement: statement.into(), verdict, why: why.into() }
}

/// A report on [`programme`]: each target is served by some tasks in turn, every seventh by none.
pub(crate) fn report(programme: &Programme) -> Report {
    let tasks: Vec<&Anchor> = programme.tasks().map(|it| &it.anchor).collect();
    let serving = |i: usize| tasks.iter().enumerate().filter(move |(n, _)| i % 7 != 3 && n % 9 == i % 9).map(|(_, it)| (*it).clone()).collect();
    let coverage = programme.targets().enumerate().map(|(i, it)| Coverage { goal: it.anchor.clone(), served_by: serving(i) }).collect();
    let first = tasks.first().copied();
    let title = "Xây dựng đề án phát triển kinh tế nông nghiệp công nghệ cao số 1";
    Report {
        guideline: "seed-2025".into(),
        guideline_title: "Hướng dẫn xây dựng chương trình hành động thực hiện nghị quyết đại hội đảng bộ các cấp".into(),
        clauses: vec![
            clause("II.1", "Bố cục ba phần: mục tiêu, yêu cầu; nội dung; tổ chức thực hiện", Verdict::Met, "Có đủ ba phần, đúng thứ tự."),
            clause("II.2.b-1", "Mỗi mục tiêu, chỉ tiêu có nhiệm vụ thực hiện", Verdict::Partly, "52/60 mục tiêu, chỉ tiêu gắn với ít nhất một nhiệm vụ."),
            clause("II.2.b-4/lead", "Xác định đơn vị hoặc cá nhân chủ trì từng nhiệm vụ", Verdict::Unmet, "61/140 nhiệm vụ (44%) có chủ trì cụ thể; cần ít nhất 95%."),
            clause("I.2.b-2", "Thảo luận dân chủ tại đại hội", Verdict::NotJudged, "Cần hồ sơ thảo luận; tệp văn bản không thể hiện."),
        ],
        findings: vec![
            finding("II.2.b-1", Code::NoTask, Severity::Error, programme.targets().nth(3).map(|it| &it.anchor), "Thu nhập bình quân đầu người nhóm 4", 21),
            finding("II.2.b-4/lead", Code::NoLead, Severity::Error, first, title, 40),
            finding("II.2.b-4/lead", Code::JointLead, Severity::Warning, first, title, 41),
            finding("II.2.b-4/lead", Code::Slogan, Severity::Note, None, "", 0),
        ],
        coverage,
    }
}
