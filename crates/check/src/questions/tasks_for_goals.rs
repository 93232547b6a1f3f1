//! II.2.b-1: concrete tasks for each goal and target.
//!
//! Met: every target or goal is tied to a task by reference, number, common heading or matrix. Partly: both are there,
//! tied only by subject, or not all. Unmet: no goals or targets, or no tasks. Slogans and repeated items are found here.

use hanhdong_domain::programme::{Item, WorkItemKind};
use hanhdong_domain::{Code, Finding, Verdict};

use super::repeats::duplicates;
use super::{Asked, Said};
use crate::facts::TaskFact;
use crate::say::say;
use crate::similar::nearest_of_each;
use crate::text::Text;

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let aims: Vec<_> = facts.aims_and_levels().collect();
    let doers = !facts.tasks.is_empty() || !facts.works.is_empty();
    let tied = aims.iter().filter(|(it, _)| is_tied(asked, *it)).count();
    let verdict = if aims.is_empty() || !doers {
        Verdict::Unmet
    } else if tied == aims.len() {
        Verdict::Met
    } else {
        Verdict::Partly
    };
    let (total, tasks) = (aims.len(), facts.tasks.len());
    let why = say!(
        asked.language,
        "{tied}/{total} mục tiêu, chỉ tiêu được gắn với nhiệm vụ (bằng số thứ tự, dẫn chiếu, đề mục chung hoặc bảng đối chiếu); văn bản có {tasks} nhiệm vụ",
        "{tied}/{total} goals and targets are tied to tasks (by number, reference, common heading or matrix); the text has {tasks} tasks"
    );
    let mut findings = Vec::new();
    let (untied_items, words): (Vec<Item<'_>>, Vec<&Text>) = aims.iter().filter(|(it, _)| !is_tied(asked, *it)).map(|(it, text)| (*it, text.as_ref())).unzip();
    if !untied_items.is_empty() {
        let texts: Vec<&Text> = facts.tasks.iter().map(TaskFact::text).collect();
        let near = nearest_of_each(&words, &texts);
        findings.extend(untied_items.into_iter().zip(near).map(|(item, near)| untied(asked, item, near.and_then(|it| facts.tasks.get(it)))));
    }
    findings.extend(facts.tasks.iter().filter(|it| is_slogan(it)).map(|it| slogan(asked, it)));
    findings.extend(duplicates(asked));
    Said { verdict, why, findings }
}

fn is_tied(asked: &Asked<'_>, item: Item<'_>) -> bool {
    !asked.facts.served_by(item.anchor()).is_empty() || !asked.facts.ties.works_for(item.anchor()).is_empty()
}

fn untied(asked: &Asked<'_>, item: Item<'_>, near: Option<&TaskFact<'_>>) -> Finding {
    let message = say!(asked.language, "Mục tiêu, chỉ tiêu chưa gắn với nhiệm vụ nào", "No task is tied to this goal or target");
    let hint = match near.map(TaskFact::label) {
        Some(label) => say!(
            asked.language,
            "Gần nhất về nội dung là nhiệm vụ \"{label}\": ghi số chỉ tiêu vào nhiệm vụ, hoặc bổ sung nhiệm vụ",
            "Nearest by subject is task \"{label}\": note the target's number there, or add a task"
        ),
        None => say!(
            asked.language,
            "Bổ sung nhiệm vụ để thực hiện, hoặc ghi số của mục tiêu, chỉ tiêu vào nhiệm vụ đã có",
            "Add a task, or note the number of the goal or target at an existing one"
        ),
    };
    asked.about(Code::NoTask, item, message, hint)
}

/// A vague verb without object, product, number or date.
fn is_slogan(task: &TaskFact<'_>) -> bool {
    const VAGUE: &[&str] = &[
        "tang cuong",
        "day manh",
        "tiep tuc",
        "quan tam",
        "chu trong",
        "nang cao",
        "phat huy",
        "tich cuc",
        "chu dong",
        "khong ngung",
        "lam tot",
        "thuc hien tot",
        "tap trung",
        "day nhanh",
        "coi trong",
        "quyet liet",
        "khuyen khich",
        "tao dieu kien",
    ];
    const PRODUCTS: &[&str] = &[
        "de an",
        "ke hoach",
        "quy che",
        "nghi quyet",
        "mo hinh",
        "cong trinh",
        "tuyen",
        "lop",
        "hoi nghi",
        "he thong",
        "nen tang",
        "du an",
        "chuong trinh",
        "quy dinh",
        "bo tieu chi",
        "co so du lieu",
        "trung tam",
        "truong",
        "tram",
        "phan mem",
        "luat",
        "nghi dinh",
        "thong tu",
        "danh muc",
        "quy hoach",
        "khu cong nghiep",
        "ho so",
        "hop dong",
    ];
    const WORDS_MAX: usize = 30;
    let it = task.task();
    it.kind == WorkItemKind::Measure
        && it.deliverable.is_none()
        && it.details.is_empty()
        && !it.deadline.is_datable(None)
        && !task.text().figured()
        && task.text().words().len() <= WORDS_MAX
        && task.text().begins_any(VAGUE)
        && !task.text().says_any(PRODUCTS)
}

fn slogan(asked: &Asked<'_>, task: &TaskFact<'_>) -> Finding {
    asked.about_task(
        Code::Slogan,
        task,
        say!(asked.language, "Nhiệm vụ còn chung chung: chưa rõ việc, sản phẩm, con số hoặc thời hạn", "The task is general: no object, product, number or date"),
        say!(
            asked.language,
            "Nêu việc cụ thể, ví dụ: làm gì, ở đâu, bao nhiêu, ra sản phẩm nào, xong khi nào",
            "Say what is done, where, how much, with which product and by when"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, report, verdict_of};
    use hanhdong_domain::programme::GoalKind;
    use rstest::rstest;

    const CLAUSE: &str = "II.2.b-1";

    #[test]
    fn a_target_without_a_task_is_found_and_one_referred_to_is_tied() {
        let draft = Draft::new().target("1", "Hộ dùng nước sạch", "95", Some(2030)).target("2", "Đường được cứng hoá", "90", Some(2030)).task(
            "Mở rộng mạng cấp nước (chỉ tiêu 1)",
            "A",
            "",
            "",
        );
        assert_eq!((verdict_of(&draft, CLAUSE), codes(&draft, CLAUSE)), (Verdict::Partly, vec![Code::NoTask]));
        let draft = draft.task("Bê tông hoá đường thôn (chỉ tiêu số 2)", "A", "", "");
        assert_eq!((verdict_of(&draft, CLAUSE), codes(&draft, CLAUSE)), (Verdict::Met, vec![]));
        assert!(report(&draft).coverage.iter().all(|it| it.served_by.len() == 1));
    }

    #[test]
    fn a_common_heading_ties_and_an_empty_one_does_not() {
        let of = |heading: &str| {
            let draft = Draft::new().heading(0, heading).target("1", "Hộ dùng nước sạch", "95", Some(2030)).heading(1, heading).task("Mở rộng mạng cấp nước", "A", "", "");
            verdict_of(&draft, CLAUSE)
        };
        assert_eq!(of("Về kinh tế nông thôn"), Verdict::Met);
        assert_eq!(of("Nhiệm vụ cụ thể đến năm 2030"), Verdict::Partly);
    }

    #[test]
    fn links_tie_and_viewpoints_need_no_task() {
        let draft =
            Draft::new().goal(GoalKind::Goal, "Xã đạt chuẩn nông thôn mới", &[2030]).task("Làm đường", "A", "", "").all_linked().goal(GoalKind::Viewpoint, "Lấy dân làm gốc", &[]);
        assert_eq!((verdict_of(&draft, CLAUSE), codes(&draft, CLAUSE)), (Verdict::Met, vec![]));
    }

    #[rstest]
    #[case("Tăng cường công tác lãnh đạo, chỉ đạo", "Thường xuyên", &[Code::Slogan])]
    #[case("Đẩy mạnh phát triển kinh tế", "", &[Code::Slogan])]
    #[case("Đẩy mạnh phát triển kinh tế", "Quý IV/2026", &[])]
    #[case("Tăng cường kiểm tra 12 cơ sở", "", &[])]
    #[case("Nâng cao chất lượng tuyến đường liên xã", "", &[])]
    #[case("Lắp đặt đèn chiếu sáng", "", &[])]
    fn a_slogan_has_no_object_product_number_or_date(#[case] title: &str, #[case] time: &str, #[case] found: &[Code]) {
        let draft = Draft::new().goal(GoalKind::Goal, "Mục tiêu", &[2030]).task(title, "A", "", time).all_linked();
        assert_eq!(codes(&draft, CLAUSE), found, "{title}");
    }

    #[test]
    fn nothing_to_do_or_nothing_to_reach_is_unmet() {
        assert_eq!(verdict_of(&Draft::new().task("Làm đường", "A", "", ""), CLAUSE), Verdict::Unmet);
        assert_eq!(verdict_of(&Draft::new().target("1", "Hộ dùng nước sạch", "95", Some(2030)), CLAUSE), Verdict::Unmet);
    }
}
