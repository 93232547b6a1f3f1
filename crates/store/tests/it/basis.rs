//! The register: what the database itself never lets in, who reads what, and what a backup brings back.

use std::io::Cursor;

use hanhdong_domain::Date;
use hanhdong_domain::basis::{BasisKind, End, LegalBasis, Requirement, Tick};
use hanhdong_domain::journal::{Act, Subject};
use hanhdong_domain::organisation::{BasisId, OrganisationAct, PersonId, RequirementId, Role, TickId, Unit, UnitKind};
use hanhdong_store::backup::{backup, restore};
use hanhdong_store::verify::{Fault, verify};
use hanhdong_store::{Engine, StoreError, Tx, basis, organisation};

use crate::world::{World, behind_the_back, event, new_id, on_both_engines, today};

on_both_engines!(
    a_document_is_known_by_number_date_and_issuer_together,
    an_end_fits_its_document_or_is_not_kept,
    no_tick_is_kept_without_exactly_one_proof_and_none_twice,
    a_register_is_read_by_those_the_policy_names,
    what_was_replaced_comes_back_from_a_backup_and_tampering_shows
);

pub(crate) fn directive(register: &Unit, number: &str, dated: Option<Date>) -> LegalBasis {
    LegalBasis {
        id: BasisId::parse(&new_id()).unwrap(),
        organisation: register.id.clone(),
        kind: BasisKind::Directive,
        number: (!number.is_empty()).then(|| number.to_owned()),
        dated,
        issuer: "Bộ Chính trị".to_owned(),
        subject: "đại hội đảng bộ các cấp".to_owned(),
        file: None,
        in_force_on: None,
        end: None,
    }
}

impl World {
    pub(crate) async fn enters(&self, it: &LegalBasis) -> Result<(), StoreError> {
        let it = it.clone();
        self.keeps(it.clone(), move |tx| {
            let it = it.clone();
            Box::pin(async move { basis::enter(tx, &it).await })
        })
        .await
    }
    async fn keeps<F>(&self, it: LegalBasis, act: F) -> Result<(), StoreError>
    where
        F: for<'a> Fn(&'a mut Tx<'_>) -> futures::future::BoxFuture<'a, Result<(), StoreError>> + Clone + Send + Sync + 'static,
    {
        let mut line = event(&it.organisation, None, Act::BasisEntered, Subject::Basis, it.id.as_str());
        line.state = Some(basis::state(&it));
        self.act(line, act).await
    }
    async fn changes(&self, it: &LegalBasis) -> Result<(), StoreError> {
        let it = it.clone();
        self.keeps(it.clone(), move |tx| {
            let it = it.clone();
            Box::pin(async move { basis::keep(tx, &it).await })
        })
        .await
    }
    async fn listed(&self, person: &PersonId, words: &str) -> Vec<LegalBasis> {
        let mut reader = self.store.read().await.unwrap();
        basis::seen_by(&mut reader.db(), person, today(), words, 100).await.unwrap()
    }
}

fn is_constraint(done: &Result<(), StoreError>) -> bool {
    matches!(done, Err(StoreError::Constraint(_)))
}

const OLD: Date = Date::constant(2019, 5, 30);
const NEW: Date = Date::constant(2024, 6, 14);

async fn a_document_is_known_by_number_date_and_issuer_together(world: World) {
    let province = world.unit("Đảng bộ Tỉnh Mẫu", UnitKind::Committee, None).await;
    let person = world.person("Trần Văn Mẫu", &[(&province, Role::Office)]).await;
    let (old, new) = (directive(&province, "35-CT/TW", Some(OLD)), directive(&province, "35-CT/TW", Some(NEW)));
    world.enters(&old).await.expect("the first");
    world.enters(&new).await.expect("the same number at another date is another document");
    for twin in ["35-CT/TW", "35 - ct/tw", "035-CT/TW"] {
        assert!(is_constraint(&world.enters(&directive(&province, twin, Some(NEW))).await), "{twin}");
    }
    world.enters(&LegalBasis { issuer: "Ban Bí thư".to_owned(), ..directive(&province, "35-CT/TW", Some(NEW)) }).await.expect("another issuer");
    // Without a number a document is known by what it is about; without a date once.
    world.enters(&directive(&province, "", None)).await.expect("nobody knows its number");
    assert!(is_constraint(&world.enters(&directive(&province, "", None)).await));
    world.enters(&LegalBasis { subject: "việc khác".to_owned(), ..directive(&province, "", None) }).await.expect("about something else");
    let found = world.listed(&person, "chi thi 35-ct bo chinh tri").await;
    assert_eq!(found.iter().map(|it| it.dated).collect::<Vec<_>>(), [Some(NEW), Some(OLD)], "without marks, the newest first");
    assert_eq!(world.listed(&person, "").await.len(), 5);
}

async fn an_end_fits_its_document_or_is_not_kept(world: World) {
    let province = world.unit("Đảng bộ Tỉnh Mẫu", UnitKind::Committee, None).await;
    let (old, new) = (directive(&province, "35-CT/TW", Some(OLD)), directive(&province, "45-CT/TW", Some(NEW)));
    world.enters(&old).await.unwrap();
    world.enters(&new).await.unwrap();
    let ended = |end| LegalBasis { end: Some(end), ..old.clone() };
    for unfit in [End::Ended { on: Date::constant(2019, 5, 29) }, End::Replaced { by: old.id.clone(), on: NEW }, End::Replaced { by: BasisId::parse(&new_id()).unwrap(), on: NEW }]
    {
        assert!(world.changes(&ended(unfit.clone())).await.is_err(), "{unfit:?}");
    }
    let replaced = ended(End::Replaced { by: new.id.clone(), on: NEW });
    world.changes(&replaced).await.expect("it fits");
    let mut reader = world.store.read().await.unwrap();
    let mut db = reader.db();
    assert_eq!(basis::basis(&mut db, &old.id).await.unwrap(), Some(replaced));
    assert_eq!(basis::after(&mut db, &old.id).await.unwrap(), std::slice::from_ref(&new.id));
    assert_eq!(basis::replaced_by(&mut db, &new.id).await.unwrap().len(), 1);
}

async fn no_tick_is_kept_without_exactly_one_proof_and_none_twice(world: World) {
    let commune = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, None).await;
    let person = world.person("Lê Thị Mẫu", &[(&commune, Role::Office)]).await;
    let proof = directive(&commune, "35-CT/TW", Some(OLD));
    world.enters(&proof).await.unwrap();
    let required = Requirement {
        id: RequirementId::parse(&new_id()).unwrap(),
        basis: proof.id.clone(),
        number: 1,
        text: "Chuẩn bị văn kiện".to_owned(),
        from_on: None,
        due_on: None,
        levels: vec![hanhdong_domain::organisation::OrgLevel::Cell],
        kinds: Vec::new(),
        is_out: false,
    };
    let it = required.clone();
    let line = |act| event(&commune.id, Some(person.clone()), act, Subject::Setting, "x");
    world
        .act(line(Act::RequirementEntered), move |tx| {
            let it = it.clone();
            Box::pin(async move { basis::require(tx, &it).await })
        })
        .await
        .unwrap();
    let tick = |document: Option<BasisId>| Tick {
        id: TickId::parse(&new_id()).unwrap(),
        requirement: required.id.clone(),
        unit: commune.id.clone(),
        by: person.clone(),
        at: "2026-03-02T08:00:00.000000Z".to_owned(),
        file: None,
        document,
        taken_back: None,
    };
    let enter = |it: Tick| {
        world.act(line(Act::RequirementTicked), move |tx| {
            let it = it.clone();
            Box::pin(async move { basis::enter_tick(tx, &it).await })
        })
    };
    assert!(is_constraint(&enter(tick(None)).await), "no proof, no tick");
    let first = tick(Some(proof.id.clone()));
    enter(first.clone()).await.expect("with proof");
    assert!(is_constraint(&enter(tick(Some(proof.id.clone()))).await), "once");
    let (id, back) = (first.id.clone(), first.id.clone());
    world
        .act(line(Act::TickTakenBack), move |tx| {
            let id = id.clone();
            Box::pin(async move { basis::take_back_tick(tx, &id, "nhầm").await.map(|it| assert!(it)) })
        })
        .await
        .unwrap();
    enter(tick(Some(proof.id.clone()))).await.expect("again, once the first was taken back");
    let mut reader = world.store.read().await.unwrap();
    let mut db = reader.db();
    assert_eq!(basis::ticks(&mut db, &proof.id).await.unwrap().len(), 1);
    assert_eq!(basis::tick(&mut db, &back).await.unwrap().and_then(|it| it.taken_back).as_deref(), Some("nhầm"), "its word stays");
    assert_eq!(basis::requirements(&mut db, &proof.id).await.unwrap(), [required]);
}

/// What lists show is what the policy function says of each, for every role at every place of the tree.
async fn a_register_is_read_by_those_the_policy_names(world: World) {
    let province = world.unit("Đảng bộ Tỉnh Mẫu", UnitKind::Committee, None).await;
    let office = world.unit("Văn phòng Tỉnh uỷ", UnitKind::Body, Some(&province)).await;
    let commune = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, Some(&province)).await;
    let cell = world.unit("Chi bộ Thôn Mẫu", UnitKind::Committee, Some(&commune)).await;
    let ward = world.unit("Đảng bộ Phường Mẫu B", UnitKind::Committee, Some(&province)).await;
    let registers = [&province, &commune, &cell, &ward];
    let mut kept = Vec::new();
    for register in registers {
        let it = directive(register, "35-CT/TW", Some(OLD));
        world.enters(&it).await.unwrap();
        kept.push(it);
    }
    let (mut read, mut ticking) = (0, 0);
    for unit in [&province, &office, &commune, &cell, &ward] {
        for role in Role::ALL {
            let person = world.person(&format!("Người {} ở {}", role.name(), unit.name), &[(unit, role)]).await;
            let mut listed: Vec<BasisId> = world.listed(&person, "").await.into_iter().map(|it| it.id).collect();
            let (mut allowed, mut reader) = (Vec::new(), world.store.read().await.unwrap());
            let mut db = reader.db();
            for it in &kept {
                let standing = organisation::standing_in_register(&mut db, &person, &it.organisation, today()).await.unwrap();
                if standing.may_in_organisation(OrganisationAct::ReadBases) {
                    allowed.push(it.id.clone());
                }
            }
            listed.sort();
            allowed.sort();
            assert_eq!(listed, allowed, "{role:?} in {}", unit.name);
            read += listed.len();
            let mut units: Vec<_> = basis::units_ticking(&mut db, &person, today(), &province.id).await.unwrap();
            let mut may = Vec::new();
            for one in registers {
                if organisation::standing(&mut db, &person, &one.id, today()).await.unwrap().may_in_organisation(OrganisationAct::ReadTicks) {
                    may.push(one.id.clone());
                }
            }
            units.sort();
            may.sort();
            assert_eq!(units, may, "{role:?} in {}", unit.name);
            ticking += units.len();
        }
    }
    // Each role but the administrator's: province and its office 1, commune 2, cell 3, ward 2; ticks 4, 4, 2, 1, 1.
    assert_eq!((read, ticking), (3 * (1 + 1 + 2 + 3 + 2), 3 * (4 + 4 + 2 + 1 + 1)));
}

async fn what_was_replaced_comes_back_from_a_backup_and_tampering_shows(world: World) {
    let province = world.unit("Đảng bộ Tỉnh Mẫu", UnitKind::Committee, None).await;
    let (old, new) = (directive(&province, "35-CT/TW", Some(OLD)), directive(&province, "45-CT/TW", Some(NEW)));
    world.enters(&old).await.unwrap();
    world.enters(&new).await.unwrap();
    // Names one that comes later in the file.
    world.changes(&LegalBasis { end: Some(End::Replaced { by: new.id.clone(), on: NEW }), ..old.clone() }).await.unwrap();
    let mut bytes = Vec::new();
    backup(&world.store, &mut bytes).await.expect("a backup");
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(empty) = World::empty(engine).await else { continue };
        restore(&empty.store, || Ok(Cursor::new(bytes.clone()))).await.expect("it is restored");
        assert_eq!(verify(&empty.store).await.unwrap().faults, []);
        behind_the_back(&empty.location, &format!("UPDATE basis SET dated = '2020-01-01' WHERE id = '{}'", new.id)).await;
        assert_eq!(verify(&empty.store).await.unwrap().faults, [Fault::RecordChanged { subject: Subject::Basis, id: new.id.to_string() }]);
    }
}
