//! The shape of the database, as numbered steps: the same numbers and names for both engines, only ever added to.

use std::borrow::Cow;
use std::time::Duration;

use sqlx::AnyConnection;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};

use crate::open::{Engine, OpenRefusal};

/// A step: number, name, SQL for SQLite, SQL for PostgreSQL.
struct Step(i64, &'static str, &'static str, &'static str);

const STEPS: &[Step] = &[
    Step(1, "foundation", include_str!("../migrations/sqlite/0001_foundation.sql"), include_str!("../migrations/postgres/0001_foundation.sql")),
    Step(2, "text last", include_str!("../migrations/sqlite/0002_text_last.sql"), include_str!("../migrations/postgres/0002_text_last.sql")),
    Step(3, "units", include_str!("../migrations/sqlite/0003_units.sql"), include_str!("../migrations/postgres/0003_units.sql")),
    Step(4, "people", include_str!("../migrations/sqlite/0004_people.sql"), include_str!("../migrations/postgres/0004_people.sql")),
    Step(5, "versions of sources", include_str!("../migrations/sqlite/0005_versions_of_sources.sql"), include_str!("../migrations/postgres/0005_versions_of_sources.sql")),
    Step(6, "basis", include_str!("../migrations/sqlite/0006_basis.sql"), include_str!("../migrations/postgres/0006_basis.sql")),
    Step(7, "capacity", include_str!("../migrations/sqlite/0007_capacity.sql"), include_str!("../migrations/postgres/0007_capacity.sql")),
    Step(8, "drafting", include_str!("../migrations/sqlite/0008_drafting.sql"), include_str!("../migrations/postgres/0008_drafting.sql")),
    Step(9, "papers beside", include_str!("../migrations/sqlite/0009_papers_beside.sql"), include_str!("../migrations/postgres/0009_papers_beside.sql")),
    Step(10, "publication", include_str!("../migrations/sqlite/0010_publication.sql"), include_str!("../migrations/postgres/0010_publication.sql")),
    Step(11, "appraisal", include_str!("../migrations/sqlite/0011_appraisal.sql"), include_str!("../migrations/postgres/0011_appraisal.sql")),
    Step(12, "lead asks", include_str!("../migrations/sqlite/0012_lead_ask.sql"), include_str!("../migrations/postgres/0012_lead_ask.sql")),
    Step(13, "approval", include_str!("../migrations/sqlite/0013_approval.sql"), include_str!("../migrations/postgres/0013_approval.sql")),
    Step(14, "returned papers", include_str!("../migrations/sqlite/0014_returned_papers.sql"), include_str!("../migrations/postgres/0014_returned_papers.sql")),
    Step(15, "signed copies", include_str!("../migrations/sqlite/0015_signed_copies.sql"), include_str!("../migrations/postgres/0015_signed_copies.sql")),
    Step(16, "search", include_str!("../migrations/sqlite/0016_search.sql"), include_str!("../migrations/postgres/0016_search.sql")),
    Step(17, "notices", include_str!("../migrations/sqlite/0017_notices.sql"), include_str!("../migrations/postgres/0017_notices.sql")),
    Step(18, "meetings", include_str!("../migrations/sqlite/0018_meetings.sql"), include_str!("../migrations/postgres/0018_meetings.sql")),
];

/// How often a step is tried where another server takes the same step at the same time.
const TRIES_MAX: u32 = 5;

/// The number of the newest step: the age of the schema.
pub fn newest() -> i64 {
    STEPS.iter().map(|it| it.0).max().unwrap_or(0)
}

/// The SQL of every step, for tests that read it.
#[cfg(test)]
pub(crate) fn texts(engine: Engine) -> Vec<&'static str> {
    STEPS.iter().map(|Step(_, _, sqlite, postgres)| if engine == Engine::Sqlite { *sqlite } else { *postgres }).collect()
}

/// Brings the database to the newest shape. Each step is one transaction, so a step that was cut off is taken again whole.
pub(crate) async fn run(connection: &mut AnyConnection, engine: Engine) -> Result<(), OpenRefusal> {
    let steps = STEPS.iter().map(|Step(number, name, sqlite, postgres)| {
        let sql = match engine {
            Engine::Sqlite => *sqlite,
            Engine::Postgres => *postgres,
        };
        Migration::new(*number, Cow::Borrowed(*name), MigrationType::Simple, sqlx::SqlStr::from_static(sql), false)
    });
    let mut migrator = Migrator::with_migrations(steps.collect());
    // No lock of the engine's own: of two servers that take the same step at once one fails, finds it taken, and goes on.
    migrator.set_locking(false);
    let mut tries = 0;
    loop {
        tries += 1;
        match migrator.run(&mut *connection).await {
            Ok(()) => return Ok(()),
            Err(MigrateError::VersionMissing(_)) => return Err(OpenRefusal::Newer),
            Err(MigrateError::VersionMismatch(number)) => return Err(OpenRefusal::NotOurs(format!("step {number} of its schema is another one"))),
            Err(error) if engine == Engine::Sqlite || tries == TRIES_MAX => return Err(OpenRefusal::Unreachable(error.to_string())),
            Err(_) => tokio::time::sleep(Duration::from_millis(100 * u64::from(tries))).await,
        }
    }
}
