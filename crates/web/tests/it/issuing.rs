//! A programme is issued: its number checked, its signer covered, its recipients told, its files known again.

use std::sync::Arc;

use axum::http::StatusCode;
use hanhdong_actions::programme::{Change, ExportFormat, HandIn, fingerprint_of_head};
use hanhdong_actions::publication::{IssuedForm, Issuing};
use hanhdong_domain::organisation::{OrganisationAct, ProgrammeId, UnitId};
use hanhdong_domain::programme::Document;

use crate::world::{COMMUNE, World, on_both_engines};

on_both_engines!(
    a_number_is_checked_in_form_kind_body_order_and_never_given_twice,
    two_clerks_at_once_never_get_the_same_number_of_a_run_of_the_house,
    a_signer_whose_authority_does_not_cover_the_day_is_refused_with_the_day_it_ended,
    a_recipient_reads_the_issued_paper_confirms_it_once_and_sees_nothing_of_its_drafting,
    the_issued_files_are_kept_byte_for_byte_and_an_altered_one_is_not_known,
    a_newer_paper_takes_the_place_of_an_older_one_and_each_names_the_other,
    an_issued_text_is_corrected_by_a_numbered_notice_and_never_changed
);

const DAY: &str = "2026-02-27";

async fn head(world: &World, id: &ProgrammeId, change: impl FnOnce(&mut Document)) {
    let who = world.who("vp-xa").await;
    let opened = world.app.open(&who, id).await.expect("the draft");
    let mut document = opened.programme.document.clone();
    change(&mut document);
    let seen = fingerprint_of_head(&opened.programme.document);
    world.app.edit(&who, id, Change::Head { seen, document: Box::new(document) }).await.expect("an edit");
}

/// One more draft of the commune, whole, without number and date.
async fn fresh(world: &World) -> ProgrammeId {
    let text: String = COMMUNE.lines().filter(|it| !it.starts_with("  number: ") && !it.starts_with("  date: ")).map(|it| format!("{it}\n")).collect();
    let paper = HandIn { name: "ctr.notation".to_owned(), bytes: Arc::new(text.into_bytes()) };
    world.app.hand_in(&world.who("vp-xa").await, &house(world).await, "seed-2025", paper).await.expect("a draft")
}

async fn house(world: &World) -> UnitId {
    let units = world.app.units_where(&world.who("vp-xa").await, OrganisationAct::KeepBook).await.expect("units");
    units.into_iter().find(|it| it.id == it.organisation).expect("a house").id
}

async fn version(world: &World, id: &ProgrammeId) -> String {
    world.app.open(&world.who("vp-xa").await, id).await.expect("the draft").row.version.to_string()
}

async fn a_number_is_checked_in_form_kind_body_order_and_never_given_twice(world: World) {
    let office = world.log_in("vp-xa").await;
    let (first, second) = (fresh(&world).await, fresh(&world).await);
    let seen = version(&world, &first).await;
    let path = format!("/programmes/{first}/issue");
    for (number, says) in [("", "còn trống"), ("5/CTr", "chưa đúng thể thức"), ("05-NQ/ĐU", "«CTr»"), ("05-CTr/TU", "«ĐU»")] {
        let refused = world.post(&path, &office, &[("seen", &seen), ("number", number), ("date", DAY)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
        assert!(refused.main().contains(says) && refused.main().contains("Chưa ghi nhận được"), "{number}: {}", refused.main());
    }
    let refused = world.post(&path, &office, &[("seen", &seen), ("number", "05-CTr/ĐU"), ("date", "2026-12-01")]).await;
    assert!(refused.main().contains("sau ngày hôm nay"), "{}", refused.main());
    let journal = world.app.journal_heads().await.expect("heads");
    let unknown = world.post(&path, &office, &[("seen", &seen), ("number", "05-CTr/ĐU"), ("date", DAY), ("khac", "1")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.app.journal_heads().await.expect("heads"), journal, "what was refused left nothing behind");
    let done = world.post(&path, &office, &[("seen", &seen), ("number", "05-CTr/ĐU"), ("date", DAY), ("congress_on", "2025-08-08")]).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, format!("/programmes/{first}/issued").as_str()), "{}", done.body);
    let opened = world.app.open(&world.who("vp-xa").await, &first).await.expect("issued");
    let document = &opened.programme.document;
    assert_eq!((document.number.as_deref(), document.date.map(|it| it.to_string()).as_deref(), document.draft.as_deref()), (Some("05-CTr/ĐU"), Some(DAY), None));
    let page = world.get(&format!("/programmes/{first}/issued"), &office).await;
    assert!(page.main().contains("05-CTr/ĐU") && page.main().contains("08/8/2025") | page.main().contains("08/08/2025"), "{}", page.main());
    // The same number again; one before it with a later day.
    let seen = version(&world, &second).await;
    let path = format!("/programmes/{second}/issue");
    let twice = world.post(&path, &office, &[("seen", &seen), ("number", "05-CTr/ĐU"), ("date", DAY), ("reason", "cứ cấp")]).await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.main().contains("Mỗi số chỉ dùng một lần"), "{}", twice.main());
    let ask = [("seen", seen.as_str()), ("number", "04-CTr/ĐU"), ("date", "2026-02-28")];
    let order = world.post(&path, &office, &ask).await;
    assert!(order.status == StatusCode::UNPROCESSABLE_ENTITY && order.main().contains("name=\"reason\"") && order.main().contains("05-CTr/ĐU"), "{}", order.main());
    let with_reason: Vec<_> = ask.into_iter().chain([("reason", "Ký trước, phát hành sau")]).collect();
    assert_eq!(world.post(&path, &office, &with_reason).await.status, StatusCode::SEE_OTHER);
    let book = world.get(&format!("/units/{}/book", house(&world).await), &office).await;
    assert!(book.main().contains("Không theo thứ tự: Ký trước, phát hành sau") && book.main().contains("1-3"), "{}", book.main());
    // A cancelled number closes the gap and is not given either.
    let enter = format!("/units/{}/book/numbers", house(&world).await);
    let cancelled = [("number", "03-CTr/ĐU"), ("date", DAY), ("title", ""), ("cancelled", "Ghi nhầm"), ("reason", "")];
    assert_eq!(world.post(&enter, &office, &cancelled).await.status, StatusCode::SEE_OTHER);
    let again = world.post(&enter, &office, &cancelled).await;
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.main().contains("đã huỷ"), "{}", again.main());
    assert!(world.get(&format!("/units/{}/book", house(&world).await), &office).await.main().contains("1-2"));
    // A new term counts from 01 again.
    assert_eq!(world.post(&format!("/units/{}/book/terms", house(&world).await), &office, &[("begins", "2026-03-01")]).await.status, StatusCode::SEE_OTHER);
    let third = fresh(&world).await;
    let issuing = Issuing { number: Some("05-CTr/ĐU".to_owned()), date: "2026-03-01".parse().ok(), ..Issuing::default() };
    world.app.issue(&world.who("vp-xa").await, &third, issuing).await.expect("the number is free in the new term");
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
}

async fn two_clerks_at_once_never_get_the_same_number_of_a_run_of_the_house(world: World) {
    let (who, house) = (world.who("vp-xa").await, house(&world).await);
    world.app.switch_series(&who, &house, "CTr/ĐU", true).await.expect("switched on");
    let typed = fresh(&world).await;
    let refused = world.app.issue(&who, &typed, Issuing { number: Some("09-CTr/ĐU".to_owned()), date: DAY.parse().ok(), ..Issuing::default() }).await;
    assert!(format!("{refused:?}").contains("GivenHere"), "{refused:?}");
    let mut at_once = Vec::new();
    for _ in 0..4 {
        let id = fresh(&world).await;
        let (app, who) = (world.app.clone(), who.clone());
        at_once.push(tokio::spawn(async move { app.issue(&who, &id, Issuing { date: DAY.parse().ok(), ..Issuing::default() }).await.map(|_| id) }));
    }
    let mut numbers = Vec::new();
    for it in at_once {
        let id = it.await.expect("it ends").expect("issued");
        numbers.push(world.app.issued(&who, &id).await.expect("readable").expect("kept").issue.number);
    }
    numbers.sort();
    assert_eq!(numbers, ["01-CTr/ĐU", "02-CTr/ĐU", "03-CTr/ĐU", "04-CTr/ĐU"]);
}

async fn a_signer_whose_authority_does_not_cover_the_day_is_refused_with_the_day_it_ended(world: World) {
    let (office, drafter, house) = (world.log_in("vp-xa").await, world.log_in("soan-thao").await, house(&world).await);
    let path = format!("/units/{house}/signers");
    let line = |name, capacity, until| {
        [
            ("name", name),
            ("post", "Bí thư"),
            ("capacity", capacity),
            ("of", if capacity == "own" { "" } else { "Ban Chấp hành" }),
            ("symbol", ""),
            ("from", "2025-08-09"),
            ("until", until),
        ]
    };
    assert_eq!(world.post(&path, &drafter, &line("Nguyễn Văn Mẫu", "on_behalf", "")).await.status, StatusCode::FORBIDDEN);
    let wrong = world.post(&path, &office, &line("Nguyễn Văn Mẫu", "on_behalf", "2025-08-09")).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.main().contains("không sau ngày bắt đầu"), "{}", wrong.main());
    assert_eq!(world.post(&path, &office, &line("Nguyễn Văn Mẫu", "on_behalf", "2026-02-01")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.post(&path, &office, &line("Trần Văn Mẫu", "on_behalf", "")).await.status, StatusCode::SEE_OTHER);
    let id = fresh(&world).await;
    let issuing = || Issuing { number: Some("05-CTr/ĐU".to_owned()), date: DAY.parse().ok(), ..Issuing::default() };
    let (seen, issue) = (version(&world, &id).await, format!("/programmes/{id}/issue"));
    let refused = world.post(&issue, &office, &[("seen", &seen), ("number", "05-CTr/ĐU"), ("date", DAY)]).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.main().contains("đã thôi từ ngày 01/02/2026"), "{}", refused.main());
    // Whoever edits the head takes the block from the register: only those who may sign are offered.
    let page = world.get(&format!("/programmes/{id}/head"), &drafter).await;
    assert!(page.main().contains("Trần Văn Mẫu: T/M BAN CHẤP HÀNH, BÍ THƯ") && !page.main().contains("Nguyễn Văn Mẫu: T/M"), "{}", page.main());
    let field = |name: &str| {
        page.main().rsplit(&format!("name=\"{name}\" ")).next().unwrap_or("").split("value=\"").nth(1).and_then(|it| it.split('"').next()).expect("a value").to_owned()
    };
    let seen =
        page.main().rsplit("/signer\"").next().and_then(|it| it.split("name=\"seen\" value=\"").nth(1)).and_then(|it| it.split('"').next()).expect("what was seen").to_owned();
    assert_eq!(world.post(&format!("/programmes/{id}/signer"), &drafter, &[("signer", &field("signer")), ("seen", &seen)]).await.status, StatusCode::SEE_OTHER);
    let kept = world.app.issue(&world.who("vp-xa").await, &id, issuing()).await;
    assert!(kept.is_ok(), "{kept:?}");
    let paper = world.app.issued(&world.who("vp-xa").await, &id).await.expect("readable").expect("kept");
    assert!(paper.issue.authority.is_some(), "the line of the register is kept with the issue");
    let nobody = fresh(&world).await;
    head(&world, &nobody, |it| it.signature.name = None).await;
    let refused = world.app.issue(&world.who("vp-xa").await, &nobody, Issuing { number: Some("06-CTr/ĐU".to_owned()), ..issuing() }).await;
    assert!(format!("{refused:?}").contains("Unsigned"), "{refused:?}");
}

async fn a_recipient_reads_the_issued_paper_confirms_it_once_and_sees_nothing_of_its_drafting(world: World) {
    let (office, ward) = (world.log_in("vp-xa").await, world.log_in("vp-phuong").await);
    let id = fresh(&world).await;
    let seen = version(&world, &id).await;
    let page = world.get(&format!("/programmes/{id}/issue"), &office).await;
    assert!(page.main().contains("Đảng bộ Tỉnh Mẫu") && page.main().contains("name=\"to-0\"") && page.main().contains("để báo cáo"), "the superior is found: {}", page.main());
    let to = ["Đảng bộ Tỉnh Mẫu", "Đảng bộ Phường Mẫu B\nĐảng bộ Phường Mẫu B\nBưu điện xã"];
    let form = [("seen", seen.as_str()), ("number", "05-CTr/ĐU"), ("date", DAY), ("to-0", to[0]), ("to-1", to[1])];
    assert_eq!(world.get(&format!("/programmes/{id}"), &ward).await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.post(&format!("/programmes/{id}/issue"), &office, &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.get(&format!("/programmes/{id}"), &ward).await.status, StatusCode::OK);
    assert_eq!(world.get(&format!("/programmes/{id}/file"), &ward).await.status, StatusCode::FORBIDDEN, "how it was drafted stays the house's own");
    let history = world.get(&format!("/programmes/{id}/history"), &ward).await;
    assert!(!history.main().contains("bắt đầu chương trình"), "{}", history.main());
    let incoming = world.get("/incoming", &ward).await;
    assert!(incoming.main().contains("05-CTr/ĐU") && incoming.main().contains("Xác nhận đã nhận"), "{}", incoming.main());
    let confirm = format!("/programmes/{id}/receipts");
    // The second on the list is the ward, the first is the province: one does not speak for another.
    assert_eq!(world.post(&confirm, &ward, &[("receipt", "1")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.post(&confirm, &office, &[("receipt", "2")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.post(&confirm, &ward, &[("receipt", "2")]).await.status, StatusCode::SEE_OTHER);
    let journal = world.app.journal_heads().await.expect("heads");
    assert_eq!(world.post(&confirm, &ward, &[("receipt", "2")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.app.journal_heads().await.expect("heads"), journal, "said once");
    assert!(!world.get("/incoming", &ward).await.main().contains("Xác nhận đã nhận"));
    let page = world.get(&format!("/programmes/{id}/issued"), &office).await;
    assert!(page.main().contains("1/3 nơi đã nhận") && page.main().contains("Đỗ Thị Mẫu xác nhận"), "{}", page.main());
    let record = format!("/programmes/{id}/receipts/recorded");
    let early = world.post(&record, &office, &[("receipt", "3"), ("received", "2026-02-26")]).await;
    assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.main().contains("trước ngày ban hành"), "{}", early.main());
    assert_eq!(world.post(&record, &office, &[("receipt", "3"), ("received", "2026-02-28")]).await.status, StatusCode::SEE_OTHER);
    assert!(world.get(&format!("/programmes/{id}/issued"), &office).await.main().contains("2/3 nơi đã nhận"));
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
}

async fn the_issued_files_are_kept_byte_for_byte_and_an_altered_one_is_not_known(world: World) {
    let (who, office) = (world.who("vp-xa").await, world.log_in("vp-xa").await);
    let id = fresh(&world).await;
    head(&world, &id, |it| (it.number, it.date) = (Some("05-CTr/ĐU".to_owned()), DAY.parse().ok())).await;
    let unissued = world.app.export(&who, &id, ExportFormat::Docx, None).await.expect("a draft").bytes;
    world.app.issue(&who, &id, Issuing::default()).await.expect("issued");
    let paper = world.app.issued(&who, &id).await.expect("readable").expect("kept");
    let docx = paper.files.iter().find(|it| it.form == IssuedForm::Docx).expect("a Word file");
    let (_, kept) = world.app.issued_file(&who, &id, &docx.file).await.expect("kept");
    assert_ne!(kept.bytes, unissued, "what is not issued says so on its head, and nothing else of it differs");
    assert_eq!(world.app.export(&who, &id, ExportFormat::Docx, None).await.expect("exported").bytes, kept.bytes, "it goes out as it was issued");
    let known = world.app.verify_file(Some(&who), &kept.bytes).await.expect("asked").expect("known");
    assert_eq!((known.number.as_str(), known.on.to_string().as_str(), known.form), ("05-CTr/ĐU", DAY, Some(IssuedForm::Docx)));
    let mut altered = kept.bytes.clone();
    *altered.last_mut().expect("bytes") ^= 1;
    assert_eq!(world.app.verify_file(Some(&who), &altered).await.expect("asked"), None);
    for hash in [docx.blake3.clone(), docx.sha256.to_uppercase(), paper.issue.text_hash[..16].to_owned()] {
        assert!(world.app.verify_hash(Some(&who), &hash).await.expect("asked").is_some(), "{hash}");
    }
    assert!(world.app.verify_hash(Some(&who), &docx.blake3[..15]).await.is_err(), "too few letters say nothing");
    assert!(world.app.verify_hash(Some(&who), "zz").await.is_err());
    // A neighbour who was handed the file learns whose it is, and nothing else.
    let neighbour = world.who("vp-phuong").await;
    let told = world.app.verify_file(Some(&neighbour), &kept.bytes).await.expect("asked").expect("known");
    assert_eq!((told.number.as_str(), told.programme), ("05-CTr/ĐU", None));
    // Without logging in only where the house allows it.
    assert!(world.get("/verify", "").await.location().starts_with("/log-in"));
    assert_eq!(world.app.verify_file(None, &kept.bytes).await.expect("asked"), None);
    let path = format!("/units/{}/book/verification", house(&world).await);
    assert_eq!(world.post(&path, &office, &[("open", "1"), ("line", "1")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.get("/verify", "").await.status, StatusCode::OK);
    assert!(world.app.verify_file(None, &kept.bytes).await.expect("asked").is_some());
    // From then on papers bear the line to be asked by.
    let next = fresh(&world).await;
    world.app.issue(&who, &next, Issuing { number: Some("06-CTr/ĐU".to_owned()), date: DAY.parse().ok(), ..Issuing::default() }).await.expect("issued");
    let paper = world.app.issued(&who, &next).await.expect("readable").expect("kept");
    assert!(world.app.verify_hash(None, &paper.issue.text_hash[..16]).await.expect("asked").is_some());
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
}

async fn a_newer_paper_takes_the_place_of_an_older_one_and_each_names_the_other(world: World) {
    let (who, office) = (world.who("vp-xa").await, world.log_in("vp-xa").await);
    let (old, new, third) = (fresh(&world).await, fresh(&world).await, fresh(&world).await);
    let issuing = |number: &str| Issuing { number: Some(number.to_owned()), date: DAY.parse().ok(), ..Issuing::default() };
    world.app.issue(&who, &old, issuing("05-CTr/ĐU")).await.expect("issued");
    let kept = world.app.issued(&who, &old).await.expect("readable").expect("kept");
    let seen = version(&world, &new).await;
    let old_id = old.to_string();
    let form = [("seen", seen.as_str()), ("number", "06-CTr/ĐU"), ("date", DAY), ("replaces", old_id.as_str())];
    assert_eq!(world.post(&format!("/programmes/{new}/issue"), &office, &form).await.status, StatusCode::SEE_OTHER);
    assert!(world.get(&format!("/programmes/{old}/issued"), &office).await.main().contains("Đã được thay thế bằng văn bản số 06-CTr/ĐU"));
    assert!(world.get(&format!("/programmes/{new}/issued"), &office).await.main().contains(&format!("/programmes/{old}/issued")));
    let hash = &kept.files.first().expect("a file").sha256;
    let known = world.app.verify_hash(Some(&who), hash).await.expect("asked").expect("known");
    assert!(format!("{:?}", known.standing).contains("06-CTr/ĐU"), "an older one is said to be older: {known:?}");
    let twice = world.app.issue(&who, &third, Issuing { replaces: Some(old), ..issuing("07-CTr/ĐU") }).await;
    assert!(twice.is_err(), "nothing is replaced twice: {twice:?}");
}

async fn an_issued_text_is_corrected_by_a_numbered_notice_and_never_changed(world: World) {
    let (who, office) = (world.who("vp-xa").await, world.log_in("vp-xa").await);
    let id = fresh(&world).await;
    let path = format!("/programmes/{id}/corrections");
    let form = |number, stands, should| [("number", number), ("date", "2026-03-02"), ("stands", stands), ("should", should), ("reason", "")];
    let stands = "Quan điểm";
    assert_eq!(world.post(&path, &office, &form("02-TB/ĐU", stands, "Các quan điểm")).await.status, StatusCode::FORBIDDEN, "a draft is edited, not corrected");
    world.app.issue(&who, &id, Issuing { number: Some("05-CTr/ĐU".to_owned()), date: DAY.parse().ok(), ..Issuing::default() }).await.expect("issued");
    let before = world.app.open(&who, &id).await.expect("issued").row;
    for (number, stands, should, says) in [
        ("02-TB/ĐU", "không có câu này", "có", "không có trong văn bản"),
        ("02-TB/ĐU", stands, stands, "hai bên giống nhau"),
        ("02-TB/ĐU", "Quan điểm\nMục tiêu chung", "Các quan điểm", "số dòng"),
        ("02-CTr/ĐU", stands, "Các quan điểm", "TB, CV"),
        ("02-TB/TU", stands, "Các quan điểm", "«ĐU»"),
    ] {
        let refused = world.post(&path, &office, &form(number, stands, should)).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.main().contains(says), "{says}: {}", refused.main());
    }
    assert_eq!(world.post(&path, &office, &form("02-TB/ĐU", stands, "Các quan điểm")).await.status, StatusCode::SEE_OTHER);
    let twice = world.post(&path, &office, &form("02-TB/ĐU", "Mục tiêu chung", "Các mục tiêu chung")).await;
    assert!(twice.main().contains("Mỗi số chỉ dùng một lần"), "{}", twice.main());
    let after = world.app.open(&who, &id).await.expect("issued").row;
    assert_eq!((&after.body, after.version), (&before.body, before.version), "not one letter of it has changed");
    for page in ["", "/export", "/issued"] {
        let shown = world.get(&format!("/programmes/{id}{page}"), &office).await;
        assert!(shown.main().contains("02-TB/ĐU"), "{page}: {}", shown.main());
    }
    let paper = world.app.issued(&who, &id).await.expect("readable").expect("kept");
    let notice = paper.corrections.first().expect("a notice");
    let (form, kept) = world.app.issued_file(&who, &id, &notice.file).await.expect("kept");
    assert!(form == IssuedForm::Correction && kept.bytes.starts_with(b"PK"));
    let docx = paper.files.iter().find(|it| it.form == IssuedForm::Docx).expect("a Word file");
    let known = world.app.verify_hash(Some(&who), &docx.sha256).await.expect("asked").expect("known");
    assert_eq!(known.corrected_by.first().map(|it| it.0.as_str()), Some("02-TB/ĐU"), "whoever verifies it is told");
    let told = world.app.history(&who, &id).await.expect("a history");
    assert_eq!(told.first().map(|it| it.act.name()), Some("correction_issued"));
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
}
