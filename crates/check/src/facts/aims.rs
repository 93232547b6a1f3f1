//! Which goals and targets count: purposes serve II.1 only, and what prose states again of the table counts once.

use std::collections::BTreeMap;

use hanhdong_domain::programme::{Anchor, Form, Goal, GoalKind};

use super::{Facts, is_aim};
use crate::similar::Index;
use crate::statement::Statement;
use crate::text::Text;

/// From how many rows with a level on targets stand in a table, which prose may state again.
const ROWS_MIN: usize = 3;

/// Is it a purpose (mục đích) rather than a goal, whatever its heading says: to carry out a paper, with nothing to be
/// reached by any year?
pub(super) fn is_purpose(goal: &Goal, text: &Text) -> bool {
    const BEGINS: &[&str] = &[
        "to chuc the che hoa",
        "the che hoa",
        "cu the hoa",
        "quan triet",
        "to chuc quan triet",
        "to chuc thuc hien",
        "to chuc trien khai",
        "trien khai",
        "xac dinh",
        "phan cong",
        "nham",
        "lam can cu",
        "lam co so",
        "tao chuyen bien",
        "tao su thong nhat",
        "nang cao nhan thuc",
    ];
    const PAPERS: &[&str] = &["nghi quyet", "chi thi", "ket luan", "chuong trinh hanh dong", "chuong trinh nay", "ke hoach nay"];
    let reaches_nothing = goal.horizons.is_empty() && goal.schedule.to.is_none();
    goal.kind == GoalKind::Goal && reaches_nothing && text.begins_any(BEGINS) && text.says_any(PAPERS) && text.statements().is_empty()
}

/// The goals and targets in prose that state a row of the target table again, each with that row: the same subject, the
/// same figure, no other year. One that says a year where the row says none is kept.
pub(super) fn restated(facts: &Facts<'_>) -> BTreeMap<Anchor, Anchor> {
    let of_target = |form: Form| facts.targets.iter().filter(move |it| it.it.form == form).filter_map(|it| Some((&it.it.anchor, Statement::of_target(it.it, it.text.words())?)));
    let rows: Vec<(&Anchor, Statement)> = of_target(Form::Row).collect();
    if rows.len() < ROWS_MIN {
        return BTreeMap::new();
    }
    let index = Index::of(rows.iter().map(|it| it.1.words.as_slice()));
    let row_of = |made: &Statement| {
        let near = index.alike(&made.words, 3).into_iter().filter(|(_, likeness)| likeness.is_alike());
        let same = |row: &Statement| row.agrees(made) && row.unit == made.unit && row.same_year(made) && (made.years.is_empty() || !row.years.is_empty());
        near.filter_map(|(number, _)| rows.get(number)).find(|(_, row)| same(row)).map(|(anchor, _)| (*anchor).clone())
    };
    let mut out: BTreeMap<Anchor, Anchor> = of_target(Form::Prose).filter_map(|(anchor, made)| Some((anchor.clone(), row_of(&made)?))).collect();
    for goal in facts.goals.iter().filter(|it| is_aim(it.it.kind)) {
        // A goal that says a second thing with a figure, or years of its own that no row has, is more than a row.
        let [made] = goal.text.statements() else { continue };
        let years = if made.years.is_empty() { goal.it.horizons.clone() } else { made.years.clone() };
        if let Some(row) = row_of(&Statement { years, ..made.clone() }) {
            out.insert(goal.it.anchor.clone(), row);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use hanhdong_domain::Verdict;
    use hanhdong_domain::programme::{Form, GoalKind};
    use rstest::rstest;

    use crate::fixture::{Draft, codes, report, verdict_of};

    fn table() -> Draft {
        Draft::new()
            .target("1", "Tỷ lệ hộ dân nông thôn dùng nước sạch đạt chuẩn", "95", Some(2030))
            .target("2", "Tỷ lệ lao động qua đào tạo có bằng cấp", "40", Some(2030))
            .target("3", "Tỷ lệ che phủ rừng toàn xã", "52", Some(2030))
    }

    #[rstest]
    #[case("Tỷ lệ hộ dân nông thôn dùng nước sạch đạt chuẩn 95%", "95", Some(2030), 3)]
    #[case("Tỷ lệ hộ dân nông thôn dùng nước sạch đạt chuẩn 90%", "90", Some(2030), 4)]
    #[case("Tỷ lệ hộ dân nông thôn dùng nước sạch đạt chuẩn 95%", "95", Some(2035), 4)]
    #[case("Tỷ lệ trẻ em trong độ tuổi đến trường 95%", "95", Some(2030), 4)]
    fn a_target_of_the_table_stated_again_in_prose_counts_once(#[case] name: &str, #[case] value: &str, #[case] year: Option<i16>, #[case] count: usize) {
        let draft = table().target_with("", name, value, year, |it| {
            it.form = Form::Prose;
            it.code = None;
        });
        assert_eq!(report(&draft).coverage.len(), count, "{name}");
    }

    #[test]
    fn a_goal_in_prose_that_only_repeats_a_row_counts_once_and_hands_its_tasks_to_the_row() {
        let draft = table().goal(GoalKind::Goal, "Tỷ lệ hộ dân nông thôn dùng nước sạch đạt chuẩn 95%", &[2030]).task("Mở rộng mạng nước", "Phòng Kinh tế", "", "2028");
        let mut linked = draft.clone();
        let goal = linked.programme.goals().next().expect("a goal").anchor.clone();
        let task = linked.programme.tasks().next().expect("a task").anchor.clone();
        linked.programme.links.push(hanhdong_domain::programme::Link { from: task.clone(), to: goal, by: hanhdong_domain::programme::LinkBy::Matrix });
        let rows = report(&linked).coverage;
        assert_eq!((rows.len(), rows[0].served_by.clone()), (3, vec![task]));
        assert_eq!(report(&draft).coverage[0].served_by, []);
    }

    #[test]
    fn without_a_table_every_target_in_prose_counts() {
        let prose = |draft: Draft, n: usize| {
            draft.target_with(&n.to_string(), "Tỷ lệ hộ dân nông thôn dùng nước sạch đạt chuẩn", "95", Some(2030), |it| it.form = Form::Prose)
        };
        assert_eq!(report(&prose(prose(Draft::new(), 1), 2)).coverage.len(), 2);
    }

    #[rstest]
    #[case("Tổ chức thực hiện đầy đủ các quan điểm, nhiệm vụ của Nghị quyết Đại hội", &[], true)]
    #[case("Xác định nhiệm vụ cụ thể để các cơ quan thực hiện Nghị quyết Đại hội", &[], true)]
    #[case("Tổ chức thực hiện Nghị quyết Đại hội, đến năm 2030 xã đạt chuẩn", &[2030], false)]
    #[case("Triển khai Nghị quyết Đại hội, thu nhập bình quân đạt 90 triệu đồng", &[], false)]
    #[case("Xây dựng xã phát triển nhanh, bền vững theo Nghị quyết Đại hội", &[], false)]
    #[case("Xác định nông nghiệp sạch là hướng đi chính", &[], false)]
    fn a_purpose_serves_the_three_parts_only(#[case] text: &str, #[case] years: &[i16], #[case] purpose: bool) {
        let draft = Draft::new().goal(GoalKind::Goal, text, years);
        assert_eq!(report(&draft).coverage.is_empty(), purpose, "{text}");
        assert_eq!(codes(&draft, "II.2.b-1").is_empty(), purpose, "{text}");
        let whole = draft.task("Mở đường", "A", "", "2027").duty("Văn phòng", "đôn đốc", &[hanhdong_domain::programme::ArrangementKind::Urge]);
        assert_eq!(verdict_of(&whole, "II.1"), Verdict::Met);
    }
}
