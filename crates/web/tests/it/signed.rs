//! The signed paper comes back: kept byte for byte, its words held against the issued ones, known again by its fingerprint.

use std::sync::Arc;

use axum::http::StatusCode;
use hanhdong_actions::programme::HandIn;
use hanhdong_actions::publication::{CopyReading, IssuedForm, Issuing};
use hanhdong_actions::{Engine, PdfWriter};
use hanhdong_domain::organisation::{OrganisationAct, ProgrammeId};

use crate::client::call;
use crate::drawn::pdf;
use crate::world::{COMMUNE, World};

/// A typesetter whose pages hold the words of the paper, one paragraph a line.
fn typesetter() -> PdfWriter {
    Arc::new(|paper, _| Ok(pdf(&words(&format!("{paper:?}")))))
}

/// What stands between quotes, as lines: the words of a paper, without naming its shape here.
fn words(said: &str) -> Vec<String> {
    said.split('"').skip(1).step_by(2).map(|it| it.replace("\\n", " ")).filter(|it| !it.trim().is_empty()).collect()
}

macro_rules! with_pages {
    ($($story:ident),+ $(,)?) => {
        $(mod $story {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$story(crate::world::World::demo_with(super::Engine::Sqlite, super::typesetter()).await.expect("a file can always be made")).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                match crate::world::World::demo_with(super::Engine::Postgres, super::typesetter()).await {
                    Some(world) => super::$story(world).await,
                    None => println!("skipped: no PostgreSQL (HANHDONG_TEST_POSTGRES); `make test` brings one"),
                }
            }
        })+
    };
}

with_pages!(
    a_signed_paper_is_kept_as_it_came_and_says_where_it_differs,
    a_copy_kept_by_mistake_is_taken_back_and_no_longer_known,
    whoever_may_not_verify_is_turned_away_before_a_byte_is_read
);

async fn issued(world: &World) -> ProgrammeId {
    let who = world.who("vp-xa").await;
    let units = world.app.units_where(&who, OrganisationAct::KeepBook).await.expect("units");
    let house = units.into_iter().find(|it| it.id == it.organisation).expect("a house").id;
    let text: String = COMMUNE.lines().filter(|it| !it.starts_with("  number: ") && !it.starts_with("  date: ")).map(|it| format!("{it}\n")).collect();
    let paper = HandIn { name: "ctr.notation".to_owned(), bytes: Arc::new(text.into_bytes()) };
    let id = world.app.hand_in(&who, &house, "seed-2025", paper).await.expect("a draft");
    let issuing = Issuing { number: Some("05-CTr/ĐU".to_owned()), date: "2026-02-27".parse().ok(), ..Issuing::default() };
    world.app.issue(&who, &id, issuing).await.expect("issued");
    id
}

/// The issued PDF, and the lines it was drawn of.
async fn issued_pdf(world: &World, id: &ProgrammeId) -> Vec<u8> {
    let who = world.who("vp-xa").await;
    let paper = world.app.issued(&who, id).await.expect("readable").expect("kept");
    let pdf = paper.files.iter().find(|it| it.form == IssuedForm::Pdf).expect("a PDF");
    world.app.issued_file(&who, id, &pdf.file).await.expect("kept").1.bytes
}

async fn send(world: &World, id: &ProgrammeId, login: &str, name: &str, bytes: &[u8]) -> crate::client::Said {
    let session = world.app.log_in(login, crate::world::PASSWORD).await.expect("comes in");
    call("POST", &format!("//programmes/{id}/signed"))
        .form(&[("note", "ký số ngày 28")], &[("file", name, bytes)])
        .cookie(session.token.secret())
        .header("sec-fetch-site", "same-origin")
        .send(world)
        .await
}

async fn a_signed_paper_is_kept_as_it_came_and_says_where_it_differs(world: World) {
    let (who, office) = (world.who("vp-xa").await, world.log_in("vp-xa").await);
    let id = issued(&world).await;
    let pdf = issued_pdf(&world, &id).await;
    // The issued file itself, no PDF, a broken one: said at the form, nothing kept.
    let journal = world.app.journal_heads().await.expect("heads");
    for (bytes, says) in [(pdf.as_slice(), "chính là tệp PDF đã ban hành"), (b"PK\x03\x04", "không phải là tệp PDF"), (b"%PDF-1.7 gay giua chung", "tệp hỏng"), (b"", "rỗng")]
    {
        let refused = send(&world, &id, "vp-xa", "ky.pdf", bytes).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && (refused.text().contains(says) || bytes.is_empty()), "{says}: {}", refused.text());
    }
    assert_eq!(world.app.journal_heads().await.expect("heads"), journal);
    // Signed by adding to the file: the words are the same, a signature is there, and nobody says that it is valid.
    let signed: Vec<u8> = [pdf.as_slice(), b"\n99 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 10 20 30] /Contents <00> >>\nendobj\n"].concat();
    assert_eq!(send(&world, &id, "vp-xa", "../05-CTr-da-ky.pdf", &signed).await.status, StatusCode::SEE_OTHER);
    let page = world.get(&format!("/programmes/{id}/issued"), &office).await;
    for says in ["khớp với bản đã ban hành", "có 1 chữ ký số trong tệp, chưa kiểm tra tại đây", "05-CTr-da-ky.pdf", "ký số ngày 28"] {
        assert!(page.main().contains(says), "{says}: {}", page.main());
    }
    assert!(!page.main().contains("../05"), "a name leads nowhere");
    let copy = world.app.issued(&who, &id).await.expect("readable").expect("kept").copies.remove(0);
    let (form, kept) = world.app.issued_file(&who, &id, &copy.copy.file).await.expect("kept");
    assert!(form == IssuedForm::Signed && kept.bytes == signed, "byte for byte");
    assert_eq!(send(&world, &id, "vp-xa", "lai.pdf", &signed).await.status, StatusCode::UNPROCESSABLE_ENTITY, "the same file stands there once");
    // Verified by anybody who holds it; told whose it is.
    let known = world.app.verify_file(Some(&who), &signed).await.expect("asked").expect("known");
    assert_eq!((known.number.as_str(), known.form), ("05-CTr/ĐU", Some(IssuedForm::Signed)));
    // A scan: kept, not compared, and said so.
    let scan = crate::drawn::pdf(&[String::new()]);
    assert_eq!(send(&world, &id, "vp-xa", "quet.pdf", &scan).await.status, StatusCode::SEE_OTHER);
    // Another figure: told with its place, figures first.
    let paper = world.app.open(&who, &id).await.expect("issued");
    let title = paper.programme.document.title.clone().expect("a title");
    let altered: Vec<String> = read_back(&pdf).into_iter().map(|it| it.replace("05-CTr/ĐU", "06-CTr/ĐU").replace(&title, &format!("{title} và các nghị quyết khác"))).collect();
    assert_eq!(send(&world, &id, "vp-xa", "khac.pdf", &crate::drawn::pdf(&altered)).await.status, StatusCode::SEE_OTHER);
    let copies = world.app.issued(&who, &id).await.expect("readable").expect("kept").copies;
    let readings: Vec<CopyReading> = copies.iter().map(|it| it.copy.findings.reading).collect();
    assert_eq!(readings, [CopyReading::Same, CopyReading::NoText, CopyReading::Differs], "{:?}", copies[2].copy.findings);
    let first = &copies[2].copy.findings.differences[0];
    assert_eq!((first.issued.as_str(), first.came.as_str()), ("05-CTr/ĐU", "06-CTr/ĐU"));
    let page = world.get(&format!("/programmes/{id}/issued"), &office).await;
    assert!(page.main().contains("không đọc được chữ (bản quét)") && page.main().contains("06-CTr/ĐU"), "{}", page.main());
    // Readers see it and keep none; drafters of the house neither.
    let reader = world.log_in("doc-xa").await;
    assert!(world.get(&format!("/programmes/{id}/issued"), &reader).await.main().contains("05-CTr-da-ky.pdf"));
    for login in ["doc-xa", "soan-thao"] {
        assert_eq!(send(&world, &id, login, "x.pdf", &scan).await.status, StatusCode::FORBIDDEN, "{login}");
    }
    let told = world.app.history(&who, &id).await.expect("a history");
    assert_eq!(told.first().map(|it| it.act.name()), Some("copy_kept"));
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
}

/// The lines that a drawn PDF was drawn of.
fn read_back(pdf: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(pdf).into_owned();
    let code = |it: &str| u16::from_str_radix(it, 16).expect("a code");
    let line = |it: &str| String::from_utf16(&it.as_bytes().chunks(4).map(|it| code(std::str::from_utf8(it).expect("ASCII"))).collect::<Vec<u16>>()).expect("letters");
    text.lines().filter_map(|it| it.strip_prefix('<')?.strip_suffix("> Tj T*")).map(line).collect()
}

async fn a_copy_kept_by_mistake_is_taken_back_and_no_longer_known(world: World) {
    let (who, office) = (world.who("vp-xa").await, world.log_in("vp-xa").await);
    let id = issued(&world).await;
    let scan = crate::drawn::pdf(&[String::new()]);
    assert_eq!(send(&world, &id, "vp-xa", "quet.pdf", &scan).await.status, StatusCode::SEE_OTHER);
    let copy = world.app.issued(&who, &id).await.expect("readable").expect("kept").copies.remove(0).copy;
    assert!(world.app.verify_hash(Some(&who), &copy.sha256).await.expect("asked").is_some());
    let path = format!("/programmes/{id}/signed/{}/withdraw", copy.file);
    assert_eq!(world.post(&path, &office, &[("why", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.post(&path, &world.log_in("soan-thao").await, &[("why", "nhầm")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.post(&path, &office, &[("why", "lưu nhầm tệp"), ("khac", "1")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.post(&path, &office, &[("why", "lưu nhầm tệp")]).await.status, StatusCode::SEE_OTHER);
    let twice = world.post(&path, &office, &[("why", "lưu nhầm tệp")]).await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.main().contains("đã được rút"), "{}", twice.main());
    assert!(world.get(&format!("/programmes/{id}/issued"), &office).await.main().contains("Đã rút: lưu nhầm tệp"));
    assert_eq!(world.app.verify_hash(Some(&who), &copy.sha256).await.expect("asked"), None);
    assert_eq!(world.app.issued_file(&who, &id, &copy.file).await.expect("kept").1.bytes, scan, "its bytes stay for the house");
    // Those above read the issued paper and none of what was taken back.
    let above = world.who("vp-tinh").await;
    assert!(world.app.issued(&above, &id).await.expect("readable").expect("kept").copies.is_empty());
    assert!(world.app.issued_file(&above, &id, &copy.file).await.is_err());
    // The same file may come again.
    assert_eq!(send(&world, &id, "vp-xa", "quet.pdf", &scan).await.status, StatusCode::SEE_OTHER);
    let told = world.app.history(&who, &id).await.expect("a history");
    assert_eq!(told.iter().take(3).map(|it| it.act.name()).collect::<Vec<_>>(), ["copy_kept", "copy_withdrawn", "copy_kept"]);
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
}

async fn whoever_may_not_verify_is_turned_away_before_a_byte_is_read(world: World) {
    let asked = || {
        let body = axum::body::Body::from_stream(futures::stream::once(async { panic!("the body was read") as Result<Vec<u8>, std::io::Error> }));
        let request = axum::http::Request::post("/verify").header("content-type", "multipart/form-data; boundary=x").header("sec-fetch-site", "same-origin");
        request.body(body).expect("a request")
    };
    let stranger = world.send(asked()).await;
    assert!(stranger.location().starts_with("/log-in"), "{} {}", stranger.status, stranger.body);
}
