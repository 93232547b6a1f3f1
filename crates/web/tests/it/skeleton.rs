//! From the political report to a first draft; a new version of the report shows which ties broke.

use axum::http::StatusCode;
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, Programme};
use hanhdong_domain::{Code, Language};

use crate::papers::{File, Text};
use crate::world::{Answer, World, on_both_engines};

on_both_engines!(
    a_report_becomes_a_draft_that_says_where_everything_comes_from,
    a_new_version_shows_what_broke_and_what_is_to_be_done,
    a_paper_without_aims_begins_nothing,
    part_three_follows_the_assignments
);

const REPORT: &str = "BÁO CÁO CHÍNH TRỊ\ntrình Đại hội đại biểu Đảng bộ xã Mẫu A\n\nI. MỤC TIÊU\n\n1. Quan điểm\n\n- Lấy người dân làm trung tâm của mọi chủ trương phát triển.\n\n2. Chỉ tiêu\n\n- Đến năm 2030 thu nhập bình quân đầu người đạt 86 triệu đồng.\n\n- Đến năm 2030 tỷ lệ hộ nghèo đa chiều còn dưới 2%.\n\nII. NHIỆM VỤ, GIẢI PHÁP\n\n1. Kinh tế\n\n- Hình thành vùng sản xuất chè hàng hoá tập trung gắn với hợp tác xã.\n";

impl World {
    async fn begun_from(&self, cookie: &str, report: &str) -> Answer {
        let organisation = self.commune().await;
        let files = [Text("organisation", &organisation), Text("guideline", "seed-2025"), Text("title", ""), File("report", "bao-cao.txt", report.as_bytes())];
        self.post_files("/programmes/new", cookie, &files).await
    }
    async fn programme_of(&self, login: &str, id: &ProgrammeId) -> Programme {
        (*self.app.open(&self.who(login).await, id).await.expect("it opens").programme).clone()
    }
    async fn codes(&self, login: &str, id: &ProgrammeId, code: Code) -> usize {
        let report = self.app.review(&self.who(login).await, id, Language::Vi).await.expect("a review").report;
        report.findings.iter().filter(|it| it.code == code).count()
    }
}

fn id_of(location: &str) -> ProgrammeId {
    location.strip_prefix("/programmes/").and_then(ProgrammeId::parse).expect("an id")
}

fn anchor_of(programme: &Programme, words: &str) -> Anchor {
    programme.items().find(|it| it.text().contains(words)).unwrap_or_else(|| panic!("{words}")).anchor().clone()
}

async fn a_report_becomes_a_draft_that_says_where_everything_comes_from(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let (programmes, sources) = world.kept().await;
    let begun = world.begun_from(&cookie, REPORT).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    assert_eq!(world.kept().await, (programmes + 1, sources + 1));
    let id = id_of(begun.location());
    let programme = world.programme_of("soan-thao", &id).await;
    assert_eq!((programme.goals().count(), programme.targets().count(), programme.tasks().count()), (1, 2, 0), "nothing is invented");
    assert!(programme.items().all(|it| !programme.whence(it.anchor()).is_empty()), "every item says where it comes from");
    let page = world.get(begun.location(), &cookie).await;
    for words in ["Lấy người dân làm trung tâm", "Hình thành vùng sản xuất chè", "chủ trì: ……", "Yêu cầu về cách thức tổ chức thực hiện"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let source = world.get(&format!("/programmes/{id}/source"), &cookie).await;
    assert!(source.body.contains("3 liên kết còn đúng nguyên văn, 0 liên kết cần xem lại"), "{}", source.main());
    assert_eq!(world.codes("soan-thao", &id, Code::Orphan).await, 0);
    // The one task of the report has no task of ours yet: the draft does not pretend to have one.
    assert!(0 < world.codes("soan-thao", &id, Code::NoTask).await);
    // What is read aloud from the journal: the paper, the source, the programme that was begun from it.
    let history = world.app.history(&world.who("soan-thao").await, &id).await.expect("a history");
    assert_eq!(history.last().map(|it| it.act.name()), Some("programme_begun"));
}

async fn a_new_version_shows_what_broke_and_what_is_to_be_done(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let id = id_of(world.begun_from(&cookie, REPORT).await.location());
    let (path, traces) = (format!("/programmes/{id}/source"), format!("/programmes/{id}/traces"));
    let who = world.who("soan-thao").await;
    let first = world.app.source_of(&who, &id, hanhdong_domain::programme::Paper::Source).await.expect("an answer").expect("a source").id.to_string();
    let second = REPORT.replace("86 triệu", "92 triệu").replace("- Đến năm 2030 tỷ lệ hộ nghèo đa chiều còn dưới 2%.\n\n", "- Đến năm 2030 toàn bộ thôn có đường bê tông.\n\n");
    let answer = world.post_files(&path, &cookie, &[Text("follows", &first), File("paper", "bao-cao-2.txt", second.as_bytes())]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = world.get(&path, &cookie).await;
    assert!(page.body.contains("1 liên kết còn đúng nguyên văn, 2 liên kết cần xem lại"), "{}", page.main());
    assert!(page.body.contains("<del>86</del>") && page.body.contains("<ins>92</ins>") && page.body.contains("Không còn trong văn bản nguồn"), "{}", page.main());
    // The changed one is kept as it reads now, the lost one is let go; both can be taken back.
    let programme = world.programme_of("soan-thao", &id).await;
    let (income, poor) = (anchor_of(&programme, "thu nhập"), anchor_of(&programme, "hộ nghèo"));
    let theirs = |item: &Anchor| match programme.whence(item) {
        [hanhdong_domain::programme::Whence::From { anchor, .. }] => anchor.to_string(),
        other => panic!("{other:?}"),
    };
    let now = world.app.source_of(&who, &id, hanhdong_domain::programme::Paper::Source).await.expect("an answer").expect("a source");
    let income_now = now.source.items().find(|it| it.text().contains("thu nhập")).expect("the target").anchor().to_string();
    let kept = world.post(&traces, &cookie, &[("item", income.as_str()), ("statement", &income_now), ("instead", &theirs(&income))]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let ended = world.post(&traces, &cookie, &[("item", poor.as_str()), ("end", &theirs(&poor))]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    assert!(world.get(&path, &cookie).await.body.contains("2 liên kết còn đúng nguyên văn, 0 liên kết cần xem lại"));
    assert_eq!(world.codes("soan-thao", &id, Code::Orphan).await, 1, "what lost its source is asked about");
    let said = world.post(&traces, &cookie, &[("item", poor.as_str()), ("reason", "Nghị quyết của HĐND xã")]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    assert_eq!(world.codes("soan-thao", &id, Code::Orphan).await, 0, "new, with a reason, is an answer");
    assert!(world.get(&path, &cookie).await.body.contains("Nghị quyết của HĐND xã"));
    assert!(world.get(&format!("/programmes/{id}/history"), &cookie).await.body.contains("Nghị quyết của HĐND xã"));
    assert_eq!(world.post(&format!("/programmes/{id}/undo"), &cookie, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.codes("soan-thao", &id, Code::Orphan).await, 1);
    // One version follows another once, and only the one that the programme is tied to.
    let stale = world.post_files(&path, &cookie, &[Text("follows", &first), File("paper", "bao-cao-3.txt", second.as_bytes())]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
    assert_eq!(world.post(&format!("{path}/tie"), &cookie, &[("source", &first)]).await.status, StatusCode::SEE_OTHER);
    let again = world.post_files(&path, &cookie, &[Text("follows", &first), File("paper", "bao-cao-3.txt", second.as_bytes())]).await;
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("đã có bản mới hơn"), "{}", again.body);
    // What does not fit is refused in words, and nothing is said by it.
    for unfit in [
        vec![("item", poor.as_str())],
        vec![("item", poor.as_str()), ("reason", " ")],
        vec![("item", "t_nobody"), ("reason", "x")],
        vec![("item", poor.as_str()), ("reason", "x"), ("end", "y")],
    ] {
        assert_eq!(world.post(&traces, &cookie, &unfit).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{unfit:?}");
    }
}

async fn a_paper_without_aims_begins_nothing(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let before = world.kept().await;
    for (paper, words) in
        [("Kính gửi các đồng chí.\n\nXin mời dự họp.\n", "không đọc được mục tiêu"), ("", "role=\"alert\""), ("TUYỆT MẬT\n\nBÁO CÁO CHÍNH TRỊ\n", "role=\"alert\"")]
    {
        let answer = world.begun_from(&cookie, paper).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(words), "{paper}: {} {}", answer.status, answer.body);
    }
    assert_eq!(world.kept().await, before);
}

async fn part_three_follows_the_assignments(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let id = world.draft("soan-thao").await;
    let (path, written) = (format!("/programmes/{id}"), format!("/programmes/{id}/written"));
    let duties = async || {
        let programme = world.programme_of("soan-thao", &id).await;
        programme.items().filter(|it| it.anchor().as_str().starts_with("d_pc_")).map(|it| it.text().to_owned()).collect::<Vec<_>>()
    };
    assert!(duties().await.is_empty());
    assert_eq!(world.post(&written, &cookie, &[("comes", "true")]).await.status, StatusCode::SEE_OTHER);
    let programme = world.programme_of("soan-thao", &id).await;
    let mut said: Vec<String> = programme.assignments().iter().map(hanhdong_domain::programme::Assignment::said).collect();
    let mut there = duties().await;
    there.sort();
    said.sort();
    assert!(5 < there.len() && there == said, "{there:?}");
    // A body that nobody had assigned anything comes with a new task, and goes with it.
    let line = [("item-kind", "task"), ("part", "1"), ("at", "0"), ("text", "Lập sổ theo dõi"), ("lead", "Trung tâm Lưu trữ Mẫu")];
    let answer = world.post(&format!("{path}/new"), &cookie, &line).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = world.get(&path, &cookie).await;
    assert!(page.body.contains("Trung tâm Lưu trữ Mẫu chủ trì thực hiện nhiệm vụ"), "{}", page.main());
    let receives = async || world.programme_of("soan-thao", &id).await.document.recipients.iter().any(|it| it.text == "Trung tâm Lưu trữ Mẫu");
    assert!(receives().await);
    let history = world.app.history(&world.who("soan-thao").await, &id).await.expect("a history");
    assert!(history.first().is_some_and(|it| 3 <= it.deeds.len()), "task, duty and recipient are one act: {:?}", history.first());
    assert_eq!(world.post(&format!("{path}/undo"), &cookie, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!receives().await && !duties().await.iter().any(|it| it.contains("Lưu trữ Mẫu")));
    // It is stopped, and nothing of it is left.
    assert_eq!(world.post(&written, &cookie, &[("comes", "false")]).await.status, StatusCode::SEE_OTHER);
    assert!(duties().await.is_empty());
    assert_eq!(world.post(&written, &cookie, &[("comes", "false")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}
