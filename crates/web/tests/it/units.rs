//! The tree of units in a browser: level and kind, names, places, ends.

use axum::http::StatusCode;
use hanhdong_actions::Who;
use hanhdong_domain::journal::{Act, Line};
use hanhdong_domain::organisation::{OrgKind, OrgLevel, OrganisationAct, Unit, UnitId};

use crate::stage::who;
use crate::world::{World, on_both_engines};

on_both_engines!(level_and_kind_are_recorded_apart_and_in_order);

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
