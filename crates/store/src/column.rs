//! Reading columns as the types they stand for: what was written by us and does not read is a fault worth its own name.

use hanhdong_domain::Date;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::StoreError;

pub(crate) fn id<T>(row: &AnyRow, at: usize, parse: fn(&str) -> Option<T>) -> Result<T, StoreError> {
    let text: String = row.try_get(at)?;
    parse(&text).ok_or_else(|| StoreError::NotSound(format!("id {text}")))
}

pub(crate) fn maybe_id<T>(row: &AnyRow, at: usize, parse: fn(&str) -> Option<T>) -> Result<Option<T>, StoreError> {
    let text: Option<String> = row.try_get(at)?;
    text.map(|text| parse(&text).ok_or_else(|| StoreError::NotSound(format!("id {text}")))).transpose()
}

pub(crate) fn date(row: &AnyRow, at: usize) -> Result<Date, StoreError> {
    let text: String = row.try_get(at)?;
    text.parse().map_err(|_| StoreError::NotSound(format!("date {text}")))
}

pub(crate) fn maybe_date(row: &AnyRow, at: usize) -> Result<Option<Date>, StoreError> {
    let text: Option<String> = row.try_get(at)?;
    text.map(|text| text.parse().map_err(|_| StoreError::NotSound(format!("date {text}")))).transpose()
}

/// A date as a column holds it.
pub(crate) fn of_date(date: Option<Date>) -> Option<String> {
    date.map(|it| it.to_string())
}
