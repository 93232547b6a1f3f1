//! What is around the items: order, headings, head, opening, ties, put away and taken back.

use crate::world::{World, on_both_engines};
use axum::http::StatusCode;

use super::{draft, tasks, value};

on_both_engines!(items_move_and_go, headings_passages_and_head_are_edited, the_basis_is_edited_line_by_line, ties_are_made_in_the_matrix, put_away_and_taken_back,);

async fn items_move_and_go(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    let before = tasks(&world.get(&path, &cookie).await.body);
    let go = |anchor: &str| format!("{path}/items/{anchor}/move");
    assert_eq!(world.post(&go(&before[1]), &cookie, &[("way", "up")]).await.status, StatusCode::SEE_OTHER);
    let now = tasks(&world.get(&path, &cookie).await.body);
    assert_eq!((&now[0], &now[1]), (&before[1], &before[0]));
    assert_eq!(world.post(&go(&before[1]), &cookie, &[("way", "down")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(tasks(&world.get(&path, &cookie).await.body), before);
    assert_eq!(world.post(&go(&before[0]), &cookie, &[("way", "part"), ("part", "1")]).await.status, StatusCode::SEE_OTHER);
    let page = world.get(&path, &cookie).await.body;
    let part = page.split("id=\"p-2\"").next().expect("the parts before the third");
    assert!(part.contains(&format!("id=\"i-{}\"", before[0])), "it stands in the second part now");
    assert_eq!(world.post(&format!("{path}/undo"), &cookie, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(tasks(&world.get(&path, &cookie).await.body), before, "a move is taken back whole");
    let seen = value(&world.get(&format!("{path}/items/{}/edit", before[2]), &cookie).await.body, "name=\"seen\"").to_owned();
    assert_eq!(world.post(&format!("{path}/items/{}/remove", before[2]), &cookie, &[("seen", &seen)]).await.status, StatusCode::SEE_OTHER);
    assert!(!tasks(&world.get(&path, &cookie).await.body).contains(&before[2]));
}

async fn headings_passages_and_head_are_edited(world: World) {
    let (cookie, other) = (world.log_in("soan-thao").await, world.log_in("vp-xa").await);
    let path = draft(&world, &cookie).await;
    let line = format!("{path}/lines/1/0/edit");
    let seen = value(&world.get(&line, &cookie).await.body, "name=\"seen\"").to_owned();
    let saved = world.post(&line, &cookie, &[("text", "Lời dẫn mới của phần hai"), ("role", "text"), ("item-kind", "passage"), ("seen", &seen)]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(world.get(&path, &cookie).await.body.contains("Lời dẫn mới của phần hai"));
    let late = world.post(&line, &other, &[("text", "Lời dẫn của người đến sau"), ("role", "text"), ("item-kind", "passage"), ("seen", &seen)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("Lời dẫn mới của phần hai") && late.body.contains("Lời dẫn của người đến sau"), "{}", late.body);

    let part = format!("{path}/parts/1/edit");
    let heading = value(&world.get(&part, &cookie).await.body, "name=\"seen\"").to_owned();
    assert_eq!(world.post(&part, &cookie, &[("heading", "NỘI DUNG MỚI"), ("seen", &heading)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.post(&part, &other, &[("heading", "NỘI DUNG KHÁC"), ("seen", &heading)]).await.status, StatusCode::CONFLICT);
    let made = world.post(&format!("{path}/parts"), &cookie, &[("heading", "PHẦN THÊM"), ("mark", "IV"), ("role", "other")]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);

    let head = format!("{path}/head");
    let form = world.get(&head, &cookie).await.body;
    let seen = value(&form, "name=\"seen\"").to_owned();
    let fields = [
        ("kind", "CHƯƠNG TRÌNH HÀNH ĐỘNG"),
        ("title", "thực hiện Nghị quyết"),
        ("date", "12/6/2026"),
        ("number", "05-CTr/ĐU"),
        ("recipient", "Tỉnh uỷ\nLưu Văn phòng"),
        ("seen", &seen),
    ];
    assert_eq!(world.post(&head, &cookie, &fields).await.status, StatusCode::SEE_OTHER);
    let page = world.get(&path, &cookie).await.body;
    for said in ["NỘI DUNG MỚI", "PHẦN THÊM", "12/06/2026", "05-CTr/ĐU", "Lưu Văn phòng"] {
        assert!(page.contains(said), "{said}");
    }
    assert_eq!(world.post(&head, &other, &fields).await.status, StatusCode::SEE_OTHER, "who says the same disturbs nobody");
    let late = world.post(&head, &other, &[("title", "thực hiện Nghị quyết khác"), ("seen", &seen)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    assert!(late.body.contains("thực hiện Nghị quyết khác") && late.body.contains("Lưu Văn phòng"), "{}", late.body);
}

async fn the_basis_is_edited_line_by_line(world: World) {
    let (one, other) = (world.log_in("soan-thao").await, world.log_in("vp-xa").await);
    let path = draft(&world, &one).await;
    let form = world.get(&format!("{path}/opening"), &one).await.body;
    let seen = value(&form, "name=\"seen\"").to_owned();
    let old = form.split("</textarea>").next().and_then(|it| it.rsplit("<textarea").next()).and_then(|it| it.split_once('>')).expect("a field").1.to_owned();
    assert_eq!(old.lines().count(), 3, "{old}");
    let new = format!("- Căn cứ Điều lệ Đảng;\r\n{}\r\n\r\n", old.replace('\n', "\r\n"));
    let saved = world.post(&format!("{path}/opening"), &one, &[("text", &new), ("seen", &seen)]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = world.get(&path, &one).await.body;
    assert!(page.contains("<p class=\"passage\">- Căn cứ Điều lệ Đảng;</p>"), "{page}");
    assert!(world.get(&format!("{path}/history"), &one).await.body.contains("Điều lệ Đảng;"), "the history says what came");
    let late = world.post(&format!("{path}/opening"), &other, &[("text", "- Căn cứ khác;"), ("seen", &seen)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("<del>") && late.body.contains("- Căn cứ khác;"), "{}", late.body);
    let long = format!("- Căn cứ {}", "x".repeat(100_000));
    let refused = world.post(&format!("{path}/opening"), &one, &[("text", &long), ("seen", value(&late.body, "name=\"seen\""))]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("quá dài"));
    assert_eq!(world.post(&format!("{path}/undo"), &one, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!world.get(&path, &one).await.body.contains("Điều lệ Đảng;"));
}

async fn ties_are_made_in_the_matrix(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    let page = world.get(&format!("{path}/coverage"), &cookie).await.body;
    let comes = page.split("value=\"").skip(1).filter_map(|it| it.split('"').next()).find(|it| it.ends_with(" comes")).expect("a free cell").to_owned();
    let goes = comes.replace(" comes", " goes");
    assert_eq!(world.post(&format!("{path}/ties"), &cookie, &[("tie", &comes), ("back", "coverage")]).await.status, StatusCode::SEE_OTHER);
    assert!(world.get(&format!("{path}/coverage"), &cookie).await.body.contains(&goes));
    assert_eq!(world.post(&format!("{path}/ties"), &cookie, &[("tie", &comes), ("back", "coverage")]).await.status, StatusCode::SEE_OTHER, "twice is once");
    let task = comes.split(' ').next().expect("a task");
    let list = world.get(&format!("{path}/items/{task}/ties?q=xa+hoi"), &cookie).await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.body);
    assert!(list.body.contains(&goes) && list.body.contains("văn hoá - xã hội"), "tied ones first, then those found without marks");
    assert_eq!(world.post(&format!("{path}/ties"), &cookie, &[("tie", &goes), ("back", "item")]).await.status, StatusCode::SEE_OTHER);
    assert!(!world.get(&format!("{path}/coverage"), &cookie).await.body.contains(&goes));
}

async fn put_away_and_taken_back(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    assert_eq!(world.post(&format!("{path}/put-away"), &cookie, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!world.get("/programmes", &cookie).await.body.contains(&path));
    assert!(world.get("/programmes?away=1", &cookie).await.body.contains(&path));
    let page = world.get(&path, &cookie).await.body;
    assert!(page.contains("Đã cất") && page.contains("/take-back") && !page.contains("/undo"), "{page}");
    assert_eq!(world.post(&format!("{path}/take-back"), &cookie, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(world.get("/programmes", &cookie).await.body.contains(&path));
}
