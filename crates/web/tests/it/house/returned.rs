//! Word forms go out to units and come back, many in one drop: what they propose is shown, and taken field by field.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};

use axum::http::StatusCode;
use hanhdong_actions::Who;
use hanhdong_actions::programme::{Change, Holding, NewSection, Opened, State, Verdict, What, fingerprint, sheet_of_node};
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{ProgrammeId, ReturnedId, SectionId};
use hanhdong_domain::programme::{Anchor, Node};

use super::{draft, person};
use crate::client::{Said, call};
use crate::world::{COMMUNE, World, on_both_engines};

on_both_engines!(twelve_forms_come_back_in_one_drop, a_form_of_an_older_draft_is_put_together_field_by_field, what_is_no_form_of_this_draft_is_said_file_by_file_and_row_by_row,);

pub(super) fn tasks(opened: &Opened) -> Vec<Node> {
    opened.programme.parts.iter().flat_map(|it| &it.nodes).filter(|it| matches!(it, Node::Task(_))).cloned().collect()
}

pub(super) fn anchor(node: &Node) -> Anchor {
    node.item().map(|it| it.anchor().clone()).expect("an item")
}

/// The parts of a Word file or an archive.
pub(super) fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).expect("a part");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("its bytes");
            (file.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

pub(super) fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

/// The same Word file with its text changed.
pub(super) fn rewritten(bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut parts = parts(bytes);
    for (name, bytes) in &mut parts {
        if name == "word/document.xml" {
            *bytes = change(std::str::from_utf8(bytes).expect("text")).into_bytes();
        }
    }
    packed(&parts)
}

/// A form as a unit fills it in: the content of some controls changed.
fn filled(bytes: &[u8], values: &[(String, &str)]) -> Vec<u8> {
    rewritten(bytes, |document| {
        let mut out = document.to_owned();
        for (tag, value) in values {
            let at = out.find(&format!("<w:tag w:val=\"{tag}\"/>")).unwrap_or_else(|| panic!("a field {tag}"));
            let from = at + out[at..].find("<w:sdtContent>").expect("content") + "<w:sdtContent>".len();
            let to = from + out[from..].find("</w:sdtContent>").expect("its end");
            out.replace_range(from..to, &format!("<w:r><w:t xml:space=\"preserve\">{value}</w:t></w:r>"));
        }
        out
    })
}

async fn fetched(world: &World, path: &str, cookie: &str) -> Said {
    call("GET", &format!("/{path}")).cookie(cookie.trim_start_matches("hd_session=")).header("sec-fetch-site", "same-origin").send(world).await
}

pub(super) async fn dropped(world: &World, id: &ProgrammeId, cookie: &str, files: &[(&str, &[u8])]) -> Said {
    let files: Vec<(&str, &str, &[u8])> = files.iter().map(|(name, bytes)| ("paper", *name, *bytes)).collect();
    let call = call("POST", &format!("//programmes/{id}/returned")).form(&[], &files);
    call.cookie(cookie.trim_start_matches("hd_session=")).header("sec-fetch-site", "same-origin").send(world).await
}

async fn give(world: &World, by: &Who, id: &ProgrammeId, title: &str, items: &[&Node]) -> SectionId {
    let section = NewSection {
        title: title.to_owned(),
        holding: Holding::Person(by.id().clone()),
        due_on: by.today().tomorrow().ok(),
        items: items.iter().map(|it| anchor(it)).collect::<BTreeSet<_>>(),
    };
    world.app.assign_section(by, id, section).await.expect("given")
}

async fn one_form(world: &World, id: &ProgrammeId, section: &SectionId, cookie: &str) -> Vec<u8> {
    let said = fetched(world, &format!("/programmes/{id}/sections/{section}/form"), cookie).await;
    assert_eq!(said.status, StatusCode::OK);
    said.bytes
}

async fn twelve_forms_come_back_in_one_drop(world: World) {
    let (office, cookie) = person(&world, "vp-xa").await;
    let (_, reader) = person(&world, "doc-xa").await;
    let opened = draft(&world, &office).await;
    let (id, nodes) = (opened.row.id.clone(), tasks(&opened));
    assert!(12 <= nodes.len(), "{} tasks", nodes.len());
    for (number, node) in nodes.iter().take(12).enumerate() {
        give(&world, &office, &id, &format!("Phần {}", number + 1), &[node]).await;
    }
    let archive = fetched(&world, &format!("/programmes/{id}/sections/forms"), &cookie).await;
    let forms = parts(&archive.bytes);
    assert_eq!(forms.len(), 12);
    let page = world.get(&format!("/programmes/{id}/sections"), &cookie).await;
    assert_eq!(page.main().matches("Chưa gửi lại, còn 1 ngày").count(), 12, "{}", page.main());
    let before = world.app.open(&office, &id).await.expect("open");
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (number, ((name, bytes), node)) in forms.iter().zip(&nodes).enumerate() {
        let (deadline, name_of_new) = (format!("Quý IV/{}", 2026 + number % 4), format!("Nhiệm vụ mới của phần {number} tại xã"));
        let mut values = vec![(format!("hd:f:{}:deadline", anchor(node)), deadline.as_str())];
        if number == 3 {
            values.push(("hd:b:task:1:text".to_owned(), name_of_new.as_str()));
            values.push((format!("hd:f:{}:remark", anchor(node)), "Đề nghị cân đối thêm vốn"));
        }
        files.push((name.clone(), filled(bytes, &values)));
    }
    // Half of them one by one, the others in an archive, all in one form.
    let rest = packed(&files[6..]);
    let mut sent: Vec<(&str, &[u8])> = files[..6].iter().map(|it| (it.0.as_str(), it.1.as_slice())).collect();
    sent.push(("con-lai.zip", &rest));
    assert_eq!(dropped(&world, &id, &reader, &sent).await.status, StatusCode::FORBIDDEN);
    let said = dropped(&world, &id, &cookie, &sent).await;
    assert_eq!(said.status, StatusCode::OK);
    assert!(said.text().contains("Đã đọc được 12 trong 12 tệp"), "{}", said.text());
    let now = world.app.open(&office, &id).await.expect("open");
    assert_eq!((now.row.version, &now.row.body), (before.row.version, &before.row.body), "nothing of the draft is changed by a drop");
    let acts: Vec<Act> = world.app.history(&office, &id).await.expect("a history").iter().take(12).map(|it| it.act).collect();
    assert_eq!(acts, [Act::PaperReturned; 12]);
    assert_eq!(world.get(&format!("/programmes/{id}/sections"), &cookie).await.main().matches("Gửi lại ngày").count(), 12);
    // The same files once more are told apart, and kept no second time.
    let again = dropped(&world, &id, &cookie, &sent[..6]).await;
    assert_eq!(again.text().matches("Tệp này đã được nhận trước đó").count(), 6, "{}", again.text());
    let papers = world.app.returned(&office, &id).await.expect("papers");
    assert_eq!(papers.len(), 12);
    for paper in &papers {
        let path = format!("/programmes/{id}/returned/{}", paper.id);
        let page = world.get(&path, &cookie).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(world.get(&path, &reader).await.status, StatusCode::OK, "whoever reads the draft sees what came back");
        let seen = world.app.returned_paper(&office, &id, &paper.id).await.expect("a paper").seen;
        assert_eq!(world.post(&path, &reader, &[("seen", &seen), ("do", "take-all")]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(world.post(&path, &cookie, &[("seen", &seen), ("do", "take-all")]).await.status, StatusCode::SEE_OTHER);
    }
    let now = world.app.open(&office, &id).await.expect("open");
    for (number, node) in nodes.iter().take(12).enumerate() {
        let now = now.programme.tasks().find(|it| it.anchor == anchor(node)).expect("the task");
        assert_eq!(now.deadline.text, format!("Quý IV/{}", 2026 + number % 4));
    }
    let new = now.programme.tasks().find(|it| it.title == "Nhiệm vụ mới của phần 3 tại xã").expect("the new task").anchor.clone();
    let sections = world.app.sections(&office, &id).await.expect("sections").sections;
    assert!(sections[3].items.contains(&new), "what a unit adds is of its section");
    assert!(world.app.threads(&office, &id).await.expect("threads").iter().any(|it| it.item == anchor(&nodes[3]) && it.lines[0].words.contains("cân đối thêm vốn")));
    let history = world.app.history(&office, &id).await.expect("a history");
    assert_eq!(history.iter().filter(|it| it.act == Act::ProposalsSettled).count(), 12);
    assert!(world.app.returned(&office, &id).await.expect("papers").iter().all(|it| it.waiting().count() == 0));
    world.app.undo(&office, &id).await.expect("the last item is taken back");
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
}

async fn a_form_of_an_older_draft_is_put_together_field_by_field(world: World) {
    let (office, cookie) = person(&world, "vp-xa").await;
    let opened = draft(&world, &office).await;
    let (id, nodes) = (opened.row.id.clone(), tasks(&opened));
    let section = give(&world, &office, &id, "Nhóm kinh tế", &[&nodes[0]]).await;
    let form = one_form(&world, &id, &section, &cookie).await;
    assert_eq!(form, one_form(&world, &id, &section, &cookie).await, "the same draft gives the same form");
    let was = sheet_of_node(&nodes[0]);
    // Meanwhile the office sets another lead and adds words to the title.
    let mut theirs = was.clone();
    theirs.fill("lead", "Công an xã").expect("a slot");
    theirs.fill("text", &format!("{} theo lộ trình", was.get("text"))).expect("a slot");
    let node = theirs.node(&anchor(&nodes[0]), Some(&nodes[0])).expect("it reads");
    world.app.edit(&office, &id, Change::Item { anchor: anchor(&nodes[0]), seen: fingerprint(&nodes[0]), node: Some(node) }).await.expect("edited");
    let field = |name: &str| format!("hd:f:{}:{name}", anchor(&nodes[0]));
    let front = format!("Khẩn trương {}", was.get("text"));
    let back = filled(&form, &[(field("text"), &front), (field("lead"), "Phòng Kinh tế Mẫu"), (field("note"), "Trình trong quý I")]);
    assert_eq!(dropped(&world, &id, &cookie, &[("mau.docx", &back)]).await.status, StatusCode::OK);
    let paper = world.app.returned(&office, &id).await.expect("papers")[0].id.clone();
    let found = world.app.returned_paper(&office, &id, &paper).await.expect("a paper");
    let stands: Vec<(&str, State, Option<&str>)> =
        found.line.rows.iter().map(|it| (if let What::Slot { slot, .. } = &it.what { slot.as_str() } else { "" }, it.state, it.merged.as_deref())).collect();
    let both = format!("Khẩn trương {} theo lộ trình", was.get("text"));
    assert_eq!(stands, [("text", State::Fits, Some(both.as_str())), ("lead", State::Conflict, None), ("note", State::Fits, Some("Trình trong quý I"))]);
    let path = format!("/programmes/{id}/returned/{paper}");
    let heads = world.app.journal_heads().await.expect("heads");
    let unchosen = world.post(&path, &cookie, &[("seen", &found.seen), ("do", "take"), ("row", "1"), ("row", "2")]).await;
    assert_eq!(unchosen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unchosen.main().contains("chưa chọn lấy bên nào"), "{}", unchosen.main());
    assert_eq!(world.post(&path, &cookie, &[("seen", "x"), ("do", "take"), ("row", "1")]).await.status, StatusCode::CONFLICT);
    assert_eq!(world.post(&path, &cookie, &[("seen", &found.seen), ("do", "take"), ("row", "1"), ("khac", "x")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.post(&path, &cookie, &[("seen", &found.seen), ("do", "take")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.app.journal_heads().await.expect("heads"), heads, "nothing was kept");
    let taken = [("seen", found.seen.as_str()), ("do", "take"), ("row", "1"), ("row", "2"), ("pick-2", "words"), ("words-2", "Công an xã; Phòng Kinh tế Mẫu")];
    assert_eq!(world.post(&path, &cookie, &taken).await.status, StatusCode::SEE_OTHER);
    let seen = world.app.returned_paper(&office, &id, &paper).await.expect("a paper").seen;
    assert_eq!(world.post(&path, &cookie, &[("seen", &seen), ("do", "refuse"), ("row", "3")]).await.status, StatusCode::SEE_OTHER);
    let now = sheet_of_node(&tasks(&world.app.open(&office, &id).await.expect("open"))[0]);
    assert_eq!((now.get("text"), now.get("lead"), now.get("note")), (both.as_str(), "Công an xã; Phòng Kinh tế Mẫu", was.get("note")));
    let settled: Vec<bool> = world.app.returned(&office, &id).await.expect("papers")[0].rows.iter().map(|it| it.settled.as_ref().expect("settled").0).collect();
    assert_eq!(settled, [true, true, false]);
    // What is settled is not settled twice.
    let seen = world.app.returned_paper(&office, &id, &paper).await.expect("a paper").seen;
    let twice = hanhdong_actions::programme::Settling { seen, rows: [(1, Verdict::Take)].into() };
    assert!(world.app.settle_returned(&office, &id, &paper, twice).await.is_err());
}

async fn what_is_no_form_of_this_draft_is_said_file_by_file_and_row_by_row(world: World) {
    let (office, cookie) = person(&world, "vp-xa").await;
    let opened = draft(&world, &office).await;
    let (id, nodes) = (opened.row.id.clone(), tasks(&opened));
    let section = give(&world, &office, &id, "Nhóm kinh tế", &[&nodes[0], &nodes[1]]).await;
    let other = give(&world, &office, &id, "Nhóm văn hoá", &[&nodes[2]]).await;
    let form = one_form(&world, &id, &section, &cookie).await;
    let foreign = rewritten(&form, |it| {
        let (id, other) = (id.to_string(), "01935f4e-6f3a-7c21-8b7a-0123456789ab");
        it.replace(&id, other).replace(&id.replace('-', ""), &other.replace('-', ""))
    });
    let lost = rewritten(&form, |it| {
        let (id, other) = (section.to_string(), "01935f4e-6f3a-7c21-8b7a-0123456789ab");
        it.replace(&id, other).replace(&id.replace('-', ""), &other.replace('-', ""))
    });
    let secret = filled(&form, &[(format!("hd:f:{}:note", anchor(&nodes[0])), "TỐI MẬT")]);
    let half = &form[..form.len() / 2];
    let files: [(&str, &[u8]); 6] =
        [("khac.docx", &foreign), ("mat-phan.docx", &lost), ("mat.docx", &secret), ("cut.docx", half), ("ghi-chu.txt", b"Khong phai mau"), ("ctr.notation", COMMUNE.as_bytes())];
    let said = dropped(&world, &id, &cookie, &files).await;
    assert!(said.text().contains("Đã đọc được 0 trong 6 tệp"), "{}", said.text());
    assert!(said.text().contains("mẫu của một chương trình khác") && said.text().contains("phần việc không còn trong dự thảo này"), "{}", said.text());
    assert_eq!(world.app.returned(&office, &id).await.expect("papers"), []);
    // Rows that are not the unit's, or whose labels were changed, are named; the others are taken in all the same.
    let mixed = rewritten(&filled(&form, &[(format!("hd:f:{}:note", anchor(&nodes[0])), "Ghi chú của đơn vị")]), |it| {
        it.replace(anchor(&nodes[1]).as_str(), anchor(&nodes[2]).as_str()).replacen("Cơ quan chủ trì", "Ai làm", 1)
    });
    assert_eq!(dropped(&world, &id, &cookie, &[("lan.docx", &mixed)]).await.status, StatusCode::OK);
    let paper = &world.app.returned(&office, &id).await.expect("papers")[0];
    let why: Vec<_> = paper.refused.iter().map(|it| it.why).collect();
    assert!(why.contains(&hanhdong_actions::programme::RowRefusal::OtherSection), "{why:?}");
    assert!(paper.rows.iter().any(|it| matches!(&it.what, What::Slot { slot, mine, .. } if slot == "note" && mine == "Ghi chú của đơn vị")), "{:?}", paper.rows);
    assert!(!paper.rows.iter().any(|it| matches!(&it.what, What::Slot { item, .. } if *item == anchor(&nodes[2]).to_string())));
    let page = world.get(&format!("/programmes/{id}/returned/{}", paper.id), &cookie).await;
    assert!(page.main().contains("Thuộc phần việc giao cho đơn vị khác"), "{}", page.main());
    assert_eq!(world.get(&format!("/programmes/{id}/sections/{other}/form"), &cookie).await.status, StatusCode::OK);
    assert_eq!(
        world.get(&format!("/programmes/{id}/returned/{}", ReturnedId::parse("01935f4e-6f3a-7c21-8b7a-0123456789ab").expect("an id")), &cookie).await.status,
        StatusCode::NOT_FOUND
    );
    let (_, stranger) = person(&world, "vp-phuong").await;
    assert_eq!(world.get(&format!("/programmes/{id}/returned/{}", paper.id), &stranger).await.status, StatusCode::NOT_FOUND);
}
