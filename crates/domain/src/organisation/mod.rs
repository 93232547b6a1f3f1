//! Who does things: units, people, roles; and names of bodies and people as papers print them.

mod account;
mod bodies;
mod delegation;
mod handover;
mod id;
mod names;
mod nature;
mod person;
mod role;
mod starter;
mod turn;
mod unit;

pub use account::{AccountState, AccountStep};
pub use bodies::{BODY_STARTS, begins_body};
pub use delegation::{Delegation, DelegationRefusal, may_lend};
pub use handover::{HandoverRefusal, Held, Passing};
pub use id::{
    AnswerId, AppraisalId, ApprovalId, AskId, AuthorityId, BasisId, BookLineId, CorrectionId, DelegationId, FileId, GrantId, MeetingId, PersonId, ProgrammeId, RemarkId,
    RequirementId, ReturnedId, SectionId, SourceId, ThreadId, TickId, UnitId,
};
pub use names::{NameKind, classify, split_names};
pub use nature::{Nature, NatureRefusal, OrgKind, OrgLevel};
pub use person::{Person, Post};
pub use role::{Grant, OrganisationAct, POLICY, ProgrammeAct, Relation, Right, Role, Rule, Standing, When};
pub use starter::{Starter, Usual};
pub use turn::{Goes, OpenItem, Past, Turn, TurnRefusal, goes, may_go_below, successors_fit};
pub use unit::{DEPTH_MAX, NAME_CHARS_MAX, Unit, UnitKind};
