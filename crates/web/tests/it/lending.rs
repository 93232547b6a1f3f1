//! Roles lent during absence: what is lent, how long, to whom, and on whose behalf the journal says an act was done.

use axum::http::StatusCode;
use hanhdong_actions::{NewDelegation, NewPerson, Refusal, Who};
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{DelegationId, Role, UnitId};

use crate::world::{PASSWORD, World, on_both_engines};

on_both_engines!(
    whoever_is_lent_a_role_acts_on_behalf_of_the_giver_and_the_history_says_so,
    an_act_by_a_right_of_ones_own_is_on_nobodys_behalf,
    what_is_lent_ends_with_the_givers_role_and_with_the_givers_account,
    the_giver_ends_it_at_once_and_the_receiver_cannot,
    what_cannot_be_lent_is_refused_with_its_reason,
    both_see_it_on_their_own_page_and_the_administrator_on_the_persons,
);

const DAY: i64 = 86_400;

/// The drafter lends the own role to the reader of the commune for three days from today.
async fn lent(world: &World) -> (Who, Who, DelegationId) {
    let (giver, to) = (world.who("soan-thao").await, world.who("doc-xa").await);
    let until_on = giver.today().checked_add(jiff::ToSpan::days(3)).expect("a day");
    let wanted = NewDelegation { grant: giver.grants()[0].id.clone(), to: to.id().clone(), from_on: giver.today(), until_on };
    let id = world.app.delegate(&giver, wanted).await.expect("lent");
    (giver, world.who("doc-xa").await, id)
}

/// May the person change the commune's draft? By what the program answers to a change.
async fn changes_the_draft(world: &World, login: &str) -> StatusCode {
    let id = world.draft("vp-xa").await;
    let cookie = world.log_in(login).await;
    world.post(&format!("/programmes/{id}/put-away"), &cookie, &[]).await.status
}

async fn whoever_is_lent_a_role_acts_on_behalf_of_the_giver_and_the_history_says_so(world: World) {
    assert_eq!(changes_the_draft(&world, "doc-xa").await, StatusCode::FORBIDDEN, "a reader changes nothing");
    let (giver, reader, _) = lent(&world).await;
    assert!(reader.holds(Role::Drafter) && reader.grants().iter().all(|it| it.role == Role::Reader));
    let id = world.draft("vp-xa").await;
    assert_eq!(changes_the_draft(&world, "doc-xa").await, StatusCode::SEE_OTHER);
    let office = world.who("vp-xa").await;
    let id = hanhdong_domain::organisation::ProgrammeId::parse(&id.to_string()).expect("an id");
    let last = world.app.history(&office, &id).await.expect("the history").remove(0);
    assert_eq!((last.act, last.by.as_deref(), last.behalf.as_deref()), (Act::ProgrammePutAway, Some("Vũ Văn Mẫu"), Some(giver.name())));
    let page = world.get(&format!("/programmes/{id}/history"), &world.log_in("vp-xa").await).await;
    assert!(page.body.contains("thay mặt đồng chí Nguyễn Văn Mẫu"), "{}", page.body);
    world.clock.move_by(3 * DAY);
    assert_eq!(world.app.take_back(&world.who("doc-xa").await, &id).await.err().map(|it| it.to_string()), Some("not allowed".to_owned()), "the days are over");
    assert_eq!(world.app.verify().await.expect("looked at").faults, []);
}

async fn an_act_by_a_right_of_ones_own_is_on_nobodys_behalf(world: World) {
    let (giver, to) = (world.who("soan-thao").await, world.who("soan-thao-2").await);
    let until_on = giver.today().tomorrow().expect("a day");
    let wanted = NewDelegation { grant: giver.grants()[0].id.clone(), to: to.id().clone(), from_on: giver.today(), until_on };
    world.app.delegate(&giver, wanted).await.expect("lent");
    assert_eq!(changes_the_draft(&world, "soan-thao-2").await, StatusCode::SEE_OTHER);
    let id = hanhdong_domain::organisation::ProgrammeId::parse(&put_away(&world).await).expect("an id");
    let last = world.app.history(&giver, &id).await.expect("the history").remove(0);
    assert_eq!((last.by.as_deref(), last.behalf), (Some("Hoàng Thị Mẫu"), None));
}

/// The draft that was put away.
async fn put_away(world: &World) -> String {
    let shelf = world.app.programmes(&world.who("vp-xa").await, hanhdong_actions::Shelf::PutAway, None).await.expect("a list");
    shelf.lines[0].id.to_string()
}

async fn what_is_lent_ends_with_the_givers_role_and_with_the_givers_account(world: World) {
    let (giver, _, _) = lent(&world).await;
    let keeper = world.who("quan-tri").await;
    world.app.end_role(&keeper, &giver.grants()[0].id, giver.today().tomorrow().expect("a day")).await.expect("ended from tomorrow");
    assert!(world.who("doc-xa").await.holds(Role::Drafter), "today the giver still has it");
    world.clock.move_by(DAY);
    assert!(!world.who("doc-xa").await.holds(Role::Drafter));
    assert_eq!(changes_the_draft(&world, "doc-xa").await, StatusCode::FORBIDDEN);

    let (office, reader) = (world.who("vp-xa").await, world.who("doc-xa").await);
    let until_on = office.today().checked_add(jiff::ToSpan::days(3)).expect("a day");
    let wanted = NewDelegation { grant: office.grants()[0].id.clone(), to: reader.id().clone(), from_on: office.today(), until_on };
    world.app.delegate(&office, wanted).await.expect("lent");
    assert!(world.who("doc-xa").await.holds(Role::Office));
    let keeper = world.who("quan-tri").await;
    world.app.close_account(&keeper, office.id()).await.expect("closed");
    assert!(!world.who("doc-xa").await.holds(Role::Office));
    let link = world.app.open_account_again(&keeper, office.id()).await.expect("opened again");
    world.app.use_password_link(&link, PASSWORD).await.expect("comes in");
    assert!(!world.who("doc-xa").await.holds(Role::Office), "what ended with the account does not come back with it");
    let told: Vec<Act> = world.app.life_of_person(&keeper, reader.id()).await.expect("lines").into_iter().map(|it| it.act).collect();
    assert_eq!(told[2..], [Act::DelegationGiven, Act::DelegationGiven, Act::DelegationEnded]);
    assert_eq!(world.app.verify().await.expect("looked at").faults, []);
}

async fn the_giver_ends_it_at_once_and_the_receiver_cannot(world: World) {
    let (_, _, id) = lent(&world).await;
    let path = format!("/delegations/{id}/end");
    for (login, status) in [("doc-xa", StatusCode::FORBIDDEN), ("vp-xa", StatusCode::NOT_FOUND), ("vp-phuong", StatusCode::NOT_FOUND)] {
        assert_eq!(world.post(&path, &world.log_in(login).await, &[]).await.status, status, "{login}");
    }
    assert!(world.who("doc-xa").await.holds(Role::Drafter));
    let mine = world.log_in("soan-thao").await;
    let ended = world.post(&path, &mine, &[]).await;
    assert_eq!((ended.status, ended.location()), (StatusCode::SEE_OTHER, "/me?done=lent-ended"), "{}", ended.body);
    assert!(!world.who("doc-xa").await.holds(Role::Drafter));
    assert_eq!(world.post(&path, &mine, &[]).await.status, StatusCode::NOT_FOUND, "it ends once");
}

async fn what_cannot_be_lent_is_refused_with_its_reason(world: World) {
    let (giver, reader, _) = lent(&world).await;
    let (own, today) = (giver.grants()[0].id.clone(), giver.today());
    let day = |days: i64| today.checked_add(jiff::ToSpan::days(days)).expect("a day");
    let commune = UnitId::parse(&world.commune().await).expect("an id");
    let keeper = world.who("quan-tri").await;
    let invited = NewPerson { name: "Bùi Thị Mẫu".to_owned(), login: "bui-mau".to_owned(), roles: vec![Role::Reader] };
    world.app.invite(&keeper, &commune, invited).await.expect("invited");
    let invited = world.app.people_of(&keeper, &commune).await.expect("people").into_iter().find(|it| it.login.as_deref() == Some("bui-mau")).expect("a person").person.id;
    let ward = world.who("vp-phuong").await.id().clone();
    let colleague = world.who("soan-thao-2").await.id().clone();
    let cases = [
        (giver.id().clone(), day(0), day(2), "to-oneself"),
        (ward, day(0), day(2), "not-of-the-house"),
        (invited, day(0), day(2), "comes-not-in"),
        (reader.id().clone(), day(1), day(2), "lent-already"),
        (colleague.clone(), day(-1), day(2), "in-past"),
        (colleague.clone(), day(2), day(2), "ends-before-it-begins"),
    ];
    let before = world.app.journal_heads().await.expect("the heads");
    for (to, from_on, until_on, expected) in cases {
        let refused = world.app.delegate(&giver, NewDelegation { grant: own.clone(), to, from_on, until_on }).await;
        assert!(matches!(refused, Err(Refusal::Field { why, .. }) if why == expected), "{expected}: {refused:?}");
    }
    // What was lent is no role of one's own: it cannot be lent on.
    let on = world.app.delegate(&reader, NewDelegation { grant: own.clone(), to: colleague.clone(), from_on: day(0), until_on: day(1) }).await;
    assert!(matches!(on, Err(Refusal::NotFound)), "{on:?}");
    let administrators = NewDelegation { grant: keeper.grants()[0].id.clone(), to: world.who("vp-tinh").await.id().clone(), from_on: day(0), until_on: day(1) };
    assert!(matches!(world.app.delegate(&keeper, administrators).await, Err(Refusal::Field { why: "not-lent", .. })));
    assert_eq!(world.app.journal_heads().await.expect("the heads"), before);
    world.app.end_role(&keeper, &own, day(9)).await.expect("ends then");
    let long = world.app.delegate(&giver, NewDelegation { grant: own, to: colleague, from_on: day(0), until_on: day(10) }).await;
    assert!(matches!(long, Err(Refusal::Field { why: "beyond-own", .. })), "{long:?}");
}

async fn both_see_it_on_their_own_page_and_the_administrator_on_the_persons(world: World) {
    let mine = world.log_in("soan-thao").await;
    let page = world.get("/me", &mine).await;
    assert!(page.body.contains("Uỷ quyền khi vắng mặt") && page.body.contains("Không có uỷ quyền nào"), "{}", page.body);
    let (giver, to) = (world.who("soan-thao").await, world.who("doc-xa").await);
    let form = |until| vec![("grant", giver.grants()[0].id.as_str()), ("to", to.id().as_str()), ("from", "2026-03-02"), ("until", until)];
    let bad = world.post("/me/delegations", &mine, &form("2026-03-02")).await;
    assert!(bad.status == StatusCode::UNPROCESSABLE_ENTITY && bad.body.contains("không sau ngày bắt đầu"), "{}", bad.body);
    let done = world.post("/me/delegations", &mine, &form("2026-03-09")).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/me?done=lent"), "{}", done.body);
    let said = "Đồng chí Nguyễn Văn Mẫu uỷ quyền cho đồng chí Vũ Văn Mẫu";
    let theirs = world.get("/me", &world.log_in("doc-xa").await).await;
    assert!(theirs.body.contains(said) && theirs.body.contains("thay mặt đồng chí Nguyễn Văn Mẫu") && !theirs.body.contains("Chấm dứt uỷ quyền ngay"), "{}", theirs.body);
    let own = world.get("/me", &mine).await;
    assert!(own.body.contains(said) && own.body.contains("Chấm dứt uỷ quyền ngay") && own.body.contains("thôi từ ngày 09/03/2026"), "{}", own.body);
    let administrator = world.log_in("quan-tri").await;
    let person = world.get(&format!("/people/{}", giver.id()), &administrator).await;
    assert!(person.body.contains(said) && person.body.contains("Chấm dứt uỷ quyền ngay"), "{}", person.body);
    let id = person.body.split("/delegations/").nth(1).and_then(|it| it.split('/').next()).expect("an id").to_owned();
    let ended = world.post(&format!("/delegations/{id}/end"), &administrator, &[]).await;
    assert_eq!(ended.location(), format!("/people/{}", giver.id()));
    assert!(!world.get("/me", &mine).await.body.contains(said));
}
