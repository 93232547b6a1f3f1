//! The superior committee approves a frozen draft: comments by item, a verdict, an answer to each comment before the issue.

use axum::http::StatusCode;
use hanhdong_actions::programme::{Change, fingerprint, fingerprint_of_head};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{ApprovalId, ProgrammeId};
use hanhdong_domain::programme::{Node, Taken, TaskItem};

use crate::world::{World, on_both_engines};

on_both_engines!(
    the_superior_comments_on_the_frozen_draft_and_each_comment_is_answered_before_the_issue,
    what_was_returned_is_answered_and_submitted_again_and_is_not_issued_before,
    nobody_but_the_committee_above_finds_a_submission_and_it_sees_nothing_but_the_frozen_draft
);

fn why(refusal: &Refusal) -> &'static str {
    if let Refusal::Field { why, .. } = refusal { why } else { panic!("{refusal:?}") }
}

async fn task(world: &World, who: &Who, id: &ProgrammeId) -> TaskItem {
    world.app.open(who, id).await.expect("a draft").programme.tasks().next().expect("a task").clone()
}

async fn retitle(world: &World, who: &Who, id: &ProgrammeId, more: &str) {
    let before = task(world, who, id).await;
    let after = TaskItem { title: format!("{} {more}", before.title), ..before.clone() };
    let change = Change::Item { anchor: before.anchor.clone(), seen: fingerprint(&Node::Task(before)), node: Some(Node::Task(after)) };
    world.app.edit(who, id, change).await.expect("a change");
}

async fn freeze(world: &World, who: &Who, id: &ProgrammeId) -> i64 {
    let version = world.app.open(who, id).await.expect("a draft").row.version;
    world.app.freeze(who, id, "trình duyệt", version).await.expect("frozen")
}

/// A draft with number and day, frozen and submitted by the office.
async fn submitted(world: &World) -> (ProgrammeId, ApprovalId) {
    let (office, drafter) = (world.who("vp-xa").await, world.who("soan-thao").await);
    let id = world.draft("soan-thao").await;
    let programme = world.app.open(&drafter, &id).await.expect("a draft").programme;
    let mut document = programme.document.clone();
    (document.number, document.date) = (Some("01-CTr/ĐU".to_owned()), Some(office.today()));
    world.app.edit(&drafter, &id, Change::Head { seen: fingerprint_of_head(&programme.document), document: Box::new(document) }).await.expect("a head");
    let number = freeze(world, &drafter, &id).await;
    world.app.submit_for_approval(&office, &id, number, "Tờ trình số 20-TTr/ĐU").await.expect("submitted");
    let it = world.app.approvals(&office, &id).await.expect("submissions").all.remove(0).approval.id;
    (id, it)
}

async fn the_superior_comments_on_the_frozen_draft_and_each_comment_is_answered_before_the_issue(world: World) {
    let (office, drafter, above) = (world.who("vp-xa").await, world.who("soan-thao").await, world.who("vp-tinh").await);
    let (id, approval) = submitted(&world).await;
    let (upper, pen, clerk) = (world.log_in("vp-tinh").await, world.log_in("soan-thao").await, world.log_in("vp-xa").await);
    let (path, house) = (format!("/approvals/{approval}"), format!("/programmes/{id}/approval"));
    assert_eq!(why(&world.app.record_issue(&office, &id).await.expect_err("with the superior")), "approval-waits");
    assert_eq!(why(&world.app.submit_for_approval(&office, &id, 1, "").await.expect_err("once at a time")), "approval-waits");
    let list = world.get("/approvals", &upper).await;
    assert!(list.main().contains(&path), "{}", list.main());

    let anchor = task(&world, &drafter, &id).await.anchor.to_string();
    assert_eq!(world.post(&format!("{path}/comments"), &upper, &[("item", &anchor), ("comment", "Chưa rõ sản phẩm")]).await.status, StatusCode::SEE_OTHER);
    for _ in 0..2 {
        assert_eq!(world.post(&format!("{path}/comments"), &upper, &[("item", ""), ("comment", "Bổ sung nguồn lực")]).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(world.post(&format!("{path}/comments"), &upper, &[("item", "t_khong_co"), ("comment", "x")]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "no such item");
    assert_eq!(world.post(&format!("{path}/comments/3/take-back"), &upper, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!world.get(&house, &pen).await.main().contains("Chưa rõ sản phẩm"), "the superior's own until it decides");
    assert_eq!(why(&world.app.answer_approval_comment(&drafter, &id, &approval, 1, (Taken::Explained, "sớm")).await.expect_err("undecided")), "approval-undecided");
    assert_eq!(world.post(&format!("{path}/verdict"), &upper, &[("is", "approved"), ("verdict", "Thông báo số 15-TB/TU")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(why(&world.app.comment_on_submission(&above, &approval, None, "muộn").await.expect_err("decided")), "approval-over");

    assert_eq!(why(&world.app.record_issue(&office, &id).await.expect_err("unanswered")), "approval-unanswered");
    let answer = |number: i64| format!("{house}/{approval}/comments/{number}/answer");
    let unchanged = world.post(&answer(1), &pen, &[("taken", "taken_in"), ("answer", "")]).await;
    assert!(unchanged.status == StatusCode::UNPROCESSABLE_ENTITY && unchanged.body.contains("hãy sửa mục trước"), "{}", unchanged.body);
    retitle(&world, &drafter, &id, "với sản phẩm là đề án").await;
    assert_eq!(world.post(&answer(1), &pen, &[("taken", "taken_in"), ("answer", "")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.post(&answer(2), &pen, &[("taken", ""), ("answer", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "neither");
    assert_eq!(world.post(&answer(2), &pen, &[("taken", "explained"), ("answer", "Nguồn lực ở phụ lục II")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.post(&answer(3), &pen, &[("taken", "explained"), ("answer", "x")]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "what was taken back");
    let page = world.get(&house, &clerk).await;
    assert!(page.main().contains("2/2 ý kiến của cấp trên đã trả lời") && page.main().contains("Thông báo số 15-TB/TU"), "{}", page.main());
    let (name, bytes) = world.app.approval_slip(&drafter, &id, &approval).await.expect("a slip");
    assert!(name.ends_with(".docx") && bytes.starts_with(b"PK"));
    world.app.record_issue(&office, &id).await.expect("issued");
    let acts: Vec<Act> = world.app.history(&office, &id).await.expect("the history").iter().map(|it| it.act).collect();
    for act in [Act::ApprovalSubmitted, Act::ApprovalCommented, Act::ApprovalCommentTakenBack, Act::ApprovalGiven, Act::ApprovalCommentAnswered] {
        assert!(acts.contains(&act), "{act:?} in {acts:?}");
    }
    assert!(world.app.verify().await.expect("verified").faults.is_empty());
}

async fn what_was_returned_is_answered_and_submitted_again_and_is_not_issued_before(world: World) {
    let (office, drafter, above) = (world.who("vp-xa").await, world.who("soan-thao").await, world.who("vp-tinh").await);
    let (id, approval) = submitted(&world).await;
    let upper = world.log_in("vp-tinh").await;
    let bare = world.post(&format!("/approvals/{approval}/verdict"), &upper, &[("is", "returned"), ("verdict", "")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "returned without a word");
    world.app.comment_on_submission(&above, &approval, None, "Chưa bám nghị quyết").await.expect("a comment");
    world.app.decide_submission(&above, &approval, false, "").await.expect("returned");
    assert_eq!(why(&world.app.record_issue(&office, &id).await.expect_err("returned")), "approval-returned");
    let number = freeze(&world, &drafter, &id).await;
    assert_eq!(why(&world.app.submit_for_approval(&office, &id, number, "").await.expect_err("unanswered")), "approval-unanswered");
    world.app.answer_approval_comment(&drafter, &id, &approval, 1, (Taken::In, "Đã rà soát toàn văn")).await.expect("answered");
    world.app.submit_for_approval(&office, &id, number, "").await.expect("submitted again");
    assert!(matches!(world.app.submit_for_approval(&drafter, &id, number, "").await, Err(Refusal::NotAllowed)), "the office submits");
    // Taken back, it is as it was before: returned.
    world.app.withdraw_approval(&office, &id, "Bổ sung phụ lục").await.expect("taken back");
    assert_eq!(why(&world.app.record_issue(&office, &id).await.expect_err("still returned")), "approval-returned");
    assert_eq!(why(&world.app.withdraw_approval(&office, &id, "x").await.expect_err("nothing there")), "approval-over");
}

async fn nobody_but_the_committee_above_finds_a_submission_and_it_sees_nothing_but_the_frozen_draft(world: World) {
    let drafter = world.who("soan-thao").await;
    let (id, approval) = submitted(&world).await;
    retitle(&world, &drafter, &id, "viết sau khi trình").await;
    let upper = world.log_in("vp-tinh").await;
    let page = world.get(&format!("/approvals/{approval}"), &upper).await;
    assert!(page.status == StatusCode::OK && !page.main().contains("viết sau khi trình"), "{}", page.main());
    assert_eq!(world.get(&format!("/programmes/{id}"), &upper).await.status, StatusCode::NOT_FOUND, "the draft itself is the house's own");
    for login in ["vp-xa", "soan-thao", "vp-phuong", "doc-xa"] {
        assert_eq!(world.get(&format!("/approvals/{approval}"), &world.log_in(login).await).await.status, StatusCode::NOT_FOUND, "{login}");
    }
    world.app.withdraw_approval(&world.who("vp-xa").await, &id, "Soạn lại").await.expect("taken back");
    assert_eq!(world.get(&format!("/approvals/{approval}"), &upper).await.status, StatusCode::NOT_FOUND, "what was taken back is gone from the desk");
}
