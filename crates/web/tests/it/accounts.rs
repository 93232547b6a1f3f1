//! The life of an account: invited, invited anew, withdrawn, open, closed, opened again, its name changed.

use axum::http::StatusCode;
use hanhdong_actions::{NewPerson, PersonLine, Refusal, Who};
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{AccountState, PersonId, Role, UnitId};

use crate::world::{PASSWORD, World, on_both_engines};

on_both_engines!(
    an_invitation_is_sent_anew_and_only_the_last_link_works,
    a_withdrawn_invitation_lets_nobody_in_until_the_person_is_invited_again,
    an_account_that_is_opened_again_wants_a_new_password,
    a_changed_log_in_name_is_the_one_that_lets_in_and_sessions_go_on,
    an_administrator_who_was_only_invited_is_not_one_that_is_left,
    the_page_says_how_each_account_stands_and_offers_the_steps_from_there,
);

/// The administrator, the commune, and a person invited there, with the link.
async fn invited(world: &World, roles: &[Role]) -> (Who, UnitId, PersonId, String) {
    let keeper = world.who("quan-tri").await;
    let unit = UnitId::parse(&world.commune().await).expect("an id");
    let person = NewPerson { name: "Bùi Thị Mẫu".to_owned(), login: "bui-mau".to_owned(), roles: roles.to_vec() };
    let link = world.app.invite(&keeper, &unit, person).await.expect("invited").secret().to_owned();
    let line = line(world, &keeper, &unit, "bui-mau").await;
    (keeper, unit, line.person.id, link)
}

async fn line(world: &World, keeper: &Who, unit: &UnitId, login: &str) -> PersonLine {
    let lines = world.app.people_of(keeper, unit).await.expect("people");
    lines.into_iter().find(|it| it.login.as_deref() == Some(login)).unwrap_or_else(|| panic!("no {login}"))
}

/// The acts on a person since they were entered, oldest first, with what the lines say of before and after.
async fn told(world: &World, keeper: &Who, person: &PersonId) -> Vec<(Act, String)> {
    let lines = world.app.life_of_person(keeper, person).await.expect("the lines");
    lines.into_iter().map(|it| (it.act, it.data)).collect()
}

async fn an_invitation_is_sent_anew_and_only_the_last_link_works(world: World) {
    let (keeper, unit, person, first) = invited(&world, &[Role::Drafter]).await;
    assert_eq!(line(&world, &keeper, &unit, "bui-mau").await.account, Some(AccountState::Invited));
    assert!(world.app.log_in("bui-mau", PASSWORD).await.is_err(), "nobody set that password yet");
    let second = world.app.new_password_link(&keeper, &person).await.expect("a link");
    assert_eq!(world.get(&format!("/password/{first}"), "").await.status, StatusCode::GONE);
    world.clock.move_by(25 * 3600);
    let late = line(&world, &keeper, &unit, "bui-mau").await;
    assert_eq!((late.account, late.has_link), (Some(AccountState::Invited), false), "a link lasts a day, the invitation stands");
    assert!(matches!(world.app.use_password_link(&second, PASSWORD).await, Err(Refusal::DeadLink)));
    let third = world.app.new_password_link(&keeper, &person).await.expect("a link");
    world.app.use_password_link(&third, PASSWORD).await.expect("the person comes in");
    assert_eq!(line(&world, &keeper, &unit, "bui-mau").await.account, Some(AccountState::Open));
    assert!(world.app.log_in("bui-mau", PASSWORD).await.is_ok());
    let acts = told(&world, &keeper, &person).await;
    let expected = [Act::PersonEntered, Act::AccountInvited, Act::AccountInvited, Act::AccountInvited, Act::AccountOpened];
    assert_eq!(acts.iter().map(|it| it.0).collect::<Vec<_>>(), expected);
    assert_eq!(acts.last().map(|it| it.1.as_str()), Some(r#"{"before":"invited","after":"open"}"#));
    assert!(acts.iter().all(|it| !it.1.contains(third.secret()) && !it.1.contains(&third.fingerprint())), "no link is in the journal: {acts:?}");
}

async fn a_withdrawn_invitation_lets_nobody_in_until_the_person_is_invited_again(world: World) {
    let (keeper, unit, person, link) = invited(&world, &[Role::Drafter]).await;
    world.app.close_account(&keeper, &person).await.expect("withdrawn");
    assert_eq!(line(&world, &keeper, &unit, "bui-mau").await.account, Some(AccountState::Withdrawn));
    assert_eq!(world.get(&format!("/password/{link}"), "").await.status, StatusCode::GONE);
    let refused = world.app.new_password_link(&keeper, &person).await.err();
    assert!(matches!(refused, Some(Refusal::Field { field: "account", why: "account-closed" })), "{refused:?}");
    assert!(matches!(world.app.close_account(&keeper, &person).await, Err(Refusal::Field { field: "account", .. })), "once is enough");
    let again = world.app.open_account_again(&keeper, &person).await.expect("invited again");
    assert_eq!(line(&world, &keeper, &unit, "bui-mau").await.account, Some(AccountState::Invited));
    world.app.use_password_link(&again, PASSWORD).await.expect("the person comes in");
    let acts: Vec<Act> = told(&world, &keeper, &person).await.into_iter().map(|it| it.0).collect();
    assert_eq!(acts[1..], [Act::AccountInvited, Act::InvitationWithdrawn, Act::AccountOpenedAgain, Act::AccountOpened]);
}

async fn an_account_that_is_opened_again_wants_a_new_password(world: World) {
    let keeper = world.who("quan-tri").await;
    let unit = UnitId::parse(&world.commune().await).expect("an id");
    let (reader, session) = (line(&world, &keeper, &unit, "doc-xa").await.person.id, world.log_in("doc-xa").await);
    assert!(matches!(world.app.open_account_again(&keeper, &reader).await, Err(Refusal::Field { field: "account", why: "account-open" })));
    assert_eq!(world.get("/me", &session).await.status, StatusCode::OK);
    world.app.close_account(&keeper, &reader).await.expect("closed");
    assert_eq!(world.get("/me", &session).await.status, StatusCode::SEE_OTHER);
    assert!(matches!(world.app.password_link("doc-xa").await, Err(Refusal::Field { field: "account", .. })), "not even from the machine");
    let link = world.app.open_account_again(&keeper, &reader).await.expect("a link");
    assert!(world.app.log_in("doc-xa", PASSWORD).await.is_err(), "the password of before is over");
    assert_eq!(world.get("/me", &session).await.status, StatusCode::SEE_OTHER, "the session of before is over");
    world.app.use_password_link(&link, "một câu hoàn toàn mới").await.expect("the person comes in");
    assert!(world.app.log_in("doc-xa", "một câu hoàn toàn mới").await.is_ok());
    let acts = told(&world, &keeper, &reader).await;
    let states: Vec<&str> = acts[2..].iter().map(|it| it.1.as_str()).collect();
    let expected = [r#"{"before":"open","after":"closed"}"#, r#"{"before":"closed","after":"invited"}"#, r#"{"before":"invited","after":"open"}"#];
    assert_eq!(states, expected);
}

async fn a_changed_log_in_name_is_the_one_that_lets_in_and_sessions_go_on(world: World) {
    let (keeper, administrator) = (world.who("quan-tri").await, world.log_in("quan-tri").await);
    let unit = UnitId::parse(&world.commune().await).expect("an id");
    let (reader, session) = (line(&world, &keeper, &unit, "doc-xa").await.person.id, world.log_in("doc-xa").await);
    let path = format!("/people/{reader}/login");
    for (login, why) in [("vp-xa", "đã có người dùng"), ("vũ mẫu", "chữ không dấu"), ("", "chữ không dấu")] {
        let refused = world.post(&path, &administrator, &[("login", login)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{login}");
        assert!(refused.body.contains(why), "{login}: {}", refused.body);
    }
    let before = told(&world, &keeper, &reader).await.len();
    assert_eq!(world.post(&path, &administrator, &[("login", "doc-xa")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(told(&world, &keeper, &reader).await.len(), before, "the same name is no change");
    assert_eq!(world.post(&path, &administrator, &[("login", "Vu-Mau")]).await.status, StatusCode::SEE_OTHER);
    assert!(world.app.log_in("doc-xa", PASSWORD).await.is_err());
    assert!(world.app.log_in("vu-mau", PASSWORD).await.is_ok());
    assert_eq!(world.get("/me", &session).await.status, StatusCode::OK);
    let acts = told(&world, &keeper, &reader).await;
    assert_eq!(acts.last(), Some(&(Act::LoginChanged, r#"{"before":"doc-xa","after":"vu-mau"}"#.to_owned())));
    let drafter = world.log_in("soan-thao").await;
    assert_eq!(world.post(&path, &drafter, &[("login", "khac")]).await.status, StatusCode::FORBIDDEN);
}

async fn an_administrator_who_was_only_invited_is_not_one_that_is_left(world: World) {
    let keeper = world.who("quan-tri").await;
    let office = keeper.grants().first().expect("a role").unit.clone();
    let person = NewPerson { name: "Ngô Văn Mẫu".to_owned(), login: "quan-tri-2".to_owned(), roles: vec![Role::Administrator] };
    let link = world.app.invite(&keeper, &office, person).await.expect("invited");
    let own = keeper.grants().iter().find(|it| it.role == Role::Administrator).expect("a role").id.clone();
    let alone = world.app.end_role(&keeper, &own, keeper.today()).await;
    assert!(matches!(alone, Err(Refusal::Field { why: "last-administrator", .. })), "{alone:?}");
    let second = world.app.use_password_link(&link, PASSWORD).await.expect("the second comes in");
    world.app.end_role(&keeper, &own, keeper.today()).await.expect("now one is left");
    let second = world.app.who(&second.token).await.expect("somebody");
    assert!(matches!(world.app.close_account(&second, second.id()).await, Err(Refusal::Field { why: "own-account", .. })));
}

async fn the_page_says_how_each_account_stands_and_offers_the_steps_from_there(world: World) {
    let (keeper, unit, person, _) = invited(&world, &[Role::Drafter]).await;
    let administrator = world.log_in("quan-tri").await;
    let row = async || {
        let page = world.get(&format!("/units/{unit}"), &administrator).await.body;
        let from = page.split("<h3>Bùi Thị Mẫu</h3>").nth(1).expect("the person").to_owned();
        from.split("<h3>").next().unwrap_or("").to_owned()
    };
    let invited = row().await;
    assert!(invited.contains("đã mời, chưa đặt mật khẩu") && invited.contains("Liên kết còn dùng được") && invited.contains("Rút lời mời"), "{invited}");
    let closed = world.post(&format!("/people/{person}/close"), &administrator, &[]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
    let withdrawn = row().await;
    assert!(withdrawn.contains("đã rút lời mời") && withdrawn.contains("/open-again") && !withdrawn.contains("/password-link"), "{withdrawn}");
    let again = world.post(&format!("/people/{person}/open-again"), &administrator, &[]).await;
    assert!(again.status == StatusCode::OK && again.body.contains("/password/"), "{}", again.body);
    let twice = world.post(&format!("/people/{person}/open-again"), &administrator, &[]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", twice.body);
    assert_eq!(line(&world, &keeper, &unit, "bui-mau").await.account, Some(AccountState::Invited));
    let page = world.get(&format!("/people/{person}"), &administrator).await;
    let acts = ["được ghi vào danh sách", "được mời lập tài khoản", "rút lời mời", "mở lại tài khoản"];
    let mut rest = page.main();
    for act in acts {
        rest = rest.split_once(act).unwrap_or_else(|| panic!("no {act}, or not in its order: {}", page.body)).1;
    }
    assert!(rest.contains("Phạm Thị Mẫu") || page.main().contains("Phạm Thị Mẫu"), "who did it: {}", page.body);
}
