//! People and the posts they hold.

use super::{PersonId, UnitId};
use crate::Date;

/// A person who works with the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// Full name as printed: family name first.
    pub name: String,
}

/// A post that a person holds in a unit, for a time.
#[doc(alias = "chức vụ")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
    /// As printed: "Chánh Văn phòng".
    pub title: String,
    /// The first day.
    pub from_on: Date,
    /// The first day on which it no longer holds.
    pub until_on: Option<Date>,
}
