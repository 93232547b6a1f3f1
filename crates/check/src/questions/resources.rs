//! II.2.b-3/resources: with what.
//!
//! Met: at least 90 % of tasks name a source, an amount or another resource. Partly: some do (at least 2 and 5 %), or a
//! passage says which kinds of work are paid from which sources. A general sentence for everything is nothing; a task
//! whose subject is money counts for itself only.

use hanhdong_domain::programme::{FundingSource, TaskItem};
use hanhdong_domain::{Code, Verdict};

use super::{Asked, Said, share};
use crate::facts::{Facts, TaskFact};
use crate::say::say;
use crate::statement::segments;
use crate::text::{Mark, Text};

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let total = facts.tasks.len();
    if total == 0 {
        return asked.no_tasks();
    }
    let (verdict, count) = verdict(asked);
    let (counts, met) = asked.counts(count, total);
    let why = say!(asked.language, "{counts} nhiệm vụ nêu nguồn lực, cần từ {met} %", "{counts} tasks name a resource; {met} % are needed");
    let hint = say!(
        asked.language,
        "Ghi nguồn vốn, số tiền hoặc nguồn lực khác; chưa rõ thì ghi \"đang xác định\" và ai xác định",
        "Name a source, an amount or another resource; or who will settle it"
    );
    let findings = if share(count, total) >= 0.5 {
        let message = say!(asked.language, "Nhiệm vụ chưa xác định nguồn lực", "No resource is named");
        facts.tasks.iter().filter(|it| !has_resource(it)).map(|it| asked.about_task(Code::NoResource, it, message.clone(), hint.clone())).collect()
    } else {
        // Where most tasks lack it, it is one thing to mend, not one for each task.
        let without = total - count;
        vec![asked.whole(Code::NoResource, say!(asked.language, "{without}/{total} nhiệm vụ chưa xác định nguồn lực", "{without} of {total} tasks name no resource"), hint)]
    };
    Said { verdict, why, findings }
}

/// The verdict, and how many tasks name a resource.
pub(super) fn verdict(asked: &Asked<'_>) -> (Verdict, usize) {
    let facts = asked.facts;
    let total = facts.tasks.len();
    let count = facts.tasks.iter().filter(|it| has_resource(it)).count();
    // The load question asks too, without these parameters of its own.
    let or = |name: &str, own: f64| if asked.question.parameters.iter().any(|(it, _)| *it == name) { asked.number(name) } else { own };
    let resources = asked.question.name == "resources";
    let (met, partly, least) = if resources { (or("met", 0.9), or("partly", 0.05), or("tasks", 2.0)) } else { (0.9, 0.05, 2.0) };
    let verdict = if total > 0 && share(count, total) >= met {
        Verdict::Met
    } else if (count as f64 >= least && share(count, total) >= partly) || splits_by_kind_of_work(facts) {
        Verdict::Partly
    } else {
        Verdict::Unmet
    };
    (verdict, count)
}

fn has_resource(task: &TaskFact<'_>) -> bool {
    let it: &TaskItem = task.task();
    let stated = it.resources.iter().any(|it| it.is_concrete() || names_something(&it.text));
    stated || allots_money(task.text()) || task.details.iter().any(|it| allots_money(it))
}

/// Words beside money: people, equipment, "nội dung do đơn vị tự bố trí"; not "theo quy định".
fn names_something(text: &str) -> bool {
    Text::new(text).says_any(&["can bo", "bien che", "nhan luc", "thiet bi", "quy dat", "ngay cong", "dien tich", "hien vat", "dau tu cong", "vat tu"])
}

/// A sentence that allots money to its own work ("bố trí ... từ ngân sách", "kinh phí: 3 tỷ"); a law or mechanism about
/// money allots none.
fn allots_money(text: &Text) -> bool {
    text.mark(Mark::AllotsMoney, |text| {
        let money = text.says_any(&["kinh phi", "ngan sach", "nguon von", "von dau tu", "nguon luc"]);
        money
            && text.says_any(&["bo tri", "phan bo", "can doi", "kinh phi thuc hien", "nguon kinh phi", "tu nguon", "tu ngan sach", "ty dong", "trieu dong"])
            && !text.says_any(&["co che", "luat", "quy dinh"])
    })
}

/// Does a passage say which kinds of work are paid from which sources? A split by year or by level of budget alone is a
/// general sentence.
fn splits_by_kind_of_work(facts: &Facts<'_>) -> bool {
    let passages = facts.passages.iter().map(|it| &it.text);
    let duties = facts.duties.iter().map(|it| &it.fact.text);
    passages.chain(duties).filter(|it| it.says_any(&["kinh phi", "nguon von", "nguon luc", "ngan sach"])).any(|text| {
        let mut pairs: Vec<(&str, u8)> = segments(text.raw()).flat_map(|it| it.split(", ")).filter_map(|it| Some((kind_of_work(it)?, source_class(it)?))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs.iter().any(|(kind, source)| pairs.iter().any(|(k, s)| k != kind && s != source))
    })
}

fn kind_of_work(segment: &str) -> Option<&'static str> {
    const KINDS: &[&str] =
        &["cong trinh", "du an", "ha tang", "dao tao", "tap huan", "tuyen truyen", "khoa hoc", "mua sam", "chuyen doi so", "sinh ke", "nha o", "duong", "an sinh", "chinh sach"];
    let text = Text::new(segment);
    KINDS.iter().copied().find(|it| text.says(it))
}

fn source_class(segment: &str) -> Option<u8> {
    let text = Text::new(segment);
    if text.says_any(&["dau tu cong", "von dau tu phat trien"]) {
        return Some(0);
    }
    if text.says_any(&["su nghiep", "chi thuong xuyen"]) {
        return Some(1);
    }
    Some(match FundingSource::find(segment)? {
        FundingSource::CentralBudget | FundingSource::ProvincialBudget | FundingSource::LocalBudget | FundingSource::StateBudget => 2,
        FundingSource::Oda => 3,
        FundingSource::Business => 4,
        FundingSource::Social => 5,
        FundingSource::Credit => 6,
        FundingSource::Other => 7,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, verdict_of};
    use rstest::rstest;

    const CLAUSE: &str = "II.2.b-3/resources";

    #[rstest]
    #[case(9, 1, Verdict::Met, 1)]
    #[case(5, 5, Verdict::Partly, 5)]
    #[case(2, 38, Verdict::Partly, 1)]
    #[case(2, 39, Verdict::Unmet, 1)]
    #[case(1, 9, Verdict::Unmet, 1)]
    #[case(0, 10, Verdict::Unmet, 1)]
    fn two_tasks_and_five_percent_are_some(#[case] with: usize, #[case] without: usize, #[case] verdict: Verdict, #[case] found: usize) {
        let draft = Draft::new().rows(with, |it, _| it.title = "Mở tuyến đường".into()).resources("Ngân sách xã 3 tỷ đồng").rows(without, |it, n| it.title = format!("Việc {n}"));
        assert_eq!(verdict_of(&draft, CLAUSE), verdict);
        assert_eq!(codes(&draft, CLAUSE), vec![Code::NoResource; found]);
    }

    #[rstest]
    #[case("Kinh phí thực hiện từ ngân sách nhà nước và các nguồn hợp pháp khác.", Verdict::Unmet)]
    #[case("Kinh phí: ngân sách tỉnh năm 2026, ngân sách xã từ năm 2027.", Verdict::Unmet)]
    #[case("Nguồn lực: các công trình hạ tầng dùng vốn đầu tư công; đào tạo, tập huấn dùng kinh phí sự nghiệp.", Verdict::Partly)]
    fn a_general_sentence_is_nothing_and_a_split_by_work_is_something(#[case] passage: &str, #[case] verdict: Verdict) {
        let draft = Draft::new().rows(10, |it, n| it.title = format!("Việc {n}")).passage(passage);
        assert_eq!(verdict_of(&draft, CLAUSE), verdict, "{passage}");
    }

    #[test]
    fn a_law_about_money_is_no_resource_of_its_task() {
        let draft = Draft::new().rows(2, |it, _| it.title = "Sửa đổi Luật Ngân sách nhà nước".into());
        assert_eq!(verdict_of(&draft, CLAUSE), Verdict::Unmet);
    }
}
