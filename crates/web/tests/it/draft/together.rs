//! Two people at one programme: nobody loses a word, and an open page hears what the other did.

use crate::world::{World, on_both_engines};
use axum::body::Body;
use axum::http::Request;
use axum::http::StatusCode;
use axum::http::header::COOKIE;

use super::{draft, item, piece, slots, tasks, value};

on_both_engines!(two_people_on_one_item_keep_both_texts, two_people_on_different_items_do_not_disturb_each_other, what_others_change_comes_to_an_open_page,);

async fn two_people_on_one_item_keep_both_texts(world: World) {
    let (one, other) = (world.log_in("soan-thao").await, world.log_in("vp-xa").await);
    let path = draft(&world, &one).await;
    let task = tasks(&world.get(&path, &one).await.body)[0].clone();
    let edit = format!("{path}/items/{task}/edit");
    let seen = value(&world.get(&edit, &one).await.body, "name=\"seen\"").to_owned();
    assert_eq!(world.post(&edit, &other, &slots("Nội dung của người thứ nhất", "Phòng Kinh tế", &seen)).await.status, StatusCode::SEE_OTHER);
    let conflict = world.post(&edit, &one, &slots("Nội dung của người thứ hai", "Công an xã", &seen)).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT, "{}", conflict.body);
    for said in ["Nội dung của người thứ nhất", "Nội dung của người thứ hai", "Phòng Kinh tế", "Công an xã", "<del>", "<ins>", "Gộp hai nội dung"] {
        assert!(conflict.body.contains(said), "{said}: {}", conflict.body);
    }
    assert!(item(&world.get(&path, &one).await.body, &task).contains("Nội dung của người thứ nhất"), "nothing was overwritten");
    // The same by a script: what was typed stays in sight.
    let live = piece(&world, &edit, &one, Some(&slots("Nội dung của người thứ hai", "Công an xã", &seen)[..8])).await;
    assert!(live.body.contains("người thứ nhất") && live.body.contains("người thứ hai"), "{}", live.body);
    assert_eq!(live.head.headers.get("hx-retarget").and_then(|it| it.to_str().ok()), Some(format!("#i-{task}").as_str()));
    // Whoever chooses the own text now has seen the other.
    let now = value(&conflict.body, "name=\"seen\"").to_owned();
    assert_eq!(world.post(&edit, &one, &slots("Nội dung của người thứ hai", "Công an xã", &now)).await.status, StatusCode::SEE_OTHER);
    assert!(item(&world.get(&path, &other).await.body, &task).contains("Nội dung của người thứ hai"));
    // And the first one's change can no longer be taken back blindly.
    let undo = world.post(&format!("{path}/undo"), &other, &[]).await;
    assert_eq!(undo.status, StatusCode::CONFLICT);
    assert!(undo.body.contains("Chưa hoàn tác được"), "{}", undo.body);
    // An item that is gone can be put in anew with all that was typed.
    let seen = value(&world.get(&edit, &one).await.body, "name=\"seen\"").to_owned();
    assert_eq!(world.post(&format!("{path}/items/{task}/remove"), &other, &[("seen", &seen)]).await.status, StatusCode::SEE_OTHER);
    let gone = world.post(&edit, &one, &slots("Nội dung gõ sau khi bị bỏ", "Công an xã", &seen)).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    assert!(gone.body.contains("Nội dung gõ sau khi bị bỏ") && gone.body.contains("Thêm lại"), "{}", gone.body);
}

async fn two_people_on_different_items_do_not_disturb_each_other(world: World) {
    let (one, other) = (world.log_in("soan-thao").await, world.log_in("vp-xa").await);
    let path = draft(&world, &one).await;
    let all = tasks(&world.get(&path, &one).await.body);
    let edits: Vec<String> = all[..2].iter().map(|it| format!("{path}/items/{it}/edit")).collect();
    let mut seen = Vec::new();
    for edit in &edits {
        seen.push(value(&world.get(edit, &one).await.body, "name=\"seen\"").to_owned());
    }
    for (edit, seen, who, title) in [(&edits[0], &seen[0], &one, "Việc của người này"), (&edits[1], &seen[1], &other, "Việc của người kia")] {
        assert_eq!(world.post(edit, who, &slots(title, "Phòng Kinh tế", seen)).await.status, StatusCode::SEE_OTHER);
    }
    let page = world.get(&path, &one).await.body;
    assert!(page.contains("Việc của người này") && page.contains("Việc của người kia"));
}

async fn what_others_change_comes_to_an_open_page(world: World) {
    let (one, other) = (world.log_in("soan-thao").await, world.log_in("vp-xa").await);
    let path = draft(&world, &one).await;
    let page = world.get(&path, &one).await.body;
    let since = page.split("changes?since=").nth(1).and_then(|it| it.split('"').next()).expect("where the page is").to_owned();
    let all = tasks(&page);
    for (anchor, title) in [(&all[0], "Việc mà người kia sửa"), (&all[1], "Việc đang mở")] {
        let edit = format!("{path}/items/{anchor}/edit");
        let seen = value(&world.get(&edit, &other).await.body, "name=\"seen\"").to_owned();
        assert_eq!(world.post(&edit, &other, &slots(title, "Phòng Kinh tế", &seen)).await.status, StatusCode::SEE_OTHER);
    }
    let news = piece(&world, &format!("{path}/changes?since={since}&open={}", all[1]), &one, None).await;
    assert_eq!(news.status, StatusCode::OK, "{}", news.body);
    assert!(news.body.contains("Việc mà người kia sửa") && news.body.contains("id=\"summary\""), "{}", news.body);
    assert!(!news.body.contains("Việc đang mở") && news.body.contains(&format!("id=\"f-{}\"", all[1])), "what is being typed into is left alone: {}", news.body);
    let next = news.body.split("changes?since=").nth(1).and_then(|it| it.split('"').next()).expect("where the page is now").to_owned();
    let quiet = piece(&world, &format!("{path}/changes?since={next}"), &one, None).await;
    assert!(!quiet.body.contains("id=\"summary\""), "nothing new: {}", quiet.body);
    // The line itself says how far the programme is, first at once, then whenever somebody changes it.
    let mut line = Line::of(&world, &format!("{path}/live"), &one).await;
    assert_eq!(line.next().await.as_deref(), Some("event: version\ndata: 3\nid: 3\n\n"));
    let edit = format!("{path}/items/{}/edit", all[2]);
    for (title, told) in [("Việc thứ ba", true), ("Việc thứ tư", false)] {
        let seen = value(&world.get(&edit, &other).await.body, "name=\"seen\"").to_owned();
        assert_eq!(world.post(&edit, &other, &slots(title, "Phòng Kinh tế", &seen)).await.status, StatusCode::SEE_OTHER);
        let heard = line.next().await;
        assert_eq!(heard.as_deref(), told.then_some("event: version\ndata: 4\nid: 4\n\n"));
        // Whoever logs out hears nothing more, though the line is still open.
        let token = hanhdong_actions::Token::brought(one.trim_start_matches("hd_session=")).expect("a token");
        world.app.log_out(&token).await.expect("out");
    }
}

/// A line that stays open.
struct Line(axum::body::BodyDataStream);

impl Line {
    async fn of(world: &World, path: &str, cookie: &str) -> Line {
        let request = Request::get(path).header(COOKIE, cookie).body(Body::empty()).expect("a request");
        let response = tower::ServiceExt::oneshot(world.router.clone(), request).await.expect("the router answers");
        assert_eq!(response.headers().get("content-type").and_then(|it| it.to_str().ok()), Some("text/event-stream"));
        Line(response.into_body().into_data_stream())
    }
    /// What comes next; `None` where the line ended.
    async fn next(&mut self) -> Option<String> {
        let next = tokio::time::timeout(std::time::Duration::from_secs(60), tokio_stream::StreamExt::next(&mut self.0)).await.expect("in time");
        next.map(|it| String::from_utf8_lossy(&it.expect("bytes")).into_owned())
    }
}
