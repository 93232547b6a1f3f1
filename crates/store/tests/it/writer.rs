//! Acts: all or nothing, each apart from the others, never without a journal line.

use hanhdong_domain::journal::{Act, Subject};
use hanhdong_domain::organisation::{Unit, UnitKind};
use hanhdong_store::{Location, Store, StoreError, journal, organisation, programme};

use crate::world::{World, event, new_id, on_both_engines};

on_both_engines!(
    an_act_that_fails_leaves_nothing_behind,
    a_write_without_a_journal_line_is_not_kept,
    an_act_that_panics_is_taken_back_and_the_next_one_is_done,
    acts_that_wait_together_do_not_disturb_each_other,
    what_was_answered_is_there_after_a_start,
    two_servers_that_change_the_same_record_lose_no_change,
    a_job_is_entered_only_with_its_act_and_taken_by_one,
);

async fn an_act_that_fails_leaves_nothing_behind(world: World) {
    let top = world.unit("Đảng bộ Tỉnh Mẫu", UnitKind::Committee, None).await;
    let before = journal::heads(&mut world.store.read().await.unwrap().db()).await.unwrap();
    let (organisation, id) = (top.organisation.clone(), new_id());
    let refused = world
        .store
        .act(move |tx| {
            let unit = Unit { id: hanhdong_domain::organisation::UnitId::parse(&id).unwrap(), above: Some(organisation.clone()), ..plain(&organisation) };
            let event = event(&organisation, None, Act::UnitFounded, Subject::Unit, &id);
            Box::pin(async move {
                organisation::found(tx, &unit).await?;
                tx.record(&event).await?;
                Err::<(), _>(StoreError::Constraint("the act changed its mind".to_owned()))
            })
        })
        .await;
    assert!(matches!(refused, Err(StoreError::Constraint(_))), "{refused:?}");
    let mut reader = world.store.read().await.unwrap();
    assert_eq!(organisation::units(&mut reader.db()).await.unwrap(), [top]);
    assert_eq!(journal::heads(&mut reader.db()).await.unwrap(), before);
}

async fn a_write_without_a_journal_line_is_not_kept(world: World) {
    let id = hanhdong_domain::organisation::UnitId::parse(&new_id()).unwrap();
    let refused = world
        .store
        .act(move |tx| {
            let unit = plain(&id);
            Box::pin(async move { organisation::found(tx, &unit).await })
        })
        .await;
    assert!(matches!(refused, Err(StoreError::Unrecorded)), "{refused:?}");
    assert_eq!(organisation::units(&mut world.store.read().await.unwrap().db()).await.unwrap(), []);
}

async fn an_act_that_panics_is_taken_back_and_the_next_one_is_done(world: World) {
    let top = world.unit("Đảng bộ Tỉnh Mẫu", UnitKind::Committee, None).await;
    let organisation = top.organisation.clone();
    let refused = world
        .store
        .act(move |tx| {
            let event = event(&organisation, None, Act::SettingChanged, Subject::Setting, "x");
            Box::pin(async move {
                tx.record(&event).await?;
                assert!(event.data.is_empty(), "a fault inside an act");
                Ok::<(), StoreError>(())
            })
        })
        .await;
    assert!(matches!(&refused, Err(StoreError::Panicked(why)) if why == "a fault inside an act"), "{refused:?}");
    let heads = journal::heads(&mut world.store.read().await.unwrap().db()).await.unwrap();
    assert_eq!(heads[0].1, 1, "only the founding stands in the journal");
    world.unit("Xã Mẫu A", UnitKind::Committee, Some(&top)).await;
}

async fn acts_that_wait_together_do_not_disturb_each_other(world: World) {
    let top = world.unit("Đảng bộ Tỉnh Mẫu", UnitKind::Committee, None).await;
    let mut waiting = Vec::new();
    for number in 0..60 {
        let (store, organisation) = (world.store.clone(), top.organisation.clone());
        waiting.push(tokio::spawn(async move {
            store
                .act(move |tx| {
                    let event = event(&organisation, None, Act::SettingChanged, Subject::Setting, &number.to_string());
                    Box::pin(async move {
                        tx.record(&event).await?;
                        if number % 3 == 0 { Err(StoreError::Constraint("every third".to_owned())) } else { Ok(()) }
                    })
                })
                .await
                .is_ok()
        }));
    }
    let kept = futures::future::join_all(waiting).await.into_iter().filter(|it| *it.as_ref().unwrap()).count();
    assert_eq!(kept, 40);
    let lines = journal::after(&mut world.store.read().await.unwrap().db(), &top.organisation, 0, 100).await.unwrap();
    assert_eq!(lines.iter().map(|it| it.seq).collect::<Vec<_>>(), (1..=41).collect::<Vec<_>>());
    assert!(lines.iter().skip(1).all(|it| it.event.subject_id.parse::<u32>().unwrap() % 3 != 0));
}

async fn what_was_answered_is_there_after_a_start(world: World) {
    let top = world.unit("Đảng bộ Tỉnh Mẫu", UnitKind::Committee, None).await;
    let programme = world.programme(&top, "Chương trình hành động", None).await;
    let again = world.again().await;
    let mut reader = again.read().await.unwrap();
    assert_eq!(programme::programme(&mut reader.db(), &programme.id).await.unwrap(), Some(programme));
}

async fn two_servers_that_change_the_same_record_lose_no_change(world: World) {
    let top = world.unit("Đảng bộ Tỉnh Mẫu", UnitKind::Committee, None).await;
    let programme = world.programme(&top, "Chương trình hành động", None).await;
    let stores = [world.store.clone(), world.again().await];
    let mut waiting = Vec::new();
    for number in 0..20 {
        let (store, id) = (stores[number % 2].clone(), programme.id.clone());
        waiting.push(tokio::spawn(async move {
            store
                .act(move |tx| {
                    let id = id.clone();
                    Box::pin(async move {
                        let mut row = programme::hold(tx, &id).await?.ok_or_else(|| StoreError::NotSound("gone".to_owned()))?;
                        row.body.push_str(&format!("line {number}\n"));
                        programme::keep(tx, &row).await?;
                        let mut event = event(&row.organisation, None, Act::ProgrammeEdited, Subject::Programme, id.as_str());
                        event.state = Some(row.state());
                        tx.record(&event).await?;
                        Ok::<(), StoreError>(())
                    })
                })
                .await
        }));
    }
    for done in futures::future::join_all(waiting).await {
        done.unwrap().unwrap();
    }
    let row = programme::programme(&mut world.store.read().await.unwrap().db(), &programme.id).await.unwrap().unwrap();
    assert_eq!(row.version, 21);
    assert!((0..20).all(|it| row.body.contains(&format!("line {it}\n"))), "{}", row.body);
}

async fn a_job_is_entered_only_with_its_act_and_taken_by_one(world: World) {
    let top = world.unit("Đảng bộ Tỉnh Mẫu", UnitKind::Committee, None).await;
    for keeps in [false, true] {
        let organisation = top.organisation.clone();
        let (id, subject) = (new_id(), if keeps { "kept" } else { "not kept" });
        let done = world
            .store
            .act(move |tx| {
                let (event, id) = (event(&organisation, None, Act::SettingChanged, Subject::Setting, "x"), id.clone());
                Box::pin(async move {
                    hanhdong_store::jobs::enter(tx, &id, "render", subject).await?;
                    tx.record(&event).await?;
                    if keeps { Ok(()) } else { Err(StoreError::Constraint("no".to_owned())) }
                })
            })
            .await;
        assert_eq!(done.is_ok(), keeps);
    }
    let take = || world.store.act(|tx| Box::pin(hanhdong_store::jobs::take(tx, "2026-03-02T08:05:00.000000Z", 3)));
    let taken: Option<hanhdong_store::jobs::Job> = take().await.unwrap();
    assert_eq!(taken.as_ref().map(|it| (it.subject_id.as_str(), it.tries)), Some(("kept", 1)));
    assert_eq!(take().await.unwrap(), None, "somebody is at it");
    world.set_clock(600);
    assert_eq!(take().await.unwrap().map(|it| it.tries), Some(2), "whoever was at it is gone");
}

fn plain(organisation: &hanhdong_domain::organisation::UnitId) -> Unit {
    Unit {
        id: organisation.clone(),
        name: "Đảng bộ Xã Mẫu A".to_owned(),
        kind: UnitKind::Committee,
        nature: hanhdong_domain::organisation::Nature::UNKNOWN,
        above: None,
        organisation: organisation.clone(),
        founded_on: None,
        ended_on: None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_was_closed_leaves_one_file_however_many_had_been_reading() {
    let folder = std::env::temp_dir().join(format!("hd_{}", new_id()));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    for round in 0..10 {
        let clock = std::sync::Arc::new(|| "2026-03-02T08:00:00Z".to_owned());
        let (store, running) = Store::open(&Location::File(folder.join("kho.db")), clock).await.expect("it opens");
        let readers = futures::future::join_all((0..8).map(|_| store.read())).await;
        for reader in readers {
            assert_eq!(organisation::units(&mut reader.expect("a reader").db()).await.unwrap(), [], "round {round}");
        }
        drop(store);
        running.await.expect("it ends");
        let left: Vec<_> = std::fs::read_dir(&folder).expect("the folder").flatten().map(|it| it.file_name()).collect();
        assert_eq!(left, ["kho.db"], "round {round}");
    }
    std::fs::remove_dir_all(&folder).expect("the folder goes");
}
