//! N.1: everybody addressed or given a duty is in Nơi nhận, singly or by a group that contains them.
//!
//! Met: all are. Partly: some are missing. Unmet: no list; not judged for a draft without one.

use std::collections::HashSet;

use hanhdong_domain::programme::Item;
use hanhdong_domain::text::fold;
use hanhdong_domain::{Code, Finding, Verdict};

use super::{Asked, Said};
use crate::names::Name;
use crate::recipients::Recipients;
use crate::say::say;

pub(super) fn ask(asked: &Asked<'_>) -> Said {
    let facts = asked.facts;
    let document = &facts.programme.document;
    let recipients = Recipients::of(document.recipients.iter().map(|it| it.text.as_str()));
    if recipients.is_empty() {
        let draft = facts.is_draft() || document.number.is_none() || document.date.is_none();
        if draft {
            return Said::not_judged(say!(asked.language, "Dự thảo chưa có Nơi nhận", "A draft without a list of recipients"));
        }
        let message = say!(asked.language, "Văn bản chưa có Nơi nhận", "There is no list of recipients");
        let hint = say!(asked.language, "Lập Nơi nhận gồm mọi cơ quan, đơn vị được giao việc", "List everybody who is given a duty");
        return Said { verdict: Verdict::Unmet, why: message.clone(), findings: vec![asked.whole(Code::NotARecipient, message, hint)] };
    }
    let issuer = document.issuer.as_deref().map(Name::new);
    let addressed = addressed(asked);
    let total = addressed.len();
    let mut findings: Vec<Finding> = Vec::new();
    let mut held = 0;
    for (name, item) in addressed {
        let missing = recipients.missing(name);
        if missing.is_empty() || issuer.as_ref().is_some_and(|it| it.folded == name.folded) {
            held += 1;
            continue;
        }
        for text in missing {
            let finding = not_a_recipient(asked, name, &text, item);
            // Two sentences may address one class: its missing member is said once, at the first place.
            if findings.iter().all(|it| !same_message(&it.message, &finding.message)) {
                findings.push(finding);
            }
        }
    }
    let verdict = if findings.is_empty() { Verdict::Met } else { Verdict::Partly };
    let why = say!(asked.language, "{held}/{total} cơ quan, đơn vị được giao việc có trong Nơi nhận", "{held}/{total} bodies with a duty are among the recipients");
    Said { verdict, why, findings }
}

/// `left_out` is the name itself, or a member of the class it names.
fn not_a_recipient(asked: &Asked<'_>, name: &Name, left_out: &str, item: Item<'_>) -> Finding {
    let class = &name.text;
    if left_out == class {
        let message = say!(asked.language, "\"{class}\" được giao việc nhưng chưa có trong Nơi nhận", "\"{class}\" is given a duty but is not among the recipients");
        let hint = say!(asked.language, "Bổ sung vào Nơi nhận, riêng hoặc trong nhóm", "Add it to the recipients, by itself or in a group");
        return asked.about(Code::NotARecipient, item, message, hint);
    }
    let message = say!(
        asked.language,
        "Nơi nhận chưa có \"{left_out}\", trong khi văn bản giao việc cho \"{class}\"",
        "The recipients lack \"{left_out}\", although the text gives duties to \"{class}\""
    );
    let hint = say!(asked.language, "Bổ sung \"{left_out}\" vào Nơi nhận, nếu có đơn vị như vậy", "Add \"{left_out}\" to the recipients, where there is such a body");
    asked.about(Code::NotARecipient, item, message, hint)
}

/// The same but for what follows the first quotation, which names the class that was addressed.
fn same_message(one: &str, other: &str) -> bool {
    let head = |it: &str| it.splitn(3, '"').take(2).map(fold).collect::<Vec<_>>();
    head(one) == head(other)
}

/// Everybody who is given something to do, once, with the first place, in the order of the paper.
fn addressed<'a>(asked: &'a Asked<'_>) -> Vec<(&'a Name, Item<'a>)> {
    let facts = asked.facts;
    let mut seen = HashSet::new();
    let duties = facts.duties.iter().flat_map(|it| it.names.iter().map(|name| (name, it.item())));
    let tasks = facts.tasks.iter().flat_map(|it| it.leads.iter().chain(&it.coordinators).map(|name| (name, Item::Task(it.task()))));
    duties.chain(tasks).filter(|(name, _)| name.is_body() && seen.insert(name.folded.trim())).map(|(name, item)| (name.as_ref(), item)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, report, verdict_of};
    use hanhdong_domain::programme::ArrangementKind::Execute;
    use rstest::rstest;

    #[rstest]
    #[case(&["Các huyện ủy, thành ủy, ĐUTT Tỉnh ủy"], Verdict::Partly, 1)]
    #[case(&["Các huyện ủy, thị ủy, thành ủy, ĐUTT Tỉnh ủy"], Verdict::Met, 0)]
    #[case(&[], Verdict::NotJudged, 0)]
    fn whoever_is_addressed_receives_the_paper(#[case] lines: &[&str], #[case] verdict: Verdict, #[case] found: usize) {
        let draft = Draft::new().recipients(lines).duty("Các huyện ủy, thị ủy, thành ủy và đảng ủy trực thuộc Tỉnh ủy", "thực hiện", &[Execute]);
        assert_eq!((verdict_of(&draft, "N.1"), codes(&draft, "N.1")), (verdict, vec![Code::NotARecipient; found]));
    }

    #[test]
    fn an_issued_paper_without_a_list_is_unmet() {
        let mut draft = Draft::new().dated("2026-02-05");
        draft.programme.document.number = Some("12-CTr/ĐU".into());
        assert_eq!(verdict_of(&draft, "N.1"), Verdict::Unmet);
    }

    #[test]
    fn the_member_of_a_class_that_the_list_leaves_out_is_named_once() {
        let draft = Draft::new()
            .recipients(&["Các huyện ủy, thành ủy, ĐUTT Tỉnh ủy"])
            .duty("các huyện ủy, thị ủy, thành ủy và đảng ủy trực thuộc Tỉnh ủy", "chỉ đạo", &[Execute])
            .duty("Các huyện, thị, thành ủy", "triển khai", &[Execute]);
        let found: Vec<_> = report(&draft).findings.into_iter().filter(|it| it.clause == "N.1").collect();
        let [one] = found.as_slice() else { panic!("{found:?}") };
        assert!(one.message.starts_with("Nơi nhận chưa có \"thị ủy\"") && one.place.line == 2, "{one:?}");
    }
}
