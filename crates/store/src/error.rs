//! Why the store said no.

/// What can go wrong with memory. Words for people are chosen at the rim.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk is full; nothing of the act was kept.
    #[error("the disk is full")]
    DiskFull,
    /// The database could not be reached; nothing of the act was kept.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// The connection broke while an act was being settled: it may or may not be kept. Ask again with the same key.
    #[error("the outcome is not known: {0}")]
    Unknown(String),
    /// A rule that the database guards was broken (twice the same login, a tie to something absent).
    #[error("a rule of the database was broken: {0}")]
    Constraint(String),
    /// A unit that is no more was to be given something.
    #[error("the unit has ended")]
    Ended,
    /// A write without a line in the journal: a fault of ours, stopped before it was kept.
    #[error("an act wrote without a line in the journal")]
    Unrecorded,
    /// A fault of ours inside an act; the act was taken back whole.
    #[error("an act failed inside: {0}")]
    Panicked(String),
    /// A stored row does not read as what it should be.
    #[error("a stored row does not read: {0}")]
    NotSound(String),
    /// The program is stopping and takes no more acts.
    #[error("stopping")]
    Stopping,
    /// Anything else the database said.
    #[error("database: {0}")]
    Database(sqlx::Error),
}

/// SQLite SQLITE_IOERR: the low byte of the code of every failure of the file system.
const FILE_SYSTEM_FAILED: u32 = 10;
/// PostgreSQL's codes have five characters, SQLite's at most four.
const SQLSTATE_LEN: usize = 5;
/// SQLite SQLITE_FULL; PostgreSQL disk_full.
const DISK_FULL: [&str; 2] = ["13", "53100"];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(said) => {
                let code = said.code().unwrap_or_default();
                if DISK_FULL.contains(&code.as_ref()) {
                    StoreError::DiskFull
                } else if said.is_unique_violation() || said.is_foreign_key_violation() || said.is_check_violation() {
                    StoreError::Constraint(said.message().to_owned())
                } else {
                    StoreError::Database(error)
                }
            }
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => StoreError::Unreachable(error.to_string()),
            _ => StoreError::Database(error),
        }
    }
}

/// Did the file system fail (a write, an `fsync`)? Then what was answered before may be lost, and going on would hide it.
pub(crate) fn is_disk_failure(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|it| it.code().filter(|code| code.len() < SQLSTATE_LEN)?.parse::<u32>().ok());
    code.is_some_and(|it| it & 0xff == FILE_SYSTEM_FAILED)
}

/// May the same act be tried again in a transaction of its own (deadlock, serialization)?
pub(crate) fn is_worth_another_try(error: &StoreError) -> bool {
    let StoreError::Database(error) = error else { return false };
    error.as_database_error().and_then(|it| it.code().map(|code| ["40P01", "40001"].contains(&code.as_ref()))).unwrap_or(false)
}
