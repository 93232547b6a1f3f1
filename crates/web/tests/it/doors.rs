//! The door and the keys: sessions, passwords, and administrators who keep one house and no other.

use axum::http::StatusCode;
use futures::StreamExt;
use hanhdong_actions::Token;
use hanhdong_actions::organisation::{NewPerson, NewRole};
use hanhdong_domain::organisation::{Role, UnitId};
use hanhdong_web::{Settings, Web, router};
use serde_json::json;

use crate::client::{Call, call};
use crate::stage::Stage;
use crate::world::{PASSWORD, World, on_both_engines, percent};

on_both_engines!(
    a_session_is_new_with_every_log_in_and_password_and_the_old_one_is_dead,
    who_logs_out_hears_nothing_more_on_a_line_that_was_open,
    tries_that_come_at_once_are_throttled_and_others_come_in,
    an_administrator_of_one_house_keeps_nobody_of_another,
    an_account_is_not_opened_again_by_what_was_begun_before_it_was_closed,
);

fn page(path: &str, form: &str) -> Call {
    call("POST", &format!("/{path}")).header("sec-fetch-site", "same-origin").body("application/x-www-form-urlencoded", form.as_bytes())
}

fn log_in(login: &str, password: &str) -> Call {
    page("/log-in", &format!("login={login}&password={}", percent(password)))
}

async fn a_session_is_new_with_every_log_in_and_password_and_the_old_one_is_dead(world: World) {
    let preset = "0123456789abcdef0123456789abcdef0123456789abcdef";
    let set = |said: &crate::client::Said| said.header("set-cookie");
    let session = |cookie: &str| cookie.trim_start_matches("hd_session=").split(';').next().unwrap_or_default().to_owned();
    let first = set(&log_in("soan-thao", PASSWORD).cookie(preset).send(&world).await);
    assert!(first.contains("HttpOnly") && first.contains("SameSite=Lax") && first.contains("Path=/") && !first.contains("Domain") && !first.contains("Secure"), "{first}");
    let first = session(&first);
    assert!(Token::brought(&first).is_some() && first != preset, "{first}");
    let inside = async |it: &str| call("GET", "/me").cookie(it).send(&world).await.status == StatusCode::OK;
    assert!(inside(&first).await && !inside(preset).await);
    // Somebody else logs in at the same machine: the session before is over.
    let second = session(&set(&log_in("vp-xa", PASSWORD).cookie(&first).send(&world).await));
    assert!(inside(&second).await && !inside(&first).await);
    let new = percent("một mật khẩu khác");
    let changed = page("/me/password", &format!("old={}&password={new}&again={new}", percent(PASSWORD))).cookie(&second).send(&world).await;
    let third = session(&set(&changed));
    assert!(third != second && inside(&third).await && !inside(&second).await);
    let gone = page("/log-out", "").cookie(&third).send(&world).await;
    assert!(set(&gone).contains("Max-Age=0") && !inside(&third).await);
    // Where every request is encrypted the cookie is kept to that.
    let settings = Settings { is_encrypted: true, ..Settings::default() };
    let encrypted = router(Web { app: world.app.clone(), settings: std::sync::Arc::new(settings) });
    assert!(set(&log_in("soan-thao", PASSWORD).send_to(&encrypted).await).contains("; Secure"));
}

async fn who_logs_out_hears_nothing_more_on_a_line_that_was_open(world: World) {
    let id = world.draft("vp-xa").await;
    let mut lines = Vec::new();
    for login in ["soan-thao", "doc-xa"] {
        let session = crate::client::token(&world, login).await;
        let line = call("GET", &format!("//programmes/{id}/live")).cookie(&session).asked_of(&world.router).await;
        let mut pieces = line.into_body().into_data_stream();
        let first = pieces.next().await.expect("the version at once").expect("bytes");
        assert!(first.starts_with(b"event: version"));
        lines.push((session, pieces));
    }
    page("/log-out", "").cookie(&lines[0].0).send(&world).await;
    let office = crate::client::token(&world, "vp-xa").await;
    let goal = call("GET", &format!("/programmes/{id}")).by(&office).send(&world).await.expect(200)["tasks"][0]["id"].as_str().expect("an id").to_owned();
    call("POST", &format!("/programmes/{id}/items/{goal}/move")).by(&office).json(&json!({ "part": 1, "at": 0 })).send(&world).await.expect(200);
    let (gone, still) = lines.split_at_mut(1);
    assert!(still[0].1.next().await.expect("a line that goes on").expect("bytes").starts_with(b"event: version"), "the reader hears of it");
    assert!(gone[0].1.next().await.is_none(), "whoever left hears nothing more");
}

async fn tries_that_come_at_once_are_throttled_and_others_come_in(world: World) {
    let tries = futures::future::join_all((0..24).map(|_| log_in("soan-thao", "không phải mật khẩu").send(&world))).await;
    let count = |status: StatusCode| tries.iter().filter(|it| it.status == status).count();
    let (wrong, waits) = (count(StatusCode::UNAUTHORIZED), count(StatusCode::TOO_MANY_REQUESTS));
    assert!((5..=7).contains(&wrong) && wrong + waits == 24, "{wrong} were looked at, {waits} made to wait");
    // The right one waits as well, or it could be told from a wrong one; other people do not.
    assert_eq!(log_in("soan-thao", PASSWORD).send(&world).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(log_in("vp-xa", PASSWORD).send(&world).await.status, StatusCode::SEE_OTHER);
    world.clock.move_by(61);
    assert_eq!(log_in("soan-thao", PASSWORD).send(&world).await.status, StatusCode::SEE_OTHER, "nobody is locked out for long");
}

async fn an_administrator_of_one_house_keeps_nobody_of_another(world: World) {
    let stage = Stage::set(&world).await;
    let keeper = world.who("quan-tri").await;
    let ward = UnitId::parse(&world.unit_of("vp-phuong").await).expect("the ward");
    let person = NewPerson { name: "Người giữ phường".to_owned(), login: "giu-phuong".to_owned(), roles: vec![Role::Administrator] };
    let link = world.app.invite(&keeper, &ward, person).await.expect("invited");
    let session = world.app.use_password_link(&link, PASSWORD).await.expect("a password");
    // One who works in both houses is kept by neither alone: whoever sets a password can do all that the person may.
    let both = world.who("vp-phuong").await.id().clone();
    let role = NewRole { unit: stage.commune.clone(), role: Role::Reader, from_on: keeper.today(), until_on: None };
    let in_both = world.app.give_role(&keeper, &both, role).await.expect("a role in the commune");
    let (commune, theirs, grant) = (stage.commune.as_str(), stage.values.get("person"), stage.values.get("grant"));
    let own = session.person.to_string();
    let today = keeper.today();
    let before = world.app.journal_heads().await.expect("the heads");
    for (path, form) in [
        (format!("/units/{commune}/units"), "unit_name=Ban&kind=body".to_owned()),
        (format!("/units/{commune}/people"), "name=A&login=a-moi&reader=1".to_owned()),
        (format!("/people/{theirs}/password-link"), String::new()),
        (format!("/people/{theirs}/close"), String::new()),
        (format!("/people/{theirs}/roles"), format!("role=reader&unit={ward}&from={today}")),
        // The own account, a unit of others in the body.
        (format!("/people/{own}/roles"), format!("role=office&unit={commune}&from={today}")),
        (format!("/grants/{grant}/end"), format!("on={today}")),
        (format!("/grants/{in_both}/end"), format!("on={today}")),
        (format!("/people/{both}/password-link"), String::new()),
        (format!("/people/{both}/close"), String::new()),
    ] {
        let said = page(&path, &form).cookie(session.token.secret()).send(&world).await;
        assert_eq!(said.status, StatusCode::NOT_FOUND, "{path} {form}: {}", said.text());
    }
    assert_eq!(world.app.journal_heads().await.expect("the heads"), before);
    let units = call("GET", "//units").cookie(session.token.secret()).send(&world).await;
    assert!(units.text().contains(ward.as_str()) && !units.text().contains(commune), "{}", units.text());
}

async fn an_account_is_not_opened_again_by_what_was_begun_before_it_was_closed(world: World) {
    let stage = Stage::set(&world).await;
    let keeper = world.who("quan-tri").await;
    let person = hanhdong_domain::organisation::PersonId::parse(&stage.values.get("person")).expect("an id");
    let (session, link) = (crate::client::token(&world, "nguoi").await, world.app.password_link("nguoi").await.expect("a link"));
    // Asked before, done after: a request that was under way when the account was closed.
    let under_way = crate::stage::who(&world, &session).await;
    world.app.close_account(&keeper, &person).await.expect("closed");
    let late = world.app.change_password(&under_way, PASSWORD, "một mật khẩu khác").await;
    assert!(matches!(late, Err(hanhdong_actions::Refusal::NotLoggedIn)), "the account is opened again: {:?}", late.err());
    let new = percent("một mật khẩu khác");
    let dead = page(&format!("/password/{}", link.secret()), &format!("password={new}&again={new}")).send(&world).await;
    assert_eq!(dead.status, StatusCode::GONE, "{}", dead.text());
    let changed = page("/me/password", &format!("old={}&password={new}&again={new}", percent(PASSWORD))).cookie(&session).send(&world).await;
    assert_eq!(changed.header("location"), "/log-in?back=%2Fme%2Fpassword", "{}", changed.text());
    for password in [PASSWORD, "một mật khẩu khác"] {
        assert_eq!(log_in("nguoi", password).send(&world).await.status, StatusCode::UNAUTHORIZED);
    }
}
