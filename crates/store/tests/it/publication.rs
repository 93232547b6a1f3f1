//! The book of numbers, and what was issued to an organisation.

use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Subject};
use hanhdong_domain::organisation::{BookLineId, FileId, ProgrammeAct, ProgrammeId, Role, Unit, UnitKind};
use hanhdong_domain::publication::{BookLine, CopyFindings, CopyReading, Expanded, Group, Series};
use hanhdong_store::programme::{KeptFile, Shelf};
use hanhdong_store::publication::{BookRow, IssueRow, SentTo, SignedCopy};
use hanhdong_store::{StoreError, organisation, programme, publication};

use crate::world::{World, behind_the_back, event, new_id, on_both_engines, today};

on_both_engines!(
    a_number_is_given_once_in_its_run_and_term_and_a_new_term_takes_its_own_out,
    what_went_to_an_organisation_is_read_there_once_issued_and_lists_say_the_same_as_the_policy,
    nothing_of_an_issue_is_changed_behind_the_journal,
    whatever_a_recipient_that_ended_went_into_reads_what_it_had_received,
    a_signed_copy_is_held_to_its_line_and_stands_there_once
);

fn row(unit: &Unit, number: u32, on: Date, term_on: Option<Date>) -> BookRow {
    let line = BookLine {
        series: Series::of("CTr", "ĐU"),
        term_on,
        number,
        text: format!("{number:02}-CTr/ĐU"),
        dated_on: on,
        kind: "CHƯƠNG TRÌNH".to_owned(),
        title: "thực hiện Nghị quyết".to_owned(),
        programme: None,
        cancelled_why: None,
        reason: None,
    };
    BookRow { id: BookLineId::parse(&new_id()).expect("an id"), organisation: unit.organisation.clone(), line }
}

async fn enter(world: &World, unit: &Unit, row: BookRow) -> Result<(), StoreError> {
    let mut told = event(&unit.id, None, Act::NumberEntered, Subject::Number, row.id.as_str());
    told.state = Some(row.state());
    world
        .act(told, move |tx| {
            let row = row.clone();
            Box::pin(async move { publication::enter_number(tx, &row).await })
        })
        .await
}

async fn a_number_is_given_once_in_its_run_and_term_and_a_new_term_takes_its_own_out(world: World) {
    let unit = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, None).await;
    let other = world.unit("Đảng bộ Phường Mẫu B", UnitKind::Committee, None).await;
    let (early, late) = (Date::constant(2025, 3, 1), Date::constant(2026, 1, 15));
    enter(&world, &unit, row(&unit, 5, early, None)).await.expect("given");
    let twice = enter(&world, &unit, row(&unit, 5, late, None)).await;
    assert!(matches!(twice, Err(StoreError::Constraint(_))), "{twice:?}");
    enter(&world, &other, row(&other, 5, late, None)).await.expect("another organisation counts for itself");
    enter(&world, &unit, row(&unit, 6, late, None)).await.expect("given");
    // The year counts for itself, whatever term begins.
    enter(&world, &unit, row(&unit, 7, late, Some(Date::constant(2026, 1, 1)))).await.expect("given");
    let (id, begins) = (unit.id.clone(), Date::constant(2025, 8, 9));
    world
        .act(event(&unit.id, None, Act::TermBegun, Subject::Unit, unit.id.as_str()), move |tx| {
            let id = id.clone();
            Box::pin(async move { publication::begin_term(tx, &id, begins).await })
        })
        .await
        .expect("a term begins");
    let numbers = async |term: Option<Date>| {
        let mut reader = world.store.read().await.unwrap();
        let run = publication::run(&mut reader.db(), &unit.id, &Series::of("CTr", "ĐU"), term).await.unwrap();
        run.into_iter().map(|it| it.number).collect::<Vec<_>>()
    };
    assert_eq!((numbers(None).await, numbers(Some(begins)).await, numbers(Some(Date::constant(2026, 1, 1))).await), (vec![5], vec![6], vec![7]));
    enter(&world, &unit, row(&unit, 5, late, Some(begins))).await.expect("the new term counts from the beginning");
    assert_eq!(hanhdong_store::verify::verify(&world.store).await.unwrap().faults, [], "the term is worked out: beginning one changes no line");
}

async fn issue(world: &World, unit: &Unit, id: &ProgrammeId, to: &[Expanded]) {
    let issue = IssueRow {
        programme: id.clone(),
        organisation: unit.id.clone(),
        number: "05-CTr/ĐU".to_owned(),
        dated_on: today(),
        issuer: unit.name.clone(),
        kind: "CHƯƠNG TRÌNH HÀNH ĐỘNG".to_owned(),
        title: "thực hiện Nghị quyết".to_owned(),
        layout: "party-2026".to_owned(),
        text_hash: "ab".repeat(32),
        authority: None,
        adoption: "committee_issues".to_owned(),
        adopted: "{}".to_owned(),
        replaces: None,
        recorded_at: "2026-03-02T08:00:00.000000Z".to_owned(),
    };
    let sent = vec![SentTo { group: Group::of("Các chi bộ trực thuộc"), recipients: to.to_vec() }, SentTo { group: Group::of("Lưu Văn phòng"), recipients: Vec::new() }];
    let unit = unit.id.clone();
    world
        .store
        .act(move |tx| {
            let (issue, sent, unit) = (issue.clone(), sent.clone(), unit.clone());
            Box::pin(async move {
                publication::keep_issue(tx, &issue, &sent).await?;
                let mut told = event(&unit, None, Act::IssueKept, Subject::Issue, issue.programme.as_str());
                told.state = publication::state_of_issue(tx.db(), &issue.programme).await?;
                tx.record(&told).await?;
                Ok::<(), StoreError>(())
            })
        })
        .await
        .expect("an issue is kept");
}

fn to(unit: &Unit) -> Expanded {
    Expanded { unit: Some(unit.id.clone()), name: unit.name.clone() }
}

async fn what_went_to_an_organisation_is_read_there_once_issued_and_lists_say_the_same_as_the_policy(world: World) {
    let province = world.unit("Đảng bộ Tỉnh Mẫu", UnitKind::Committee, None).await;
    let commune = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, Some(&province)).await;
    let cell = world.unit("Chi bộ Thôn Mẫu", UnitKind::Committee, Some(&commune)).await;
    let ward = world.unit("Đảng bộ Phường Mẫu B", UnitKind::Committee, Some(&province)).await;
    let office = world.unit("Văn phòng Đảng uỷ", UnitKind::Body, Some(&ward)).await;
    let issued = world.programme(&commune, "Bản ban hành", Some(today())).await;
    let unsent = world.programme(&commune, "Bản không gửi", Some(today())).await;
    // A list alone makes nothing readable: only what is issued is read.
    let draft = world.programme(&commune, "Dự thảo", None).await;
    issue(&world, &commune, &issued.id, &[to(&cell), to(&office)]).await;
    issue(&world, &commune, &draft.id, &[to(&cell)]).await;
    let mut seen_in_all = 0;
    for unit in [&province, &commune, &cell, &ward, &office] {
        for role in Role::ALL {
            let person = world.person(&format!("Người {} ở {}", role.name(), unit.name), &[(unit, role)]).await;
            let mut reader = world.store.read().await.unwrap();
            let mut db = reader.db();
            let mut listed: Vec<String> = programme::seen_by(&mut db, &person, today(), Shelf::Lying, None, 100).await.unwrap().into_iter().map(|it| it.title).collect();
            let mut allowed = Vec::new();
            for row in [&issued, &unsent, &draft] {
                let standing = publication::standing_with(&mut db, &person, &row.id, &row.organisation, today()).await.unwrap();
                if standing.may(ProgrammeAct::Read, row.issued_on.is_some()) {
                    allowed.push(row.title.clone());
                }
                let is_own = unit.id == commune.id && role != Role::Administrator;
                assert_eq!(standing.may(ProgrammeAct::ReadDrafting, row.issued_on.is_some()), is_own, "{role:?} in {}: {}", unit.name, row.title);
            }
            listed.sort();
            allowed.sort();
            assert_eq!(listed, allowed, "{role:?} in {}", unit.name);
            seen_in_all += listed.len();
            let incoming = publication::incoming(&mut db, &person, today(), 10).await.unwrap();
            let expected = if role == Role::Administrator || unit.id == province.id || unit.id == commune.id { 0 } else { 1 + usize::from(unit.id == cell.id) };
            assert_eq!(incoming.len(), expected, "{role:?} in {}", unit.name);
        }
    }
    // Three roles: the province two issued ones, the commune all three, cell, ward and its office the one that was sent.
    assert_eq!(seen_in_all, 3 * (2 + 3 + 1 + 1 + 1));
}

async fn nothing_of_an_issue_is_changed_behind_the_journal(world: World) {
    let unit = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, None).await;
    let cell = world.unit("Chi bộ Thôn Mẫu", UnitKind::Committee, Some(&unit)).await;
    let issued = world.programme(&unit, "Bản ban hành", Some(today())).await;
    issue(&world, &unit, &issued.id, &[to(&cell)]).await;
    enter(&world, &unit, row(&unit, 5, today(), None)).await.expect("given");
    assert_eq!(hanhdong_store::verify::verify(&world.store).await.unwrap().faults, []);
    for (sql, subject) in [
        ("UPDATE issue SET number = '06-CTr/ĐU'", Subject::Issue),
        ("UPDATE recipient SET name = 'Chi bộ khác'", Subject::Issue),
        ("UPDATE recipient_group SET purpose = 'know' WHERE group_no = 1", Subject::Issue),
        ("UPDATE book_line SET dated_on = '2026-03-01'", Subject::Number),
    ] {
        behind_the_back(&world.location, sql).await;
        let faults = hanhdong_store::verify::verify(&world.store).await.unwrap().faults;
        assert!(matches!(faults.last(), Some(hanhdong_store::verify::Fault::RecordChanged { subject: it, .. }) if *it == subject), "{sql}: {faults:?}");
    }
}

async fn whatever_a_recipient_that_ended_went_into_reads_what_it_had_received(world: World) {
    let issuer = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, None).await;
    let (old, older) = (world.unit("Đảng bộ Phường Mẫu B", UnitKind::Committee, None).await, world.unit("Đảng bộ Phường Mẫu C", UnitKind::Committee, None).await);
    let heir = world.unit("Đảng bộ Phường Mẫu D", UnitKind::Committee, None).await;
    let issued = world.programme(&issuer, "Bản ban hành", Some(today())).await;
    issue(&world, &issuer, &issued.id, &[to(&older)]).await;
    let (reader, administrator) = (world.person("Người đọc", &[(&heir, Role::Reader)]).await, world.person("Quản trị", &[(&heir, Role::Administrator)]).await);
    let seen = async |person| {
        let mut reader = world.store.read().await.unwrap();
        let mut db = reader.db();
        let listed = programme::seen_by(&mut db, person, today(), Shelf::Lying, None, 10).await.unwrap().len();
        let standing = publication::standing_with(&mut db, person, &issued.id, &issuer.id, today()).await.unwrap();
        let incoming = publication::incoming(&mut db, person, today(), 10).await.unwrap();
        assert_eq!(standing.may(ProgrammeAct::Read, true), listed == 1, "lists say the same as the policy");
        assert!(!standing.may(ProgrammeAct::ReadDrafting, true) && incoming.iter().all(|it| it.is_inherited));
        (listed, incoming.len())
    };
    assert_eq!(seen(&reader).await, (0, 0));
    for (gone, into) in [(&older, &old), (&old, &heir)] {
        let (id, heirs) = (gone.id.clone(), vec![into.id.clone()]);
        let told = event(&gone.id, None, Act::UnitEnded, Subject::Unit, gone.id.as_str());
        world
            .act(told, move |tx| {
                let (id, heirs) = (id.clone(), heirs.clone());
                Box::pin(async move { organisation::end(tx, &id, today(), &heirs).await.map(drop) })
            })
            .await
            .expect("it ends");
    }
    assert_eq!(seen(&reader).await, (1, 1), "what went to the one that went into the one that went into this one");
    assert_eq!(seen(&administrator).await, (0, 0), "who keeps accounts inherits nothing to read");
}

async fn a_signed_copy_is_held_to_its_line_and_stands_there_once(world: World) {
    let unit = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, None).await;
    let issued = world.programme(&unit, "Bản ban hành", Some(today())).await;
    issue(&world, &unit, &issued.id, &[]).await;
    let person = world.person("Văn thư", &[(&unit, Role::Office)]).await;
    let keep = async |number: i64, bytes: &[u8]| {
        let file = KeptFile { id: FileId::parse(&new_id()).expect("an id"), organisation: unit.id.clone(), name: "ky.pdf".to_owned(), bytes: bytes.to_vec() };
        let findings = CopyFindings { reading: CopyReading::NoText, count: 0, moved: 0, differences: Vec::new(), signatures: 1 };
        let copy = SignedCopy {
            file: file.id.clone(),
            programme: issued.id.clone(),
            number,
            size: 3,
            blake3: file.state(),
            sha256: "ab".repeat(32),
            came_at: "2026-03-02T08:00:00.000000Z".to_owned(),
            by: person.clone(),
            note: String::new(),
            findings,
            withdrawn: None,
        };
        let mut told = event(&unit.id, None, Act::CopyKept, Subject::Copy, file.id.as_str());
        told.state = Some(publication::state_of_copy(&copy).expect("a state"));
        let id = file.id.clone();
        let kept = world
            .act(told, move |tx| {
                let (file, copy) = (file.clone(), copy.clone());
                Box::pin(async move {
                    programme::keep_file(tx, &file).await?;
                    publication::keep_copy(tx, &copy).await
                })
            })
            .await;
        kept.map(|()| id)
    };
    let first = keep(1, b"ky1").await.expect("kept");
    for (number, bytes) in [(2, b"ky2"), (1, b"ky3")] {
        let twice = keep(number, bytes).await;
        assert!(matches!(twice, Err(StoreError::Constraint(_))), "the same fingerprint or the same number: {twice:?}");
    }
    assert_eq!(hanhdong_store::verify::verify(&world.store).await.unwrap().faults, []);
    for sql in ["UPDATE signed_copy SET note = 'khác'", "UPDATE signed_copy SET signatures = 2"] {
        behind_the_back(&world.location, sql).await;
        let faults = hanhdong_store::verify::verify(&world.store).await.unwrap().faults;
        assert!(matches!(faults.as_slice(), [hanhdong_store::verify::Fault::RecordChanged { subject: Subject::Copy, id }] if *id == first.to_string()), "{sql}: {faults:?}");
    }
}
