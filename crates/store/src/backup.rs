//! A backup: one file that any engine can be filled from, taken while the program runs, whole or not at all.
//!
//! Lines of JSON, compressed: a head (format, age of the schema), then for each table its name and its rows, then a
//! foot with the number of rows and the fingerprint of every line before. A file without its foot is not a backup.

use std::io::{BufRead, BufReader, Read, Write};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use futures::TryStreamExt;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::open::Engine;
use crate::tables::{Kind, TABLES, Table};
use crate::{Store, StoreError, migrations};

/// The version of the file's format.
const FORMAT: u32 = 1;
/// The longest line that is read: a file of 20 MB in letters, and its row.
const LINE_BYTES_MAX: u64 = 64 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    hanhdong_backup: u32,
    schema: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Begin {
    table: String,
    columns: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Foot {
    rows: u64,
    fingerprint: String,
}

/// Why a backup could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file could not be read or written.
    #[error("{0}")]
    File(#[from] std::io::Error),
    /// It is no backup, or not a whole one, or its content was changed.
    #[error("not a whole backup: {0}")]
    NotSound(String),
    /// It was made by a newer version of the program.
    #[error("the backup was made by a newer version of the program")]
    Newer,
    /// The database that it was to be put into is not empty.
    #[error("the database is not empty")]
    NotEmpty,
    /// The database said no.
    #[error("{0}")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for BackupError {
    fn from(error: sqlx::Error) -> Self {
        BackupError::Store(error.into())
    }
}

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// Rows in all.
    pub rows: u64,
    /// The fingerprint of its lines: the same content has the same.
    pub fingerprint: String,
}

/// Writes everything, as of one moment, while others go on writing.
pub async fn backup(store: &Store, out: impl Write) -> Result<Contents, BackupError> {
    let mut reader = store.read().await?;
    let mut lines = Lines { out: GzEncoder::new(out, Compression::default()), hasher: blake3::Hasher::new(), rows: 0 };
    lines.put(&Head { hanhdong_backup: FORMAT, schema: migrations::newest() })?;
    for table in TABLES {
        lines.put(&Begin { table: table.name.to_owned(), columns: table.columns.iter().map(|it| it.0.to_owned()).collect() })?;
        let mut db = reader.db();
        let mut rows = sqlx::query(sqlx::AssertSqlSafe(format!("SELECT {} FROM {} ORDER BY {}", names(table), table.name, table.order))).fetch(db.connection());
        while let Some(row) = rows.try_next().await? {
            lines.put(&values(table, &row)?)?;
            lines.rows += 1;
        }
    }
    let contents = Contents { rows: lines.rows, fingerprint: lines.hasher.finalize().to_hex().to_string() };
    let foot = Foot { rows: contents.rows, fingerprint: contents.fingerprint.clone() };
    lines.put(&foot)?;
    lines.out.finish()?.flush()?;
    Ok(contents)
}

struct Lines<W: Write> {
    out: GzEncoder<W>,
    hasher: blake3::Hasher,
    rows: u64,
}

impl<W: Write> Lines<W> {
    fn put(&mut self, line: &impl Serialize) -> Result<(), BackupError> {
        let mut text = serde_json::to_vec(line).map_err(|error| BackupError::NotSound(error.to_string()))?;
        text.push(b'\n');
        self.hasher.update(&text);
        self.out.write_all(&text)?;
        Ok(())
    }
}

fn names(table: &Table) -> String {
    table.columns.iter().map(|it| it.0).collect::<Vec<_>>().join(", ")
}

fn values(table: &Table, row: &AnyRow) -> Result<Vec<Value>, BackupError> {
    let value = |(at, (_, kind)): (usize, &(&str, Kind))| -> Result<Value, sqlx::Error> {
        Ok(match kind {
            Kind::Text => row.try_get::<Option<String>, _>(at)?.map_or(Value::Null, Value::String),
            Kind::Number => row.try_get::<Option<i64>, _>(at)?.map_or(Value::Null, Value::from),
            Kind::Bytes => row.try_get::<Option<Vec<u8>>, _>(at)?.map_or(Value::Null, |it| Value::String(BASE64_STANDARD.encode(it))),
        })
    };
    Ok(table.columns.iter().enumerate().map(value).collect::<Result<_, _>>()?)
}

/// Reads a backup through without keeping anything: is it whole and unchanged?
pub fn inspect(file: impl Read) -> Result<Contents, BackupError> {
    read_through(file, |_, _| Ok(()))
}

/// Fills an empty database from a backup: all of it or nothing. `open` gives the file's bytes from their beginning;
/// it is asked twice, for the file is read through before the first row is put anywhere.
pub async fn restore<R: Read>(store: &Store, open: impl Fn() -> std::io::Result<R>) -> Result<Contents, BackupError> {
    let contents = inspect(open()?)?;
    let mut connection = store.connection().await?;
    let engine = store.engine();
    let mut transaction = match engine {
        Engine::Sqlite => sqlx::Connection::begin_with(&mut connection, "BEGIN IMMEDIATE").await?,
        Engine::Postgres => sqlx::Connection::begin(&mut connection).await?,
    };
    let there: i64 = sqlx::query("SELECT COUNT(*) FROM unit").fetch_one(&mut *transaction).await?.try_get(0)?;
    if there != 0 {
        return Err(BackupError::NotEmpty);
    }
    let mut reading = Reading::new(open()?)?;
    while let Some((table, row)) = reading.next_row()? {
        insert(&mut transaction, table, &row).await?;
    }
    if engine == Engine::Sqlite {
        sqlx::query("INSERT INTO programme_item_search (rowid, folded) SELECT row_no, folded FROM programme_item").execute(&mut *transaction).await?;
    }
    crate::search::renew_on(&mut transaction).await?;
    transaction.commit().await?;
    if engine == Engine::Postgres {
        // Until it knows how much there is, it searches in seconds what it finds in milliseconds afterwards.
        sqlx::query("ANALYZE").execute(&mut connection).await?;
    }
    Ok(contents)
}

async fn insert(transaction: &mut sqlx::AnyConnection, table: &Table, row: &[Value]) -> Result<(), BackupError> {
    let places = (1..=table.columns.len()).map(|it| format!("${it}")).collect::<Vec<_>>().join(", ");
    let sql = format!("INSERT INTO {} ({}) VALUES ({places})", table.name, names(table));
    let mut statement = sqlx::query(sqlx::AssertSqlSafe(sql));
    for ((_, kind), value) in table.columns.iter().zip(row) {
        statement = match kind {
            Kind::Text => statement.bind(value.as_str().map(str::to_owned)),
            Kind::Number => statement.bind(value.as_i64()),
            Kind::Bytes => {
                let bytes = value.as_str().map(|it| BASE64_STANDARD.decode(it)).transpose();
                statement.bind(bytes.map_err(|_| BackupError::NotSound(format!("bytes in {}", table.name)))?)
            }
        };
    }
    statement.execute(&mut *transaction).await?;
    Ok(())
}

fn read_through(file: impl Read, mut each: impl FnMut(&Table, &[Value]) -> Result<(), BackupError>) -> Result<Contents, BackupError> {
    let mut reading = Reading::new(file)?;
    while let Some((table, row)) = reading.next_row()? {
        each(table, &row)?;
    }
    Ok(Contents { rows: reading.rows, fingerprint: reading.fingerprint })
}

/// A backup being read, table after table.
struct Reading<R: Read> {
    lines: BufReader<GzDecoder<R>>,
    hasher: blake3::Hasher,
    at: Option<usize>,
    rows: u64,
    fingerprint: String,
}

/// The oldest schema that had the rows of today, whatever the tables looked like.
const ROWS_SINCE: i64 = 4;

impl<R: Read> Reading<R> {
    fn new(file: R) -> Result<Self, BackupError> {
        let mut reading = Reading { lines: BufReader::new(GzDecoder::new(file)), hasher: blake3::Hasher::new(), at: None, rows: 0, fingerprint: String::new() };
        let head: Head = parse(&reading.line()?)?;
        if FORMAT < head.hanhdong_backup || migrations::newest() < head.schema {
            return Err(BackupError::Newer);
        }
        if head.schema < ROWS_SINCE {
            return Err(BackupError::NotSound(format!("schema {}", head.schema)));
        }
        Ok(reading)
    }

    /// The next row with its table; `None` after the foot, which has then been held against what was read.
    fn next_row(&mut self) -> Result<Option<(&'static Table, Vec<Value>)>, BackupError> {
        loop {
            let so_far = self.hasher.finalize().to_hex().to_string();
            let line = self.line()?;
            if line.first() == Some(&b'[') {
                let table = self.at.and_then(|it| TABLES.get(it)).ok_or_else(|| BackupError::NotSound("a row before any table".to_owned()))?;
                let row: Vec<Value> = parse(&line)?;
                if row.len() != table.columns.len() {
                    return Err(BackupError::NotSound(format!("a row of {} with {} columns", table.name, row.len())));
                }
                self.rows += 1;
                return Ok(Some((table, row)));
            }
            let next = self.at.map_or(0, |it| it + 1);
            match TABLES.get(next) {
                Some(table) => {
                    let begin: Begin = parse(&line)?;
                    if begin.table != table.name || begin.columns.iter().map(String::as_str).ne(table.columns.iter().map(|it| it.0)) {
                        return Err(BackupError::NotSound(format!("table {} where {} was awaited", begin.table, table.name)));
                    }
                    self.at = Some(next);
                }
                None => {
                    let foot: Foot = parse(&line)?;
                    if foot.rows != self.rows || foot.fingerprint != so_far {
                        return Err(BackupError::NotSound("its content is not what was written".to_owned()));
                    }
                    self.fingerprint = so_far;
                    let mut rest = Vec::new();
                    if self.lines.read_until(b'\n', &mut rest)? != 0 {
                        return Err(BackupError::NotSound("something after its end".to_owned()));
                    }
                    return Ok(None);
                }
            }
        }
    }

    fn line(&mut self) -> Result<Vec<u8>, BackupError> {
        let mut line = Vec::new();
        let read = self.lines.by_ref().take(LINE_BYTES_MAX).read_until(b'\n', &mut line);
        let read = read.map_err(|error| BackupError::NotSound(error.to_string()))?;
        if read == 0 || line.last() != Some(&b'\n') {
            return Err(BackupError::NotSound("it ends too early".to_owned()));
        }
        self.hasher.update(&line);
        Ok(line)
    }
}

fn parse<T: serde::de::DeserializeOwned>(line: &[u8]) -> Result<T, BackupError> {
    serde_json::from_slice(line).map_err(|_| BackupError::NotSound("a line that does not read".to_owned()))
}
