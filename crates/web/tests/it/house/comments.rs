//! Comments on items: said, answered, said anew, settled and opened again; by records that stay.

use axum::http::StatusCode;
use hanhdong_actions::Refusal;
use hanhdong_actions::programme::CommentOn;
use hanhdong_domain::journal::Act;
use hanhdong_domain::programme::{Anchor, CommentTurn, Node};

use super::{draft, person};
use crate::world::{World, on_both_engines};

on_both_engines!(a_thread_is_answered_settled_and_opened_again_by_records, what_was_said_stays_when_it_is_said_anew,);

fn item(opened: &hanhdong_actions::programme::Opened) -> Anchor {
    let node = opened.programme.parts.iter().flat_map(|it| &it.nodes).find(|it| matches!(it, Node::Task(_)));
    node.and_then(Node::item).map(|it| it.anchor().clone()).expect("a task")
}

async fn a_thread_is_answered_settled_and_opened_again_by_records(world: World) {
    let (drafter, cookie) = person(&world, "soan-thao").await;
    let (reader, other) = person(&world, "doc-xa").await;
    let (stranger, _) = person(&world, "vp-phuong").await;
    let opened = draft(&world, &drafter).await;
    let (id, item) = (opened.row.id.clone(), item(&opened));
    let path = format!("/programmes/{id}/comments");
    let body = opened.row.body.clone();
    assert_eq!(world.post(&path, &other, &[("item", item.as_str()), ("comment-words", "Mốc thời gian này có kịp không?")]).await.status, StatusCode::SEE_OTHER);
    let line = world.app.history(&drafter, &id).await.expect("a history").remove(0);
    assert_eq!((line.act, line.by.as_deref()), (Act::CommentMade, Some(reader.name())));
    let outline = world.get(&format!("/programmes/{id}"), &cookie).await;
    assert!(outline.main().contains(&format!("comments?at={item}\"")) && outline.main().contains("<span class=\"count\">1</span>"), "counted at the item and on the tab");
    let thread = world.app.threads(&drafter, &id).await.expect("threads").remove(0);
    assert!(thread.may_settle && !thread.is_settled);
    world.app.comment(&drafter, &id, CommentOn::In(thread.id.clone()), "Đã lùi sang quý III").await.expect("answered");
    assert_eq!(world.post(&format!("{path}/{}/turn", thread.id), &cookie, &[("turn", "resolved")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.app.open(&drafter, &id).await.expect("open").comments.get(&item), None);
    // Settled is settled, once; nothing more is said in it until it is opened again, by who began it too.
    assert!(matches!(world.app.settle_thread(&drafter, &id, &thread.id, true).await, Err(Refusal::Changed { .. })));
    assert!(matches!(world.app.comment(&reader, &id, CommentOn::In(thread.id.clone()), "Còn nữa").await, Err(Refusal::Changed { .. })));
    world.app.settle_thread(&reader, &id, &thread.id, false).await.expect("opened again");
    let turns: Vec<CommentTurn> = world.app.threads(&reader, &id).await.expect("threads")[0].lines.iter().map(|it| it.turn).collect();
    assert_eq!(turns, [CommentTurn::Said, CommentTurn::Said, CommentTurn::Resolved, CommentTurn::Reopened]);
    // Nobody else settles it, and nobody from outside hears of it.
    let own = world.app.comment(&drafter, &id, CommentOn::About(item.clone()), "Của người soạn").await.expect("said");
    assert!(matches!(world.app.settle_thread(&reader, &id, &own, true).await, Err(Refusal::NotAllowed)));
    for refused in [
        world.app.threads(&stranger, &id).await.map(drop),
        world.app.comment(&stranger, &id, CommentOn::About(item.clone()), "x").await.map(drop),
        world.app.settle_thread(&stranger, &id, &own, true).await,
    ] {
        assert!(matches!(refused, Err(Refusal::NotFound)), "{refused:?}");
    }
    let empty = world.post(&path, &other, &[("item", item.as_str()), ("comment-words", "  ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.app.open(&drafter, &id).await.expect("open").row.body, body, "the text is as it was");
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
}

async fn what_was_said_stays_when_it_is_said_anew(world: World) {
    let (drafter, _) = person(&world, "soan-thao").await;
    let (reader, cookie) = person(&world, "doc-xa").await;
    let opened = draft(&world, &drafter).await;
    let (id, item) = (opened.row.id.clone(), item(&opened));
    let thread = world.app.comment(&reader, &id, CommentOn::About(item), "Lời thứ nhất").await.expect("said");
    for (number, words) in [(1, "Lời thứ hai"), (2, "Lời thứ ba")] {
        world.app.comment(&reader, &id, CommentOn::Instead(thread.clone(), number), words).await.expect("said anew");
    }
    let lines = world.app.threads(&drafter, &id).await.expect("threads").remove(0).lines;
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].words.as_str(), lines[0].before.as_slice()), ("Lời thứ ba", ["Lời thứ nhất".to_owned(), "Lời thứ hai".to_owned()].as_slice()));
    assert!(!lines[0].may_say_anew, "not by another");
    assert!(matches!(world.app.comment(&drafter, &id, CommentOn::Instead(thread.clone(), 3), "x").await, Err(Refusal::NotAllowed)));
    assert!(matches!(world.app.comment(&reader, &id, CommentOn::Instead(thread.clone(), 1), "x").await, Err(Refusal::Changed { .. })), "it was said anew already");
    assert!(matches!(world.app.comment(&reader, &id, CommentOn::Instead(thread.clone(), 9), "x").await, Err(Refusal::NotFound)));
    let page = world.get(&format!("/programmes/{id}/comments"), &cookie).await;
    assert!(page.main().contains("Lời thứ ba") && page.main().contains("Đã sửa 2 lần"), "{}", page.main());
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
}
