//! What the memory costs on each engine, beside the engine or the disk alone.
//!
//! `cargo bench -p hanhdong-store --bench store`; with `HANHDONG_TEST_POSTGRES` on PostgreSQL too.

#[path = "../tests/it/world.rs"]
#[allow(dead_code, unused_imports, unused_macros, unreachable_pub)]
mod world;

use std::collections::HashMap;
use std::io::{Seek, Write};
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{PersonId, Role, Unit, UnitKind};
use hanhdong_store::programme::{self, ItemLine, Shelf};
use hanhdong_store::{Engine, Location, verify};
use sqlx::{AnyConnection, Connection};
use tokio::runtime::Runtime;
use world::{World, event, new_id, today};

/// Programmes, each of a thousand items: 100,000 in all.
const PROGRAMMES: usize = 100;
const ITEMS: usize = 1_000;
/// Programmes of others, which the person does not see.
const FOREIGN: usize = 2_000;

const RAW_INSERT: &str = "INSERT INTO raw (a, b, c, d) VALUES ($1, $2, $3, $4)";

fn main() {
    divan::main();
    for full in WORLDS.values() {
        // A benchmark leaves nothing behind; what cannot be removed lies in the temporary folder.
        if let Location::File(path) = &full.world.location
            && let Some(folder) = path.parent()
        {
            drop(std::fs::remove_dir_all(folder));
        }
    }
}

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a run-time"));
static WORLDS: LazyLock<HashMap<&'static str, Full>> = LazyLock::new(|| RUNTIME.block_on(worlds()));

/// The engines that are there.
fn engines() -> Vec<&'static str> {
    if std::env::var_os("HANHDONG_TEST_POSTGRES").is_some() { vec!["sqlite", "postgres"] } else { vec!["sqlite"] }
}

async fn worlds() -> HashMap<&'static str, Full> {
    let mut worlds = HashMap::new();
    for name in engines() {
        let engine = if name == "sqlite" { Engine::Sqlite } else { Engine::Postgres };
        worlds.insert(name, Full::new(World::empty(engine).await.expect("a database")).await);
    }
    worlds
}

struct Full {
    world: World,
    commune: Unit,
    drafter: PersonId,
    /// Somebody who sees none of the items.
    stranger: PersonId,
}

impl Full {
    async fn new(world: World) -> Full {
        let commune = world.unit("Đảng bộ Xã Mẫu A", UnitKind::Committee, None).await;
        let other = world.unit("Đảng bộ Phường Mẫu B", UnitKind::Committee, None).await;
        let drafter = world.person("Lê Thị Mẫu", &[(&commune, Role::Drafter)]).await;
        let stranger = world.person("Vũ Thị Mẫu", &[(&other, Role::Drafter)]).await;
        for number in 0..PROGRAMMES {
            world.set_clock(number as i64);
            let row = world.programme(&commune, &format!("Chương trình số {number}"), None).await;
            let items: Vec<ItemLine> = (0..ITEMS).map(|it| item(number * ITEMS + it)).collect();
            let (id, organisation) = (row.id.clone(), row.organisation.clone());
            world
                .act(event(&organisation, None, Act::ProgrammeEdited, Subject::Programme, row.id.as_str()), move |tx| {
                    let (id, items) = (id.clone(), items.clone());
                    Box::pin(async move { programme::index(tx, &id, &[], &items).await })
                })
                .await
                .expect("the items are entered");
        }
        world.set_clock(PROGRAMMES as i64);
        for number in 0..FOREIGN {
            world.programme(&other, &format!("Chương trình khác số {number}"), None).await;
        }
        let full = Full { world, commune, drafter, stranger };
        let mut connection = full.connection().await;
        let make = "CREATE TABLE raw (a TEXT PRIMARY KEY, b TEXT NOT NULL, c TEXT NOT NULL, d TEXT NOT NULL)";
        sqlx::raw_sql(make).execute(&mut connection).await.expect("a table of the control");
        full
    }

    /// The engine alone, as safe as ours.
    async fn connection(&self) -> AnyConnection {
        let url = match &self.world.location {
            Location::File(path) => format!("sqlite://{}", path.display().to_string().replace(' ', "%20")),
            Location::Server(url) => url.clone(),
        };
        let mut connection = AnyConnection::connect(&url).await.expect("a way in");
        if self.world.store.engine() == Engine::Sqlite {
            sqlx::raw_sql("PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000").execute(&mut connection).await.expect("it is set");
        }
        connection
    }

    fn note(&self) -> Event {
        event(&self.commune.organisation, None, Act::PersonEntered, Subject::Person, self.drafter.as_str())
    }

    /// An act of one row and its line in the journal, answered when it is on disk.
    async fn act(&self) {
        let unit = Unit {
            id: hanhdong_domain::organisation::UnitId::parse(&new_id()).expect("an id"),
            name: "Tổ công tác".to_owned(),
            kind: UnitKind::Body,
            nature: hanhdong_domain::organisation::Nature::UNKNOWN,
            above: Some(self.commune.id.clone()),
            organisation: self.commune.organisation.clone(),
            founded_on: None,
            ended_on: None,
        };
        self.world
            .act(self.note(), move |tx| {
                let unit = unit.clone();
                Box::pin(async move { hanhdong_store::organisation::found(tx, &unit).await })
            })
            .await
            .expect("it is done");
    }
}

/// One of 100,000 items; words come as often as in papers: few everywhere, many rarely.
fn item(number: usize) -> ItemLine {
    const OFTEN: [&str; 12] = ["Xây dựng", "Nâng cấp", "Phát triển", "Hoàn thiện", "đường", "sinh kế", "nông nghiệp", "chuyển đổi số", "nước sạch", "giáo dục", "y tế", "hộ nghèo"];
    let title =
        format!("{} {} {} thôn {} giai đoạn {}, hạng mục {}", OFTEN[number % 4], OFTEN[4 + number % 8], OFTEN[4 + number / 8 % 8], number % 997, 2026 + number % 5, number / 7);
    let lead = format!("Phòng Mẫu {}", number % 40);
    ItemLine { anchor: format!("t_{}", number % ITEMS), role: "task".to_owned(), code: Some(number.to_string()), title, lead, deadline: "Quý IV/2027".to_owned(), due_on: None }
}

fn full(engine: &str) -> &'static Full {
    &WORLDS[engine]
}

/// One act after the other: each waits for the disk.
#[divan::bench(args = engines(), sample_count = 300)]
fn one_act(bencher: Bencher<'_, '_>, engine: &str) {
    let full = full(engine);
    bencher.bench(|| RUNTIME.block_on(full.act()));
}

/// The raw control: one row, committed by the engine alone, just as safe.
#[divan::bench(args = engines(), sample_count = 300)]
fn one_raw_insert(bencher: Bencher<'_, '_>, engine: &str) {
    let mut connection = RUNTIME.block_on(full(engine).connection());
    bencher.bench_local(|| RUNTIME.block_on(raw_inserts(&mut connection, 1)));
}

/// The raw control below that: a write of four pages and the disk's word that they are there.
#[divan::bench(sample_count = 300)]
fn one_raw_fsync(bencher: Bencher<'_, '_>) {
    let Location::File(path) = &full("sqlite").world.location else { return };
    let mut file = std::fs::File::create(path.with_extension("raw")).expect("a file");
    file.write_all(&vec![0; 1 << 20]).and_then(|()| file.sync_all()).expect("it is there beforehand");
    let pages = vec![7_u8; 4 * 4096];
    bencher.bench_local(|| {
        file.rewind().and_then(|()| file.write_all(&pages)).and_then(|()| file.sync_data()).expect("on disk");
    });
}

/// So many people act at once; the figure is for all of them.
#[divan::bench(args = crowds(), sample_count = 40)]
fn acts_at_once(bencher: Bencher<'_, '_>, (engine, crowd): (&str, usize)) {
    let full = full(engine);
    bencher.counter(ItemsCount::new(crowd)).bench(|| RUNTIME.block_on(futures::future::join_all((0..crowd).map(|_| full.act()))));
}

/// The raw control: so many rows in one transaction.
#[divan::bench(args = crowds(), sample_count = 40)]
fn raw_inserts_at_once(bencher: Bencher<'_, '_>, (engine, crowd): (&str, usize)) {
    let mut connection = RUNTIME.block_on(full(engine).connection());
    bencher.counter(ItemsCount::new(crowd)).bench_local(|| RUNTIME.block_on(raw_inserts(&mut connection, crowd)));
}

fn crowds() -> Vec<(&'static str, usize)> {
    engines().into_iter().flat_map(|it| [8, 64, 256].map(|crowd| (it, crowd))).collect()
}

async fn raw_inserts(connection: &mut AnyConnection, count: usize) {
    let mut transaction = connection.begin().await.expect("it begins");
    for _ in 0..count {
        let insert = sqlx::query(RAW_INSERT).bind(new_id()).bind("Tổ công tác").bind("to cong tac").bind("{}");
        insert.execute(&mut *transaction).await.expect("it is entered");
    }
    transaction.commit().await.expect("it is kept");
}

/// Words of a search: rare, usual, everywhere, and the beginning of one.
const SOUGHT: [&str; 5] = ["thôn 501 hạng mục 71", "duong nong nghiep", "sinh kế", "thon", "th"];

fn searches() -> Vec<(&'static str, &'static str)> {
    engines().into_iter().flat_map(|it| SOUGHT.map(|words| (it, words))).collect()
}

/// A search in 100,000 items, 100 of them shown.
#[divan::bench(args = searches(), sample_count = 40)]
fn search(bencher: Bencher<'_, '_>, (engine, words): (&str, &str)) {
    let full = full(engine);
    bencher.bench(|| {
        RUNTIME.block_on(async {
            let mut reader = full.world.store.read().await.expect("a reader");
            let found = programme::search(&mut reader.db(), &full.drafter, today(), words, 100).await.expect("an answer");
            assert!(!found.is_empty(), "{words}");
            found
        })
    });
}

/// The worst that can be asked: a word of all 100,000 items by somebody who sees none of them.
#[divan::bench(args = engines(), sample_count = 40)]
fn search_by_a_stranger(bencher: Bencher<'_, '_>, engine: &str) {
    let full = full(engine);
    bencher.bench(|| {
        RUNTIME.block_on(async {
            let mut reader = full.world.store.read().await.expect("a reader");
            let found = programme::search(&mut reader.db(), &full.stranger, today(), "thon", 100).await.expect("an answer");
            assert!(found.is_empty());
        })
    });
}

/// The raw control: the same words asked of the engine's own index, in any order, with no one's rights.
#[divan::bench(args = searches(), sample_count = 40)]
fn raw_search(bencher: Bencher<'_, '_>, (engine, words): (&str, &str)) {
    let mut connection = RUNTIME.block_on(full(engine).connection());
    let words = hanhdong_domain::text::fold_words(words);
    let (sql, asked) = match engine {
        "sqlite" => (
            "SELECT i.anchor, i.title FROM programme_item_search f JOIN programme_item i ON i.row_no = f.rowid WHERE programme_item_search MATCH $1 LIMIT 100",
            words.iter().map(|it| format!("\"{it}\"*")).collect::<Vec<_>>().join(" "),
        ),
        _ => (
            "SELECT anchor, title FROM programme_item WHERE search @@ to_tsquery('simple', $1) LIMIT 100",
            words.iter().map(|it| format!("{it}:*")).collect::<Vec<_>>().join(" & "),
        ),
    };
    bencher.bench_local(|| RUNTIME.block_on(async { sqlx::query(sql).bind(&asked).fetch_all(&mut connection).await.expect("an answer") }));
}

/// A page of 25 programmes of 100, among 2,000 of others that were changed later.
#[divan::bench(args = engines(), sample_count = 40)]
fn list_of_25(bencher: Bencher<'_, '_>, engine: &str) {
    let full = full(engine);
    bencher.bench(|| {
        RUNTIME.block_on(async {
            let mut reader = full.world.store.read().await.expect("a reader");
            programme::seen_by(&mut reader.db(), &full.drafter, today(), Shelf::Lying, None, 26).await.expect("a page")
        })
    });
}

/// The raw control: 25 rows by their index.
#[divan::bench(args = engines(), sample_count = 40)]
fn raw_list_of_25(bencher: Bencher<'_, '_>, engine: &str) {
    let full = full(engine);
    let mut connection = RUNTIME.block_on(full.connection());
    let sql = "SELECT id, organisation_id, title, changed_at, issued_on FROM programme WHERE organisation_id = $1 ORDER BY changed_at DESC LIMIT 26";
    bencher.bench_local(|| RUNTIME.block_on(async { sqlx::query(sql).bind(full.commune.id.as_str()).fetch_all(&mut connection).await.expect("a page") }));
}

/// Everything is held against the journal.
#[divan::bench(args = engines(), sample_count = 5, sample_size = 1)]
fn verify_all(bencher: Bencher<'_, '_>, engine: &str) {
    let full = full(engine);
    bencher.bench(|| {
        let seen = RUNTIME.block_on(verify::verify(&full.world.store)).expect("an answer");
        assert!(seen.faults.is_empty(), "{:?}", seen.faults);
        seen
    });
}
