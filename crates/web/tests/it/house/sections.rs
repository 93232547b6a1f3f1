//! Sections of a draft: who works on one edits it and nothing else, and how it stands is told by records alone.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use hanhdong_actions::programme::{Change, Holding, NewSection, fingerprint, sheet_of_node};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{ProgrammeId, SectionId};
use hanhdong_domain::programme::{Anchor, Item, Node, SectionTurn};

use super::{draft, person};
use crate::world::{World, on_both_engines};

on_both_engines!(
    who_works_on_a_section_edits_it_and_nothing_else,
    a_section_stands_as_its_records_say,
    a_draft_that_somebody_leads_is_edited_whole_by_them_and_the_office_alone,
    an_item_is_in_one_section_and_free_again_when_it_is_withdrawn,
);

fn tasks(opened: &hanhdong_actions::programme::Opened) -> Vec<Node> {
    opened.programme.parts.iter().flat_map(|it| &it.nodes).filter(|it| matches!(it, Node::Task(_))).cloned().collect()
}

fn anchor(node: &Node) -> Anchor {
    node.item().map(|it| it.anchor().clone()).expect("an item")
}

async fn reword(world: &World, who: &Who, id: &ProgrammeId, node: &Node, text: &str) -> Result<(), Refusal> {
    let mut sheet = sheet_of_node(node);
    sheet.fill("text", text).expect("a slot");
    let new = sheet.node(node.item().map(Item::anchor).expect("an item"), Some(node)).expect("it reads");
    world.app.edit(who, id, Change::Item { anchor: anchor(node), seen: fingerprint(node), node: Some(new) }).await.map(drop)
}

async fn give(world: &World, by: &Who, id: &ProgrammeId, to: &Who, items: &[&Node]) -> SectionId {
    let section = NewSection {
        title: "Nhóm kinh tế".to_owned(),
        holding: Holding::Person(to.id().clone()),
        due_on: by.today().tomorrow().ok(),
        items: items.iter().map(|it| anchor(it)).collect::<BTreeSet<_>>(),
    };
    world.app.assign_section(by, id, section).await.expect("given")
}

async fn who_works_on_a_section_edits_it_and_nothing_else(world: World) {
    let (office, _) = person(&world, "vp-xa").await;
    let (reader, cookie) = person(&world, "doc-xa").await;
    let opened = draft(&world, &office).await;
    let (id, nodes) = (opened.row.id.clone(), tasks(&opened));
    assert!(matches!(reword(&world, &reader, &id, &nodes[0], "Chưa được giao").await, Err(Refusal::NotAllowed)));
    let section = give(&world, &office, &id, &reader, &[&nodes[0]]).await;
    assert_eq!(world.app.history(&office, &id).await.expect("a history")[0].act, Act::SectionAssigned);
    let home = world.get("/programmes", &cookie).await;
    assert!(home.main().contains("Phần việc được giao cho tôi") && home.main().contains("Nhóm kinh tế"), "{}", home.main());
    let page = world.get(&format!("/programmes/{id}"), &cookie).await;
    assert!(
        page.body.contains(&format!("/items/{}/edit", anchor(&nodes[0]))) && !page.body.contains(&format!("/items/{}/edit", anchor(&nodes[1]))),
        "only the own items are offered"
    );
    assert_eq!(world.get(&format!("/programmes/{id}/items/{}/edit", anchor(&nodes[0])), &cookie).await.status, StatusCode::OK);
    assert_eq!(world.get(&format!("/programmes/{id}/items/{}/edit", anchor(&nodes[1])), &cookie).await.status, StatusCode::FORBIDDEN);
    reword(&world, &reader, &id, &nodes[0], "Đơn vị soạn thảo đã viết").await.expect("it is theirs");
    let heads = world.app.journal_heads().await.expect("heads");
    let (part, at) = opened.programme.position(&anchor(&nodes[0])).expect("a place");
    let new = |text: &str| {
        let mut node = nodes[1].clone();
        if let Node::Task(it) = &mut node {
            (it.anchor, it.title) = (Anchor::new("t_viec_them").expect("an anchor"), text.to_owned());
        }
        node
    };
    let denied = [
        Change::Item { anchor: anchor(&nodes[1]), seen: fingerprint(&nodes[1]), node: Some(new("x")) },
        Change::Item { anchor: anchor(&nodes[0]), seen: String::new(), node: None },
        Change::Move { anchor: anchor(&nodes[0]), part, at: 0 },
        Change::New { part, at: 0, node: new("x") },
        Change::New { part: 99, at: 0, node: new("x") },
        Change::NewPart { at: 0, part: opened.programme.parts[0].clone() },
        Change::Write { comes: true },
        Change::Opening { seen: String::new(), text: "x".to_owned() },
        Change::Trace { item: anchor(&nodes[1]), before: Vec::new(), after: Vec::new() },
        Change::Tie { from: anchor(&nodes[1]), to: anchor(&nodes[0]), comes: true },
    ];
    for change in denied {
        let said = format!("{change:?}");
        assert!(matches!(world.app.edit(&reader, &id, change).await, Err(Refusal::NotAllowed)), "{said:.80}");
    }
    assert!(matches!(world.app.freeze(&reader, &id, "trình", 1).await, Err(Refusal::NotAllowed)));
    assert!(matches!(world.app.put_away(&reader, &id).await, Err(Refusal::NotAllowed)));
    assert_eq!(world.app.journal_heads().await.expect("heads"), heads, "nothing was kept");
    // What is put in right after an item of the section is of the section, and theirs to edit.
    let edited = world.app.edit(&reader, &id, Change::New { part, at: at + 1, node: new("Việc thêm") }).await.expect("it joins the section");
    assert!(world.app.sections(&office, &id).await.expect("sections").sections[0].items.contains(&edited.anchor.expect("an anchor")));
    world.app.undo(&reader, &id).await.expect("their own change");
    // Handed in, it is closed to them; returned, it is open again.
    world.app.turn_section(&reader, &id, &section, SectionTurn::HandedIn, "").await.expect("handed in");
    let now = tasks(&world.app.open(&office, &id).await.expect("open"));
    assert!(matches!(reword(&world, &reader, &id, &now[0], "Sửa sau khi nộp").await, Err(Refusal::NotAllowed)));
    assert!(matches!(world.app.undo(&reader, &id).await, Err(Refusal::NotAllowed)));
    world.app.turn_section(&office, &id, &section, SectionTurn::Returned, "Bổ sung kinh phí").await.expect("returned");
    reword(&world, &reader, &id, &now[0], "Đã bổ sung kinh phí").await.expect("open again");
}

async fn a_section_stands_as_its_records_say(world: World) {
    let (office, cookie) = person(&world, "vp-xa").await;
    let (reader, other) = person(&world, "doc-xa").await;
    let opened = draft(&world, &office).await;
    let (id, nodes) = (opened.row.id.clone(), tasks(&opened));
    let section = give(&world, &office, &id, &reader, &[&nodes[0], &nodes[1]]).await;
    let turn = format!("/programmes/{id}/sections/{section}/turn");
    // Its holder takes nothing in, and nobody takes in what was not handed in.
    assert_eq!(world.post(&turn, &other, &[("turn", "taken_in"), ("remarks", "")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.post(&turn, &cookie, &[("turn", "taken_in"), ("remarks", "")]).await.status, StatusCode::CONFLICT);
    assert_eq!(world.post(&turn, &other, &[("turn", "handed_in"), ("remarks", "Đã xong")]).await.status, StatusCode::SEE_OTHER);
    let silent = world.post(&turn, &cookie, &[("turn", "returned"), ("remarks", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", silent.main());
    assert_eq!(world.post(&turn, &cookie, &[("turn", "returned"), ("remarks", "Thiếu mốc thời gian")]).await.status, StatusCode::SEE_OTHER);
    assert!(world.get(&format!("/programmes/{id}/sections"), &other).await.main().contains("Thiếu mốc thời gian"));
    for (who, said) in [(&other, "handed_in"), (&cookie, "taken_in")] {
        assert_eq!(world.post(&turn, who, &[("turn", said), ("remarks", "")]).await.status, StatusCode::SEE_OTHER);
    }
    let told: Vec<SectionTurn> = world.app.sections(&reader, &id).await.expect("sections").sections[0].told.iter().map(|it| it.turn).collect();
    assert_eq!(told, [SectionTurn::Assigned, SectionTurn::HandedIn, SectionTurn::Returned, SectionTurn::HandedIn, SectionTurn::TakenIn]);
    let acts: Vec<Act> = world.app.history(&office, &id).await.expect("a history").iter().take(5).map(|it| it.act).collect();
    assert_eq!(acts, [Act::SectionTakenIn, Act::SectionHandedIn, Act::SectionReturned, Act::SectionHandedIn, Act::SectionAssigned]);
    assert_eq!(world.app.my_sections(&reader).await.expect("mine"), []);
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
    let (stranger, _) = person(&world, "vp-phuong").await;
    assert!(matches!(world.app.sections(&stranger, &id).await, Err(Refusal::NotFound)));
    assert!(matches!(world.app.turn_section(&stranger, &id, &section, SectionTurn::Returned, "x").await, Err(Refusal::NotFound)));
}

async fn a_draft_that_somebody_leads_is_edited_whole_by_them_and_the_office_alone(world: World) {
    let (drafter, _) = person(&world, "soan-thao").await;
    let (office, _) = person(&world, "vp-xa").await;
    let (reader, _) = person(&world, "doc-xa").await;
    let (specialist, cookie) = person(&world, "soan-thao-2").await;
    let opened = draft(&world, &drafter).await;
    let (id, nodes) = (opened.row.id.clone(), tasks(&opened));
    reword(&world, &specialist, &id, &nodes[0], "Khi chưa ai chủ trì").await.expect("everybody who drafts");
    let nodes_now = tasks(&world.app.open(&drafter, &id).await.expect("open"));
    // To the specialists' unit: whoever gives the first section leads from then on.
    let unit = world.app.sections(&drafter, &id).await.expect("sections").units.into_iter().find(|it| it.name == "Phòng Kinh tế").expect("a unit").id;
    let section = NewSection { title: "Nhóm kinh tế".to_owned(), holding: Holding::Unit(unit), due_on: None, items: BTreeSet::from([anchor(&nodes[1])]) };
    world.app.assign_section(&drafter, &id, section).await.expect("given");
    assert_eq!(world.app.sections(&drafter, &id).await.expect("sections").leads.iter().map(|it| &it.id).collect::<Vec<_>>(), [drafter.id()]);
    assert!(matches!(reword(&world, &specialist, &id, &nodes_now[0], "Ngoài phần việc").await, Err(Refusal::NotAllowed)));
    assert_eq!(world.get(&format!("/programmes/{id}/head"), &cookie).await.status, StatusCode::FORBIDDEN);
    reword(&world, &specialist, &id, &nodes_now[1], "Trong phần việc của phòng").await.expect("it is of their unit");
    reword(&world, &office, &id, &nodes_now[0], "Văn phòng sửa").await.expect("the office edits all");
    // Only who drafts can lead.
    assert!(matches!(world.app.lead_draft(&drafter, &id, reader.id(), true).await, Err(Refusal::Field { .. })));
    assert!(matches!(world.app.lead_draft(&specialist, &id, specialist.id(), true).await, Err(Refusal::NotAllowed)));
    world.app.lead_draft(&drafter, &id, specialist.id(), true).await.expect("named");
    let now = tasks(&world.app.open(&drafter, &id).await.expect("open"));
    reword(&world, &specialist, &id, &now[2], "Nay cùng chủ trì").await.expect("leads too");
    world.app.lead_draft(&office, &id, specialist.id(), false).await.expect("no longer");
    assert_eq!(world.app.history(&office, &id).await.expect("a history")[0].act, Act::DraftLeft);
}

async fn an_item_is_in_one_section_and_free_again_when_it_is_withdrawn(world: World) {
    let (office, cookie) = person(&world, "vp-xa").await;
    let (reader, _) = person(&world, "doc-xa").await;
    let opened = draft(&world, &office).await;
    let (id, nodes) = (opened.row.id.clone(), tasks(&opened));
    let section = give(&world, &office, &id, &reader, &[&nodes[0]]).await;
    let path = format!("/programmes/{id}/sections");
    let holder = format!("p-{}", reader.id());
    let mut form = vec![("section-title", "Nhóm khác"), ("holder", holder.as_str()), ("due", ""), ("item", "")];
    let item = anchor(&nodes[0]).to_string();
    form[3].1 = &item;
    let twice = world.post(&path, &cookie, &form).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.main().contains("có mục đã thuộc phần việc khác") && twice.main().contains("Nhóm khác"), "{}", twice.main());
    assert_eq!(world.post(&path, &cookie, &form[..3]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing chosen");
    assert_eq!(world.post(&path, &cookie, &[("section-title", "x"), ("holder", "u-khong"), ("due", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    world.app.turn_section(&office, &id, &section, SectionTurn::Withdrawn, "").await.expect("withdrawn");
    assert!(matches!(reword(&world, &reader, &id, &nodes[0], "Sau khi thu hồi").await, Err(Refusal::NotAllowed)));
    assert_eq!(world.post(&path, &cookie, &form).await.status, StatusCode::SEE_OTHER, "free again");
    // A whole part takes what is free.
    let part = opened.programme.position(&anchor(&nodes[0])).expect("a place").0.to_string();
    assert_eq!(world.post(&path, &cookie, &[("section-title", "Cả phần"), ("holder", &holder), ("due", ""), ("group", &part)]).await.status, StatusCode::SEE_OTHER);
    let sections = world.app.sections(&office, &id).await.expect("sections").sections;
    assert!(sections.iter().any(|it| it.title == "Cả phần" && 1 < it.items.len() && !it.items.contains(&anchor(&nodes[0]))));
}
