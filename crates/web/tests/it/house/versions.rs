//! Drafts under their number, and every version made again from the journal.

use axum::http::StatusCode;
use hanhdong_actions::Refusal;
use hanhdong_actions::programme::{Change, ExportFormat, Kind, Sheet, fingerprint, fingerprint_of_opening, new_anchor, sheet_of_node};
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Item, Node, Part, PartRole, VersionAt, Whence};

use super::{draft, person};
use crate::world::{World, on_both_engines};

on_both_engines!(
    a_frozen_draft_stands_whatever_is_changed_afterwards,
    every_version_of_the_history_is_made_again_byte_for_byte,
    two_versions_are_compared_on_screen_and_as_files,
    what_was_not_seen_is_not_frozen,
);

async fn a_frozen_draft_stands_whatever_is_changed_afterwards(world: World) {
    let (who, cookie) = person(&world, "soan-thao").await;
    let opened = draft(&world, &who).await;
    let id = opened.row.id.clone();
    assert!(world.app.frozen(&who, &id).await.expect("a list").is_empty());
    let page = world.post(&format!("/programmes/{id}/versions"), &cookie, &[("draft-label", " (trình  Thường trực) "), ("seen", &opened.row.version.to_string())]).await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, format!("/programmes/{id}/versions/d1").as_str()), "{}", page.body);
    let line = world.app.history(&who, &id).await.expect("a history").remove(0);
    assert_eq!((line.act, line.by.as_deref()), (Act::DraftFrozen, Some(who.name())));
    // Years later, after many changes.
    world.clock.move_by(3 * 365 * 86_400);
    let (who, cookie) = person(&world, "soan-thao").await;
    for round in 0..3 {
        reword(&world, &who, &id, 0, &format!("Việc đã sửa lần {round}")).await;
    }
    let frozen = world.app.export_version(&who, &id, VersionAt::Frozen(1), ExportFormat::Notation).await.expect("it reads");
    assert_eq!(frozen.bytes, opened.row.body.as_bytes(), "byte for byte what was frozen");
    let listed = world.app.frozen(&who, &id).await.expect("a list");
    assert_eq!(listed.iter().map(|it| (it.number, it.label.as_str(), it.is_whole)).collect::<Vec<_>>(), [(1, "trình Thường trực", true)]);
    let read = world.get(&format!("/programmes/{id}/versions/d1"), &cookie).await;
    assert!(read.main().contains("Dự thảo lần 1 (trình Thường trực)") && !read.main().contains("Việc đã sửa lần"), "{}", read.main());
    let word = world.app.export_version(&who, &id, VersionAt::Frozen(1), ExportFormat::Docx).await.expect("a Word file");
    let again = hanhdong_actions::programme::HandIn { name: "ctr.docx".to_owned(), bytes: std::sync::Arc::new(word.bytes) };
    let again = world.app.hand_in(&who, &opened.row.organisation, "seed-2025", again).await.expect("it reads");
    let mark = world.app.open(&who, &again).await.expect("it opens").programme.document.draft.clone();
    assert_eq!(mark.as_deref().map(str::to_lowercase).as_deref(), Some("dự thảo lần 1 (trình thường trực)"), "the paper bears its mark");
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
    // The next one has the next number, and the first is what it was.
    let seen = world.app.open(&who, &id).await.expect("it opens").row.version;
    assert_eq!(world.app.freeze(&who, &id, "tiếp thu ý kiến", seen).await.expect("frozen"), 2);
    assert_eq!(world.app.version_at(&who, &id, VersionAt::Frozen(1)).await.expect("the first").body, opened.row.body);
}

async fn what_was_not_seen_is_not_frozen(world: World) {
    let (who, cookie) = person(&world, "soan-thao").await;
    let (reader, _) = person(&world, "doc-xa").await;
    let (other, _) = person(&world, "vp-phuong").await;
    let opened = draft(&world, &who).await;
    let (id, seen) = (opened.row.id.clone(), opened.row.version);
    let heads = world.app.journal_heads().await.expect("heads");
    assert!(matches!(world.app.freeze(&reader, &id, "trình", seen).await, Err(Refusal::NotAllowed)));
    assert!(matches!(world.app.freeze(&other, &id, "trình", seen).await, Err(Refusal::NotFound)));
    assert!(matches!(world.app.version_at(&other, &id, VersionAt::Now).await, Err(Refusal::NotFound)));
    assert!(matches!(world.app.version_at(&who, &id, VersionAt::Frozen(1)).await, Err(Refusal::NotFound)));
    assert!(matches!(world.app.version_at(&who, &id, VersionAt::Line(999)).await, Err(Refusal::NotFound)));
    let empty = world.post(&format!("/programmes/{id}/versions"), &cookie, &[("draft-label", " "), ("seen", &seen.to_string())]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("error-summary"), "{}", empty.main());
    assert_eq!(world.app.journal_heads().await.expect("heads"), heads, "nothing was kept");
    reword(&world, &who, &id, 0, "Người khác sửa trong lúc đó").await;
    assert!(matches!(world.app.freeze(&who, &id, "trình", seen).await, Err(Refusal::Changed { .. })));
    assert!(world.app.frozen(&who, &id).await.expect("a list").is_empty());
}

async fn two_versions_are_compared_on_screen_and_as_files(world: World) {
    let (who, cookie) = person(&world, "soan-thao").await;
    let opened = draft(&world, &who).await;
    let id = opened.row.id.clone();
    world.app.freeze(&who, &id, "trình", opened.row.version).await.expect("frozen");
    reword(&world, &who, &id, 0, "Xây dựng bến đò khách ngang sông").await;
    let seq = world.app.pulse(&who, &id).await.expect("a pulse").seq;
    let page = world.get(&format!("/programmes/{id}/compare?from=d1&to=s{seq}"), &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.main().contains("<ins>") && page.main().contains("bến đò khách"), "{}", page.main());
    assert!(!page.main().contains("Thể thức"), "the mark of the frozen draft is no change: {}", page.main());
    let same = world.get(&format!("/programmes/{id}/compare?from=now&to=s{seq}"), &cookie).await;
    assert!(same.main().contains("Hai bản không khác nhau"), "{}", same.main());
    let (from, to) = (VersionAt::Frozen(1), VersionAt::Now);
    let word = world.app.compared_file(&who, &id, (from, to), ExportFormat::Docx).await.expect("a Word file");
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(word.bytes)).expect("a package");
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut package.by_name("word/document.xml").expect("a body"), &mut xml).expect("text");
    assert!(xml.contains("<w:ins ") && xml.contains("<w:del "), "real tracked changes");
    let pdf = world.app.compared_file(&who, &id, (from, to), ExportFormat::Pdf).await.expect("a PDF");
    assert!(pdf.bytes.starts_with(b"%PDF"));
    assert!(matches!(world.app.compared_file(&who, &id, (from, to), ExportFormat::Json).await, Err(Refusal::NotFound)));
}

async fn every_version_of_the_history_is_made_again_byte_for_byte(world: World) {
    let (who, _) = person(&world, "soan-thao").await;
    let id = draft(&world, &who).await.row.id.clone();
    let mut stood = Vec::new();
    let mut draw = 20_261_123_u64;
    for _ in 0..70 {
        let opened = world.app.open(&who, &id).await.expect("it opens");
        stood.push((world.app.pulse(&who, &id).await.expect("a pulse").seq, opened.row.body.clone()));
        draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let one_of = |count: usize, shift: u32| usize::try_from((draw >> shift) % count.max(1) as u64).expect("small");
        if one_of(5, 20) == 0 {
            // Nothing left to be taken back is no matter.
            drop(world.app.undo(&who, &id).await);
            continue;
        }
        let items: Vec<(Anchor, Node)> = opened.programme.parts.iter().flat_map(|it| &it.nodes).filter_map(|it| Some((it.item()?.anchor().clone(), it.clone()))).collect();
        let (anchor, node) = items[one_of(items.len(), 33)].clone();
        let part = one_of(opened.programme.parts.len(), 40);
        let at = [0, 3, usize::MAX][one_of(3, 45)];
        let links = &opened.programme.links;
        let change = match one_of(9, 50) {
            0 | 1 => Change::Item { anchor, seen: fingerprint(&node), node: Some(worded(&node, &format!("Nội dung {draw}"))) },
            2 => Change::Item { anchor, seen: fingerprint(&node), node: None },
            3 => {
                let mut sheet = Sheet::new(Kind::Task);
                sheet.fill("text", &format!("Việc mới {draw}")).expect("a slot");
                let new = new_anchor(&opened.programme, Kind::Task, &sheet);
                Change::New { part, at, node: sheet.node(&new, None).expect("a task") }
            }
            4 => Change::Move { anchor, part, at },
            5 | 6 if !links.is_empty() => {
                let link = &links[one_of(links.len(), 36)];
                Change::Tie { from: link.from.clone(), to: link.to.clone(), comes: false }
            }
            7 => Change::Opening { seen: fingerprint_of_opening(&opened.programme.opening), text: format!("- Căn cứ Điều lệ Đảng;\nLời dẫn {draw}") },
            8 => Change::NewPart { at: 1, part: Part { role: PartRole::Annex, mark: None, heading: format!("PHỤ LỤC {draw}"), place: Default::default(), nodes: Vec::new() } },
            _ => Change::Trace { before: opened.programme.whence(&anchor).to_vec(), item: anchor, after: vec![Whence::New { reason: format!("Việc mới {draw}") }] },
        };
        // Some do not fit, as in life.
        drop(world.app.edit(&who, &id, change).await);
    }
    assert!(40 < stood.iter().map(|it| it.0).collect::<std::collections::BTreeSet<_>>().len(), "most of it was done");
    for (seq, body) in stood.iter().rev() {
        let made = world.app.version_at(&who, &id, VersionAt::Line(*seq)).await.unwrap_or_else(|why| panic!("line {seq}: {why:?}"));
        assert_eq!(made.body, *body, "line {seq}");
    }
}

fn worded(node: &Node, text: &str) -> Node {
    let mut sheet = sheet_of_node(node);
    sheet.fill("text", text).expect("a slot");
    sheet.node(node.item().map(Item::anchor).expect("an item"), Some(node)).expect("it reads")
}

/// Rewords the task with this number in the order of the text.
async fn reword(world: &World, who: &hanhdong_actions::Who, id: &ProgrammeId, number: usize, text: &str) {
    let opened = world.app.open(who, id).await.expect("it opens");
    let tasks: Vec<&Node> = opened.programme.parts.iter().flat_map(|it| &it.nodes).filter(|it| matches!(it, Node::Task(_))).collect();
    let anchor = tasks[number].item().map(|it| it.anchor().clone()).expect("an anchor");
    world.app.edit(who, id, Change::Item { anchor, seen: fingerprint(tasks[number]), node: Some(worded(tasks[number], text)) }).await.expect("edited");
}
