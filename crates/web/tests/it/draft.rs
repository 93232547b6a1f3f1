//! Drafting in the browser: edited, disputed, taken back; by those who may, and by nobody else.

use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::COOKIE;
use axum::http::{Method, Request};

use crate::world::{Answer, World, on_both_engines};

on_both_engines!(
    the_outline_shows_every_item_with_its_findings,
    an_edit_changes_the_verdict_and_undo_brings_it_back,
    two_people_on_one_item_keep_both_texts,
    two_people_on_different_items_do_not_disturb_each_other,
    a_form_that_saves_while_one_types_answers_with_pieces,
    what_is_typed_is_looked_at_before_it_is_saved,
    a_line_typed_is_understood_and_added,
    items_move_and_go,
    headings_passages_and_head_are_edited,
    the_basis_is_edited_line_by_line,
    ties_are_made_in_the_matrix,
    a_certain_fix_is_shown_and_made,
    a_body_that_was_merged_gets_the_name_of_its_successor,
    the_official_text_stands_by_its_clause,
    a_line_that_was_not_understood_is_marked,
    readers_see_no_form_and_change_nothing,
    strangers_find_nothing,
    what_is_typed_is_never_markup,
    put_away_and_taken_back,
    search_finds_without_marks,
    what_others_change_comes_to_an_open_page,
    a_field_that_does_not_read_keeps_what_was_typed,
);

/// The programme that the commune drafts.
async fn draft(world: &World, cookie: &str) -> String {
    let list = world.get("/programmes", cookie).await;
    let at = list.body.find("href=\"/programmes/0").expect("a programme in the list") + "href=\"".len();
    list.body[at..].split('"').next().expect("an address").to_owned()
}

/// The value of a hidden or visible field of a page.
fn value<'a>(page: &'a str, marker: &str) -> &'a str {
    let at = page.find(marker).unwrap_or_else(|| panic!("{marker} in {page}"));
    let tag = &page[page[..at].rfind('<').expect("a tag")..];
    let tag = &tag[..tag.find('>').expect("its end")];
    tag.split("value=\"").nth(1).and_then(|it| it.split('"').next()).unwrap_or("")
}

/// The anchors of tasks of the outline, in order.
fn tasks(page: &str) -> Vec<String> {
    page.split("id=\"i-").skip(1).filter_map(|it| it.split('"').next()).filter(|it| it.starts_with("t_")).map(str::to_owned).collect()
}

/// An item's piece of the outline.
fn item<'a>(page: &'a str, anchor: &str) -> &'a str {
    let from = page.find(&format!("id=\"i-{anchor}\"")).unwrap_or_else(|| panic!("{anchor} in {page}"));
    &page[from..][..page[from..].find("</li>").expect("its end")]
}

/// The slots of a task's form as a browser sends them.
fn slots<'a>(title: &'a str, lead: &'a str, seen: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("text", title),
        ("lead", lead),
        ("coordinators", "UBMTTQ xã"),
        ("deadline", "quý IV/2027"),
        ("resource", "3 tỷ đồng ngân sách xã"),
        ("seen", seen),
        ("item-kind", "task"),
        ("open", "x"),
        ("done", "1"),
    ]
}

async fn piece(world: &World, path: &str, cookie: &str, form: Option<&[(&str, &str)]>) -> Answer {
    let request = Request::builder().uri(path).header(COOKIE, cookie).header("hx-request", "true").header("sec-fetch-site", "same-origin");
    let request = match form {
        Some(form) => {
            let percent = |text: &str| text.bytes().map(|it| format!("%{it:02X}")).collect::<String>();
            let body = form.iter().map(|(name, value)| format!("{}={}", percent(name), percent(value))).collect::<Vec<_>>().join("&");
            request.method(Method::POST).header("content-type", "application/x-www-form-urlencoded").body(Body::from(body))
        }
        None => request.body(Body::empty()),
    };
    world.send(request.expect("a request")).await
}

/// How many clauses are met, as the summary bar says.
fn met(page: &str) -> u32 {
    let at = page.find("verdict=met\"").expect("the summary");
    let tail = &page[at..];
    let from = tail.find("<strong>").expect("a count") + "<strong>".len();
    tail[from..].split('<').next().and_then(|it| it.parse().ok()).expect("a number")
}

async fn the_outline_shows_every_item_with_its_findings(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    let page = world.get(&path, &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(30 < tasks(&page.body).len());
    for said in ["Cần bổ sung", "Nên chỉnh", "Lưu ý", "Chưa đủ căn cứ", "MỤC TIÊU, YÊU CẦU", "NỘI DUNG CHƯƠNG TRÌNH", "class=\"finding error\"", "Dự thảo lần 1", "id=\"summary\""]
    {
        assert!(page.body.contains(said), "{said}");
    }
    let second = &tasks(&page.body)[1];
    assert!(item(&page.body, second).contains("finding"), "the task that lost its lead says so: {}", item(&page.body, second));
    for (tail, said) in [
        ("/findings", "II.2.b-4/lead"),
        ("/coverage", "class=\"matrix\""),
        ("/history", "bắt đầu chương trình"),
        ("/findings?severity=error", "Cần bổ sung"),
        ("/findings?verdict=unmet", "Chưa đạt"),
    ] {
        let page = world.get(&format!("{path}{tail}"), &cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{tail}: {}", page.body);
        assert!(page.body.contains(said), "{tail}: {said}");
    }
}

async fn an_edit_changes_the_verdict_and_undo_brings_it_back(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    let before = world.get(&path, &cookie).await.body;
    let task = tasks(&before)[1].clone();
    let edit = format!("{path}/items/{task}/edit");
    let form = world.get(&edit, &cookie).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    let seen = value(&form.body, "name=\"seen\"").to_owned();
    let saved = world.post(&edit, &cookie, &slots("Đề án sinh kế cho hộ cận nghèo", "Phòng Kinh tế", &seen)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let after = world.get(&path, &cookie).await.body;
    let shown = item(&after, &task);
    assert!(shown.contains("Đề án sinh kế cho hộ cận nghèo") && shown.contains("Phòng Kinh tế"), "{shown}");
    assert_ne!(item(&before, &task), shown);
    assert!(!shown.contains("finding error"), "the lead is there now: {shown}");
    let (errors, fewer) = (before.matches("class=\"finding error\"").count(), after.matches("class=\"finding error\"").count());
    assert!(fewer < errors, "{errors} then {fewer}");

    let history = world.get(&format!("{path}/history"), &cookie).await.body;
    assert!(history.contains("<ins>") && history.contains("Phòng Kinh tế"), "{history}");
    let undone = world.post(&format!("{path}/undo"), &cookie, &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    let back = world.get(undone.location().split('#').next().expect("a path"), &cookie).await.body;
    assert!(back.contains("Đã hoàn tác"), "it says what was undone");
    assert_eq!(item(&back, &task), item(&before, &task));
    assert_eq!(met(&back), met(&before));
    assert_eq!(world.post(&format!("{path}/undo"), &cookie, &[]).await.status, StatusCode::CONFLICT, "there is nothing more of one's own");
}

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

async fn a_form_that_saves_while_one_types_answers_with_pieces(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    let page = world.get(&path, &cookie).await.body;
    let task = tasks(&page)[1].clone();
    let before = item(&page, &task).to_owned();
    let edit = format!("{path}/items/{task}/edit");
    let form = piece(&world, &edit, &cookie, None).await;
    assert!(form.body.starts_with("<li") && form.body.contains("data-autosave"), "{}", form.body);
    let mut seen = value(&form.body, "name=\"seen\"").to_owned();
    for title in ["Đề án", "Đề án sinh", "Đề án sinh kế"] {
        let typed = slots(title, "Phòng Kinh tế", &seen);
        let saved = piece(&world, &edit, &cookie, Some(&typed[..8])).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
        assert!(!saved.body.contains("<textarea"), "the fields keep focus and caret: {}", saved.body);
        for part in [format!("id=\"f-{task}\""), "id=\"summary\"".to_owned(), "hx-swap-oob=\"true\"".to_owned()] {
            assert!(saved.body.contains(&part), "{part}: {}", saved.body);
        }
        seen = value(&saved.body, "name=\"seen\"").to_owned();
    }
    let done = piece(&world, &edit, &cookie, Some(&slots("Đề án sinh kế", "Phòng Kinh tế", &seen))).await;
    assert!(done.body.contains(&format!("id=\"i-{task}\"")) && !done.body.contains("<form"), "{}", done.body);
    let history = world.get(&format!("{path}/history"), &cookie).await.body;
    assert_eq!(history.matches("id=\"h-").count(), 4, "begun, and three that said something new");
    // What was typed in one go is taken back in one go.
    assert_eq!(world.post(&format!("{path}/undo"), &cookie, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(item(&world.get(&path, &cookie).await.body, &task), before);
    assert_eq!(world.post(&format!("{path}/undo"), &cookie, &[]).await.status, StatusCode::CONFLICT, "and nothing is left of it");
    // After a pause it is another change.
    for (title, seconds) in [("Đề án một", 0), ("Đề án hai", 60)] {
        world.clock.move_by(seconds);
        let seen = value(&world.get(&edit, &cookie).await.body, "name=\"seen\"").to_owned();
        world.post(&edit, &cookie, &slots(title, "Phòng Kinh tế", &seen)).await;
    }
    world.post(&format!("{path}/undo"), &cookie, &[]).await;
    assert!(item(&world.get(&path, &cookie).await.body, &task).contains("Đề án một"));
}

async fn what_is_typed_is_looked_at_before_it_is_saved(world: World) {
    let (cookie, reader) = (world.log_in("soan-thao").await, world.log_in("doc-xa").await);
    let path = draft(&world, &cookie).await;
    let page = world.get(&path, &cookie).await.body;
    let task = tasks(&page)[1].clone();
    let look = format!("{path}/items/{task}/look");
    let seen = value(&piece(&world, &format!("{path}/items/{task}/edit"), &cookie, None).await.body, "name=\"seen\"").to_owned();
    for (lead, is_found) in [("", true), ("Phòng Kinh tế", false), ("Các cơ quan liên quan", true)] {
        let looked = piece(&world, &look, &cookie, Some(&slots("Đề án sinh kế", lead, &seen)[..8])).await;
        assert_eq!(looked.status, StatusCode::OK, "{}", looked.body);
        let said = looked.body.split("id=\"summary\"").next().unwrap_or_default();
        assert_eq!(said.contains("hủ trì"), is_found, "{lead}: {said}");
        assert!(looked.body.contains("id=\"summary\"") && !looked.body.contains("<textarea"), "{}", looked.body);
    }
    assert_eq!(world.get(&path, &cookie).await.body, page, "nothing was saved");
    assert_eq!(world.get(&format!("{path}/history"), &cookie).await.body.matches("id=\"h-").count(), 1);
    assert_eq!(piece(&world, &look, &reader, Some(&slots("Đề án", "", &seen)[..8])).await.status, StatusCode::FORBIDDEN);
    // Whose item is gone hears it when saving, not at every key.
    world.post(&format!("{path}/items/{task}/remove"), &cookie, &[("seen", &seen)]).await;
    assert_eq!(piece(&world, &look, &cookie, Some(&slots("Đề án", "", &seen)[..8])).await.status, StatusCode::NO_CONTENT);
}

async fn a_line_typed_is_understood_and_added(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    let words = "%C4%90%E1%BB%81%20%C3%A1n%20sinh%20k%E1%BA%BF%20m%E1%BB%9Bi%3B%20ch%E1%BB%A7%20tr%C3%AC%3A%20Ph%C3%B2ng%20Kinh%20t%E1%BA%BF%3B%20qu%C3%BD%20IV%2F2027%3B%203%20t%E1%BB%B7%20ng%C3%A2n%20s%C3%A1ch%20x%C3%A3";
    let shown = world.get(&format!("{path}/one-line?words={words}&part=1"), &cookie).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    assert!(shown.body.contains("Đề án sinh kế mới") && shown.body.contains("được hiểu như sau"));
    assert_eq!(value(&shown.body, "name=\"lead\""), "Phòng Kinh tế");
    assert_eq!(value(&shown.body, "name=\"deadline\""), "quý IV/2027");
    assert!(!world.get(&path, &cookie).await.body.contains("Đề án sinh kế mới"), "nothing is taken before it is accepted");
    let form =
        [("text", "Đề án sinh kế mới"), ("lead", "Phòng Kinh tế"), ("deadline", "quý IV/2027"), ("item-kind", "task"), ("part", "1"), ("at", value(&shown.body, "name=\"at\""))];
    let made = world.post(&format!("{path}/new"), &cookie, &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    assert!(world.get(&path, &cookie).await.body.contains("Đề án sinh kế mới"));
    for kind in ["goal", "requirement", "target", "task", "work", "duty", "heading", "passage"] {
        let form = world.get(&format!("{path}/new?kind={kind}&part=0&at=0"), &cookie).await;
        assert_eq!(form.status, StatusCode::OK, "{kind}");
        let text = format!("Mục mới loại {kind}");
        let made = world.post(&format!("{path}/new"), &cookie, &[("text", &text), ("item-kind", kind), ("part", "0"), ("at", "0")]).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{kind}: {}", made.body);
        assert!(world.get(&path, &cookie).await.body.contains(&text), "{kind}");
    }
    let more = world.post(&format!("{path}/new"), &cookie, &[("text", "x"), ("item-kind", "task"), ("part", "0"), ("at", "0"), ("organisation_id", "x")]).await;
    assert_eq!(more.status, StatusCode::UNPROCESSABLE_ENTITY, "a field that the form does not have");
}

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

async fn a_certain_fix_is_shown_and_made(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    let task = tasks(&world.get(&path, &cookie).await.body)[0].clone();
    let edit = format!("{path}/items/{task}/edit");
    let seen = value(&world.get(&edit, &cookie).await.body, "name=\"seen\"").to_owned();
    // Somebody who is on no list of recipients is given a duty.
    world.post(&edit, &cookie, &slots("Đề án phát hành tem truy xuất nguồn gốc", "Bưu điện văn hoá xã", &seen)).await;
    let page = world.get(&format!("{path}/findings"), &cookie).await.body;
    let at = page.find("<ins>").unwrap_or_else(|| panic!("a fix with before and after: {page}"));
    assert!(page[at..].contains("Bưu điện văn hoá xã"));
    let key = value(&page, "name=\"key\"").to_owned();
    assert_eq!(world.post(&format!("{path}/fix"), &cookie, &[("key", &key)]).await.status, StatusCode::SEE_OTHER);
    let outline = world.get(&path, &cookie).await.body;
    let recipients = outline.split("Nơi nhận").nth(1).expect("the recipients");
    let (there, copy) = (recipients.find("Bưu điện văn hoá xã").expect("it is on the list"), recipients.find("Lưu Văn phòng Đảng uỷ").expect("the file copy"));
    assert!(there < copy, "the file copy stays last");
    assert_eq!(world.post(&format!("{path}/fix"), &cookie, &[("key", &key)]).await.status, StatusCode::CONFLICT, "it is mended");
    assert_eq!(world.post(&format!("{path}/undo"), &cookie, &[]).await.status, StatusCode::SEE_OTHER, "and is an edit as any other");
}

async fn a_body_that_was_merged_gets_the_name_of_its_successor(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    let seen = value(&world.get(&format!("{path}/head"), &cookie).await.body, "name=\"seen\"").to_owned();
    world.post(&format!("{path}/head"), &cookie, &[("date", "12/6/2026"), ("seen", &seen)]).await;
    let task = tasks(&world.get(&path, &cookie).await.body)[0].clone();
    let edit = format!("{path}/items/{task}/edit");
    let seen = value(&world.get(&edit, &cookie).await.body, "name=\"seen\"").to_owned();
    world.post(&edit, &cookie, &slots("Đề án đường liên xã giai đoạn hai", "Bộ Giao thông vận tải", &seen)).await;
    let page = world.get(&format!("{path}/findings"), &cookie).await.body;
    assert!(page.contains("Đổi sang tên cơ quan kế thừa"), "{page}");
    let form = page.split("Đổi sang tên cơ quan kế thừa").nth(1).expect("the fix");
    assert_eq!(world.post(&format!("{path}/fix"), &cookie, &[("key", value(form, "name=\"key\""))]).await.status, StatusCode::SEE_OTHER);
    let page = world.get(&path, &cookie).await.body;
    assert!(item(&page, &task).contains("Bộ Xây dựng") && !item(&page, &task).contains("Bộ Giao thông"), "{}", item(&page, &task));
}

async fn the_official_text_stands_by_its_clause(world: World) {
    use hanhdong_actions::programme::HandIn;
    let cookie = world.log_in("vp-xa").await;
    let path = draft(&world, &cookie).await;
    assert!(!world.get(&format!("{path}/findings"), &cookie).await.body.contains("<blockquote>"));
    let who = world.app.who(&hanhdong_actions::Token::brought(cookie.trim_start_matches("hd_session=")).expect("a token")).await.expect("a person");
    let unit = world.app.units_where(&who, hanhdong_domain::organisation::OrganisationAct::Create).await.expect("units").remove(0);
    // Our own statements, as if they were the official text.
    let guideline = world.app.guideline("seed-2025").expect("a guideline");
    let text: String = guideline.clauses.iter().map(|it| format!("- {}.\n", it.statement_vi)).collect();
    let file = HandIn { name: "huong-dan.txt".to_owned(), bytes: std::sync::Arc::new(text.into_bytes()) };
    assert!(0 < world.app.hand_in_guideline_text(&who, &unit.organisation, "seed-2025", file).await.expect("clauses are found"));
    assert!(world.get(&format!("{path}/findings"), &cookie).await.body.contains("<blockquote>"));
}

async fn a_line_that_was_not_understood_is_marked(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    assert!(!world.get(&path, &cookie).await.body.contains("Chưa hiểu được"));
    let line = format!("{path}/lines/1/0/edit");
    let seen = value(&world.get(&line, &cookie).await.body, "name=\"seen\"").to_owned();
    world.post(&line, &cookie, &[("text", "xyz 123"), ("role", "unread"), ("item-kind", "passage"), ("seen", &seen)]).await;
    let page = world.get(&path, &cookie).await.body;
    assert!(page.contains("Chưa hiểu được") && page.contains("Đoạn chưa hiểu được: 1"), "{page}");
}

/// Fields of a form: name and value.
type Fields = Vec<(&'static str, String)>;

/// Every address of the pages, with a form that would do something.
fn everything(path: &str, task: &str) -> (Vec<String>, Vec<(String, Fields)>) {
    let reading = ["", "/findings", "/coverage", "/history", "/changes?since=0", "/live"].map(|it| format!("{path}{it}")).to_vec();
    let form = |fields: &[(&'static str, &str)]| fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect::<Vec<_>>();
    let posts = vec![
        (format!("{path}/items/{task}/edit"), form(&[("text", "x"), ("seen", ""), ("item-kind", "task")])),
        (format!("{path}/items/{task}/remove"), form(&[("seen", "")])),
        (format!("{path}/items/{task}/move"), form(&[("way", "up")])),
        (format!("{path}/lines/1/0/edit"), form(&[("text", "x"), ("seen", ""), ("item-kind", "passage")])),
        (format!("{path}/lines/1/0/remove"), form(&[("seen", "")])),
        (format!("{path}/parts/1/edit"), form(&[("heading", "x"), ("seen", "")])),
        (format!("{path}/parts"), form(&[("heading", "x"), ("mark", ""), ("role", "other")])),
        (format!("{path}/head"), form(&[("title", "x"), ("seen", "")])),
        (format!("{path}/new"), form(&[("text", "x"), ("item-kind", "task"), ("part", "0"), ("at", "0")])),
        (format!("{path}/ties"), form(&[("tie", &format!("{task} g_chung comes")), ("back", "item")])),
        (format!("{path}/fix"), form(&[("key", "0")])),
        (format!("{path}/undo"), Vec::new()),
        (format!("{path}/put-away"), Vec::new()),
        (format!("{path}/take-back"), Vec::new()),
    ];
    (reading, posts)
}

const FORMS: [&str; 6] = ["/head", "/parts/new", "/parts/1/edit", "/lines/1/0/edit", "/new?kind=task&part=0&at=0", "/one-line?words=x&part=0"];

async fn readers_see_no_form_and_change_nothing(world: World) {
    let (writer, reader) = (world.log_in("soan-thao").await, world.log_in("doc-xa").await);
    let path = draft(&world, &writer).await;
    let before = world.get(&path, &writer).await.body;
    let task = tasks(&before)[0].clone();
    let (reading, posts) = everything(&path, &task);
    for address in reading.iter().filter(|it| !it.ends_with("/live")) {
        let page = world.get(address, &reader).await;
        assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.body);
        assert!(!page.main().contains("method=\"post\"") && !page.main().contains("/edit\""), "{address}: nothing to press that would be refused");
    }
    for address in FORMS.iter().map(|it| format!("{path}{it}")).chain([format!("{path}/items/{task}/edit"), format!("{path}/items/{task}/ties")]) {
        assert_eq!(world.get(&address, &reader).await.status, StatusCode::FORBIDDEN, "{address}");
    }
    for (address, form) in &posts {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(world.post(address, &reader, &form).await.status, StatusCode::FORBIDDEN, "{address}");
    }
    assert_eq!(tasks(&world.get(&path, &writer).await.body), tasks(&before));
    // What was issued is read by its own office and changed by nobody.
    let province = world.log_in("vp-tinh").await;
    let issued = draft(&world, &province).await;
    let page = world.get(&issued, &province).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.main().contains("method=\"post\"") && page.body.contains("Ban hành ngày"), "{}", page.body);
}

async fn strangers_find_nothing(world: World) {
    let writer = world.log_in("soan-thao").await;
    let path = draft(&world, &writer).await;
    let task = tasks(&world.get(&path, &writer).await.body)[0].clone();
    let (reading, posts) = everything(&path, &task);
    let forms = FORMS.iter().map(|it| format!("{path}{it}")).chain([format!("{path}/items/{task}/edit"), format!("{path}/items/{task}/ties")]);
    let all: Vec<String> = reading.into_iter().chain(forms).collect();
    for login in ["vp-phuong", "vp-tinh", "quan-tri"] {
        let stranger = world.log_in(login).await;
        for address in &all {
            assert_eq!(world.get(address, &stranger).await.status, StatusCode::NOT_FOUND, "{login} {address}");
        }
        for (address, form) in &posts {
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(world.post(address, &stranger, &form).await.status, StatusCode::NOT_FOUND, "{login} {address}");
        }
        assert!(!world.get("/search?q=sinh+ke", &stranger).await.body.contains(&path), "{login}");
    }
}

async fn what_is_typed_is_never_markup(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    let task = tasks(&world.get(&path, &cookie).await.body)[0].clone();
    let edit = format!("{path}/items/{task}/edit");
    for evil in ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</textarea><svg onload=alert(1)>", "'--></style><b id=evil>", "{{7*7}}<iframe srcdoc=x>"] {
        let seen = value(&world.get(&edit, &cookie).await.body, "name=\"seen\"").to_owned();
        let saved = world.post(&edit, &cookie, &slots(evil, evil, &seen)).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{evil}: {}", saved.body);
        let late = world.post(&edit, &cookie, &slots(&format!("{evil}!"), evil, &seen)).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        let mut pages = vec![late.body];
        for tail in ["", "/findings", "/coverage", "/history"] {
            pages.push(world.get(&format!("{path}{tail}"), &cookie).await.body);
        }
        pages.push(world.get(&edit, &cookie).await.body);
        pages.push(world.get("/search?q=script+alert", &cookie).await.body);
        for page in pages {
            for tag in ["<script>alert", "<img src=x", "<svg onload", "<b id=evil", "<iframe"] {
                assert!(!page.contains(tag), "{evil}: {tag}");
            }
        }
    }
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

async fn search_finds_without_marks(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    for words in ["chuoi+gia+tri", "chu%E1%BB%97i+gi%C3%A1+tr%E1%BB%8B", "CHUOI++GIA"] {
        let page = world.get(&format!("/search?q={words}"), &cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains(&format!("{path}?at=")), "{words}: {}", page.body);
    }
    let page = world.get("/search?q=nghi+quyet+dai+hoi+dang+bo+xa", &cookie).await;
    assert!(page.body.contains(&format!("href=\"{path}\"")), "programmes are found by their title: {}", page.body);
    for odd in ["%25", "_", "%22+OR+1", "NEAR%28", "%27"] {
        assert_eq!(world.get(&format!("/search?q={odd}"), &cookie).await.status, StatusCode::OK, "{odd}");
    }
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

async fn a_field_that_does_not_read_keeps_what_was_typed(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    let page = world.get(&path, &cookie).await.body;
    let target = page.split("id=\"i-").skip(1).filter_map(|it| it.split('"').next()).find(|it| it.starts_with("c_")).expect("a target").to_owned();
    let edit = format!("{path}/items/{target}/edit");
    let seen = value(&world.get(&edit, &cookie).await.body, "name=\"seen\"").to_owned();
    let form = [("text", "Tỷ lệ hộ nghèo còn lại"), ("horizon", "năm tới"), ("path", "2026 5%"), ("seen", &seen)];
    let refused = world.post(&edit, &cookie, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.body.contains("Tỷ lệ hộ nghèo còn lại") && refused.body.contains("field-error"), "{}", refused.body);
    assert_eq!(value(&refused.body, "name=\"horizon\""), "năm tới");
    let typing = piece(&world, &edit, &cookie, Some(&form)).await;
    assert!(typing.body.contains("Chưa lưu") && !typing.body.contains("<textarea"), "{}", typing.body);
    assert_eq!(item(&world.get(&path, &cookie).await.body, &target), item(&page, &target), "nothing was saved");
}

/// How long the pages of a large programme take here; run by hand.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn a_large_programme_is_measured() {
    let world = World::demo(hanhdong_actions::Engine::Sqlite).await.expect("a file");
    let cookie = world.log_in("vp-xa").await;
    let who = world.app.log_in("vp-xa", crate::world::PASSWORD).await.expect("a session");
    let who = world.app.who(&who.token).await.expect("a person");
    let goals: String = (1..=40).map(|it| format!("  goal {it} #g_{it}: Mục tiêu thứ {it} đến năm 2030 về lĩnh vực {it}\n    schedule: đến năm 2030\n")).collect();
    let tasks: String = (1..=2000)
        .map(|it| format!("  task {it} #t_{it}: Đề án phát triển vùng sản xuất số {it} tại thôn {}\n    lead: Phòng Kinh tế\n    coordinators: UBMTTQ xã\n    deadline: quý IV/2027\n    resource: {it} triệu đồng ngân sách xã\n", it % 70))
        .collect();
    let text = format!("hanhdong 1\n\ndocument\n  title: lớn\n\npart goals I: MỤC TIÊU\n{goals}\npart content II: NỘI DUNG\n{tasks}");
    let unit = world.app.units_where(&who, hanhdong_domain::organisation::OrganisationAct::Create).await.expect("units").remove(0);
    let file = hanhdong_actions::programme::HandIn { name: "lon.notation".to_owned(), bytes: std::sync::Arc::new(text.into_bytes()) };
    let id = world.app.hand_in(&who, &unit.organisation, "seed-2025", file).await.expect("it is read");
    for round in 0..2 {
        for tail in ["", "?page=1", "/findings", "/coverage", "/history", "/items/t_1000/edit"] {
            let begun = std::time::Instant::now();
            let page = world.get(&format!("/programmes/{id}{tail}"), &cookie).await;
            println!("{round} {tail}: {} ms, {} kB, {}", begun.elapsed().as_millis(), page.body.len() / 1024, page.status);
        }
    }
    let begun = std::time::Instant::now();
    drop(world.app.review(&who, &id, hanhdong_domain::Language::Vi).await);
    println!("review alone: {} ms", begun.elapsed().as_millis());
}
