//! II.2.b-4/lead: who leads each task.
//!
//! Met: a table, blocks or a programme by organ, and at least 95 % of the tasks name a unit or person as lead that is
//! not only collective. Partly: at least half do; or items left unassigned while at least three agencies have duties.
//! A collective lead counts as nobody in particular; several names with nobody said to lead count and get a warning.

use hanhdong_domain::organisation::NameKind;
use hanhdong_domain::programme::{Item, LeadKind};
use hanhdong_domain::{Code, Finding, Verdict};

use super::duties::agencies;
use super::{Asked, Said, share};
use crate::facts::{ListKind, TaskFact};
use crate::say::say;

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let total = facts.tasks.len();
    if total == 0 {
        return asked.no_tasks();
    }
    let named = facts.tasks.iter().filter(|it| is_named(it)).count();
    let verdict = verdict(asked, share(named, total));
    let (counts, met) = asked.counts(named, total);
    let why = say!(asked.language, "{counts} nhiệm vụ có đơn vị hoặc cá nhân chủ trì cụ thể, cần từ {met} %", "{counts} tasks name a unit or person as lead; {met} % are needed");
    let findings = facts.tasks.iter().flat_map(|it| findings(asked, it)).collect();
    Said { verdict, why, findings }
}

fn is_named(task: &TaskFact<'_>) -> bool {
    match task.lead {
        LeadKind::Unit | LeadKind::Person => true,
        LeadKind::Collective | LeadKind::None => false,
    }
}

fn verdict(asked: &Asked<'_>, share: f64) -> Verdict {
    let facts = asked.facts;
    let outside = facts.outside().next().is_some();
    let listed = match facts.list {
        ListKind::Table | ListKind::Blocks => true,
        ListKind::ByAgency => !outside,
        // Items whose leads are all named are blocks in all but form.
        ListKind::Items => true,
        ListKind::Nothing => false,
    };
    let duties = || agencies(facts).len() as f64 >= asked.number("agencies");
    let gathered = matches!(facts.list, ListKind::ByAgency | ListKind::Items);
    if listed && share >= asked.number("met") {
        Verdict::Met
    } else if share >= asked.number("partly") || (gathered && duties()) {
        Verdict::Partly
    } else {
        Verdict::Unmet
    }
}

fn findings(asked: &Asked<'_>, task: &TaskFact<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    let lead = task.task().lead.text();
    match task.lead {
        LeadKind::None => out.push(asked.about_task(
            Code::NoLead,
            task,
            say!(asked.language, "Nhiệm vụ chưa có đơn vị hoặc cá nhân chủ trì", "No unit or person is named as lead"),
            say!(asked.language, "Ghi rõ một đơn vị hoặc cá nhân chủ trì", "Name one unit or person as lead"),
        )),
        LeadKind::Collective => out.push(asked.about_task(
            Code::CollectiveLead,
            task,
            say!(asked.language, "Chủ trì \"{lead}\" chưa chỉ rõ đơn vị nào chịu trách nhiệm", "The lead \"{lead}\" is nobody in particular"),
            say!(asked.language, "Chọn một đơn vị chủ trì, chuyển các đơn vị còn lại sang phối hợp", "Choose one unit as lead; let the others coordinate"),
        )),
        LeadKind::Unit | LeadKind::Person => {
            let several = task.leads.iter().filter(|it| it.kind != NameKind::Collective).count();
            if several > 1 {
                out.push(asked.about_task(
                    Code::JointLead,
                    task,
                    say!(asked.language, "{several} đơn vị cùng chủ trì, chưa rõ đơn vị chịu trách nhiệm chính", "{several} leads, and nobody is said to lead among them"),
                    say!(asked.language, "Ghi đơn vị chịu trách nhiệm chính đứng đầu, các đơn vị khác phối hợp", "Say which of them leads; let the others coordinate"),
                ));
            }
        }
    }
    let mut bodies: Vec<usize> = task.leads.iter().flat_map(|it| it.ended().iter().copied()).collect();
    bodies.sort_unstable();
    bodies.dedup();
    out.extend(asked.ended_in(Item::Task(task.task()), &bodies));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, report, verdict_of};
    use proptest::prelude::*;
    use rstest::rstest;

    const CLAUSE: &str = "II.2.b-4/lead";

    #[rstest]
    #[case(20, 0, Verdict::Met)]
    #[case(19, 1, Verdict::Met)]
    #[case(18, 2, Verdict::Partly)]
    #[case(10, 10, Verdict::Partly)]
    #[case(9, 11, Verdict::Unmet)]
    #[case(0, 0, Verdict::Unmet)]
    fn the_share_of_named_leads_decides(#[case] with: usize, #[case] without: usize, #[case] verdict: Verdict) {
        let draft = Draft::new().rows(with, |it, n| it.title = format!("Nhiệm vụ {n}")).leads("Phòng Kinh tế").rows(without, |it, n| it.title = format!("Việc {n}"));
        assert_eq!(verdict_of(&draft, CLAUSE), verdict);
        assert_eq!(codes(&draft, CLAUSE).iter().filter(|it| **it == Code::NoLead).count(), without);
    }

    #[rstest]
    #[case("Các bộ, ngành, địa phương", &[Code::CollectiveLead])]
    #[case("Phòng Kinh tế, Phòng Văn hoá - Xã hội", &[Code::JointLead])]
    #[case("Phòng Kinh tế, các cơ quan liên quan", &[])]
    #[case("UBND các xã, phường", &[])]
    #[case("Đồng chí Phó Bí thư Thường trực", &[])]
    #[case("", &[Code::NoLead])]
    #[case("Bộ Thông tin và Truyền thông", &[Code::UnknownBody])]
    fn each_kind_of_lead_has_its_own_code(#[case] lead: &str, #[case] found: &[Code]) {
        let draft = Draft::new().dated("2026-02-05").task("Lắp đặt trạm bơm", lead, "Phòng Tài chính", "Quý IV/2026");
        assert_eq!(codes(&draft, CLAUSE), found);
    }

    #[test]
    fn a_body_is_judged_on_the_papers_own_date() {
        let draft = Draft::new().dated("2025-01-09").task("Lắp đặt trạm bơm", "Bộ Thông tin và Truyền thông", "", "2025");
        assert_eq!(codes(&draft, CLAUSE), []);
    }

    #[test]
    fn a_paper_without_a_date_is_held_against_no_dated_list() {
        let draft = Draft::new().task("Phối hợp với UBND huyện lắp đặt trạm bơm", "Bộ Thông tin và Truyền thông", "UBND huyện", "Quý IV/2027").duty(
            "Ban Tuyên giáo",
            "đôn đốc",
            &[hanhdong_domain::programme::ArrangementKind::Urge],
        );
        let found = |draft: &Draft| report(draft).findings.iter().filter(|it| it.code == Code::UnknownBody).count();
        assert_eq!((found(&draft), found(&draft.clone().dated("2026-02-05"))), (0, 4));
    }

    fn rank(verdict: Verdict) -> u8 {
        match verdict {
            Verdict::Met => 3,
            Verdict::Partly => 2,
            Verdict::Unmet => 1,
            Verdict::NotJudged => 0,
        }
    }

    proptest! {
        #[test]
        fn a_lead_added_never_worsens_and_one_removed_is_one_more_finding(named in proptest::collection::vec(any::<bool>(), 1..40), which in any::<prop::sample::Index>()) {
            let draft = |named: &[bool]| named.iter().enumerate().fold(Draft::new(), |it, (n, named)| it.task(&format!("Nhiệm vụ số {n}"), if *named { "Phòng Kinh tế" } else { "" }, "", ""));
            let at = which.index(named.len());
            let (mut with, mut without) = (named.clone(), named.clone());
            with[at] = true;
            without[at] = false;
            let count = |it: &[bool]| codes(&draft(it), CLAUSE).iter().filter(|it| **it == Code::NoLead).count();
            prop_assert_eq!(count(&without), count(&with) + 1);
            prop_assert!(rank(verdict_of(&draft(&with), CLAUSE)) >= rank(verdict_of(&draft(&without), CLAUSE)));
        }
    }
}
