//! The tree of units in a browser: level and kind, names, places, ends.

use axum::http::StatusCode;
use hanhdong_actions::{NewUnit, Who};
use hanhdong_domain::journal::{Act, Line};
use hanhdong_domain::organisation::{OrgKind, OrgLevel, OrganisationAct, Role, Unit, UnitId, UnitKind};

use crate::stage::who;
use crate::world::percent;
use crate::world::{Answer, World, on_both_engines};

on_both_engines!(
    level_and_kind_are_recorded_apart_and_in_order,
    a_renamed_unit_keeps_its_old_name_on_papers_of_old_days,
    a_unit_is_moved_with_all_below_it_and_never_below_itself,
    a_merged_unit_hands_everything_to_its_successor_item_by_item,
    a_split_unit_gives_each_item_to_the_successor_that_was_chosen,
    a_dissolved_committee_leaves_its_papers_above_and_no_right_climbs,
    rights_are_never_orphaned,
    what_a_committee_lacks_is_founded_at_once_and_nothing_twice,
    the_tree_folds_what_is_no_more_and_its_page_says_what_it_became,
);

/// The administrator of the demo world, at work.
struct Keeper {
    cookie: String,
    who: Who,
}

impl Keeper {
    async fn of(world: &World) -> Keeper {
        let cookie = world.log_in("quan-tri").await;
        let who = who(world, cookie.split_once('=').expect("a cookie").1).await;
        Keeper { cookie, who }
    }
    async fn units(&self, world: &World) -> Vec<Unit> {
        world.app.units_where(&self.who, OrganisationAct::KeepPeople).await.expect("units")
    }
    /// What the journal says of a unit, the newest line first.
    async fn said(&self, world: &World, id: &UnitId) -> Vec<Line> {
        world.app.journal_of_unit(&self.who, id).await.expect("lines")
    }
    async fn post(&self, world: &World, unit: &Unit, what: &str, form: &[(&str, &str)]) -> Answer {
        world.post(&format!("/units/{}/{what}", unit.id), &self.cookie, form).await
    }
    async fn get(&self, world: &World, unit: &Unit, what: &str) -> Answer {
        world.get(&format!("/units/{}/{what}", unit.id), &self.cookie).await
    }
    async fn found(&self, world: &World, above: &Unit, name: &str, kind: UnitKind) -> Unit {
        world.app.found_unit_below(&self.who, &above.id, NewUnit::named(name, kind)).await.expect("a unit")
    }
    /// Ends a unit as its preview says; the preview and the answer.
    async fn end(&self, world: &World, unit: &Unit, turn: &str, into: &[&Unit], choose: impl Fn(&str) -> Vec<String>) -> (String, Answer) {
        let into: Vec<String> = into.iter().map(|it| it.id.to_string()).collect();
        let mut form = vec![("turn", turn.to_owned()), ("on", "2026-03-02".to_owned()), ("paper", "30-QĐ/TU".to_owned())];
        form.extend(into.iter().map(|it| ("into", it.clone())));
        let query: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", percent(value))).collect();
        let preview = self.get(world, unit, &format!("end?{}", query.join("&"))).await;
        assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
        let seen = preview.body.split("name=\"seen\" value=\"").nth(1).and_then(|it| it.split('"').next()).expect("what was seen").to_owned();
        form.push(("seen", seen));
        form.extend(choose(&preview.body).into_iter().map(|it| ("to", it)));
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        (preview.body.clone(), self.post(world, unit, "end", &form).await)
    }
    async fn unit(&self, world: &World, name: &str) -> Unit {
        self.units(world).await.into_iter().find(|it| it.name == name).unwrap_or_else(|| panic!("no {name}"))
    }
}

async fn level_and_kind_are_recorded_apart_and_in_order(world: World) {
    let keeper = Keeper::of(&world).await;
    let commune = keeper.unit(&world, "Đảng bộ Xã Mẫu A").await;
    assert_eq!((commune.nature.level(), commune.nature.kind()), (Some(OrgLevel::UpperGrassroots), Some(OrgKind::Commune)));
    let page = world.get(&format!("/units/{}", commune.id), &keeper.cookie).await;
    assert!(page.body.contains("Cấp trên trực tiếp của tổ chức cơ sở đảng") && page.body.contains("01/07/2025"), "{}", page.body);

    let path = format!("/units/{}/units", commune.id);
    let form = |name, kind, level, org_kind| vec![("unit_name", name), ("kind", kind), ("level", level), ("org_kind", org_kind), ("founded", "2025-08-01")];
    let before = keeper.units(&world).await;
    for (bad, why) in [
        (form("Chi bộ Thôn Mẫu", "committee", "upper_grassroots", "village"), "phải thấp hơn"),
        (form("Chi bộ Thôn Mẫu", "committee", "", "village"), "còn trống"),
        (form("Chi bộ Thôn Mẫu", "committee", "cell", "office"), "không phù hợp"),
        (form("Phòng Kinh tế", "body", "cell", "department"), "chỉ ghi với cấp uỷ"),
        (form("Phòng Kinh tế", "body", "", "bàn"), "không có trong danh mục"),
    ] {
        let refused = world.post(&path, &keeper.cookie, &bad).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad:?}");
        assert!(refused.body.contains(why) && refused.body.contains(bad[0].1), "{bad:?}: {}", refused.body);
    }
    let mut late = form("Chi bộ Thôn Mẫu", "committee", "cell", "village");
    late[4].1 = "2026-03-03";
    assert_eq!(world.post(&path, &keeper.cookie, &late).await.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is founded tomorrow");
    assert_eq!(keeper.units(&world).await, before, "nothing of it was kept");
    let founded = world.post(&path, &keeper.cookie, &form("Chi bộ Thôn Mẫu", "committee", "cell", "village")).await;
    assert_eq!(founded.status, StatusCode::SEE_OTHER, "{}", founded.body);
    let cell = keeper.unit(&world, "Chi bộ Thôn Mẫu").await;
    assert_eq!((cell.nature.level(), cell.nature.kind(), cell.founded_on), (Some(OrgLevel::Cell), Some(OrgKind::Village), Some("2025-08-01".parse().unwrap())));

    let describe = format!("/units/{}/nature", commune.id);
    let below_its_cell = world.post(&describe, &keeper.cookie, &[("level", "cell"), ("org_kind", "commune")]).await;
    assert!(below_its_cell.status == StatusCode::UNPROCESSABLE_ENTITY && below_its_cell.body.contains("phải thấp hơn"), "{}", below_its_cell.body);
    let done = world.post(&describe, &keeper.cookie, &[("level", "grassroots"), ("org_kind", "special_zone")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let now = keeper.unit(&world, "Đảng bộ Xã Mẫu A").await;
    assert_eq!((now.nature.level(), now.nature.kind()), (Some(OrgLevel::Grassroots), Some(OrgKind::SpecialZone)));
    let line = keeper.said(&world, &commune.id).await.remove(0);
    assert_eq!(line.event.act, Act::UnitDescribed);
    assert!(line.event.data.contains(r#""before":{"level":"upper_grassroots","kind":"commune"}"#), "{}", line.event.data);
    assert!(line.event.data.contains(r#""after":{"level":"grassroots","kind":"special_zone"}"#), "{}", line.event.data);
    let office = world.log_in("vp-xa").await;
    assert_eq!(world.post(&describe, &office, &[("level", "cell"), ("org_kind", "commune")]).await.status, StatusCode::FORBIDDEN);
    let neighbour = world.log_in("vp-phuong").await;
    assert_eq!(world.post(&describe, &neighbour, &[("level", "cell"), ("org_kind", "commune")]).await.status, StatusCode::NOT_FOUND);
}

/// A day and a paper, as every form of a turn asks for them.
fn by(on: &'static str) -> [(&'static str, &'static str); 2] {
    [("on", on), ("paper", "30-QĐ/TU")]
}

async fn a_renamed_unit_keeps_its_old_name_on_papers_of_old_days(world: World) {
    let keeper = Keeper::of(&world).await;
    let commune = keeper.unit(&world, "Đảng bộ Xã Mẫu A").await;
    let office = world.log_in("vp-xa").await;
    let of_office = who(&world, office.split_once('=').expect("a cookie").1).await;
    world.clock.move_by(125 * 86_400);
    let draft = world.app.hand_in(&of_office, &commune.id, "seed-2025", crate::stage::paper()).await.expect("a draft");
    let issued = world.app.hand_in(&of_office, &commune.id, "seed-2025", crate::stage::paper()).await.expect("a draft");
    let office = world.log_in("vp-xa").await;
    let of_office = who(&world, office.split_once('=').expect("a cookie").1).await;
    let issued_on = world.app.record_issue(&of_office, &issued).await.expect("issued");
    let keeper = Keeper::of(&world).await;
    let today = keeper.who.today();
    assert!(issued_on < today);
    let renamed = |name: &'static str, on: String| vec![("unit_name", name.to_owned()), ("on", on), ("paper", "30-QĐ/TU".to_owned())];
    let post = async |form: Vec<(&str, String)>| {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        keeper.post(&world, &commune, "name", &form).await
    };
    for (bad, why) in [
        (renamed("Đảng bộ Xã Mẫu A", today.to_string()), "trùng với tên hiện nay"),
        (renamed("Đảng bộ Xã Mẫu C", today.tomorrow().unwrap().to_string()), "sau ngày hôm nay"),
        (renamed("Đảng bộ Xã Mẫu C", "2025-06-30".to_owned()), "trước ngày đơn vị được thành lập"),
        (renamed(" ", today.to_string()), "còn trống"),
    ] {
        let refused = post(bad).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(why), "{why}: {} {}", refused.status, refused.body);
    }
    assert_eq!(keeper.unit(&world, "Đảng bộ Xã Mẫu A").await.id, commune.id, "nothing was done");
    let done = post(renamed("Đảng bộ Xã Mẫu C", today.to_string())).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(keeper.unit(&world, "Đảng bộ Xã Mẫu C").await.id, commune.id);
    let line = keeper.said(&world, &commune.id).await.remove(0);
    assert_eq!(line.event.act, Act::UnitRenamed);
    assert!(line.event.data.contains(r#""before":"Đảng bộ Xã Mẫu A","after":"Đảng bộ Xã Mẫu C""#) && line.event.data.contains("30-QĐ/TU"), "{}", line.event.data);
    let earlier = post(renamed("Đảng bộ Xã Mẫu D", today.yesterday().unwrap().to_string())).await;
    assert!(earlier.status == StatusCode::UNPROCESSABLE_ENTITY && earlier.body.contains("trước một thay đổi đã ghi sau đó"), "{}", earlier.body);

    let named = async |day: String| keeper.get(&world, &commune, &format!("history?on={day}")).await.body;
    let before = named(today.yesterday().unwrap().to_string()).await;
    assert!(before.contains(": Đảng bộ Xã Mẫu A<") && named(today.to_string()).await.contains(": Đảng bộ Xã Mẫu C<"), "{before}");
    assert!(named("2025-06-30".to_owned()).await.contains("đơn vị không hoạt động"));
    let list = world.app.programmes(&of_office, hanhdong_actions::Shelf::Lying, None).await.expect("a list").lines;
    let listed = |id| list.iter().find(|it| it.id == id).map(|it| it.organisation_name.clone()).expect("listed");
    assert_eq!((listed(issued.clone()).as_str(), listed(draft.clone()).as_str()), ("Đảng bộ Xã Mẫu A", "Đảng bộ Xã Mẫu C"));
    assert_eq!(world.app.open(&of_office, &issued).await.expect("it").organisation_name, "Đảng bộ Xã Mẫu A", "the name of the day it was issued");
    assert_eq!(world.app.open(&of_office, &draft).await.expect("it").organisation_name, "Đảng bộ Xã Mẫu C");
}

async fn a_unit_is_moved_with_all_below_it_and_never_below_itself(world: World) {
    let keeper = Keeper::of(&world).await;
    let province = keeper.unit(&world, "Đảng bộ Tỉnh Mẫu").await;
    let commune = keeper.unit(&world, "Đảng bộ Xã Mẫu A").await;
    let ward = keeper.unit(&world, "Đảng bộ Phường Mẫu B").await;
    let party = keeper.found(&world, &commune, "Đảng bộ bộ phận Mẫu", UnitKind::Committee).await;
    let cell = keeper.found(&world, &party, "Chi bộ Thôn Mẫu", UnitKind::Committee).await;
    let body = keeper.found(&world, &party, "Tổ Mẫu", UnitKind::Body).await;
    let place = async |unit: &Unit, above: &Unit| {
        let above = above.id.to_string();
        keeper.post(&world, unit, "place", &[("above", above.as_str()), by("2026-03-02")[0], by("2026-03-02")[1]]).await
    };
    for (unit, above, why) in [
        (&commune, &cell, "không thể trực thuộc chính nó"),
        (&commune, &commune, "không thể trực thuộc chính nó"),
        (&commune, &province, "đã là đơn vị cấp trên hiện nay"),
        (&commune, &ward, "phải thấp hơn"),
    ] {
        let refused = place(unit, above).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(why), "{}: {}", above.name, refused.body);
    }
    assert_eq!(keeper.unit(&world, &commune.name).await.above, Some(province.id.clone()), "nothing was done");
    let office = world.log_in("vp-phuong").await;
    let of_ward = who(&world, office.split_once('=').expect("a cookie").1).await;
    assert_eq!(place(&party, &ward).await.status, StatusCode::SEE_OTHER);
    let moved = keeper.unit(&world, &party.name).await;
    assert_eq!(moved.above, Some(ward.id.clone()));
    assert_eq!(keeper.unit(&world, &body.name).await.organisation, party.id, "a committee takes its bodies along");
    let line = keeper.said(&world, &party.id).await.remove(0);
    assert_eq!(line.event.act, Act::UnitMoved);
    assert!(line.event.data.contains(&format!(r#""before":"{}","after":"{}""#, commune.id, ward.id)), "{}", line.event.data);
    // A body that goes to another organisation belongs to its records from then on.
    assert_eq!(place(&body, &ward).await.status, StatusCode::SEE_OTHER);
    assert_eq!(keeper.unit(&world, &body.name).await.organisation, ward.id);
    let story = keeper.get(&world, &party, "history").await;
    assert!(story.body.contains("Chuyển đơn vị cấp trên") && story.body.contains("Đảng bộ Xã Mẫu A") && story.body.contains("30-QĐ/TU"), "{}", story.body);
    assert!(world.app.units_where(&of_ward, OrganisationAct::Create).await.expect("units").iter().any(|it| it.id == body.id), "the ward's office works for it at once");

    // As deep as the tree may be, and no deeper.
    let mut deepest = cell;
    for number in 0..8 {
        deepest = keeper.found(&world, &deepest, &format!("Tổ {number}"), UnitKind::Body).await;
    }
    let too_deep = keeper.post(&world, &deepest, "units", &[("unit_name", "Tổ sâu"), ("kind", "body")]).await;
    assert!(too_deep.status == StatusCode::UNPROCESSABLE_ENTITY && too_deep.body.contains("mức sâu nhất"), "{}", too_deep.body);
    let economy = keeper.unit(&world, "Phòng Kinh tế").await;
    let too_deep = place(&economy, &deepest).await;
    assert!(too_deep.status == StatusCode::UNPROCESSABLE_ENTITY && too_deep.body.contains("mức sâu nhất"), "{}", too_deep.body);
}

async fn a_merged_unit_hands_everything_to_its_successor_item_by_item(world: World) {
    let keeper = Keeper::of(&world).await;
    let (commune, ward) = (keeper.unit(&world, "Đảng bộ Xã Mẫu A").await, keeper.unit(&world, "Đảng bộ Phường Mẫu B").await);
    let drafter = world.log_in("soan-thao").await;
    let of_commune = who(&world, drafter.split_once('=').expect("a cookie").1).await;
    let of_ward = who(&world, world.log_in("vp-phuong").await.split_once('=').expect("a cookie").1).await;
    let list = async |who: &Who| world.app.programmes(who, hanhdong_actions::Shelf::Lying, None).await.expect("a list").lines;
    let draft = list(&of_commune).await.remove(0).id;
    assert!(list(&of_ward).await.is_empty(), "the neighbour sees nothing of it");
    let source = world.app.hand_in_source(&of_commune, &commune.id, crate::stage::paper()).await.expect("a source");
    world.app.link_source(&of_commune, &draft, hanhdong_domain::programme::Paper::Source, Some(source.clone())).await.expect("tied");
    let reader = world.app.people_of(&keeper.who, &commune.id).await.expect("people").into_iter().find(|it| it.grant.role == Role::Reader).expect("a reader");

    let (preview, done) = keeper.end(&world, &commune, "merged", &[&ward], |_| Vec::new()).await;
    for item in
        ["Dự thảo chưa ban hành", "Văn bản nguồn", "Phòng Kinh tế", "Văn phòng Đảng uỷ", "Vũ Văn Mẫu", "Lê Thị Mẫu", "chuyển cùng đơn vị trực thuộc", "Đảng bộ Phường Mẫu B"]
    {
        assert!(preview.contains(item), "{item}: {preview}");
    }
    assert!(!preview.contains("thực hiện Nghị quyết"), "who keeps units reads no titles");
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let story = world.get(done.location(), &keeper.cookie).await;
    assert!(story.body.contains("Sáp nhập") && story.body.contains("Được tiếp nhận bởi") && !story.body.contains("/name\""), "{}", story.body);

    let units = keeper.units(&world).await;
    assert!(units.iter().all(|it| it.id != commune.id), "nobody picks it any more");
    let economy = units.iter().find(|it| it.name == "Phòng Kinh tế").expect("it goes on");
    assert_eq!((economy.above.as_ref(), &economy.organisation), (Some(&ward.id), &ward.id));
    let roles =
        |lines: &[hanhdong_actions::PersonLine]| lines.iter().filter(|it| it.person.id == reader.person.id).map(|it| (it.grant.unit.clone(), it.grant.role)).collect::<Vec<_>>();
    let there = world.app.people_of(&keeper.who, &ward.id).await.expect("people");
    assert_eq!(roles(&there), [(ward.id.clone(), Role::Reader)], "the role goes on in the successor, once");
    let seen = list(&of_ward).await;
    assert_eq!(seen.iter().map(|it| (&it.id, &it.organisation)).collect::<Vec<_>>(), [(&draft, &ward.id)]);
    let opened = world.app.open(&of_ward, &draft).await.expect("the draft");
    assert!(opened.may_edit && opened.row.source == Some(source.clone()));
    assert!(world.app.history(&of_ward, &draft).await.expect("lines").iter().any(|it| it.act == Act::ProgrammeHandedOver));
    assert_eq!(world.get(&format!("/programmes/{draft}/history"), &world.log_in("vp-phuong").await).await.status, StatusCode::OK);
    assert!(world.app.sources(&of_ward, hanhdong_domain::programme::Paper::Source).await.expect("sources").iter().any(|it| it.0 == source));
    // Who worked in a body of it goes on there: the rights hold in the successor at once.
    let of_commune = who(&world, drafter.split_once('=').expect("a cookie").1).await;
    assert!(world.app.open(&of_commune, &draft).await.expect("the draft").may_edit);
    let line = keeper.said(&world, &commune.id).await.remove(0);
    assert_eq!(line.event.act, Act::UnitEnded);
    for key in [format!("draft {draft}"), format!("source {source}"), format!("unit {}", economy.id), format!("role {}", reader.grant.id)] {
        assert_eq!(line.event.data.matches(&key).count(), 1, "{key}: {}", line.event.data);
    }
    let (again, page) = (keeper.post(&world, &commune, "name", &[("unit_name", "Xã X"), by("2026-03-02")[0], by("2026-03-02")[1]]).await, keeper.get(&world, &commune, "").await);
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("đã kết thúc hoạt động"), "{}", again.body);
    assert!(page.status == StatusCode::NOT_FOUND || page.status == StatusCode::SEE_OTHER, "{}", page.status);
    assert_eq!(world.app.verify().await.expect("a look").faults, []);
}

async fn a_split_unit_gives_each_item_to_the_successor_that_was_chosen(world: World) {
    let keeper = Keeper::of(&world).await;
    let commune = keeper.unit(&world, "Đảng bộ Xã Mẫu A").await;
    let economy = keeper.unit(&world, "Phòng Kinh tế").await;
    let (crops, trade) = (keeper.found(&world, &commune, "Phòng Nông nghiệp", UnitKind::Body).await, keeper.found(&world, &commune, "Phòng Công thương", UnitKind::Body).await);
    let below = keeper.found(&world, &economy, "Tổ Tài chính", UnitKind::Body).await;
    let drafter = world.app.people_of(&keeper.who, &economy.id).await.expect("people").into_iter().find(|it| it.grant.unit == economy.id).expect("a drafter");
    let trade_takes = |preview: &str| {
        let value = preview.split("value=\"").filter_map(|it| it.split('"').next()).find(|it| it.starts_with(trade.id.as_str()) && it.contains(&format!("unit {}", below.id)));
        vec![value.expect("a choice").to_owned()]
    };
    let stale = world.app.found_unit_below(&keeper.who, &economy.id, NewUnit::named("Tổ Thuế", UnitKind::Body));
    let (preview, done) = keeper.end(&world, &economy, "split", &[&crops, &trade], trade_takes).await;
    assert!(preview.contains("Tổ Tài chính") && preview.contains("Hoàng Thị Mẫu"), "{preview}");
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(stale.await.is_err(), "nothing is founded below what is no more");
    assert_eq!(keeper.unit(&world, &below.name).await.above, Some(trade.id.clone()), "as chosen");
    let grants: Vec<_> =
        world.app.people_of(&keeper.who, &commune.id).await.expect("people").into_iter().filter(|it| it.person.id == drafter.person.id).map(|it| it.grant).collect();
    let open: Vec<_> = grants.iter().filter(|it| it.until_on.is_none()).map(|it| &it.unit).collect();
    assert_eq!(open, [&crops.id], "what was not chosen goes to the first");
    // A unit below came later than the day of the end: the preview says so, nothing is left to the act.
    let contradicts = keeper.get(&world, &trade, &format!("end?turn=merged&on=2026-03-01&paper=31&into={}", crops.id)).await;
    assert!(contradicts.status == StatusCode::UNPROCESSABLE_ENTITY && contradicts.body.contains("trước một thay đổi đã ghi sau đó"), "{}", contradicts.body);
    // What was seen must still be so.
    let late = keeper.found(&world, &crops, "Tổ Thú y", UnitKind::Body).await;
    let form = [("turn", "dissolved"), ("on", "2026-03-02"), ("paper", "31-QĐ/ĐU"), ("seen", "0000")];
    let refused = keeper.post(&world, &crops, "end", &form).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    assert_eq!(keeper.unit(&world, &late.name).await.above, Some(crops.id.clone()), "nothing was done");
    let unknown = keeper.post(&world, &crops, "end", &[("turn", "dissolved"), ("organisation_id", "1")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (turn, into, why) in [
        ("merged", vec![], "sáp nhập cần đúng một"),
        ("split", vec![&trade], "sáp nhập cần đúng một"),
        ("merged", vec![&commune], "phải cùng loại"),
        ("merged", vec![&late], "không trực thuộc"),
    ] {
        let mut query = format!("end?turn={turn}&on=2026-03-02&paper=31");
        into.iter().for_each(|it| query.push_str(&format!("&into={}", it.id)));
        let refused = keeper.get(&world, &crops, &query).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(why), "{turn}: {}", refused.body);
    }
}

async fn a_dissolved_committee_leaves_its_papers_above_and_no_right_climbs(world: World) {
    let keeper = Keeper::of(&world).await;
    let (province, commune) = (keeper.unit(&world, "Đảng bộ Tỉnh Mẫu").await, keeper.unit(&world, "Đảng bộ Xã Mẫu A").await);
    let office = world.log_in("vp-xa").await;
    let of_commune = who(&world, office.split_once('=').expect("a cookie").1).await;
    let draft = world.app.programmes(&of_commune, hanhdong_actions::Shelf::Lying, None).await.expect("a list").lines.remove(0).id;
    let (preview, done) = keeper.end(&world, &commune, "dissolved", &[], |_| Vec::new()).await;
    assert!(preview.contains("thôi cùng đơn vị") && preview.contains("Đảng bộ Tỉnh Mẫu"), "{preview}");
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let of_province = who(&world, world.log_in("vp-tinh").await.split_once('=').expect("a cookie").1).await;
    assert_eq!(world.app.open(&of_province, &draft).await.expect("the draft").row.organisation, province.id);
    let of_commune = who(&world, office.split_once('=').expect("a cookie").1).await;
    assert!(of_commune.grants().is_empty(), "{:?}", of_commune.grants());
    assert!(world.app.open(&of_commune, &draft).await.is_err(), "no right climbs to the province");
    assert_eq!(keeper.unit(&world, "Phòng Kinh tế").await.organisation, province.id);
    assert_eq!(world.app.verify().await.expect("a look").faults, []);
}

async fn rights_are_never_orphaned(world: World) {
    let keeper = Keeper::of(&world).await;
    let office = keeper.units(&world).await.into_iter().find(|it| it.name == "Văn phòng Tỉnh uỷ").expect("the office");
    let province = keeper.unit(&world, "Đảng bộ Tỉnh Mẫu").await;
    // The only administrator works in the office: dissolved, the role goes on in the committee.
    let (_, done) = keeper.end(&world, &office, "dissolved", &[], |_| Vec::new()).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let roles = who(&world, keeper.cookie.split_once('=').expect("a cookie").1).await.grants().iter().map(|it| (it.unit.clone(), it.role)).collect::<Vec<_>>();
    assert_eq!(roles, [(province.id.clone(), Role::Administrator)]);
    // Nobody gets a role or a post in what is no more, by whatever form.
    let person = world.app.people_of(&keeper.who, &province.id).await.expect("people").remove(0).person.id;
    let (path, unit) = (format!("/people/{person}/roles"), office.id.to_string());
    let given = world.post(&path, &keeper.cookie, &[("role", "drafter"), ("unit", unit.as_str()), ("from", "2026-03-02"), ("until", "")]).await;
    assert_eq!(given.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", given.body);
    let founded = keeper.post(&world, &office, "units", &[("unit_name", "Tổ X"), ("kind", "body")]).await;
    assert!(founded.status.is_client_error(), "{}", founded.status);
    // The top of the tree has nothing above that could take what is left.
    let (commune, form) = (keeper.unit(&world, "Đảng bộ Xã Mẫu A").await, "end?turn=dissolved&on=2026-03-02&paper=1");
    let top = keeper.get(&world, &province, form).await;
    assert!(top.status == StatusCode::UNPROCESSABLE_ENTITY && top.body.contains("không có đơn vị cấp trên"), "{}", top.body);
    let neighbour = world.log_in("vp-phuong").await;
    let (foreign, own) =
        (world.get(&format!("/units/{}/{form}", commune.id), &neighbour).await, world.get(&format!("/units/{}/{form}", commune.id), &world.log_in("vp-xa").await).await);
    assert_eq!((foreign.status, own.status), (StatusCode::NOT_FOUND, StatusCode::FORBIDDEN));
}

async fn what_a_committee_lacks_is_founded_at_once_and_nothing_twice(world: World) {
    let keeper = Keeper::of(&world).await;
    let ward = keeper.unit(&world, "Đảng bộ Phường Mẫu B").await;
    keeper.found(&world, &ward, "Phòng Văn hóa và Xã hội", UnitKind::Body).await;
    let below = async || keeper.units(&world).await.into_iter().filter(|it| it.above.as_ref() == Some(&ward.id)).map(|it| it.name).collect::<Vec<_>>();
    let preview = keeper.get(&world, &ward, "starter").await;
    for name in ["Văn phòng Đảng uỷ", "Ban Xây dựng Đảng", "Phòng Kinh tế, Hạ tầng và Đô thị", "Công an phường"] {
        assert!(preview.body.contains(name), "{name}: {}", preview.body);
    }
    assert!(!preview.body.contains("Phòng Văn hoá - Xã hội"), "it stands there under another name");
    assert_eq!(below().await.len(), 1, "a preview founds nothing");
    let seen = preview.body.split("name=\"seen\" value=\"").nth(1).and_then(|it| it.split('"').next()).expect("what was seen").to_owned();
    let done = keeper.post(&world, &ward, "starter", &[("seen", &seen)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let names = below().await;
    assert_eq!(names.len(), 10, "{names:?}");
    let office = keeper.units(&world).await.into_iter().find(|it| it.above.as_ref() == Some(&ward.id) && it.name == "Văn phòng Đảng uỷ").expect("the office");
    assert_eq!((office.organisation.clone(), office.nature.kind(), office.kind), (ward.id.clone(), Some(OrgKind::Office), UnitKind::Body));
    assert_eq!(keeper.said(&world, &office.id).await.iter().map(|it| it.event.act).collect::<Vec<_>>(), [Act::UnitFounded]);
    assert_eq!(keeper.post(&world, &ward, "starter", &[("seen", &seen)]).await.status, StatusCode::CONFLICT, "the same click once more");
    assert!(keeper.get(&world, &ward, "starter").await.body.contains("đã được lập đủ"));
    assert_eq!(below().await, names, "nothing twice");
    let office = world.log_in("vp-phuong").await;
    assert_eq!(world.post(&format!("/units/{}/starter", ward.id), &office, &[("seen", &seen)]).await.status, StatusCode::FORBIDDEN);
    let economy = keeper.unit(&world, "Phòng Kinh tế").await;
    assert_eq!(keeper.get(&world, &economy, "starter").await.status, StatusCode::NOT_FOUND, "a body has no bodies of a committee");
}

async fn the_tree_folds_what_is_no_more_and_its_page_says_what_it_became(world: World) {
    let keeper = Keeper::of(&world).await;
    let (commune, ward) = (keeper.unit(&world, "Đảng bộ Xã Mẫu A").await, keeper.unit(&world, "Đảng bộ Phường Mẫu B").await);
    let units = async || world.get("/units", &keeper.cookie).await.body;
    let before = units().await;
    assert!(before.contains("Đã kết thúc hoạt động: 1 đơn vị") && before.contains("Đảng bộ Huyện Mẫu") && before.contains("từ ngày 01/07/2025"), "{before}");
    let (_, done) = keeper.end(&world, &commune, "merged", &[&ward], |_| Vec::new()).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let after = units().await;
    let folded = after.split("<details>").find(|it| it.contains("Đã kết thúc hoạt động: 2 đơn vị")).expect("folded");
    assert!(folded.contains(&format!("/units/{}/history", commune.id)) && folded.contains("từ ngày 02/03/2026"), "{after}");
    let page = world.get(&format!("/units/{}", commune.id), &keeper.cookie).await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, format!("/units/{}/history", commune.id).as_str()));
    let story = keeper.get(&world, &commune, "history").await;
    assert!(story.body.contains(&format!("/units/{}/history", ward.id)) && story.body.contains("30-QĐ/TU"), "{}", story.body);
    let came = keeper.get(&world, &ward, "history").await;
    assert!(came.body.contains("Tiếp nhận từ") && came.body.contains("Đảng bộ Xã Mẫu A"), "{}", came.body);
    let office = world.log_in("vp-phuong").await;
    assert_eq!(world.get(&format!("/units/{}/history", commune.id), &office).await.status, StatusCode::FORBIDDEN, "who came after keeps no units by that");
}
