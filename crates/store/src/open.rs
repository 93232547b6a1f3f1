//! Opening the database: which engine, is it fit, is it ours, is it of our age.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Row};

use crate::migrations;

/// The two engines; one SQL text serves both but for what stands in `migrations` and `search`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// One file on this machine.
    Sqlite,
    /// A server, for a province or more.
    Postgres,
}

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL address, with everything it needs.
    Server(String),
}

impl Location {
    /// Reads `postgres://…`, `sqlite://path` or a path.
    pub fn parse(text: &str) -> Location {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Location::Server(text.to_owned());
        }
        Location::File(PathBuf::from(text.strip_prefix("sqlite://").unwrap_or(text)))
    }
    fn url(&self) -> String {
        match self {
            Location::File(path) => format!("sqlite://{}?mode=rwc", percent(&path.to_string_lossy())),
            Location::Server(url) => url.clone(),
        }
    }
    pub(crate) fn engine(&self) -> Engine {
        match self {
            Location::File(_) => Engine::Sqlite,
            Location::Server(_) => Engine::Postgres,
        }
    }
}

/// Why a database cannot be used; nothing was changed in it.
#[derive(Debug, thiserror::Error)]
pub enum OpenRefusal {
    /// The engine has faults that lose data.
    #[error("SQLite {found} may lose data; {needed} or newer is needed")]
    EngineTooOld {
        /// Its version.
        found: String,
        /// The first good one.
        needed: &'static str,
    },
    /// The schema is newer than this program.
    #[error("the database was written by a newer version of the program")]
    Newer,
    /// The file is no database, or one of another program.
    #[error("not a database of this program: {0}")]
    NotOurs(String),
    /// Another program is using the file.
    #[error("another program is using it")]
    InUse,
    /// It cannot be reached.
    #[error("cannot be reached: {0}")]
    Unreachable(String),
}

/// The first SQLite that is free of the race by which committed writes were lost (WAL reset, up to 3.51.2).
const SQLITE_NEEDED: (u32, u32, u32) = (3, 51, 3);
const SQLITE_NEEDED_TEXT: &str = "3.51.3";
/// "HDNG": the mark in the file's head that says whose it is.
const APPLICATION_ID: i64 = 0x4844_4E47;
const CONNECTIONS_MAX: u32 = 8;

/// An open database: connections for reading, one for writing.
pub(crate) struct Opened {
    pub(crate) engine: Engine,
    pub(crate) readers: AnyPool,
    pub(crate) writer: AnyConnection,
    pub(crate) options: AnyConnectOptions,
}

pub(crate) async fn open(location: &Location) -> Result<Opened, OpenRefusal> {
    sqlx::any::install_default_drivers();
    let engine = location.engine();
    let options = AnyConnectOptions::from_str(&location.url()).map_err(|error| OpenRefusal::Unreachable(error.to_string()))?;
    // Statements may hold what people wrote; they are never logged.
    let options = options.disable_statement_logging();
    let mut writer = connect(&options).await?;
    if engine == Engine::Sqlite {
        fit_sqlite(&mut writer).await?;
    }
    migrations::run(&mut writer, engine).await?;
    fill_search(&mut writer).await?;
    let readers = AnyPoolOptions::new()
        .max_connections(CONNECTIONS_MAX)
        .acquire_timeout(Duration::from_secs(10))
        .after_connect(move |connection, _| {
            Box::pin(async move {
                if engine == Engine::Sqlite {
                    sqlx::raw_sql("PRAGMA query_only = ON; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON").execute(&mut *connection).await?;
                }
                Ok(())
            })
        })
        .connect_lazy_with(options.clone());
    Ok(Opened { engine, readers, writer, options })
}

/// What is there from before the table of search lines is found from now on too.
async fn fill_search(connection: &mut AnyConnection) -> Result<(), OpenRefusal> {
    // Both counts by one statement: somebody may be writing, and between two of them a unit may come.
    let missing: i64 = one(connection, "SELECT (SELECT COUNT(*) FROM unit) - (SELECT COUNT(*) FROM search_line WHERE kind = 'unit')").await?;
    if missing != 0 {
        let mut transaction = sqlx::Connection::begin(&mut *connection).await.map_err(refused)?;
        crate::search::renew_on(&mut transaction).await.map_err(|error| OpenRefusal::Unreachable(error.to_string()))?;
        transaction.commit().await.map_err(refused)?;
    }
    Ok(())
}

/// A connection that may write. On SQLite every commit waits until its bytes are on disk (WAL, synchronous = FULL).
pub(crate) async fn connect(options: &AnyConnectOptions) -> Result<AnyConnection, OpenRefusal> {
    let mut connection = options.connect().await.map_err(refused)?;
    if connection.backend_name() == "SQLite" {
        sqlx::raw_sql("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000")
            .execute(&mut connection)
            .await
            .map_err(refused)?;
    }
    Ok(connection)
}

async fn fit_sqlite(connection: &mut AnyConnection) -> Result<(), OpenRefusal> {
    let version: String = one(connection, "SELECT sqlite_version()").await?;
    if !is_new_enough(&version) {
        return Err(OpenRefusal::EngineTooOld { found: version, needed: SQLITE_NEEDED_TEXT });
    }
    let mark: i64 = one(connection, "PRAGMA application_id").await?;
    let tables: i64 = one(connection, "SELECT COUNT(*) FROM sqlite_master").await?;
    match (mark, tables) {
        (APPLICATION_ID, _) => {}
        (0, 0) => {
            sqlx::raw_sql("PRAGMA application_id = 1212436039").execute(&mut *connection).await.map_err(refused)?;
        }
        _ => return Err(OpenRefusal::NotOurs("a SQLite file of another program".to_owned())),
    }
    let mode: String = one(connection, "PRAGMA journal_mode = WAL").await?;
    if mode != "wal" {
        return Err(OpenRefusal::NotOurs(format!("journal mode {mode} instead of wal")));
    }
    Ok(())
}

async fn one<T>(connection: &mut AnyConnection, sql: &'static str) -> Result<T, OpenRefusal>
where
    for<'r> T: sqlx::Decode<'r, sqlx::Any> + sqlx::Type<sqlx::Any>,
{
    let row = sqlx::query(sql).fetch_one(connection).await.map_err(refused)?;
    row.try_get(0).map_err(refused)
}

/// SQLite: SQLITE_BUSY, SQLITE_LOCKED, SQLITE_NOTADB, SQLITE_CORRUPT.
fn refused(error: sqlx::Error) -> OpenRefusal {
    let code = error.as_database_error().and_then(|it| it.code()).map(|it| it.to_string());
    match code.as_deref() {
        Some("5" | "6" | "261" | "517") => OpenRefusal::InUse,
        Some("26" | "11") => OpenRefusal::NotOurs(error.to_string()),
        _ => OpenRefusal::Unreachable(error.to_string()),
    }
}

fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.split('.').map(|it| it.parse::<u32>().unwrap_or(0));
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    SQLITE_NEEDED <= found
}

/// A path as it stands in an address: everything but plain characters by its number.
fn percent(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// Does a path lead to an existing file? A missing one will be made.
pub fn exists(location: &Location) -> bool {
    match location {
        Location::File(path) => Path::new(path).exists(),
        Location::Server(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sqlite_that_may_lose_committed_writes_is_too_old() {
        for (version, fit) in [("3.51.3", true), ("3.52.0", true), ("4.0.0", true), ("3.51.2", false), ("3.50.7", false), ("3.40.1", false), ("", false)] {
            assert_eq!(is_new_enough(version), fit, "{version}");
        }
    }

    #[test]
    fn an_address_says_which_engine() {
        assert_eq!(Location::parse("postgres://localhost/x"), Location::Server("postgres://localhost/x".to_owned()));
        assert_eq!(Location::parse("sqlite:///tmp/a b.db"), Location::File(PathBuf::from("/tmp/a b.db")));
        assert_eq!(Location::parse("data/hanhdong.db"), Location::File(PathBuf::from("data/hanhdong.db")));
        assert_eq!(Location::parse("/dữ liệu/a.db").url(), "sqlite:///d%E1%BB%AF%20li%E1%BB%87u/a.db?mode=rwc");
    }
}
