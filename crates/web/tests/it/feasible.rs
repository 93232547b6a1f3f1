//! Money and people are declared, a programme is held beside them, and what is found is explained or taken as a risk.

use axum::http::StatusCode;
use hanhdong_actions::programme::{Change, fingerprint_of_head};
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{ProgrammeId, UnitId};
use hanhdong_domain::programme::{Document, FundingSource, Money};
use hanhdong_domain::{Code, Language};

use crate::world::{World, on_both_engines, on_one_engine};

on_both_engines!(
    what_is_declared_is_held_beside_the_programme_and_what_is_wrong_comes_back_as_it_was_typed,
    a_risk_stands_beside_its_finding_and_is_asked_again_when_the_numbers_change
);
on_one_engine!(figures_of_the_house_stand_in_no_finding_that_the_level_above_reads, a_target_is_entered_in_depth_and_read_back, whoever_may_not_answer_answers_nothing);

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let value = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{name}: {page}"));
    value.split('"').next().unwrap_or("").replace("&quot;", "\"").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
}

impl World {
    async fn over_budget(&self, login: &str, id: &ProgrammeId) -> Vec<String> {
        let report = self.app.review(&self.who(login).await, id, Language::Vi).await.expect("a review").report;
        report.findings.iter().filter(|it| it.code == Code::Overload && it.message.contains("Ngân sách cấp mình")).map(|it| it.message.clone()).collect()
    }
    async fn last_act_on(&self, login: &str, id: &ProgrammeId) -> Act {
        self.app.history(&self.who(login).await, id).await.expect("a history").first().expect("a line").act
    }
}

async fn what_is_declared_is_held_beside_the_programme_and_what_is_wrong_comes_back_as_it_was_typed(world: World) {
    let (cookie, id, unit) = (world.log_in("vp-xa").await, world.draft("vp-xa").await, world.commune().await);
    let path = format!("/units/{unit}/capacity");
    assert_eq!(world.over_budget("vp-xa", &id).await, Vec::<String>::new());
    let page = world.get(&format!("/programmes/{id}/feasibility"), &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for words in ["chưa khai khả năng cân đối", "Nhu cầu vốn", "Phòng Kinh tế", "Nhân dân hiến đất", "Khai khả năng cân đối"] {
        assert!(page.body.contains(words), "{words}: {}", page.main());
    }
    let form = world.get(&path, &cookie).await;
    let seen = hidden(&form.body, "seen");
    let heads = world.app.journal_heads().await.expect("the heads");
    // A number of another country is not guessed: it comes back as it was typed, and nothing is kept.
    for (cell, people, why) in
        [("1,234.5", "Phòng Kinh tế: 6", "dấu phẩy cho phần lẻ"), ("10", "Phòng Kinh tế sáu", "tên đơn vị"), ("10", "Phòng Kinh tế: 6\nPHÒNG KINH TẾ: 2", "hai lần")]
    {
        let typed = [("seen", seen.as_str()), ("m-local_budget-2027", cell), ("people", people), ("of-unit", ""), ("of-person", ""), ("preparation", "")];
        let answer = world.post(&path, &cookie, &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
        assert!(answer.body.contains(&format!("value=\"{cell}\"")) && answer.body.contains(why), "{why}: {}", answer.main());
    }
    assert_eq!(world.post(&path, &cookie, &[("seen", &seen), ("m-own-2027", "5")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.app.journal_heads().await.expect("the heads"), heads);
    // Declared: every year of the own budget is too small by far.
    let typed = [("seen", seen.as_str()), ("m-local_budget-2027", "0,5"), ("people", "Phòng Kinh tế: 6"), ("of-unit", "20"), ("of-person", ""), ("preparation", "6")];
    assert_eq!(world.post(&path, &cookie, &typed).await.status, StatusCode::SEE_OTHER);
    assert_ne!(world.app.journal_heads().await.expect("the heads"), heads);
    let (_, declared) = world.app.capacity(&world.who("vp-xa").await, &UnitId::parse(&unit).expect("an id")).await.expect("declared");
    assert_eq!(declared.money, [((FundingSource::LocalBudget, 2027), Money(500_000_000))].into());
    assert_eq!((declared.people_of("phòng kinh tế"), declared.limits.of_unit, declared.limits.of_person, declared.limits.preparation_months), (Some(6), Some(20), None, Some(6)));
    let over = world.over_budget("vp-xa", &id).await;
    assert!(over.iter().any(|it| it.contains("năm 2027") && it.contains("khả năng cân đối 0,5 tỷ đồng") && it.contains('%')), "{over:?}");
    let page = world.get(&format!("/programmes/{id}/feasibility"), &cookie).await;
    assert!(page.body.contains("/ 0,5") && page.body.contains("Sửa khả năng cân đối"), "{}", page.main());
    // Somebody who saw what stood there before is told so, and nothing is kept over it.
    assert_eq!(world.post(&path, &cookie, &typed).await.status, StatusCode::CONFLICT);
    // Emptied again.
    let seen = hidden(&world.get(&path, &cookie).await.body, "seen");
    assert_eq!(world.post(&path, &cookie, &[("seen", &seen), ("people", "")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.over_budget("vp-xa", &id).await, Vec::<String>::new());
}

impl World {
    async fn declare(&self, cookie: &str, local_2027: &str) {
        let path = format!("/units/{}/capacity", self.commune().await);
        let seen = hidden(&self.get(&path, cookie).await.body, "seen");
        assert_eq!(self.post(&path, cookie, &[("seen", &seen), ("m-local_budget-2027", local_2027)]).await.status, StatusCode::SEE_OTHER);
    }
    /// The hidden fields of the finding with these words.
    async fn finding(&self, cookie: &str, id: &ProgrammeId, words: &str) -> (String, String) {
        let page = self.get(&format!("/programmes/{id}/feasibility"), cookie).await.body;
        let risk = page.split("<div class=\"risk\">").find(|it| it.contains(words)).unwrap_or_else(|| panic!("{words}: {page}")).to_owned();
        (hidden(&risk, "finding"), hidden(&risk, "words"))
    }
}

async fn a_risk_stands_beside_its_finding_and_is_asked_again_when_the_numbers_change(world: World) {
    let (cookie, id) = (world.log_in("vp-xa").await, world.draft("vp-xa").await);
    let path = format!("/programmes/{id}/feasibility");
    world.declare(&cookie, "0,5").await;
    let found = world.over_budget("vp-xa", &id).await;
    let (finding, words) = world.finding(&cookie, &id, "Ngân sách cấp mình năm 2027").await;
    assert!(found.contains(&words), "{words}");
    // The drafter explains, the office records who takes the risk.
    let drafter = world.log_in("soan-thao").await;
    let explained = [("finding", finding.as_str()), ("words", &words), ("reason", "Tỉnh đã <b>hứa</b> hỗ trợ")];
    assert_eq!(world.post(&format!("/programmes/{id}/explanations"), &drafter, &explained).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.last_act_on("vp-xa", &id).await, Act::FindingExplained);
    let accepted = [("finding", finding.as_str()), ("words", &words), ("reason", "Sẽ điều chỉnh giữa kỳ"), ("decided-by", "Ban Thường vụ Đảng uỷ")];
    assert_eq!(world.post(&format!("/programmes/{id}/risks"), &drafter, &accepted).await.status, StatusCode::FORBIDDEN, "a drafter takes no risk for the committee");
    assert_eq!(world.post(&format!("/programmes/{id}/risks"), &cookie, &accepted).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.last_act_on("vp-xa", &id).await, Act::RiskAccepted);
    let page = world.get(&path, &cookie).await;
    for said in ["Tỉnh đã &lt;b&gt;hứa&lt;/b&gt; hỗ trợ", "Sẽ điều chỉnh giữa kỳ", "Ban Thường vụ Đảng uỷ"] {
        assert!(page.body.contains(said), "{said}: {}", page.main());
    }
    assert!(!page.body.contains("đề nghị xem xét lại"));
    assert_eq!(world.over_budget("vp-xa", &id).await, found, "an answer silences nothing");
    // Without a reason, or of numbers that are not there, nothing is recorded.
    for form in [
        [("finding", finding.as_str()), ("words", &words), ("reason", " ")],
        [("finding", &finding), ("words", "cần 1 tỷ"), ("reason", "x")],
        [("finding", "x"), ("words", &words), ("reason", "x")],
    ] {
        let status = world.post(&format!("/programmes/{id}/explanations"), &drafter, &form).await.status;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY || status == StatusCode::CONFLICT, "{status} {form:?}");
    }
    // Other numbers: it is asked again, with what was seen then.
    world.declare(&cookie, "0,7").await;
    let page = world.get(&path, &cookie).await;
    assert_eq!(page.body.matches("đề nghị xem xét lại").count(), 2, "{}", page.main());
    assert!(page.body.contains("khả năng cân đối 0,5") && page.body.contains("khả năng cân đối 0,7"));
    // Said anew, it takes the place of what was said.
    let (finding, words) = world.finding(&cookie, &id, "Ngân sách cấp mình năm 2027").await;
    let again = [("finding", finding.as_str()), ("words", &words), ("reason", "Vẫn vậy"), ("decided-by", "Ban Thường vụ Đảng uỷ")];
    assert_eq!(world.post(&format!("/programmes/{id}/risks"), &cookie, &again).await.status, StatusCode::SEE_OTHER);
    let page = world.get(&path, &cookie).await;
    assert_eq!(page.body.matches("đề nghị xem xét lại").count(), 1);
    assert!(page.body.contains("Vẫn vậy") && !page.body.contains("Sẽ điều chỉnh giữa kỳ"));
    // Taken back by whoever may give it.
    let risk = page.body.split("class=\"given\"").find(|it| it.contains("Vẫn vậy")).expect("the risk");
    let answer = hidden(risk, "answer");
    let take_back = format!("/programmes/{id}/answers/take-back");
    assert_eq!(world.post(&take_back, &drafter, &[("answer", &answer)]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.post(&take_back, &cookie, &[("answer", &answer)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.last_act_on("vp-xa", &id).await, Act::AnswerTakenBack);
    assert_eq!(world.post(&take_back, &cookie, &[("answer", &answer)]).await.status, StatusCode::NOT_FOUND);
    assert!(!world.get(&path, &cookie).await.body.contains("Vẫn vậy"));
}

async fn figures_of_the_house_stand_in_no_finding_that_the_level_above_reads(world: World) {
    let (cookie, id) = (world.log_in("vp-xa").await, world.draft("vp-xa").await);
    world.declare(&cookie, "0,5").await;
    let head = world.app.open(&world.who("vp-xa").await, &id).await.expect("it opens").programme.document.clone();
    let document = Document { number: Some("05-CTr/ĐU".to_owned()), date: "2026-03-01".parse().ok(), ..head.clone() };
    let change = Change::Head { seen: fingerprint_of_head(&head), document: Box::new(document) };
    world.app.edit(&world.who("vp-xa").await, &id, change).await.expect("it fits");
    world.app.record_issue(&world.who("vp-xa").await, &id).await.expect("it is issued");
    assert_ne!(world.over_budget("vp-xa", &id).await, Vec::<String>::new());
    assert_eq!(world.over_budget("vp-tinh", &id).await, Vec::<String>::new());
    let above = world.log_in("vp-tinh").await;
    assert_eq!(world.get(&format!("/programmes/{id}/feasibility"), &above).await.status, StatusCode::FORBIDDEN);
    let page = world.get(&format!("/programmes/{id}/findings"), &above).await;
    assert!(page.status == StatusCode::OK && !page.body.contains("/feasibility") && !page.body.contains("khả năng cân đối 0,5"));
}

async fn a_target_is_entered_in_depth_and_read_back(world: World) {
    let (cookie, id) = (world.log_in("soan-thao").await, world.draft("soan-thao").await);
    let path = format!("/programmes/{id}/items/c_thu_nhap/edit");
    let form = world.get(&path, &cookie).await.body;
    for words in ["2025: 62 (nguồn: Chi cục Thống kê", "2021: 44", "Chỉ tiêu thu nhập bình quân của tỉnh"] {
        assert!(form.contains(words), "{words}: {form}");
    }
    let typed = |baseline: &'static str| {
        let seen = hidden(&form, "seen");
        vec![
            ("seen".to_owned(), seen),
            ("done".to_owned(), "1".to_owned()),
            ("text".to_owned(), "Thu nhập bình quân đầu người".to_owned()),
            ("unit".to_owned(), "triệu đồng/người".to_owned()),
            ("value".to_owned(), "92,5".to_owned()),
            ("horizon".to_owned(), "2030".to_owned()),
            ("value-kind".to_owned(), "threshold".to_owned()),
            ("baseline".to_owned(), baseline.to_owned()),
            ("superior".to_owned(), "Chỉ tiêu 2 của tỉnh: 95 triệu đồng/người".to_owned()),
            ("criterion".to_owned(), "Theo kết quả điều tra hằng năm".to_owned()),
        ]
    };
    let send = async |baseline: &'static str| {
        let form = typed(baseline);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        world.post(&path, &cookie, &form).await
    };
    let refused = send("2025: 1,062.5 (nguồn: Niên giám)").await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("hiểu hai cách"), "{}", refused.main());
    let kept = send("2020: 41 (nguồn: Niên giám 2020)\n2025: 62,5 (nguồn: Niên giám 2025)").await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let opened = world.app.open(&world.who("soan-thao").await, &id).await.expect("it opens");
    let target = opened.programme.targets().find(|it| it.anchor.as_str() == "c_thu_nhap").expect("the target").clone();
    assert_eq!(target.baselines.iter().map(|it| it.printed()).collect::<Vec<_>>(), ["2020: 41 (nguồn: Niên giám 2020)", "2025: 62,5 (nguồn: Niên giám 2025)"]);
    assert_eq!((target.kind_beside_words().map(|it| it.name()), target.criterion.as_deref()), (Some("threshold"), Some("Theo kết quả điều tra hằng năm")));
    let report = world.app.review(&world.who("soan-thao").await, &id, Language::Vi).await.expect("a review").report;
    let below = report.findings.iter().find(|it| it.code == Code::FigureDiffers && it.item.as_ref() == Some(&target.anchor)).expect("below the superior's");
    assert!(below.message.contains("92,5") && below.message.contains("95"), "{}", below.message);
}

async fn whoever_may_not_answer_answers_nothing(world: World) {
    let (cookie, id) = (world.log_in("vp-xa").await, world.draft("vp-xa").await);
    world.declare(&cookie, "0,5").await;
    let (finding, words) = world.finding(&cookie, &id, "Ngân sách cấp mình năm 2027").await;
    let heads = world.app.journal_heads().await.expect("the heads");
    for (login, status) in [("doc-xa", StatusCode::FORBIDDEN), ("vp-phuong", StatusCode::NOT_FOUND), ("quan-tri", StatusCode::NOT_FOUND)] {
        let cookie = world.log_in(login).await;
        let form = [("finding", finding.as_str()), ("words", &words), ("reason", "x"), ("decided-by", "y")];
        assert_eq!(world.post(&format!("/programmes/{id}/risks"), &cookie, &form).await.status, status, "{login}");
        assert_eq!(world.post(&format!("/programmes/{id}/explanations"), &cookie, &form[..3]).await.status, status, "{login}");
    }
    assert_eq!(world.app.journal_heads().await.expect("the heads"), heads);
    let reader = world.get(&format!("/programmes/{id}/feasibility"), &world.log_in("doc-xa").await).await;
    assert!(reader.status == StatusCode::OK && !reader.main().contains("<form"), "{}", reader.main());
}
