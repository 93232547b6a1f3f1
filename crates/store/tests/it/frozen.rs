//! Drafts under their number: entered once, and whoever changes one behind the program's back is found out.

use hanhdong_domain::journal::{Act, Subject};
use hanhdong_domain::organisation::{PersonId, Role, UnitKind};
use hanhdong_store::programme::{self, FrozenRow, ProgrammeRow};
use hanhdong_store::verify::{Fault, verify};
use hanhdong_store::{StoreError, journal};

use crate::world::{World, behind_the_back, event, on_both_engines};

on_both_engines!(a_frozen_draft_changed_by_hand_is_named, a_number_is_given_once);

fn frozen(row: &ProgrammeRow, by: &PersonId, number: i64) -> FrozenRow {
    let hash = blake3::hash(row.body.as_bytes()).to_hex().to_string();
    FrozenRow { programme: row.id.clone(), number, label: "trình".to_owned(), body: row.body.clone(), hash, seq: 1, by: by.clone(), at: "2026-03-02T08:00:00.000000Z".to_owned() }
}

async fn freeze(world: &World, row: &ProgrammeRow, frozen: FrozenRow) -> Result<(), StoreError> {
    let mut told = event(&row.organisation, Some(frozen.by.clone()), Act::DraftFrozen, Subject::Draft, &frozen.subject_id());
    told.state = Some(frozen.state());
    world
        .act(told, move |tx| {
            let frozen = frozen.clone();
            Box::pin(async move { programme::freeze(tx, &frozen).await })
        })
        .await
}

async fn believable(world: &World) -> (ProgrammeRow, PersonId) {
    let commune = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, None).await;
    let person = world.person("Lê Thị Mẫu", &[(&commune, Role::Drafter)]).await;
    (world.programme(&commune, "Chương trình", None).await, person)
}

async fn a_frozen_draft_changed_by_hand_is_named(world: World) {
    let (row, person) = believable(&world).await;
    freeze(&world, &row, frozen(&row, &person, 1)).await.unwrap();
    freeze(&world, &row, frozen(&row, &person, 2)).await.unwrap();
    assert_eq!(verify(&world.store).await.unwrap().faults, []);
    let named = [Fault::RecordChanged { subject: Subject::Draft, id: format!("{}/2", row.id) }];
    for (change, back) in [("body = body || 'x'", "body = substr(body, 1, length(body) - 1)"), ("label = 'khác'", "label = 'trình'"), ("seq = 9", "seq = 1")] {
        behind_the_back(&world.location, &format!("UPDATE frozen_draft SET {change} WHERE draft_no = 2")).await;
        assert_eq!(verify(&world.store).await.unwrap().faults, named, "{change}");
        behind_the_back(&world.location, &format!("UPDATE frozen_draft SET {back} WHERE draft_no = 2")).await;
        assert_eq!(verify(&world.store).await.unwrap().faults, []);
    }
    behind_the_back(&world.location, "DELETE FROM frozen_draft WHERE draft_no = 1").await;
    assert_eq!(verify(&world.store).await.unwrap().faults, [Fault::RecordMissing { subject: Subject::Draft, id: format!("{}/1", row.id) }]);
}

async fn a_number_is_given_once(world: World) {
    let (row, person) = believable(&world).await;
    freeze(&world, &row, frozen(&row, &person, 1)).await.unwrap();
    let heads = journal::heads(&mut world.store.read().await.unwrap().db()).await.unwrap();
    let again = FrozenRow { body: "khác".to_owned(), ..frozen(&row, &person, 1) };
    assert!(matches!(freeze(&world, &row, again).await, Err(StoreError::Constraint(_))));
    assert_eq!(journal::heads(&mut world.store.read().await.unwrap().db()).await.unwrap(), heads);
    let kept = programme::frozen(&mut world.store.read().await.unwrap().db(), &row.id, 1).await.unwrap().unwrap();
    assert!(kept.is_whole() && kept.body == row.body);
}
