//! Handover: everything a person holds goes to somebody or ends, all at once, with a record.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use hanhdong_actions::programme::{Holding, NewSection};
use hanhdong_actions::{Handing, Handover, NewDelegation, Refusal, Who};
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{AccountState, Passing, PersonId, Post, Role};

use crate::client::call;
use crate::world::{World, on_both_engines};

on_both_engines!(
    everything_goes_to_its_successor_at_once_and_the_record_says_so,
    whoever_leaves_the_house_leaves_nothing_behind,
    what_changed_since_it_was_seen_is_not_handed_over,
    a_handover_that_cannot_be_done_whole_is_not_done_at_all,
    the_page_lists_item_by_item_and_tells_no_title_to_who_may_not_read_it,
    a_section_and_the_lead_go_to_somebody_who_can_do_the_work,
);

/// The drafter of the commune, who holds a role, a post, the draft changed last, and lent the role to the reader.
async fn leaver(world: &World) -> (Who, Handover) {
    let (keeper, drafter) = (world.who("quan-tri").await, world.who("soan-thao").await);
    let unit = drafter.grants()[0].unit.clone();
    let post = Post { person: drafter.id().clone(), unit, title: "Chuyên viên".to_owned(), from_on: drafter.today(), until_on: None };
    world.app.take_post(&keeper, post).await.expect("a post");
    let until_on = drafter.today().checked_add(jiff::ToSpan::days(3)).expect("a day");
    let to = world.who("doc-xa").await.id().clone();
    world.app.delegate(&drafter, NewDelegation { grant: drafter.grants()[0].id.clone(), to, from_on: drafter.today(), until_on }).await.expect("lent");
    let (id, cookie) = (world.draft("vp-xa").await, world.log_in("soan-thao").await);
    for path in ["put-away", "take-back"] {
        assert_eq!(world.post(&format!("/programmes/{id}/{path}"), &cookie, &[]).await.status, StatusCode::SEE_OTHER);
    }
    let open = world.app.handover_of(&keeper, drafter.id()).await.expect("what is held");
    (keeper, open)
}

fn all_to(open: &Handover, person: &PersonId) -> BTreeMap<String, Passing> {
    open.items.iter().map(|it| (it.key.clone(), Passing::To(person.clone()))).collect()
}

async fn everything_goes_to_its_successor_at_once_and_the_record_says_so(world: World) {
    let (keeper, open) = leaver(&world).await;
    let (leaver, follower) = (open.person.id.clone(), world.who("soan-thao-2").await);
    assert_eq!(open.items.len(), 3, "a role, a post, a draft: {:?}", open.items);
    assert!(follower.grants().iter().all(|it| it.unit != open.items[0].unit.id), "the follower works elsewhere");
    let session = world.log_in("soan-thao").await;
    let handing = Handing { passings: all_to(&open, follower.id()), closes_account: true, seen: open.seen.clone() };
    let file = world.app.hand_over(&keeper, &leaver, handing).await.expect("handed over");

    assert_eq!(world.get("/me", &session).await.status, StatusCode::SEE_OTHER, "the leaver is out");
    let now = world.who("soan-thao-2").await;
    assert!(now.grants().iter().any(|it| it.role == Role::Drafter && it.unit == open.items[0].unit.id));
    assert!(!world.who("doc-xa").await.holds(Role::Drafter), "what the leaver lent has ended");
    let me = world.app.me(&now).await.expect("the own account");
    assert!(me.posts.iter().any(|it| it.0.title == "Chuyên viên"));
    let after = world.app.handover_of(&keeper, &leaver).await.expect("what is held");
    assert_eq!((after.items, after.lent, after.account), (vec![], vec![], Some(AccountState::Closed)));
    let told: Vec<Act> = world.app.life_of_person(&keeper, &leaver).await.expect("lines").into_iter().map(|it| it.act).collect();
    assert_eq!(told[3..], [Act::RoleEnded, Act::PostLeft, Act::AccountClosed, Act::HandedOver]);
    let draft = world.draft("vp-xa").await;
    let last = world.app.history(&world.who("vp-xa").await, &draft).await.expect("the history").remove(0);
    assert_eq!(last.act, Act::DraftHandedOver);
    assert_eq!(world.app.verify().await.expect("looked at").faults, []);

    let (name, bytes) = world.app.handover_record(&keeper, &file).await.expect("the record");
    assert!(name.ends_with(".docx") && bytes.starts_with(b"PK"), "{name}");
    let administrator = crate::client::token(&world, "quan-tri").await;
    let said = call("GET", &format!("//handovers/{file}")).cookie(&administrator).send(&world).await;
    assert_eq!((said.status, said.bytes), (StatusCode::OK, bytes), "byte for byte as it was kept");
    let office = crate::client::token(&world, "vp-phuong").await;
    assert_eq!(call("GET", &format!("//handovers/{file}")).cookie(&office).send(&world).await.status, StatusCode::NOT_FOUND);
}

async fn whoever_leaves_the_house_leaves_nothing_behind(world: World) {
    let (keeper, open) = leaver(&world).await;
    let (leaver, follower) = (open.person.id.clone(), world.who("soan-thao-2").await.id().clone());
    let before = world.app.journal_heads().await.expect("the heads");
    let hand =
        async |passings: BTreeMap<String, Passing>, closes_account| world.app.hand_over(&keeper, &leaver, Handing { passings, closes_account, seen: open.seen.clone() }).await;
    let mut but_one = all_to(&open, &follower);
    but_one.remove(&open.items[2].key);
    let mut ends = all_to(&open, &follower);
    ends.insert(open.items[2].key.clone(), Passing::End);
    let mut unknown = all_to(&open, &follower);
    unknown.insert("role-khac".to_owned(), Passing::End);
    let ward = world.who("vp-phuong").await.id().clone();
    for (passings, closes, expected) in [
        (but_one, true, "left-over"),
        (ends, true, "draft-ends"),
        (all_to(&open, &leaver), false, "to-leaver"),
        (all_to(&open, &ward), false, "unknown"),
        (unknown, false, "unknown"),
        (BTreeMap::new(), false, "nothing-handed-over"),
    ] {
        let refused = hand(passings, closes).await;
        assert!(matches!(refused, Err(Refusal::Field { why, .. }) if why == expected), "{expected}: {refused:?}");
    }
    assert_eq!(world.app.journal_heads().await.expect("the heads"), before);
    // One thing alone may go, where the person stays.
    hand(BTreeMap::from([(open.items[1].key.clone(), Passing::To(follower))]), false).await.expect("the post alone");
    let after = world.app.handover_of(&keeper, &leaver).await.expect("what is held");
    assert_eq!((after.items.len(), after.lent.len(), after.account), (2, 1, Some(AccountState::Open)));
}

async fn what_changed_since_it_was_seen_is_not_handed_over(world: World) {
    let (keeper, open) = leaver(&world).await;
    let post = Post { person: open.person.id.clone(), unit: open.items[0].unit.id.clone(), title: "Tổ trưởng".to_owned(), from_on: keeper.today(), until_on: None };
    world.app.take_post(&keeper, post).await.expect("one more post");
    let handing = Handing { passings: all_to(&open, world.who("soan-thao-2").await.id()), closes_account: true, seen: open.seen.clone() };
    let refused = world.app.hand_over(&keeper, &open.person.id, handing).await;
    assert!(matches!(refused, Err(Refusal::Field { why: "changed-since", .. })), "{refused:?}");
}

async fn a_handover_that_cannot_be_done_whole_is_not_done_at_all(world: World) {
    let (keeper, open) = leaver(&world).await;
    // The follower holds the same post from today on: the last of the steps but one fails.
    let follower = world.who("soan-thao-2").await.id().clone();
    let post = Post { person: follower.clone(), unit: open.items[1].unit.id.clone(), title: "Chuyên viên".to_owned(), from_on: keeper.today(), until_on: None };
    world.app.take_post(&keeper, post).await.expect("a post");
    let before = world.app.journal_heads().await.expect("the heads");
    let handing = Handing { passings: all_to(&open, &follower), closes_account: true, seen: open.seen.clone() };
    let refused = world.app.hand_over(&keeper, &open.person.id, handing).await;
    assert!(matches!(refused, Err(Refusal::Field { field: "post", why: "there-already" })), "{refused:?}");
    assert_eq!(world.app.journal_heads().await.expect("the heads"), before);
    let after = world.app.handover_of(&keeper, &open.person.id).await.expect("what is held");
    assert_eq!((after.items, after.account), (open.items, Some(AccountState::Open)), "nothing of it was done");
}

async fn the_page_lists_item_by_item_and_tells_no_title_to_who_may_not_read_it(world: World) {
    let (_, open) = leaver(&world).await;
    let (administrator, path) = (world.log_in("quan-tri").await, format!("/people/{}/handover", open.person.id));
    let page = world.get(&path, &administrator).await;
    for said in ["Vai trò Soạn thảo", "Chức vụ Chuyên viên", "Dự thảo chương trình hành động đang soạn", "Giao đồng chí Hoàng Thị Mẫu", "Đóng tài khoản"]
    {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    let title = world.app.open(&world.who("vp-xa").await, &world.draft("vp-xa").await).await.expect("the draft").row.title.clone();
    assert!(!page.body.contains(title.as_str()), "an administrator reads no draft: {title}");
    let drafter = world.log_in("soan-thao-2").await;
    assert_eq!(world.get(&path, &drafter).await.status, StatusCode::FORBIDDEN);
    let nothing = world.post(&path, &administrator, &[("seen", &open.seen)]).await;
    assert!(nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.body.contains("chưa chọn nội dung nào"), "{}", nothing.body);
    let unknown = world.post(&path, &administrator, &[("seen", &open.seen), ("role-khac", "end")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = world.post(&path, &administrator, &[("seen", &open.seen), (&open.items[1].key, "end")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let person = world.get(done.location(), &administrator).await;
    assert!(person.body.contains("Biên bản bàn giao (Word)") && person.body.contains("bàn giao công việc"), "{}", person.body);
}

async fn a_section_and_the_lead_go_to_somebody_who_can_do_the_work(world: World) {
    let (keeper, office, drafter) = (world.who("quan-tri").await, world.who("vp-xa").await, world.who("soan-thao").await);
    let id = world.draft("vp-xa").await;
    let item = world.app.open(&office, &id).await.expect("the draft").programme.tasks().next().expect("a task").anchor.clone();
    let given = NewSection { title: "Nhóm kinh tế".to_owned(), holding: Holding::Person(drafter.id().clone()), due_on: None, items: BTreeSet::from([item]) };
    let section = world.app.assign_section(&office, &id, given).await.expect("given");
    world.app.lead_draft(&office, &id, drafter.id(), true).await.expect("leads");
    let open = world.app.handover_of(&keeper, drafter.id()).await.expect("what is held");
    let keys: Vec<&str> = open.items.iter().map(|it| it.key.as_str()).collect();
    let (section_key, lead_key) = (format!("section-{section}"), format!("lead-{id}"));
    assert!(keys.contains(&section_key.as_str()) && keys.contains(&lead_key.as_str()), "{keys:?}");
    // A reader leads nothing; with the drafter's role in the same handover they do.
    let reader = world.who("doc-xa").await.id().clone();
    let mut passings = BTreeMap::from([(section_key.clone(), Passing::To(reader.clone())), (lead_key.clone(), Passing::To(reader.clone()))]);
    let hand = async |passings: BTreeMap<String, Passing>| world.app.hand_over(&keeper, drafter.id(), Handing { passings, closes_account: false, seen: open.seen.clone() }).await;
    let before = world.app.journal_heads().await.expect("the heads");
    let refused = hand(passings.clone()).await;
    assert!(matches!(refused, Err(Refusal::Field { field: "successor", why: "drafts-nothing" })), "{refused:?}");
    let ends = hand(BTreeMap::from([(section_key.clone(), Passing::End)])).await;
    assert!(matches!(ends, Err(Refusal::Field { why: "draft-ends", .. })), "{ends:?}");
    assert_eq!(world.app.journal_heads().await.expect("the heads"), before);
    let role = open.items.iter().find(|it| it.key.starts_with("role-")).expect("a role").key.clone();
    passings.insert(role, Passing::To(reader.clone()));
    hand(passings).await.expect("handed over");
    let sections = world.app.sections(&office, &id).await.expect("the sections");
    assert_eq!(sections.leads.iter().map(|it| it.id.clone()).collect::<Vec<_>>(), std::slice::from_ref(&reader));
    let mine = world.app.my_sections(&world.who("doc-xa").await).await.expect("theirs");
    assert_eq!(mine.iter().map(|it| (it.id.clone(), it.is_mine)).collect::<Vec<_>>(), [(section, true)]);
    let acts: Vec<Act> = world.app.history(&office, &id).await.expect("a history").into_iter().take(3).map(|it| it.act).collect();
    assert_eq!(acts, [Act::DraftLed, Act::DraftLeft, Act::SectionHandedOver]);
    assert_eq!(world.app.verify().await.expect("looked at").faults, []);
}
