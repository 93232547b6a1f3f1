//! A draft's days: counted backward, moved with the congress, reached, set by hand.

use axum::http::StatusCode;
use hanhdong_actions::Refusal;
use hanhdong_actions::programme::{DraftPlan, MilestoneForm};
use hanhdong_domain::Date;
use hanhdong_domain::journal::Act;
use hanhdong_domain::programme::{Stays, Toward};

use super::{draft, person};
use crate::world::{World, on_both_engines};

on_both_engines!(the_congress_moves_by_ten_days_and_so_does_every_milestone_not_reached, a_committee_keeps_its_own_usual_list, what_was_not_previewed_is_not_moved,);

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn typed(title: &str, days: &str, by_hand: Option<Date>) -> MilestoneForm {
    MilestoneForm { title: title.to_owned(), days: days.to_owned(), counted: "working".to_owned(), by_hand }
}

fn due(plan: &DraftPlan, title: &str) -> Option<Date> {
    plan.milestones.iter().find(|it| it.title == title).unwrap_or_else(|| panic!("{title} in {plan:?}")).due_on
}

async fn the_congress_moves_by_ten_days_and_so_does_every_milestone_not_reached(world: World) {
    let (who, cookie) = person(&world, "soan-thao").await;
    let id = draft(&world, &who).await.row.id.clone();
    let path = format!("/programmes/{id}/plan");
    assert!(world.app.plan(&who, &id).await.expect("asked").is_none());
    assert_eq!(world.post(&path, &cookie, &[("toward", "congress"), ("end", "2026-06-15")]).await.status, StatusCode::SEE_OTHER);
    let plan = world.app.plan(&who, &id).await.expect("asked").expect("a plan");
    // Only where a rule says so there is a number of days: thirty working days of notice.
    let dated: Vec<_> = plan.milestones.iter().filter_map(|it| it.due_on).collect();
    assert_eq!(dated, [day("2026-05-04")]);
    for (title, days, by_hand) in [("Gửi dự thảo", "40", None), ("Họp Thường trực", "20", None), ("Hội nghị góp ý", "", Some(day("2026-05-20")))] {
        world.app.keep_milestone(&who, &id, None, typed(title, days, by_hand)).await.expect("kept");
    }
    let plan = world.app.plan(&who, &id).await.expect("asked").expect("a plan");
    let sent = plan.milestones.iter().find(|it| it.title == "Gửi dự thảo").expect("it").number;
    world.app.reach_milestone(&who, &id, sent, Some(day("2026-03-02"))).await.expect("reached");
    let preview = world.get(&format!("{path}/move?moved-to=2026-06-25"), &cookie).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.main());
    for said in ["Giữ nguyên: đã đạt", "Giữ nguyên: ngày do người đặt", "14/05/2026"] {
        assert!(preview.main().contains(said), "{said}: {}", preview.main());
    }
    let before = world.app.journal_heads().await.expect("heads");
    let moving = world.app.moving(&who, &id, day("2026-06-25")).await.expect("seen");
    assert_eq!(world.app.journal_heads().await.expect("heads"), before, "a preview keeps nothing");
    assert_eq!(moving.shifts.iter().filter(|it| it.stays == Some(Stays::Reached)).count(), 1);
    assert_eq!(world.post(&format!("{path}/move"), &cookie, &[("moved-to", "2026-06-25"), ("seen", &moving.seen)]).await.status, StatusCode::SEE_OTHER);
    let after = world.app.plan(&who, &id).await.expect("asked").expect("a plan");
    assert_eq!(after.end_on, day("2026-06-25"));
    assert_eq!(due(&after, "Thông báo ngày khai mạc đại hội"), Some(day("2026-05-14")));
    assert_eq!(due(&after, "Họp Thường trực"), Some(day("2026-05-28")));
    assert_eq!(due(&after, "Gửi dự thảo"), due(&plan, "Gửi dự thảo"), "reached");
    assert_eq!(due(&after, "Hội nghị góp ý"), Some(day("2026-05-20")), "set by hand");
    assert_eq!(world.app.history(&who, &id).await.expect("a history")[0].act, Act::PlanMoved);
    // A milestone that was not reached after all follows again.
    world.app.reach_milestone(&who, &id, sent, None).await.expect("not after all");
    let again = world.app.plan(&who, &id).await.expect("asked").expect("a plan");
    assert_eq!(due(&again, "Gửi dự thảo"), Some(day("2026-04-28")), "30 April and 1 May are no working days");
    // What is late is told, on the day it is.
    world.clock.move_by(90 * 86_400);
    let (_, cookie) = person(&world, "doc-xa").await;
    let late = world.get(&path, &cookie).await;
    assert!(late.main().contains("quá hạn mà chưa đạt") && !late.main().contains("<form"), "{}", late.main());
}

async fn a_committee_keeps_its_own_usual_list(world: World) {
    let (office, _) = person(&world, "vp-xa").await;
    let (drafter, _) = person(&world, "soan-thao").await;
    let opened = draft(&world, &office).await;
    let id = opened.row.id.clone();
    world.app.make_plan(&office, &id, Toward::Issue, day("2026-06-15")).await.expect("planned");
    for it in world.app.plan(&office, &id).await.expect("asked").expect("a plan").milestones {
        world.app.drop_milestone(&office, &id, it.number).await.expect("dropped");
    }
    world.app.keep_milestone(&office, &id, None, typed("Trình Thường trực", "7", None)).await.expect("kept");
    assert!(matches!(world.app.keep_usual_plan(&drafter, &id).await, Err(Refusal::NotAllowed)));
    world.app.keep_usual_plan(&office, &id).await.expect("kept");
    let paper = hanhdong_actions::programme::HandIn { name: "ctr.notation".to_owned(), bytes: std::sync::Arc::new(opened.row.body.clone().into_bytes()) };
    let other = world.app.hand_in(&drafter, &opened.row.organisation, "seed-2025", paper).await.expect("a draft");
    world.app.make_plan(&drafter, &other, Toward::Congress, day("2026-06-15")).await.expect("planned");
    let plan = world.app.plan(&drafter, &other).await.expect("asked").expect("a plan");
    assert_eq!(plan.milestones.iter().map(|it| (it.title.as_str(), it.due_on)).collect::<Vec<_>>(), [("Trình Thường trực", Some(day("2026-06-04")))]);
    assert!(matches!(world.app.make_plan(&drafter, &other, Toward::Issue, day("2026-06-15")).await, Err(Refusal::Changed { .. })), "planned once");
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
}

async fn what_was_not_previewed_is_not_moved(world: World) {
    let (who, _) = person(&world, "soan-thao").await;
    let (reader, _) = person(&world, "doc-xa").await;
    let id = draft(&world, &who).await.row.id.clone();
    assert!(matches!(world.app.make_plan(&who, &id, Toward::Congress, day("2026-03-01")).await, Err(Refusal::Field { field: "end", .. })));
    world.app.make_plan(&who, &id, Toward::Congress, day("2026-06-15")).await.expect("planned");
    assert!(matches!(world.app.moving(&reader, &id, day("2026-06-25")).await, Err(Refusal::NotAllowed)));
    let moving = world.app.moving(&who, &id, day("2026-06-25")).await.expect("seen");
    world.app.keep_milestone(&who, &id, None, typed("Họp Thường trực", "20", None)).await.expect("kept in between");
    assert!(matches!(world.app.move_plan(&who, &id, day("2026-06-25"), &moving.seen).await, Err(Refusal::Changed { .. })));
    assert!(matches!(world.app.move_plan(&who, &id, day("2026-06-26"), &moving.seen).await, Err(Refusal::Changed { .. })));
    assert_eq!(world.app.plan(&who, &id).await.expect("asked").expect("a plan").end_on, day("2026-06-15"));
    for (days, field) in [("-1", "days"), ("9999", "days"), ("ba", "days")] {
        let refused = world.app.keep_milestone(&who, &id, None, typed("Mốc", days, None)).await;
        assert!(matches!(refused, Err(Refusal::Field { field: it, .. }) if it == field), "{days}");
    }
    assert!(matches!(world.app.reach_milestone(&who, &id, 1, Some(day("2026-03-03"))).await, Err(Refusal::Field { field: "reached", .. })), "not before it happens");
}
