//! A workbook that comes back: the items of both samples, found again by their anchors.

use std::collections::{BTreeMap, BTreeSet};

use hanhdong_domain::programme::{Item, Node, PartRole, Programme, Resource};
use hanhdong_paper::intake::import;
use hanhdong_paper::intake::understand::Purpose;
use hanhdong_paper::{notation, xlsx};
use rstest::rstest;

const XA: &str = include_str!("../../../../samples/xa-mau.notation");
const HUYEN: &str = include_str!("../../../../samples/huyen-mau.notation");

/// Everything an item says, without where it stood in which form.
fn said(item: Item<'_>) -> Vec<String> {
    let names = |it: &[String]| it.join("; ");
    let resources = |it: &[Resource]| it.iter().map(|it| format!("{} {:?} {:?}", it.text, it.amount, it.source)).collect::<Vec<_>>().join("; ");
    let code = item.code().unwrap_or("").to_owned();
    let text = item.text().to_owned();
    let more = match item {
        Item::Goal(it) => vec![format!("{:?} {:?} {:?}", it.kind, it.scope, it.horizons), it.schedule.text.clone()],
        Item::Requirement(it) => vec![format!("{:?}", it.about)],
        Item::Target(it) => vec![
            it.unit.clone().unwrap_or_default(),
            format!("{} {:?} {:?}", it.value.text, it.value.number, it.horizon),
            format!(
                "{:?} {:?} {:?} {:?}",
                it.baselines.iter().map(|it| it.printed()).collect::<Vec<_>>(),
                it.trend.iter().map(|it| it.printed()).collect::<Vec<_>>(),
                it.superior,
                it.criterion
            ),
            format!("{:?}", it.path.iter().map(|it| (it.year, &it.value.text)).collect::<Vec<_>>()),
            it.lead.text().to_owned(),
            it.schedule.text.clone(),
            it.note.clone().unwrap_or_default(),
        ],
        Item::Task(it) => vec![
            it.lead.text().to_owned(),
            names(&it.coordinators),
            it.deliverable.clone().unwrap_or_default(),
            format!("{:?}", it.deadline),
            resources(&it.resources),
            it.conditions.iter().map(|it| it.printed()).collect::<Vec<_>>().join("; "),
            format!("{:?} {}", it.origin, it.details.len()),
            it.note.clone().unwrap_or_default(),
        ],
        Item::KeyWork(it) => vec![
            it.location.clone().unwrap_or_default(),
            it.lead.text().to_owned(),
            names(&it.coordinators),
            resources(&it.resources),
            it.schedule.text.clone(),
            format!("{:?}", it.origin),
            it.note.clone().unwrap_or_default(),
        ],
        Item::Arrangement(it) => vec![it.unit.clone().unwrap_or_default(), format!("{:?}", it.kinds)],
    };
    [vec![code, text], more].concat()
}

#[rstest]
#[case::xa(XA)]
#[case::huyen(HUYEN)]
fn every_item_comes_back_with_all_it_says_and_none_is_invented(#[case] text: &str) {
    let programme = notation::read(text).expect("a sample");
    let again = import(&xlsx::write(&programme).expect("a workbook"), Purpose::Programme).expect("our own workbook is read");
    let all = |it: &Programme| it.items().map(|it| (it.anchor().to_string(), said(it))).collect::<BTreeMap<_, _>>();
    let (before, after) = (all(&programme), all(&again));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (anchor, said) in &before {
        assert_eq!(Some(said), after.get(anchor), "{anchor}");
    }
}

#[rstest]
#[case::xa(XA)]
#[case::huyen(HUYEN)]
fn ties_and_headings_come_back(#[case] text: &str) {
    let programme = notation::read(text).expect("a sample");
    let again = import(&xlsx::write(&programme).expect("a workbook"), Purpose::Programme).expect("our own workbook is read");
    let named: BTreeSet<String> = programme.reference_names().into_iter().map(|(it, _)| it.to_string()).collect();
    let ties = |it: &Programme| it.links.iter().map(|it| (it.from.to_string(), it.to.to_string())).filter(|(_, to)| named.contains(to)).collect::<BTreeSet<_>>();
    let lost: Vec<_> = ties(&programme).difference(&ties(&again)).cloned().collect();
    assert!(!named.is_empty() && lost.is_empty(), "{lost:?}");
    let after: BTreeMap<String, String> = again.items_in_groups().filter_map(|(item, _, group)| Some((item.anchor().to_string(), group?.text.clone()))).collect();
    let mut grouped = 0;
    for (item, part, group) in programme.items_in_groups().filter(|(item, ..)| matches!(item, Item::Task(_))) {
        let own = group.map_or(part.heading.as_str(), |it| it.text.as_str());
        let found = after.get(item.anchor().as_str());
        assert!(found.map_or(group.is_none(), |it| it == own), "{}: {found:?} for {own}", item.anchor());
        grouped += usize::from(found.is_some());
    }
    assert!(grouped > 5, "{grouped}");
}

#[test]
fn of_a_copied_row_the_first_keeps_its_anchor_and_the_second_is_warned_about() {
    let mut programme = notation::read(XA).expect("a sample");
    let twin = programme.arrangements().next().cloned().expect("an arrangement");
    let part = programme.parts.iter_mut().find(|it| it.role == PartRole::Organisation).expect("the third part");
    part.nodes.push(Node::Arrangement(twin.clone()));
    let again = import(&xlsx::write(&programme).expect("a workbook"), Purpose::Programme).expect("our own workbook is read");
    let same: Vec<_> = again.arrangements().filter(|it| it.duty == twin.duty).collect();
    assert_eq!(same.len(), 2);
    assert!(same[0].anchor == twin.anchor && same[1].anchor != twin.anchor, "{} {}", same[0].anchor, same[1].anchor);
    assert_eq!(again.warnings.iter().filter(|it| it.code == "copied-anchor").count(), 1, "{:?}", again.warnings);
}
