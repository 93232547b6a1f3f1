//! Many rows brought over as one. The driver of SQLite hands each row from thread to thread, which costs several times what
//! asking for it does (docs/performance.md, "many rows as one").

use hanhdong_domain::Date;
use serde::Deserialize;
use sqlx::Row;

use crate::db::Statement;
use crate::open::Engine;
use crate::{Db, StoreError};

/// A row as texts, in the order of its columns.
#[derive(Debug, Deserialize)]
pub(crate) struct Cells(Vec<Option<String>>);

impl Cells {
    pub(crate) fn maybe_text(&self, at: usize) -> Option<&str> {
        self.0.get(at).and_then(Option::as_deref)
    }
    pub(crate) fn text(&self, at: usize) -> Result<&str, StoreError> {
        self.maybe_text(at).ok_or_else(|| StoreError::NotSound(format!("column {at} is empty")))
    }
    pub(crate) fn id<T>(&self, at: usize, parse: fn(&str) -> Option<T>) -> Result<T, StoreError> {
        let text = self.text(at)?;
        parse(text).ok_or_else(|| StoreError::NotSound(format!("id {text}")))
    }
    pub(crate) fn maybe_date(&self, at: usize) -> Result<Option<Date>, StoreError> {
        self.maybe_text(at).map(|it| it.parse().map_err(|_| StoreError::NotSound(format!("date {it}")))).transpose()
    }
}

impl Db<'_> {
    /// The rows of a SELECT whose columns are texts and bear these names, in no order that may be relied on.
    pub(crate) async fn cells(&mut self, columns: &[&str], select: &str, bind: impl FnOnce(Statement<'_>) -> Statement<'_>) -> Result<Vec<Cells>, StoreError> {
        let columns = columns.join(", ");
        let sql = match self.engine() {
            Engine::Sqlite => format!("SELECT json_group_array(json_array({columns})) FROM ({select})"),
            Engine::Postgres => format!("SELECT CAST(COALESCE(json_agg(json_build_array({columns})), '[]') AS TEXT) FROM ({select}) found"),
        };
        let row = self.one(bind(sqlx::query(sqlx::AssertSqlSafe(sql)))).await?;
        let text: String = row.try_get(0)?;
        serde_json::from_str(&text).map_err(|error| StoreError::NotSound(error.to_string()))
    }
}
