//! Who may do what: roles, how a person stands to an organisation, and the one policy function.

use super::{GrantId, PersonId, UnitId};
use crate::Date;

/// What a person may do in a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Keeps accounts, units and the machine; reads no programme by this role.
    Administrator,
    /// The office: drafts, records what was issued, keeps the organisation's people.
    Office,
    /// Drafts the programmes of the own organisation.
    Drafter,
    /// Reads the programmes of the own organisation.
    Reader,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 4] = [Role::Administrator, Role::Office, Role::Drafter, Role::Reader];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::Office => "office",
            Role::Drafter => "drafter",
            Role::Reader => "reader",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// A role given to a person in a unit, for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Its id.
    pub id: GrantId,
    /// To whom.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
    /// What.
    pub role: Role,
    /// The first day it holds.
    pub from_on: Date,
    /// The first day it no longer holds.
    pub until_on: Option<Date>,
}

/// How the organisation of a person's role stands to the organisation that owns a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The same organisation.
    Own,
    /// The person's organisation is above the record's.
    Above,
}

/// The roles by which a person may have to do with a record. A role in an organisation below or elsewhere gives
/// nothing, so it is never in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing(pub Vec<(Role, Relation)>);

/// What can be done with a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProgrammeAct {
    /// Read it, its findings and its exports.
    Read,
    /// Read how it became what it is: every change before it was issued, the file it was handed in as.
    ReadDrafting,
    /// Change its text, its ties, its source.
    Edit,
    /// Record that it was issued on paper.
    RecordIssue,
}

/// What can be done in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrganisationAct {
    /// Begin a programme, hand in a paper.
    Create,
    /// Hand in the official text of a guideline: what everybody of it, and below, then reads.
    KeepGuidelines,
    /// Keep people, roles and accounts of it and of what is below.
    KeepPeople,
    /// Read its journal.
    ReadJournal,
}

impl Standing {
    /// Nobody in particular: may do nothing.
    pub fn none() -> Standing {
        Standing::default()
    }
    /// The policy for programmes. Whatever is not allowed here is denied; an issued programme is changed by nobody.
    pub fn may(&self, act: ProgrammeAct, is_issued: bool) -> bool {
        self.0.iter().any(|(role, relation)| match (act, relation, role) {
            (_, _, Role::Administrator) => false,
            (ProgrammeAct::Read, Relation::Own, Role::Office | Role::Drafter | Role::Reader) => true,
            (ProgrammeAct::Read, Relation::Above, Role::Office | Role::Drafter | Role::Reader) => is_issued,
            (ProgrammeAct::ReadDrafting, Relation::Own, Role::Office | Role::Drafter | Role::Reader) => true,
            (ProgrammeAct::Edit, Relation::Own, Role::Office | Role::Drafter) => !is_issued,
            (ProgrammeAct::RecordIssue, Relation::Own, Role::Office) => !is_issued,
            (ProgrammeAct::Edit, Relation::Own, Role::Reader) => false,
            (ProgrammeAct::RecordIssue, Relation::Own, Role::Drafter | Role::Reader) => false,
            (ProgrammeAct::ReadDrafting | ProgrammeAct::Edit | ProgrammeAct::RecordIssue, Relation::Above, Role::Office | Role::Drafter | Role::Reader) => false,
        })
    }
    /// The policy for organisations.
    pub fn may_in_organisation(&self, act: OrganisationAct) -> bool {
        self.0.iter().any(|(role, relation)| match (act, relation, role) {
            (OrganisationAct::Create, Relation::Own, Role::Office | Role::Drafter) => true,
            (OrganisationAct::KeepGuidelines, Relation::Own, Role::Office) => true,
            (OrganisationAct::KeepPeople, Relation::Own | Relation::Above, Role::Administrator) => true,
            (OrganisationAct::ReadJournal, Relation::Own, Role::Office) => true,
            (OrganisationAct::Create, Relation::Own, Role::Administrator | Role::Reader)
            | (OrganisationAct::Create | OrganisationAct::KeepGuidelines, Relation::Above, _)
            | (OrganisationAct::KeepGuidelines, Relation::Own, Role::Administrator | Role::Drafter | Role::Reader)
            | (OrganisationAct::KeepPeople, _, Role::Office | Role::Drafter | Role::Reader)
            | (OrganisationAct::ReadJournal, Relation::Own, Role::Administrator | Role::Drafter | Role::Reader)
            | (OrganisationAct::ReadJournal, Relation::Above, _) => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_office_and_drafters_edit_drafts_of_the_own_organisation_and_nobody_edits_what_was_issued() {
        for role in Role::ALL {
            for relation in [Relation::Own, Relation::Above] {
                let standing = Standing(vec![(role, relation)]);
                let expected = relation == Relation::Own && matches!(role, Role::Office | Role::Drafter);
                assert_eq!(standing.may(ProgrammeAct::Edit, false), expected, "{role:?} {relation:?}");
                assert!(!standing.may(ProgrammeAct::Edit, true), "{role:?} {relation:?}");
                assert!(!standing.may(ProgrammeAct::RecordIssue, true), "{role:?} {relation:?}");
            }
        }
    }

    #[test]
    fn the_level_above_reads_what_was_issued_and_no_draft() {
        let above = Standing(vec![(Role::Office, Relation::Above)]);
        assert!(above.may(ProgrammeAct::Read, true));
        assert!(!above.may(ProgrammeAct::Read, false));
        assert!(!above.may(ProgrammeAct::ReadDrafting, true), "what was drafted before stays the house's own");
    }

    #[test]
    fn an_administrator_reads_no_programme_by_that_role() {
        let administrator = Standing(vec![(Role::Administrator, Relation::Own), (Role::Administrator, Relation::Above)]);
        assert!(!administrator.may(ProgrammeAct::Read, true));
        assert!(administrator.may_in_organisation(OrganisationAct::KeepPeople));
    }

    #[test]
    fn nobody_may_do_nothing() {
        assert!(!Standing::none().may(ProgrammeAct::Read, true));
        assert!(!Standing::none().may_in_organisation(OrganisationAct::ReadJournal));
    }
}
