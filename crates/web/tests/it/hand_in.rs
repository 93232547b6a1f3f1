//! A programme is handed in, or begun; what was understood stands beside the file.

use std::path::PathBuf;

use axum::http::StatusCode;

use crate::papers::{File, Text};
use crate::world::{World, on_both_engines};

on_both_engines!(
    a_file_is_handed_in_and_what_was_understood_stands_beside_it,
    uncertain_items_are_accepted_one_by_one_or_all_and_taken_back,
    a_programme_is_begun_empty_under_a_superiors_resolution,
    only_those_who_draft_hand_in_and_only_for_their_own_house,
    the_real_programme_is_understood_line_by_line,
);

/// A paper in which some things are read by guess and one line is not read at all.
const PAPER: &str = "ĐẢNG UỶ XÃ MẪU A\n\nCHƯƠNG TRÌNH HÀNH ĐỘNG\nthực hiện Nghị quyết số 09-NQ/TW\n\nI. MỤC TIÊU, YÊU CẦU\n\n1. Mục tiêu tổng quát\n\nXây dựng xã phát triển nhanh và bền vững.\n\n2. Mục tiêu cụ thể\n\n- Đến năm 2030, tỷ lệ hộ dân dùng nước sạch <b>đạt</b> trên 95%.\n\nII. NỘI DUNG\n\n1. Nhiệm vụ\n\n- Phòng Kinh tế chủ trì xây dựng đề án sinh kế ven sông, hoàn thành quý IV/2027.\n\n- Nâng cấp hệ thống thuỷ lợi nội đồng.\n\nIII. TỔ CHỨC THỰC HIỆN\n\n1. Văn phòng Đảng uỷ theo dõi, đôn đốc việc thực hiện.\n\n- Định kỳ đôn đốc, kiểm tra, đánh giá kết quả thực hiện.\n\n- Tổ chức sơ kết, tổng kết theo quy định.\n";

async fn handed_in(world: &World, cookie: &str) -> String {
    let organisation = world.commune().await;
    let answer = world
        .post_files(
            "/programmes/new",
            cookie,
            &[Text("organisation", &organisation), Text("guideline", "superior-resolution"), Text("title", ""), File("paper", "<i>nq09.txt", PAPER.as_bytes())],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}

async fn a_file_is_handed_in_and_what_was_understood_stands_beside_it(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let page = world.get("/programmes/new", &cookie).await;
    let at = |words: &str| page.body.find(words).unwrap_or_else(|| panic!("{words}: {}", page.body));
    assert!(at("value=\"superior-resolution\" checked") < at("value=\"seed-2025\"") && at("value=\"seed-2025\"") < at("value=\"state-plan\""));
    let path = handed_in(&world, &cookie).await;
    assert!(path.ends_with("/understood"), "{path}");
    let page = world.get(&path, &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for line in PAPER.lines().filter(|it| !it.is_empty()) {
        let shown = line.replace('<', "&lt;").replace('>', "&gt;");
        assert!(page.body.contains(shown.trim_start_matches("- ")), "{shown}: {}", page.body);
    }
    assert!(page.body.contains("&lt;i&gt;nq09") && !page.body.contains("<i>nq09") && !page.body.contains("<b>đạt"));
    assert!(page.body.contains("Phòng Kinh tế") && page.body.contains("quý IV/2027"));
    // The file itself comes back byte for byte, to whoever may read the programme.
    let file = path.replace("/understood", "/file");
    let (status, head, bytes) = world.fetch(&file, &world.log_in("doc-xa").await).await;
    assert!(status == StatusCode::OK && bytes == PAPER.as_bytes());
    assert!(head["content-disposition"].to_str().expect("text").starts_with("attachment; ") && head["content-type"] == "application/octet-stream");
    assert_eq!(world.get(&file, &world.log_in("vp-phuong").await).await.status, StatusCode::NOT_FOUND);
    // Readers of the house read it too, but are offered nothing to press.
    let reader = world.get(&path, &world.log_in("doc-xa").await).await;
    assert_eq!(reader.status, StatusCode::OK);
    assert!(!reader.body.contains("<form action=\"/programmes/"));
    assert_eq!(world.get(&path, &world.log_in("vp-phuong").await).await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.get(&path, &world.log_in("vp-tinh").await).await.status, StatusCode::NOT_FOUND);
}

async fn uncertain_items_are_accepted_one_by_one_or_all_and_taken_back(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = handed_in(&world, &cookie).await;
    let looks = async || world.get(&path, &cookie).await.body.matches("<li class=\"item\" id=\"look-").count();
    let before = looks().await;
    assert!(before >= 2, "the paper has guesses: {before}");
    let page = world.get(&path, &cookie).await.body;
    let value = |name: &str| page.split(&format!("name=\"{name}\" value=\"")).nth(1).and_then(|it| it.split('"').next()).expect("a hidden field").to_owned();
    let (seen, anchor) = (value("seen"), value("anchor"));
    let stale = world.post(&path, &cookie, &[("seen", "77")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let reader = world.post(&path, &world.log_in("doc-xa").await, &[("seen", &seen)]).await;
    assert_eq!(reader.status, StatusCode::FORBIDDEN);
    assert_eq!(world.post(&path, &cookie, &[("seen", &seen), ("anchor", &anchor)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(looks().await, before - 1);
    // What was seen before that is no longer what there is.
    assert_eq!(world.post(&path, &cookie, &[("seen", &seen)]).await.status, StatusCode::CONFLICT);
    let now = (seen.parse::<i64>().expect("a version") + 1).to_string();
    assert_eq!(world.post(&path, &cookie, &[("seen", &now)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(looks().await, 0);
    let id = hanhdong_domain::organisation::ProgrammeId::parse(path.split('/').nth(2).expect("an id")).expect("an id");
    world.app.undo(&world.who("soan-thao").await, &id).await.expect("an ordinary change, so it can be taken back");
    assert_eq!(looks().await, before - 1);
}

async fn a_programme_is_begun_empty_under_a_superiors_resolution(world: World) {
    let cookie = world.log_in("vp-xa").await;
    let organisation = world.commune().await;
    let fields = |title| [Text("organisation", &organisation), Text("guideline", "superior-resolution"), Text("title", title), File("paper", "", b"")];
    let none = world.post_files("/programmes/new", &cookie, &fields("  ")).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("hãy chọn một tệp"), "{}", none.body);
    let evil = "thực hiện Nghị quyết <script>alert(1)</script>";
    let begun = world.post_files("/programmes/new", &cookie, &fields(evil)).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let list = world.get("/programmes", &cookie).await;
    assert!(list.body.contains("&lt;script&gt;") && !list.body.contains("<script>alert"));
    // Without a file there is nothing to stand beside: the way leads to the programme itself.
    let understood = world.get(&format!("{}/understood", begun.location()), &cookie).await;
    assert_eq!((understood.status, understood.location()), (StatusCode::SEE_OTHER, begun.location()));
    let unknown = world.post_files("/programmes/new", &cookie, &[Text("organisation", &organisation), Text("guideline", "khong-co"), Text("title", "x")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn only_those_who_draft_hand_in_and_only_for_their_own_house(world: World) {
    let (commune, ward) = (world.commune().await, world.unit_of("vp-phuong").await);
    for login in ["doc-xa", "quan-tri"] {
        assert_eq!(world.get("/programmes/new", &world.log_in(login).await).await.status, StatusCode::FORBIDDEN, "{login}");
    }
    for (login, organisation, status) in [
        ("doc-xa", &commune, StatusCode::FORBIDDEN),
        ("soan-thao", &ward, StatusCode::NOT_FOUND),
        ("vp-tinh", &commune, StatusCode::FORBIDDEN),
        ("soan-thao", &commune, StatusCode::SEE_OTHER),
    ] {
        let answer = world
            .post_files(
                "/programmes/new",
                &world.log_in(login).await,
                &[Text("organisation", organisation), Text("guideline", "seed-2025"), File("paper", "a.txt", PAPER.as_bytes())],
            )
            .await;
        let refused = if status == StatusCode::FORBIDDEN { vec![StatusCode::FORBIDDEN, StatusCode::NOT_FOUND] } else { vec![status] };
        assert!(refused.contains(&answer.status), "{login}: {} {}", answer.status, answer.body);
    }
}

#[allow(clippy::print_stdout, reason = "a story that could not be told says so")]
async fn the_real_programme_is_understood_line_by_line(world: World) {
    let shared = std::env::var_os("HANHDONG_SHARED").map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")), PathBuf::from);
    let Ok(paper) = std::fs::read(shared.join("data/action-programme-03-NQ-CP-2025.md")) else {
        println!("skipped: no real data ({}/data)", shared.display());
        return;
    };
    let cookie = world.log_in("vp-xa").await;
    let organisation = world.commune().await;
    let answer = world.post_files("/programmes/new", &cookie, &[Text("organisation", &organisation), Text("guideline", "state-plan"), File("paper", "03-NQ-CP.md", &paper)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let first = world.get(answer.location(), &cookie).await;
    assert_eq!(first.status, StatusCode::OK);
    let mut rows = first.body.matches("role=\"rowheader\"><span class=\"place\">").count();
    let mut page = first;
    while let Some(next) = page.body.split("rel=\"next\" href=\"").nth(1).and_then(|it| it.split('"').next()) {
        page = world.get(&next.replace("&amp;", "&"), &cookie).await;
        rows += page.body.matches("role=\"rowheader\"><span class=\"place\">").count();
    }
    let lines = String::from_utf8_lossy(&paper).lines().filter(|it| !it.trim().is_empty()).count();
    assert!(rows * 10 >= lines * 7 && rows <= lines, "{rows} rows of {lines} lines");
}
