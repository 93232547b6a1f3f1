//! Who asks: a logged-in person with the roles of today.

use std::sync::Arc;

use hanhdong_domain::Date;
use hanhdong_domain::organisation::{Delegation, Grant, Person, PersonId, Role};

use crate::once::Key;

/// A logged-in person. Made only by [`crate::App::who`]; roles are loaded with every request, so a role that ended or
/// was given holds at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    pub(crate) person: Person,
    pub(crate) grants: Vec<Grant>,
    pub(crate) lent: Vec<Delegation>,
    pub(crate) today: Date,
    /// The key under which the person asks, where the request carries one.
    pub(crate) key: Option<Arc<Key>>,
    pub(crate) clock_behind: Option<i64>,
    /// Notices that wait to be read.
    pub(crate) waiting: i64,
}

impl Who {
    /// The person's id.
    pub fn id(&self) -> &PersonId {
        &self.person.id
    }
    /// The person's name.
    pub fn name(&self) -> &str {
        &self.person.name
    }
    /// The day on which the person asks.
    pub fn today(&self) -> Date {
        self.today
    }
    /// How far the server's clock stands behind the journal, in seconds, where that is worth telling.
    pub fn clock_behind(&self) -> Option<i64> {
        self.clock_behind
    }
    /// How many notices wait to be read.
    pub fn waiting(&self) -> i64 {
        self.waiting
    }
    /// The own roles of today.
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }
    /// The roles of today that colleagues lent.
    pub fn lent(&self) -> &[Delegation] {
        &self.lent
    }
    /// Does the person hold the role anywhere, by themselves or on somebody's behalf?
    pub fn holds(&self, role: Role) -> bool {
        self.grants.iter().any(|it| it.role == role) || self.lent.iter().any(|it| it.role == role)
    }
}
