//! The programme as a typed outline: parts in the order of the paper, each with its items and its prose.
//!
//! A programme may have holes everywhere; a draft with holes is normal. Items live where the paper prints them,
//! so nothing is kept twice and nothing that was not understood is lost (it stays as an unread passage).

mod anchor;
mod appraisal;
mod arrangement;
mod assigned;
mod cited;
mod deadline;
mod document;
mod edit;
mod goal;
mod key_work;
mod lead;
mod link;
mod outline;
mod requirement;
mod resource;
mod rhythm;
pub mod skeleton;
mod target;
pub mod task;
mod tier;
mod trace;
mod value;

pub use crate::period::Period;
pub use anchor::{Anchor, AnchorPool};
pub use appraisal::{Answer, Appraisal, AppraisalEnd, AppraisalRefusal, Remark, Taken, Tally, Weight};
pub use arrangement::{Arrangement, ArrangementKind};
pub use assigned::Assignment;
pub use cited::{CITED_MAX, Cited, Wording};
pub use deadline::{Deadline, DeadlineKind};
pub use document::{Document, Recipient, Signature};
pub use edit::{Edit, EditRefusal, NODES_MAX, PARTS_MAX};
pub use goal::{Goal, GoalKind, GoalScope};
pub use key_work::KeyWork;
pub use lead::{Lead, LeadKind};
pub use link::{Link, LinkBy};
pub use outline::{Confidence, Form, Heading, Item, Node, Part, PartRole, Passage, PassageRole, Programme, Warning};
pub use requirement::{About, Requirement};
pub use resource::{Condition, ConditionKind, FundingSource, Money, Resource};
pub use rhythm::{ReportDuty, Rhythm};
pub use target::{AttainmentLevel, Baseline, Target, YearlyValue};
pub use task::{Origin, TaskItem, WorkItemKind};
pub use tier::{Beyond, Content};
pub use trace::{Paper, Stopped, Whence};
pub use value::{RankPart, Relation, TargetValue, ValueKind};
