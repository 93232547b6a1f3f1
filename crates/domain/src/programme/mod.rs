//! The programme as a typed outline: parts in the order of the paper, each with its items and its prose.
//!
//! A programme may have holes everywhere; a draft with holes is normal. Items live where the paper prints them,
//! so nothing is kept twice and nothing that was not understood is lost (it stays as an unread passage).

mod anchor;
mod answer;
mod appraisal;
mod arrangement;
mod assigned;
mod capacity;
mod cited;
mod comment;
mod condition;
mod deadline;
mod document;
mod edit;
mod frozen;
mod goal;
mod key_work;
mod lead;
mod link;
mod milestone;
mod outline;
mod outlook;
mod pace;
mod requirement;
mod resource;
mod rhythm;
mod section;
pub mod skeleton;
mod target;
pub mod task;
mod tier;
mod trace;
mod value;

pub use crate::period::Period;
pub use anchor::{Anchor, AnchorPool};
pub use answer::{Answer, AnswerKind, REASON_MAX, Standing as AnswerStanding};
pub use appraisal::{Appraisal, AppraisalEnd, AppraisalRefusal, Remark, RemarkAnswer, Taken, Tally, Weight};
pub use arrangement::{Arrangement, ArrangementKind};
pub use assigned::Assignment;
pub use capacity::{Capacity, Limits, MONEY_MAX, PEOPLE_MAX, UnitPeople};
pub use cited::{CITED_MAX, Cited, Wording};
pub use comment::CommentTurn;
pub use condition::{Condition, ConditionKind, ConditionStatus};
pub use deadline::{Deadline, DeadlineKind};
pub use document::{Document, Recipient, Signature};
pub use edit::{Edit, EditRefusal, NODES_MAX, PARTS_MAX};
pub use frozen::{VersionAt, draft_label, draft_mark};
pub use goal::{Goal, GoalKind, GoalScope};
pub use key_work::KeyWork;
pub use lead::{Lead, LeadKind};
pub use link::{Link, LinkBy};
pub use milestone::{Counted, DAYS_BEFORE_MAX, Milestone, Shift, Stays, Toward, days_before};
pub use outline::{Confidence, Form, Heading, Item, Node, Part, PartRole, Passage, PassageRole, Programme, Warning};
pub use outlook::OutlookStanding;
pub use pace::{Outcome, Pace, PathFault};
pub use requirement::{About, Requirement};
pub use resource::{FundingSource, Money, Resource};
pub use rhythm::{ReportDuty, Rhythm};
pub use section::{DraftScope, SectionRefusal, SectionTurn, item_before};
pub use target::{AttainmentLevel, Baseline, Target, YearlyValue};
pub use task::{Origin, TaskItem, WorkItemKind};
pub use tier::{Beyond, Content};
pub use trace::{Paper, Stopped, Whence};
pub use value::{RankPart, Relation, TargetValue, ValueKind};
