//! What the journal holds: one line for every act, chained by hashes, per organisation.
//!
//! The journal is the audit, the history and the answer to "who changed this figure"; nothing is stored without a
//! line in it.

use crate::organisation::{OrganisationAct, PersonId, ProgrammeAct, Right, UnitId};

macro_rules! acts {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// The closed list of acts; journals live for decades, so names only ever grow.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Act { $($(#[$doc])* $variant,)+ }
        impl Act {
            /// Every act.
            pub const ALL: &'static [Act] = &[$(Act::$variant,)+];
            /// The wire name.
            pub const fn name(self) -> &'static str { match self { $(Act::$variant => $name,)+ } }
        }
    };
}

acts! {
    /// A unit was founded.
    UnitFounded = "unit_founded",
    /// A person was entered.
    PersonEntered = "person_entered",
    /// A person took up a post.
    PostTaken = "post_taken",
    /// A person left a post.
    PostLeft = "post_left",
    /// A role was given.
    RoleGiven = "role_given",
    /// A role ended.
    RoleEnded = "role_ended",
    /// A role was lent during absence; the subject is who receives it.
    DelegationGiven = "delegation_given",
    /// What was lent was ended before its time.
    DelegationEnded = "delegation_ended",
    /// A draft went from one drafter to another.
    DraftHandedOver = "draft_handed_over",
    /// Of a scan or a photograph somebody says to have looked at it, and that it bears no mark of secrecy.
    ScanLookedAt = "scan_looked_at",
    /// A part of a draft went from one person to another.
    SectionHandedOver = "section_handed_over",
    /// A person handed over what they held; the record is a file.
    HandedOver = "handed_over",
    /// Units and people were brought in by a form; each of them has lines of its own.
    RosterBrought = "roster_brought",
    /// An account was opened or its password set; never with the password.
    AccountOpened = "account_opened",
    /// A password was changed.
    PasswordChanged = "password_changed",
    /// An account was closed.
    AccountClosed = "account_closed",
    /// A person was invited to an account, for the first time or anew; never with the link.
    AccountInvited = "account_invited",
    /// An invitation was taken back before anybody came in by it.
    InvitationWithdrawn = "invitation_withdrawn",
    /// A closed account was opened again by a new invitation.
    AccountOpenedAgain = "account_opened_again",
    /// A link for a new password was given; never with the link.
    LinkGiven = "link_given",
    /// The name to log in by was changed.
    LoginChanged = "login_changed",
    /// A programme was begun or handed in.
    ProgrammeBegun = "programme_begun",
    /// Something in a programme was changed.
    ProgrammeEdited = "programme_edited",
    /// A change of a programme was taken back.
    EditUndone = "edit_undone",
    /// It was recorded that a programme had been issued.
    ProgrammeIssued = "programme_issued",
    /// A programme was put away, out of the lists.
    ProgrammePutAway = "programme_put_away",
    /// A programme was taken back into the lists.
    ProgrammeTakenBack = "programme_taken_back",
    /// A finding was explained.
    FindingExplained = "finding_explained",
    /// A risk that a finding names was accepted.
    RiskAccepted = "risk_accepted",
    /// An answer to a finding was taken back.
    AnswerTakenBack = "answer_taken_back",
    /// Money, people and limits of a committee were declared.
    CapacityDeclared = "capacity_declared",
    /// A source paper was handed in.
    SourceHandedIn = "source_handed_in",
    /// A programme was tied to the source it carries out.
    SourceLinked = "source_linked",
    /// A guideline's official text was handed in.
    GuidelineTextHandedIn = "guideline_text_handed_in",
    /// A file was kept as it came.
    FileKept = "file_kept",
    /// A setting was changed.
    SettingChanged = "setting_changed",
    /// Level or kind of a unit was recorded.
    UnitDescribed = "unit_described",
    /// A unit has another name from a day on.
    UnitRenamed = "unit_renamed",
    /// A unit stands below another one from a day on.
    UnitMoved = "unit_moved",
    /// A unit went into others or is no more, with where everything of it went.
    UnitEnded = "unit_ended",
    /// A draft left an organisation that ended: the last that its journal says of it.
    ProgrammeLeft = "programme_left",
    /// A draft of a unit that ended came to this organisation.
    ProgrammeHandedOver = "programme_handed_over",
    /// A basis document was entered in the register.
    BasisEntered = "basis_entered",
    /// What the register says of a basis document was corrected.
    BasisCorrected = "basis_corrected",
    /// It was recorded that a basis document was replaced by another one.
    BasisReplaced = "basis_replaced",
    /// It was recorded that a basis document is no longer in force.
    BasisEnded = "basis_ended",
    /// An end or a replacement that had been recorded was taken back.
    BasisReinstated = "basis_reinstated",
    /// Something that a basis document requires was entered.
    RequirementEntered = "requirement_entered",
    /// Something that was required was entered by mistake, or is no longer asked for.
    RequirementTakenOut = "requirement_taken_out",
    /// A unit said, with proof, that it has done what was required.
    RequirementTicked = "requirement_ticked",
    /// That word was taken back, with the reason.
    TickTakenBack = "tick_taken_back",
    /// The office opened an appraisal of a draft.
    AppraisalOpened = "appraisal_opened",
    /// The office remarked on something.
    RemarkWritten = "remark_written",
    /// The office took a remark back.
    RemarkTakenBack = "remark_taken_back",
    /// A drafter answered a remark.
    RemarkAnswered = "remark_answered",
    /// A frozen draft was submitted to the superior committee.
    ApprovalSubmitted = "approval_submitted",
    /// The house took a submission back before the superior decided.
    ApprovalWithdrawn = "approval_withdrawn",
    /// The superior commented on a submitted draft; it stands in the superior's own journal.
    ApprovalCommented = "approval_commented",
    /// The superior took a comment back.
    ApprovalCommentTakenBack = "approval_comment_taken_back",
    /// The superior approved a submitted draft.
    ApprovalGiven = "approval_given",
    /// The superior returned a submitted draft.
    ApprovalRefused = "approval_refused",
    /// The drafting house answered a comment of the superior.
    ApprovalCommentAnswered = "approval_comment_answered",
    /// A body that is to lead was asked about an item, perhaps once more.
    LeadAsked = "lead_asked",
    /// A body answered; it stands in its own journal, but where the drafting house recorded it from a paper.
    LeadAnswered = "lead_answered",
    /// The drafting house recorded an answer that came on paper.
    LeadAnswerRecorded = "lead_answer_recorded",
    /// A proposal of another lead was taken or kept out.
    LeadSettled = "lead_settled",
    /// An appraisal was closed, every remark answered.
    AppraisalClosed = "appraisal_closed",
    /// An appraisal was given up, with the reason.
    AppraisalGivenUp = "appraisal_given_up",
    /// A draft was frozen under its number.
    DraftFrozen = "draft_frozen",
    /// Somebody leads a draft: edits all of it and says who works on what.
    DraftLed = "draft_led",
    /// Somebody no longer leads a draft.
    DraftLeft = "draft_left",
    /// A section of a draft was given to a unit or a person.
    SectionAssigned = "section_assigned",
    /// A section was handed in.
    SectionHandedIn = "section_handed_in",
    /// A section was returned with remarks.
    SectionReturned = "section_returned",
    /// A section was taken in.
    SectionTakenIn = "section_taken_in",
    /// A section was taken away from whoever worked on it.
    SectionWithdrawn = "section_withdrawn",
    /// A draft's days were planned backward from a day.
    PlanMade = "plan_made",
    /// The day at the end of a plan was moved, and what depends on it.
    PlanMoved = "plan_moved",
    /// A milestone came, was set otherwise, or went.
    MilestoneKept = "milestone_kept",
    /// It was recorded that a milestone was reached, or that it was not after all.
    MilestoneReached = "milestone_reached",
    /// Something was said about an item of a draft, or said anew; never with the words.
    CommentMade = "comment_made",
    /// A thread of comments was settled.
    CommentResolved = "comment_resolved",
    /// A settled thread was opened again.
    CommentReopened = "comment_reopened",
    /// What went out was kept: files, fingerprints, recipients.
    IssueKept = "issue_kept",
    /// A number was entered into the book, for a programme, another paper, or as cancelled.
    NumberEntered = "number_entered",
    /// A term began; numbers begin again.
    TermBegun = "term_begun",
    /// A run of numbers is given here from now on, or no longer.
    SeriesSwitched = "series_switched",
    /// Somebody may sign papers.
    AuthorityEntered = "authority_entered",
    /// Somebody no longer may, from a day on.
    AuthorityEnded = "authority_ended",
    /// A recipient said that a paper arrived; it stands in the recipient's own journal.
    ReceiptConfirmed = "receipt_confirmed",
    /// The clerk recorded that a paper arrived.
    ReceiptRecorded = "receipt_recorded",
    /// A correction notice went out.
    CorrectionIssued = "correction_issued",
    /// A form or a draft came back from outside; what it proposes waits.
    PaperReturned = "paper_returned",
    /// Proposals of a paper that came back were taken or refused; what was changed by that has lines of its own.
    ProposalsSettled = "proposals_settled",
    /// A signed paper came back and was kept as it came.
    CopyKept = "copy_kept",
    /// A signed paper that had been kept by mistake was taken back, with the reason; its bytes stay.
    CopyWithdrawn = "copy_withdrawn",
    /// A meeting was planned.
    MeetingPlanned = "meeting_planned",
    /// Day, hour, place, chair or title of a meeting were changed.
    MeetingChanged = "meeting_changed",
    /// A paper came on the agenda.
    AgendaAdded = "agenda_added",
    /// A paper was taken off the agenda.
    AgendaTakenOut = "agenda_taken_out",
    /// Somebody was put on the list of those invited.
    InviteeAdded = "invitee_added",
    /// Somebody was taken off it.
    InviteeTakenOut = "invitee_taken_out",
    /// The invitations went out.
    MeetingInvited = "meeting_invited",
    /// It was recorded on which day the papers were sent.
    MeetingPapersSent = "meeting_papers_sent",
    /// A member returned a slip; never with the words, never with the stance.
    OpinionGiven = "opinion_given",
    /// The office entered a slip that came on paper; never with the words, never with the stance.
    OpinionRecorded = "opinion_recorded",
    /// A meeting took place.
    MeetingHeld = "meeting_held",
    /// A line of its minutes was written, or put right.
    MinuteWritten = "minute_written",
    /// Something that was concluded is to be done.
    ConclusionEntered = "conclusion_entered",
    /// What became of it was recorded.
    ConclusionFollowed = "conclusion_followed",
    /// A meeting was concluded.
    MeetingConcluded = "meeting_concluded",
    /// A meeting was called off.
    MeetingCalledOff = "meeting_called_off",
}

impl Act {
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Act> {
        Act::ALL.iter().copied().find(|it| it.name() == name)
    }
}

impl Act {
    /// The right by which it is done, where one may do it on somebody's behalf; `None` where it is done in one's own name
    /// alone, as everything by which people and units are kept.
    pub const fn lent_right(self) -> Option<Right> {
        match self {
            Act::ProgrammeBegun | Act::SourceHandedIn | Act::FileKept | Act::ScanLookedAt | Act::CapacityDeclared => Some(Right::Organisation(OrganisationAct::Create)),
            Act::FindingExplained
            | Act::AnswerTakenBack
            | Act::ProgrammeEdited
            | Act::EditUndone
            | Act::SourceLinked
            | Act::ProgrammePutAway
            | Act::ProgrammeTakenBack
            | Act::DraftFrozen
            | Act::SectionAssigned
            | Act::SectionReturned
            | Act::SectionTakenIn
            | Act::SectionWithdrawn
            | Act::DraftLed
            | Act::DraftLeft
            | Act::PlanMade
            | Act::PlanMoved
            | Act::MilestoneKept
            | Act::PaperReturned
            | Act::ProposalsSettled
            | Act::MilestoneReached => Some(Right::Programme(ProgrammeAct::Edit)),
            Act::SectionHandedIn | Act::CommentMade | Act::CommentResolved | Act::CommentReopened => Some(Right::Programme(ProgrammeAct::Read)),
            Act::ProgrammeIssued | Act::IssueKept | Act::RiskAccepted => Some(Right::Programme(ProgrammeAct::RecordIssue)),
            Act::ReceiptRecorded | Act::CorrectionIssued | Act::CopyKept | Act::CopyWithdrawn => Some(Right::Programme(ProgrammeAct::KeepIssued)),
            Act::NumberEntered | Act::TermBegun | Act::SeriesSwitched | Act::AuthorityEntered | Act::AuthorityEnded => Some(Right::Organisation(OrganisationAct::KeepBook)),
            Act::AppraisalOpened | Act::RemarkWritten | Act::RemarkTakenBack | Act::AppraisalClosed | Act::AppraisalGivenUp => Some(Right::Programme(ProgrammeAct::Appraise)),
            Act::ApprovalSubmitted | Act::ApprovalWithdrawn => Some(Right::Programme(ProgrammeAct::RecordIssue)),
            Act::RemarkAnswered | Act::ApprovalCommentAnswered | Act::LeadAsked | Act::LeadAnswerRecorded | Act::LeadSettled => Some(Right::Programme(ProgrammeAct::Edit)),
            // In the journal of the house that received it, was asked or approves, in which whoever says so has a role by which papers are begun.
            Act::ReceiptConfirmed | Act::LeadAnswered | Act::ApprovalCommented | Act::ApprovalCommentTakenBack | Act::ApprovalGiven | Act::ApprovalRefused => {
                Some(Right::Organisation(OrganisationAct::Create))
            }
            Act::GuidelineTextHandedIn => Some(Right::Organisation(OrganisationAct::KeepGuidelines)),
            Act::BasisEntered | Act::BasisCorrected | Act::BasisReplaced | Act::BasisEnded | Act::BasisReinstated | Act::RequirementEntered | Act::RequirementTakenOut => {
                Some(Right::Organisation(OrganisationAct::KeepBases))
            }
            Act::MeetingPlanned
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
            | Act::MeetingCalledOff => Some(Right::Organisation(OrganisationAct::KeepMeetings)),
            Act::RequirementTicked | Act::TickTakenBack => Some(Right::Organisation(OrganisationAct::Tick)),
            Act::UnitFounded
            | Act::UnitDescribed
            | Act::UnitRenamed
            | Act::UnitMoved
            | Act::UnitEnded
            | Act::ProgrammeLeft
            | Act::ProgrammeHandedOver
            | Act::PersonEntered
            | Act::PostTaken
            | Act::PostLeft
            | Act::RoleGiven
            | Act::RoleEnded
            | Act::DelegationGiven
            | Act::DelegationEnded
            | Act::RosterBrought
            | Act::DraftHandedOver
            | Act::SectionHandedOver
            | Act::HandedOver
            | Act::AccountOpened
            | Act::PasswordChanged
            | Act::AccountClosed
            | Act::AccountInvited
            | Act::InvitationWithdrawn
            | Act::AccountOpenedAgain
            | Act::LinkGiven
            | Act::LoginChanged
            | Act::OpinionGiven
            | Act::SettingChanged => None,
        }
    }
}

/// What an act was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A unit.
    Unit,
    /// A person, with posts, roles and account.
    Person,
    /// A programme.
    Programme,
    /// A source paper.
    Source,
    /// A guideline's text.
    Guideline,
    /// A file.
    File,
    /// A setting.
    Setting,
    /// A basis document.
    Basis,
    /// Something that a basis document requires.
    Requirement,
    /// A unit's word that it has done what was required.
    Tick,
    /// A draft submitted to the superior committee, with what it said.
    Approval,
    /// That a body which is to lead was asked, with what it answered.
    Ask,
    /// An appraisal of a draft, with its remarks.
    Appraisal,
    /// A draft as it was frozen; its id is that of the programme and its number.
    Draft,
    /// What went out of a programme, by the programme's id.
    Issue,
    /// A line of the book of numbers.
    Number,
    /// A line of the register of signers.
    Authority,
    /// A correction notice.
    Correction,
    /// A signed paper that came back, by the id of its file.
    Copy,
    /// A meeting, with agenda, list, slips, minutes and what was concluded.
    Meeting,
}

impl Subject {
    /// Every subject.
    pub const ALL: [Subject; 20] = [
        Subject::Unit,
        Subject::Person,
        Subject::Programme,
        Subject::Source,
        Subject::Guideline,
        Subject::File,
        Subject::Setting,
        Subject::Basis,
        Subject::Requirement,
        Subject::Tick,
        Subject::Approval,
        Subject::Ask,
        Subject::Appraisal,
        Subject::Draft,
        Subject::Issue,
        Subject::Number,
        Subject::Authority,
        Subject::Correction,
        Subject::Copy,
        Subject::Meeting,
    ];
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Subject::Unit => "unit",
            Subject::Person => "person",
            Subject::Programme => "programme",
            Subject::Source => "source",
            Subject::Guideline => "guideline",
            Subject::File => "file",
            Subject::Setting => "setting",
            Subject::Basis => "basis",
            Subject::Requirement => "requirement",
            Subject::Tick => "tick",
            Subject::Approval => "approval",
            Subject::Ask => "ask",
            Subject::Appraisal => "appraisal",
            Subject::Draft => "draft",
            Subject::Issue => "issue",
            Subject::Number => "number",
            Subject::Authority => "authority",
            Subject::Correction => "correction",
            Subject::Copy => "copy",
            Subject::Meeting => "meeting",
        }
    }
    /// Reads a wire name.
    pub fn of_name(name: &str) -> Option<Subject> {
        Subject::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// A line of the journal before it has its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Whose journal.
    pub organisation: UnitId,
    /// Who did it; `None` for the program itself (first start, demo).
    pub by: Option<PersonId>,
    /// What was done.
    pub act: Act,
    /// What it was about.
    pub subject: Subject,
    /// Which one.
    pub subject_id: String,
    /// Details as JSON text: before and after where something was changed. Never a secret, never an opinion.
    pub data: String,
    /// Fingerprint of the record as it stands after the act, where a change behind the program's back must be seen.
    pub state: Option<String>,
}

/// A line of the journal in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1, without gaps.
    pub seq: i64,
    /// When, UTC, "2026-11-23T13:19:16.123456Z"; never before the line above.
    pub at: String,
    /// What happened.
    pub event: Event,
    /// On whose behalf, where who did it had the right only by a role that this person had lent.
    #[doc(alias = "thay mặt")]
    pub behalf: Option<PersonId>,
    /// Fingerprint of this line and of the one before it.
    pub hash: String,
}
