//! Backups: whole, the same on both engines, refused where anything is missing or changed.

use std::io::Cursor;

use hanhdong_domain::journal::{Act, Subject};
use hanhdong_domain::organisation::{FileId, Role, UnitKind};
use hanhdong_store::backup::{BackupError, backup, inspect, restore};
use hanhdong_store::programme::{self, ItemLine, KeptFile};
use hanhdong_store::verify::verify;
use hanhdong_store::{Engine, Location, OpenRefusal, Store};

use crate::world::{World, behind_the_back, event, new_id, on_both_engines, today};

on_both_engines!(
    what_is_restored_is_what_was_backed_up,
    a_broken_backup_is_refused_and_nothing_is_put_in,
    a_backup_is_put_only_into_an_empty_database,
    a_newer_schema_is_refused_untouched
);

async fn believable(world: &World) -> hanhdong_domain::organisation::PersonId {
    let commune = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, None).await;
    let office = world.unit("Văn phòng Đảng uỷ", UnitKind::Body, Some(&commune)).await;
    let person = world.person("Lê Thị Mẫu", &[(&office, Role::Drafter)]).await;
    let row = world.programme(&commune, "Chương trình \"hành động\"\n\u{1F33E}", None).await;
    let file = KeptFile { id: FileId::parse(&new_id()).unwrap(), organisation: commune.id.clone(), name: "dự thảo.docx".to_owned(), bytes: (0..=255).collect() };
    world
        .act(event(&commune.id, Some(person.clone()), Act::FileKept, Subject::File, file.id.as_str()), move |tx| {
            let (file, id) = (file.clone(), row.id.clone());
            Box::pin(async move {
                programme::keep_file(tx, &file).await?;
                let item =
                    ItemLine {
                        anchor: "t_a".into(), role: "task".into(), code: None, title: "Đề án sinh kế".into(), lead: String::new(), deadline: String::new(), due_on: None
                    };
                programme::index(tx, &id, &[], &[item]).await
            })
        })
        .await
        .unwrap();
    person
}

async fn what_is_restored_is_what_was_backed_up(world: World) {
    let person = believable(&world).await;
    let mut file = Vec::new();
    let contents = backup(&world.store, &mut file).await.unwrap();
    assert_eq!(inspect(Cursor::new(&file)).unwrap(), contents);
    let before = verify(&world.store).await.unwrap();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(other) = World::empty(engine).await else { continue };
        assert_eq!(restore(&other.store, || Ok(Cursor::new(&file))).await.unwrap(), contents, "{engine:?}");
        assert_eq!(verify(&other.store).await.unwrap(), before, "{engine:?}");
        let mut again = Vec::new();
        assert_eq!(backup(&other.store, &mut again).await.unwrap(), contents, "{engine:?}");
        let mut reader = other.store.read().await.unwrap();
        let found = programme::search(&mut reader.db(), &person, today(), "sinh ke", 10).await.unwrap();
        assert_eq!(found.len(), 1, "search works at once on {engine:?}");
    }
}

async fn a_broken_backup_is_refused_and_nothing_is_put_in(world: World) {
    believable(&world).await;
    let mut file = Vec::new();
    backup(&world.store, &mut file).await.unwrap();
    let empty = World::empty(world.store.engine()).await.unwrap();
    let mut broken: Vec<Vec<u8>> = (1..8).map(|part| file[..file.len() * part / 8].to_vec()).collect();
    broken.extend((0..40).map(|part| {
        let mut changed = file.clone();
        let at = 10 + part * (file.len() - 20) / 40;
        changed[at] ^= 0x10;
        changed
    }));
    broken.push(Vec::new());
    broken.push(b"PK\x03\x04 something else".to_vec());
    for (number, bytes) in broken.iter().enumerate() {
        let refused = restore(&empty.store, || Ok(Cursor::new(bytes))).await;
        assert!(matches!(refused, Err(BackupError::NotSound(_) | BackupError::Newer)), "{number}: {refused:?}");
    }
    let units = hanhdong_store::organisation::units(&mut empty.store.read().await.unwrap().db()).await.unwrap();
    assert_eq!(units, []);
}

async fn a_backup_is_put_only_into_an_empty_database(world: World) {
    believable(&world).await;
    let mut file = Vec::new();
    let contents = backup(&world.store, &mut file).await.unwrap();
    assert!(matches!(restore(&world.store, || Ok(Cursor::new(&file))).await, Err(BackupError::NotEmpty)));
    assert_eq!(backup(&world.store, &mut Vec::new()).await.unwrap(), contents, "nothing was touched");
}

async fn a_newer_schema_is_refused_untouched(world: World) {
    let statement = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', TRUE, ";
    let checksum = if world.store.engine() == Engine::Sqlite { "X'00', 0)" } else { "'\\x00', 0)" };
    behind_the_back(&world.location, &format!("{statement}{checksum}")).await;
    let clock: hanhdong_store::Clock = std::sync::Arc::new(String::new);
    assert!(matches!(Store::open(&world.location, clock).await, Err(OpenRefusal::Newer)));
}

#[tokio::test]
async fn a_file_of_another_program_is_refused_untouched() {
    let folder = std::env::temp_dir().join(format!("hd_{}", new_id()));
    std::fs::create_dir_all(&folder).unwrap();
    let clock: hanhdong_store::Clock = std::sync::Arc::new(String::new);
    let text = folder.join("ghi-chep.db");
    std::fs::write(&text, "đây là một tệp văn bản, không phải cơ sở dữ liệu; dài hơn một trăm chữ cái cho chắc chắn ".repeat(20)).unwrap();
    let before = std::fs::read(&text).unwrap();
    assert!(matches!(Store::open(&Location::File(text.clone()), clock.clone()).await, Err(OpenRefusal::NotOurs(_))));
    assert_eq!(std::fs::read(&text).unwrap(), before);
    let foreign = folder.join("khac.db");
    std::fs::write(&foreign, []).unwrap();
    behind_the_back(&Location::File(foreign.clone()), "CREATE TABLE other (a TEXT)").await;
    assert!(matches!(Store::open(&Location::File(foreign), clock).await, Err(OpenRefusal::NotOurs(_))));
    std::fs::remove_dir_all(&folder).unwrap();
}
