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
    /// The person's organisation is below the record's. It reads what the record's organisation keeps for everybody below
    /// it, and is asked about nothing else.
    Below,
    /// The record is an issued paper that went to the person's organisation.
    #[doc(alias = "nơi nhận")]
    Addressed,
    /// The record is a draft in which a body of the person's is to lead, and was asked whether it agrees.
    #[doc(alias = "hỏi ý kiến cơ quan chủ trì")]
    Asked,
    /// The record is a draft that was submitted to the person's organisation for approval.
    #[doc(alias = "duyệt văn kiện")]
    Submitted,
    /// The record is a meeting to which the person's unit was invited.
    #[doc(alias = "giấy mời")]
    Invited,
}

/// The roles by which a person may have to do with a record. A role elsewhere gives nothing, so it is never in the list;
/// one in an organisation below gives nothing but the register of basis documents, and is in the list only where that is
/// asked about.
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
    /// Appraise it: put its form right, remark on its content.
    Appraise,
    /// Answer, for a body that is to lead, whether it agrees.
    AnswerLead,
    /// Read what was submitted, comment on it, approve or return it.
    Approve,
    /// Keep what comes after the issue: receipts of others.
    KeepIssued,
    /// Say that it arrived.
    ConfirmReceipt,
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
    /// Read its register of basis documents and what they require.
    ReadBases,
    /// Keep that register.
    KeepBases,
    /// Read what was ticked as done, with its proof.
    ReadTicks,
    /// Tick what it has done, with proof.
    Tick,
    /// Keep its book of numbers and its register of signers.
    KeepBook,
    /// Read its meetings; what members said by name stays with the office and themselves.
    ReadMeetings,
    /// Keep its meetings: invitations, slips, minutes, conclusions.
    KeepMeetings,
    /// Read an invitation to a meeting: day, place, agenda.
    ReadInvitation,
}

/// A right: something that can be done, with a programme or in an organisation.
#[doc(alias = "quyền")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// With a programme.
    Programme(ProgrammeAct),
    /// In an organisation.
    Organisation(OrganisationAct),
}

impl Right {
    /// Every right, in the order in which people read them.
    pub const ALL: [Right; 21] = [
        Right::Programme(ProgrammeAct::Read),
        Right::Programme(ProgrammeAct::ReadDrafting),
        Right::Programme(ProgrammeAct::Edit),
        Right::Programme(ProgrammeAct::Appraise),
        Right::Programme(ProgrammeAct::AnswerLead),
        Right::Programme(ProgrammeAct::Approve),
        Right::Programme(ProgrammeAct::RecordIssue),
        Right::Programme(ProgrammeAct::KeepIssued),
        Right::Programme(ProgrammeAct::ConfirmReceipt),
        Right::Organisation(OrganisationAct::Create),
        Right::Organisation(OrganisationAct::KeepBook),
        Right::Organisation(OrganisationAct::ReadMeetings),
        Right::Organisation(OrganisationAct::KeepMeetings),
        Right::Organisation(OrganisationAct::ReadInvitation),
        Right::Organisation(OrganisationAct::KeepGuidelines),
        Right::Organisation(OrganisationAct::ReadBases),
        Right::Organisation(OrganisationAct::KeepBases),
        Right::Organisation(OrganisationAct::ReadTicks),
        Right::Organisation(OrganisationAct::Tick),
        Right::Organisation(OrganisationAct::ReadJournal),
        Right::Organisation(OrganisationAct::KeepPeople),
    ];
    /// The name of its message.
    pub const fn name(self) -> &'static str {
        match self {
            Right::Programme(ProgrammeAct::Read) => "read",
            Right::Programme(ProgrammeAct::ReadDrafting) => "read-drafting",
            Right::Programme(ProgrammeAct::Edit) => "edit",
            Right::Programme(ProgrammeAct::Appraise) => "appraise",
            Right::Programme(ProgrammeAct::AnswerLead) => "answer-lead",
            Right::Programme(ProgrammeAct::Approve) => "approve",
            Right::Programme(ProgrammeAct::RecordIssue) => "record-issue",
            Right::Programme(ProgrammeAct::KeepIssued) => "keep-issued",
            Right::Programme(ProgrammeAct::ConfirmReceipt) => "confirm-receipt",
            Right::Organisation(OrganisationAct::KeepBook) => "keep-book",
            Right::Organisation(OrganisationAct::Create) => "create",
            Right::Organisation(OrganisationAct::KeepGuidelines) => "keep-guidelines",
            Right::Organisation(OrganisationAct::ReadJournal) => "read-journal",
            Right::Organisation(OrganisationAct::KeepPeople) => "keep-people",
            Right::Organisation(OrganisationAct::ReadBases) => "read-bases",
            Right::Organisation(OrganisationAct::KeepBases) => "keep-bases",
            Right::Organisation(OrganisationAct::ReadTicks) => "read-ticks",
            Right::Organisation(OrganisationAct::Tick) => "tick",
            Right::Organisation(OrganisationAct::ReadMeetings) => "read-meetings",
            Right::Organisation(OrganisationAct::KeepMeetings) => "keep-meetings",
            Right::Organisation(OrganisationAct::ReadInvitation) => "read-invitation",
        }
    }
    /// Does a standing give it: in the organisation, or with a programme of it, be it issued or not?
    pub fn is_given_by(self, standing: &Standing) -> bool {
        standing.has(self, false) || standing.has(self, true)
    }
}

/// When a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// Always.
    Always,
    /// As long as the programme is not issued.
    Draft,
    /// Once the programme is issued.
    Issued,
}

impl When {
    const fn holds(self, is_issued: bool) -> bool {
        match self {
            When::Always => true,
            When::Draft => !is_issued,
            When::Issued => is_issued,
        }
    }
}

/// A line of the policy: a role, held so, gives a right, then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// The role.
    pub role: Role,
    /// How its organisation stands to the one that is asked about.
    pub relation: Relation,
    /// What it gives.
    pub right: Right,
    /// When.
    pub when: When,
}

const fn programme(role: Role, relation: Relation, act: ProgrammeAct, when: When) -> Rule {
    Rule { role, relation, right: Right::Programme(act), when }
}

const fn organisation(role: Role, relation: Relation, act: OrganisationAct) -> Rule {
    Rule { role, relation, right: Right::Organisation(act), when: When::Always }
}

/// The whole policy. Whatever does not stand here is denied; an issued programme is changed by nobody.
pub const POLICY: &[Rule] = &[
    programme(Role::Office, Relation::Own, ProgrammeAct::Read, When::Always),
    programme(Role::Drafter, Relation::Own, ProgrammeAct::Read, When::Always),
    programme(Role::Reader, Relation::Own, ProgrammeAct::Read, When::Always),
    programme(Role::Office, Relation::Above, ProgrammeAct::Read, When::Issued),
    programme(Role::Drafter, Relation::Above, ProgrammeAct::Read, When::Issued),
    programme(Role::Reader, Relation::Above, ProgrammeAct::Read, When::Issued),
    programme(Role::Office, Relation::Own, ProgrammeAct::ReadDrafting, When::Always),
    programme(Role::Drafter, Relation::Own, ProgrammeAct::ReadDrafting, When::Always),
    programme(Role::Reader, Relation::Own, ProgrammeAct::ReadDrafting, When::Always),
    programme(Role::Office, Relation::Own, ProgrammeAct::Edit, When::Draft),
    programme(Role::Drafter, Relation::Own, ProgrammeAct::Edit, When::Draft),
    programme(Role::Office, Relation::Own, ProgrammeAct::Appraise, When::Draft),
    programme(Role::Office, Relation::Own, ProgrammeAct::RecordIssue, When::Draft),
    programme(Role::Office, Relation::Own, ProgrammeAct::KeepIssued, When::Issued),
    programme(Role::Office, Relation::Addressed, ProgrammeAct::Read, When::Issued),
    programme(Role::Drafter, Relation::Addressed, ProgrammeAct::Read, When::Issued),
    programme(Role::Reader, Relation::Addressed, ProgrammeAct::Read, When::Issued),
    programme(Role::Office, Relation::Addressed, ProgrammeAct::ConfirmReceipt, When::Issued),
    programme(Role::Drafter, Relation::Addressed, ProgrammeAct::ConfirmReceipt, When::Issued),
    programme(Role::Office, Relation::Asked, ProgrammeAct::AnswerLead, When::Draft),
    programme(Role::Drafter, Relation::Asked, ProgrammeAct::AnswerLead, When::Draft),
    programme(Role::Office, Relation::Submitted, ProgrammeAct::Approve, When::Draft),
    organisation(Role::Office, Relation::Own, OrganisationAct::Create),
    organisation(Role::Drafter, Relation::Own, OrganisationAct::Create),
    organisation(Role::Office, Relation::Own, OrganisationAct::KeepGuidelines),
    organisation(Role::Office, Relation::Own, OrganisationAct::ReadJournal),
    organisation(Role::Office, Relation::Own, OrganisationAct::ReadBases),
    organisation(Role::Drafter, Relation::Own, OrganisationAct::ReadBases),
    organisation(Role::Reader, Relation::Own, OrganisationAct::ReadBases),
    organisation(Role::Office, Relation::Below, OrganisationAct::ReadBases),
    organisation(Role::Drafter, Relation::Below, OrganisationAct::ReadBases),
    organisation(Role::Reader, Relation::Below, OrganisationAct::ReadBases),
    organisation(Role::Office, Relation::Own, OrganisationAct::ReadTicks),
    organisation(Role::Drafter, Relation::Own, OrganisationAct::ReadTicks),
    organisation(Role::Reader, Relation::Own, OrganisationAct::ReadTicks),
    organisation(Role::Office, Relation::Above, OrganisationAct::ReadTicks),
    organisation(Role::Drafter, Relation::Above, OrganisationAct::ReadTicks),
    organisation(Role::Reader, Relation::Above, OrganisationAct::ReadTicks),
    organisation(Role::Office, Relation::Own, OrganisationAct::KeepBases),
    organisation(Role::Office, Relation::Own, OrganisationAct::Tick),
    organisation(Role::Office, Relation::Own, OrganisationAct::KeepBook),
    organisation(Role::Office, Relation::Own, OrganisationAct::ReadMeetings),
    organisation(Role::Drafter, Relation::Own, OrganisationAct::ReadMeetings),
    organisation(Role::Reader, Relation::Own, OrganisationAct::ReadMeetings),
    organisation(Role::Office, Relation::Own, OrganisationAct::KeepMeetings),
    organisation(Role::Office, Relation::Invited, OrganisationAct::ReadInvitation),
    organisation(Role::Drafter, Relation::Invited, OrganisationAct::ReadInvitation),
    organisation(Role::Reader, Relation::Invited, OrganisationAct::ReadInvitation),
    organisation(Role::Administrator, Relation::Own, OrganisationAct::KeepPeople),
    organisation(Role::Administrator, Relation::Above, OrganisationAct::KeepPeople),
];

impl Standing {
    /// Nobody in particular: may do nothing.
    pub fn none() -> Standing {
        Standing::default()
    }
    /// The policy for programmes.
    pub fn may(&self, act: ProgrammeAct, is_issued: bool) -> bool {
        self.has(Right::Programme(act), is_issued)
    }
    /// The policy for organisations.
    pub fn may_in_organisation(&self, act: OrganisationAct) -> bool {
        self.has(Right::Organisation(act), false)
    }
    /// Is the role held in the very organisation that is asked about?
    pub fn holds_own(&self, role: Role) -> bool {
        self.0.contains(&(role, Relation::Own))
    }
    /// The one question that all others come to.
    fn has(&self, right: Right, is_issued: bool) -> bool {
        let gives = |rule: &Rule| rule.right == right && rule.when.holds(is_issued) && self.0.contains(&(rule.role, rule.relation));
        POLICY.iter().any(gives)
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
    fn whoever_received_a_paper_reads_it_and_says_so_and_nothing_more() {
        for role in [Role::Office, Role::Drafter, Role::Reader] {
            let addressed = Standing(vec![(role, Relation::Addressed)]);
            assert!(addressed.may(ProgrammeAct::Read, true) && !addressed.may(ProgrammeAct::Read, false), "{role:?}");
            assert_eq!(addressed.may(ProgrammeAct::ConfirmReceipt, true), role != Role::Reader);
            for act in [ProgrammeAct::ReadDrafting, ProgrammeAct::Edit, ProgrammeAct::RecordIssue, ProgrammeAct::KeepIssued] {
                assert!(!addressed.may(act, true) && !addressed.may(act, false), "{role:?} {act:?}");
            }
        }
        assert!(!Standing(vec![(Role::Administrator, Relation::Addressed)]).may(ProgrammeAct::Read, true));
    }

    #[test]
    fn an_administrator_reads_no_programme_by_that_role() {
        let administrator = Standing(vec![(Role::Administrator, Relation::Own), (Role::Administrator, Relation::Above)]);
        assert!(!administrator.may(ProgrammeAct::Read, true));
        assert!(administrator.may_in_organisation(OrganisationAct::KeepPeople));
    }

    #[test]
    fn the_policy_says_everything_once_and_knows_every_right() {
        for (at, rule) in POLICY.iter().enumerate() {
            let twice = POLICY.iter().skip(at + 1).any(|it| (it.role, it.relation, it.right) == (rule.role, rule.relation, rule.right));
            assert!(!twice, "{rule:?} stands there twice");
            assert!(Right::ALL.contains(&rule.right), "{rule:?}");
        }
        for right in Right::ALL {
            assert!(POLICY.iter().any(|it| it.right == right), "nobody at all has {right:?}");
            assert_eq!(Right::ALL.iter().filter(|it| it.name() == right.name()).count(), 1);
        }
        assert_eq!(POLICY.len(), 50, "a new line of the policy is a decision: matrix.csv and this number say so too");
    }

    #[test]
    fn nothing_that_changes_something_is_given_from_above_but_keeping_people() {
        let reads = [Right::Programme(ProgrammeAct::Read), Right::Organisation(OrganisationAct::ReadTicks)];
        let changes = POLICY.iter().filter(|it| it.relation == Relation::Above && !reads.contains(&it.right));
        let rights: Vec<Right> = changes.map(|it| it.right).collect();
        assert_eq!(rights, [Right::Organisation(OrganisationAct::KeepPeople)]);
        assert!(POLICY.iter().all(|it| it.role != Role::Administrator || it.right == Right::Organisation(OrganisationAct::KeepPeople)));
    }

    #[test]
    fn from_below_one_reads_the_register_and_nothing_else() {
        let below = POLICY.iter().filter(|it| it.relation == Relation::Below);
        assert!(below.clone().count() == 3 && below.into_iter().all(|it| it.right == Right::Organisation(OrganisationAct::ReadBases) && it.role != Role::Administrator));
    }

    #[test]
    fn nobody_may_do_nothing() {
        assert!(!Standing::none().may(ProgrammeAct::Read, true));
        assert!(!Standing::none().may_in_organisation(OrganisationAct::ReadJournal));
    }
}
