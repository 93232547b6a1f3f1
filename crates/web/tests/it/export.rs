//! A programme goes out in every format, with a safe name; and it is recorded that it was issued.

use axum::http::StatusCode;
use hanhdong_actions::programme::{Change, ExportFormat};

use crate::world::{World, on_both_engines};

on_both_engines!(
    a_programme_goes_out_in_every_format_as_an_attachment,
    a_title_never_breaks_out_of_the_name_of_a_file,
    the_office_records_an_issue_and_nobody_changes_it_afterwards
);

async fn a_programme_goes_out_in_every_format_as_an_attachment(world: World) {
    let id = world.draft("vp-xa").await;
    let cookie = world.log_in("doc-xa").await;
    let page = world.get(&format!("/programmes/{id}/export"), &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for layout in ["party-2026", "party-2018", "state-2020"] {
        assert!(page.body.contains(&format!("/export/docx?layout={layout}")), "{layout}: {}", page.body);
    }
    let usual = page.body.split("Mẫu trình bày khác").next().unwrap_or_default();
    assert!(usual.contains("layout=party-2026") && !usual.contains("layout=state-2020"), "the usual one is offered first: {usual}");
    assert!(!page.body.contains("/issue\""), "readers record nothing");
    for (format, begins) in [
        (ExportFormat::Docx, "PK"),
        (ExportFormat::Pdf, "%PDF"),
        (ExportFormat::Xlsx, "PK"),
        (ExportFormat::Html, "<!"),
        (ExportFormat::Json, "{"),
        (ExportFormat::Notation, "hanhdong 1"),
    ] {
        let (status, head, bytes) = world.fetch(&format!("/programmes/{id}/export/{}", format.ending()), &cookie).await;
        assert_eq!(status, StatusCode::OK, "{format:?}");
        assert!(bytes.starts_with(begins.as_bytes()), "{format:?}");
        assert_eq!(head["content-type"], format.media_type());
        assert_eq!(head["x-content-type-options"], "nosniff");
        assert!(head["content-security-policy"].to_str().expect("text").starts_with("sandbox;"), "{format:?}");
        let name = head["content-disposition"].to_str().expect("text");
        assert!(name.starts_with("attachment; filename=\"chuong-trinh-hanh-dong") && name.contains("filename*=UTF-8''CH%C6%AF%C6%A0NG"), "{name}");
    }
    let asked = async |path: &str| world.get(&format!("/programmes/{id}/export/{path}"), &cookie).await.status;
    assert_eq!(asked("exe").await, StatusCode::NOT_FOUND);
    assert_eq!(asked("docx?layout=khong-co").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.fetch(&format!("/programmes/{id}/export/docx"), &world.log_in("vp-phuong").await).await.0, StatusCode::NOT_FOUND);
}

async fn a_title_never_breaks_out_of_the_name_of_a_file(world: World) {
    let (who, id) = (world.who("vp-xa").await, world.draft("vp-xa").await);
    let opened = world.app.open(&who, &id).await.expect("the draft");
    let mut document = opened.programme.document.clone();
    document.kind = None;
    document.title = Some("\"; filename=x.exe <script>alert(1)</script> ../..".to_owned());
    let seen = hanhdong_actions::programme::fingerprint_of_head(&opened.programme.document);
    world.app.edit(&who, &id, Change::Head { seen, document: Box::new(document) }).await.expect("an edit");
    let cookie = world.log_in("vp-xa").await;
    let (_, head, _) = world.fetch(&format!("/programmes/{id}/export/html"), &cookie).await;
    let name = head["content-disposition"].to_str().expect("text");
    assert_eq!(name.matches('"').count(), 2, "{name}");
    assert!(!name.contains('<') && !name.contains('/') && !name.contains("filename=x"), "{name}");
    let page = world.get(&format!("/programmes/{id}/export"), &cookie).await;
    assert!(page.body.contains("&lt;script&gt;") && !page.body.contains("<script>alert"), "{}", page.body);
}

async fn the_office_records_an_issue_and_nobody_changes_it_afterwards(world: World) {
    let (who, id) = (world.who("vp-xa").await, world.draft("vp-xa").await);
    let (office, drafter, above) = (world.log_in("vp-xa").await, world.log_in("soan-thao").await, world.log_in("vp-tinh").await);
    let path = format!("/programmes/{id}/issue");
    assert_eq!(world.get(&path, &drafter).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.post(&path, &drafter, &[("seen", "1")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get(&format!("/programmes/{id}/export"), &above).await.status, StatusCode::NOT_FOUND);
    // Without number and date it is refused, in words, on the page itself.
    let page = world.get(&path, &office).await;
    assert!(page.body.contains("Không ai sửa được"), "{}", page.body);
    let refused = world.post(&path, &office, &[("seen", "1")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.body.contains("role=\"alert\""), "{}", refused.body);
    let opened = world.app.open(&who, &id).await.expect("the draft");
    let mut document = opened.programme.document.clone();
    document.number = Some("05-CTr/ĐU".to_owned());
    document.date = Some("2026-02-27".parse().expect("a day"));
    let seen = hanhdong_actions::programme::fingerprint_of_head(&opened.programme.document);
    world.app.edit(&who, &id, Change::Head { seen, document: Box::new(document) }).await.expect("an edit");
    let stale = world.post(&path, &office, &[("seen", "1")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "what was seen is not what stands there now");
    let page = world.get(&path, &office).await;
    assert!(page.body.contains("value=\"2026-02-27\"") && page.body.contains("value=\"05-CTr/ĐU\""), "{}", page.body);
    let seen = page.body.split("name=\"seen\" value=\"").nth(1).and_then(|it| it.split('"').next()).expect("a version");
    let done = world.post(&path, &office, &[("seen", seen)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(world.get(&path, &office).await.status, StatusCode::CONFLICT);
    assert_eq!(world.post(&path, &office, &[("seen", seen)]).await.status, StatusCode::CONFLICT);
    assert_eq!(world.post(&format!("/programmes/{id}/source/tie"), &office, &[("source", "")]).await.status, StatusCode::CONFLICT);
    assert_eq!(world.get(&format!("/programmes/{id}/export"), &above).await.status, StatusCode::OK, "the level above reads it now");
}
