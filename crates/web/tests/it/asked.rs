//! Bodies that lead are asked before the issue: each answers for what names it, and for that alone.

use axum::http::StatusCode;
use hanhdong_actions::programme::{Answering, Change, LeadAsks, fingerprint, fingerprint_of_head};
use hanhdong_actions::publication::Issuing;
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::ProgrammeId;
use hanhdong_domain::programme::{Anchor, AskStanding, Assent, Item, Lead, Node, TaskItem};

use crate::world::{World, on_both_engines};

on_both_engines!(
    a_body_answers_for_the_items_that_name_it_and_sees_nothing_else,
    a_proposal_is_taken_by_an_edit_that_can_be_undone_or_kept_out_with_a_reason,
    an_item_changed_after_it_was_asked_about_is_asked_about_again,
    what_is_unanswered_goes_out_only_with_a_reason
);

const ECONOMY: &str = "Phòng Kinh tế";

/// A draft in which «Phòng Kinh tế», a body of the house with an account of its own, leads the first two tasks and nothing else does.
async fn draft(world: &World, who: &Who) -> (ProgrammeId, [Anchor; 2]) {
    let id = world.draft("soan-thao").await;
    let mut led = Vec::new();
    for task in tasks(world, who, &id).await {
        let lead = if led.len() < 2 { ECONOMY } else { "Công an xã" };
        if led.len() < 2 {
            led.push(task.anchor.clone());
        }
        change(world, who, &id, &task.anchor, |it| it.lead = Lead::parse(lead)).await;
    }
    let works: Vec<_> =
        world.app.open(who, &id).await.expect("a draft").programme.items().filter_map(|it| if let Item::KeyWork(it) = it { Some(it.clone()) } else { None }).collect();
    for work in works {
        let (anchor, seen) = (work.anchor.clone(), fingerprint(&Node::KeyWork(work)));
        world.app.edit(who, &id, Change::Item { anchor, seen, node: None }).await.expect("no works");
    }
    (id, led.try_into().expect("two tasks"))
}

async fn tasks(world: &World, who: &Who, id: &ProgrammeId) -> Vec<TaskItem> {
    world.app.open(who, id).await.expect("a draft").programme.tasks().cloned().collect()
}

async fn task(world: &World, who: &Who, id: &ProgrammeId, anchor: &Anchor) -> TaskItem {
    tasks(world, who, id).await.into_iter().find(|it| it.anchor == *anchor).expect("the task")
}

async fn change(world: &World, who: &Who, id: &ProgrammeId, anchor: &Anchor, change: impl Fn(&mut TaskItem)) {
    let before = task(world, who, id, anchor).await;
    let mut after = before.clone();
    change(&mut after);
    let change = Change::Item { anchor: anchor.clone(), seen: fingerprint(&Node::Task(before)), node: Some(Node::Task(after)) };
    world.app.edit(who, id, change).await.expect("a change");
}

fn standing(it: &LeadAsks, anchor: &Anchor) -> AskStanding {
    it.asks.iter().find(|it| it.ask.item == *anchor).expect("asked").standing
}

fn why(refusal: &Refusal) -> &'static str {
    if let Refusal::Field { why, .. } = refusal { why } else { panic!("{refusal:?}") }
}

fn agrees() -> Answering {
    Answering { assent: Assent::Agree, proposed: String::new(), reason: String::new() }
}

fn proposes(other: &str, reason: &str) -> Answering {
    Answering { assent: Assent::Propose, proposed: other.to_owned(), reason: reason.to_owned() }
}

async fn a_body_answers_for_the_items_that_name_it_and_sees_nothing_else(world: World) {
    let drafter = world.who("soan-thao").await;
    let (id, [first, second]) = draft(&world, &drafter).await;
    let (pen, clerk) = (world.log_in("soan-thao").await, world.log_in("soan-thao-2").await);
    let (house, mine) = (format!("/programmes/{id}/asked"), format!("/asked/{id}"));
    assert_eq!(world.get(&mine, &clerk).await.status, StatusCode::NOT_FOUND, "nobody was asked");
    assert_eq!(world.post(&house, &pen, &[("due", "2020-01-01")]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "a day that is over");
    let due = drafter.today().tomorrow().expect("a day").to_string();
    assert_eq!(world.post(&house, &pen, &[("due", &due)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.post(&house, &pen, &[("due", &due)]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody is left to be asked");

    let page = world.get(&mine, &clerk).await;
    let page = page.main();
    let [first_text, second_text] = [task(&world, &drafter, &id, &first).await.title, task(&world, &drafter, &id, &second).await.title];
    assert!(page.contains(&first_text) && page.contains(&second_text), "{page}");
    let other = tasks(&world, &drafter, &id).await.into_iter().find(|it| it.lead.text() == "Công an xã").expect("another's").title;
    assert!(!page.contains(&other), "what names others is not shown");
    // Whoever drafts in the same house does not answer for the body.
    assert_eq!(world.get(&mine, &pen).await.status, StatusCode::NOT_FOUND);
    let asks = world.app.lead_asks(&drafter, &id).await.expect("asks");
    assert_eq!(standing(&asks, &first), AskStanding::Waiting);
    let ask = asks.asks.iter().find(|it| it.ask.item == first).expect("asked").ask.id.clone();
    assert!(matches!(world.app.answer_ask(&drafter, &ask, agrees()).await, Err(Refusal::NotFound)));
    let others: Vec<_> = asks.asks.iter().filter(|it| it.ask.body == "Công an xã").collect();
    assert!(others.iter().all(|it| it.ask.unit.is_none()), "no unit of that name is on record");

    let path = format!("{mine}/answers/{ask}");
    let bare = world.post(&path, &clerk, &[("assent", "propose"), ("proposed", "Công an xã"), ("reason", "")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "a proposal says why");
    assert_eq!(world.post(&path, &clerk, &[("assent", "agree"), ("person_id", "1")]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "no unknown field");
    assert_eq!(world.post(&path, &clerk, &[("assent", "agree")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.post(&format!("{mine}/all"), &clerk, &[]).await.status, StatusCode::SEE_OTHER);
    let asks = world.app.lead_asks(&drafter, &id).await.expect("asks");
    assert_eq!((standing(&asks, &first), standing(&asks, &second)), (AskStanding::Agreed, AskStanding::Agreed));
    // Who is not in the system answers on paper, and never without one.
    let on_paper = others.first().expect("somebody").ask.id.clone();
    assert_eq!(why(&world.app.record_answer(&drafter, &id, &on_paper, " ", agrees()).await.expect_err("no paper")), "empty");
    world.app.record_answer(&drafter, &id, &on_paper, "Công văn số 12-CV/CA", agrees()).await.expect("recorded");
    let page = world.get(&house, &pen).await;
    let page = page.main();
    assert!(page.contains("Công văn số 12-CV/CA") && page.contains("Cần nhắc trả lời"), "{page}");
    let acts: Vec<Act> = world.app.history(&drafter, &id).await.expect("the history").iter().map(|it| it.act).collect();
    for act in [Act::LeadAsked, Act::LeadAnswered, Act::LeadAnswerRecorded] {
        assert!(acts.contains(&act), "{act:?} in {acts:?}");
    }
    assert!(world.app.verify().await.expect("verified").faults.is_empty());
}

async fn a_proposal_is_taken_by_an_edit_that_can_be_undone_or_kept_out_with_a_reason(world: World) {
    let (drafter, clerk) = (world.who("soan-thao").await, world.who("soan-thao-2").await);
    let (id, [first, second]) = draft(&world, &drafter).await;
    world.app.ask_leads(&drafter, &id, drafter.today()).await.expect("asked");
    let asks = world.app.lead_asks(&drafter, &id).await.expect("asks");
    let ask = |anchor: &Anchor| asks.asks.iter().find(|it| it.ask.item == *anchor).expect("asked").ask.id.clone();
    let (one, two) = (ask(&first), ask(&second));
    assert_eq!(why(&world.app.take_proposal(&drafter, &id, &one, "Công an xã").await.expect_err("nothing proposed")), "ask-no-proposal");
    for ask in [&one, &two] {
        world.app.answer_ask(&clerk, ask, proposes("Công an xã", "Đúng chức năng")).await.expect("proposed");
    }
    assert_eq!(why(&world.app.take_proposal(&drafter, &id, &one, ECONOMY).await.expect_err("the same body")), "ask-nobody-else");
    world.app.take_proposal(&drafter, &id, &one, "Công an xã").await.expect("taken");
    assert_eq!(task(&world, &drafter, &id, &first).await.lead.text(), "Công an xã");
    assert_eq!(standing(&world.app.lead_asks(&drafter, &id).await.expect("asks"), &first), AskStanding::Taken);
    assert_eq!(why(&world.app.answer_ask(&clerk, &one, agrees()).await.expect_err("decided")), "ask-decided");
    // One step back: it leads again, and its proposal waits again.
    world.app.undo(&drafter, &id).await.expect("undone");
    assert_eq!(task(&world, &drafter, &id, &first).await.lead.text(), ECONOMY);
    assert_eq!(standing(&world.app.lead_asks(&drafter, &id).await.expect("asks"), &first), AskStanding::Proposed);

    assert_eq!(why(&world.app.keep_assignment(&drafter, &id, &two, " ").await.expect_err("no reason")), "empty");
    let version = world.app.open(&drafter, &id).await.expect("a draft").row.version;
    world.app.keep_assignment(&drafter, &id, &two, "Theo quy chế làm việc").await.expect("kept");
    assert_eq!(standing(&world.app.lead_asks(&drafter, &id).await.expect("asks"), &second), AskStanding::Kept);
    assert_eq!(world.app.open(&drafter, &id).await.expect("a draft").row.version, version, "the draft is as it was");
    let page = world.get(&format!("/asked/{id}"), &world.log_in("soan-thao-2").await).await;
    let page = page.main();
    assert!(page.contains("Theo quy chế làm việc"), "the body is told: {page}");
}

async fn an_item_changed_after_it_was_asked_about_is_asked_about_again(world: World) {
    let (drafter, clerk) = (world.who("soan-thao").await, world.who("soan-thao-2").await);
    let (id, [first, second]) = draft(&world, &drafter).await;
    world.app.ask_leads(&drafter, &id, drafter.today()).await.expect("asked");
    world.app.agree_to_all(&clerk, &id).await.expect("agreed");
    // A slip put right leaves the answer; another deadline does not.
    change(&world, &drafter, &id, &first, |it| it.title = format!("{}.", it.title.trim_end_matches('.'))).await;
    change(&world, &drafter, &id, &second, |it| it.title = format!("{} và quản lý đất đai", it.title)).await;
    let asks = world.app.lead_asks(&drafter, &id).await.expect("asks");
    assert_eq!((standing(&asks, &first), standing(&asks, &second)), (AskStanding::Agreed, AskStanding::Changed));
    let old = asks.asks.iter().find(|it| it.ask.item == second).expect("asked").ask.id.clone();
    assert_eq!(why(&world.app.answer_ask(&clerk, &old, agrees()).await.expect_err("another item by now")), "ask-changed");
    assert_eq!(world.app.ask_leads(&drafter, &id, drafter.today()).await.expect("asked again"), 1);
    assert_eq!(standing(&world.app.lead_asks(&drafter, &id).await.expect("asks"), &second), AskStanding::Waiting);
    let page = world.get(&format!("/asked/{id}"), &world.log_in("soan-thao-2").await).await;
    let page = page.main();
    assert!(page.contains("và quản lý đất đai"), "{page}");
    assert!(world.app.verify().await.expect("verified").faults.is_empty());
}

async fn what_is_unanswered_goes_out_only_with_a_reason(world: World) {
    let (office, drafter) = (world.who("vp-xa").await, world.who("soan-thao").await);
    let (id, _) = draft(&world, &drafter).await;
    let programme = world.app.open(&drafter, &id).await.expect("a draft").programme;
    let mut document = programme.document.clone();
    (document.number, document.date) = (Some("01-CTr/ĐU".to_owned()), Some(office.today()));
    world.app.edit(&drafter, &id, Change::Head { seen: fingerprint_of_head(&programme.document), document: Box::new(document) }).await.expect("a head");
    world.app.ask_leads(&drafter, &id, drafter.today()).await.expect("asked");
    let page = world.get(&format!("/programmes/{id}/issue"), &world.log_in("vp-xa").await).await;
    let page = page.main();
    assert!(page.contains("Lý do ban hành khi chưa đủ trả lời"), "{page}");
    assert_eq!(why(&world.app.record_issue(&office, &id).await.expect_err("unanswered")), "leads-unanswered");
    let issuing = Issuing { unanswered: Some("Gấp theo chỉ đạo".to_owned()), ..Issuing::default() };
    world.app.issue(&office, &id, issuing).await.expect("issued with the reason");
    let clerk = world.log_in("soan-thao-2").await;
    assert_eq!(world.get(&format!("/asked/{id}"), &clerk).await.status, StatusCode::NOT_FOUND, "what was issued is not asked about");
}
