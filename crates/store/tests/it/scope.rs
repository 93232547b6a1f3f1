//! What lists show a person is what the policy allows, whatever the tree.

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Subject};
use hanhdong_domain::organisation::{AccountState, Grant, GrantId, OrganisationAct, ProgrammeAct, Role, UnitKind};
use hanhdong_store::StoreError;
use hanhdong_store::programme::Shelf;
use hanhdong_store::{organisation, programme};

use crate::world::{World, event, on_both_engines, today};

on_both_engines!(
    a_list_shows_what_the_policy_lets_a_person_read,
    whoever_came_after_a_unit_reads_what_it_issued_and_keeps_nobody_of_it,
    a_session_ends_with_its_account_and_a_link_works_once
);

async fn a_list_shows_what_the_policy_lets_a_person_read(world: World) {
    let province = world.unit("Đảng bộ Tỉnh Mẫu", UnitKind::Committee, None).await;
    let office = world.unit("Văn phòng Tỉnh uỷ", UnitKind::Body, Some(&province)).await;
    let commune = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, Some(&province)).await;
    let cell = world.unit("Chi bộ Thôn Mẫu", UnitKind::Committee, Some(&commune)).await;
    let neighbour = world.unit("Đảng bộ Phường Mẫu B", UnitKind::Committee, Some(&province)).await;
    let units = [&province, &office, &commune, &cell, &neighbour];
    let mut programmes = Vec::new();
    for unit in [&province, &commune, &cell, &neighbour] {
        programmes.push(world.programme(unit, &format!("Dự thảo của {}", unit.name), None).await);
        programmes.push(world.programme(unit, &format!("Bản ban hành của {}", unit.name), Some(Date::constant(2026, 1, 15))).await);
    }
    let mut seen_in_all = 0;
    for unit in units {
        for role in Role::ALL {
            let person = world.person(&format!("Người {} ở {}", role.name(), unit.name), &[(unit, role)]).await;
            let mut reader = world.store.read().await.unwrap();
            let mut db = reader.db();
            let mut listed: Vec<String> = programme::seen_by(&mut db, &person, today(), Shelf::Lying, None, 100).await.unwrap().into_iter().map(|it| it.title).collect();
            let mut allowed = Vec::new();
            for row in &programmes {
                let standing = organisation::standing(&mut db, &person, &row.organisation, today()).await.unwrap();
                if standing.may(ProgrammeAct::Read, row.issued_on.is_some()) {
                    allowed.push(row.title.clone());
                }
            }
            listed.sort();
            allowed.sort();
            assert_eq!(listed, allowed, "{role:?} in {}", unit.name);
            seen_in_all += listed.len();
            let past = programme::seen_by(&mut db, &person, Date::constant(2025, 6, 30), Shelf::Lying, None, 100).await.unwrap();
            assert_eq!(past, [], "before the role began");
        }
    }
    // Per role but the administrator's: province and its office 2 + 3 issued below; commune 2 + 1; cell and neighbour 2.
    assert_eq!(seen_in_all, 3 * (5 + 5 + 3 + 2 + 2));
}

async fn whoever_came_after_a_unit_reads_what_it_issued_and_keeps_nobody_of_it(world: World) {
    let province = world.unit("Đảng bộ Tỉnh Mẫu", UnitKind::Committee, None).await;
    let [first, second, third] = [
        world.unit("Đảng bộ Huyện Mẫu", UnitKind::Committee, Some(&province)).await,
        world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, Some(&province)).await,
        world.unit("Đảng bộ Phường Mẫu B", UnitKind::Committee, Some(&province)).await,
    ];
    let issued = world.programme(&first, "Bản ban hành", Some(Date::constant(2020, 1, 15))).await;
    let draft = world.programme(&first, "Dự thảo", None).await;
    let early = world.person("Người đến trước", &[(&third, Role::Reader)]).await;
    // The first went into the second, and that into the third: only then does the third read what the first issued.
    for (unit, heir, read) in [(&first, &second, 0), (&second, &third, 1)] {
        let (id, heirs) = (unit.id.clone(), [heir.id.clone()]);
        let ended = event(&unit.id, None, Act::UnitEnded, Subject::Unit, unit.id.as_str());
        world
            .act(ended, move |tx| {
                let (id, heirs) = (id.clone(), heirs.clone());
                Box::pin(async move { organisation::end(tx, &id, today(), &heirs).await.map(drop) })
            })
            .await
            .unwrap();
        let mut reader = world.store.read().await.unwrap();
        let listed = programme::seen_by(&mut reader.db(), &early, today(), Shelf::Lying, None, 100).await.unwrap();
        assert_eq!(listed.len(), read);
    }
    for role in Role::ALL {
        let person = world.person(&format!("Người {}", role.name()), &[(&third, role)]).await;
        let mut reader = world.store.read().await.unwrap();
        let mut db = reader.db();
        let standing = organisation::standing(&mut db, &person, &first.id, today()).await.unwrap();
        let reads = role != Role::Administrator;
        assert_eq!((standing.may(ProgrammeAct::Read, true), standing.may(ProgrammeAct::Read, false)), (reads, false), "{role:?}");
        assert!(!standing.may_in_organisation(OrganisationAct::KeepPeople), "{role:?}");
        let listed: Vec<_> = programme::seen_by(&mut db, &person, today(), Shelf::Lying, None, 100).await.unwrap().into_iter().map(|it| it.id).collect();
        assert_eq!(listed, if reads { vec![issued.id.clone()] } else { vec![] }, "{role:?}, and never {}", draft.title);
    }
    let id = GrantId::parse(&crate::world::new_id()).unwrap();
    let grant = Grant { id, person: early.clone(), unit: first.id.clone(), role: Role::Office, from_on: today(), until_on: None };
    let given = world
        .act(event(&first.id, None, Act::RoleGiven, Subject::Person, early.as_str()), move |tx| {
            let grant = grant.clone();
            Box::pin(async move { organisation::give_role(tx, &grant).await })
        })
        .await;
    assert!(matches!(given, Err(StoreError::Ended)), "no role in a unit that is no more: {given:?}");
}

async fn a_session_ends_with_its_account_and_a_link_works_once(world: World) {
    let top = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, None).await;
    let person = world.person("Trần Văn Mẫu", &[(&top, Role::Office)]).await;
    let account = organisation::Account { person: person.clone(), login: "mau".to_owned(), password_hash: "x".to_owned(), state: AccountState::Open };
    let (by, until) = (person.clone(), "2026-03-02T20:00:00.000000Z");
    world
        .act(crate::world::event(&top.id, None, hanhdong_domain::journal::Act::AccountOpened, hanhdong_domain::journal::Subject::Person, person.as_str()), move |tx| {
            let (account, by) = (account.clone(), by.clone());
            Box::pin(async move {
                organisation::open_account(tx, &account).await?;
                organisation::begin_session(tx, "token", &by, until).await?;
                organisation::keep_link(tx, "link", "password", Some(&by), until).await
            })
        })
        .await
        .unwrap();
    let session = async |now: &str| organisation::session(&mut world.store.read().await.unwrap().db(), "token", now).await.unwrap();
    assert_eq!(session("2026-03-02T19:59:59.000000Z").await, Some(person.clone()));
    assert_eq!(session("2026-03-02T20:00:00.000000Z").await, None);
    let use_link = || world.store.act(|tx| Box::pin(organisation::use_link(tx, "link")));
    assert!(use_link().await.unwrap());
    assert!(!use_link().await.unwrap());
    let whose = person.clone();
    world
        .act(crate::world::event(&top.id, None, hanhdong_domain::journal::Act::AccountClosed, hanhdong_domain::journal::Subject::Person, person.as_str()), move |tx| {
            let whose = whose.clone();
            Box::pin(async move { organisation::close_account(tx, &whose).await.map(drop) })
        })
        .await
        .unwrap();
    assert_eq!(session("2026-03-02T08:00:00.000000Z").await, None);
}
