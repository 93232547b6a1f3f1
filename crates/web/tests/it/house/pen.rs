//! Corrections by pen: by the numbers of lines of what was printed, carried into what stands there now.

use axum::http::StatusCode;
use hanhdong_actions::programme::{Change, ExportFormat, PenLine, PenRefusal, fingerprint, sheet_of_node};
use hanhdong_domain::programme::{Anchor, Item, VersionAt};

use super::{draft, person};
use crate::world::{World, on_both_engines};

on_both_engines!(twenty_corrections_go_over_in_one_act, a_correction_that_is_not_certain_keeps_all_of_them_back,);

/// The first line of the text of each task.
fn task_lines(lines: &[PenLine]) -> Vec<&PenLine> {
    let mut found: Vec<&PenLine> = Vec::new();
    for line in lines.iter().filter(|it| it.slot == "text" && it.item.as_ref().is_some_and(|it| it.as_str().starts_with("t_"))) {
        if found.last().is_none_or(|it| it.item != line.item) {
            found.push(line);
        }
    }
    found
}

fn first_word(line: &PenLine) -> &str {
    line.text.split(' ').next().expect("a word")
}

fn body_of(world: &hanhdong_actions::programme::Opened, anchor: &Anchor) -> String {
    world.programme.items().find(|it| it.anchor() == anchor).map(|it| it.text().to_owned()).expect("an item")
}

async fn twenty_corrections_go_over_in_one_act(world: World) {
    let (who, cookie) = person(&world, "soan-thao").await;
    let opened = draft(&world, &who).await;
    let id = opened.row.id.clone();
    world.app.freeze(&who, &id, "trình", opened.row.version).await.expect("frozen");
    let at = VersionAt::Frozen(1);
    let lines = world.app.pen_lines(&who, &id, at).await.expect("lines");
    assert!(lines.iter().enumerate().all(|(at, it)| it.number == at + 1 && !it.text.is_empty()));
    let chosen: Vec<PenLine> = task_lines(&lines).into_iter().filter(|it| it.text.matches(first_word(it)).count() == 1).take(20).cloned().collect();
    assert!(8 <= chosen.len(), "{}", chosen.len());
    let typed: String = chosen.iter().map(|it| format!("{} | {} | Khẩn-trương {}\n", it.number, first_word(it), first_word(it).to_lowercase())).collect();
    // The same task was reworded at its end meanwhile: both stay.
    let first = chosen[0].item.clone().expect("an item");
    let node = opened.programme.parts.iter().flat_map(|it| &it.nodes).find(|it| it.item().is_some_and(|it| *it.anchor() == first)).expect("a task").clone();
    let mut sheet = sheet_of_node(&node);
    sheet.fill("text", &format!("{} theo lộ trình", sheet.get("text"))).expect("a slot");
    let new = sheet.node(node.item().map(Item::anchor).expect("an item"), Some(&node)).expect("it reads");
    world.app.edit(&who, &id, Change::Item { anchor: first.clone(), seen: fingerprint(&node), node: Some(new) }).await.expect("edited");
    let path = format!("/programmes/{id}/versions/d1/pen");
    let heads = world.app.journal_heads().await.expect("heads");
    let looked = world.post(&path, &cookie, &[("corrections", &typed)]).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.main());
    assert!(looked.main().contains("<ins>") && looked.main().contains("autofocus"), "{}", looked.main());
    assert_eq!(world.app.journal_heads().await.expect("heads"), heads, "looking keeps nothing");
    let seen = world.app.try_corrections(&who, &id, at, &typed).await.expect("tried").seen;
    assert_eq!(world.post(&path, &cookie, &[("corrections", &typed), ("seen", &seen)]).await.status, StatusCode::SEE_OTHER);
    let after = world.app.open(&who, &id).await.expect("open");
    for line in &chosen {
        assert!(body_of(&after, line.item.as_ref().expect("an item")).starts_with("Khẩn-trương "), "{line:?}");
    }
    assert!(body_of(&after, &first).ends_with(" theo lộ trình"), "what was written meanwhile stays");
    assert_eq!(world.app.history(&who, &id).await.expect("a history").len() - 3, chosen.len(), "a line for each item, after begun, frozen, reworded");
    // Carried over once: what was struck stands there no longer.
    assert_eq!(world.post(&path, &cookie, &[("corrections", &typed), ("seen", &seen)]).await.status, StatusCode::CONFLICT);
    for format in [ExportFormat::Docx, ExportFormat::Pdf] {
        assert!(!world.app.lined_file(&who, &id, at, format).await.expect("a file").bytes.is_empty());
    }
}

async fn a_correction_that_is_not_certain_keeps_all_of_them_back(world: World) {
    let (who, cookie) = person(&world, "soan-thao").await;
    let (_, reader) = person(&world, "doc-xa").await;
    let opened = draft(&world, &who).await;
    let id = opened.row.id.clone();
    let now = VersionAt::Now;
    let lines = world.app.pen_lines(&who, &id, now).await.expect("lines");
    let task = task_lines(&lines)[0].clone();
    let heading = lines.iter().find(|it| it.item.is_none()).expect("a heading").number;
    let word = first_word(&task);
    let good = format!("{} | {word} | Xong", task.number);
    for (typed, why) in [
        ("12 chữ bỏ".to_owned(), PenRefusal::Unread),
        ("một | a | b".to_owned(), PenRefusal::Unread),
        (format!("{} |  | b", task.number), PenRefusal::Unread),
        ("99999 | a | b".to_owned(), PenRefusal::NoLine),
        ("0 | a | b".to_owned(), PenRefusal::NoLine),
        (format!("{heading} | a | b"), PenRefusal::NoItem),
        (format!("{} | khôngcóchữnày | b", task.number), PenRefusal::NotThere),
        (good.clone(), PenRefusal::Overlaps),
        (format!("{} | {} | ", task.number, opened.programme.tasks().next().expect("a task").title), PenRefusal::Overlaps),
    ] {
        let both = format!("{good}\n{typed}");
        let tried = world.app.try_corrections(&who, &id, now, &both).await.expect("tried");
        assert_eq!((tried.tried[1].refusal, tried.all_fit()), (Some(why), false), "{typed}");
        let refused = world.post(&format!("/programmes/{id}/versions/now/pen"), &cookie, &[("corrections", &both), ("seen", &tried.seen)]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.main().contains("Xong"), "what was typed stays");
    }
    assert_eq!(world.app.open(&who, &id).await.expect("open").row.body, opened.row.body, "nothing was kept");
    assert_eq!(world.get(&format!("/programmes/{id}/versions/now/pen"), &reader).await.status, StatusCode::FORBIDDEN);
}
