//! II.2.c-4: urge, inspect, supervise.
//!
//! Met: urging (or monitoring and reporting up) and inspection or supervision of the execution of this document are both
//! given to named bodies or posts. Partly: one of the two, or both without a named body. Unmet: neither.

use hanhdong_domain::programme::ArrangementKind;
use hanhdong_domain::{Code, Verdict};

use super::{Asked, Said};
use crate::say::say;
use crate::text::Text;

/// How far a function is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Given {
    Not,
    ToNobody,
    ToSomebody,
}

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let mut urging = Given::Not;
    let mut watching = Given::Not;
    for duty in &asked.facts.duties {
        let to = if duty.is_given() { Given::ToSomebody } else { Given::ToNobody };
        let this = is_about_execution(duty.text());
        for kind in duty.kinds() {
            match kind {
                ArrangementKind::Urge if this => urging = urging.max(to),
                // Reporting up counts as urging where it goes with following the execution.
                ArrangementKind::Report if this && duty.text().says_any(&["theo doi", "tong hop", "don doc"]) => urging = urging.max(to),
                ArrangementKind::Inspect | ArrangementKind::Supervise if this => watching = watching.max(to),
                ArrangementKind::Urge | ArrangementKind::Report | ArrangementKind::Inspect | ArrangementKind::Supervise => {}
                ArrangementKind::Execute | ArrangementKind::Draft => {}
            }
        }
    }
    let verdict = match (urging, watching) {
        (Given::ToSomebody, Given::ToSomebody) => Verdict::Met,
        (Given::Not, Given::Not) => Verdict::Unmet,
        _ => Verdict::Partly,
    };
    let said = |given: Given| match given {
        Given::Not => say!(asked.language, "chưa giao", "not given"),
        Given::ToNobody => say!(asked.language, "có nêu nhưng chưa giao đơn vị cụ thể", "said, but given to nobody in particular"),
        Given::ToSomebody => say!(asked.language, "đã giao đơn vị cụ thể", "given to a named body"),
    };
    let (urge, watch) = (said(urging), said(watching));
    let why = say!(asked.language, "Đôn đốc, theo dõi: {urge}; kiểm tra, giám sát: {watch}", "Urging: {urge}; inspection or supervision: {watch}");
    let mut findings = Vec::new();
    for (given, what) in [(urging, say!(asked.language, "đôn đốc, theo dõi", "urging")), (watching, say!(asked.language, "kiểm tra, giám sát", "inspection or supervision"))]
    {
        if given != Given::ToSomebody {
            findings.push(asked.whole(
                Code::NoSupervision,
                say!(asked.language, "Việc {what} thực hiện chương trình chưa giao đơn vị cụ thể", "Nobody in particular is given the {what} of this programme"),
                say!(asked.language, "Ghi đơn vị chịu trách nhiệm {what} và định kỳ báo cáo", "Name the body in charge of {what} and when it reports"),
            ));
        }
    }
    Said { verdict, why, findings }
}

/// Is it said of carrying out this document, not of some field of work ("kiểm tra an toàn thực phẩm")?
fn is_about_execution(text: &Text) -> bool {
    text.says_any(&["thuc hien", "trien khai", "chuong trinh nay", "ke hoach nay", "nghi quyet nay", "chuong trinh hanh dong", "tien do"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, verdict_of};
    use ArrangementKind::{Inspect, Supervise, Urge};
    use rstest::rstest;

    #[rstest]
    #[case(&[("Văn phòng Đảng uỷ", "đôn đốc việc thực hiện", Urge), ("Cơ quan UBKT", "kiểm tra việc thực hiện", Inspect)], Verdict::Met)]
    #[case(&[("Văn phòng Đảng uỷ", "đôn đốc việc thực hiện", Urge), ("Mặt trận Tổ quốc xã", "giám sát việc thực hiện", Supervise)], Verdict::Met)]
    #[case(&[("Văn phòng Đảng uỷ", "đôn đốc việc thực hiện", Urge)], Verdict::Partly)]
    #[case(&[("", "đôn đốc việc thực hiện", Urge), ("", "kiểm tra việc thực hiện", Inspect)], Verdict::Partly)]
    #[case(&[("Trạm Y tế", "kiểm tra an toàn thực phẩm", Inspect)], Verdict::Unmet)]
    #[case(&[], Verdict::Unmet)]
    fn both_must_be_given_to_named_bodies(#[case] duties: &[(&str, &str, ArrangementKind)], #[case] verdict: Verdict) {
        let draft = duties.iter().fold(Draft::new(), |it, (unit, duty, kind)| it.duty(unit, duty, &[*kind]));
        assert_eq!(verdict_of(&draft, "II.2.c-4"), verdict);
        assert_eq!(codes(&draft, "II.2.c-4").is_empty(), verdict == Verdict::Met);
    }
}
