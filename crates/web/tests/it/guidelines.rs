//! Guidelines: what each asks, what answers each clause, and the official text once an office handed it in.

use axum::http::StatusCode;

use crate::papers::{File, Text};
use crate::world::{World, on_both_engines};

on_both_engines!(every_clause_of_every_guideline_is_shown_with_what_answers_it, an_office_hands_in_the_official_text_and_its_house_reads_it);

async fn every_clause_of_every_guideline_is_shown_with_what_answers_it(world: World) {
    for (login, language) in [("soan-thao", "vi"), ("quan-tri", "en")] {
        let cookie = format!("{}; hd_language={language}", world.log_in(login).await);
        let list = world.get("/guidelines", &cookie).await;
        for guideline in world.app.guidelines() {
            let path = format!("/guidelines/{}", guideline.id);
            assert!(list.body.contains(&path), "{path}");
            let page = world.get(&path, &cookie).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            for clause in &guideline.clauses {
                let statement = if language == "vi" { &clause.statement_vi } else { &clause.statement_en };
                assert!(
                    page.body.contains(&format!("id=\"c-{}\"", clause.id)) && page.body.contains(statement.split(['&', '<', '>', '"']).next().expect("words")),
                    "{}",
                    clause.id
                );
            }
            assert!(page.body.contains("100 %"));
            assert!(!page.body.contains("question-") && !page.body.contains("records-"), "every answer has words in {language}: {}", page.body);
        }
    }
    assert_eq!(world.get("/guidelines/khong-co", &world.log_in("vp-xa").await).await.status, StatusCode::NOT_FOUND);
    // Which programmes use it: only those the person sees.
    let (own, other) = (world.get("/guidelines/seed-2025", &world.log_in("vp-xa").await).await, world.get("/guidelines/seed-2025", &world.log_in("vp-phuong").await).await);
    assert!(own.body.contains("href=\"/programmes/0") && !other.body.contains("href=\"/programmes/0"));
}

async fn an_office_hands_in_the_official_text_and_its_house_reads_it(world: World) {
    let guideline = world.app.guideline("seed-2025").expect("a guideline");
    let clause = guideline.clauses.iter().find(|it| it.keywords.as_ref().is_some_and(|it| !it.is_empty())).expect("a clause with words of its own");
    let sentence = format!("Đồng chí bí thư nhắc lại: {}; <u>{}</u>.", clause.keywords.as_ref().expect("words").join(", "), clause.statement_vi);
    let text = format!("HƯỚNG DẪN\n\n{sentence}\n\nII. NỘI DUNG\n\n1. {sentence}\n");
    let path = "/guidelines/seed-2025/text";
    let organisation = world.commune().await;
    let fields = [Text("organisation", &organisation), File("text", "hd.txt", text.as_bytes())];
    for (login, status) in [("soan-thao", StatusCode::FORBIDDEN), ("doc-xa", StatusCode::FORBIDDEN), ("vp-phuong", StatusCode::NOT_FOUND)] {
        assert_eq!(world.post_files(path, &world.log_in(login).await, &fields).await.status, status, "{login}");
    }
    let office = world.log_in("vp-xa").await;
    let nothing = world.post_files(path, &office, &[Text("organisation", &organisation), File("text", "a.txt", "Không có gì ở đây.".as_bytes())]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", nothing.body);
    let done = world.post_files(path, &office, &fields).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/guidelines/seed-2025"), "{}", done.body);
    let page = async |login: &str| world.get("/guidelines/seed-2025", &world.log_in(login).await).await.body;
    for login in ["vp-xa", "soan-thao", "doc-xa"] {
        let body = page(login).await;
        assert!(body.contains("<blockquote>") && body.contains("&lt;u&gt;") && !body.contains("<u>"), "{login}: {body}");
    }
    assert!(!page("vp-phuong").await.contains("<blockquote>"), "a neighbour reads no text of this house");
}
