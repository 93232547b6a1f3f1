//! II.2.b-2: new or continued.
//!
//! Met: at least 90 % of schemes, projects, plans and works say, or let one read, whether new or continued. Partly: some.
//! Unmet: none. Not judged where there are no such items. Where last term's programme
//! is at hand every unfinished item of it is disposed of (`last_term`).

use hanhdong_domain::programme::{Item, Origin, WorkItemKind};
use hanhdong_domain::{Code, Verdict};

use super::{Asked, Said, last_term, share};
use crate::say::say;
use crate::text::Text;

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let tasks = facts.tasks.iter().filter(|it| is_scheme(it.task().kind)).map(|it| (Item::Task(it.task()), it.task().origin, it.text()));
    let works = facts.works.iter().map(|it| (Item::KeyWork(it.it), it.it.origin, it.text.as_ref()));
    let items: Vec<_> = tasks.chain(works).collect();
    let carried = asked.last_term.map(|it| last_term::disposed(asked, it)).filter(|it| it.total > 0);
    if items.is_empty() {
        if let Some(carried) = carried {
            let verdict = carried.limit(Verdict::Met);
            return Said { verdict, why: carried.why(asked.language), findings: carried.findings };
        }
        return Said::not_judged(say!(asked.language, "Văn bản không có đề án, dự án, kế hoạch, công trình", "There are no schemes, projects, plans or works"));
    }
    let known = items.iter().filter(|(_, origin, text)| is_known(*origin, text)).count();
    let verdict = match share(known, items.len()) {
        it if it >= asked.number("met") => Verdict::Met,
        it if it > 0.0 => Verdict::Partly,
        _ => Verdict::Unmet,
    };
    let (counts, met) = asked.counts(known, items.len());
    let mut why = say!(
        asked.language,
        "{counts} đề án, dự án, kế hoạch, công trình cho biết làm mới hay tiếp tục, cần từ {met} %",
        "{counts} schemes, projects, plans and works say whether new or continued; {met} % are needed"
    );
    let mut findings: Vec<_> = items
        .iter()
        .filter(|(_, origin, text)| !is_known(*origin, text))
        .map(|(item, ..)| {
            let message = say!(asked.language, "Chưa rõ xây dựng mới hay tiếp tục từ nhiệm kỳ trước", "It is not said whether this is new or continued");
            let hint = say!(asked.language, "Ghi \"xây dựng mới\" hoặc \"tiếp tục\", kèm văn bản của giai đoạn trước", "Say \"new\" or \"continued\", with the earlier paper");
            asked.about(Code::OriginUnknown, *item, message, hint)
        })
        .collect();
    let Some(carried) = carried else { return Said { verdict, why, findings } };
    why.push_str("; ");
    why.push_str(&carried.why(asked.language));
    let verdict = carried.limit(verdict);
    findings.extend(carried.findings);
    Said { verdict, why, findings }
}

pub(super) fn is_scheme(kind: WorkItemKind) -> bool {
    match kind {
        WorkItemKind::Scheme | WorkItemKind::Project | WorkItemKind::Plan | WorkItemKind::Work => true,
        WorkItemKind::Measure => false,
    }
}

/// Said by a column or a word, or to be read from the verb: one builds what is new and mends what is there.
fn is_known(origin: Origin, title: &Text) -> bool {
    const NEW: &[&str] =
        &["xay dung", "ban hanh", "lap", "thanh lap", "khoi cong", "nghien cuu xay dung", "hinh thanh", "dau tu xay dung", "trinh", "tham muu", "de an moi", "du an luat"];
    const CONTINUED: &[&str] =
        &["tiep tuc", "sua doi", "hoan thien", "nang cap", "mo rong", "ra soat", "dieu chinh", "bo sung", "day nhanh", "hoan thanh", "trien khai", "to chuc thuc hien", "cai tao"];
    match origin {
        Origin::New | Origin::Continued => true,
        Origin::Unknown => title.begins_any(NEW) || title.begins_any(CONTINUED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, verdict_of};
    use rstest::rstest;

    #[rstest]
    #[case(&["Xây dựng đề án sinh kế", "Tiếp tục dự án thuỷ lợi"], Verdict::Met, 0)]
    #[case(&["Xây dựng đề án sinh kế", "Dự án thuỷ lợi nội đồng"], Verdict::Partly, 1)]
    #[case(&["Dự án thuỷ lợi nội đồng"], Verdict::Unmet, 1)]
    #[case(&["Tuyên truyền sâu rộng"], Verdict::NotJudged, 0)]
    fn schemes_say_whether_new_or_continued(#[case] titles: &[&str], #[case] verdict: Verdict, #[case] found: usize) {
        let draft = titles.iter().fold(Draft::new(), |it, title| it.task(title, "A", "", ""));
        assert_eq!((verdict_of(&draft, "II.2.b-2"), codes(&draft, "II.2.b-2")), (verdict, vec![Code::OriginUnknown; found]));
    }
}
