//! What is shown, and to whom.

use crate::world::{World, on_both_engines};
use axum::http::StatusCode;

use super::{draft, item, slots, tasks, value};

on_both_engines!(
    the_outline_shows_every_item_with_its_findings,
    a_certain_fix_is_shown_and_made,
    a_body_that_was_merged_gets_the_name_of_its_successor,
    the_official_text_stands_by_its_clause,
    a_line_that_was_not_understood_is_marked,
    readers_see_no_form_and_change_nothing,
    strangers_find_nothing,
    search_finds_without_marks,
);

async fn the_outline_shows_every_item_with_its_findings(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    let page = world.get(&path, &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(30 < tasks(&page.body).len());
    for said in ["Cần bổ sung", "Nên chỉnh", "Lưu ý", "Chưa đủ căn cứ", "MỤC TIÊU, YÊU CẦU", "NỘI DUNG CHƯƠNG TRÌNH", "class=\"finding error\"", "Dự thảo lần 1", "id=\"summary\""]
    {
        assert!(page.body.contains(said), "{said}");
    }
    let second = &tasks(&page.body)[1];
    assert!(item(&page.body, second).contains("finding"), "the task that lost its lead says so: {}", item(&page.body, second));
    for (tail, said) in [
        ("/findings", "II.2.b-4/lead"),
        ("/coverage", "class=\"matrix\""),
        ("/history", "bắt đầu chương trình"),
        ("/findings?severity=error", "Cần bổ sung"),
        ("/findings?verdict=unmet", "Chưa đạt"),
    ] {
        let page = world.get(&format!("{path}{tail}"), &cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{tail}: {}", page.body);
        assert!(page.body.contains(said), "{tail}: {said}");
    }
}

async fn a_certain_fix_is_shown_and_made(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    let task = tasks(&world.get(&path, &cookie).await.body)[0].clone();
    let edit = format!("{path}/items/{task}/edit");
    let seen = value(&world.get(&edit, &cookie).await.body, "name=\"seen\"").to_owned();
    // Somebody who is on no list of recipients is given a duty.
    world.post(&edit, &cookie, &slots("Đề án phát hành tem truy xuất nguồn gốc", "Bưu điện văn hoá xã", &seen)).await;
    let beside = world.get(&path, &cookie).await.body;
    assert!(item(&beside, &task).contains("/fix\""), "it can be mended where it stands: {}", item(&beside, &task));
    assert!(!world.get(&path, &world.log_in("doc-xa").await).await.body.contains("/fix\""), "not by who only reads");
    let page = world.get(&format!("{path}/findings"), &cookie).await.body;
    let at = page.find("<ins>").unwrap_or_else(|| panic!("a fix with before and after: {page}"));
    assert!(page[at..].contains("Bưu điện văn hoá xã"));
    let key = value(&page, "name=\"key\"").to_owned();
    assert_eq!(world.post(&format!("{path}/fix"), &cookie, &[("key", &key)]).await.status, StatusCode::SEE_OTHER);
    let outline = world.get(&path, &cookie).await.body;
    let recipients = outline.split("Nơi nhận").nth(1).expect("the recipients");
    let (there, copy) = (recipients.find("Bưu điện văn hoá xã").expect("it is on the list"), recipients.find("Lưu Văn phòng Đảng uỷ").expect("the file copy"));
    assert!(there < copy, "the file copy stays last");
    assert_eq!(world.post(&format!("{path}/fix"), &cookie, &[("key", &key)]).await.status, StatusCode::CONFLICT, "it is mended");
    assert_eq!(world.post(&format!("{path}/undo"), &cookie, &[]).await.status, StatusCode::SEE_OTHER, "and is an edit as any other");
}

async fn a_body_that_was_merged_gets_the_name_of_its_successor(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    let seen = value(&world.get(&format!("{path}/head"), &cookie).await.body, "name=\"seen\"").to_owned();
    world.post(&format!("{path}/head"), &cookie, &[("date", "12/6/2026"), ("seen", &seen)]).await;
    let task = tasks(&world.get(&path, &cookie).await.body)[0].clone();
    let edit = format!("{path}/items/{task}/edit");
    let seen = value(&world.get(&edit, &cookie).await.body, "name=\"seen\"").to_owned();
    world.post(&edit, &cookie, &slots("Đề án đường liên xã giai đoạn hai", "Bộ Giao thông vận tải", &seen)).await;
    let page = world.get(&format!("{path}/findings"), &cookie).await.body;
    assert!(page.contains("Đổi sang tên cơ quan kế thừa"), "{page}");
    let form = page.split("<form").find(|it| it.contains("Đổi sang tên cơ quan kế thừa")).expect("the fix");
    assert_eq!(world.post(&format!("{path}/fix"), &cookie, &[("key", value(&format!("<form{form}"), "name=\"key\"")), ("back", "outline")]).await.status, StatusCode::SEE_OTHER);
    let page = world.get(&path, &cookie).await.body;
    assert!(item(&page, &task).contains("Bộ Xây dựng") && !item(&page, &task).contains("Bộ Giao thông"), "{}", item(&page, &task));
}

async fn the_official_text_stands_by_its_clause(world: World) {
    use hanhdong_actions::programme::HandIn;
    let cookie = world.log_in("vp-xa").await;
    let path = draft(&world, &cookie).await;
    assert!(!world.get(&format!("{path}/findings"), &cookie).await.body.contains("<blockquote>"));
    let who = world.app.who(&hanhdong_actions::Token::brought(cookie.trim_start_matches("hd_session=")).expect("a token")).await.expect("a person");
    let unit = world.app.units_where(&who, hanhdong_domain::organisation::OrganisationAct::Create).await.expect("units").remove(0);
    // Our own statements, as if they were the official text.
    let guideline = world.app.guideline("seed-2025").expect("a guideline");
    let text: String = guideline.clauses.iter().map(|it| format!("- {}.\n", it.statement_vi)).collect();
    let file = HandIn { name: "huong-dan.txt".to_owned(), bytes: std::sync::Arc::new(text.into_bytes()) };
    assert!(0 < world.app.hand_in_guideline_text(&who, &unit.organisation, "seed-2025", file).await.expect("clauses are found"));
    assert!(world.get(&format!("{path}/findings"), &cookie).await.body.contains("<blockquote>"));
}

async fn a_line_that_was_not_understood_is_marked(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    assert!(!world.get(&path, &cookie).await.body.contains("Chưa hiểu được"));
    let line = format!("{path}/lines/1/0/edit");
    let seen = value(&world.get(&line, &cookie).await.body, "name=\"seen\"").to_owned();
    world.post(&line, &cookie, &[("text", "xyz 123"), ("role", "unread"), ("item-kind", "passage"), ("seen", &seen)]).await;
    let page = world.get(&path, &cookie).await.body;
    assert!(page.contains("Chưa hiểu được") && page.contains("Đoạn chưa hiểu được: 1"), "{page}");
}

/// Fields of a form: name and value.
type Fields = Vec<(&'static str, String)>;

/// Every address of the pages, with a form that would do something.
fn everything(path: &str, task: &str) -> (Vec<String>, Vec<(String, Fields)>) {
    let reading = ["", "/findings", "/coverage", "/history", "/changes?since=0", "/live"].map(|it| format!("{path}{it}")).to_vec();
    let form = |fields: &[(&'static str, &str)]| fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect::<Vec<_>>();
    let posts = vec![
        (format!("{path}/items/{task}/edit"), form(&[("text", "x"), ("seen", ""), ("item-kind", "task")])),
        (format!("{path}/items/{task}/remove"), form(&[("seen", "")])),
        (format!("{path}/items/{task}/move"), form(&[("way", "up")])),
        (format!("{path}/lines/1/0/edit"), form(&[("text", "x"), ("seen", ""), ("item-kind", "passage")])),
        (format!("{path}/lines/1/0/remove"), form(&[("seen", "")])),
        (format!("{path}/parts/1/edit"), form(&[("heading", "x"), ("seen", "")])),
        (format!("{path}/parts"), form(&[("heading", "x"), ("mark", ""), ("role", "other")])),
        (format!("{path}/head"), form(&[("title", "x"), ("seen", "")])),
        (format!("{path}/new"), form(&[("text", "x"), ("item-kind", "task"), ("part", "0"), ("at", "0")])),
        (format!("{path}/ties"), form(&[("tie", &format!("{task} g_chung comes")), ("back", "item")])),
        (format!("{path}/fix"), form(&[("key", "0")])),
        (format!("{path}/undo"), Vec::new()),
        (format!("{path}/put-away"), Vec::new()),
        (format!("{path}/take-back"), Vec::new()),
    ];
    (reading, posts)
}

const FORMS: [&str; 6] = ["/head", "/parts/new", "/parts/1/edit", "/lines/1/0/edit", "/new?kind=task&part=0&at=0", "/one-line?words=x&part=0"];

async fn readers_see_no_form_and_change_nothing(world: World) {
    let (writer, reader) = (world.log_in("soan-thao").await, world.log_in("doc-xa").await);
    let path = draft(&world, &writer).await;
    let before = world.get(&path, &writer).await.body;
    let task = tasks(&before)[0].clone();
    let (reading, posts) = everything(&path, &task);
    for address in reading.iter().filter(|it| !it.ends_with("/live")) {
        let page = world.get(address, &reader).await;
        assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.body);
        assert!(!page.main().contains("method=\"post\"") && !page.main().contains("/edit\""), "{address}: nothing to press that would be refused");
    }
    for address in FORMS.iter().map(|it| format!("{path}{it}")).chain([format!("{path}/items/{task}/edit"), format!("{path}/items/{task}/ties")]) {
        assert_eq!(world.get(&address, &reader).await.status, StatusCode::FORBIDDEN, "{address}");
    }
    for (address, form) in &posts {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(world.post(address, &reader, &form).await.status, StatusCode::FORBIDDEN, "{address}");
    }
    assert_eq!(tasks(&world.get(&path, &writer).await.body), tasks(&before));
    // What was issued is read by its own office and changed by nobody.
    let province = world.log_in("vp-tinh").await;
    let issued = draft(&world, &province).await;
    let page = world.get(&issued, &province).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.main().contains("method=\"post\"") && page.body.contains("Ban hành ngày"), "{}", page.body);
}

async fn strangers_find_nothing(world: World) {
    let writer = world.log_in("soan-thao").await;
    let path = draft(&world, &writer).await;
    let task = tasks(&world.get(&path, &writer).await.body)[0].clone();
    let (reading, posts) = everything(&path, &task);
    let forms = FORMS.iter().map(|it| format!("{path}{it}")).chain([format!("{path}/items/{task}/edit"), format!("{path}/items/{task}/ties")]);
    let all: Vec<String> = reading.into_iter().chain(forms).collect();
    for login in ["vp-phuong", "vp-tinh", "quan-tri"] {
        let stranger = world.log_in(login).await;
        for address in &all {
            assert_eq!(world.get(address, &stranger).await.status, StatusCode::NOT_FOUND, "{login} {address}");
        }
        for (address, form) in &posts {
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(world.post(address, &stranger, &form).await.status, StatusCode::NOT_FOUND, "{login} {address}");
        }
        assert!(!world.get("/search?q=sinh+ke", &stranger).await.body.contains(&path), "{login}");
    }
}

async fn search_finds_without_marks(world: World) {
    let cookie = world.log_in("soan-thao").await;
    let path = draft(&world, &cookie).await;
    for words in ["chuoi+gia+tri", "chu%E1%BB%97i+gi%C3%A1+tr%E1%BB%8B", "CHUOI++GIA"] {
        let page = world.get(&format!("/search?q={words}"), &cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains(&format!("{path}?at=")), "{words}: {}", page.body);
    }
    let page = world.get("/search?q=nghi+quyet+dai+hoi+dang+bo+xa", &cookie).await;
    assert!(page.body.contains(&format!("href=\"{path}\"")), "programmes are found by their title: {}", page.body);
    for odd in ["%25", "_", "%22+OR+1", "NEAR%28", "%27"] {
        assert_eq!(world.get(&format!("/search?q={odd}"), &cookie).await.status, StatusCode::OK, "{odd}");
    }
}

/// How long the pages of a large programme take here; run by hand.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn a_large_programme_is_measured() {
    let world = World::demo(hanhdong_actions::Engine::Sqlite).await.expect("a file");
    let cookie = world.log_in("vp-xa").await;
    let who = world.app.log_in("vp-xa", crate::world::PASSWORD).await.expect("a session");
    let who = world.app.who(&who.token).await.expect("a person");
    let goals: String = (1..=40).map(|it| format!("  goal {it} #g_{it}: Mục tiêu thứ {it} đến năm 2030 về lĩnh vực {it}\n    schedule: đến năm 2030\n")).collect();
    let tasks: String = (1..=2000)
        .map(|it| format!("  task {it} #t_{it}: Đề án phát triển vùng sản xuất số {it} tại thôn {}\n    lead: Phòng Kinh tế\n    coordinators: UBMTTQ xã\n    deadline: quý IV/2027\n    resource: {it} triệu đồng ngân sách xã\n", it % 70))
        .collect();
    let text = format!("hanhdong 1\n\ndocument\n  title: lớn\n\npart goals I: MỤC TIÊU\n{goals}\npart content II: NỘI DUNG\n{tasks}");
    let unit = world.app.units_where(&who, hanhdong_domain::organisation::OrganisationAct::Create).await.expect("units").remove(0);
    let file = hanhdong_actions::programme::HandIn { name: "lon.notation".to_owned(), bytes: std::sync::Arc::new(text.into_bytes()) };
    let id = world.app.hand_in(&who, &unit.organisation, "seed-2025", file).await.expect("it is read");
    for round in 0..2 {
        for tail in ["", "?page=1", "/findings", "/coverage", "/history", "/items/t_1000/edit"] {
            let begun = std::time::Instant::now();
            let page = world.get(&format!("/programmes/{id}{tail}"), &cookie).await;
            println!("{round} {tail}: {} ms, {} kB, {}", begun.elapsed().as_millis(), page.body.len() / 1024, page.status);
        }
    }
    let begun = std::time::Instant::now();
    drop(world.app.review(&who, &id, hanhdong_domain::Language::Vi).await);
    println!("review alone: {} ms", begun.elapsed().as_millis());
}
