//! N.1: everybody addressed or given a duty is in Nơi nhận, singly or by a group that contains them.
//!
//! Met: all are. Partly: some are missing. Unmet: no list; not judged for a draft without one.

use std::collections::BTreeMap;

use hanhdong_domain::programme::Item;
use hanhdong_domain::{Code, Verdict};

use super::{Asked, Said};
use crate::names::{Name, Recipients};
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
    let mut findings = Vec::new();
    for (name, item) in addressed.into_values() {
        if recipients.hold(name) || issuer.as_ref().is_some_and(|it| it.folded == name.folded) {
            continue;
        }
        let text = &name.text;
        let message = say!(asked.language, "\"{text}\" được giao việc nhưng chưa có trong Nơi nhận", "\"{text}\" is given a duty but is not among the recipients");
        let hint = say!(asked.language, "Bổ sung vào Nơi nhận, riêng hoặc trong nhóm", "Add it to the recipients, by itself or in a group");
        findings.push(asked.about(Code::NotARecipient, item, message, hint));
    }
    let held = total - findings.len();
    let verdict = if findings.is_empty() { Verdict::Met } else { Verdict::Partly };
    let why = say!(asked.language, "{held}/{total} cơ quan, đơn vị được giao việc có trong Nơi nhận", "{held}/{total} bodies with a duty are among the recipients");
    Said { verdict, why, findings }
}

/// Everybody who is given something to do, once, with the first place.
fn addressed<'a>(asked: &'a Asked<'_>) -> BTreeMap<&'a str, (&'a Name, Item<'a>)> {
    let facts = asked.facts;
    let mut out = BTreeMap::new();
    let duties = facts.arrangements.iter().flat_map(|(it, names)| names.iter().map(|name| (name, Item::Arrangement(it.it))));
    let tasks = facts.tasks.iter().flat_map(|it| it.leads.iter().chain(&it.coordinators).map(|name| (name, Item::Task(it.task()))));
    for (name, item) in duties.chain(tasks).filter(|(name, _)| name.is_body()) {
        out.entry(name.folded.trim()).or_insert((name.as_ref(), item));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Draft, codes, verdict_of};
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
}
