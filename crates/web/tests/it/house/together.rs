//! Two people at one item: a sign while one types, and three texts where both saved.

use axum::http::StatusCode;
use hanhdong_actions::Refusal;
use hanhdong_actions::programme::{Opened, fingerprint};
use hanhdong_domain::programme::{Anchor, Node, TaskItem};

use super::{draft, person};
use crate::world::{World, on_both_engines};

on_both_engines!(each_field_is_chosen_from_three_texts, a_sign_says_who_types_ends_by_itself_and_is_taken_over,);

fn task(opened: &Opened) -> (Anchor, String, TaskItem) {
    let node = opened.programme.parts.iter().flat_map(|it| &it.nodes).find(|it| matches!(it, Node::Task(_))).expect("a task");
    let Node::Task(task) = node else { panic!("a task") };
    (task.anchor.clone(), fingerprint(node), task.clone())
}

fn form<'a>(task: &'a TaskItem, title: &'a str, lead: &'a str, seen: &'a str) -> Vec<(&'static str, String)> {
    let mut pairs: Vec<(&'static str, String)> = hanhdong_actions::programme::sheet_of_node(&Node::Task(task.clone()))
        .kind
        .slots()
        .iter()
        .map(|it| (it.name, hanhdong_actions::programme::sheet_of_node(&Node::Task(task.clone())).get(it.name).to_owned()))
        .collect();
    for (name, value) in &mut pairs {
        match *name {
            "text" => title.clone_into(value),
            "lead" => lead.clone_into(value),
            _ => {}
        }
    }
    pairs.extend([("seen", seen.to_owned()), ("item-kind", "task".to_owned()), ("done", "1".to_owned())]);
    pairs
}

async fn post(world: &World, path: &str, cookie: &str, pairs: &[(&'static str, String)]) -> crate::world::Answer {
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|it| (it.0, it.1.as_str())).collect();
    world.post(path, cookie, &pairs).await
}

/// The value of a hidden field.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let at = page.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("{name} in {page}"));
    page[at..].split("value=\"").nth(1).and_then(|it| it.split('"').next()).expect("a value")
}

async fn each_field_is_chosen_from_three_texts(world: World) {
    let (one, first) = person(&world, "soan-thao").await;
    let (_, second) = person(&world, "vp-xa").await;
    let opened = draft(&world, &one).await;
    let (anchor, seen, it) = task(&opened);
    let path = format!("/programmes/{}/items/{anchor}", opened.row.id);
    let (front, back) = (format!("Khẩn trương {}", it.title), format!("{} theo lộ trình", it.title));
    assert_eq!(post(&world, &format!("{path}/edit"), &first, &form(&it, &front, "Phòng Kinh tế Mẫu", &seen)).await.status, StatusCode::SEE_OTHER);
    let conflict = post(&world, &format!("{path}/edit"), &second, &form(&it, &back, "Công an xã Mẫu", &seen)).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    let page = conflict.main();
    // The words of both go together, the lead is for a person to choose; base, theirs and mine are all in sight.
    assert_eq!(hidden(page, "merged-text"), format!("Khẩn trương {} theo lộ trình", it.title));
    assert!(!page.contains("name=\"merged-lead\"") && page.contains("name=\"take-lead\""), "{page}");
    for said in ["Nội dung khi mở ra", "Phòng Kinh tế Mẫu", "Công an xã Mẫu"] {
        assert!(page.contains(said), "{said}");
    }
    let now = hidden(page, "seen").to_owned();
    let merged = hidden(page, "merged-text").to_owned();
    let settled = |take_lead: Option<&str>| {
        let mut pairs = vec![("seen", now.clone()), ("item-kind", "task".to_owned()), ("mine-text", back.clone()), ("merged-text", merged.clone()), ("words-text", merged.clone())];
        pairs.extend([("take-text", "merged".to_owned()), ("mine-lead", "Công an xã Mẫu".to_owned()), ("words-lead", "Văn phòng Đảng uỷ".to_owned())]);
        pairs.extend(take_lead.map(|it| ("take-lead", it.to_owned())));
        pairs
    };
    let before = world.app.open(&one, &opened.row.id).await.expect("open").row.body.clone();
    let open = post(&world, &format!("{path}/merge"), &second, &settled(None)).await;
    assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY, "a field that nobody chose is not guessed");
    let unknown = post(&world, &format!("{path}/merge"), &second, &[settled(Some("mine")), vec![("take-than", "mine".to_owned())]].concat()).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.app.open(&one, &opened.row.id).await.expect("open").row.body, before);
    assert_eq!(post(&world, &format!("{path}/merge"), &second, &settled(Some("words"))).await.status, StatusCode::SEE_OTHER);
    let (_, _, after) = task(&world.app.open(&one, &opened.row.id).await.expect("open"));
    assert_eq!((after.title.as_str(), after.lead.text()), (merged.as_str(), "Văn phòng Đảng uỷ"));
    assert_eq!((after.deadline, after.resources), (it.deadline, it.resources), "what nobody changed stays");
    // Settled from what is no longer there: refused again, with what was chosen kept.
    let late = post(&world, &format!("{path}/merge"), &second, &settled(Some("mine"))).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.main().contains("Công an xã Mẫu"), "{}", late.main());
}

async fn a_sign_says_who_types_ends_by_itself_and_is_taken_over(world: World) {
    let (one, first) = person(&world, "soan-thao").await;
    let (other, second) = person(&world, "vp-xa").await;
    let (reader, _) = person(&world, "doc-xa").await;
    let opened = draft(&world, &one).await;
    let (id, (anchor, seen, it)) = (opened.row.id.clone(), task(&opened));
    let path = format!("/programmes/{id}/items/{anchor}");
    let heads = world.app.journal_heads().await.expect("heads");
    let mut typed = form(&it, "Đang gõ", "Phòng Kinh tế", &seen);
    typed.retain(|it| it.0 != "done");
    assert_eq!(post(&world, &format!("{path}/look"), &first, &typed).await.status, StatusCode::OK);
    let warned = world.get(&format!("{path}/edit"), &second).await;
    assert!(warned.main().contains(&format!("Đồng chí {} đang gõ", one.name())), "{}", warned.main());
    assert!(!world.get(&format!("{path}/edit"), &first).await.main().contains("đang gõ vào mục này"), "nobody is warned of themselves");
    assert!(matches!(world.app.typing(&reader, &id, &anchor).await, Err(Refusal::NotAllowed)));
    assert!(matches!(world.app.take_over(&reader, &id, &anchor).await, Err(Refusal::NotAllowed)));
    // Taken over: now the first is warned, at the next key.
    assert_eq!(world.post(&format!("{path}/take-over"), &second, &[]).await.status, StatusCode::SEE_OTHER);
    let next = post(&world, &format!("{path}/look"), &first, &typed).await;
    assert!(next.body.contains(&format!("Đồng chí {} đang gõ", other.name())), "{}", next.body);
    // It warns and refuses nothing.
    world.clock.move_by(61);
    assert_eq!(world.app.typing(&one, &id, &anchor).await.expect("asked"), None, "it ended by itself");
    assert_eq!(world.app.journal_heads().await.expect("heads"), heads, "a sign leaves no line");
    assert_eq!(world.app.say_typing(&other, &id, &anchor).await.expect("said"), None);
    assert_eq!(post(&world, &format!("{path}/edit"), &first, &form(&it, "Vẫn ghi được", "Phòng Kinh tế", &seen)).await.status, StatusCode::SEE_OTHER);
    // Whoever is done types no longer.
    assert!(world.app.typing(&one, &id, &anchor).await.expect("asked").is_some());
    let (anchor, seen, it) = task(&world.app.open(&one, &id).await.expect("open"));
    assert_eq!(post(&world, &format!("/programmes/{id}/items/{anchor}/edit"), &second, &form(&it, "Xong", "Phòng Kinh tế", &seen)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.app.typing(&one, &id, &anchor).await.expect("asked"), None);
}
