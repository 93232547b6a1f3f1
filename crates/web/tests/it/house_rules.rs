//! How a house writes: kept by its office, inherited from above, held against drafts, mended by one change or all in one.

use axum::http::StatusCode;
use hanhdong_actions::programme::{HandIn, HouseText};
use hanhdong_actions::{Refusal, Who};
use hanhdong_domain::Language;
use hanhdong_domain::journal::Act;
use hanhdong_domain::organisation::{OrganisationAct, ProgrammeId, Unit};
use hanhdong_domain::text::Placement;

use crate::world::{COMMUNE, World, on_both_engines};

on_both_engines!(
    a_house_says_how_it_writes_and_those_below_follow_where_they_say_nothing,
    lines_that_do_not_read_come_back_with_their_numbers_and_keep_nothing,
    a_draft_is_brought_into_the_way_of_the_house_in_one_act_that_is_taken_back_as_one,
    a_paragraph_of_the_house_is_put_into_the_form_of_a_new_passage,
);

async fn house(world: &World, who: &Who) -> Unit {
    let units = world.app.units_where(who, OrganisationAct::Create).await.expect("units");
    units.into_iter().find(|it| it.id == it.organisation).expect("a house")
}

async fn says(world: &World, who: &Who, orthography: &str, terms: &str, blocks: &str) {
    let unit = house(world, who).await;
    let seen = world.app.house(who, &unit.id).await.expect("a house").seen;
    let text = HouseText { orthography: orthography.to_owned(), terms: terms.to_owned(), blocks: blocks.to_owned() };
    world.app.keep_house(who, &unit.id, &seen, text).await.expect("kept");
}

async fn draft(world: &World, who: &Who) -> ProgrammeId {
    let (before, task) = COMMUNE.split_once("\n  task ").expect("a task");
    let text = format!("{before}\n  task {}", task.replacen(": ", ": Phối hợp UBND xã, Đảng ủy vận động; ", 1));
    let file = HandIn { name: "ctr.notation".to_owned(), bytes: text.into_bytes().into() };
    let unit = house(world, who).await;
    world.app.hand_in(who, &unit.id, "seed-2025", file).await.expect("a draft")
}

async fn a_house_says_how_it_writes_and_those_below_follow_where_they_say_nothing(world: World) {
    let (province, commune) = (world.who("vp-tinh").await, world.who("vp-xa").await);
    let own = house(&world, &commune).await;
    says(&world, &province, "first", "chuyển đổi số | số hoá\nthôn | ấp | theo Điều lệ", "# Kết\nGiao Văn phòng theo dõi.").await;
    let there = world.app.house(&commune, &own.id).await.expect("a house");
    assert_eq!((there.rules.placement, there.rules.terms.len(), there.rules.blocks.len()), (Some(Placement::First), 2, 1));
    assert_eq!(there.above.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), ["Đảng bộ Tỉnh Mẫu"]);
    let cookie = world.log_in("vp-xa").await;
    let page = world.get(&format!("/units/{}/house", own.id), &cookie).await;
    assert!(page.main().contains("Theo Đảng bộ Tỉnh Mẫu") && page.main().contains("thôn | ấp | theo Điều lệ"), "{}", page.main());
    let form = [("seen", there.seen.as_str()), ("orthography", "second"), ("terms", "ấp | làng"), ("blocks", "")];
    let kept = world.post(&format!("/units/{}/house", own.id), &cookie, &form).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let now = world.app.house(&commune, &own.id).await.expect("a house");
    assert_eq!((now.rules.placement, now.rules.terms.iter().map(|it| it.preferred.as_str()).collect::<Vec<_>>()), (Some(Placement::Second), vec!["ấp", "chuyển đổi số"]));
    let stale = world.post(&format!("/units/{}/house", own.id), &cookie, &form).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "somebody kept something in between");
    // Whoever works there reads it, who does not keep it changes nothing; the neighbour does not find it.
    let reader = world.who("doc-xa").await;
    assert!(!world.app.house(&reader, &own.id).await.expect("readable").may_keep);
    assert!(matches!(world.app.keep_house(&reader, &own.id, &now.seen, HouseText::default()).await, Err(Refusal::NotAllowed)));
    assert!(matches!(world.app.house(&world.who("vp-phuong").await, &own.id).await, Err(Refusal::NotFound)));
    assert_eq!(world.get("/house", &cookie).await.location(), format!("/units/{}/house", own.id));
    let feed = world.get("/activity", &cookie).await;
    assert!(feed.main().contains("sửa thiết lập"), "the journal tells it: {}", feed.main());
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
}

async fn lines_that_do_not_read_come_back_with_their_numbers_and_keep_nothing(world: World) {
    let who = world.who("vp-xa").await;
    let (own, cookie) = (house(&world, &who).await, world.log_in("vp-xa").await);
    let seen = world.app.house(&who, &own.id).await.expect("a house").seen;
    let heads = world.app.journal_heads().await.expect("heads");
    let form = [("seen", seen.as_str()), ("orthography", "second"), ("terms", "thôn | ấp\r\nthiếu\r\nấp | làng"), ("blocks", "")];
    let back = world.post(&format!("/units/{}/house", own.id), &cookie, &form).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.main().contains("Chưa đọc được dòng 2") && back.main().contains("thiếu"), "what was typed stands there again: {}", back.main());
    assert_eq!(world.app.journal_heads().await.expect("heads"), heads);
}

async fn a_draft_is_brought_into_the_way_of_the_house_in_one_act_that_is_taken_back_as_one(world: World) {
    let who = world.who("vp-xa").await;
    let id = draft(&world, &who).await;
    let before = world.app.open(&who, &id).await.expect("open").row.body.clone();
    let cookie = world.log_in("vp-xa").await;
    let path = format!("/programmes/{id}/house");
    assert!(world.app.house_look(&who, &id).await.expect("a look").is_silent);
    let report = world.app.review(&who, &id, Language::Vi).await.expect("a report").report.findings.clone();
    says(&world, &who, "second", "uỷ ban nhân dân | UBND | viết đủ", "").await;
    let page = world.get(&path, &cookie).await;
    assert!(page.main().contains("“UBND” nên viết “uỷ ban nhân dân” (viết đủ)") && page.main().contains("Dấu thanh: “ủy”"), "{}", page.main());
    assert!(world.get(&format!("/programmes/{id}/findings"), &cookie).await.main().contains("khác quy ước của đơn vị"));
    assert_eq!(world.app.review(&who, &id, Language::Vi).await.expect("a report").report.findings.clone(), report, "it stands in no report");
    // A reader looks and mends nothing; what was not seen is not mended.
    let reader = world.log_in("doc-xa").await;
    assert!(!world.get(&path, &reader).await.main().contains("/house/all"));
    assert_eq!(world.post(&format!("{path}/all"), &reader, &[("seen", "x")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.post(&format!("{path}/all"), &cookie, &[("seen", "x")]).await.status, StatusCode::CONFLICT);
    let look = world.app.house_look(&who, &id).await.expect("a look");
    let one = look.faults.iter().find(|it| it.before.contains("Phối hợp UBND")).expect("a place");
    assert_eq!(world.post(&format!("{path}/mend"), &cookie, &[("key", &one.key)]).await.status, StatusCode::SEE_OTHER);
    let after_one = world.app.house_look(&who, &id).await.expect("a look");
    assert_eq!(after_one.faults.len(), look.faults.len() - 1);
    assert!(world.app.open(&who, &id).await.expect("open").row.body.contains("uỷ ban nhân dân xã, Đảng uỷ vận động"));
    world.app.undo(&who, &id).await.expect("taken back");
    assert_eq!(world.app.open(&who, &id).await.expect("open").row.body, before);
    let lines = world.app.history(&who, &id).await.expect("a history").len();
    let done = world.post(&format!("{path}/all"), &cookie, &[("seen", &look.seen)]).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, format!("/programmes/{id}/history").as_str()), "{}", done.body);
    let history = world.app.history(&who, &id).await.expect("a history");
    assert_eq!((history.len(), history[0].act), (lines + 1, Act::ProgrammeEdited), "one line for all of it");
    assert_eq!(world.app.house_look(&who, &id).await.expect("a look").faults.len(), 0);
    world.app.undo(&who, &id).await.expect("taken back");
    assert_eq!(world.app.open(&who, &id).await.expect("open").row.body, before, "taken back as one, to the letter");
    assert_eq!(world.app.verify().await.expect("verified").faults, []);
}

async fn a_paragraph_of_the_house_is_put_into_the_form_of_a_new_passage(world: World) {
    let who = world.who("vp-xa").await;
    let (id, cookie) = (draft(&world, &who).await, world.log_in("vp-xa").await);
    says(&world, &who, "", "", "# Kết\nGiao Văn phòng Đảng uỷ theo dõi.\n\n# Khác\nViệc khác.").await;
    let form = world.get(&format!("/programmes/{id}/new?kind=passage&part=0&at=0"), &cookie).await;
    let link = format!("/programmes/{id}/new?kind=passage&amp;part=0&amp;at=0&amp;block=0");
    assert!(form.main().contains(&link) && form.main().contains("Khác"), "{}", form.main());
    let filled = world.get(&format!("/programmes/{id}/new?kind=passage&part=0&at=0&block=0"), &cookie).await;
    assert!(filled.main().contains(">Giao Văn phòng Đảng uỷ theo dõi.</textarea>"), "{}", filled.main());
    let none = world.get(&format!("/programmes/{id}/new?kind=passage&part=0&at=0&block=9"), &cookie).await;
    assert_eq!(none.status, StatusCode::OK);
}
