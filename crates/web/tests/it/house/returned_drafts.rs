//! A draft that somebody changed in Word comes back: tracked or not, each change is a proposal on its item.

use axum::http::StatusCode;
use hanhdong_actions::programme::{Change, ExportFormat, How, State, What, fingerprint, sheet_of_node};
use hanhdong_domain::programme::{Node, VersionAt};

use super::returned::{anchor, dropped, packed, parts, rewritten, tasks};
use super::{draft, person};
use crate::world::{World, on_both_engines};

on_both_engines!(tracked_changes_that_are_all_taken_give_the_edited_text, what_nobody_tracked_is_found_and_comments_hang_on_their_items,);

async fn tracked_changes_that_are_all_taken_give_the_edited_text(world: World) {
    let (office, cookie) = person(&world, "vp-xa").await;
    let opened = draft(&world, &office).await;
    let (id, nodes) = (opened.row.id.clone(), tasks(&opened));
    let frozen = world.app.freeze(&office, &id, "gửi các đơn vị góp ý", opened.row.version).await.expect("frozen");
    let mut sheet = sheet_of_node(&nodes[0]);
    sheet.fill("text", &format!("Khẩn trương {}", sheet.get("text").to_lowercase())).expect("a slot");
    sheet.fill("lead", "Công an xã Mẫu").expect("a slot");
    let node = sheet.node(&anchor(&nodes[0]), Some(&nodes[0])).expect("it reads");
    world.app.edit(&office, &id, Change::Item { anchor: anchor(&nodes[0]), seen: fingerprint(&nodes[0]), node: Some(node) }).await.expect("edited");
    let gone = Change::Item { anchor: anchor(&nodes[1]), seen: fingerprint(&nodes[1]), node: None };
    world.app.edit(&office, &id, gone).await.expect("taken out");
    let edited = world.app.open(&office, &id).await.expect("open").programme;
    let file = world.app.compared_file(&office, &id, (VersionAt::Frozen(frozen), VersionAt::Now), ExportFormat::Docx).await.expect("a Word file");
    // As somebody else would have tracked it in the draft that went out.
    world.app.undo(&office, &id).await.expect("back");
    world.app.undo(&office, &id).await.expect("back");
    let file = rewritten(&file.bytes, |it| it.replace("w:author=\"So sánh\"", "w:author=\"Trần Thị Mẫu\" w:date=\"2026-06-12T08:00:00Z\""));
    let said = dropped(&world, &id, &cookie, &[("gop-y.docx", &file)]).await;
    assert!(said.text().contains("Đã đọc được 1 trong 1 tệp"), "{}", said.text());
    let paper = &world.app.returned(&office, &id).await.expect("papers")[0];
    assert!(paper.rows.iter().all(|it| it.how == How::Tracked && it.by == "Trần Thị Mẫu" && it.day == "2026-06-12" && it.state == State::Fits), "{:#?}", paper.rows);
    assert!(paper.rows.iter().any(|it| matches!(&it.what, What::Gone { item, .. } if *item == anchor(&nodes[1]).to_string())));
    let path = format!("/programmes/{id}/returned/{}", paper.id);
    let page = world.get(&path, &cookie).await;
    assert!(page.main().contains("Trần Thị Mẫu · 12/06/2026 · theo dõi thay đổi"), "{}", page.main());
    let seen = world.app.returned_paper(&office, &id, &paper.id).await.expect("a paper").seen;
    assert_eq!(world.post(&path, &cookie, &[("seen", &seen), ("do", "take-all"), ("by", "Trần Thị Mẫu")]).await.status, StatusCode::SEE_OTHER);
    let now = world.app.open(&office, &id).await.expect("open").programme;
    let said = |it: &hanhdong_domain::programme::Programme| it.tasks().map(|it| sheet_of_node(&Node::Task(it.clone()))).collect::<Vec<_>>();
    assert_eq!(said(&now), said(&edited));
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
}

async fn what_nobody_tracked_is_found_and_comments_hang_on_their_items(world: World) {
    let (office, cookie) = person(&world, "vp-xa").await;
    let opened = draft(&world, &office).await;
    let (id, nodes) = (opened.row.id.clone(), tasks(&opened));
    let file = world.app.export_version(&office, &id, VersionAt::Now, ExportFormat::Docx).await.expect("a Word file");
    let Node::Task(task) = &nodes[0] else { panic!("a task") };
    let nothing = dropped(&world, &id, &cookie, &[("nguyen-ban.docx", &file.bytes)]).await;
    assert!(nothing.text().contains("không có thay đổi hay góp ý nào"), "{}", nothing.text());
    let bookmark = format!("w:name=\"hd_{}\"/>", anchor(&nodes[1]));
    let changed = rewritten(&file.bytes, |it| {
        assert!(it.contains(&task.title) && it.contains(&bookmark));
        it.replacen(&task.title, &format!("{} (sửa tay)", task.title), 1).replacen(&bookmark, &format!("{bookmark}<w:commentRangeStart w:id=\"0\"/>"), 1)
    });
    let comments = r#"<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="Lê Văn Mẫu" w:date="2026-06-13T08:00:00Z"><w:p><w:r><w:t>Nêu rõ nguồn vốn.</w:t></w:r></w:p></w:comment></w:comments>"#;
    let mut pieces = parts(&changed);
    for (name, bytes) in &mut pieces {
        if name == "word/_rels/document.xml.rels" {
            let relation =
                r#"<Relationship Id="rId90" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>"#;
            *bytes = String::from_utf8(bytes.clone()).expect("text").replace("</Relationships>", relation).into_bytes();
        }
    }
    pieces.push(("word/comments.xml".to_owned(), comments.as_bytes().to_vec()));
    let said = dropped(&world, &id, &cookie, &[("gop-y.docx", &packed(&pieces))]).await;
    assert!(said.text().contains("Đã đọc được 1 trong 1 tệp"), "{}", said.text());
    let paper = world.app.returned(&office, &id).await.expect("papers").remove(0);
    assert_eq!(paper.rows.len(), 2, "{:#?}", paper.rows);
    let edited = &paper.rows[0];
    assert_eq!((edited.how, edited.state, edited.merged.as_deref()), (How::Untracked, State::Fits, Some(format!("{} (sửa tay)", task.title).as_str())));
    let path = format!("/programmes/{id}/returned/{}", paper.id);
    let page = world.get(&path, &cookie).await;
    assert!(page.main().contains("sửa không đánh dấu") && page.main().contains("Nêu rõ nguồn vốn."), "{}", page.main());
    let seen = world.app.returned_paper(&office, &id, &paper.id).await.expect("a paper").seen;
    assert_eq!(world.post(&path, &cookie, &[("seen", &seen), ("do", "take"), ("row", "2")]).await.status, StatusCode::SEE_OTHER);
    let threads = world.app.threads(&office, &id).await.expect("threads");
    assert!(threads.iter().any(|it| it.item == anchor(&nodes[1]) && it.lines[0].words == "Lê Văn Mẫu, 13/06/2026 (theo tệp gửi về): Nêu rõ nguồn vốn."), "{threads:?}");
    let now = world.app.open(&office, &id).await.expect("open");
    assert_eq!(tasks(&now)[0], nodes[0], "what was not taken is not there");
    // Somebody takes the item out meanwhile: the proposal says so and cannot be taken.
    let gone = Change::Item { anchor: anchor(&nodes[0]), seen: fingerprint(&nodes[0]), node: None };
    world.app.edit(&office, &id, gone).await.expect("taken out");
    let found = world.app.returned_paper(&office, &id, &paper.id).await.expect("a paper");
    assert_eq!(found.line.rows[0].state, State::Gone);
    assert_eq!(world.post(&path, &cookie, &[("seen", &found.seen), ("do", "take"), ("row", "1")]).await.status, StatusCode::CONFLICT);
}
