//! Search: what people type without marks finds what papers print with them, on both engines alike.

use hanhdong_domain::journal::{Act, Subject};
use hanhdong_domain::organisation::{PersonId, Role, UnitKind};
use hanhdong_store::programme::{self, ItemLine};

use crate::world::{World, event, on_both_engines, today};

on_both_engines!(
    words_without_marks_find_words_with_marks,
    what_is_typed_is_never_a_query_language,
    an_item_that_was_changed_or_left_is_found_no_more,
    items_stand_in_their_order_whatever_came_went_and_moved
);

fn item(anchor: &str, title: &str, lead: &str) -> ItemLine {
    ItemLine { anchor: anchor.to_owned(), role: "task".to_owned(), code: None, title: title.to_owned(), lead: lead.to_owned(), deadline: String::new(), due_on: None }
}

async fn index(world: &World, row: &programme::ProgrammeRow, before: &[ItemLine], items: &[ItemLine]) {
    let (id, before, items) = (row.id.clone(), before.to_vec(), items.to_vec());
    world
        .act(event(&row.organisation, None, Act::ProgrammeEdited, Subject::Programme, row.id.as_str()), move |tx| {
            let (id, before, items) = (id.clone(), before.clone(), items.clone());
            Box::pin(async move { programme::index(tx, &id, &before, &items).await })
        })
        .await
        .unwrap();
}

async fn found(world: &World, person: &PersonId, words: &str) -> Vec<String> {
    let mut reader = world.store.read().await.unwrap();
    programme::search(&mut reader.db(), person, today(), words, 50).await.unwrap().into_iter().map(|it| it.1.anchor).collect()
}

async fn words_without_marks_find_words_with_marks(world: World) {
    let commune = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, None).await;
    let other = world.unit("Đảng bộ Phường Mẫu B", UnitKind::Committee, None).await;
    let drafter = world.person("Lê Thị Mẫu", &[(&commune, Role::Drafter)]).await;
    let row = world.programme(&commune, "Chương trình", None).await;
    index(&world, &row, &[], &[item("t_a", "Hỗ trợ hộ nghèo thoát nghèo bền vững", "Phòng Kinh tế"), item("t_b", "Nâng cấp đường Điện Biên", "Phòng Hoà giải")]).await;
    let secret = world.programme(&other, "Chương trình khác", None).await;
    index(&world, &secret, &[], &[item("t_x", "Hỗ trợ hộ nghèo nơi khác", "")]).await;
    for (words, expected) in [
        ("ho ngheo", vec!["t_a"]),
        ("HỘ NGHÈO", vec!["t_a"]),
        ("hộ nghè", vec!["t_a"]),
        ("duong dien", vec!["t_b"]),
        ("hòa giải", vec!["t_b"]),
        ("phong", vec!["t_a", "t_b"]),
        ("không có", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(found(&world, &drafter, words).await, expected, "{words}");
    }
}

async fn what_is_typed_is_never_a_query_language(world: World) {
    let commune = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, None).await;
    let drafter = world.person("Lê Thị Mẫu", &[(&commune, Role::Drafter)]).await;
    let row = world.programme(&commune, "Chương trình", None).await;
    index(&world, &row, &[], &[item("t_a", "Hỗ trợ hộ nghèo", "")]).await;
    for words in ["\"", "'", "ho NEAR ngheo OR", "*", "folded:ho", "a AND", "(", "ho | ngheo", "!ho", "ho:*", "\\", "; DROP TABLE unit", "%", "\u{0}", "ho\u{0301} & :"] {
        let found = found(&world, &drafter, words).await;
        assert!(found.len() <= 1, "{words}");
    }
    assert_eq!(found(&world, &drafter, "ho \" ngheo").await, ["t_a"]);
}

async fn an_item_that_was_changed_or_left_is_found_no_more(world: World) {
    let commune = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, None).await;
    let drafter = world.person("Lê Thị Mẫu", &[(&commune, Role::Drafter)]).await;
    let row = world.programme(&commune, "Chương trình", None).await;
    let before = [item("t_a", "Đề án sinh kế", ""), item("t_b", "Đề án nước sạch", "")];
    index(&world, &row, &[], &before).await;
    index(&world, &row, &before, &[item("t_b", "Đề án nước sinh hoạt", ""), item("t_c", "Đề án chợ", "")]).await;
    for (words, expected) in [("sinh kế", vec![]), ("nước sạch", vec![]), ("nước sinh", vec!["t_b"]), ("đề án", vec!["t_b", "t_c"])] {
        assert_eq!(found(&world, &drafter, words).await, expected, "{words}");
    }
}

/// However the lines change, lists show what stands there now, in its order, and the index finds it.
async fn items_stand_in_their_order_whatever_came_went_and_moved(world: World) {
    let commune = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, None).await;
    let drafter = world.person("Lê Thị Mẫu", &[(&commune, Role::Drafter)]).await;
    let row = world.programme(&commune, "Chương trình", None).await;
    let line = |number: usize| item(&format!("t_{number}"), &format!("Đề án số {number}"), "");
    let plain: Vec<ItemLine> = (0..300).map(line).collect();
    let mut before = Vec::new();
    let with_one_first: Vec<ItemLine> = [line(900)].into_iter().chain(plain.clone()).collect();
    let without_some: Vec<ItemLine> = plain.iter().enumerate().filter(|it| it.0 % 50 != 7).map(|it| it.1.clone()).collect();
    let halves_swapped: Vec<ItemLine> = plain[150..].iter().chain(&plain[..150]).cloned().collect();
    let turned_round: Vec<ItemLine> = plain.iter().rev().cloned().collect();
    let otherwise: Vec<ItemLine> = (0..250).map(|it| if it % 3 == 0 { item(&format!("t_{it}"), "Đề án viết lại", "Phòng Mẫu") } else { line(it) }).collect();
    for after in [plain, with_one_first, without_some, halves_swapped, turned_round, otherwise, Vec::new()] {
        index(&world, &row, &before, &after).await;
        let mut reader = world.store.read().await.unwrap();
        let found = programme::search(&mut reader.db(), &drafter, today(), "de an", 1_000).await.unwrap();
        assert_eq!(found.into_iter().map(|it| it.1).collect::<Vec<_>>(), after);
        before = after;
    }
}
