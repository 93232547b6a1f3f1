//! II.2.b-2 beside last term's programme: every work and scheme that was not finished is continued or stopped with a reason.
//!
//! A programme does not say how its items ended. Asked after are those whose remark says that they go on, those due in
//! the new period, and all works, schemes and projects, unless their remark says that they are finished.

use hanhdong_domain::programme::{Item, TaskItem, WorkItemKind};
use hanhdong_domain::{Code, Finding, Language, Verdict};

use super::Asked;
use super::lying::is_disposed;
use crate::facts::Facts;
use crate::say::say;
use crate::similar::Index;
use crate::text::Text;

/// What became of last term's items.
#[derive(Debug)]
pub(super) struct Carried {
    /// How many are asked after.
    pub(super) total: usize,
    /// One for each that the new programme does not dispose of.
    pub(super) findings: Vec<Finding>,
}

impl Carried {
    /// The verdict as far as last term allows it.
    pub(super) fn limit(&self, verdict: Verdict) -> Verdict {
        match (self.findings.len(), verdict) {
            (0, it) => it,
            (open, Verdict::Met) if open == self.total => Verdict::Unmet,
            (_, Verdict::Met) => Verdict::Partly,
            (_, it @ (Verdict::Partly | Verdict::Unmet | Verdict::NotJudged)) => it,
        }
    }
    pub(super) fn why(&self, language: Language) -> String {
        let (total, done) = (self.total, self.total - self.findings.len());
        say!(
            language,
            "{done}/{total} việc, công trình chưa xong của nhiệm kỳ trước được tiếp tục hoặc nêu lý do dừng",
            "{done}/{total} unfinished items of the last term are continued or stopped with a reason"
        )
    }
}

pub(super) fn disposed(asked: &Asked<'_>, last: &Facts<'_>) -> Carried {
    let said = asked.facts.programme;
    let open = open_items(last, said.document.period.map(|it| it.from));
    let new = New::of(asked.facts);
    let findings = open.iter().filter(|(item, text)| !is_disposed(said, item.anchor()) && !new.dispose_of(*item, text)).map(|(item, _)| not_disposed(asked, *item)).collect();
    Carried { total: open.len(), findings }
}

/// The works and tasks of last term to ask after. `from` is the first year of the new period.
pub(super) fn open_items<'a, 'b>(last: &'b Facts<'a>, from: Option<i16>) -> Vec<(Item<'a>, &'b Text)> {
    let tasks = last.tasks.iter().filter(|it| is_open(it.task(), from)).map(|it| (Item::Task(it.task()), it.text()));
    let works = last.works.iter().filter(|it| !is_finished(it.it.note.as_deref())).map(|it| (Item::KeyWork(it.it), it.text.as_ref()));
    works.chain(tasks).collect()
}

/// Is a task one to ask after? `from` is the first year of the new period.
fn is_open(task: &TaskItem, from: Option<i16>) -> bool {
    let note = Text::new(task.note.as_deref().unwrap_or(""));
    if is_finished(task.note.as_deref()) {
        return false;
    }
    let goes_on = note.says_any(&["chua hoan thanh", "dang thuc hien", "dang trien khai", "chuyen tiep", "do dang", "chua xong"]);
    let due_later = from.is_some_and(|from| task.deadline.to.is_some_and(|it| it.year() > from));
    let large = match task.kind {
        WorkItemKind::Scheme | WorkItemKind::Project | WorkItemKind::Work => true,
        WorkItemKind::Plan | WorkItemKind::Measure => false,
    };
    goes_on || due_later || large
}

fn is_finished(note: Option<&str>) -> bool {
    let note = Text::new(note.unwrap_or(""));
    note.says_any(&["da hoan thanh", "da xong", "hoan thanh nam", "da ban hanh", "da nghiem thu"]) && !note.says("chua hoan thanh")
}

/// What of the new programme can take an item up, or say that it stops.
struct New<'a> {
    index: Index,
    /// The number of each text that is an item, and whether the text says that something ends.
    texts: Vec<(Option<&'a str>, bool, bool)>,
}

impl<'a> New<'a> {
    fn of(facts: &'a Facts<'_>) -> New<'a> {
        let mut texts: Vec<(&Text, Option<&'a str>, bool)> = Vec::new();
        texts.extend(facts.works.iter().map(|it| (it.text.as_ref(), it.it.code.as_deref(), true)));
        for task in &facts.tasks {
            texts.push((task.text(), task.task().code.as_deref(), true));
            texts.extend(task.details.iter().map(|it| (it.as_ref(), None, true)));
        }
        texts.extend(facts.duties.iter().map(|it| (it.text(), None, false)));
        texts.extend(facts.passages.iter().map(|it| (it.text.as_ref(), None, false)));
        let index = Index::of(texts.iter().map(|it| it.0.words()));
        New { index, texts: texts.iter().map(|(text, code, item)| (*code, *item, says_why_it_stops(text))).collect() }
    }
    /// Continued by an item of the same number and subject or of much the same words, or stopped where a reason is said.
    fn dispose_of(&self, item: Item<'_>, text: &Text) -> bool {
        self.index.alike(text.words(), 8).into_iter().any(|(number, likeness)| {
            let Some((code, is_item, stops)) = self.texts.get(number) else { return false };
            let same_code = code.is_some() && *code == item.code();
            let near = likeness.cover >= 0.3 || likeness.fit >= 0.5;
            (*is_item && (likeness.is_alike() || (same_code && near))) || (*stops && likeness.cover >= 0.5)
        })
    }
}

/// Does it say that something is stopped, merged or handed over, and why?
fn says_why_it_stops(text: &Text) -> bool {
    const STOPS: &[&str] = &["dung thuc hien", "khong tiep tuc", "ket thuc", "dung trien khai", "long ghep", "chuyen giao", "ban giao", "khong thuc hien"];
    const REASONS: &[&str] = &["do", "vi", "ly do", "de", "theo", "boi"];
    text.says_any(STOPS) && text.says_any(REASONS)
}

/// The finding stands at no place of the new programme: it quotes the item of last term.
fn not_disposed(asked: &Asked<'_>, item: Item<'_>) -> Finding {
    let line = item.place().line;
    let kind = match item {
        Item::KeyWork(_) => say!(asked.language, "Công trình", "A key work"),
        Item::Task(_) | Item::Goal(_) | Item::Target(_) | Item::Requirement(_) | Item::Arrangement(_) => say!(asked.language, "Nhiệm vụ", "A task"),
    };
    let message = say!(
        asked.language,
        "{kind} của nhiệm kỳ trước (dòng {line} của chương trình cũ) chưa thấy nêu tiếp tục hay dừng",
        "{kind} of the last term (line {line} of the old programme) is neither continued nor stopped here"
    );
    let hint = say!(
        asked.language,
        "Đưa vào để tiếp tục, lồng ghép vào việc khác, hoặc ghi rõ dừng và lý do; việc đã xong thì ghi \"đã hoàn thành\" ở cột ghi chú của chương trình cũ",
        "Continue it, merge it, or say that it stops and why; where it is finished, say so in the remark column of the old programme"
    );
    asked.at(Code::NotTakenUp, &hanhdong_domain::Place::default(), item.text(), message, hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, beside, codes_in, verdict_in};
    use rstest::rstest;

    const CLAUSE: &str = "II.2.b-2";

    fn new(title: &str) -> Draft {
        Draft::new().period(2025, 2030).task("Xây dựng đề án sinh kế ven sông", "A", "", "2027").task(title, "B", "", "2028")
    }

    #[rstest]
    #[case("Tiếp tục dự án nâng cấp hồ chứa nước Đồng Cao", Verdict::Met, 0)]
    #[case("Phủ sóng 5G toàn xã", Verdict::Partly, 1)]
    fn an_unfinished_project_of_the_last_term_is_continued_or_found(#[case] title: &str, #[case] verdict: Verdict, #[case] found: usize) {
        let last = Draft::new().period(2020, 2025).task("Dự án nâng cấp hồ chứa nước Đồng Cao", "B", "", "2024").task("Xây dựng đề án sinh kế ven sông", "A", "", "2023").task(
            "Tuyên truyền sâu rộng trong nhân dân",
            "C",
            "",
            "2022",
        );
        let report = beside(&new(title), Some(&last), None);
        assert_eq!((verdict_in(&report, CLAUSE), codes_in(&report, CLAUSE)), (verdict, vec![Code::NotTakenUp; found]));
        let why = &report.clauses.iter().find(|it| it.id == CLAUSE).expect("a clause").why;
        assert!(why.contains(&format!("{}/2 việc, công trình chưa xong", 2 - found)), "{why}");
    }

    #[rstest]
    #[case("Dừng thực hiện dự án nâng cấp hồ chứa nước Đồng Cao do không còn phù hợp quy hoạch", 0)]
    #[case("Dự án nâng cấp hồ chứa nước Đồng Cao đã được quan tâm", 1)]
    fn an_item_is_stopped_only_with_a_reason(#[case] passage: &str, #[case] found: usize) {
        let last = Draft::new().task("Dự án nâng cấp hồ chứa nước Đồng Cao", "B", "", "2024");
        assert_eq!(codes_in(&beside(&new("Phủ sóng 5G toàn xã").passage(passage), Some(&last), None), CLAUSE), vec![Code::NotTakenUp; found]);
    }

    #[rstest]
    #[case("đã hoàn thành năm 2024", "2024", 0)]
    #[case("đang thực hiện", "2024", 1)]
    #[case("", "2024", 0)]
    #[case("", "2028", 1)]
    fn a_remark_or_a_later_date_says_whether_a_measure_goes_on(#[case] note: &str, #[case] time: &str, #[case] found: usize) {
        let last = Draft::new().task("Tuyên truyền sâu rộng trong nhân dân", "C", "", time).each(|it| it.note = Some(note.to_owned()));
        assert_eq!(codes_in(&beside(&new("Phủ sóng 5G toàn xã"), Some(&last), None), CLAUSE), vec![Code::NotTakenUp; found]);
    }

    #[test]
    fn a_key_work_of_the_last_term_is_asked_after_where_the_new_text_has_no_works() {
        let last = Draft::new().work("Nhà văn hoá trung tâm xã Mẫu A", "B", "5 tỷ đồng", "2024");
        let none = Draft::new().period(2025, 2030).task("Tuyên truyền sâu rộng", "A", "", "");
        let report = beside(&none, Some(&last), None);
        assert_eq!((verdict_in(&report, CLAUSE), codes_in(&report, CLAUSE)), (Verdict::Unmet, vec![Code::NotTakenUp]));
    }
}
