//! II.2.c-1: duties of each agency.
//!
//! Met: at least three single named agencies or posts have duties of their own in the organisation part, an annex, by
//! agency, or as lead of rows or blocks. Partly: fewer, or only a general sentence. Unmet: no assignment.

use std::collections::BTreeSet;
use std::sync::Arc;

use hanhdong_domain::organisation::split_names;
use hanhdong_domain::programme::{PartRole, PassageRole};
use hanhdong_domain::{Code, Finding, Verdict};

use super::{Asked, Said};
use crate::facts::Facts;
use crate::names::Name;
use crate::say::say;

/// Every single named agency or post with a duty, folded.
pub(super) fn agencies<'a>(facts: &'a Facts<'_>) -> BTreeSet<&'a str> {
    let led = facts.tasks.iter().flat_map(|it| &it.leads);
    let given = facts.given_duties();
    // One printed name is one `Arc` (see `Memory`): most repetitions fall away without reading a letter.
    let mut names: Vec<&Arc<Name>> = led.chain(given).collect();
    names.sort_unstable_by_key(|it| Arc::as_ptr(it));
    names.dedup_by_key(|it| Arc::as_ptr(it));
    names.into_iter().filter(|it| it.is_single()).map(|it| it.folded.trim()).collect()
}

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let count = agencies(facts).len();
    let needed = asked.number("agencies");
    let general = !facts.duties.is_empty() || facts.tasks.iter().any(|it| !it.leads.is_empty());
    let verdict = if count as f64 >= needed {
        Verdict::Met
    } else if count > 0 || general {
        Verdict::Partly
    } else {
        Verdict::Unmet
    };
    let why = say!(
        asked.language,
        "{count} cơ quan, đơn vị, cá nhân cụ thể được giao nhiệm vụ, cần từ {needed}",
        "{count} single agencies or posts have duties of their own; {needed} are needed"
    );
    let mut findings = Vec::new();
    if verdict != Verdict::Met {
        findings.push(asked.whole(
            Code::NoDuty,
            say!(asked.language, "Mới có {count} cơ quan, đơn vị, cá nhân được phân công cụ thể", "Only {count} agencies or posts are given duties"),
            say!(asked.language, "Trong phần tổ chức thực hiện, nêu từng cơ quan, đơn vị và việc được giao", "List each agency and its duties in the third part"),
        ));
    }
    findings.extend(named_without_duty(asked));
    for duty in &facts.duties {
        let item = duty.item();
        if !duty.names_a_unit() {
            findings.push(asked.about(
                Code::NoDuty,
                item,
                say!(asked.language, "Việc được nêu chưa giao cho cơ quan, đơn vị nào", "This duty is given to nobody"),
                say!(asked.language, "Ghi cơ quan, đơn vị thực hiện", "Say who does it"),
            ));
        }
        let mut bodies: Vec<usize> = duty.names.iter().flat_map(|it| it.ended().iter().copied()).collect();
        bodies.sort_unstable();
        bodies.dedup();
        findings.extend(asked.ended_in(item, &bodies));
    }
    Said { verdict, why, findings }
}

/// Recipients and bodies of the house that prose of the organisation part names, although nothing gives them anything to do.
fn named_without_duty(asked: &Asked<'_>) -> Vec<Finding> {
    let facts = asked.facts;
    let prose: Vec<_> = facts.passages.iter().filter(|it| it.part.role == PartRole::Organisation && it.it.role == PassageRole::Prose).collect();
    if prose.is_empty() {
        return Vec::new();
    }
    let issuer = facts.programme.document.issuer.as_deref().map(Name::new);
    let given = facts.given_duties();
    let working = facts.tasks.iter().flat_map(|it| it.leads.iter().chain(&it.coordinators));
    let busy: BTreeSet<&str> = given.chain(working).map(|it| it.folded.trim()).collect();
    let recipients = facts.programme.document.recipients.iter().flat_map(|it| split_names(it.text.split(" (").next().unwrap_or("")));
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    for name in recipients.chain(asked.bodies.iter().cloned()).map(|it| Name::new(&it)).filter(|it| it.is_single() && it.is_body()) {
        // "Văn phòng Đảng uỷ xã Mẫu A" is named without its ground in the papers of its own committee.
        let words = issuer.as_ref().map_or(name.folded.trim(), |it| without_ground(name.folded.trim(), &it.folded));
        if !seen.insert(words.to_owned()) {
            continue;
        }
        let long = words.contains(' ') && words.split(' ').count() >= 2;
        let has_duty = busy.iter().any(|it| it.contains(words) || words.contains(it)) || issuer.as_ref().is_some_and(|it| it.folded == name.folded);
        let Some(passage) = prose.iter().find(|it| long && !has_duty && it.text.says(words)) else { continue };
        let text = &name.text;
        out.push(asked.at(
            Code::NoDuty,
            &passage.it.place,
            &passage.it.text,
            say!(asked.language, "\"{text}\" được nhắc đến nhưng chưa được giao nhiệm vụ cụ thể", "\"{text}\" is named here, but nothing is given to it"),
            say!(asked.language, "Ghi rõ việc giao cho \"{text}\", hoặc bỏ tên nếu không giao việc", "Say what \"{text}\" has to do, or leave the name out"),
        ));
    }
    out
}

/// The words of a name without the ground at their end that the issuer has too.
fn without_ground<'a>(words: &'a str, issuer: &str) -> &'a str {
    let ground: Vec<&str> = issuer.split_whitespace().skip(2).collect();
    let bare = words.strip_suffix(&ground.join(" ")).map(str::trim_end);
    bare.filter(|it| !ground.is_empty() && it.contains(' ')).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, codes_in, of_house, verdict_of};
    use hanhdong_domain::programme::ArrangementKind::Execute;
    use rstest::rstest;

    #[rstest]
    #[case(&["Văn phòng Đảng uỷ", "Ban Xây dựng Đảng", "Phòng Kinh tế"], Verdict::Met)]
    #[case(&["Văn phòng Đảng uỷ", "Văn phòng Đảng uỷ", "Phòng Kinh tế"], Verdict::Partly)]
    #[case(&["Các cơ quan, đơn vị"], Verdict::Partly)]
    #[case(&["UBND các xã", "các chi bộ", "Phòng Kinh tế"], Verdict::Partly)]
    #[case(&[], Verdict::Unmet)]
    fn three_single_agencies_with_duties_are_needed(#[case] units: &[&str], #[case] verdict: Verdict) {
        let draft = units.iter().fold(Draft::new(), |it, unit| it.duty(unit, "thực hiện chương trình", &[Execute]));
        assert_eq!(verdict_of(&draft, "II.2.c-1"), verdict);
        assert_eq!(codes(&draft, "II.2.c-1").is_empty(), verdict == Verdict::Met);
    }

    #[rstest]
    #[case("Uỷ ban Kiểm tra và Hội Nông dân xã cùng quan tâm thực hiện.", 1)]
    #[case("Văn phòng Đảng uỷ đã được giao việc ở trên.", 0)]
    #[case("Các cơ quan quan tâm thực hiện.", 0)]
    fn an_agency_named_in_prose_without_a_duty_is_found(#[case] prose: &str, #[case] found: usize) {
        let units = ["Văn phòng Đảng uỷ", "Ban Xây dựng Đảng", "Phòng Kinh tế"];
        let draft = units.iter().fold(Draft::new(), |it, unit| it.duty(unit, "thực hiện chương trình", &[Execute]));
        let draft = draft.issued_by("ĐẢNG BỘ XÃ MẪU A").recipients(&["Các chi bộ trực thuộc", "Văn phòng Đảng uỷ, Hội Nông dân xã", "Lưu: Văn phòng"]).passage(prose);
        assert_eq!((verdict_of(&draft, "II.2.c-1"), codes(&draft, "II.2.c-1")), (Verdict::Met, vec![Code::NoDuty; found]));
    }

    #[rstest]
    #[case("Hội Nông dân cùng quan tâm thực hiện.", &["Hội Nông dân xã Mẫu A"], 1)]
    #[case("Hội Nông dân cùng quan tâm thực hiện.", &["Đoàn Thanh niên xã Mẫu A"], 0)]
    #[case("Hội Nông dân cùng quan tâm thực hiện.", &[], 0)]
    #[case("Văn phòng Đảng uỷ theo dõi.", &["Văn phòng Đảng uỷ xã Mẫu A"], 0)]
    fn a_body_of_the_house_named_in_prose_without_a_duty_is_found(#[case] prose: &str, #[case] bodies: &[&str], #[case] found: usize) {
        let units = ["Văn phòng Đảng uỷ", "Ban Xây dựng Đảng", "Phòng Kinh tế"];
        let draft = units.iter().fold(Draft::new(), |it, unit| it.duty(unit, "thực hiện chương trình", &[Execute])).issued_by("ĐẢNG BỘ XÃ MẪU A").passage(prose);
        let bodies: Vec<String> = bodies.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(codes_in(&of_house(&draft, &bodies), "II.2.c-1"), vec![Code::NoDuty; found]);
    }
}
