//! The journal: a chain that shows every tampering, and a clock that cannot rewrite it.

use hanhdong_domain::journal::{Act, Subject};
use hanhdong_domain::organisation::{Role, UnitKind};
use hanhdong_store::verify::{Fault, verify};
use hanhdong_store::{StoreError, journal};

use crate::world::{World, behind_the_back, event, on_both_engines};

on_both_engines!(
    a_clock_set_back_is_noticed_and_does_not_backdate_a_line,
    nothing_is_wrong_with_what_only_acts_have_touched,
    a_record_changed_by_hand_is_named,
    a_role_given_by_hand_is_named,
    a_line_changed_by_hand_is_named,
    a_line_taken_out_is_named,
    a_cut_off_end_is_noticed,
);

async fn a_clock_set_back_is_noticed_and_does_not_backdate_a_line(world: World) {
    let top = world.unit("Đảng bộ Tỉnh Mẫu", UnitKind::Committee, None).await;
    world.set_clock(100);
    change_setting(&world, &top.organisation).await;
    world.set_clock(40);
    change_setting(&world, &top.organisation).await;
    let mut reader = world.store.read().await.unwrap();
    let at: Vec<String> = journal::after(&mut reader.db(), &top.organisation, 0, 10).await.unwrap().into_iter().map(|it| it.at).collect();
    assert_eq!(at, ["2026-03-02T08:00:00.000000Z", "2026-03-02T08:01:40.000000Z", "2026-03-02T08:01:40.000000Z"]);
    assert_eq!(journal::clock_behind(&mut reader.db(), "2026-03-02T08:00:40.000000Z").await.unwrap(), Some(60));
    assert_eq!(journal::clock_behind(&mut reader.db(), "2026-03-02T08:01:38.000000Z").await.unwrap(), None, "some seconds are no matter");
}

async fn nothing_is_wrong_with_what_only_acts_have_touched(world: World) {
    believable(&world).await;
    let found = verify(&world.store).await.unwrap();
    assert_eq!(found.faults, []);
    assert_eq!((found.lines, found.records), (4, 2));
}

async fn a_record_changed_by_hand_is_named(world: World) {
    let programme = believable(&world).await;
    behind_the_back(&world.location, "UPDATE programme SET body = body || 'x'").await;
    assert_eq!(verify(&world.store).await.unwrap().faults, [Fault::RecordChanged { subject: Subject::Programme, id: programme }]);
}

async fn a_role_given_by_hand_is_named(world: World) {
    believable(&world).await;
    behind_the_back(&world.location, "UPDATE role_grant SET role = 'administrator'").await;
    let faults = verify(&world.store).await.unwrap().faults;
    assert!(matches!(faults.as_slice(), [Fault::RecordChanged { subject: Subject::Person, .. }]), "{faults:?}");
}

async fn a_line_changed_by_hand_is_named(world: World) {
    believable(&world).await;
    for change in ["data = '{\"x\":1}'", "at = '2025-01-01T00:00:00.000000Z'", "act = 'edit_undone'", "subject_id = 'y'"] {
        behind_the_back(&world.location, &format!("CREATE TABLE kept AS SELECT * FROM journal; UPDATE journal SET {change} WHERE seq = 2")).await;
        let faults = verify(&world.store).await.unwrap().faults;
        assert!(faults.iter().any(|it| matches!(it, Fault::LineChanged { seq: 2, .. })), "{change}: {faults:?}");
        behind_the_back(&world.location, "DELETE FROM journal; INSERT INTO journal SELECT * FROM kept; DROP TABLE kept").await;
    }
    assert_eq!(verify(&world.store).await.unwrap().faults, [], "all was put back");
}

async fn a_line_taken_out_is_named(world: World) {
    believable(&world).await;
    behind_the_back(&world.location, "DELETE FROM journal WHERE seq = 2").await;
    let faults = verify(&world.store).await.unwrap().faults;
    assert!(faults.iter().any(|it| matches!(it, Fault::LineMissing { seq: 2, .. })), "{faults:?}");
}

async fn a_cut_off_end_is_noticed(world: World) {
    believable(&world).await;
    behind_the_back(&world.location, "DELETE FROM journal WHERE seq = 4").await;
    let faults = verify(&world.store).await.unwrap().faults;
    assert!(faults.iter().any(|it| matches!(it, Fault::EndCut { .. })), "{faults:?}");
}

/// Two units, a person, a programme: four lines; the programme's id.
async fn believable(world: &World) -> String {
    let top = world.unit("Đảng bộ Tỉnh Mẫu", UnitKind::Committee, None).await;
    let office = world.unit("Văn phòng", UnitKind::Body, Some(&top)).await;
    world.person("Nguyễn Thị Mẫu", &[(&office, Role::Office)]).await;
    world.programme(&top, "Chương trình hành động", None).await.id.to_string()
}

async fn change_setting(world: &World, organisation: &hanhdong_domain::organisation::UnitId) {
    let event = event(organisation, None, Act::SettingChanged, Subject::Setting, "spelling");
    world
        .store
        .act(move |tx| {
            let event = event.clone();
            Box::pin(async move { tx.record(&event).await.map(drop) })
        })
        .await
        .map_err(|error: StoreError| error.to_string())
        .unwrap();
}
