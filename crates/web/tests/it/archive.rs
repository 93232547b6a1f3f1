//! The archive package opens without this program and says what it leaves out; what changed after the congress stands in it;
//! a program issues with all that the page asks for.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use axum::http::StatusCode;
use hanhdong_actions::programme::{Change, CommentOn, HandIn, fingerprint, fingerprint_of_head};
use hanhdong_actions::publication::{Adopted, IssuedForm, Issuing};
use hanhdong_domain::organisation::{OrganisationAct, ProgrammeId};
use hanhdong_domain::programme::{Node, VersionAt};
use serde_json::json;

use crate::client::{call, token};
use crate::world::{COMMUNE, World, on_both_engines};

on_both_engines!(
    the_package_opens_without_the_program_and_every_fingerprint_in_it_is_right,
    what_changed_after_the_congress_is_told_with_what_was_said_and_in_two_files,
    a_program_issues_with_all_that_the_page_asks_for
);

const SAID: &str = "Ý kiến riêng KHÔNG ĐƯA RA NGOÀI";

async fn draft(world: &World) -> ProgrammeId {
    let who = world.who("vp-xa").await;
    let units = world.app.units_where(&who, OrganisationAct::KeepBook).await.expect("units");
    let house = units.into_iter().find(|it| it.id == it.organisation).expect("a house").id;
    let text: String = COMMUNE.lines().filter(|it| !it.starts_with("  number: ") && !it.starts_with("  date: ")).map(|it| format!("{it}\n")).collect();
    let paper = HandIn { name: "Chương trình gốc.notation".to_owned(), bytes: Arc::new(text.into_bytes()) };
    world.app.hand_in(&who, &house, "seed-2025", paper).await.expect("a draft")
}

/// Frozen once for the congress, its title changed since, something said about an item since.
async fn discussed(world: &World) -> ProgrammeId {
    let (who, id) = (world.who("vp-xa").await, draft(world).await);
    let seen = world.app.open(&who, &id).await.expect("a draft").row.version;
    assert_eq!(world.app.freeze(&who, &id, "trình đại hội", seen).await.expect("frozen"), 1);
    world.clock.move_by(3600);
    let opened = world.app.open(&who, &id).await.expect("a draft");
    let item = opened.programme.items().next().expect("an item").anchor().clone();
    world.app.comment(&who, &id, CommentOn::About(item.clone()), SAID).await.expect("said");
    let mut document = opened.programme.document.clone();
    document.title = document.title.map(|it| format!("{it} sau thảo luận"));
    let seen = fingerprint_of_head(&opened.programme.document);
    world.app.edit(&who, &id, Change::Head { seen, document: Box::new(document) }).await.expect("an edit");
    let (part, at) = opened.programme.position(&item).expect("its place");
    let mut node = opened.programme.parts[part].nodes[at].clone();
    let seen = fingerprint(&node);
    let Node::Goal(goal) = &mut node else { panic!("the first item is a goal") };
    goal.text.push_str(" theo ý kiến đại hội");
    world.app.edit(&who, &id, Change::Item { anchor: item, seen, node: Some(node) }).await.expect("an edit");
    id
}

fn issuing(discussed: Option<i64>) -> Issuing {
    let adopted = Adopted { congress_on: Some("2026-03-02".to_owned()), discussed, ..Adopted::default() };
    Issuing { number: Some("05-CTr/ĐU".to_owned()), date: "2026-03-02".parse().ok(), adopted, ..Issuing::default() }
}

async fn fetched(world: &World, id: &ProgrammeId, login: &str) -> Vec<u8> {
    let session = world.app.log_in(login, crate::world::PASSWORD).await.expect("comes in");
    let said = call("GET", &format!("//programmes/{id}/archive")).cookie(session.token.secret()).send(world).await;
    assert_eq!((said.status, said.header("content-type").as_str()), (StatusCode::OK, "application/zip"), "{}", said.text());
    said.bytes
}

fn opened(package: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(package)).expect("a package");
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).expect("a file");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("its bytes");
            (file.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

async fn the_package_opens_without_the_program_and_every_fingerprint_in_it_is_right(world: World) {
    let (who, id) = (world.who("vp-xa").await, discussed(&world).await);
    world.app.issue(&who, &id, issuing(Some(1))).await.expect("issued");
    let scan = crate::drawn::pdf(&[String::new()]);
    world.app.keep_signed(&who, &id, HandIn { name: "Bản ký.pdf".to_owned(), bytes: Arc::new(scan.clone()) }, "đóng dấu").await.expect("kept");
    let package = fetched(&world, &id, "vp-xa").await;
    world.clock.move_by(86_400);
    assert_eq!(fetched(&world, &id, "vp-xa").await, package, "the same state gives the same bytes, on another day too");
    let files = opened(&package);
    let paper = world.app.issued(&who, &id).await.expect("readable").expect("kept");
    for it in &paper.files {
        let kept = world.app.issued_file(&who, &id, &it.file).await.expect("kept").1;
        assert!(files.iter().any(|(path, bytes)| path.starts_with("01-ban-hanh/") && *bytes == kept.bytes), "{:?} byte for byte", it.form);
    }
    assert_eq!(paper.files.iter().filter(|it| it.form != IssuedForm::Correction).count(), 2);
    assert_eq!(files["02-ban-ky/ban-ky-1-ban-ky.pdf"], scan);
    let frozen = world.app.version_at(&who, &id, VersionAt::Frozen(1)).await.expect("a version");
    assert_eq!(files["06-du-thao/du-thao-lan-1.notation"], frozen.body.as_bytes());
    let data: serde_json::Value = serde_json::from_slice(&files["04-noi-dung/chuong-trinh.json"]).expect("JSON");
    assert_eq!(data["document"]["number"], "05-CTr/ĐU");
    let text = |path: &str| String::from_utf8(files[path].clone()).expect("text");
    assert!(text("09-nhat-ky/nhat-ky.txt").contains("chốt bản dự thảo") && text("09-nhat-ky/nhat-ky.csv").contains("programme_issued"), "{}", text("09-nhat-ky/nhat-ky.txt"));
    assert!(text("03-noi-nhan/noi-nhan.csv").contains("Đảng bộ Tỉnh Mẫu"));
    for path in ["index.html", "README.txt", "05-can-cu/can-cu.csv", "06-du-thao/tep-nop-chuong-trinh-goc.notation", "08-thay-doi-sau-dai-hoi/thay-doi-sau-dai-hoi.docx"] {
        assert!(files.contains_key(path), "{path} of {:?}", files.keys());
    }
    assert!(files.values().all(|it| !String::from_utf8_lossy(it).contains(SAID)), "what was said about items is in no file");
    checked_outside(&package);
    // Those above get what they may read, and the package says what they do not.
    let above = opened(&fetched(&world, &id, "vp-tinh").await);
    assert!(above.keys().all(|it| !["05-can-cu/tep", "06-", "07-", "08-", "09-"].iter().any(|no| it.starts_with(no))), "{:?}", above.keys());
    assert!(above.contains_key("02-ban-ky/ban-ky-1-ban-ky.pdf"));
    assert!(String::from_utf8_lossy(&above["README.txt"]).contains("chỉ người của cơ quan ban hành được xem"));
    assert_eq!(world.get(&format!("/programmes/{id}/archive"), &world.log_in("vp-phuong").await).await.status, StatusCode::NOT_FOUND);
    // Another state, other bytes.
    world.app.record_receipt(&world.who("vp-xa").await, &id, 1, "2026-03-03".parse().expect("a day")).await.expect("recorded");
    assert_ne!(fetched(&world, &id, "vp-xa").await, package);
}

/// Unpacked and checked by tools that know nothing of this program, where the machine has them.
fn checked_outside(package: &[u8]) {
    let folder = std::env::temp_dir().join(format!("hd_{}", uuid::Uuid::now_v7().simple()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("goi.zip");
    std::fs::write(&path, package).expect("written");
    let run = |program: &str, arguments: &[&str], at: &Path| std::process::Command::new(program).args(arguments).current_dir(at).output();
    match run("unzip", &["-q", "goi.zip", "-d", "ra"], &folder) {
        Ok(done) => {
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
            match run("sha256sum", &["-c", "SHA256SUMS.txt"], &folder.join("ra")) {
                Ok(done) => {
                    let said = String::from_utf8_lossy(&done.stdout).into_owned();
                    let listed = std::fs::read_to_string(folder.join("ra/SHA256SUMS.txt")).expect("a list").lines().count();
                    assert!(done.status.success() && said.matches(": OK").count() == listed && 10 < listed, "{said}{}", String::from_utf8_lossy(&done.stderr));
                }
                Err(_) => println!("skipped: no sha256sum on this machine"),
            }
        }
        Err(_) => println!("skipped: no unzip on this machine"),
    }
    std::fs::remove_dir_all(&folder).expect("removed");
}

async fn what_changed_after_the_congress_is_told_with_what_was_said_and_in_two_files(world: World) {
    let (who, id) = (world.who("vp-xa").await, discussed(&world).await);
    let office = world.log_in("vp-xa").await;
    let page = world.get(&format!("/programmes/{id}/issue"), &office).await;
    assert!(page.main().contains("Dự thảo lần 1 (trình đại hội)") && page.main().contains("name=\"discussed\""), "{}", page.main());
    let refused = world.app.issue(&who, &id, issuing(Some(2))).await;
    assert!(format!("{refused:?}").contains("discussed"), "there is no second draft: {refused:?}");
    let here = format!("/programmes/{id}/after-congress");
    assert_eq!(world.get(&here, &office).await.status, StatusCode::NOT_FOUND, "before the issue there is nothing after it");
    // Not said which: the last one frozen up to the day of the congress.
    world.app.issue(&who, &id, issuing(None)).await.expect("issued");
    let page = world.get(&here, &office).await;
    assert!(page.main().contains("theo ý kiến đại hội") && page.main().contains("<ins>") && page.main().contains(SAID), "{}", page.main());
    assert!(!page.main().contains("05-CTr/ĐU</ins>"), "number and date are no change: {}", page.main());
    let fetch = async |ending: &str| world.fetch(&format!("{here}/{ending}?from=1"), &office).await;
    let (status, _, docx) = fetch("docx").await;
    let xml = String::from_utf8(opened(&docx).remove("word/document.xml").expect("a document")).expect("text");
    assert!(status == StatusCode::OK && xml.contains("<w:ins ") && xml.contains("theo ý kiến đại hội") && !xml.contains(SAID), "{status}");
    let (status, _, pdf) = fetch("pdf").await;
    assert!(status == StatusCode::OK && pdf.starts_with(b"%PDF"));
    assert_eq!(fetch("xlsx").await.0, StatusCode::NOT_FOUND);
    assert_eq!(world.fetch(&format!("{here}/docx?from=9"), &office).await.0, StatusCode::NOT_FOUND);
    assert_eq!(world.get(&here, &world.log_in("vp-tinh").await).await.status, StatusCode::FORBIDDEN, "drafts are the house's own");
}

async fn a_program_issues_with_all_that_the_page_asks_for(world: World) {
    let id = discussed(&world).await;
    let t = token(&world, "vp-xa").await;
    let path = format!("/programmes/{id}/issue");
    let ask = |value: serde_json::Value| call("POST", &path).by(&t).json(&value).send(&world);
    assert_eq!(ask(json!({ "khac": 1 })).await.problem(422), "refusal-body");
    assert_eq!(ask(json!({ "number": "05-CTr/ĐU", "date": "ngày mai" })).await.problem(422), "refusal-field");
    assert_eq!(ask(json!({ "number": "05-NQ/ĐU", "date": "2026-03-02" })).await.problem(422), "refusal-number");
    let all = json!({ "number": "05-CTr/ĐU", "date": "2026-03-02", "reason": "Cấp số sau", "recipients": [["Đảng bộ Tỉnh Mẫu"], ["Đảng bộ Phường Mẫu B", "Bưu điện xã"]],
        "congress_on": "2026-03-01", "discussed": 1 });
    assert_eq!(ask(all).await.expect(200)["issued_on"], "2026-03-02");
    let paper = world.app.issued(&world.who("vp-xa").await, &id).await.expect("readable").expect("kept");
    assert_eq!((paper.adopted.congress_on.as_deref(), paper.adopted.discussed), (Some("2026-03-01"), Some(1)));
    assert_eq!(paper.recipients.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Đảng bộ Tỉnh Mẫu", "Đảng bộ Phường Mẫu B", "Bưu điện xã"]);
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
}
