//! The tree stays a tree, whatever is moved: random moves held against a model.

use std::collections::HashMap;

use hanhdong_domain::journal::{Act, Subject};
use hanhdong_domain::organisation::{DEPTH_MAX, Unit, UnitId, UnitKind};
use hanhdong_store::{StoreError, organisation};

use crate::world::{World, event, on_both_engines};

on_both_engines!(random_moves_leave_one_tree_and_no_circle);

const UNITS: usize = 12;
const MOVES: usize = 150;

type Places = HashMap<UnitId, Option<UnitId>>;

/// The units from the top down to this one, by the model.
fn path(above: &Places, unit: &UnitId) -> Vec<UnitId> {
    let mut path = vec![unit.clone()];
    while let Some(Some(up)) = above.get(&path[0]) {
        path.insert(0, up.clone());
    }
    path
}

async fn random_moves_leave_one_tree_and_no_circle(world: World) {
    let mut units: Vec<Unit> = vec![world.unit("Đảng bộ Tỉnh Mẫu", UnitKind::Committee, None).await];
    for number in 1..UNITS {
        let kind = if number % 3 == 0 { UnitKind::Body } else { UnitKind::Committee };
        let above = units[number / 2].clone();
        units.push(world.unit(&format!("Đơn vị {number}"), kind, Some(&above)).await);
    }
    let mut above: Places = units.iter().map(|it| (it.id.clone(), it.above.clone())).collect();
    let (mut seed, mut moved, mut refused) = (20_260_302_u64, 0, 0);
    let mut next = |bound: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((seed >> 33) % bound as u64).unwrap()
    };
    for _ in 0..MOVES {
        let (unit, place) = (units[1 + next(UNITS - 1)].id.clone(), units[next(UNITS)].id.clone());
        let (one, other, organisation) = (unit.clone(), place.clone(), units[0].id.clone());
        let done = world
            .act(event(&organisation, None, Act::UnitMoved, Subject::Unit, unit.as_str()), move |tx| {
                let (unit, place, organisation) = (one.clone(), other.clone(), organisation.clone());
                Box::pin(async move {
                    organisation::hold_tree(tx).await?;
                    organisation::place(tx, &unit, &place, (&organisation, &organisation)).await
                })
            })
            .await;
        // The store asks nobody: whatever would make a circle is stopped by the database itself.
        let is_circle = path(&above, &place).contains(&unit);
        match done {
            Ok(()) => {
                assert!(!is_circle, "a circle");
                above.insert(unit, Some(place));
                moved += 1;
            }
            Err(StoreError::Constraint(_)) => {
                assert!(is_circle, "a sound move was refused");
                refused += 1;
            }
            Err(other) => panic!("{other:?}"),
        }
        let mut reader = world.store.read().await.unwrap();
        let mut db = reader.db();
        for it in organisation::units(&mut db).await.unwrap() {
            assert_eq!(Some(&it.above), above.get(&it.id));
            let path = path(&above, &it.id);
            assert!(path.len() <= DEPTH_MAX);
            assert_eq!(organisation::path_of(&mut db, &it.id).await.unwrap(), path, "the path is what the places say");
        }
    }
    assert!(20 < moved && 10 < refused, "{moved} moves, {refused} refused");
}
