//! The register of basis documents: entered once, cited as it says, replaced with everything that rests on it in sight; and
//! what documents require, ticked with proof.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use hanhdong_actions::Who;
use hanhdong_actions::basis::{NewBasis, NewRequirements, Proof};
use hanhdong_actions::programme::{ExportFormat, HandIn, Outline};
use hanhdong_domain::basis::{BasisKind, End};
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{BasisId, RequirementId, UnitId};

use crate::client::{call, token};
use crate::papers::{File, Text};
use crate::world::{Answer, World, on_both_engines};

on_both_engines!(
    two_documents_of_one_number_live_side_by_side,
    the_province_enters_once_and_those_below_read_and_change_nothing,
    what_is_cited_stands_in_the_word_file_as_in_the_register,
    a_plan_of_the_state_cites_in_its_own_form,
    a_replacement_shows_what_rests_on_the_document_and_can_be_taken_back,
    nothing_is_ticked_without_proof_and_the_superior_sees_it,
    a_file_that_must_not_be_kept_is_not_kept,
    programs_do_the_same_by_the_same_acts
);

/// What stands for the words of matrix.csv that are about the register.
pub(crate) async fn of_register(world: &World, office: &Who, commune: &UnitId) -> BTreeMap<&'static str, String> {
    let app = &world.app;
    let mut values = BTreeMap::new();
    for (at, name, seen) in [
        (1, "basis", "basis_seen"),
        (2, "correcting", "correcting_seen"),
        (3, "ending", "ending_seen"),
        (4, "ended", "ended_seen"),
        (5, "page_ending", "page_ending_seen"),
        (6, "page_ended", "page_ended_seen"),
    ] {
        let file = HandIn { name: "van-ban.txt".to_owned(), bytes: b"CHI THI".to_vec().into() };
        let number = format!("{at}-KH/ĐU");
        let it = NewBasis { file: Some(file), ..directive(&number, "2026-01-02") };
        let id = app.enter_basis(office, commune, it).await.expect("entered");
        if name.ends_with("ended") {
            let opened = app.basis(office, &id).await.expect("it opens");
            app.end_basis(office, &id, &opened.seen, End::Ended { on: office.today() }).await.expect("ended");
        }
        values.insert(seen, app.basis(office, &id).await.expect("it opens").seen);
        values.insert(name, id.to_string());
    }
    let basis = BasisId::parse(&values["basis"]).expect("an id");
    let texts = (1..=7).map(|it| format!("Việc {it}")).collect::<Vec<_>>().join("\n");
    app.require(office, &basis, NewRequirements { texts, ..NewRequirements::default() }).await.expect("required");
    let opened = app.basis(office, &basis).await.expect("it opens");
    let ids: Vec<RequirementId> = opened.requirements.iter().map(|it| it.id.clone()).collect();
    for (at, name) in [(0, "requirement"), (1, "other_requirement"), (2, "page_requirement"), (3, "out_requirement")] {
        values.insert(name, ids[at].to_string());
    }
    for (at, name) in [(4, "tick"), (5, "other_tick"), (6, "page_tick")] {
        let file = HandIn { name: "bao-cao.txt".to_owned(), bytes: b"BAO CAO".to_vec().into() };
        values.insert(name, app.tick(office, &ids[at], commune, Proof::File(file)).await.expect("ticked").to_string());
    }
    values
}

fn directive(number: &str, dated: &str) -> NewBasis {
    NewBasis {
        kind: BasisKind::Directive,
        number: number.to_owned(),
        dated: dated.parse().ok(),
        issuer: "Bộ Chính trị".to_owned(),
        subject: "đại hội đảng bộ các cấp".to_owned(),
        in_force_on: None,
        file: None,
    }
}

const CITED: &str = "Chỉ thị số 45-CT/TW, ngày 14/4/2025 của Bộ Chính trị về đại hội đảng bộ các cấp";

impl World {
    async fn registers(&self, login: &str, number: &str, dated: &str) -> BasisId {
        let unit = UnitId::parse(&self.unit_of(login).await).expect("a unit");
        self.app.enter_basis(&self.who(login).await, &unit, directive(number, dated)).await.expect("entered")
    }
    /// Enters a document by the page, as an office does.
    async fn enters(&self, login: &str, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
        let cookie = self.log_in(login).await;
        let unit = self.unit_of(login).await;
        let mut all = vec![Text("organisation", &unit)];
        all.extend(fields.iter().map(|(name, value)| Text(name, value)));
        all.extend(file.map(|(name, bytes)| File("document", name, bytes)));
        self.post_files("/bases", &cookie, &all).await
    }
    async fn ends(&self, login: &str, id: &BasisId, by: &str, on: &str) -> Answer {
        let seen = self.app.basis(&self.who(login).await, id).await.expect("it opens").seen;
        self.post(&format!("/bases/{id}/end"), &self.log_in(login).await, &[("by", by), ("on", on), ("seen", &seen)]).await
    }
    async fn last_act(&self, login: &str, id: &BasisId) -> Option<Act> {
        self.app.basis(&self.who(login).await, id).await.expect("it opens").past.first().map(|it| it.act)
    }
    async fn faultless(&self) {
        assert_eq!(self.app.verify().await.expect("verified").faults, []);
    }
}

fn id_in(answer: &Answer) -> BasisId {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    let path = answer.location().strip_prefix("/bases/").expect("to the document");
    BasisId::parse(path.split('?').next().unwrap_or_default()).expect("an id")
}

async fn two_documents_of_one_number_live_side_by_side(world: World) {
    let cookie = world.log_in("vp-tinh").await;
    assert!(world.get("/bases", &cookie).await.body.contains("Chưa có văn bản nào trong sổ"));
    let fields = |dated: &'static str| {
        [("sort", "directive"), ("number", "Số 35-CT/TW"), ("dated", dated), ("issuer", "Bộ Chính trị"), ("subject", "Về đại hội đảng bộ các cấp."), ("in_force", "")]
    };
    let word = world.word_file().await;
    let old = id_in(&world.enters("vp-tinh", &fields("2019-05-30"), Some(("35-CT-TW.docx", &word))).await);
    let new = id_in(&world.enters("vp-tinh", &fields("2024-06-14"), None).await);
    assert_eq!(world.last_act("vp-tinh", &old).await, Some(Act::BasisEntered));
    let twin = world.enters("vp-tinh", &fields("2024-06-14"), None).await;
    assert_eq!(twin.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twin.body.contains("sổ đã có văn bản cùng số, ngày và cơ quan ban hành"), "{}", twin.main());
    assert!(twin.body.contains("value=\"Số 35-CT/TW\""), "what was typed is still there: {}", twin.main());
    let page = world.get(&format!("/bases/{old}"), &cookie).await;
    assert!(page.body.contains("Chỉ thị số 35-CT/TW, ngày 30/5/2019 của Bộ Chính trị về đại hội đảng bộ các cấp</dd>"), "{}", page.main());
    let (status, head, bytes) = world.fetch(&format!("/bases/{old}/file"), &cookie).await;
    assert!(status == StatusCode::OK && bytes == word, "byte for byte");
    assert!(head["content-disposition"].to_str().expect("text").starts_with("attachment") && head["content-security-policy"].to_str().expect("text").starts_with("sandbox"));
    let found = world.get("/bases?q=bo+chinh+tri+35-ct", &cookie).await;
    assert!(found.body.contains(&format!("/bases/{old}")) && found.body.contains(&format!("/bases/{new}")), "{}", found.main());
    // Neither number nor date known: that is allowed, and said.
    let unknown = id_in(
        &world
            .enters("vp-tinh", &[("sort", "guideline"), ("number", ""), ("dated", ""), ("issuer", "Tỉnh uỷ Mẫu"), ("subject", "xây dựng chương trình"), ("in_force", "")], None)
            .await,
    );
    let page = world.get(&format!("/bases/{unknown}"), &cookie).await;
    assert!(page.body.contains("Hướng dẫn số ……, ngày …… của Tỉnh uỷ Mẫu về xây dựng chương trình") && page.body.matches("chưa rõ").count() >= 2, "{}", page.main());
    world.faultless().await;
}

async fn the_province_enters_once_and_those_below_read_and_change_nothing(world: World) {
    let id = world.registers("vp-tinh", "45-CT/TW", "2025-04-14").await;
    for login in ["vp-xa", "soan-thao", "doc-xa", "vp-phuong"] {
        let cookie = world.log_in(login).await;
        let page = world.get(&format!("/bases/{id}"), &cookie).await;
        assert!(page.body.contains(CITED) && !page.body.contains("/edit\""), "{login}: {}", page.main());
        assert_eq!(world.get(&format!("/bases/{id}/edit"), &cookie).await.status, StatusCode::FORBIDDEN, "{login}");
        assert_eq!(world.ends(login, &id, "", "2026-01-01").await.status, StatusCode::FORBIDDEN, "{login}");
        assert!(!page.body.contains("nhập văn bản căn cứ"), "{login} does not read the province's journal");
    }
    // What a commune enters is its own and that of those below it.
    let own = world.registers("vp-xa", "12-KH/ĐU", "2026-01-10").await;
    for (login, status) in [("soan-thao", StatusCode::OK), ("vp-phuong", StatusCode::NOT_FOUND), ("vp-tinh", StatusCode::NOT_FOUND), ("quan-tri", StatusCode::NOT_FOUND)] {
        assert_eq!(world.get(&format!("/bases/{own}"), &world.log_in(login).await).await.status, status, "{login}");
    }
    // A correction made of an older state is refused, with what stands there now; nothing is lost.
    let cookie = world.log_in("vp-tinh").await;
    let seen = world.app.basis(&world.who("vp-tinh").await, &id).await.expect("it opens").seen;
    let fields = |seen: &str, subject: &str| -> Vec<(String, String)> {
        [("sort", "directive"), ("number", "45-CT/TW"), ("dated", "2025-04-14"), ("issuer", "Bộ Chính trị"), ("subject", subject), ("in_force", ""), ("seen", seen)]
            .map(|it| (it.0.to_owned(), it.1.to_owned()))
            .to_vec()
    };
    let path = format!("/bases/{id}/edit");
    for (subject, status) in [("đại hội đảng bộ các cấp năm 2025", StatusCode::SEE_OTHER), ("việc khác", StatusCode::CONFLICT)] {
        let pairs = fields(&seen, subject);
        let typed: Vec<_> = pairs.iter().map(|(name, value)| Text(name, value)).collect();
        let answer = world.post_files(&path, &cookie, &typed).await;
        assert_eq!(answer.status, status, "{}", answer.main());
        if status == StatusCode::CONFLICT {
            assert!(answer.body.contains("đại hội đảng bộ các cấp năm 2025") && answer.body.contains("việc khác"), "both texts: {}", answer.main());
        }
    }
    assert_eq!(world.last_act("vp-tinh", &id).await, Some(Act::BasisCorrected));
    world.faultless().await;
}

async fn what_is_cited_stands_in_the_word_file_as_in_the_register(world: World) {
    let basis = world.registers("vp-tinh", "45-CT/TW", "2025-04-14").await;
    let (id, cookie) = (world.draft("soan-thao").await, world.log_in("soan-thao").await);
    let path = format!("/programmes/{id}/bases");
    let page = world.get(&format!("{path}?q=bo+chinh+tri"), &cookie).await;
    assert!(page.body.contains(CITED) && page.body.contains("Dẫn vào chương trình"), "{}", page.main());
    let cited = world.post(&path, &cookie, &[("basis", basis.as_str()), ("how", "put_in")]).await;
    assert_eq!(cited.status, StatusCode::SEE_OTHER, "{}", cited.main());
    let drafter = world.who("soan-thao").await;
    let opened = world.app.open(&drafter, &id).await.expect("it opens");
    assert_eq!(opened.programme.cited.get(&basis).map(String::as_str), Some(CITED));
    let line = opened.programme.opening.iter().find(|it| it.text.contains("45-CT/TW")).expect("a line").text.clone();
    assert_eq!(line, format!("- Căn cứ {CITED},"));
    let page = world.get(&path, &cookie).await;
    assert!(page.body.contains("Khớp với sổ"), "{}", page.main());
    assert_eq!(world.post(&path, &cookie, &[("basis", basis.as_str()), ("how", "put_in")]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "it is cited so already");
    // The Word file says what the register says; what comes back of it is known by number and date.
    let export = world.app.export(&drafter, &id, ExportFormat::Docx, None).await.expect("a Word file");
    let commune = UnitId::parse(&world.commune().await).expect("a unit");
    let back = world.app.hand_in(&drafter, &commune, "seed-2025", HandIn { name: "ve.docx".to_owned(), bytes: export.bytes.into() }).await.expect("read again");
    let there = world.app.bases_of(&drafter, &back, "").await.expect("beside the register");
    let [one] = there.cited.as_slice() else { panic!("{:?}", there.cited) };
    assert_eq!((one.cited.is_tied, one.cited.wording, one.basis.id.clone()), (false, hanhdong_domain::programme::Wording::Same, basis.clone()));
    world.post(&format!("/programmes/{back}/bases"), &cookie, &[("basis", basis.as_str()), ("how", "tie")]).await;
    assert!(world.app.bases_of(&drafter, &back, "").await.expect("beside the register").cited[0].cited.is_tied);
    // Our own formats keep the tie.
    for format in [ExportFormat::Notation, ExportFormat::Json] {
        let bytes = world.app.export(&drafter, &id, format, None).await.expect("a file").bytes;
        let again = world.app.hand_in(&drafter, &commune, "seed-2025", HandIn { name: "ve".to_owned(), bytes: bytes.into() }).await.expect("read again");
        assert!(world.app.open(&drafter, &again).await.expect("it opens").programme.cited.contains_key(&basis), "{format:?}");
    }
    // One act, taken back as one.
    world.app.undo(&drafter, &id).await.expect("taken back");
    let opened = world.app.open(&drafter, &id).await.expect("it opens");
    assert!(opened.programme.cited.is_empty() && opened.programme.opening.iter().all(|it| !it.text.contains("45-CT/TW")));
    world.faultless().await;
}

async fn a_replacement_shows_what_rests_on_the_document_and_can_be_taken_back(world: World) {
    let old = world.registers("vp-tinh", "45-CT/TW", "2025-04-14").await;
    let new = world.registers("vp-tinh", "50-CT/TW", "2026-02-01").await;
    let (id, cookie) = (world.draft("soan-thao").await, world.log_in("soan-thao").await);
    let path = format!("/programmes/{id}/bases");
    world.post(&path, &cookie, &[("basis", old.as_str()), ("how", "put_in")]).await;
    // Before it is recorded the list is there, for each as far as one may see it.
    let province = world.log_in("vp-tinh").await;
    let preview = world.get(&format!("/bases/{old}/end"), &province).await;
    assert!(
        preview.body.contains("/guidelines/seed-2025") && preview.body.contains("1 hướng dẫn, 0 chương trình"),
        "a draft below is not the province's to see: {}",
        preview.main()
    );
    for (login, count) in [("vp-xa", 1), ("vp-phuong", 0)] {
        let page = world.get(&format!("/bases/{old}"), &world.log_in(login).await).await;
        assert!(page.body.contains(&format!("1 hướng dẫn, {count} chương trình")), "{login}: {}", page.main());
    }
    assert!(!world.get(&format!("/programmes/{id}/findings"), &cookie).await.body.contains("đã được thay thế hoặc hết hiệu lực"));
    for (by, on, why) in [(old.as_str(), "2026-02-01", "không thể thay thế chính nó"), (new.as_str(), "2020-01-01", "không thể trước ngày"), (new.as_str(), "", "Từ ngày")]
    {
        let refused = world.ends("vp-tinh", &old, by, on).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(why), "{by} {on}: {}", refused.main());
    }
    assert_eq!(world.last_act("vp-tinh", &old).await, Some(Act::BasisEntered), "what was refused left nothing behind");
    assert_eq!(world.ends("vp-tinh", &old, new.as_str(), "2026-02-01").await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.last_act("vp-tinh", &old).await, Some(Act::BasisReplaced));
    assert!(world.ends("vp-tinh", &new, old.as_str(), "2026-02-02").await.body.contains("không thể thay thế chính nó"), "no circle");
    let findings = world.get(&format!("/programmes/{id}/findings"), &cookie).await;
    assert!(findings.body.contains("1 văn bản được dẫn đã được thay thế hoặc hết hiệu lực"), "{}", findings.main());
    let page = world.get(&path, &cookie).await;
    assert!(page.body.contains("Đã được thay thế") && page.body.contains("Dẫn thêm văn bản thay thế") && page.body.contains("50-CT/TW"), "{}", page.main());
    // Issued, it stands in the superior's list too, and nobody cites anything in it.
    world.app.record_issue(&world.who("vp-xa").await, &id).await.map_err(|it| it.to_string()).unwrap_or_default();
    let seen = world.app.basis(&world.who("vp-tinh").await, &old).await.expect("it opens").seen;
    let back = world.post(&format!("/bases/{old}/reinstate"), &province, &[("seen", &seen)]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.main());
    assert_eq!(world.last_act("vp-tinh", &old).await, Some(Act::BasisReinstated));
    assert!(!world.get(&format!("/programmes/{id}/findings"), &cookie).await.body.contains("đã được thay thế hoặc hết hiệu lực"));
    world.faultless().await;
}

async fn nothing_is_ticked_without_proof_and_the_superior_sees_it(world: World) {
    let basis = world.registers("vp-tinh", "45-CT/TW", "2025-04-14").await;
    let (province, office) = (world.log_in("vp-tinh").await, world.log_in("vp-xa").await);
    let lines = [("texts", "Chuẩn bị văn kiện\n- Tổ chức thảo luận\n"), ("from", ""), ("due", "2026-01-31"), ("of_level", "upper_grassroots"), ("of_kind", "commune")];
    assert_eq!(world.post(&format!("/bases/{basis}/requirements"), &office, &lines).await.status, StatusCode::FORBIDDEN, "the province's register");
    assert_eq!(world.post(&format!("/bases/{basis}/requirements"), &province, &lines).await.status, StatusCode::SEE_OTHER);
    let required = world.app.basis(&world.who("vp-tinh").await, &basis).await.expect("it opens").requirements;
    assert_eq!(required.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["Chuẩn bị văn kiện", "Tổ chức thảo luận"]);
    let matrix = world.get(&format!("/bases/{basis}/matrix"), &province).await;
    assert!(matrix.body.contains("Đã thực hiện 0/2") && matrix.body.contains("Quá hạn, chưa đánh dấu"), "{}", matrix.main());
    assert!(matrix.body.contains("Đảng bộ Phường Mẫu B") && matrix.body.contains("Không xét"), "a ward is not asked: {}", matrix.main());
    let on_the_day = world.get(&format!("/bases/{basis}/matrix?on=2025-06-30"), &province).await;
    assert!(!on_the_day.body.contains("Đảng bộ Xã Mẫu A"), "it was not there yet: {}", on_the_day.main());
    let commune = world.commune().await;
    let path = format!("/requirements/{}/tick", required[0].id);
    for (fields, why) in [
        (vec![Text("unit", &commune), Text("proof", "")], "không có minh chứng thì không đánh dấu được"),
        (vec![Text("unit", &commune), Text("proof", basis.as_str()), File("document", "a.txt", b"a")], "chỉ dùng một"),
    ] {
        let refused = world.post_files(&path, &office, &fields).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(why), "{}", refused.main());
    }
    let word = world.word_file().await;
    let proof = [Text("unit", &commune), Text("proof", ""), File("document", "bao-cao.docx", &word)];
    let ward = world.unit_of("vp-phuong").await;
    assert_eq!(world.post_files(&path, &world.log_in("vp-tinh").await, &proof).await.status, StatusCode::FORBIDDEN, "a unit ticks its own cells only");
    let not_asked = [Text("unit", &ward), Text("proof", ""), File("document", "bao-cao.docx", &word)];
    assert_eq!(world.post_files(&path, &world.log_in("vp-phuong").await, &not_asked).await.status, StatusCode::UNPROCESSABLE_ENTITY, "it is not asked of a ward");
    assert_eq!(world.post_files(&path, &office, &proof).await.status, StatusCode::SEE_OTHER);
    let second = world.post_files(&path, &office, &proof).await;
    assert!(second.body.contains("đã được đánh dấu"), "{}", second.main());
    let seen = world.get(&format!("/bases/{basis}/matrix"), &province).await;
    assert!(seen.body.contains("bao-cao.docx") && seen.body.contains("Lê Thị Mẫu") && seen.body.contains("Đã thực hiện 1/2"), "{}", seen.main());
    let tick = seen.body.split("/ticks/").nth(1).and_then(|it| it.get(..36)).expect("a tick").to_owned();
    for (login, status) in [("vp-tinh", StatusCode::OK), ("doc-xa", StatusCode::OK), ("vp-phuong", StatusCode::NOT_FOUND), ("quan-tri", StatusCode::NOT_FOUND)] {
        assert_eq!(world.fetch(&format!("/ticks/{tick}/proof"), &world.log_in(login).await).await.0, status, "{login}");
    }
    let neighbour = world.get(&format!("/bases/{basis}/matrix"), &world.log_in("vp-phuong").await).await;
    assert!(!neighbour.body.contains("Đảng bộ Xã Mẫu A") && !neighbour.body.contains("bao-cao.docx"), "{}", neighbour.main());
    let (status, _, bytes) = world.fetch(&format!("/bases/{basis}/matrix/file"), &province).await;
    assert!(status == StatusCode::OK && bytes.starts_with(b"PK"));
    // Taken back with a reason, by the unit's own office; the cell is open again and can be ticked by a document.
    let back = format!("/ticks/{tick}/take-back");
    assert_eq!(world.post(&back, &province, &[("why", "sai")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.post(&back, &office, &[("why", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.post(&back, &office, &[("why", "nhầm tệp")]).await.status, StatusCode::SEE_OTHER);
    assert!(world.get(&format!("/bases/{basis}/matrix"), &province).await.body.contains("Đã thực hiện 0/2"));
    assert_eq!(world.post_files(&path, &office, &[Text("unit", &commune), Text("proof", basis.as_str())]).await.status, StatusCode::SEE_OTHER);
    assert!(world.get(&format!("/bases/{basis}/matrix"), &office).await.body.contains("Đã thực hiện 1/2"));
    // Taken out, it is asked of nobody.
    assert_eq!(world.post(&format!("/requirements/{}/take-out", required[1].id), &province, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(world.get(&format!("/bases/{basis}/matrix"), &office).await.body.contains("Đã thực hiện 1/1"));
    world.faultless().await;
}

async fn a_file_that_must_not_be_kept_is_not_kept(world: World) {
    let fields = [("sort", "plan"), ("number", "12-KH/ĐU"), ("dated", "2026-01-10"), ("issuer", "Đảng uỷ Xã Mẫu A"), ("subject", "đại hội"), ("in_force", "")];
    let marked = "TUYỆT MẬT\n\nKẾ HOẠCH danh-dau-thu\n";
    for (name, bytes, why) in [
        ("mat.txt", marked.as_bytes(), "không tiếp nhận tài liệu mật"),
        ("trang.docx", b"<html><script>alert(1)</script>".as_slice(), ".html"),
        ("hinh.pdf", b"<svg xmlns='http://www.w3.org/2000/svg'/>".as_slice(), "không nhận ra loại tệp"),
        ("chuong-trinh.docx", b"hanhdong 1\n".as_slice(), "không nhận ra loại tệp"),
        ("rong.docx", b"".as_slice(), "tệp rỗng"),
    ] {
        let refused = world.enters("vp-xa", &fields, Some((name, bytes))).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(why), "{name}: {}", refused.main());
    }
    assert!(!world.lies_on_disk("danh-dau-thu"));
    assert!(world.app.bases(&world.who("vp-xa").await, "").await.expect("a list").is_empty(), "nothing of it was entered");
    id_in(&world.enters("vp-xa", &fields, None).await);
}

async fn programs_do_the_same_by_the_same_acts(world: World) {
    let session = token(&world, "vp-xa").await;
    let unit = world.commune().await;
    let body = serde_json::json!({ "organisation": unit, "kind": "plan", "number": "12-KH/ĐU", "dated": "2026-01-10", "issuer": "Đảng uỷ Xã Mẫu A", "subject": "tổ chức đại hội" });
    let enter = || call("POST", "/bases").by(&session).header("idempotency-key", "mot").json(&body);
    let id = enter().send(&world).await.expect(201)["id"].as_str().expect("an id").to_owned();
    assert_eq!(enter().send(&world).await.expect(201)["id"], id.as_str(), "asked again, done once");
    assert_eq!(call("POST", "/bases").by(&session).json(&body).send(&world).await.problem(422), "refusal-field");
    let read = call("GET", &format!("/bases/{id}")).by(&session).send(&world).await;
    let tag = read.header("etag");
    assert_eq!(read.expect(200)["citation"], "Kế hoạch số 12-KH/ĐU, ngày 10/1/2026 của Đảng uỷ Xã Mẫu A về tổ chức đại hội");
    let draft = world.draft("vp-xa").await;
    call("PUT", &format!("/programmes/{draft}/bases/{id}")).by(&session).send(&world).await.expect(200);
    let impact = call("GET", &format!("/bases/{id}/impact")).by(&session).send(&world).await.expect(200);
    assert_eq!((impact["programmes"][0]["id"].as_str(), impact["programmes"][0]["wording"].as_str()), (Some(draft.as_str()), Some("same")));
    let end = |tag: &str| call("PUT", &format!("/bases/{id}/end")).by(&session).header("if-match", tag).json(&serde_json::json!({ "on": "2026-03-01" }));
    let late = end("\"0\"").send(&world).await;
    assert_eq!((late.problem(412), late.header("etag")), ("refusal-changed".to_owned(), tag.clone()));
    end(&tag).send(&world).await.expect(204);
    assert_eq!(call("GET", &format!("/bases/{id}")).by(&session).send(&world).await.expect(200)["force"], "ended");
    for _ in 0..2 {
        let require = call("POST", &format!("/bases/{id}/requirements")).by(&session).header("idempotency-key", "hai");
        require.json(&serde_json::json!({ "texts": ["Báo cáo"] })).send(&world).await.expect(204);
    }
    let matrix = call("GET", &format!("/bases/{id}/matrix")).by(&session).send(&world).await.expect(200);
    assert_eq!(matrix["requirements"].as_array().map(Vec::len), Some(1), "asked twice with one key, done once");
    let requirement = matrix["requirements"][0]["id"].as_str().expect("an id").to_owned();
    let tick =
        call("POST", &format!("/requirements/{requirement}/ticks")).by(&session).json(&serde_json::json!({ "unit": unit, "document": id })).send(&world).await.expect(201)["id"]
            .clone();
    let matrix = call("GET", &format!("/bases/{id}/matrix")).by(&session).send(&world).await.expect(200);
    assert_eq!((matrix["units"][0]["cells"][0]["state"].as_str(), &matrix["units"][0]["cells"][0]["tick"]), (Some("ticked"), &tick));
    world.faultless().await;
}

async fn a_plan_of_the_state_cites_in_its_own_form(world: World) {
    let basis = world.registers("vp-tinh", "45-CT/TW", "2025-04-04").await;
    let (who, cookie) = (world.who("soan-thao").await, world.log_in("soan-thao").await);
    let organisation = UnitId::parse(&world.commune().await).expect("an id");
    let outline = Outline { title: "Kế hoạch thực hiện Chương trình hành động".to_owned() };
    let id = world.app.begin(&who, &organisation, "state-plan", outline).await.expect("begun");
    let path = format!("/programmes/{id}/bases");
    let page = world.get(&format!("{path}?q=bo+chinh+tri"), &cookie).await;
    assert!(page.main().contains("số 45-CT/TW ngày 04 tháng 4 năm 2025 của"), "{}", page.main());
    assert_eq!(world.post(&path, &cookie, &[("basis", basis.as_str()), ("how", "put_in")]).await.status, StatusCode::SEE_OTHER);
    let opened = world.app.open(&who, &id).await.expect("it opens");
    let line = opened.programme.opening.iter().find(|it| it.text.contains("45-CT/TW")).expect("a line").text.clone();
    assert!(line.starts_with("Căn cứ Chỉ thị số 45-CT/TW ngày 04 tháng 4 năm 2025 của ") && line.ends_with('.'), "{line}");
    assert!(!world.get(&path, &cookie).await.main().contains("Lời dẫn khác sổ"), "as the register has it");
}
