//! Whom the journal tells: who reads of what in the feed, and whom an act concerns so much that they are told of it.

use crate::journal::{Act, Subject};

/// Who reads in the feed what happened to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Told {
    /// Whoever reads how drafts of the house are written.
    House,
    /// The office of the house.
    Office,
    /// Whoever reads the register: the house and those below it.
    Register,
    /// Whoever reads what was ticked: the house and those above it.
    Ticks,
    /// Whoever keeps people and units.
    Keepers,
    /// Nobody: another line of the same act tells it.
    Nobody,
}

impl Subject {
    /// Who reads of it in the feed.
    pub const fn told(self) -> Told {
        match self {
            Subject::Programme | Subject::Draft | Subject::Appraisal | Subject::Source | Subject::Guideline => Told::House,
            Subject::Setting | Subject::Number | Subject::Authority | Subject::Copy | Subject::Approval | Subject::Ask | Subject::Meeting => Told::Office,
            Subject::Basis | Subject::Requirement => Told::Register,
            Subject::Tick => Told::Ticks,
            Subject::Unit | Subject::Person => Told::Keepers,
            Subject::File | Subject::Issue | Subject::Correction => Told::Nobody,
        }
    }
}

/// Why somebody is told of an act.
#[doc(alias = "thông báo")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeKind {
    /// An item was given to their unit to lead.
    Lead,
    /// A section they work on was given, returned or taken away.
    Section,
    /// A section of a draft that they lead came back.
    HandedIn,
    /// Something was said about an item of theirs, or where they spoke.
    Comment,
    /// A draft of theirs is appraised: opened, remarked on, closed; or a remark of theirs was answered.
    Appraisal,
    /// A paper was issued that is addressed to their house.
    Issued,
    /// Their own roles, posts or account changed.
    Account,
}

impl NoticeKind {
    /// Every kind, in the order in which people choose among them.
    pub const ALL: [NoticeKind; 7] =
        [NoticeKind::Lead, NoticeKind::Section, NoticeKind::HandedIn, NoticeKind::Comment, NoticeKind::Appraisal, NoticeKind::Issued, NoticeKind::Account];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            NoticeKind::Lead => "lead",
            NoticeKind::Section => "section",
            NoticeKind::HandedIn => "handed_in",
            NoticeKind::Comment => "comment",
            NoticeKind::Appraisal => "appraisal",
            NoticeKind::Issued => "issued",
            NoticeKind::Account => "account",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<NoticeKind> {
        NoticeKind::ALL.into_iter().find(|it| it.name() == name)
    }
}

impl Act {
    /// As what somebody may be told of it; who that is depends on what it was about. [`NoticeKind::Lead`] is told where the
    /// leads of items change, whatever act did it.
    pub const fn notice(self) -> Option<NoticeKind> {
        match self {
            Act::SectionAssigned | Act::SectionHandedOver | Act::SectionReturned | Act::SectionWithdrawn | Act::SectionTakenIn => Some(NoticeKind::Section),
            Act::SectionHandedIn => Some(NoticeKind::HandedIn),
            Act::CommentMade | Act::CommentResolved | Act::CommentReopened => Some(NoticeKind::Comment),
            Act::AppraisalOpened | Act::RemarkWritten | Act::RemarkTakenBack | Act::RemarkAnswered | Act::AppraisalClosed | Act::AppraisalGivenUp => Some(NoticeKind::Appraisal),
            Act::IssueKept | Act::CorrectionIssued => Some(NoticeKind::Issued),
            Act::PostTaken
            | Act::PostLeft
            | Act::RoleGiven
            | Act::RoleEnded
            | Act::DelegationGiven
            | Act::DelegationEnded
            | Act::LinkGiven
            | Act::LoginChanged
            | Act::AccountOpenedAgain => Some(NoticeKind::Account),
            Act::UnitFounded
            | Act::PersonEntered
            | Act::DraftHandedOver
            | Act::HandedOver
            | Act::RosterBrought
            | Act::AccountOpened
            | Act::PasswordChanged
            | Act::AccountClosed
            | Act::AccountInvited
            | Act::InvitationWithdrawn
            | Act::ProgrammeBegun
            | Act::ProgrammeEdited
            | Act::EditUndone
            | Act::ProgrammeIssued
            | Act::ProgrammePutAway
            | Act::ProgrammeTakenBack
            | Act::FindingExplained
            | Act::RiskAccepted
            | Act::AnswerTakenBack
            | Act::CapacityDeclared
            | Act::SourceHandedIn
            | Act::SourceLinked
            | Act::GuidelineTextHandedIn
            | Act::FileKept
            | Act::SettingChanged
            | Act::UnitDescribed
            | Act::UnitRenamed
            | Act::UnitMoved
            | Act::UnitEnded
            | Act::ProgrammeLeft
            | Act::ProgrammeHandedOver
            | Act::BasisEntered
            | Act::BasisCorrected
            | Act::BasisReplaced
            | Act::BasisEnded
            | Act::BasisReinstated
            | Act::RequirementEntered
            | Act::RequirementTakenOut
            | Act::RequirementTicked
            | Act::TickTakenBack
            | Act::ScanLookedAt
            | Act::DraftFrozen
            | Act::DraftLed
            | Act::DraftLeft
            | Act::PlanMade
            | Act::PlanMoved
            | Act::MilestoneKept
            | Act::MilestoneReached
            | Act::NumberEntered
            | Act::TermBegun
            | Act::SeriesSwitched
            | Act::AuthorityEntered
            | Act::AuthorityEnded
            | Act::ReceiptConfirmed
            | Act::ReceiptRecorded
            | Act::ApprovalSubmitted
            | Act::ApprovalWithdrawn
            | Act::ApprovalCommented
            | Act::ApprovalCommentTakenBack
            | Act::ApprovalGiven
            | Act::ApprovalRefused
            | Act::ApprovalCommentAnswered
            | Act::PaperReturned
            | Act::ProposalsSettled
            | Act::LeadAsked
            | Act::LeadAnswered
            | Act::LeadAnswerRecorded
            | Act::LeadSettled
            | Act::CopyKept
            | Act::CopyWithdrawn
            | Act::MeetingPlanned
            | Act::MeetingChanged
            | Act::AgendaAdded
            | Act::AgendaTakenOut
            | Act::InviteeAdded
            | Act::InviteeTakenOut
            | Act::MeetingInvited
            | Act::MeetingPapersSent
            | Act::OpinionRecorded
            | Act::MeetingHeld
            | Act::MinuteWritten
            | Act::ConclusionEntered
            | Act::ConclusionFollowed
            | Act::MeetingConcluded
            | Act::MeetingCalledOff
            | Act::OpinionGiven => None,
        }
    }
}

/// The days before a section's day on which whoever works on it is told that it is near.
pub const NEAR_DAYS: i64 = 3;
