//! A workbook that comes back: the items of both samples, found again by their anchors.

use std::collections::BTreeMap;

use hanhdong_domain::programme::{Item, Programme, Resource};
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
            format!("{:?}", it.baseline.as_ref().map(|it| (it.year, &it.value.text))),
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
            it.conditions.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join("; "),
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
        if Some(said) != after.get(anchor) { println!("DIFF {anchor}"); for (a,b) in said.iter().zip(after.get(anchor).unwrap()) { if a!=b { println!("  - {a}\n  + {b}"); } } }
    }
    panic!("x");
}
