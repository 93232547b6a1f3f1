//! The first programme, from the dropped Word file to the paper that goes out.
//!
//! What is asked here is what `docs/walkthroughs/first-programme.md` tells; with `HANHDONG_PICTURES=1` its pictures are made anew.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::axe;
use crate::harness::{Eyes, Person, Server};

/// What is handed in, and what must be seen of it.
struct Story {
    guideline: &'static str,
    paper: PathBuf,
    source: PathBuf,
    /// Words of the outline, of the findings, of the page beside the source.
    says: [&'static str; 3],
    /// Are pictures taken of it? Only of a commune that does not exist.
    is_shown: bool,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clerk_goes_from_a_word_file_to_an_official_paper_with_a_real_programme() {
    let story = Story {
        guideline: "superior-resolution",
        paper: shared("action-programme-03-NQ-CP-2025.md"),
        source: shared("resolution-57-NQ-TW-2024.md"),
        says: ["Xây dựng, trình Thủ tướng Chính phủ ban hành", "52 chỉ tiêu chưa nêu số liệu năm gốc", "59/114 nội dung của văn bản nguồn đã được cụ thể hoá"],
        is_shown: false,
    };
    walk(&story).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clerk_goes_from_a_word_file_to_an_official_paper_with_a_sample() {
    let story = Story {
        guideline: "seed-2025",
        paper: sample("xa-mau"),
        source: sample("huyen-mau"),
        says: ["hợp tác xã", "Thường xuyên", "nội dung của văn bản nguồn đã được cụ thể hoá"],
        is_shown: true,
    };
    walk(&story).await;
}

/// Word takes the file away and puts it back with each save: what is found follows, and the page stays where it was scrolled to.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_save_of_a_watched_file_is_looked_at_again() {
    let Some(eyes) = Eyes::open().await else { return };
    let server = Server::demo();
    let clerk = eyes.person(&server, false).await;
    clerk.log_in("vp-xa").await;
    let text = std::fs::read_to_string(sample("xa-mau")).expect("the sample");
    let file = server.folder.join("du-thao.notation");
    std::fs::write(&file, &text).expect("a draft");
    clerk.go("/watch").await;
    clerk.fill("input[name=path]", &file.display().to_string()).await;
    clerk.press("form[action='/watch'] [type=submit]").await;
    clerk.reads_in("#watch-found .counts", "Nên chỉnh").await;
    axe::finds_nothing(&clerk).await;
    let before: i64 = clerk.ask(ERRORS).await;
    let scrolled: i64 = clerk.ask("(scrollTo(0, 400), Math.round(scrollY))").await;

    let saved = server.folder.join("~luu-tam.notation");
    let without_leads: String = text.lines().filter(|it| !it.trim_start().starts_with("lead:")).map(|it| format!("{it}\n")).collect();
    std::fs::write(&saved, without_leads).expect("what Word saves beside the file");
    std::fs::remove_file(&file).expect("the file goes");
    std::fs::rename(&saved, &file).expect("and comes back");
    clerk.reads_in("#watch-found", "chưa có đơn vị hoặc cá nhân chủ trì").await;
    let after: i64 = clerk.ask(ERRORS).await;
    assert!(before < after, "{before} then {after}");
    assert_eq!(clerk.ask::<i64>("Math.round(scrollY)").await, scrolled);
    eyes.close().await;
}

/// How many things have to be added, as the watched file's page counts.
const ERRORS: &str = "Number(document.querySelector('#watch-found .count.error dd').textContent)";

async fn walk(story: &Story) {
    let Some(eyes) = Eyes::open().await else { return };
    let server = Server::demo();
    let clerk = eyes.person(&server, story.is_shown).await;
    clerk.log_in("vp-xa").await;
    word_file_comes_back_with_comments(&clerk, &server).await;
    let programme = paper_becomes_a_programme(&clerk, story).await;
    programme_is_held_against_its_source(&clerk, story, &programme).await;
    let anchor = edit_changes_a_verdict(&clerk, &programme).await;
    let colleague = eyes.person(&server, false).await;
    colleague.log_in("soan-thao").await;
    two_people_edit_one_item(&clerk, &colleague, &programme, &anchor).await;
    undo_brings_the_item_back(&clerk, &programme, &anchor).await;
    papers_go_out_and_come_back(&clerk, &server, story, &programme).await;
    eyes.close().await;
}

async fn word_file_comes_back_with_comments(clerk: &Person, server: &Server) {
    let draft = server.folder.join("du-thao.docx");
    let made = Command::new(env!("CARGO_BIN_EXE_hanhdong")).arg("export").arg(sample("xa-mau")).args(["--to", "docx", "-o"]).arg(&draft).status().expect("it runs");
    assert!(made.success(), "the sample becomes a Word file");

    clerk.go("/look").await;
    clerk.choose_file("input[name=paper]", &draft).await;
    clerk.picture("first-programme-1-drop").await;
    clerk.press("main form.fields [type=submit]").await;
    clerk.reads("Nên chỉnh").await;
    clerk.picture("first-programme-2-looked").await;
    axe::finds_nothing(clerk).await;

    let back = clerk.attribute("a[href$='/commented']", "href").await;
    let commented = clerk.fetch(&back).await;
    let has_comments = |word: &[u8]| word.starts_with(b"PK") && word.windows(17).any(|it| it == b"word/comments.xml");
    assert!(has_comments(&commented) && !has_comments(&std::fs::read(&draft).expect("the draft")), "the Word file comes back with comments that it had not");
}

async fn paper_becomes_a_programme(clerk: &Person, story: &Story) -> String {
    let programme = hand_in(clerk, story, &story.paper).await;
    clerk.picture("first-programme-3-understood").await;
    axe::finds_nothing(clerk).await;
    if clerk.has("form[action$='/understood'] button.button").await {
        clerk.press("form[action$='/understood'] button.button").await;
    }
    clerk.reads("Chỗ chưa chắc: 0").await;

    clerk.go(&programme).await;
    clerk.reads(story.says[0]).await;
    clerk.picture("first-programme-4-outline").await;
    axe::finds_nothing(clerk).await;
    clerk.go(&format!("{programme}/findings")).await;
    clerk.reads(story.says[1]).await;
    clerk.picture("first-programme-5-findings").await;
    axe::finds_nothing(clerk).await;
    programme
}

async fn programme_is_held_against_its_source(clerk: &Person, story: &Story, programme: &str) {
    clerk.go(&format!("{programme}/source")).await;
    axe::finds_nothing(clerk).await;
    clerk.choose_file("input[name=paper]", &story.source).await;
    clerk.press("form[action$='/source'] [type=submit]").await;
    clerk.reads(story.says[2]).await;
    clerk.picture("first-programme-6-source").await;
    axe::finds_nothing(clerk).await;
}

/// A date that is over already is typed: the finding and the verdict come before anything was pressed, and go again
/// with a date that can be kept.
async fn edit_changes_a_verdict(clerk: &Person, programme: &str) -> String {
    clerk.go(programme).await;
    let id = clerk.attribute(".outline .item[id^='i-t_']", "id").await;
    let anchor = id.strip_prefix("i-").expect("an item").to_owned();
    let unmet = clerk.count("unmet").await;
    clerk.press(&format!("#{id} a[href$='/edit']")).await;
    clerk.fill(&format!("#{id} [name=deadline]"), "Quý IV/2024").await;
    clerk.reads_in(&format!("#f-{anchor}"), "Quý IV/2024").await;
    assert_eq!(clerk.count("unmet").await, unmet + 1);
    clerk.picture("first-programme-7-edit").await;
    axe::finds_nothing(clerk).await;
    clerk.fill(&format!("#{id} [name=deadline]"), "Quý IV/2027").await;
    clerk.reads_in(&format!("#{id} [data-autosave-state]"), "Đã lưu").await;
    assert_eq!(clerk.count("unmet").await, unmet);
    clerk.press(&format!("#{id} button[name=done]")).await;
    clerk.reads_in(&format!("#{id} .glance"), "Quý IV/2027").await;
    anchor
}

/// Both open the item, one saves first: the other sees both texts and decides.
async fn two_people_edit_one_item(clerk: &Person, colleague: &Person, programme: &str, anchor: &str) {
    let form = format!("{programme}/items/{anchor}/edit");
    clerk.go(&form).await;
    colleague.go(&form).await;
    colleague.fill("[name=deliverable]", "Chương trình truyền thông quốc gia").await;
    colleague.press("button[name=done]").await;
    colleague.reads_in(&format!("#i-{anchor} .glance"), "Chương trình truyền thông quốc gia").await;

    clerk.fill("[name=deliverable]", "Đề án truyền thông").await;
    clerk.sees(".conflict").await;
    clerk.reads("Chương trình truyền thông quốc gia").await;
    clerk.picture("first-programme-8-conflict").await;
    axe::finds_nothing(clerk).await;
    clerk.press(".conflict form button").await;
    clerk.reads_in(&format!("#i-{anchor} .glance"), "Đề án truyền thông").await;
}

async fn undo_brings_the_item_back(clerk: &Person, programme: &str, anchor: &str) {
    clerk.go(programme).await;
    clerk.press("form[action$='/undo'] button").await;
    clerk.reads("Đã hoàn tác").await;
    clerk.reads_in(&format!("#i-{anchor} .glance"), "Chương trình truyền thông quốc gia").await;
    clerk.go(&format!("{programme}/history")).await;
    clerk.reads("Đề án truyền thông").await;
    clerk.picture("first-programme-9-history").await;
    axe::finds_nothing(clerk).await;
}

async fn papers_go_out_and_come_back(clerk: &Person, server: &Server, story: &Story, programme: &str) {
    clerk.go(&format!("{programme}/export")).await;
    clerk.picture("first-programme-10-export").await;
    axe::finds_nothing(clerk).await;
    for (kind, begins, says) in [("docx", "PK", "Chương trình truyền thông quốc gia"), ("pdf", "%PDF-", "truyền thông quốc gia")] {
        clerk.go(&format!("{programme}/export")).await;
        let path = clerk.attribute(&format!("a[href*='/export/{kind}']"), "href").await;
        let paper = clerk.fetch(&path).await;
        assert!(paper.starts_with(begins.as_bytes()), "{path} is a {kind}");
        let file = server.folder.join(format!("chuong-trinh.{kind}"));
        std::fs::write(&file, paper).expect("the paper is kept");
        let again = hand_in(clerk, story, &file).await;
        assert_ne!(again, programme);
        clerk.reads(says).await;
    }
}

/// Hands in a file as a new programme; its address, with what was understood on the screen.
async fn hand_in(clerk: &Person, story: &Story, file: &Path) -> String {
    clerk.go("/programmes/new").await;
    clerk.press(&format!("input[name=guideline][value={}]", story.guideline)).await;
    clerk.choose_file("input[name=paper]", file).await;
    clerk.press("main form.fields [type=submit]").await;
    clerk.reads("Đối chiếu từng dòng").await;
    let path = clerk.path().await;
    path.strip_suffix("/understood").expect("what was understood comes first").to_owned()
}

/// A sample of the project.
fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../samples/{name}.notation"))
}

/// A file of the real papers that lie beside the project.
fn shared(name: &str) -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    std::env::var_os("HANHDONG_SHARED").map_or(beside, PathBuf::from).join("data").join(name)
}
