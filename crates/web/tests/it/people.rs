//! The house in a browser: log-in, the own account, units, people, roles.

use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;

use crate::world::{Answer, PASSWORD, World, on_both_engines};

on_both_engines!(
    logging_in_leads_where_one_was_going_and_nowhere_else,
    a_changed_password_ends_every_other_session,
    an_administrator_founds_a_unit_and_invites_a_person_who_gets_in_once_by_the_link,
    roles_are_given_and_ended_and_an_administrator_is_always_left,
    posts_are_entered_and_left_each_with_its_day,
    nobody_else_keeps_people,
    a_closed_account_lets_nobody_in_not_even_by_an_older_link,
    a_clock_that_was_set_back_is_told_on_pages,
);

fn cookie(answer: &Answer) -> String {
    let set = answer.head.headers.get(SET_COOKIE).and_then(|it| it.to_str().ok()).unwrap_or("");
    set.split(';').next().unwrap_or("").to_owned()
}

/// What stands between two pieces of a page, first time.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    page.split_once(from).and_then(|it| it.1.split_once(to)).map(|it| it.0).unwrap_or_else(|| panic!("no {from:?} in {page}"))
}

async fn commune(world: &World, administrator: &str) -> String {
    let page = world.get("/units", administrator).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let before = page.body.split("Đảng bộ Xã Mẫu A").next().unwrap_or("");
    let path = before.rsplit("href=\"").next().unwrap_or("").split('"').next().unwrap_or("");
    assert!(path.starts_with("/units/0"), "{path}");
    path.to_owned()
}

/// The number in the address of the form that does something for a person of the page.
fn person(page: &str, name: &str) -> String {
    let from = page.split(&format!("<h3>{name}</h3>")).nth(1).unwrap_or_else(|| panic!("no {name} in {page}"));
    between(from, "action=\"/people/", "/").to_owned()
}

async fn logging_in_leads_where_one_was_going_and_nowhere_else(world: World) {
    let page = world.get("/log-in?back=%2Fguidelines", "").await;
    assert!(page.body.contains("value=\"/guidelines\""), "{}", page.body);
    let wrong = world.post("/log-in", "", &[("login", "vp-xa"), ("password", "không đúng đâu"), ("back", "/me")]).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert!(wrong.body.contains("value=\"vp-xa\"") && !wrong.body.contains("không đúng đâu"), "{}", wrong.body);
    let right = world.post("/log-in", "", &[("login", " VP-XA "), ("password", PASSWORD), ("back", "/me")]).await;
    assert_eq!((right.status, right.location()), (StatusCode::SEE_OTHER, "/me"), "{}", right.body);
    let set = right.head.headers.get(SET_COOKIE).and_then(|it| it.to_str().ok()).unwrap_or("");
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax") && set.contains("Path=/") && !set.contains("Secure"), "{set}");
    let mine = cookie(&right);
    let me = world.get("/me", &mine).await;
    assert!(me.body.contains("Lê Thị Mẫu") && me.body.contains("Văn phòng"), "{}", me.body);
    assert_eq!(world.get("/", &mine).await.location(), "/programmes");
    let away = world.post("/log-in", &mine, &[("login", "vp-xa"), ("password", PASSWORD), ("back", "//mau.example/x")]).await;
    assert_eq!(away.location(), "/");
    assert_eq!(world.get("/me", &mine).await.status, StatusCode::SEE_OTHER, "the session before does not go on");
    let extra = world.post("/log-in", "", &[("login", "vp-xa"), ("password", PASSWORD), ("person_id", "1")]).await;
    assert_eq!(extra.status, StatusCode::UNPROCESSABLE_ENTITY, "no field that the form does not have");
    let out = world.post("/log-out", &cookie(&away), &[]).await;
    assert_eq!((out.status, out.location()), (StatusCode::SEE_OTHER, "/log-in"));
    assert_eq!(world.get("/me", &cookie(&away)).await.status, StatusCode::SEE_OTHER);
}

async fn a_changed_password_ends_every_other_session(world: World) {
    let (here, elsewhere) = (world.log_in("vp-xa").await, world.log_in("vp-xa").await);
    let new = "câu mới dễ nhớ của tôi";
    let form = |old, password, again| [("old", old), ("password", password), ("again", again)];
    for (fields, why) in [(form("sai", new, new), "chưa đúng"), (form(PASSWORD, new, "khác"), "chưa giống"), (form(PASSWORD, "ngắn", "ngắn"), "từ 10 đến 200")] {
        let refused = world.post("/me/password", &here, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        assert!(refused.body.contains(why), "{why}: {}", refused.body);
    }
    let done = world.post("/me/password", &here, &form(PASSWORD, new, new)).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/me?done=password"), "{}", done.body);
    for dead in [&here, &elsewhere] {
        assert_eq!(world.get("/me", dead).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(world.get("/me", &cookie(&done)).await.status, StatusCode::OK);
    assert!(world.app.log_in("vp-xa", PASSWORD).await.is_err());

    let (one, other) = (world.log_in("doc-xa").await, world.log_in("doc-xa").await);
    assert_eq!(world.post("/me/end-sessions", &one, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!((world.get("/me", &one).await.status, world.get("/me", &other).await.status), (StatusCode::OK, StatusCode::SEE_OTHER));
}

async fn an_administrator_founds_a_unit_and_invites_a_person_who_gets_in_once_by_the_link(world: World) {
    let administrator = world.log_in("quan-tri").await;
    let commune = commune(&world, &administrator).await;
    let founded = world.post(&format!("{commune}/units"), &administrator, &[("unit_name", "Ban Xây dựng Đảng"), ("kind", "body")]).await;
    assert_eq!(founded.status, StatusCode::SEE_OTHER, "{}", founded.body);
    let unit = founded.location().to_owned();
    let nameless = world.post(&format!("{commune}/units"), &administrator, &[("unit_name", " "), ("kind", "body")]).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nameless.body.contains("còn trống"), "{}", nameless.body);

    let taken = world.post(&format!("{unit}/people"), &administrator, &[("name", "Bùi Thị Mẫu"), ("login", "vp-xa"), ("drafter", "1")]).await;
    assert!(taken.status == StatusCode::UNPROCESSABLE_ENTITY && taken.body.contains("đã có người dùng") && taken.body.contains("Bùi Thị Mẫu"), "{}", taken.body);
    let shown = world.post(&format!("{unit}/people"), &administrator, &[("name", "Bùi Thị Mẫu"), ("login", "bui-mau"), ("drafter", "1")]).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    let link = format!("/password/{}", between(&shown.body, "/password/", "<"));
    let page = world.get(&unit, &administrator).await;
    assert!(page.body.contains("Bùi Thị Mẫu") && page.body.contains("bui-mau") && !page.body.contains(&link), "{}", page.body);

    assert_eq!(world.get(&link, "").await.status, StatusCode::OK);
    let new = "một câu riêng của chị Bùi";
    let set = world.post(&link, "", &[("password", new), ("again", new)]).await;
    assert_eq!((set.status, set.location()), (StatusCode::SEE_OTHER, "/"), "{}", set.body);
    assert_eq!(world.get("/programmes", &cookie(&set)).await.status, StatusCode::OK);
    assert_eq!(world.get(&link, "").await.status, StatusCode::GONE);
    assert_eq!(world.post(&link, "", &[("password", new), ("again", new)]).await.status, StatusCode::GONE);
    assert!(world.app.log_in("bui-mau", new).await.is_ok());
}

async fn roles_are_given_and_ended_and_an_administrator_is_always_left(world: World) {
    let administrator = world.log_in("quan-tri").await;
    let commune = commune(&world, &administrator).await;
    let page = world.get(&commune, &administrator).await;
    let reader = person(&page.body, "Vũ Văn Mẫu");
    let unit = commune.trim_start_matches("/units/").to_owned();
    let role = |from, until| vec![("role", "drafter"), ("unit", unit.as_str()), ("from", from), ("until", until)];
    for bad in [role("2026-03-01", ""), role("2026-03-05", "2026-03-05"), role("mai", "")] {
        let refused = world.post(&format!("/people/{reader}/roles"), &administrator, &bad).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad:?}");
    }
    let given = world.post(&format!("/people/{reader}/roles"), &administrator, &role("2026-03-03", "2026-12-31")).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    let page = world.get(&commune, &administrator).await;
    let row = between(&page.body, "<h3>Vũ Văn Mẫu</h3>", "</li><li class=\"item\">").to_owned();
    assert!(row.contains("Soạn thảo") && row.contains("từ ngày 03/03/2026") && row.contains("thôi từ ngày 31/12/2026"), "{row}");

    let grant = between(&row, "action=\"/grants/", "/").to_owned();
    let ended = world.post(&format!("/grants/{grant}/end"), &administrator, &[("on", "2026-03-02")]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    assert_eq!(world.post(&format!("/grants/{grant}/end"), &administrator, &[("on", "2026-03-02")]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "it has ended");

    let units = world.get("/units", &administrator).await;
    let office = between(units.body.split("Đảng bộ Tỉnh Mẫu").nth(1).unwrap_or(""), "href=\"", "\"").to_owned();
    let page = world.get(&office, &administrator).await;
    let own = between(page.body.split("<h3>Phạm Thị Mẫu</h3>").nth(1).unwrap_or(""), "action=\"/grants/", "/").to_owned();
    let last = world.post(&format!("/grants/{own}/end"), &administrator, &[("on", "2026-04-01")]).await;
    assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", last.body);
    assert!(last.body.contains("ít nhất một người quản trị"), "{}", last.body);
    assert_eq!(world.get("/units", &administrator).await.status, StatusCode::OK);
}

async fn posts_are_entered_and_left_each_with_its_day(world: World) {
    let administrator = world.log_in("quan-tri").await;
    let commune = commune(&world, &administrator).await;
    let unit = commune.trim_start_matches("/units/").to_owned();
    let office = person(&world.get(&commune, &administrator).await.body, "Lê Thị Mẫu");
    let (posts, leave) = (format!("/people/{office}/posts"), format!("/people/{office}/posts/leave"));
    let taken = |title, from| vec![("title", title), ("unit", unit.as_str()), ("from", from)];
    for bad in [taken("  ", "2025-09-01"), taken("Chánh Văn phòng", "mai")] {
        assert_eq!(world.post(&posts, &administrator, &bad).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad:?}");
    }
    let done = world.post(&posts, &administrator, &taken("Chánh Văn phòng", "2025-09-01")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let twice = world.post(&posts, &administrator, &taken("Chánh Văn phòng", "2025-09-01")).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", twice.body);
    let row = |page: &str| between(page, "<h3>Lê Thị Mẫu</h3>", "<h3>").to_owned();
    assert!(row(&world.get(&commune, &administrator).await.body).contains("<strong>Chánh Văn phòng</strong>"));
    let me = world.get("/me", &world.log_in("vp-xa").await).await;
    assert!(me.body.contains("Chánh Văn phòng"), "{}", me.body);

    let drafter = world.log_in("soan-thao").await;
    assert_eq!(world.post(&posts, &drafter, &taken("Bí thư", "2025-09-01")).await.status, StatusCode::FORBIDDEN);
    let left = [("title", "Chánh Văn phòng"), ("unit", unit.as_str()), ("on", "2026-03-02")];
    assert_eq!(world.post(&leave, &administrator, &left).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.post(&leave, &administrator, &left).await.status, StatusCode::NOT_FOUND, "it was left already");
    assert!(!row(&world.get(&commune, &administrator).await.body).contains("<strong>Chánh Văn phòng</strong>"));
}

async fn nobody_else_keeps_people(world: World) {
    let administrator = world.log_in("quan-tri").await;
    let commune = commune(&world, &administrator).await;
    let page = world.get(&commune, &administrator).await;
    let reader = person(&page.body, "Hoàng Thị Mẫu");
    let grant = between(&page.body, "action=\"/grants/", "/").to_owned();
    for login in ["vp-tinh", "vp-xa", "soan-thao", "doc-xa", "vp-phuong"] {
        let cookie = world.log_in(login).await;
        assert_eq!(world.get("/units", &cookie).await.status, StatusCode::NOT_FOUND, "{login}");
        assert_eq!(world.get(&commune, &cookie).await.status, StatusCode::NOT_FOUND, "{login}");
        let unit = commune.trim_start_matches("/units/");
        for (path, form) in [
            (format!("{commune}/units"), vec![("unit_name", "Ban X"), ("kind", "body")]),
            (format!("{commune}/people"), vec![("name", "Bùi Thị Mẫu"), ("login", "bui-mau"), ("drafter", "1")]),
            (format!("/people/{reader}/password-link"), vec![]),
            (format!("/people/{reader}/close"), vec![]),
            (format!("/people/{reader}/roles"), vec![("role", "office"), ("unit", unit), ("from", "")]),
            (format!("/grants/{grant}/end"), vec![("on", "2026-03-02")]),
        ] {
            let answer = world.post(&path, &cookie, &form).await;
            let expected = if login == "vp-phuong" { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
            assert_eq!(answer.status, expected, "{login} {path}");
        }
    }
}

async fn a_closed_account_lets_nobody_in_not_even_by_an_older_link(world: World) {
    let administrator = world.log_in("quan-tri").await;
    let commune = commune(&world, &administrator).await;
    let reader = person(&world.get(&commune, &administrator).await.body, "Vũ Văn Mẫu");
    let session = world.log_in("doc-xa").await;
    let shown = world.post(&format!("/people/{reader}/password-link"), &administrator, &[]).await;
    let link = format!("/password/{}", between(&shown.body, "/password/", "<"));
    assert_eq!(world.get(&link, "").await.status, StatusCode::OK);
    assert_eq!(world.post(&format!("/people/{reader}/close"), &administrator, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.get("/me", &session).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.get(&link, "").await.status, StatusCode::GONE);
    assert!(world.app.log_in("doc-xa", PASSWORD).await.is_err());
}

async fn a_clock_that_was_set_back_is_told_on_pages(world: World) {
    let cookie = world.log_in("vp-xa").await;
    assert!(!world.get("/me", &cookie).await.body.contains("Đồng hồ của máy chủ"));
    world.clock.move_by(-3600);
    let page = world.get("/me", &cookie).await;
    assert!(page.body.contains("Đồng hồ của máy chủ chậm 60 phút"), "{}", page.body);
}
