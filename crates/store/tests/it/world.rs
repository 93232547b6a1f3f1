//! A small believable world in an empty database of either engine.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use futures::future::BoxFuture;
use hanhdong_domain::Date;
use hanhdong_domain::journal::{Act, Event, Subject};
use hanhdong_domain::organisation::{Grant, GrantId, Nature, Person, PersonId, ProgrammeId, Role, Unit, UnitId, UnitKind};
use hanhdong_store::programme::ProgrammeRow;
use hanhdong_store::{Clock, Engine, Location, Store, StoreError, Tx, organisation, programme};
use sqlx::Connection as _;

/// Tells a story on both engines. Without a PostgreSQL to talk to, its half says that it was skipped.
macro_rules! on_both_engines {
    ($($story:ident),+ $(,)?) => {
        $(mod $story {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let world = crate::world::World::empty(hanhdong_store::Engine::Sqlite).await.expect("a file can always be made");
                super::$story(world).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                match crate::world::World::empty(hanhdong_store::Engine::Postgres).await {
                    Some(world) => super::$story(world).await,
                    None => println!("skipped: no PostgreSQL (HANHDONG_TEST_POSTGRES); `make test` brings one"),
                }
            }
        })+
    };
}
pub(crate) use on_both_engines;

/// An open database with a clock that the story sets.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) location: Location,
    seconds: Arc<AtomicI64>,
    /// Removed at the end.
    folder: Option<PathBuf>,
}

impl Drop for World {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            drop(std::fs::remove_dir_all(folder));
        }
    }
}

/// The first second of the world: 2026-03-02 08:00 UTC.
const BEGINNING: i64 = 1_772_438_400;

pub(crate) fn today() -> Date {
    Date::constant(2026, 3, 2)
}

impl World {
    pub(crate) async fn empty(engine: Engine) -> Option<World> {
        let name = format!("hd_{}", uuid::Uuid::now_v7().simple());
        let (location, folder) = match engine {
            Engine::Sqlite => {
                let folder = std::env::temp_dir().join(&name);
                std::fs::create_dir_all(&folder).expect("a folder for the test");
                (Location::File(folder.join("thử nghiệm.db")), Some(folder))
            }
            Engine::Postgres => (Location::Server(new_database(&name).await?), None),
        };
        let seconds = Arc::new(AtomicI64::new(BEGINNING));
        let store = Store::open(&location, clock(&seconds)).await.expect("an empty database opens").0;
        Some(World { store, location, seconds, folder })
    }

    /// Opens the same database once more, as after a start.
    pub(crate) async fn again(&self) -> Store {
        Store::open(&self.location, clock(&self.seconds)).await.expect("it opens again").0
    }

    /// Sets the clock, in seconds after the beginning.
    pub(crate) fn set_clock(&self, seconds: i64) {
        self.seconds.store(BEGINNING + seconds, Ordering::SeqCst);
    }

    pub(crate) async fn unit(&self, name: &str, kind: UnitKind, above: Option<&Unit>) -> Unit {
        let id = UnitId::parse(&new_id()).expect("an id");
        let organisation = match (kind, above) {
            (UnitKind::Body, Some(above)) => above.organisation.clone(),
            (UnitKind::Committee | UnitKind::Body, _) => id.clone(),
        };
        let unit = Unit {
            id: id.clone(),
            name: name.to_owned(),
            kind,
            nature: Nature::UNKNOWN,
            above: above.map(|it| it.id.clone()),
            organisation: organisation.clone(),
            founded_on: None,
            ended_on: None,
        };
        let founded = unit.clone();
        self.act(event(&organisation, None, Act::UnitFounded, Subject::Unit, id.as_str()), move |tx| {
            let unit = founded.clone();
            Box::pin(async move { organisation::found(tx, &unit).await })
        })
        .await
        .expect("a unit is founded");
        unit
    }

    pub(crate) async fn person(&self, name: &str, roles: &[(&Unit, Role)]) -> PersonId {
        let id = PersonId::parse(&new_id()).expect("an id");
        let person = Person { id: id.clone(), name: name.to_owned() };
        let home = roles.first().map(|it| it.0.organisation.clone()).expect("a person of some organisation");
        let grants: Vec<Grant> = roles
            .iter()
            .map(|(unit, role)| Grant {
                id: GrantId::parse(&new_id()).expect("an id"),
                person: id.clone(),
                unit: unit.id.clone(),
                role: *role,
                from_on: Date::constant(2025, 7, 1),
                until_on: None,
            })
            .collect();
        self.store
            .act(move |tx| {
                let (person, grants, home) = (person.clone(), grants.clone(), home.clone());
                Box::pin(async move {
                    organisation::enter(tx, &person).await?;
                    for grant in &grants {
                        organisation::give_role(tx, grant).await?;
                    }
                    let state = organisation::state_of_person(tx.db(), person.id.as_str()).await?;
                    let mut event = event(&home, None, Act::PersonEntered, Subject::Person, person.id.as_str());
                    event.state = state;
                    tx.record(&event).await?;
                    Ok::<(), StoreError>(())
                })
            })
            .await
            .expect("a person is entered");
        id
    }

    pub(crate) async fn programme(&self, unit: &Unit, title: &str, issued_on: Option<Date>) -> ProgrammeRow {
        let id = ProgrammeId::parse(&new_id()).expect("an id");
        let organisation = unit.organisation.clone();
        let title = title.to_owned();
        self.store
            .act(move |tx| {
                let row = ProgrammeRow {
                    id: id.clone(),
                    organisation: organisation.clone(),
                    guideline: "seed-2025".to_owned(),
                    title: title.clone(),
                    body: format!("hanhdong 1\ntitle {title}\n"),
                    version: 1,
                    source: None,
                    last_term: None,
                    superior: None,
                    file: None,
                    begun_at: tx.at().to_owned(),
                    changed_at: tx.at().to_owned(),
                    issued_on,
                    put_away_at: None,
                };
                Box::pin(async move {
                    programme::begin(tx, &row).await?;
                    let mut event = event(&row.organisation, None, Act::ProgrammeBegun, Subject::Programme, row.id.as_str());
                    event.state = Some(row.state());
                    tx.record(&event).await?;
                    Ok::<_, StoreError>(row)
                })
            })
            .await
            .expect("a programme is begun")
    }

    /// An act with its journal line.
    pub(crate) async fn act<F>(&self, event: Event, act: F) -> Result<(), StoreError>
    where
        F: for<'a> Fn(&'a mut Tx<'_>) -> BoxFuture<'a, Result<(), StoreError>> + Clone + Send + Sync + 'static,
    {
        self.store
            .act(move |tx| {
                let (event, act) = (event.clone(), act.clone());
                Box::pin(async move {
                    act(tx).await?;
                    tx.record(&event).await.map(drop)
                })
            })
            .await
    }
}

fn clock(seconds: &Arc<AtomicI64>) -> Clock {
    let seconds = seconds.clone();
    Arc::new(move || jiff::Timestamp::from_second(seconds.load(Ordering::SeqCst)).expect("a time").strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string())
}

pub(crate) fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

pub(crate) fn event(organisation: &UnitId, by: Option<PersonId>, act: Act, subject: Subject, id: &str) -> Event {
    Event { organisation: organisation.clone(), by, act, subject, subject_id: id.to_owned(), data: "{}".to_owned(), state: None }
}

/// A database of its own on the PostgreSQL that `make test` brings.
async fn new_database(name: &str) -> Option<String> {
    let server = std::env::var("HANHDONG_TEST_POSTGRES").ok()?;
    sqlx::any::install_default_drivers();
    let mut connection: sqlx::AnyConnection = sqlx::AnyConnection::connect(&format!("{server}/postgres")).await.expect("the PostgreSQL of the tests answers");
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await.expect("a database for the test");
    Some(format!("{server}/{name}"))
}

/// Runs SQL behind the program's back, as somebody with the file or the server can.
pub(crate) async fn behind_the_back(location: &Location, sql: &str) {
    sqlx::any::install_default_drivers();
    let url = match location {
        Location::File(path) => format!("sqlite://{}", path.display().to_string().replace(' ', "%20")),
        Location::Server(url) => url.clone(),
    };
    let mut connection: sqlx::AnyConnection = sqlx::AnyConnection::connect(&url).await.expect("a way in");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.expect("the tampering works");
}
