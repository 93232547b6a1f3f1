//! Files kept as they came, byte for byte.

use hanhdong_domain::organisation::{FileId, UnitId};
use sqlx::Row;

use crate::{Db, StoreError, Tx, column};

/// A file as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// Its id.
    pub id: FileId,
    /// Whose it is.
    pub organisation: UnitId,
    /// Its name, without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl KeptFile {
    /// The fingerprint of its bytes.
    pub fn state(&self) -> String {
        blake3::hash(&self.bytes).to_hex().to_string()
    }
}

/// Keeps a file.
pub async fn keep_file(tx: &mut Tx<'_>, file: &KeptFile) -> Result<(), StoreError> {
    let at = tx.at().to_owned();
    let statement = sqlx::query("INSERT INTO file (id, organisation_id, name, hash, kept_at, bytes) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(file.id.as_str())
        .bind(file.organisation.as_str())
        .bind(file.name.as_str())
        .bind(file.state())
        .bind(at)
        .bind(file.bytes.clone());
    tx.change(statement).await?;
    Ok(())
}

/// The name of a file, without its bytes.
pub async fn file_name(db: &mut Db<'_>, id: &FileId) -> Result<Option<String>, StoreError> {
    let row = db.maybe(sqlx::query("SELECT name FROM file WHERE id = $1").bind(id.as_str())).await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// One file, whoever asks: the caller has asked the policy of what the file belongs to.
pub async fn file(db: &mut Db<'_>, id: &FileId) -> Result<Option<KeptFile>, StoreError> {
    let row = db.maybe(sqlx::query("SELECT id, organisation_id, name, bytes FROM file WHERE id = $1").bind(id.as_str())).await?;
    row.map(|row| Ok(KeptFile { id: column::id(&row, 0, FileId::parse)?, organisation: column::id(&row, 1, UnitId::parse)?, name: row.try_get(2)?, bytes: row.try_get(3)? }))
        .transpose()
}
