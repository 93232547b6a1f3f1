//! The office appraises a draft: puts its form right, remarks on its content; drafters answer; the slip says the same.

use axum::http::StatusCode;
use hanhdong_actions::programme::{Change, NewRemark, fingerprint};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::Weight;
use hanhdong_domain::programme::{Item, Lead, Node, Taken, TaskItem};

use crate::world::{World, on_both_engines};

on_both_engines!(
    the_office_puts_form_right_and_remarks_on_content_and_the_slip_counts_what_was_done,
    every_way_round_the_rule_is_refused_and_changes_nothing,
    nothing_is_taken_in_of_an_item_that_reads_as_before_and_nobody_answers_the_own_remark,
    a_draft_is_not_issued_while_it_is_appraised
);

async fn task(world: &World, who: &Who, id: &ProgrammeId) -> TaskItem {
    let programme = world.app.open(who, id).await.expect("a draft").programme;
    programme.tasks().next().expect("a task").clone()
}

/// Another reading of the first task, as a change.
async fn changed(world: &World, who: &Who, id: &ProgrammeId, change: impl Fn(&mut TaskItem)) -> Change {
    let before = task(world, who, id).await;
    let mut after = before.clone();
    change(&mut after);
    Change::Item { anchor: before.anchor.clone(), seen: fingerprint(&Node::Task(before)), node: Some(Node::Task(after)) }
}

fn why(refusal: &Refusal) -> &'static str {
    if let Refusal::Field { why, .. } = refusal { why } else { panic!("{refusal:?}") }
}

async fn the_office_puts_form_right_and_remarks_on_content_and_the_slip_counts_what_was_done(world: World) {
    let (office, drafter) = (world.who("vp-xa").await, world.who("soan-thao").await);
    let id = world.draft("soan-thao").await;
    // A slip of the pen, made by the drafter.
    let slip = changed(&world, &drafter, &id, |it| it.title = format!("{} theo quyêt định", it.title)).await;
    world.app.edit(&drafter, &id, slip).await.expect("a slip");
    let cookie = world.log_in("vp-xa").await;
    let path = format!("/programmes/{id}/appraisal");
    assert!(world.get(&path, &cookie).await.main().contains("Mở thẩm định"));
    assert_eq!(world.post(&path, &cookie, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.post(&path, &cookie, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "one at a time");
    let version = world.app.open(&office, &id).await.expect("a draft").row.version;

    let mended = changed(&world, &office, &id, |it| it.title = it.title.replace("quyêt", "quyết")).await;
    world.app.edit(&office, &id, mended).await.expect("form is put right");
    let content = changed(&world, &office, &id, |it| it.lead = Lead::parse("Công an xã")).await;
    assert_eq!(why(&world.app.edit(&office, &id, content).await.expect_err("content")), "appraisal-lead");
    assert!(task(&world, &office, &id).await.title.ends_with("theo quyết định"));
    assert_eq!(world.app.open(&office, &id).await.expect("a draft").row.version, version + 1, "the refused change left nothing");

    let anchor = task(&world, &office, &id).await.anchor.to_string();
    let form = [("item", anchor.as_str()), ("weight", "must"), ("remark", "Chủ trì chưa đúng chức năng")];
    assert_eq!(world.post(&format!("{path}/remarks"), &cookie, &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.post(&format!("{path}/remarks"), &cookie, &[("item", ""), ("weight", "note"), ("remark", "Đối chiếu số liệu toàn văn")]).await.status, StatusCode::SEE_OTHER);
    let extra = [("item", ""), ("weight", "note"), ("remark", "x"), ("person_id", "1")];
    assert_eq!(world.post(&format!("{path}/remarks"), &cookie, &extra).await.status, StatusCode::UNPROCESSABLE_ENTITY, "no unknown field");
    let early = world.post(&format!("{path}/close"), &cookie, &[]).await;
    assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.body.contains("còn ý kiến chưa được trả lời"), "{}", early.body);

    let pen = world.log_in("soan-thao").await;
    let unchanged = world.post(&format!("{path}/remarks/1/answer"), &pen, &[("taken", "taken_in"), ("answer", "")]).await;
    assert!(unchanged.status == StatusCode::UNPROCESSABLE_ENTITY && unchanged.body.contains("hãy sửa mục trước"), "{}", unchanged.body);
    let lead = changed(&world, &drafter, &id, |it| it.lead = Lead::parse("Công an xã")).await;
    world.app.edit(&drafter, &id, lead).await.expect("the drafter changes content");
    assert_eq!(world.post(&format!("{path}/remarks/1/answer"), &pen, &[("taken", "taken_in"), ("answer", "")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.post(&format!("{path}/remarks/2/answer"), &pen, &[("taken", "explained"), ("answer", "Đã đối chiếu")]).await.status, StatusCode::SEE_OTHER);
    let again = world.post(&format!("{path}/remarks/2/answer"), &pen, &[("taken", "explained"), ("answer", "Khác")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "answered once");
    assert_eq!(world.post(&format!("{path}/close"), &cookie, &[]).await.status, StatusCode::SEE_OTHER);

    let it = world.app.appraisals(&drafter, &id).await.expect("appraisals");
    let [one] = it.all.as_slice() else { panic!("one appraisal") };
    assert_eq!((one.tally.remarks, one.tally.taken_in, one.tally.explained, one.tally.open, one.log.len()), (2, 1, 1, 0, 1));
    assert!(one.log[0].deeds[0].before.as_deref().is_some_and(|it| it.contains("quyêt")) && one.log[0].deeds[0].after.as_deref().is_some_and(|it| it.contains("quyết")));
    let page = world.get(&path, &pen).await;
    assert!(page.main().contains("2/2 ý kiến đã trả lời") && page.main().contains("Kết thúc lúc"), "{}", page.main());
    let (name, bytes) = world.app.appraisal_slip(&drafter, &id, 1).await.expect("a slip");
    assert!(name.ends_with(".docx") && bytes.starts_with(b"PK"));
    let journal = world.app.verify().await.expect("verified");
    assert_eq!(journal.faults, []);
}

async fn every_way_round_the_rule_is_refused_and_changes_nothing(world: World) {
    let office = world.who("vp-xa").await;
    let id = world.draft("soan-thao").await;
    // Content that the office changed before it began to appraise is not taken back while it does.
    let before = changed(&world, &office, &id, |it| it.lead = Lead::parse("Công an xã")).await;
    world.app.edit(&office, &id, before).await.expect("as a drafter");
    world.app.open_appraisal(&office, &id).await.expect("opened");
    let heads = world.app.journal_heads().await.expect("heads");
    assert_eq!(why(&world.app.undo(&office, &id).await.expect_err("content")), "appraisal-lead");
    let task = task(&world, &office, &id).await;
    let programme = world.app.open(&office, &id).await.expect("a draft").programme;
    let (part, at) = programme.position(&task.anchor).expect("its place");
    let target = programme.items().find_map(|it| if let Item::Target(it) = it { Some(it.clone()) } else { None }).expect("a target");
    let mut other = target.clone();
    other.horizon = Some(2035);
    let changes = [
        Change::Item { anchor: task.anchor.clone(), seen: fingerprint(&Node::Task(task.clone())), node: None },
        Change::Move { anchor: task.anchor.clone(), part, at: at + 2 },
        Change::Tie { from: task.anchor.clone(), to: target.anchor.clone(), comes: !programme.links.iter().any(|it| it.from == task.anchor && it.to == target.anchor) },
        Change::New { part, at, node: Node::Text(hanhdong_domain::programme::Passage { text: "Thêm một đoạn".to_owned(), ..Default::default() }) },
        Change::Item { anchor: target.anchor.clone(), seen: fingerprint(&Node::Target(target)), node: Some(Node::Target(other)) },
    ];
    for change in changes {
        let refusal = world.app.edit(&office, &id, change.clone()).await.expect_err("content");
        assert!(why(&refusal).starts_with("appraisal-"), "{change:?}: {refusal:?}");
    }
    assert_eq!(world.app.journal_heads().await.expect("heads"), heads, "nothing was kept");
    // By the page the refusal says what to do.
    let cookie = world.log_in("vp-xa").await;
    let said = world.post(&format!("/programmes/{id}/items/{}/remove", task.anchor), &cookie, &[("seen", &fingerprint(&Node::Task(task)))]).await;
    assert!(said.status == StatusCode::UNPROCESSABLE_ENTITY && said.body.contains("hãy ghi ý kiến ở trang Thẩm định"), "{} {}", said.status, said.body);
    // Drafters are free all the while.
    let drafter = world.who("soan-thao").await;
    let free = changed(&world, &drafter, &id, |it| it.lead = Lead::parse("Phòng Kinh tế")).await;
    world.app.edit(&drafter, &id, free).await.expect("drafters draft");
    world.app.give_up_appraisal(&office, &id, "Soạn lại").await.expect("given up");
    let free = changed(&world, &office, &id, |it| it.lead = Lead::parse("Công an xã")).await;
    world.app.edit(&office, &id, free).await.expect("free again");
}

async fn nothing_is_taken_in_of_an_item_that_reads_as_before_and_nobody_answers_the_own_remark(world: World) {
    let (office, drafter) = (world.who("vp-xa").await, world.who("soan-thao").await);
    let id = world.draft("soan-thao").await;
    world.app.open_appraisal(&office, &id).await.expect("opened");
    let remark = |item| NewRemark { item, weight: Weight::Must, words: "Số liệu chưa khớp".to_owned() };
    let anchor = task(&world, &office, &id).await.anchor;
    for item in [Some(anchor), None] {
        world.app.remark(&office, &id, remark(item)).await.expect("remarked");
    }
    let refused = async |who: &Who, number, taken, words: &str| why(&world.app.answer_remark(who, &id, number, taken, words).await.expect_err("refused")).to_owned();
    assert_eq!(refused(&drafter, 1, Taken::In, "đã sửa").await, "item-unchanged");
    assert_eq!(refused(&drafter, 1, Taken::Explained, " ").await, "empty");
    assert_eq!(refused(&drafter, 2, Taken::In, "").await, "empty");
    assert_eq!(refused(&office, 1, Taken::Explained, "tự trả lời").await, "own-remark");
    assert!(matches!(world.app.answer_remark(&drafter, &id, 9, Taken::In, "x").await, Err(Refusal::NotFound)));
    assert_eq!(why(&world.app.remark(&office, &id, remark(hanhdong_domain::programme::Anchor::new("t_khong_co"))).await.expect_err("no item")), "no-item");
    assert!(matches!(world.app.remark(&drafter, &id, remark(None)).await, Err(Refusal::NotAllowed)));
    world.app.take_remark_back(&office, &id, 1).await.expect("taken back");
    assert_eq!(refused(&drafter, 1, Taken::Explained, "muộn").await, "remark-settled");
    world.app.answer_remark(&drafter, &id, 2, Taken::Explained, "Theo nghị quyết").await.expect("answered");
    assert_eq!(why(&world.app.take_remark_back(&office, &id, 2).await.expect_err("answered")), "remark-settled");
    assert_eq!(world.app.appraisals(&office, &id).await.expect("appraisals").all[0].tally.remarks, 1, "what was taken back is not counted");
    world.app.close_appraisal(&office, &id).await.expect("closed");
    assert_eq!(why(&world.app.close_appraisal(&office, &id).await.expect_err("over")), "appraisal-none");
}

async fn a_draft_is_not_issued_while_it_is_appraised(world: World) {
    let (office, drafter) = (world.who("vp-xa").await, world.who("soan-thao").await);
    let id = world.draft("soan-thao").await;
    let programme = world.app.open(&drafter, &id).await.expect("a draft").programme;
    let mut document = programme.document.clone();
    (document.number, document.date) = (Some("1-CTr/ĐU".to_owned()), Some(office.today()));
    let seen = hanhdong_actions::programme::fingerprint_of_head(&programme.document);
    world.app.edit(&drafter, &id, Change::Head { seen, document: Box::new(document) }).await.expect("a head");
    world.app.open_appraisal(&office, &id).await.expect("opened");
    assert_eq!(why(&world.app.record_issue(&office, &id).await.expect_err("appraised")), "appraisal-first");
    world.app.close_appraisal(&office, &id).await.expect("closed");
    world.app.record_issue(&office, &id).await.expect("issued");
    assert!(matches!(world.app.open_appraisal(&office, &id).await, Err(Refusal::Issued)));
}
