//! II.2.c-3: carrying out is organised.
//!
//! Met: named bodies must make their own plan or organise execution, by a date or rhythm. Partly: named without a date,
//! or a general sentence. Unmet: nothing.

use hanhdong_domain::programme::{ArrangementKind, Form};
use hanhdong_domain::{Code, Verdict};

use super::{Asked, Said, says_time};
use crate::say::say;
use crate::text::{Mark, Text};

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let mut dated = 0;
    let mut told = 0;
    for duty in &facts.duties {
        if asks_for_a_plan(duty.text()) || duty.kinds().iter().any(|it| matches!(it, ArrangementKind::Execute | ArrangementKind::Draft)) {
            told += 1;
            dated += usize::from(duty.is_given() && says_time(duty.text()));
        }
    }
    for task in facts.tasks.iter().filter(|it| it.task().form == Form::Row || it.lead != hanhdong_domain::programme::LeadKind::None).filter(|it| asks_for_a_plan(it.text())) {
        told += 1;
        dated += usize::from(task.leads.iter().any(|it| it.is_somebody()) && task.task().deadline.to.is_some());
    }
    let general = facts.passages.iter().any(|it| asks_for_a_plan(&it.text));
    let verdict = if dated > 0 {
        Verdict::Met
    } else if told > 0 || general {
        Verdict::Partly
    } else {
        Verdict::Unmet
    };
    let why = say!(
        asked.language,
        "{told} chỗ giao xây dựng kế hoạch riêng hoặc tổ chức thực hiện, {dated} chỗ có đơn vị cụ thể và thời gian",
        "{told} places tell bodies to plan or carry out, {dated} of them with a named body and a time"
    );
    let mut findings = Vec::new();
    if verdict != Verdict::Met {
        findings.push(asked.whole(
            Code::NoOwnPlan,
            say!(asked.language, "Chưa giao cơ quan, đơn vị cụ thể xây dựng kế hoạch thực hiện kèm thời gian", "No named body is told to make its own plan by a date"),
            say!(asked.language, "Ghi đơn vị nào xây dựng kế hoạch, trong bao lâu hoặc trước ngày nào", "Say which bodies plan, and by when"),
        ));
    }
    Said { verdict, why, findings }
}

fn asks_for_a_plan(text: &Text) -> bool {
    text.mark(Mark::AsksForPlan, |text| {
        text.says_any(&[
            "xay dung ke hoach",
            "xay dung va to chuc thuc hien ke hoach",
            "ban hanh ke hoach",
            "cu the hoa",
            "xay dung chuong trinh",
            "ke hoach trien khai",
            "ke hoach thuc hien",
            "ke hoach hanh dong",
            "to chuc thuc hien ke hoach",
        ])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, verdict_of};
    use rstest::rstest;

    #[rstest]
    #[case("Các chi bộ trực thuộc", "xây dựng kế hoạch thực hiện trong tháng 3/2026", Verdict::Met)]
    #[case("Các chi bộ trực thuộc", "xây dựng kế hoạch thực hiện", Verdict::Partly)]
    #[case("", "Các đơn vị xây dựng kế hoạch thực hiện", Verdict::Partly)]
    fn own_plans_need_a_body_and_a_time(#[case] unit: &str, #[case] duty: &str, #[case] verdict: Verdict) {
        let draft = Draft::new().duty(unit, duty, &[ArrangementKind::Draft]);
        assert_eq!(verdict_of(&draft, "II.2.c-3"), verdict);
        assert_eq!(codes(&draft, "II.2.c-3").is_empty(), verdict == Verdict::Met);
    }

    #[test]
    fn nothing_said_is_unmet() {
        assert_eq!((verdict_of(&Draft::new(), "II.2.c-3"), codes(&Draft::new(), "II.2.c-3")), (Verdict::Unmet, vec![Code::NoOwnPlan]));
    }
}
