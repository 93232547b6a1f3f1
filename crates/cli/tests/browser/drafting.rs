//! The drafting house, from the political report to the issued paper that anybody can verify.
//!
//! What is asked here is what `docs/walkthroughs/drafting.md` tells; with `HANHDONG_PICTURES=1` its pictures are made anew.

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use crate::axe;
use crate::harness::{Eyes, Person, Server};

const REPORT: &str = "BÁO CÁO CHÍNH TRỊ
trình Đại hội đại biểu Đảng bộ xã Mẫu A

I. MỤC TIÊU

1. Quan điểm

- Lấy người dân làm trung tâm của mọi chủ trương phát triển.

2. Chỉ tiêu

- Đến năm 2030 thu nhập bình quân đầu người đạt 86 triệu đồng.

- Đến năm 2030 tỷ lệ hộ nghèo đa chiều còn dưới 2%.

II. NHIỆM VỤ, GIẢI PHÁP

1. Kinh tế

- Hình thành vùng sản xuất chè hàng hoá tập trung gắn với hợp tác xã.
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_goes_from_the_political_report_to_an_issued_paper_that_is_verified() {
    let Some(eyes) = Eyes::open().await else { return };
    let server = Server::demo();
    let clerk = eyes.person(&server, true).await;
    clerk.log_in("vp-xa").await;
    let programme = report_becomes_a_skeleton(&clerk, &server).await;
    new_report_shows_what_broke(&clerk, &server, &programme).await;
    let drafter = eyes.person(&server, true).await;
    drafter.log_in("soan-thao").await;
    sections_are_given(&clerk, &drafter, &programme).await;
    forms_come_back(&clerk, &server, &programme).await;
    two_write_at_once(&clerk, &drafter, &programme).await;
    versions_are_compared(&clerk, &programme).await;
    changed_draft_comes_back(&clerk, &server, &programme).await;
    draft_is_appraised(&clerk, &drafter, &programme).await;
    committee_meets(&clerk, &programme).await;
    leads_are_asked(&clerk, &eyes, &server, &programme).await;
    head_names_who_signs(&clerk, &programme).await;
    superior_approves(&clerk, &eyes, &server, &programme).await;
    let paper = paper_is_issued(&clerk, &server, &programme).await;
    file_is_verified(&drafter, &server, &paper).await;
    eyes.close().await;
}

fn kept(server: &Server, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let file = server.folder.join(name);
    std::fs::write(&file, bytes).expect("a file of the office");
    file
}

/// A Word file as somebody saved it: its text changed, all else as it was.
fn word_file(bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).expect("a Word file");
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut part = from.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        if name == "word/document.xml" {
            bytes = change(std::str::from_utf8(&bytes).expect("text")).into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        to.write_all(&bytes).expect("its bytes");
    }
    to.finish().expect("a Word file").into_inner()
}

/// Fills in a field of a form.
fn fill_in(document: &mut String, tag: &str, value: &str) {
    let at = document.find(&format!("<w:tag w:val=\"{tag}\"/>")).unwrap_or_else(|| panic!("no field {tag}"));
    let from = at + document[at..].find("<w:sdtContent>").expect("content") + "<w:sdtContent>".len();
    let to = from + document[from..].find("</w:sdtContent>").expect("its end");
    document.replace_range(from..to, &format!("<w:r><w:t xml:space=\"preserve\">{value}</w:t></w:r>"));
}

/// A picture of a page on which axe finds nothing, from such a thing on.
async fn shown(person: &Person, name: &str, beginning: &str) {
    person.picture_of(&format!("drafting-{name}"), beginning).await;
    axe::finds_nothing(person).await;
}

async fn report_becomes_a_skeleton(clerk: &Person, server: &Server) -> String {
    clerk.go("/programmes/new").await;
    clerk.press("input[name=guideline][value=seed-2025]").await;
    clerk.choose_file("input[name=report]", &kept(server, "bao-cao.txt", REPORT)).await;
    clerk.press("main form.fields [type=submit]").await;
    clerk.reads("Lấy người dân làm trung tâm").await;
    clerk.reads("chủ trì: ……").await;
    shown(clerk, "1-skeleton", "main h1 ~ h2, main h2").await;
    clerk.path().await
}

/// The congress changes a figure: the tie that broke says what read otherwise.
async fn new_report_shows_what_broke(clerk: &Person, server: &Server, programme: &str) {
    clerk.go(&format!("{programme}/source")).await;
    clerk.reads("3 liên kết còn đúng nguyên văn").await;
    clerk.choose_file("form[action$='/source'] input[name=paper]", &kept(server, "bao-cao-2.txt", REPORT.replace("86 triệu", "92 triệu"))).await;
    clerk.press("form[action$='/source'] [type=submit]").await;
    clerk.reads("2 liên kết còn đúng nguyên văn, 1 liên kết cần xem lại").await;
    clerk.reads_in("main ins", "92").await;
    shown(clerk, "2-mismatch", "main").await;
}

/// Each writes a part: who was given it finds it on the first page.
async fn sections_are_given(clerk: &Person, drafter: &Person, programme: &str) {
    clerk.go(&format!("{programme}/sections")).await;
    clerk.fill("[name=section-title]", "Chỉ tiêu và nhiệm vụ kinh tế").await;
    let _: bool = clerk.ask("(it => { it.value = [...it.options].find(it => it.value.startsWith('u-')).value; return true })(document.querySelector('select[name=holder]'))").await;
    clerk.put("[name=due]", "2027-03-15").await;
    // All of it: goals, targets, and what is to be added.
    let _: bool = clerk.ask("[...document.querySelectorAll('#items input[name=group]')].filter(it => !it.value.includes('-')).every(it => it.checked = true)").await;
    clerk.press(&format!("form[action='{programme}/sections'] [type=submit]")).await;
    clerk.reads("Chỉ tiêu và nhiệm vụ kinh tế").await;
    shown(clerk, "3-sections", "main h1").await;
    drafter.go("/programmes").await;
    drafter.reads("Đảng bộ xã Mẫu A").await;
}

/// The unit fills in the Word form that it was sent, with a task that nobody had; what it proposes is taken.
async fn forms_come_back(clerk: &Person, server: &Server, programme: &str) {
    let path = clerk.attribute("a[href$='/form']", "href").await;
    let form = word_file(&clerk.fetch(&path).await, |document| {
        let mut document = document.to_owned();
        for (field, value) in [("text", "Hình thành vùng chè hàng hoá tập trung"), ("lead", "Phòng Kinh tế"), ("deliverable", "50 ha chè"), ("deadline", "Quý IV/2027")]
        {
            fill_in(&mut document, &format!("hd:b:task:1:{field}"), value);
        }
        document
    });
    clerk.go(&format!("{programme}/returned")).await;
    clerk.choose_file("input[name=paper]", &kept(server, "phong-kinh-te.docx", &form)).await;
    clerk.press("main form.fields [type=submit]").await;
    clerk.reads("Đã đọc được 1 trong 1 tệp").await;
    let paper = clerk.attribute("main a[href*='/returned/']", "href").await;
    clerk.go(&paper).await;
    clerk.reads("Hình thành vùng chè hàng hoá tập trung").await;
    shown(clerk, "3b-form-back", "main h1").await;
    clerk.press("main .doings form button").await;
    clerk.reads("đã được xử lý").await;
    clerk.go(programme).await;
    clerk.reads("Hình thành vùng chè hàng hoá tập trung").await;
}

/// A leader changes the frozen draft in Word, with changes tracked: each change is a proposal on its item.
async fn changed_draft_comes_back(clerk: &Person, server: &Server, programme: &str) {
    let draft = clerk.fetch(&format!("{programme}/versions/d1/export/docx")).await;
    let by = "w:author=\"Trần Văn Mẫu\" w:date=\"2026-11-20T09:00:00Z\"";
    let changed = word_file(&draft, |document| {
        let (was, will_be) = ("Quý IV/2027", "Quý II/2027");
        assert!(document.contains(was), "the draft says {was}");
        let tracked = format!(
            "</w:t></w:r><w:del w:id=\"901\" {by}><w:r><w:delText xml:space=\"preserve\">{was}</w:delText></w:r></w:del>\
             <w:ins w:id=\"902\" {by}><w:r><w:t xml:space=\"preserve\">{will_be}</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\">"
        );
        document.replacen(was, &tracked, 1)
    });
    clerk.go(&format!("{programme}/returned")).await;
    clerk.choose_file("input[name=paper]", &kept(server, "du-thao-co-sua.docx", &changed)).await;
    clerk.press("main form.fields [type=submit]").await;
    clerk.reads("Đã đọc được 1 trong 1 tệp").await;
    let paper = clerk.attribute("main a[href*='/returned/']", "href").await;
    clerk.go(&paper).await;
    clerk.reads("Trần Văn Mẫu · 20/11/2026 · theo dõi thay đổi").await;
    shown(clerk, "5b-tracked-back", "main h1").await;
    clerk.press("main .doings form button").await;
    clerk.reads("đã được xử lý").await;
    clerk.go(programme).await;
    clerk.reads("Quý II/2027").await;
}

/// The draft goes to a meeting of the standing committee, with its papers; what is concluded is given to somebody with a day.
async fn committee_meets(clerk: &Person, programme: &str) {
    clerk.go("/meetings").await;
    let today: String = clerk.ask("new Date().toISOString().slice(0, 10)").await;
    let planned = "form[action^='/units/'][action$='/meetings']";
    clerk.press(&format!("details:has({planned}) > summary")).await;
    clerk.put(&format!("{planned} [name=kind]"), "standing_committee").await;
    clerk.fill(&format!("{planned} [name=title]"), "Cho ý kiến dự thảo chương trình hành động").await;
    clerk.put(&format!("{planned} [name=on]"), &today).await;
    for (field, words) in [("hour", "08:00"), ("meeting-place", "Phòng họp Đảng uỷ"), ("chair", "Trần Văn Mẫu")] {
        clerk.fill(&format!("{planned} [name={field}]"), words).await;
    }
    clerk.press(&format!("{planned} [type=submit]")).await;
    clerk.reads("Chưa có tài liệu nào").await;
    let meeting = clerk.path().await;

    clerk.go(&format!("{programme}/versions")).await;
    clerk.press("main a[href^='/meetings?draft=']").await;
    clerk.press(&format!("form[action='{meeting}/drafts'] button")).await;
    clerk.sees("#paper-1").await;
    for name in ["person", "name"] {
        let invite = format!("form[action='{meeting}/invitees']:has([name={name}])");
        clerk.press(&format!("details:has([name={name}]) > summary")).await;
        if name == "name" {
            clerk.fill(&format!("{invite} [name=name]"), "Lê Thị Mẫu").await;
        }
        clerk.press(&format!("{invite} [type=submit]")).await;
        clerk.sees(if name == "name" { "#invitee-2" } else { "#invitee-1" }).await;
    }
    clerk.press(&format!("form[action='{meeting}/invited'] button")).await;
    clerk.sees(&format!("form[action='{meeting}/held'] button")).await;
    clerk.press(&format!("form[action='{meeting}/sent'] [type=submit]")).await;
    clerk.reads("Tài liệu gửi chậm 5 ngày").await;
    clerk.press("#stance-with_changes").await;
    clerk.fill("[name=opinion-words]", "Làm rõ nguồn lực của vùng chè.").await;
    clerk.press(&format!("form[action='{meeting}/opinions'] [type=submit]")).await;
    clerk.reads("Làm rõ nguồn lực của vùng chè.").await;
    shown(clerk, "6b-meeting", "main h1").await;

    clerk.press(&format!("form[action='{meeting}/held'] button")).await;
    clerk.sees("#minutes").await;
    for (invitee, presence) in [("1", "present"), ("2", "excused")] {
        clerk.put("#came-who", invitee).await;
        clerk.put("[name=presence]", presence).await;
        clerk.press(&format!("form[action='{meeting}/attendance'] [type=submit]")).await;
        clerk.sees(&format!("#minute-{invitee}")).await;
    }
    clerk.put("[name=turn]", "concluded").await;
    clerk.fill("textarea[name=minute]", "Thống nhất dự thảo; Văn phòng bổ sung nguồn lực.").await;
    clerk.press(&format!("form[action='{meeting}/minutes'] [type=submit]")).await;
    clerk.reads("Thống nhất dự thảo").await;
    let task = format!("form[action='{meeting}/tasks']");
    clerk.fill(&format!("{task} [name=task-what]"), "Bổ sung nguồn lực của vùng chè").await;
    clerk.fill(&format!("{task} [name=task-whom]"), "Văn phòng Đảng uỷ").await;
    clerk.press(&format!("{task} [type=submit]")).await;
    clerk.sees("#task-1").await;
    clerk.press(&format!("form[action='{meeting}/concluded'] button")).await;
    clerk.reads("Đã kết luận").await;
    shown(clerk, "6c-concluded", "#minutes").await;
    for paper in ["invitation", "submission", "slip", "slip-table", "minutes", "notice"] {
        assert!(clerk.fetch(&format!("{meeting}/word/{paper}")).await.starts_with(b"PK"), "{paper}");
    }
    assert!(clerk.fetch(&format!("{meeting}/pack")).await.starts_with(b"%PDF-"));
    clerk.go("/meetings").await;
    clerk.reads("Bổ sung nguồn lực của vùng chè").await;
}

/// The body that is to lead sees its items alone, on a phone too, and agrees.
async fn leads_are_asked(clerk: &Person, eyes: &Eyes, server: &Server, programme: &str) {
    clerk.go(&format!("{programme}/asked")).await;
    clerk.put("[name=due]", "2026-12-15").await;
    clerk.press(&format!("form[action='{programme}/asked'] [type=submit]")).await;
    clerk.reads("Phòng Kinh tế").await;
    let body = eyes.person(server, true).await;
    body.log_in("soan-thao-2").await;
    body.go("/asked").await;
    body.press("main a[href^='/asked/']").await;
    body.reads("Hình thành vùng chè hàng hoá tập trung").await;
    shown(&body, "7-asked", "main h1").await;
    body.press("main form[action*='/answers/'] button").await;
    body.sees("[id^='ask-'] .badge.met").await;
}

/// The committee above sees the frozen draft alone, and approves it.
async fn superior_approves(clerk: &Person, eyes: &Eyes, server: &Server, programme: &str) {
    clerk.go(&format!("{programme}/versions")).await;
    clerk.fill("[name=draft-label]", "trình duyệt").await;
    clerk.press("form[action$='/versions'] [type=submit]").await;
    clerk.arrives(&format!("{programme}/versions/d2")).await;
    let page = format!("{programme}/approval");
    clerk.go(&page).await;
    clerk.press(&format!("form[action='{page}'] [type=submit]")).await;
    clerk.reads("Rút dự thảo đã trình").await;
    let superior = eyes.person(server, true).await;
    superior.log_in("vp-tinh").await;
    superior.go("/approvals").await;
    superior.press("main a[href^='/approvals/']").await;
    superior.reads("Hình thành vùng chè hàng hoá tập trung").await;
    shown(&superior, "8-approval", "main h1").await;
    superior.press("#is-approved").await;
    superior.press("main form[action$='/verdict'] [type=submit]").await;
    superior.reads("Đã duyệt").await;
}

/// Both have one item open; the one who saves later loses no word.
async fn two_write_at_once(clerk: &Person, drafter: &Person, programme: &str) {
    clerk.go(programme).await;
    let id = clerk.attribute(".outline .item[id^='i-d_'], .outline .item[id^='i-']", "id").await;
    let anchor = id.strip_prefix("i-").expect("an item").to_owned();
    let form = format!("{programme}/items/{anchor}/edit");
    clerk.go(&form).await;
    drafter.go(&form).await;
    drafter.fill("[name=text]", "Lấy người dân làm trung tâm của mọi chủ trương, chính sách phát triển.").await;
    drafter.press("button[name=done]").await;
    drafter.reads("chính sách phát triển").await;
    clerk.fill("[name=text]", "Lấy nhân dân làm trung tâm của mọi chủ trương phát triển.").await;
    clerk.sees(".conflict").await;
    shown(clerk, "4-two-at-once", ".conflict").await;
    clerk.press(".conflict form[action*='merge'] [type=submit]").await;
    clerk.reads_in(&format!(".outline #i-{anchor}"), "Lấy nhân dân làm trung tâm của mọi chủ trương, chính sách phát triển.").await;
}

/// The merged text is taken; what was frozen before and what stands now lie side by side, as a Word file with tracked changes too.
async fn versions_are_compared(clerk: &Person, programme: &str) {
    clerk.go(&format!("{programme}/versions")).await;
    clerk.fill("[name=draft-label]", "trình Thường trực").await;
    clerk.press("form[action$='/versions'] [type=submit]").await;
    clerk.arrives(&format!("{programme}/versions/d1")).await;
    clerk.go(programme).await;
    clerk.press("form[action$='/undo'] button").await;
    clerk.reads("Đã hoàn tác").await;
    clerk.go(&format!("{programme}/compare?from=d1&to=now")).await;
    clerk.reads_in("main ins, main del", "nhân").await;
    shown(clerk, "5-compared", "main").await;
    let path = clerk.attribute("a[href*='/compare/docx']", "href").await;
    let word = clerk.fetch(&path).await;
    assert!(word.starts_with(b"PK"), "{path}");
}

/// The office says what is to be mended; no remark stays without an answer.
async fn draft_is_appraised(clerk: &Person, drafter: &Person, programme: &str) {
    let page = format!("{programme}/appraisal");
    clerk.go(&page).await;
    clerk.press(&format!("form[action='{page}'] button")).await;
    clerk.fill("[name=remark]", "Chỉ tiêu thu nhập cần nêu số liệu năm gốc.").await;
    clerk.press(&format!("form[action='{page}/remarks'] [type=submit]")).await;
    clerk.reads("Chỉ tiêu thu nhập cần nêu số liệu năm gốc.").await;
    drafter.go(&page).await;
    drafter.press("#r-1-1 summary").await;
    drafter.press("#explained-1").await;
    drafter.fill("#answer-1", "Số liệu năm gốc do Thống kê công bố sau ngày 31/12; đã ghi chú tại phụ lục.").await;
    shown(drafter, "6-appraisal", "#remarks").await;
    drafter.press("#r-1-1 form [type=submit]").await;
    drafter.reads("đã ghi chú tại phụ lục").await;
    clerk.go(&page).await;
    clerk.press(&format!("form[action='{page}/close'] button")).await;
    clerk.sees(&format!("form[action='{page}'] button")).await;
    let path = clerk.attribute("a[href$='/slip']", "href").await;
    let slip = clerk.fetch(&path).await;
    assert!(slip.starts_with(b"PK"), "{path}");
}

async fn head_names_who_signs(clerk: &Person, programme: &str) {
    let page = format!("{programme}/head");
    clerk.go(&page).await;
    clerk.put("[name=authority]", "T/M BAN CHẤP HÀNH").await;
    clerk.put("[name=signer-title]", "BÍ THƯ").await;
    clerk.put("[name=signer]", "Trần Văn Mẫu").await;
    clerk.put("[name=recipient]", "Ban Thường vụ Tỉnh uỷ (để báo cáo)\nCác chi bộ trực thuộc\nLưu Văn phòng Đảng uỷ").await;
    clerk.press(&format!("form[action='{page}'] [type=submit]")).await;
    clerk.reads("Trần Văn Mẫu").await;
}

/// Number, day, Nơi nhận: what goes out is kept with its fingerprint.
async fn paper_is_issued(clerk: &Person, server: &Server, programme: &str) -> PathBuf {
    clerk.go(&format!("{programme}/issue")).await;
    clerk.fill("[name=number]", "05-CTr/ĐU").await;
    clerk.put("[name=date]", "2026-11-23").await;
    clerk.put("[name=congress_on]", "2026-11-16").await;
    shown(clerk, "9-issue", "main").await;
    clerk.press("form[action$='/issue'] [type=submit]").await;
    clerk.arrives(&format!("{programme}/issued")).await;
    clerk.reads("05-CTr/ĐU").await;
    shown(clerk, "10-issued", "main").await;
    let path: String = clerk.ask("[...document.querySelectorAll('main a[download]')].find(it => it.textContent.includes('PDF')).pathname").await;
    let paper = clerk.fetch(&path).await;
    assert!(paper.starts_with(b"%PDF-"), "{path}");
    kept(server, "chuong-trinh-da-ban-hanh.pdf", paper)
}

/// Anybody of the house holds a file against what was issued; one byte more and it is another.
async fn file_is_verified(reader: &Person, server: &Server, paper: &Path) {
    reader.go("/verify").await;
    reader.choose_file("input[name=paper]", paper).await;
    reader.press("form[action='/verify'] [type=submit]").await;
    reader.reads("05-CTr/ĐU").await;
    shown(reader, "11-verified", "main").await;
    let mut bytes = std::fs::read(paper).expect("the paper");
    bytes.push(b' ');
    let altered = kept(server, "sua-lai.pdf", bytes);
    reader.go("/verify").await;
    reader.choose_file("input[name=paper]", &altered).await;
    reader.press("form[action='/verify'] [type=submit]").await;
    reader.reads("Không phải là văn bản đã ban hành tại đây").await;
}
