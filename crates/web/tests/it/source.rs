//! A programme is tied to its source: the findings know it, and the page shows both beside each other.

use axum::http::StatusCode;
use hanhdong_domain::programme::Item;
use hanhdong_domain::{Code, Language};

use crate::papers::{File, Text};
use crate::world::{World, on_both_engines};

on_both_engines!(a_source_is_handed_in_tied_shown_and_untied, whoever_may_not_edit_ties_nothing, a_refused_source_leaves_the_tie_as_it_was);

/// Takes up one target of the draft with another figure, and asks for something the draft does not have.
const SOURCE: &str = "NGHỊ QUYẾT\nĐại hội đại biểu Đảng bộ xã Mẫu A\n\nI. MỤC TIÊU\n\n1. Quan điểm\n\n- Giữ vững sự lãnh đạo của Đảng bộ xã đối với mọi lĩnh vực <b>đời sống</b>.\n\n2. Chỉ tiêu\n\n- Đến năm 2030 có 12 sân bay vũ trụ được đưa vào khai thác.\n\nII. NHIỆM VỤ, GIẢI PHÁP\n\n1. Nhiệm vụ\n\n- Chế tạo tàu thăm dò đáy đại dương phục vụ nghiên cứu san hô.\n";

async fn a_source_is_handed_in_tied_shown_and_untied(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let (who, id) = (world.who("soan-thao").await, world.draft("soan-thao").await);
    let path = format!("/programmes/{id}/source");
    let missing = async || {
        let report = world.app.review(&who, &id, Language::Vi).await.expect("a review").report;
        report.findings.iter().filter(|it| it.code == Code::NotTakenUp).count()
    };
    let empty = world.get(&path, &cookie).await;
    assert!(empty.body.contains("chưa gắn với văn bản nguồn"), "{}", empty.body);
    assert_eq!(missing().await, 0);
    let answer = world.post_files(&path, &cookie, &[File("paper", "nq.txt", SOURCE.as_bytes())]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, path.as_str()), "{}", answer.body);
    let page = world.get(&path, &cookie).await;
    for words in ["tàu thăm dò đáy đại dương", "Chưa cụ thể hoá", "Đã cụ thể hoá", "Giữ vững sự lãnh đạo"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(page.body.contains("&lt;b&gt;") && !page.body.contains("<b>đời"), "{}", page.body);
    assert!(page.body.contains(&format!("href=\"/programmes/{id}#i-g_qd_dang_lanh_dao\"")), "the viewpoint leads to the item that takes it up: {}", page.body);
    // Page and findings count the same, and the source's own line is named.
    let not_up = page.body.matches("class=\"marked\"").count();
    assert!(not_up >= 2 && not_up == missing().await, "{not_up}");
    let report = world.app.review(&who, &id, Language::Vi).await.expect("a review").report;
    let line = 1 + SOURCE.lines().position(|it| it.contains("tàu thăm dò")).expect("a line");
    assert!(report.findings.iter().any(|it| it.code == Code::NotTakenUp && it.message.contains(&format!("dòng {line}"))), "{:?}", report.findings);
    // The same as a workbook, every statement and every item in a row of its own, no text a formula.
    let book = world.app.trace_workbook(&who, &id).await.expect("a workbook");
    let part = |name: &str| {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&book.bytes)).expect("a package");
        std::io::read_to_string(archive.by_name(name).expect("a part")).expect("a text")
    };
    let (texts, forth, back) = (part("xl/sharedStrings.xml"), part("xl/worksheets/sheet1.xml"), part("xl/worksheets/sheet2.xml"));
    for words in ["tàu thăm dò đáy đại dương", "Chưa cụ thể hoá", "Đã cụ thể hoá, nhận ra theo nội dung", "&lt;b&gt;đời sống"] {
        assert!(texts.contains(words), "{words}: {texts}");
    }
    assert_eq!(forth.matches("<row ").count(), 1 + 3, "a row for each statement of the source, and one for the heading");
    let items = world.app.open(&who, &id).await.expect("a draft").programme.items().filter(|it| !matches!(it, Item::Requirement(_) | Item::Arrangement(_))).count();
    assert_eq!(back.matches("<row ").count(), 1 + items);
    assert!(!forth.contains("<f>") && !back.contains("<f>"));
    // Untied, and tied again to the one that lies here now.
    assert_eq!(world.post(&format!("{path}/tie"), &cookie, &[("source", "")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(missing().await, 0);
    let source = world.app.sources(&who, hanhdong_domain::programme::Paper::Source).await.expect("sources").first().expect("the one handed in").0.to_string();
    assert!(world.get(&path, &cookie).await.body.contains(&format!("value=\"{source}\"")));
    assert_eq!(world.post(&format!("{path}/tie"), &cookie, &[("source", &source)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(missing().await, not_up);
    // A source of another house is not found there.
    let neighbour = world.log_in("vp-phuong").await;
    let organisation = world.unit_of("vp-phuong").await;
    let begun = world.post_files("/programmes/new", &neighbour, &[Text("organisation", &organisation), Text("guideline", "seed-2025"), Text("title", "của phường")]).await;
    let answer = world.post(&format!("{}/source/tie", begun.location()), &neighbour, &[("source", &source)]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(!world.get(&format!("{}/source", begun.location()), &neighbour).await.body.contains("Nghị quyết Đại hội đại biểu Đảng bộ xã Mẫu A"));
}

async fn whoever_may_not_edit_ties_nothing(world: World) {
    let id = world.draft("vp-xa").await;
    let path = format!("/programmes/{id}/source");
    for (login, status) in [("doc-xa", StatusCode::FORBIDDEN), ("vp-phuong", StatusCode::NOT_FOUND), ("vp-tinh", StatusCode::NOT_FOUND), ("quan-tri", StatusCode::NOT_FOUND)] {
        let cookie = world.log_in(login).await;
        assert_eq!(world.post_files(&path, &cookie, &[File("paper", "nq.txt", SOURCE.as_bytes())]).await.status, status, "{login}");
        assert_eq!(world.post(&format!("{path}/tie"), &cookie, &[("source", "")]).await.status, status, "{login}");
    }
    let page = world.get(&path, &world.log_in("doc-xa").await).await;
    assert!(page.status == StatusCode::OK && !page.main().contains("<form"));
    assert_eq!(world.kept().await, (1, 0));
}

async fn a_refused_source_leaves_the_tie_as_it_was(world: World) {
    let cookie = world.log_in("vp-xa").await;
    let path = format!("/programmes/{}/source", world.draft("vp-xa").await);
    world.post_files(&path, &cookie, &[File("paper", "nq.txt", SOURCE.as_bytes())]).await;
    let before = world.kept().await;
    for bytes in [&b""[..], b"TUY\xE1\xBB\x86T M\xE1\xBA\xACT\n\nNGH\xE1\xBB\x8A QUY\xE1\xBA\xBET\n", &[7_u8; 300]] {
        let answer = world.post_files(&path, &cookie, &[File("paper", "x.bin", bytes)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
        assert!(answer.body.contains("role=\"alert\"") && answer.body.contains("tàu thăm dò"), "{}", answer.body);
    }
    assert_eq!(world.kept().await, before);
}
