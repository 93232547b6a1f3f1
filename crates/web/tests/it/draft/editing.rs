//! One item at a time: edited, looked at while one types, kept when it does not read.

use crate::world::{World, on_both_engines};
use axum::http::StatusCode;

use super::{draft, item, met, piece, slots, tasks, value};

on_both_engines!(
    an_edit_changes_the_verdict_and_undo_brings_it_back,
    a_form_that_saves_while_one_types_answers_with_pieces,
    what_is_typed_is_looked_at_before_it_is_saved,
    a_field_that_does_not_read_keeps_what_was_typed,
    what_is_typed_is_never_markup,
    a_line_typed_is_understood_and_added,
);

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
    assert!(done.body.contains(&format!("id=\"i-{task}\"")) && !done.body.contains("<textarea"), "{}", done.body);
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
