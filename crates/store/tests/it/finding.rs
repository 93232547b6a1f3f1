//! Search beside items: each kind is found by those whom the policy lets open it and by nobody else; the folded words follow
//! every write, a restore and a repair.

use std::collections::BTreeSet;
use std::io::Cursor;

use hanhdong_domain::Date;
use hanhdong_domain::basis::Requirement;
use hanhdong_domain::journal::{Act, Subject};
use hanhdong_domain::organisation::{OrganisationAct, PersonId, ProgrammeAct, RequirementId, Role, ThreadId, Unit, UnitKind};
use hanhdong_domain::programme::{Anchor, CommentTurn};
use hanhdong_domain::text::Sought;
use hanhdong_store::backup::{backup, restore};
use hanhdong_store::programme::{CommentRow, ThreadRow};
use hanhdong_store::publication::{IssueRow, keep_issue, standing_with};
use hanhdong_store::search::{SearchKind, seek};
use hanhdong_store::verify::verify;
use hanhdong_store::{Engine, basis, organisation, programme};

use crate::basis::directive;
use crate::world::{World, behind_the_back, event, new_id, on_both_engines, today};

on_both_engines!(
    each_kind_is_found_by_those_who_may_open_it,
    what_is_typed_finds_both_orthographies_codes_and_phrases,
    a_comment_said_anew_is_found_by_its_new_words_alone,
    search_is_made_anew_by_a_restore_and_by_verify
);

async fn found(world: &World, kind: SearchKind, person: &PersonId, typed: &str) -> BTreeSet<String> {
    let mut reader = world.store.read().await.unwrap();
    seek(&mut reader.db(), kind, person, today(), &Sought::read(typed), 100).await.unwrap().into_iter().map(|it| it.0).collect()
}

async fn commented(world: &World, programme: &programme::ProgrammeRow, by: &PersonId, words: &[(&str, Option<i64>)]) -> ThreadId {
    let id = ThreadId::parse(&new_id()).unwrap();
    let row = ThreadRow { id: id.clone(), programme: programme.id.clone(), item: Anchor::new("t_a").unwrap() };
    let words: Vec<(String, Option<i64>)> = words.iter().map(|it| (it.0.to_owned(), it.1)).collect();
    let by = by.clone();
    world
        .act(event(&programme.organisation, None, Act::CommentMade, Subject::Programme, programme.id.as_str()), move |tx| {
            let (row, words, by) = (row.clone(), words.clone(), by.clone());
            Box::pin(async move {
                programme::begin_thread(tx, &row).await?;
                for (number, (words, instead_of)) in (1..).zip(words) {
                    let line = CommentRow { number, turn: CommentTurn::Said, instead_of, words, by: by.clone(), at: tx.at().to_owned() };
                    programme::comment(tx, &row.id, &line).await?;
                }
                Ok(())
            })
        })
        .await
        .unwrap();
    id
}

async fn issue(world: &World, row: &programme::ProgrammeRow, number: &str) {
    let it = IssueRow {
        programme: row.id.clone(),
        organisation: row.organisation.clone(),
        number: number.to_owned(),
        dated_on: today(),
        issuer: "Ban Chấp hành Đảng bộ".to_owned(),
        kind: "Chương trình hành động".to_owned(),
        title: row.title.clone(),
        layout: "party-2026".to_owned(),
        text_hash: "0".repeat(64),
        authority: None,
        adoption: "committee_issues".to_owned(),
        adopted: "{}".to_owned(),
        replaces: None,
        recorded_at: "2026-03-02T08:00:00.000000Z".to_owned(),
    };
    world
        .act(event(&row.organisation, None, Act::IssueKept, Subject::Issue, row.id.as_str()), move |tx| {
            let it = it.clone();
            Box::pin(async move { keep_issue(tx, &it, &[]).await })
        })
        .await
        .unwrap();
}

/// A thing that carries the word, with the id it is found under.
struct Planted {
    kind: SearchKind,
    id: String,
    of: usize,
    is_issued: bool,
}

async fn plant(world: &World, units: &[&Unit], writer: &PersonId) -> Vec<Planted> {
    let mut planted = Vec::new();
    for (of, unit) in units.iter().enumerate() {
        planted.push(Planted { kind: SearchKind::Unit, id: unit.id.to_string(), of, is_issued: false });
        if unit.kind == UnitKind::Body {
            continue;
        }
        for is_issued in [false, true] {
            let row = world.programme(unit, "Chương trình có dấu mốc", is_issued.then(|| Date::constant(2026, 1, 15))).await;
            planted.push(Planted { kind: SearchKind::Programme, id: row.id.to_string(), of, is_issued });
            let thread = commented(world, &row, writer, &[("Xem lại dấu mốc", None)]).await;
            planted.push(Planted { kind: SearchKind::Comment, id: thread.to_string(), of, is_issued });
            if is_issued {
                issue(world, &row, "15-CTr/ĐU").await;
                planted.push(Planted { kind: SearchKind::Issue, id: row.id.to_string(), of, is_issued });
            }
        }
        let mut document = directive(unit, "35-CT/TW", Some(today()));
        document.subject = "dấu mốc".to_owned();
        world.enters(&document).await.unwrap();
        planted.push(Planted { kind: SearchKind::Basis, id: document.id.to_string(), of, is_issued: false });
        let requirement = Requirement {
            id: RequirementId::parse(&new_id()).unwrap(),
            basis: document.id.clone(),
            number: 1,
            text: "Đặt dấu mốc".to_owned(),
            from_on: None,
            due_on: None,
            levels: vec![],
            kinds: vec![],
            is_out: false,
        };
        planted.push(Planted { kind: SearchKind::Requirement, id: requirement.id.to_string(), of, is_issued: false });
        world
            .act(event(&unit.id, None, Act::RequirementEntered, Subject::Requirement, requirement.id.as_str()), move |tx| {
                let it = requirement.clone();
                Box::pin(async move { basis::require(tx, &it).await })
            })
            .await
            .unwrap();
    }
    planted
}

async fn each_kind_is_found_by_those_who_may_open_it(world: World) {
    let province = world.unit("Đảng bộ Tỉnh Mẫu dấu mốc", UnitKind::Committee, None).await;
    let office = world.unit("Văn phòng dấu mốc", UnitKind::Body, Some(&province)).await;
    let commune = world.unit("Đảng bộ Xã Mẫu A dấu mốc", UnitKind::Committee, Some(&province)).await;
    let cell = world.unit("Chi bộ Thôn Mẫu dấu mốc", UnitKind::Committee, Some(&commune)).await;
    let neighbour = world.unit("Đảng bộ Phường Mẫu B dấu mốc", UnitKind::Committee, Some(&province)).await;
    let units = [&province, &office, &commune, &cell, &neighbour];
    let writer = world.person("Người viết", &[(&province, Role::Drafter)]).await;
    let planted = plant(&world, &units, &writer).await;
    let mut seen = 0;
    for unit in units {
        for role in Role::ALL {
            let person = world.person(&format!("Người {} dấu mốc", role.name()), &[(unit, role)]).await;
            for kind in SearchKind::ALL.into_iter().filter(|it| *it != SearchKind::Person) {
                let mut allowed = BTreeSet::new();
                let mut reader = world.store.read().await.unwrap();
                let mut db = reader.db();
                for it in planted.iter().filter(|it| it.kind == kind) {
                    let owner = &units[it.of].organisation;
                    let may = match kind {
                        SearchKind::Basis | SearchKind::Requirement => {
                            organisation::standing_in_register(&mut db, &person, owner, today()).await.unwrap().may_in_organisation(OrganisationAct::ReadBases)
                        }
                        SearchKind::Unit => organisation::standing(&mut db, &person, owner, today()).await.unwrap().may_in_organisation(OrganisationAct::KeepPeople),
                        SearchKind::Programme | SearchKind::Issue => {
                            let id = hanhdong_domain::organisation::ProgrammeId::parse(&it.id).unwrap();
                            standing_with(&mut db, &person, &id, owner, today()).await.unwrap().may(ProgrammeAct::Read, it.is_issued)
                        }
                        SearchKind::Comment => organisation::standing(&mut db, &person, owner, today()).await.unwrap().may(ProgrammeAct::ReadDrafting, it.is_issued),
                        SearchKind::Person => false,
                    };
                    if may {
                        allowed.insert(it.id.clone());
                    }
                }
                drop(reader);
                seen += allowed.len();
                assert_eq!(found(&world, kind, &person, "dau moc").await, allowed, "{kind:?} as {role:?} in {}", unit.name);
            }
            // People: by whoever keeps a house in which they have a role.
            let people = found(&world, SearchKind::Person, &person, "dau moc").await;
            assert_eq!(people.contains(person.as_str()), role == Role::Administrator, "{role:?} in {}", unit.name);
            assert!(role == Role::Administrator || people.is_empty());
        }
    }
    assert!(100 < seen, "{seen}");
    let above = world.person("Chi bộ kiểm tra", &[(&cell, Role::Administrator)]).await;
    let below_only = found(&world, SearchKind::Person, &above, "dau moc").await;
    assert_eq!(below_only.len(), 4, "only those of the own committee");
}

async fn what_is_typed_finds_both_orthographies_codes_and_phrases(world: World) {
    let commune = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, None).await;
    let reader = world.person("Lê Thị Mẫu", &[(&commune, Role::Reader)]).await;
    let old = world.programme(&commune, "Chương trình của Đảng uỷ", None).await;
    let new = world.programme(&commune, "Chương trình của Đảng ủy phường", None).await;
    let document = directive(&commune, "35-CT/TW", Some(today()));
    world.enters(&document).await.unwrap();
    let ids = |rows: &[&programme::ProgrammeRow]| rows.iter().map(|it| it.id.to_string()).collect::<BTreeSet<_>>();
    for (typed, expected) in [
        ("dang uy", ids(&[&old, &new])),
        ("uy chuong", ids(&[&old, &new])),
        ("\"uy phuong\"", ids(&[&new])),
        ("\"phuong uy\"", ids(&[])),
        ("uy ph", ids(&[&new])),
        ("an", ids(&[])),
        ("% _", ids(&[])),
        ("'; DROP TABLE unit", ids(&[])),
    ] {
        assert_eq!(found(&world, SearchKind::Programme, &reader, typed).await, expected, "{typed}");
    }
    for (typed, count) in [("35-CT/TW", 1), ("35 ct", 1), ("5-CT/TW", 0), ("35-TW", 0), ("chi thi bo chinh tri", 1)] {
        assert_eq!(found(&world, SearchKind::Basis, &reader, typed).await.len(), count, "{typed}");
    }
}

async fn a_comment_said_anew_is_found_by_its_new_words_alone(world: World) {
    let commune = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, None).await;
    let drafter = world.person("Lê Thị Mẫu", &[(&commune, Role::Drafter)]).await;
    let row = world.programme(&commune, "Chương trình", None).await;
    commented(&world, &row, &drafter, &[("Bổ sung nguồn lực", None), ("Bổ sung kinh phí", Some(1))]).await;
    assert!(found(&world, SearchKind::Comment, &drafter, "nguon luc").await.is_empty());
    assert_eq!(found(&world, SearchKind::Comment, &drafter, "kinh phi").await.len(), 1);
    assert!(!verify(&world.store).await.unwrap().search_renewed);
}

async fn search_is_made_anew_by_a_restore_and_by_verify(world: World) {
    let commune = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, None).await;
    let drafter = world.person("Lê Thị Mẫu", &[(&commune, Role::Drafter)]).await;
    let row = world.programme(&commune, "Chương trình sinh kế", None).await;
    commented(&world, &row, &drafter, &[("Bổ sung nguồn lực", None), ("Bổ sung kinh phí", Some(1))]).await;
    issue(&world, &row, "15-CTr/ĐU").await;
    world.enters(&directive(&commune, "35-CT/TW", Some(today()))).await.unwrap();
    let mut file = Vec::new();
    backup(&world.store, &mut file).await.unwrap();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(other) = World::empty(engine).await else { continue };
        restore(&other.store, || Ok(Cursor::new(&file))).await.unwrap();
        assert!(!verify(&other.store).await.unwrap().search_renewed, "the restore made every line, on {engine:?}");
        for (kind, typed) in [(SearchKind::Programme, "sinh ke"), (SearchKind::Comment, "kinh phi"), (SearchKind::Basis, "35-ct")] {
            assert_eq!(found(&other, kind, &drafter, typed).await.len(), 1, "{kind:?} on {engine:?}");
        }
    }
    behind_the_back(&world.location, "UPDATE search_line SET words = ' khac ' WHERE kind = 'programme'").await;
    assert!(found(&world, SearchKind::Programme, &drafter, "sinh ke").await.is_empty());
    assert!(verify(&world.store).await.unwrap().search_renewed);
    assert_eq!(found(&world, SearchKind::Programme, &drafter, "sinh ke").await.len(), 1);
    // A database from before the table: what was there is found after the next start.
    behind_the_back(&world.location, "DELETE FROM search_line").await;
    drop(world.again().await);
    assert_eq!(found(&world, SearchKind::Comment, &drafter, "kinh phi").await.len(), 1);
}
